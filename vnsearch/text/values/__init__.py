"""What a text says in digits: numbers, dates and telephones, with their units."""
