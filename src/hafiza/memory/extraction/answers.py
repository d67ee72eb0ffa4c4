"""Short answers to the assistant's questions: "What's your name?" - "Tom"."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.english import read_english
from hafiza.memory.extraction.english_values import ENGLISH_KINDS
from hafiza.memory.extraction.lexicon import (
    AGES_EN,
    AGES_TR,
    CONDITIONS_TR,
    DIETS_TR,
    NOT_NAMES,
    PETS_EN,
    PETS_TR,
)
from hafiza.memory.extraction.lexicon_health import (
    CONDITIONS_EN,
    DIETS_EN,
)
from hafiza.memory.extraction.reading import Sentence, flat, sentences
from hafiza.memory.extraction.rules import Found
from hafiza.memory.extraction.trades import any_job
from hafiza.memory.extraction.turkish_names import name_tr
from hafiza.memory.extraction.turkish_places import known_stem
from hafiza.memory.extraction.turkish_things import things_tr, uninflected
from hafiza.memory.extraction.turkish_values import TURKISH_KINDS
from hafiza.memory.extraction.values import KINDS, languages, organisation, place, thing

MAX_WORDS = 8
_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        (
            "name",
            r"\byour (?:first |full )?name\b|whom? am i (?:talking|speaking|chatting)"
            r"|whom? do i have|(?:call|address) you\b"
            r"|\b(?:adin|ismin|adiniz|isminiz)\b|sana nasil hitap|size nasil hitap|kiminle",
        ),
        ("age", r"how old are you\b|your age\b|kac yasinda|yasin kac|yasiniz kac"),
        (
            "hometown",
            r"(?:where )?(?:are|do) you (?:originally )?(?:come )?from|home ?town"
            r"|where were you born"
            r"|where did you grow up|nereli|memleket|nerede (?:dogdu|buyudu)",
        ),
        (
            "location",
            r"where (?:do you|are you|you're) (?:currently )?(?:live|living|based|located)"
            r"|(?:tell me|know) where you (?:are|live)|you don't live anywhere|where you(?:'re"
            r"| are)"
            r" (?:based|located|writing)|your (?:city|location|town|area)\b"
            r"|(?:what|which) (?:city|town|country|area) (?:are|do) you|where are you\b(?! from)"
            r"|nerede (?:yasiyor|oturuyor|ikamet)|hangi (?:sehir|il|semt|ulke|ilce)|neredesin",
        ),
        (
            "employer",
            r"(?:which|what) (?:company|employer|firm|organi[sz]ation|chain|hospital|school|bank"
            r"|shop|store"
            r"|university|airline|studio|agency)|where do you work"
            r"|who do you work for"
            r"|your employer|hangi (?:sirket|firma|kurum)|nerede calis|kimin icin calis",
        ),
        (
            "occupation",
            r"what do you do\b|your (?:job|occupation|profession|line of work)|for a living"
            r"|what (?:kind|sort) of work|what'?s your role|ne is yap|meslegin|isin ne"
            r"|ne ile mesgul|ne yapiyorsun",
        ),
        (
            "language",
            r"(?:what|which|how many) (?:other )?languages? (?:do|can|are|did|have) (?:you|u)\b"
            r"|languages? you (?:speak|know)|hangi dil\w* (?:\w+ )?(?:konus|bil)|kac dil"
            r"|native language|ana dilin"
            r"|anadilin",
        ),
        ("pet", r"\bpets?\b|evcil|what kind of (?:dog|animal)|hayvan(?:in|iniz|lar)"),
        (
            "family",
            r"(?:names? of your (?:kids|children|wife|husband|partner))|your (?:son|daughter"
            r"|wife|husband|partner)'?s name"
            r"|cocuklarinin ad|(?:esinin|kizinin|oglunun|kardesinin) ad|who do you live with"
            r"|kiminle yasi",
        ),
        ("diet", r"diet|dietary|vegetarian|vegan|food restrictions|beslenme|yemedigin"),
        (
            "health",
            r"allerg|alerji|medical condition|health (?:issue|condition|problem)|saglik (?:sorun"
            r"|durum)|hastalig",
        ),
        (
            "relationship",
            r"are you (?:married|single|in a relationship)|marital|relationship status|evli mi"
            r"|bekar mi|medeni",
        ),
        (
            "dislikes",
            r"(?:what|which|anything|any) (?!allerg)[\w ]{0,30}(?<!or foods )(?:don'?t you like"
            r"|you (?:dislike|hate|don'?t like|avoid))"
            r"|sevmedig|hoslanmadig|nefret ettig",
        ),
        (
            "likes",
            r"hobb|what do you (?:like|enjoy|love)|favou?rite|(?:what"
            r"|which) [\w ]{0,25}do you (?:like|enjoy|prefer|love)"
            r"|interests|free time|ilgi alan|en sevdig|neler? sev|ne yapmayi sev|nelerden hoslan"
            r"|neden hoslan|hosuna gid|bos zaman|favori|ne tur",
        ),
        (
            "schedule",
            r"(?:when|what time|which days|what days) do you (?:usually|normally|typically|wake"
            r"|get up|work"
            r"|train|exercise|go to (?:bed|sleep|work))|your (?:work |sleep )?schedule",
        ),
        (
            "goal",
            r"your (?:main |biggest )?(?:goal|aim|dream)|what (?:are you|do you want) (?:hoping"
            r"|trying|to achieve)"
            r"|hedefin|amacin|hayalin",
        ),
    )
)
_LEAD = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|sure|ok|okay|well|um|hmm|oh|it'?s|its|just|i'?d say|mostly"
    r"|probably|a|an|evet|tabii"
    r"|tabi|sey|ee|peki|tamam|ben|benim|adim|ismim|sadece|genelde|cogunlukla|hi|hello|merhaba"
    r"|selam|hey"
    r"|my name is|the name's|my name's|as an?|in|from|at|for|bir|hayir|no)[,:.!]? )+(?=\S)"
)
_FILLING = re.compile(
    r"(?:(?:oh|ah|haha\w*|lol|ok|okay|sure|hi|hello|hey|right|well|hmm+|um|yes|yeah|fine"
    r"|good question"
    r"|sorry|thanks|thank you|great|cool|fair enough|of course|nice|true|evet|tabii?|peki|tamam"
    r"|merhaba"
    r"|selam|hmm)[ ,!]*)+"
)
_ASKS_BACK = re.compile(r"\b(?:and|how about|what about) (?:you|yourself|yours)\b")


def _turned(text: str) -> str:
    """Return what an assistant says of itself as if said to the user: "call me" is "call you"."""
    text = re.sub(r"\b(?:i'm|i am)\b", "are you", text)
    return re.sub(r"\bmy\b", "your", re.sub(r"\b(?:i|me)\b", "you", text))


_NOTHING = re.compile(
    r"(?:no|nope|none|nothing|same|depends|various|nowhere|everywhere|not really|nah|n/a|never"
    r"|i don'?t|i'd|i'll|rather not|yok|hayir|hic"
    r"|hicbir\w*|bilmiyorum|bosver"
    r"|gerek yok|fark etmez|whatever|anything|why|what|how|you|neden|niye|ne|sen|idk|not sure"
    r"|secret|guess|can you|could|please"
    r"|thanks|thank you|tesekkur\w*|sagol|sana ne|onemli|soylemem|olmaz|later|sonra|skip|gec)\b"
)
_VERBS = re.compile(
    r"\b(?:i|is|are|was|were|do|does|can|could|would|should|will|give|tell|make|write|help|the"
    r"|misin|musun|yapar|yaz|oner"
    r"|soyle|ver|anlat|degil|lazim)\b"
)
_YES = re.compile(
    r"^(?:yes|yeah|yep|yup|correct|right|exactly|sure|i am|i do|evet|aynen|dogru|oyle|evt)\b"
)
_ONLY_YES = re.compile(
    _YES.pattern.removeprefix("^")
    + r"(?:,? (?:i am|i do|indeed|yes|yeah|that's right|that's me|correct|right|exactly|of course"
    r"|sure"
    r"|it is|i have|we do|we are|absolutely|definitely|evet|oyleyim|oyle|tabii?|aynen))*[,!]*"
)
_YOU_EN = (
    (
        re.compile(
            r"^(?:so |and |then )?are you (?!sure|looking|asking|trying|interested|going"
            r"|planning|ok|ready|talking|there|free)(?P<v>.+)"
        ),
        "I'm ",
    ),
    (
        re.compile(
            r"^(?:so |and |then )?do you (?P<v>(?:live|work|speak|have|like|love|eat|enjoy"
            r"|follow|own) .+)"
        ),
        "I ",
    ),
)


def answer(turn_text: str, before_text: str) -> list[Found]:
    """Return what a turn answers to the questions of the assistant's turn before it."""
    asked = [one.read for one in sentences(before_text[-1500:]) if _asks(one)]
    said = sentences(turn_text[:600])
    if not asked or not said or said[0].is_question:
        return []
    question = flat(" ".join(asked[-2:]))
    if _ASKS_BACK.search(question):
        # "You can call me anything. And you?" asks what the assistant just said of itself.
        question += " " + _turned(flat(before_text[-300:]))
    slots = [slot for slot, pattern in _ASKED if pattern.search(question)]
    text = said[0].read
    if len(said) > 1 and _FILLING.fullmatch(flat(text)):
        text = said[1].read
    if _ONLY_YES.fullmatch(flat(text)):
        return _confirmed(asked[-1])
    lead = _LEAD.match(flat(text))
    text = text[lead.end() :] if lead else text
    if not slots or _NOTHING.match(flat(text)):
        return []
    pieces = [text] if len(slots) == 1 else re.split(r", ", text)
    if slots[0] in ("location", "hometown"):
        pieces = re.split(r", ", text)
    found: list[Found] = []
    for slot in slots[:3]:
        for piece in pieces:
            read = _READERS[slot](piece.strip())
            if read:
                found += [Found(slot, value, confidence=0.8) for value in read]
                break
    return found


