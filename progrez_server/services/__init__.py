"""What the server does: plain functions over its parts. No HTTP."""
