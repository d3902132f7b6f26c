"""The package for Debian and Ubuntu: what it holds, and what it depends on by what its libraries ask for."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installers import linux_tree
from installers.freezing import files_of, is_library
from installers.plan import CHECKOUT, Plan, run

_LINUX = CHECKOUT / "packaging" / "linux"
_KIOSK = CHECKOUT / "packaging" / "kiosk"
_TOOLS = {"dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "objdump": "binutils"}
_BASIC = frozenset(
    {
        *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"),
        *("libgcc_s.so.1", "libstdc++.so.6", "ld-linux-x86-64.so.2"),
    }
)
_VERSION = re.compile(rb"\x00(GLIBC_2|GLIBCXX_3\.4|CXXABI_1\.3|GCC_\d)\.(\d+)(?:\.\d+)?\x00")
_MAINTAINER = "Progrez <maintainers@progrez.invalid>"
_KIOSK_PLACES = {
    "sysusers.d/progrez-kiosk.conf": "usr/lib/sysusers.d/progrez-kiosk.conf",
    "tmpfiles.d/progrez-kiosk.conf": "usr/lib/tmpfiles.d/progrez-kiosk.conf",
    "pam.d/progrez-kiosk": "etc/pam.d/progrez-kiosk",
    "cage/progrez-kiosk-cage.service": "usr/lib/systemd/system/progrez-kiosk-cage.service",
    "openbox/progrez-kiosk-openbox.service": "usr/lib/systemd/system/progrez-kiosk-openbox.service",
    "drives/progrez-kiosk-stick@.service": "usr/lib/systemd/system/progrez-kiosk-stick@.service",
    "drives/progrez-kiosk-stick": "usr/lib/progrez-kiosk/progrez-kiosk-stick",
    "openbox/rc.xml": "etc/progrez-kiosk/rc.xml",
    "openbox/progrez-kiosk-x11": "usr/lib/progrez-kiosk/progrez-kiosk-x11",
    "openbox/progrez-kiosk-session": "usr/lib/progrez-kiosk/progrez-kiosk-session",
}
"""Where kiosk/install.sh puts what an update of the package renews: the user is made of it, nothing is switched on."""

_CONTROL = """Package: progrez
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: ca-certificates, gnome-keyring | kwalletmanager, xdg-utils
Suggests: cage | openbox, speech-dispatcher
Section: misc
Priority: optional
Description: soft-skill assessment, taken offline and owned by its taker
 Statements, work situations and open answers, taken offline and scored on the
 computer itself. The person who takes one sees the profile first, decides who
 may see what, and leaves with a report and a CV in PDF.
 .
 Everything is encrypted from the first keystroke, and the computer never
 ranks, accepts or rejects anybody. The package brings its own Python and
 libraries; "progrez about --sbom" names each.
"""
_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Progrez Desktop
Comment: The full notices, with the text of every licence, are in notices.txt.gz
 beside this file, and "progrez about --notices" prints them.

Files: *
Copyright: 2026 the makers of Progrez Desktop
License: all-rights-reserved
 No licence has been chosen for Progrez Desktop itself yet; all rights are
 reserved. What it is made of has licences of its own:
 .
"""


def build(plan: Plan, compression: tuple[str, ...]) -> Path:
    """Build the .deb and return where it is.

    Raises:
        SystemExit: A tool is missing or failed.
    """
    missing = [package for tool, package in _TOOLS.items() if shutil.which(tool) is None]
    if missing:
        sys.exit(f"package: a .deb needs these of Debian: {' '.join(sorted(set(missing)))}")
    tree = plan.work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    # Links instead of copies of half a gigabyte; nothing changes the files from here on.
    shutil.copytree(plan.bundle, tree / "usr" / "lib" / "progrez", symlinks=True, copy_function=os.link)
    (tree / "usr" / "bin" / "progrez").symlink_to("../lib/progrez/progrez")
    linux_tree.write_share(plan, tree / "usr" / "share")
    _write_documents(plan, tree / "usr" / "share" / "doc" / "progrez")
    overrides = tree / "usr" / "share" / "lintian" / "overrides" / "progrez"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(_LINUX / "lintian-overrides", overrides)
    write_kiosk(tree)
    _write_control(plan, tree)
    made = plan.folder / f"progrez_{plan.version}_amd64.deb"
    for path in (*tree.rglob("*"), tree):
        os.utime(path, (plan.epoch, plan.epoch), follow_symlinks=False)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(plan.epoch)}
    run(["dpkg-deb", "--root-owner-group", *compression, "--build", str(tree), str(made)], env=environment)
    return made


