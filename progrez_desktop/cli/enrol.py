"""`progrez enrol`: makes this computer one of an organisation's devices, once somebody compared the fingerprint."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import PIPE, reading, telling_file_faults, writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from progrez_desktop.core.model.organisation import Invitation
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.enrolling import Offered

_MOST_BYTES = 1 << 20


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.enrol.help"))
    def enrol(
        context: typer.Context,
        invitation: Annotated[
            Path | None, typer.Argument(metavar="INVITATION", help=words("cli.enrol.invitation"))
        ] = None,
        name: Annotated[str | None, options.device_name(words)] = None,
        code_text: Annotated[str | None, typer.Option(metavar="TEXT", help=words("cli.enrol.code_text"))] = None,
        fingerprint: Annotated[str | None, options.fingerprint(words)] = None,
        request_out: Annotated[Path | None, options.request_out(words)] = None,
        certificate: Annotated[Path | None, typer.Option(metavar="FILE", help=words("cli.enrol.certificate"))] = None,
        organisation: Annotated[str | None, options.organisation(words)] = None,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import enrolling

        with Storage(context.obj, parts, passphrase_fd).opened() as deps:
            if certificate is not None:
                with telling_file_faults(certificate, words), reading(certificate) as file:
                    whose = enrolling.take_file(deps, file.read(_MOST_BYTES))
            elif invitation is None and code_text is None:
                whose = enrolling.chosen(deps, organisation).organisation_id
                with enrolling.relay_of(deps, whose) as relay:
                    enrolling.ask(deps, relay)
            else:
                whose = begin(deps, words, invited(words, invitation, code_text), name, fingerprint, request_out)
            tell(deps, words, whose)


def invited(words: Words, path: Path | None, code_text: str | None) -> "Invitation":
    """Return the invitation in a file, or in the text of its QR code."""
    from progrez_desktop.core.services import enrolling

    if code_text is not None:
        return enrolling.read_scanned(sys.stdin.readline(_MOST_BYTES) if code_text == str(PIPE) else code_text)
    if path is None:
        raise UsageFault("invitation_missing")
    with telling_file_faults(path, words), reading(path) as file:
        return enrolling.read(file.read(_MOST_BYTES))


def begin(
    deps: "Deps",
    words: Words,
    invitation: "Invitation",
    name: str | None,
    fingerprint: str | None,
    request_out: Path | None,
    *,
    repin: bool = False,
) -> str:
    """Trust the organisation of an invitation and ask it; return its id."""
    from progrez_desktop.core.services import enrolling

    offered = enrolling.look(deps, invitation)
    fingerprint = compared(words, offered, fingerprint)
    known = deps.device.organisations.find(invitation.organisation_id)
    called = name if name is not None else known.device_name if known else invitation.device_name
    request = enrolling.accept(deps, offered, fingerprint, called, repin=repin)
    whose = invitation.organisation_id
    if request_out is not None:
        hand_over(words, request, request_out)
    elif enrolling.card_of(deps, whose).server is not None:
        with enrolling.relay_of(deps, whose) as relay:
            enrolling.post(deps, relay, request)
    return whose


def hand_over(words: Words, request: "Mapping[str, Any]", out: Path) -> None:
    """Write the request as a file, for a room without a network."""
    from progrez_desktop.core.json_document import canonical

    with writing(out) as file:
        file.write(json.dumps(json.loads(canonical(request)), indent=2, ensure_ascii=False).encode() + b"\n")
    print(words("cli.enrol.written", name=out.name), file=sys.stderr)


def compared(words: Words, offered: "Offered", given: str | None) -> str:
    """Show whom it is about, and return the fingerprint that somebody has from the organisation itself."""
    from progrez_desktop.core.organisation import in_groups

    groups = in_groups(offered.fingerprint).split(" ")
    lines = "\n".join("    " + "  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
    name = offered.invitation.card.name[words.language]
    change = words(f"organisation.change.{offered.change}")
    print(words("cli.enrol.who", name=name, change=change, fingerprint=lines), file=sys.stderr)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UsageFault("fingerprint_asked")
    print(words("cli.enrol.compare"), file=sys.stderr)
    if not typer.confirm(words("cli.enrol.is_it"), err=True):
        print(words("cli.enrol.not_trusted"), file=sys.stderr)
        raise typer.Exit(1)
    return offered.fingerprint


def tell(deps: "Deps", words: Words, organisation_id: str) -> None:
    """Say how the enrolment stands, and what the organisation compares until it is done."""
    from progrez_desktop.core.services import enrolling

    known = deps.device.organisations.find(organisation_id)
    assert known is not None
    name = known.card.name[words.language] if known.card else known.name
    print(words("cli.enrol.stands", name=name, state=words(f"organisation.enrolment.{known.enrolment}")))
    if known.state == "trusted" and known.enrolment in ("invited", "asked"):
        print(words("cli.enrol.own_fingerprint"), enrolling.own_fingerprint(known), sep="\n    ")
