"""Turkish aims and habits: what a person pursues or keeps doing, and not what is wanted now.

"İstiyorum" asks of an assistant, a shop or a bank far more often than it tells of a life. So a
wish counts as a goal if it is for something that lives are made of (`_AIMS`), or for a long time.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import LANGUAGES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_jobs import FIELDS, TRADES, job_stem
from hafiza.memory.extraction.turkish_places import EDGES

_LANGUAGE = "|".join(sorted(LANGUAGES, key=len, reverse=True))
_INSTRUMENTS = "gitar|piyano|keman|baglama|ney|flut|davul|saz|ud|kemence|ukulele|saksafon|bateri"
_SKILLS = (
    rf"(?:(?:{_LANGUAGE})'?(?:y[iu])?|(?:{_INSTRUMENTS})|\w+m[ae]y[iu]|(?:yeni |yabanci )?(?:bir )?"
    r"dil|python|java|kodlama|programlama|yazilim|satranc|dans|tango|salsa|resim|dikis|orgu"
    r"|fotografcilik|seramik|isaret dili\w*|osmanlica|\w+c[iu]l[iu]k)"
)
_BAD_HABITS = (
    "sigara|alkol|icki|kahve|kola|seker|kumar|tatli|kafein|karbonhidrat|ekmek|tuz|abur cubur"
    "|fast food|sosyal medya|ekran suresi|telefon"
)
_VENTURES = (
    "sirket|is|isletme|kafe|cafe|restoran|lokanta|dukkan|atolye|pastane|butik|butig|startup"
    "|girisim|marka|ciftlik|ciftlig|klinik|klinig|muayenehane|kres|magaza|salon|pansiyon|otel|aile"
    "|firin|ajans|eczane|studyo|youtube kanal|podcast|vakif|dernek"
)
_EXAMS = (
    r"s[iu]nav|kpss|yks|tyt|ayt|ales|yds|yokdil|lgs|tus|dgs|ielts|toefl|maraton|triatlon|mulakat"
    r"|olimpiyat|turnuva|sampiyona|universite\b|\w+l[iu][gk]"
)
# What lives are made of: the thing, and the stem of its verb.
_AIMS = re.compile(
    r"(?:^|.* )(?:"
    rf"{_SKILLS} (?:\w+ )?ogren"
    rf"|(?:{_BAD_HABITS}|isim|okul|tirnak yeme)\w* (?:tamamen |artik )?(?:birak|kes|azalt)"
    r"|(?:\d+ |biraz |fazla |\w+ )?kilo(?: daha)? (?:ver|al)|zayifla|form(?:a|da) (?:gir|kal)"
    r"|kas (?:yap|kazan)|guclen|kondisyon\w* (?:kazan|artir)"
    rf"|(?:{_VENTURES})\w* (?:kur|ac|islet)|youtuber ol"
    rf"|(?:universite|burs|madalya|{FIELDS})\w*(?: (?:bolum|fakulte)\w*)? kazan"
    rf"|(?:{_EXAMS})\w* (?:kazan|gec)"
    r"|(?:ev|araba|ehliyet|motor|motosiklet|arsa|tarla|yazlik|daire|karavan|tekne|diploma\w*"
    r"|sertifika\w*|vatandaslik|terfi|emeklilig\w*|villa|\w+ diplomasi|[abc][12])(?:mi|imi)? al"
    r"|(?:maraton\w*|ultra|triatlon|\d+ ?(?:k|km|kilometre)) kos|maraton\w* (?:katil|tamamla|bitir)"
    r"|\S+[dt][ae] (?:yasa|oku|emekli ol)|\S+[ae] (?:tasin|yerles|goc et)"
    r"|(?:roman|kitab|kitap|tez|anilar|hayat hikaye)\w* (?:yaz|yayinla|bitir|cikar)"
    r"|(?:okul|universite|lise|doktora|yuksek lisans|master|fakulte)\w* (?:bitir|tamamla|oku)"
    r"|evlen|bosan|mezun ol|emekli ol|baba ol|anne ol|zengin ol|milyoner ol"
    r"|(?:cocuk|bebek) (?:sahibi ol|yap|evlat edin)|ev sahibi ol"
    r"|(?:dunya|avrupa|turkiye|asya|afrika|amerika)\w*(?: turu\w*)? (?:gez|dolas|tura? cik)"
    rf"|(?:kendimi|(?:{_LANGUAGE})\w*|\w+ becerilerimi) (?:\w+ )?(?:gelistir|ilerlet)"
    r"|(?:para|altin|birikim) (?:biriktir|yap)|borclar\w* (?:ode|kapat|bitir)"
    r"|(?:spor|kosu|yuzme|yoga|pilates|fitness|meditasyon|diyet|doktora|yuksek lisans)\w* basla"
    r"|(?:doktora|yuksek lisans|master|mastir|kariyer|erasmus|uzmanlik|cift anadal|triatlon|hac"
    r"|umre|(?!yolcu)\w+c[iu]l[iu]k|ogretmenlik|hemsirelik|avukatlik|doktorluk) yap"
    rf"|(?:{FIELDS})\w* oku|\d+ kitap oku|(?:{_INSTRUMENTS})\w* cal"
    r"|yurt ?disi\w* (?:git|cik|calis|oku)|(?:hacca|umreye|erasmus\w*) git"
    r"|uyku duzen\w* (?:duzelt|kur|oturt|sok)|\w+ korkumu yen|daga? tirman|vatandas\w* ol"
    r")(?=m[ae]|$)"
)
_LONG = re.compile(
    r"\b(?:bu (?:yil|sene)|seneye|gelecek (?:yil|sene)|ileride|(?:emekli|mezun) olunca|yil sonu\w*"
    r"|20\d\d'?\w*|yaza kadar|\d+ yasima kadar|hayatim boyunca)\b"
)
_TRIP = re.compile(r"(?:git|gez|gel|ugra|don|bul|uc|gor|ogren)m[ae]\w*$")
_VERB = re.compile(
    r"(?:ogren|ol|koş|kos|al|birak|kur|gec|gecir|kazan|ver|tasin|yaz|git|gez|biriktir|yap|ac|bitir"
    r"|mezun|evlen|gelis|basla|kilo|yuz|cik|cal|oku|don|zayifla|yasa|edin|gelistir|yuksel|sat"
    r"|katil|emekli|azalt|iyiles|tamamla|yetistir|calis|guclen|yerles|seyahat|ulas|at|bul|kesfet"
    r"|kes|kapat|ode|toparla|gir|uret|cikar|yayinla|tasarla|kondisyon|in)"
    r"\w*$"
)
_SMALL = re.compile(
    r"\b(?:sor(?:mak|ayim)|bilmek|ogrenmek istedig|soylemek|tesekkur|konusmak|anlamak|gormek|duymak"
    r"|uyumak|olmek|aglamak|(?:yardim|bilgi|oneri|destek|fikir|cevap|randevu) almak|paylasmak"
    r"|danismak|izlemek|dinlemek|emin olmak|bahsetmek|belirtmek|hatirlatmak|kontrol etmek|demek"
    r"|silmek|denemek|bakmak|anlatmak)$"
    r"|\b(?:hediye|tablo|kod|metin|metn|mail|mektup|cv|ozgecmis|liste|sunum|odev|dilekce|cumle|soru"
    r"|mesaj|paragraf|rapor|sifre|dosya|formul|grafik|excel|word|powerpoint|fatura|siparis|randevu"
    r"|bilet|rezervasyon|cevab|baslik|tarif|ozet|yazi|ucus|ucak|otel|tatil|hesab|abonelig|telefon)"
    r"\w*\b"
    r"|\b(?:anne|baba|es|sevgili|kiz|oglu|arkadas|kardes|kari|koca|ogretmen|nisanli)[iu]?m[ae]\b"
)
_POINTING = re.compile(
    r"(?:bu(?! (?:sene|yil|yaz|ay|kis|bahar|sonbahar|ilkbahar|hafta))|bunu|su|sunu|sana|seni|size"
    r"|senden|sizden|o|onu) "
)
_LEAD = re.compile(
    r"(?:ben|biz|de|da|artik|bu (?:sene|yil|yaz|ay|kis|bahar|sonbahar|ilkbahar)|seneye|bir gun"
    r"|gelecek (?:sene|yil|ay)|bir de|bi de|onumuzdeki \w+|ileride|en kisa zamanda|cok|hep|aslinda"
    r"|simdi|ama|ve|yakinda|bir an once|\d{4}'?[dt][ae]|sonunda|mutlaka|insallah|hayatim boyunca) "
)
_MAX_WORDS = 7


def goal_tr(text: str) -> list[str]:
    """Return a goal: the last words before "istiyorum", without what leads to them."""
    text = text.split(",")[-1].strip(EDGES)
    while lead := _LEAD.match(flat(text)):
        text = text[lead.end() :]
    words = text.split()[-_MAX_WORDS:]
    return [" ".join(words)] if words else []


def wished(text: str) -> list[str]:
    """Return a goal that is only wished for or planned, if lives are made of its like.

    >>> wished("İspanyolca öğrenmek"), wished("uçuşun saatini öğrenmek")
    (['İspanyolca öğrenmek'], [])
    """
    low = flat(text.strip(EDGES))
    is_long = _LONG.search(low) and not _TRIP.search(low) and pursued(text)
    return goal_tr(text) if is_long or _is_aim(low) else []


def _is_aim(low: str) -> bool:
    if _POINTING.match(low):
        return False
    became = re.match(r"(?:.* )?(\S+) ol(?:m[ae]\w*)?$", low)
    return bool(_AIMS.match(low)) or bool(became and job_stem(became[1])[0])


def pursued(text: str) -> list[str]:
    """Return a goal that is called one, if its verb is one of plans and not of requests."""
    low = flat(text)
    if _POINTING.match(low) or _SMALL.search(low) or len(low.split()) < 2:
        return []
    return goal_tr(text) if _VERB.match(low.split()[-1]) else []


def aim_named(text: str) -> list[str]:
    """Return what "hedefim" is: something to do, or a noun or two."""
    low = flat(text.strip(EDGES))
    if re.search(r"\b(?:seni|sana|sizi|size)\b|\bdegil$", low):
        return []
    if re.search(r"m[ae]k$", low):
        return goal_tr(text)
    is_said = re.match(r"(?:yok|su|bu|o|ne|degil|belli|var|hep|suya|gercek\w*|olmadi|buyuk)\b", low)
    has_verb = re.search(r"m[ae]kt[iu]\b|(?:[dt][iu]|yor\w*|m[iu]s|la|le|olsun|ayarla|yap)$", low)
    return [] if is_said or has_verb or len(low.split()) > 4 else goal_tr(text)


def learned(text: str) -> list[str]:
    """Return what "satranç öğreniyorum" says is being learned."""
    return goal_tr(text) if re.search(rf"\b{_SKILLS} (?:\w+ )?ogren", flat(text)) else []


def prepared_for(text: str) -> list[str]:
    """Return the exam or contest of "KPSS'ye hazırlanıyorum"."""
    low = flat(text.strip(EDGES))
    is_once = re.search(r"\b(?:yarin\w*|bugun\w*|haftaya|vize|final|yazili)\b", low)
    is_known = re.search(rf"\b(?:{_EXAMS})\w*(?:'\w+)?$", low)
    return goal_tr(text) if is_known and not is_once else []


# Verbs that "her gün" complains of, or wishes for, and what is not done.
_NO_HABIT = re.compile(
    r"\b(?:ist[iye]\w*|ihtiyac\w*|lazim|gerek\w*|\w+m[ae]l[iu]y?[iu][mz]|dusun\w*|hissed\w*|merak"
    r"|sor(?:uyor|ar)\w*|bekl\w*|unut\w*|agl\w*|uzul\w*|bik\w*|yorgun\w*|yorul\w*|kavga|tartis\w*"
    r"|ariyoru[mz]|planl\w*|san[iu]yor\w*|oluyoru[mz]|(?!calismiyor)\w+m[iu]yoru[mz]|ayni sey\w*"
    r"|keske|neyin|hayal|deli\w*|gor[iu]yor\w*|goruyor\w*|ozl\w*|kaybed\w*|agri\w*|para\b.*od\w*"
    r"|kal[iu]yoru[mz]|kal[iu]r[iu][mz]|durum\w*)\b"
)


def habit_tr(text: str) -> list[str]:
    """Return a habit with its time.

    >>> habit_tr("Salı günleri yüzüyorum"), habit_tr("her gün aynı şeyi düşünüyorum")
    (['Salı günleri yüzüyorum'], [])
    """
    words = text.strip(EDGES).split()
    if words and flat(words[0]) == "ben":
        words = words[1:]
    low = flat(" ".join(words))
    if not words or low.split()[-1] in TRADES or _NO_HABIT.search(low):
        return []
    return [" ".join(words[-9:])]
