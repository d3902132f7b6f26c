"""`progrez staff`: signing in at one's organisation as one of its staff, so that this computer may send."""

import sys
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from progrez_desktop.cli.kiosk import PartsOf, group
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.qr_matrix import Squares
    from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.phone_way import PhoneWay
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.staff_sign_in import Reach

_SIGNS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""By whether the upper and the lower square is dark."""


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    staff = group(app, words, parts, "staff")
    which = Annotated[str | None, typer.Option(metavar="ID", help=words("cli.organisations.which"))]

    @staff.command("sign-in", help=words("cli.staff.sign_in"))
    def sign_in(
        context: typer.Context,
        organisation: which = None,
        way: Annotated[str, typer.Option(metavar="browser|phone", help=words("cli.staff.way"))] = "browser",
        no_browser: Annotated[bool, typer.Option("--no-browser", help=words("cli.staff.no_browser"))] = False,
    ) -> None:
        from progrez_desktop.core.services import authorities, staff_sign_in

        with context.obj.opened() as deps:
            card, kind = _card(deps, organisation)
            tokens = tokens_of(card, kind, deps, authorities.reach_of(deps), words, way, opens=not no_browser)
            staff_sign_in.keep(deps.device.staff_tokens, card, tokens)
        print(signed_in(card, tokens, words))

    @staff.command("sign-out", help=words("cli.staff.sign_out"))
    def sign_out(context: typer.Context, organisation: which = None) -> None:
        from progrez_desktop.core.services import authorities, staff_sign_in

        with context.obj.opened() as deps:
            card, kind = _card(deps, organisation)
            was = deps.device.staff_tokens.get(card.organisation_id)
            told = staff_sign_in.sign_out(deps.device.staff_tokens, card, kind, authorities.reach_of(deps))
        how = "nobody" if was is None else "signed_out" if told else "forgotten"
        print(words(f"cli.staff.{how}", name=card.name[words.language]))

    @staff.command(help=words("cli.staff.show"))
    def show(context: typer.Context, organisation: which = None) -> None:
        with context.obj.opened() as deps:
            card, _ = _card(deps, organisation)
            tokens = deps.device.staff_tokens.get(card.organisation_id)
        name = card.name[words.language]
        print(words("cli.staff.nobody", name=name) if tokens is None else signed_in(card, tokens, words))


class _Chance(Protocol):
    """What a try to sign in takes of a kiosk's deps or a registry's."""

    @property
    def clock(self) -> Clock: ...

    @property
    def entropy(self) -> Entropy: ...


def tokens_of(
    card: "Card", kind: "DeviceKind", chance: _Chance, reach: "Reach", words: Words, way: str, *, opens: bool
) -> "StaffTokens":
    """Sign somebody in and return what came of it; nothing is kept yet.

    Args:
        way: "browser" or "phone".
        opens: Whether the browser of this computer is opened.

    Raises:
        UsageFault: "provider_way", "staff_nowhere". Fault: As the ways themselves.
    """
    from progrez_desktop.core.errors import UsageFault
    from progrez_desktop.core.model.provider import WAYS
    from progrez_desktop.core.services import staff_sign_in

    if way not in WAYS:
        raise UsageFault("provider_way", ways=", ".join(WAYS))
    if way == "phone":
        return _by_phone(staff_sign_in.phone_way(card, kind, reach, chance.clock), words)
    said = words("staff.go_back")
    tried = staff_sign_in.browser_way(card, kind, reach, chance.clock, chance.entropy, said)
    return _by_browser(tried, words, opens=opens)


def _card(deps: "Deps", organisation: str | None) -> "tuple[Card, DeviceKind]":
    from progrez_desktop.core.services import enrolling

    known = enrolling.chosen(deps, organisation)
    return enrolling.card_of(deps, known.organisation_id), known.kind


def signed_in(card: "Card", tokens: "StaffTokens", words: Words) -> str:
    scope = ", ".join(words(f"staff.scope.{one}") for one in tokens.scope.split())
    return words("cli.staff.signed_in", name=card.name[words.language], scope=scope)


def _by_browser(way: "BrowserWay[StaffTokens]", words: Words, *, opens: bool) -> "StaffTokens":
    import webbrowser

    try:
        address = way.begin()
        print(words("cli.staff.open"), address, sep="\n", file=sys.stderr)
        if opens:
            webbrowser.open(address)
        return way.finish()
    finally:
        way.close()


def _by_phone(way: "PhoneWay[StaffTokens]", words: Words) -> "StaffTokens":
    from progrez_desktop.core.documents.qr_matrix import qr_matrix

    try:
        code = way.begin()
        if sys.stderr.isatty():
            print(drawn(qr_matrix(code.scanned)), file=sys.stderr)
        print(words("cli.staff.scan", address=code.address, code=code.code), file=sys.stderr, flush=True)
        return way.finish()
    finally:
        way.close()


def drawn(rows: "Squares") -> str:
    """Return a QR code in signs of a terminal, two squares each: light is drawn, since a terminal is dark."""
    below = (*rows[1:], (False,) * len(rows[0]))
    pairs = list(zip(rows, below, strict=True))[::2]
    return "\n".join("".join(_SIGNS[up, down] for up, down in zip(*pair, strict=True)) for pair in pairs)
