"""Nobody gets out of a kiosk by keys, mouse or plugs, on a real X server; and it hears what logind tells."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.system_signals import SystemSignals
from tests.ui.fake_logind import logind
from tests.ui.kiosk_screens import screens, try_everything


def test_nobody_gets_out_by_keys_mouse_closing_other_windows_or_plugs(tmp_path: Path) -> None:
    told: list[str] = []
    with screens(tmp_path) as shown:
        try_everything(shown, told.append)
    assert len(told) == 4


def test_sleep_and_lock_are_heard_from_logind(tmp_path: Path, qapp: QApplication) -> None:
    heard: list[str] = []
    with logind(tmp_path) as say:
        signals = SystemSignals()
        for name in ("falls_asleep", "woke", "locked", "unlocked"):
            getattr(signals, name).connect(lambda name=name: heard.append(name))
        assert signals.listen()
        for what in ("sleep", "wake", "lock", "unlock"):
            say(what)
        wait_until(lambda: len(heard) == 4, "what logind tells")
    assert heard == ["falls_asleep", "woke", "locked", "unlocked"]
