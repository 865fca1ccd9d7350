"""How an index lies on a cluster: its mapping, its documents, and what is kept beside them."""
