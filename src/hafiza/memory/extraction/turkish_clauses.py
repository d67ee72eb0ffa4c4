"""Turkish: a sentence to clauses that end with their verb.

The person stands in the ending ("yaşıyorum"), so what follows an ending of the first person
begins a new clause, comma or not.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import KIN_TR, PETS_TR
from hafiza.memory.extraction.reading import flat

# What cannot be read as a possession of one's own, unlike "doktorum" and "kedim".
_STRONG = re.compile(
    r"(?:[\w']{2,}[iu]yoru[mz]|[\w']{2,}yordu[mk]|[\w']{2,}[dt][ae]y[iu]m|[\w']+l[iu]y[iu]m"
    r"|[\w']{2,}y[iu]m|[\w']+maktay[iu]m"
    r"|[\w']+m[iu]s[iu]m|[\w']+[ae]cag[iu]m|[\w']+[ae]ceg[iu]m|degilim|var|yok|[\w']+yizd?"
    r"|[\w']+bilir[iu]m"
    r"|istemiyorum|[\w']+amam|[\w']+emem|vejetaryenim|veganim|bekarim|emekliyim"
    # The aorist of verbs that no noun looks like, and what one did.
    r"|sev(?:er[iu][mz]|mem|meyiz)|bayil[iu]r[iu][mz]|hoslan(?:ir[iu]m|mam)|(?:ed|gid)er[iu][mz]"
    r"|etmem|gitmem|yemem|icmem|icerim|kullanmam|tuketmem|konusur[iu]m|bilirim|bilmem"
    r"|oynar[iu][mz]|dinler[iu]m|izler[iu]m|okurum|kosar[iu]m|yuzer[iu]m|yapar[iu][mz]"
    r"|kalkar[iu][mz]|yatar[iu][mz]|calisir[iu][mz]|uyurum|uyan[iu]r[iu]m|cikar[iu][mz]"
    r"|(?!(?:ad|ked|yard|derd|tad|kanad|kend|evlad|umud|vucud|ted|id|kayd|ded|abd|odd|find|sand)[iu][mk]$"
    r"|(?:ast|dost|ust|post|test|list|tost|kast)[iu]m$"
    r"|(?:op|tak|prak|didak|galak|ark|hap|sep|skep)tik$)"
    r"(?:[a-z']+d[iu][mk]|[a-z']+[fkhcp]t[iu][mk]|[a-z']+st[iu]m|(?:[bk][ae]s|sus|kus)t[iu]k))$"
)
_WEAK = re.compile(
    r"(?:[\w']+(?:m|k|z|yor|mis|mus|di|ti|du|tu|dir|tir|lar|ler)|var|yok|degil|lazim|misin|musun"
    r"|oner|yaz|soyle|ver|anlat|yap|bak|olsun|gerek|hazirla|goster|yardim et)$"
)
_JOINER = re.compile(
    r"(?:ve|ama|fakat|ancak|cunku|hem|lakin|yalniz|yani|oysa|ustelik|ayrica|sonra|o|bu|bi|bir"
    r"|bide|bide|simdi|artik|su)$"
)
_AFTER_STRONG = re.compile(r"(?:ben|dedi\w*|der|diy\w*|m[iu]|m[iu][ysd]\w*|gibi|iken)$")
# What still belongs to the verb before it, and begins no clause.
_PARTICLES = frozenset("de da ki ya valla be diye galiba herhalde iste zaten hani ben biz".split())
_TRAILING = re.compile(
    r"(?: (?:de|da|ki|ya|valla|vallahi|be|diye|iste|yani|hani|zaten|abi|kanka|hocam|canim|aslinda"
    r"|sonucta|haliyle|cunku))+$"
)
_SPEAKS = re.compile(
    r"(?:de[dr]\w*|dem[ei]\w*|diyor\w*|soyl\w*|sor[dua]\w*|yaz\w*|bagir\w*|dusun\w*|san[ıi]\w*|sandi\w*"
    r"|bil[id]\w*|anlat\w*|tuttur\w*|iddia|ima|cagir\w*|seslen\w*|tanit\w*|hitap|kandir\w*|yalan"
    r"|mesaj|yorum|gec[it]\w*|inan\w*|kabul|biri\w*|bir|kayit\w*)$"
)
_QUESTION_WORD = re.compile(
    r"(?:ne|neden|nicin|niye|nasil|nerede|nereden|nereye|hangi|kac|kim|sence|acaba|sen)$"
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


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence.

    >>> clauses("34 yaşındayım, hemşireyim ve Bonn'da yaşıyorum ne önerirsin")
    ['34 yaşındayım', 'hemşireyim', "Bonn'da yaşıyorum", 'ne önerirsin']
    """
    tokens = sentence.split()
    flats = [token.strip(",;:.()-–—!") for token in flat(sentence).split()]
    parts: list[list[str]] = [[]]
    is_asked = is_held = False
    for at, token in enumerate(tokens):
        parts[-1].append(token)
        is_asked = bool(_QUESTION_WORD.match(flats[at])) or (is_asked and len(parts[-1]) > 1)
        was_held, is_held = is_held, False
        break_ = _break_after(tokens, flats, at, len(parts[-1]))
        if break_ == "hold":
            is_held = True
        elif (
            break_ == "break"
            or (was_held and _ends_held(flats, at))
            or (is_asked and token[-1] == "," and at + 1 < len(tokens))
        ):
            parts.append([])
    joined = [_lead_off(_tail_off(" ".join(part).strip(" ,;:-–—()"))) for part in parts]
    return [one for one in joined if one]


