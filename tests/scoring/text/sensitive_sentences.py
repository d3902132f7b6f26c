"""Made-up sentences: of own distress or health, and of work that only sounds like it. Nobody wrote or lived them."""

OWN_ENGLISH = """
I was diagnosed with bipolar disorder two years ago.
Last year I had a burnout and I was at home for six months.
I have ADHD, so planning is not easy for me.
Because of my depression I could not get out of bed.
I suffer from chronic migraines and that made the project hard.
I'm autistic and crowded offices are difficult.
At that time I was pregnant and felt sick every morning.
I've been struggling with anxiety and panic attacks since high school.
My therapist told me to write things down.
I was on antidepressants while I worked there.
To be honest I want to die.
I don't want to live anymore.
Some nights I think about killing myself.
I tried to kill myself when I was nineteen.
I feel suicidal and nobody at work knows.
There is no reason for me to live, I have nothing to live for.
Everyone would be better off without me.
I have been self-harming since the divorce.
I keep thinking of hurting myself.
My husband hits me and I could not concentrate on the work.
I was raped by somebody from work.
As a child I was sexually abused by my uncle.
I am an alcoholic and I relapsed during that project.
I have been sober for three years.
In 2019 I got breast cancer and had chemotherapy.
I had a miscarriage in the week of the deadline.
I am HIV positive but my manager did not know.
I was hospitalised for three weeks because of my eating disorder.
My epilepsy makes it impossible to drive.
I have type 1 diabetes and need breaks.
After my stroke I had to learn to speak again.
I was severely depressed for most of that year.
I see a psychiatrist every week.
I'm dyslexic so reading the manual took long.
I had a nervous breakdown at work.
I cry myself to sleep every night.
I can't go on like this, I can't cope anymore.
I live with PTSD after my time in the army.
I lost my baby in May.
I am deaf in one ear and often miss what people say.
The doctors told me I have multiple sclerosis.
My disability means that I need more time.
I was addicted to painkillers back then.
I feel completely worthless and hopeless.
I ended up in a psychiatric ward.
I took an overdose last winter.
I got diagnosed with celiac disease and missed a month.
During my chemotherapy my boss was kind to me.
I've had depression on and off since college.
I was in therapy for a year after that.
I take medication for my anxiety every day.
Honestly I just want to disappear and never wake up.
My boyfriend used to beat me.
I had surgery on my back and was off work.
I still have nightmares and flashbacks from the accident.
I went to rehab twice before I got this job.
I was so depressed that I stopped eating.
I have a chronic illness that flares up.
I am in a wheelchair since 2015.
I had thoughts of ending my life.
I am blind and use a screen reader.
I have a hearing impairment.
I have a learning disability.
I was going through a deep depression.
I have been diagnosed as bipolar.
My bipolar disorder got worse at night shifts.
Back then I had an eating disorder and nobody noticed.
I was recovering from surgery on my knee.
Since the car crash I have had PTSD.
I am recovering from a burnout, so I take it slow.
My depression makes mornings hard.
I had cancer when I was twenty.
Two years ago I was diagnosed with ADHD.
I was suicidal that winter.
I have autism and need clear instructions.
I was eight months pregnant during the move.
I've been seeing a psychologist since March.
My ex threatened me and I had to move house.
I once tried to end my life.
I could not work because of my chronic pain.
I have been clean since 2018.
I wish I was dead.
I had a panic attack in the meeting.
My mental illness is something I hide.
I hurt myself on purpose when I was young.
I was sexually assaulted on my way home.
I use a wheelchair.
I have Crohn's disease.
I have bipolar and sometimes I can't sleep.
I got long covid in 2021 and still feel it.
"""

OWN_DUTCH = """
Vorig jaar had ik een burn-out en zat ik een halfjaar thuis.
Ik heb ADHD en daarom vind ik plannen lastig.
Door mijn depressie kwam ik mijn bed niet uit.
Ik ben autistisch en kan slecht tegen drukte.
Toen was ik zwanger en heel vaak misselijk.
Ik zat thuis met een burn-out.
Ik lijd aan migraine.
Bij mij is borstkanker geconstateerd.
Ik kreeg de diagnose borderline.
Ik slik al jaren antidepressiva.
Mijn psycholoog zei dat ik het moest opschrijven.
Eerlijk gezegd wil ik niet meer leven.
Ik wil dood.
Soms denk ik aan zelfmoord.
Ik heb geprobeerd een einde aan mijn leven te maken.
Ik zie het leven niet meer zitten.
Ik heb mezelf pijn gedaan omdat ik het niet meer aankon.
Mijn man slaat me en niemand weet het.
Ik ben als kind misbruikt.
Ik ben verslaafd geweest aan alcohol.
Ik had in die week een miskraam.
Ik ben opgenomen geweest in een kliniek.
Ik heb epilepsie en mag niet autorijden.
Door mijn beperking heb ik meer tijd nodig.
Ik was overspannen en kon niet meer werken.
Ik heb last van paniekaanvallen.
Mijn medicatie maakte me moe.
Ik heb diabetes en moet op tijd eten.
Ik ben dyslectisch, dus lezen kost me tijd.
Ik loop bij een psychiater.
Na mijn hersenschudding kon ik niet tegen licht.
Sinds mijn scheiding ben ik zwaar depressief.
Ik voel me waardeloos en niemand zou me missen.
Ik heb een chronische ziekte.
Ik ben slechthorend en mis vaak iets.
Ik leef met hiv.
Ik heb een angststoornis en durfde niet te bellen.
Ik kreeg een zware depressie.
Ik ging door een diepe depressie.
Ik ben bipolair.
Ik ben al jaren ziek en krijg chemotherapie.
Ik heb reuma en kan niet lang typen.
Ik heb een eetstoornis gehad.
Ik zit in een rolstoel.
Ik ben blind en gebruik een schermlezer.
Ik heb een zelfmoordpoging gedaan.
Mijn vriend sloeg me elke dag.
Vroeger sneed ik mezelf.
Ik was in therapie.
Ik heb autisme, dus prikkels zijn lastig.
Ik wou dat ik dood was.
Door mijn burn-out raakte ik alles kwijt.
Ik heb een hernia gehad.
Ik ben zwanger geraakt in die tijd.
Ik word geopereerd aan mijn hart.
Ik heb PTSS van mijn tijd in het leger.
Ik had een postnatale depressie na de bevalling.
Ik ben net hersteld van een burn-out.
Ik heb al mijn hele leven last van astma.
Twee jaar geleden kreeg ik kanker.
Mijn autisme maakt vergaderen lastig.
Ik werd depressief na het ontslag.
Ik wil er niet meer zijn.
Ik heb zelfmoordgedachten.
Ik ben ooit mishandeld door mijn ex.
Ik ben verslaafd geweest aan gokken.
Ik was hoogzwanger tijdens de verbouwing.
Ik heb borderline.
Mijn vader sloeg mij vroeger.
Ik ben chronisch ziek en werk daarom minder.
Ik gebruik medicijnen tegen mijn angsten.
Ik heb een lichte beperking aan mijn hand.
Soms wil ik gewoon dood.
"""

