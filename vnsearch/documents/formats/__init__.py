"""One reader a format: a source in, its documents and what is wrong with it out."""
