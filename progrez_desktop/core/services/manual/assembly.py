"""Puts the manual together: the chapters in the order of the EFPA review model, prose and figures of one language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from progrez_desktop import __version__
from progrez_desktop.core.documents import article
from progrez_desktop.core.packs.shipped import Shipped, shipped
from progrez_desktop.core.resources import resource_json, resource_text
from progrez_desktop.core.services.manual.manuscript import Insert, Manuscript, Part, read_manuscript
from progrez_desktop.core.services.manual.material import Material, gather
from progrez_desktop.core.services.manual.plots import PLOTS
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.tables_scales import TABLES as OF_SCALES
from progrez_desktop.core.services.manual.tables_studies import TABLES as OF_STUDIES
from progrez_desktop.core.services.manual.values import values
from progrez_desktop.core.words import Words

CHAPTERS = (
    *("purpose", "constructs", "items", "administration", "formats", "scoring", "adaptive", "quality", "norms"),
    *("reliability", "structure", "fairness", "situations", "open_answers", "validity", "users", "duties", "limits"),
    *("versions", "parameters", "references"),
)
"""Every heading that a reviewer looks for. Each is a file in both languages in resources/manual."""

TABLES = {**OF_SCALES, **OF_STUDIES}

_HASH = 12
"""Digits of a hash that stand in a sentence: enough to tell two files apart."""
_PLACE = re.compile(r"\{([\w.]+)\}")


def technical_manual(words: Words, made: date, files: Shipped | None = None) -> article.Article:
    """Return the manual in the language of `words`.

    Raises:
        DataFault: "resource_missing" or "resource_changed", where a file that measures is not the one that shipped.
        EnvironmentFault: the same, where prose is lost.
    """
    return _Author(gather(files or shipped()), Say(words), words).article(made)


def manuscripts(language: str) -> dict[str, Manuscript]:
    """Return the prose of every chapter, as it is written."""
    return {name: read_manuscript(resource_text("manual", f"{name}.{language}.md")) for name in CHAPTERS}


@dataclass(frozen=True)
class _Author:
    """Fills the prose with what the material says."""

    material: Material
    say: Say
    words: Words

    def article(self, made: date) -> article.Article:
        written = manuscripts(self.say.language)
        numbers = {name: number for number, name in enumerate(CHAPTERS, start=1)}
        labels = dict(self._labels(written))
        known = values(self.material, self.say) | {f"chapter.{name}": str(n) for name, n in numbers.items()} | labels
        filled = _Filled(self.material, self.say, known)
        chapters = tuple(filled.chapter(name, numbers[name], one) for name, one in written.items())
        bank, assessment, term = self.material.bank, self.material.assessment, self.say.term
        facts = (
            (term("version.program"), __version__),
            (term("version.pack"), f"{assessment.id} {assessment.version}"),
            (term("version.bank"), f"{bank.version}, SHA-256 {bank.sha256}"),
            (term("version.norms"), bank.norm_set),
            (term("made"), self.words.day(made)),
        )
        running = term("running").format(bank=bank.version, sha256=bank.sha256[:16], program=__version__)
        return article.Article(
            title=term("title"),
            subtitle=assessment.title[self.say.language],
            lead=article.text(term("lead")),
            facts=facts,
            contents=term("contents"),
            running=running,
            page=term("page"),
            language=self.say.language,
            author=assessment.publisher,
            made=made,
            chapters=chapters,
        )

    def _labels(self, written: Mapping[str, Manuscript]) -> Iterator[tuple[str, str]]:
        """Number tables and figures through the whole manual, by the names that the prose refers to them with."""
        counted = {"table": 0, "figure": 0}
        for part in (part for one in written.values() for part in one.parts if isinstance(part, Insert)):
            if part.kind in counted:
                counted[part.kind] += 1
                yield f"{part.kind}.{part.name}", f"{self.say.term(part.kind)} {counted[part.kind]}"


@dataclass(frozen=True)
class _Filled:
    material: Material
    say: Say
    known: Mapping[str, str]

    def fill(self, text: str) -> str:
        """Put figures into their places. A place without a figure is a mistake of ours and raises KeyError."""
        return _PLACE.sub(lambda found: self.known[found[1]], text)

    def chapter(self, name: str, number: int, written: Manuscript) -> article.Chapter:
        blocks = tuple(block for at, part in enumerate(written.parts) for block in self._blocks(f"{name}-{at}", part))
        return article.Chapter(name, number, self.fill(written.title), blocks)

    def _blocks(self, id_: str, part: Part | Insert) -> Iterator[article.Block]:
        if isinstance(part, Insert):
            yield from self._inserted(part)
            return
        text = self.fill(part.texts[0])
        if part.kind == "bullets":
            yield article.Bullets(tuple(article.text(self.fill(item)) for item in part.texts))
        elif part.kind == "subheading":
            yield article.Subheading(id_, text)
        elif part.kind == "formula":
            yield article.Formula(article.text(text))
        else:
            yield (article.Note if part.kind == "note" else article.Paragraph)(article.text(text))

    def _inserted(self, part: Insert) -> Iterator[article.Block]:
        if part.kind == "list":
            if items := LISTS[part.name](self.material, self.say):
                yield article.Bullets(tuple(map(article.text, items)), is_small=part.name == "references")
            return
        label, caption = self.known[f"{part.kind}.{part.name}"], article.text(self.fill(part.caption))
        if part.kind == "figure":
            words = {name: self.fill(text) for name, text in part.labels.items()}
            plot = PLOTS[part.name](self.material, self.say, words)
            yield article.Figure(f"figure-{part.name}", label, caption, words["alt"], plot)
            return
        heads, *rows = ([self.fill(cell) for cell in line] for line in part.lines)
        made = tuple(TABLES[part.name](self.material, self.say)) if part.name in TABLES else ()
        written = tuple(article.Row(tuple(map(article.Cell, row))) for row in rows)
        columns = tuple(map(_column, heads))
        yield article.Table(f"table-{part.name}", label, caption, columns, written + made)


def _column(head: str) -> article.Column:
    return article.Column(head.removesuffix(">").strip(), "right" if head.endswith(">") else "left")


def _references(material: Material, say: Say) -> list[str]:
    return resource_text("manual", "references.txt").splitlines()


def _changes(material: Material, say: Say) -> list[str]:
    """What is different in each version of the bank, the newest first."""
    changes = resource_json("manual", "changes.json")
    return [f"**{one['bank']}** ({one['sha256'][:_HASH]}…) {one[say.language]}" for one in changes]


def _study_notes(material: Material, say: Say) -> list[str]:
    """A sentence for each study that was made with another bank than the one described."""
    return [say.term(f"study_of_another_bank.{name}") for name in material.studies_of_another_bank]


LISTS = {"references": _references, "changes": _changes, "study_notes": _study_notes}
