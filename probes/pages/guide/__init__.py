"""Service guides (办事指南)."""
