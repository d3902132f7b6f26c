"""An article as HTML: one file with look and pictures inside, for a browser; or its body alone, for our window."""

from collections.abc import Callable, Iterator
from html import escape

from progrez_desktop.core.documents import article as model
from progrez_desktop.core.documents.drawing_svg import svg_of
from progrez_desktop.core.documents.plot_layout import laid_out
from progrez_desktop.core.resources import resource_json, resource_text

FONT = "'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_PLOT_WIDTH = 475.0
"""As on paper, so that both show the same picture."""

Picture = Callable[[model.Figure], str]
"""Gives the element that shows a figure."""


def html_page(document: model.Article) -> str:
    """Return a whole page that loads nothing: no script, no font, no picture from elsewhere."""
    # The policy makes it a promise: whatever a browser finds in here, it fetches nothing.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}: {escape(document.subtitle)}</title>\n"
        f"<style>\n{_colours()}{resource_text('style', 'article.css')}</style>\n</head>\n<body>\n"
        f"{_header(document)}{_navigation(document)}<main>\n{html_body(document, _inline)}</main>\n"
        f"<footer>{escape(document.running)}</footer>\n</body>\n</html>\n"
    )


def html_body(document: model.Article, picture: Picture) -> str:
    """Return the chapters, in elements that Qt's text documents know as well."""
    return "".join(line for chapter in document.chapters for line in _chapter(chapter, picture))


def html_contents(document: model.Article) -> str:
    """Return the first page and the table of contents in such elements, without the title."""
    rows = (f"<th>{escape(name)}</th><td>{escape(value)}</td>" for name, value in document.facts)
    facts = "".join(f"<tr>{row}</tr>" for row in rows)
    entries = "".join(f"<li>{_link(chapter)}</li>" for chapter in document.chapters)
    return f"<p>{_text(document.lead)}</p><table>{facts}</table><h2>{escape(document.contents)}</h2><ol>{entries}</ol>"


def svg_figure(figure: model.Figure, paint: Callable[[str], str], font: str = FONT) -> str:
    """Return the picture of a figure in these colours."""
    return svg_of(laid_out(figure.plot, _PLOT_WIDTH), paint, figure.alternative, font)


def _inline(figure: model.Figure) -> str:
    return svg_figure(figure, lambda token: f"var(--{token.replace('_', '-')})")


def _colours() -> str:
    """The tokens of resources/style as CSS: light, dark where the system is, and light again on paper."""
    themes = resource_json("style", "tokens.json")
    light, dark = (
        "".join(f"--{name.replace('_', '-')}:{value};" for name, value in themes[theme].items())
        for theme in ("light", "dark")
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def _header(document: model.Article) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in document.facts)
    return (
        f'<header><div><h1>{escape(document.title)}</h1><p class="subtitle">{escape(document.subtitle)}</p></div>'
        f'<p class="lead">{_text(document.lead)}</p><dl>{facts}</dl></header>\n'
    )


def _navigation(document: model.Article) -> str:
    entries = "".join(f"<li>{_link(chapter)}</li>" for chapter in document.chapters)
    return (
        f'<nav aria-labelledby="contents"><h2 id="contents">{escape(document.contents)}</h2><ol>{entries}</ol></nav>\n'
    )


def _link(chapter: model.Chapter) -> str:
    return f'<a href="#{chapter.id}">{escape(chapter.title)}</a>'


def _chapter(chapter: model.Chapter, picture: Picture) -> Iterator[str]:
    yield f'<section><h2 id="{chapter.id}">{chapter.number} {escape(chapter.title)}</h2>\n'
    for block in chapter.blocks:
        yield _block(block, picture) + "\n"
    yield "</section>\n"


def _block(block: model.Block, picture: Picture) -> str:
    if isinstance(block, model.Paragraph):
        return f"<p>{_text(block.text)}</p>"
    if isinstance(block, model.Subheading):
        return f'<h3 id="{block.id}">{escape(block.text)}</h3>'
    if isinstance(block, model.Bullets):
        look = ' class="small"' if block.is_small else ""
        return f"<ul{look}>" + "".join(f"<li>{_text(item)}</li>" for item in block.items) + "</ul>"
    if isinstance(block, model.Formula):
        return f'<p class="formula">{_text(block.text)}</p>'
    if isinstance(block, model.Note):
        return f'<blockquote class="note"><p>{_text(block.text)}</p></blockquote>'
    if isinstance(block, model.Table):
        return _table(block)
    caption = f"<figcaption>{_label(block)}</figcaption>"
    return f'<figure id="{block.id}">{caption}<div>{picture(block)}</div></figure>'


def _label(block: model.Table | model.Figure) -> str:
    return f"<b>{escape(block.label)}</b> {_text(block.caption)}"


def _table(table: model.Table) -> str:
    head = "".join(f'<th scope="col"{_align(column)}>{escape(column.head)}</th>' for column in table.columns)
    rows = "".join(_row(row, table.columns) for row in table.rows)
    return (
        f'<div class="table" id="{table.id}"><p class="caption" id="{table.id}-caption">{_label(table)}</p>'
        f'<table aria-labelledby="{table.id}-caption"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(row: model.Row, columns: tuple[model.Column, ...]) -> str:
    if row.title:
        whole = f'scope="rowgroup" colspan="{len(columns)}"'
        return f'<tr><th {whole} class="title">{escape(row.title)}</th></tr>'
    cells = []
    for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        tag, scope = ("td", "") if number else ("th", ' scope="row"')
        language = f' lang="{cell.language}"' if cell.language else ""
        below = f"<br><small>{escape(cell.below)}</small>" if cell.below else ""
        cells.append(f"<{tag}{scope}{language}{_align(column)}>{escape(cell.text)}{below}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _align(column: model.Column) -> str:
    return ' class="to-right"' if column.align == "right" else ""


def _text(runs: model.Text) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: model.Run) -> str:
    shown = escape(run.text)
    if run.shift:
        shown = f"<{run.shift}>{shown}</{run.shift}>"
    if run.is_strong:
        shown = f"<b>{shown}</b>"
    return f'<span lang="{run.language}">{shown}</span>' if run.language else shown
