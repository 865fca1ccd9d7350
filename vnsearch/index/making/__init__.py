"""Documents, or segments, to a segment."""
