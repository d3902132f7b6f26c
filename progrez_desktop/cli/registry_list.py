"""The list of a registry at the terminal: filters that respect the margin, saved ones, and files with a purpose."""

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_query import called_of, conditions_of, order_of, purpose_of, with_conditions
from progrez_desktop.cli.registry_room import releases_of
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.handing import FORMS, Handing
from progrez_desktop.core.model.registry import ORDERS, Query
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.handing import Form, Handed
    from progrez_desktop.core.model.registry import Margin, Row
    from progrez_desktop.core.model.saved_filter import SavedFilter
    from progrez_desktop.core.services.registry_deps import RegistryDeps

_KEPT_ORDERS = tuple(order for order in ORDERS if order != "name")
"""A filter keeps no names, and so no order by them."""


def add_list(registry: typer.Typer, words: Words) -> None:
    _add_listing(registry, words)
    _add_saved(registry, words)
    _add_export(registry, words)
    _add_recipients(registry, words)


def _add_listing(registry: typer.Typer, words: Words) -> None:
    @registry.command("list", help=words("cli.registry.list.help"))
    def show_all(
        context: typer.Context,
        text: Annotated[str, typer.Option("--find", metavar="TEXT", help=words("cli.registry.find"))] = "",
        only: Annotated[
            list[str] | None, typer.Option("--only", metavar="CONDITION", help=words("cli.registry.only"))
        ] = None,
        saved: Annotated[str | None, typer.Option("--filter", metavar="NAME", help=words("cli.registry.saved"))] = None,
        purpose: Annotated[str | None, typer.Option(metavar="PURPOSE", help=words("cli.registry.purpose"))] = None,
        order: Annotated[
            str | None, typer.Option(metavar="ORDER", help=words("cli.registry.order", orders=", ".join(ORDERS)))
        ] = None,
        names: Annotated[bool, options.names(words)] = False,
        limit: Annotated[int, typer.Option(metavar="N", min=1, help=words("cli.registry.limit"))] = 200,
        as_json: Annotated[bool, options.as_json(words)] = False,
    ) -> None:
        from dataclasses import replace

        from progrez_desktop.core.services import registry

        with context.obj.opened() as deps:
            query = _query(deps, words, text, only, saved, purpose, order, names)
            found, all_of_them = registry.rows(deps, replace(query, limit=limit)), registry.count(deps, query)
        if as_json:
            print(json.dumps([_as_data(row, names) for row in found], indent=2, ensure_ascii=False))
        else:
            _print_rows(found, words, names)
        print(words.plural("cli.registry.listed", all_of_them, shown=len(found)), file=sys.stderr)


def _query(
    deps: "RegistryDeps",
    words: Words,
    text: str,
    only: list[str] | None,
    saved: str | None,
    purpose: str | None,
    order: str | None,
    names: bool,
) -> Query:
    """Return what was typed, over the saved filter that was named; one that asks for what is no more says so."""
    from dataclasses import replace

    from progrez_desktop.core.services.recruiting import saved_filters

    query = saved_filters.named(deps, saved).query if saved is not None else Query()
    query = with_conditions(query, only or ())
    if purpose is not None:
        query = replace(query, purpose=purpose_of(purpose))
    if order is not None:
        query = replace(query, order=order_of(order, names))
    missing = saved_filters.missing(deps, query)
    if missing:
        print(words("filter.missing", what=_gone(missing)), file=sys.stderr)
    return replace(query, text=text, with_names=names, skills_called=called_of(text))


def _gone(missing: "Any") -> str:
    return ", ".join((*missing.skills, *((missing.assessment,) if missing.assessment else ())))


# Saved filters


def _add_saved(registry: typer.Typer, words: Words) -> None:
    saved = App(words, "cli.registry.filter.help", no_args_is_help=True)
    registry.add_typer(saved, name="filter")
    _add_known_filters(saved, words)
    _add_changing_filters(saved, words)


def _add_known_filters(saved: typer.Typer, words: Words) -> None:
    name_of = words("cli.registry.filter.name")

    @saved.command("list", help=words("cli.registry.filter.list.help"))
    def show_all(
        context: typer.Context,
        as_json: Annotated[bool, options.as_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import saved_filters

        with context.obj.opened() as deps:
            found = [(one, saved_filters.missing(deps, one.query)) for one in saved_filters.saved(deps)]
        if as_json:
            told = [{"name": one.name, "only": conditions_of(one.query), "order": one.query.order} for one, _ in found]
            print(json.dumps(told, indent=2, ensure_ascii=False))
            return
        headings = [words(f"cli.registry.filter.column.{name}") for name in ("name", "asks", "gone")]
        print_table(headings, [[one.name, " ".join(conditions_of(one.query)), _gone(gone)] for one, gone in found])

    @saved.command(help=words("cli.registry.filter.save.help"))
    def save(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=name_of)],
        only: Annotated[
            list[str] | None, typer.Option("--only", metavar="CONDITION", help=words("cli.registry.only"))
        ] = None,
        order: Annotated[
            str, typer.Option(metavar="ORDER", help=words("cli.registry.order", orders=", ".join(_KEPT_ORDERS)))
        ] = "newest",
    ) -> None:
        from progrez_desktop.core.services.recruiting import saved_filters

        with context.obj.opened() as deps:
            query = with_conditions(Query(order=order_of(order, with_names=False)), only or ())
            one = saved_filters.save(deps, name, query)
        print(words("filter.saved", name=one.name))


