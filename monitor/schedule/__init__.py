"""When to look: planned visits, duties, missed slots; pure (访问计划)."""
