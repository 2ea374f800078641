"""What probes saw, as rows, and loading it (监测记录)."""