def _asks(one: Sentence) -> bool:
    return one.is_question or bool(
        re.search(
            r"\b(?:tell me|let me know|share) (?:\w+ )?(?:your|where|what|which|how)\b",
            flat(one.read),
        )
    )


def _confirmed(question: str) -> list[Found]:
    low = flat(question)
    for pattern, subject in _YOU_EN:
        if (found := pattern.match(low)) and " or " not in low:
            claim = subject + question[found.start("v") :]
            return read_english(Sentence(claim, claim, False), claim)
    if (diet := re.search(rf"\b({DIETS_TR}) m[iu]s[iu]n", low)) is not None:
        return [Found("diet", question[diet.start(1) : diet.end(1)])]
    if (state := re.search(r"\b(evli|bekar|nisanli) m[iu]s[iu]n", low)) is not None:
        return [Found("relationship", question[state.start(1) : state.end(1)])]
    if lives := re.search(r"(\S+[dt][ae]) m[iu] (?:yasiyor|oturuyor)s[iu]n", low):
        place_said = TURKISH_KINDS["place_before"](question[lives.start(1) : lives.end(1)])
        return [Found("location", value) for value in place_said]
    return []


def _short(text: str, most: int = 5) -> bool:
    return 0 < len(text.split()) <= most and not _VERBS.search(flat(text))


