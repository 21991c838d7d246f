"""One clerk's year, chapter by chapter, through pages only (U1)."""
