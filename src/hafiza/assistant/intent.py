"""What a message wants, read from its words alone: no model, no memory, no state.

Patterns are matched on folded text, so that Turkish typed without its letters reads the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hafiza.core.language import fold

Kind = Literal["recall", "question", "greeting", "statement"]

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*|[.!?…]+")
_SPACES = re.compile(r"\s+")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_GREETING = re.compile(
    r"(?:hi|hello|hey|good (?:morning|evening|afternoon|day)|greetings"
    r"|merhaba(?:lar)?|selam(?:lar)?|gunaydin|iyi (?:gunler|aksamlar|geceler))"
    r"(?: there| again| hafiza| tekrar| herkese)?"
)

_MY = r"\b(?:my|our)\b"
_RECALL_EN = _any(
    r"\bwhat (?:do|did|can|could|else do) you (?:still )?(?:remember|recall)\b",
    rf"\bwhat (?:do|did|else do) you (?:already )?know (?:about|of) (?:me\b|us\b|.*{_MY})",
    r"\bdo you (?:still |even )?(?:remember|recall)\b",
    rf"\bdo you (?:still )?know (?:who|what|where|when|how|which|if|whether)?.*(?:{_MY}|\bi\b)",
    r"^(?:so |and |ok |please )?(?:can|could|would) you (?:tell|remind) me"
    rf" (?:about )?(?:what|where|when|who|which|how old|of)?.*{_MY}",
    r"\b(?:what|when|where|which|how|who)\b.* (?:did|have|had) i (?:just |ever |already )?"
    r"(?:tell|told|say|said|mention|mentioned|talk|talked)\b",
    r"^(?:did|have|had) i (?:ever |already )?(?:tell|told|say|said|mention|mentioned)\b",
    r"\b(?:what|who|where|when|which|how old|how tall)(?:'s| is| was| are| were)"
    rf"(?: \w+){{0,2}} ?{_MY}"
    r"(?!.*\b(?:should|could|would|point|best|thinking|problem with|wrong|worth)\b)",
    rf"^(?:so |and )?(?:what|which)(?: \w+){{1,2}} (?:is|was|are|were) {_MY}",
    rf"^(?:so |and )?what(?:'s| is| was) the (?!point|problem|best|meaning)\w+ of {_MY}",
    rf"^(?:so |and )?(?:what|where|when|who|how)(?: \w+)? (?:do|does|did|will) (?:\w+ of )?{_MY}"
    r"(?! (?:\w+ ){0,2}(?:need|have to|mean|cost)\b)",
    r"\bwho am i(?! (?:talking|speaking|chatting|supposed))\b",
    r"\bwho i am\b.*\?",
    r"\bhow old am i\b",
    r"^what (?:\w+ )?(?:don't|can't|do not|cannot) i (?:like|eat|drink|want)\b",
    r"\bwhere (?:am|was) i (?:from|living|working|staying|going|travel|headed|planning)",
    r"\bwhere (?:do|did) i (?:live|work|study|come|grow|go|stay|keep|put|park|leave|move|meet|buy"
    r"|have)\b",
    r"\bwhen (?:do|did|was|am|will) i (?!get (?:paid|it)|need|have to)\w+",
    r"\bwhat am i (?:\w+ing\b|allergic|called|afraid|interested|good|known|scared|named)",
    r"\b(?:what|which)(?: \w+){0,3} (?:do|did|am|was|have|had) i"
    r" (?!do\b|need|have to|get|make|use|want to know|start|say|supposed|missing|doing wrong)\w+",
    r"\bwhat (?:do|did) i do"
    r"(?: for (?:a )?(?:living|work)| (?:on|last|yesterday|every|at work|before i))",
    r"\bhow (?:many|much|far|long|often)(?: \w+){0,3} (?:do|did|have|am) i"
    r" (?!need|have to|get|make|use)\w+",
    r"^(?:do|did) i (?:still |ever |also )?(?:like|love|prefer|hate|own|have|live|work|drink|eat"
    r"|drive|play|study|speak|enjoy)\b(?! to (?:pay|use|do|install)|.*\bright\b)",
    r"^(?:am|was) i (?:still |ever |once )?(?:allergic|married|single|divorced|engaged|vegetarian"
    r"|vegan|a |an )",
    r"^have i (?:ever |already |always )?(?:lived|worked|been|had|owned|kept|studied|visited)\b",
    r"^who (?:do|did) i (?:work|live|stay) (?:for|with)\b",
    r"\b(?:tell|remind) me (?:again )?(?:what|where|when|who|which|how old)(?: \w+)* (?:i|my)\b",
    r"\btell me (?:something |everything |all |what you know )?about (?:me|myself|my)\b",
    r"\bwhat(?:'s| is) (?:in|stored in) (?:your|my) memory\b",
)
_QUESTION_EN = _any(
    r"^(?:so |and |but |ok |well )?(?:what|who|whom|whose|where|when|why|how|which)\b(?!ever)",
    r"^(?:is|are|was|were|do|does|did|can|could|will|would|should|have|has|am|may) "
    r"(?:i|you|he|she|it|we|they|there|the|a|an|my|your|this|that|[a-z]+) ",
    r"^(?:tell|explain|describe|show|give|write|help|suggest|recommend)\b",
)
# "When my sister calls, ..." opens with a question word and states something.
_CLAUSE_EN = re.compile(
    r"(?:when|where|what|who|how|why)(?:ever)? (?:i|my|we|our|the|he|she|they)\b"
)

# Words that end like a possessive of the first person ("my ...") and are none.
_NOT_MINE = (
    r"(?:program|sistem|problem|yontem|donem|eylem|islem|bolum|cozum|resim|kurum|yorum|durum"
    r"|olum|yazilim|donanim|toplum|egitim|ogretim|bilim|iklim|tum|kim|hem|tamam|aksam|bayram"
    r"|kavram|anlam|adam|selam|atom|film|makam|rakam|reklam|bicim|secim|gecim|iletisim"
    r"|degisim|gelisim|ulasim|yasam|ekim|takim|yardim|akim|uretim|tuketim|yonetim|denetim"
    r"|tanim|yatirim|devrim|evrim|terim|birim|dilim|deprem|gundem|mucevher|islam|onem|zam"
    r"|ilim|olumlu|cam|mum|kum|tavsiyem|lutfen|sanirim|bence|ortam|donusum|baglam)"
)
_MINE = (
    rf"\b(?!{_NOT_MINE}(?:[iu]n?|[dt][ae]n?|[ae])?\b)"
    r"\w+(?:[aeiou]m|[aeiou]miz)(?:[iu]n|in|da|de|dan|den|a|e|i|u)?\b"
)
_ASK_TR = (
    r"(?:ne|neydi|nedir|neler|nelerdi|nelerden|neresi|neresiydi|nerede|nerelerde|neredeydi|nereden"
    r"|nereye|kim"
    r"|kimdi|kimdir|kimler|kac|kacti|nasildi|hangisi|hangisiydi|hangi|ne zaman|ne zamandi)"
)
# Present, past and future of the first person: "çalışıyorum", "gittim", "gidecektim".
_I_DO = (
    r"\b\w{2,}(?:[iu]yorum|[iu]yordum|[dt][iu]m|acaktim|ecektim|acagim|ecegim|[aiu]rdim|erdim"
    r"|yim|m[iu]stim|yordum|severim|hoslanirim|bilirim|icerim|yerim|kullanirim|tuttum)\b"
)
_MAY_TR = r"(?:m[aei]l[iy]|abil|ebil|sem\b|sam\b|sek\b|sak\b)"
_RECALL_TR = _any(
    r"\bne(?:ler|yi|leri)? hatirl(?:iyor|adin|arsin)",
    r"\bhatirl(?:iyor|ar) m[iu]",
    r"\bhatirladin m[iu]",
    r"\bhatirliyor musun",
    r"\b(?:hakkimda|hakkimizda|benimle ilgili|benim hakkimda)\b.*\b(?:ne|neler|bil|hatirl|anlat"
    r"|soyle)",
    rf"{_MINE}(?: \w+){{0,2}} (?:hakkinda|ile ilgili|konusunda)\b.*\b(?:ne|neler) (?:bil|hatirl"
    rf"|soyle|de[dm])",
    r"\b(?:sana|size)\b.*\b(?:ne|neler|neyi|hangi|nerede|kim|kac)\b.*"
    r"\b(?:de(?:di|mist)|soyle|anlat|bahset|yaz)",
    r"\b(?:ne|neler) (?:demistim|soylemistim|anlatmistim|anlattim|soyledim|dedim|konusmustuk"
    r"|konustuk)",
    r"\b(?:soyle(?:mis|di)|anlat(?:mis|ti)|de(?:mis|di)|bahset(?:mis|ti))m?i?k? mi(?:ydim|yim"
    r"|ydik)?\b",
    r"\b(?:soyledim|anlattim|dedim|bahsettim) mi\b",
    r"\bbeni (?:taniyor|hatirliyor|biliyor) m[iu]",
    r"\bben kimim\b|\bkimim ben\b|\bkim oldugumu\b.*\b(?:biliyor|hatirliyor|soyle)",
    r"\w+(?:[dt][iu]gim|lim|im|um|[iu]m)[iau]\b.* biliyor musun",
    rf"{_MINE}(?: \w+){{0,3}} {_ASK_TR}\b(?! (?:yapm|yapab|yapsa|olmal|almal|oner|dus))",
    rf"\b{_ASK_TR}\b(?: \w+){{0,3}} {_MINE} ?(?:var|yok|vardi|yoktu|oldu|olmustu)?(?: m[iu])?\s*\?",
    rf"\b{_ASK_TR}\b(?: \w+){{0,4}} {_I_DO}",
    r"\bkac yasindayim\b|\bnereliyim\b|\bneciyim\b|\bne is yap(?:iyor|ar)[du]*[iu]?m\b",
    rf"{_MINE}(?: \w+){{0,2}} (?:var|yok|vardi) m[iu]",
    r"\b(?:neye|nelere) alerj",
    r"\b(?:yasa|otur|calis|oku|kal)(?:dim|dum|tim|tum) m[iu]\b",
    r"[dt][ae] m[iu] (?:yasiyor|oturuyor|calisiyor|kaliyor|okuyor)d?um\b",
    r"\b(?:evli|bekar|nisanli|bosanmis|vegan|vejet[ae]ryen|ogrenci|emekli)"
    r" m[iu]y(?:d[iu]m|[iu]m)\b",
    r"\b(?:yiyor|iciyor|yasiyor|oturuyor|calisiyor|konusuyor) mu(?:yum|ydum)\b",
    rf"{_MINE}(?: \w+){{0,2}} (?:soyle|hatirlat)(?:r misin|yebilir misin)?\s*\?",
)
_NOT_RECALL_TR = _any(
    _MAY_TR,
    r"\bsenin (?:adin|ismin|isin|yasin)\b",
    r"\b(?:bilmiyorum|hatirlamiyorum|hatirliyorum|unuttum|dusunuyorum|istiyorum"
    r"|merak ediyorum)\s*[.!…]*$",
)
_QUESTION_TR = _any(
    r"\b(?:m[iu])(?:s[iu]n(?:[iu]z)?|y[iu]m|y[iu]z|yd[iu]\w*|ym[iu]s)?\s*\??$",
    r"\b(?:ne|neden|nicin|niye|nasil|nerede|nereden|nereye|neresi|kim|kimin|kac|hangi|nedir"
    r"|neydi)\b",
    r"\b(?:anlat|acikla|yaz|oner|soyle|ver)(?:ir misin)?\s*[.!]*$",
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a message wants.

    `kind` is `recall` for a question about what was told before or about the user's own facts,
    `question` for any other, `greeting` for nothing but a greeting, else `statement`.
    `tells` is whether some part of the message states something, so that it is worth recalling.
    """

    kind: Kind
    tells: bool


