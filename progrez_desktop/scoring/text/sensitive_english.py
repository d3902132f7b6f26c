"""What is private in English: illness, treatment, disability, pregnancy, addiction, distress, abuse. Our own lists.

Forms are in lower case, words parted by one space and without other signs. A term counts where the last one who was
named before it is the writer (sensitive.py); a phrase counts by itself.
"""

OWN = "i i'm i've i'd im ive my me myself mine we we're we've our us"

OTHERS = """
    he she they he's she's they're his her hers him them their theirs himself herself themselves who whose
    someone somebody everyone everybody people person persons others adults aunt baby babies boss boy boys
    brother brothers candidate candidates carer child children citizen citizens client clients colleague
    colleagues consumer consumers cousin cousins customer customers dad daughter driver employee employees
    families family father friend friends girl girls gran grandad grandchild granddad grandfather grandma
    grandmother grandparents grandpa grandson guest guests guy husband intern interns kid kids lad lady manager
    member members men mom mother mothers mum man nan neighbour neighbours nephew niece nurse nurses parents
    participant participants patient patients player players pupil pupils refugee refugees resident residents
    roommate sister sisters son sons staff student students supervisor survivor survivors team teams teammate
    teen teenagers trainee uncle user users veteran veterans victim victims visitor visitors volunteer
    volunteers wife woman women worker workers youngsters youth
"""

