"""The bytes behind observations (依据)."""
