"""The facts by which the rules judge a round, each with the records it came from."""

from tongket.ratings.facts.gather import Facts, Subject, gather, tables_of

__all__ = ["Facts", "Subject", "gather", "tables_of"]
