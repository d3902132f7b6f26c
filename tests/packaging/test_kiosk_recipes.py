"""The recipes of a kiosk are true: units verify, files parse, the program is alone and covers the screen."""

import json
import os
import re
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from progrez_desktop.core.services.kiosk_check.ways_out import offers_nothing
from tests.packaging.kiosk_house import RECIPES, Session, need_tools

DOCTOR = 'python -m progrez_desktop --data-dir "$HOME/data" doctor --kiosk --json > "$HOME/doctor.json"'
ALONE = ("session", "keys", "display")


@pytest.fixture
def session() -> Iterator[Session]:
    need_tools()
    made = Session.made()
    yield made
    made.remove()


def states(session: Session) -> dict[str, str]:
    return {one["check"]: one["state"] for one in json.loads(session.read("doctor.json"))["findings"]}


def test_in_cage_the_self_test_finds_this_program_alone(session: Session) -> None:
    session.in_cage(DOCTOR)
    found = states(session)
    assert {check: found[check] for check in (*ALONE, "dumps", "home")} == dict.fromkeys(
        (*ALONE, "dumps", "home"), "enforced"
    )


OTHER = """
Xwayland :199 -rootless > "$HOME/other.txt" 2>&1 &
other=$!
tries=100
until grep -q " 03 .* $XDG_RUNTIME_DIR/$WAYLAND_DISPLAY\\$" /proc/net/unix || [ "$tries" -eq 0 ]; do
    tries=$((tries - 1)); sleep 0.1
done
{program}
kill $other
"""
"""A program beside another one, once that came to the screen."""


def test_in_cage_another_program_on_the_screen_is_seen(session: Session) -> None:
    session.in_cage(OTHER.format(program=DOCTOR))
    assert states(session)["session"] == "open"


def test_in_openbox_the_self_test_finds_this_program_alone_and_no_key_taken(session: Session) -> None:
    session.in_openbox(DOCTOR)
    found = states(session)
    wanted = ALONE if os.getuid() == 0 else ("keys", "display")  # its own file is no rule for whoever can write it
    assert {check: found[check] for check in wanted} == dict.fromkeys(wanted, "enforced")


def test_in_openbox_as_it_ships_keys_are_taken(session: Session) -> None:
    session.in_openbox(DOCTOR, Path("/etc/xdg/openbox/rc.xml"))
    found = {one["check"]: one for one in json.loads(session.read("doctor.json"))["findings"]}
    assert found["session"]["state"] == "open"
    assert "alt_f4" in found["keys"]["names"]


KIOSK = """
python -m progrez_desktop --data-dir "$HOME/data" --language en kiosk > "$HOME/kiosk.txt" 2>&1 &
kiosk=$!
tries=60
until {there} || [ "$tries" -eq 0 ]; do tries=$((tries - 1)); sleep 0.1; done
kill $kiosk
"""
_PAINTED = (
    """{ cp "$HOME/Xvfb_screen0" "$HOME/seen"; [ "$(cmp -l "$HOME/blank" "$HOME/seen" | wc -l)" -gt 1500000 ]; }"""
)


def seen(path: Path) -> Image.Image:
    """Return a picture in the form of xwd, as Xvfb keeps its screen."""
    data = path.read_bytes()
    head = struct.unpack(">25I", data[:100])
    begin, wide, high, line = head[0] + head[19] * 12, head[4], head[5], head[12]
    return Image.frombuffer("RGB", (wide, high), data[begin : begin + line * high], "raw", "BGRX", line, 1)


def test_in_cage_the_page_covers_the_whole_screen(session: Session) -> None:
    session.in_cage_on_a_screen('cp "$HOME/Xvfb_screen0" "$HOME/blank"\n' + KIOSK.format(there=_PAINTED))
    assert session.read("kiosk.txt") == ""
    image = seen(session.place / "home" / "seen")
    wide, high = image.size
    corners = {image.getpixel(at) for at in ((2, 2), (wide - 3, 2), (2, high - 3), (wide - 3, high - 3))}
    assert (0, 0, 0) not in corners  # which is what cage has behind it
    assert len(image.getcolors(1 << 24) or ()) > 100  # and a page is on it


