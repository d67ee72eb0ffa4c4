"""Cleaners for Turkish values: endings cut off, so that "Ankara'ya" and "Ankara'da" are one."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.lexicon import (
    JOBS_TR,
    LANGUAGES,
    NAMES,
    NATIONALITIES,
    NOT_NAMES,
    PLACES,
    PLACES_LONG,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.values import KINDS

_EDGES = " \t,;:.!?\"_-–—()*"
_STRONG_CASE = re.compile(r"(?:[dt][ae]n|[dt][ae])$")
_DISTRICT = re.compile(
    r"(?:ilce|semt|mahalle|koyu?n?|sehr|sehir|il|kasaba|taraf|civar|yakin|merkez|cevre|kent)\w*$"
)
_ORG_NOUN = re.compile(
    r"(?:hastane|banka|okul|belediye|universite|sirket|firma|fabrika|restoran|lokanta|kafe|cafe"
    r"|otel|magaza|market|supermarket|eczane|ajans|holding|kolej|anaokul|ilkokul|ortaokul|lise"
    r"|kurum|bakanlik|bakanlig|vakif|vakf|dernek|derneg|gazete|kutuphane|klinik|klinig|muze|startup"
    r"|girisim|depo|atolye|santiye|saglik ocag|poliklinik|poliklinig|kres|dershane|noter|adliye"
    r"|fakulte|labaratuvar|laboratuvar|cagri merkez|berber|kuafor|pastane|firin|bar|burosu?|buro"
    r"|ofis|havaliman|havayol|postane|karakol|spor salon|medya|yayinev|kitapci)"
    r"(?:s?[iu]|[iu])?(?:n?[dt][ae]n?|y?[ae]|n[ae]|yi|[iu])?$"
)
_NO_LEFT = frozenset(
    """bir ben biz benim bizim ve ile de da ki su bu o simdi artik hala halen olarak yeni eski iyi kotu
    cok daha en hem ayni zamanda genc yasli sade basit tam yarim icin gibi kadar sonra once beri
    yildir senedir aydir ilk su an anda aslen aslinda yani bi bide bir-de ise oldum mutlu evli bekar
    calisan yasayan oturan meslek profesyonel lisansli uzun suredir yasinda yasindayim ama fakat
    sadece sirf biraz mesela bazen genelde evet hayir merhaba selam kendim kendi beni bana gerci
    oyle boyle bugun dun yarin gecen mart nisan ocak subat ayinda yilinda hafta ay yil sene""".split()
)
_NO_JOB = frozenset(
    """yolcu yabanci davaci keyifci kahveci gececi sabahci evci cayci etci kavgaci inatci tatilci sakaci
    yalanci davetci oncu ikinci birinci ucuncu sonuncu umursamaci paylasimci tutucu yapici merakci
    kedici kopekci fenerbahceci galatasarayci besiktasci aksamci uykucu kararci mukemmeliyetci
    milliyetci sikayetci ricaci umutcu duaci taklitci hayalci gercekci iddiaci planci mizmizci
    aglayici sinirci son-dakikaci tembelci akilci kolayci aceleci bagimlisi sevici kaybetmeci""".split()
)
_COPULA = re.compile(r"(?:y[iu]m|[iu]m)$")


def bare(token: str) -> str:
    """Return a word without what follows its apostrophe."""
    return re.split("'", token, maxsplit=1)[0]


def _tokens(text: str) -> list[str]:
    # Only what follows the last comma belongs to the word at the end.
    return text.strip().split(",")[-1].split()


def _capital(token: str) -> bool:
    return bool(token) and token[0].isupper()


def known_stem(token: str) -> str:
    """Return the place that a word with an ending names, "" if none is known."""
    word = bare(token.strip(_EDGES))
    low = flat(word)
    if low in PLACES:
        return word
    for ending in range(2, 8):
        stem = low[:-ending] if len(low) - ending >= 2 else ""
        if stem in PLACES and re.fullmatch(
            r"(?:n?[dt][ae]n?|y?[ae]|n?[iu]n|y[iu]|l[iu]|l[iu]y[iu][mz]|[dt][ae]y[iu][mz]|n[dt][ae]y[iu]m)",
            low[len(stem) :],
        ):
            return word[: len(stem)]
    if low[-1:] in "ae" and low[:-1] in PLACES:
        return word[:-1]
    if low[-2:-1] == "g" and f"{low[:-2]}k" in PLACES:
        return f"{word[:-2]}k"
    return ""


def place_before(text: str) -> list[str]:
    """Return the place whose case ending closes the text.

    >>> place_before("Ben Ankara Çankaya'da"), place_before("evde"), place_before("new york'ta")
    (['Ankara Çankaya'], [], ['new york'])
    """
    tokens = _tokens(text)
    if not tokens:
        return []
    if found := re.search(rf"\b(?:{PLACES_LONG})(?=')", flat(" ".join(tokens[-3:]))):
        return [" ".join(tokens[-3:])[found.start() : found.end()]]
    last = tokens[-1]
    if _DISTRICT.match(flat(last)) and len(tokens) > 1 and not known_stem(last):
        names = [bare(one) for one in tokens[-3:-1] if _capital(one) or known_stem(one)]
        return [" ".join(names)] if names and flat(names[0]) not in _NO_LEFT else []
    stem = known_stem(last)
    if not stem:
        word = last.strip(_EDGES)
        if not _capital(word) or flat(bare(word)) in NOT_NAMES or flat(word) in _NO_PLACE:
            return []
        stem = bare(word) if "'" in word else _STRONG_CASE.sub("", flat(word))
        stem = word[: len(stem)]
        if len(stem) < 3 or flat(stem) in _NO_PLACE:
            return []
    return [_with_left(tokens[:-1], stem, 2)]


_NO_PLACE = frozenset(
    """burada orada surada evde okulda bu su o ev koyde sehirde yurtta buralarda oralarda burasi
    ailem evim turk ingiliz alman tek yalniz kendi universite hastane hayatta dunyada""".split()
)


def _with_left(tokens: list[str], word: str, most: int) -> str:
    left: list[str] = []
    for one in reversed(tokens):
        low = flat(one)
        if not _capital(one) or low in _NO_LEFT or "'" in one or len(left) == most or one[-1] in ",;.":
            break
        if low in NOT_NAMES or low in NAMES or re.search(r"(?:im|yim|yum|liyim)$", low):
            break
        left.insert(0, one)
    return " ".join([*left, word])


def known_place_before(text: str) -> list[str]:
    """Return the place at the end of a text, if it is known."""
    tokens = _tokens(text)
    if tokens and known_stem(tokens[-1]):
        return place_before(text)
    return []


def place_after(text: str) -> list[str]:
    """Return the place that a text begins with."""
    tokens = text.strip(_EDGES).split()
    if not tokens:
        return []
    stem = known_stem(tokens[0])
    if not stem and _capital(tokens[0]) and flat(tokens[0]) not in NOT_NAMES:
        stem = bare(tokens[0])
    if not stem:
        return []
    if len(tokens) > 1 and _capital(tokens[1]) and "'" not in tokens[0]:
        stem = f"{stem} {bare(tokens[1]).strip(_EDGES)}"
    return [stem.strip(_EDGES)]


def organisation_before(text: str) -> list[str]:
    """Return the employer whose case ending closes the text; a known place is none.

    >>> organisation_before("Koç Üniversitesi'nde"), organisation_before("bir bankada")
    (['Koç Üniversitesi'], ['banka'])
    """
    tokens = _tokens(text)
    if not tokens:
        return []
    word = tokens[-1].strip(_EDGES)
    low = flat(word)
    if noun := _ORG_NOUN.match(flat(bare(word)) if "'" in word else low):
        stem = bare(word) if "'" in word else word[: len(_cut_org(noun[0]))]
        left = [
            one
            for one in tokens[-4:-1]
            if flat(one) not in _NO_LEFT and not one.endswith(",") and not flat(one).isdigit()
        ]
        if not re.search(r"s[iu]$|l[iu]g[iu]$|[bcdfghklmnprstvyz][iu]$", flat(stem)):
            left = [one for one in left if _capital(one)]
        left = [bare(one) for one in left]
        return [" ".join([*left, stem])]
    stem = known_stem(word)
    if stem and ("'" in word or len(tokens) == 1 or not _capital(tokens[-2])):
        return []
    if "'" in word:
        stem = bare(word)
    elif _capital(word):
        stem = word[: len(_STRONG_CASE.sub("", low))]
    else:
        return []
    if len(stem) < 2 or flat(stem) in _NO_PLACE or flat(stem) in NOT_NAMES - {"google", "internet"}:
        return []
    return [_with_left(tokens[:-1], stem, 3)]


def _cut_org(low: str) -> str:
    return re.sub(r"(?:n[dt][ae]n?|[dt][ae]n?|n[ae]|y[ae])$", "", low)


def _job_stem(low: str) -> tuple[int, bool]:
    """Return how long the occupation at the start of a word is, and if a noun belongs before it."""
    for ending in ("yim", "yum", "im", "um", ""):
        if not low.endswith(ending):
            continue
        stem = low[: len(low) - len(ending)] if ending else low
        if stem in JOBS_TR or _hardened(stem) in JOBS_TR:
            return len(stem), False
        if not ending or ending.startswith("y"):
            for owned in ("si", "su", "i", "u"):
                if stem.endswith(owned):
                    root = stem[: -len(owned)]
                    if root in JOBS_TR or _hardened(root) in JOBS_TR:
                        return len(stem), True
        if (
            ending.startswith("y")
            and re.fullmatch(r"\w{2,}[lrnmktsyzaeiu](?:ci|cu)", stem)
            and stem not in _NO_JOB
        ):
            return len(stem), False
        if ending in ("im", "um") and re.fullmatch(r"\w{3,}(?:log|nom|graf|iyatr|olojist)", stem):
            return len(stem), False
    return 0, False


def _hardened(stem: str) -> str:
    return stem[:-1] + {"b": "p", "d": "t", "g": "k"}.get(stem[-1:], stem[-1:])


def job_of_copula(clause: str, low: str, followed: str) -> list[str]:
    """Return what "hemşireyim" or "yazılım mühendisiyim" says one works as.

    "Doktorum" is "I am a doctor" and "my doctor": it counts at the end of a clause only, and
    alone before a comma only if the next clause goes on about oneself.
    """
    tokens = clause.strip(_EDGES).split()
    if tokens and flat(tokens[-1]) == "ben":
        tokens = tokens[:-1]
    if not tokens or not re.search(r"m$", flat(tokens[-1])):
        return []
    if re.match(r"(?:bu|su|o|onlar)\b(?! (?:an|anda|sene|yil))|.*\b(?:benim|bizim|senin|onun)\b", low):
        return []
    word = tokens[-1].strip(_EDGES)
    length, is_owned = _job_stem(flat(word))
    if not length or not _COPULA.search(flat(word)):
        return []
    is_ambiguous = not re.search(r"y[iu]m$", flat(word))
    if is_ambiguous and len(tokens) == 1 and followed and not re.search(
        r"yasinda|l[iu]y[iu]m|yorum|y[iu]m\b", followed
    ):
        return []
    if is_ambiguous and len(tokens) > 1 and _capital(tokens[-2]) and len(tokens) == 2 and (
        "'" not in tokens[-2] and flat(tokens[-2]) != "ben"
    ):
        return []
    stem = word[:length]
    if stem[-1:] in "bdgğ" and _hardened(flat(stem)) in JOBS_TR:
        stem = stem[:-1] + {"b": "p", "d": "t"}.get(stem[-1], "k")
    return [" ".join([*_job_left(tokens[:-1], is_owned), stem])]


def _job_left(tokens: list[str], is_owned: bool) -> list[str]:
    left: list[str] = []
    for one in reversed(tokens):
        low = flat(one)
        if (
            low in _NO_LEFT
            or "'" in one
            or one[-1] in ",;:"
            or low.isdigit()
            or len(left) == (3 if is_owned else 2)
            or (len(low) > 4 and re.search(r"[dt][ae]n?$", low))
            or re.search(r"(?:l[iu]|yim|yum|orum|im|um|arak|erek|ip|up)$", low)
            or (_capital(one) and (len(left) + 1 < len(tokens) or low in NAMES))
            or known_stem(one)
        ):
            break
        left.insert(0, one)
    return left


def job_named(text: str) -> list[str]:
    """Return an occupation at the end of a text without an ending: "garson olarak"."""
    tokens = _tokens(text)
    if not tokens:
        return []
    word = tokens[-1].strip(_EDGES)
    low = flat(word)
    low_plain = re.sub(r"(?:l[iu]k|l[iu]g[iu])$", "", low)
    length, is_owned = _job_stem(low_plain)
    if not length and not re.fullmatch(r"\w{3,}(?:ci|cu|men|or|ist|log|man|uzmani)", low_plain):
        return []
    return [" ".join([*_job_left(tokens[:-1], is_owned or length == 0), word[: len(low_plain)]])]


def job_any(text: str) -> list[str]:
    """Return what a text announces as an occupation, known or not."""
    tokens = [one for one in text.strip(_EDGES).split() if flat(one) not in ("bir", "de", "da")]
    if not tokens or len(tokens) > 4:
        return []
    return [" ".join(tokens)]


def job_past(text: str) -> list[str]:
    """Return the occupation of "öğretmendim"."""
    tokens = _tokens(text)
    if not tokens:
        return []
    low = re.sub(r"(?:y?[dt][iu]m)$", "", flat(tokens[-1]))
    length, is_owned = _job_stem(low)
    return [" ".join([*_job_left(tokens[:-1], is_owned), tokens[-1][:length]])] if length else []


def name_tr(text: str) -> list[str]:
    """Return the name that a text begins with: capitalised words, or one known."""
    found: list[str] = []
    for token in text.strip().split()[:4]:
        word = bare(token.strip(_EDGES))
        low = flat(word)
        if not word.isalpha() or low in LANGUAGES:
            break
        if low in NOT_NAMES and not (_capital(word) and low in NAMES):
            break
        if found and (known_stem(token) or _job_stem(low)[0]):
            break
        if not (_capital(word) or (not found and low in NAMES)):
            break
        if not found and low in PLACES and low not in NAMES:
            break
        found.append(word)
        if word != token or len(found) == 3:
            break
    return [" ".join(found)] if found else []


def kin_name(text: str) -> list[str]:
    """Return the first name after a relation or an animal of one's own."""
    token = text.strip()
    if re.search(r"'(?:[dt][ae]n?)$", flat(token)) and flat(bare(token)) not in NAMES:
        return []
    found = name_tr(text)
    if found and "'" not in token and flat(found[0]) not in NAMES:
        low = flat(found[0])
        if low in NATIONALITIES or known_stem(found[0]):
            return []
    return [found[0].split()[0]] if found else []


