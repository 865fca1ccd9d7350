"""Loops that NumPy does in many passes, in C for machines that have a compiler."""