def _name(text: str) -> list[str]:
    first = text.split(",")[0].strip()
    first = re.sub(r" (?:will do|is fine|works|please|would be (?:fine|great))$", "", first)
    first = re.sub(r" (?:de|deyin|derler|diyebilirsin\w*|deyebilirsin\w*|yeter|olsun)$", "", first)
    first = re.sub(r"^(?:dr|mr|mrs|ms|prof)\.? ", "", first, flags=re.IGNORECASE)
    if not _short(first, 3):
        return []
    found = name_tr(first) or KINDS["said_name"](first)
    return found if flat(found[0] if found else "i") not in NOT_NAMES else []


def _age(text: str) -> list[str]:
    found = re.match(rf"(?:{AGES_EN}|{AGES_TR})\b", flat(text))
    if not found or re.search(r"\b(?:minutes|dakika|weeks|people|kisi)\b", flat(text)):
        return []
    return KINDS["age"](text[: found.end()])


def _place(text: str) -> list[str]:
    text = re.sub(r"^(?:based in|living in|live in|from|in|near|aslen) ", "", text, flags=re.I)
    first = text.split()[0] if text else ""
    if stem := known_stem(first.strip(",.")):
        further = place(text)
        return (
            further if further and flat(further[0]).startswith(flat(first.strip(",."))) else [stem]
        )
    return place(text) if len(text.split(",")[0].split()) <= 4 else []


