"""Days as pages write them (日期)."""
