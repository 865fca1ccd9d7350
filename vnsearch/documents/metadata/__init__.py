"""What documents say of themselves: titles, dates and authors, told and found in the text."""
