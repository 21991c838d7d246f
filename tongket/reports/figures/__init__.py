"""Checks of figures received from below or printed somewhere; no framework, exact numbers."""

from .check import figures_check, figures_check_command

__all__ = ["figures_check", "figures_check_command"]
