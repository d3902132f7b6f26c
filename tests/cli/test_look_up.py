"""`progrez my-data look-up`: says what is asked of whom, asks with consent alone, and takes what is wanted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.services import access_log, accounts, own_cv, provider_sign_in
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.provider_sign_in import Network
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cli.test_audit import EMAIL, PASSWORD, LaterEachTime, made, password_fd, with_storage
from tests.cli.test_settings import Terminal
from tests.public_work import REPOS, WebToSite, serve, usual
from tests.web_server import Site, listening

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        serve(site, usual())
        yield site


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(provider_sign_in, "system_network", lambda: Network(lambda: WebToSite(site)))
    terminal = LaterEachTime(tmp_path / "data")
    with_storage(terminal, lambda deps: made(deps).safe.close())
    return terminal


def run(terminal: Terminal, tmp_path: Path, *arguments: str) -> int:
    given = ("--email", EMAIL, "--password-fd", str(password_fd(tmp_path)))
    return terminal.command("my-data", "look-up", *arguments, *given)


def kept(terminal: Terminal) -> tuple[MyDetails, list[str]]:
    found: list[tuple[MyDetails, list[str]]] = []

    def read(deps: Deps) -> None:
        session = accounts.sign_in(deps, EMAIL, PASSWORD)
        actions = [line.action for line in access_log.checked(deps, session).lines]
        found.append((own_cv.own_cv(session).details, [one for one in actions if one.startswith("github")]))
        accounts.sign_out(session)

    with_storage(terminal, read)
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_consent_it_says_what_is_asked_of_whom_and_asks_nothing(
    terminal: Terminal, tmp_path: Path, site: Site, capsys: Printed, language: str
) -> None:
    words = Words(language)
    capsys.readouterr()
    assert terminal.command("--language", language, "my-data", "look-up", "ada-example") == 2
    told = capsys.readouterr()
    assert words("github.ask.sees.text") in told.out
    assert words("error.github_not_agreed") in told.err
    assert not site.asked
    assert kept(terminal) == (MyDetails(), [])


def test_with_consent_it_prints_what_came_and_takes_nothing(
    terminal: Terminal, tmp_path: Path, capsys: Printed
) -> None:
    capsys.readouterr()
    assert run(terminal, tmp_path, "ada-example", "--agree") == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["projects"]] == ["polder-flow", "dike-watch"]
    assert told["languages"][0] == {"name": "Python", "bytes": 700}
    assert told["weeks"] == [{"monday": "2026-11-16", "counts": {"push": 1, "issue": 1}}]
    assert (told["total_bytes"], told["counted"], told["cut_short"]) == (1000, 2, False)
    assert kept(terminal) == (MyDetails(), ["github_asked"])


def test_it_takes_what_is_not_left_out(terminal: Terminal, tmp_path: Path) -> None:
    left_out = [part for one in ("dike-watch", "Shell", "2026-11-16") for part in ("--without", one)]
    assert run(terminal, tmp_path, "@ada-example", "--agree", "--take", *left_out) == 0
    details, actions = kept(terminal)
    work = details.public_work
    assert work is not None
    assert [entry.title for entry in details.entries("projects")] == ["polder-flow"]
    assert ([one.name for one in work.languages], work.weeks) == (["Python", "TypeScript"], ())
    assert actions == ["github_asked", "github_taken"]


def test_a_slip_of_the_keys_takes_nothing(terminal: Terminal, tmp_path: Path, capsys: Printed) -> None:
    capsys.readouterr()
    assert run(terminal, tmp_path, "ada-example", "--agree", "--take", "--without", "dyke-watch\x1b[2J") == 2
    told = capsys.readouterr().err
    assert "dyke-watch" in told
    assert "\x1b" not in told
    assert kept(terminal)[0] == MyDetails()


@pytest.mark.parametrize(("reply", "status"), [((404, {}, {}), 1), ((429, {"retry-after": "60"}, {}), 4)])
def test_what_goes_wrong_ends_with_its_status_and_changes_nothing(
    terminal: Terminal, tmp_path: Path, site: Site, reply: object, status: int
) -> None:
    serve(site, {REPOS: reply})
    assert run(terminal, tmp_path, "ada-example", "--agree", "--take") == status
    assert kept(terminal)[0] == MyDetails()


def test_what_is_no_name_is_refused_before_a_password_is_asked(terminal: Terminal, site: Site) -> None:
    assert terminal.command("my-data", "look-up", "not a name", "--agree") == 2
    assert not site.asked