def _job(text: str) -> list[str]:
    first = next((one.strip() for one in text.split(",") if not re.search(r"\d", one)), "")
    lowered = re.sub(r"(?i)\b(?:y[ıiuü]m)$", "", first)
    if not _short(lowered, 5):
        return []
    return any_job(re.sub(r"^(?:i'm |I'm )", "", lowered))


def _employer(text: str) -> list[str]:
    first = text.split(",")[0].strip()
    if not _short(first, 5):
        return []
    found = organisation(first) or organisation(f"a {first}")
    if found:
        return [re.sub(r"'\w+$", "", found[0])]
    return (
        [re.sub(r"'\w+$", "", first)]
        if len(first.split()) <= 2 and flat(first) not in NOT_NAMES
        else []
    )


def _pieces(text: str) -> list[str]:
    if not _short(text, MAX_WORDS):
        return []
    return thing(text)


def _likes(text: str) -> list[str]:
    if not _short(text, MAX_WORDS):
        return []
    if not text.isascii():
        return things_tr(text, "object")
    return thing(text)


def _health(text: str) -> list[str]:
    if found := _known(CONDITIONS_EN + "|" + CONDITIONS_TR)(text):
        return found
    pieces = _pieces(text)
    return [uninflected(one, "to") if not one.isascii() else one for one in pieces]


def _known(pattern: str) -> Callable[[str], list[str]]:
    compiled = re.compile(rf"\b(?:{pattern})(?!\w{{4}})")

    def read(text: str) -> list[str]:
        found = compiled.search(flat(text))
        return [text[found.start() : found.end()]] if found else []

    return read


def _pet(text: str) -> list[str]:
    low = flat(text)
    named = re.search(
        rf"\b(?P<k>{PETS_EN}|{PETS_TR})s?(?:,? (?:named|called|whose name is)|,)? (?P<v>[^\s,]+)",
        low,
    )
    if named and (said := ENGLISH_KINDS["kin_name"](text[named.start("v") : named.end("v")])):
        return [f"{text[named.start('k') : named.end('k')]} {said[0]}"]
    return _known(f"{PETS_EN}|{PETS_TR}")(text)


def _names(text: str) -> list[str]:
    return ENGLISH_KINDS["names"](text) or TURKISH_KINDS["names_tr"](text)


def _when(text: str) -> list[str]:
    told = re.search(r"\d|\b(?:morning|evening|night|noon|afternoon|weekend|\w+day)", flat(text))
    return KINDS["phrase"](text) if told and len(text.split()) <= MAX_WORDS else []


_READERS: dict[str, Callable[[str], list[str]]] = {
    "name": _name,
    "age": _age,
    "hometown": _place,
    "location": _place,
    "employer": _employer,
    "occupation": _job,
    "language": languages,
    "pet": _pet,
    "family": _names,
    "diet": _known(f"{DIETS_EN}|{DIETS_TR}"),
    "health": _health,
    "relationship": _known(
        "married|single|divorced|engaged|widowed|evli|bekar|nisanli|bosanmis|dul|in a relationship"
    ),
    "dislikes": _likes,
    "likes": _likes,
    "schedule": _when,
    "goal": lambda text: KINDS["phrase"](text) if 1 < len(text.split()) <= MAX_WORDS else [],
}
