"""Pages of policies, interpretations, interviews and surveys, read closely (专题稿件细读)."""
