"""A person who read it decides, in their own words; the record stays without scores until its own date."""

import json
import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.decision import Decision, Terms
from progrez_desktop.core.services import registry, registry_expiry, registry_reads
from progrez_desktop.core.services.recruiting import decisions, letters, report
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.recruiting.desk_house import content, erase, for_teams_alone, release, score
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import DAY_MS, House, Sealed, mail_in, server_of

WORDS = Words("en")
KEPT = Terms("To show how it was decided", 90)
WANTS = {"empathy": want(4, 6), "integrity": want(2, 4, 8)}
SCORES = [score("empathy", 8.4), score("integrity", 2.0, 0.5)]
REASON = "She explained well how she had solved it."


@pytest.fixture
def one(house: House) -> Sealed:
    (sealed,) = release(house, [content(SCORES)])
    locked_role(house.deps, WANTS, experts=("Noor", "Bram"))
    name_reader(house.deps, "Noor van der Berg")
    return sealed


def texts_of_pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def decided(house: House, one: Sealed, reason: str = REASON, **how: Any) -> Decision:
    registry.detail(house.deps, one.release_id)
    return decisions.decide(house.deps, one.release_id, "We invite her", reason, KEPT, **how)


def test_nobody_decides_on_what_nobody_read(house: House, one: Sealed) -> None:
    with pytest.raises(UsageFault, match="report_not_opened"):
        decisions.decide(house.deps, one.release_id, "We invite her", REASON, KEPT)
    registry_reads.note(house.deps, [one.release_id], "opened", house.clock.now_ms())  # a list with names
    with pytest.raises(UsageFault, match="report_not_opened"):
        decisions.check_open(house.deps, one.release_id)
    report.hand_out(house.deps, one.release_id, (), WORDS, lambda _: None)
    decisions.check_open(house.deps, one.release_id)


def test_a_report_on_an_earlier_version_is_none_on_this_one(house: House, one: Sealed) -> None:
    registry.detail(house.deps, one.release_id)
    decisions.check_open(house.deps, one.release_id)
    house.clock.advance(1000)
    device = house.device()
    server = server_of(house, device)
    server.seq = house.deps.store.heard().change_seq
    server.puts(house.sealed(device, of=one, version=2, content=content(SCORES), purposes=("profile",)))
    assert registry.fetch(house.deps, server).renewed == 1
    with pytest.raises(UsageFault, match="report_not_opened"):
        decisions.check_open(house.deps, one.release_id)


@pytest.mark.parametrize("put_right", [False, True], ids=["kept", "put right"])
def test_a_clock_that_was_ahead_keeps_nobody_from_deciding(house: House, put_right: bool) -> None:
    house.clock.advance(10 * DAY_MS)
    (sealed,) = release(house, [content(SCORES)])  # while the clock was ahead
    house.clock.advance(-10 * DAY_MS)
    if put_right:
        registry_expiry.expire(house.deps, house.clock.now_ms())
    locked_role(house.deps, WANTS)
    name_reader(house.deps, "Noor van der Berg")
    with pytest.raises(UsageFault, match="report_not_opened"):
        decisions.check_open(house.deps, sealed.release_id)
    registry.detail(house.deps, sealed.release_id)
    decisions.check_open(house.deps, sealed.release_id)


def test_nobody_is_decided_on_who_allows_no_profile_any_more(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, letters.draft(house.deps, found.id, (), WORDS), (), WORDS, looked_at=True)
    for_teams_alone(house, one)
    for ask in (registry.detail, decisions.check_open):
        with pytest.raises(UsageFault, match="registry_no_such_release"):
            ask(house.deps, one.release_id)
    assert letters.kept(house.deps, found.id) is None
    text = letters.draft(house.deps, found.id, (), WORDS)
    assert WORDS("letter.profile_gone") in text and WORDS("letter.fit.likely_meets") not in text
    assert WORDS("letter.not_combined") not in text


@pytest.mark.parametrize(
    ("decision", "reason", "kept", "code"),
    [
        (" ", REASON, KEPT, "decision_empty"),
        ("We invite her", "\u202e\n ", KEPT, "decision_no_reason"),
        ("We invite her", REASON, Terms(" ", 90), "decision_no_basis"),
        ("We invite her", REASON, Terms("ours", 0), "decision_days"),
        ("We invite her", REASON, Terms("ours", 9999), "decision_days"),
        ("We invite her", "x" * 4001, KEPT, "desk_text_long"),
    ],
)
def test_a_decision_has_words_a_reason_and_a_ground(
    house: House, one: Sealed, decision: str, reason: str, kept: Terms, code: str
) -> None:
    registry.detail(house.deps, one.release_id)
    with pytest.raises(UsageFault, match=code):
        decisions.decide(house.deps, one.release_id, decision, reason, kept)
    assert decisions.every(house.deps) == ()


