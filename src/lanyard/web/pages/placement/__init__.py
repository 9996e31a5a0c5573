"""Areas: who is where, how many heads, who is missed."""
