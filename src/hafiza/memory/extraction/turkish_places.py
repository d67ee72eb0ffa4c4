"""Turkish places and workplaces, in any case: "Ankara'ya" and "Ankara'da" are one."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import NAMES, NOT_NAMES, PLACES, PLACES_LONG
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_words import ORGANISATIONS

# Where one works at a computer, and nobody's employer.
_PROGRAMS = frozenset(
    """word excel powerpoint photoshop illustrator aws azure docker kubernetes jupyter colab figma
    vscode linux windows ubuntu github gitlab unity blender autocad canva notion localhost python
    zoom teams drive chrome terminal premiere lightroom revit solidworks matlab access outlook
    postgres mysql indesign wordpress shopify zirve bitrix jira trello slack""".split()
)
EDGES = ' \t,;:.!?"_-–—()*'


STRONG_CASE = re.compile(r"(?:[dt][ae]n|[dt][ae])$")


_DISTRICT = re.compile(
    r"(?:ilce|semt|mahalle|koyu?n?|sehr|sehir|il|kasaba|taraf|yaka|civar|yakin|merkez|cevre|kent)\w*$"
)


_ORG_NOUN = re.compile(
    r"(?:hastane|banka|okul|belediye|universite|sirket|firma|fabrika|restoran|lokanta|kafe|cafe"
    r"|otel|magaza|market|supermarket|eczane|ajans|holding|kolej|anaokul|ilkokul|ortaokul|lise"
    r"|kurum|bakanlik|bakanlig|vakif|vakf|dernek|derneg|gazete|kutuphane|klinik|klinig|muze|startup"
    r"|girisim|depo|atolye|santiye|saglik ocag|poliklinik|poliklinig|kres|dershane|noter|adliye"
    r"|fakulte|labaratuvar|laboratuvar|cagri merkez|berber|kuafor|pastane|firin|bar|burosu?|buro"
    r"|ofis|tersane|rafineri|liman|huzurev"
    r"|havaliman|havayol|postane|karakol|spor salon|medya|yayinev|kitapci)"
    r"(?:s?[iu]|[iu])?(?:n?[dt][ae]n?|y?[ae]|n[ae]|yi|[iu])?$"
)


_BARE_NOUNS = frozenset("universite hafta sirkette usta posta gazete firma".split())


_NO_PLACE = frozenset(
    """burada orada surada evde okulda bu su o ev koyde sehirde yurtta buralarda oralarda burasi
    ailem evim turk ingiliz alman tek yalniz kendi universite hastane hayatta dunyada""".split()
)


_HOW_ONE_LIVES = re.compile(
    r"(?:kirada|evde|evimde|evimizde|yurtta|sitede|apartmanda|dairede|lojmanda|mahallesinde"
    r"|apartta|rezidansta|mustakil|ogrenci)$"
)

_LONG_PLACE = re.compile(rf"\b(?:{PLACES_LONG})'\w+$")

NO_LEFT = frozenset(
    """
eskiden onceden gecmiste cocukken kucukken gencken simdilik yillarca ailemle esimle kardesimle
yazin kisin ayrica bugunlerde yaklasik uzun
yillik senelik aylik
bir ben biz benim bizim ve ile de da ki su bu o simdi artik hala halen olarak yeni eski iyi kotu
    cok daha en hem ayni zamanda genc yasli sade basit tam yarim icin gibi kadar sonra once beri
    yildir senedir aydir ilk su an anda aslen aslinda yani bi bide bir-de ise oldum mutlu evli bekar
    calisan yasayan oturan meslek profesyonel lisansli uzun suredir yasinda yasindayim ama fakat
    sadece sirf biraz mesela bazen genelde evet hayir merhaba selam kendim kendi beni bana gerci
