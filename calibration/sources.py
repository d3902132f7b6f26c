"""The respondents that the bank is estimated from: where they came from, what is known of them, and their answers."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
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


def answers_of(respondents: pd.DataFrame, items: pd.DataFrame) -> NDArray[np.intp]:
    """Return raw categories (0 for none) of those who answered at least one of the items. Shape (people, items).

    Raises:
        CalibrationError: A category outside 1..k, or one that nobody used: its threshold can't be estimated.
    """
    raw = respondents[items["column"].tolist()].fillna(0).to_numpy(dtype=np.intp)
    for place, (column, categories) in enumerate(zip(items["column"], items["n_categories"], strict=True)):
        used = set(np.unique(raw[:, place]).tolist()) - {0}
        if used != set(range(1, categories + 1)):
            raise CalibrationError(f"{column}: categories used are {sorted(used)}, expected 1 to {categories}")
    return np.asarray(raw[(raw > 0).any(axis=1)])


def described(source: Source, data: Path, respondents: pd.DataFrame) -> dict[str, Any]:
    """Return what may be said of one data set: where from, under which terms, who. Shares and quartiles, no rows."""
    about: dict[str, Any] = {
        "origin": source.origin,
        "sha256": sha256(data / source.id / "responses.parquet"),
        "licence_status": source.licence_status,
        "respondents": len(respondents),
        "population": source.population,
        "years": source.years,
        "language": "en",
        "stakes": "low",
        "administration": source.administration,
        "countries": "not recorded",
        "age_quartiles": "not recorded",
    }
    if "country" in respondents:
        shares = respondents["country"].value_counts(normalize=True).head(5)
        about["countries"] = {str(code): round(float(share), 2) for code, share in shares.items()}
    if "age" in respondents:
        about["age_quartiles"] = [round(float(age)) for age in respondents["age"].quantile([0.25, 0.5, 0.75])]
    return about
