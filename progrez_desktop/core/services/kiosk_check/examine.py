"""The self-test as a whole: every check once, in the order in which a person mends what they find."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from progrez_desktop import __version__
from progrez_desktop.core.model.lock_down import Found, LockCheck, LockState
from progrez_desktop.core.services.kiosk_check import around, kept, ways_out
from progrez_desktop.core.services.kiosk_check.display import look_at_display
from progrez_desktop.core.services.kiosk_check.machine import Machine

_ORDER: tuple[LockCheck, ...] = get_args(LockCheck)
CONTRACT = "progrez.kiosk-health/1"


@dataclass(frozen=True)
class Asked:
    """What the self-test can't see for itself."""

    data_folder: Path
    key_file: Path
    clock_ms: int
    high_water_ms: int | None = None
    """None where the storage is not open."""
    is_covered: bool | None = None
    """Whether every screen has a window of the kiosk; None where it isn't on."""


def examine(asked: Asked, machine: Machine | None = None) -> tuple[Found, ...]:
    """Return what every check finds. Nothing is changed but a file that is written and removed at once."""
    found = _on_windows(asked) if sys.platform == "win32" else _on_linux(asked, machine or Machine())
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.check)))


def _on_linux(asked: Asked, machine: Machine) -> Iterator[Found]:
    display = look_at_display(machine)
    yield from ways_out.check_session(machine, display)
    yield from ways_out.check_keys(machine, display)
    yield from ways_out.check_consoles(machine, display)
    yield from ways_out.check_sysrq(machine)
    yield from ways_out.check_display(machine, display)
    yield from kept.check_user(machine)
    yield from kept.check_home(machine, asked.data_folder)
    yield from kept.check_disk(machine, asked.data_folder)
    yield from kept.check_swap(machine)
    yield from kept.check_dumps(machine)
    yield from kept.check_debugger(machine)
    yield from around.check_sleep(machine)
    yield from around.check_screens(machine, asked.is_covered)
    yield from around.check_drives(machine)
    yield from around.check_remote(machine)
    yield from around.check_clock(machine, asked.clock_ms, asked.high_water_ms)
    yield from _everywhere(asked)
    yield from around.check_accessibility(machine)
    yield from around.check_machine(machine)
    yield from around.check_network(machine)
    yield from around.check_voice(machine)


def _on_windows(asked: Asked) -> Iterator[Found]:
    from progrez_desktop.core.services.kiosk_check.windows import look_at_windows

    yield from look_at_windows(asked.is_covered)
    yield from _everywhere(asked)


def _everywhere(asked: Asked) -> Iterator[Found]:
    yield from around.check_key_store(asked.key_file)
    yield from around.check_folder(asked.data_folder)


def counted(found: tuple[Found, ...]) -> dict[LockState, int]:
    """Return how many are shown with each state, as in "locked down: enforced 7, detected 2"."""
    told = Counter(one.said for one in found)
    return {state: told[state] for state in get_args(LockState)}


def health(found: tuple[Found, ...]) -> dict[str, Any]:
    """Return the report for support. Contract: kiosk-health.schema.json. Counts and words of `CODES`, and no more."""
    return {
        "contract": CONTRACT,
        "program": __version__,
        "system": sys.platform,
        "counted": counted(found),
        "findings": [
            {
                "check": one.check,
                "state": one.state,
                "message": one.message,
                "counts": dict(one.counts),
                "names": list(one.names),
                "command": one.command,
            }
            for one in found
        ],
    }


def at_this_kiosk(asked: Asked, machine: Machine | None = None) -> tuple[Found, ...]:
    """Return what holds at a kiosk: this program's memory is closed first, as at every opening."""
    from progrez_desktop.core.harden import forbid_dumps

    forbid_dumps()
    return examine(asked, machine)
