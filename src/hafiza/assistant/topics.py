"""The words in which people tell what a personal question asks for.

"What is my job?" and "I am a nurse at Saint Mary's" share no word, and small embedders place them
barely nearer than chance; a short list of topics joins them. What a question asks for is read by
`hafiza.memory.extraction.asked`. Patterns are for folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hafiza.core.language import fold
from hafiza.memory.extraction.asked import subjects_asked


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of questions: how it is told, and words to search it with."""

    name: str
    told: re.Pattern[str]
    search: str


def _topic(name: str, told: str, search: str) -> Topic:
    return Topic(name, re.compile(told), search)


TOPICS = (
    _topic(
        "name",
        r"\bmy (?:\w+ )?name(?:'s| is| was)\b|\bcall me\b|\bi(?:'m| am) (?!a\b|an\b|the\b|in\b)\w+"
        r"|\b(?:adim|ismim)\b|\bben(?:im adim|im ismim)? \w+|\bbana \w+ de(?:r|yin|yebilir)",
        "my name is, I am, adım, ben",
    ),
    _topic(
        "work",
        r"\bi(?:'m| am|'ve| have)?(?: \w+)? (?:work|working|worked)\b|\bmy (?:job|work"
        r"|profession)\b"
        r"|\bi(?:'m| am) (?:\w+,? and i(?:'m| am) )?an? \w+|\b(?:employed|hired)\b"
        r"|\bcalis(?:iyorum|maya|tim)\b|\b(?:meslegim|isim|isyerim|isimi)\b|\bolarak (?:calis"
        r"|gorev)"
        r"|\b(?:\w+c[iu]y[iu]m|\w+menim|\w*muhendis\w*|doktorum|avukatim|hemsireyim|mimarim"
        r"|asciyim)\b",
        "my job is, I work as, I work at, işim, mesleğim, çalışıyorum",
    ),
    _topic(
        "home",
        r"\bi(?:'m| am|'ve| have)?(?: \w+)? (?:live|living|lived|moved|from)\b|\bmoved to\b"
        r"|\bmy (?:home|address|flat|house|city)\b"
        r"|\b(?:oturuyor|yasiyor|tasin|adresim|evim|memleketim|sehrim)\w*|\w+li?y[iu]m\b",
        "I live in, my home is, I moved to, oturuyorum, yaşıyorum, taşındım",
    ),
    _topic(
        "age",
        r"\byears old\b|\bi(?:'m| am) (?:\d+|twenty|thirty|forty|fifty|sixty)\b"
        r"|\byasinda(?:yim)?\b|\byasim\b",
        "I am years old, my age, yaşındayım",
    ),
    _topic(
        "birthday",
        r"\bbirthday\b|\bwas born\b|\bdogum gun|\bdogdum\b|\bdogumlu",
        "my birthday, I was born, doğum günüm, doğdum",
    ),
    _topic(
        "pet",
        r"\b(?:dog|cat|puppy|kitten|parrot|rabbit|hamster|fish|bird|turtle|pet|horse)s?\b"
        r"|\b(?:kope|kedi|kus|tavsan|balig|papagan|muhabbet kusu|kaplumbaga)\w*",
        "my pet, my dog, my cat, köpeğim, kedim",
    ),
    _topic(
        "taste",
        r"\bi (?:really |also |do )?(?:like|love|prefer|enjoy|adore)\b|\bmy favou?rite\b|\bhobb"
        r"|\bsev(?:erim|iyorum|digim)\b|\bhoslan|\bfavori|\btercih|\bhobi",
        "I like, my favourite, I prefer, severim, en sevdiğim",
    ),
    _topic(
        "studies",
        r"\b(?:stud(?:y|ied|ying)|university|degree|graduated)\b|\b(?:okuyorum|okudum"
        r"|universite|mezun)\w*",
        "I study, I studied at university, okuyorum, üniversite",
    ),
    _topic(
        "family",
        r"\bmy (?:wife|husband|partner|mother|father|mum|mom|dad|sister|brother|son|daughter"
        r"|children|kids|family|cousin|uncle|aunt)\b|\bmarried\b"
        r"|\b(?:esim|karim|kocam|annem|babam|ablam|abim|kardesim|oglum|kizim|cocug|ailem"
        r"|evliyim)\w*",
        "my family, my wife, my children, ailem, eşim, çocuklarım",
    ),
    _topic(
        "relationship",
        r"\b(?:married|engaged|divorced|widowed|single|in a relationship)\b"
        r"|\bmy (?:wife|husband|partner|girlfriend|boyfriend|fianc)\w*"
        r"|\b(?:evli|evlen|bosan|bekar|nisanlan|nisanli|sevgili|esim|karim|kocam)\w*",
        "I am married, my partner, we divorced, evliyim, eşim, boşandım",
    ),
    _topic(
        "travel",
        r"\b(?:trip|travel\w*|vacation|holiday|visit\w*|flight|flying)\b|\b(?:tatil|seyahat"
        r"|gezi|ucus)\w*",
        "my trip, travelling to, tatil, seyahat",
    ),
)
EVERYTHING = re.compile(
    r"\b(?:about|of) (?:me|myself|us)\b|\bwho am i\b|\bwhat do you (?:remember|know)$"
    r"|\bwhat (?:did|have) i (?:tell|told|say|said)(?: to)?(?: you)?(?: before| so far| yet)?$"
    r"|\bin (?:your|my) memory$|\b(?:hakkimda|benimle ilgili)\b|\bbeni (?:tani|hatirl|bil)"
    r"|\bben kimim\b|\bkim(?:im ben| oldugum)|^ne(?:ler)? (?:hatirl|bil)iyorsun"
    r"|\bsana ne(?:ler)? (?:de|soyle|anlat)\w+$"
)


def topics_asked(question: str) -> tuple[Topic, ...]:
    """Return the topics that a question asks for.

    >>> [topic.name for topic in topics_asked("İşim ne?")]
    ['work']
    """
    asked = subjects_asked(question)
    return tuple(topic for topic in TOPICS if topic.name in asked)


def asks_everything(question: str) -> bool:
    """Say whether a question asks for all that is known of the person."""
    return bool(EVERYTHING.search(fold(question).rstrip("?!. ")))


def tells(topic: Topic, text: str) -> bool:
    """Say whether a text tells something on a topic."""
    return bool(topic.told.search(fold(text)))
