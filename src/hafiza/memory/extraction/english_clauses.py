"""An English sentence to clauses that begin with their subject.

What stands before the subject is taken off, contractions are written one way, and a subject that
is left out ("grew up in Hull") is put back, so that a rule can hold at the beginning of a clause.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon_health import (
    STATES_EN,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.trades import is_trade

# Adverbs that colour what is said; "obviously" and "supposedly" may mean the opposite.
_COLOUR = (
    r"(?!(?:only|rarely|scarcely|hardly|barely|nearly|supposedly|allegedly|apparently|obviously"
    r"|clearly|ideally"
    r"|theoretically|hypothetically|practically|virtually|essentially|family|reply|apply|rely"
    r"|supply|july|italy|early|daily|weekly|monthly|formerly|previously|ugly|likely|lonely)\b)"
    r"[a-z]{3,}ly"
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|oh|ah|ugh|argh|aargh|lol|haha|ha|yay|woohoo|damn|jeez|man|dude|guys"
    r"|quick q|quick question|anyways|apparently|soo+|omg|gosh|yikes|phew|aw|eh|heads up|update"
    r"|confession|tmi|hmm|hm|um|ok|okay|yes|yeah|yep|yup|no|nope|nah|hi|hey|hello"
    r"|hiya|heya|howdy|bonjour|hola|ciao|salut|servus"
    r"|greetings|uff|oof|wow|hi there|hello there|hey there|good (?:morning|evening|afternoon)|sure"
    r"|actually|honestly"
    r"|frankly|basically speaking|anyway|also|plus|then|because|since|although|though|while"
    r"|as(?= i'm| i\b| my)"
    r"|thanks|thank you|sorry|oops|fyi|btw|by the way|for context|for the record|quick intro"
    r"|just so you know|now that|ever since|as i (?:said|mentioned)|to be (?:honest|clear|fair)"
    r"|tbh|in fact|besides"
    r"|(?:currently|now|presently)(?! an? )|right now|nowadays"
    r"|these days|at the moment|today|recently|lately|finally"
    r"|luckily|unfortunately|sadly|fortunately|personally|originally|in general|as for me|me"
    r"|about me|as you know|you know|you see|please note|note|please remember|remember|oh and"
    r"|and also|if it helps|if it matters|if you must know|if you'?re wondering|ps|p\.s\.|i mean"
    r"|i meant|i meant to say|one day|someday|eventually"
    r"|i think|i guess|i believe|turns out|it turns out|the thing is|the fact is|fun fact"
    r"|(?:did|have) i (?:ever )?(?:mention|tell you|told you|mentioned)|i should (?:mention|say"
    r"|add)"
    r"|i (?:forgot|wanted|need|have) to (?:mention|say|tell you|add|admit)|i must (?:say|admit)"
    r"|(?:before|by the time) i(?:'m| turn| hit) \d\d,?|this time next year"
    r"|after (?![\w ]*(?:hours?|minutes|meetings?|day|weeks? of)\b)[\w ]{3,40}?(?= i\b| i'| we\b)"
    r"|i (?:must"
    r"|have to) confess|i confess|i admit|you should know|let me introduce myself"
    r"|keep in mind|bear in mind|i'd like to introduce myself|nice to meet you|no wait|wait"
    r"|in my (?:defen[cs]e|case|experience|opinion)|as of [\w ]{3,15}?(?=,? i)"
    r"|first of all|long story short|in my free time|in my spare time|on (?:the )?weekends?"
    r"|(?:last|this|next|since|in|for|until|about|around|back in|over|a|one|two|three|some|few)"
    r" [\w ]{1,24}?(?:week|month|year|years|spring|summer|fall|autumn|winter|ago|\d{4}|now|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday|days|weeks|months)"
    r"|(?:last|this|next) (?:week|month|year|spring|summer|fall|autumn|winter)"
    r"|(?:in|since) (?:\d{4}|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)"
    rf"|yesterday|{_COLOUR}(?=,? (?:i|i'm|im|i've|ive|my|we)\b))"
    r"(?: that)?[,:]? )+(?=\S)"
)
_SHORT_FOR: dict[str, str] = {
    "i am": "I'm", "im": "I'm", "i have": "I've", "ive": "I've", "ill": "I'll", "wanna": "want to",
    "gonna": "going to", "do not": "don't", "dont": "don't", "cannot": "can't", "cant": "can't",
    "can not": "can't", "i was not": "I'm not", "i am not": "I'm not", "i ain't": "I'm not",
    "we are": "we're", "were": "we're", "i would": "I'd", "id": "I'd", "did not": "didn't",
    "didnt": "didn't", "my name s": "my name's", "isnt": "isn't", "arent": "aren't",
    "doesnt": "doesn't", "wasnt": "wasn't", "hasnt": "hasn't", "havent": "haven't",
    "wont": "won't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "theyre": "they're",
    "youre": "you're",
}  # fmt: skip
# What each is short for, one pass for all: longer ones first.
_CONTRACTED = re.compile(
    r"\b(?:i (?:was|am) not|i ain't|i am|im(?! \w+ing to you)|ive"
    r"|i have(?= (?:been|lived|worked|moved|had|just|recently|always|never|got))"
    r"|ill(?= (?:be|have|get|go|open|try|never|always|need)\b)|i would|id(?= (?:love|like"
    r"|rather)\b)"
    r"|wanna|gonna|do not|dont|cannot|cant|can not|we are|were(?= (?:originally|from|based)\b)"
    r"|did not|didnt|my name s|(?:is|are|does|was|has|have|wo|would|should)nt|(?:they|you)re)\b",
    re.I,
)
# "I hate hate HATE it" says it once.
_TWICE = re.compile(r"\b(really|very|so|hate|love|like|adore|never|always|super)(?: \1)+\b", re.I)
_ADVERBS = re.compile(
    r"^((?:i|we)(?:'(?:m|ve|re|d|ll))?|my|our) (?:(?:also|still|currently|presently|now|really"
    r"|truly"
    r"|actually|absolutely|definitely|honestly|just|already|usually|generally|mostly|personally"
    r"|both|recently|totally|completely|always|normally|typically|often|sometimes|finally|happily"
    r"|newly|officially|mainly|primarily|genuinely|simply|deeply|strongly|very much|quite"
    r"|particularly|especially|proudly|temporarily|permanently|do(?= love| like| enjoy| have"
    r"| live)|too|all|an? bit|(?:\w+ )?years ago"
    rf"|(?!basically ){_COLOUR}"
    r"|only|in fact|back(?= (?:living|in|at|working|with|on))|once again|again) )+"
)
_BOUNDARY = re.compile(
    r"\s*(?:[;()]|:(?!\d))\s*|,?\s+where\s+(?=(?:i'm|i am|i work|i live)\b)|\s+who\s+(?=i\b|can't"
    r"|don't|hate|love|live|work)|\s+[-–—]+\s+"
    r"|,\s+(?:(?:and|but|so|or|because|since(?! (?:\w+uary|ma\w+|april|june|july|august|\w+ber"
    r"|\d{4}|last))|although|while|plus"
    r"|then)\s+)?"
    r"|\s+(?:and|&|but|so|because|since|although|though|while|plus|except|hence|yet|cuz|cos)\s+"
    r"|\s+(?=(?:i'm|i live|i work|i have|i've|i was|my name|my \w+ is)\b)|\s*/\s+",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:and |but |so )*(?:i|i'm|i've|i'd|i'll|my|name's|we|we're|we've|our|he|she|he's|she's"
    r"|they|they're"
    r"|it|it's|this|that|that's|there|there's|these|you|your|his|her|their|everyone|people|someone"
    r"|what|how|where|when|why|who|can|could|would|should|do|does|did|is|are|any|please|if|let"
    r"|let's"
    r"|which|whose|give|tell|suggest|recommend|help|write|thanks|don't|never|not|because|call me"
    r"|friends|remind|plan|make|explain|in my|no)\b"
)
_BARE_VERB = re.compile(
    r"(?:also |still |currently |now |just |recently |then |really |usually |often |never )*"
    r"(?:live|work|have|have got|love|hate|speak|enjoy|study|own|want|prefer|like|dislike|grew"
    r"|moved|lived|worked|teach|studied|adore|can't stand|don't like|don't eat|can speak|adopted"
    r"|got married|got engaged|got divorced|quit|left|joined|started|run|play|plan to|hope to|was"
    r"|am|retired|detest|despise|go|wake|practice|swim|follow|eat|drink|suffer|became|turned"
    r"|work out|train|volunteer|meditate|need|took|visited|come|know|don't|had|settled|relocated"
    r"|would love|ended up|wound up|collect|founded|opened|bought|got|stay)\b"
)
_COMPLEMENT = re.compile(
    r"(?:(?:also|now|currently|originally|still|recently|happily|newly|rather|quite|\w+ly) )?"
    rf"(?:(?:{STATES_EN})\b"
    r"|\d{1,3}\b"
    r"|an? \w|from\b|living\b|based\b|working\b|married\b|single\b|divorced\b|engaged\b|widowed\b"
    r"|vegan\b|vegetarian\b|pescatarian\b|allergic\b|retired\b|born\b|diabetic\b|asthmatic\b"
    r"|separated\b|newlywed\b|doing\b|running\b|entering\b|colou?r ?blind\b|dyslexic\b|autistic\b"
    r"|coeliac\b|celiac\b"
    r"|pregnant\b|self-employed\b"
    r"|unmarried\b|teetotal\b|expecting\b|left-handed\b|on call\b|off (?:work|sick|dairy"
    r"|gluten)\b|back (?:living|in)\b"
    r"|studying\b|fluent\b|lactose|(?:twenty|thirty|forty|fifty|sixty)\b|not\b|raised\b|trying to"
    r"|planning to|training\b|learning\b|into\b|currently\b|employed\b|unemployed\b"
    r"|[a-z]+ years old"
    r"|(?:still )?in (?!bed|love|need|pain|debt|town|tears|trouble|general|fact|short|case|total"
    r"|two\b|three\b|my\b|an?\b|the\b|this\b|that\b)[a-z' ]{3,20}(?=,|$)"
    r"|(?:software|mechanical|civil|electrical|data|product|primary|high) \w+)"
)
# What is told with the thing before the verb: not to be taken apart, nor for a question.
_WHAT_I = re.compile(
    r"(?:what i (?:really |absolutely )?(?:love|like|enjoy|hate|do|want)\b.* is\b|besides"
    r"|apart from|other than|aside from|in addition to)"
)
_WHO = (
    r"^(?:(?:and|so|well|hi|hey|hello|but)[,!]? )*(?:speaking )?as (?:someone|somebody"
    r"|a person|one) "
)
_AS_SOMEONE = (
    (re.compile(_WHO + r"(?:with|who has|who's got|that has) "), "I have "),
    (re.compile(_WHO + r"(?:who is|who's|that's) (?!never|always|been)"), "I'm "),
    (re.compile(_WHO + r"who (?=(?:live|work|hate|love|teach|speak|own)s )"), "I "),
    (re.compile(_WHO + r"(?=in my |from |allergic )"), "I'm "),
)
# "I am nurse from Manila": who learns English leaves articles out.
_NO_ARTICLE = re.compile(
    r"^i'm ((?!an?\b|the\b|not\b|no\b|my\b|his\b|her\b|so\b|too\b|very\b|now\b|on\b|in\b|at\b"
    r"|with\b|from\b|under\b|to\b|\w+ing\b|like\b|dr\b|one\b|some\b|your\b|their\b|our\b)"
    r"(?:[a-z-]+ ){0,2}?([a-z-]+))(?=$|,| (?:from|in|at|and|for|but|with|here|by)\b)"
)
_AM = re.compile(r"^I am\b")
_OWN = re.compile(r"(?:hi |hey |hello )?(?:i'm|i|my|we|i've|call me)\b")
# After "I hate small talk and": what follows has a subject and a verb of its own.
_NEW_SUBJECT = re.compile(
    r"(?:(?:the|a|an|his|her|their) )?(?!to\b|in\b|on\b|at\b|of\b)[\w'-]+(?: (?!to\b|in\b|on\b"
    r"|at\b|with\b)[\w'-]+){0,2}?"
    r"(?:'s (?:been|got|my|the|a)|(?: also| still| now| just| always)? (?:is|are|was|were|has|have"
    r"|isn't|aren't|will|keeps?|makes?|does|doesn't|can|can't|says?|wants?|needs?))\b"
)
_AM_A = re.compile(r"\W*i'm an? ")
_LISTS = re.compile(
    r"\b(?:speak|languages?|bilingual|trilingual|multilingual|goals?|hobbies|interests|kids"
    r"|children"
    r"|pets|allergies|cats|dogs|sons|daughters|boys|girls|twins|name|plan)\s*$"
)
# "I feel like I'm 80", "she says I'm lazy": the next subject belongs to this verb.
_HANGS = re.compile(
    r"\b(?:like|think|thinks|say|says|said|that|if|when|whenever|until|unless|whether|believe|claim"
    r"|claims|(?:told|tell|tells|telling) (?:\w+ ){0,2}\w+|wish|hope|imagine|pretend|dreamt"
    r"|dreamed|feels?|as though|why"
    r"|how|what|where"
    r"|who|once|before|after|than|assume|suppose|guess|sure|afraid|joke|lie|lied)$"
)
_DROPPED = (
    (
        re.compile(
            r"^(?:just |recently |finally |never |already )?(?:moved|landed a|cut out|gave up"
            r"|went (?:vegan|veggie|vegetarian|keto)(?! \w+ing)|got|quit|left(?!-)|started|adopted"
            r"|turned|lost"
            r"|retired(?! (?!in\b|at\b|from\b|last\b|this\b|early\b|after\b|when\b|to\b)[a-z])"
            r"|graduated|joined|signed up for|grew up|relocated|became|can't stand"
            r"|don't like"
            r"|don't eat|used to|was born|live in|lived in|work (?:as|at|for|in)"
            r"|want to|wanna|hope to|aim to|plan to|want my|love me some(?! more)|could (?:eat"
            r"|live on)|can't abide|don't (?:do|touch|drink)"
            r"|love (?!it|you"
            r"|this|that|letter|song|story|from|to you|and|is|poem|how)"
            r"|hate (?!it|speech|mail|crime|that|this)\w+ing|(?:already |currently )?(?:have"
            r"|got) an? [\w ]{2,25} (?:called|named)|can't have|have (?:two|three|four"
            r"|a (?:\w+ )?(?:kid|son|daughter|dog|cat|puppy|kitten|tortoise|rabbit|parrot|hamster"
            r"|husband|wife))"
            r"|speak (?:fluent|some|a little|both)|go to (?:the gym|yoga)|never eat"
            r"|prefer (?!not)|teach (?!me|us|him|her|them|yourself))\b"
        ),
        "I ",
    ),
    (
        re.compile(
            r"^(?:gone (?:vegan|veggie|vegetarian|keto|gluten[- ]free|off)|been (?:at|with|in"
            r"|living|nursing|driving|seeing my|working|vegan|vegetarian|married|single|a|an|on|off"
            r"|teaching|diagnosed|trying|dealing|having|to)|always (?:wanted|loved|hated))\b"
        ),
        "I've ",
    ),
    (re.compile(r"^was (?:diagnosed|raised|widowed|promoted|laid off|fired|hired)\b"), "I "),
    (
        re.compile(
            r"^(?:(?:currently|now|presently) an? |trying to|hoping to|planning to"
            r"|training for (?!new|staff|your"
            r"|the (?!.*(?:marathon|half|10k|5k|triathlon|ultra|race|ironman)))"
            r"|saving (?:up )?for|allergic to"
            r"|(?:a )?(?:big|huge|massive|not a) fan|originally from|living in|working (?:as|at"
            r"|for)|living (?:with|on|near)|back (?:living|in|at|home)|on (?:call|duty|keto"
            r"|a \w+ diet)|on \w+ for"
            r"|off (?:[a-z]+ (?:and|,|for)|dairy|gluten|sugar|meat|pork|alcohol|caffeine|carbs)"
            r"|(?:newly|recently|happily|freshly|just) (?:divorced|widowed|married|single|engaged"
            r"|separated"
            r"|retired|diagnosed|pregnant|qualified|vegan|vegetarian)"
            r"|(?:divorced|widowed|engaged|separated|newlywed)(?=$|,| (?:in|for|since|with|and|last"
            r"|this|at|two|three|a|\d)\b)|married(?=,| (?:in|since|last|this|at|two|three|\d)\b)"
            r"|single(?=,| (?:for|since|and|again)\b)"
            r"|(?:colou?r ?blind|diabetic|asthmatic|dyslexic|coeliac|celiac|left-handed|vegan"
            r"|vegetarian|teetotal"
            r"|autistic|epileptic|pregnant|unemployed|self-employed|pescatarian)(?=$|,| (?:since"
            r"|for|and|with|so|but)\b)"
            r"|studying (?!for|guide|tips)\w+|turning \d\d|saving|raised (?:in|by|on|speaking)"
            r"|newlyweds?|from (?!the\b|my\b|what\b|here\b|now\b|an?\b|this\b|that\b|there\b"
            r"|where\b|scratch\b|today\b|\d)\w+(?=$|,| but\b| and\b| originally\b)"
            r"|based (?:in|out of|near)|up (?:at|by) \d|obsessed with|(?:big|really"
            r"|so) into (?!the)|mad for|mad about (?!the)"
            r"|living out|recently single|separated from|prepping for|preparing for|studying for"
            r"|on (?:metformin|insulin|statins|levothyroxine|antidepressants)(?=$|,| (?:and|for"
            r"|since|so|now|but)\b)|single (?:mum|mom|dad|mother|father|parent)|married (?:to"
            r"|with|for)"
            r"|fluent in|retired \w+|\d{1,2} (?:years old|yo|y/o)|(?:\w+ )?(?:mother|father|mom"
            r"|mum|mam|dad"
            r"|parent|grandmother|grandfather|grandma|grandad|granddad|granny|nan) (?:of"
            r"|to) (?:an?\b|one"
            r"|two|three|four|five|six|seven|eight|nine|ten|\d|twins|triplets)"
            r"|starting (?:at|as|with|a new job|my new job|work)|working towards?|working on my"
            r"|mum of|dad of|learning \w+|born (?:in|and)|lactose intolerant|not (?:a|an|into)"
            r"|more into|into(?! (?:an?|the|my|our|this|that)\b))\b"
        ),
        "I'm ",
    ),
)
_HERE = re.compile(
    r"^(?P<v>(?!i'm|my|we|it|is|are)(?:[\w-]+ ){0,3}[\w-]+) here(?=$|,| and i|[.!-])"
)
_AS = re.compile(
    r"^(?:(?:and|so|well|hi|hey|hello|but)[,!]? )*(?:speaking )?(?:as"
    r"|being) (an? [^,]{3,60}?|[1-9]\d(?: years old)?)(?:,| (?=means\b|makes\b|i'd\b|i'm\b|i\b"
    r"|my\b|can\b|what\b|how\b|should\b"
    r"|could\b|where\b|do\b|is (?:it|there|this)\b))"
)


# "No, from Cardiff" says where a journey begins as often as where its writer does.
_OTHER_WAY = re.compile(r"(?:no|nope|nah),? from [\w' -]+$")


def _as_someone(text: str) -> str:
    """Return "as someone with asthma, can I" as "I have asthma, can I"."""
    low = flat(text)
    for pattern, subject in _AS_SOMEONE:
        if found := pattern.match(low):
            return subject + text[found.end() :]
    return text


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence, each with a subject of its own.

    >>> clauses("I'm Ayşe, 29, a nurse and live in Bonn")
    ["I'm Ayşe", "I'm 29", "I'm a nurse", 'I live in Bonn']
    """
    text = _as_someone(_contract(sentence.strip()))
    if _OTHER_WAY.match(flat(text)):
        return []
    if introduced := _AS.match(flat(text)):
        said = text[introduced.start(1) : introduced.end(1)]
        return [f"I'm {said}", *clauses(text[introduced.end() :])]
    if _WHAT_I.match(flat(text)):
        return [text]
    text = _with_subject(_lead_off(text))
    if here := _HERE.match(flat(text)):
        text = f"I'm {text[: here.end('v')]}{text[here.end() :]}"
    return [done for part in _split(text) if (done := _normal(part))]


