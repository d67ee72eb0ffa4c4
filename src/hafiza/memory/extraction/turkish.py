"""Turkish: a sentence to clauses that end with their verb, and the rules that read them.

The person stands in the ending ("yaşıyorum"), so a rule that asks for the first person needs no
subject; what follows an ending of the first person begins a new clause, comma or not.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction import guards
from hafiza.memory.extraction.lexicon import KIN_TR, PETS_TR
from hafiza.memory.extraction.reading import Sentence, flat
from hafiza.memory.extraction.rules import Found, found_by
from hafiza.memory.extraction.turkish_jobs import job_of_copula
from hafiza.memory.extraction.turkish_rules import ANYWHERE, AT_CLAUSE
from hafiza.memory.extraction.turkish_values import TURKISH_KINDS, kin_name

# What cannot be read as a possession of one's own, unlike "doktorum" and "kedim".
_STRONG = re.compile(
    r"(?:[\w']{2,}[iu]yoru[mz]|[\w']{2,}yordu[mk]|[\w']{2,}[dt][ae]y[iu]m|[\w']+l[iu]y[iu]m"
    r"|[\w']{2,}y[iu]m|[\w']+maktay[iu]m"
    r"|[\w']+m[iu]s[iu]m|[\w']+[ae]cag[iu]m|[\w']+[ae]ceg[iu]m|degilim|var|yok|[\w']+yizd?"
    r"|[\w']+bilir[iu]m"
    r"|istemiyorum|[\w']+amam|[\w']+emem|vejetaryenim|veganim|bekarim)$"
)
_WEAK = re.compile(
    r"(?:[\w']+(?:m|k|z|yor|mis|mus|di|ti|du|tu|dir|tir|lar|ler)|var|yok|degil|lazim|misin|musun"
    r"|oner|yaz|soyle|ver|anlat|yap|bak|olsun|gerek|hazirla|goster|yardim et)$"
)
_JOINER = re.compile(
    r"(?:ve|ama|fakat|ancak|cunku|hem|lakin|yalniz|yani|oysa|ustelik|ayrica|sonra|o|bu|bi|bir"
    r"|bide|bide|simdi|artik|su)$"
)
_AFTER_STRONG = re.compile(
    r"(?:ben|diye|dedi\w*|der|diyor\w*|m[iu]\w*|ki|de|da|sadece|valla|ya|be|ki|hala|su|artik|aslen"
    r"|cok|gibi|iken|galiba|herhalde)$"
)
_LEAD = re.compile(
    r"^(?:(?:merhaba(?:lar)?|selam(?:lar)?|slm|mrb|hey|iyi (?:gunler|aksamlar|geceler)|gunaydin"
    r"|bu arada|aslinda|acikcasi|sey|ya|yani|evet|hayir|yok|ayrica|bir de|bi de|bide|ustelik|hem"
    r"|hem de|pardon|kusura bakma\w*|ozur dilerim|ve|ama|fakat|ancak|cunku|simdi|artik|su an"
    r"|su anda"
    r"|tamam|peki|valla|vallahi|tabii|tabi|ee|hmm|haa?|oncelikle|kisaca|ama ben|maalesef"
    r"|ne yazik ki"
    r"|malum|bildigin gibi|bilirsin|sonucta|dogrusu|itiraf edeyim|gercekten|o yuzden|bu yuzden"
    r"|bu nedenle|yalniz|not|hala|halen|tesekkurler|sagol|memnun oldum|bilgin olsun|unutma"
    r"|unutmadan|soyleyeyim|benden bahsedeyim|kendimi tanitayim)[,:.]? )+(?=\S)"
)
_OF_SEVERAL = re.compile(
    r"\b(?:buyugu|kucugu|ortancasi|buyugun ad[iu]|kucugun ad[iu]|buyuk olan|kucuk olan"
    r"|buyugunun adi"
    r"|kucugunun adi|biri|digeri|oteki)(?: da| de| ise)? (?P<v>[\w']+)"
)
_PASSING = re.compile(
    r"\b(?:tatil\w*|hafta ?sonu\w*|gezi\w*|is icin|seyahat\w*|kadar|bugun|yarin|toplanti\w*"
    r"|haftaya|ziyaret\w*)\b"
)
_AT_HOME = re.compile(r"\bevde (?:ben )?hem\b")
_FIGURE = re.compile(
    r"\b(?:evde ben hem|evde hem|evin|ailenin|resmen|adeta|sanki|gibi|bu gece|bu aksam|mecazen|nevi"
    r"|bir bakima|galiba|neredeyse|hayalimde|icimde|ruhen|kendi kendi\w*)\b"
)


def read_turkish(sentence: Sentence, read: str) -> list[Found]:
    """Return what a Turkish sentence says of the user; `read` is the part to be read."""
    low = flat(read)
    found: list[Found] = []
    if re.search(r"\b(?:cocu|kizim|oglum|kardes|ikiz|kiz\b)", low):
        for one in _OF_SEVERAL.finditer(low):
            names = kin_name(read[one.start("v") : one.end("v")])
            found += [Found("family", name) for name in names]
    parts = clauses(read)
    reported = max(
        (n for n, one in enumerate(parts) if guards.is_reported_tr(flat(one))), default=-1
    )
    for at, clause in enumerate(parts):
        flat_clause = flat(clause)
        if at <= reported:
            continue
        found += found_by(ANYWHERE, clause, flat_clause, TURKISH_KINDS)
        is_asked = guards.asks_tr(flat_clause)
        if is_asked or (sentence.is_question and at == len(parts) - 1):
            if at == len(parts) - 1 and guards.is_tag(flat_clause):
                return []
            continue
        followed = flat(parts[at + 1]) if at + 1 < len(parts) else ""
        found += found_by(AT_CLAUSE, clause, flat_clause, TURKISH_KINDS)
        if not _FIGURE.search(flat_clause) and not _AT_HOME.search(low):
            found += [
                Found("occupation", job) for job in job_of_copula(clause, flat_clause, followed)
            ]
    if _PASSING.search(low):
        # "Londra'dayım bu hafta sonu" tells of a stay.
        found = [one for one in found if one.confidence > 0.6 or one.slot != "location"]
    return found


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence.

    >>> clauses("34 yaşındayım, hemşireyim ve Bonn'da yaşıyorum ne önerirsin")
    ['34 yaşındayım', 'hemşireyim', "Bonn'da yaşıyorum", 'ne önerirsin']
    """
    tokens = sentence.split()
    parts: list[list[str]] = [[]]
    for at, token in enumerate(tokens):
        parts[-1].append(token)
        low = flat(token.strip(",;:.()-–—!"))
        following = flat(tokens[at + 1].strip(",;:.")) if at + 1 < len(tokens) else ""
        if not following or re.match(r"m[iu](?:y|s|d|$)", following):
            continue
        is_marked = token[-1] in ",;:)" or following in ("-", "–", "—", "(")
        if low == "ben" and len(parts[-1]) > 1 and is_marked:
            low = flat(parts[-1][-2])
        if token[-1] == ":":
            continue
        if token[-1] == "," and following in _ADDING:
            parts.append([])
        elif (_STRONG.match(low) and len(low) > 3 and low != "yorum") or low in ("var", "yok"):
            if is_marked or not _AFTER_STRONG.match(following) or _JOINER.match(following):
                parts.append([])
        elif token[-1] in ";)" or (
            (is_marked or following in _CONJUNCTIONS)
            and _WEAK.match(low)
            and len(low) > 3
            and not (following == "ve" and _OWNED.match(low))
        ):
            parts.append([])
    joined = [_lead_off(" ".join(part).strip(" ,;:-–—()")) for part in parts]
    return [one for one in joined if one]


_OWNED = re.compile(rf"(?:{KIN_TR}|{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz)$")
_ADDING = frozenset("bi bir-de bide ayrica ustelik ama fakat ancak cunku".split())
_CONJUNCTIONS = frozenset("ve ama fakat ancak cunku hem lakin oysa ustelik ayrica".split())


def _lead_off(text: str) -> str:
    found = _LEAD.match(flat(text))
    return text[found.end() :] if found else text
