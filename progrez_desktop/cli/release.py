"""`progrez release`: a person sees exactly what would leave, and releases it."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps, Session
    from progrez_desktop.core.services.releasing import Ahead


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.release.help"))
    def release(
        context: typer.Context,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words("cli.release.dry_run"))] = False,
        sealed: Annotated[bool, typer.Option("--sealed", help=words("cli.release.sealed"))] = False,
        yes: Annotated[bool, typer.Option("--yes", help=words("cli.release.yes"))] = False,
        withhold: Annotated[list[str] | None, typer.Option(metavar="NAME", help=words("cli.release.withhold"))] = None,
        excerpt: Annotated[list[str] | None, typer.Option(metavar="SKILL", help=words("cli.release.excerpt"))] = None,
        no_excerpts: Annotated[bool, typer.Option("--no-excerpts", help=words("cli.release.no_excerpts"))] = False,
        share_all: Annotated[bool, typer.Option("--share-all", help=words("cli.release.share_all"))] = False,
        receipt: Annotated[Path | None, typer.Option(metavar="RECEIPT.pdf", help=words("cli.release.receipt"))] = None,
        email: Annotated[str | None, options.email(words)] = None,
        password_fd: Annotated[int | None, options.password_fd(words)] = None,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import releasing

        with Storage(context.obj, parts, passphrase_fd).signed_in(email, password_fd) as (deps, session):
            withheld = frozenset(withhold or ()) if withhold or share_all else None
            shared = frozenset(excerpt or ()) if excerpt or no_excerpts else None
            ahead = releasing.look(deps, session, withheld, shared)
            _refuse_unknown(ahead, withheld or frozenset())
            _refuse_not_offered(ahead, shared or frozenset())
            _tell_offered(ahead, words)
            if sealed:
                _tell_sealed(deps, ahead)
            else:
                _tell_plain(ahead)
            if ahead.obstacle is not None:
                raise UsageFault(f"release_{ahead.obstacle}")
            if dry_run:
                return
            if not yes:
                raise UsageFault("release_not_confirmed")
            if withheld is not None:
                releasing.withhold(deps, session, withheld)
            if shared is not None:
                releasing.share(deps, session, shared)
            releasing.send(deps, session, ahead)
            print(words("release.sent"), file=sys.stderr)
            if receipt is not None:
                _save_receipt(deps, session, receipt, words)


def _refuse_unknown(ahead: "Ahead", withheld: frozenset[str]) -> None:
    from progrez_desktop.core.release import LISTS

    for name in sorted(withheld - {*ahead.skills, *LISTS}):
        raise UsageFault("release_unknown_part", name=shown(name))


def _refuse_not_offered(ahead: "Ahead", shared: frozenset[str]) -> None:
    for name in sorted(shared - set(ahead.offered)):
        raise UsageFault("release_no_excerpt", name=shown(name), names=", ".join(ahead.offered) or "-")


def _tell_offered(ahead: "Ahead", words: Words) -> None:
    """Print what could be shared of own words, on standard error: it is chosen after it was read."""
    for skill_id, passages in ahead.offered.items():
        key = "cli.release.shared" if skill_id in ahead.shared else "cli.release.offered"
        print(words(key, skill=skill_id), file=sys.stderr)
        for one in passages:
            print("  " + "".join(sign for sign in one.text if sign.isprintable()), file=sys.stderr)


def _tell_plain(ahead: "Ahead") -> None:
    """Print what would leave, one envelope a line, in the very bytes that are compressed and sealed."""
    from progrez_desktop.core.services import sealing

    with writing(None) as file:
        for one in ahead.envelopes:
            file.write(sealing.plain(one.content) + b"\n")


def _tell_sealed(deps: "Deps", ahead: "Ahead") -> None:
    from progrez_desktop.core.services import releasing

    for one, made in releasing.trial(deps, ahead):
        told = {
            "envelope": one.name,
            "header": json.loads(made.header),
            "bytes": len(made.envelope),
            "sha256": made.envelope_sha256.hex(),
        }
        print(json.dumps(told, ensure_ascii=False))


def _save_receipt(deps: "Deps", session: "Session", path: Path, words: Words) -> None:
    from progrez_desktop.core.services import access_log, my_data, receipts

    receipt = receipts.latest(session)
    assert receipt is not None  # sending made one
    content = receipts.paper(receipt, deps.today(), words, my_data.left_by(deps, session, receipt, words))
    access_log.handed_over(deps, session, path, content, "receipt_saved")