def names_tr(text: str) -> list[str]:
    """Return several names: "Oscar, Ada ve Can"."""
    found: list[str] = []
    for part in re.split(r", ?(?:ve )?| ve | ile ", text):
        one = name_tr(part)
        if not one:
            break
        found += one[:1]
    return found


def languages_tr(text: str) -> list[str]:
    """Return the known languages that a text names, endings cut."""
    return KINDS["languages"](text)


_SOFT = {"g": "k", "b": "p", "d": "t", "c": "c", "ğ": "k"}
_KEEP_VOWEL = frozenset(
    """kedi sarki dizi raki turshu tursu susi sali tatli aci gezi yazi kuru ordu pizza cali ari deli
    hali yali kapi masali futsali gezi sari mavi yesil kuzu tavuk su dogu bati seri tuzlu eksi baharatli
    bilgi ilgi sevgi tepki kivi pilavi muzigi ozeli sushi mantı manti patlicanli taksi parti""".split()
)


def uninflected(text: str, case: str) -> str:
    """Return a noun phrase without the case ending of its last word: "kahveyi" is "kahve".

    `case` is `object` (accusative), `to` (dative) or `from` (ablative).
    """
    text = text.strip(_EDGES)
    if not text:
        return ""
    head, _, last = text.rpartition(" ")
    if "'" in last:
        return f"{head} {bare(last)}".strip()
    low = flat(last)
    cut = 0
    if case == "object":
        if re.search(r"[aeiu]y[iu]$", low) or re.search(r"[ls][iu]n[iu]$", low) or re.search(
            r"[iu]n[iu]$", low
        ) and len(low) > 5:
            cut = 2
        elif re.search(r"l[ae]r[iu]$", low) or (
            re.search(r"[bcdfghjklmnprstvyz][iu]$", low) and len(low) > 3 and low not in _KEEP_VOWEL
        ):
            cut = 1
    elif case == "to":
        if re.search(r"[aeiu]y[ae]$|[iu]n[ae]$", low):
            cut = 2
        elif re.search(r"[bcdfghjklmnprstvyz][ae]$", low) and len(low) > 3:
            cut = 1
    elif case == "from":
        if re.search(r"[iu]n[dt][ae]n$", low) and len(low) > 6 and not re.search(r"l[ae]r", low[-8:]):
            cut = 4 if re.search(r"s[iu]n[dt][ae]n$|l[iu]g[iu]n[dt]", low) else 3
            if re.search(r"[iu]n[dt][ae]n$", low) and cut == 3:
                cut = 3
        elif re.search(r"[dt][ae]n$", low) and len(low) > 4:
            cut = 3
            if re.search(r"l[ae]r[iu]n[dt][ae]n$", low):
                cut = 5
    if re.search(r"l[ae]r[iu]n[dt][ae]n$", low) and case == "from":
        cut = 5
    stem = last[: len(last) - cut] if cut else last
    if cut == 1 and case in ("object", "to") and stem[-1:] in "ğ":
        stem = stem[:-1] + "k"
    return f"{head} {stem}".strip()