def _split(text: str) -> list[str]:
    parts: list[str] = []
    current, start = "", 0
    for boundary in _BOUNDARY.finditer(text):
        rest = _lead_off(text[boundary.end() :].lstrip())
        low = flat(rest)
        piece = text[start : boundary.start()]
        head = flat(current or piece)
        if not boundary[0].strip() and not _OWN.match(head):
            continue
        if boundary[0].strip() not in (",", ";", "-") and _HANGS.search(flat(piece)):
            continue
        begins = _begin(head, low, boundary[0])
        if begins is None:
            continue
        parts.append(current + piece)
        current, start = begins, boundary.end()
    parts.append(current + text[start:])
    return parts


def _begin(head: str, rest: str, boundary: str) -> str | None:
    """Return what to set before the next clause; None if no clause begins."""
    if boundary.strip() == "who":
        return "I " if _AM_A.match(head) and _BARE_VERB.match(rest) else None
    if _SUBJECT.match(rest):
        return ""
    is_mine = bool(re.match(r"(?:\W*)(?:i\b|i'|we\b|we'|just |got |recently )", _lead_off(head)))
    if is_mine and _BARE_VERB.match(rest):
        # "I, like most people," compares.
        return None if rest.startswith("like ") and boundary.strip() == "," else "I "
    if re.match(r"\W*i'm\b", _lead_off(head)) and _COMPLEMENT.match(rest):
        return "I'm "
    if re.match(r"\W*(?:my name|this is|call me)", head) and _COMPLEMENT.match(rest):
        return "I'm "
    if is_mine and (subject := _dropped(rest)):
        return subject
    if boundary.strip() == ":" and _LISTS.search(head):
        return None
    if boundary.strip() in (";", ":", "-", "–", "—", "(", ")"):
        return ""
    if is_mine and boundary.strip(" ,") and _NEW_SUBJECT.match(rest):
        return ""
    return None


