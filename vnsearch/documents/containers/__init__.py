"""Files that hold files: compressed streams, zip packages, compound files of Office."""
