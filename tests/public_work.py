"""Invented replies of GitHub and what was taken of them, in the shape that its description has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from progrez_desktop.core.model.public_work import CodeLanguage, Looked, Notice, Project, PublicWork, Week
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.services.github_reading import API
from tests.fakes import MONDAY_MS
from tests.web_server import Handler, Site


def repository(name: str, user: str = "ada-example", **changed: Any) -> dict[str, Any]:
    """One entry of /users/{user}/repos, with what is never read beside what is."""
    return {
        "id": 1,
        "name": name,
        "full_name": f"{user}/{name}",
        "private": False,
        "fork": False,
        "owner": {"login": user, "avatar_url": "https://avatars.example.org/ada", "email": "ada@example.org"},
        "html_url": f"https://elsewhere.example.org/{name}",
        "description": f"What {name} does.",
        "language": "Python",
        "created_at": "2023-01-26T19:01:12Z",
        "pushed_at": "2026-11-20T19:06:43Z",
        "stargazers_count": 214,
        **changed,
    }


def event(kind: str = "PushEvent", at: str = "2026-11-18T10:00:00Z", **changed: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "type": kind,
        "public": True,
        "created_at": at,
        "repo": {"name": "x/y"},
        "payload": {},
        **changed,
    }


NOTICE = Notice("2026-11", "en", "0" * 64)
WORK = PublicWork(
    user="ada-example",
    at_ms=MONDAY_MS,
    languages=(CodeLanguage("Python", 61_200), CodeLanguage("TypeScript", 30_100), CodeLanguage("Shell", 400)),
    total_bytes=98_700,
    counted=3,
    weeks=(
        Week(date(2026, 11, 16), (("push", 12), ("issue", 2))),
        Week(date(2026, 11, 9), (("pull_request", 1), ("comment", 3))),
    ),
    notice=NOTICE,
)
LOOKED = Looked(
    user="ada-example",
    projects=tuple(
        Project(name, f"https://github.com/ada-example/{name}", about, language, begun, "2026", stars)
        for name, about, language, begun, stars in (
            ("polder-flow", "Small shallow-water solver for teaching.", "Python", "2023", 214),
            ("dike-watch", "", "TypeScript", "2026", 1),
            ("dotfiles", "How I like my shell.", "", "", 0),
        )
    ),
    languages=WORK.languages,
    total_bytes=WORK.total_bytes,
    counted=3,
    weeks=WORK.weeks,
    forks=4,
)


@dataclass
class FakeGithub:
    """Answers by address: a value with status 200, or status, headers and value. Remembers what it was asked."""

    answers: Mapping[str, Any]
    asked: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def get(
        self, url: str, *, token: str | None = None, accept: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        import json

        self.asked.append(url.removeprefix(API))
        self.tokens.append(token)
        self.headers.append({"accept": accept or "", **(headers or {})})
        answer = self.answers.get(url.removeprefix(API), (404, {}, {"message": "Not Found"}))
        status, sent, value = answer if isinstance(answer, tuple) else (200, {}, answer)
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return Reply(url, status, {"content-type": "application/json; charset=utf-8", **sent}, body)


REPOS = "/users/ada-example/repos?type=owner&sort=pushed&direction=desc&per_page=100"
EVENTS = "/users/ada-example/events/public?per_page=100"


def usual(**changed: Any) -> dict[str, Any]:
    """What GitHub answers about somebody with two projects."""
    return {
        REPOS: [repository("polder-flow"), repository("dike-watch", language="TypeScript")],
        EVENTS: [event(), event("IssuesEvent")],
        "/repos/ada-example/polder-flow/languages": {"Python": 700, "Shell": 4},
        "/repos/ada-example/dike-watch/languages": {"TypeScript": 296},
        **changed,
    }


class WebToSite(Web):
    """Asks a server of the test what it would ask of GitHub."""

    def __init__(self, site: Site) -> None:
        super().__init__(loopback=True)
        self._site = site

    def get(self, url: str, **given: Any) -> Reply:
        return super().get(url.replace(API, self._site.origin), **given)


def serve(site: Site, answers: Mapping[str, Any]) -> None:
    """Have a server answer as `usual` says."""
    for address, value in answers.items():
        site.answers[address.partition("?")[0]] = _saying(value)


def _saying(value: Any) -> Any:
    def answer(to: Handler, _: object) -> None:
        status, sent, said = value if isinstance(value, tuple) else (200, {}, value)
        to.say(said, status=status, **{name.replace("-", "_"): text for name, text in sent.items()})

    return answer
