"""The screen of `vnsearch live`: search as you type."""
