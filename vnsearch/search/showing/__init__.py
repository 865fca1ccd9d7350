"""What a hit shows: its words, its passages, its fields."""
