"""Open answers read on this computer. What comes of it is private: it stays in the safe and feeds no score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.safe_store import StoredReading

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.reading import Reading


@dataclass(frozen=True)
class TextReading:
    """One open answer and what the model says of it."""

    response: Response
    reading: "Reading"


def texts(deps: Deps, session: Session, attempt_id: str) -> tuple[Response, ...]:
    """Return the open answers of a sitting in the order of the questions; none where the person refused a reading."""
    if not session.safe.attempt(attempt_id).computer_reading:
        return ()
    responses = session.safe.responses(attempt_id)
    given = (responses.get(item.id) for item in deps.assessment.items if isinstance(item, Prompt))
    return tuple(one for one in given if one and isinstance(one.value, TextValue) and one.value.text.strip())


def read(deps: Deps, given: Sequence[Response]) -> tuple[TextReading, ...]:
    """Read open answers. Needs no database, so it can run beside everything else; loads the model when first asked.

    Raises:
        DataFault: "resource_missing" or "resource_changed": the model is not what shipped. The profile goes on.
    """
    return tuple(
        TextReading(one, deps.text_model.read(one.value.text, one.language))
        for one in given
        if isinstance(one.value, TextValue)
    )


def keep(session: Session, attempt_id: str, readings: Sequence[TextReading]) -> None:
    """Keep readings in the safe, each with the revision of the text that it read."""
    from progrez_desktop.scoring.text.reading import reading_record

    for one in readings:
        record = reading_record(one.reading)
        stored = StoredReading(one.response.item_id, one.response.revision, one.reading.model, record)
        session.safe.save_reading(attempt_id, stored)
