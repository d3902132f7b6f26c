"""Which of the system's libraries Qt needs on Linux, and which Debian package brings each. Qt itself is not loaded."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

PACKAGE_OF: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

_ALWAYS = ("lib/libQt6Widgets.so.6", "lib/libQt6Test.so.6")
_PLUGINS: Mapping[str, str] = {
    "offscreen": "plugins/platforms/libqoffscreen.so",
    "xcb": "plugins/platforms/libqxcb.so",
    "wayland": "plugins/platforms/libqwayland.so",
}


def platform_in_use(environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of the Qt platform that will draw here; "offscreen" where there is no display."""
    named = environment.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if named in _PLUGINS:
        return named
    if environment.get("DISPLAY"):
        return "xcb"
    return "wayland" if environment.get("WAYLAND_DISPLAY") else "offscreen"


def missing_libraries(platform: str) -> tuple[str, ...] | None:
    """Return the file names that the loader does not find, or None where that can't be asked (no ldd, no Qt)."""
    answer = _ask_loader(platform)
    return None if answer is None else absent_in(answer)


def _ask_loader(platform: str) -> str | None:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None or shutil.which("ldd") is None:
        return None
    qt = Path(spec.origin).parent / "Qt"
    command = ["ldd", *(str(qt / part) for part in (*_ALWAYS, _PLUGINS[platform]))]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def absent_in(ldd_output: str) -> tuple[str, ...]:
    """Return the names before "=> not found" in what ldd printed, each once."""
    lines = (line.partition("=>") for line in ldd_output.splitlines())
    return tuple(sorted({name.strip() for name, _, place in lines if place.strip() == "not found"}))
