"""How one segment lies on disk, and its reader."""
