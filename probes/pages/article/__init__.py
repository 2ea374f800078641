"""Articles: when they were published (稿件)."""
