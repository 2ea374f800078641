"""The HTTP feed and the dashboard (数据接口、看板): shows what is stored; never probes, never judges."""
