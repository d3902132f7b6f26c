"""How people write of their own distress or health, in English and Dutch: our own lists, read by sensitive.py.

A pattern is matched against a sentence in lower case, its words parted by one space and without other signs. {NAME} is
replaced by the part of that name. The first person stands in every pattern, because the health of a
colleague, client or patient is what much good work is about.
"""

from collections.abc import Mapping

PARTS: Mapping[str, str] = {
    # English: what may stand between "I" and the rest; then illnesses, unless they are what the work is about.
    "FILLER": """
        (?:(?:a|again|also|always|actually|am|an|and|as|bad|badly|been|being|bout|bouts|chronic|clinical|completely|
        constant|
        daily|deep|diagnosed|difficult|even|finally|for|form|from|got|had|have|heavily|history|in|into|it|just|late|
        long|
        many|mild|my|nightmares|now|of|officially|off|on|once|own|period|postnatal|postpartum|quite|really|recently|
        serious|
        severe|severely|since|so|social|some|still|terrible|the|then|time|times|totally|twice|very|was|while|with|years|
        childhood|teens|twenties|thirties) ){0,5}
    """,
    "ILLNESS": """
        (?:abortion|addiction|adhd|aids|alcoholism|anorexia|(?:social )?anxiety (?:attacks?|disorder)|social anxiety|
        arthritis|asperger'?s?|asthma|autism|bipolar(?: disorder)?|borderline|brain tumou?r|bulimia|burn ?outs?|
        (?:(?:bowel|breast|colon|lung|prostate|skin) )?cancer|celiac|chemo(?:therapy)?|coeliac|concussion|crohn'?s|
        chronic (?:disease|fatigue|illness|pain)|dementia|depression|(?:type (?:1|2|one|two) )?diabetes|
        (?:learning |mental |physical )?disability|dyslexia|eating disorder|endometriosis|epilepsy|fibromyalgia|
        flashbacks|heart (?:attack(?! when)|condition|disease)|hiv|hysterectomy|leuka?emia|long covid|lupus|lyme|
        (?:cognitive|hearing|physical|visual) (?:handicap|impairment)|mastectomy|mental (?:illness|health (?:issues|
        problems))|
        migraines?|miscarriage|multiple sclerosis|(?:emotional|mental|nervous) breakdown|ocd|panic (?:attacks?|
        disorder)|
        parkinson'?s|psychosis|ptsd|schizophrenia|seizures|stroke|suicidal thoughts|tumou?r)
        (?! (?:about|among|awareness|campaign|care|cases?|cent(?:er|re)|charity|children|clients?|clinic|course|
        customers?|
        data|department|group|in (?:children|patients|students)|of|over|patients?|programm?e?|project|research|
        residents|students|study|team|training|unit|vibes?|ward|workshop)\\b)
    """,
    "FAMILY": """
        (?:boyfriend|brother|dad|ex|father|girlfriend|husband|mom|mother|mum|parents|partner|stepfather|stepmother|
        uncle|wife)
    """,
    # Dutch, the same three.
    "VULLING": """
        (?:(?:aan|aanvallen|al|alles|als|altijd|bij|chronische|daardoor|daarna|daarom|dag|dagen|dat|de|die|diepe|door|
        drie|
        echt|een|eens|eerlijk|eigen|eigenlijk|er|erg|ernstige?|flinke|gehad|geleden|geraakt|geweest|gewoon|geworden|
        gezegd|
        half|heel|hele|helemaal|het|hevige|ik|in|jaar|jaren|jarenlang|jeugd|keer|kind|komen|laatste|lang|last|leven|
        lichte|
        liever|maanden|me|meer|met|mezelf|mij|mijn|net|niet|nog|nooit|nu|onder|ooit|ook|op|periode|ruim|sinds|soms|
        stress|
        thuis|tijd|toen|totaal|twee|vaak|van|veel|vorig|vrij|vroeger|week|weken|weer|werk|zelf|zitten|zwaar|
        zware) ){0,5}
    """,
    "ZIEKTE": """
        (?:abortus|adhd|angststoornis|anorexia|asperger|astma|autisme|beperking|beroerte|bipolaire stoornis|borderline|
        boulimia|burn ?out|chemo(?:kuur|therapie)?|chronische (?:aandoening|pijn|ziekte)|(?:postnatale )?depressies?|
        diabetes|
        dyslexie|eetstoornis|epilepsie|fibromyalgie|hartaanval|hartinfarct|herseninfarct|hersenschudding|hersentumor|
        hernia|
        hiv|(?:borst|darm|huid|long|prostaat)?kanker|leukemie|long covid|migraine|miskraam|multiple sclerose|
        paniekaanval(?:len)?|paniekstoornis|parkinson|psychoses?|ptss|reuma|su[iï]cidale gedachten|suikerziekte|
        (?:alcohol|drugs|eet|gok)?verslaving|zelfmoordgedachten|zelfmoordpoging|zenuwinzinking|ziekte van crohn)
    """,
    "GEZIN": "(?:ex|man|moeder|oom|ouders|partner|stiefmoeder|stiefvader|vader|vriend|vriendin|vrouw)",
}

