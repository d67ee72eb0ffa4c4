"""Turkish nouns and verbs that people like, dislike or aim at, without their endings."""

from __future__ import annotations

import re

from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_places import EDGES, bare

# By case: endings that are cut, and how many letters of them; the first that fits counts.
_CASES: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    case: tuple((re.compile(ending), cut) for ending, cut in endings)
    for case, endings in {
        "object": (
            (r"[aeiou]y[iu]$", 2),
            (r"[ls][iu]n[iu]$", 2),
            (r"\w{3,}[iu]n[iu]$", 2),
            (r"l[ae]r[iu]$", 1),
            (r"\w{2,}[bcdfghjklmnprstvyz][iu]$", 1),
        ),
        "to": (
            (r"[aeiou]y[ae]$", 2),
            (r"(?:s[iu]|l[ae]r[iu])n[ae]$", 2),
            (r"\w{2,}[bcdfghjklmnprstvyz][ae]$", 1),
        ),
        "from": (
            (r"l[ae]r[iu]n[dt][ae]n$", 5),
            (r"(?:s[iu]|l[iu]g[iu])n[dt][ae]n$", 4),
            (r"\w{2,}[dt][ae]n$", 3),
        ),
        "none": (),
    }.items()
}


_KEEP_VOWEL = frozenset(
    """kedi sarki dizi raki turshu tursu susi sali tatli aci gezi yazi kuru ordu pizza cali ari deli
hali yali kapi masali futsali gezi sari mavi yesil kuzu tavuk su dogu bati seri tuzlu eksi baharatli
bilgi ilgi sevgi tepki kivi pilavi muzigi ozeli sushi mantı manti patlicanli taksi parti""".split()
)


_OWNED = re.compile(r"^(?!urun).*[bcdfghjklmnprstvyz]([iu])n(?:[ae]|[dt][ae]n)$")


def uninflected(text: str, case: str) -> str:
    """Return a noun phrase without the case ending of its last word: "kahveyi" is "kahve".

    `case` is `object` (accusative), `to` (dative), `from` (ablative) or `none`.
    """
    head, _, last = text.strip(EDGES).rpartition(" ")
    low = flat(last)
    if head and (owned := _OWNED.search(low)):
        # "Yer fıstığına": of a noun with its noun only the case goes.
        return f"{head} {last[: owned.end(1)]}"
    if "'" in last:
        last = bare(last)
    elif not (case == "object" and low in _KEEP_VOWEL):
        cut = next((cut for ending, cut in _CASES[case] if ending.search(low)), 0)
        last = last[: len(last) - cut]
        if cut == 1 and last.endswith("ğ") and len(re.findall(r"[aeıioöuü]", last)) > 1:
            last = f"{last[:-1]}k"
    return f"{head} {last}".strip()


_THING_LEAD = re.compile(
    r"^(?:(?:ben|bence|de|da|cok|en cok|tam bir|bir de|bi de|hic|pek|aslinda|genelde|genellikle"
    r"|ozellikle"
    r"|gercekten|artik|bos (?:zamanlarimda|vakitlerimde)|hafta sonlari|mesela|biraz|ama|ve|ayrica"
    r"|(?:muzik|film|kitap|yemek|icecek|spor|renk|hobi|tatli|meyve) olarak"
    r"|bos zamanlarimda|boş|her|sabahlari|aksamlari|geceleri|kucuklugumden beri"
    r"|cocuklugumdan beri|oldum olasi|en|bazen|hala"
    r"|yazin|kisin|sadece|sana|bu aralar|son zamanlarda|hayatta|asla) )+"
)


_NO_THING = re.compile(
    r"(?:(?:oyle|boyle|bu|su|o|bazi|bu tarz|o tarz|bu tur) sey\w*|seyler\w*|bunu|sunu|onu|seni"
    r"|sizi|beni|bizi|onlari|bunlari|bunlara|buna|ona|sana|size|onlara"
    r"|bundan|ondan|senden"
    r"|sizden|her sey\w*|bir sey\w*|hicbir sey\w*|herkes\w*|kimse\w*|kendim\w*|cok|hic|pek|boyle"
    r"|oyle|isimi|_+.*"
    r"|annemi|babami|esimi|karimi|kocami|kizimi|oglumu|ailemi|kardesimi|sevgilimi|daha|o|bu|su"
    r"|ne|de|da|ben|(?:bu|su|o)y?d[iu]\w*|kisa|uzun|az|fazla|isimden|isimi|islerimi|hayatimi|hayatimdan|kendimden|bunlardan)$"
)


