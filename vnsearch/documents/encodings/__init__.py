"""Which encoding a text is in: what its letters, its fonts and its words tell of it."""