ENGLISH_HEALTH = (
    r"(?:i|i've|i'd) {FILLER}(?:developed|get|got|had|have|lived?|struggled?|suffer|suffered|survived) {FILLER}"
    r"(?:{ILLNESS}|anxiety(?! (?:about|for|over|when)\b))",
    r"(?:i|i've|i'm) {FILLER}(?:battled|battling|fell|go|going through|living|recovered|recovering|slipped|struggling"
    r"|suffering|take medication|took medication|went through) {FILLER}(?:{ILLNESS}|anxiety(?! (?:about|for|over"
    r"|when)\b))",
    r"my {FILLER}{ILLNESS}",
    r"my (?:antidepressants?|illness|medication|meds|pregnancy|psychiatrist|psychologist|suicide attempt|therapist)",
    r"(?:i (?:was|am|got|have been|had been)|i've been|i'm) (?:\w+ )?diagnosed",
    r"(?:i|i'm|i've|im) {FILLER}(?:anorexic|autistic|bipolar|bulimic|chronically ill|deaf|diabetic|disabled|dyslexic"
    r"|epileptic|hard of hearing|hiv positive|hospitali[sz]ed|in (?:psycho)?therapy|in a wheelchair|in rehab"
    r"|in remission"
    r"|infertile|institutionali[sz]ed|legally blind|mentally ill|neurodivergent|(?:\w+ months )?pregnant|schizophrenic"
    r"|terminally ill|visually impaired)",
    r"(?:i|i'm) {FILLER}blind(?! (?:audit|date|eye|panic|review|side|spot|tasting|test|to|trust|when)\b)",
    r"i {FILLER}(?:chronically|clinically|severely) depressed",
    r"i {FILLER}depressed for (?:\w+ ){0,3}(?:months|time|weeks|years?)",
    r"(?:i|i'm|i've) {FILLER}on (?:anti ?depressants|chemo|dialysis|insulin|lithium|psychiatric medication)",
    r"i (?:am taking|started taking|take|took|was prescribed|was taking) {FILLER}(?:anti ?depressants|insulin|lithium"
    r"|prozac|ritalin|sertraline|sleeping pills|xanax|zoloft)",
    r"(?:i (?:am seeing|saw|see|started seeing|was seeing|went to)|i've been seeing) (?:a|my) (?:\w+ )?"
    r"(?:psychiatrist|psychologist|therapist)",
    r"(?:i|i've) {FILLER}(?:admitted to|ended up in|put in|taken to) (?:a|the) (?:mental|psychiatric|rehab)\b",
    r"i (?:had |have |needed |recovered from |underwent |was recovering from ){1,2}(?:an )?(?:\w+ )?(?:operation"
    r"|surgery)"
    r" (?:for|on) my",
    r"i (?:have )?lost (?:my|our|the) baby|i miscarried|i use a wheelchair|i went to rehab",
    r"doctors? (?:said|told me) (?:that )?i (?:had|have) {FILLER}{ILLNESS}",
    r"(?:i|i'm|i've) {FILLER}(?:recovering )?(?:an )?(?:alcoholic|(?:drug )?addict)",
    r"(?:i|i'm|i've) {FILLER}addicted to (?:alcohol|cocaine|drink\w*|drugs|gambling|heroin|meth|opio\w+|painkillers"
    r"|pills)",
    r"(?:i|i've|i'm) {FILLER}(?:been clean (?:for|since)|sober (?:for|since)|(?:get|got) (?:clean|sober))",
    r"i (?:have )?(?:overdosed|relapsed)|i (?:had|took) an overdose",
)

