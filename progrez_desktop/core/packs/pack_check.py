"""Everything that is wrong with the contents of an assessment pack: faults with their places, none of them raised.

Pure: contents and bank come as parsed JSON.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from progrez_desktop.core.consent import RESTS_ON, counts
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import faults_of

Parts = Mapping[str, Any]
"""Contents of a pack's files by their names without ".json"."""

ONE_INSTRUCTED_IN = 50
_MOST_OF_A_CONTRACT = 50


def contract_problems(parts: Parts) -> Iterator[DataFault]:
    """Tell where contents are not as their contract says. The rest is only looked at where they are."""
    shown = {name: part for name, part in parts.items() if name != "procedure"}
    yield from islice(map(_placed, faults_of(shown, "assessment-pack")), _MOST_OF_A_CONTRACT)
    yield from map(_placed, faults_of(parts.get("validity"), "reading-validity", "/validity"))
    if "procedure" in parts:
        yield from map(_placed, faults_of(parts["procedure"], "pack-procedure", "/procedure"))


def _placed(fault: DataFault) -> DataFault:
    """Say the place as file and pointer, and a text that is missing in one language as what it is."""
    file, _, inside = str(fault.params["place"]).removeprefix("/").partition("/")
    place = f"{file}.json /{inside}" if file else "/"
    if fault.code == "json_field_missing" and fault.params["field"] in ("en", "nl"):
        return DataFault("pack_text_missing", place=place, language=fault.params["field"])
    return DataFault(fault.code, **{**fault.params, "place": place})


def loose_ends(parts: Parts) -> Iterator[DataFault]:
    """Tell which references lead nowhere, which a schema can't follow."""
    yield from _form_problems(parts)
    yield from _item_problems(parts)
    yield from _instructed_problems(parts)
    yield from _situation_problems(parts)
    yield from _skill_problems(parts)
    yield from _purpose_problems(parts)


def _purpose_problems(parts: Parts) -> Iterator[DataFault]:
    """Tell which purposes are asked for that mean nothing, since the one they rest on is not."""
    asked = parts["pack"]["purposes"]
    for name in asked:
        if not counts(name, asked):
            yield DataFault("pack_purpose_alone", purpose=name, other=RESTS_ON[name])


def _form_problems(parts: Parts) -> Iterator[DataFault]:
    pack, formats, statements = parts["pack"], parts["formats"], parts["statements"]
    form, skills = pack["adaptive"], _skills(parts)
    shown = [section["format"] for section in pack["sections"] if section["kind"] == "statements"]
    named = {*shown, *statements["reserve"], pack["practice"]["format"]}
    if sorted(shown) != sorted(statements["blocks"]) or not named <= set(formats):
        yield DataFault("pack_formats_differ")
    for kind in ("situations", "prompts"):
        shown_times = sum(section["kind"] == kind for section in pack["sections"])
        if shown_times != bool(parts[kind]):
            yield DataFault("pack_section_items", file=f"{kind}.json", n=shown_times)
    if form is not None and set(form["scales"]) != skills:
        yield DataFault("pack_adaptive_skills")
    if form is not None and _others(form["sections"]) != _others(pack["sections"]):
        yield DataFault("pack_adaptive_sections")


def _others(sections: Iterable[Any]) -> list[Any]:
    return [section for section in sections if section["kind"] != "statements"]


def _item_problems(parts: Parts) -> Iterator[DataFault]:
    formats, listed = parts["formats"], list(_statements(parts))
    for name, item in listed:
        dataset = formats[name]["dataset"] if name in formats else ""
        if item["id"].split("/")[0] != ("instructed" if "instructed" in item else dataset):
            yield DataFault("pack_statement_format", id=item["id"], format=name)
    ids = [item["id"] for _, item in listed] + [item["id"] for item in (*parts["situations"], *parts["prompts"])]
    yield from (DataFault("pack_id_twice", id=name) for name in sorted({name for name in ids if ids.count(name) > 1}))


def _statements(parts: Parts) -> Iterator[tuple[str, Any]]:
    statements = parts["statements"]
    for part in (statements["blocks"], statements["reserve"]):
        yield from ((name, item) for name, block in part.items() for item in block)


def _situation_problems(parts: Parts) -> Iterator[DataFault]:
    actions = {item["id"]: {action["id"] for action in item["actions"]} for item in parts["situations"]}
    keyed = [key["situation"] for key in parts["situation-keys"]]
    for key in parts["situation-keys"]:
        known = {key["best"], key["worst"]} <= actions.get(key["situation"], set()) and key["skill"] in _skills(parts)
        if not known or key["best"] == key["worst"]:
            yield DataFault("pack_key_wrong", situation=key["situation"])
    for name in sorted(actions):
        if keyed.count(name) != 1:
            yield DataFault("pack_key_count", situation=name, n=keyed.count(name))


