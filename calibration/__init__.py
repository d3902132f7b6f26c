"""Builds what resources/ ships out of data that is never shipped. Development only: the product never imports this."""
