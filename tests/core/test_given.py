"""Times of statements are never too short, and what was given is told in the order shown."""

from hypothesis import given as example
from hypothesis import strategies as st

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.given import TimedEvent, given_in, seconds_of
from progrez_desktop.core.model.assessment import Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import (
    Response,
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)
from progrez_desktop.core.model.given import GivenSituation
from progrez_desktop.core.packs.shipped import shipped

ASSESSMENT = shipped().assessment()
ROUTE = fixed_route(ASSESSMENT)


def test_the_time_of_a_statement_runs_from_the_answer_before_it() -> None:
    events = [
        TimedEvent("a", "statement", 4_000),
        TimedEvent("b", "statement", 6_500),
        TimedEvent("c", "skipped", 9_000),
    ]
    assert seconds_of(events) == {"a": 4.0, "b": 2.5}


def test_an_answer_that_is_changed_keeps_its_first_time_and_one_that_was_skipped_gets_its_own() -> None:
    events = [
        TimedEvent("a", "skipped", 1_000),
        TimedEvent("b", "statement", 4_000),
        TimedEvent("b", "statement", 4_500),
        TimedEvent("a", "statement", 7_000),
    ]
    assert seconds_of(events) == {"b": 3.0, "a": 2.5}


@example(st.lists(st.tuples(st.integers(0, 90_000), st.sampled_from(["statement", "skipped", "situation", "text"]))))
def test_no_time_is_shorter_than_it_was(steps: list[tuple[int, str]]) -> None:
    """Times of texts are kept in whole minutes: what follows them may look slower, and nothing faster."""
    now, events, true = 0, [], {}
    for number, (ms, kind) in enumerate(steps):
        now += ms
        true[str(number)] = ms / 1000
        events.append(TimedEvent(str(number), kind, now - now % 60_000 if kind == "text" else now))
    for item, seconds in seconds_of(events).items():
        assert seconds >= true[item]


def test_what_was_given_is_told_in_the_order_shown_and_counted_as_the_screen_counts() -> None:
    values: dict[str, ResponseValue] = {}
    for item in ROUTE.items:
        if isinstance(item, Statement):
            values[item.id] = StatementValue(2)
        elif isinstance(item, Situation):
            values[item.id] = SituationValue("a", "b")
        elif isinstance(item, Prompt):
            values[item.id] = TextValue("Words")
    kinds: dict[type, str] = {}
    for item in ROUTE.items:
        kinds.setdefault(type(item), item.id)
    values |= {
        kinds[Statement]: SkippedValue(),
        kinds[Situation]: SituationValue("a", None),
        kinds[Prompt]: TextValue(" "),
    }
    responses = {item: Response(item, 1, "en", value, 0) for item, value in values.items()}
    found = given_in(ROUTE, responses, {kinds[Statement]: 9.0, ROUTE.items[1].id: 3.25})
    assert [one.item_id for one in found.statements] == [i.id for i in ROUTE.items if isinstance(i, Statement)]
    assert (found.statements[0].category, found.statements[1].category) == (None, 2)
    assert [one.seconds for one in found.statements[:3]] == [9.0, 3.25, None]
    assert found.situations[0] == GivenSituation(kinds[Situation], "a", None)
    assert [prompt.written for prompt in found.prompts] == [False, True, True]
    assert (found.answered, found.of) == (124, 127)
