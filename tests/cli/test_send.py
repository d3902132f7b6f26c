"""`progrez send`, `receive` and `statistics send`: what an operator does without a window."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys.organisation_papers import sign_card
from progrez_desktop.core.model.organisation import Card, SignIn, StaffTokens
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, releasing, results, sittings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words
from tests.cli.test_audit import EMAIL, PASSWORD, LaterEachTime, with_storage
from tests.cli.test_settings import Terminal
from tests.core.services.rating_house import ORGANISATION
from tests.core.services.release_house import Employer, shipping
from tests.core.services.sending_house import DEVICE, SIGNING, card_of, enrol
from tests.core.services.test_stick import answers
from tests.fakes import there
from tests.organisation_server import OrganisationServer, serving

WORDS = Words("en")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return LaterEachTime(tmp_path / "data")


@pytest.fixture
def employer(monkeypatch: pytest.MonkeyPatch) -> Employer:
    employer = Employer.made()
    shipping(monkeypatch, public_key=employer.pair.public.hex())
    return employer


@pytest.fixture
def server(terminal: Terminal, employer: Employer) -> Iterator[OrganisationServer]:
    """The organisation's server, with one release waiting for it here."""
    with serving(ORGANISATION) as server:
        card = card_of(ORGANISATION, server.address, employer.pair.public)
        server.card = sign_card(SIGNING, card)
        with_storage(terminal, lambda deps: begin(deps, card))
        yield server


def begin(deps: Deps, card: Card) -> None:
    enrol(deps, card)
    session = accounts.create(deps, PersonDetails("Sanne", "de Vries", EMAIL), PASSWORD).session
    consents.decide(deps, session, there(deps.assessment.organisation), ["profile"], "en")
    results.finish(deps, session, sittings.begin(deps, session).attempt.id)
    releasing.send(deps, session, releasing.look(deps, session))
    accounts.sign_out(session)


