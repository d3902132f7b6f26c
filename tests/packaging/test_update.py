"""What the publisher signs is what an installation takes."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from progrez_desktop.core.services import updating
from tests.core.services.test_updating import here, made_build, runs, starts

__all__ = ["here"]


@pytest.fixture
def publisher(repo: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", repo / "packaging" / "update.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_build_is_signed_taken_and_started(publisher: ModuleType, here, tmp_path: Path) -> None:
    key = tmp_path / "publisher.pem"
    public = publisher.new_key(key, b"four lamps on a pier")
    (here.root / updating.PUBLISHER).write_text(public)
    assert b"ENCRYPTED" in key.read_bytes() and key.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="password"):
        publisher.read_key(key, b"something else")
    private = publisher.read_key(key, b"four lamps on a pier")
    build = made_build(tmp_path / "made", "1.1.0")
    update = tmp_path / "progrez-1.1.0.update"
    update.write_bytes(publisher.signed(build, private))
    assert publisher.signed(build, private) == update.read_bytes()
    assert updating.take(here, update).version == "1.1.0"
    updating.use(here, "1.1.0", has_data=True, tried=runs)
    assert starts(here) == "1.1.0"
    assert json.loads(public)["public_key"] not in update.read_text("latin-1")


def test_a_new_passphrase_is_typed_twice_and_a_key_that_is_there_stays(
    publisher: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "publisher.pem"

    def typed(*lines: str) -> None:
        given = iter(lines)
        monkeypatch.setattr(publisher.getpass, "getpass", lambda _: next(given))
        monkeypatch.setattr("sys.argv", ["update.py", "key", str(key)])
        publisher.main()

    with pytest.raises(SystemExit, match="two different"):
        typed("four lamps on a pier", "four lamps on a peer")
    assert not key.exists()
    typed("four lamps on a pier", "four lamps on a pier")
    public, sealed = json.loads(capsys.readouterr().out)["public_key"], key.read_bytes()
    assert len(bytes.fromhex(public)) == 32
    with pytest.raises(SystemExit, match="there already"):
        typed("four lamps on a pier", "four lamps on a pier")
    assert key.read_bytes() == sealed
    monkeypatch.setattr(publisher.getpass, "getpass", lambda _: "something else")
    monkeypatch.setattr("sys.argv", ["update.py", "sign", str(tmp_path), str(key), "-o", str(tmp_path / "made")])
    with pytest.raises(SystemExit, match="does not open"):
        publisher.main()


def test_what_can_not_be_signed_is_told_in_a_sentence_and_leaves_no_file(
    publisher: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "publisher.pem"
    publisher.new_key(key, b"four lamps on a pier")
    build, torn, out = (
        made_build(tmp_path / "made", "1.1.0"),
        made_build(tmp_path / "torn", "1.1.0"),
        tmp_path / "made.it",
    )
    (torn / "_internal/libone.so").unlink()
    monkeypatch.setattr(publisher.getpass, "getpass", lambda _: "four lamps on a pier")
    for folder, private, place, told in (
        (torn, key, out, "is not a whole build: _internal/libone.so"),
        (tmp_path / "nowhere", key, out, "is not a whole build"),
        (build, tmp_path / "lost.pem", out, "lost.pem: No such file"),
        (build, key, tmp_path / "nowhere" / "made.it", "nowhere"),
    ):
        monkeypatch.setattr("sys.argv", ["update.py", "sign", str(folder), str(private), "-o", str(place)])
        with pytest.raises(SystemExit, match=f"^update: .*{told}"):
            publisher.main()
        assert not place.exists()
    monkeypatch.setattr("sys.argv", ["update.py", "sign", str(build), str(key), "-o", str(out)])
    assert publisher.main() == 0
    assert out.stat().st_mode & 0o777 == 0o644
