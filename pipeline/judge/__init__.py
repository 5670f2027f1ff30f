"""Links, money and coverage to verdicts."""
