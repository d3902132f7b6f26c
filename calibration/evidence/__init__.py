"""What a sentence of an answer shows: texts that we wrote and rated, what is learned of them, and how well it holds."""
