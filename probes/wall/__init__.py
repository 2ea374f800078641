"""The wall between us and what pages hold (读取隔离): bytes of others are read in processes that may die."""