def _ends_held(flats: list[str], at: int) -> bool:
    """Say whether a particle closes the clause of the verb before it."""
    is_quoted = flats[at] == "diye" and any(_SPEAKS.match(one) for one in flats[at + 1 : at + 4])
    return flats[at] in _PARTICLES and at + 1 < len(flats) and not is_quoted


def _break_after(tokens: list[str], flats: list[str], at: int, length: int) -> str:
    """Return "break" if a clause ends with a token, "hold" if with a particle after it."""
    token, low = tokens[at], flats[at]
    following = flats[at + 1] if at + 1 < len(tokens) else ""
    if not following or _ASKING.match(following):
        return ""
    if (
        at + 2 == len(tokens)
        and token[-1] not in ",;:)"
        and low not in ("var", "yok")
        and _WHERE.search(following)
    ):
        # "Mühendisim Logo'da": where one does it comes last.
        return ""
    is_marked = token[-1] in ",;:)" or following in ("-", "–", "—", "(")
    if low == "ben" and length > 1 and is_marked:
        return "break"
    if token[-1] == ":" and length < 4:
        return ""
    if token[-1] == "," and _begins_clause(tokens, flats, at + 1):
        return "break"
    if low in ("var", "yok") or (_STRONG.match(low) and len(low) > 3 and low != "yorum"):
        is_verb = low not in ("var", "yok") or following not in ("ben", "biz")
        if not is_marked and following in _PARTICLES and is_verb:
            return "hold"
        is_open = is_marked or not _AFTER_STRONG.match(following) or _JOINER.match(following)
        return "break" if is_open else ""
    is_joined = (is_marked or following in _CONJUNCTIONS) and len(low) > 3 and _WEAK.match(low)
    is_list = following == "ve" and _OWNED.match(low)
    return "break" if token[-1] in ";)" or (is_joined and not is_list) else ""


_ASKING = re.compile(r"m[iu](?:y|s|d|$)")


def _begins_clause(tokens: list[str], flats: list[str], at: int) -> bool:
    """Say whether a clause begins after a comma."""
    return bool(
        flats[at] in _ADDING
        or (len(flats[at]) > 5 and _STRONG.match(flats[at]))
        or _QUESTION_WORD.match(flats[at])
        or _asks_next(flats, tokens, at)
    )


def _asks_next(flats: list[str], tokens: list[str], start: int) -> bool:
    """Say whether what stands up to the next comma asks with a particle."""
    for at in range(start, min(len(tokens), start + 6)):
        if _PARTICLE.match(flats[at]) or _QUESTION_WORD.match(flats[at]):
            return True
        if tokens[at][-1] == ",":
            return False
    return False


_PARTICLE = re.compile(r"m[iu](?:y[iu][mz]|s[iu]n\w*|yd[iu]\w*)?$")
_TOLD = re.compile(
    r"\w{2,}(?:yoru[mz]|yor|[dt][iu][mk]?|m[iu]s|l[iu]y[iu]m|y[iu]m|[dt][iu]r)$|var$|yok$"
)


