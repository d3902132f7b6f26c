"""Notes of an interview are kept as typed, come back for an hour, go with their release, and are for their person."""

import json

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.services import registry, registry_expiry
from progrez_desktop.core.services.recruiting import notes
from progrez_desktop.core.services.recruiting.combining import override
from progrez_desktop.core.services.recruiting.disclosing import as_json, as_pdf, disclose, undrawn
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.interview_house import LONG, OTHER, PROBE, Interviewed, interviewed
from tests.core.services.registry_house import DAY_MS, House, server_of


@pytest.fixture
def one(house: House) -> Interviewed:
    return interviewed(house)


def kept(one: Interviewed) -> list[tuple[str | None, int | None, str, str]]:
    return [(note.probe, note.rating, note.text, note.by) for note in notes.notes_of(one.house.deps, one.id)]


def test_what_is_typed_is_there_after_a_restart_and_a_question_has_one_line_a_reader(one: Interviewed) -> None:
    deps = one.house.deps
    notes.keep_probe(deps, one.id, PROBE, None, "Sat dow")
    notes.keep_probe(deps, one.id, PROBE, 4, "Sat down with them.")
    notes.keep_remark(deps, one.id, "Came by train.")
    one.house.reopen()
    assert kept(one) == [(PROBE, 4, "Sat down with them.", "Noor"), (None, None, "Came by train.", "Noor")]


def test_each_reader_has_a_line_and_changes_their_own_alone(one: Interviewed) -> None:
    deps = one.house.deps
    mine = notes.keep_probe(deps, one.id, PROBE, 4, "One view.")
    remark = notes.keep_remark(deps, one.id, "A remark.")
    assert mine is not None and remark is not None
    name_reader(deps, "Ali")
    notes.keep_probe(deps, one.id, PROBE, 2, "Another view.")
    for act in (
        lambda: notes.drop(deps, mine.id),
        lambda: notes.keep_remark(deps, one.id, "Changed.", remark.id),
    ):
        with pytest.raises(UsageFault, match="note_of_another"):
            act()
    assert [(rating, by) for _, rating, _, by in kept(one)] == [(4, "Noor"), (None, "Noor"), (2, "Ali")]


def test_a_removed_line_comes_back_within_the_hour_and_is_destroyed_after_it(one: Interviewed) -> None:
    deps = one.house.deps
    notes.keep_probe(deps, one.id, PROBE, 4, "Kept.")
    notes.keep_probe(deps, one.id, PROBE, None, " ")
    assert kept(one) == []
    one.house.clock.advance(notes.BACK_FOR_MS - 1)
    one.house.reopen()
    deps = one.house.deps
    assert notes.undo(deps, one.id).text == "Kept."
    assert kept(one) == [(PROBE, 4, "Kept.", "Noor")]
    notes.keep_probe(deps, one.id, PROBE, None, "")
    one.house.clock.advance(notes.BACK_FOR_MS)
    one.house.reopen()
    deps = one.house.deps
    assert deps.store.database.rows("SELECT count(*) FROM note") == [(0,)]
    with pytest.raises(UsageFault, match="note_nothing_removed"):
        notes.undo(deps, one.id)


def test_what_was_removed_while_the_clock_was_ahead_is_not_kept_until_then(one: Interviewed) -> None:
    house = one.house
    house.clock.advance(5 * DAY_MS)
    notes.keep_probe(house.deps, one.id, PROBE, 4, "Kept.")
    notes.keep_probe(house.deps, one.id, PROBE, None, "")
    house.clock.advance(-5 * DAY_MS)
    registry_expiry.expire(house.deps, house.clock.now_ms())  # the server says what time it is
    house.reopen()
    assert house.deps.store.database.rows("SELECT count(*) FROM note") == [(0,)]