ENGLISH_DISTRESS = (
    r"i (?:\w+ )?(?:want|wanted|wish|wished) (?:to )?(?:be dead|die|end it all|end my life|i (?:was|were) dead)"
    r"(?! (?:for|laughing|of|on|trying|with)\b)",
    r"(?:i|i'm|i've) (?:\w+ ){0,3}(?:attempted|considered|feel|felt|keep|kept|planned|planning|think|thinking|thought"
    r"|tried"
    r"|trying|urge|want|wanted)(?: (?:about|like|of|thinking|to)){0,2} (?:cut|harm|hurt|kill)(?:ting|ing)? myself"
    r"(?! (?:laughing|off|over|short|some|with laughter)\b)",
    r"i (?:cut|harm|harmed|hurt) myself (?:every|on purpose|to cope|to feel)|(?:i|i'm|i've) {FILLER}self harm\w*",
    r"i (?:\w+ ){0,3}(?:about|attempted|committing|considered|contemplated|of) suicide|(?:i|i'm) {FILLER}suicidal",
    r"i (?:do not|don't|dont|didn't|did not|no longer) (?:want|wanted|wish) to (?:be alive|exist|live|wake up)"
    r"(?: any ?more| any longer|$)",
    r"i (?:can't|cant|cannot|can not|couldn't) (?:carry on|cope|go on|live like this) ?(?:any longer|any ?more"
    r"|like this|$)",
    r"i (?:had|have|saw|see) (?:no reason to live|nothing to live for)|my life is (?:not worth living|worthless)",
    r"better off without me|no reason for me to live|i (?:\w+ ){1,5}never wake up",
    r"(?:ending|to end) my (?:own )?life|(?:take|taking) my own life",
    r"i feel {FILLER}(?:completely )?(?:hopeless and|suicidal|worthless)|i {FILLER}cry (?:every (?:day|night)"
    r"|myself to sleep)",
    r"(?:i|i've) {FILLER}(?:molested|raped|(?:physically|sexually) (?:abused|assaulted))",
    r"(?:i|i've) {FILLER}abused (?:as a child|by my {FAMILY})",
    r"my {FAMILY} (?:\w+ ){0,2}(?:abused|abuses|beat|beats|choked|hit|hits|raped|threatened|threatens) me"
    r"(?! (?:at|in|to|up)\b)",
)

