"""The readable part of a person's own copy: a summary first, then who they are, results, choices and the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.contest import said_in_words
from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article import Block, Cell, Chapter, Column, Row, Table
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.services import access_log, contesting, my_data
from progrez_desktop.core.services import own_chapters as chapters
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.my_data import MyData
from progrez_desktop.core.services.own_chapters import bullets, paragraph, plain
from progrez_desktop.core.services.results import finished
from progrez_desktop.core.words import Words

Data = Mapping[str, Any]
_CHAPTERS = (
    *("summary", "about", "scores", "logic", "against", "answers", "readings", "ratings", "examples"),
    *("choices", "happened", "kept", "held"),
)


def paper(deps: Deps, session: Session, data: Data, words: Words) -> bytes:
    """Return the paper as a PDF."""
    from progrez_desktop.core.documents.article_pdf import render_article

    return render_article(_Paper(deps, session, data, words).article())


class _Paper:
    """One copy on its way to paper."""

    def __init__(self, deps: Deps, session: Session, data: Data, words: Words) -> None:
        self._deps, self._session, self._data, self._words = deps, session, data, words
        self._mine: MyData = my_data.look(deps, session)
        self._log = access_log.checked(deps, session)
        self._tables = 0
        self._questions = {name: str(one["text"]) for name, one in data["questions"].items()}
        self._names = {skill.id: skill.short_name[words.language] for skill in deps.assessment.skills}
        self._spoken = [
            (words.moment(profile.finished_ms), *one)
            for profile in finished(deps, session)
            for one in said_in_words(contesting.said(session, profile.attempt_id), deps.assessment, words)
        ] + chapters.taken_out(session, self._names, words)

    def article(self) -> article.Article:
        words, details = self._words, self._mine.details
        made = words.moment(self._data["made_ms"])
        return article.Article(
            title=words("own_copy.title"),
            subtitle=details.full_name,
            lead=plain(words("own_copy.lead")),
            facts=(
                (words("own_copy.fact.name"), details.full_name),
                (words("own_copy.fact.email"), details.email),
                (words("own_copy.fact.made"), made),
                (words("own_copy.fact.program"), self._data["program"]),
            ),
            contents=words("own_copy.contents"),
            running=made,
            page=words.template("own_copy.page"),
            language=words.language,
            author="Progrez",
            made=self._deps.today(),
            chapters=tuple(
                Chapter(name, number, words(f"own_copy.chapter.{name}"), tuple(getattr(self, f"_{name}")()))
                for number, name in enumerate(_CHAPTERS, start=1)
            ),
        )

    # Chapters

    def _summary(self) -> Iterator[Block]:
        words, mine = self._words, self._mine
        yield paragraph(words("own_copy.summary.held"))
        yield bullets(my_data.held_sentences(mine.held, words))
        yield paragraph(words("own_copy.summary.choices"))
        given = [words(f"consent.{one.purpose}.title") for one in mine.choices if one.state == "given"]
        yield bullets(given or [words("own_copy.summary.nobody")])
        yield article.Note(plain(my_data.whole_or_not(self._log, words)))
        yield paragraph(words("own_copy.summary.files"))

    def _about(self) -> Iterator[Block]:
        return chapters.about(self._session, self._words)

    def _scores(self) -> Iterator[Block]:
        from progrez_desktop.core.services.own_copy import scores

        words, rows = self._words, scores(self._data)
        if not rows:
            yield paragraph(words("own_copy.none"))
            return
        shown = [
            (
                self._names.get(row["skill_id"], row["skill_id"]),
                _number(row["theta"], 2, words),
                _number(row["se"], 2, words),
                _whole(row["sten"]),
                f"{row['low']}-{row['high']}" if row["low"] is not None else "",
                _whole(row["percentile"]),
                row["norm_id"] or words("profile.no_number"),
            )
            for row in rows
        ]
        heads = ("skill", "theta", "error", "sten", "band", "percentile", "norm")
        yield self._table("scores", [words(f"own_copy.column.{head}") for head in heads], shown, right=range(1, 6))
        groups = self._data["scoring"]["norm_groups"]
        yield bullets([f"{norm_id}: {name}" for norm_id, name in groups.items()])

    def _logic(self) -> Iterator[Block]:
        yield bullets(self._data["scoring"]["steps"])

    def _against(self) -> Iterator[Block]:
        """What the person says against their results."""
        if not self._spoken:
            yield paragraph(self._words("own_copy.none"))
            return
        yield self._table("said", self._heads("when", "skill", "said"), self._spoken)

    def _answers(self) -> Iterator[Block]:
        words, latest = self._words, {}
        for row in self._data["safe"]["response_event"]:
            latest[(row["attempt_id"], row["item_id"])] = row
        for attempt in self._data["safe"]["attempt"]:
            rows = [row for (attempt_id, _), row in latest.items() if attempt_id == attempt["id"]]
            yield article.Subheading(f"answers-{attempt['id']}", words.moment(attempt["started_ms"]))
            closed = [(self._asked(row), self._said(row)) for row in rows if row["kind"] != "text"]
            if closed:
                yield self._table(f"closed-{attempt['id']}", self._heads("question", "answer"), closed)
            for row in (row for row in rows if row["kind"] == "text"):
                yield chapters.strong(self._asked(row))
                yield paragraph(self._said(row))
        if not self._data["safe"]["attempt"]:
            yield paragraph(words("own_copy.none"))

    def _readings(self) -> Iterator[Block]:
        words, readings = self._words, self._data["safe"]["reading"]
        yield paragraph(words("own_copy.readings.lead" if readings else "own_copy.none"))
        for row in readings:
            yield chapters.strong(self._asked(row))
            skills = ((row["body"] or {}).get("evidence") or {}).get("skills", {})
            levels = {name: one["level"] for name, one in skills.items() if one.get("level") is not None}
            yield bullets(
                [
                    words("own_copy.reading", skill=self._names.get(name, name), level=level)
                    for name, level in levels.items()
                ]
                or [words("own_copy.none")]
            )

    def _ratings(self) -> Iterator[Block]:
        return chapters.rated(self._session, self._names, self._questions, self._words)

    def _examples(self) -> Iterator[Block]:
        return chapters.examples(self._session, self._questions, self._words)

    def _choices(self) -> Iterator[Block]:
        words, organisation = self._words, self._mine.organisation
        if organisation is None:
            yield paragraph(words("own_copy.none"))
            return
        yield paragraph(words("own_copy.choices.lead", organisation=organisation.name[words.language]))
        rows = [
            (words(f"consent.{one.purpose}.title"), my_data.state_sentence(one, words)) for one in self._mine.choices
        ]
        yield self._table("choices", self._heads("purpose", "state"), rows)
        yield from self._given_out(organisation)

    def _given_out(self, ours: Organisation) -> Iterator[Block]:
        """What other organisations were allowed, and who received what and when."""
        words, names = self._words, {ours.id: ours.name}
        for other, choices in self._mine.others:
            names[other.id] = other.name
            yield paragraph(words("own_copy.choices.lead", organisation=other.name[words.language]))
            rows = [(words(f"consent.{one.purpose}.title"), my_data.state_sentence(one, words)) for one in choices]
            yield self._table(f"choices-{other.id}", self._heads("purpose", "state"), rows)
        yield paragraph(words("own_copy.released.lead"))
        # By the rows of the device that it was made on, which is not always the one where it is read.
        waiting = {row["release_id"] for row in self._data["device"].get("outbox", ()) if row["state"] == "waiting"}
        released = [replace(one, has_left=one.id not in waiting) for one in self._mine.released]
        told = [
            f"{names[one.organisation_id][words.language]}: {my_data.released_sentence(one, words)}"
            for one in released
            if one.organisation_id in names
        ]
        yield bullets(told or [words("own_copy.none")])

    def _happened(self) -> Iterator[Block]:
        words = self._words
        yield paragraph(my_data.whole_or_not(self._log, words))
        rows = [
            (
                str(line.seq),
                words.moment(line.at_ms),
                words(f"log.actor.{line.actor}"),
                my_data.sentence(line, words, self._mine.names),
            )
            for line in self._log.lines
        ]
        yield self._table("happened", self._heads("number", "when", "who", "what"), rows, right=(0,))
        if told := chapters.news(self._session, words):
            yield paragraph(words("own_copy.news.lead"))
            yield bullets(told)

    def _kept(self) -> Iterator[Block]:
        return chapters.kept(self._data["device"], self._words)

    def _held(self) -> Iterator[Block]:
        words = self._words
        yield paragraph(words("own_copy.held.lead"))
        rows = [
            (f"{where}-{table}", str(len(self._data[where][table])))
            for where in ("safe", "device")
            for table in self._data[where]
        ]
        yield self._table("held", self._heads("table", "rows"), rows, right=(1,))
        yield paragraph(words("own_copy.held.withheld"))
        yield bullets([f"{place}: {why}" for place, why in self._data["withheld"].items()])

    # Parts of chapters

    def _asked(self, row: Data) -> str:
        question = self._data["questions"].get(row["item_id"], {})
        return str(question.get("text", row["item_id"]))

    def _said(self, row: Data) -> str:
        return said(row, self._data["questions"].get(row["item_id"], {}), self._words)

    def _heads(self, *names: str) -> list[str]:
        return [self._words(f"own_copy.column.{name}") for name in names]

    def _table(
        self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()
    ) -> Table:
        self._tables += 1
        columns = tuple(Column(head, "right" if at in right else "left") for at, head in enumerate(heads))
        label = self._words("own_copy.table", n=self._tables)
        caption = plain(self._words(f"own_copy.caption.{name.partition('-')[0]}"))
        return Table(name, label, caption, columns, tuple(Row(tuple(map(Cell, row))) for row in rows))


def said(row: Data, question: Data, words: Words) -> str:
    """Return what was answered, in words; of a situation the texts of the actions."""
    if row["kind"] == "skipped":
        return words("own_copy.skipped")
    if row["kind"] == "text":
        return str(row["value"]["text"]) if row["value"] else words("own_copy.replaced")
    value = row["value"]
    if row["kind"] == "statement":
        return words("own_copy.category", n=value["category"])
    actions = question.get("actions", {})
    chosen = {side: actions.get(value[side], value[side]) or "–" for side in ("best", "worst")}
    return words("own_copy.situation", **chosen)


def _number(value: float | None, digits: int, words: Words) -> str:
    return "" if value is None else words.decimal(value, digits)


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)
