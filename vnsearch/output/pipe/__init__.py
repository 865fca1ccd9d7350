"""What a pipe is given: lines, listings, JSON, and templates of the caller's own."""
