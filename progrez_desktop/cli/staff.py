"""`progrez staff`: signing in at one's organisation as one of its staff, so that this computer may send."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.qr_matrix import Squares
    from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.phone_way import PhoneWay
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.staff_sign_in import Reach, TokenStore

_SIGNS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""By whether the upper and the lower square is dark."""


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    staff = group(app, words, parts, "staff")
    which = Annotated[str | None, options.organisation(words)]

    @staff.command("sign-in", help=words("cli.staff.sign_in"))
    def sign_in(
        context: typer.Context,
        organisation: which = None,
        way: Annotated[str, options.way(words)] = "browser",
        no_browser: Annotated[bool, options.no_browser(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import authorities

        with context.obj.opened() as deps:
            card, kind = _card(deps, organisation)
            door = Door(deps.device.staff_tokens, card, kind, authorities.reach_of(deps), words)
            door.let_in(deps.clock, deps.entropy, way, opens=not no_browser)

    @staff.command("sign-out", help=words("cli.staff.sign_out"))
    def sign_out(context: typer.Context, organisation: which = None) -> None:
        from progrez_desktop.core.services import authorities

        with context.obj.opened() as deps:
            card, kind = _card(deps, organisation)
            Door(deps.device.staff_tokens, card, kind, authorities.reach_of(deps), words).let_out()

    @staff.command(help=words("cli.staff.show"))
    def show(context: typer.Context, organisation: which = None) -> None:
        from progrez_desktop.core.services import staff_sign_in

        with context.obj.opened() as deps:
            card, kind = _card(deps, organisation)
            needed = staff_sign_in.is_needed(card, kind)
            tokens = deps.device.staff_tokens.get(card.organisation_id)
            is_there = staff_sign_in.is_signed_in(deps.device.staff_tokens, card, deps.clock.now_ms())
        if tokens is not None and is_there:
            print(_signed_in(card, tokens, words))
        else:
            print(words(f"cli.staff.{'nobody' if needed else 'not_needed'}", name=card.name[words.language]))


@dataclass(frozen=True)
class Door:
    """Where staff of one organisation come in and go, on a kiosk and on a workstation alike."""

    store: "TokenStore"
    card: "Card"
    kind: "DeviceKind"
    reach: "Reach"
    words: Words

    def let_in(self, clock: Clock, entropy: Entropy, way: str, *, opens: bool) -> None:
        """Sign somebody in, and say for what.

        Args:
            way: "browser" or "phone".
            opens: Whether the browser of this computer is opened.

        Raises:
            UsageFault: "provider_way", "staff_nowhere". Fault: As the ways themselves.
        """
        from progrez_desktop.core.model.provider import WAYS
        from progrez_desktop.core.services import staff_sign_in

        if way not in WAYS:
            raise UsageFault("provider_way", ways=", ".join(WAYS))
        if way == "phone":
            tokens = _by_phone(staff_sign_in.phone_way(self.card, self.kind, self.reach, clock), self.words)
        else:
            said = self.words("staff.go_back")
            tried = staff_sign_in.browser_way(self.card, self.kind, self.reach, clock, entropy, said)
            tokens = _by_browser(tried, self.words, opens=opens)
        staff_sign_in.keep(self.store, self.card, tokens)
        print(_signed_in(self.card, tokens, self.words))

    def let_out(self) -> None:
        """Sign out whoever is signed in, and say whether their provider was told."""
        from progrez_desktop.core.services import staff_sign_in

        was = self.store.get(self.card.organisation_id)
        told = staff_sign_in.sign_out(self.store, self.card, self.kind, self.reach)
        how = "nobody" if was is None else "signed_out" if told else "forgotten"
        print(self.words(f"cli.staff.{how}", name=self.card.name[self.words.language]))


def _card(deps: "Deps", organisation: str | None) -> "tuple[Card, DeviceKind]":
    from progrez_desktop.core.services import enrolling

    known = enrolling.chosen(deps, organisation)
    return enrolling.card_of(deps, known.organisation_id), known.kind


def _signed_in(card: "Card", tokens: "StaffTokens", words: Words) -> str:
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