def _add_changing_filters(saved: typer.Typer, words: Words) -> None:
    name_of = words("cli.registry.filter.name")

    @saved.command(help=words("cli.registry.filter.rename.help"))
    def rename(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=name_of)],
        to: Annotated[str, typer.Argument(metavar="NEW", help=words("cli.registry.filter.new"))],
    ) -> None:
        from progrez_desktop.core.services.recruiting import saved_filters

        with context.obj.opened() as deps:
            one = saved_filters.rename(deps, saved_filters.named(deps, name), to)
        print(words("filter.renamed", name=one.name))

    @saved.command(help=words("cli.registry.filter.remove.help"))
    def remove(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=name_of)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import saved_filters

        with context.obj.opened() as deps:
            one = saved_filters.named(deps, name)
            saved_filters.remove(deps, one)
        print(words("cli.registry.filter.removed", name=one.name, again=_again(one)))


def _again(one: "SavedFilter") -> str:
    """Return the command that undoes its removal."""
    only = [part for condition in conditions_of(one.query) for part in ("--only", condition)]
    order = [] if one.query.order == Query().order else ["--order", one.query.order]
    return shlex.join(["progrez", "registry", "filter", "save", one.name, *only, *order])


# Files


def _add_export(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.export.help"))
    def export(
        context: typer.Context,
        out: Annotated[Path, options.out_file(words)],
        meant: Annotated[str, typer.Option("--for", metavar="PURPOSE", help=words("cli.registry.export.for"))] = "",
        recipient: Annotated[str, typer.Option("--to", metavar="WHO", help=words("cli.registry.export.to"))] = "",
        form: Annotated[str, typer.Option(metavar="|".join(FORMS), help=words("cli.registry.form"))] = "csv",
        text: Annotated[str, typer.Option("--find", metavar="TEXT", help=words("cli.registry.find"))] = "",
        only: Annotated[
            list[str] | None, typer.Option("--only", metavar="CONDITION", help=words("cli.registry.only"))
        ] = None,
        saved: Annotated[str | None, typer.Option("--filter", metavar="NAME", help=words("cli.registry.saved"))] = None,
        purpose: Annotated[str | None, typer.Option(metavar="PURPOSE", help=words("cli.registry.purpose"))] = None,
        names: Annotated[bool, options.names(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import registry_export

        handing = Handing(_form(form), meant, recipient, words.language)

        def save(data: bytes) -> None:
            with writing(out) as sink:
                sink.write(data)

        with context.obj.opened() as deps:
            query = _query(deps, words, text, only, saved, purpose, "code", names)
            count = registry_export.export(deps, query, handing, save)
        print(words.plural("cli.registry.exported", count) if count else words("cli.registry.no_file"), file=sys.stderr)


def _form(typed: str) -> "Form":
    for form in FORMS:
        if form == typed:
            return form
    raise UsageFault("registry_form", form=shown(typed))


def _add_recipients(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.recipients.help"))
    def recipients(
        context: typer.Context,
        code: Annotated[str | None, typer.Argument(metavar="CODE", help=words("cli.registry.recipients.code"))] = None,
        as_json: Annotated[bool, options.as_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import registry_export

        with context.obj.opened() as deps:
            if code is None:
                found = list(registry_export.handed(deps))
            else:
                found = [one for release in releases_of(deps, code) for one in registry_export.handed_of(deps, release)]
        if as_json:
            print(json.dumps([vars(one) for one in found], indent=2, ensure_ascii=False))
            return
        names = ("when", "recipient", "purpose", "form", "reader", "here")
        print_table([words(f"recipients.column.{name}") for name in names], [_handed(one, words) for one in found])
        if any(one.here < one.people for one in found):
            print(words("recipients.gone"), file=sys.stderr)


def _handed(one: "Handed", words: Words) -> list[str]:
    here = words("recipients.here", here=one.here, people=one.people)
    return [words.moment(one.at_ms), one.recipient, one.purpose, one.form, one.reader, here]


# Rows


def _print_rows(found: "tuple[Row, ...]", words: Words, names: bool) -> None:
    skills = list(dict.fromkeys(skill for row in found for skill in row.scores))
    columns = ("code", *(("name",) if names else ()), "assessed", "quality", "until")
    headings = [words(f"cli.registry.column.{name}") for name in columns] + skills
    print_table(headings, [_cells(row, skills, words, names) for row in found])


def _cells(row: "Row", skills: list[str], words: Words, names: bool) -> list[str]:
    code = f"{row.code} *" if row.is_contested else row.code
    assessed = words.date(row.finished_ms) if row.finished_ms is not None else ""
    return [
        code,
        *([row.name] if names else []),
        assessed,
        words(f"candidates.quality.{row.quality}") if row.quality else "",
        words.date(row.until_ms),
        *(_margin(row.scores[skill]) if skill in row.scores else "" for skill in skills),
    ]


def _margin(margin: "Margin | None") -> str:
    """Return a score as its margin: one number alone would look like more than it is."""
    return "-" if margin is None else f"{margin.low}–{margin.high}"


def _as_data(row: "Row", names: bool) -> dict[str, Any]:
    scores = {
        skill: None if one is None else {"sten": one.sten, "low": one.low, "high": one.high, "error": one.error}
        for skill, one in row.scores.items()
    }
    return {
        "code": row.code,
        "release_id": row.release_id,
        **({"name": row.name} if names else {}),
        "assessment": row.assessment,
        "purposes": list(row.purposes),
        "finished_ms": row.finished_ms,
        "until_ms": row.until_ms,
        "quality": row.quality,
        "contested": row.is_contested,
        "scores": scores,
    }
