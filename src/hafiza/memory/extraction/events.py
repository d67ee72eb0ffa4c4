"""Episodes and knowledge: what happened, and what is worth keeping that fills no slot."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from hafiza.memory.extraction import guards
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.english_clauses import clauses as english_clauses
from hafiza.memory.extraction.lexicon import KIN_EN, KIN_EN_MANY, KIN_TR
from hafiza.memory.extraction.reading import Sentence, flat
from hafiza.memory.extraction.turkish import clauses as turkish_clauses
from hafiza.memory.extraction.turkish_guards import is_reported
from hafiza.memory.extraction.when import find_times_in_any

MAX_STATEMENT_CHARACTERS = 300
_ACTED_EN = re.compile(
    r"^(?:i|we)(?:'ve| have)? (?:just |finally |recently )?(?!was |were |had to|thought|wanted"
    r"|knew|felt|said|told"
    r"|asked|tried|needed|liked|loved|hated|used|lived|worked|forgot|guess|heard|read|saw that"
    r"|noticed|wondered|did\b|had a question)"
    r"(?P<v>went|ran|got|bought|sold|moved|met|started|finished|won|lost|broke|had|visited"
    r"|travell?ed|flew|drove|graduated"
    r"|passed|failed|joined|quit|left|adopted|celebrated|attended|gave|made|took|saw|climbed"
    r"|hiked|swam|cooked|baked|built"
    r"|published|launched|signed|booked|interviewed|watched|played|performed|gave birth|became"
    r"|proposed|planted|fixed"
    r"|completed|arrived|returned|came back|crashed|fell|hurt|injured|sprained|applied|presented"
    r"|organi[sz]ed|hosted"
    r"|spent|retired|received|donated|learned|tore|caught|rode|wrote|painted|cycled|skied|camped"
    r"|danced|sang)\b"
)
_PLANNED_EN = re.compile(
    r"^(?:i|we)(?:'m|'re|'ll| will|'m going to|'re going to"
    r"| am going to)+ (?:be )?(?P<v>(?:going|flying|travell?ing|moving|visiting"
    r"|getting married|starting|running|meeting|having|taking|attending|leaving|seeing|hosting"
    r"|giving|presenting"
    r"|turn(?:ing)?|go|fly|travel|move|visit|start|run|meet|attend|leave|celebrate|graduate|have"
    r"|take)\b)"
)
_MY_EVENT_EN = re.compile(
    r"^(?:my|our) (?:\w+ ){0,3}(?:wedding|birthday|exam|interview|surgery|operation|appointment"
    r"|flight|trip|graduation"
    r"|anniversary|due date|marathon|deadline|holiday|vacation|move|party|final|defen[sc]e"
    r"|recital|concert)(?:'s| is| was)\b"
)
_TIME_EN = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|last|next|this (?:morning|afternoon|evening|week"
    r"|weekend|month|year|summer"
    r"|winter|spring|fall|autumn)|ago|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|in (?:january|february|march|april"
    r"|may|june|july|august|september|october|november|december|\d{4})|(?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)"
    r"|first|finally|just|recently|weekend)\b"
)
_ACTED_TR = re.compile(
    r"(?:^|\s)(?!(?:adim|kedim|egitim|yardim|tanidim|dedim|sandim|istedim|sevdim|bildim|sordum"
    r"|unuttum|anladim|denedim"
    r"|dusundum|merak ettim|hatirladim|okudum|baktim|gordum ki|evladim|kanadim|hadim"
    r"|duydum)\b)\w{2,}[dt][iu][mk](?: ben)?$"
)
_PLANNED_TR = re.compile(r"\w+(?:[ae]cag[iu][mz]|[ae]ceg[iu][mz]|[iu]yoru[mz])$")
_MY_EVENT_TR = re.compile(
    r"\b(?:dugunum|dogum gunum|sinavim|mulakatim|ameliyatim|randevum|ucusum|mezuniyetim"
    r"|yil ?donumumuz|toplantim"
    r"|tatilim|maratonum|dugunumuz|tezim)\w*\b.*(?:var|olacak|\w+da|\w+de|yarin|bugun)$"
)
_TIME_TR = re.compile(
    r"\b(?:dun|bugun|yarin|gecen|gectigimiz|onumuzdeki|gelecek|bu (?:sabah|aksam|hafta|ay|yil"
    r"|sene|yaz|kis)|once|haftaya"
    r"|seneye|ilk kez|ilk defa|ilk|sonunda|az once|(?:19|20)\d\d|ocak\w*|subat\w*|mart\w*"
    r"|nisan\w*|mayis\w*|haziran\w*"
    r"|temmuz\w*|agustos\w*|eylul\w*|ekim\w*|kasim\w*|aralik\w*|pazartesi|sali gunu|carsamba"
    r"|persembe|cuma|cumartesi"
    r"|hafta ?sonu)\b"
)
_BIG = re.compile(
    r"\b(?:married|wedding|engaged|divorced|born|birth|died|funeral|graduat\w+|surgery|operation"
    r"|accident|fired|hired|promoted"
    r"|moved|marathon|won|lost|broke|first|baby|pregnan\w+|hospital|evlen\w+|dugun\w*"
    r"|nisanlan\w*|bosan\w*|dogdu\w*|dogum"
    r"|oldu|vefat|cenaze|mezun\w*|ameliyat\w*|kaza\w*|kovul\w*|terfi\w*|tasin\w*|maraton\w*"
    r"|kazan\w*|kaybet\w*|ilk|bebek\w*"
    r"|hastane\w*|ise basladim|istifa)\b"
)
_OTHERS_EN = re.compile(
    rf"^(?:my|our) (?:\w+ ){{0,2}}?(?:{KIN_EN}|{KIN_EN_MANY}|friends?|best friend|boss|manager"
    rf"|neighbou?rs?|roommate|flatmate|colleagues?"
    r"|coworkers?|teacher|doctor|parents|family|team|landlord|ex|company|partner|dog"
    r"|cat)(?:,? \w+)?(?:'s)? (?!and i\b)\w+"
)
_OTHERS_TR = re.compile(
    rf"^(?:benim )?(?:(?:{KIN_TR})(?:um|im|m|umuz|imiz|muz|miz|lar[iu]m)|arkadasim"
    rf"|en yakin arkadasim|patronum|mudurum|komsum|ev arkadasim"
    r"|is arkadasim|ogretmenim|doktorum|ailem|ev sahibim|kuzenim|kedim"
    r"|kopegim)(?:[iu]n)?(?= )(?! (?:ve|ile) ben\b).*"
    r"(?:[iu]yor|[aeiu]r|[dt][iu]|m[iu]s|var|yok|[dt][iu]r|mis|[a-z]{3,}|li|lu|yasinda)$"
)
_KNOWN_EN = re.compile(
    r"^(?:remember|keep in mind|note|please remember|don't forget|for future reference"
    r"|just so you know)(?: that|,|:)? .{8,}"
)
_KNOWN_TR = re.compile(r"\b(?:unutma|aklinda (?:olsun|tut)|bilgin olsun|not al)\b")
_SAID_BY_ASSISTANT = re.compile(
    r"^(?:i(?:'d| would)? (?:recommend|suggest|advise)|i'll (?:remind|keep|remember|send|prepare"
    r"|write|check|help you with)"
    r"|you should (?:try|visit|read|see|consider)|my (?:name|favou?rite|recommendation) (?:is"
    r"|would be)|i'm an? (?:\w+ ){0,3}assistant"
    r"|.*\b(?:oneririm|oneriyorum|tavsiye ederim|hatirlatacagim|hatirlatirim|gonderecegim"
    r"|hazirlayacagim|tavsiyem|onerim"
    r"|asistaniyim|deneyebilirsin|okumalisin|izlemelisin|gitmelisin)\b)",
    re.IGNORECASE,
)


def happened(sentence: Sentence, read: str, said: datetime) -> list[Claim]:
    """Return the episodes a sentence of the user tells, with their time if it names one."""
    if sentence.is_question and not re.search(r"[,;]", read):
        return []
    low = flat(read)
    is_told = bool(_TIME_EN.search(low)) and any(
        _is_event_en(flat(part), low) for part in english_clauses(read)
    )
    if not is_told and _TIME_TR.search(low) and not is_reported(low):
        is_told = any(
            _is_event_tr(flat(part))
            for part in turkish_clauses(read)
            if not guards.asks_tr(flat(part))
        )
    if not is_told:
        return []
    since, until = time_of(read, said)
    return [
        Claim(
            kind="episode",
            slot="",
            value="",
            statement=sentence.said[:MAX_STATEMENT_CHARACTERS],
            since=since,
            until=until,
            importance=8 if _BIG.search(low) else 5,
            confidence=0.8,
        )
    ]


def _is_event_en(clause: str, sentence: str) -> bool:
    if _MY_EVENT_EN.match(clause) or _PLANNED_EN.match(clause):
        return True
    return bool(_ACTED_EN.match(clause)) and not sentence.startswith(("when i was", "used to"))


def _is_event_tr(clause: str) -> bool:
    if _MY_EVENT_TR.search(clause) or _ACTED_TR.search(clause):
        return True
    planned = _PLANNED_TR.search(clause)
    if not planned:
        return False
    if planned[0].endswith(("yorum", "yoruz")):
        return bool(
            re.search(
                r"\b(?:yarin|haftaya|onumuzdeki|gelecek|seneye|bu (?:aksam|hafta ?sonu))\b", clause
            )
            and re.search(r"(?:gid|uc|tasin|basl|evlen|kos|bulus|katil|don|gel)\w*$", planned[0])
        )
    return True


def knowledge(sentence: Sentence, read: str) -> list[Claim]:
    """Return what the user tells of people and things around, if it is worth keeping."""
    low = flat(read)
    if sentence.is_question or not 8 <= len(low) <= 400:
        return []
    is_told = (
        (
            (" my " in f" {low}" or " our " in f" {low}")
            and any(_OTHERS_EN.match(flat(part)) for part in english_clauses(read))
        )
        or bool(_KNOWN_EN.match(low))
        or bool(_KNOWN_TR.search(low))
        or (not guards.asks_tr(low) and bool(_OTHERS_TR.match(low)))
    )
    if not is_told:
        return []
    importance = 6 if _BIG.search(low) or _KNOWN_EN.match(low) or _KNOWN_TR.search(low) else 4
    return [
        Claim(
            kind="user_knowledge",
            slot="",
            value="",
            statement=sentence.said[:MAX_STATEMENT_CHARACTERS],
            importance=importance,
            confidence=0.7,
        )
    ]


def said_by_assistant(sentences: list[Sentence]) -> list[Claim]:
    """Return what the assistant recommended, promised or said of itself; two at most."""
    found = [
        Claim(
            kind="assistant_knowledge",
            slot="",
            value="",
            statement=one.said[:MAX_STATEMENT_CHARACTERS],
            importance=3,
            confidence=0.6,
        )
        for one in sentences[:40]
        if not one.is_question and _SAID_BY_ASSISTANT.match(flat(one.read))
    ]
    return found[:2]


def time_of(text: str, said: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when what a text tells begins and ends, by the first time that it names."""
    spans = find_times_in_any(text, said)
    return (spans[0].start, spans[0].end) if spans else (None, None)


_SINCE = re.compile(
    r"\b(?:since (?!i was|childhood)|last (?:week|month|year|spring|summer|fall|autumn|winter"
    r"|\w+day)|yesterday|ago\b"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:19|20)\d\d)"
    r"|this (?:week|month|year)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|beri\b|gecen "
    r"|dun\b|once\b|yildir\b|aydir\b"
    r"|senedir\b|(?:19|20)\d\d)"
)


_LASTING = frozenset(
    "location employer occupation relationship pet diet health family language schedule"
    " likes".split()
)


def dated(claim: Claim, text: str, said: datetime) -> Claim:
    """Return a claim of a fact with the time since, or until, it holds, if the text names one."""
    if claim.slot not in _LASTING or not _SINCE.search(flat(text)):
        return claim
    start, end = time_of(text, said)
    if start is None or start > said:
        return claim
    if claim.holding == "holds":
        return replace(claim, since=start)
    if claim.holding == "ended":
        return replace(claim, until=min(end or said, said))
    return claim
