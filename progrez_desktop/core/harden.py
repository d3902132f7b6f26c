"""Keeps the operating system from writing this process's memory anywhere."""

import sys
from contextlib import suppress


def forbid_dumps() -> None:
    """Forbid core dumps and, on Linux, reading this process's memory from others of the same user."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE = 4