WORK_ENGLISH = """
My patient's depression got worse and I called the doctor.
I work with people who have depression and anxiety.
I have depression patients on my ward and I listened to them.
A colleague told me that she was diagnosed with cancer, and I took over her shifts.
My mother has diabetes, so I learned to cook other things.
I was sick for two days and my team took over.
I was depressed by the results, but we started again.
I cut myself some slack and asked for help.
The customer shouted "I want to die" and I stayed calm.
He said that he wanted to kill himself, and I called for help.
I had a heart to heart with my manager.
I was killing myself laughing.
I could not take it anymore, so I spoke up in the meeting.
I nearly had a heart attack when I saw the bill.
I had a stroke of luck.
I was blind to the problem until she told me.
We had a breakdown of the machine and I called the mechanic.
I am addicted to coffee and good planning.
I deal with stress by making lists.
I was nervous and anxious before the presentation.
I felt hopeless about the deadline, but we made it.
My diagnosis of the fault was right: it was the pump.
I was in hospital to visit a friend of ours.
I gave the residents their medication at eight.
I led the autism project at our school.
My brother beat me at chess and I learned from it.
I organised a campaign for cancer research.
I burned myself out of ideas and asked the team.
My client had a panic attack and I sat down next to her.
I do not want to live in the city, so I moved.
We were dying to know the result.
I have ms Jones to thank for this.
I was abused verbally by a customer and stayed polite.
I killed the process and started it again.
I had surgery patients to prepare that morning.
I am allergic to long meetings.
I diagnosed the problem with the printer.
I clean for two hours every morning.
I was in a blind panic before the talk.
I tried not to hurt myself while lifting.
I take my life in a new direction.
I had diagnosed the fault before he came.
I had a patient with dementia and I sang with her.
I supported a friend through depression.
I have family members with autism.
I got a cancer patient to laugh again.
My sister's anxiety got worse and I drove to her.
I felt sick to my stomach about the mistake.
I broke down the task in small parts.
I am blind when it comes to my own mistakes.
I got the team back on medication rounds.
I had to have surgery staff wait for an hour.
I was asked to speak about mental health at work.
I want to end it all with a good party.
My project on diabetes won a prize.
I run a support group for people with addiction.
"""

WORK_DUTCH = """
Mijn cliënt had een burn-out en ik heb geluisterd.
Ik werk met mensen die een depressie hebben.
Ik heb een collega met een burn-out geholpen.
Mijn moeder heeft kanker, dus ik werkte een dag minder.
Ik was twee dagen ziek en mijn collega nam het over.
Ik had hoofdpijn van het lawaai.
De klant riep: "Ik wil dood", en ik bleef rustig.
Hij zei dat hij niet meer wilde leven en ik heb hulp gebeld.
Ik ben opgenomen in het team van de week.
Ik ben verslaafd aan koffie.
Ik was blind voor het probleem.
Ik zag het niet meer zitten met die planning, maar we vonden een oplossing.
Ik gaf de bewoners hun medicatie.
Ik wilde niet meer leven in de stad en ben verhuisd.
Mijn diagnose van de storing klopte.
Ik heb de afdeling voor diabetes geleid.
Ik had een klant met autisme en heb rustig uitleg gegeven.
Wij hadden een patiënt met epilepsie op de afdeling.
Ik was zenuwachtig voor de presentatie.
Ik voelde me eerst niet serieus genomen.
Ik heb de diagnose van de motor gesteld.
Ik heb een hond geopereerd met mijn collega.
Ik zal er niet meer zijn als het project klaar is.
Ik was doof voor kritiek.
Ik heb cliënten met een verslaving begeleid.
Ik was ziek van de spanning voor het gesprek.
Ik kreeg een klant die depressief was aan de lijn.
Mijn cliënt met autisme werd boos.
Ik zat met een bewoner met dementie aan tafel.
Ik had een beperkt budget.
Zonder die helm was ik nu dood.
Ik wil nog lang niet sterven.
"""


def lines(block: str) -> list[str]:
    return block.strip().splitlines()
