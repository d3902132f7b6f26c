"""Progrez Desktop: a soft-skill assessment that is taken offline and belongs to the person who took it."""

__version__ = "0.1.0"