@pytest.mark.parametrize("way", [(), ("--stick", "out.json")])
def test_a_computer_of_nobody_is_told_where_to_begin(
    way: tuple[str, ...], terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.command("send", *way) == 2
    assert "“progrez enrol FILE”" in capsys.readouterr().err


def test_a_dry_run_tells_how_many_to_whom_with_which_fields_and_sends_nothing(
    terminal: Terminal, server: OrganisationServer, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert terminal.command("send", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Example Water Board: profiles that wait: 1; requests to erase: 0." in told
    assert WORDS("receipt.field.scores") in told
    assert terminal.command("send", "--dry-run", "--json") == 0
    (post,) = json.loads(capsys.readouterr().out)
    assert (post["profiles"], post["state"], len(post["releases"])) == (1, "ready", 1)
    assert "Sanne" not in json.dumps(post)
    assert not server.site.asked


def test_sending_says_what_came_of_it_and_its_exit_status_too(
    terminal: Terminal, server: OrganisationServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.command("send") == 0
    assert "Example Water Board has everything now." in capsys.readouterr().out
    assert len(server.releases) == 1
    assert terminal.command("send", "--to", ORGANISATION[:6], "--json") == 0
    assert json.loads(capsys.readouterr().out)["ended"] == "nothing"
    assert terminal.command("send", "--to", "ffff") == 2


def test_what_is_not_taken_ends_with_1_and_a_server_out_of_reach_with_4(
    terminal: Terminal, server: OrganisationServer, capsys: pytest.CaptureFixture[str]
) -> None:
    found: list[str] = []
    with_storage(terminal, lambda deps: found.extend(deps.device._database.rows("SELECT release_id FROM outbox")[0]))
    server.refuses[found[0]] = 422
    assert terminal.command("send") == 1
    assert WORDS("sending.outcome.not_taken") in capsys.readouterr().out
    server.site.answers["/v1/meta"] = lambda to, _: to.say({}, 503, Retry_After="300")
    assert terminal.command("send") == 4
    assert WORDS("sending.ended.later", name="Example Water Board") in capsys.readouterr().out


def test_without_staff_signed_in_a_kiosk_ends_with_a_sentence_that_says_so(
    terminal: Terminal, server: OrganisationServer, employer: Employer, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in = SignIn("https://id.example.org", "c", f"urn:progrez:organisation:{ORGANISATION}", ("mfa",))
    with_storage(
        terminal, lambda deps: enrol(deps, card_of(ORGANISATION, server.address, employer.pair.public, sign_in))
    )
    assert terminal.command("send") == 3
    assert WORDS("error.sending_sign_in_needed") in capsys.readouterr().err
    ended = StaffTokens("access", "", "profiles:push", expires_ms=1, signed_in_ms=0)
    with_storage(terminal, lambda deps: deps.device.staff_tokens.put(ORGANISATION, ended))
    assert terminal.command("send") == 3
    assert terminal.command("staff", "show") == 0
    assert WORDS("cli.staff.nobody", name="Example Water Board") in capsys.readouterr().out
    assert not server.site.asked


def test_whoever_was_dropped_reads_so_and_that_erasures_still_go_as_a_file(
    terminal: Terminal, server: OrganisationServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert server.releases == {}
    with_storage(terminal, lambda deps: deps.device.organisations.stand(ORGANISATION, "dropped", 9))
    capsys.readouterr()
    assert terminal.command("send", "--dry-run") == 0
    assert WORDS("sending.state.dropped") in capsys.readouterr().out
    assert terminal.command("send") == 2
    assert WORDS("error.sending_dropped") in capsys.readouterr().err


def test_a_file_goes_and_one_comes_back(
    terminal: Terminal,
    server: OrganisationServer,
    employer: Employer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    there_, back = tmp_path / "to the organisation", tmp_path / "from the organisation"
    assert terminal.command("send", "--stick", str(there_)) == 0
    card = card_of(ORGANISATION, server.address, employer.pair.public)
    file = carried.read_batches(there_.read_bytes(), card)
    body = {
        "organisation_id": ORGANISATION,
        "device_id": DEVICE,
        "at_ms": server.now_ms,
        "results": answers(file.batches),
        "mail": [],
        "notices": [],
        "certificate": None,
        "card": sign_card(SIGNING, card),
    }
    back.write_bytes(carried.write_receipts(SIGNING, body)[:-5])
    capsys.readouterr()
    assert terminal.command("receive", str(back)) == 1
    assert WORDS("error.carried_damaged") in capsys.readouterr().err
    back.write_bytes(carried.write_receipts(SIGNING, body))
    assert terminal.command("receive", str(back)) == 0
    assert WORDS.plural("sending.stored", 1) in capsys.readouterr().out
    assert terminal.command("receive", str(back), "--json") == 0
    assert json.loads(capsys.readouterr().out)["stored"] == 0
    assert not server.site.asked
    assert terminal.command("send", "--stick", str(there_)) == 2


def test_closed_periods_are_sent_when_an_operator_says_so(
    terminal: Terminal, server: OrganisationServer, capsys: pytest.CaptureFixture[str]
) -> None:
    from progrez_desktop.core.services import counting_periods

    def closed(deps: Deps) -> None:
        counting_periods.current(deps)
        counting_periods.close(deps)

    with_storage(terminal, closed)
    assert terminal.command("statistics", "send") == 0
    assert WORDS("sending.periods.one", n=1) in capsys.readouterr().out
    assert terminal.command("statistics", "send") == 0
    assert WORDS("cli.statistics.send.none") in capsys.readouterr().out
    assert len(server.statistics) == 1


def test_an_operator_trusts_an_authority_of_the_organisation_beside_the_systems(
    terminal: Terminal, server: OrganisationServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = tmp_path / "authority.pem"
    chosen.write_text("no certificate")
    assert terminal.command("settings", "trust", str(chosen)) == 4
    trustme.CA().cert_pem.write_to_path(str(chosen))
    assert terminal.command("settings", "trust", str(chosen)) == 0
    assert terminal.command("settings", "trust") == 2
    assert terminal.command("send") == 0
    assert terminal.command("settings", "log") == 0  # what was sent stands there, in words
    assert "what waited was sent" in capsys.readouterr().out
    (terminal.data_dir / "authorities.pem").write_bytes(b"changed")
    assert terminal.command("send") == 1
    assert WORDS("error.authorities_changed") in capsys.readouterr().err
    assert terminal.command("settings", "trust", "--none") == 0
    assert terminal.command("send") == 0
