"""Observations made elsewhere (导入): files to looks, each bad row named, none lost silently."""
