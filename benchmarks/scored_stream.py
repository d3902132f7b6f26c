"""Streams made-up people through `progrez score` in this process, and prints how fast and in how much memory."""

import io
import json
import os
import sys
import time
from pathlib import Path

from benchmarks.peak import peak_mb
from progrez_desktop.app import main as progrez
from progrez_desktop.core.resources import resource_path

BODIES = 500
"""Different sets of answers, taken in turn; the ids are all different."""


def _write(people: int, target: int) -> None:
    """Write people as lines into a pipe, from a process of its own, so that none of them are held here."""
    bank = json.loads(resource_path("bank", "working-together.bank.json").read_bytes())
    items = [item for skill in bank["skills"].values() for item in skill["items"]]
    bodies = [
        json.dumps({item["id"]: 1 + (7 * n + 3 * at) % item["categories"] for at, item in enumerate(items)})
        for n in range(BODIES)
    ]
    with io.open(target, "wb", buffering=1 << 20) as sink:
        for number in range(people):
            sink.write(b'{"id": "p%d", "responses": %s}\n' % (number, bodies[number % BODIES].encode()))


def main() -> int:
    people = int(sys.argv[1])
    source, target = os.pipe()
    if os.fork() == 0:
        os.close(source)
        _write(people, target)
        os._exit(0)
    os.close(target)
    start = time.perf_counter()
    status = progrez(["score", f"/dev/fd/{source}", "--out", str(Path(os.devnull))])
    os.wait()
    seconds = time.perf_counter() - start
    print(json.dumps({"status": status, "peak_mb": peak_mb(), "seconds": seconds, "people": people}))
    return status


if __name__ == "__main__":
    sys.exit(main())
