"""Rendering of papers to PDF and Word. No framework: importable without Django."""

from tongket.documents.rendering.build_word import word_template
from tongket.documents.rendering.papers import PAPERS, Paper
from tongket.documents.rendering.pdf import render_pdf
from tongket.documents.rendering.profiles import Profile, get_profile, profile_for, profiles
from tongket.documents.rendering.samples import sample
from tongket.documents.rendering.word import check_word_template, render_docx, word_text

__all__ = [
    "PAPERS",
    "Paper",
    "Profile",
    "check_word_template",
    "get_profile",
    "profile_for",
    "profiles",
    "render_docx",
    "render_pdf",
    "sample",
    "word_template",
    "word_text",
]
