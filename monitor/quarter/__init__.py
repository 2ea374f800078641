"""The quarter's figures (季度统计): pure functions from ledger and verdicts to one tree of numbers."""
