"""Tests and checks across rooms."""