def test_who_decides_is_named(house: House, one: Sealed) -> None:
    found = decided(house, one)
    assert (found.by, found.role, found.until_ms) == ("Noor van der Berg", "Team lead", found.at_ms + 90 * DAY_MS)


def test_nobody_decides_unnamed(house: House) -> None:
    (one,) = release(house, [content(SCORES)])
    locked_role(house.deps, WANTS)
    with pytest.raises(UsageFault, match="reader_unnamed"):
        decided(house, one)


@pytest.mark.parametrize(
    "reason",
    ["sten 6 on empathy", "her 6–8 was fine", "7,4 is enough", "an 8 out of 10", "een 8 van de 10", "a score of 7"],
)
def test_a_reason_that_quotes_a_score_is_warned_of(house: House, one: Sealed, reason: str) -> None:
    with pytest.raises(UsageFault, match="decision_quotes_score"):
        decided(house, one, reason)
    assert decided(house, one, reason, quotes_anyway=True).reason == reason


@pytest.mark.parametrize("where", ["decision", "basis"])
def test_a_score_is_looked_for_in_all_that_outlives_the_profile(house: House, one: Sealed, where: str) -> None:
    told = {"decision": "We invite her", "basis": "Archive rules"} | {where: "Empathy, sten 6"}
    kept = Terms(told["basis"], 30)
    registry.detail(house.deps, one.release_id)
    with pytest.raises(UsageFault, match="decision_quotes_score"):
        decisions.decide(house.deps, one.release_id, told["decision"], "She told how", kept)


@pytest.mark.parametrize("reason", ["3 years at Shell", "team of 12", "available from 1 June", "2 vacancies"])
def test_a_number_that_is_no_score_is_left_alone(reason: str) -> None:
    assert not decisions.quotes_a_score(reason)


@pytest.mark.parametrize("ending", ["withdrawn", "over"])
def test_the_record_outlives_the_profile_and_has_no_score(house: House, one: Sealed, ending: str) -> None:
    before = decided(house, one)
    letters.keep(house.deps, before.id, "Dear you", (), WORDS, looked_at=True)
    if ending == "withdrawn":
        erase(house, one)
    else:
        house.clock.advance(30 * DAY_MS)
        registry_expiry.expire(house.deps, house.clock.now_ms())
    assert house.deps.store.profiles.row(one.release_id, house.deps.mark_ms()) is None
    assert decisions.every(house.deps) == (before,)
    assert letters.kept(house.deps, before.id) is None  # it said how scores lay, so it went along
    assert "score" not in Decision.__dataclass_fields__
    stored = house.deps.store.database.rows("SELECT * FROM decision")
    own = [str(cell) for cell in stored[0] if cell not in (before.id, before.release_id, before.role_id, before.code)]
    texts = [cell for cell in own if not cell.isdigit()]
    assert not any(re.search(r"\d", text) for text in texts)


def test_the_record_is_destroyed_at_its_own_date_once_the_time_is_believed(house: House, one: Sealed) -> None:
    found = decided(house, one)
    house.clock.advance(91 * DAY_MS)
    assert decisions.every(house.deps) == ()  # hidden, and still there
    assert house.deps.store.database.rows("SELECT count(*) FROM decision") == [(1,)]
    registry_expiry.expire(house.deps, found.until_ms - 1)
    assert house.deps.store.database.rows("SELECT count(*) FROM decision") == [(1,)]
    registry_expiry.expire(house.deps, house.clock.now_ms())
    assert house.deps.store.database.rows("SELECT count(*) FROM decision") == [(0,)]
    assert "decisions_expired" in [event.action for event in house.deps.store.audit.events()]


def test_the_usual_ground_and_time_are_the_organisations_own(house: House) -> None:
    assert decisions.terms(house.deps, WORDS).days == 183
    decisions.set_terms(house.deps, "Works agreement 4.2", 400)
    house.reopen()
    assert decisions.terms(house.deps, WORDS) == Terms("Works agreement 4.2", 400)


def test_its_person_gets_all_that_is_kept_of_it(house: House, one: Sealed) -> None:
    found = decided(house, one)
    data = decisions.disclosed(house.deps, found.id, WORDS)
    assert data.startswith(b"%PDF")
    assert house.deps.store.audit.events()[-1].action == "decision_disclosed"


# Letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_what_the_log_knows_and_no_number_of_a_score(house: House, one: Sealed, language: str) -> None:
    words, found = Words(language), decided(house, one)
    text = letters.draft(house.deps, found.id, (), words)
    for told in (REASON, "We invite her", "Noor van der Berg", found.code, "Team lead"):
        assert told in text
    for key in ("letter.fit.likely_meets", "letter.fit.likely_below", "letter.computer", "letter.not_combined"):
        assert words(key) in text
    assert words.plural("letter.asked", 2, at=words.date(found.at_ms)) in text
    assert "8.4" not in text and "8,4" not in text and "{" not in text


@pytest.mark.parametrize(
    ("override", "key"), [(None, "letter.no_override"), ("She knows the river", "letter.override")]
)
def test_a_letter_says_whether_parts_were_weighed_and_by_whom_that_was_overruled(
    house: House, one: Sealed, override: str | None, key: str
) -> None:
    found = decided(house, one)
    document = json.dumps({"override": {"reason": override} if override else None})
    house.deps.store.database.write(
        "INSERT INTO combination VALUES (?, ?, ?, 'Noor', 1)", (one.release_id, found.role_id, document)
    )
    text = letters.draft(house.deps, found.id, (), WORDS)
    assert WORDS(key, reason=override) in text and WORDS("letter.not_combined") not in text


def test_a_letter_is_over_with_the_profile_that_it_tells_of(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "Dear you", (), WORDS, looked_at=True)
    house.clock.advance(21 * DAY_MS)  # over, and not destroyed yet
    assert letters.kept(house.deps, found.id) is None
    text = letters.draft(house.deps, found.id, (), WORDS)
    assert WORDS("letter.profile_gone") in text and WORDS("letter.not_combined") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_withdrawal_a_letter_says_what_was_asked_and_not_how_scores_lay(
    house: House, one: Sealed, language: str
) -> None:
    words, found = Words(language), decided(house, one, "She has 2-3 years of it.", quotes_anyway=True)
    erase(house, one)
    text = letters.draft(house.deps, found.id, (), words)
    assert words("letter.profile_gone") in text and words("letter.fit.likely_meets") not in text
    assert words("letter.disagree.profile_gone") in text and words("letter.disagree.profile") not in text
    letters.keep(house.deps, found.id, text, (), words, looked_at=True)
    assert letters.kept(house.deps, found.id) is not None


