"""Which packages of Python are part of the program, and which file of a build came with which of them."""

from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

from installers.plan import DISTRIBUTION
from progrez_desktop.core.services import about_build


@cache
def ours() -> dict[str, metadata.Distribution]:
    """Return every package that the program needs, itself included, by its normal name."""
    return {DISTRIBUTION: metadata.distribution(DISTRIBUTION), **about_build.packages()}


def import_names(distribution: metadata.Distribution) -> set[str]:
    """Return the names that a package puts beside each other into the folder of packages."""
    tops = {Path(str(file)).parts[0] for file in distribution.files or () if ".." not in str(file)}
    return {top.partition(".")[0] for top in tops if not top.endswith(".dist-info") and top != "__pycache__"}


def not_ours() -> set[str]:
    """Return what can be imported here and has no place in a build: the tools that make it."""
    mine = set().union(*(import_names(one) for one in ours().values()))
    others = (one for one in metadata.distributions() if canonicalize_name(one.metadata["Name"]) not in ours())
    return set().union(*(import_names(one) for one in others)) - mine


@cache
def owners() -> dict[str, str]:
    """Return the normal name of the package that each file of ours came with, by its path among the packages."""
    return {str(file): name for name, one in ours().items() for file in one.files or ()}
