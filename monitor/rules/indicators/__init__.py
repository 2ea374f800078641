"""Scored rows of the tables (评分指标)."""
