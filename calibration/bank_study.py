"""What the studies of the bank share: they turn the data and the bank into one file of resources/."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from calibration.derived import keep
from calibration.sources import CalibrationError
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.resources import resource_path


def derive(
    module: str,
    about: str | None,
    out: str,
    build: Callable[[Path, bytes], bytes],
    told: Callable[[bytes], str] = lambda _: "",
    arguments: Sequence[str] | None = None,
) -> int:
    """Carry out `python -m <module>` and return its exit status.

    Args:
        about: The module's own words, for --help.
        out: The file's name below resources/.
        build: From the folder with the data and the bytes of the bank to the file; raises CalibrationError.
        told: What is printed of it.
    """
    first = (about or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=first)
    parser.add_argument("--data", type=Path, required=True, help="the folder with skill_map.csv and the data sets")
    parser.add_argument("--bank", type=Path, default=resource_path(*BANK.split("/")))
    parser.add_argument("--out", type=Path, default=resource_path(*out.split("/")))
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a byte differs")
    options = parser.parse_args(arguments)
    try:
        content = build(options.data, options.bank.read_bytes())
    except CalibrationError as error:
        sys.exit(str(error))
    if text := told(content):
        print(text)
    return keep({options.out: content}, check=options.check)
