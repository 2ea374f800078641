"""Words for people: label tables (用语)."""
