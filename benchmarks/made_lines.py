"""Writes made-up people as lines for `score` to standard output: as many as its one argument says, each with an id."""

import json
import sys

from progrez_desktop.core.resources import resource_path

BODIES = 500
"""Different sets of answers, taken in turn."""


def main() -> int:
    bank = json.loads(resource_path("bank", "working-together.bank.json").read_bytes())
    items = [item for skill in bank["skills"].values() for item in skill["items"]]
    bodies = [
        json.dumps({item["id"]: 1 + (7 * n + 3 * at) % item["categories"] for at, item in enumerate(items)}).encode()
        for n in range(BODIES)
    ]
    for number in range(int(sys.argv[1])):
        sys.stdout.buffer.write(b'{"id": "p%d", "responses": %s}\n' % (number, bodies[number % BODIES]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
