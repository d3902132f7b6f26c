"""Composing teams from scores with their margins: what is wished and demanded, and how sure the answer is."""
