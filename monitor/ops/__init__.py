"""How the monitor itself is: health, status, metrics, logs, heartbeat (运行状况)."""
