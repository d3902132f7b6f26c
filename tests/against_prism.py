"""`python -m tests.against_prism ADDRESS`: looks at GitHub as Prism plays it, by hand, since the suite needs no npm.

Prism serves the description: npx @stoplight/prism-cli@5.16.0 mock -h 127.0.0.1 -p 4010 --errors
../shared/fixtures/github-openapi/api.github.com.slice.json
"""

import argparse
from collections import Counter
from collections.abc import Mapping

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.services.github_reading import look
from tests.fakes import FakeClock

_TIMES = 50
_WISHES = ("", "code=404", "dynamic=true")
"""The examples of the description; one refusal; anything at all that keeps the description, other at each time."""


class _Wishing(Web):
    """Asks for one kind of answers."""

    def __init__(self, wish: str) -> None:
        super().__init__(loopback=True)
        self._wish = wish

    def get(
        self, url: str, *, token: str | None = None, accept: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        wish = {"Prefer": self._wish} if self._wish else {}
        return super().get(url, token=token, accept=accept, headers={**(headers or {}), **wish})


def outcome(address: str, wish: str) -> str:
    try:
        with _Wishing(wish) as web:
            return repr(look(web, "octocat", FakeClock(), at=address)) if not wish else _short(web, address)
    except Fault as fault:
        return str(fault)


def _short(web: Web, address: str) -> str:
    looked = look(web, "octocat", FakeClock(), at=address)
    return f"read, {'cut short' if looked.cut_short else 'whole'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:4010")
    address = parser.parse_args().address
    for wish in _WISHES:
        for told, times in Counter(outcome(address, wish) for _ in range(_TIMES if wish else 1)).items():
            print(f"{wish or 'examples'}: {times} x {told}")


if __name__ == "__main__":
    main()
