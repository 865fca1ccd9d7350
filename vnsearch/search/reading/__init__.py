"""What a query most likely means: its accents, and other words for its words."""
