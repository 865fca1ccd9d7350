"""What else stands for words of a query: joined words, digits, dates, abbreviations."""
