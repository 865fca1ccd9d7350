"""The pages that people read, held to the code."""