_THING_LEAD = re.compile(
    r"^(?:(?:ben|bence|de|da|cok|en cok|bir de|bi de|hic|pek|aslinda|genelde|genellikle|ozellikle"
    r"|gercekten|artik|bos (?:zamanlarimda|vakitlerimde)|hafta sonlari|mesela|biraz|ama|ve|ayrica"
    r"|bos zamanlarimda|boş|her|sabahlari|aksamlari|geceleri|kucuklugumden beri|cocuklugumdan beri|oldum olasi|en|bazen|hala"
    r"|yazin|kisin|sadece|sana|bu aralar|son zamanlarda|hayatta|asla) )+"
)
_NO_THING = re.compile(
    r"(?:bunu|sunu|onu|seni|sizi|beni|bizi|onlari|bunlari|bunlara|buna|ona|sana|size|onlara|bundan|ondan|senden"
    r"|sizden|her sey\w*|bir sey\w*|hicbir sey\w*|herkes\w*|kimse\w*|kendim\w*|cok|hic|pek|boyle|oyle|isimi|_+.*"
    r"|annemi|babami|esimi|karimi|kocami|kizimi|oglumu|ailemi|kardesimi|sevgilimi|daha|o|bu|su|ne)$"
)


def things_tr(text: str, case: str) -> list[str]:
    """Return what is liked, in pieces, without endings.

    >>> things_tr("sinemayı ve kitap okumayı", "object")
    ['sinema', 'kitap okuma']
    """
    found = []
    text = text.strip(_EDGES)
    while lead := _THING_LEAD.match(flat(text)):
        text = text[lead.end() :]
    for part in re.split(r", ?(?:ve )?| ve (?:de )?| hem de | veya | ya da ", text):
        piece = part.strip(_EDGES)
        while lead := _THING_LEAD.match(flat(piece)):
            piece = piece[lead.end() :]
        piece = re.sub(r" (?:cok|pek|hic|de|da|gercekten|asla|daha cok|en cok|her zaman|acayip|asiri)$", "", piece, flags=re.I)
        piece = re.sub(r" (?:çok|hiç|aşırı|delice|inanılmaz)$", "", piece)
        if not piece or _NO_THING.match(flat(piece)):
            continue
        words = piece.split()[-5:]
        value = uninflected(" ".join(words), case)
        if len(value) > 1:
            found.append(value)
    return found


