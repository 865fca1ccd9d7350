"""Web pages: HTML, and which of its blocks are the text."""
