"""Turkish nouns and verbs that people like, dislike or aim at, without their endings."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import KIN_TR, LANGUAGES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_places import EDGES, bare
from hafiza.memory.extraction.turkish_words import CONTESTS

# By case: endings that are cut, and how many letters of them; the first that fits counts.
_CASES: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    case: tuple((re.compile(ending), cut) for ending, cut in endings)
    for case, endings in {
        "object": (
            (r"[aeiu]y[iu]$", 2),
            (r"[ls][iu]n[iu]$", 2),
            (r"\w{3,}[iu]n[iu]$", 2),
            (r"l[ae]r[iu]$", 1),
            (r"\w{2,}[bcdfghjklmnprstvyz][iu]$", 1),
        ),
        "to": (
            (r"[aeiu]y[ae]$", 2),
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


def uninflected(text: str, case: str) -> str:
    """Return a noun phrase without the case ending of its last word: "kahveyi" is "kahve".

    `case` is `object` (accusative), `to` (dative), `from` (ablative) or `none`.
    """
    head, _, last = text.strip(EDGES).rpartition(" ")
    low = flat(last)
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
    rf"|(?:{KIN_TR}|aile|patron|mudur|hoca|ogretmen|komsu|arkadas|is arkadas|doktor|sef|ev sahib)"
    r"(?:l[ae]r)?[iu]?m(?:[iu]z)?(?:y?[iuae]|[dt][ae]n)?|daha|o|bu|su"
    r"|\w+[iu]m[iu]n .*|(?:bunu|sunu|onu|bunlari|boyle|soyle|oyle|seni|beni|sana|bana|size) .*"
    r"|ne|isimden|isimi|islerimi|hayatimi|hayatimdan|kendimden|bunlardan)$"
)


# What is liked of this conversation or of this hour, not in life.
_OF_THE_TALK = re.compile(
    r"(?:bu|su|o)(?! (?:tur|tarz|tip|cins))\b"
    r"|.*\b(?:sen|senin|seninle|sizin|sizinle|dun|bugun|az once|boyle|soyle|yarina?"
    r"|cevap vermen\w*)\b|.*\b(?:cumle|yanit|paragraf)\w*$"
    r"|(?:kod|toplanti|randevu|dosya|meti?n|paragraf|mesaj|ceva[pb]|tablo)\w+ .*m[ae]y?[iu]?$"
    r"|.*\b(?:secene|versiyon|fikr|fikir|oneri|cevab|cevap|aciklama|uslub|baslig|tasarim|taslag"
    r"|ilki|ikinci|olan)\w*(?: \w*)?$"
)


def things_tr(text: str, case: str) -> list[str]:
    """Return what is liked, in pieces, without endings.

    >>> things_tr("sinemayı ve kitap okumayı", "object")
    ['sinema', 'kitap okuma']
    """
    found = []
    text = text.strip(EDGES)
    while lead := _THING_LEAD.match(flat(text)):
        text = text[lead.end() :]
    for part in re.split(r", ?(?:ve )?| ve (?:de )?| hem de | veya | ya da ", text):
        piece = part.strip(EDGES)
        while lead := _THING_LEAD.match(flat(piece)):
            piece = piece[lead.end() :]
        piece = re.sub(
            r" (?:cok|pek|hic|de|da|gercekten|asla|daha cok|en cok|her zaman|acayip|asiri"
            r"|[ob]u? kadar)$",
            "",
            piece,
            flags=re.I,
        )
        piece = re.sub(r" (?:çok|hiç|aşırı|delice|inanılmaz)$", "", piece)
        if not piece or _NO_THING.match(flat(piece)) or _OF_THE_TALK.match(flat(piece)):
            continue
        words = piece.split()[-5:]
        value = uninflected(" ".join(words), case)
        if len(value) > 1:
            found.append(value)
    return found


def goal_tr(text: str) -> list[str]:
    """Return a goal: the last words before "istiyorum"."""
    text = text.split(",")[-1].strip(EDGES)
    while lead := re.match(
        r"(?:ben|de|da|artik|bu (?:sene|yil|yaz|ay|kis)|seneye|gelecek (?:sene|yil|ay)|bir gun"
        r"|bir de"
        r"|bi de|onumuzdeki \w+|ileride|en kisa zamanda|cok|hep|aslinda|simdi|ama|ve|yakinda"
        r"|bir an once"
        r"|\d{4}'?[dt][ae]|sonunda|mutlaka|insallah|hayatim boyunca) ",
        flat(text),
    ):
        text = text[lead.end() :]
    words = text.split()[-7:]
    return [" ".join(words)] if words else []


_NO_GOAL = re.compile(
    r"(?:su|bu|o|ne|yok|var|sadece|yalnizca)\b:?(?! (?:yil|sene|yaz|kis|bahar))"
    r"|.*\b(?:\w+l?[dt][iu]|\w+m[iu]s|\w+yor|degil\w*|\w+m[ae]di|sacma|bu)$"
)


def named_goal(text: str) -> list[str]:
    """Return what "hedefim ..." names: nothing of this hour, and no news of the goal itself.

    >>> named_goal("bir fırın açmak"), named_goal("bu akşam ütüyü bitirmek"), named_goal("yıkıldı")
    (['bir fırın açmak'], [], [])
    """
    low = flat(text.strip(EDGES))
    return [] if _NO_GOAL.match(low) or _PASSING_WISH.search(low) else goal_tr(text)


def habit_tr(text: str) -> list[str]:
    """Return a habit with its time."""
    words = text.strip(EDGES).split()
    if words and flat(words[0]) == "ben":
        words = words[1:]
    return [" ".join(words[-9:])] if words else []


def preferred(text: str) -> list[str]:
    """Return what is preferred: "çay yerine kahveyi" and "kahveyi çaya" are "kahve"."""
    text = re.split(r"(?i) yerine ", text)[-1]
    words = text.split()
    if (
        len(words) > 1
        and re.search(r"[iu]$", flat(words[-2]))
        and re.search("[ae]$", flat(words[-1]))
    ):
        text = " ".join(words[:-1])
    return things_tr(text, "object")


def favourite(text: str) -> list[str]:
    """Return what "en sevdiğim film ..." ends with."""
    text = re.sub(r"(?:dır|dir|dur|dür|tır|tir)$", "", text)
    return things_tr(text, "none")


_LIFE = re.compile(
    r"(?:ogren|ol|koş|kos|al|birak|kur|gec|gecir|kazan|ver|tasin|yaz|git|gez|biriktir|yap|ac|bitir"
    r"|mezun|evlen|gelis|basla|kilo|yuz|cik|cal|oku|don|zayifla|yasa|edin|gelistir|yuksel|sat"
    r"|katil|emekli|azalt|iyiles|tamamla|yetistir|calis|guclen|yerles|seyahat|ulas|at|bul|kesfet"
    r"|kes|kapat|ode|toparla|tirman|gir|uret|cikar|yayinla|tasarla|kondisyon|in)"
    r"\w*$"
)


_NOT_LIFE = re.compile(
    r"\b(?:sor(?:mak|ayim)|bilmek|ogrenmek istedig|soylemek|tesekkur|konusmak|anlamak|gormek|duymak"
    r"|uyumak|olmek|aglamak|yardim almak|bilgi almak|oneri almak|destek almak|fikir almak"
    r"|paylasmak|danismak|izlemek|dinlemek"
    r"|emin olmak|bahsetmek|belirtmek|hatirlatmak|kontrol etmek|cevap almak|yemek istiyor|demek"
    r"|silmek|denemek|bakmak|anlatmak)$"
)


_ERRAND = re.compile(
    r"\b(?:hediye|tablo|kod|metin|metn|mail|mektup|cv|ozgecmis|liste|sunum|odev|dilekce|cumle|soru"
    r"|mesaj|paragraf|rapor|sifre|dosya|formul|grafik|excel|word|powerpoint|fatura|siparis|randevu"
    r"|bilet|rezervasyon|cevab|baslik|tarif|ozet|yazi)\w*\b"
    r"|\b(?:anne|baba|es|sevgili|kiz|oglu|arkadas|kardes|kari|koca|ogretmen|nisanli)[iu]?m[ae]\b"
)


# Of this hour or of somebody else: a wish, and nothing one lives for.
_PASSING_WISH = re.compile(
    r"\b(?:bugun|yarin|simdi|hemen|su an\w*|birazdan|bu (?:gece|aksam|sabah|hafta\w*|seferlik)"
    r"|sana|size|senden|sizden|senin|sizin|ona|onlara|onun|onu|bunu|sunu|bunlari|misafir\w*"
    r"|\w+ (?:gibi|icin) (?:\w+ )?(?:yap|pisir)mak)\b"
)
_HORIZON = re.compile(
    r"\b(?:bu (?:yil|sene|yaz|kis|bahar)|seneye|gelecek\w*|onumuzdeki (?:yil|sene|yaz|kis|ay)"
    r"|20\d\d|bir gun|ileride|ilerde|yillardir|hayat\w*|omrum\w*|cocuklugumdan beri"
    r"|(?:emekli|mezun) olunca|\w+ kadar|yas\w+ (?:once|gelmeden)|artik|sonunda)\b"
)
# What people live for: to learn, to become, to move, to give up, to found, to save.
_AMBITION = re.compile(
    rf"(?:\b(?:\w+m[ae]y[iu]|\w+c[ae](?:y[iu]|m[iu])?|{'|'.join(sorted(LANGUAGES))}"
    r") (?:\w+ )?ogren(?:mek|meyi|meye)|[^iu\s] ogren(?:mek|meyi|meye)"
    r"|\w+m[iu] (?:\w+ )?gelistir\w+|(?:sigara|alkol|icki|seker|et|kahve|is|kumar)\w* birak\w+"
    r"|kilo (?:ver|al)\w+|zayifla\w+|form\w* (?:gir|tut)\w+|kas yap\w+|borc\w* \w+"
    r"|(?:kendi|kucuk|bir|online|butik) (?:[\w]+ ){0,3}?(?:ac|kur)m\w+|(?:is|sirket) kurm\w+"
    r"|(?:mezun|emekli|baba|anne|sahibi|\w{3,}(?:ci|cu|ist|og|or|men|man|ar|isi|usu)) olm\w+"
    r"|\w+ (?:tasin|yerles|goc et|don)m\w+"
    r"|(?:yurt disi\w*|\w+'[dt][ae]) (?:yasa|oku|calis)mak|para biriktir\w+|para\w* kazan\w+"
    r"|evlen\w+"
    r"|(?:yuksek lisans|doktora|master|kariyer|cift anadal|uzmanlik)\w* (?:\w+ )?(?:yap|oku"
    r"|bitir)\w+"
    rf"|[\w']*(?:universite|bolum|fakulte|{CONTESTS})[\w']* (?:\w+ )?(?:kazan|gec|bitir|oku"
    rf"|gir|kos|katil)\w+"
    r"|\w+(?:lige|luga|ligina|sektorune) (?:gec|donus)\w+|(?:meslek|kariyer|is|sektor) degistir\w+"
    r"|(?:kitap|roman|album|oyun|kitabimi|romanimi|uygulama)\w* (?:yaz|cikar|gelistir|yayinla)\w+"
    r"|(?:dunya|ulke|avrupa|asya|karavan)\w* (?:\w+ )?(?:gez|dolas)\w+|(?:ehliyet|terfi) al\w+"
    r"|(?:kendi|bahceli|ilk|mustakil)\w* (?:\w+ )?(?:ev|arsa|tarla|araba)\w* al\w+)$"
)


def life_goal(text: str) -> list[str]:
    """Return what somebody plans, if its verb is one of plans and not of requests."""
    low = flat(text)
    verb = low.split()[-1]
    if (
        _PASSING_WISH.search(low)
        or re.match(r"(?:bu(?! (?:sene|yil|yaz|ay|kis|bahar|hafta))|su|o) ", low)
        or _NOT_LIFE.search(low)
        or _ERRAND.search(low)
        or not _LIFE.match(verb)
        or len(low.split()) < 2
    ):
        return []
    return goal_tr(text)


def wish(text: str) -> list[str]:
    """Return what somebody wants or tries, if one lives for such things or says by when."""
    low = flat(text.strip())
    return life_goal(text) if _AMBITION.search(low) or _HORIZON.search(low) else []
