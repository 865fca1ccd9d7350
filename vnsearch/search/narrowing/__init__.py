"""What narrows a search besides its words: fields, facets, dates and paths."""