def test_closing_destroys_what_was_removed_an_hour_before(one: Interviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    deps, swept = one.house.deps, []
    notes.keep_probe(deps, one.id, PROBE, 4, "Kept.")
    notes.keep_probe(deps, one.id, PROBE, None, "")
    one.house.clock.advance(notes.BACK_FOR_MS)
    destroy = deps.store.notes.destroy_dropped
    monkeypatch.setattr(deps.store.notes, "destroy_dropped", lambda *moments: swept.append(destroy(*moments)))
    one.house.opened.close()
    assert swept == [1]


def test_several_lines_come_back_the_last_first_and_what_was_written_anew_is_not_lost(one: Interviewed) -> None:
    deps = one.house.deps
    for probe, text in ((PROBE, "First."), (OTHER, "Second.")):
        notes.keep_probe(deps, one.id, probe, None, text)
        notes.keep_probe(deps, one.id, probe, None, "")
        one.house.clock.advance(1000)
    notes.keep_probe(deps, one.id, OTHER, 3, "Anew.")
    assert notes.undo(deps, one.id).text == "Second."
    assert kept(one) == [(OTHER, None, "Second.", "Noor")]
    assert notes.undo(deps, one.id).text == "Anew."


@pytest.mark.parametrize("how", ["withdrawn", "over"])
def test_notes_go_with_the_release_at_once(one: Interviewed, how: str) -> None:
    house, deps = one.house, one.house.deps
    notes.keep_probe(deps, one.id, PROBE, 4, "Kept.")
    notes.keep_probe(deps, one.id, OTHER, 4, "Removed.")
    notes.keep_probe(deps, one.id, OTHER, None, "")
    override(deps, one.id, one.role, 70, "Saw more.")
    if how == "withdrawn":
        server = server_of(house, one.device)
        server.seq = 9
        server.erases(one.sealed)
        registry.fetch(deps, server)
        assert deps.store.database.rows("SELECT (SELECT count(*) FROM note) + (SELECT count(*) FROM combination)") == [
            (0,)
        ]
    else:
        house.clock.advance(21 * DAY_MS)
    for act in (
        lambda: notes.notes_of(deps, one.id),
        lambda: notes.keep_probe(deps, one.id, PROBE, 4, "Late."),
        lambda: notes.undo(deps, one.id),
        lambda: disclose(deps, one.id, one.role),
    ):
        with pytest.raises(UsageFault, match="registry_no_such_release"):
            act()


def test_nothing_is_noted_of_whoever_consented_to_teams_alone(one: Interviewed) -> None:
    (other,) = release(one.house, [content([score("empathy", 6.0)])], purposes=("teams",))
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        notes.keep_remark(one.house.deps, other.release_id, "A remark.")


def test_only_what_can_be_shown_is_kept(one: Interviewed) -> None:
    deps = one.house.deps
    found = notes.keep_probe(deps, one.id, PROBE, None, "a\x00b\u202ec\x1b[31m\nשלום e\u0301")
    assert found is not None and found.text == "abc[31m\nשלום é"
    assert notes.keep_probe(deps, one.id, OTHER, None, LONG) is not None


@pytest.mark.parametrize(
    ("probe", "rating", "text", "code"),
    [
        (PROBE, 6, "", "rating_wrong"),
        (PROBE, 0, "", "rating_wrong"),
        ("empathy/none", 3, "", "probe_unknown"),
        (PROBE, 3, LONG + "n", "note_too_long"),
    ],
)
def test_what_is_no_note_changes_nothing(one: Interviewed, probe: str, rating: int, text: str, code: str) -> None:
    with pytest.raises(UsageFault, match=code):
        notes.keep_probe(one.house.deps, one.id, probe, rating, text)
    assert kept(one) == []


def test_nobody_fills_the_disk_with_remarks(one: Interviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST_NOTES", 3)
    for number in range(3):
        notes.keep_remark(one.house.deps, one.id, f"{number}")
    with pytest.raises(UsageFault, match="notes_too_many"):
        notes.keep_remark(one.house.deps, one.id, "4")


def test_the_candidate_is_given_every_line_word_for_word_and_hears_of_it(one: Interviewed) -> None:
    deps = one.house.deps
    notes.keep_probe(deps, one.id, PROBE, 4, "Sat down with them.\nשלום")
    notes.keep_probe(deps, one.id, OTHER, None, "Removed.")
    notes.keep_probe(deps, one.id, OTHER, None, "")
    name_reader(deps, "Ali")
    notes.keep_remark(deps, one.id, "Came by train.")
    override(deps, one.id, one.role, 70, "Saw more than the sum.")
    told = disclose(deps, one.id, one.role)
    document = json.loads(as_json(told))
    keep_contract(document, "interview-notes")
    assert [note["text"] for note in document["notes"]] == ["Sat down with them.\nשלום", "Came by train."]
    assert document["combination"]["override"]["reason"] == "Saw more than the sum."
    assert "Removed." not in json.dumps(document)
    assert [event.action for event in deps.store.audit.events()][-1] == "notes_disclosed"
    assert "exported" in [mail.event for mail in deps.store.profiles.untold(10**9)]
    assert undrawn(told)
    for language in LANGUAGES:
        text = text_of(as_pdf(told, Words(language)))
        assert Words(language)("notes.letter.undrawn.title") in text
        for line in ("Sat down with them.", "Came by train.", "Saw more than the sum.", "Noor", "Ali"):
            assert line in text
