"""From welcome to the saved CV in the real window: nothing is faked on the way."""

import io
import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader

from progrez_desktop.core.cv import score_in_words
from progrez_desktop.core.model.attempt import StatementValue, TextValue
from progrez_desktop.core.profile import level_of
from progrez_desktop.core.services import accounts, papers, results, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.opening import Opened
from progrez_desktop.core.services.score_file import score_lines
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.ui.demonstration import Demonstration, Visitor
from tests.journeys.driving import ANNA, PASSWORD, contents, desk_over, parts_of, ready, set_up, storage


def refuse(fault: object) -> NoReturn:
    raise AssertionError(f"a good line was refused: {fault}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_walks_out_with_a_report_and_a_cv(tmp_path: Path, language: str) -> None:
    cv, report, data = tmp_path / "cv.pdf", tmp_path / "report.pdf", tmp_path / "data"
    places = {Words(language)("file.save_cv"): cv, Words(language)("file.save_report"): report}
    parts = set_up(parts_of(data))
    preferences = data / "preferences.json"
    with desk_over(parts, language, preferences=preferences, choose_file=lambda title, _name: places[title]) as desk:
        ready(desk)
        deps = desk.journey.deps
        answers = invented.answers_of_form(deps.shipped, "fixed", language)
        Demonstration(desk, Visitor(ANNA, PASSWORD, 29, answers), lambda _name, _window: None).perform()
    assert set(answers) == {item.id for item in deps.assessment.items}
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        try:
            profile = results.latest(opened.deps, session)
            assert profile is not None
            kept = {item: one.value for item, one in session.safe.responses(profile.attempt_id).items()}
            grants = session.safe.grants()
            assert sittings.standing(opened.deps, session) is None
        finally:
            accounts.sign_out(session)
        sent = opened.deps.device._database.rows("SELECT count(*) FROM outbox")
        expected = scored_alone(opened, answers)
    assert kept == answers
    assert sent == [(0,)]
    # The demonstration ticks the first choice and no other.
    assert [(grant.purpose, grant.withdrawn_ms, grant.notice_language) for grant in grants] == [
        (deps.assessment.purposes[0], None, language)
    ]
    stored = {line.skill_id: line.score for line in profile.lines}
    assert set(stored) == set(expected)
    for skill, score in stored.items():
        assert isinstance(score, SkillScore)
        shown = (round(score.theta, 6), score.sten, score.low, score.high, score.percentile, score.answered, score.of)
        line = expected[skill]
        assert shown == tuple(line[name] for name in ("theta", "sten", "low", "high", "percentile", "answered", "of"))
    says_who_and_what(cv, language, opened, profile)
    texts = [one.text for one in answers.values() if isinstance(one, TextValue)]
    tells_of_every_skill(report, language, opened, profile, texts)
    nothing_readable(data, texts)


def scored_alone(opened: Opened, answers: dict[str, Any]) -> dict[str, Any]:
    """What `progrez score` writes for the same answers to the statements."""
    scored = {item.id for scale in opened.deps.bank.skills.values() for item in scale.items}
    responses = {
        item: value.category for item, value in answers.items() if isinstance(value, StatementValue) and item in scored
    }
    source = io.BytesIO(json.dumps({"id": "anna", "responses": responses}).encode() + b"\n")
    lines: list[str] = []
    summary = score_lines(source, opened.deps.scorer, lines.append, refuse, lambda _: None)
    assert summary.exit_status == 0
    skills: dict[str, Any] = json.loads(lines[0])["skills"]
    return skills


def says_who_and_what(cv: Path, language: str, opened: Opened, profile: Any) -> None:
    """The CV holds the name, and of each chosen skill its name, band and norm group; and of no other skill."""
    words, reader = Words(language), PdfReader(cv)
    text = one_spaced(" ".join(page.extract_text() for page in reader.pages))
    assert ANNA.full_name in text
    assert ANNA.email in text
    chosen = papers.proposed_skills(profile)
    assert 1 < len(chosen) < 12
    for skill in opened.deps.assessment.skills:
        line = next(one for one in profile.lines if one.skill_id == skill.id)
        shown = f"{skill.short_name[language]} {score_in_words(line.score, words, numbers=False)}"
        assert (shown in text) == (skill.id in chosen)
        if skill.id in chosen:
            assert one_spaced(papers.norm_names(profile, opened.deps.bank, words)[line.score.norm_id]) in text


def tells_of_every_skill(report: Path, language: str, opened: Opened, profile: Any, texts: list[str]) -> None:
    """The report holds the name, all norm groups, every skill with its band and what to try; no text of the person."""
    words, pages = Words(language), PdfReader(report).pages
    assert 4 <= len(pages) <= 6
    text = one_spaced(" ".join(page.extract_text() for page in pages))
    assert ANNA.full_name in text
    assert words.day(profile.valid_until) in text
    for name in papers.norm_names(profile, opened.deps.bank, words).values():
        assert one_spaced(name) in text
    for line in profile.lines:
        level = words(f"level.{level_of(line.score)}")
        key = "cv.band.one" if line.score.low == line.score.high else "cv.band.range"
        assert words(key, low=line.score.low, high=line.score.high, level=level) in text
        assert opened.deps.assessment.advice[line.skill_id].ask[language] in text
    for written in texts:
        assert written[:30] not in text


def one_spaced(text: str) -> str:
    """Lines are broken where they end, and some spaces are kept from that."""
    return " ".join(text.split())


def nothing_readable(data: Path, texts: list[str]) -> None:
    """No name, address, password or sentence stands readable in any file of the data folder."""
    secrets = [ANNA.first_name, ANNA.last_name, ANNA.email, PASSWORD, *(text[:40] for text in texts)]
    files = contents(data)
    assert any(name.endswith(".safe") for name in files)
    for name, content in files.items():
        for secret in secrets:
            for spelling in (secret.encode(), secret.encode("utf-16-le"), secret.lower().encode()):
                assert spelling not in content, name
