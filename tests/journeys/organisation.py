"""Computers of an organisation where commands are typed as by people, and its server in a process of its own."""

import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemClock, SystemEntropy
from tests.cli.test_settings import Terminal, fd
from tests.fakes import FAST_KDF, there
from tests.servers import RunningServer, free_port, make_organisation

STAFF = "vier gele kannen thee"
PASSWORD = "a long enough one"
START_CODE = "GARDEN-27"


class Computer(Terminal):
    """One computer, with its own clock: the server's is real too."""

    def parts(self, root: Path) -> Parts:
        return Parts(SystemClock(), SystemEntropy(), DataFolder(root), FAST_KDF, lambda _: self.keyring)

    def types(self, *arguments: str, status: int = 0) -> str:
        """Run a command, and return what it says on standard output."""
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            ended = self.command(*arguments)
        out.flush()
        said = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        assert ended == status, (arguments, said, err.getvalue())
        return said

    def registry(self, *arguments: str, status: int = 0) -> str:
        return self.types("registry", "--staff-fd", fd(STAFF), *arguments, status=status)


def served(tmp_path: Path) -> Iterator[RunningServer]:
    """Give a server that runs, and end it."""
    server = RunningServer(tmp_path / "server", f"sqlite:///{tmp_path}/server/server.db", free_port())
    server.folder.mkdir()
    make_organisation(server)
    server.start()
    yield server
    server.kill()


def fingerprint(told: str) -> str:
    return there(re.search(r"([0-9A-F]{4} ){15}[0-9A-F]{4}", told)).group(0)


def pack_of(desk: Computer, tmp_path: Path, repo: Path, purposes: Sequence[str] = ()) -> Path:
    """Make and sign the organisation's pack out of the example's folder, and ask for these purposes."""
    folder, pack = tmp_path / "pack", tmp_path / "pack.zip"
    shutil.copytree(repo / "docs" / "examples" / "pack", folder)
    card = json.loads((tmp_path / "invitation.json").read_bytes())["body"]["card"]
    (folder / "card.json").write_text(json.dumps(card))
    if purposes:
        procedure = json.loads((folder / "procedure.json").read_bytes()) | {"purposes": list(purposes)}
        (folder / "procedure.json").write_text(json.dumps(procedure))
    desk.types("pack", "make", str(folder), "-o", str(pack))
    desk.types("pack", "sign", str(pack), "--staff-fd", fd(STAFF))
    return pack
