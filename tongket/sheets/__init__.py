"""One Excel sheet per step of the year (U1): kinds of import that several rooms write together."""
