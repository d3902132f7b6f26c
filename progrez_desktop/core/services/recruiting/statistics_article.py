"""The statistics of an organisation as a document: for each subject what it is, a plot and its table."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article import Block, Cell, Chapter, Column, Row
from progrez_desktop.core.documents.plot import Axis, Bars, Line, Panel, Part, Plot, Rule, axis
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.services.recruiting import statistics
from progrez_desktop.core.services.recruiting.statistics import (
    ByMonth,
    CutFigures,
    Growth,
    Statistics,
)
from progrez_desktop.core.services.recruiting.told_counts import Shares, Told
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.fairness.impact import FOUR_FIFTHS, Impact, NotKnown
from progrez_desktop.scoring.local_norms import LEAST_PEOPLE

_MOST_MONTHS = 12
_HEIGHT = 96.0
_GOOD_RELIABILITY = 0.80
_MOST_RATIO = 2.0
_LEAST_P = 0.001
_COLOURS = ("relate", "think", "drive", "self")


def written(deps: RegistryDeps, words: Words) -> article.Article:
    """Return the document as it stands now."""
    from progrez_desktop.core.packs.shipped import shipped

    skills = {skill.id: skill.short_name[words.language] for skill in shipped().assessment().skills}
    organisation = papers.read_card(deps.store.identity().card).name[words.language]
    made = datetime.fromtimestamp(deps.mark_ms() / 1000, UTC).date()
    return article_of(statistics.look(deps), organisation, skills, words, made)


def as_csv(of: article.Article) -> bytes:
    """Return the tables of a document as one file, each row with the name of its table before it."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    for chapter in of.chapters:
        for block in chapter.blocks:
            if isinstance(block, article.Table):
                table.writerow([chapter.title, *(column.head for column in block.columns)])
                table.writerows([chapter.title, *(cell.text for cell in row.cells)] for row in block.rows)
    return out.getvalue().encode("utf-8-sig")  # Excel reads UTF-8 by this mark alone


def article_of(
    told: Statistics, organisation: str, skills: Mapping[str, str], words: Words, made: date
) -> article.Article:
    """Return the document.

    Args:
        skills: Short names by skill, in the language of `words`.
    """
    return article.Article(
        title=words("statistics.title"),
        subtitle=organisation,
        lead=article.text(words("statistics.lead")),
        facts=(
            (words("statistics.fact.organisation"), organisation),
            (words("statistics.fact.months"), _span(told.months, words)),
            (words("statistics.fact.periods"), words.number(told.periods)),
            (words("statistics.fact.made"), words.day(made)),
        ),
        contents=words("statistics.contents"),
        running=words("statistics.running", name=organisation),
        page=words.template("statistics.page"),
        language=words.language,
        author=organisation,
        made=made,
        chapters=tuple(_Author(told, skills, words).chapters()),
    )


def _span(months: Sequence[str], words: Words) -> str:
    if not months:
        return words("statistics.none_yet")
    first, last = (words.month(one) for one in (months[0], months[-1]))
    return first if first == last else words("statistics.span", begin=first, end=last)