def before_question(clause: str) -> str:
    """Return what a clause tells before it begins to ask, "" if it only asks.

    >>> before_question("Bonn'da yaşıyorum ne yapsam")
    "Bonn'da yaşıyorum"
    """
    tokens = clause.split()
    flats = [one.strip(",;:.") for one in flat(clause).split()]
    asks = next(
        (
            at
            for at, low in enumerate(flats)
            if _PARTICLE.match(low) or (_QUESTION_WORD.match(low) and low != "sen")
        ),
        0,
    )
    if asks and _PARTICLE.match(flats[asks]):
        asks -= 1
    for at in range(asks - 1, 0, -1):
        if _TOLD.match(flats[at]):
            return " ".join(tokens[: at + 1])
    return ""


_OWNED = re.compile(rf"(?:{KIN_TR}|{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz)$")
_WHERE = re.compile(r"\w'[dt][ae]$")
_ADDING = frozenset(
    "hedefim amacim hayalim adim ismim yasim meslegim memleketim isim kizim oglum esim kedim "
    "kopegim bende "
    "bi bir-de bide ayrica ustelik ama fakat ancak cunku".split()
)
_CONJUNCTIONS = frozenset("ve ama fakat ancak cunku hem lakin oysa ustelik ayrica".split())


def _lead_off(text: str) -> str:
    found = _LEAD.match(flat(text))
    return text[found.end() :] if found else text


def _tail_off(text: str) -> str:
    found = _TRAILING.search(flat(text))
    return text[: found.start()] if found and not _TOO.search(flat(text)) else text


# "Kahveyi de" is a thing and "kahve seviyorum da" a verb: only the particle of a verb goes.
_TOO = re.compile(r"(?<![mzk]) (?:de|da)$")


_NOT_AFTER = r"ama|fakat|ve|cunku|ancak|isim|ofis\w*|okul\w*|esim|ailem|annem|babam"
_END = (
    r"(?=$|[,;!?.]| (?:ama|ve|cunku|fakat|bu|o|ya|ben|icin|nasil|ne|valla|bana|artik|su|simdi|zaten"
    r"|gecen|\d\S*|[\w']+(?:dan|den) beri|uzun|da|de|hem|diye)\b)"
)
_OPENS = r"(?:^|[,;:.!] ?|\b(?:ve|ama|cunku|ya|valla|zaten|o yuzden|fakat|yani|evet) )"
_SAID_AFTER = tuple(
    re.compile(
        rf"{opens}(?P<verb>(?:ben |biz |hala |artik |zaten )*"
        rf"(?P<how>(?:hic |cok |pek )*)(?:{verbs}))"
        rf"(?: (?:ben|biz|ya|valla|hala|artik|su an|ki))*,? "
        rf"(?P<rest>(?:(?!(?:{_QUESTION_WORD.pattern[:-1]}|{_NOT_AFTER})\b)[^\s,;!?.]+ ){{0,3}}?"
        rf"[^\s,;!?.]{{2,}}{case}){_END}"
    )
    for opens, verbs, case in (
        (
            r"\b",
            r"yas[iu]yoru[mz]|otur(?:uyoru[mz]|maktayim)|calis[iu]yoru[mz](?!,)|ikamet ediyoru[mz]"
            r"|dogdum|buyudum|okuyorum|[^\s,;!?.]+l[iu]k yap[iu]yoru[mz]",
            r"[dt][ae]",
        ),
        (
            _OPENS,
            r"tasindi[mk]|yerlesti[mk]|bayil[iu]r[iu]m|bayil[iu]yorum|alerjim var",
            r"[ae]",
        ),
        (
            _OPENS,
            r"sev(?:iyorum|erim|mem|miyorum|iyoruz|medim)|tutuyorum|tercih ederim",
            r"[iu]",
        ),
        (
            _OPENS,
            r"nefret ed(?:iyorum|erim)|hoslan(?:mam|m[iu]yorum|[iu]r[iu]m|[iu]yorum)",
            r"[dt][ae]n",
        ),
        (_OPENS, r"bil[iu]yorum|konusuyorum", r"c[ae](?:y[iu])?"),
    )
)


def inverted(sentence: str, low: str) -> list[str]:
    """Return the clauses whose verb comes first, with the verb at the end.

    >>> inverted("yaşıyorum ben Bonn'da", "yasiyorum ben bonn'da")
    ["Bonn'da yaşıyorum"]
    """
    found = []
    for pattern in _SAID_AFTER:
        for one in pattern.finditer(low):
            rest = sentence[one.start("rest") : one.end("rest")]
            found.append(f"{rest} {sentence[one.start('verb') : one.end('verb')]}")
    return found
