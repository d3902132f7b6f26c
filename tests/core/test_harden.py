"""No key is in memory before core dumps and tracing are off, in the window and on the command line."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="as the kernel of Linux tells it")

_LOOK = """
import ctypes, resource, sys
from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.services import {service} as opening

def looked(*_):
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
    raise LockedFault("keyring_locked")

opening.{function} = looked
"""


def ended(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("command", "service", "function"),
    [
        (["statistics"], "opening", "open_storage"),
        (["my-data", "log"], "opening", "open_storage"),
        (["result"], "opening", "open_storage"),
        (["audit", "verify"], "opening", "open_storage"),
        (["rate", "card"], "rating_office", "open_office"),
    ],
)
def test_a_command_that_opens_something_can_not_be_dumped_or_traced(
    command: list[str], service: str, function: str
) -> None:
    run = f"from progrez_desktop.app import main; sys.exit(main(['--data-dir', '/tmp/nowhere', *{command!r}]))"
    done = ended(_LOOK.format(service=service, function=function) + run)
    assert done.stdout.splitlines()[:1] == ["0 (0, 0)"], done.stderr
    assert done.returncode == 3


def test_the_window_can_not_be_dumped_or_traced() -> None:
    run = (
        "from PySide6.QtCore import QTimer\n"
        "from progrez_desktop.app import show_window\n"
        "from progrez_desktop.ui import journey\n"
        "from pathlib import Path\n"
        "journey.Journey.storage_closed = lambda self, failure: self.window.close()\n"
        "sys.exit(show_window(Path('/tmp/nowhere'), 'en'))\n"
    )
    done = ended(_LOOK.format(service="opening", function="open_storage") + run)
    assert done.stdout.splitlines()[:1] == ["0 (0, 0)"], done.stderr