def goal_tr(text: str) -> list[str]:
    """Return a goal: the last words before "istiyorum"."""
    text = text.split(",")[-1].strip(_EDGES)
    while lead := re.match(
        r"(?:ben|de|da|artik|bu (?:sene|yil|yaz|ay|kis)|seneye|gelecek (?:sene|yil|ay)|bir gun|bir de"
        r"|bi de|onumuzdeki \w+|ileride|en kisa zamanda|cok|hep|aslinda|simdi|ama|ve|yakinda|bir an once"
        r"|\d{4}'?[dt][ae]|sonunda|mutlaka|insallah|hayatim boyunca) ",
        flat(text),
    ):
        text = text[lead.end() :]
    words = text.split()[-7:]
    return [" ".join(words)] if words else []


def habit_tr(text: str) -> list[str]:
    """Return a habit with its time."""
    words = text.strip(_EDGES).split()
    if words and flat(words[0]) == "ben":
        words = words[1:]
    return [" ".join(words[-9:])] if words else []


def kin_count(text: str) -> list[str]:
    """Return "iki çocuk" for "iki çocuğum"."""
    low = flat(text)
    stem = re.sub(r"(?:[iu]m[iu]z|m[iu]z|[iu]m|m)$", "", low)
    said = text[: len(stem)]
    if said[-1:] in "ğ":
        said = said[:-1] + "k"
    return [said]


