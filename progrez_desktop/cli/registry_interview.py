"""An interview from the terminal: its guide, notes that the candidate can ask to read, and what is weighed together."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import releases_of
from progrez_desktop.cli.streams import writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.interview import Note, Probe, Sheet
    from progrez_desktop.core.services.recruiting.interviewing import Interview
    from progrez_desktop.core.services.registry_deps import RegistryDeps


def add(registry: typer.Typer, words: Words) -> None:
    _add_guide(registry, words)
    _add_note(registry, words)
    _add_notes(registry, words)
    _add_combine(registry, words)


def _add_guide(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.guide.help"))
    def guide(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        out: Annotated[Path | None, options.out_pdf(words)] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import interview_paper, interviewing

        with context.obj.opened() as deps:
            release_id = releases_of(deps, code)[0]
            if out is None:
                told = list(_told(interviewing.open_interview(deps, release_id), words))
            else:
                pdf, told = interview_paper.guide_as_pdf(deps, release_id, words), []
        for line in told:
            print(line)
        if out is not None:
            with writing(out) as sink:
                sink.write(pdf)


def _told(interview: "Interview", words: Words) -> Iterator[str]:
    yield words("interview.page", code=interview.row.code)
    yield words("interview.told")
    for name, asked in (("shared", interview.guide.shared), ("added", interview.guide.added)):
        if asked:
            yield f"\n{words(f'interview.{name}.title')}"
        for one in asked:
            for probe in one.probes:
                yield from _probe(probe, words(f"interview.why.{one.why}"), words)
    if not interview.guide.asked:
        yield words("interview.none")


def _probe(probe: "Probe", why: str, words: Words) -> Iterator[str]:
    language = words.language
    yield f"\n{probe.id} ({why})"
    yield f"  {probe.situation[language]} {probe.behaviour[language]} {probe.outcome[language]}"
    for key, part in (("follow_up", probe.follow_up), ("listen_for", probe.listen_for), ("less", probe.less)):
        yield "  " + words(f"interview.{key}", what=part[language])
    for rating, anchor in enumerate(probe.anchors, start=1):
        yield "    " + words("interview.rating", rating=rating, means=anchor[language])


def _add_note(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.note.help"))
    def note(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        probe: Annotated[
            str | None, typer.Option("--probe", metavar="QUESTION", help=words("cli.registry.note.probe"))
        ] = None,
        rating: Annotated[
            int | None, typer.Option("--rating", metavar="1-5", help=words("cli.registry.note.rating"))
        ] = None,
        text: Annotated[
            str | None, typer.Option("--text", metavar="TEXT", help=words("cli.registry.note.text"))
        ] = None,
        remove: Annotated[
            str | None, typer.Option("--remove", metavar="NOTE", help=words("cli.registry.note.remove"))
        ] = None,
        undo: Annotated[bool, typer.Option("--undo", help=words("cli.registry.note.undo"))] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import notes
        from progrez_desktop.core.services.recruiting.candidates import with_role

        told = sum((probe is not None or text is not None or rating is not None, remove is not None, undo))
        if told != 1 or (rating is not None and probe is None):
            raise UsageFault("note_nothing_told")
        with context.obj.opened() as deps:
            release_id = releases_of(deps, code)[0]
            role_id = with_role(deps, release_id)[1].id
            if remove is not None:
                notes.drop(deps, _whole_id(deps, release_id, remove))
                said = "interview.removed"
            elif undo:
                notes.undo(deps, release_id)
                said = "interview.undone"
            else:
                _keep(deps, release_id, role_id, probe, rating, text)
                said = "cli.registry.note.kept"
        print(words(said))


def _keep(
    deps: "RegistryDeps", release_id: str, role_id: str, probe: str | None, rating: int | None, text: str | None
) -> None:
    """Keep what was given; what was left out stays as it is."""
    from progrez_desktop.core.services.recruiting import notes
    from progrez_desktop.core.services.recruiting.reader import reader

    if probe is None:
        notes.keep_remark(deps, release_id, text or "", role_id=role_id)
        return
    by = reader(deps).name
    before = next((one for one in notes.notes_of(deps, release_id) if (one.probe, one.by) == (probe, by)), None)
    rating = rating if rating is not None else before.rating if before else None
    text = text if text is not None else before.text if before else ""
    notes.keep_probe(deps, release_id, probe, rating, text, role_id)


def _whole_id(deps: "RegistryDeps", release_id: str, typed: str) -> str:
    """Return the number of the one note that somebody typed the beginning of."""
    from progrez_desktop.core.services.recruiting import notes
    from progrez_desktop.core.services.recruiting.typed import meant

    kept = notes.notes_of(deps, release_id)
    return meant(typed, kept, lambda one: (one.id, one.id), "note_unknown", "which_note").id


def _add_notes(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.notes.help"))
    def notes(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        disclose: Annotated[
            Path | None, typer.Option("--disclose", metavar="OUT", help=words("cli.registry.notes.disclose"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import interviewing

        if disclose is not None:
            _disclose(context, code, disclose, words)
            return
        with context.obj.opened() as deps:
            kept = interviewing.open_interview(deps, releases_of(deps, code)[0]).notes
        for one in kept:
            print(_line(one, words))
        if not kept:
            print(words("cli.registry.notes.none"), file=sys.stderr)


def _line(note: "Note", words: Words) -> str:
    from progrez_desktop.core.texts import one_line

    about = note.probe or words("notes.remark")
    rated = words("interview.rated", rating=note.rating) if note.rating is not None else ""
    return "  ".join(filter(None, (note.id[:8], words.moment(note.at_ms), note.by, about, rated, one_line(note.text))))


def _disclose(context: typer.Context, code: str, out: Path, words: Words) -> None:
    from progrez_desktop.core.services.recruiting import disclosing, roles

    form = out.suffix.lower().lstrip(".")
    if form not in ("pdf", "json"):
        raise UsageFault("notes_form", form=shown(form))
    with context.obj.opened() as deps:
        release_id = releases_of(deps, code)[0]
        row = deps.store.profiles.row(release_id, deps.mark_ms())
        role = roles.locked_for(deps, row.assessment) if row is not None else None
        told = disclosing.disclose(deps, release_id, role)
    with writing(out) as sink:
        sink.write(disclosing.as_json(told) if form == "json" else disclosing.as_pdf(told, words))
    if form == "pdf" and disclosing.undrawn(told):
        print(words("cli.registry.notes.undrawn"), file=sys.stderr)
    print(words.plural("cli.registry.notes.disclosed", len(told.notes)), file=sys.stderr)


def _add_combine(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.combine.help"))
    def combine(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        sample: Annotated[
            str | None, typer.Option("--sample", metavar="WHAT", help=words("cli.registry.combine.sample"))
        ] = None,
        value: Annotated[
            float | None, typer.Option("--value", metavar="N", help=words("cli.registry.combine.value"))
        ] = None,
        scale: Annotated[
            tuple[float, float] | None,
            typer.Option("--scale", metavar="LOW HIGH", help=words("cli.registry.combine.scale")),
        ] = None,
        margin: Annotated[
            float | None, typer.Option("--margin", metavar="N", help=words("cli.registry.combine.margin"))
        ] = None,
        remove_sample: Annotated[
            bool, typer.Option("--remove-sample", help=words("cli.registry.combine.remove_sample"))
        ] = False,
        instead: Annotated[
            int | None, typer.Option("--instead", metavar="N", help=words("cli.registry.combine.instead"))
        ] = None,
        reason: Annotated[
            str, typer.Option("--reason", metavar="TEXT", help=words("cli.registry.combine.reason"))
        ] = "",
        take_back: Annotated[bool, typer.Option("--take-back", help=words("cli.registry.combine.take_back"))] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import combining, interviewing

        if sum((sample is not None, remove_sample, instead is not None, take_back)) > 1:
            raise UsageFault("combine_one")
        if sample is not None and (value is None or scale is None):
            raise UsageFault("sample_numbers")
        with context.obj.opened() as deps:
            interview = interviewing.open_interview(deps, releases_of(deps, code)[0])
            of = (deps, interview.row.release_id, interview.role)
            if sample is not None and value is not None and scale is not None:
                made = combining.enter_sample(*of, sample, value, *scale, margin)
            elif remove_sample:
                made = combining.remove_sample(*of)
            elif instead is not None:
                made = combining.override(*of, instead, reason)
            elif take_back:
                made = combining.take_override_back(*of)
            else:
                made = combining.sheet(*of)
        _tell_combined(made, words)


def _tell_combined(made: "Sheet", words: Words) -> None:
    from progrez_desktop.core.services.recruiting.disclosing import sentences

    for line in sentences(made, words):
        print(line)
    if made.missing_skills:
        print(words("combine.missing_skills", skills=", ".join(made.missing_skills)))
