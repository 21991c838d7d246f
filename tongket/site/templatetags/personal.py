"""``{% load personal %}``: words of the journal on pages about personal data."""

from django import template

from tongket.site.acts import act_text
from tongket.site.reading import page_text

register = template.Library()
register.filter("act_words", act_text)
register.filter("page_words", page_text)
