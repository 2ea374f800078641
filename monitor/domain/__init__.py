"""The nouns of the field and the clock (领域对象): values of the standard library, which every room may import."""
