"""Queries in, ranked hits out."""
