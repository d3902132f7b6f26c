"""Every figure of speed and memory, each beside a reference in the same run."""
