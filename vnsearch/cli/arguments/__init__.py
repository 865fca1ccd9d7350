"""What may stand on a command line, and what it asks for."""
