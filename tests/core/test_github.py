"""Replies of GitHub are read for what they are: somebody else's text, in which every field may be anything."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core import github
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.public_work import MOST_LANGUAGES, MOST_WEEKS, CodeLanguage, Project, Week
from tests.public_work import event, repository

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=6),
    max_leaves=20,
)
FIELDS = ("full_name", "private", "fork", "description", "language", "created_at", "pushed_at", "stargazers_count")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ada-example", "ada-example"),
        (" @Ada ", "Ada"),
        ("https://github.com/ada/", "ada"),
        ("github.com/ada", "ada"),
        ("a_company", "a_company"),
    ],
)
def test_a_name_is_taken_as_people_type_it(typed: str, name: str) -> None:
    assert github.user_name(typed) == name


@pytest.mark.parametrize("typed", ["", " ", "-ada", "a b", "../user", "ada/repo", "ada?x=1", "ádá", "a" * 63, "%2e"])
def test_what_is_no_name_is_never_asked(typed: str) -> None:
    with pytest.raises(UsageFault, match="github_not_a_name"):
        github.user_name(typed)


def test_a_project_has_its_name_address_text_language_years_and_stars_and_nothing_else() -> None:
    found = github.projects_of([repository("polder-flow")])
    about = "What polder-flow does."
    link = "https://github.com/ada-example/polder-flow"
    assert found.projects == (Project("polder-flow", link, about, "Python", "2023", "2026", 214),)
    assert "avatar" not in repr(found)
    assert "@" not in repr(found)


def test_private_projects_are_passed_over_and_copies_are_counted() -> None:
    items = [repository("a", private=True), repository("b", private=None), repository("c", fork=True), repository("d")]
    found = github.projects_of(items)
    assert ([one.name for one in found.projects], found.forks, found.unreadable) == (["d"], 1, 0)
    assert found.repositories == ("ada-example/d",)


@pytest.mark.parametrize("name", ["", 7, None, "no-owner", "a/b/c", "../x", "a/..", "a/.", "a/b?c", "a/b c", "x" * 200])
def test_a_project_without_a_proper_name_is_left_out_and_told(name: Any) -> None:
    found = github.projects_of([repository("a", full_name=name), "text", repository("b")])
    assert ([one.name for one in found.projects], found.unreadable) == (["b"], 2)


def test_hostile_texts_lose_what_is_not_seen_and_what_turns_the_direction() -> None:
    text = "safe\u202egnp.exe\u2066 \x1b[31m red\x00\u200b\ud800 \n\r\n two\u2028lines " + "x" * 5000
    (project,) = github.projects_of([repository("a", description=text, language="Py\u202ethon\n")]).projects
    assert project.about.startswith("safegnp.exe [31m red two lines xxx")
    assert (len(project.about), project.language) == (400, "Python")
    assert project.about.isprintable()


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANYTHING)) | ANYTHING, max_size=5))
def test_no_list_of_anything_is_more_than_projects(items: list[Any]) -> None:
    found = github.projects_of([repository("good"), *items])
    assert found.projects[0].name == "good"
    for one in found.projects:
        assert one.stars >= 0
        assert all(text.isprintable() for text in (one.name, one.about, one.language))
    github.weeks_of(items)


@given(st.dictionaries(st.text(max_size=60), ANYTHING, max_size=6))
def test_no_answer_of_anything_is_more_than_bytes_by_language(value: dict[str, Any]) -> None:
    for name, n in github.bytes_of(value).items():
        assert name.isprintable()
        assert len(name) <= 40
        assert n > 0


@pytest.mark.parametrize("value", [None, [], "x", 7])
def test_an_answer_of_another_kind_is_told(value: Any) -> None:
    with pytest.raises(DataFault, match="github_odd_reply"):
        github.bytes_of(value)
    if value != []:
        with pytest.raises(DataFault, match="github_odd_reply"):
            github.listed(value)


def test_bytes_of_several_projects_are_added_up_the_largest_first() -> None:
    languages, total = github.added_up([{"C": 10, "Python": 5}, {"Python": 20, "Go": 10}])
    assert languages == (CodeLanguage("Python", 25), CodeLanguage("C", 10), CodeLanguage("Go", 10))
    assert total == 45
    many = {f"L{n:02}": n + 1 for n in range(30)}
    languages, total = github.added_up([many])
    assert len(languages) == MOST_LANGUAGES
    assert total == sum(many.values())


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, 33), (1, 100_000, 1), (99_999, 100_000, 99), (5, 5, 100)])
def test_a_share_never_says_nothing_of_something_nor_all_of_less(part: int, whole: int, share: int) -> None:
    assert github.percent(part, whole) == share


def test_events_are_counted_by_week_and_kind_and_what_is_not_public_is_not() -> None:
    items = [
        *(event(at=f"2026-11-{day:02}T23:30:00Z") for day in (16, 22, 22)),
        event("PullRequestReviewCommentEvent", "2026-11-15T10:00:00Z"),
        event("WatchEvent", "2026-11-15T23:59:59Z"),
        event(public=False),
        event(at="soon"),
        event(kind=None),  # type: ignore[arg-type]
    ]
    weeks, unreadable = github.weeks_of(items)
    assert weeks == (
        Week(date(2026, 11, 16), (("push", 3),)),
        Week(date(2026, 11, 9), (("review", 1), ("other", 1))),
    )
    assert unreadable == 2


def test_no_more_weeks_are_kept_than_thirty_days_can_touch() -> None:
    weeks, _ = github.weeks_of([event(at=f"20{year}-06-01T00:00:00Z") for year in range(10, 40)])
    assert [week.monday.year for week in weeks] == [2039, 2038, 2037, 2036, 2035, 2034]
    assert len(weeks) == MOST_WEEKS


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "90"}, 90),
        ({"x-ratelimit-reset": "1795424500", "date": "Mon, 23 Nov 2026 09:00:00 GMT"}, 100),
        ({"x-ratelimit-reset": "1795424500"}, 3600),
        ({"x-ratelimit-reset": "1507651200000", "date": "Tue, 10 Oct 2017 16:00:00 GMT"}, 3600),
        ({"retry-after": "-3"}, 3600),
        ({"retry-after": "9" * 12}, 3600),
        ({"x-ratelimit-reset": "7", "date": "never"}, 3600),
        ({}, 3600),
    ],
)
def test_how_long_to_wait_is_told_by_the_server_and_never_absurd(headers: dict[str, str], seconds: int) -> None:
    assert github.seconds_to_wait(headers) == seconds


def recorded(shared_dir: Path, name: str) -> list[dict[str, Any]]:
    path = shared_dir / f"fixtures/github-recorded/{name}.normalized-fixture.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.shared
def test_recorded_pages_are_followed_to_their_end_and_no_further(shared_dir: Path) -> None:
    pages = recorded(shared_dir, "paginate-issues")
    by_address = {page["scope"].removesuffix(":443") + page["path"]: page for page in pages}
    here, seen = next(iter(by_address)), []
    while here:
        seen.append(here)
        here = github.next_page(by_address[here]["headers"]["link"], here)
    assert len(seen) == len(set(seen)) == 5


def test_a_list_never_goes_on_at_another_server() -> None:
    here = "https://api.github.com/users/a/repos"
    for address in (
        "https://evil.example.org/x",
        "http://api.github.com/x",
        "https://api.github.com:8443/x",
        "//x",
        "https://[x",
    ):
        assert github.next_page(f'<{address}>; rel="next"', here) == ""
    assert github.next_page(f'<{here}?page=1>; rel="prev", <{here}?page=3>; rel="next"', here) == f"{here}?page=3"
    assert github.next_page("", here) == github.next_page("<" * 99_999, here) == ""


@pytest.mark.shared
def test_a_recorded_repository_is_read_and_its_limits_are_known(shared_dir: Path) -> None:
    (exchange, *_) = recorded(shared_dir, "get-repository")
    headers = {name: str(text) for name, text in exchange["headers"].items()}
    found = github.projects_of([exchange["response"]])
    assert [(one.name, one.begun) for one in found.projects] == [("hello-world", "2017")]
    assert github.remaining(headers) == 4999
