"""Files in, documents out: one reader a format, encodings told apart, folders walked."""
