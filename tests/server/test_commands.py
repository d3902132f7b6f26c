"""Whoever runs the server is told what is unsafe before it happens: open keys, plain http, passwords in the open."""

import json
import os
import socket
import sqlite3
import ssl
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests
import trustme

from progrez_server import serving
from progrez_server.cli.frame import run_command
from progrez_server.contracts import keeps
from tests.databases import new_database
from tests.servers import REPO, free_port

PROVIDER = ["--issuer", "https://idp.test", "--client-id", "progrez", "--acr", "urn:two"]


@pytest.fixture
def where(tmp_path):
    return ["--data-dir", str(tmp_path / "data")]


@pytest.fixture
def trial(where):
    assert run_command(["init", "--name", "Waterschap", *where]) == 0
    return where


@pytest.fixture
def started(monkeypatch):
    """What `run` would have served, instead of serving it."""
    found = []
    monkeypatch.setattr(serving, "run", lambda asked, _: found.append(asked))
    return found


def said(capsys):
    return capsys.readouterr().err


def test_init_makes_an_entry_that_keeps_its_contract_and_nobody_else_may_read(where):
    assert run_command(["init", "--name", "Example", "--address", "https://s.test", *PROVIDER, *where]) == 0
    folder = Path(where[1])
    entry = json.loads((folder / "server-entry.json").read_text())
    assert keeps("server-entry", entry)
    assert entry["sign_in"]["audience"] == f"urn:progrez:organisation:{entry['organisation_id']}"
    for name in ("server-entry.json", "receipt.key", "relay.sqlite3"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("arguments", [["init", "--name", "Example"], ["run", "--no-such-option"], ["sweep"]])
def test_a_command_leaves_the_mask_of_its_process_as_it_was(arguments, where):
    mask = os.umask(0o027)
    try:
        run_command([*arguments, *where])
        assert os.umask(mask) == 0o027
    finally:
        os.umask(mask)


def test_a_second_organisation_shares_key_and_store_and_no_entry_is_written_over(trial, capsys):
    again = ["init", "--name", "Another", *trial]
    assert run_command(again) == 1
    assert "stays as it is" in said(capsys)
    out = Path(trial[1]) / "second.json"
    assert run_command([*again, "--out", str(out)]) == 0
    first, second = (json.loads(file.read_text()) for file in (out.with_name("server-entry.json"), out))
    assert first["receipt_key"] == second["receipt_key"]
    assert first["organisation_id"] != second["organisation_id"]


def test_two_organisations_never_take_the_same_tokens(where, capsys):
    first = ["init", "--name", "Example", "--address", "https://s.test", *PROVIDER, "--audience", "api", *where]
    second = [*first, "--out", str(Path(where[1]) / "second.json")]
    assert run_command(first) == 0
    assert run_command(second) == 1
    assert "--audience" in said(capsys)
    assert run_command([*second, "--issuer", "https://other.test"]) == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--address", "http://s.test"], "https"),
        (["--address", "s.test"], "address"),
        (["--address", "https://s.test"], "trial"),
        (["--address", "https://s.test", "--issuer", "https://idp.test"], "--acr"),
        (["--address", "https://s.test", *PROVIDER, "--issuer", "http://idp.test"], "--issuer"),
        (["--database", "postgresql://me:secret@h/n"], "--database-fd"),
        (["--database", "mysql://me@h/n"], "PostgreSQL"),
        (["--database", "nonsense"], "postgresql://"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_made(where, capsys, options, sentence):
    assert run_command(["init", "--name", "Example", *options, *where]) == 2
    told = said(capsys)
    assert sentence in told and "secret" not in told
    assert not (Path(where[1]) / "server-entry.json").exists()


def test_a_new_entry_is_written_while_the_first_workstation_is_awaited(trial, capsys):
    entry = json.loads((Path(trial[1]) / "server-entry.json").read_text())
    out = Path(trial[1]) / "again.json"
    assert run_command(["entry", entry["organisation_id"], "--out", str(out), *trial]) == 0
    again = json.loads(out.read_text())
    assert again["code"] != entry["code"]
    assert {**again, "code": 0, "until_ms": 0} == {**entry, "code": 0, "until_ms": 0}
    assert run_command(["entry", "f" * 32, "--out", str(out), *trial]) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "10.0.0.9"], "https only"),
        (["--host", "example.org"], "https only"),
        (["--behind-proxy", "127.0.0.1"], "trial"),
        (["--behind-proxy", "*"], "address"),
        (["--behind-proxy", "0.0.0.0/0"], "address"),
        (["--behind-proxy", "proxy.example.org"], "address"),
        (["--certificate", "c.pem"], "key"),
        (["--certificate", "c.pem", "--key", "c.pem"], "c.pem"),
        (["--workers", "2"], "PostgreSQL"),
    ],
)
def test_a_server_that_would_be_unsafe_does_not_start(trial, capsys, started, options, sentence):
    assert run_command(["run", *options, *trial]) == 2
    assert sentence in said(capsys)
    assert started == []


