"""A server that ends itself at a fail point of its code: `python -m tests.server_child after_commit:3 run ...`.

Only here: nothing that ships lets a variable or an option do this.
"""

import os
import signal
import sys
from dataclasses import dataclass


@dataclass
class EndsItself:
    """Ends the process, as a power cut does, the `nth` time that a point is reached."""

    point: str
    nth: int

    def reach(self, point: str) -> None:
        if point == self.point:
            self.nth -= 1
            if self.nth == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    from progrez_server.cli.frame import run_command

    point, _, nth = sys.argv[1].partition(":")
    return run_command(sys.argv[2:], EndsItself(point, int(nth)))


if __name__ == "__main__":
    sys.exit(main())
