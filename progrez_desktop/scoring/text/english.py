"""Small lists of English words by what they do in a sentence: our own, for telling who did what (deeds.py)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OWN = _words("i we i've we've ive weve i'd we'd i'll we'll i'm we're im")
"""What a writer calls himself, with what may be joined to it."""

WE = _words("we we've weve we'd we'll we're")

OTHERS = _words(
    """
    he she they it you who which he'd she'd they'd he's she's they're it's it'd you're he'll she'll they'll
    someone somebody nobody everyone everybody anyone anybody people one
    """
)
"""Subjects that are somebody else; so is any noun, which only its place can tell."""

PERSONS = _words(
    """
    he she they somebody someone everybody everyone nobody boss manager colleague colleagues teacher coach supervisor
    director friend friends brother sister mother father mum mom dad wife husband partner leader nurse doctor captain
    customer customers client clients neighbour neighbours roommate flatmate classmate teammate son daughter uncle aunt
    guy man woman girl boy lady owner chef cook foreman mentor intern trainee student students team parents police
    """
)
"""Who else may act in a sentence."""

DETERMINERS = _words(
    """
    the a an my our your his her their its this that these those some any every each another other both all no
    two three four five six seven eight nine ten many most several half such what whatever
    """
)

NEGATIONS = _words(
    """
    not never hardly barely didn't didnt don't dont doesn't doesnt couldn't couldnt can't cant cannot won't wont
    wouldn't wouldnt wasn't wasnt weren't werent haven't havent hadn't hadnt isn't aren't shouldn't ain't nor
    """
)

MODALS = _words("would could should might may will shall must can ought wouldve couldve shouldve")
BE = _words("am was were are is be been being i'm we're im ain't")
HAVE = _words("have has had having i've we've ive weve")
DO = _words("do did does")

ADVERBS = _words(
    """
    then also always often usually just even still first finally now again once twice soon later both all each together
    kind of sort kinda basically sometimes mostly mainly already eventually myself ourselves therefore thus so instead
    next only really quite rather simply too very much more almost at afterwards meanwhile somehow well here there
    straight right away next long ever perhaps maybe back out up down in on own time account alone therefore hereby
    """
)
"""What may stand between a subject and its verb, besides words in -ly."""

NOT_ADVERBS = _words("reply apply supply rely fly multiply imply ally family comply ugly silly friendly lovely lonely")

STATES = _words(
    """
    feel felt know knew believe believed guess suppose supposed see saw seen hear heard notice noticed realise realised
    realize realized understand understood remember remembered like liked love loved hate hated agree disagree disagreed
    live lived become became seem seemed need needed own owned belong belonged mean meant hope hoped wish wished want
    wanted wanna expect expected doubt doubted fear feared enjoy enjoyed prefer preferred care cared appreciate trust
    regret regretted miss think thought thinking assume assumed wonder wondered consider suspect suspected imagine dream
    dreamed intend intended plan receive received consist cost depend depended have has had look looked sound sounded
    watch watched value dislike desire get grew grow turned struggle struggled worry worried hesitate hesitated
    experience experienced stood sat lay fell dare
    """
)
"""Verbs of being, feeling, perceiving and wishing: nothing is done. Some do count before certain words: see deeds."""

MISHAPS = _words(
    """
    forgot forget lost lose failed fail missed overslept crashed spilled spilt wasted
    """
)
"""What happens to a person: no deed, but it may be the opposite of one ("I forgot the appointment")."""

ONLY_MEANT = _words(
    """
    want wants wanted wanna hope hoped plan planned planning intend intended mean meant wish wished try tries tried
    trying attempt attempted aim aimed expect expected need needed like liked love loved prefer preferred hesitate
    supposed about going gonna hated thinking
    """
)
"""Before "to" and a verb: not done, or merely tried."""

CARRIED_OUT = _words(
    """
    decided decide chose choose managed manage began begin begun started start continued continue helped help dared
    went go came come got get able learned learnt learn proceeded used had have has rushed stopped hurried ran sat stood
    """
)
"""Before "to" and a verb: done."""

NO_VERB = _words(
    """
    and or but nor the a an my our your his her their its this that these those who whom whose which what when where
    while because since as if than though although until unless of in on with for from to by about into over under
    after before between during without within against among through across toward towards yes no i we me us him them
    it he she they you too myself ourselves
    """
)
"""What can't be the verb after "I"."""

ADJECTIVES = _words(
    """
    angry mad upset sick ill tired nervous scared afraid anxious bored confused lost stuck hurt hungry annoyed worried
    stressed excited drunk ready old older fired hired married better worse busy curious emotional furious frustrated
    home late lucky red sad disappointed shocked surprised embarrassed relieved ashamed pleased thrilled devastated
    overwhelmed exhausted irritated amazed touched impressed concerned convinced determined motivated
    """
)
"""After "got", "became" and the like: a state and no deed."""

FORBORNE = _words(
    """
    shout yell scream react rise swear hit panic lie cheat steal blame interrupt judge quit snap argue hide hesitate
    bend budge flinch crack cave retaliate respond shouted yelled screamed reacted swore panicked lied cheated stole
    blamed interrupted judged snapped argued hid hesitated complained complain
    """
)
"""What a person may be proud of not doing: "I did not shout"."""

REPORTED = _words(
    """
    said says say saying told tell tells thought thinks think thinking claimed claims felt feels believed believes
    heard hears complained complains suggested suggests wrote writes answered joked if whether unless before noticed
    insisted knew knows saw sees
    """
)
"""Before "I", with or without "that": what follows is what somebody says or supposes."""

PAST = _words(
    """
    asked was were had did said told made went took came saw knew got gave found thought became left felt put brought
    began kept held wrote stood heard let meant set met ran paid sat spoke lay led read grew lost fell sent built
    understood drew broke spent cut rose drove bought wore chose threw caught dealt won sought shook hung struck taught
    sold flew fought swore hid bent bit blew crept dug drank ate fed forgave froze laid lent lit rode rang sang sank
    shot shut slept slid stole stuck swam swept swung tore woke wound withdrew overcame undid redid rewrote rebuilt
    forgot gotten sped spun split spread sprang stung swapped bet burst cost hit hurt quit rid wed sewed slammed strode
    knelt leapt leant learnt spelt spilt burnt dreamt drove overheard undertook oversaw sewed knitted typed snuck
    """
)
"""Past forms that don't end in -ed."""

BASE = _words(
    """
    ask tell make go take come see give find bring begin keep hold write let set meet run pay sit speak lead read send
    build draw spend cut drive buy choose throw catch win teach sell fight call talk help show explain listen try use
    work start stop open close check plan put look answer offer share write prepare clean repair learn stick follow
    stay wait walk visit invite discuss agree propose suggest decide divide sort finish solve fix change move pick
    print count measure compare note organise organize thank apologise apologize breathe swap hand
    """
)
"""Present forms that may follow "and" in "I ask and listen"."""

NOT_PAST = _words(
    """
    need indeed seed speed feed bleed exceed proceed succeed weed deed breed hundred sacred naked wicked bed red shed
    tired bored worried excited interested scared married retired used supposed based related mixed hundred
    """
)
"""Words in -ed that are no past form, or are one that says how somebody is."""
