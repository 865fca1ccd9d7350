"""The documents of each term: how their numbers and frequencies lie in a segment."""
