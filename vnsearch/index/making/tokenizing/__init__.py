"""Texts to tokens and to what they say in digits, as arrays."""
