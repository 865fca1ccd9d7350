"""The index: a Whoosh index whose postings are NumPy arrays."""
