"""Makes the installers: the script behind `make package`, run by the Python of an environment made for it alone."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import time
from pathlib import Path

from installers import debian, freezing, notices, sbom, tarball
from installers.plan import CHECKOUT, Plan, plan_for


def said(began: float, what: str) -> None:
    print(f"package: {time.monotonic() - began:5.0f} s  {what}", flush=True)


def write_sums(plan: Plan, made: list[Path]) -> None:
    lines = []
    for path in sorted(made):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (plan.folder / "SHA256SUMS").write_text("".join(lines))


def make(plan: Plan, quick: bool, publisher: Path | None = None) -> list[Path]:
    """Make everything and return the installers."""
    began = time.monotonic()
    freezing.freeze(plan)
    said(began, f"one folder: {plan.bundle}")
    bill = sbom.write(plan)
    notices.write(plan)
    freezing.seal(plan)
    said(began, "bill of materials, notices and manifest")
    made = [shutil.copyfile(bill, plan.folder / f"progrez-{plan.version}.sbom.cdx.json")]
    if sys.platform == "linux":
        # zstd takes a tenth of the processor's time of xz, and makes it a fifth larger.
        made.append(debian.build(plan, ("-Znone",) if quick else ("-Zzstd", "-z12")))
        said(began, f"{made[-1].name}: {made[-1].stat().st_size / 2**20:.0f} MiB")
        if not quick:
            made.append(tarball.build(plan, "xz", publisher))
            said(began, f"{made[-1].name}: {made[-1].stat().st_size / 2**20:.0f} MiB")
    write_sums(plan, made)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0], allow_abbrev=False)
    parser.add_argument("--out", type=Path, default=CHECKOUT / "build" / "package", help="the folder for everything")
    parser.add_argument(
        "--quick", action="store_true", help="a .deb that is not compressed, and no tarball: for a test"
    )
    parser.add_argument(
        "--publisher", type=Path, help="public key of whoever signs updates, as packaging/update.py prints it"
    )
    chosen = parser.parse_args()
    os.umask(0o022)
    plan = plan_for(chosen.out.resolve())
    for path in make(plan, chosen.quick, chosen.publisher):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
