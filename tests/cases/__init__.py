"""Case folders made up by a generator, and an oracle that says what must come out of them."""
