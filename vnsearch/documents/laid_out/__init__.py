"""What laid-out documents are made of: paragraphs of runs, numbers before them, markup."""
