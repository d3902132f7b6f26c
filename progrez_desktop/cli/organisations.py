"""`progrez organisations`: whom this computer trusts with profiles, and what it is to them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.enrol import begin, invited, tell
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from progrez_desktop.core.model.organisation import Pinned


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    organisations = group(app, words, parts, "organisations")
    which = Annotated[str | None, typer.Argument(metavar="ID", help=words("cli.organisations.which"))]

    @organisations.command("list", help=words("cli.organisations.list"))
    def names(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            known = deps.device.organisations.all()
        if not known:
            print(words("cli.organisations.none"))
            return
        headings = [words(f"cli.organisations.{name}") for name in ("id", "name", "stands")]
        print_table(headings, [(one.organisation_id, _name(one, words), _stands(one, words)) for one in known])

    @organisations.command(help=words("cli.organisations.show"))
    def show(context: typer.Context, organisation: which = None) -> None:
        from progrez_desktop.core.services import enrolling

        with context.obj.opened() as deps:
            known = enrolling.chosen(deps, organisation)
        for name, text in _facts(known, words):
            print(f"{words(f'cli.organisations.{name}')}: {text}")

    @organisations.command(help=words("cli.organisations.repin"))
    def repin(
        context: typer.Context,
        invitation: Annotated[Path, typer.Argument(metavar="INVITATION", help=words("cli.enrol.invitation"))],
        name: Annotated[str | None, options.device_name(words)] = None,
        fingerprint: Annotated[str | None, options.fingerprint(words)] = None,
        request_out: Annotated[Path | None, options.request_out(words)] = None,
    ) -> None:
        with context.obj.opened() as deps:
            found = invited(words, invitation, None)
            tell(deps, words, begin(deps, words, found, name, fingerprint, request_out, repin=True))

    @organisations.command(help=words("cli.organisations.drop"))
    def drop(
        context: typer.Context,
        organisation: Annotated[str, typer.Argument(metavar="ID", help=words("cli.organisations.which"))],
        anyway: Annotated[bool, typer.Option("--anyway", help=words("cli.organisations.anyway"))] = False,
    ) -> None:
        from progrez_desktop.core.services import enrolling

        with context.obj.opened() as deps:
            known = enrolling.chosen(deps, organisation)
            gone = enrolling.drop(deps, known.organisation_id, anyway=anyway)
        print(words("cli.organisations.dropped", name=_name(gone, words)))


def _name(known: "Pinned", words: Words) -> str:
    return known.card.name[words.language] if known.card else known.name


def _stands(known: "Pinned", words: Words) -> str:
    return words(f"organisation.enrolment.{known.enrolment}")


def _facts(known: "Pinned", words: Words) -> "Iterator[tuple[str, str]]":
    """What is shown of one, as the end of a key and a text."""
    from progrez_desktop.core.organisation import fingerprint, in_groups
    from progrez_desktop.core.services import enrolling

    yield "id", known.organisation_id
    yield "name", _name(known, words)
    yield "stands", _stands(known, words)
    yield "device", known.device_id
    if known.card is None:
        return
    card = known.card
    yield "kind", words(f"organisation.kind.{known.kind}")
    yield "called", known.device_name
    yield "own_fingerprint", enrolling.own_fingerprint(known)
    yield "fingerprint", in_groups(fingerprint(card.organisation_id, card.signing_key))
    yield "number", str(card.number)
    yield "keys", ", ".join(key.key_id[:16] for key in card.seal_keys)
    if card.server is not None:
        yield "server", card.server
    if card.sign_in is not None:
        yield "sign_in", card.sign_in.issuer
    if known.certificate_document is not None:
        yield "until", words.moment(known.certificate_document["body"]["until_ms"])
