"""Slides: PPT, PPTX."""
