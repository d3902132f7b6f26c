"""What is private in Dutch: illness, treatment, disability, pregnancy, addiction, distress, abuse. Our own lists.

The form is that of sensitive_english.
"""

OWN = "ik 'k me mij mijn m'n mezelf mijzelf wij we ons onze onszelf"
OTHERS = """
    hij zij ze haar hem zijn hun hen zich wie wiens iemand iedereen mensen persoon personen anderen
    baby baas bewoner bewoners broer broers buren buurman buurvrouw chef cliënt cliënten collega collega's deelnemer deelnemers directeur
    dochter gast gasten gebruikers gezin grootouders jongen jongens jongere jongeren kind kinderen kinderen klant klanten kleinkind
    klasgenoot leerling leerlingen leidinggevende man mannen medewerker medewerkers meisje meisjes moeder moeders neef nicht oma opa
    oom ouder ouderen ouders partner patiënt patiënten patiënte puber pubers reizigers schoonmoeder stagiair stagiaire student studenten
    tante team teams vader vluchteling vluchtelingen vriend vrienden vriendin vrijwilliger vrijwilligers vrouw vrouwen werknemer werknemers
    zoon zus zussen ex-verslaafden veteranen slachtoffer slachtoffers
"""

TERMS = r"""
    acne|agorafobie|allergische reactie op|als patiënt|amputat\w+|geamputeerd\w*|anafyla\w+|arm gebroken en|astm\w+|atrofie|auto-immuun\w*|auto immuun\w*|bechterew|bekkeninstabiliteit|bewusteloos|biopsie|
    bloeding(?:en)?(?= in| waardoor| na)|bloedpropp\w*|bloedverdunners|bloedvergiftiging|bronchitis|chirurg(?= me| mij)|chlamydia|claustrofobie|colitis|coma|cvs|cyste\w*|dwanggedachten|dwanghandelingen|dystrofie|eierstok\w*|embolie|
    flauwte\w*|fobie|galstenen|geslachtsziekte|gewrichts\w+|glaucoom|gordelroos|griepachtig|groeistoornis|gynaecolog\w+|hallucin\w+|hechtingen na|heupprothese|hoge bloeddruk|hormoon\w+|hormonen|hernia|huntington|
    incontinen\w+|infuus(?= door| voor mijn)|ischias|jicht|katheter|klaplong|kunstheup|kunstknie|kwaadaardig\w*|lymf\w+|lymeziekte|longontsteking|maagzweer|magerzucht|manie|ménière|menopauze|metastas\w+|uitzaaiing\w*|mri|nekhernia|
    neuropathie|obesitas|oogziekte|opvliegers?|osteopor\w+|paraly\w+|pfeiffer|pleinvrees|polio|prikkelbare darm\w*|pseudokrupp|q koorts|radiotherapie|restless legs|retraumat\w+|rsi|schisis|sepsis|slaapstoornis|slapeloosheid|sonde\w*|
    spasme\w*|spasti\w+|staar|stent\w*|sterilis\w+|gesteriliseerd|stofwisselingsziekte|stress stoornis|tbs|tekenbeet|thuisbegeleiding|transitie|trans (?:man|vrouw|persoon)|tremor|tuberculose|uitgeput (?:en|door)|ulcerosa|valproïnezuur|vaginis\w+|
    vermoeidheidssyndroom|verslavingskliniek|verwardheid|vroeggeboorte|weeën|wervel\w*|zaadbal\w*|zenuwpijn|zenuwschade|zuurstofgebrek|zwakbegaafd|gehechtheid?sstoornis|
    aandachtsstoornis|abortus|ad(?:d|hd)|afkick\w*|aids|alcoholi\w+|alzheimer|angina|angstaanval\w*|angststoornis|angsten|anorexia|antidepressiva|antipsychotica|
    aneurysma|artrose|asperger|astma\w*|autis\w+|baarmoeder\w*|bedlegerig|beroerte|bestraling\w*|bètablokkers|bevalling|bipola\w+|blind(?! voor|elings)|
    (?:auditieve|fysieke|lichamelijke|lichte|verstandelijke|visuele) beperking|beperking aan mijn|bloeddruk\w*|bloedsuiker\w*|bloedarmoede|borderline|borstkanker|boulimia|burn ?outs?|bypass|
    chemo\w*|chronisch(?:e)? (?:\w+ ){0,2}(?:pijn\w*|ziek\w*|moe|vermoeid\w*|aandoening)|cocaïne|coeliakie|copd|crohn|
    darmkanker|dementie|depressi\w+|depri|diabet\w+|diagnose(?! (?:van (?:de|het|een)|gesteld))|dialyse|doof(?! voor)|drankprobleem|drugsverslav\w*|dwangstoornis|dyscalculie|dysle\w+|
    eczeem|eetbui\w*|eetstoornis|endometriose|epilep\w+|fibromyalgie|flashbacks?|
    gedwongen opgenomen|gehandicapt|gehoorappara\w+|gehoorbeschadiging|gehoorverlies|gesloten afdeling|getraumatiseerd|ggz|gokverslav\w*|gokschulden|
    hallucinaties|handicap|hart(?:aanval|falen|infarct|klachten|operatie|patiënt|ritmestoornis\w*)(?! toen)|hepatitis|herbeleving\w*|
    hernia\w*|heroïne|hersen(?:bloeding|infarct|letsel|schudding|tumor)|hiv|hoogsensitiviteit|hyperventil\w+|
    inhaler|insuline\w*|ivf|kanker|ketamine|keizersnee|leukemie|lever(?:ziekte|falen|kanker)|lithium|longembolie|longkanker|long ?covid|lupus|lyme|
    manisch|medicatie|medicijnen|melanoom|menstrua\w+|migraine\w*|miskra\w+|morfine|multiple sclerose|
    nier(?:en|falen|stenen|ziekte|transplantatie)?(?! broodje)|oncoloog|ongesteld\w*|onvruchtbaar\w*|opname (?:in|op)|osteoporose|overdosis|overgang|overgangsklachten|overprikkel\w*|overspannen\w*|oxazepam|
    pacemaker|paniek(?:aanval\w*|stoornis)|parkinson|pds|persoonlijkheidsstoornis|pijnstillers|postnatal\w*|prednison|prothese|psoriasis|psychi(?:atrische \w+|sche (?:klachten|problemen))|
    psycho(?:se|ses|tisch)|ptss|reuma\w*|ritalin|rolstoel|scheermesje\w*|schildklier|schizofre\w+|scoliose|sertraline|slaap(?:apneu|pillen|medicatie|middel\w*)|
    slechthorend\w*|slechtziend\w*|spierziekte|stoma|stotter\w*|su[iï]cid\w+|suikerziekte|temazepam|
    therapie(?! (?:hond|ruimte))|tinnitus|tourette|tramadol|transplantatie|trauma(?:'s)?|trombose|tumor\w*|
    verlamd|verkrach\w+|verslav\w+|verslaafd (?:\w+ ){0,2}(?:alcohol|coke|drank|drugs|gokken|medicijnen|pillen|porno)|vruchtbaarheids\w+|
    wachtlijst voor (?:een )?(?:psych\w+|therap\w+|behandeling)|whiplash|xanax|xtc|zelfdoding|zelfmoord\w*|zelfverminking|zenuwinzinking|ziekenhuisopname|ziekteverlof(?= (?:door|met|na|omdat|vanwege|wegens|en)|$)|ziektewet|(?:hoog)?zwanger\w*(?! van betekenis)
"""