def stem_of(text: str) -> list[str]:
    """Return a word without the ending of the first person's possession."""
    return kin_count(text)


def name_only(text: str) -> list[str]:
    """Return a name if a text is nothing else: "ben Kerem", but not "ben Kerem'i severim"."""
    found = name_tr(text)
    if not found or len(found[0].split()) != len(text.split()) or "'" in text:
        return []
    return found


def last_name(text: str) -> list[str]:
    """Return the name that a text ends with."""
    tokens = text.split()
    return kin_name(tokens[-1]) if tokens else []


def native(text: str) -> list[str]:
    """Return the place of "Trabzonlu"."""
    tokens = _tokens(text)
    if not tokens:
        return []
    word = tokens[-1].strip(_EDGES)
    low = flat(bare(word))
    stem = low[:-2] if low.endswith(("li", "lu")) else low
    if stem in PLACES or known_stem(word):
        place_name = word[: len(stem)] if stem in PLACES else known_stem(word)
        return [place_name]
    if "'" in word and _capital(word):
        return [bare(word)]
    if _capital(word) and len(tokens) > 1 and len(stem) > 3:
        return [word[: len(stem)]]
    return []


def _beside_job(text: str, kind: Callable[[str], list[str]]) -> list[str]:
    """Return the workplace of "Getir'de ürün yöneticisiyim"."""
    tokens = text.strip(_EDGES).split()
    if not tokens or not _job_stem(flat(tokens[-1]))[0]:
        return []
    for at in range(len(tokens) - 2, -1, -1):
        if _STRONG_CASE.search(flat(tokens[at])) and (found := kind(" ".join(tokens[: at + 1]))):
            return found
    return []


