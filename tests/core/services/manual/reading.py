"""The manual as tests read it: made once in each language, its prose as it is written, and what it says where."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain

from progrez_desktop.core.documents import article as model
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.documents.plot import Plot
from progrez_desktop.core.services.manual.assembly import technical_manual
from progrez_desktop.core.services.manual.manuscript import Insert, Manuscript
from progrez_desktop.core.words import Words

DAY = date(2026, 11, 23)


@cache
def manual(language: str) -> model.Article:
    return technical_manual(Words(language), DAY)


@cache
def pdf(language: str) -> bytes:
    return render_article(manual(language))


def inserts(written: Manuscript) -> list[Insert]:
    return [part for part in written.parts if isinstance(part, Insert)]


def texts_of(written: Manuscript) -> list[str]:
    """Every piece of prose in a chapter, captions, cells and words of figures among them."""
    texts = [written.title]
    for part in written.parts:
        if isinstance(part, Insert):
            texts += [part.caption, *chain.from_iterable(part.lines), *part.labels.values()]
        else:
            texts += part.texts
    return texts


def places_in(written: Manuscript) -> Counter[str]:
    return Counter(place for text in texts_of(written) for place in re.findall(r"\{([\w.]+)\}", text))


def tables_of(article: model.Article) -> dict[str, model.Table]:
    blocks = (block for chapter in article.chapters for block in chapter.blocks)
    return {block.id: block for block in blocks if isinstance(block, model.Table)}


def plot_of(article: model.Article, name: str) -> Plot:
    return next(figure.plot for figure in article.figures if figure.id == name)


def told_in(article: model.Article, where: str) -> str:
    """The text of one table ("table-norms") or of one chapter ("scoring")."""
    if where.startswith("table-"):
        rows = tables_of(article)[where].rows
        return "\n".join(f"{cell.text} {cell.below}" for row in rows for cell in row.cells)
    chapter = next(chapter for chapter in article.chapters if chapter.id == where)
    texts = []
    for block in chapter.blocks:
        if isinstance(block, model.Bullets):
            texts += [model.plain(item) for item in block.items]
        elif isinstance(block, model.Table | model.Figure):
            texts.append(model.plain(block.caption))
        elif not isinstance(block, model.Subheading):
            texts.append(model.plain(block.text))
    return "\n".join(texts)
