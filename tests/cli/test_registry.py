"""`progrez registry` from a terminal: what is typed, what is told, and how it ends."""

import json
from pathlib import Path

import pyotp
import pytest

from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.services import registry, registry_online
from progrez_desktop.core.services.registry import registry_folder
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cli.test_settings import LAMP, Terminal, fd, without_a_key_store
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import PASSPHRASE, FakeDevice, FakeServer, House, server_of
from tests.core.services.test_registry_devices import request_of
from tests.core.services.test_registry_stick import erase, stick
from tests.fakes import FakeClock

WORDS = Words("en")


class Workstation(Terminal):
    """A recruiter's computer; `type` gives the passphrase of staff, and returns the exit status."""

    def type(self, *arguments: str, passphrase: str = PASSPHRASE) -> int:
        return self.command("registry", *arguments, "--staff-fd", fd(passphrase))

    def house(self) -> House:
        parts = self.parts(registry_folder(self.data_dir))
        return House(registry.open_registry(parts, None, PASSPHRASE), parts, FakeClock())


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workstation:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workstation(tmp_path / "data")


@pytest.fixture
def workstation(bare: Workstation, capsys: pytest.CaptureFixture[str]) -> Workstation:
    assert bare.type("init", "--without-server", "--organisation", "Waterschap") == 0
    capsys.readouterr()
    return bare


@pytest.fixture
def kiosk(workstation: Workstation) -> FakeDevice:
    house = workstation.house()
    kiosk = house.device()
    house.opened.close()
    return kiosk


def carried_file(workstation: Workstation, kiosk: FakeDevice, folder: Path, count: int = 2) -> Path:
    house = workstation.house()
    read_without_a_role(house.deps)
    path = folder / "from-kiosk.progrez"
    path.write_bytes(stick(house, kiosk, *(house.sealed(kiosk).item() for _ in range(count))))
    house.opened.close()
    return path