def _native_short(text: str) -> list[str]:
    low = flat(text)
    return [text[:-2]] if low[:-2] in PLACES else []


def _place_plain(text: str) -> list[str]:
    return [text.strip(_EDGES)] if flat(text) in PLACES else known_place_before(text)


def _stay(text: str) -> list[str]:
    found = known_place_before(text)
    return found


def _organisation_to(text: str) -> list[str]:
    tokens = _tokens(text)
    if not tokens or "'" not in tokens[-1]:
        return []
    return organisation_before(text)


def _organisation_after(text: str) -> list[str]:
    tokens = text.split()
    return [bare(text.strip(_EDGES))] if tokens and _capital(tokens[0]) else []


def _field(text: str) -> list[str]:
    tokens = [one for one in _tokens(text)]
    low = flat(" ".join(tokens))
    if not tokens or re.search(
        r"\b(?:kitap|kitab|roman|gazete|makale|dergi|siir|haber|bunu|sunu|onu|yorum|mesaj|cok|hikaye|blog)\w*",
        low,
    ):
        return []
    field = []
    for one in reversed(tokens):
        word = flat(one)
        if word in _NO_LEFT or "'" in one or re.search(r"[dt][ae]$|sinif\w*|bolum\w*|universite\w*$", word):
            if re.search(r"bolumu$", word):
                continue
            break
        field.insert(0, one)
    if not field or not re.search(r"universite|fakulte|bolum|lisans|[dt][ae]\b|sinif|" + _FIELDS, low):
        return []
    return [f"{' '.join(field[-3:])} öğrencisi"]


_FIELDS = (
    r"(?:muhendislig|tip\b|hukuk|isletme|iktisat|psikoloji|mimarlik|ogretmenlig|bilgisayar|felsefe"
    r"|sosyoloji|tarih|edebiyat|biyoloji|kimya|fizik|matematik|hemsirelik|eczacilik|ekonomi"
    r"|gastronomi|ilahiyat|veteriner|dis hekimlig)"
)


def _job_named_wrong(text: str) -> list[str]:
    tokens = text.split()
    if not tokens or not _job_stem(flat(tokens[-1]))[0]:
        return []
    return job_named(text)


def _preferred(text: str) -> list[str]:
    return things_tr(re.split(r"(?i) yerine ", text)[-1], "object")


def _favourite(text: str) -> list[str]:
    text = re.sub(r"(?:dır|dir|dur|dür|tır|tir)$", "", text)
    return things_tr(text, "none")


def _partner(text: str) -> list[str]:
    word = re.sub(r"'?l[ae]$", "", text)
    return kin_name(word)


