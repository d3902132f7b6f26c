"""Frozen records that the whole core speaks in. They hold data and no behaviour beyond reading it."""
