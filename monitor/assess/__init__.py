"""From observations to verdicts, standings and findings (判定、时效、问题台账)."""
