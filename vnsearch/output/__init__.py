"""Results to a stream: one printer a form; none of them searches."""
