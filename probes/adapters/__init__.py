"""Lists that live elsewhere than in the page's source: one adapter a file, found by its name."""