def test_in_openbox_the_window_covers_the_whole_screen(session: Session) -> None:
    listed = 'wmctrl -lG | tee "$HOME/windows.txt" | grep -q " 0    0    1024 768 "'
    session.in_openbox(KIOSK.format(there=listed))
    assert " 0    0    1024 768 " in session.read("windows.txt"), session.read("kiosk.txt")


def test_every_unit_verifies_and_calls_what_its_recipe_installs(tmp_path: Path) -> None:
    for kind in ("cage", "openbox"):
        root = tmp_path / kind
        subprocess.run(["sh", RECIPES / "install.sh", kind], env={**os.environ, "DESTDIR": str(root)}, check=True)
        units = sorted((root / "usr/lib/systemd/system").glob("*.service"))
        told = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        own = [line for line in told.stderr.splitlines() if line.startswith("progrez-kiosk")]
        assert len(units) == 2 and [line for line in own if not is_installed(line, root)] == []


def test_an_update_of_the_package_renews_what_the_recipe_put_below_usr(
    repo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    from installers import debian

    for kind in ("cage", "openbox"):
        subprocess.run(["sh", RECIPES / "install.sh", kind], env={**os.environ, "DESTDIR": str(tmp_path)}, check=True)
    debian.write_kiosk(tmp_path / "deb")
    put, packaged = (
        {str(path.relative_to(tree)): path.read_bytes() for path in (tree / "usr").rglob("*") if path.is_file()}
        for tree in (tmp_path, tmp_path / "deb")
    )
    assert put.items() <= packaged.items()
    assert all(f"usr/share/progrez-kiosk/{name}" in packaged for name in ("install.sh", "README.md"))
    assert os.access(tmp_path / "deb/usr/share/progrez-kiosk/install.sh", os.X_OK)


def is_installed(line: str, root: Path) -> bool:
    """Whether a complaint is of a program that is only there once the package and the recipe are installed."""
    found = re.search(r"Command (/\S+) is not executable", line)
    return found is not None and os.access(root / found[1].lstrip("/"), os.X_OK)


def test_scripts_parse_and_openbox_s_file_offers_nothing() -> None:
    for script in (*RECIPES.glob("**/progrez-kiosk-*"), RECIPES / "install.sh"):
        if script.read_text("utf-8").startswith("#!/bin/sh"):
            subprocess.run(["sh", "-n", script], check=True)
            assert os.access(script, os.X_OK)
    assert offers_nothing(RECIPES / "openbox" / "rc.xml")
    assert not offers_nothing(Path("/etc/xdg/openbox/rc.xml"))


def test_assigned_access_names_one_program_and_its_profile() -> None:
    told = ElementTree.parse(RECIPES / "windows" / "assigned-access.xml").getroot()  # noqa: S314 - our own file
    of = "{http://schemas.microsoft.com/AssignedAccess/2017/config}"
    rs5 = "{http://schemas.microsoft.com/AssignedAccess/201810/config}"
    (app,) = told.iter(f"{of}App")
    assert (app.get(f"{rs5}AutoLaunch"), app.get(f"{rs5}AutoLaunchArguments")) == ("true", "kiosk")
    (profile,), (used,) = told.iter(f"{of}Profile"), told.iter(f"{of}DefaultProfile")
    assert profile.get("Id") == used.get("Id")


def test_the_readme_names_every_file_and_says_what_was_not_tried() -> None:
    text = (RECIPES / "README.md").read_text("utf-8")
    for folder in ("cage", "openbox", "windows", "sysusers.d"):
        assert f"{folder}/" in text
    assert "not tried" in text
