"""E-books: EPUB, FB2."""
