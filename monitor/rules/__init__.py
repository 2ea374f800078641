"""One pure function for each clause (规则): a case and the clause in, a verdict out."""
