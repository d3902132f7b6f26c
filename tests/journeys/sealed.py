"""Runs Python code in a process of its own that the kernel ends at its first socket, with nothing but empty folders."""

import ctypes
import os
import platform
import struct
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent

_SYSCALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel names it (linux/audit.h), and the number of socket()."""

ENDED_BY_THE_SEAL = -31
"""SIGSYS."""

_CODE = "from tests.journeys.sealed import seal; seal()\n"


@dataclass(frozen=True)
class Surroundings:
    """Every folder that a library is likely to write to, each of its own and empty."""

    root: Path

    def run(self, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run code with the folders as home, place for temporary files and working folder."""
        for name in ("home", "temporary", "here"):
            (self.root / name).mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-c", _CODE + code, *arguments],
            cwd=self.root / "here",
            env=self._environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def files(self) -> set[str]:
        """Every file that was left, but for the fonts that the system noted for any program with a window."""
        left = {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}
        return {name for name in left if not name.startswith("home/.cache/fontconfig/")}

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return {
            **kept,
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "temporary"),
            "PYTHONPATH": str(REPO),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }


@cache
def can_seal() -> bool:
    """Whether a filter of this kind is taken here; some places that run tests have a kernel of their own."""
    if sys.platform != "linux" or platform.machine() not in _SYSCALLS:
        return False
    return subprocess.run([sys.executable, "-c", _CODE], cwd=REPO, capture_output=True).returncode == 0


def seal() -> None:
    """From here on, whoever asks the kernel for a socket, in any thread and any language, ends this process.

    A seccomp filter (seccomp(2)): it needs no rights and can't be taken off. Python's own module `socket` is no place
    to look: a library in C or C++ calls the kernel by itself.
    """
    machine, socket = _SYSCALLS[platform.machine()]
    steps = (
        (0x20, 0, 0, 4),  # load the kind of machine
        (0x15, 0, 3, machine),  # another one: end
        (0x20, 0, 0, 0),  # load the number of the call
        (0x15, 1, 0, socket),  # socket(): end
        (0x06, 0, 0, 0x7FFF0000),  # SECCOMP_RET_ALLOW
        (0x06, 0, 0, 0x80000000),  # SECCOMP_RET_KILL_PROCESS
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    described = Filter(len(steps), ctypes.addressof(program))
    # PR_SET_NO_NEW_PRIVS, then PR_SET_SECCOMP with SECCOMP_MODE_FILTER.
    if libc.prctl(38, 1, 0, 0, 0) != 0 or libc.prctl(22, 2, ctypes.byref(described)) != 0:
        raise OSError(ctypes.get_errno(), "this kernel takes no seccomp filter")
