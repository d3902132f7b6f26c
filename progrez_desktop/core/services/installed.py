"""The packages of Python that the program needs, and what of them is installed here."""

from collections.abc import Iterator
from importlib import metadata

DISTRIBUTION = "progrez-desktop"
NEVER_INSTALLED = frozenset({"huggingface-hub", "sentence-transformers"})
"""Asked for by a package that we use in part only: pyproject.toml, which overrides them away, says why for each."""


def needed() -> Iterator[tuple[str, metadata.Distribution | None]]:
    """Yield each package that is asked for, the program first, by its normal name.

    None in the place of one that is absent, or too old for what asks for it; once for each that asks.

    Raises:
        ImportError: `packaging` is not here, which reads what is asked for.
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    seen: set[str] = set()
    todo = [DISTRIBUTION]
    while todo:
        requirement = Requirement(todo.pop())
        name = canonicalize_name(requirement.name)
        asked_for = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if not asked_for or name in NEVER_INSTALLED:
            continue
        try:
            here = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            yield name, None
            continue
        if not requirement.specifier.contains(here.version, prereleases=True):
            yield name, None
        elif name not in seen:
            seen.add(name)
            todo += here.requires or []
            yield name, here
