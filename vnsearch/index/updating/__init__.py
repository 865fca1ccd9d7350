"""What must be done to bring an index up to date, and who does it."""
