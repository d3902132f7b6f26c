"""`progrez cv`: a profile in JSON becomes a CV in PDF."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.streams import reading, telling_file_faults, writing
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.cv.help"))
    def cv(
        source: Annotated[Path, typer.Argument(metavar="PROFILE.json", help=words("cli.cv.source"))],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="CV.pdf", help=words("cli.cv.out"))],
    ) -> None:
        from progrez_desktop.core.cv import parse_profile_json
        from progrez_desktop.core.documents.cv_pdf import missing_in_cv, render_cv
        from progrez_desktop.core.json_document import MAX_BYTES

        with reading(source) as file, telling_file_faults(source, words):
            document = parse_profile_json(file.read(MAX_BYTES + 1))
        # The document says its own language; what is told on the terminal stays in the session's.
        pdf = render_cv(document, Words(document.language))
        with writing(out, source) as file:
            file.write(pdf)
        if missing := missing_in_cv(document):
            codes = ", ".join(f"U+{ord(sign):04X}" for sign in missing)
            print(words("cli.cv.not_drawable", codes=codes), file=sys.stderr)
