"""The report on a team as an article: who it is of, skills, parts, risks, how it was composed, agreements, privacy."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from progrez_desktop.core.documents.article import (
    Article,
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Figure,
    Note,
    Paragraph,
    Row,
    Subheading,
    Table,
    text,
)
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.documents.plot import Band, Key, Line, Panel, Plot, axis
from progrez_desktop.core.model.team import Member, SkillLine
from progrez_desktop.core.model.team_report import TeamReport
from progrez_desktop.core.words import Words

LEAST_MEMBERS = 3
HIGH, LOW, FAR_APART = 7.0, 4.5, 2.0
"""Stens: what is called high and low of a mean, and a spread that is worth an agreement."""
_CHAPTERS = ("about", "map", "parts", "risks", "without", "composed", "agreements", "privacy")
_AGREED = ("decisions", "meetings", "conflict", "feedback")
_DAYS = (30, 60, 90)
_LONGEST = 60
"""Signs of a name in a running head: a line of it never wraps."""


def render_team_report(report: TeamReport, words: Words, told: "TeamSentences") -> bytes:
    """Return the report as a PDF: the same bytes for the same report and words."""
    return render_article(_Paper(report, words, told).article())


class TeamSentences:
    """Sentences that screen and paper share; whoever makes a report hands over those of `services.recruiting`."""

    def __init__(
        self,
        *,
        proof: str,
        why: Sequence[str],
        conditions: Sequence[str],
        covered: "dict[str, str]",
        roles: Sequence[tuple[str, str, str]],
        phases: Sequence[tuple[str, str, str]],
    ) -> None:
        self.proof, self.why, self.conditions = proof, tuple(why), tuple(conditions)
        self.covered, self.roles, self.phases = covered, tuple(roles), tuple(phases)


class _Paper:
    """One report on its way to paper."""

    def __init__(self, report: TeamReport, words: Words, told: TeamSentences) -> None:
        self._report, self._words, self._told = report, words, told
        self._lines = {line.skill: line for line in report.team.skills}
        self._skills = [skill for skill in report.skills if skill in self._lines]
        self._numbers = count(1)

    def article(self) -> Article:
        report, words = self._report, self._words
        members = len(report.team.members)
        reader = _short(report.reader)
        page = words("team_report.page", reader=reader.replace("{", "{{").replace("}", "}}"))
        return Article(
            title=words("team_report.title"),
            subtitle=report.saved.name,
            lead=text(words("team_report.lead")),
            facts=(
                (words("team_report.fact.reader"), self._reader()),
                (
                    words("team_report.fact.members"),
                    words("team_report.members_of", n=members, of=words.number(report.consented)),
                ),
                (words("team_report.fact.codes"), ", ".join(one.person.code for one in report.team.members)),
                (words("team_report.fact.norm"), "; ".join(report.norms) or words("team_report.norm_untold")),
                (words("team_report.fact.made"), words.day(report.made)),
                (words("team_report.fact.ends"), words.day(report.ends)),
                (words("team_report.fact.purpose"), words("team_report.purpose")),
                (words("team_report.fact.confidential"), words("team_report.confidential")),
            ),
            contents=words("team_report.contents"),
            running=_short(report.saved.name),
            page=page,
            language=words.language,
            author="Progrez",
            made=report.made,
            chapters=tuple(
                Chapter(name, number, words(f"team_report.chapter.{name}"), tuple(getattr(self, f"_{name}")()))
                for number, name in enumerate(_CHAPTERS, start=1)
            ),
        )

    def _reader(self) -> str:
        report, words = self._report, self._words
        if report.trained_on is None:
            return words("team_report.reader_untrained", name=report.reader)
        return words("team_report.reader_trained", name=report.reader, day=words.day(report.trained_on))

    # What it is

    def _about(self) -> Iterator[Block]:
        report, words = self._report, self._words
        hidden = sum(not member.may_show for member in report.team.members)
        yield self._say("about.purpose")
        yield self._say("about.consent", n=len(report.team.members), of=words.number(report.consented))
        if report.saved.lost:
            yield Note(text(words.plural("team_report.lost", report.saved.lost)))
        yield self._say(
            "about.values.none" if hidden == len(report.team.members) else "about.values.some", hidden=hidden
        )
        yield Note(text(words("team_report.about.limits")))

    # The skills

    def _map(self) -> Iterator[Block]:
        words = self._words
        yield self._say("map.how")
        yield self._map_table()
        if figure := self._figure():
            yield figure
        shown = [(at, member) for at, member in enumerate(self._report.team.members) if member.may_show]
        if shown:
            yield Subheading("own", words("team_report.own"))
            yield self._say("own.how")
            yield self._heat_map(shown)

    def _map_table(self) -> Table:
        words = self._words
        rows = [
            Row(
                (
                    Cell(f"{number}  {self._report.skills[line.skill]}"),
                    Cell(self._decimal(line.mean), self._error(line)),
                    Cell(self._decimal(line.least)),
                    Cell(self._decimal(line.spread)),
                    Cell(words("team.reach", reach=line.reach, of=line.of) if line.of else words("team.untold")),
                    Cell(self._told.covered[line.skill]),
                )
            )
            for number, line in enumerate(self._in_order(), start=1)
        ]
        heads = ("skill", "mean", "least", "spread", "reach", "covered")
        columns = tuple(
            Column(words(f"team.column.{name}"), "left" if name in ("skill", "covered") else "right") for name in heads
        )
        return self._table("map", columns, rows)

    def _figure(self) -> Figure | None:
        """Lowest to highest as a band over the skills, with the mean as a line: where anything can be told."""
        words = self._words
        told = [(float(at), line) for at, line in enumerate(self._in_order(), start=1) if line.mean is not None]
        if len(told) < LEAST_MEMBERS:
            return None
        band = tuple((at, line.least or 0.0, line.most or 0.0) for at, line in told)
        places = [at for at, _ in told]
        panel = Panel(
            "",
            axis(places, [str(round(at)) for at in places], places[0] - 0.3, places[-1] + 0.3),
            axis([1, 4, 7, 10], ["1", "4", "7", "10"]),
            (
                Band(band, "spruce_600"),
                Line(tuple((at, line.least or 0.0) for at, line in told), "warn", dash="dashed", with_dots=True),
                Line(tuple((at, line.mean or 0.0) for at, line in told), "ink_900", with_dots=True),
            ),
        )
        keys = (
            Key(words("team_report.key.mean"), "ink_900"),
            Key(words("team_report.key.least"), "warn", "dashed"),
            Key(words("team_report.key.span"), "spruce_600", is_area=True),
        )
        plot = Plot((panel,), 1, 190.0, words("team_report.figure.x"), words("team_report.figure.y"), keys)
        caption = text(words("team_report.figure"))
        return Figure("span", words("team_report.figure.label"), caption, words("team_report.figure.alternative"), plot)

    def _heat_map(self, shown: Sequence[tuple[int, Member]]) -> Table:
        words = self._words
        columns = (Column(words("team.column.skill")), *(Column(member.person.code, "right") for _, member in shown))
        rows = [
            Row((Cell(name), *(self._own_cell(member, skill) for _, member in shown)))
            for skill, name in self._report.skills.items()
            if skill in self._lines
        ]
        return self._table("own", columns, rows)

    def _own_cell(self, member: Member, skill: str) -> Cell:
        margin = member.scores.get(skill)
        if margin is None:
            return Cell(self._words("team.untold"))
        return Cell(f"{margin.low}–{margin.high}", shade=min(3, max(1, (margin.sten + 2) // 3)))

    # Parts, strengths and risks

    def _parts(self) -> Iterator[Block]:
        yield self._say("parts.how")
        for about, parts in (("role", self._told.roles), ("phase", self._told.phases)):
            heads = (f"team.roles.column.{about}", "team.roles.column.stands_for", "team.roles.column.covered")
            columns = tuple(Column(self._words(head)) for head in heads)
            yield self._table(about, columns, [Row(tuple(map(Cell, part))) for part in parts])
        yield Note(text(self._words("team_report.parts.weak")))

    def _risks(self) -> Iterator[Block]:
        words, lines = self._words, list(self._in_order())
        strengths = [line for line in lines if (line.mean or 0.0) >= HIGH]
        yield Subheading("strengths", words("team_report.strengths"))
        yield self._bullets(
            [words("team_report.strength", skill=self._name(one)) for one in strengths], "strengths.none"
        )
        if strengths:
            yield self._say("overuse", skills=", ".join(map(self._name, strengths)))
        shared = [line for line in lines if line.shared_risk]
        yield Subheading("shared", words("team_report.shared"))
        risks = [words("team_report.risk", skill=self._name(one)) for one in shared]
        risks += [
            words(f"team_report.risk_{line.covered}", skill=self._name(line))
            for line in lines
            if not line.shared_risk and line.of and line.covered != "covered"
        ]
        yield self._bullets(risks, "shared.none")
        yield Subheading("friction", words("team_report.friction"))
        yield self._say("friction.how")
        apart = [line for line in lines if (line.spread or 0.0) >= FAR_APART]
        yield self._bullets([words(f"team_report.agree.{one.skill}") for one in apart], "friction.none")
        yield Subheading("values", words("team_report.values"))
        yield self._say("values.not_measured")

    # How it was composed

    def _without(self) -> Iterator[Block]:
        """What each who allows own values carries alone; of the others it would tell their values."""
        report, words, names = self._report, self._words, self._report.skills
        shown = {one.person.release_id for one in self._report.team.members if one.may_show}
        yield self._say("without.how")
        carried = [
            words(
                "team_report.without.loses",
                code=change.out.code,
                skills=", ".join(names.get(one, one) for one in change.loses),
            )
            for change in self._report.without
            if change.out.release_id in shown and change.loses
        ]
        yield self._bullets(carried, "without.nothing")
        yield self._say("without.replace")
        if report.own:
            yield Subheading("candidacy", words("team_report.candidacy"))
            yield self._say("candidacy.how")
            yield self._candidacies()

    def _candidacies(self) -> Table:
        words, names = self._words, self._report.skills
        kinds = ("adds", "duplicates", "strains", "uncertain")
        columns = tuple(Column(words(f"team_report.column.{name}")) for name in ("member", *kinds))

        def listed(skills: Sequence[str]) -> Cell:
            return Cell(", ".join(names.get(one, one) for one in skills) or words("team.candidacy.none"))

        rows = [
            Row((Cell(one.person.code), *(listed(getattr(one, kind)) for kind in kinds))) for one in self._report.own
        ]
        return self._table("candidacy", columns, rows)

    def _composed(self) -> Iterator[Block]:
        report, words = self._report, self._words
        yield self._say("composed.how")
        yield Subheading("conditions", words("team_report.conditions"))
        yield self._bullets(self._told.conditions, "conditions.none")
        yield Subheading("weights", words("team_report.weights"))
        wishes = [("weak_link", report.ask.wishes.weak_link), ("coverage", report.ask.wishes.coverage)]
        wishes += [("mix", report.ask.wishes.mix), ("level", report.ask.wishes.level)]
        columns = tuple(Column(words(f"team_report.column.{name}")) for name in ("wish", "weight", "evidence"))
        rows = [
            Row((Cell(words(f"team.wish.{wish}")), Cell(str(weight)), Cell(words(f"team.wish.{wish}.evidence"))))
            for wish, weight in wishes
        ]
        yield self._table("weights", columns, rows)
        yield Note(text(words("team.evidence")))
        yield Subheading("as_good", words("team_report.as_good"))
        yield from self._as_good()
        yield Subheading("why", words("team.why"))
        yield self._bullets(self._told.why, "why.none")

    def _as_good(self) -> Iterator[Block]:
        """Say how near other teams are, and name nobody who is not in this one."""
        report, words = self._report, self._words
        if report.composed is None or not report.composed.proposals:
            yield self._say("as_good.none")
            return
        if self._told.proof:
            yield Paragraph(text(self._told.proof))
        mine = set(report.team.release_ids)
        lines = []
        for number, proposal in enumerate(report.composed.proposals, start=1):
            same = max(len(mine & set(team.release_ids)) for team in proposal.teams)
            lines.append(
                words("team_report.proposal", number=number, same=same, of=len(mine), holds=self._holds(proposal.holds))
            )
        yield self._bullets(lines, "as_good.none")

    def _holds(self, holds: float | None) -> str:
        if holds is None:
            return ""
        return self._words("team_report.holds", percent=round(100 * holds))

    # Agreements, fairness and privacy

    def _agreements(self) -> Iterator[Block]:
        words = self._words
        yield self._say("agreements.how")
        columns = tuple(Column(words(f"team_report.agreed.{name}")) for name in ("about", "we"))
        rows = [
            Row(
                (Cell(words(f"team_report.agreed.{one}"), words(f"team_report.agreed.{one}.ask")), Cell(_LINES, _LINES))
            )
            for one in _AGREED
        ]
        yield self._table("agreed", columns, rows)
        yield Subheading("days", words("team_report.days"))
        columns = tuple(Column(words(f"team_report.days.{name}")) for name in ("until", "what", "who"))
        rows = [
            Row((Cell(words("team_report.days.n", days=n)), Cell(words(f"team_report.days.{n}")), Cell(_LINE)))
            for n in _DAYS
        ]
        yield self._table("days", columns, rows)
        yield Subheading("guide", words("team_report.guide"))
        yield self._say("guide.how")
        yield self._bullets([words(f"team_report.guide.{number}") for number in range(1, 7)], "guide.how")

    def _privacy(self) -> Iterator[Block]:
        report, words = self._report, self._words
        yield self._bullets([words(f"team_report.privacy.{number}") for number in range(1, 6)], "privacy.1")
        yield self._say("privacy.received", reader=self._reader(), day=words.day(report.made))
        if report.before:
            yield self._say("privacy.before", days="; ".join(map(words.day, report.before)))
        yield Note(text(words("team_report.privacy.ends", day=words.day(report.ends))))

    # Shared

    def _say(self, key: str, **params: object) -> Paragraph:
        return Paragraph(text(self._words(f"team_report.{key}", **params)))

    def _bullets(self, lines: Iterable[str], otherwise: str) -> Block:
        """Return lines as a list, or the one sentence that stands where there are none."""
        items = tuple(text(one) for one in lines)
        return Bullets(items) if items else self._say(otherwise)

    def _table(self, name: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Table:
        label = self._words("team_report.table", number=next(self._numbers))
        caption = text(self._words(f"team_report.table.{name}"))
        return Table(f"table-{name}", label, caption, columns, tuple(rows))

    def _in_order(self) -> Iterator[SkillLine]:
        return (self._lines[skill] for skill in self._skills)

    def _name(self, line: SkillLine) -> str:
        return self._report.skills[line.skill]

    def _decimal(self, value: float | None) -> str:
        return self._words("team.untold") if value is None else self._words.decimal(value, 1)

    def _error(self, line: SkillLine) -> str:
        return "" if line.mean_error is None else f"± {self._words.decimal(line.mean_error, 1)}"


_LINE = "_" * 24
_LINES = "_" * 40


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
