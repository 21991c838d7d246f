"""tongket: the yearly cycle of a hierarchical organisation, from plan to published result."""
