"""Reports: checks of figures."""
