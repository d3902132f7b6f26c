"""What is decided about the model before it is trained: its name, its size, the shortest text that it reads."""

MODEL_ID = "answers-en-1"
SIZE = 32_768
"""How many words and word pairs it knows."""
MIN_WORDS = 25
