"""`progrez cv`: a profile in JSON becomes a CV in PDF, signed by this computer, or the same CV as JSON Resume."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.streams import reading, telling_file_faults, writing
from progrez_desktop.core.words import Words


class Template(StrEnum):
    """What `--template` may be."""

    modern = "modern"
    classic = "classic"
    compact = "compact"


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.cv.help"))
    def cv(
        context: typer.Context,
        source: Annotated[Path, options.profile(words)],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="CV.pdf", help=words("cli.cv.out"))],
        template: Annotated[Template, typer.Option(help=words("cli.cv.template"))] = Template.modern,
        numbers: Annotated[bool, options.in_numbers(words)] = False,
        blind: Annotated[bool, typer.Option("--blind", help=words("cli.cv.blind"))] = False,
        as_resume: Annotated[bool, typer.Option("--json-resume", help=words("cli.cv.json_resume"))] = False,
        unsigned: Annotated[bool, typer.Option("--unsigned", help=words("cli.cv.unsigned"))] = False,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.cv import blinded, parse_profile_json
        from progrez_desktop.core.documents.cv_pdf import Seal, draw_cv
        from progrez_desktop.core.documents.signing import signed
        from progrez_desktop.core.json_document import MAX_BYTES
        from progrez_desktop.core.json_resume import json_resume
        from progrez_desktop.core.keys.signing_key import SigningKey
        from progrez_desktop.core.model.cv import CvLook

        with reading(source) as file, telling_file_faults(source, words):
            document = parse_profile_json(file.read(MAX_BYTES + 1))
        # The document says its own language; what is told on the terminal stays in the session's.
        own_words, look = Words(document.language), CvLook(template.value, numbers)
        if blind:
            document = blinded(document, own_words)
        if as_resume:
            with writing(out, source) as file:
                file.write(json_resume(document, own_words, look))
            return
        if unsigned:
            made = draw_cv(document, own_words, look)
            pdf = made.pdf
        else:
            with Storage(context.obj, parts, passphrase_fd).opened() as deps:
                signer = SigningKey.of(deps.machine)
            made = draw_cv(document, own_words, look, Seal(signer, "given"))
            pdf = signed(made.pdf, signer)
        with writing(out, source) as file:
            file.write(pdf)
        if made.missing:
            codes = ", ".join(f"U+{ord(sign):04X}" for sign in made.missing)
            print(words("cli.cv.not_drawable", codes=codes), file=sys.stderr)
        if template is Template.compact and made.pages > 1:
            print(words("cli.cv.not_one_page", pages=made.pages), file=sys.stderr)
