"""Measurement, usable from a notebook: plain values in, plain values out. No app, no Qt, no database, no files."""
