"""Which terms of an index answer a word of a query, and how well."""
