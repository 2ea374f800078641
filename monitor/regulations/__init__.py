"""The law as data: editions, indicator tables, annex 2, working days (条款、指标、任务分解表、工作日)."""