oyle boyle bugun dun yarin gecen mart nisan ocak subat ayinda yilinda hafta ay yil sene""".split()
)


def bare(token: str) -> str:
    """Return a word without what follows its apostrophe."""
    return re.split("'", token, maxsplit=1)[0]


def tokens_of(text: str) -> list[str]:
    """Return the words after the last comma: those the case ending may close."""
    # Only what follows the last comma belongs to the word at the end.
    return text.strip().split(",")[-1].split()


def is_capital(token: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return bool(token) and token[0].isupper()


def known_stem(token: str) -> str:
    """Return the place that a word with an ending names, "" if none is known."""
    word = bare(token.strip(EDGES))
    low = flat(word)
    if low in PLACES:
        return word
    for ending in range(2, 8):
        stem = low[:-ending] if len(low) - ending >= 2 else ""
        if stem in PLACES and re.fullmatch(
            r"(?:n?[dt][ae]n?|y?[ae]|n?[iu]n|y[iu]|l[iu]|l[iu]y[iu][mz]|[dt][ae]y[iu][mz]"
            r"|n[dt][ae]y[iu]m)",
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
    tokens = tokens_of(text)
    if not tokens:
        return []
    if found := re.search(rf"\b(?:{PLACES_LONG})(?=')", flat(" ".join(tokens[-3:]))):
        return [" ".join(tokens[-3:])[found.start() : found.end()]]
    while len(tokens) > 1 and _HOW_ONE_LIVES.match(flat(tokens[-1])):
        tokens = tokens[:-1]
        if tokens[-1].lower() in ("bir", "kendi"):
            tokens = tokens[:-1]
    if not tokens:
        return []
    last = tokens[-1]
    if _DISTRICT.match(flat(last)) and len(tokens) > 1 and not known_stem(last):
        names = [bare(one) for one in tokens[-3:-1] if is_capital(one) or known_stem(one)]
        return [" ".join(names)] if names and flat(names[0]) not in NO_LEFT else []
    stem = known_stem(last)
    if not stem:
        word = last.strip(EDGES)
        is_first = len(tokens) == 1 and "'" not in word
        if (
            is_first
            or not is_capital(word)
            or flat(bare(word)) in NOT_NAMES
            or flat(word) in _NO_PLACE
        ):
            return []
        stem = bare(word) if "'" in word else STRONG_CASE.sub("", flat(word))
        stem = word[: len(stem)]
        if len(stem) < 3 or flat(stem) in _NO_PLACE:
            return []
    return [_with_left(tokens[:-1], stem, 2)]


def _with_left(tokens: list[str], word: str, most: int) -> str:
    left: list[str] = []
    for one in reversed(tokens):
        low = flat(one)
        if (
            not is_capital(one)
            or low in NO_LEFT
            or "'" in one
            or len(left) == most
            or one[-1] in ",;."
        ):
            break
        if (
            low in NOT_NAMES
            or low in NAMES
            or re.search(r"(?:im|yim|yum|m[iu]z|liyim|ken|iden|ml[ae])$", low)
        ):
            break
        left.insert(0, one)
    return " ".join([*left, word])


def known_place_before(text: str) -> list[str]:
    """Return the place at the end of a text, if it is known."""
    tokens = tokens_of(text)
    while len(tokens) > 1 and _HOW_ONE_LIVES.match(flat(tokens[-1])):
        tokens = tokens[:-1]
    if tokens and _ORG_NOUN.match(flat(bare(tokens[-1].strip(EDGES)))):
        # "Ankara Üniversitesi'nde" is where somebody works.
        return []
    is_near = len(tokens) > 1 and _DISTRICT.match(flat(tokens[-1]))
    is_part = len(tokens) > 1 and is_capital(tokens[-1]) and "'" in tokens[-1]
    if (is_near or is_part) and any(known_stem(one) for one in tokens[-3:-1]):
        return place_before(" ".join(tokens))
    if tokens and (known_stem(tokens[-1]) or _LONG_PLACE.search(flat(" ".join(tokens[-3:])))):
        return place_before(" ".join(tokens))
    return []


def place_after(text: str) -> list[str]:
    """Return the place that a text begins with."""
    tokens = text.strip(EDGES).split()
    if not tokens:
        return []
    stem = known_stem(tokens[0])
    if not stem and is_capital(tokens[0]) and flat(tokens[0]) not in NOT_NAMES:
        stem = bare(tokens[0])
    if not stem:
        return []
    if len(tokens) > 1 and is_capital(tokens[1]) and "'" not in tokens[0]:
        stem = f"{stem} {bare(tokens[1]).strip(EDGES)}"
    return [stem.strip(EDGES)]


def organisation_before(text: str) -> list[str]:
    """Return the employer whose case ending closes the text; a known place is none.

    >>> organisation_before("Koç Üniversitesi'nde"), organisation_before("bir bankada")
    (['Koç Üniversitesi'], ['banka'])
    """
    tokens = tokens_of(text)
    if not tokens:
        return []
    word = tokens[-1].strip(EDGES)
    low = flat(word)
    if "'" not in word and low in _BARE_NOUNS:
        return []
    if noun := _ORG_NOUN.match(flat(bare(word)) if "'" in word else low):
        stem = bare(word) if "'" in word else word[: len(_cut_org(noun[0]))]
        return [" ".join([*_name_before(tokens[-4:-1], stem), stem])]
    return _named_before(tokens, word, low)


def _name_before(tokens: list[str], noun: str) -> list[str]:
    """Return what belongs to the name of an employer before its noun."""
    near = tokens
    for at, one in enumerate(tokens):
        # "Ankara'da bir okulda": where it is belongs not to its name.
        if re.search(r"'[dt][ae]$", flat(one)) or (
            known_stem(one) and STRONG_CASE.search(flat(one))
        ):
            near = tokens[at + 1 :]
    left = [
        one
        for one in near
        if flat(one) not in NO_LEFT and not one.endswith(",") and not flat(one).isdigit()
    ]
    if not re.search(r"s[iu]$|l[iu]g[iu]$|[bcdfghklmnprstvyz][iu]$", flat(noun)):
        left = [one for one in left if is_capital(one)]
    return [bare(one) for one in left]


def _named_before(tokens: list[str], word: str, low: str) -> list[str]:
    stem = known_stem(word)
    if stem and ("'" in word or len(tokens) == 1 or not is_capital(tokens[-2])):
        return []
    if _LONG_PLACE.search(flat(" ".join(tokens[-3:]))):
        return []
    if known := known_organisation(word):
        return [known]
    if "'" not in word and len(tokens) == 1:
        # The capital may be that of a sentence: "Hafta sonu çalışıyorum".
        return []
    if flat(bare(word)) in _PROGRAMS or STRONG_CASE.sub("", low) in _PROGRAMS:
        return []
    if "'" in word:
        stem = bare(word)
    elif is_capital(word):
        stem = word[: len(STRONG_CASE.sub("", low))]
    else:
        return []
    if len(stem) < 2 or flat(stem) in _NO_PLACE or flat(stem) in NOT_NAMES - {"google", "internet"}:
        return []
    return [_with_left(tokens[:-1], stem, 3)]


def known_organisation(token: str) -> str:
    """Return the known employer of "trendyolda", without a capital and an apostrophe too."""
    word = bare(token)
    low = flat(word)
    cut = low if "'" in token else STRONG_CASE.sub("", low)
    return word[: len(cut)] if cut in ORGANISATIONS else ""


def named_organisation(text: str) -> list[str]:
    """Return the employer that closes the text if it has a name of its own."""
    return [
        one
        for one in organisation_before(text)
        if flat(one) in ORGANISATIONS
        or " " in one
        or (not one.islower() and not _ORG_NOUN.match(flat(one)))
    ]


def _cut_org(low: str) -> str:
    return re.sub(r"(?:n[dt][ae]n?|[dt][ae]n?|n[ae]|y[ae])$", "", low)


def native(text: str) -> list[str]:
    """Return the place of "Trabzonlu"."""
    tokens = tokens_of(text)
    if not tokens:
        return []
    word = tokens[-1].strip(EDGES)
    low = flat(bare(word))
    stem = low[:-2] if low.endswith(("li", "lu")) else low
    if stem in PLACES or known_stem(word):
        place_name = word[: len(stem)] if stem in PLACES else known_stem(word)
        return [place_name]
    if "'" in word and is_capital(word):
        return [bare(word)]
    if is_capital(word) and len(tokens) > 1 and len(stem) > 3:
        return [word[: len(stem)]]
    return []


def native_short(text: str) -> list[str]:
    """Return the place of "İzmirli" if it is known."""
    low = flat(text)
    return [text[:-2]] if low[:-2] in PLACES else []


def place_plain(text: str) -> list[str]:
    """Return the place that a text is, with an ending or without."""
    return [text.strip(EDGES)] if flat(text) in PLACES else known_place_before(text)


def organisation_to(text: str) -> list[str]:
    """Return the employer of "Insider'a"."""
    tokens = tokens_of(text)
    if not tokens or "'" not in tokens[-1]:
        return []
    return organisation_before(text)


def organisation_after(text: str) -> list[str]:
    """Return the employer that a text is, if it has a name."""
    tokens = text.split()
    if not tokens or not is_capital(tokens[0]) or re.search(r"'\w*$", text):
        return []
    return [text.strip(EDGES)]
