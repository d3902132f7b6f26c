"""Words too small or too common to say what a text is about, in English and Dutch. Our own lists."""

from collections.abc import Mapping

_ENGLISH = """
    a able about above across actually added after afterwards again against ago agreed all almost alone along
    already also although always am among an and another any anybody anyone anything anyway anywhere are aren't
    around as ask asked asking at away back be became because become been before began begin behind being below
    beside besides best better between both but by call called came can can't cannot cause certain certainly come
    comes coming consider considered could couldn't decide decided describe described did didn't different do does
    doesn't doing don't done down due during each early easily easy either else end ended enough especially etc even
    ever every everybody everyone everything exactly explain explained far feel feeling felt few finally find first
    for forward found four from full further gave get gets getting give given gives go goes going gone good got
    great had hadn't half happen happened happy has hasn't have haven't having he he'd he'll he's hear heard help
    helped helping hence her here hers herself high him himself his how however i i'd i'll i'm i've if important in
    indeed instead into is isn't it it's its itself just keep kept kind knew know known knows large last later learn
    learned learnt least left less let let's like likely little long look looked looking lot lots low made mainly
    make makes making managed many may maybe me mean means meant might mine more most mostly much must my myself near
    nearly need needed needs neither never new next no nobody none nor not nothing now nowhere of off offered often
    ok okay old on once one ones only onto open or other others otherwise our ours ourselves out over own part
    particular particularly per perhaps possible probably provide provided provides put quite rather realise
    realised realize realized really recently regarding remember remembered respectively result results right said
    same sat saw say says second see seem seemed seems seen self several shall she she'd she'll she's should shouldn't
    show showed shown shows side similar simple simply since small so some somebody somehow someone something
    sometimes somewhere soon speak spoke start started still such suddenly sure take taken takes taking talk talked
    talking tell ten than thank that that's the their theirs them themselves then there there's therefore these they
    they'd they'll they're they've thing things think third this those though thought three through throughout thus
    time times to today together told too took toward towards tried truly try trying turn turned twice two under
    understand understood unless until up upon us use used useful using usually various very via want wanted wanting
    was wasn't way ways we we'd we'll we're we've well went were weren't what what's whatever when whenever where
    whereas whether which while who who's whole whom whose why will with within without won't work worked working
    works would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves
"""
_DUTCH = """
    't aan achter af afgelopen al alle alleen allemaal alles als altijd ander andere anderen anders beetje begon
    begonnen ben bent besloot besloten beter bij bijna bijvoorbeeld binnen bleef blij blijf blijft boven buiten daar
    daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarvan daarvoor dacht dan dat de deden deed den
    der deze dezelfde die dingen dit doe doen doet door dus echt een eens eerst eerste eigen eigenlijk elk elkaar
    elke en enige enkele er erg ergens erin ermee ervan ervoor even eventueel ga gaan gaat gaf gauw ge gebleven
    gedaan gedacht geen gegaan gegeven gehad geholpen gekomen geleden geleerd gelukkig gelukt gemaakt genoeg gepraat
    gesproken geven gevraagd geweest gewerkt gewoon geworden gezegd gezet ging gingen goed goede graag groot grote
    haalde haar had hadden heb hebben hebt heeft heel hele helpen hem hen her het hielp hier hierdoor hij hoe hoewel
    hou houden hun ieder iedere iedereen iemand iets ik in inderdaad is ja jaar je jij jou jouw jullie kan kant keer
    kleine kom komen komt kon konden kreeg krijgen kun kunnen kunt kwam kwamen laat laatste laten later legde liever
    lijkt los lukte maak maakt maakte maar mag maken me meer meest meestal men merkte met mezelf mij mijn mijzelf
    minder misschien mocht moest moesten moet moeten mogelijk mogen na naar naast nadat nam natuurlijk nee nemen net
    niemand niet niets nieuwe niks nodig nog nooit nou nu of om omdat ondanks onder ongeveer ons onszelf onze ook op
    opeens over overal pas per praatte praten precies samen sommige soms sprak steeds stond straks te tegen ten ter
    terug terwijl tijd tijdens toch toe toen tot totdat tussen twee tweede uit uiteindelijk uitgelegd uitleggen uw
    vaak van vanaf vanuit veel vele verder verschillende vind vinden voelde volgende volgens vond vonden voor vooral
    voordat vorige vragen vroeg waar waarbij waardoor waarin waarmee waarom waarop waarvan wanneer want waren was
    wat we weer weet weg weinig wel welke werd werden werkte weten wie wij wil wilde wilden willen wist word worden
    wordt zaken zal ze zeer zeg zeggen zegt zei zeiden zelf zelfs zette zich zichzelf zie zien ziet zij zijn zo zo'n
    zoals zodat zodra zonder zou zouden zulke zullen zult één
"""

STOP_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "nl": frozenset(_DUTCH.split()),
}
