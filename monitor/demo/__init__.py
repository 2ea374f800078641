"""A simulated county on loopback: portals, their history, and the configuration that watches them."""