TERMS = r"""
    my (?:kidneys?|liver|lungs?|bowels?|spine|womb|ovaries|bones|joints|retina|prostate|bladder|pancreas|spleen|
    arteries|veins|pelvis|tendons?|ligaments?|cartilage|eyesight|hearing|blood (?:count|cells)|lymph nodes)|
    pre ?eclampsia|pcos|fibroids?|prolapse|epidural|hospice|palliative|terminal(?:ly)? ill\w*|(?:weeks|
    months) to live|lesions?|arrhythmia|dizzy spells|fatigue syndrome|ehlers danlos|hypermobil\w+|vitiligo|alopecia|
    my (?:ms|als)|(?:my|have|had|with|got) (?:me cfs|bpd|cptsd|ptsd)|incest|laxatives|delusional|antihistamines|
    ssris?|lexapro|adderall|concerta|ambien|seroquel|abilify|lamotrigine|quetiapine|olanzapine|methotrexate|
    prednisone|humira|warfarin|tamoxifen|levothyroxine|metformin|gabapentin|oxycontin|vicodin|percocet|naltrexone|
    antabuse|infusions?(?= every| for my| at the)|transfusions?|skin cancer|moles? removed|nodes? removed|
    colour ?blind|hearing in (?:one|my)|deaf in|double vision|half of my (?:face|body)|facial paralysis|
    bell's palsy|cleft (?:lip|palate)|club ?foot|dwarfism|albinism|down'?s? syndrome|tested hiv|sti|herpes|syphilis|
    gender (?:dysphoria|reassignment)|puberty blockers|hormone (?:therapy|treatment)|egg retrieval|embryos?|
    \w{3,}(?:itis|ectomy|ostomy|[aou]emia|algia|opathy|plegi[ac]|sclerosis|carcinoma)|sarcoma|myeloma|lymphoma|
    \w{3,}(?:azepam|azolam|oxetine|triptyline|alopram|statins?|olol|sartan|peridone|profen|codone|azapine)|codeine|
    fentanyl|tramadol|steroids|(?<!imposter )(?<!impostor )syndrome|disorder|disease(?! (?:prevention|control))|
    dystrophy|epipen|nebuli[sz]er|oxygen (?:tank|bottle|mask)|colonoscopy|endoscopy|mammogram|ultrasound|smear test|
    lumbar|discs?(?= in my)|cataracts?|retina|dislocat\w+|(?:drink|alcohol|drug|gambling|weed|substance) (?:problem|
    habit|abuse|addiction)|halfway house|smear|women'?s refuge|restraining order|self ?hatred|self ?loathing|
    samaritans|suicide line|bed ?wetting|acne|agoraphobi\w+|anaphyla\w+|autoimmune|blackouts?(?= because| from|$)|
    blood thinners|bowel disease|catheter|chlamydia|claustrophobi\w+|coma|contraceptive implant|cysts?|delusions?|
    embolism|faint(?:s|ed|ing)? because|fever fits|gestational|gonorrhoea|growth hormones?|gynaecolog\w+|
    haemorrhage|hormones|huntington'?s?|hyperventilat\w+|hysteria|immunodeficien\w+|jaundice|keyhole surgery|
    kidney list|malignant|ménière'?s?|meniere'?s?|metasta\w+|mononucleosis|nerve damage|neuropathy|obes(?:e|ity)|
    obsessive compulsive|ovar\w+|pelvic|phobia|placenta|polio|rsi|sepsis|skin grafts?|spasms?|spasti\w+|stents?|
    (?:been|was|got) steril(?:ised|ized)|tick bite|transition(?:ed|ing)?(?= to (?:a )?(?:man|woman|male|female))|
    tremors?|tuberculosis|tube fed|ulcerative|vasectomy|vertebrae|abortion|abscess|adhd|addict(?:ed|
    ion)?(?= to (?:alcohol|drink|drugs|pills|painkillers|gambling|porn|heroin|cocaine)| and|$)|my addiction|aids|
    alcohol(?:ic|ism)|alzheimer'?s?|amput\w+|an(?:a)?emi\w+|anaesthetic|aneurysm|angina|anorexi\w+|antidepressants?|
    antipsychotics?|anxiety(?! (?:about|for|over|when)\b)|appendicitis|appendix (?:out|removed|taken)|arthritis|
    asperger'?s?|asthma\w*|autis\w+|bed ?ridden|bedsores?|beta ?blockers?|binge(?:d| eating| eat)|biopsy|bipolar|
    bladder|blood (?:pressure|sugar|clot|test|transfusion)|bloodwork|borderline|bowel|brain (?:damage|injury|
    tumou?r|surgery|haemorrhage)|bronchitis|bulimi\w+|burn ?outs?|burn(?:ed|t) out(?! the)|bypass|c section|
    caesarean|cancer|cannabis|cardiologist|cerebral palsy|chemo\w*|chronic(?:ally)? (?:\w+ ){0,2}(?:pain|ill|
    illness|fatigue|tired|disease|condition|back|exhaustion)|cirrhosis|co?eliac|cocaine|colitis|colostomy|
    concussion|contractions|copd|crohn'?s|crutches|cystic fibrosis|deaf(?:ness)?(?! ears)|dementia|depress(?:ed|ion|
    ive)(?! (?:about|at|by|that)\b)|detox|diabet\w+|diagnos(?:ed|is)(?! (?:of the|of a|the|a problem|by the)\b)|
    dialysis|disab(?:led|ility|ilities)|dissociat\w+|drug (?:habit|problem|use)|dyscalculi\w+|dyslexi\w+|
    dyspraxi\w+|eating disorder|ecstasy|eczema|endometriosis|epilep\w+|eyesight|fainting spells|fertility|
    fibromyalgia|flashbacks?|gallbladder|gallstones|gastric|glaucoma|gout|haemophilia|hallucinat\w+|
    handicap(?:ped)?|hard of hearing|hearing (?:aids?|loss|impair\w+)|heart (?:attack(?! when| whe)|condition|
    disease|failure|operation|problems?|surgery|valve|murmur|rhythm)|hepatitis|hernia\w*|heroin|hip replacement|hiv|
    hospital(?:i[sz]ed|i[sz]ation)|hot flush\w*|hysterectomy|hypothyroid\w*|ibs|immune (?:disease|system)|
    incontinen\w+|infertil\w+|inhaler|insomnia|insulin|ivf|joint pain|ketamine|kidneys?(?! beans)|
    knee (?:replacement|surgery|operation|injury)|learning difficult\w+|leuka?emia|lithium|liver|long covid|
    lumps?(?= in my|(?: in (?:a|the|one))? breast)|lupus|lyme|lymph\w+|mri scan|an mri|my mri|macular|mania|manic|
    mastectomy|medicated|medication(?! (?:then|round|cupboard|list|order))|meds|melanoma|menopaus\w+|
    mental(?:ly)? (?:breakdown|health (?:issues?|problems?|leave|crisis)|ill|illness|unwell|exhausted)|methadone|
    migraines?|miscarr\w+|morphine|multiple sclerosis|narcolep\w+|nervous breakdown|neurodiver\w+|neurologist|ocd|
    on the (?:autism )?spectrum|oncolog(?:ist|y)|osteoporosis|overdos\w+|pacemaker|painkillers|palpitations|
    panic (?:attacks?|disorder)|paraly[sz]ed|paranoi\w+|parkinson'?s?|partially sighted|period (?:pains?|cramps)|
    personality disorder|pneumonia|postnatal|post traumatic|postpartum|pregnan\w+|prostate|prosthe\w+|prozac|
    psoriasis|psych(?:iatric\w*|otherap\w+|o(?:sis|tic)\w*| ward)|ptsd|purg(?:ed|ing)|radiation|radiotherapy|
    rape[ds]?|razor ?blades?|rehab|relaps\w+|rheum\w+|ritalin|schizo\w+|sciatica|scoliosis|sectioned|seizures?|
    self ?harm\w*|self medicat\w*|sertraline|shingles|sick leave(?= (?:because|for|due|with|after|from|and|$))|
    sickle|sleep(?:ing)? (?:apn\w+|tablets?|pills?|disorder)|slipped disc|sober(?:ing)?(?= (?:for|since|now|up from|
    again|and)|$)|speech impediment|spinal|stammer\w*|stillb\w+|stoma|strokes?(?! of\b)|stutter\w*|suicid\w+|
    surger(?:y|ies)(?! (?:staff|patients|team|department|and i explained)\b)|therapy|thrombosis|thyroid|tinnitus|
    tourette'?s?|tranquilli[sz]ers?|transplant|traumas?(?:ti[sz]ed)?|tumou?rs?|type (?:1|2|one|two)|ulcers?|valium|
    vertigo|visual(?:ly)? impair\w+|vomit(?:ed|ing)? (?:after|every|to)|walking stick|weeks along|wheelchair|
    women'?s shelter|xanax|zoloft
"""