def test_without_its_key_or_with_an_open_one_it_does_not_start(trial, capsys, started):
    key = Path(trial[1]) / "receipt.key"
    private = key.read_text()
    key.chmod(0o640)
    assert run_command(["run", *trial]) == 3
    assert "chmod 600" in said(capsys)
    key.unlink()
    assert run_command(["run", *trial]) == 1
    for wrong in ("00" * 32, "nonsense"):
        key.write_text(wrong)
        key.chmod(0o600)
        assert run_command(["run", *trial]) == 1
        assert private.strip() not in said(capsys)
    assert started == []


def test_an_older_database_is_brought_up_to_date_before_it_is_served(trial, started, capsys):
    with closing(sqlite3.connect(Path(trial[1]) / "relay.sqlite3", isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = 'unknown'")
    assert run_command(["run", *trial]) == 1
    assert "migrate" in said(capsys)


def test_a_trial_is_served_on_loopback(trial, started):
    assert run_command(["run", *trial]) == 0
    assert (started[0].host, started[0].settings.https_only) == ("127.0.0.1", False)


def test_behind_a_proxy_only_what_came_over_https_is_answered(where, started):
    assert run_command(["init", "--name", "Example", "--address", "https://s.test", *PROVIDER, *where]) == 0
    assert run_command(["run", "--behind-proxy", "10.0.0.5", "--host", "10.0.0.9", *where]) == 0
    assert started[0].settings.https_only
    assert started[0].proxies == ("10.0.0.5",)
    assert run_command(["run", "--behind-proxy", "10.0.0.0/24", "--host", "10.0.0.9", *where]) == 0


def test_a_database_that_is_away_is_told_in_one_sentence(where):
    asked = [
        sys.executable,
        "-m",
        "progrez_server.app",
        "migrate",
        "--database",
        "postgresql://me@127.0.0.1:1/n",
        *where,
    ]
    ended = subprocess.run(asked, cwd=REPO, capture_output=True, text=True, check=False)
    assert ended.returncode == 4
    assert ended.stderr.startswith("progrez-server: The database") and ended.stderr.count("\n") == 1


def test_a_password_comes_from_an_open_file(tmp_path):
    from progrez_server.cli.where import place

    file = tmp_path / "password"
    file.write_text("s3cret\n")
    found = place(tmp_path, "postgresql://me@h/n", os.open(file, os.O_RDONLY))
    assert found.password == "s3cret"
    assert "s3cret" not in repr(found)


def _run(options, log):
    command = [sys.executable, "-m", "progrez_server.app", "run", *options]
    return subprocess.Popen(command, cwd=REPO, stdout=log, stderr=log, start_new_session=True)


def _wait(url, process, **asked):
    for _ in range(400):
        assert process.poll() is None
        try:
            return requests.get(url, timeout=5, headers={"Connection": "close"}, **asked)
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("it did not start")


def test_it_speaks_tls_by_itself_with_hsts_and_writes_no_secret_into_its_log(where, tmp_path):
    authority, port = trustme.CA(), free_port()
    pem, key, root = (tmp_path / name for name in ("c.pem", "k.pem", "root.pem"))
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(key)
    for blob in issued.cert_chain_pems:
        blob.write_to_path(pem, append=True)
    authority.cert_pem.write_to_path(root)
    assert run_command(["init", "--name", "Example", "--address", "https://s.test", *PROVIDER, *where]) == 0
    options = ["--port", str(port), "--certificate", str(pem), "--key", str(key), *where]
    with (tmp_path / "log").open("wb") as log:
        process = _run(options, log)
        try:
            reply = _wait(f"https://127.0.0.1:{port}/v1/meta", process, verify=str(root))
            token = {"Authorization": "Bearer s3cret", "Progrez-Device": "s3cret", "Connection": "close"}
            refused = requests.get(
                f"https://127.0.0.1:{port}/v1/changes?since=s3cret", headers=token, verify=str(root), timeout=5
            )
            with pytest.raises(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{port}/v1/meta", timeout=5)
            old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            old.load_verify_locations(root)
            with pytest.warns(DeprecationWarning):
                old.maximum_version = ssl.TLSVersion.TLSv1_1
            with pytest.raises((ssl.SSLError, OSError)), socket.create_connection(("127.0.0.1", port)) as line:
                old.wrap_socket(line, server_hostname="127.0.0.1")
        finally:
            process.terminate()
            process.wait(30)
    assert reply.headers["strict-transport-security"].startswith("max-age=")
    assert "server" not in reply.headers
    assert refused.status_code in (400, 401)
    written = (tmp_path / "log").read_text()
    assert "s3cret" not in written
    assert all("at" in json.loads(line) for line in written.splitlines())


def test_several_workers_share_one_database_and_count_together(tmp_path, where):
    url, port = new_database("postgresql", tmp_path), free_port()
    options = [*where, "--database", url]
    assert run_command(["init", "--name", "Waterschap", *options]) == 0
    with (tmp_path / "log").open("wb") as log:
        process = _run([*options, "--workers", "2", "--port", str(port)], log)
        try:
            _wait(f"http://127.0.0.1:{port}/health", process)
            for _ in range(20):
                requests.get(f"http://127.0.0.1:{port}/v1/meta", timeout=5)
            told = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text
        finally:
            process.terminate()
            process.wait(30)
    assert 'progrez_requests_total{method="GET",route="/v1/meta",status="200"} 20.0' in told
