"""A person's own CV in their safe: what they typed for it, how they want it, and what a JSON Resume would add."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import MAX_BYTES
from progrez_desktop.core.json_resume import Taken, parse_json_resume
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails, PartName
from progrez_desktop.core.services.deps import Deps, Session


@dataclass(frozen=True)
class OwnCv:
    details: MyDetails
    choices: CvChoices


def own_cv(session: Session) -> OwnCv:
    """Return what is kept for the person's CV."""
    return OwnCv(session.safe.own_details.read(), session.safe.own_details.choices())


def keep_details(deps: Deps, session: Session, details: MyDetails) -> None:
    """Commit the details; when this returns, they may be called saved."""
    session.safe.own_details.keep(details, deps.clock.now_ms())


def keep_choices(deps: Deps, session: Session, choices: CvChoices) -> None:
    session.safe.own_details.keep_choices(choices, deps.clock.now_ms())


def read_resume(path: Path) -> Taken:
    """Return what a file would bring; nothing of it is kept yet.

    Raises:
        DataFault: `file_not_found`, `file_not_readable`, and those of `parse_json_resume`.
    """
    try:
        if not path.is_file() and path.exists():  # a pipe that nobody writes to would be read for ever
            raise DataFault("file_not_readable", file=path.name)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=path.name) from error
    except (OSError, ValueError) as error:
        raise DataFault("file_not_readable", file=path.name) from error
    return parse_json_resume(content)


def part_of(taken: Taken, wanted: Collection[PartName]) -> Taken:
    """Return those parts of an import that the person wants."""
    lists = {name: entries for name, entries in taken.lists.items() if name in wanted}
    return replace(taken, address=taken.address if "address" in wanted else "", lists=lists)
