"""Carries out `progrez score -` and then tells, on standard error, how much memory it took."""

import json
import sys

from benchmarks.peak import peak_mb
from progrez_desktop.app import main as progrez


def main() -> int:
    status = progrez(["score", "-"])
    sys.stdout.flush()
    print(json.dumps({"status": status, "peak_mb": peak_mb()}), file=sys.stderr)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
