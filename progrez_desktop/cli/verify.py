"""`progrez verify`: whether a CV, or the code on a printed one, was issued here and is what was issued; offline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import PIPE, reading, telling_file_faults, writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.keys.signing_key import PublicKey
    from progrez_desktop.core.services.verifying import Found


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.verify.help"))
    def verify(
        context: typer.Context,
        source: Annotated[Path | None, typer.Argument(metavar="[CV.pdf]", help=words("cli.verify.source"))] = None,
        code: Annotated[str | None, typer.Option(metavar="TEXT", help=words("cli.verify.code"))] = None,
        issuer: Annotated[Path | None, typer.Option(metavar="KEY.pem", help=words("cli.verify.issuer"))] = None,
        export_key: Annotated[Path | None, typer.Option(metavar="KEY.pem", help=words("cli.verify.export_key"))] = None,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        storage = Storage(context.obj, parts, passphrase_fd)
        if export_key is not None:
            if source is not None or code is not None or issuer is not None:
                raise UsageFault("verify_key_alone")
            _export(storage, export_key)
            return
        if source is None and code is None:
            raise UsageFault("verify_nothing")
        content = _content(source) if source is not None else None
        found = _found(content, code, _issuer(storage, issuer, words))
        print(_told(found, source, issuer, words))
        if not found.is_issued:
            raise typer.Exit(1)


def _export(storage: Storage, out: Path) -> None:
    from progrez_desktop.core.services import verifying

    with storage.opened() as deps:
        certificate = verifying.own_certificate(deps)
    with writing(out) as file:
        file.write(certificate)


def _content(source: Path) -> bytes:
    from progrez_desktop.core.services import verifying

    with reading(source) as file:
        return file.read(verifying.MOST_BYTES + 1)


def _issuer(storage: Storage, issuer: Path | None, words: Words) -> "PublicKey | None":
    """Return the key that counts: the given one, or that of this computer; None where it was never used."""
    from progrez_desktop.core.keys.signing_key import MOST_BYTES, read_issuer
    from progrez_desktop.core.services import verifying

    if issuer is not None:
        with reading(issuer) as file, telling_file_faults(issuer, words):
            return read_issuer(file.read(MOST_BYTES))
    if not storage.parts(storage.session.data_dir).folder.key_file.exists():
        return None
    with storage.opened() as deps:
        return verifying.own_key(deps)


def _found(content: bytes | None, code: str | None, issuer: "PublicKey | None") -> "Found":
    from progrez_desktop.core.services import verifying

    if content is None:
        return verifying.check_code(code or "", issuer)
    return verifying.check_file(content, issuer) if code is None else verifying.check_both(content, code, issuer)


def _told(found: "Found", source: Path | None, issuer: Path | None, words: Words) -> str:
    name = words("cli.verify.the_code") if source is None else "<stdin>" if source == PIPE else str(source)
    who = words("cli.verify.this_computer" if issuer is None else "cli.verify.that_key", file=issuer)
    day = words.day(found.made) if found.made else ""
    told = words(f"cli.verify.{found.verdict}", name=name, who=who, day=day)
    if found.is_issued:
        told += "\n" + words(f"cli.verify.origin.{found.origin}")
    return told
