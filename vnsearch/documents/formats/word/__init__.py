"""Documents of word processors: DOC, DOCX, RTF."""
