"""Which documents answer the clauses of a query."""
