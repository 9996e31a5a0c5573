"""The board, the roll and what does not hold, for whoever coordinates."""
