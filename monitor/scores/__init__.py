"""Score sheets (评分表): every indicator of one regulation for one subject, filled in as far as a machine may."""
