"""Paths in, files out: folders walked in order, ignore files obeyed in linear time."""