# After these a term belongs to somebody else or to the work.
NOT_BEFORE = r"""
    after reading|awareness|repair|mode|survivors?|campaign|care|carers?|cases?|cent(?:er|re)s?|charity|
    child(?:ren)?|claims?|clients?|clinics?|company|community|conference|course|customers?|data|
    day(?=\b.{0,20}\bcharity)|department|dogs?|exercises?|foundation|groups?|helpline|home|leaflets?|line|man|
    medicine (?:company|sales)|nurses?|nursing|organi[sz]ation|patients?|people|persons?|plan|practice|prevention|
    programm?e?s?|projects?|readings?|research|residents?|sector|services?|shop|staff|studies|study|team|
    tests? (?:of|for) (?:a|the)|training|unit|users?|vibes?|ward|woman|women|work|workers?|workshops?|boy|girl|guy|
    lady|colleague|friend|neighbour|resident|student
"""

# Between the writer and the term these say that it is the work.
WORK = r"""
    believe|dunno|feel like|felt like|guess|heard? (?:of|that|about)|no (?:idea|clue|earthly idea)|glad|imagine|
    (?:know|knew|know what|know a lot) (?:that|about|of|people|someone|there|it)|never knew|think|thought (?:that|
    about)|reading|read (?:about|that)|suspect|understand|wonder|worry|worried (?:about|that)|(?:want|love|
    like) to (?:see|read|know|help|start)|agree|acknowledge|suggest|learned from|need to do|see|don't buy|goal of|
    (?:afraid to|careful not to|not to|project|thesis|article|talk|book|paper|course|lecture) (?:about|for|hurt|on)|
    repair|priorities|asked an?|minutes of|partner was|paranoid about|mode with|(?:advis|assess|assist|brief|
    campaign|car(?:e|ed|ing) for|coach|collect|counsel|coordinat|design|diagnosed (?:a|the)|discuss|document|donat|
    educat|examin|explain|fundrais|gave a(?:talk|course)|handl|inform|interview|investigat|lectur|listen|massag|
    measur|nurs(?:e|ed|ing)|organi[sz]|prepar|present|prevent|promot|raised|raising|read about|recogni[sz]|report|
    research|rais(?:e|ed|ing) money|sell|sold|speciali[sz]|stud(?:y|ied)|support|taught|teach|
    test(?:ed)?(?! results?)|told (?:a|the|her|him|them)|train|translat|treat(?!\w* for\b)|volunteer|wrote|write|
    work(?:s|ed|ing)? (?:as|at|for|in|on|with))\w*
"""

# Said in passing, of things and moods.
IDIOMS = r"""
    a stroke of \w+|blind (?:audit|date|eye|panic|review|side|spot|tasting|test|to|trust)|bleeding money|
    broke my neck|cut(?:ting)? (?:myself )?(?:some slack|off|costs?|short|a slice)|dead (?:on arrival|line|end|
    tired|sure|serious)|deaf ears|dying (?:to|of (?:shame|curiosity|boredom))|die(?:d)? (?:laughing|of (?:shame|
    laughter)|trying)|drop dead|heart attack when|in stitches|kill(?:ed|ing)? (?:me|time|two birds|the (?:project|
    mood|plan))|laughed? myself to death|nearly had a heart attack|over my dead body|recovery (?:mode|plan|
    time of the)|scared to death|shot myself in the foot|sick (?:and tired )?(?:of|with (?:envy|jealousy))|
    slept through|splitting headache|stress test|to die for|worried sick|addicted to (?:\w+ )?(?:chocolate|coffee|
    e ?mail|lists|tea|work|series|running|sports?|him|her)|a bit of ocd|ocd about|allergic to|suffer(?:ed|
    ing)? from (?:having|too|fools)|verbally abused|abused verbally|surgical precision|end it all with|
    paralysed by (?:choice|the)|crippled by|therapy dogs?|retail therapy
"""

