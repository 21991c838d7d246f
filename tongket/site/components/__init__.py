"""The components of the house style, as template tags; README.md beside their templates lists them."""