DUTCH_HEALTH = (
    r"ik (?:ging|had|heb|herstel|herstelde|kamp|kampte|kom|kreeg|krijg|leed|leef|lijd|raakte|worstel|worstelde|zat|zit)"
    r" {VULLING}{ZIEKTE}",
    r"(?:had|heb|kamp|kampte|kreeg|leed|lijd|zat|zit) ik {VULLING}{ZIEKTE}",
    r"ik ben {VULLING}hersteld van {VULLING}{ZIEKTE}|mijn {VULLING}{ZIEKTE}",
    r"mijn (?:antidepressiva|chemo\w*|handicap|medicatie|medicijnen|psychiater|psycholoog|therapeut|ziekte"
    r"|zwangerschap)",
    r"bij (?:me|mij) (?:is|was|werd) {VULLING}{ZIEKTE}|{ZIEKTE} bij (?:me|mij) (?:geconstateerd|ontdekt|vastgesteld)",
    r"(?:ik kreeg|kreeg ik) de diagnose|ik heb de diagnose {ZIEKTE}",
    r"(?:ik|ben ik|was ik|werd ik) {VULLING}(?:(?:ben|raakte|voel|voelde|was|werd|word) )?{VULLING}(?:aangerand"
    r"|arbeidsongeschikt|autistisch|bipolair|blind(?! voor)|chronisch ziek|depressief|doof(?! voor)|dyslectisch"
    r"|ernstig ziek"
    r"|gediagnosticeerd|gehandicapt|geopereerd|in therapie|jaren ziek|manisch|misbruikt|mishandeld|ongeneeslijk ziek"
    r"|overspannen|seropositief|slechthorend|slechtziend|su[iï]cidaal|verkracht|(?:hoog)?zwanger)",
    r"ik (?:zat|zit) {VULLING}rolstoel",
    r"ik (?:ben|was|werd) {VULLING}(?:opgenomen (?:geweest )?)?(?:in|op) (?:de|een|het) (?:ggz|instelling|kliniek"
    r"|psychiatrie)",
    r"ik (?:gebruik|gebruikte|slik|slikte) {VULLING}(?:antidepressiva|lithium|medicatie|medicijnen|ritalin"
    r"|slaappillen)",
    r"ik (?:ben|ga|ging|liep|loop|was) {VULLING}(?:bij|naar) (?:de|een|mijn) (?:psychiater|psycholoog|therapeut)",
    r"ik (?:ben|raakte|was) {VULLING}(?:alcoholist|verslaafd {VULLING}(?:alcohol|coca\w+|drank|drugs|gokken|hero\w+"
    r"|pillen))",
)

DUTCH_DISTRESS = (
    r"(?:ik {VULLING}(?:wil|wilde|wou)|(?:wil|wilde) ik) {VULLING}"
    r"(?:(?<!niet )(?:dood|doodgaan|sterven)|niet meer leven)$",
    r"(?:ik (?:wil|wilde|wou)|(?:wil|wilde|wou) ik) (?:\w+ ){0,2}er niet meer zijn|ik (?:wilde|wou) dat ik (?:dood"
    r"|er niet)",
    r"einde aan mijn leven|(?:mezelf|mijzelf) van het leven|ik (?:\w+ ){0,4}zelfmoord (?:te )?plegen",
    r"ik (?:\w+ ){0,4}aan (?:su[iï]cide|zelfmoord)",
    r"(?:dacht|denk) ik (?:\w+ ){0,3}aan (?:su[iï]cide|zelfmoord)",
    r"ik (?:\w+ ){0,5}(?:mezelf|mijzelf) (?:iets aan|om het leven|pijn|te snijden|van kant)",
    r"(?:ik (?:snij|snijd|sneed)|sneed ik) (?:mezelf|mijzelf)(?! (?:aan|in|per)\b)",
    r"ik (?:zag|zie) het leven {VULLING}zitten|ik zie het (?:\w+ )?niet meer zitten$|ik kan (?:het"
    r"|dit) (?:\w+ )?niet meer aan",
    r"ik voel (?:me|mij) {VULLING}(?:hopeloos|waardeloos|wanhopig)|niemand zou (?:me|mij) missen",
    r"mijn {GEZIN} (?:\w+ ){0,2}(?:bedreig\w+|misbruik\w+|mishandel\w+|slaan|slaat|sloeg|sloegen|verkracht\w*) (?:me"
    r"|mij)",
)

PATTERNS = (*ENGLISH_HEALTH, *ENGLISH_DISTRESS, *DUTCH_HEALTH, *DUTCH_DISTRESS)
