"""The peak memory of this process."""

import sys
from pathlib import Path


def peak_mb() -> float:
    """Return the most resident memory that this process ever had, in MB (10^6 bytes)."""
    if sys.platform == "linux":
        # Not ru_maxrss: that one begins at what the parent had when it forked.
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
