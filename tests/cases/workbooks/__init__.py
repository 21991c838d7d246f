"""The eight workbooks of a case."""
