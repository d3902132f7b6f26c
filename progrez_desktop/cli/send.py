"""`progrez send` and `progrez receive`: what waits goes to an organisation, over the network or as a file."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import reading, telling_file_faults, writing
from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.outgoing import Post, Sent
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.exchange import Exchanged

_MOST_BYTES = 64 << 20


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    passphrase = Annotated[int | None, options.passphrase_fd(words)]
    as_data = Annotated[bool, typer.Option("--json", help=words("cli.send.json"))]

    @app.command(help=words("cli.send.help"))
    def send(
        context: typer.Context,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words("cli.send.dry_run"))] = False,
        to: Annotated[str | None, typer.Option(metavar="ID", help=words("cli.send.to"))] = None,
        stick: Annotated[Path | None, typer.Option(metavar="FILE", help=words("cli.send.stick"))] = None,
        as_json: as_data = False,
        passphrase_fd: passphrase = None,
    ) -> None:
        with Storage(context.obj, parts, passphrase_fd).opened() as deps:
            posts = _chosen(deps, to)
            if dry_run:
                _tell_plan(deps, posts, words, as_json=as_json)
            elif stick is not None:
                _carry_out(deps, posts, stick, words)
            else:
                raise typer.Exit(_send(deps, posts, words, as_json=as_json))

    @app.command(help=words("cli.receive.help"))
    def receive(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.receive.file"))],
        as_json: as_data = False,
        passphrase_fd: passphrase = None,
    ) -> None:
        from progrez_desktop.core.services import stick

        with Storage(context.obj, parts, passphrase_fd).opened() as deps:
            with telling_file_faults(file, words), reading(file) as opened:
                data = opened.read(_MOST_BYTES)
                came = stick.take_in(deps, data)
            if as_json:
                told = {"stored": came.stored, "erased": came.erased, "mail": came.mail, "notices": came.notices}
                print(json.dumps({"organisation": came.organisation_id, **told}))
                return
            for line in stick.sentences(came, words):
                print(line)


def _chosen(deps: "Deps", to: str | None) -> "list[Post]":
    """Return whom it goes to: the one that was named by the beginning of its id, or everybody."""
    from progrez_desktop.core.services import sending

    posts = list(sending.plan(deps))
    if to is None:
        return posts
    found = [post for post in posts if post.organisation_id.startswith(to)]
    if len(found) != 1:
        raise UsageFault("organisation_unknown")
    return found


def _tell_plan(deps: "Deps", posts: "list[Post]", words: Words, *, as_json: bool) -> None:
    from progrez_desktop.core.services import sending

    if as_json:
        print(json.dumps([_as_data(deps, post) for post in posts], ensure_ascii=False))
        return
    if not posts:
        print(words("cli.send.nobody"))
    for post in posts:
        for line in sending.plan_sentences(post, words):
            print(line)


def _as_data(deps: "Deps", post: "Post") -> dict[str, Any]:
    from progrez_desktop.core.services import sending

    return {
        "organisation": post.organisation_id,
        "name": dict(post.name),
        "state": post.state,
        "erasures": post.erasures,
        "profiles": post.profiles,
        "fields": dict(post.fields),
        "not_taken": post.stopped,
        "sent_ms": post.sent_ms,
        "releases": [vars(one) for one in sending.would_leave(deps, post.organisation_id)],
    }


def _carry_out(deps: "Deps", posts: "list[Post]", path: Path, words: Words) -> None:
    from progrez_desktop.core.services import stick

    waiting = [post for post in posts if post.erasures or (post.profiles and post.state != "dropped")] or posts
    if len(waiting) != 1:
        raise UsageFault("send_to_whom" if waiting else "organisation_none_yet")
    made = stick.carry_out(deps, waiting[0].organisation_id)
    with writing(path) as file:
        file.write(made.data)
    name = waiting[0].name[words.language]
    print(words("cli.send.carried", file=path.name, name=name, erased=made.erasures, stored=made.profiles))
    if made.left:
        print(words.plural("cli.send.carried_left", made.left), file=sys.stderr)


def _send(deps: "Deps", posts: "list[Post]", words: Words, *, as_json: bool) -> int:
    """Send to each in turn, and return the worst of the exit statuses."""
    ready = [post for post in posts if post.can_be_pressed] or sorted(posts, key=lambda post: post.state == "dropped")
    if not ready:
        raise UsageFault("organisation_none_yet")
    status = 0
    for post in ready:
        done = _exchanged(deps, post, words, quiet=as_json)
        status = max(status, _status(done))
        _tell(done, post, words, as_json=as_json)
    return status


def _exchanged(deps: "Deps", post: "Post", words: Words, *, quiet: bool) -> "Exchanged":
    from progrez_desktop.core.services import enrolling, exchange, sending

    if not post.can_be_pressed:
        sending.check_ready(deps, post.organisation_id)

    def progress(done: int, of: int) -> None:
        if not quiet:
            print(words("cli.send.progress", done=done, of=of), file=sys.stderr)

    with enrolling.relay_of(deps, post.organisation_id) as relay:
        return exchange.go(deps, post.organisation_id, relay, progress)


def _tell(done: "Exchanged", post: "Post", words: Words, *, as_json: bool) -> None:
    from progrez_desktop.core.services import exchange

    if as_json:
        print(json.dumps(_told(done.sent) | {"mail": done.mail, "notices": done.notices, "periods": done.periods}))
        return
    for line in exchange.sentences(done, post.name[words.language], words):
        print(line)


def _told(sent: "Sent") -> dict[str, Any]:
    return {
        "organisation": sent.organisation_id,
        "ended": sent.ended,
        "stored": sent.stored,
        "erased": sent.erased,
        "waiting": sent.waiting,
        "items": [
            {"kind": one.kind, "release": one.release_id, "version": one.version, "outcome": one.code}
            for one in sent.outcomes
        ],
        "fault": sent.fault.code if sent.fault else None,
        "try_again_ms": sent.try_again_ms,
        "server_rolled_back": sent.server_rolled_back,
        "minutes_off": sent.minutes_off,
    }


def _status(done: "Exchanged") -> int:
    """0: nothing is left to do. 1: something was not taken. 3, 4: as the fault that ended it has it."""
    sent = done.sent
    if sent.fault is not None:
        return sent.fault.exit_status
    if sent.ended == "stopped":
        return EnvironmentFault.exit_status
    if sent.ended == "left":
        return DataFault.exit_status
    return done.fault.exit_status if done.fault is not None else 0