# What is before the speakers' eyes, a person, a simile, or a clause of its own is no taste.
_NO_TASTE = re.compile(
    r"^(?:ben )?(?:bu(?! aralar)|su|o|senin|sizin|onun|bizim|onunla|boyle|oyle) "
    r"|\b(?:gibi|kadar|neden|niye|nasil|varsa|yoksa|iyi ki|\w{2,}(?:[iu]nca|[iu]nce|yken)"
    r"|\w+d[iu]g[iu]\w*nd[ae]|\w{2,}[iu]yor(?:u[mz]|sun\w*)?|\w+s[iu]n[iu]z|\w+[ae]y[iu]m"
    r"|sen|seni|sana|senden|sizi|size|sizden)\b"
    r"|\b\w+ olan[iu]?$"
    r"|\b(?:birinci|ikinci|ucuncu|son|ilk|diger|yeni|daha \w+) "
    r"(?:secene|cevab|cumle|versiyon|oneri|metn|fikr|taslag)\w*$"
)


# "Kırmızıyı mavi yap, ...": an object before another word than what is done with it.
_NO_NOUN = re.compile(r"\w{2,}[aeiou]y[iu] (?:\S+ )*(?!\S*m[ae])\S+$|\b(?:cok|daha|fazla) \w+$")


def things_tr(text: str, case: str) -> list[str]:
    """Return what is liked, in pieces, without endings.

    >>> things_tr("sinemayı ve kitap okumayı", "object")
    ['sinema', 'kitap okuma']
    """
    found = []
    text = text.strip(EDGES)
    if _NO_TASTE.search(flat(text)):
        return []
    while lead := _THING_LEAD.match(flat(text)):
        text = text[lead.end() :]
    for part in re.split(r", ?(?:ve )?| ve (?:de )?| hem de | veya | ya da ", text):
        piece = part.strip(EDGES)
        while lead := _THING_LEAD.match(flat(piece)):
            piece = piece[lead.end() :]
        piece = re.sub(
            r" (?:cok|pek|hic|bile|de|da|gercekten|asla|daha cok|en cok|her zaman|acayip|asiri)$",
            "",
            piece,
            flags=re.I,
        )
        piece = re.sub(r" (?:çok|hiç|aşırı|delice|inanılmaz)$", "", piece)
        if not piece or _NO_THING.match(flat(piece)) or _NO_NOUN.search(flat(piece)):
            continue
        words = piece.split()[-5:]
        value = uninflected(" ".join(words), case)
        if len(value) > 1:
            found.append(value)
    return found


def preferred(text: str) -> list[str]:
    """Return what is preferred to something: "çay yerine kahveyi" and "kahveyi çaya" are "kahve".

    What is preferred to nothing is a choice of the moment: "sabah uçuşunu".
    """
    *others, text = re.split(r"(?i) yerine ", text)
    words = text.split()
    if (
        len(words) > 1
        and re.search(r"[iu]$", flat(words[-2]))
        and re.search("[ae]$", flat(words[-1]))
    ):
        return things_tr(" ".join(words[:-1]), "object")
    is_rule = others or re.search(r"\b(?:hep|her zaman|genelde|genellikle|daima)\b", flat(text))
    return things_tr(text, "object") if is_rule else []


def pastime(text: str) -> list[str]:
    """Return what "fotoğrafçılıkla ilgileniyorum" is about, unless it is one thing among others."""
    low = flat(text)
    is_one = re.search(r"\b(?:bir|\d+)\b|(?:m[ae]k|l[ae]r[iu]|[aiu]s[iu]|olan \w+)$", low)
    return [] if is_one or len(low.split()) > 3 else things_tr(text, "none")


def favourite(text: str) -> list[str]:
    """Return what "en sevdiğim film ..." ends with."""
    text = re.sub(r"(?:dır|dir|dur|dür|tır|tir)$", "", text)
    return things_tr(text, "none")