def _contract(text: str) -> str:
    text = _TWICE.sub(r"\1", text)
    return _CONTRACTED.sub(lambda found: _SHORT_FOR.get(found[0].lower(), found[0]), text)


def _lead_off(text: str) -> str:
    found = _LEAD.match(flat(text))
    return text[found.end() :] if found else text


def has_dropped(low: str) -> bool:
    """Say whether a text leaves its subject out."""
    return bool(_dropped(_lead_off(low)))


def _dropped(low: str) -> str:
    """Return the subject that a text leaves out, as it is to stand before it."""
    return next((subject for pattern, subject in _DROPPED if pattern.match(low)), "")


def _with_subject(text: str) -> str:
    """Return a text with the subject that it leaves out: "grew up in Hull" is "I grew up"."""
    if subject := _dropped(flat(text)):
        # A capital that only began the sentence makes no name.
        return subject + text[:1].lower() + text[1:]
    return text


def _normal(clause: str) -> str:
    clause = _lead_off(clause.strip(" ,;:-–—()")).strip(" ,;:-–—()")
    clause = _AM.sub("I'm", _with_subject(clause))
    low = flat(clause)
    if here := _HERE.match(low):
        clause, low = f"I'm {clause[: here.end('v')]}", f"i'm {here['v']}"
    if found := _ADVERBS.match(low):
        clause = f"{clause[: found.end(1)]} {clause[found.end() :]}"
        low = flat(clause)
    if (bare := _NO_ARTICLE.match(low)) and is_trade(bare[2]):
        clause = f"I'm a {clause[bare.start(1) :]}"
    return clause


def is_told(clause: str) -> bool:
    """Say whether a clause tells although it begins as a question: "what I love is tea"."""
    return bool(_WHAT_I.match(clause))


def opens_with_own(clause: str) -> bool:
    """Say whether a clause begins with the speaker."""
    return bool(_OWN.match(clause))
