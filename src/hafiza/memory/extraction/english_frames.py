# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""What English speakers say without saying "I am": fragments, sign-offs, things told in passing.

`IN_PASSING` is matched against the whole sentence as it stands, questions too, so each pattern
carries what makes it the user's own: "my", or a fragment at the very beginning.
"""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import (
    KIN_EN_MANY,
    NUMBERS,
    PETS_EN,
)
from hafiza.memory.extraction.lexicon_health import (
    CONDITIONS_EN,
    DIETS_EN,
    FOODS_NOT_EATEN,
)
from hafiza.memory.extraction.rules import Rule, rule

_V = r"(?P<v>[^;!?()\n]{1,90})"
_VC = r"(?P<v>[^,;!?()\n]{1,80})"
# The beginning of a sentence, after a greeting or a word of filling.
_START = r"^(?:(?:hi|hiya|hey|hello|yo|ok|okay|so|well|um|help|question|quick question|pension question|\w+ question|tldr|tl|context|background|about me|fyi|btw|oh)[,.:!]* )*"
_MINE = r"\b(?:i|i'm|im|i've|ive|i'd|my|me|need|want|looking|trying|struggling|help)\b"
DAY = r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?s?"
DAYS = rf"(?:{DAY}(?:(?:,? and |,? & |, ?| ?/ ?| ?- ?| to | )(?:{DAY}))+|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends|weeknights|every \w+day|every (?:other )?(?:day|morning|evening|night|week|weekend)|(?:once|twice|three times|\dx|\d times) a week)"
_CLOCK = r"(?:\d{1,2}(?::\d\d)? ?(?:am|pm)?|noon|midnight|half \w+)"
_BAD = r"(?:(?:severe|bad|mild|chronic|terrible|awful|stupid|wretched|damn|bloody|old|constant|seasonal|ongoing) )"

_TOPIC = r"(?! (?:brain|riddled|driven|is triggered|class|papers?|essays?|projects?|research|test|exam|assignment|lecture|patients?|ward|clinic|thesis|article|leaflets?|memes?|jokes?|blog|study|studies|awareness|month|support group))"
_FIELD = r"(?:(?:graphic|web|interior|product|fashion|ux|ui|sound|game) design|marketing|finance|sales|hr|human resources|construction|retail|advertising|insurance|logistics|hospitality|publishing|real estate|consulting|customer (?:service|support)|cybersecurity|accounting|data entry|landscaping|social work|quality assurance|plumbing|bookkeeping|security|procurement|supply chain|payroll|tech support|it support|pharma|telecoms)"

AT_CLAUSE_TOO: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "knows? me as|know me as|knows me as", rf"^(?:everyone|everybody|people|friends|they|most people|most) knows? me as {_VC}", "name"),
    rule("name", "named|christened", r"^(?:i was (?:named|christened)|(?:they|my (?:parents|mum|mom|dad|mother|father)) named me) (?P<v>\w+)", "name"),
    rule("name", "called|address me|refer to me", rf"^(?:please )?(?:i(?:'d)? prefer to be called|i like to be called|i'm usually called|address me as|refer to me as) (?:mr|ms|mrs|dr)?\.? ?{_VC}", "said_name"),
    rule("name", "name", rf"^(?:the name is|name is|name:|my (?:nickname|username)(?:'s| is)) {_VC}", "name"),
    # --- age ---
    rule("age", "birthday", r"^(?:i )?(?:just )?(?:celebrated|had) my (?P<v>\d{2})(?:st|nd|rd|th) birthday", "age"),
    rule("age", "birthday", r"^(?:yesterday|today|last \w+|it)(?:'s| was| is) my (?P<v>\d{2})(?:st|nd|rd|th) birthday", "age"),
    rule("age", "at ", r"^at (?:age )?(?P<v>[2-9]\d),? (?:i(?:'m|'ve|'d| (?:feel|am|have|still|don't|get|worry|want|never|finally))\b|my \w+ (?:is|are|hurts?))\b", "age"),
    rule("age", "being", r"^i'm (?P<v>[1-9]\d)$", "age"),
    # --- occupation ---
    rule("occupation", "carer|caregiver|assistant|nanny|driver", r"^i'm (?:now )?(?:his|her|their|my \w+'s) (?:main |sole |live-in )?(?P<v>(?:full[- ]time |part[- ]time )?(?:carer|caregiver|nanny))\b", "word"),
    rule("occupation", "promoted|transferred|switched|retrained", rf"^i(?:'ve)?(?: was| got| been| just)* (?:promoted to|retrained as|qualified as) (?:an? |the )?{_VC}", "any_job"),
    rule("occupation", "freelance|contract", r"^i do (?:freelance|contract) (?P<v>[\w ]{3,30}?)(?= (?:for|at|from|on|and|as)\b|$)", "word"),
    rule("occupation", " year ", r"^i'm (?:in|starting|entering|finishing) (?:my|the) \w+ year (?:of|at|in|studying|doing) (?!my|a\b|the\b|uni\b|college$|school$|university)(?P<v>[a-z][\w ]{2,30}?)(?= (?:at|in|on|for|and)\b|$)", "study"),
    rule("occupation", "residency|apprenticeship|internship", r"^i'm (?:doing|in|finishing|starting) (?:my|an?) (?P<v>(?:[\w ]{2,20} )?(?:residency|apprenticeship|internship)(?! as\b)(?: in \w+)?)", "word"),
    rule("occupation", "apprentice|train", rf"^i'm (?:doing|in|finishing|starting|on) (?:my|an?) (?:apprenticeship|traineeship|internship) as an? {_VC}", "job"),
    rule("occupation", "i do |i'm in ", rf"^i(?:'m| do|'m working|'ve been) (?:in )?(?P<v>(?:(?!the\b|a\b|my\b|some\b|all\b|no\b)[\w-]+ )?{_FIELD})(?= (?:at|for|in|these|now|and|so|here|since)\b|,|$)", "field"),
    rule("occupation", "been ", r"^i(?:'ve)? been (?P<v>teaching|nursing|plumbing|welding|farming|tattooing|bartending|freelancing|landscaping|driving (?:trucks|buses|taxis|lorries)|cooking professionally)(?: \w+)? (?:for|since)\b", "word"),
    rule("occupation", "nurse|bartend|tutor|weld|farm|waitress|teach|nanny|busk|childmind|landscape", r"^i (?P<v>nurse|bartend|tutor|weld|farm|waitress|nanny|busk|childmind)\b(?! (?:my|his|her|him|it|them|a\b|the\b))", "word"),
    rule("occupation", "drive|driving", r"^i(?:'ve been driving|'m driving| drive) an? (?P<v>forklift|lorry|truck|bus|taxi|cab|tram|train|school bus|delivery van|tractor|ambulance|hgv|minicab|crane|digger|excavator)\b(?! for a living)", "driver"),
    # --- employer ---
    rule("employer", " for | at ", rf"^i (?:fix|build|design|write|sell|make|drive|manage|lead|repair|code|edit|test|audit|install|maintain|program|translate|train|inspect|clean|pack|ship|deliver|move) (?!it\b|this\b|that\b|them\b|him\b|her\b|sure\b|dinner|lunch)(?:\w+ ){{1,3}}(?:for|at) {_VC}", "company_not_person"),
    rule("employer", " at ", rf"^i(?:'ve)? been at {_VC}", "company_since"),
    rule("employer", "these days|currently|nowadays", r"^i'm (?:at|with) (?P<v>[^,;!?()]{2,40}?) (?:these days|currently|nowadays)\b", "company_not_person"),
    rule("employer", " at | for ", rf"^i (?:do|drive|clean|bartend|wait|stack|stock|deliver|handle|cook|nurse|consult|freelance|temp|intern|bake|guard|supervise|drive) (?!it\b|this|that|them\b|him\b|her\b|my\b|dinner|lunch|well|badly)(?:(?:an? |the |their )?(?:[\w-]+ ){{0,3}}?)(?:at|for) {_VC}", "org_not_person"),
    rule("employer", "we at", rf"^we at {_VC}", "company_not_person"),
    rule("employer", "employer", r"^my (?:current |new )?employer,? (?P<v>\w[^,;!?()]{1,40}),", "company"),
    rule("employer", "i work", rf"^(?:the )?(?:company|firm|place|startup|shop|school|hospital|agency) (?:where )?i work(?: for| at)?(?: is|'s)(?: called| named)? {_VC}", "company"),
    rule("employer", "team|department|side|division", rf"^i'm (?:on|in) the [\w ]{{2,25}} (?:team|department|side|division|crew|staff) (?:at|of|for) {_VC}", "company"),
    # --- location ---
    rule("location", "rent|share", rf"^(?:i|we)(?:'m|'re)? (?:rent|renting|share|sharing)(?: (?:an? |my )?(?:[\w-]+ )?(?:flat|room|apartment|house|place|studio|condo|cottage|basement|bedsit|attic))? (?:in|near) {_V}", "place_now"),
    rule("location", "home", r"^(?P<v>[\w' ]{2,30}?)(?:'s| is) (?:my )?(?:home|where i live|where we live|where i'm based)(?: now| these days)?$", "proper_place"),
    rule("location", "home|base", rf"^(?:home|home base|base)(?: for (?:me|us))?(?: now)?(?:'s| is)(?: now)? {_V}", "known_place"),
    rule("location", " in ", rf"^(?:i|we)(?:'ve)? (?:just |finally )*(?:landed|bought|signed for|moved into) an? (?!holiday|second|summer|vacation)(?:\w+ )?(?:flat|apartment|room|studio|house|place|condo) in {_V}", "place_now"),
    rule("location", "home", r"^(?P<v>[\w' ]{2,30}?)(?:'s| has) been (?:my |our )?home\b", "proper_place"),
    # --- hometown ---
    rule("hometown", "native", r"^i'm an? (?P<v>[\w ]{3,25}?) native\b", "known_place"),
    rule("hometown", "childhood", rf"^(?:i|we) (?:spent (?:my|our) (?:whole |entire )?childhood|had (?:my|our) childhood) in {_V}", "place"),
    # --- relationship ---
    rule("relationship", "knot|hitched", r"^(?:i|we|my \w+ and i)(?:'ve)? (?:just |finally |recently )?(?:(?:tied|tie) the knot|got hitched)", "word", value="married"),
    rule("relationship", "divorce", r"^(?:my|our) divorce (?:was|is|got|came|has been) (?:just |finally )?(?:finali[sz]ed|final|official|through)", "word", value="divorced"),
    rule("occupation", "i'm ", r"^i'm (?P<v>(?:professor|captain|pastor|chef|sergeant|constable|rabbi|nurse) [\w' .-]+)", "titled"),
    rule("relationship", "seeing", r"^i'm (?P<v>seeing someone)\b(?! about| for)", "word"),
    rule("relationship", "been ", r"^i(?:'ve| have) been (?:with|seeing|dating) my (?P<v>boyfriend|girlfriend|partner|fiancee?)\b", "word"),
    # --- language ---
    rule("language", "speak", rf"^i speak (?:\w+ languages?)[:,-]* {_V}", "languages"),
    rule("language", "besides|apart from|in addition|as well as|other than|aside from", r"^(?:besides|apart from|in addition to|as well as|other than|aside from) (?P<v>[\w, ]{3,40}),? i (?:can )?(?:also )?(?:speak|know|understand)", "languages"),
    rule("language", "isn't my|not my", r"^\w+ (?:isn't|is not) my (?:first|native|main|mother) (?:language|tongue)[,;]? (?:but )?(?P<v>\w+) is\b", "languages"),
    # --- family ---
    rule("family", "with", rf"^i'm (?:\w+ )?(?:married|divorced|widowed|separated|an? \w+)\b[\w ]{{0,20}} with (?P<v>(?:{NUMBERS}) (?:\w+ )?(?:{KIN_EN_MANY}|son|daughter|kid|child|toddler|baby|teenager))\b", "kin"),
    rule("family", "newborn|baby", r"^(?:i|we)(?:'ve)? (?:have|got|just had|had) (?P<v>(?:an? |our )(?:\w+ )?(?:newborn|baby girl|baby boy))\b", "kin"),
    # --- pet ---
    rule("pet", ",|:|-", rf"^(?:i|we)(?:'ve)? (?:have|own|adopted|got|(?<='ve )had)(?: got)? (?:\w+ ){{0,3}}(?P<k>{PETS_EN})s?(?:,|:| -) (?P<v>[\w'-]+(?:, [\w'-]+)*,? (?:and|&) [\w'-]+)", "kin_names"),
    rule("pet", "owner", rf"^i'm (?:an? |the )?(?:\w+ )?(?:owner of|mum to|mom to|dad to) (?P<v>(?:{NUMBERS}) (?:\w+ )?(?:{PETS_EN})s?)\b", "pet"),
    rule("pet", "owner|mom|mum|dad|parent", rf"^i'm an? (?:\w+ )?(?P<v>{PETS_EN}) (?:owner|mum|mom|dad|parent)\b", "word"),
    rule("pet", "mine", rf"^mine(?:'s| is) (?:an? )?(?:[\w-]+ )?(?:{PETS_EN}|crestie|rescue|lurcher|\w+poo) (?:named|called) (?P<v>\w+)", "pet_name"),
    # --- dislikes ---
    rule("dislikes", "thing|cup of tea|jam", r"^(?P<v>(?!it|that|this|they)[\w' -]{3,40}?)(?:'s| (?:is|are|was|were)) (?:not|n't) (?:really )?(?:my thing|my cup of tea|for me|my jam)\b", "thing"),
    rule("dislikes", "isn't|aren't|thing|cup of tea", r"^(?P<v>(?!it|that|this|they)[\w' -]{3,40}?) (?:isn't|aren't) (?:really )?(?:my thing|my cup of tea|my jam)\b", "thing"),
    rule("dislikes", "me the |makes me|make me|drives me|drive me|grosses me|gross me|bores me|bore me|creeps me|freaks? me", r"^(?P<v>(?!it\b|that\b|this\b|these\b|those\b|they|he\b|she\b|what|my\b|your\b|which|you|the\b(?! (?:smell|taste|sound|texture|thought|sight|feel) of))[\w' -]{3,40}?) (?:gives? me the (?:ick|creeps|heebie\W?jeebies)|(?:makes?|made) me (?:gag|want to (?:puke|vomit|gag)|nauseous|queasy)|(?:drives?|driving) me (?:crazy|nuts|insane|up the wall|mad)|(?:grosse?s?|creeps?|freaks?) me out|bores? me(?: to (?:death|tears))?)\b", "thing"),
    rule("dislikes", "find", r"^i(?:'ve always)? (?:find|found) (?P<v>(?!it\b|that\b|this\b|the\b|myself|them\b|out\b|you)[\w' -]{3,30}?) (?:really |so |very |too |incredibly )?(?:boring|gross|disgusting|revolting|unbearable|annoying|dull|vile)\b", "thing"),
    rule("likes", "could |live on", r"^i (?:could|can) (?:eat|live on|drink|happily eat) (?P<v>(?!a horse|it\b|that\b|this\b|no\b|only\b|all\b)[\w ]{3,25}?) (?:every day|all day|forever|every night|for every meal|(?:morning,? )?noon and night)", "thing"),
    rule("likes", "love me", rf"^i love me some {_V}", "thing"),
    # --- diet ---
    rule("diet", "household|family|kitchen|home", rf"^(?:we're|we are|ours is|i run|we run|i keep|we keep) (?:an? )?(?:\w+ )?(?P<v>{DIETS_EN}) (?:household|family|kitchen|home|house)\b", "word"),
    rule("diet", "off ", rf"^(?:i|we)(?:'m|'ve been|'re) (?P<v>off (?:{FOODS_NOT_EATEN}|booze|drink|coffee)(?:(?:,| and| or) (?:{FOODS_NOT_EATEN}|booze|coffee))*)\b", "word"),
    rule("diet", "fast", r"^i(?:'m|'ve been)? (?:do|doing|on|practi[sc]e|practi[sc]ing) (?P<v>intermittent fasting|16[:/]8)\b", "word"),
    rule("diet", "teetotal|sober", r"^i'm (?:an? )?(?P<v>teetotal(?:l?er)?)\b", "word"),
    # --- health ---
    rule("health", " for ", rf"^(?:i|i'm|i've been) (?:on|take|taking|using|use|get|getting|have|started|seeing \w+|seeing an? \w+)\b[^,;!?]{{0,25}}? for (?:my |a |the )?(?:{_BAD})*(?P<v>{CONDITIONS_EN}|[\w]+ (?:pain|allergy))\b{_TOPIC}", "word"),
    rule("health", "surgery|operation|stroke|heart attack|transplant|concussion|replacement", r"^i(?:'m|'ve|'ve been)? (?:recovering from|recently had|had|just had|getting over|having|healing from) (?:an? |my |the )?(?P<v>(?:\w+ ){0,2}(?:surgery|operation|stroke|heart attack|transplant|concussion|replacement|bypass))\b", "word"),
    rule("health", "hives|a rash|rashes|migraine|anaphyla|itchy|break out|swell|bloated|throat close|cramps|sick as", r"^(?P<v>(?!it\b|that\b|this\b|he\b|she\b|they\b|the\b|what|which|stress|work)[\w -]{3,25}?) (?:gives?|makes?|brings?|sends?) me (?:out in )?(?:hives|an? rash|rashes|migraines|into anaphyla\w+|itchy|itch|break out|swell|bloated|cramps)\b", "word"),
    rule("health", "metformin|insulin|levothyroxine|sertraline|prozac|lithium|statins|blood thinners|warfarin|methotrexate|ritalin|adderall|hrt|antidepress|beta blockers|chemo|dialysis|humira|prednisone|ssri", r"^i(?:'m|'ve been)? (?:on|taking|take) (?:\w+ )?(?P<v>metformin|insulin|levothyroxine|sertraline|prozac|lithium|statins|blood thinners|warfarin|methotrexate|ritalin|adderall|hrt|antidepressants|beta blockers|chemo\w*|dialysis|humira|prednisone|ssris?)\b", "word"),
    # --- goal ---
    rule("goal", "goal|resolution|dream|aim|plan|target|challenge", r"^(?:one of my (?:\w+ )?goals|the (?:plan|goal|dream|aim|target|idea)|goal|plan|target|dream|next goal|current goal)(?: (?:for|this|by)[\w ]{1,20})?(?:'s|:| is)(?: still)? to (?P<v>(?!make sure|get this|have a|keep it|show|explain)[\w'-]+ [^,;!?()]{2,80})", "goal"),
    rule("goal", "signed up|entered|registered", r"^i(?:'ve)? (?:signed up|registered|entered)(?: for)? (?:my |an? |the )?(?P<v>(?:[\w ]{2,25} )?(?:marathon|triathlon|ironman|ultra|10k|5k|half))\b", "goal"),
    rule("goal", "want my", r"^i want my (?P<v>(?:driving |driver's |pilot's )?(?:licen[cs]e|degree|citizenship|green card|black belt|phd|visa|certification|diploma)\b[^,;!?()]{0,40})", "word"),
    rule("goal", "marathon|triathlon|ironman|ultra|10k|5k|half", r"^(?:i'm|i've) (?:finally |actually )?(?:doing|running|entering|entered|signed up for|signed up to|booked into) (?:a |the |my )?(?P<v>(?:[\w ]{2,25} )?(?:marathon|triathlon|ironman|ultra|10k|5k|half))\b", "goal"),
    rule("goal", "goal|resolution|target|aim", r"^(?:my )?(?:main |big |next |current )?(?:goal|new year'?s resolution|resolution)(?: (?:for|this) [\w ]{2,15})?: ?(?:to )?(?P<v>[^,;!?()]{5,70})", "goal"),
    rule("goal", "i'll|i will", r"^(?:i'll|i will) (?P<v>(?:open|write|run|build|learn|finish|get|become|visit|climb|sail) (?:my own |an? |the )?[^,;!?()]{2,50}? (?:one day|someday|eventually))", "goal"),
    rule("goal", "i'll", r"^(?:i'll|i will) (?P<v>(?:open|build|own|publish|climb|sail|become) (?:my own |an? |the )[^,;!?()]{2,50})", "goal"),
    # --- schedule ---
    rule("schedule", "rota|roster|shift|schedule", r"^my (?P<v>(?:rota|roster|shifts?|shift pattern|schedule|work schedule)\b[\w ]{0,40}? (?:is|are|to|changed to|runs?|moved to) (?:now )?(?=[\w ]*\d|[\w ]*(?:nights|days|mon|tues|wed|thurs|fri|week))[\w: -]{2,30})", "habit_told"),
    rule("schedule", "shift|class|lesson|work|job|day", rf"^my (?P<v>(?:\w+ )?(?:shifts?|class(?:es)?|lessons?|work ?days?|working hours|hours|school run)(?: (?:at|in) (?:the |my )?\w+)? (?:is|are|starts?|begins?|ends?|finish(?:es)?|runs?) (?:at |from |around |usually )*{_CLOCK}(?: ?(?:to|until|till|-) ?{_CLOCK})?)", "habit"),
    rule("schedule", "mon|day", rf"^i work (?P<v>(?:{DAY}) (?:to|through|thru|till|-) (?:{DAY})\b[^;!?()]{{0,20}})", "habit_long"),
    rule("schedule", "9 to 5|9-5|nine to five|to |-", rf"^i work (?P<v>{_CLOCK} ?(?:to|-|till|until) ?{_CLOCK})\b", "habit"),
    rule("schedule", "days are|day is", r"^(?P<v>(?:mon|tues|wednes|thurs|fri|satur|sun)days(?: (?:mornings|evenings|nights))? (?:are|is) (?:my |for |our )?(?!the\b|hard|bad|awful|worst|hell|busy|fine|best|good|great|free|terrible|not|so|too|always|usually)[\w ]{3,30})", "habit"),
    rule("schedule", "kids|daughter|son ", rf"^(?:(?:i have |i've got |i get )(?:the |my )?(?=(?:kids|children|daughter|son|girls|boys) (?:with me )?{DAYS})|(?:the |my )?(?=\w+ with me ))(?P<v>(?:kids|children|daughter|son|girls|boys) (?:with me )?{DAYS})", "habit"),
    rule("schedule", "i work|i only", rf"^i (?:only )?work (?P<v>{DAYS})", "habit"),
    rule("schedule", "up at|up by", r"^(?:i|we)(?:'m|'re) (?P<v>up (?:at|by) (?:\d[\w:]*|four|five|six|seven|half \w+)(?: \w+){0,3})", "habit"),
    rule("schedule", "i only|i'm only|i can only|i can ", rf"^(?:i|we) (?:can )?(?:only )?(?:have time|train|run|work out|exercise|practi[sc]e|study|cook|do it|manage) (?:on )?(?P<v>{DAYS}(?: [\w ]{{2,15}})?)$", "habit"),
)

IN_PASSING: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "it's|its|this is|it is", r"^(?:hi|hey|hello|hiya|yo|morning|good morning|evening)(?: there| again)?[,!.]* (?:it's|its|it is|this is) (?P<v>\w+)(?=$|[,.!]| (?:again|here|from|speaking|and|i|the|back)\b)", "name"),
    rule("name", "speaking", r"^(?:(?:hi|hiya|hey|hello|good \w+)[,!. ]+)?(?P<v>(?!\w+ly\b|english|native)\w+(?: \w+)?) speaking(?=$|,)", "name"),
    rule("name", "myself ", r"^(?:(?:hi|hello|respected|dear|good) [\w/]+,? )?myself (?P<v>\w+(?: \w+)?)(?=,|$| from\b)", "name"),
    rule("name", " me", r"\b(?:it's|its|it is) (?:just |only )?me,? (?P<v>\w+)(?=$|[,.])", "name"),
    rule("name", "talking to|speaking to|chatting with|speaking with|talking with", r"\b(?:you're|you are|youre) (?:talking|speaking|chatting) (?:to|with) (?P<v>\w+)", "known_name"),
    rule("name", "here|again", r"^(?:it's|its|it is|this is) (?P<v>\w+)(?: again| here| speaking)(?=$|[,.!])", "known_name"),
    rule("name", "regards|signed|sincerely|wishes", r"\b(?:regards|signed|sincerely|best wishes|yours truly),?:? ?[-–—]? ?(?P<v>\w+(?: \w+)?)(?=$| ?\()", "name"),
    rule("name", "fine|please|will do", r"^(?:just |it's |plain )(?P<v>\w+) (?:is fine|will do|please)", "known_name"),
    rule("name", "btw|by the way", rf"{_START}(?:i'm )?(?P<v>\w+),? (?:by the way|btw)(?=$|,)", "known_name"),
    rule("name", "llamo|appelle|chiamo|heisse|heiße|heibe|namaku|sono |soy |je suis|ich bin", r"\b(?:me llamo|je m'appelle|mi chiamo|sono|je suis|ich bin|^(?:hola,? )?soy|ich hei(?:ss|ß)e) (?P<v>\w+)", "name"),
    # --- age ---
    rule("age", " me (", r"\b(?:there'?s |just )?me \((?P<v>[1-9]\d)\b", "age"),
    rule("age", "age of", r"\bat the (?:ripe|grand|ripe old|grand old|tender|advanced) age of (?P<v>[1-9]\d|\w+ty(?:-\w+)?)\b", "age"),
    rule("age", "at ", r"\b(?:am|can|could|should|will) i\b[^,;.]{0,30}? at (?:age )?(?P<v>[2-9]\d)(?=$|,| to\b| or\b| and\b)(?! (?:degrees|percent|mph))", "age"),
    rule("age", "at ", r"\b(?:buyer|mother|mum|mom|dad|father|parent|widow|widower|student|learner|runner|beginner|single|pregnant|retired|divorced|widowed|married) at (?P<v>[2-9]\d)\b(?=$|[,.!]| (?:and|so|but|with)\b)", "age"),
    rule("age", "years young|years of age", r"(?:^|, |i'm )(?P<v>[1-9]\d) years? young\b", "age"),
    rule("age", "m|f", rf"{_START}(?:i'm )?(?P<v>[1-9]\d)[,/ ]*(?:m|f|nb|male|female|man|woman|guy|yo|y/o|yrs? old|years? old)(?=$|[,/.)]| (?:here|from|in|and|with|who|looking|trying|living|working|based)\b)", "age"),
    rule("age", "m|f", rf"{_START}(?:m|f|male|female)[,/ ]{{1,2}}(?P<v>[1-9]\d)\b", "age"),
    rule("age", "age", r"^(?:my )?age:? (?P<v>[1-9]\d)\b(?! (?:or|and|to)\b)", "age"),
    rule("age", "my age", r"\bat my age,? ?\(?(?:i'm )?(?P<v>[1-9]\d)\b", "age"),
    # --- occupation ---
    rule("occupation", "student", rf"{_START}(?:i'm )?(?:an? )?(?P<v>(?:(?:first|second|third|fourth|fifth|sixth|final|last|1st|2nd|3rd|4th|5th)[- ](?:year|yr) )?(?:(?!\b(?:my|the|his|her|your|their|our|any|is|are|for|no|every|one|which|what|hey|dear|best|a|as)\b)[a-z]+ ){{1,2}}student)(?=,| here\b| at\b| in\b|$).*{_MINE}", "student_of"),
    rule("occupation", " by trade| by profession", rf"(?:{_START}|, )(?:an? )?(?P<v>\w+(?: \w+)?) by (?:trade|profession)\b", "job"),
    rule("occupation", " major", rf"(?:^|, |\b(?:i'm|am) (?:an? )?)(?P<v>(?!the\b|a\b|my\b|no\b|some\b|other\b|not\b|another\b|only\b)[a-z]{{3,}}(?: science)?) major\b(?= at\b|,|$| (?:and|in my|here)\b)(?=.*{_MINE}|.*\bat [A-Z])", "major"),
    rule("occupation", "here|,", rf"{_START}(?P<v>(?:(?!\b(?:my|the|his|her|your|their|our|any|is|are|for|no|every|one|which|what|hey|dear|best|a|an|as|to|and|of|in)\b)[\w-]+ ){{1,3}}(?:teacher|nurse|engineer|developer|dev|designer|driver|chef|accountant|manager|analyst|writer|mechanic|electrician|worker|librarian|paramedic|scientist|lawyer|therapist|technician))(?: here\b|,) ?.*{_MINE}", "job"),
    # --- employer ---
    rule("employer", "my ", r"\bmy (?:new |current |day |next |night )?(?:job|office|manager|boss|team|shifts?|desk|role|position|internship|colleagues|co-?workers|supervisor) (?:at|with) (?P<v>[^,;!?()\n]{2,50})", "organisation"),
    # --- location ---
    rule("location", "here in", r"(?:^|\b)(?<!i'm )(?<!we're )(?:over |up |down |out |back )?here in (?P<v>[^,;!?()\n]{2,40})", "known_place_stay"),
    rule("location", "here in", r"(?:^|\b(?:and|but|so) |, )here in (?P<v>[^,;!?()\n]{2,30}?)(?=,| (?:it's|we|i|i'm|the|there|where|is|my|people|everything|everyone)\b)", "proper_place_now"),
    rule("location", "house|flat|apartment|place|home|garden|balcony|neighbo|commute|allotment|landlord|street|yard", r"(?<!in )(?<!out of )(?<!left )(?<!sold )(?<!leaving )(?:(?<!to )|(?<=keys to ))\b(?:my|our) (?:(?!old|parents|holiday|vacation|summer|first|former|previous|childhood|dream|future|next|grand\w+)\w+ ){0,2}?(?:house|flat|apartment|place|condo|garden|balcony|neighbou?rhood|allotment|landlord|street|studio|yard|backyard|local \w+)(?:'s| is)? (?:here )?(?:in|near) (?!.*\b(?:was|were|had)\b)(?P<v>[^;!?()\n]{2,40})", "proper_place_now"),
    rule("location", " from ", r"^(?:greetings|hello|hi|hey|hiya|good \w+|cheers|writing|writing to you|salutations|posting|typing) from (?:here in )?(?:(?:sunny|rainy|cold|hot|snowy|grey|gray|lovely|beautiful|windy|freezing|drizzly|chilly|a|very|foggy) ){0,3}(?P<v>[^;!?()\n]{2,40})", "proper_place"),
    rule("location", "where i|where we", r"(?:^|\b(?:in|from|near) |, (?!in |from |near ))(?P<v>[\w' ]{2,30}?)(?:,| -)? (?:(?:that's|thats|which is|this is|is) )?where (?:i'm|im|i am|i|we|we're) (?:live|living|based|now live|currently live)\b", "proper_place"),
    rule("location", "based", rf"{_START}(?:i'm )?(?P<v>[\w' ]{{3,25}}?)[ -]based\b(?=$|,| (?:so|and|but|here|nurse|teacher|designer|developer|freelanc\w+))", "known_place_stay"),
    rule("family", " kids| children", rf"{_START}(?P<v>(?:{NUMBERS}) (?:kids|children|boys|girls))(?: under \w+)?(?=,| so i| and i\b)(?=.*\b(?:i|my|me)\b)", "word"),
    rule("hometown", "born and", r"(?:^|, |\b(?:me|i'm|i am),? )(?P<v>[\w']{3,20}(?: [\w']+)?),? born (?:and|&) (?:bred|raised)\b", "proper_place"),
    rule("hometown", " from ", rf"{_START}(?:just )?an? (?:\w+ )?(?:lad|lass|girl|boy|guy|gal|kid|bloke) from (?=.*\b(?:i|i'm|my|me|never|here)\b)(?P<v>[^,;!?()\n]{{2,30}})(?=,|$)", "proper_place_now"),
    rule("language", "speaker", rf"{_START}(?:native |fluent )?(?P<v>\w+)[ -]speaker(?=,| here|$)", "languages"),
    rule("likes", "love:|i love:|into:", r"^(?:i )?(?:love|like|into|enjoy): (?P<v>[^;!?()\n]{2,90})", "thing"),
    rule("dislikes", "hate:|stand:|dislike:", r"^(?:i )?(?:hate|can't stand|dislike): (?P<v>[^;!?()\n]{2,90})", "thing"),
    rule("pet", "called|named", rf"{_START}(?P<k>{PETS_EN})(?:'s| is) (?:called|named) (?P<v>[\w'-]+)", "pet_name"),
    rule("health", "type ", rf"{_START}(?P<v>type [12])(?: diabetic)? (?:since|for \w+ years)\b", "word"),
    rule("health", " post", rf"{_START}(?:i'm )?\w+ (?:weeks?|months?|days?) post[- ]?(?:op )?(?P<v>(?:\w+ ){{0,2}}(?:replacement|surgery|op|transplant|repair|fusion))\b", "word"),
    rule("location", "to be ", r"(?:^|, )(?P<v>[\w' ]{3,25}) to be (?:exact|precise|specific)\b", "proper_place"),
    rule("location", "now|currently|these days", r"(?:^|[,.;] ?)(?:now|currently|these days) (?:in |it's )?(?:an? [\w ]{0,20}?(?:studio|flat|apartment|house|room|bedsit|place|condo) )?in (?P<v>[^,;!?()\n]{2,40})", "known_place_stay"),
    rule("location", "where i|where we", r"\bwhere (?:i|we) (?:live|am based|are based),? (?:in |\()(?P<v>[^,;!?()\n]{2,40})", "proper_place_now"),
    rule("relationship", "my divorce", r"\b(?:since|after|before|during|because of|with) my (?:recent )?(?:divorce|separation)\b(?! lawyer| papers)", "word", value="divorced"),
    # --- health ---
    rule("health", "my stroke|my heart|my transplant", r"\b(?:since|after) my (?P<v>stroke|heart attack|(?:\w+ )?transplant)\b", "word"),
    rule("health", " in my ", r"(?:^|, |\b(?:and now|have|got|with|had|and|this) )an? (?P<v>(?:stress fracture|hairline fracture|torn \w+|trapped nerve|pinched nerve|slipped disc|herniated disc)) in my\b", "word"),
    rule("health", ",|and|my|have|with|got|so|^", rf"(?:{_START}(?=.*\b(?:i|i'm|im|my|me|here|i've)\b)|, |\b(?:my|with|have|got|given|because of)(?: an?| my| this| these)* )(?P<v>(?:dodgy|bad|bum|gammy|trick|wonky|knackered|arthritic|weak|busted|buggered|creaky|injured|dislocated|torn) (?:left |right |lower |upper )?(?:knees?|back|hips?|shoulders?|ankles?|neck|wrists?|elbows?|heart|rotator cuff|achilles|discs?|foot|feet|lungs))\b(?=$|[,.;]| (?:and|so|but|from|since|means?|is|here|which|that|after)\b)", "word"),
    rule("health", "a", rf"{_START}{_BAD}*(?P<v>(?!a |an |add\b|ms\b|cancer|acne){CONDITIONS_EN})(?: (?:here|sufferer|survivor|warrior))?(?=,| (?:since|flaring|flare|is (?:acting|flaring|back|killing|bad)|acting|again|for \w+ years|runs my|keeping|and i|so i|means i)\b)", "word"),
    rule("health", "my ", rf"\bmy {_BAD}*(?:own )?(?P<v>(?!a |an |add\b|ms\b|ocd\b|acne\b|cancer research){CONDITIONS_EN}|bad (?:back|knees?|hip|shoulder|ankle|heart)|(?:\w+ )?(?:allerg(?:y|ies)))\b{_TOPIC}", "word"),
    rule("health", "diagnos", rf"\bmy (?P<v>(?:{CONDITIONS_EN}|type [12]|[\w']+)) diagnosis\b", "diagnosis"),
    rule("health", "allerg", rf"{_START}(?:(?:i've )?got an? )?{_BAD}*(?P<v>(?!no\b|any\b|his\b|her\b|the\b|what\b|food\b|about\b|an?\b)[a-z]+ allergy)\b(?! (?:season|test|med\w*|advice|list|table|info\w*|shot\w*|free|friendly|label\w*|in (?:kids|children|dogs|cats|babies|adults)))(?! ?(?:vs|or|is|symptoms)\b).*\b(?:i|me|i'm|i've|my|here)\b", "word"),
    rule("health", "coeliac|celiac|diabetic|asthmatic|lactose|pregnant|dyslexic", r"(?:^|, )(?:(?:and|but|so|also) )?(?P<v>coeliac|celiac|(?:type [12] )?diabetic|asthmatic|lactose intolerant|dyslexic|(?:\w+ (?:weeks|months) )?pregnant)(?: here| btw)?(?:,| so\b| here|$).*", "told_of_me"),
    rule("dislikes", "taste", r"(?:^|\b)(?:please )?(?:(?:don't|dont) bother with|no|skip|leave out|avoid|not) (?P<v>[a-z][\w -]{2,20}?)(?: in [\w ]{2,20})?(?: (?:btw|please|ever))*,? (?:it )?tastes? (?:like (?:soap|dirt|mud|feet)|awful|horrible|disgusting|gross)(?: to me)?", "thing"),
    # --- diet ---
    rule("diet", " since| for ", rf"{_START}(?:strict |mostly )?(?P<v>{DIETS_EN}) (?:since\b|for (?:\d+|two|three|four|five|ten|a few|many|over|about|almost) )", "word"),
    rule("diet", "no ", rf"(?:^|, |[.:] ?)(?P<v>no (?:{FOODS_NOT_EATEN})(?:,? (?:and |or )?(?:no )?(?:{FOODS_NOT_EATEN}))*) (?:since(?! it| i\b| we\b| the\b| he| she| they)|for me(?:,? thanks)?|for \w+ (?:years|months)|these days|any ?more|for religious)\b", "word"),
    rule("dislikes", " no ", r"(?:^|[.,] )(?:anything with |anything containing )?(?P<v>[\w', -]{3,50}?) (?:is|are|'s) (?:a |an )?(?:hard |big |definite |absolute |total )*no(?:-go)? (?:from|for) me\b", "thing"),
    rule("diet", "here|household|family|,", rf"{_START}(?:strict |lifelong |mostly |long-time )?(?P<v>{DIETS_EN}) (?:here|(?:household|family|kitchen)(?=,| so| and))\b", "word"),
    # --- schedule ---
    rule("schedule", "on |every|day|week|mon", rf"(?:^|[,.;] |\b(?:and|but|so|because) )(?P<v>(?:on )?{DAYS}(?: (?:mornings?|evenings?|nights?|afternoons?|at {_CLOCK}))?,? (?:i|we)(?:'ve got| have| usually| always)? (?:go|run|swim|work|have|play|train|teach|get|practi[sc]e|do|take|attend|meet|volunteer|study|walk|jog|cycle|cook|visit|call|fast|babysit|drive|climb|exercise|hike|ride|coach|dance|sing|paint)?\b[^,;!?()]{{2,50}})", "habit_told"),
    rule("schedule", "-|to|til", rf"^(?=.*\b(?:i|my|me|i'm|im|i've)\b).*?(?P<v>(?<!the )\b(?:lectures?|class(?:es)?|shifts?|practice|training|uni|office hours|school run) (?:is |are |runs? |on \w+ )?(?:from )?{_CLOCK} ?(?:-|to|til|till|until|–) ?{_CLOCK})(?=$|[^\w]).*", "habit_told"),
    rule("schedule", "mon|tue|wed|thu|fri|sat|sun|day", rf"(?:^|[.,;:] ?)(?P<v>(?:gym|yoga|pilates|swim\w*|run\w*|choir|football|soccer|tennis|basketball|practice|training|work|class(?:es)?|lectures|band practice|therapy|piano|dance|crossfit|climbing|church|day off|off|[\w ]{{2,15}} (?:class(?:es)?|practice|lessons?|training|rehearsals?))(?: (?:is|are))?(?: on)? {DAYS}(?:,? (?:at |from )?{_CLOCK}(?: ?(?:to|-|till|until) ?{_CLOCK})?)?)(?=$|[,.;!?]| (?:and|so|but)\b)", "habit_told"),
)
