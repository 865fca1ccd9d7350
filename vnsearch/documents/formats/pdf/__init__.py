"""PDFs and pictures: read by PDFium in a process that may die alone, scans by tesseract."""
