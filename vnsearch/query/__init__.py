"""The text of a query in, its clauses out."""
