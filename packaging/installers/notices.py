"""The notices of a build: what the program tells of its packages, and of what those and the system bring along."""

from collections.abc import Iterator
from pathlib import Path

from installers.plan import Plan
from installers.sbom import Owner, owners_of
from progrez_desktop.core.services import about_build

_COMMON = Path("/usr/share/common-licenses")
_DOC = Path("/usr/share/doc")
_LINE = "=" * 78
_HEAD = """Progrez Desktop {version}: notices of what is in it

No licence has been chosen for Progrez Desktop itself yet; all rights are reserved.
What follows are the parts of others, with their licences.

"""


def write(plan: Plan) -> Path:
    """Write the notices where the program finds them.

    Raises:
        SystemExit: A licence that has to come along is not on this machine.
    """
    place = plan.described / "notices.txt"
    text = [_HEAD.format(version=plan.version), *about_build.composed(), *_inside(plan), *_of_system(plan), *_common()]
    place.write_text("".join(text), "utf-8")
    return place


def _inside(plan: Plan) -> Iterator[str]:
    yield f"\n{_LINE}\nLibraries inside those packages\n{_LINE}\n\n"
    for owner in sorted(owners_of(plan).values(), key=lambda one: one.ref):
        for part in owner.parts.values():
            yield f"{part.name} {part.version} (in {owner.name}): {part.licence}\n"
    yield "\nThe source of COIN-OR Cbc, Cgl, Clp, CoinUtils and Osi is at github.com/coin-or.\n"


def _of_system(plan: Plan) -> Iterator[str]:
    for owner in _system_owners(plan):
        text = (_DOC / owner.name / "copyright").read_text("utf-8", errors="replace")
        yield f"\n{_LINE}\n{owner.name} {owner.version} (Debian)\n{_LINE}\n\n{text}\n"
    licence = Path(next(iter(plan.inside.glob("libpython3*"))).name)
    yield f"\n{_LINE}\nPython ({licence})\n{_LINE}\n\n{_python_licence()}\n"


def _system_owners(plan: Plan) -> list[Owner]:
    found = [one for one in owners_of(plan).values() if one.kind == "system"]
    lost = [one.name for one in found if not (_DOC / one.name / "copyright").is_file()]
    if lost:
        raise SystemExit(f"package: no copyright file of {', '.join(lost)} on this machine")
    return sorted(found, key=lambda one: one.name)


def _python_licence() -> str:
    import sysconfig

    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", _DOC / "python3.11" / "copyright")
    for place in places:
        if place.is_file():
            return place.read_text("utf-8")
    raise SystemExit("package: Python's own licence is not on this machine")


def _common() -> Iterator[str]:
    for name in ("LGPL-3", "GPL-3", "Apache-2.0", "MPL-2.0"):
        if not (_COMMON / name).is_file():
            raise SystemExit(f"package: {_COMMON / name} is missing, and Qt must come with it")
        yield f"\n{_LINE}\n{name}\n{_LINE}\n\n{(_COMMON / name).read_text('utf-8')}\n"
