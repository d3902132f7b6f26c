"""How a sitting was answered: pace, sameness, agreement, pattern. Advice to a reader, never a verdict on a person."""
