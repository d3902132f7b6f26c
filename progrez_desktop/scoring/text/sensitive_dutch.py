"""What is private in Dutch: illness, treatment, disability, pregnancy, addiction, distress, abuse. Our own lists.

The form is that of sensitive_english.
"""

OWN = "ik 'k me mij mijn m'n mezelf mijzelf wij we ons onze onszelf"

OTHERS = """
    hij zij ze haar hem zijn hun hen zich wie wiens iemand iedereen mensen persoon personen anderen baby baas
    bewoner bewoners broer broers buren buurman buurvrouw chef cliënt cliënten collega collega's deelnemer
    deelnemers directeur dochter gast gasten gebruikers gezin grootouders jongen jongens jongere jongeren kind
    kinderen kinderen klant klanten kleinkind klasgenoot leerling leerlingen leidinggevende man mannen
    medewerker medewerkers meisje meisjes moeder moeders neef nicht oma opa oom ouder ouderen ouders partner
    patiënt patiënten patiënte puber pubers reizigers schoonmoeder stagiair stagiaire student studenten tante
    team teams vader vluchteling vluchtelingen vriend vrienden vriendin vrijwilliger vrijwilligers vrouw vrouwen
    werknemer werknemers zoon zus zussen ex-verslaafden veteranen slachtoffer slachtoffers
"""

