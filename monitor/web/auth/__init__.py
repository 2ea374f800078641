"""The door: logging in and out (登录)."""
