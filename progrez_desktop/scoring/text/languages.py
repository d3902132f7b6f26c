"""In which language a text is written, told by the small words that nearly every sentence has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

MIN_FUNCTION_WORDS = 0.15
"""Of English essays and interview answers, 20 to 70 % of the words are in the list below: under 15 % is no prose."""

CLEAR_WORDS, CLEAR_SHARE = 3, 0.8
"""A text of fewer than MIN_WORDS words is only taken for another language than that of its question when it has so many
small words that the question's language lacks, and so sure a share of them."""

MIN_WORDS = 12
"""Under this many words the small ones are too few: "over" and "in" are as Dutch as they are English."""

LEAST_KNOWN, KNOWN_LEAD = 0.25, 0.15
"""Notes without small words, and names full of "van" and "de", are in a language when so many of their words are among
its common ones, and so many more than among those of the other. Of Norwegian and Swedish 0.17 are Dutch at most."""

# The small words that nearly every sentence has. A word may serve several languages: "was", "is" and "in" are as Dutch
# as they are English, and Polish is full of "i", "to" and "do"; the language with most of them in a text wins.
_FUNCTION_WORDS = {
    "en": """
        the and i to a of that in is was it you for on with my we me at so as this but be have are not he they
        from or what all would there their which if can about who your were been has had will how when because
        them our him her us she by do did could no one out up
    """,
    "nl": """
        de het een en van ik dat niet in is was op te je we ze hij zijn voor met aan er maar om dan zou wat mijn
        heb bij ook naar uit nog deze haar of als door die tot over werd heeft hebben kan geen wel mij me zich
        worden moet omdat toen veel daar dit hun wij zij ben had
    """,
    "af": """
        die en van nie ek jy vir dit het wat is sy hy ons in met as om sal kan n hulle nou maar daar oor by moet so
        baie ook my jou was uit na toe te hierdie omdat hul een kon wil sou waar dat aan gaan
    """,
    "fy": """
        de it en fan in ik dat net is te op hy sy wy hawwe wie mei mar foar ek as at jo my oan by der wurdt ha dy om
        noch wat bin hat nei doe hja ús myn hie
    """,
    "de": """
        der die und das ist nicht ich in sie er es den mit zu auf war sich des dem ein eine auch wie wir aber
        hatte nur noch werden bei wenn einen mich mir oder nach so als an kann haben hat schon sehr weil dass
        habe uns ihr für zum zur
    """,
    "fr": """
        le la les de et je il en un une vous nous pas que dans pour qui sur on avec ce mais me au était elle mon
        ils sont cette être avait aux ses leur très comme ou où quand chez parce été fait sans aussi mes j'ai
        c'est qu'il n'est par
    """,
    "es": """
        el la los de que y en a un no se por las para una su con me mi pero más yo cuando ella muy había sin
        sobre también hasta hay donde quien desde todo nos porque ellos nuestro esta este fue estaba hacer tenía
        eso así lo le al del
    """,
    "pt": """
        que de e o a não um uma para com se por os as me mais eu do da no na em mas como foi ele ela isso muito está é
        são era nos meu minha já também quando ao dos das
    """,
    "it": """
        il la di che e un a per una in non mi si con ma ho ha è sono i lo gli le da come del della nel anche era
        più io questo se quando perché molto mio al ci alla dei delle tutto poi abbiamo noi mia stato su o
    """,
    "pl": """
        i w na z to że się nie do o jest jak ale po za od co tak przez dla mi mnie a był było być ja my już
        tylko jego który która które może gdy bardzo czy są ze pracy aby też tego tym oraz więc ma
    """,
    "tr": """
        bir ve bu da de için ile çok ama ben o daha gibi ne kadar sonra olarak var benim bana olan her en ki mi
        değil biz iş onu oldu ya şey diye zaman iyi yok kendi bunu
    """,
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


@dataclass(frozen=True)
class Language:
    """The language that the small words of a text belong to ("und": none can be told), and how sure that is."""

    code: str
    p: float


def language_of(words: Sequence[str]) -> Language:
    """Tell eleven languages of Latin letters apart by their function words.

    Args:
        words: Lower-case words in any order.

    Returns:
        The language with most hits. Against its strongest rival, p is its share of the hits that the two do not have in
        common, drawn towards a half when there are few. "und" with p = 0 when fewer than MIN_FUNCTION_WORDS of the
        words are function words of it.
    """
    hits = [_LANGUAGES_OF[word] for word in words if word in _LANGUAGES_OF]
    counts = {language: sum(language in some for some in hits) for language in _FUNCTION_WORDS}
    code = max(counts, key=counts.__getitem__)
    if counts[code] < max(1.0, MIN_FUNCTION_WORDS * len(words)):
        return Language("und", 0.0)
    return Language(code, min(_share(hits, code, rival) for rival in counts if rival != code))


def clearer(seen: Language, words: Sequence[str], common: Mapping[str, Collection[str]], least: float) -> Language:
    """Return what the common words of our languages tell where the small ones don't.

    Args:
        seen: What language_of says; another language than ours stands.
        words: Of the text, in lower case.
        common: The common words of each of our languages.
        least: How sure the language has to be.
    """
    if not words or len(common) < 2 or (seen.code != "und" and (seen.code not in common or seen.p >= least)):
        return seen
    shares = {code: sum(word in known for word in words) / len(words) for code, known in common.items()}
    best, second = sorted(shares, key=lambda code: -shares[code])[:2]
    if shares[best] < LEAST_KNOWN or shares[best] - shares[second] < KNOWN_LEAD:
        return seen
    return Language(best, shares[best] / (shares[best] + shares[second]))


def spoken(words: Sequence[str], seen: Language, asked: str, known: Collection[str], least: float) -> str:
    """Return the language to read a text in: what it is written in, or where that is not clear, that of its question.

    Args:
        words: Of the text, in lower case.
        seen: What language_of says.
        asked: The language of the question.
        known: The languages that can be read.
        least: How sure the language has to be.
    """
    other = seen.code if seen.code in known and seen.p >= least else asked
    if other == asked or len(words) >= MIN_WORDS:
        return other
    hits = [_LANGUAGES_OF[word] for word in words if word in _LANGUAGES_OF]
    clear = sum(other in some and asked not in some for some in hits)
    return other if clear >= CLEAR_WORDS and seen.p >= CLEAR_SHARE else asked


def _share(hits: Sequence[Collection[str]], code: str, rival: str) -> float:
    ours = sum(code in some and rival not in some for some in hits)
    theirs = sum(rival in some and code not in some for some in hits)
    return (ours + 0.5) / (ours + theirs + 1.0)
