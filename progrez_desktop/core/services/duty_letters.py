"""What goes out about a request: the confirmation as a mail, ready to be sent, and the answer as a letter."""

import textwrap
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from typing import TYPE_CHECKING

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.duty import Duty, Outcome, Request
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.device_knowledge import known_of, sentences
from progrez_desktop.core.texts import one_line
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter

_LINE = 78


def confirmation(duty: Duty, request: Request, now_ms: int) -> bytes:
    """Return the confirmation as a mail in both languages. It does not tell whether there is an account."""
    mail = EmailMessage(policy=SMTPUTF8)
    user, _, domain = (request.reply_to or request.email).strip().rpartition("@")
    mail["To"] = Address(one_line(request.name), user, domain)
    mail["Subject"] = " / ".join(Words(language)("duty.mail.subject", number=duty.number) for language in LANGUAGES)
    mail["Date"] = format_datetime(datetime.fromtimestamp(now_ms / 1000, UTC))
    mail["X-Unsent"] = "1"  # mail programs open it as a draft: its sender is whoever sends it
    mail.set_content("\n\n--\n\n".join(_confirmed(duty, Words(language)) for language in LANGUAGES))
    return mail.as_bytes()


def _confirmed(duty: Duty, words: Words) -> str:
    days = {"received": words.day(day_of(duty.received_ms)), "due": words.day(day_of(duty.due_ms))}
    told = words("duty.mail.text", number=duty.number, what=words(f"duty.kind.{duty.kind}"), **days)
    return "\n".join(textwrap.fill(line, _LINE, break_long_words=False) for line in told.split("\n"))


def answer(deps: Deps, duty: Duty, account: Account | None, outcome: Outcome, text: str, words: Words) -> "Letter":
    """Return the letter that ends a request."""
    from progrez_desktop.core.documents.letter import Letter, Part

    parts = [Part(words("duty.letter.done"), (words(f"duty.done.{duty.kind}.{outcome}"),))]
    if text.strip():
        parts.append(Part(words("duty.letter.answer"), tuple(filter(None, map(str.strip, text.splitlines())))))
    if outcome in ("package", "letter"):
        known = known_of(deps, account)
        parts.append(Part(words("duty.letter.known"), sentences(deps, known, words)))
        parts.append(Part(words("duty.letter.unreadable"), (words("duty.unreadable"),)))
    parts.append(Part(words("duty.letter.rights"), (words("duty.rights"),)))
    facts = (
        (words("duty.letter.number"), duty.number),
        (words("duty.letter.received"), words.day(day_of(duty.received_ms))),
        (words("duty.letter.closed"), words.day(deps.today())),
    )
    what = words(f"duty.kind.{duty.kind}")
    title, lead = words("duty.letter.title"), words("duty.letter.lead", what=what)
    return Letter(title, lead, facts, tuple(parts), words.language, deps.today())


def as_pdf(letter: "Letter") -> bytes:
    from progrez_desktop.core.documents.letter import render_letter

    return render_letter(letter)


def as_text(letter: "Letter") -> bytes:
    """Return a letter as plain text, for a mail."""
    lines = [letter.title, "", letter.lead, "", *(f"{name}: {value}" for name, value in letter.facts)]
    for part in letter.parts:
        lines += ["", part.title, *part.lines]
    filled = (textwrap.fill(line, _LINE, break_long_words=False, break_on_hyphens=False) for line in lines)
    return ("\n".join(filled) + "\n").encode()
