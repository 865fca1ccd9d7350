"""Whoosh beside the house: its schema, codec and writer over our segments."""