@pytest.mark.parametrize("ends", [erase, for_teams_alone], ids=["withdrawn", "for teams alone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_was_drafted_before_a_withdrawal_is_not_kept_after_it(
    house: House, one: Sealed, ends: Callable[[House, Sealed], object], language: str
) -> None:
    found = decided(house, one)
    text = letters.draft(house.deps, found.id, (), Words(language))
    ends(house, one)  # while somebody edits it
    fit = Words(language)("letter.fit.likely_below")
    for said in (text, text.replace("\n", "\r\n"), f"I saw: {fit}", "Score: 8 of 10"):
        with pytest.raises(UsageFault, match="letter_says_scores"):
            letters.keep(house.deps, found.id, said, (), WORDS, looked_at=True)
    assert letters.kept(house.deps, found.id) is None
    assert not house.deps.store.database.rows("SELECT 1 FROM letter")


def test_what_nobody_looked_at_does_not_leave(house: House, one: Sealed) -> None:
    found = decided(house, one)
    for leave in (letters.paper, letters.send):
        with pytest.raises(UsageFault, match="letter_not_kept"):
            leave(house.deps, found.id)
    text = letters.draft(house.deps, found.id, (), WORDS)
    with pytest.raises(UsageFault, match="letter_not_looked_at"):
        letters.keep(house.deps, found.id, text, (), WORDS, looked_at=False)
    assert letters.kept(house.deps, found.id) is None
    letters.keep(house.deps, found.id, text + "\n\nCall me.", (), WORDS, looked_at=False)
    assert letters.paper(house.deps, found.id).startswith(b"%PDF")
    assert decisions.decision(house.deps, found.id).handed_ms == house.clock.now_ms()


@pytest.mark.parametrize("other", LANGUAGES)
def test_a_letter_is_one_of_its_own_language_whatever_the_desk_speaks(house: House, one: Sealed, other: str) -> None:
    found, (own,) = decided(house, one), [language for language in LANGUAGES if language != other]
    text = letters.draft(house.deps, found.id, (), Words(own))
    with pytest.raises(UsageFault, match="letter_not_looked_at"):
        letters.keep(house.deps, found.id, text, (), Words(other), looked_at=False)
    for written in (text, "Edited until no heading was left."):
        letters.keep(house.deps, found.id, written, (), Words(other), looked_at=True)
        kept = letters.kept(house.deps, found.id)
        assert kept is not None
        assert kept.language == own
    letters.keep(house.deps, found.id, letters.draft(house.deps, found.id, (), Words(other)), (), WORDS, looked_at=True)
    kept = letters.kept(house.deps, found.id)
    assert kept is not None
    assert kept.language == other


def test_each_page_of_a_letter_names_who_wrote_it(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "Dear you\n\n" + "\n\n".join(["We talked."] * 90), (), WORDS, looked_at=False)
    for data in (letters.paper(house.deps, found.id), decisions.disclosed(house.deps, found.id, WORDS)):
        pages = texts_of_pages(data)
        assert len(pages) > 1 and all("Noor van der Berg" in page for page in pages)


def test_a_letter_reaches_its_person_as_it_was_edited(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "# Dear you\n\nWe talked.", (), WORDS, looked_at=False)
    letters.send(house.deps, found.id)
    server = server_of(house)
    registry.fetch(house.deps, server)
    told = [mail_in(one, item) for item in server.mail()]
    assert [mail["message"] for mail in told if mail["event"] == "message"] == ["# Dear you\n\nWe talked."]


def messages_that_wait(house: House) -> int:
    return len(house.deps.store.post.unposted(100))


def test_a_letter_that_was_sent_is_sent_again_only_where_somebody_says_so(house: House, one: Sealed) -> None:
    found, other = decided(house, one), decided(house, one)
    for each in (found, other):
        letters.keep(house.deps, each.id, f"Dear you\n\n{each.id}", (), WORDS, looked_at=False)
    assert letters.sent_ms(house.deps, found.id) is None
    letters.paper(house.deps, found.id)  # a paper is no message
    at_ms = letters.send(house.deps, found.id)
    assert letters.sent_ms(house.deps, found.id) == at_ms
    before = messages_that_wait(house)
    with pytest.raises(UsageFault, match="letter_sent_before"):
        letters.send(house.deps, found.id)
    assert messages_that_wait(house) == before
    house.clock.advance(1000)
    assert letters.send(house.deps, found.id, again=True) == letters.sent_ms(house.deps, found.id) == at_ms + 1000
    letters.send(house.deps, other.id)  # of the same person, on another decision
    assert messages_that_wait(house) == before + 2


def test_a_letter_that_was_sent_before_that_was_written_down_by_decision_counts_too(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "Dear you", (), WORDS, looked_at=False)
    with house.deps.store.transaction():
        house.deps.note("letter_handed_over", one.release_id, way="message")
    with pytest.raises(UsageFault, match="letter_sent_before"):
        letters.send(house.deps, found.id)


def test_a_letter_waits_and_is_written_down_as_sent_or_neither(
    house: House, one: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "Dear you", (), WORDS, looked_at=False)
    before = messages_that_wait(house)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full")

    monkeypatch.setattr(type(house.deps.store.decisions), "handed", full)
    with pytest.raises(EnvironmentFault, match="disk_full"):
        letters.send(house.deps, found.id)
    assert (messages_that_wait(house), letters.sent_ms(house.deps, found.id)) == (before, None)


def test_a_letter_that_is_longer_than_a_message_goes_in_numbered_parts_or_not_at_all(house: House, one: Sealed) -> None:
    found = decided(house, one)
    blocks = [f"# Heading {n}\n\n{'We talked. ' * 70}{n}".strip() for n in range(15)]
    letters.keep(house.deps, found.id, "\n\n".join(blocks), (), WORDS, looked_at=False)
    letters.send(house.deps, found.id)
    server = server_of(house)
    registry.fetch(house.deps, server)
    told = [mail for item in server.mail() if (mail := mail_in(one, item))["event"] == "message"]
    texts = [mail["message"] for mail in sorted(told, key=lambda mail: mail["at_ms"])]
    assert len(texts) == 3
    assert all(text.startswith(f"({n}/3)\n\n# Heading") for n, text in enumerate(texts, start=1))
    assert "\n\n".join(text.split("\n\n", 1)[1] for text in texts) == "\n\n".join(blocks)
    letters.keep(house.deps, found.id, "Dear you\n\n" + "word " * 1000, (), WORDS, looked_at=False)
    with pytest.raises(UsageFault, match="registry_message_long"):
        letters.send(house.deps, found.id, again=True)
    registry.fetch(house.deps, server)
    assert len([item for item in server.mail() if mail_in(one, item)["event"] == "message"]) == len(texts)


def test_a_letter_that_is_too_long_for_a_message_is_said_and_can_be_a_paper(house: House, one: Sealed) -> None:
    found = decided(house, one)
    letters.keep(house.deps, found.id, "word " * 1000, (), WORDS, looked_at=False)
    with pytest.raises(UsageFault, match="registry_message_long"):
        letters.send(house.deps, found.id)
    assert decisions.decision(house.deps, found.id).handed_ms is None
    assert letters.paper(house.deps, found.id).startswith(b"%PDF")
