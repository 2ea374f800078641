"""Verdicts, reviews and findings (判定、人工确认、问题台账)."""
