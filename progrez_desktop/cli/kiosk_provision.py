"""`progrez kiosk provision`: makes a new computer a kiosk of an organisation, by the invitation that it signed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.enrol import compared, hand_over, invited
from progrez_desktop.cli.storage import Storage
from progrez_desktop.cli.streams import PIPE
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from progrez_desktop.core.model.organisation import Invitation
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.provisioning import Provisioned


def add(kiosk: typer.Typer, words: Words) -> None:
    @kiosk.command(help=words("cli.kiosk.provision.help"))
    def provision(
        context: typer.Context,
        invitation: Annotated[
            Path | None, typer.Argument(metavar="FILE|-", help=words("cli.kiosk.provision.file"))
        ] = None,
        name: Annotated[str | None, typer.Option(metavar="NAME", help=words("cli.kiosk.provision.name"))] = None,
        fingerprint: Annotated[str | None, options.fingerprint(words)] = None,
        request_out: Annotated[Path | None, options.request_out(words)] = None,
        organisation: Annotated[str | None, options.organisation(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import enrolling, provisioning

        room: Storage = context.obj
        with room.opened() as deps:
            request = None
            if invitation is None:
                whose = enrolling.chosen(deps, organisation).organisation_id
            else:
                made = invited(words, *_given(invitation))
                whose = made.organisation_id
                request = _taken(deps, words, made, name, fingerprint)
            if request is not None and request_out is not None:
                hand_over(words, request, request_out)
                request = None
            done = provisioning.go_on(deps, whose, request)
        _tell(words, done)
        raise typer.Exit(0 if done.is_ready else 3)


def _given(invitation: Path) -> tuple[Path | None, str | None]:
    """A scanner types one line, and ends it; a file or a pipe may be longer."""
    is_scanned = invitation == PIPE and sys.stdin.isatty()
    return (None, str(PIPE)) if is_scanned else (invitation, None)


def _taken(
    deps: "Deps", words: Words, invitation: "Invitation", name: str | None, fingerprint: str | None
) -> "Mapping[str, Any]":
    from progrez_desktop.core.services import provisioning

    offered = provisioning.look(deps, invitation)
    return provisioning.take(deps, offered, compared(words, offered, fingerprint), name)


def _tell(words: Words, done: "Provisioned") -> None:
    from progrez_desktop.core.services import enrolling

    known = done.organisation
    name = known.card.name[words.language] if known.card else known.name
    print(words("cli.kiosk.provision.stands", name=known.device_name, organisation=name))
    print(words("cli.enrol.stands", name=name, state=words(f"organisation.enrolment.{known.enrolment}")))
    for pack in done.packs:
        print(words("cli.kiosk.provision.pack", name=f"{pack.id}@{pack.version}"))
    if done.fault is not None:
        print(words.of_fault(done.fault))
    if done.is_ready:
        print(words("cli.kiosk.provision.ready"))
        return
    print(words("cli.kiosk.provision.left"))
    for one in done.left:
        print(f"  - {words(f'cli.kiosk.provision.left.{one}')}")
    if "ask" in done.left or "admit" in done.left:
        print(words("cli.enrol.own_fingerprint"), enrolling.own_fingerprint(known), sep="\n    ")
