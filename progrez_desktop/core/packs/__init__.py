"""Packs and other shipped files: every byte is checked against a pinned hash before it is used."""
