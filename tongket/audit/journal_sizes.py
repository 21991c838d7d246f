"""How many rows the journal writes or reads with one statement."""

CHUNK = 500
