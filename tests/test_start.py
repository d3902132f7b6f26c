"""A program that is not complete says so in one line, wherever it is started, and ends with 4."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

START = """
import sys
sys._MEIPASS = sys.argv[1]  # where a frozen build has its resources
from progrez_desktop.app import main
raise SystemExit(main(sys.argv[2:]))
"""


@pytest.fixture
def incomplete(repo: Path, tmp_path: Path) -> Path:
    """The program with a copy of its texts and its style, for a test to spoil."""
    for part in ("translations", "style"):
        shutil.copytree(repo / "resources" / part, tmp_path / "progrez_desktop" / "resources" / part)
    return tmp_path


def told(incomplete: Path, *arguments: str) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "HOME": str(incomplete)}
    command = [sys.executable, "-c", START, str(incomplete), *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert (ended.returncode, ended.stdout) == (4, ""), ended.stderr
    [line] = ended.stderr.splitlines()
    return line


def remove(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def garble(path: Path) -> None:
    path.write_bytes(b"\xff" * 10)


@pytest.mark.parametrize("arguments", [(), ("--language", "nl")])
@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("style/app.qss", remove),
        ("style/app.qss", garble),
        ("style/tokens.json", cut),
        ("translations/cli.json", remove),
        ("translations/welcome.json", cut),
    ],
)
def test_a_lost_part_is_named_before_the_window(
    incomplete: Path, name: str, spoil: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    spoil(incomplete / "progrez_desktop" / "resources" / name)
    line = told(incomplete, *arguments)
    assert name in line
    assert "Install" in line or "Installeer" in line


def test_without_any_texts_a_command_still_says_what_is_wrong(incomplete: Path) -> None:
    shutil.rmtree(incomplete / "progrez_desktop" / "resources" / "translations")
    assert "translations/account.json" in told(incomplete, "--help")


def test_the_sentence_is_in_the_language_asked_for(incomplete: Path) -> None:
    (incomplete / "progrez_desktop" / "resources" / "style" / "app.qss").unlink()
    assert "Er ontbreekt een onderdeel van dit programma: style/app.qss." in told(incomplete, "--language", "nl")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display")
@pytest.mark.parametrize("command", [(), ("operator",), ("registry",), ("rate",)])
def test_a_window_without_a_display_is_refused_in_one_line(command: tuple[str, ...], tmp_path: Path) -> None:
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in shown_on}
    environment = bare | {"LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    started = [sys.executable, "-m", "progrez_desktop", *command]
    ended = subprocess.run(started, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert ended.returncode == 4, ended.stderr
    [line] = ended.stderr.splitlines()
    assert "There is no display here" in line