def _skill_problems(parts: Parts) -> Iterator[DataFault]:
    skills = _skills(parts)
    for part in ("rubric", "report"):
        if set(parts[part]["skills"]) != skills:
            yield DataFault("pack_skills_differ", file=f"{part}.json")
    named = {
        *parts["validity"]["skills"],
        *(skill for prompt in parts["prompts"] for skill in prompt.get("skills", ())),
    }
    yield from (DataFault("pack_skill_unknown", skill=skill) for skill in sorted(named - skills))


def _skills(parts: Parts) -> set[str]:
    return {skill["id"] for skill in parts["skills"]["skills"]}


def _instructed_problems(parts: Parts) -> Iterator[DataFault]:
    """Tell whether those that name an answer are few, and name in each language the one that counts."""
    blocks = parts["statements"]["blocks"]
    named = [(name, item) for name, block in blocks.items() for item in block if "instructed" in item]
    if ONE_INSTRUCTED_IN * len(named) > sum(map(len, blocks.values())):
        yield DataFault("pack_instructed_many", one_in=ONE_INSTRUCTED_IN)
    for name, item in named:
        anchors = parts["formats"][name]["anchors"] if name in parts["formats"] else []
        category = item["instructed"]["category"]
        if category > len(anchors):
            yield DataFault("pack_instructed_answer", id=item["id"])
            continue
        for language, text in item["text"].items():
            # In quotation marks: "Disagree" is part of other answers too.
            if not re.search(f"[“‘]{re.escape(anchors[category - 1][language])}[”’]", text):
                yield DataFault("pack_instructed_text", id=item["id"], language=language)


Row = tuple[str, int, str]
"""A statement as bank and pack name it: id, categories, text in English."""


def shown_rows(parts: Parts, blocks: Mapping[str, Any]) -> set[Row]:
    """Return what is scored of some blocks."""
    categories = {name: len(raw["anchors"]) for name, raw in parts["formats"].items()}
    return {
        (item["id"], categories.get(name, 0), item["text"]["en"])
        for name, block in blocks.items()
        for item in block
        if "instructed" not in item
    }


def bank_rows(scales: Iterable[Any]) -> set[Row]:
    return {(item["id"], item["categories"], item["text"]) for scale in scales for item in scale["items"]}


def bank_problems(parts: Parts, bank: Any) -> Iterator[DataFault]:
    """Tell where statements are not those of the bank: all of each skill's, and none besides, word for word."""
    skills, statements = _skills(parts), parts["statements"]
    yield from (DataFault("pack_skill_unknown", skill=one) for one in sorted(skills - set(bank["skills"])))
    core = bank_rows(bank["skills"][one] for one in skills if one in bank["skills"])
    yield from _differing(shown_rows(parts, statements["blocks"]), core, bank)
    yield from _adaptive_problems(parts, bank)


def _differing(shown: set[Row], wanted: set[Row], bank: Any) -> Iterator[DataFault]:
    known = {row[0] for row in bank_rows((*bank["skills"].values(), *bank["extended"].values()))}
    both = {row[0] for row in shown} & {row[0] for row in wanted}
    for name, _, _ in sorted(shown - wanted):
        code = "pack_item_surplus" if name in known else "pack_item_unknown"
        yield DataFault("pack_item_changed" if name in both else code, id=name)
    yield from (DataFault("pack_item_missing", id=name) for name, _, _ in sorted(wanted - shown) if name not in both)


def _adaptive_problems(parts: Parts, bank: Any) -> Iterator[DataFault]:
    """Whether the adaptive form has a text for every statement that it may ask, in a section of its own format."""
    form = parts["pack"]["adaptive"]
    every = {**bank["skills"], **bank["extended"]}
    wanted: set[Row] = set()
    if form is not None:
        scales = [every[name] for name in form["scales"].values() if name in every]
        wanted = bank_rows(scales) - shown_rows(parts, parts["statements"]["blocks"])
        formats = {item["format"] for scale in scales for item in scale["items"]}
        if formats != {section["format"] for section in form["sections"] if section["kind"] == "statements"}:
            yield DataFault("pack_adaptive_formats")
        for name in sorted(form["scales"].values()):
            if name not in every:
                yield DataFault("pack_scale_unknown", scale=name)
            elif len({item["format"] for item in every[name]["items"]}) != 1:
                yield DataFault("pack_scale_formats", scale=name)
    yield from _differing(shown_rows(parts, parts["statements"]["reserve"]), wanted, bank)
