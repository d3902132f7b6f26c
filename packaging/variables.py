"""Variables that make other programs load code of somebody else's, tried on a built program: none changes anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from built import Program, ended, hold, running

LOOKED_INTO = {"PYTHONPATH", "PYTHON_KEYRING_BACKEND", "KEYRING_PROPERTY_PRIORITY", "OPENDP_LIB_DIR", "OPENSSL_CONF"}
"""Variables whose effect would show only where a library is at work."""


@dataclass(frozen=True)
class Trap:
    """A folder of code that nobody may run: whatever of it does leaves the canary behind."""

    folder: Path
    canary: Path
    library: Path
    config: Path


def tried(program: Program) -> int:
    """Try each variable by itself and all of them at once; return how many there are."""
    trap = laid(program)
    named = pointing_into(trap, program)
    one_by_one(program, named, trap)
    all_at_once(program, named, trap)
    return len(named)


def laid(program: Program) -> Trap:
    """Make modules, libraries and plugins that are believed by their names, and a configuration that is broken."""
    folder, canary = program.home / "trap", program.home / "canary"
    folder.mkdir()
    for module in ("sitecustomize", "usercustomize", "typer", "keyring", "progrez_desktop", "trapped"):
        (folder / f"{module}.py").write_text(f"open({str(canary)!r}, 'w').close()\n")
    inside = program.folder / "_internal"
    library, config = folder / "libtrapped.so", folder / "openssl.cnf"
    shutil.copy(inside / "libz.so.1", library)
    shutil.copy(inside / "libcrypto.so.3", folder / "libcrypto.so.3")
    shutil.copy(next(inside.glob("libpython3*")), folder)
    shutil.copytree(inside / "PySide6/Qt/plugins/platforms", folder / "platforms")
    config.write_text("openssl_conf = no_such_section\n[broken\n")
    return Trap(folder, canary, library, config)


def pointing_into(trap: Trap, program: Program) -> dict[str, str]:
    """Return the variables with their values: of Python, Qt, the loader, PyInstaller, libraries, and our own."""
    python = {
        "PYTHONPATH": trap.folder,
        "PYTHONHOME": trap.folder,
        "PYTHONSTARTUP": trap.folder / "trapped.py",
        "PYTHONINSPECT": "1",
        "PYTHONVERBOSE": "1",
        "PYTHONBREAKPOINT": "trapped.breakpoint",
        "PYTHONWARNINGS": "error",
        "PYTHONPYCACHEPREFIX": trap.folder,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_PRIORITY": "99",
    }
    qt = {
        "QT_PLUGIN_PATH": trap.folder,
        "QT_QPA_PLATFORM_PLUGIN_PATH": trap.folder / "platforms",
        "QT_QPA_PLATFORMTHEME": "trapped",
        "QT_DEBUG_PLUGINS": "1",
        "QT_LOGGING_RULES": "*=true",
        "QML2_IMPORT_PATH": trap.folder,
    }
    loaders = {
        "LD_LIBRARY_PATH": trap.folder,
        "LD_PRELOAD": trap.library,
        "_PYI_APPLICATION_HOME_DIR": trap.folder,
        "_PYI_ARCHIVE_FILE": program.folder / "progrez-bin",
        "_PYI_PARENT_PROCESS_LEVEL": "1",
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }
    libraries = {
        "OPENSSL_CONF": trap.config,
        "OPENSSL_MODULES": trap.folder,
        "OPENDP_LIB_DIR": trap.folder,
        "GCONV_PATH": trap.folder,
        "SSLKEYLOGFILE": trap.canary,
    }
    own = {"PROGREZ_DATA_DIR": trap.folder, "PROGREZ_DEBUG": "1", "PROGREZ_SKIP_CHECK": "1"}
    return {name: str(value) for name, value in (python | qt | loaders | libraries | own).items()}


def one_by_one(program: Program, named: Mapping[str, str], trap: Trap) -> None:
    """With each of them a command says what it says without, and runs nothing of the trap."""
    for look, names in ((found, LOOKED_INTO), (said, named.keys() - LOOKED_INTO)):
        plain = look(program)
        for name in sorted(names):
            other = look(program, **{name: named[name]})
            hold(f"{name} changes nothing", other == plain, f"{plain}\n\n{other}")
            hold(f"{name} makes it run nothing", not trap.canary.exists())


def all_at_once(program: Program, named: Mapping[str, str], trap: Trap) -> None:
    """With all of them the window stays, and so does what runs without the launcher that lets go of some."""
    with running(program, **named) as process:
        time.sleep(5)
        hold("the window stays with all of them", process.poll() is None, ended(process))
        mapped = Path(f"/proc/{process.pid}/maps").read_text()
        hold("nothing of the trap is in its memory", str(trap.folder) not in mapped, mapped)
    hold("the program file alone lets none in either", direct(program, named) == said(program)[0])


def said(program: Program, **more: str) -> tuple[str, str]:
    """Return what a short command says, which none of the variables may change."""
    done = program.run("--version", **more)
    # The loader itself grumbles about LD_PRELOAD for the shell, before anything of ours runs.
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "ld.so" not in line)


def found(program: Program, **more: str) -> tuple[str, str]:
    """Return what it finds of this computer and its own libraries, less the room on a disk that others use too."""
    done = program.run("doctor", "--json", **more)
    return re.sub(r'"free": \d+', "", done.stdout), done.stderr


def direct(program: Program, more: Mapping[str, str]) -> str:
    """Return what the program file says when it is started without its launcher."""
    command = [str(program.folder / "progrez-bin"), "--version"]
    # What only the loader of the build reads can't be let go of by the build itself; the launcher does.
    for name in ("_PYI_APPLICATION_HOME_DIR", "_PYI_ARCHIVE_FILE", "_PYI_PARENT_PROCESS_LEVEL"):
        more = {key: value for key, value in more.items() if key != name}
    environment = program.environment(**more)
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout
