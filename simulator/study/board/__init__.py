"""What a board asks of proposals: its limits, their verdicts, and what would make a limit hold."""
