"""A page taken apart: markup, tree, text, masking."""
