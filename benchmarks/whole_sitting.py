"""A whole sitting in the real window, as `progrez demo` plays it. Prints the peak memory of its process."""

import json
import sys
import tempfile

from benchmarks.peak import peak_mb
from progrez_desktop.app import main as progrez


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        status = progrez(["demo", "--out", folder])
    if status != 0:
        raise SystemExit(status)
    print(json.dumps({"peak_mb": peak_mb(), "texts_read": "onnxruntime" in sys.modules}))


if __name__ == "__main__":
    main()
