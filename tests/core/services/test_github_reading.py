"""GitHub is asked for what is public, in few questions, and whatever it answers becomes records or a clear sentence."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core import github
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.public_work import MOST_PROJECTS, CodeLanguage, Looked
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.services.github_reading import ACCEPT, API, look
from progrez_desktop.core.words import LANGUAGES, Words
from tests.fakes import MONDAY_MS, FakeClock
from tests.public_work import EVENTS, REPOS, FakeGithub, event, repository, serve, usual
from tests.web_server import Asked, Handler, Site, listening

SENT = "Mon, 23 Nov 2026 09:00:00 GMT"
LIMITED = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(MONDAY_MS // 1000 + 1800), "date": SENT}


def looked(**changed: Any) -> Looked:
    return look(FakeGithub(usual(**changed)), "ada-example", FakeClock())


def refused(answers: dict[str, Any]) -> Fault:
    with pytest.raises(Fault) as caught:
        look(FakeGithub(answers), "ada-example", FakeClock())
    for language in LANGUAGES:
        assert Words(language).of_fault(caught.value)
    return caught.value


def test_a_name_gives_projects_languages_by_bytes_and_events_by_week() -> None:
    found = looked()
    assert [one.name for one in found.projects] == ["polder-flow", "dike-watch"]
    assert found.languages == (CodeLanguage("Python", 700), CodeLanguage("TypeScript", 296), CodeLanguage("Shell", 4))
    assert (found.total_bytes, found.counted) == (1000, 2)
    assert [week.counts for week in found.weeks] == [(("push", 1), ("issue", 1))]
    assert not (found.has_more or found.cut_short or found.forks or found.unreadable)


def test_only_what_is_public_is_asked_and_each_thing_once() -> None:
    web = FakeGithub(usual())
    look(web, "ada-example", FakeClock())
    assert web.asked == [
        REPOS,
        EVENTS,
        "/repos/ada-example/polder-flow/languages",
        "/repos/ada-example/dike-watch/languages",
    ]
    assert set(web.tokens) == {None}
    (headers,) = {tuple(sorted(one.items())) for one in web.headers}
    told = dict(headers)
    assert told["accept"] == ACCEPT
    assert told["X-GitHub-Api-Version"] == "2022-11-28"
    assert told["User-Agent"].startswith("progrez-desktop/")
    assert len(told) == 3


def test_a_token_of_this_sitting_changes_nothing_of_what_is_asked() -> None:
    with_token, without = FakeGithub(usual()), FakeGithub(usual())
    look(with_token, "ada-example", FakeClock(), token="secret")
    look(without, "ada-example", FakeClock())
    assert with_token.asked == without.asked
    assert set(with_token.tokens) == {"secret"}
    assert "secret" not in str(with_token.headers)


def test_lists_are_followed_for_three_pages_and_no_more() -> None:
    def page(number: int) -> Any:
        link = {"link": f'<{API}/user/7/repos?page={number + 1}>; rel="next"'}
        return 200, link, [repository(f"p{number}-{n}") for n in range(100)]

    pages = {f"/user/7/repos?page={number}": page(number) for number in range(2, 9)}
    web = FakeGithub({REPOS: page(1), EVENTS: [], **pages})
    found = look(web, "ada-example", FakeClock())
    assert web.asked[:4] == [REPOS, "/user/7/repos?page=2", "/user/7/repos?page=3", EVENTS]
    assert found.has_more
    assert len(found.projects) == MOST_PROJECTS
    assert sum("languages" in address for address in web.asked) == MOST_PROJECTS


def test_a_page_that_is_too_long_is_read_no_further() -> None:
    found = looked(**{REPOS: [repository(f"p{n}") for n in range(5000)]})
    assert len(found.projects) == MOST_PROJECTS


@pytest.mark.parametrize("status", [403, 429])
def test_a_limit_is_told_with_the_time_from_which_it_may_be_asked_again(status: int) -> None:
    from datetime import UTC, datetime

    fault = refused(usual(**{REPOS: (status, LIMITED, {"message": "API rate limit exceeded"})}))
    again = datetime.fromtimestamp(MONDAY_MS / 1000 + 1800, UTC).astimezone()
    assert (fault.code, fault.params["again"]) == ("github_busy", f"{again:%H:%M}")
    assert f"{again:%H:%M}" in Words("nl").of_fault(fault)
    assert refused(usual(**{EVENTS: (status, {"retry-after": "60"}, {})})).code == "github_busy"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ((404, {}, {"message": "Not Found"}), "github_no_such_name"),
        ((401, {}, {"message": "Bad credentials"}), "github_refused"),
        ((403, {"x-ratelimit-remaining": "30"}, {"message": "Forbidden"}), "github_refused"),
        ((304, {}, b""), "github_refused"),
        ((422, {}, {"message": "Validation Failed"}), "github_refused"),
        ((500, {}, b"<html>"), "github_trouble"),
        ((503, {}, {}), "github_trouble"),
        ((200, {}, b"{"), "online_reply"),
        ((200, {}, b"\xff\xfe"), "online_reply"),
        ((200, {}, b""), "online_reply"),
        ((200, {"content-type": "text/html"}, b"<html>"), "online_reply"),
        ((200, {}, b"[" * 100_000), "online_reply"),
        ((200, {}, b"[" + b"9" * 10_000 + b"]"), "online_reply"),
        ((200, {}, {"message": "a list was asked for"}), "github_odd_reply"),
        ((200, {}, b"null"), "github_odd_reply"),
    ],
)
def test_whatever_goes_wrong_has_a_sentence_of_its_own(reply: Any, code: str) -> None:
    assert refused(usual(**{REPOS: reply})).code == code
    assert refused(usual(**{EVENTS: reply})).code == code


def test_a_limit_in_the_middle_of_counting_keeps_what_was_counted_and_says_so() -> None:
    found = looked(**{"/repos/ada-example/dike-watch/languages": (403, LIMITED, {})})
    assert (found.counted, found.total_bytes, found.cut_short) == (1, 704, True)
    assert len(found.projects) == 2


def test_the_last_questions_are_left_for_others_at_this_address() -> None:
    few = {"x-ratelimit-remaining": "9"}
    web = FakeGithub(usual(**{EVENTS: (200, few, [])}))
    found = look(web, "ada-example", FakeClock())
    assert web.asked == [REPOS, EVENTS]
    assert (found.counted, found.cut_short) == (0, True)


def test_a_project_that_went_a_moment_ago_is_passed_over() -> None:
    found = looked(**{"/repos/ada-example/polder-flow/languages": (404, {}, {})})
    assert (found.counted, found.total_bytes, found.cut_short) == (1, 296, False)


def test_a_person_without_anything_public_gets_nothing_and_no_fault() -> None:
    assert looked(**{REPOS: [], EVENTS: []}).is_empty


@dataclass
class SlowGithub(FakeGithub):
    """Each answer takes its time."""

    clock: FakeClock = field(default_factory=FakeClock)
    takes_ms: int = 0

    def get(self, url: str, **given: Any) -> Reply:
        self.clock.advance(self.takes_ms)
        return super().get(url, **given)


def test_all_of_it_together_takes_a_minute_at_most_and_what_was_counted_until_then_is_shown() -> None:
    many: dict[str, Any] = {REPOS: [repository(f"p{n}") for n in range(20)], EVENTS: []}
    many |= {f"/repos/ada-example/p{n}/languages": {"C": 1} for n in range(20)}
    web = SlowGithub(many, takes_ms=9_000)
    found = look(web, "ada-example", web.clock)
    assert (found.counted, found.cut_short, len(web.asked)) == (5, True, 7)
    web = SlowGithub(many, takes_ms=61_000)
    with pytest.raises(Fault, match="online_slow"):
        look(web, "ada-example", web.clock)


# Against a real server on this computer


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        serve(site, usual())
        yield site


def look_at(site: Site, **limits: Any) -> Looked:
    with Web(loopback=True, limits=Limits(**{"silence_s": 1.0, "whole_s": 2.0, **limits})) as web:
        return look(web, "ada-example", FakeClock(), at=site.origin)


def code_at(site: Site, **limits: Any) -> str:
    with pytest.raises(Fault) as caught:
        look_at(site, **limits)
    assert Words("en").of_fault(caught.value)
    return caught.value.code


def test_a_server_is_asked_as_github_wants_it(site: Site) -> None:
    assert look_at(site).counted == 2
    first = site.asked[0]
    assert first.query == {"type": "owner", "sort": "pushed", "direction": "desc", "per_page": "100"}
    assert first.headers["user-agent"].startswith("progrez-desktop/")
    assert first.headers["x-github-api-version"] == "2022-11-28"
    assert "cookie" not in first.headers
    assert "authorization" not in first.headers
    assert {one.method for one in site.asked} == {"GET"}


def test_a_renamed_project_is_followed_on_the_same_server_alone(site: Site) -> None:
    moved = "/repos/ada-example/polder-flow/languages"
    site.answers["/repositories/1000/languages"] = site.answers[moved]
    site.answers[moved] = lambda to, _: to.say({}, status=301, Location=f"{site.origin}/repositories/1000/languages")
    assert look_at(site).counted == 2
    with listening() as elsewhere:
        site.answers[moved] = lambda to, _: to.say({}, status=301, Location=f"{elsewhere.origin}/x")
        found = look_at(site)
        assert (found.counted, found.cut_short) == (0, True)
        site.answers["/users/ada-example/repos"] = site.answers[moved]
        assert code_at(site) == "online_redirected"
        assert not elsewhere.asked


def test_a_huge_answer_and_a_silent_one_are_cut_off(site: Site) -> None:
    site.answers["/users/ada-example/repos"] = lambda to, _: to.say(b"[" + b" " * (2 << 20) + b"]")
    assert code_at(site, bytes=1 << 20) == "online_too_large"

    def wait(_to: Handler, _asked: Asked) -> None:
        site.ended.wait(20)

    site.answers["/users/ada-example/events/public"] = wait
    serve(site, {REPOS: []})
    assert code_at(site, silence_s=0.3) == "online_slow"


def test_stopping_ends_it_at_once_and_keeps_nothing(site: Site) -> None:
    web = Web(loopback=True)

    def stop(to: Handler, _asked: Asked) -> None:
        web.stop()
        to.say({"Python": 1})

    site.answers["/repos/ada-example/polder-flow/languages"] = stop
    with web, pytest.raises(Fault, match="online_stopped"):
        look(web, "ada-example", FakeClock(), at=site.origin)


# Against the description that GitHub gives of itself

READ: dict[str, dict[str, tuple[str, bool]]] = {
    "minimal-repository": {
        "full_name": ("string", False),
        "private": ("boolean", False),
        "fork": ("boolean", False),
        "description": ("string", True),
        "language": ("string", True),
        "created_at": ("string", True),
        "pushed_at": ("string", True),
        "stargazers_count": ("integer", False),
    },
    "event": {"type": ("string", True), "public": ("boolean", False), "created_at": ("string", True)},
}
"""Each field that is read, with the type that is expected and whether it may be null."""


@pytest.fixture(scope="module")
def described(shared_dir: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (shared_dir / "fixtures/github-openapi/api.github.com.slice.json").read_text("utf-8")
    )
    return found


@pytest.mark.shared
@pytest.mark.parametrize("schema", READ)
def test_every_field_that_is_read_is_described_with_the_type_that_is_expected(
    described: dict[str, Any], schema: str
) -> None:
    properties = described["components"]["schemas"][schema]["properties"]
    for name, (kind, nullable) in READ[schema].items():
        assert (properties[name]["type"], properties[name].get("nullable", False)) == (kind, nullable), name


@pytest.mark.shared
def test_no_field_is_read_that_is_not_in_that_list(described: dict[str, Any]) -> None:
    class Noting(dict):  # type: ignore[type-arg]
        def __init__(self, value: dict[str, Any]) -> None:
            super().__init__(value)
            self.read: set[str] = set()

        def get(self, key: str, default: Any = None) -> Any:
            self.read.add(key)
            return super().get(key, default)

        def __getitem__(self, key: str) -> Any:
            self.read.add(key)
            return super().__getitem__(key)

    one, another = Noting(repository("a")), Noting(event())
    github.projects_of([one])
    github.weeks_of([another])
    assert one.read == READ["minimal-repository"].keys()
    assert another.read == READ["event"].keys()


@pytest.mark.shared
def test_every_address_that_is_asked_is_described_with_each_of_its_wishes(described: dict[str, Any]) -> None:
    from urllib.parse import parse_qsl, urlsplit

    web = FakeGithub(usual())
    look(web, "ada-example", FakeClock())
    names = {"/users/{username}/repos", "/users/{username}/events/public", "/repos/{owner}/{repo}/languages"}
    for asked in web.asked:
        parts = urlsplit(asked)
        (name,) = (one for one in names if one.rsplit("}", 1)[1] == parts.path[-len(one.rsplit("}", 1)[1]) :])
        operation = described["paths"][name]["get"]
        assert "application/json" in operation["responses"]["200"]["content"]
        assert "application/json" in ACCEPT
        taken = {one["name"]: one["schema"] for one in operation["parameters"] if "name" in one}
        shared = {one["$ref"].rsplit("/", 1)[1] for one in operation["parameters"] if "$ref" in one}
        for wish, value in parse_qsl(parts.query):
            assert (wish == "per_page" and "per-page" in shared) or value in taken[wish]["enum"], wish


@pytest.mark.shared
def test_the_examples_of_the_description_are_read(described: dict[str, Any]) -> None:
    examples = described["components"]["examples"]
    (project,) = github.projects_of(examples["minimal-repository-items"]["value"]).projects
    assert (project.name, project.link) == ("Hello-World", "https://github.com/octocat/Hello-World")
    assert (project.about, project.begun) == ("This your first repo!", "2011")
    (week,), unreadable = github.weeks_of(examples["user-public-events-items"]["value"])
    assert (week.counts, unreadable) == ((("push", 1), ("other", 1)), 0)
    assert github.bytes_of(examples["language"]["value"]) == {"C": 78769, "Python": 7769}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["errors", "rename-repository"])
def test_recorded_refusals_become_faults(shared_dir: Path, name: str) -> None:
    path = shared_dir / f"fixtures/github-recorded/{name}.normalized-fixture.json"
    for exchange in json.loads(path.read_text("utf-8")):
        if exchange["status"] != 200:
            headers = {key: str(text) for key, text in exchange["headers"].items()}
            reply = (exchange["status"], headers, exchange["response"])
            assert refused(usual(**{REPOS: reply})).code == "github_refused"