def _condition(text: str) -> list[str]:
    return [text[:-1] + "k" if text[-1:] in "ğ" else text]


def _not_eaten(text: str) -> list[str]:
    return [re.sub(r"(?:um|üm|im|ım)$", "", text)]


_LIFE = re.compile(
    r"(?:ogren|ol|koş|kos|al|birak|kur|gec|gecir|kazan|ver|tasin|yaz|git|gez|biriktir|yap|ac|bitir"
    r"|mezun|evlen|gelis|basla|kilo|yuz|cik|cal|oku|don|zayifla|yasa|edin|gelistir|yuksel|sat"
    r"|katil|emekli|azalt|iyiles|tamamla|yetistir|calis|guclen|yerles|seyahat|ulas|at|bul|kesfet|in)"
    r"\w*$"
)
_NOT_LIFE = re.compile(
    r"\b(?:sor(?:mak|ayim)|bilmek|ogrenmek istedig|soylemek|tesekkur|konusmak|anlamak|gormek|duymak"
    r"|uyumak|olmek|aglamak|yardim almak|bilgi almak|oneri almak|destek almak|fikir almak|paylasmak|danismak|izlemek|dinlemek"
    r"|emin olmak|bahsetmek|belirtmek|hatirlatmak|kontrol etmek|cevap almak|yemek istiyor|demek|silmek|denemek|bakmak|anlatmak)$"
)


def _life_goal(text: str) -> list[str]:
    low = flat(text)
    verb = low.split()[-1]
    if _NOT_LIFE.search(low) or not _LIFE.match(verb) or len(low.split()) < 2:
        return []
    return goal_tr(text)


def _wed(text: str) -> list[str]:
    return [{"evlendi": "evli", "nisanlandi": "nişanlı", "bosandi": "boşanmış"}[flat(text)]]


def _counted(text: str) -> list[str]:
    """Return "iki kedi" or "köpek" for what stood before the ending of "bir köpeğim"."""
    text = re.sub(r"^bir ", "", text, flags=re.IGNORECASE)
    return [text[:-1] + "k" if text[-1:] in "ğ" else text]


def _pet_kind(text: str) -> list[str]:
    return ["köpek" if flat(text) == "kopeg" and text[-1] == "ğ" else "kopek" if flat(text) == "kopeg" else text]


def _kin_names(text: str) -> list[str]:
    return names_tr(text)


def _names_same(text: str) -> list[str]:
    found = names_tr(text)
    return found if len(found) > 1 else []


TURKISH_KINDS: dict[str, Callable[[str], list[str]]] = {
    **KINDS,
    "place_before": place_before,
    "known_place_before": known_place_before,
    "place_after": place_after,
    "organisation_before": organisation_before,
    "job_named": job_named,
    "job_any": job_any,
    "job_past": job_past,
    "name_tr": name_tr,
    "kin_name": kin_name,
    "names_tr": names_tr,
    "languages_tr": languages_tr,
    "things_object": lambda text: things_tr(text, "object"),
    "things_to": lambda text: things_tr(text, "to"),
    "things_from": lambda text: things_tr(text, "from"),
    "things": lambda text: things_tr(text, "none"),
    "allergy": lambda text: [f"{one} alerjisi" for one in things_tr(text, "to")],
    "goal_tr": goal_tr,
    "habit_tr": habit_tr,
    "kin_count": kin_count,
    "stem_of": stem_of,
    "name_only": name_only,
    "last_name": last_name,
    "native": native,
    "native_short": _native_short,
    "place_plain": _place_plain,
    "stay": _stay,
    "organisation_to": _organisation_to,
    "organisation_after": _organisation_after,
    "organisation_job": lambda text: _beside_job(text, organisation_before),
    "place_job": lambda text: _beside_job(text, known_place_before),
    "field": _field,
    "job_named_wrong": _job_named_wrong,
    "preferred": _preferred,
    "favourite": _favourite,
    "partner": _partner,
    "condition": _condition,
    "not_eaten": _not_eaten,
    "life_goal": _life_goal,
    "wed": _wed,
    "counted": _counted,
    "pet_kind": _pet_kind,
    "names_same": _names_same,
    "age_mine": KINDS["age"],
    "name_or_kind": lambda text: kin_name(text) or [""],
    "empty": lambda _: [""],
}
