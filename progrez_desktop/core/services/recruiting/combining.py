"""Test, interview and work sample of one candidate, by the weights of the role: computed, and a person may differ.

What a person puts in the place of the sum needs a reason; both are kept, both are shown, and that it was done is
counted. Nothing here is of more than one candidate, and no list is put in the order of a sum.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.interview import Note, Override, Sample, Sheet, Weighing
from progrez_desktop.core.model.registry import Margin
from progrez_desktop.core.model.role import METHODS, Method, RoleProfile
from progrez_desktop.core.services.recruiting import typed
from progrez_desktop.core.services.recruiting.candidates import candidate
from progrez_desktop.core.services.recruiting.guide import shared_skills
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.weighing import (
    HIGHEST,
    SAMPLE_ERROR,
    Piece,
    Place,
    of_ratings,
    of_sten,
    on_scale,
    weighed,
)

LONGEST_REASON = 2000
LONGEST_WHAT = 200


def sheet(deps: RegistryDeps, release_id: str, role: RoleProfile) -> Sheet:
    """Return how the parts of one candidate come together. Whoever asks has written the look down.

    Raises:
        UsageFault: "registry_no_such_release"; "role_asks_nothing": nothing is weighed then.
        DataFault: "registry_grant_damaged".
    """
    if role.is_empty:
        raise UsageFault("role_asks_nothing")
    row = candidate(deps, release_id)
    sample, override = deps.store.combined.of(release_id, role.id)
    return made_of(role, row.scores, deps.store.notes.of(release_id), sample, override)


def made_of(
    role: RoleProfile,
    scores: Mapping[str, Margin | None],
    notes: Iterable[Note],
    sample: Sample | None,
    override: Override | None,
) -> Sheet:
    """Return the sheet of what is there. Pure.

    Of the interview only the skills are weighed that everybody is asked about: ratings of others compare nobody.
    """
    test = _test(role, scores)
    pieces: Mapping[Method, Sequence[Piece]] = {
        "test": test,
        "interview": [Piece("interview", 1, of_ratings(_ratings(notes), shared_skills(role)))],
        "work_sample": [Piece("work_sample", 1, None if sample is None else place_of(sample))],
    }
    return Sheet(
        weighings=tuple(_weighing(method, role.weights[method], pieces[method]) for method in METHODS),
        total=weighed([one for method in METHODS for one in _shares(pieces[method], role.weights[method])]),
        missing_skills=tuple(piece.name for piece in test if piece.place is None),
        sample=sample,
        override=override,
    )


def _test(role: RoleProfile, scores: Mapping[str, Margin | None]) -> list[Piece]:
    return [
        Piece(skill, want.importance, _place(scores.get(skill), want.range.high)) for skill, want in role.wants.items()
    ]


def _place(margin: Margin | None, most: int) -> Place | None:
    return None if margin is None else of_sten(margin.exact, margin.error, most)


def _ratings(notes: Iterable[Note]) -> Mapping[str, Mapping[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for note in notes:
        if note.rating is not None and note.skill is not None:
            found.setdefault(note.by, {}).setdefault(note.skill, []).append(note.rating)
    return found


def place_of(sample: Sample) -> Place:
    """Return a work sample on the scale of the sum."""
    width = sample.highest - sample.lowest
    return on_scale(
        sample.value, sample.lowest, sample.highest, SAMPLE_ERROR * width if sample.error is None else sample.error
    )


def _shares(pieces: Sequence[Piece], weight: float) -> list[Piece]:
    """Return the pieces of a part with what each weighs in the whole."""
    whole = sum(piece.weight for piece in pieces)
    return [Piece(piece.name, weight * piece.weight / whole, piece.place) for piece in pieces]


def _weighing(method: Method, weight: float, pieces: Sequence[Piece]) -> Weighing:
    there = any(piece.place is not None for piece in pieces)
    return Weighing(method, weight, weighed(pieces) if there else None)


# What a person enters


def enter_sample(
    deps: RegistryDeps, release_id: str, role: RoleProfile, what: str, value: float, lowest: float, highest: float,
    error: float | None = None,
) -> Sheet:  # fmt: skip
    """Keep a work sample, in the place of an earlier one.

    Raises:
        UsageFault: "sample_unnamed", "sample_name_long"; "sample_scale", "sample_beyond", "sample_error"; as `sheet`.
    """
    what = typed.line(what, "sample_unnamed", LONGEST_WHAT, "sample_name_long")
    if error is not None and not 0.0 < error <= highest - lowest:
        raise UsageFault("sample_error")
    sample = Sample(what, value, lowest, highest, error, reader(deps).name, deps.mark_ms())
    try:
        place_of(sample)
    except ScoringError as wrong:
        raise UsageFault("sample_beyond" if wrong.code == "not_on_scale" else "sample_scale") from wrong
    return _put(deps, release_id, role, "sample_entered", lambda before: (sample, before.override))


def remove_sample(deps: RegistryDeps, release_id: str, role: RoleProfile) -> Sheet:
    """Take a work sample out again."""
    return _put(deps, release_id, role, "sample_removed", lambda before: (None, before.override))


def override(deps: RegistryDeps, release_id: str, role: RoleProfile, instead: int, reason: str) -> Sheet:
    """Put something in the place of the sum, with the reason; the sum stays beside it. Counted once a candidate.

    Raises:
        UsageFault: "override_reason", "override_reason_long", "override_beyond"; as `sheet`.
    """
    reason = typed.text(reason, "override_reason", LONGEST_REASON, "override_reason_long")
    if not 0 <= instead <= HIGHEST:
        raise UsageFault("override_beyond")
    put = Override(instead, reason, reader(deps).name, deps.mark_ms())
    return _put(deps, release_id, role, "sum_overridden", lambda before: (before.sample, put))


def take_override_back(deps: RegistryDeps, release_id: str, role: RoleProfile) -> Sheet:
    """Let the sum stand alone again. That there was something else stays in the list of what was done."""
    return _put(deps, release_id, role, "override_taken_back", lambda before: (before.sample, None))


def _put(
    deps: RegistryDeps,
    release_id: str,
    role: RoleProfile,
    did: str,
    change: Callable[[Sheet], tuple[Sample | None, Override | None]],
) -> Sheet:
    """Keep what a person changed of a sheet, and write down that they did; faults as `sheet`."""
    sample, override = change(sheet(deps, release_id, role))
    with deps.store.transaction():
        deps.store.combined.put(release_id, role.id, sample, override, reader(deps).name, deps.mark_ms())
        deps.note(did, release_id)
    return sheet(deps, release_id, role)
