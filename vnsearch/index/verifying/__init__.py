"""Whether the values of a segment agree, and which segment an error is laid to."""