def _write_documents(plan: Plan, folder: Path) -> None:
    folder.mkdir(parents=True)
    moment = format_datetime(datetime.fromtimestamp(plan.epoch, UTC))
    entry = (
        f"progrez ({plan.version}) stable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- {_MAINTAINER}  {moment}\n"
    )
    texts = {
        "changelog.gz": entry,
        "CHANGELOG.md.gz": (CHECKOUT / "CHANGELOG.md").read_text("utf-8"),
        "notices.txt.gz": (plan.described / "notices.txt").read_text("utf-8"),
        "sbom.cdx.json.gz": (plan.described / "sbom.cdx.json").read_text("utf-8"),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    (folder / "copyright").write_text(_COPYRIGHT + "".join(_parts(plan)), "utf-8")


def _parts(plan: Plan) -> list[str]:
    import json

    told = json.loads((plan.described / "sbom.cdx.json").read_text("utf-8"))
    rows = ((one["name"], one["version"], one["licenses"][0]["license"]["name"]) for one in told["components"])
    return [f" {name} {version}: {' '.join(licence.split())}\n" for name, version, licence in rows]


def write_kiosk(tree: Path) -> None:
    """Put the recipes into the tree of a package: those that lie where they work, and all of them to be read."""
    for source, target in _KIOSK_PLACES.items():
        place = tree / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_KIOSK / source, place)
        place.chmod(0o755 if "usr/lib/progrez-kiosk" in target else 0o644)
    # Not among the documents: small systems leave those out.
    shutil.copytree(_KIOSK, tree / "usr" / "share" / "progrez-kiosk")


def _write_control(plan: Plan, tree: Path) -> None:
    control = tree / "DEBIAN"
    control.mkdir()
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files) // 1024
    told = _CONTROL.format(version=plan.version, maintainer=_MAINTAINER, size=size, depends=dependencies(plan))
    (control / "control").write_text(told, "utf-8")
    sums = (f"{_md5(path)}  {path.relative_to(tree)}\n" for path in files if control not in path.parents)
    (control / "md5sums").write_text("".join(sums))
    settings = [f"/{path.relative_to(tree)}\n" for path in files if path.relative_to(tree).parts[0] == "etc"]
    if settings:
        (control / "conffiles").write_text("".join(settings))
    for script in sorted((_LINUX / "maintainer").iterdir()):
        shutil.copyfile(script, control / script.name)
        (control / script.name).chmod(0o755)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def dependencies(plan: Plan) -> str:
    """Return what Debian says has to be there for the libraries of a build, by what they ask the loader for."""
    place = plan.work / "shlibdeps"
    shutil.rmtree(place, ignore_errors=True)
    (place / "debian").mkdir(parents=True)
    (place / "debian" / "control").write_text("Source: progrez\n\nPackage: progrez\nArchitecture: amd64\n")
    libraries = [path for path in files_of(plan) if not path.is_symlink() and is_library(path)]
    folders = sorted({str(path.parent) for path in libraries})
    programs = [f"-e{path}" for path in (*_telling(libraries), plan.bundle / "progrez-bin")]
    quiet = ["-O", "--ignore-missing-info", "--warnings=0"]
    command = ["dpkg-shlibdeps", *quiet, *(f"-l{one}" for one in folders), *programs]
    asked = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        reasons = re.findall(r"error: (cannot find .*? needed by \S+|.*)", asked.stderr)
        sys.exit(f"package: dpkg-shlibdeps failed: {'; '.join(reasons) or asked.stderr[-2000:]}")
    found = asked.stdout.strip().removeprefix("shlibs:Depends=")
    # Qt's plugin for Wayland and X asks for these where it is loaded; dpkg sees them as well, unless it is damaged.
    for name in ("libc6", "libegl1", "libfontconfig1", "libxcb1"):
        if name not in found:
            sys.exit(f"package: dpkg-shlibdeps found no {name}: {found}")
    return found


def _telling(libraries: list[Path]) -> list[Path]:
    """Return the libraries that say all that the others say as well: dpkg takes minutes over hundreds of them.

    Those that ask for anything but the C and C++ libraries, and of each of those the one that asks for the newest.
    """
    newest: dict[bytes, tuple[int, Path]] = {}
    for path in libraries:
        for family, number in set(_VERSION.findall(path.read_bytes())):
            newest[family] = max(newest.get(family, (-1, path)), (int(number), path))
    bundled = {path.name for path in libraries}
    asked = subprocess.run(["objdump", "-p", *map(str, libraries)], capture_output=True, text=True, check=False).stdout
    # Sections begin with "PATH:     file format elf64-x86-64".
    sections = re.split(r"^(/.*):\s+file format .*$", asked, flags=re.MULTILINE)[1:]
    others = [
        Path(name)
        for name, told in zip(sections[::2], sections[1::2], strict=True)
        if set(re.findall(r"NEEDED\s+(\S+)", told)) - bundled - _BASIC
    ]
    return sorted({*others, *(path for _, path in newest.values())})
