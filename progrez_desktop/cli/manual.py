"""`progrez manual`: the technical manual, written from the bank and its studies as they ship."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.streams import writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words

_PAGES = (".html", ".htm", ".xhtml")
"""What a PDF is never called: nothing would open it."""


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.manual.help"))
    def manual(
        out: Annotated[Path, typer.Option("--out", "-o", metavar="MANUAL.pdf", help=words("cli.manual.out"))],
        html: Annotated[Path | None, typer.Option(metavar="FILE|DIR", help=words("cli.manual.html"))] = None,
        language: Annotated[str | None, typer.Option(metavar="en|nl", help=words("cli.manual.language"))] = None,
    ) -> None:
        from progrez_desktop.core.documents.article_html import html_page
        from progrez_desktop.core.documents.article_pdf import render_article
        from progrez_desktop.core.services.manual.assembly import technical_manual

        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        if out.suffix.lower() in _PAGES:
            raise UsageFault("manual_not_pdf", file=shown(str(out)))
        spoken = Words(language) if language else words
        page = _page(html, spoken.language)
        if page is not None and page.resolve() == out.resolve():
            raise UsageFault("manual_twice", file=str(out))
        article = technical_manual(spoken, date.today())
        with writing(out) as file:
            file.write(render_article(article))
        if page is not None:
            with writing(page) as file:
                file.write(html_page(article).encode())


def _page(html: Path | None, language: str) -> Path | None:
    """Return where the page of HTML goes: into a folder that is there under a name of ours, else the file itself."""
    return html / f"technical-manual.{language}.html" if html is not None and html.is_dir() else html