TERMS = r"""
    (?:zwaar|ernstig|heel) allergisch|epipen|mijn (?:nieren|nier|lever|longen|long|darm|darmen|ruggengraat|
    baarmoeder|eierstokken|botten|gewrichten|netvlies|prostaat|blaas|alvleesklier|milt|aderen|bekken|pezen|
    banden in|kraakbeen|gezichtsvermogen|gehoor|bloedwaarden|lymfeklieren|schildklier|zenuwen zijn|zenuwen waren|
    zenuwstelsel)|hart ?kloppingen|hartkatheter\w*|hartfilmpje|opgebrand|overwerkt|seropositief|soa|herpes|syfilis|
    hiv positief|eetprobl\w+|eetgestoord|dwangmatig|vleesboom|vleesbomen|zwangerschapsvergiftiging|keizersnede|
    ruggenprik|hospice|palliatie\w+|terminaal|ongeneeslijk\w*|(?:weken|maanden) te leven|hartritme\w*|duizelingen|
    flauwvall\w+|chronische vermoeidheid|(?:heb|had|mijn|voor mijn) (?:ms|ptss|bpd|me cvs|add)|vitiligo|alopecia|
    incest|laxeermidd\w+|waandenkbeelden|waanbeelden|wanen|paranoïde(?! over)|antipsychoticum|oxycodon|
    fentanylpleister\w*|diazepam|concerta|seroquel|quetiapine|olanzapine|lamotrigine|methotrexaat|tamoxifen|
    metformine|slaappil|rustgevende|kalmeringsmidd\w+|infuus(?= voor| om de| elke)|bloedtransfusie|
    kleurenblind\w*(?! als het om)|dubbelzien|aangezichtsverlamming|hazenlip|klompvoet|dwerggroei|albinisme|
    genderdysforie|hormoontherapie|hormoonkuur|puberteitsremmers|embryo'?s?|terugplaatsing|couveuse|elektroshock\w*|
    ect|paracetamol geslikt|nachtzweten|zelfbeschadig\w*|automutilatie|zelfmoordpoging|suïcidaal|noodopname|
    intensive care|ic(?= gelegen| beland)|narcose|\w{3,}(?:itis|ectomie|algie|opathie|sclerose|carcinoom|plegie)|
    carcinoom|lymfoom|sarcoom|\w{3,}(?:azepam|azolam|oxetine|triptyline|alopram|statines?|olol|sartan|profen|
    azapine)|codeïne|fentanyl|\w*(?:kanker|stoornis(?:sen)?|syndroom|dystrofie)|\w{2,}(?:ziekte|gezwel|tumor|
    verslaving|aandoening|amputatie|transplantatie|bloeding)|(?:rug|hart|maag|darm|long|pijn|nek|knie|schouder|buik|
    gezondheids|stress)klachten|(?:been|bot|heup|arm|pols|ribben|schedel)breuk|(?:baarmoeder|borst|nier|galblaas|
    milt)verwijdering|gezwel|letsel|toevallen|aanval(?:len)? (?=krijg|kreeg|heb|had)|op het (?:autisme ?)?spectrum|
    halve long|blijf huis|zelfhaat|crisisdienst|crisisopname|echo(?= van mijn)|darmonderzoek|uitstrijkje|
    mammografie|hersenscan|scan(?= van mijn)|rollator|scootmobiel|steunzolen|gips(?= om mijn)|zuurstoffles|
    neusbloeding\w*|krukken(?= (?:door|omdat|na|vanwege)|$)|(?:lage|hoge|te lage|te hoge) suiker\w*|mijn suiker|
    hersenvliesontsteking|\w+ontsteking|bloedziekte|gehoorstoornis|doofheid|blindheid|slechtziendheid|zenuwziek\w*|
    overspannen\w*|overspannenheid|zwangerschaps\w+|kraambed|borstvoeding|postpartum|acne|agorafobie|
    allergische reactie op|als patiënt|amputat\w+|geamputeerd\w*|anafyla\w+|arm gebroken en|astm\w+|atrofie|
    auto-immuun\w*|auto immuun\w*|bechterew|bekkeninstabiliteit|bewusteloos|biopsie|
    bloeding(?:en)?(?= in| waardoor| na)|bloedpropp\w*|bloedverdunners|bloedvergiftiging|bronchitis|
    chirurg(?= me| mij)|chlamydia|claustrofobie|colitis|coma|cvs|cyste\w*|dwanggedachten|dwanghandelingen|dystrofie|
    eierstok\w*|embolie|flauwte\w*|fobie|galstenen|geslachtsziekte|gewrichts\w+|glaucoom|gordelroos|griepachtig|
    groeistoornis|gynaecolog\w+|hallucin\w+|hechtingen na|heupprothese|hoge bloeddruk|hormoon\w+|hormonen|hernia|
    huntington|incontinen\w+|infuus(?= door| voor mijn)|ischias|jicht|katheter|klaplong|kunstheup|kunstknie|
    kwaadaardig\w*|lymf\w+|lymeziekte|longontsteking|maagzweer|magerzucht|manie|ménière|menopauze|metastas\w+|
    uitzaaiing\w*|mri|nekhernia|neuropathie|obesitas|oogziekte|opvliegers?|osteopor\w+|paraly\w+|pfeiffer|
    pleinvrees|polio|prikkelbare darm\w*|pseudokrupp|q koorts|radiotherapie|restless legs|retraumat\w+|rsi|schisis|
    sepsis|slaapstoornis|slapeloosheid|sonde\w*|spasme\w*|spasti\w+|grijze staar|staaroperatie|stent\w*|
    ben gesteriliseerd|laten steriliseren|stofwisselingsziekte|stress stoornis|tbs|tekenbeet|mijn transitie|
    trans (?:man|vrouw|persoon)|tremor|tuberculose|ulcerosa|valproïnezuur|vaginis\w+|vermoeidheidssyndroom|
    verslavingskliniek|verwardheid|vroeggeboorte|weeën|wervels?|ruggenwervel\w*|zaadbal\w*|zenuwpijn|zenuwschade|
    zuurstofgebrek|zwakbegaafd|gehechtheid?sstoornis|aandachtsstoornis|abortus|adhd|(?:heb|met|mijn) add|afkick\w*|
    aids|alcoholi\w+|alzheimer|angina|angstaanval\w*|angststoornis|angsten|anorexia|antidepressiva|antipsychotica|
    aneurysma|artrose|asperger|astma\w*|autis\w+|baarmoeder\w*|bedlegerig|beroertes?|bestraling\w*|bètablokkers|
    bevalling|bipola\w+|blind(?! voor|elings)|(?:auditieve|fysieke|lichamelijke|lichte|verstandelijke|
    visuele) beperking|beperking aan mijn|bloeddruk\w*|bloedsuiker\w*|bloedarmoede|borderline|borstkanker|boulimia|
    burn ?outs?|bypass|chemo(?!afdeling)\w*|chronisch(?:e)? (?:\w+ ){0,2}(?:pijn\w*|ziek\w*|moe|vermoeid\w*|
    aandoening)|cocaïne|coeliakie|copd|crohn|darmkanker|dementie|depressi\w+|depri|diabet\w+|
    diagnose(?! (?:van (?:de|het|een)|gesteld))|dialyse|doof(?! voor)|drankprobleem|drugsverslav\w*|dwangstoornis|
    dyscalculie|dysle\w+|eczeem|eetbui\w*|eetstoornis|endometriose|epilep\w+|fibromyalgie|flashbacks?|
    gedwongen opgenomen|gehandicapt|gehoorappara\w+|gehoorbeschadiging|gehoorverlies|gesloten afdeling|
    getraumatiseerd|ggz|gokverslav\w*|gokschulden|hallucinaties|handicap|hart(?:aanval|falen|infarct|klachten|
    operatie|patiënt|ritmestoornis\w*)(?! toen)|hepatitis|herbeleving\w*|hernia\w*|heroïne|hersen(?:bloeding|
    infarct|letsel|schudding|tumor)|hiv|hoogsensitiviteit|hyperventil\w+|inhaler|insuline\w*|ivf|kanker|ketamine|
    keizersnee|leukemie|lever(?:ziekte|falen|kanker)|lithium|longembolie|longkanker|long ?covid|lupus|lyme|manisch|
    medicatie|medicijnen|melanoom|menstrua\w+|migraine\w*|miskra\w+|morfine|multiple sclerose|nier(?:en|falen|
    stenen|ziekte|transplantatie)?(?! broodje)|oncoloog|ongesteld\w*|onvruchtbaar\w*|opname (?:in|op)|osteoporose|
    overdosis|overgang|overgangsklachten|overprikkel\w*|overspannen\w*|oxazepam|pacemaker|paniek(?:aanval\w*|
    stoornis)|parkinson|pds|persoonlijkheidsstoornis|pijnstillers|postnatal\w*|prednison|prothese|psoriasis|
    psychi(?:atrische \w+|sche (?:klachten|problemen))|psycho(?:se|ses|tisch)|ptss|reuma\w*|ritalin|rolstoel|
    scheermesje\w*|schildklier|schizofre\w+|scoliose|sertraline|slaap(?:apneu|pillen|medicatie|middel\w*)|
    slechthorend\w*|slechtziend\w*|spierziekte|stoma\w*|stotter\w*|su[iï]cid\w+|suikerziekte|temazepam|
    therapie(?! (?:hond|ruimte))|tinnitus|tourette|tramadol|transplantatie|trauma(?:'s)?|trombose|tumor\w*|verlamd|
    verkrach\w+|verslav\w+|verslaafd (?:\w+ ){0,2}(?:alcohol|coke|drank|drugs|gokken|medicijnen|pillen|porno)|
    vruchtbaarheids\w+|wachtlijst voor (?:een )?(?:psych\w+|therap\w+|behandeling)|whiplash|xanax|xtc|zelfdoding|
    zelfmoord\w*|zelfverminking|zenuwinzinking|ziekenhuisopname|ziekteverlof(?= (?:door|met|na|omdat|vanwege|wegens|
    en)|$)|ziektewet|(?:hoog)?zwanger\w*(?! van betekenis)
"""

