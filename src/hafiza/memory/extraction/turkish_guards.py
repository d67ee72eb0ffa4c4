"""Turkish that tells nothing of the user: games, drafts, quotations, irony, reported speech.

All read flat text (`reading.flat`).
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import KIN_TR

# From here on a text of somebody else; where nothing before it counts, from the beginning.
TEXT_OF_OTHERS = re.compile(
    r"\balint\w*:|\b(?:diyor|dedi|demis|der|soyluyor|yaziyor|diyordu|yazmis)\w*(?: ki)?:"
    r"|\b(?:oyku|hikaye|roman|senaryo|siir)\w* (?:taslag|giris|ilk (?:sayfa|cumle)|bolum|kahraman"
    r"|karakter)\w*|\banlatici\w*|\bbas ?karakter\w*"
    r"|^.*\b(?:oynayalim|oyun oyna\w*|provasi (?:yap|ed)\w*|kimin (?:siir|kitab|sark|soz|roman)\w*"
    r"|(?:romanini|kitabini|filmini|siirini) (?:ozetle|anlat|acikla)\w*|sarkisi\w* soz\w*)"
    r"|\b(?:siir|sark|roman|oyku|hikaye|masal|cumle|paragraf|metin|kompozisyon|replik|tirad|haber"
    r"|makale|yorum|tabela|slogan)\w*[^.:]{0,25}:(?! ?_)"
    r"|\b(?!benim|bizim)\w+(?:n[iu]n|[iu]n) (?!ad|ism|isim|yas)"
    r"(?:\w+ )?\w+[iu](?:nd[ae]n?)?:(?! ?_)"
)
# A sentence that is an example, or means its opposite.
NOT_MEANT = re.compile(
    r"\b(?:seklinde(?! besl)|diye baslayan|(?:dersem|desem) yalan|size nasil yardimci ol\w*)\b"
    r"|^(?:tabii?|he+|ya|evet evet) (?:canim|tabii?|efendim|tabi),? |\bdalga geciyorum\b"
    r"|\{ ?\w+ ?:|\bfixture\b"
    r"|\b(?:test|ornek) (?:veri|kullanici|kayit|profil|kayd)\w*"
)
_SPEAKS = (
    r"(?:de[dr]|dem[ei]|diyor|soyl|sor[dua]|yaz|bagir|dusun|san[di]|bil[id]|anlat|tuttur|iddia|ima"
    r"|seslen|tanit|hitap|kandir|yalan|mesaj|yorum|inan|kayit|kaydet|cagir|gecin)"
)
# "Uyusun diye" is an aim, not what is said.
_NO_AIM = r"(?<!sin )(?<!sun )(?<!yim )(?<!lim )(?<!nlar )(?<!nler )"
_SAYS = re.compile(
    r"\b(?:dedi|dedim|diyor|diyorlar|diyordu|der|demis\w*|diyen\w*|soyledi\w*|soyluyor(?!u[mz])\w*"
    rf"|{_NO_AIM}diye(?: (?:[\w']+ ){{0,2}}{_SPEAKS}\w*|$)"
    r"|saniyor\w*|zannedi\w*|zannett\w*|iddia ed\w*|sandi\w*|yazmis\w*|bagir\w*|derdi"
    r"|desem|desek)\b"
)


def is_reported(clause: str) -> bool:
    """Say whether a clause tells what somebody said or believes; "-sın diye" is an aim.

    >>> is_reported("doktorum diye tanitti"), is_reported("cocuk uyusun diye sarki soyluyorum")
    (True, False)
    """
    return bool(_SAYS.search(clause))


_OWN_CONTENT = re.compile(
    r"\b(?:\w*(?:m[iu]s|yor|[dt][iu])|var|yok)\b.*\b(?:dedi|diyor|demis|diye|soyledi)\b"
)


def reports_itself(clause: str) -> bool:
    """Say whether a clause of hearsay holds what was said, so that none before it does.

    >>> reports_itself("fitik baslangici varmis doktor dedi"), reports_itself("dedi kiz")
    (True, False)
    """
    return bool(_OWN_CONTENT.search(clause) or _TO_ONE.search(clause))


_SPEAKER = re.compile(
    rf"(?:(?!ben\b|biz\b|ki\b)[\w']+ ){{0,3}}?(?:(?:{KIN_TR})(?:l[ae]r)?(?:[iu]?m(?:[iu]z)?)?"
    r"|(?:hanim|bey|hoca|ogretmen|doktor|hemsire|diyetisyen|psikolog|mudur|patron|sef|amir|usta"
    r"|ustabasi|komsu|arkadas|kanka|adam|kadin|oglan|herkes|biri|bazilari|kimse|millet"
    r"|kalfa|memur|gorevli|muhtar|imam|eleman|avukat|muhasebeci|ev sahibi|kaynana|kaynata|kayinco"
    r"|insan kaynaklari|oburu|oteki|digeri|\w{3,}[cs][iu])(?:l[ae]r)?"
    r"(?:[iu]?m(?:[iu]z)?|s[iu]|[iu])?)(?= )"
)


def names_speaker(clause: str) -> bool:
    """Say whether a clause begins with somebody who may be the one that says it.

    >>> names_speaker("doktor yuru dedi"), names_speaker("sekerim var dedi")
    (True, False)
    """
    return bool(_SPEAKER.match(clause))


# What somebody tells one to do, or says of one, is said to oneself: "yürü dedi", "bitirirsin dedi".
_TO_ONE = re.compile(
    r"\b(?:et|yap|yuru|al|ye|kes|at|birak|git|gel|ver|bak|dur|ic|uyu|calis|kalk|otur|sor|tak|yika"
    r"|bekle|dinlen|basla|surdur|kullan|oku|yaz|koy|don|evlen|gec|bos ver|\w{2,}m[ae]"
    r"|\w+(?:s[iu]n(?:[iu]z)?|[iu]n[iu]z)) (?:de[dr]|dem[ei]|diyor|diye )\w*"
)
# A trade that is only felt: "öğrenci oldum yine", "bakıcısıyım resmen".
FIGURE_OF_A_TRADE = re.compile(
    r"\b(?:resmen|adeta|sanki|mecazen|yemin ederim|guya|sozde|sozum ona)\b"
    r"|\byuzunden [^.]{0,40}old[iu][mk]\b"
    r"|\bold[iu][mk] (?:yine|ciktim|galiba|sayende)\b"
)
# What holds today only.
FOR_NOW = re.compile(
    r"\b(?:bu (?:hafta|ay|gece|aksam|sabah|seferlik)|bugun|yarin|dun|bu (?:hafta)? ?sonu|ayni"
    r"|yine|biraz daha|kavga|(?:gun|hafta|ay|yil)d[iu]r her)\b"
)
_DAY_OR_HOUR = ("bu gece", "bu aksam", "bu sabah", "bu seferlik", "bugun", "yarin", "dun")
_REGULARLY = re.compile(r"\b(?:her|hep|genelde|haftada|gunde|ayda)\b|l[ae]r[iu]\b")


def holds_for_now(sentence: str) -> bool:
    """Say whether a sentence tells what is done this time, not regularly."""
    found = FOR_NOW.search(sentence)
    is_span = found is not None and not found[0].startswith(_DAY_OR_HOUR)
    return found is not None and (is_span or not _REGULARLY.search(sentence))