PHRASES = r"""
    (?:want(?:ed)?|wish(?:ed)?) (?:to )?(?:be dead|die|end my life|not (?:to )?(?:be alive|live|wake up)|i (?:was|
    were) dead)(?! (?:for|of|on|with|laughing)\b)|(?:wish(?:ed)?|hoped|prayed|
    like) (?:that )?i (?:had never been born|could (?:just )?(?:disappear|vanish)|had died|would (?:not|
    never) wake up|wouldn't wake up|didn't exist|was gone)|(?:want(?:ed)?|like|
    wish(?:ed)?) (?:\w+ ){0,3}(?:disappear\w*|vanish\w*)(?: (?:for (?:ever|good)|forever|completely|and never)|$)|
    (?:cut|cutting|harm(?:ing|ed)?|hurt(?:ing)?|kill(?:ing|ed)?|burn(?:ing|ed)?|starv(?:ing|ed)|scratch(?:ing|
    ed)?) myself(?! (?:laughing|out of|while|by|with|off|over|short|some|with laughter|a|the|on (?:the|a)|
    in the foot|at|to (?:death with|cook))\b)|(?:cut|cutting|slit|slitting|burn\w*) my (?:arms?|wrists?|legs?|
    thighs?|skin)|(?:ending|end|finish) (?:it all(?! with)|my (?:own )?life|things for good)|(?:take|took|
    taking) my own life|ended up (?:on|in) (?:a|the) psychiatric|(?:not|n't|never|no longer|
    nothing) (?:\w+ ){0,3}(?:want\w*|wish\w*|care|cared|matter\w*) (?:\w+ ){0,3}(?:to be (?:alive|here)|to (?:exist|
    live|go on living|wake up)|whether i (?:live\w*|woke|wake|died?)|if i (?:live\w*|woke|wake|died?))(?! (?:in|
    there|with|until|for the)\b)|(?:about|of) (?:not (?:living|being (?:alive|here|around)|waking up)|being dead|
    dying(?! (?:plants|trees|flowers|industry))|ending it|killing|jumping (?:off|in front))(?! to (?:the|a)\b)|
    i (?:can't|cant|cannot|can not|couldn't|could not) (?:carry on|cope|go on|live(?: like this)?) ?(?:any longer|
    any ?more|like this)|(?:see|saw|seen|seeing|felt|feel|had|have|stopped|no|any|without|
    the) (?:\w+ ){0,3}(?:point|reason|sense|use|purpose) (?:in|of|to|for me to) (?:being alive|be alive|
    carry(?:ing)? on|exist\w*|get(?:ting)? up|go(?:ing)? on(?! with)|keep(?:ing)? going|life|live|living|my life|
    staying alive)(?! (?:with|there|in (?:a|the|this (?:city|town)))\b)|nothing (?:left )?to live for|my life (?:is|
    was|felt|seemed|has|had) (?:\w+ )?(?:not worth|worthless|over|pointless|meaningless|no (?:meaning|point|sense))|
    (?:better(?: off)?|easier|happier) (?:without me|if i (?:was|were|wasn't|weren't|am|had) (?:\w+ )?(?:dead|gone|
    here|around|alive|not|died|never))|if i (?:was|were|had) (?:not|no longer|gone|dead|
    not been)(?: \w+){0,4} (?:worry|better|easier|burden|happier|relieved)|(?:nobody|no ?one) would (?:miss me|
    notice if i)|a burden (?:to|for|on) (?:everyone|everybody|my family|them all)|(?:driv\w+|drove|steer\w*|walk\w*|
    jump\w*|step\w*) (?:\w+ ){0,3}(?:into (?:a|the) (?:tree|wall|river|sea|canal)|in front of (?:a|the) (?:car|
    train|bus|tram|truck|lorry)|off (?:a|the) (?:bridge|roof|building|balcony))(?= (?:and|to|would|so)|$)|(?:in|
    into) (?:a|such a) (?:\w+ )?(?:dark|very dark|bad|black) (?:place|hole)(?! in the market)|rock bottom|
    hopeless and|worthless(?= (?:and|inside)|$)|(?:empty|numb|dead) inside|nothing mattered(?: any ?more)?$|
    so (?:low|down|empty|numb|hopeless|lonely) (?:that|for weeks|for months|i)|(?:cry|cried|crying|
    wept) (?:\w+ ){0,4}(?:every (?:day|night|morning|evening)|for (?:days|weeks|months|hours)|myself to sleep|
    all (?:day|night|the time)|in the (?:shower|toilets?|bathroom|car))|(?:couldn't|could not|can't) stop crying|
    (?:couldn't|could not|can't|cannot|unable to) (?:even )?(?:get out of|leave) (?:my )?bed(?! (?:on time|early|
    because (?:the|of the) alarm))|in bed for (?:days|weeks|months)|(?:lay|stayed) in bed (?:all|
    for) (?:\w+ )?(?:days?|weeks|months)|(?:everything|life|it all|all of it) (?:felt|feels|seemed|was|
    had) (?:\w+ )?(?:hopeless|meaningless|pointless|empty|black|no (?:meaning|point|sense))|(?:washing|
    brushing) my (?:hair|teeth) was|(?:close|near) to (?:a )?(?:breaking down|breakdown|collapse|collapsing)|
    (?:verge|edge) of (?:a )?(?:breakdown|collapse)|i (?:broke down|collapsed)(?: (?:at|in|and|completely|mentally|
    that)|$)|skip(?:s|ped|ping)? (?:all |my )?meals|(?:vomit(?:s|ed)?|threw up|throw up) (?:from|with) (?:fear|
    nerves|anxiety)|hid(?:ing)? (?:my )?food|made myself (?:sick|throw up|vomit)|making myself (?:sick|throw up|
    vomit)|stopped eating|weigh(?:ed|ing)? myself|(?:threw|throw|throwing) up (?:after|every|my)|
    felt nothing for my (?:baby|daughter|son|child)|(?:drank|drink|drinking|drunk) (?:\w+ ){0,5}(?:too much|heavily|
    every (?:day|evening|night|single)|to (?:cope|forget|sleep)|a bottle of|myself to sleep)(?! (?:water|tea|
    coffee)\b)|(?:quit|stop|stopped|give up|gave up|problem with|problems with) drinking(?! (?:coffee|tea|cola|
    milk)\b)|my drinking|bottles? of (?:gin|rum|vodka|whisk\w+|wine) (?:a|every) (?:day|evening|night)|
    with (?:vodka|gin|whisk\w+|alcohol) when|(?:smoke|smoked|smoking|using|used) (?:weed|pot|joints?|crack|meth|
    drugs|speed|coke)|my gambling|gambl\w+ (?:\w+ ){0,3}(?:away|problem|debts?|addiction|out of hand)|(?:aa|na|
    alcoholics anonymous) meetings?|hooked on (?:pills|painkillers|drugs|alcohol|gambling)|been clean (?:for|since)|
    got clean|(?:my|the) (?:gp|doctors?|physician|specialist|consultant|surgeon|midwife) (?:\w+ )?(?:advised|
    diagnosed|found|gave|had found|ordered|prescribed|put|referred|said|sent|signed|suspect\w*|thinks?|thought|told|
    wanted|warned|wrote) (?:me|that i|i|an? (?:\w+ )?(?:lump|growth|shadow)|off)(?! (?:to (?:draw|join|help|write|
    make)|he|she|they)\b)|my (?:gp|neurologist|oncologist|cardiologist|psychiatrist|psychologist|therapist|
    counsell?or|shrink|gynaecologist|midwife|physiotherapist|care worker|social worker)\b|(?:signed|wrote|declared|
    written) (?:me )?off (?:sick|work|for (?:\w+ )?(?:a )?(?:days|weeks|months?|while))|signed me off|
    off (?:work )?(?:sick|ill) (?:with|for|because)|off work (?:with|for|because of) (?:stress|my|exhaustion|
    illness)|long term sick|unfit for work|on disability|on (?:long term )?sick (?:leave|pay)|
    took (?:\w+ ){0,3}sick leave|at home sick for|sick at home (?:for|with)|(?:just )?(?:come|came|got|get|released|
    discharged|was|were) (?:out of|from|back from) (?:the )?hospital(?! (?:where|to|lab)\b)|
    in (?:the )?hospital (?:for|with|after|because|twice|again|when i)(?! (?:the|a|our|her|his|work)\b)|
    hospital (?:appointments?|stay|bed|visits)|(?:admitted|taken|rushed) to (?:the )?(?:hospital|
    clinic)(?<=\bi was admitted to hospital)|(?:lost|losing|lose) (?:part of )?(?:(?:the )?(?:sight|hearing|
    feeling)|my (?:left |right )?(?:leg|arm|hand|foot|finger|fingers|sight|hearing|hair|eye|voice for|memory|
    breast))|blind in one eye|(?:legally|partially|half|almost) blind|i (?:am|was|went) blind(?! (?:to|with|
    when)\b)|(?:inject|injecting|injected) (?:myself|insulin)|(?:sugar|levels?) dropped|my (?:chemo|scan|mri|
    dialysis|infusion|treatment|hospital) (?:days?|appointments?|results?|sessions?)|wait\w* for (?:the|a|
    my) (?:scan|biopsy|diagnosis|results of (?:the|my))|think it is (?:ms|cancer|als)|a lump in my|
    with my back(?= (?:$|for|since|after))|my (?:\w+ )?back (?:gave out|surgery|operation|injury|problems|pain|
    condition)|because of my (?:back|heart|knees?|hips?|health|condition|eyes|lungs)|my (?:disability|illness|
    condition (?:means|makes|got|is|was)|operation|surgery|hip|knees? (?:is|are|was|were|operation|
    surgery)(?! (?:shaking|trembling|knocking|weak))|pills|crutches|diagnosis(?! of)|pregnancy|periods?(?= (?:are|
    is|so|pain|and|hurt))|breakdown|heart (?:stopped|failed|operation|condition))\b|(?:can't|cannot|can not|
    could not|couldn't|not allowed to) (?:lift|stand|walk|drive|bend|climb) (?:\w+ ){0,4}(?:because of|since|
    with) my|(?:since|after|when) i (?:had|got|caught) (?:corona|covid)(?: \w+){0,8} (?:tired\w*|exhaust\w*|never|
    smell|breath\w*|fatigue|memory|only)|(?:tiredness|fatigue|fog) (?:never|has not|hasn't) (?:left|gone)|
    walk with a (?:cane|limp|stick|walker)|(?:lost|losing) (?:my|our|the|a) (?:baby|babies|pregnancy|twins|
    unborn \w+)|(?:not|n't|never) been able to have (?:children|kids|a (?:baby|child))|(?:can't|cannot|can not|
    couldn't) have (?:children|kids|a baby)|(?:our|my) (?:baby|little (?:one|boy|girl)) (?:was stillborn|died|
    did not make it)|trying for a baby|morning sickness|(?:hit|hits|hitting|beat|beats|beating|kicked|choked|
    strangled|threatened(?= (?:to|me with))|abused|assaulted|raped|molested|groped|harassed|stalked|attacked) (?:me|
    us)(?! (?:at|in (?:cards|chess|darts|tennis|the race)|to (?:it|the)|up (?:at|on)|off|with (?:questions|
    mails?))\b)(?<!beat us)|i (?:was|had been|have been|got|am being|was being|am) (?:\w+ )?(?:abused|assaulted|
    battered|beaten(?: up)?|groped|molested|raped|stalked|sexually \w+|trafficked|harassed)(?! (?:by the (?:weather|
    competition)|to (?:it|the)|at|in (?:chess|the final))\b)|hands? (?:up|under|between|down|on|inside) my (?:skirt|
    dress|blouse|shirt|trousers|thighs?|knee|leg|breasts?|bum|bottom|backside)|(?:press(?:ed|ing)|rubb(?:ed|ing)|
    forc(?:ed|ing)) (?:himself|itself|herself) (?:against|on|onto|upon) me|touch(?:ed|ing)? me(?= (?:when|at|every|
    in|without|against|there|and|inappropriately|sexually|down)|$)|grabbed my (?:bum|breasts?|bottom|crotch|
    backside)|kissed me against|my (?:boyfriend|brother|dad|ex|ex husband|father|girlfriend|husband|mother|mum|mom|
    partner|stepdad|stepfather|stepmother|uncle|wife) (?:\w+ ){0,4}(?:abus\w+|violent|with (?:a|his|her) (?:belt|
    fists?|stick)|aggressive towards me)|domestic (?:abuse|violence) (?:at home|by my|from my|myself)|with bruises|
    (?:shelter|refuge) because of my|fled from my (?:husband|partner|ex|father)|(?:see|saw|seen|seeing|visit\w*|
    (?:went|go|going|gone|sent|referred) to|talk\w* (?:to|with)|list for|help from|appointments? with) (?:a|an|
    the) (?:\w+ )?(?:psychiatrist|psychologist|therapist|counsell?or)|(?:spent|was|stayed|admitted|been|put|
    ended up) (?:\w+ ){0,4}(?:on|in|to) (?:a|the) (?:\w+ )?(?:psychiatric|locked|closed|mental health) (?:ward|unit|
    hospital|clinic)|voices in my head|swallow\w* (?:\w+ ){0,4}(?:pills|tablets)|my ears (?:ring|have been ringing|
    rang)|wear an? (?:pump|heart monitor|catheter|back brace|colostomy bag)|(?:don't|dont|didn't|do not|did not|
    no longer) (?:\w+ )?(?:want|wanted|wish|wished) to (?:be (?:alive|here)|exist|live|
    wake up)(?: any ?more| any longer|$)|my (?:ex|husband|wife|partner|boyfriend|girlfriend|father|dad|
    stepfather) threaten\w* me|(?:reasons?) to (?:stay alive|keep living|go on living)|best for (?:everyone|
    everybody|them|all) if i|see (?:a|any|no) future(?: any ?more|$)|goodbye (?:letters?|note)|hated? myself|
    wak\w+ up screaming|(?:leave|left) the house (?:\w+ ){0,6}because of the (?:panic|fear)|(?:hits|beats|kicks|
    punches|chokes) me(?! (?:at|in) (?:chess|tennis|cards))|with a knife|(?:waited|waiting) for me (?:at|outside|
    by)|locks me in|says that he will kill me|afraid of my (?:husband|father|ex|partner|boyfriend)|inject(?:ed|
    ing) (?:heroin|drugs)|struggl\w+ (?:\w+ ){0,2}with (?:alcohol|drink|drugs)|high at work|slot machines|hid(?:e|
    ing)? the bottles|ex addict|(?:one|a|my) (?:breast|leg|arm|foot|hand) (?:was |were )?(?:removed|amputated)|
    chest pains|(?:deaf|blind) since birth|born (?:deaf|blind|without)|(?:on|the) (?:kidney|transplant|donor) list|
    burn ?out behind me|(?:nobody|no ?one|who) would (?:even )?(?:notice|care|miss me)(?: \w+){0,2} if i|
    i'?d? (?:would )?rather (?:not be|be dead|die|not wake|not exist)(?! (?:in|on|at|late)\b)|
    wish(?:ed)? (?:that )?i (?:just |simply |could )*(?:wouldn't|didn't|would not|never|not) (?:wake|have been born|
    exist|be here)|already dead(?! (?:line|on time))|(?:just|only) wanted (?:it|everything|the pain) to (?:stop|end|
    be over)|(?:stood|stand|standing|sat|sitting|went|climbed|was) (?:\w+ ){0,3}(?:on|onto|at|
    to) (?:the (?:edge of the )?)(?:bridge|roof|viaduct|railway|rails|tracks|platform)(?= (?:and|for an hour|
    for hours|that|ready|thinking|looking|more than|at night)| late|$)|(?:knife|rope|pills) (?:\w+ ){0,6}(?:drawer|
    look at|in case|ready|saved|collected)|(?:saved|collected|hoarded) (?:\w+ ){0,3}(?:pills|tablets)|(?:wrote|
    written) (?:\w+ ){0,2}(?:farewell|last letter|my will at)|the voices (?:told|tell|said|say|were|are|in)|
    (?:since|after|before|because of) (?:the|my|that) (?:assault|attack|rape|abuse|overdose|stroke|diagnosis|
    miscarriage|operation|amputation|chemo|breakdown)|scars on my|(?:marks|bruises|burns) on my (?:arms?|wrists?|
    legs?|neck|face|body)|chest (?:was|felt|got|is|gets) (?:\w+ )?tight|(?:could|
    can)(?:n't| ?not) (?:\w+ )?breathe(?! (?:because of the|in the) (?:smoke|dust|mask))|(?:shak\w+|
    trembl\w+) (?:\w+ ){0,4}(?:all over|uncontrollabl\w+)|my (?:left |right |whole |lower |upper )?(?:lungs?|
    kidneys?|liver|spine|back|hips?|knees?|shoulders?|wrists?|ankles?|jaw|skull|bowels?|womb|breasts?|eyes|ears|
    joints?|leg|arm|hand|foot|legs|hands) (?:\w+ ){0,3}(?:fail\w*|ruined|aches?|ached|swell\w*|swollen|fractured|
    shattered|damaged|removed|replaced|operated|paraly[sz]ed|numb|stiff|inflamed|infected|amputated|useless|worn|
    crippled)(?! (?:with|from) (?:cold|the cold|clapping|laughing))|(?:half|part|one) (?:of )?(?:of )?my (?:lungs?|
    kidneys?|liver|stomach|bowels?|breasts?|colon|foot)|(?:take|took|taking|on|
    swallow\w*) (?:my |daily |strong )?(?:pills?|tablets?|tranquillisers?) (?:for|against|every|daily|to (?:sleep|
    calm))|(?:wait\w*|waited) for (?:the|my) (?:test )?(?:results?|outcome|verdict) of|tested positive for|
    positive for (?:hiv|hepatitis|chlamydia|syphilis)|(?:my|the) scan (?:showed|came back|results)|brain scan|
    (?:have|had|get|got|having) (?:\w+ )?(?:fits|seizures|blackouts|spasms|hallucinations|delusions|dizzy spells|
    dizziness|nosebleeds|cramps so)|started bleeding(?= (?:during|at|in|on|and)|$)|weeks pregnant|weeks along|
    lost the (?:baby|child)|(?:gave|giving) birth|after the birth of my|signed off(?= (?:for|with|by|sick|work))|
    i (?:am|was|had been|have been) (?:completely |totally |utterly )?(?:burn(?:ed|t) out|broken down|
    traumati[sz]ed|suicidal|mentally \w+)|gambled (?:\w+ ){0,3}(?:away|every)|heavy (?:\w+ )?(?:user|drinker|
    smoker of)|women's shelter|(?:controls|controlled|checks|takes|took) my (?:money|phone|wages|bank card) and|
    chok(?:ed|es) me|(?:used to|would|often) (?:beat|hit|slap|kick|punch|lock|choke|thrash) me|(?:beat|hit|slapped|
    whipped|thrashed) me (?:with|until|so|every|when)|(?:raped|molested|groped|sexually assaulted|strangled|
    choked) (?:me|us)|(?:broke|breaks|twisted|burned) my (?:wrist|arm|nose|jaw|ribs?|finger)(?= and (?:i told|
    then said|said))|(?:my|the) (?:epilepsy|diabetes|depression|autism|adhd|arthritis|migraine|asthma|dyslexia|ms|
    cancer|chemo|anxiety|ptsd) (?:means|makes|made|got|gets|came|comes|is|was|starts|started|kept|keeps|came back)|
    drunk before|(?:opened|drank|drink|emptied) (?:\w+ ){0,2}(?:second|whole|third) bottle|pull(?:ed|
    ing)? out my (?:own )?hair|bald (?:spots|under)|stuck my finger down|felt too fat|(?:clinics?|
    psychiatric hospitals?) since my|the rope|(?:lost|losing) (?:\w+ )?(?:kilos|pounds|
    stone) (?:\w+ ){0,6}(?:because|stay down)|not wake up(?= |$)|(?:at|to) \w+ per ?cent and i|robbery i could|
    (?:through|going through) the change|(?:my|our) (?:aunt|boyfriend|brother|coach|dad|ex|ex \w+|father|girlfriend|
    grandfather|husband|mother|mum|mom|partner|priest|stepdad|stepbrother|stepfather|stepmother|uncle|
    wife) (?:\w+ ){0,4}(?:beat|beats|hit|hits|slap\w*|kick\w*|punch\w*|throws|threw|spat|spits|stalk\w*|follow\w*|
    humiliat\w+|belittl\w+|threaten\w*|lock\w*|chok\w+|strangl\w+|touch\w*|rap(?:ed|es)|burn\w*|whip\w*|shov\w+|
    push\w*|did things|does things) (?:\w+ ){0,3}(?:me|us)(?! (?:at (?:chess|cards|tennis)|in the (?:race|final)|
    to (?:stud|try|work|learn|go|be|do|apply|join)\w*))\b|(?:started|began|been|stopped|back to|tempted to|again|
    kept) cutting(?: again| when| because|$)|(?:couldn't|could not|can't|cannot|didn't|
    no longer) (?:\w+ )?feel (?:any )?(?:joy|anything|pleasure|love|happiness)|(?:like|
    as if) (?:living |i lived |i was )?(?:behind glass|under water|in a fog every)|dragged myself (?:through|
    out of bed|to work every)|(?:wanted|want|wish\w*) (?:only |just )*to be (?:gone|no more|not here|
    somewhere else for good)|(?:lost|lose|losing|buried) (?:\w+ ){0,2}(?:our|
    my) (?:unborn |little |first |newborn |baby )?(?:girl|boy|son|daughter|child|baby|twins)(?! (?:in the (?:shop|
    crowd|park)|'s))|took (?:\w+ ){0,4}(?:overdose|whole (?:strip|box|bottle|packet))|(?:strip|packet|handful|
    fistful|box) of (?:paracetamol|pills|tablets|sleeping|aspirin|painkillers)|(?:casino|betting|poker|slots|
    roulette|bookmaker'?s?) (?:\w+ ){0,5}(?:debts?|lied|lost|borrow\w*|hid|stole|wages|savings)|(?:debts?|lost|lied|
    borrowed|savings|wages) (?:\w+ ){0,6}(?:casino|gambling|betting|poker|slots|roulette)|(?:clean|sober|
    dry) (?:for|since) (?:\w+ ){0,3}(?:days|weeks|months|years|now|then)|(?:days|weeks|months|years) (?:clean|sober|
    dry)\b|born (?:with (?:one|a|no|only|half)|without|too early and|deaf|blind|premature)|(?:can't|cannot|can not|
    couldn't|hardly|barely) (?:hear|see) (?:high|low|colou?rs|well|properly|anything (?:on|with) my|
    in the dark because|with my|on my)|(?:hear|see|hearing|seeing|saw|heard) (?:things|people|music|voices) (?:that|
    which|who) (?:nobody|no ?one|are not|aren't|weren't|were not|is not|others)|(?:half a year|months|weeks|
    a year) at home (?:with|because|due|after|recovering|burnt|sick|ill)|at home for (?:\w+ ){0,3}(?:months|weeks|
    half a year|a year) (?:with|because|due|after|recovering|burn\w*|sick|ill)|(?:in|from|left|entered) (?:a|
    the) (?:clinic|rehab|institution) (?:for my|because|after i|when i|for (?:six|three|two|four|eight|ten|twelve))|
    operated on me|under the knife|woke up (?:in|from) (?:the )?(?:intensive care|icu|hospital|coma|anaesthe\w+)|
    intensive care (?:for|with|after|myself)|i (?:almost|nearly) died(?! (?:of|from|laughing) (?:shame|laughter|
    embarrassment|boredom|laughing))|(?:they|he|a man|someone|two men) (?:\w+ )?(?:mugged|stabbed|shot|robbed|
    beat up|attacked|assaulted|followed) me|exposed himself|groomed by|felt (?:\w+ )?(?:so )?ashamed of my body|
    hate my body|(?:feel|felt) like a burden|nightmares (?:about|every|since|from)|
    hear(?:ing)? voices(?! (?:in the (?:hall|corridor|next))\b)
"""