NOT_BEFORE = r"""
    afdeling|beleid|bewoners|campagne|cliënten?|collega|collega's|cursus|folders?|fonds|gebruikers|groep|hond|hulplijn|kind|kinderen|kliniek|lijn|man|mannen|meisje|mensen|onderzoek|
    patiënten?|praktijk|preventie|programma|project|stichting|team|training|vereniging|vrouw|vrouwen|week van|werkgroep|zorg
"""

WORK = r"""
    (?:afdeling voor|project over|artikel over|boek over|scriptie over|folders? over|lezing over|cursus over)|(?:adviseer|assisteer|begeleid|behandel|beoordeel|bezoek|coach|collecteer|doe onderzoek|gaf|geef|hielp|help|luister|lesgeef|maakte een (?:folder|campagne)|masseer|onderzoek|ondersteun|
    onderwijs|ontwerp|ontwikkel|organiseer|praat(?:te)? met|schreef over|schrijf over|sprak met|test|train|tolk|vertaal|verpleeg|verkoop|verzorg|vrijwilliger bij|werk(?:te|en)? (?:als|bij|in|met|op|voor)|zamel)\w*
"""

IDIOMS = r"""
    allergisch voor|blind (?:vertrouw\w*|voor)|brak (?:bijna )?mijn nek|dood(?:lach|moe|lopend|eng|sbang|normaal|gewoon)\w*|doodga(?:an)? van (?:schaamte|verveling|het lachen)|doof voor|
    geluk bij een ongeluk|hartverzakking|hart(?:aanval|infarct) (?:toen|van schrik)|lach(?:te|en)? (?:me|mij) dood|lijd(?:en)? aan te veel|marteling|op sterven na dood|paniek(?:voetbal| in de tent)|stresstest|
    verslaafd aan (?:\w+ )?(?:chocola\w*|koffie|lijstjes|mail|series|sport\w*|thee|werk\w*)|ziek van|twee vliegen|verlamd van (?:schrik|angst toen)|schizofreen (?:beleid|plan)
"""

