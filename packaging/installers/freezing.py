"""The one-folder build: PyInstaller runs, and every file of it is entered into the manifest that a start checks."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from installers.packages import not_ours, ours
from installers.plan import FROZEN, Plan, run
from progrez_desktop.core import bundle
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.store.safe_schema import SAFE

_EXTENSION = re.compile(r"\.(cpython-[^.]+|abi3)\.so$|\.(cp[^.]+\.)?pyd$")
_LIBRARY = re.compile(r"\.so(\.|$)|\.dll$|\.pyd$|\.dylib$")
_LOOKED_AT_LATER = ("PySide6", "shiboken6")
"""Hundreds of megabytes that a window waits for: hashed once it stands (`bundle.look_at_the_rest`)."""


def freeze(plan: Plan) -> None:
    """Make the folder, without its manifest: what describes the build still goes into it."""
    shutil.rmtree(plan.bundle, ignore_errors=True)
    plan.work.mkdir(parents=True, exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "LD_"))},
        "SOURCE_DATE_EPOCH": str(plan.epoch),
        "PYTHONHASHSEED": "0",  # else sets come out in another order each time, and with them the archive of modules
        "PYINSTALLER_CONFIG_DIR": str(plan.work / "pyinstaller"),
        "BUILD_NOT_OURS": ",".join(sorted(not_ours())),
        "BUILD_METADATA": ",".join(sorted(ours())),
    }
    # In a folder of its own: the checkout would be found before what was installed from it.
    tool = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(plan.folder), "--workpath", str(plan.work)]
    run([*tool, *places, str(FROZEN / "progrez.spec")], env=environment, cwd=plan.work)
    _slim(plan)
    plan.described.mkdir(parents=True, exist_ok=True)
    told = {
        "version": plan.version,
        "commit": plan.commit,
        "at_s": plan.epoch,
        "platform": plan.platform,
        # What an older program refuses to open: asked before the way back is taken (services/updating).
        "device_schema": len(DEVICE.migrations),
        "safe_schema": len(SAFE.migrations),
    }
    (plan.described / "build.json").write_text(json.dumps(told, indent=1) + "\n")


def _slim(plan: Plan) -> None:
    """Leave out what no program needs: what only a debugger reads, 200 MB of it in OpenDP and 16 MB in Python."""
    if sys.platform == "linux" and shutil.which("strip") is None:
        sys.exit("package: strip is missing; on Debian it is in binutils")
    for library in (*plan.inside.glob("libpython3.*.so.*"), *plan.inside.glob("opendp/lib/*.so")):
        run(["strip", "--strip-unneeded", str(library)])
    for path in list(plan.inside.iterdir()):
        if path.is_symlink() and not path.exists():
            path.unlink()  # to a library of Qt that is left out
    for record in (*plan.inside.glob("*.dist-info/RECORD"), *plan.inside.glob("*.dist-info/direct_url.json")):
        record.unlink()  # they tell of files as they lay where this was built


def sources(plan: Plan) -> dict[str, str]:
    """Return where each collected file was taken from, by its path in the build."""
    import ast

    listed = next(plan.work.rglob("COLLECT-00.toc")).read_text("utf-8")
    return {str(entry[0]): str(entry[1]) for entry in ast.literal_eval(listed)[-1] if len(entry) == 3}


def files_of(plan: Plan) -> list[Path]:
    return sorted(path for path in plan.bundle.rglob("*") if path.is_file())


def is_library(path: Path) -> bool:
    return bool(_LIBRARY.search(path.name))


def name_of(plan: Plan, path: Path) -> str:
    return path.relative_to(plan.bundle).as_posix()


def seal(plan: Plan) -> None:
    """Write launcher and manifest, and give every file the time of the commit: nothing is changed after this."""
    _write_launcher(plan)
    (plan.inside / bundle.MANIFEST).unlink(missing_ok=True)
    groups = _groups(plan)
    entries = {
        name_of(plan, path): bundle.Entry(_hash(path), path.stat().st_size, tuple(sorted(groups.get(path, ()))))
        for path in files_of(plan)
    }
    (plan.inside / bundle.MANIFEST).write_text(bundle.written(entries))
    for path in (*plan.bundle.rglob("*"), plan.bundle):
        os.utime(path, (plan.epoch, plan.epoch), follow_symlinks=False)
        if not path.is_symlink():
            runs = path.is_dir() or path.name in ("progrez", "progrez-bin", "replace-library")
            path.chmod(0o755 if runs else 0o644)


def _hash(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_launcher(plan: Plan) -> None:
    """Write the script that looks first: what the program file needs before it can say anything itself."""
    if sys.platform == "win32":
        return
    shutil.copyfile(FROZEN / "replace-library", plan.bundle / "replace-library")
    python = list(plan.inside.glob("libpython3.*"))
    modules = sorted(plan.inside.glob("python3.*/lib-dynload/*.so"))
    libraries = {path for one in (*python, *modules) for path in _needed(plan, one)}
    early = {*python, *modules, *libraries, plan.inside / "base_library.zip"}
    names = ["progrez-bin", *sorted(name_of(plan, path) for path in early)]
    sizes = [f"{(plan.bundle / name).stat().st_size} {name}" for name in names]
    text = (FROZEN / "progrez").read_text("utf-8")
    text = text.replace("@PARTS@", "\n".join(sizes)).replace("@NAMES@", f"'{' '.join(names)}'")
    (plan.bundle / "progrez").write_text(text)


def _groups(plan: Plan) -> dict[Path, set[str]]:
    """Return whose first import asks for the hash of each file."""
    found: dict[Path, set[str]] = {}
    for path in files_of(plan):
        group = _group(path.relative_to(plan.bundle))
        for one in {path, *(_needed(plan, path) if is_library(path) and group else ())}:
            if group and group not in _LOOKED_AT_LATER:
                found.setdefault(one, set()).add(group)
    return found


def _group(path: Path) -> str:
    parts = path.parts[1:]
    if not parts or parts[0].endswith((".dist-info", ".libs")):
        return ""
    if parts[0] == "progrez_desktop":
        return _group_of_resource(parts)
    if parts[0] == "base_library.zip":
        return bundle.AT_START
    if _EXTENSION.search(parts[-1]) and (len(parts) == 1 or "lib-dynload" in parts):
        return parts[-1].partition(".")[0]
    return parts[0] if len(parts) > 1 else ""


def _group_of_resource(parts: tuple[str, ...]) -> str:
    if "contracts" in parts:
        return "jsonschema_rs"
    if parts[-1] == "answers.onnx":
        return "onnxruntime"
    return "" if "build" in parts else bundle.AT_START


@cache
def _needed(plan: Plan, library: Path) -> set[Path]:
    """Return the bundled libraries that the system's loader takes along with one."""
    if sys.platform == "win32":
        return set()
    environment = {**os.environ, "LD_LIBRARY_PATH": str(plan.inside)}
    asked = subprocess.run(["ldd", str(library)], capture_output=True, text=True, check=False, env=environment)
    places = (line.partition("=>")[2].partition("(")[0].strip() for line in asked.stdout.splitlines())
    inside = (Path(place) for place in places if place.startswith(str(plan.bundle)))
    return {Path(os.path.normpath(place)) for place in inside} | {place.resolve() for place in inside}
