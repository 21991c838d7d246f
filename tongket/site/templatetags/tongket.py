"""``{% load tongket %}``: all components and filters of the house style."""

from django import template

from tongket.site.components import blocks, forms, inline, links, lists, values

register = template.Library()
for part in (values, inline, blocks, lists, forms, links):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
