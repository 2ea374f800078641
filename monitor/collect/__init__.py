"""Collecting observations: probes run, lists walked back, files imported, single pages inspected (采集)."""
