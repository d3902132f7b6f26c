"""What an open answer sounds like: sentences, words, guards, the model and its private reading. Bytes in, no files."""