NOT_BEFORE = r"""
    afdeling|beleid|bewoners|campagne|cliënten?|collega|collega's|cursus|folders?|fonds|gebruikers|groep|hond|
    hulplijn|kind|kinderen|kliniek|lijn|man|mannen|meisje|mensen|onderzoek|patiënten?|praktijk|preventie|programma|
    project|stichting|team|training|vereniging|vrouw|vrouwen|week van|werkgroep|zorg
"""

WORK = r"""
    (?:afdeling voor|project over|artikel over|boek over|scriptie over|folders? over|lezing over|cursus over)|
    (?:adviseer|assisteer|begeleid|beoordeel|bezoek|coach|collecteer|doe onderzoek|gaf|geef|hielp|help|luister|
    lesgeef|maakte een (?:folder|campagne)|masseer|onderzoek|ondersteun|onderwijs|ontwerp|ontwikkel|organiseer|
    praat(?:te)? met|schreef over|schrijf over|sprak met|test|train|tolk|vertaal|verpleeg|verkoop|verzorg|
    vrijwilliger bij|werk(?:te|en)? (?:als|bij|in|met|op|voor)|zamel)\w*
"""

IDIOMS = r"""
    zelfmoordpreventie|preventie\w+ (?:voor|van) \w+|breng medicijnen|op de ambulance|
    collega huilde|    (?<!zwaar )(?<!ernstig )(?<!heel )allergisch voor|blind (?:vertrouw\w*|voor)|
    brak (?:bijna )?mijn nek|dood(?:lach|moe|lopend|eng|sbang|normaal|gewoon)\w*|doodga(?:an)? van (?:schaamte|
    verveling|het lachen)|doof voor|geluk bij een ongeluk|hartverzakking|hart(?:aanval|infarct) (?:toen|van schrik)|
    lach(?:te|en)? (?:me|mij) dood|lijd(?:en)? aan te veel|marteling|op sterven na dood|
    paniek(?:voetbal| in de tent)|stresstest|verslaafd aan (?:\w+ )?(?:chocola\w*|koffie|lijstjes|mail|series|
    sport\w*|thee|werk\w*)|ziek van|twee vliegen|blind van (?:woede|liefde)|zelfmoord (?:voor|was voor) (?:de|het|
    ons) \w+|verlamd van (?:schrik|angst toen)|schizofreen (?:beleid|plan)
"""