def test_making_one_shows_fingerprint_and_codes_once_and_says_what_losing_them_costs(
    bare: Workstation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.pdf"
    assert bare.type("init", "--without-server", "--organisation", "Waterschap", "--sheet", str(sheet)) == 0
    told = capsys.readouterr().out
    codes = [line.strip() for line in told.splitlines() if line.strip().count("-") == 7]
    assert len(codes) == 2 and "ever be opened again" in told
    assert any(len(line.split()) == 16 for line in told.splitlines())
    assert sheet.read_bytes().startswith(b"%PDF")
    assert bare.type("init", "--without-server", "--organisation", "Waterschap") == 2
    assert bare.type("status") == 0
    told = capsys.readouterr().out
    assert not any(code in told for code in codes)
    assert "Fingerprint of the organisation: " in told and "Fingerprint of this workstation’s key: " in told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("init",), "registry_entry_or_not"),
        (("init", "--without-server"), "registry_no_name"),
        (("list",), "registry_absent"),
    ],
)
def test_what_makes_no_sense_is_said(
    bare: Workstation, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    assert bare.type(*arguments) == 2
    assert WORDS(f"error.{code}") in capsys.readouterr().err


def test_a_wrong_passphrase_opens_nothing(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    assert workstation.type("list", passphrase="wrong wrong wrong") == 3
    assert WORDS("error.wrong_staff_passphrase") in capsys.readouterr().err


def test_a_stick_is_taken_in_listed_shown_and_answered(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back.progrez"
    file = carried_file(workstation, kiosk, tmp_path)
    assert workstation.type("import", str(file), "--receipts", str(back)) == 0
    assert "2 new" in capsys.readouterr().out
    assert workstation.type("import", str(file)) == 0
    assert "nothing new in this file" in capsys.readouterr().out
    assert workstation.type("list") == 0
    told = capsys.readouterr()
    assert "5–7" in told.out and "Sanne" not in told.out and "2 profiles" in told.err
    code = told.out.splitlines()[1].split()[0]
    assert workstation.type("show", code.lower(), "--names") == 0
    shown = capsys.readouterr().out
    assert "Sanne de Vries" in shown and WORDS("cli.registry.told") in shown
    assert workstation.type("show", code) == 0
    assert "Sanne" not in capsys.readouterr().out
    assert workstation.type("receipts", "Kiosk 3", "-o", str(back)) == 0
    house = workstation.house()
    body = carried.read_receipts(back.read_bytes(), house.card, kiosk.id)
    assert [one["status"] for one in body["results"][0]["results"]] == [201, 201]
    assert len(body["mail"]) == 1
    house.opened.close()


def test_a_list_has_no_order_by_a_score(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    assert workstation.type("list", "--order", "empathy") == 2
    assert "by a score it never is" in capsys.readouterr().err


def test_what_was_not_believed_is_said_with_its_reason(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("refused") == 0
    assert WORDS("cli.registry.none_refused") in capsys.readouterr().err
    house = workstation.house()
    bad = house.sealed(kiosk, receipt=lambda body: body["grants"].pop())
    (tmp_path / "bad").write_bytes(stick(house, kiosk, bad.item(), erase(house.sealed(kiosk))))
    house.opened.close()
    assert workstation.type("import", str(tmp_path / "bad")) == 0
    assert workstation.type("refused") == 0
    assert WORDS("registry.refused.receipt_not_covering") in capsys.readouterr().out


def test_a_device_without_a_network_is_admitted_once_somebody_compared(
    workstation: Workstation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invitation, request, certificate = (tmp_path / name for name in ("invitation", "request", "certificate"))
    assert workstation.type("invite", "kiosk", "-o", str(invitation)) == 0
    assert "PROGREZ:2:" in capsys.readouterr().out
    house = workstation.house()
    request.write_bytes(request_of(house, json.loads(invitation.read_text())))
    card = house.card
    house.opened.close()
    arguments = ("admit", "--request", str(request), "--out", str(certificate))
    assert workstation.type(*arguments) == 2
    told = capsys.readouterr().err
    assert "Kiosk 3" in told and WORDS("error.registry_admit_not_compared") in told
    assert not certificate.exists()
    assert workstation.type(*arguments, "--yes") == 0
    assert papers.read_certificate(json.loads(certificate.read_text()), card).name == "Kiosk 3"
    assert workstation.type("devices") == 0
    assert "Kiosk 3" in capsys.readouterr().out
    assert workstation.type("drop", "Kiosk 3") == 0
    assert workstation.type("admit", "--request", str(request)) == 2
    assert workstation.type("invite", "toaster") == 2


def test_keys_come_back_with_the_printed_code_and_travel_under_a_passphrase(
    bare: Workstation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bare.type("init", "--without-server", "--organisation", "Waterschap") == 0
    code = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip().count("-") == 7][1]
    copy = registry_folder(bare.data_dir) / "organisation-keys.json"
    exported = tmp_path / "keys.json"
    assert bare.type("rotate") == 0
    assert bare.type("keys", "export", "-o", str(exported), "--new-fd", fd("zes blauwe kopjes")) == 0
    for number, (file, opens) in enumerate(((copy, code), (exported, "zes blauwe kopjes"))):
        other = Workstation(tmp_path / f"other-{number}")
        assert other.type("keys", "import", str(file), "--opens-fd", fd(opens)) == 0
        assert other.type("status") == 0
    assert bare.type("keys", "import", str(exported), "--opens-fd", fd("zes blauwe kopjes")) == 0
    assert WORDS.plural("cli.registry.keys.taken", 0) in capsys.readouterr().out


def test_an_app_with_codes_is_a_gate_that_is_called_one(
    workstation: Workstation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from progrez_desktop.cli.registry_room import RegistryRoom

    assert workstation.type("factor", "show") == 0
    assert WORDS("cli.registry.factor.none") in capsys.readouterr().out
    now = FakeClock().now_ms() // 1000
    seen: list[str] = []

    def typed(_: RegistryRoom) -> str:
        uri = capsys.readouterr().err.split()[-1] if not seen else seen[0]
        seen.append(uri)
        return str(pyotp.parse_uri(uri).at(now + 30 * (len(seen) - 1)))  # type: ignore[attr-defined,union-attr]

    monkeypatch.setattr(RegistryRoom, "code", typed)
    assert workstation.type("factor", "add-totp") == 0
    assert workstation.type("factor", "show") == 0
    assert WORDS("cli.registry.factor.code") in capsys.readouterr().out
    monkeypatch.undo()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert workstation.type("list") == 3
    assert WORDS("error.factor_code_needed") in capsys.readouterr().err


def test_the_passphrase_is_changed_with_the_old_one(workstation: Workstation) -> None:
    assert workstation.type("passphrase", "--new-fd", fd("drie groene stoelen")) == 0
    assert workstation.type("status") == 3
    assert workstation.type("status", passphrase="drie groene stoelen") == 0


def test_notices_and_messages_wait_for_the_next_fetch(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ("--title-en", "New date", "--title-nl", "Nieuwe datum", "--text-en", "Later.", "--text-nl", "Later.")
    assert workstation.type("notice", "make", *texts) == 0
    number = capsys.readouterr().out.split()[1]
    assert workstation.type("notice", "revoke", number) == 0
    assert workstation.type("notice", "list") == 0
    assert capsys.readouterr().out.count("New date") == 2
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path, 1))) == 0
    assert workstation.type("list") == 0
    code = next(line.split()[0] for line in capsys.readouterr().out.splitlines() if "5–7" in line)
    assert workstation.type("message", code, "--text", "Kom je dinsdag?") == 0
    assert workstation.type("status") == 0
    assert "Messages that wait for the next fetch: 1" in capsys.readouterr().out


def test_without_a_key_store_the_machine_has_a_passphrase_of_its_own(
    bare: Workstation, capsys: pytest.CaptureFixture[str]
) -> None:
    without_a_key_store(bare)
    lamp = ("--passphrase-fd", fd(LAMP, LAMP))
    assert bare.type("init", "--without-server", "--organisation", "Waterschap", *lamp) == 0
    assert bare.type("status", "--passphrase-fd", fd(LAMP)) == 0
    assert bare.type("status", "--passphrase-fd", fd("another lamp")) == 3
    assert WORDS("error.wrong_passphrase") in capsys.readouterr().err


def test_where_staff_sign_in_nowhere_that_is_said(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    assert workstation.type("sign-in") == 2
    assert WORDS("error.staff_nowhere") in capsys.readouterr().err
    assert workstation.type("sign-out") == 0
    assert workstation.type("publish", __file__) == 2


def test_an_organisation_without_a_server_has_nothing_to_fetch(
    workstation: Workstation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("fetch") == 2
    assert WORDS("error.organisation_no_server") in capsys.readouterr().err


def test_a_fetch_says_what_it_brought(
    workstation: Workstation, kiosk: FakeDevice, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    house = workstation.house()
    server: FakeServer = server_of(house, kiosk)
    one = house.sealed(kiosk)
    server.puts(one, house.sealed(kiosk), house.sealed(kiosk, version=2, receipt=lambda body: body["grants"].pop()))
    house.opened.close()
    monkeypatch.setattr(registry_online, "relay_of", lambda _: nullcontext(server))
    assert workstation.type("fetch") == 0
    told = capsys.readouterr().out
    assert WORDS.plural("cli.registry.brought.new", 2) in told
    assert WORDS.plural("cli.registry.brought.refused", 1) in told
    server.erases(one)
    assert workstation.type("fetch") == 0
    assert WORDS.plural("cli.registry.brought.erased", 1) in capsys.readouterr().out
    assert workstation.type("fetch") == 0
    assert WORDS("cli.registry.brought.nothing") in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", [(), ("keys",), ("factor",), ("notice",)])
def test_help_speaks_the_language_of_the_session(
    bare: Workstation, capsys: pytest.CaptureFixture[str], language: str, group: tuple[str, ...]
) -> None:
    assert bare.command("--language", language, "registry", *group, "--help") == 0
    key = ".".join(("cli.registry", *group, "help"))
    assert Words(language)(key)[:30] in " ".join(capsys.readouterr().out.split())


def test_every_event_that_is_noted_has_a_sentence(repo: Path) -> None:
    import re

    source = "".join(path.read_text() for path in (repo / "progrez_desktop/core/services").glob("registry*.py"))
    actions = set(re.findall(r'(?:\.note|_noted\(deps,)\(?\s*"([a-z_]+)"', source))
    assert len(actions) > 10
    for language in LANGUAGES:
        assert all(f"registry.did.{action}" in Words(language) for action in actions)


def test_every_reason_to_refuse_has_a_sentence(repo: Path) -> None:
    import re

    names = ("registry_checks", "registry_fetch", "registry_stick")
    source = "".join((repo / f"progrez_desktop/core/services/{name}.py").read_text() for name in names)
    codes = set(re.findall(r'NotBelievedError\("([a-z_]+)"\)', source)) | {"receipt_wrong", "envelope_wrong"}
    assert len(codes) > 15
    for language in LANGUAGES:
        assert all(f"registry.refused.{code}" in Words(language) for code in codes)


def test_who_reads_is_named_kept_and_told(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    assert workstation.type("reader") == 2
    assert "Say first who reads here" in capsys.readouterr().err
    assert workstation.type("reader", "Noor van der Berg", "--trained", "1 March") == 2
    assert workstation.type("reader", "Noor van der Berg", "--trained", "2026-03-01") == 0
    capsys.readouterr()
    assert workstation.type("reader") == 0
    assert capsys.readouterr().out.split("  ") == ["Noor van der Berg", "2026-03-01\n"]
    assert workstation.type("log") == 0
    assert "Somebody said who reads" in capsys.readouterr().out


def test_people_are_set_side_by_side_by_code_and_each_of_them_is_told(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path))) == 0
    assert workstation.type("list") == 0
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "5–7" in line]
    assert workstation.type("compare", codes[0]) == 2
    assert "Choose 2 to 6" in capsys.readouterr().err
    assert workstation.type("compare", *codes[::-1]) == 0
    told = capsys.readouterr()
    assert told.out.index(min(codes)) < told.out.index(max(codes))
    assert WORDS("compare.said.none") in told.out and "Sanne" not in told.out
    assert WORDS("compare.told") in told.err
    assert workstation.type("log") == 0
    assert capsys.readouterr().out.count(WORDS("registry.did.profile_compared", others="1")) == 2
