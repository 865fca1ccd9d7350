"""From a parsed query to the documents on a cluster that answer it."""
