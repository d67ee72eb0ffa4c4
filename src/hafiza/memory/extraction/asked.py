"""What a question asks of the user's profile, and of which time. Pure functions, no model.

Patterns are for folded text, Turkish and English side by side, so that Turkish typed without its
letters reads the same. A subject is what a question is about in a wide sense ("my job"), a slot
what it wants filled: "What food do I like?" is about taste, but no list of likes answers it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

from hafiza.core.language import fold, lower
from hafiza.memory.extraction.kinds import kinds_named

if TYPE_CHECKING:
    from hafiza.memory.extraction.when import TimeSpan

Tense = Literal["now", "past", "ever", "at"]
MAX_QUESTION_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """The slots that a question asks for, the most telling first, and about which time.

    `past` is before now, or before `event` ("before I moved to Izmir"); `at` is within the span
    `at`, or while `event` lasted ("when I lived in Izmir"). `event` is folded words. `kinds` are
    stems that narrow a slot of many values: "do I have a cat" asks for cats alone. `first` asks
    for the earliest.
    """

    slots: tuple[str, ...] = ()
    tense: Tense = "now"
    at: TimeSpan | None = None
    event: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: bool = False


def _p(*patterns: str) -> str:
    return "|".join(patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # At the first question, not at import: together they take 20 ms, and many runs ask nothing.
    return re.compile(pattern)


_WHICH = r"(?:(?:current|new|old|previous|former|last|first|latest|present|next|own|ex) )?"
_DID = r"(?:do|did|am|was|have|had|could|can)"
_LIVE_TR = (
    r"(?:otur(?:uyord?um|dum|mustum|urdum|dugum\w*)|yas(?:iyord?um|adim|amistim|ardim|adigim\w*)"
    r"|kaliyord?um)"
)
_WORK_TR = r"calis(?:iyord?um|tim|mistim|irdim|tigim\w*)"
_ASK_TR = r"\b(?:adi|ismi|isimleri|adlari|kim|kimler|kac|hangi|ne|neler|var m[iu]|vardi|vardir)\b"

# Slots by how their values are asked for. The order of a row's slots is the order of answering.
_SLOT_QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("name",),
        _p(
            r"\bmy (?:first |last |full |own |middle )?(?:sur)?name\b|\bwho (?:am i|i am)\b",
            r"\bam i called\b|\b(?:adim|ismim|soyadim)(?:i|in)?\b|\bkim(?:im| oldugum)",
        ),
    ),
    (
        ("age",),
        _p(
            r"\bhow old (?:am|was) i\b|\bmy age\b",
            r"\bkac yasinda(?:yim|ydim)\b|\byasim(?:i|in)?\b",
        ),
    ),
    (
        ("occupation", "employer"),
        _p(
            rf"\bmy {_WHICH}(?:job|jobs|work|occupation|profession|career)\b"
            r"|\b(?:what|which|any|many)(?: \w+)? jobs?\b.* i\b",
            r"\b(?:isim|isimi|isimde|isimle|isimden|islerim\w*)\b(?! soyle)",
            r"\bhangi is(?:te|ler\w*)\b",
        ),
    ),
    (
        ("occupation",),
        _p(
            r"\bwhat (?:do|did) i do(?: (?:for a living|for work|professionally|now|before"
            r"|previously|these days|earlier|back then))*\s*(?:\?|$)",
            r"\b(?:do|did) i (?:do )?for (?:a living|work)\b",
            rf"\bwhat (?:do|did|am|was|have) i (?:been )?work(?:ing|ed)? as\b|\b{_DID} i work as\b",
            r"\bmeslegim\w*|\bneci(?:yim|ydim)\b|\bne is yap(?:iyord?um|arim|tim|mistim|ardim)\b"
            rf"|\bne olarak {_WORK_TR}|\bhangi meslek\w*",
        ),
    ),
    (
        ("employer",),
        _p(
            r"\b(?:where|who|which|what)\b.* i (?:ever |last |now |been )?work(?:ed|ing)?\b(?! as)",
            rf"\b(?:where|who|which|what)\b.* {_DID} i (?:\w+ )?working\b(?! as)",
            rf"\bmy {_WHICH}(?:employers?|company|workplace|boss)\b",
            rf"\b(?:nerede|nerelerde|kimin yaninda|hangi (?:sirket|firma|kurum|yer|banka)\w*)\b"
            rf"(?: \w+){{0,2}} {_WORK_TR}",
            r"\b(?:isyer|is yer|isveren|sirket)im\w*",
        ),
    ),
    (
        ("location",),
        _p(
            rf"\b(?:where|which|what)\b.* {_DID} i (?:ever |now |been )?"
            r"(?:liv(?:e|ed|ing)|stay(?:ed|ing)?|resid(?:e|ed|ing)|based)\b",
            r"\bwhere(?:'s| is| was) my (?:home|house|flat|apartment)\b"
            rf"|\bmy {_WHICH}(?:city|home(?! ?town)|address)\b",
            r"\bwhere\b.* i (?:live|lived|stay|stayed)\b"
            r"|\b(?:do|did|have) i (?:ever |still )?lived?\b"
            r"|\bwhere (?:did|have) i (?:just |last )?move",
            rf"\b{_LIVE_TR}\b",
            r"\b(?:ev|adres|sehr)im(?:i|in|iz)?\b|\bnere(?:ye|den) tasin(?:dim|mistim)\b",
        ),
    ),
    (
        ("hometown",),
        _p(
            r"\bwhere (?:am|do) i (?:\w+ )?(?:come )?from\b|\bmy (?:home ?town|birthplace)\b"
            r"|\bwhere (?:was|did) i (?:born|grow up)\b",
            r"\b(?:nereli(?:yim|ydim)|memleketim\w*)\b|\bnerede (?:dogdum|buyudum)\b",
        ),
    ),
    (
        ("relationship",),
        _p(
            r"\b(?:am|was) i (?:\w+ )?(?:married|single|divorced|engaged|widowed|seeing|dating"
            r"|in a relationship)\b|\bmy (?:relationship|marital|civil) status\b",
            r"\b(?:do|did) i have a (?:wife|husband|partner|girlfriend|boyfriend|fiancee?|spouse)",
            r"\b(?:evli|bekar|nisanli|bosan\w+|dul|sevgili\w*) m[iu](?:y[iu]m|yd[iu]m)?\b"
            r"|\b(?:medeni hal|iliski durum)\w*",
            r"\b(?:esim|sevgilim|nisanlim|karim|kocam) var m",
        ),
    ),
    (
        ("language",),
        _p(
            rf"\blanguages? {_DID} i\b|\b(?:do|can) i speak\b|\bmy (?:native|mother|first) "
            r"(?:tongue|language)",
            r"\b(?:hangi|kac) dil\w*\b.*(?:konus|bil)\w*(?:m|im)\b|\bana dilim\w*",
        ),
    ),
    (
        ("family",),
        _p(
            r"\b(?:do i have|have i|what|who|how many|which|tell me|about|remember|know)\b.*"
            r"\b(?:my family|siblings|children|kids)\b",
            r"\bailem\w*|\bcocuk\w* var m|\bkac (?:cocu|kardes)\w*",
            r"\b(?:what|who)(?:'s| is| are| was| were)\b.* my (?:\w+ )?(?:sister|brother|mother"
            r"|father|son|daughter|mum|mom|dad|aunt|uncle|cousin|wife|husband|partner|fiancee?"
            r"|girlfriend|boyfriend)s?(?:(?:'s?)? names?| called)",
            r"\b(?:who is|do i have (?:a|any)) (?:my )?(?:sister|brother|son|daughter)",
            r"\b(?:esim|sevgilim|nisanlim|karim|kocam)(?:in)?\b(?: \w+)? (?:adi|ismi|kim)\b",
            r"\b(?:kardes|abla|abi|agabey|anne|baba|ogl|kiz|teyze|amca|dayi|hala|kuzen)\w*m(?:in)?\b"
            r"(?: \w+)? (?:adi|ismi|kim|var m)",
        ),
    ),
    (
        ("pet",),
        _p(
            r"\b(?:do|did|have|which|what|who|how many|any)\b.*\bpets?\b|\bmy pets?\b",
            r"\b(?:do|did) i (?:\w+ )?(?:have|own|keep)(?: \w+){0,2} "
            r"(?:dog|cat|bird|rabbit|hamster|fish|parrot|turtle|horse)s?\b",
            r"\bwhat(?:'s| is| was| are| were)? (?:the name of )?my (?:\w+ )?"
            r"(?:dog|cat|bird|rabbit|hamster|fish|parrot|turtle|horse)s?"
            r"(?:'s?)?(?: names?| called|\?|$)",
            r"\bevcil hayvan",
            rf"\b(?:kope|kedi|kus|tavsan|papagan|balig|kaplumbaga)\w*m\w*\b(?: \w+)? {_ASK_TR}",
            r"\b(?:kac|hangi) (?:\w+ )?(?:kope|kedi|kus|tavsan|papagan|balig|kaplumbaga)\w*m\b",
            r"\bhow many (?:dog|cat|bird|rabbit|hamster|fish|parrot|turtle|horse)\w*\b.* i\b",
        ),
    ),
    (
        ("likes",),
        _p(
            r"\bwhat (?:else )?(?:do|did) i (?:like|love|enjoy|prefer)"
            r"(?: (?:doing|to do))?\s*(?:\?|$)",
            r"\bmy (?:hobbies|hobby|interests)\b",
            r"\b(?:ne|neler|neleri|nelerden|neyi)\b(?: \w+)? (?:sev|hoslan)\w+m\b|\bhobilerim\w*",
        ),
    ),
    (
        ("dislikes",),
        _p(
            r"\bwhat (?:do|did) i (?:dislike|hate|not like|loathe)\b",
            r"\bwhat (?:\w+ )?don't i like\b",
            r"\b(?:ne|neler|neleri|nelerden|neyi)\b(?: \w+)? (?:sevm|hoslanm|nefret)\w+m\b",
        ),
    ),
    (
        ("diet",),
        _p(
            r"\bmy diet\b|\b(?:am|was) i (?:a |an )?(?:\w+ )?(?:vegan|vegetarian|pescatarian)\b"
            r"|\b(?:what|which)\b.* (?:don't|can't|do not|cannot) i eat\b"
            r"|^(?:do|did) i (?:\w+ )?eat \w+|\bkind of diet\b"
            r"|\bwhat am i not (?:eating|allowed to eat)",
            r"\b(?:vegan|vejetaryen|vejeteryan|pesketaryen)\w* m[iu](?:y|\b)|\bdiyet(?:im|te)\w*"
            r"|\bne(?:ler|leri|yi)? (?:yemiyor|yemem)\w*|\bet yiyor muy\w*|\bbeslenme \w+m\b"
            r"|\bnasil besleniyor(?:du)?m",
        ),
    ),
    (
        ("health",),
        _p(
            r"\ballergic\b|\bmy (?:allerg|health|illness|disease|condition)\w*"
            r"|\b(?:do|did) i have (?:\w+ )?(?:allerg|disease|illness|condition)\w*",
            r"\balerji\w*|\bhastali\w*\b|\bsaglig?[ki]\w*m\b|\brahatsizligim\w*",
        ),
    ),
    (
        ("goal",),
        _p(
            r"\bmy (?:\w+ )?(?:goal|aim|dream|plan|resolution)s?\b"
            r"|\bwhat (?:do|did) i (?:want|hope|plan|intend) to (?:do|achieve|become|be)\b",
            r"\b(?:hedef|amac|hayal|plan)(?:im|lerim|larim)\w*",
        ),
    ),
)

# Subjects: the slots they hold, and the words that name them without asking for a slot.
_SUBJECTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("name", ("name",), ""),
    (
        "work",
        ("occupation", "employer"),
        r"\b(?:job|work|works|working|occupation|profession|career|employer|for a living)\b"
        r"|\b(?:isim|isimi|isimde|isimle|isimden|isyerim|meslegim\w*|calistigim\w*)\b"
        r"|\bcalisiyorum\b|\bne is yap",
    ),
    (
        "home",
        ("location", "hometown"),
        r"\bmy (?:city|home|address|flat|house)\b|\bwhere am i (?:living|stay)"
        r"|\b(?:evim|adresim|sehrim)\w*",
    ),
    ("age", ("age",), ""),
    (
        "birthday",
        (),
        r"\bbirthday\b|\bwhen was i born\b|\bdogum gunum\w*|\bne zaman dogdum",
    ),
    ("pet", ("pet",), r"\bpets?\b"),
    (
        "taste",
        ("likes", "dislikes"),
        r"\b(?:like|likes|love|favou?rite|prefer|enjoy|hobby|hobbies)\b"
        r"|\b(?:sev(?:erim|iyorum|digim)\w*|hoslan|favori|tercih|hobi|hobilerim)",
    ),
    (
        "studies",
        (),
        r"\b(?:stud(?:y|ies|ied|ying)|university|degree|school)\b|\b(?:oku(?:yorum|dum|lum)"
        r"|universite|bolumum)\w*",
    ),
    (
        "family",
        ("family",),
        r"\b(?:family|siblings|children|kids)\b|\b(?:ailem|cocuk|kardesler)\w*",
    ),
    ("relationship", ("relationship",), r"\bmarried\b|\bevli miyim\b"),
    (
        "travel",
        (),
        r"\b(?:trip|travel\w*|vacation|holiday)\b|\b(?:tatil|seyahat|gezi)\w*",
    ),
    ("language", ("language",), ""),
    ("diet", ("diet",), ""),
    ("health", ("health",), ""),
    ("goal", ("goal",), ""),
)
_JOB_TR = re.compile(r"\biş(?:im|yer|te|ler)")

# "Where does my brother work?" is about him: no turn on the user's own work answers it.
_OF_ANOTHER = _p(
    r"\b(?:does|did|is|was|has|will|how old) (?:is |was )?(?:my|our) (?:\w+ )?(?:sister|brother"
    r"|mother|father|mum|mom|dad|son|daughter|wife|husband|partner|girlfriend|boyfriend|friend|boss"
    r"|colleague|neighbou?r|cousin|uncle|aunt|teacher|boy|girl|grandm\w+|grandf\w+)s?\b",
    r"\b(?:abla|abi|agabey|kardes|anne|baba|ogl|kiz|es|kari|koca|sevgili|nisanli|arkadas|patron"
    r"|komsu|kuzen|teyze|amca|dayi|hala|dede|nine|ogretmen|meslektas)\w*[iu]?m\b.*"
    r"(?:iyor|uyor|miydi|mi|mu|du|di|ti|tu|acak|ecek|yasinda)\b",
)
_FIRST = r"\bmy (?:very )?first (?!name)|\bfirst (?:live|work)|\bilk\b"
_EVER = _p(
    r"\bever\b|\bso far\b|\ball (?:the|my|of my)\b|\b(?:which|what|where|how many)\b.*\bhave i\b",
    r"\b(?:simdiye|bugune) (?:kadar|dek)\b|\bnerelerde\b|\bhic\b"
    r"|\bhangi (?:\w+ )?\w+l[ae]r\w*\b.*(?:[dt][iu]m|\boldu)\b",
)
_PAST = _p(
    r"\b(?:before|previously|formerly|used to|in the past|earlier|back then|once)\b",
    r"\bmy (?:old|former|previous|last|ex)\b|\bex-",
    r"\b(?:did|was) i (?!say\b|tell\b|mention\b)\w+",
    r"\b(?:daha once|once(?:den|leri|ki)?|eskiden|eski|evvel\w*|gecmiste|bir zamanlar)\b",
    r"\b(?:otur|yas|kal|calis)\w*(?:uyordum|iyordum|urdum|ardim|irdim|mistim|mustum|dum|tim)\b"
    r"|\b(?:yasadim|neciydim|yasindaydim|muydum|miydim)\b",
)
# What only says when something was told: the fact itself is asked for as it is now.
_TOLD = _p(
    r"\b(?:did|have|had) i (?:just |ever |already )?(?:say|said|tell|told|mention\w*)\b",
    r"\b(?:daha once|az once|once)? ?(?:sana )?(?:soyle|anlat|de|bahset)(?:mis|di|ti|mem)\w*"
    r"(?: m[iu]y\w+)?",
    r"\b(?:do|did) you (?:still )?(?:remember|know|recall)\b",
)
_NOW_WORDS = frozenset("today now tonight currently bugun simdi bu aksam".split())
_BEFORE_EVENT = _p(
    r"\bbefore (?!that\b|this\b|now\b|then\b|it\b)(?P<en>[^?,.]+)",
    r"(?P<tr>[^?,.]+?\w+m[ae]d[ae]n (?:once|evvel)|(?<![\w'])(?!bun|on|sun)[\w']+[dt][ae]n"
    r" (?:once|evvel))\b",
)
_DURING_EVENT = _p(
    r"\b(?:when|while) i (?:was |still |had |an? )*(?P<en>(?:liv|work|stay|stud|dat|married|single"
    r"|engaged)\w*[^?,.]*)",
    r"(?P<tr>[^?,.]+?\w+(?:iyorken|uyorken|[aeiu]rken))\b",
)
_EVENT_STOP = frozenset(
    "i we moved move moving came come went go got get getting joined join started start living"
    " lived live working worked work was were becoming became become to in at for the a an my as"
    " with here there bir bu ben benim nerede hangi ne kim once evvel is ise iste isine sehirde"
    " sehre".split()
)
_EVENT_VERB_TR = (
    r"(?:tasin|gel|git|gec|basla|gir|katil|ayril|otur|yasa|yas|calis|ol|al)\w*"
    r"(?:m[ae]d[ae]n|rken|yorken)$"
)
_ALIKE = {"evlen": ("evli", "married"), "married": ("evli",), "divorced": ("bosan",)}

_OF_KINDS = frozenset({"pet", "family", "relationship", "health"})


def slots_asked(question: str, language: str, now: datetime) -> Asked:
    """Return which profile slots a question asks for and about which time; none: no slots.

    `now` is when it is asked: what "last month" is counted from.

    >>> from datetime import UTC
    >>> slots_asked("Daha önce nerede yaşıyordum?", "tr", datetime(2026, 3, 1, tzinfo=UTC))
    Asked(slots=('location',), tense='past', at=None, event=(), kinds=(), first=False)
    """
    question = question[:MAX_QUESTION_CHARACTERS]
    folded = _folded(question)
    event, tense, rest = _event(folded)
    slots = _slots(rest, question)
    if not slots:
        return Asked()
    kinds = kinds_named(rest) if not _OF_KINDS.isdisjoint(slots) else ()
    first = bool(_compiled(_FIRST).search(rest))
    span = _span(question, language, now)
    if span is not None:
        return Asked(slots, "at", span, (), kinds, first)
    if event:
        return Asked(slots, tense, None, event, kinds, first)
    return Asked(slots, "ever" if first else _tense(rest), None, (), kinds, first)


def subjects_asked(question: str) -> tuple[str, ...]:
    """Return what a question is about, by the names of subjects: slots it asks for and wider.

    >>> subjects_asked("İşim ne?")
    ('work',)
    """
    question = question[:MAX_QUESTION_CHARACTERS]
    folded = _folded(question)
    slots = set(_slots(folded, question))
    if not slots and _compiled(_OF_ANOTHER).search(folded):
        return ()
    named = {name for name, _, words in _SUBJECTS if words and _compiled(words).search(folded)}
    return tuple(name for name, held, _ in _SUBJECTS if name in named or not slots.isdisjoint(held))


def _folded(question: str) -> str:
    return " ".join(fold(question).replace("’", "'").split())


def _slots(folded: str, question: str) -> tuple[str, ...]:
    rows = [slots for slots, pattern in _SLOT_QUESTIONS if _compiled(pattern).search(folded)]
    # Folding makes "işim" (my job) and "isim" (name) one; the letters tell them apart.
    if _JOB_TR.search(lower(question, "tr")):
        rows = [slots for slots in rows if slots != ("name",)]
    # "Where did I work in my last job?" wants what is asked for most exactly.
    rows.sort(key=len)
    return tuple(dict.fromkeys(slot for slots in rows for slot in slots))


def _tense(folded: str) -> Tense:
    folded = _compiled(_TOLD).sub(" ", folded)
    if _compiled(_EVER).search(folded):
        return "ever"
    return "past" if _compiled(_PAST).search(folded) else "now"


def _span(question: str, language: str, now: datetime) -> TimeSpan | None:
    # Its grammars take longer to load than most questions to answer, and few are asked of a time.
    from hafiza.memory.extraction.when import find_times

    for span in find_times(question, language, now):
        if fold(span.text) not in _NOW_WORDS and span.start <= now:
            return span
    return None


def _event(folded: str) -> tuple[tuple[str, ...], Tense, str]:
    """Return the words of an event that bounds the time, the tense, and the question without."""
    tenses: tuple[tuple[str, Tense], ...] = (
        (_BEFORE_EVENT, "past"),
        (_DURING_EVENT, "at"),
    )
    for pattern, tense in tenses:
        if found := _compiled(pattern).search(folded):
            words = _event_words(found["en"] or found["tr"])
            rest = f"{folded[: found.start()]} {folded[found.end() :]}".strip()
            if words and rest:
                return words, tense, rest
    return (), "now", folded


def _event_words(clause: str) -> tuple[str, ...]:
    words = [word.split("'")[0] for word in re.findall(r"[\w']+", clause)]
    kept = [w for w in words if w not in _EVENT_STOP and not _compiled(_EVENT_VERB_TR).match(w)]
    alike = [
        other for w in kept for stem, same in _ALIKE.items() if w.startswith(stem) for other in same
    ]
    return tuple(dict.fromkeys([*kept, *alike]))
