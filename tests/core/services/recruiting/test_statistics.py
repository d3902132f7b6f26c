"""Statistics of an organisation tell of nobody: whole months, 20 people and more, and nothing that the rest tells."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import statistics, statistics_fetch
from progrez_desktop.core.services.recruiting.statistics_article import article_of
from progrez_desktop.core.services.recruiting.told_counts import shares, steps
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.fairness.impact import Impact
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.pool_house import impact, period, table
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import DAY_MS, House

UNSCORED = {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
SKILLS = {skill.id: skill.short_name["en"] for skill in shipped().assessment().skills}


def people(n: int) -> list[dict]:
    return [content([score("empathy", 6.0), UNSCORED]) for _ in range(n)]


def test_a_registry_in_which_nothing_happened_has_nothing_to_tell_and_says_so(house: House) -> None:
    told = statistics.look(house.deps)
    assert told.is_empty and told.use[0].months == ()
    made = article_of(told, "Board", SKILLS, Words("en"), date(2026, 11, 26))
    notes = [block for chapter in made.chapters for block in chapter.blocks if isinstance(block, article.Note)]
    assert len(notes) >= 5 and all("yet" in article.plain(one.text) for one in notes)


def test_a_month_is_told_once_it_is_over(house: House) -> None:
    release(house, people(25))
    assert statistics.look(house.deps).months == ()
    house.clock.advance(30 * DAY_MS)
    told = statistics.look(house.deps)
    assert told.months == ("2026-11",)
    assert told.use[0].kind == "received" and told.use[0].months == (25,)


def test_fewer_than_twenty_are_not_told_and_nothing_else_gives_them_away(house: House) -> None:
    release(house, people(25), days=90)
    house.clock.advance(30 * DAY_MS)
    sealed = release(house, people(7), days=90)
    read_without_a_role(house.deps)
    for one in sealed:
        registry.detail(house.deps, one.release_id)
    house.clock.advance(31 * DAY_MS)
    told = statistics.look(house.deps)
    assert told.months == ("2026-11", "2026-12")
    assert told.use[0].months == (25, None)
    assert told.use[0].total == 25 and told.use[1].total is None


def test_two_looks_laid_side_by_side_tell_of_no_fewer_than_twenty(house: House) -> None:
    """A month in which one candidate came tells neither that, nor whether they could be scored."""
    unscored, scored = [UNSCORED], [score("integrity", 5.0)]
    release(house, [content(unscored if at % 2 else scored) for at in range(60)], days=90)
    house.clock.advance(31 * DAY_MS)
    before = statistics.look(house.deps)
    assert before.use[0].total == 60 and before.abstention["integrity"].share("unscored") == 0.5
    release(house, [content(unscored)], days=90)
    house.clock.advance(31 * DAY_MS)
    after = statistics.look(house.deps)
    assert (after.use[0].total, after.abstention, after.quality_here) == (60, before.abstention, before.quality_here)


@given(st.lists(st.tuples(*[st.integers(0, 40)] * 3), max_size=12))
def test_whatever_was_told_before_the_next_look_adds_twenty_or_nothing(months: list[tuple[int, int, int]]) -> None:
    looks = [_look(months[:end]) for end in range(len(months) + 1)]
    for earlier in looks:
        for later in looks:
            for name in ("one", "other", "of"):
                moved = (later[name] or 0) - (earlier[name] or 0)
                assert moved == 0 or abs(moved) >= LEAST_IN_A_CELL


def _look(months: list[tuple[int, int, int]]) -> dict[str, int | None]:
    one, other, _ = ([month[at] for month in months] for at in range(3))
    told = shares({"one": one, "other": other}, [sum(month) for month in months])
    left = None if told.parts["one"] is None else (told.of or 0) - (told.parts["one"] + (told.parts["other"] or 0))
    assert left is None or left == 0 or left >= LEAST_IN_A_CELL
    assert sum(count or 0 for count in steps(one)) <= sum(one)
    return {**told.parts, "of": told.of}


def test_what_is_not_enough_known_is_counted_by_skill(house: House) -> None:
    release(house, [*people(40), *(content([score("integrity", 5.0)]) for _ in range(60))])
    house.clock.advance(31 * DAY_MS)
    told = statistics.look(house.deps).abstention
    assert told["integrity"].share("unscored") == 0.4
    assert told["empathy"].parts == {"scored": None, "unscored": None}, "nobody is under 20 as well, and would follow"


def test_what_devices_counted_is_added_up(house: House) -> None:
    verdicts = {"verdict": ("as_usual", "with_care", "too_few_answers")}
    for closed, n in (("2025-10-30", 200), ("2026-04-30", 250)):
        counted = period(
            house,
            table("finished", "finished", {}, [n]),
            table("begun", "begun", {}, [n + 30]),
            table("norms", "norms/empathy", {}, [n]),
            table("quality", "quality", verdicts, [n - 50, 50, None]),
            impact("empathy", (60, 80, 100, 120, 140), (140, 120, 100, 80, 60)),
            closed=closed,
        )
        statistics_fetch.take(house.deps, canonical(counted).encode())
    told = statistics.look(house.deps)
    assert (told.periods, told.begun, told.finished) == (2, 510, 450)
    growth = next(one for one in told.norms if one.skill == "empathy")
    assert growth.after == (("2025-10-30", 200), ("2026-04-30", 450))
    assert told.quality_counted.parts == {"as_usual": 350, "with_care": 100, "too_few_answers": None}
    (cuts,) = told.impact
    (women,) = cuts.cuts[1]
    assert isinstance(women, Impact) and women.is_below_four_fifths and len(told.reliability) == 12


def test_the_document_stands_in_both_languages_and_every_plot_has_its_table(house: House) -> None:
    release(house, people(60), days=90)
    house.clock.advance(31 * DAY_MS)
    counted = period(
        house,
        table("norms", "norms/empathy", {}, [200]),
        impact("empathy", (60, 80, 100, 120, 140), (140, 120, 100, 80, 60)),
    )
    statistics_fetch.take(house.deps, canonical(counted).encode())
    told = statistics.look(house.deps)
    for language in LANGUAGES:
        made = article_of(told, "Board", SKILLS, Words(language), date(2026, 11, 26))
        for chapter in made.chapters:
            kinds = [type(block) for block in chapter.blocks]
            assert (article.Figure in kinds) <= (article.Table in kinds), chapter.id
        assert {"figure-use", "figure-norms", "figure-reliability", "figure-impact"} <= {one.id for one in made.figures}
        assert render_article(made) == render_article(made)
