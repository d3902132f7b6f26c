"""The tarball for other Linux: the same folder, with a script that installs it for one user without root."""

import gzip
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from installers import linux_tree
from installers.plan import CHECKOUT, Plan


def build(plan: Plan, compression: str, publisher: Path | None = None) -> Path:
    """Build progrez-VERSION-linux-x86_64.tar.* and return where it is.

    Args:
        compression: "xz", or "gz" for a quick one.
        publisher: The public key whose updates an installation believes (packaging/update.py); without it, none.
    """
    top = f"progrez-{plan.version}-{plan.platform}"
    tree = plan.work / top
    shutil.rmtree(tree, ignore_errors=True)
    linux_tree.write_share(plan, tree / "share")
    shutil.copyfile(CHECKOUT / "packaging" / "linux" / "install.sh", tree / "install.sh")
    (tree / "install.sh").chmod(0o755)
    shutil.copytree(CHECKOUT / "packaging" / "kiosk", tree / "kiosk")
    (tree / "VERSION").write_text(f"{plan.version}\n")
    if publisher is not None:
        shutil.copyfile(publisher, tree / "publisher.json")
    for name in ("notices.txt", "sbom.cdx.json"):
        shutil.copyfile(plan.described / name, tree / name)
    made = plan.folder / f"{top}.tar.{compression}"
    plain = plan.work / f"{top}.tar"
    with tarfile.open(plain, "w", format=tarfile.PAX_FORMAT) as archive:
        for folder, beneath in ((tree, ""), (plan.bundle, "/progrez")):
            archive.add(folder, f"{top}{beneath}", filter=lambda info: _plain(info, plan.epoch))
    _compress(plain, made, compression)
    plain.unlink()
    return made


def _plain(info: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    """Nobody's name and the time of the commit, so that the same files make the same archive."""
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mtime = epoch
    return info


def _compress(plain: Path, made: Path, compression: str) -> None:
    if compression == "xz" and shutil.which("xz"):
        with made.open("wb") as file:
            subprocess.run(
                ["xz", "--threads=2", "--block-size=32MiB", "-6", "--stdout", str(plain)], stdout=file, check=True
            )
        return
    import lzma

    with plain.open("rb") as source:
        target: io.IOBase
        with lzma.open(made, "wb") if compression == "xz" else gzip.GzipFile(made, "wb", 1, mtime=0) as target:
            shutil.copyfileobj(source, target, 1 << 20)