def read_intent(text: str, language: str) -> Intent:
    """Return what a message wants; a message of several sentences asks if one of them asks.

    >>> read_intent("Hello! I am Tom. What do you know about me?", "en")
    Intent(kind='recall', tells=True)
    """
    kinds = [sentence_kind(sentence, language) for sentence in sentences(text[:20_000])]
    tells = "statement" in kinds
    for kind in ("recall", "question"):
        if kind in kinds:
            return Intent(kind, tells)
    return Intent("statement" if tells or not kinds else "greeting", tells)


def sentence_kind(sentence: str, language: str) -> Kind:
    """Return what one sentence wants."""
    folded = _SPACES.sub(" ", fold(sentence)).strip().replace("’", "'")
    bare = folded.rstrip("?!.… ,")
    if _GREETING.fullmatch(bare.replace(",", "")) or not bare:
        return "greeting"
    asks = "?" in folded[len(bare) :]
    if language == "tr":
        return _turkish_kind(folded, bare, asks)
    return _english_kind(folded, bare, asks)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with their final marks; a dot inside a word ends none."""
    guarded = re.sub(r"(?<=\w)[.](?=\w)|(?<=\d)[.](?=\s?\d)", "\0", text)
    parts = (part.replace("\0", ".").strip() for part in _SENTENCE.findall(guarded))
    return [part for part in parts if part]


def _english_kind(folded: str, bare: str, asks: bool) -> Kind:
    is_question = asks or bool(_QUESTION_EN.search(bare) and not _CLAUSE_EN.match(bare))
    starts_as_order = re.match(r"(?:please )?(?:tell|remind) me\b|do you\b", bare)
    if (is_question or starts_as_order) and _RECALL_EN.search(folded):
        return "recall"
    return "question" if is_question else "statement"


def _turkish_kind(folded: str, bare: str, asks: bool) -> Kind:
    states = bool(_NOT_RECALL_TR.search(bare)) and not asks
    is_question = asks or (not states and bool(_QUESTION_TR.search(bare)))
    if is_question and _RECALL_TR.search(folded) and not _NOT_RECALL_TR.search(folded):
        return "recall"
    return "question" if is_question else "statement"
