"""A session of a kiosk in a test: cage without a screen or openbox under Xvfb, as a user of its own where root can."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
RECIPES = REPO / "packaging" / "kiosk"
UID = 60987
"""Of nobody on any computer."""
TOOLS = ("cage", "Xwayland", "openbox", "Xvfb", "xauth", "mcookie", "xprop", "wmctrl", "unshare", "setpriv")
_PATIENCE_S = 60

_X11 = r"""set -eu
umask 077
XAUTHORITY="$XDG_RUNTIME_DIR/xauth"; export XAUTHORITY
: > "$XAUTHORITY"
printf 'add :%s . %s\n' "$NUMBER" "$(mcookie)" | xauth -q -f "$XAUTHORITY" source -
Xvfb ":$NUMBER" -screen 0 1024x768x24 -auth "$XAUTHORITY" -nolisten tcp -noreset -fbdir "$HOME" \
    > "$HOME/xvfb.log" 2>&1 &
server=$!
trap 'kill $server' EXIT
DISPLAY=":$NUMBER"; export DISPLAY
tries=100
until xprop -root > /dev/null 2>&1 || [ "$tries" -eq 0 ]; do tries=$((tries - 1)); sleep 0.1; done
sh "$1"
"""
_AS_ROOT = """set -eu
umask 022
mount --rbind "$1" "$2" && mount -t tmpfs tmpfs /root -o mode=0755 && mkdir -p "$1" && mount --rbind "$2" "$1"
shift 2
exec setpriv --reuid="$KIOSK_UID" --regid="$KIOSK_UID" --clear-groups --no-new-privs "$@"
"""


def need_tools() -> None:
    missing = [name for name in TOOLS if shutil.which(name) is None]
    assert not missing, f"not on this machine: {', '.join(missing)}; packaging/bootstrap.py installs them"


@dataclass
class Session:
    """Where a session of a kiosk has its files. Its program is a line of the shell."""

    place: Path

    @classmethod
    def made(cls) -> "Session":
        """Below /tmp, since another user can't come to the folders of pytest."""
        place = Path(tempfile.mkdtemp(prefix="progrez-kiosk-"))
        place.chmod(0o755)
        for name in ("home", "run"):
            (place / name).mkdir(mode=0o700)
            if os.getuid() == 0:
                os.chown(place / name, UID, UID)
        return cls(place)

    def remove(self) -> None:
        shutil.rmtree(self.place)

    def in_cage(self, program: str) -> None:
        more = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        unit = {"QT_QPA_PLATFORM": "wayland", "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1"}
        self._run({**more, **unit}, "cage", "-d", "--", "sh", "-c", program)

    def in_cage_on_a_screen(self, program: str) -> None:
        """As above, on a screen that can be looked at: what it shows is in the file Xvfb_screen0."""
        inner = self._script("program.sh", program)
        script = self._script("nested.sh", f"exec cage -d -- sh {inner}\n")
        unit = {"QT_QPA_PLATFORM": "wayland", "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1"}
        more = {"WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman", "NUMBER": _number()}
        self._run({**more, **unit}, "sh", "-c", _X11, "sh", str(script))

    def in_openbox(self, program: str, rules: Path = RECIPES / "openbox" / "rc.xml") -> None:
        script = self._script("program.sh", program)
        more = {"QT_QPA_PLATFORM": "xcb", "PROGREZ_KIOSK_RC": str(rules), "PROGREZ_KIOSK_PROGRAM": f"sh {script}"}
        session = RECIPES / "openbox" / "progrez-kiosk-session"
        self._run({**more, "NUMBER": _number()}, "sh", "-c", _X11, "sh", str(session))

    def _script(self, name: str, text: str) -> Path:
        """A script that the kiosk's user may read, whatever this process lets others have."""
        path = self.place / name
        path.write_text(text)
        path.chmod(0o755)
        return path

    def _run(self, more: dict[str, str], *command: str) -> None:
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(self.place / "home"),
            "XDG_RUNTIME_DIR": str(self.place / "run"),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }
        line = [*_as_kiosk(self.place), *command]
        done = subprocess.run(
            line,
            cwd=REPO,
            env={**environment, "KIOSK_UID": str(UID)},
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
        )
        (self.place / "said.txt").write_text(done.stdout + done.stderr)

    def read(self, name: str) -> str:
        found = self.place / "home" / name
        assert found.is_file(), (self.place / "said.txt").read_text()
        return found.read_text()


def _number() -> str:
    """Of a display that no other run of these tests has."""
    return str(200 + os.getpid() % 700)


def _as_kiosk(place: Path) -> list[str]:
    """Nothing for whoever is not root. Python in root's home is shown to the other user, in a namespace of its own."""
    if os.getuid() != 0:
        return []
    below = Path(sys.base_prefix)
    if not below.is_relative_to("/root"):
        return ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "--no-new-privs"]
    again = place / "python"
    again.mkdir(exist_ok=True)
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", _AS_ROOT, "sh", str(below), str(again)]