class _Author:
    def __init__(self, told: Statistics, skills: Mapping[str, str], words: Words) -> None:
        self._told, self._skills, self._words = told, skills, words
        self._numbers = {skill: number for number, skill in enumerate(skills, start=1)}

    def chapters(self) -> Iterator[Chapter]:
        makers = {
            "use": self._use,
            "quality": self._quality,
            "abstention": self._abstention,
            "decisions": self._decisions,
            "norms": self._norms,
            "reliability": self._reliability,
            "impact": self._impact,
            "duties": self._duties,
        }
        for number, (name, make) in enumerate(makers.items(), start=1):
            lead = article.Paragraph(article.text(self._words(f"statistics.{name}.lead")))
            yield Chapter(name, number, self._words(f"statistics.{name}.title"), (lead, *make()))

    # What was done here

    def _use(self) -> Iterator[Block]:
        told, words = self._told, self._words
        yield from self._months("use", told.use)
        if told.periods:
            begun, finished = words.about(told.begun), words.about(told.finished)
            yield article.Paragraph(article.text(words("statistics.use.counted", begun=begun, finished=finished)))

    def _duties(self) -> Iterator[Block]:
        yield from self._months("duties", self._told.duties)
        yield article.Paragraph(article.text(self._words("statistics.duties.mail")))

    def _months(self, name: str, deeds: Sequence[ByMonth]) -> Iterator[Block]:
        words, months = self._words, self._told.months[-_MOST_MONTHS:]
        if not months:
            yield self._nothing()
            return
        top = max((count or 0 for deed in deeds for count in deed.months[-len(months) :]), default=0)
        if top:
            panels = tuple(
                self._month_panel(deed, months, colour) for deed, colour in zip(deeds, _COLOURS, strict=True)
            )
            yield self._figure(name, Plot(panels, 2, _HEIGHT, "", words("statistics.people")))
        heads = ("statistics.month", *(f"statistics.deed.{deed.kind}" for deed in deeds))
        rows = [
            (month, *(self._count(deed.months[len(self._told.months) - len(months) + at]) for deed in deeds))
            for at, month in enumerate(months)
        ]
        rows.append((words("statistics.total"), *(self._count(deed.total) for deed in deeds)))
        yield self._table(name, heads, rows)

    def _month_panel(self, deed: ByMonth, months: Sequence[str], colour: str) -> Panel:
        counts = deed.months[-len(months) :]
        bars = tuple((float(at), float(count)) for at, count in enumerate(counts) if count is not None)
        ends = sorted({0, len(months) - 1})
        x = axis([float(at) for at in ends], [months[at] for at in ends], low=-0.6, high=len(months) - 0.4)
        return Panel(self._words(f"statistics.deed.{deed.kind}"), x, self._from_zero(counts), (Bars(bars, colour),))

    def _from_zero(self, counts: Sequence[float | None]) -> Axis:
        top = max((count or 0.0 for count in counts), default=0.0) or 20.0
        step = 10.0 ** max(0, len(str(int(top))) - 1)
        most = step * -(-top // step)
        return axis((0.0, most / 2.0, most), [self._words.number(round(value)) for value in (0, most / 2, most)])

    # Shares

    def _quality(self) -> Iterator[Block]:
        words, told = self._words, self._told
        heads = ("statistics.quality.verdict", "statistics.quality.here", "statistics.quality.counted")
        both = (told.quality_here, told.quality_counted)
        if not any(one.of for one in both):
            yield self._nothing()
            return
        parts = list(told.quality_here.parts)
        panels = tuple(
            self._share_panel(words(head), [one.share(part) for part in parts])
            for head, one in zip(heads[1:], both, strict=True)
        )
        yield self._figure("quality", Plot(panels, 2, _HEIGHT, "", words("statistics.percent")))
        rows = [
            (f"{at} {words(f'statistics.verdict.{part}')}", *(self._part(one, part) for one in both))
            for at, part in enumerate(parts, start=1)
        ]
        rows.append((words("statistics.total"), *(self._count(one.of) for one in both)))
        yield self._table("quality", heads, rows)

    def _abstention(self) -> Iterator[Block]:
        words, by_skill = self._words, self._told.abstention
        if not any(one.of for one in by_skill.values()):
            yield self._nothing()
            return
        shares = [by_skill[skill].share("unscored") for skill in self._skills]
        if any(shares):
            panel = self._share_panel("", shares)
            yield self._figure("abstention", Plot((panel,), 1, _HEIGHT, "", words("statistics.percent")))
        heads = ("statistics.skill", "statistics.abstention.scored", "statistics.abstention.unscored")
        rows = [
            (self._skill(skill), self._part(by_skill[skill], "scored"), self._part(by_skill[skill], "unscored"))
            for skill in self._skills
        ]
        yield self._table("abstention", heads, rows)

    def _share_panel(self, title: str, shares: Sequence[float | None]) -> Panel:
        bars = tuple((float(at), 100.0 * share) for at, share in enumerate(shares, start=1) if share is not None)
        return Panel(title, self._numbered(len(shares)), self._hundred(), (Bars(bars, "relate"),))

    def _decisions(self) -> Iterator[Block]:
        words, told = self._words, self._told
        said, over = told.decisions, told.overrides
        if not said.of and not over.of:
            yield self._nothing()
            return
        heads = ("statistics.decisions.what", "statistics.decisions.count")
        shares = [
            *((words(f"statistics.decisions.{name}"), said.share(name), self._part(said, name)) for name in said.parts),
            (words("statistics.decisions.overridden"), over.share("overridden"), self._part(over, "overridden")),
        ]
        if any(share for _, share, _ in shares):
            panel = self._share_panel("", [share for _, share, _ in shares])
            yield self._figure("decisions", Plot((panel,), 1, _HEIGHT, "", words("statistics.percent")))
        rows = [(f"{at} {name}", part) for at, (name, _, part) in enumerate(shares, start=1)]
        rows.append((words("statistics.decisions.all"), self._count(said.of)))
        rows.append((words("statistics.decisions.combined"), self._count(over.of)))
        yield self._table("decisions", heads, rows)

    # What was measured

    def _norms(self) -> Iterator[Block]:
        words, told = self._words, self._told
        if not any(one.after for one in told.norms):
            yield self._nothing()
            return
        counts = [float(one.n) for one in told.norms]
        bars = Bars(tuple((float(at), n) for at, n in enumerate(counts, start=1)), "think")
        y = self._from_zero([*counts, float(LEAST_PEOPLE)])
        panel = Panel("", self._numbered(len(counts)), y, (bars, Rule(float(LEAST_PEOPLE))))
        yield self._figure("norms", Plot((panel,), 1, _HEIGHT, "", words("statistics.people")))
        heads = ("statistics.skill", "statistics.norms.now", "statistics.norms.before", "statistics.norms.since")
        yield self._table("norms", heads, [self._growth(one) for one in told.norms])

    def _growth(self, one: Growth) -> tuple[str, ...]:
        words = self._words
        if not one.after:
            return self._skill(one.skill), words("statistics.hidden"), "", ""
        before = words.about(one.after[-2][1]) if len(one.after) > 1 else ""
        return self._skill(one.skill), words.about(one.n), before, one.after[0][0]

    def _reliability(self) -> Iterator[Block]:
        words, told = self._words, self._told.reliability
        # Each a line of its own: between two skills there is nothing.
        dots = (Line(((float(at), one.smallest),), "drive", with_dots=True) for at, one in enumerate(told, start=1))
        y = axis((0.5, 0.7, 0.8, 0.9, 1.0), [words.decimal(value, 2) for value in (0.5, 0.7, 0.8, 0.9, 1.0)])
        parts: tuple[Part, ...] = (*dots, Rule(_GOOD_RELIABILITY))
        plot = Plot(
            (Panel("", self._numbered(len(told)), y, parts),), 1, _HEIGHT, "", words("statistics.reliability.y")
        )
        yield self._figure("reliability", plot)
        heads = (
            "statistics.skill",
            "statistics.reliability.r",
            "statistics.reliability.sem",
            "statistics.reliability.n",
        )
        rows = [
            (
                self._skill(one.skill),
                *(words.decimal(number, 2) for number in (one.smallest, one.sem_stens)),
                words.number(one.norm_n),
            )
            for one in told
        ]
        yield self._table("reliability", heads, rows)

    def _impact(self) -> Iterator[Block]:
        words, told = self._words, self._told.impact
        uncounted = [name for skill, name in self._skills.items() if skill not in {one.skill for one in told}]
        rows = [row for one in told for row in self._cut_rows(one)]
        ratios = [one for of in told for found in of.cuts.values() for one in found if isinstance(one, Impact)]
        if ratios:
            yield self._figure("impact", self._ratios(ratios))
        if rows:
            heads = ("cut", "group", "against", "ratio", "p", "told")
            at, numbered = 0, []
            for row, is_known in rows:
                at += is_known
                numbered.append((f"{at} {row[0]}" if is_known and ratios else row[0], *row[1:]))
            yield self._table("impact", [f"statistics.impact.{head}" for head in heads], numbered)
        if uncounted:
            listed = ", ".join(uncounted)
            yield article.Paragraph(article.text(words("statistics.impact.uncounted", skills=listed)))

    def _ratios(self, found: Sequence[Impact]) -> Plot:
        """A bar for each ratio, with a line from end to end of its interval, which may go on beyond the plot."""
        top = min(_MOST_RATIO, max(1.2, *(one.high for one in found)))
        y = axis(
            (0.0, FOUR_FIFTHS, 1.0), [self._words.decimal(value, 1) for value in (0.0, FOUR_FIFTHS, 1.0)], high=top
        )
        bars = Bars(tuple((float(at), one.ratio) for at, one in enumerate(found, start=1)), "self", 0.5)
        margins = (
            Line(((float(at), one.low), (float(at), min(top, one.high))), "ink_700") for at, one in enumerate(found, 1)
        )
        panel = Panel("", self._numbered(len(found)), y, (bars, *margins, Rule(FOUR_FIFTHS)))
        return Plot((panel,), 1, _HEIGHT, "", self._words("statistics.impact.y"))

    def _cut_rows(self, of: CutFigures) -> Iterator[tuple[tuple[str, ...], bool]]:
        words = self._words
        question = words(f"counting.question.{of.question}")
        for upper, found in of.cuts.items():
            name = self._skills.get(of.skill, of.skill)
            cut = words.plural("statistics.impact.taken", upper, skill=name, question=question)
            for one in found:
                yield (cut, *impact_cells(one, words)), isinstance(one, Impact)

    # Parts of them

    def _nothing(self) -> Block:
        return article.Note(article.text(self._words("statistics.nothing")))

    def _skill(self, skill: str) -> str:
        return f"{self._numbers[skill]} {self._skills[skill]}"

    def _count(self, told: Told) -> str:
        return self._words("statistics.hidden") if told is None else self._words.number(told)

    def _part(self, of: Shares, name: str) -> str:
        share = of.share(name)
        if share is None:
            return self._count(of.parts.get(name))
        return self._words("statistics.part", count=self._count(of.parts[name]), percent=round(100.0 * share))

    def _numbered(self, many: int) -> Axis:
        values = range(1, many + 1)
        return axis([float(at) for at in values], [str(at) for at in values], low=0.4, high=many + 0.6)

    def _hundred(self) -> Axis:
        return axis((0.0, 50.0, 100.0), ("0", "50", "100"))

    def _figure(self, name: str, plot: Plot) -> article.Figure:
        title, told = self._words(f"statistics.{name}.title"), self._words(f"statistics.{name}.plot")
        alternative = self._words("statistics.plot", title=title, what=told)
        return article.Figure(f"figure-{name}", "", article.text(told), alternative, plot)

    def _table(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> article.Table:
        first, *others = (self._words(head) for head in heads)
        columns = (Column(first), *(Column(head, "right") for head in others))
        caption = article.text(self._words("statistics.caption"))
        return article.Table(
            f"table-{name}", "", caption, columns, tuple(Row(tuple(map(Cell, cells))) for cells in rows)
        )


def impact_cells(one: Impact | NotKnown, words: Words) -> tuple[str, ...]:
    """Return in words how one group fares against another: group, the other, ratio with its interval, p, and a word."""
    if isinstance(one, NotKnown):
        return _group(one.group, words), "", words(f"cli.fairness.why.{one.why}"), "", ""
    shown = {"ratio": one.ratio, "low": one.low, "high": one.high}
    ratio = words("cli.fairness.impact.ratio", **{name: words.decimal(value, 2) for name, value in shown.items()})
    told = words("cli.fairness.impact.below" if one.is_below_four_fifths else "cli.fairness.impact.above")
    p = words.decimal(one.p, 3) if one.p >= _LEAST_P else f"< {words.decimal(_LEAST_P, 3)}"
    return _group(one.group, words), _group(one.against, words), ratio, p, told


def _group(name: str, words: Words) -> str:
    key = f"counting.group.{name}"
    return words(key) if key in words else name
