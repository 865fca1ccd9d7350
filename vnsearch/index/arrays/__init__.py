"""Arrays in files: pages under checksums, numbers and stretches as bytes."""
