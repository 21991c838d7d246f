"""Rendering of papers to PDF and Word. No framework: importable without Django."""

from tongket.documents.rendering.papers import PAPERS, Paper
from tongket.documents.rendering.pdf import render_pdf
from tongket.documents.rendering.profiles import Profile, get_profile, profile_for, profiles

__all__ = ["PAPERS", "Paper", "Profile", "get_profile", "profile_for", "profiles", "render_pdf"]
