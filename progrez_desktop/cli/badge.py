"""`progrez badge`: the skills of a profile in JSON become an Open Badge that this computer signs."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import reading, telling_file_faults, writing
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.badge.help"))
    def badge(
        context: typer.Context,
        source: Annotated[Path, options.profile(words)],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="BADGE.jwt", help=words("cli.cv.out"))],
        with_name: Annotated[bool, typer.Option("--with-name", help=words("cli.badge.with_name"))] = False,
        numbers: Annotated[bool, options.in_numbers(words)] = False,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.cv import parse_profile_json
        from progrez_desktop.core.json_document import MAX_BYTES
        from progrez_desktop.core.keys.signing_key import SigningKey
        from progrez_desktop.core.model.cv import CvLook
        from progrez_desktop.core.open_badge import must_have_skills
        from progrez_desktop.core.services.badges import signed_badge

        with reading(source) as file, telling_file_faults(source, words):
            document = parse_profile_json(file.read(MAX_BYTES + 1))
            must_have_skills(document)
        with Storage(context.obj, parts, passphrase_fd).opened() as deps:
            signer = SigningKey.of(deps.machine)
        look = CvLook(numbers=numbers)
        content = signed_badge(document, Words(document.language), look, signer, "given", with_name=with_name)
        with writing(out, source) as file:
            file.write(content)
