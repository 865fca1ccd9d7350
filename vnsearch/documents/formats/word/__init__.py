"""Documents of word processors: DOC, DOCX and Word's XML."""
