"""The respondents that the bank is estimated from: where they came from, what is known of them, and their answers."""

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

_NO_LICENCE = (
    "No licence stated by the source, which calls the data anonymous and for research. Item texts are IPIP, public "
    "domain. Only derived figures are kept here, no respondent rows; to be confirmed by a lawyer before a sale."
)


class CalibrationError(Exception):
    """Data that must not become a bank; says which file or item and why."""


@dataclass(frozen=True)
class Source:
    """One data set. `format_id` names its response format in the assessment pack: thresholds belong to it."""

    id: str
    format_id: str
    origin: str
    licence_status: str
    population: str
    years: str
    administration: str


@dataclass(frozen=True)
class MapItem:
    """One row of skill_map.csv: which column of which data set belongs to a skill, and how."""

    skill: str
    label: str
    dataset: str
    column: str
    key: int
    categories: int
    text: str
    esco: str
    onet: str


SOURCES = {
    source.id: source
    for source in (
        Source(
            id="ipip50_big5",
            format_id="ipip50",
            origin="haghish/openpsychometrics at 5c97a7e, BIG5",
            licence_status=_NO_LICENCE,
            population="volunteers on a public web page, self-selected",
            years="about 2012",
            administration="one grid of 50 statements on one page, ends and middle labelled",
        ),
        Source(
            id="ipip_disc40",
            format_id="disc40",
            origin="haghish/openpsychometrics at 5c97a7e, AS+SC+AD+DO",
            licence_status=_NO_LICENCE,
            population="volunteers on a public web page, self-selected",
            years="2012",
            administration="40 statements, every category labelled",
        ),
        Source(
            id="ipip_ambi181",
            format_id="ambi",
            origin="haghish/openpsychometrics at 5c97a7e, AMBI_data_Dec2019",
            licence_status=_NO_LICENCE,
            population="volunteers on a public web page, self-selected, the fastest removed by the source",
            years="2019",
            administration="one statement per screen in random order, every category labelled",
        ),
        Source(
            id="ipip_spi135",
            format_id="spi",
            origin="cran/psychTools at 79df514, data spi",
            licence_status=(
                "The package that carries the data is GPL (>= 2); the study's own terms were not verified. The items "
                "used are IPIP, public domain. Only derived figures are kept here, no respondent rows; to be "
                "confirmed by a lawyer before a sale."
            ),
            population="volunteers on a public web page, self-selected, complete cases only",
            years="published 2017",
            administration="135 statements in six categories, none in the middle",
        ),
    )
}


def check_sums(data: Path) -> None:
    """Refuse to go on with files other than those that were recorded.

    Raises:
        CalibrationError: Names the first file that is missing or differs.
    """
    for line in (data / "SHA256SUMS.psychometrics").read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        path = data / name
        if not path.is_file() or sha256(path) != expected:
            raise CalibrationError(f"{name} is missing or is not the recorded file; fetch it again")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_skill_map(data: Path) -> dict[str, list[MapItem]]:
    """Return the items of each skill, both in the order of the file."""
    skills: dict[str, list[MapItem]] = {}
    with (data / "skill_map.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            item = MapItem(
                skill=row["skill"],
                label=row["label"],
                dataset=row["dataset"],
                column=row["column"],
                key=int(row["key"]),
                categories=int(row["n_categories"]),
                text=row["text"],
                esco=row["esco_transversal"],
                onet=row["onet_work_style"],
            )
            skills.setdefault(item.skill, []).append(item)
    return skills


def read_respondents(data: Path, source_id: str) -> pa.Table:
    return pq.read_table(data / source_id / "responses.parquet")


def raw_answers(respondents: pa.Table, columns: Sequence[str]) -> NDArray[np.intp]:
    """Return what everybody answered in some columns, 0 for none. Shape (people, columns)."""
    return np.stack([np.array(respondents[name].fill_null(0).to_numpy(), dtype=np.intp) for name in columns], axis=1)


def answers_of(respondents: pa.Table, items: list[MapItem]) -> NDArray[np.intp]:
    """Return raw categories (0 for none) of those who answered at least one of the items. Shape (people, items).

    Raises:
        CalibrationError: A category outside 1..k, or one that nobody used: its threshold can't be estimated.
    """
    raw = raw_answers(respondents, [item.column for item in items])
    for item, answers in zip(items, raw.T, strict=True):
        used = set(np.unique(answers).tolist()) - {0}
        if used != set(range(1, item.categories + 1)):
            raise CalibrationError(
                f"{item.column}: categories used are {sorted(used)}, expected 1 to {item.categories}"
            )
    return np.asarray(raw[(raw > 0).any(axis=1)])


def ages_of(respondents: pa.Table, items: list[MapItem]) -> NDArray[np.float64]:
    """Return the ages in years of those in `answers_of`, NaN where not known. Shape (people,)."""
    answered = np.zeros(respondents.num_rows, dtype=bool)
    for item in items:
        answered |= respondents[item.column].is_valid().to_numpy()
    if "age" not in respondents.column_names:
        return np.full(int(answered.sum()), np.nan)
    ages = respondents["age"].cast(pa.float64()).fill_null(np.nan).to_numpy()
    return np.asarray(ages[answered])


def described(source: Source, data: Path, respondents: pa.Table) -> dict[str, Any]:
    """Return what may be said of one data set: where from, under which terms, who. Shares and quartiles, no rows."""
    about: dict[str, Any] = {
        "origin": source.origin,
        "sha256": sha256(data / source.id / "responses.parquet"),
        "licence_status": source.licence_status,
        "respondents": respondents.num_rows,
        "population": source.population,
        "years": source.years,
        "language": "en",
        "stakes": "low",
        "administration": source.administration,
        "countries": "not recorded",
        "age_quartiles": "not recorded",
    }
    if "country" in respondents.column_names:
        countries = respondents["country"].drop_null().to_pylist()
        about["countries"] = {code: round(n / len(countries), 2) for code, n in Counter(countries).most_common(5)}
    if "age" in respondents.column_names:
        ages = respondents["age"].drop_null().to_numpy()
        about["age_quartiles"] = [round(float(age)) for age in np.quantile(ages, [0.25, 0.5, 0.75])]
    return about