PHRASES = r"""
    (?:wil|wilde|wou) (?:\w+ ){0,4}(?:(?<!niet )(?:dood|doodgaan|sterven)|niet meer leven|er niet meer zijn|
    verdwijnen)$|(?:wilde|wou|wenste|hoopte) dat ik (?:dood|er niet (?:meer )?was|nooit (?:geboren|meer wakker)|
    niet meer wakker)|(?:een )?einde aan (?:mijn leven|alles|het leven)|er (?:zelf )?een (?:einde|
    eind) aan (?:wilde|te|wou|wil|maken)|van het leven (?:te )?(?:beroven|benemen)|het leven (?:hoefde|
    hoeft) (?:\w+ ){0,4}niet|hoefde (?:het leven|het) (?:\w+ ){0,3}niet meer(?: voor mij)?$|(?:mezelf|
    mijzelf) (?:iets aan|om het leven|pijn (?:te )?(?:doen|deed|doe|gedaan)|te snijden|van kant|te verwonden|
    verwond\w*)|(?:snij|snijd|sneed|kras|kraste) (?:\w+ ){0,2}(?:mezelf|in mijn (?:armen?|polsen|benen))(?! (?:een|
    aan|per))|dat ik (?:mezelf|mij) (?:sneed|snijd)|(?:nut|zin) (?:van|in) (?:het leven|mijn leven|leven|alles|
    verder\w*)|niet meer zitten(?: zie|$)|zie het (?:leven )?niet meer zitten|(?:kan|kon) (?:het|dit|
    zo) (?:leven )?(?:\w+ )?niet (?:meer (?:aan(?!raken)|verder)|verder leven)(?! (?:zonder|met) (?:mijn|
    een) (?:lijst|agenda))|(?:hopeloos|waardeloos|wanhopig|leeg)(?: van binnen)?(?= voel| en voel|$)|
    voel(?:de)? (?:me|mij) (?:\w+ ){0,3}(?:hopeloos|waardeloos|wanhopig|leeg|dood)|niemand zou (?:me|mij) missen|
    zonder mij (?:\w+ ){0,4}(?:beter|gelukkiger)|(?:beter af|gelukkiger) (?:zonder mij|als ik)|
    als ik (?:er niet (?:meer )?(?:was|ben)|dood was)|een last voor (?:iedereen|mijn gezin|mijn familie)|(?:stap|
    sprong) naar voren|voor (?:de|een) (?:trein|metro|vrachtwagen) (?:te )?(?:spring|stap|lop)\w*|van (?:de|
    een) (?:brug|flat|dak|balkon) (?:te )?spring\w*|tegen een (?:boom|muur) (?:aan )?(?:te )?rijd\w*|
    gedachten (?:\w+ ){0,6}(?:dood|doodgaan|er niet meer zijn|niet meer leven)|over (?:dood zijn|doodgaan|
    niet meer leven)|(?:niet )?uitma\w+ (?:\w+ )?of ik (?:\w+ )?(?:wakker|leef\w*|dood)|
    (?:niet )?meer wakker (?:te )?(?:hoeven )?(?:worden|werd)|of ik (?:\w+ )?wakker werd|(?:alles|het leven|het|
    dag) (?:voelde|voelt|leek) (?:\w+ )?(?:zinloos|uitzichtloos|zwart|leeg)|het leven (?:had|heeft) geen zin|(?:zo|
    heel|erg|diep) (?:somber|neerslachtig|ongelukkig|eenzaam)(?! over)|in een (?:heel |erg )?(?:diep|zwart) (?:dal|
    gat)|(?:ging|gaat) (?:het )?(?:zo|heel|erg) slecht met (?:me|mij)(?! (?:cijfers|bedrijf))|
    aan de grond(?= en| door|$)|(?:huilde|huil) (?:\w+ ){0,4}(?:elke|iedere|dagenlang|wekenlang|maandenlang|
    hele dagen|op de wc|in slaap|onder de douche|om niets)|niet (?:meer )?stoppen met huilen|(?:dagen|weken|
    dagenlang|wekenlang|hele dagen) (?:\w+ )?in bed|(?:mijn|het) bed niet (?:meer )?uit|haren wassen te veel|
    voelde ik niets voor mijn (?:baby|dochter|zoon|kind)|op (?:het punt van )?instorten|rand van een (?:burn ?out|
    inzinking|instorting)|(?:volledig|compleet|helemaal) ingestort|stortte ik in|ik stortte (?:\w+ )?in(?: |$)|
    at (?:\w+ ){0,4}(?:bijna |vrijwel |haast )?(?:niets|niet) meer(?! mee)|maaltijden over(?=geslagen|sla|$)|
    sloeg (?:\w+ )?maaltijden over|(?:braakte|kotste|gaf over|gaf (?:\w+ ){0,4}over|overgeven) (?:\w+ ){0,3}(?:na|
    expres|om dun|tijdens de vroege)?(?= elke| iedere|na | om dun|$)|na elke maaltijd over|vinger in mijn keel|
    op de weegschaal|om dun te (?:blijven|worden)|(?:dronk|drink|zoop) (?:\w+ ){0,5}(?:te veel|een fles|flessen|
    elke (?:avond|dag)|iedere (?:avond|dag)|om te (?:slapen|vergeten))(?! (?:koffie|thee|water|melk))|(?:elke|
    iedere) (?:avond|dag) een fles|(?:stoppen|gestopt|ophouden) met (?:drinken|blowen|gokken|drugs)|mijn (?:gokken|
    drinken|drankgebruik)|drink ik te veel|(?:blow|blowde|blowen|snoof|spoot|gebruikte) (?:\w+ ){0,3}(?:elke|
    dagelijks|coke|drugs|speed|om rustig)|(?:aa|na) bijeenkomst\w*|naar de (?:aa|na)$|naar de aa\b|van de drank af|
    (?:clean|nuchter) sinds|doos pillen|pillen (?:in)?geslikt|coke in het weekend|mijn (?:gp|huisarts|bedrijfsarts|
    neuroloog|oncoloog|cardioloog|psychiater|psycholoog|psychologe|therapeut|therapeute|gynaecoloog|verloskundige|
    fysio\w*|hulpverlener|behandelaar)\b|de (?:arts|artsen|dokter|dokters|huisarts|bedrijfsarts|
    specialist) (?:\w+ ){0,2}(?:stuurde|verwees|meldde|schreef|raadde|vond bij|verbood|adviseerde|
    constateerde) (?:\w+ )?(?:me|mij|dat ik)\b|van de (?:huisarts|dokter|psychiater|arts) (?:kreeg|krijg|mocht|
    moest) ik|toen de (?:psychiater|arts|dokter|specialist) (?:zei|vertelde|belde)|(?:kreeg|
    krijg) ik van de (?:huisarts|dokter|psychiater)|(?:zat|zit|was|lag|bleef|ben) (?:\w+ ){0,4}(?:ziek thuis|
    thuis met (?:een )?(?:burn|stress|griep niet)|thuis door (?:de )?(?:stress|een burn)|ziekgemeld (?:met|wegens|
    door))|ziek thuis (?:door|met|van|vanwege)|naar huis(?= vanwege (?:stress|een burn))|
    stuurde me (?:\w+ ){0,3}(?:weken|maanden) naar huis|(?:weken|maand) rust voor|meldde me (?:langdurig )?ziek met|
    (?:uit|in) het ziekenhuis (?:na|voor|met|omdat|door|vanwege|gelegen|beland)|(?:kwam|
    kom) (?:\w+ ){0,3}uit het ziekenhuis|(?:opgenomen|opname) (?:geweest )?(?:in|op) (?:een|de|
    het) (?:\w+ )?(?:kliniek|psychiatr\w+|ziekenhuis|ggz\w*|afdeling)|gedwongen opgenomen|
    ben ik (?:\w+ )?geopereerd|(?:werd|ben|was) (?:\w+ ){0,3}geopereerd(?= aan| en|$)|mijn (?:\w*operatie|
    operaties)\b|(?:verloor|verloren|verlies|kwijt\w*) (?:ik )?(?:\w+ ){0,3}(?:het zicht|het gehoor|mijn (?:been|
    arm|hand|haar|gehoor|zicht|linker\w*|rechter\w*)|deel van mijn)|(?:zicht|gehoor) (?:in|aan) (?:één|een|
    mijn) (?:oog|oor)|(?:het )?zicht (?:\w+ ){0,3}kwijt|deel van mijn (?:been|arm|hand)|aan één (?:oog|
    oor) (?:blind|doof)|oren suizen|mijn handen trillen|(?:mezelf|mij) (?:\w+ )?(?:te )?spuiten|
    ze denken dat (?:het|ik) (?:ms|kanker|als)|wacht op de (?:scan|uitslag)|knobbeltje in|in mijn (?:borst|longen|
    hersenen|buik|nier|lever) (?:gevonden|zat)|uit mijn (?:nier|borst|hoofd|long|buik) (?:gehaald|verwijderd)|
    (?:ik lag|lag ik) (?:\w+ ){0,2}plat|plat met mijn (?:rug|been)|(?:met|vanwege|door|aan|wegens) mijn (?:rug|hart|
    knieën|knie|heup|gezondheid|ziekte|beperking|operatie|longen|ogen)(?! gekeken)\b|mijn (?:beperking|ziekte|
    gezondheid|pillen|zwangerschap|aandoening|herstel van|rugklachten|rugpijn)\b|sinds ik (?:corona|covid) (?:had|
    kreeg)|(?:moeheid|vermoeidheid) (?:is|bleef|gebleven)|(?:kan|kon|mag|mocht) (?:\w+ ){0,4}(?:niet|
    geen) (?:\w+ ){0,4}(?:tillen|staan|lopen|autorijden|bukken)(?= (?:door|vanwege|met|meer))|
    loop (?:\w+ )?met een (?:stok|kruk|rollator|prothese)|op krukken|sinds (?:het|mijn) ongeluk|(?:ons|onze|het|een|
    mijn) (?:baby|kindje|dochtertje|zoontje|tweeling) (?:\w+ ){0,2}(?:verloren|verloor|overleed|kwijt)|(?:verloor|
    verloren|verliezen) (?:\w+ ){0,2}(?:ons|onze|een|het|mijn) (?:baby|kindje|dochtertje|zoontje|tweeling)|(?:geen|
    nooit) kinderen (?:kan|kon|kunnen|konden) krijgen|kan geen kinderen krijgen|(?:weken|maanden) (?:zwanger|
    in verwachting)|in verwachting|mijn (?:broer|ex|ex man|ex vriend|man|moeder|oom|opa|ouders|partner|stiefbroer|
    stiefmoeder|stiefvader|vader|vriend|vriendin|vrouw) (?:\w+ ){0,5}(?:bedreig\w+|misbruik\w*|mishandel\w*|schopte|
    slaat|sloeg|sloegen|verkracht\w*|wurgde|gewelddadig|agressief|aan (?:me|mij) (?:zat|zitten)|zat aan (?:me|mij))|
    blijf van mijn lijf\w*|huiselijk geweld (?:thuis|van mijn|door mijn)|(?:thuis|door mijn (?:man|vader|ex|moeder|
    vriend|vrouw)) (?:\w+ ){0,2}(?:geslagen|mishandeld|misbruikt|bedreigd)|(?:geslagen|mishandeld|misbruikt|
    verkracht) door (?:mijn|een|de)|(?:werd|ben|was|word) (?:\w+ ){0,5}(?:aangerand|gestalkt|verkracht|misbruikt|
    mishandeld|betast|seksueel (?:geïntimideerd|misbruikt|lastiggevallen))|(?:greep|pakte|betastte|kneep) (?:me|
    mij) (?:\w+ ){0,2}(?:bij|in|aan|op|tussen) mijn (?:\w+)|zijn hand(?:en)? (?:\w+ ){0,2}(?:op|onder|tussen|
    in) mijn (?:been|benen|billen|borst\w*|broek|dij\w*|rok|shirt|knie)|drukte zich (?:\w+ ){0,4}tegen (?:me|mij)|
    zat(?:en)? (?:\w+ )?aan (?:me|mij)(?= |$)|dwong(?:en)? (?:me|mij) (?:tot|om) (?:seks|met)|(?:bij|naar|van|
    met) (?:de|een) (?:psychiater|psycholoog|psychologe|therapeut|therapeute|ggz)(?! die)(?= (?:geweest|gelopen|
    gegaan|gepraat|gesprekken)|$)|(?:liep|loop|ging|ga|zat|zit|was|ben|praat|praatte|kom|kwam) (?:\w+ ){0,4}(?:bij|
    naar|met|van) (?:de|een) (?:psychiater|psycholoog|psychologe|therapeut|therapeute|ggz)|iemand van de ggz|
    (?:eind|einde) aan mijn leven|(?:redenen|reden) om te (?:blijven )?leven|(?:iedereen|allemaal|hen|
    ze) (?:het )?(?:beste|beter|makkelijker) (?:\w+ ){0,4}(?:als ik er (?:gewoon )?niet|zonder mij)|(?:geen|
    niet langer een) toekomst meer(?: zien| zag|$)|zag ik geen toekomst|afscheidsbrie\w+|mezelf haat\w*|
    haatte mezelf|schreeuwend wakker|angst de deur niet|(?:deur|
    huis) niet (?:meer )?uit(?= door| van| zonder| vanwege|$)|(?:slaat|sloeg|sloegen|schopt|schopte|bijt|stompt|
    wurgt) (?:me|mij)(?! (?:op de schouder|in (?:schaken|tennis)|van mijn stuk))|met een mes (?:\w+ ){0,3}(?:op|
    voor|bij)|(?:wacht|wachtte|stond) (?:me|mij) (?:\w+ ){0,6}op te wachten|opgewacht door mijn|sluit me op|
    dreigt me|vermoord(?:t|de)? me|bang voor mijn (?:man|vader|ex|vriend|vrouw)|(?:spoot|rookte|slikte|snoof|
    gebruikte) (?:ik )?(?:heroïne|crack|coke|speed|xtc|ghb|ketamine)|worstel\w* (?:\w+ ){0,2}met (?:alcohol|drank|
    drugs)|stoned|verdronken(?= zaak)|de zaak verdronken|gokkast\w*|verstop(?:te)? (?:\w+ )?flessen|ex verslaafde?|
    (?:borst|been|arm|voet|hand|vinger|tenen) (?:\w+ ){0,4}(?:afgezet|geamputeerd|verloren|verlamd)|afgezet en ik|
    pijn op de borst|(?:doof|blind) geboren|geboren (?:zonder|met een)|(?:lijst|wachtlijst) voor een (?:nier|hart|
    lever|long|donor\w*)|handen (?:zijn |waren )?(?:\w+ ){0,2}(?:stijf|trilden?|verkrampt)|buiten adem op de trap|
    burn ?out achter de rug|niet meer terug naar mijn werk van de|blauwe plekken|
    niemand (?:zou )?(?:\w+ ){0,3}(?:merken|missen|opvallen|kunnen schelen)(?= (?:als|dat|wanneer) ik)|(?:liever|
    het liefst) (?:was|wilde|wou|ben|wil) (?:ik )?(?:er )?(?:\w+ ){0,2}(?:niet meer|dood|weg zijn|verdwenen|
    nooit geboren)|(?:hoop|hoopte|wens|wenste|wou|
    wilde) (?:ik |soms |vaak )*(?:dat )?ik (?:\w+ ){0,3}(?:niet (?:meer )?wakker|niet meer besta|nooit was geboren|
    er niet meer)|(?:al|eigenlijk|vanbinnen) dood was|alsof ik (?:\w+ )?dood|(?:op|bij) (?:de|het) (?:brug|dak|
    viaduct|spoor|perron|rails|balkon) (?:\w+ ){0,3}(?:gestaan|stond|staan|gezeten)(?= |$)|(?:stond|sta|
    zat) (?:ik )?(?:\w+ ){0,5}op de (?:brug|rails|spoorbrug)(?= en| tot|$)|(?:mes|touw|pillen) (?:\w+ ){0,6}(?:la|
    opgespaard|bewaard|verzameld|klaar)(?= |$)|(?:spaarde|verzamelde|bewaarde) (?:\w+ ){0,4}pillen|
    de stemmen (?:zeiden|zeggen|vertelden|waren|fluisterden|riepen)|(?:sinds|na|door|vanwege) (?:de|mijn|
    die) (?:overval|aanslag|aanranding|verkrachting|mishandeling|diagnose|miskraam|overdosis|beroerte|operatie|
    amputatie|inzinking)(?= durf| ben| kan| slaap| heb| was| en|$)|(?:littekens|blauwe plekken|striemen|
    brandwonden) op mijn|(?:kreeg|krijg|had|heb) (?:ik )?(?:bijna |haast )?geen (?:lucht|adem)(?: meer)?|
    naar adem happen|ik (?:trilde|beefde) over mijn hele|mijn (?:linker|rechter|hele )?(?:longen|long|nieren|nier|
    lever|rug|heupen|heup|knieën|knie|schouder|schouders|pols|polsen|enkel|kaak|darmen|baarmoeder|borst|ogen|oren|
    gewrichten|been|arm|hand|voet|benen|handen|\w+hand|\w+been|\w+arm|\w+oog|
    \w+oor) (?:\w+ ){0,3}(?:op(?= en| door| dus|$)|versleten|kapot|verlamd|stijf|gevoelloos|gezwollen|ontstoken|
    geopereerd|verwijderd|vervangen|weggehaald|afgezet|verbrijzeld|werkt niet|werken niet)|(?:pillen|tabletten|
    medicijn|druppels) (?:voor|tegen) (?:mijn|de) (?:hart|angst|bloeddruk|pijn|zenuwen|slaap|depressie)|
    nieuwe (?:heup|knie|nier|lever|hartklep)|leef op pijnstillers|(?:gaf|geef|geeft|spuugde|
    braakte) (?:ik )?(?:\w+ ){0,3}over(?= (?:van|na|voordat|door|voor ik)|$)|(?:eet|at|vreet|
    vrat) (?:\w+ ){0,4}(?:alles op|en geef|en gaf|en braak)|sla (?:\w+ )?maaltijden over|begon te bloeden|
    (?:te )?bloeden(?=$)|(?:wacht|wachten) op de uitslag|uitslag (?:van|was|kreeg)(?= mijn| hiv| kanker)|
    hiv positief|keel dicht(?:geknepen|kneep)|kneep (?:\w+ ){0,3}keel dicht|(?:in|bij) (?:mijn|m'n) kruis|
    kijkt in mijn telefoon|sloeg me met|(?:riem|stok|vuist\w*) (?:sloeg|geslagen)|zwart gat|vergok\w*|
    gokte (?:ik )?(?:\w+ ){0,4}(?:weg|elke|iedere)|blow(?:de|en)? (?:ik )?(?:elke|iedere|dagelijks)|
    een fles (?:wodka|jenever|whisky|wijn|rum) (?:per|elke|iedere|op een)|vrouwenopvang(?! (?:werk|help))|
    behandeld (?:voor|tegen|aan) (?!hout)|vóór twaalven dronken|voor twaalven al dronken|mijn eigen haren uit|
    kale plekken|(?:te|mezelf te|mij te) dik (?:vond|voelde)|tweede fles|kliniek uit|burn ?out ?kliniek|
    brak mijn (?:pols|arm|neus|kaak|ribben)(?= en ik)|de baby (?:\w+ )?(?:verloor|zou verliezen|kwijt)|
    dubbel(?=$)(?<=zie ik dubbel)|(?:kilo|kilo's) (?:\w+ ){0,3}(?:omdat|af omdat)|(?:stopte|
    gestopt) (?:ik )?met de pillen|sigaretten uit op mijn|aan mijn haren|het touw|
    niet (?:meer )?(?:kunnen )?ademen van|de artsen gaven me|gevoeld? niets meer|waste me niet|kaal door|
    geen maag meer|halve long|(?:mijn|onze) (?:tante|broer|coach|ex|ex \w+|man|moeder|oom|opa|partner|pastoor|
    stiefbroer|stiefmoeder|stiefvader|trainer|vader|vriend|vriendin|vrouw) (?:\w+ ){0,5}(?:slaat|sloeg|sloegen|
    schopt\w*|trapt\w*|gooi\w*|smeet|smijt|spuug\w*|stalk\w*|volgde|achtervolg\w*|verneder\w*|kleineer\w*|
    bedreig\w*|sluit|sloot|wurg\w*|betast\w*|brand\w*|duwt|duwde|kneep|knijpt|deed dingen|
    doet dingen) (?:\w+ ){0,4}(?:me|mij|ons)(?! (?:in schaken|met (?:schaken|tennis)|aan om|op weg))\b|(?:begonnen|
    begon|gestopt|stoppen|weer) (?:\w+ )?(?:met snijden|mezelf te snijden|met krassen)|(?:geen|
    nergens) (?:\w+ )?(?:vreugde|plezier|blijdschap|liefde) (?:meer )?(?:voelen|voelde|voel|beleven|hebben in)|
    achter glas|(?:door de dagen|naar mijn werk|uit bed) (?:te )?(?:slepen|gesleept)|sleepte (?:me|mezelf) (?:door|
    uit bed|elke)|(?:wilde|wil|wou) (?:\w+ ){0,3}(?:weg zijn|er niet zijn|niet bestaan|
    niet meer bestaan)(?! (?:voor|om) (?:vijf|zes|vier))|(?:verloor|verloren|begroeven|begroef) (?:\w+ )?(?:ons|
    onze|mijn) (?:\w+ )?(?:meisje|jongetje|zoon|zoontje|dochter|kind|kindje|baby|tweeling)|(?:strip|doos|doosje|pot|
    handvol|pakje) (?:met )?(?:paracetamol|pillen|tabletten|slaappillen|aspirine|pijnstillers)|(?:casino|gokhal|
    roulette|poker|gokken|gokte|wedden|gokkasten) (?:\w+ ){0,6}(?:schuld\w*|loog|verloor|leende|stal|loon|spaargeld|
    verborg)|(?:schuld\w*|verloor|loog|spaargeld|loon) (?:\w+ ){0,6}(?:casino|gokken|gokhal|roulette|poker)|
    (?:dagen|weken|maanden|jaar) (?:clean|nuchter|droog|van de drank)|(?:clean|nuchter) (?:voor|sinds|al)|(?:met|
    zonder) (?:één|een|geen|maar één) (?:arm|been|hand|oog|oor|nier|long) (?:geboren|ter wereld)|
    te vroeg geboren(?= en ik)|(?:hoge tonen|lage tonen|kleuren|diepte|gezichten) (?:\w+ )?(?:hoor|zie|herken) ik|
    (?:hoor|zie) (?:ik )?(?:\w+ )?(?:slecht|dubbel|wazig|bijna niets|haast niets|niets aan|weinig met|weinig aan)|
    (?:hoor|zie|hoorde|zag) (?:ik )?(?:dingen|mensen|muziek|stemmen) die (?:er niet|niemand|anderen niet)|
    (?:half jaar|maanden|weken|jaar|halfjaar) (?:\w+ ){0,2}thuis(?= (?:omdat|met|door|vanwege|na|wegens|gezeten)|
    $)(?! te werken)|(?:zat|lag|verbleef|was|ben) (?:ik )?(?:\w+ ){0,4}in (?:een|de) (?:\w+)?kliniek (?:voor mijn|
    om af|wegens|vanwege|na|omdat|met)|(?:pil|pillen|tablet|tabletten) om te (?:slapen|kalmeren|functioneren)|
    zonder mijn (?:pillen|tabletten|medicijnen)|lig (?:ik )?wakker van (?:mijn|de) (?:pijn|hart\w*|benen)|
    dwong me (?:\w+ )?tot|(?:ze|hij|een man|twee mannen|iemand) (?:\w+ ){0,3}(?:beroofde|stak|staken|overviel|
    overvielen|mishandelde|sloeg|sloegen|achtervolgde|randde) (?:\w+ )?(?:me|mij)\b|(?:me|
    mij) (?:in elkaar (?:sloeg|geslagen)|neergestoken|aangerand)|ik ging (?:\w+ )?bijna dood(?! van)|
    schaam(?:de)? (?:me|mij) voor mijn lichaam|haat mijn lichaam|(?:voel|voelde) (?:me|
    mij) (?:\w+ )?een last(?! min)|zenuwen (?:\w+ )?kapot|stemmen in mijn hoofd|hoor(?:de)? stemmen(?! in de)|
    nachtmerries (?:over|sinds|van)|flauw(?:val| val|gevallen door mijn)
"""
