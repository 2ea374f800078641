"""Leases, queues, outbox, pruning, figures (运行)."""
