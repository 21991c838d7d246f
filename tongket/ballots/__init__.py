"""Ballots: polls on paper, their counts, and what follows from them."""