PHRASES = (
    r"(?:wil|wilde|wou) (?:\w+ ){0,4}(?:(?<!niet )(?:dood|doodgaan|sterven)|niet meer leven|er niet meer zijn|verdwijnen)$|(?:wilde|wou|wenste|hoopte) dat ik (?:dood|er niet (?:meer )?was|nooit (?:geboren|meer wakker)|niet meer wakker)",
    r"(?:een )?einde aan (?:mijn leven|alles|het leven)|er (?:zelf )?een (?:einde|eind) aan (?:wilde|te|wou|wil|maken)|van het leven (?:te )?(?:beroven|benemen)|het leven (?:hoefde|hoeft) (?:\w+ ){0,4}niet|hoefde (?:het leven|het) (?:\w+ ){0,3}niet meer(?: voor mij)?$",
    r"(?:mezelf|mijzelf) (?:iets aan|om het leven|pijn (?:te )?(?:doen|deed|doe|gedaan)|te snijden|van kant|te verwonden|verwond\w*)|(?:snij|snijd|sneed|kras|kraste) (?:\w+ ){0,2}(?:mezelf|in mijn (?:armen?|polsen|benen))(?! (?:een|aan|per))|dat ik (?:mezelf|mij) (?:sneed|snijd)",
    r"(?:nut|zin) (?:van|in) (?:het leven|mijn leven|leven|alles|verder\w*)|niet meer zitten(?: zie|$)|zie het (?:leven )?niet meer zitten|(?:kan|kon) (?:het|dit|zo) (?:leven )?(?:\w+ )?niet (?:meer (?:aan(?!raken)|verder)|verder leven)(?! (?:zonder|met) (?:mijn|een) (?:lijst|agenda))",
    r"(?:hopeloos|waardeloos|wanhopig|leeg)(?: van binnen)?(?= voel| en voel|$)|voel(?:de)? (?:me|mij) (?:\w+ ){0,3}(?:hopeloos|waardeloos|wanhopig|leeg|dood)|niemand zou (?:me|mij) missen|zonder mij (?:\w+ ){0,4}(?:beter|gelukkiger)|(?:beter af|gelukkiger) (?:zonder mij|als ik)|als ik (?:er niet (?:meer )?(?:was|ben)|dood was)|een last voor (?:iedereen|mijn gezin|mijn familie)",
    r"(?:stap|sprong) naar voren|voor (?:de|een) (?:trein|metro|vrachtwagen) (?:te )?(?:spring|stap|lop)\w*|van (?:de|een) (?:brug|flat|dak|balkon) (?:te )?spring\w*|tegen een (?:boom|muur) (?:aan )?(?:te )?rijd\w*|gedachten (?:\w+ ){0,6}(?:dood|doodgaan|er niet meer zijn|niet meer leven)|over (?:dood zijn|doodgaan|niet meer leven)",
    r"(?:niet )?uitma\w+ (?:\w+ )?of ik (?:\w+ )?(?:wakker|leef\w*|dood)|(?:niet )?meer wakker (?:te )?(?:hoeven )?(?:worden|werd)|of ik (?:\w+ )?wakker werd",
    r"(?:alles|het leven|het|dag) (?:voelde|voelt|leek) (?:\w+ )?(?:zinloos|uitzichtloos|zwart|leeg)|het leven (?:had|heeft) geen zin|(?:zo|heel|erg|diep) (?:somber|neerslachtig|ongelukkig|eenzaam)(?! over)|in een (?:heel |erg )?(?:diep|zwart) (?:dal|gat)|(?:ging|gaat) (?:het )?(?:zo|heel|erg) slecht met (?:me|mij)(?! (?:cijfers|bedrijf))|aan de grond(?= en| door|$)",
    r"(?:huilde|huil) (?:\w+ ){0,4}(?:elke|iedere|dagenlang|wekenlang|maandenlang|hele dagen|op de wc|in slaap|onder de douche|om niets)|niet (?:meer )?stoppen met huilen|(?:dagen|weken|dagenlang|wekenlang|hele dagen) (?:\w+ )?in bed|(?:mijn|het) bed niet (?:meer )?uit|haren wassen te veel|voelde ik niets voor mijn (?:baby|dochter|zoon|kind)",
    r"op (?:het punt van )?instorten|rand van een (?:burn ?out|inzinking|instorting)|(?:volledig|compleet|helemaal) ingestort|stortte ik in|ik stortte (?:\w+ )?in(?: |$)",
    r"at (?:\w+ ){0,4}(?:bijna |vrijwel |haast )?(?:niets|niet) meer(?! mee)|maaltijden over(?=geslagen|sla|$)|sloeg (?:\w+ )?maaltijden over|(?:braakte|kotste|gaf over|gaf (?:\w+ ){0,4}over|overgeven) (?:\w+ ){0,3}(?:na|expres|om dun|tijdens de vroege)?(?= elke| iedere|na | om dun|$)|na elke maaltijd over|vinger in mijn keel|op de weegschaal|om dun te (?:blijven|worden)",
    r"(?:dronk|drink|zoop) (?:\w+ ){0,5}(?:te veel|een fles|flessen|elke (?:avond|dag)|iedere (?:avond|dag)|om te (?:slapen|vergeten))(?! (?:koffie|thee|water|melk))|(?:elke|iedere) (?:avond|dag) een fles|(?:stoppen|gestopt|ophouden) met (?:drinken|blowen|gokken|drugs)|mijn (?:gokken|drinken|drankgebruik)|drink ik te veel|(?:blow|blowde|blowen|snoof|spoot|gebruikte) (?:\w+ ){0,3}(?:elke|dagelijks|coke|drugs|speed|om rustig)|(?:aa|na) bijeenkomst\w*|naar de (?:aa|na)$|naar de aa\b|van de drank af|(?:clean|nuchter) sinds|doos pillen|pillen (?:in)?geslikt|coke in het weekend",
    r"mijn (?:gp|huisarts|bedrijfsarts|neuroloog|oncoloog|cardioloog|psychiater|psycholoog|psychologe|therapeut|therapeute|gynaecoloog|verloskundige|fysio\w*|hulpverlener|behandelaar)\b|de (?:arts|artsen|dokter|dokters|huisarts|bedrijfsarts|specialist) (?:\w+ ){0,2}(?:stuurde|verwees|meldde|schreef|raadde|vond bij|verbood|adviseerde|constateerde) (?:\w+ )?(?:me|mij|dat ik)\b|van de (?:huisarts|dokter|psychiater|arts) (?:kreeg|krijg|mocht|moest) ik|toen de (?:psychiater|arts|dokter|specialist) (?:zei|vertelde|belde)|(?:kreeg|krijg) ik van de (?:huisarts|dokter|psychiater)",
    r"(?:zat|zit|was|lag|bleef|ben) (?:\w+ ){0,4}(?:ziek thuis|thuis met (?:een )?(?:burn|stress|griep niet)|thuis door (?:de )?(?:stress|een burn)|ziekgemeld (?:met|wegens|door))|ziek thuis (?:door|met|van|vanwege)|naar huis(?= vanwege (?:stress|een burn))|stuurde me (?:\w+ ){0,3}(?:weken|maanden) naar huis|(?:weken|maand) rust voor|meldde me (?:langdurig )?ziek met",
    r"(?:uit|in) het ziekenhuis (?:na|voor|met|omdat|door|vanwege|gelegen|beland)|(?:kwam|kom) (?:\w+ ){0,3}uit het ziekenhuis|(?:opgenomen|opname) (?:geweest )?(?:in|op) (?:een|de|het) (?:\w+ )?(?:kliniek|psychiatr\w+|ziekenhuis|ggz\w*|afdeling)|gedwongen opgenomen|ben ik (?:\w+ )?geopereerd|(?:werd|ben|was) (?:\w+ ){0,3}geopereerd(?= aan| en|$)|mijn (?:\w*operatie|operaties)\b",
    r"(?:verloor|verloren|verlies|kwijt\w*) (?:ik )?(?:\w+ ){0,3}(?:het zicht|het gehoor|mijn (?:been|arm|hand|haar|gehoor|zicht|linker\w*|rechter\w*)|deel van mijn)|(?:zicht|gehoor) (?:in|aan) (?:één|een|mijn) (?:oog|oor)|(?:het )?zicht (?:\w+ ){0,3}kwijt|deel van mijn (?:been|arm|hand)|aan één (?:oog|oor) (?:blind|doof)|oren suizen|mijn handen trillen",
    r"(?:mezelf|mij) (?:\w+ )?(?:te )?spuiten|ze denken dat (?:het|ik) (?:ms|kanker|als)|wacht op de (?:scan|uitslag)|knobbeltje in|in mijn (?:borst|longen|hersenen|buik|nier|lever) (?:gevonden|zat)|uit mijn (?:nier|borst|hoofd|long|buik) (?:gehaald|verwijderd)|lag (?:\w+ ){0,2}plat|plat met mijn (?:rug|been)|(?:met|vanwege|door|aan|wegens) mijn (?:rug|hart|knieën|knie|heup|gezondheid|ziekte|beperking|operatie|longen|ogen)(?! gekeken)\b|mijn (?:beperking|ziekte|gezondheid|pillen|zwangerschap|aandoening|herstel van|rugklachten|rugpijn)\b",
    r"sinds ik (?:corona|covid) (?:had|kreeg)|(?:moeheid|vermoeidheid) (?:is|bleef|gebleven)|(?:kan|kon|mag|mocht) (?:\w+ ){0,4}(?:niet|geen) (?:\w+ ){0,4}(?:tillen|staan|lopen|autorijden|bukken)(?= (?:door|vanwege|met|meer))|loop (?:\w+ )?met een (?:stok|kruk|rollator|prothese)|op krukken|sinds (?:het|mijn) ongeluk",
    r"(?:ons|onze|het|een|mijn) (?:baby|kindje|dochtertje|zoontje|tweeling) (?:\w+ ){0,2}(?:verloren|verloor|overleed|kwijt)|(?:verloor|verloren|verliezen) (?:\w+ ){0,2}(?:ons|onze|een|het|mijn) (?:baby|kindje|dochtertje|zoontje|tweeling)|(?:geen|nooit) kinderen (?:kan|kon|kunnen|konden) krijgen|kan geen kinderen krijgen|(?:weken|maanden) (?:zwanger|in verwachting)|in verwachting",
    r"mijn (?:broer|ex|ex man|ex vriend|man|moeder|oom|opa|ouders|partner|stiefbroer|stiefmoeder|stiefvader|vader|vriend|vriendin|vrouw) (?:\w+ ){0,5}(?:bedreig\w+|misbruik\w*|mishandel\w*|schopte|slaat|sloeg|sloegen|verkracht\w*|wurgde|gewelddadig|agressief|aan (?:me|mij) (?:zat|zitten)|zat aan (?:me|mij))|blijf van mijn lijf\w*|huiselijk geweld (?:thuis|van mijn|door mijn)|(?:thuis|door mijn (?:man|vader|ex|moeder|vriend|vrouw)) (?:\w+ ){0,2}(?:geslagen|mishandeld|misbruikt|bedreigd)|(?:geslagen|mishandeld|misbruikt|verkracht) door (?:mijn|een|de)",
    r"(?:werd|ben|was|word) (?:\w+ ){0,5}(?:aangerand|gestalkt|verkracht|misbruikt|mishandeld|betast|seksueel (?:geïntimideerd|misbruikt|lastiggevallen))|(?:greep|pakte|betastte|kneep) (?:me|mij) (?:\w+ ){0,2}(?:bij|in|aan|op|tussen) mijn (?:\w+)|zijn hand(?:en)? (?:\w+ ){0,2}(?:op|onder|tussen|in) mijn (?:been|benen|billen|borst\w*|broek|dij\w*|rok|shirt|knie)|drukte zich (?:\w+ ){0,4}tegen (?:me|mij)|zat(?:en)? (?:\w+ )?aan (?:me|mij)(?= |$)|dwong(?:en)? (?:me|mij) (?:tot|om) (?:seks|met)",
    r"(?:bij|naar|van|met) (?:de|een) (?:psychiater|psycholoog|psychologe|therapeut|therapeute|ggz)(?! die)(?= (?:geweest|gelopen|gegaan|gepraat|gesprekken)|$)|(?:liep|loop|ging|ga|zat|zit|was|ben|praat|praatte|kom|kwam) (?:\w+ ){0,4}(?:bij|naar|met|van) (?:de|een) (?:psychiater|psycholoog|psychologe|therapeut|therapeute|ggz)|iemand van de ggz",
    r"(?:eind|einde) aan mijn leven|(?:redenen|reden) om te (?:blijven )?leven|(?:iedereen|allemaal|hen|ze) (?:het )?(?:beste|beter|makkelijker) (?:\w+ ){0,4}(?:als ik er (?:gewoon )?niet|zonder mij)|(?:geen|niet langer een) toekomst meer(?: zien| zag|$)|zag ik geen toekomst|afscheidsbrie\w+|mezelf haat\w*|haatte mezelf|schreeuwend wakker|angst de deur niet|(?:deur|huis) niet (?:meer )?uit(?= door| van| zonder| vanwege|$)",
    r"(?:slaat|sloeg|sloegen|schopt|schopte|bijt|stompt|wurgt) (?:me|mij)(?! (?:op de schouder|in (?:schaken|tennis)|van mijn stuk))|met een mes (?:\w+ ){0,3}(?:op|voor|bij)|(?:wacht|wachtte|stond) (?:me|mij) (?:\w+ ){0,6}op te wachten|opgewacht door mijn|sluit me op|dreigt me|vermoord(?:t|de)? me|bang voor mijn (?:man|vader|ex|vriend|vrouw)",
    r"(?:spoot|rookte|slikte|snoof|gebruikte) (?:ik )?(?:heroïne|crack|coke|speed|xtc|ghb|ketamine)|worstel\w* (?:\w+ ){0,2}met (?:alcohol|drank|drugs)|stoned|verdronken(?= zaak)|de zaak verdronken|gokkast\w*|verstop(?:te)? (?:\w+ )?flessen|ex verslaafde?",
    r"(?:borst|been|arm|voet|hand|vinger|tenen) (?:\w+ ){0,4}(?:afgezet|geamputeerd|verloren|verlamd)|afgezet en ik|pijn op de borst|(?:doof|blind) geboren|geboren (?:zonder|met een)|(?:lijst|wachtlijst) voor een (?:nier|hart|lever|long|donor\w*)|handen (?:zijn |waren )?(?:\w+ ){0,2}(?:stijf|trilden?|verkrampt)|buiten adem op de trap|burn ?out achter de rug|niet meer terug naar mijn werk van de|blauwe plekken",
    r"stemmen in mijn hoofd|hoor(?:de)? stemmen(?! in de)|nachtmerries (?:over|sinds|van)|flauw(?:val| val|gevallen door mijn)",
)
