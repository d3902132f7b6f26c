"""Names what computes results by one hash: over the sources that turn answers into a record.

Reading texts (scoring/text) is left out: it has the hash of its model. Libraries and the processor are not in it; they
may move the last digits of a number, and `progrez rescore` tells it.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from progrez_desktop import __version__

PACKAGE = "progrez_desktop"
SCORING = f"{PACKAGE}/scoring"
TEXTS = f"{SCORING}/text"
RECORD_MAKING = tuple(
    f"{PACKAGE}/core/{name}.py"
    for name in (
        "given",
        "model/given",
        "model/profile",
        "services/joining",
        "services/measures_in_use",
        "services/measuring",
        "store/forms",
        "store/result_record",
    )
)


def engine_sha256(repo: Path) -> str:
    """Return the hash of the version's number and of every source, in the order of their names."""
    lines = (f"{name} {_sha256(repo / name)}" for name in sources(repo))
    return sha256("\n".join((f"progrez {__version__}", *lines)).encode()).hexdigest()


def sources(repo: Path) -> Iterator[str]:
    """Give the name of each file that counts, relative to the repository."""
    scoring = (path.relative_to(repo).as_posix() for path in (repo / SCORING).rglob("*.py"))
    yield from sorted({*(name for name in scoring if not name.startswith(f"{TEXTS}/")), *RECORD_MAKING})


def engine_source(repo: Path) -> str:
    """Return the Python module that pins the hash."""
    title = "SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."
    return "\n".join((f'"""{title}"""', "", f'ENGINE_SHA256 = "{engine_sha256(repo)}"', ""))


def _sha256(path: Path) -> str:
    # Read as text: a checkout on Windows may have other line ends, and computes the same.
    return sha256(path.read_text("utf-8").encode()).hexdigest()
