"""Tests of the compiled library: what it does is what NumPy does without it."""
