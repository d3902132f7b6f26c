"""Every page of figures can be asked for, and what it is built of still runs on something small."""

import importlib
import io
import json
from pathlib import Path

import pytest

import benchmarks
from benchmarks import adaptive, cv, scoring, streaming
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.score_file import score_lines
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer

PAGES = sorted(page.stem for page in Path(benchmarks.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_loaded(page: str) -> None:
    loaded = importlib.import_module(f"benchmarks.{page}")
    assert loaded.__doc__, "a page says what it measures or holds"


def test_whole_ways_of_the_form_that_ships_reach_their_end() -> None:
    guide, level = adaptive.of_the_form()
    for seed in ("one", "other"):
        assert len(list(adaptive.whole_ways(guide, level, seed))) > len(guide.scorer.bank.skills)


def test_a_section_asked_in_turns_reaches_its_end() -> None:
    assert len(adaptive.in_turns(*adaptive.of_the_form(), seed="one")) > 7


def test_the_adaptive_engines_take_the_same_way_through_a_small_pool() -> None:
    items, answers = adaptive.pool()[:12], [3, 5, 2]
    mine, asked = adaptive.ours(items, answers)
    theirs, also_asked = adaptive.theirs(items, answers, n_quadpts=161, theta_bounds=(-8.0, 8.0))
    assert asked == also_asked
    assert (len(mine), len(theirs)) == (3, 2)
    found = adaptive.quietly(lambda: adaptive.dichotomous(items, answers))
    assert found is None or len(found) == 3


def test_people_are_made_and_scored_as_the_page_of_scoring_does() -> None:
    bank = Bank.from_bytes(shipped().bank())
    answers = {name: scoring.generated(skill, seed=1)[:3] for name, skill in bank.skills.items()}
    out: list[str] = []
    lines = scoring.json_lines(dict(bank.skills), answers)
    summary = score_lines(io.BytesIO(lines), Scorer(bank), out.append, lambda _: None, lambda _: None)
    assert (summary.scored, summary.faulty) == (3, 0)
    assert set(json.loads(out[0])["skills"]) == set(bank.skills)


def test_the_stream_of_a_million_begins_with_lines_that_can_be_scored() -> None:
    with streaming.made(2) as lines:
        assert len(lines.read().splitlines()) == 2


def test_papers_are_set_as_the_page_of_the_cv_does() -> None:
    assert cv.render(1).startswith(b"%PDF")
    assert cv.report().startswith(b"%PDF")
