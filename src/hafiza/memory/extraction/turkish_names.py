"""Turkish names: of who speaks, of relatives and of animals, and what "iki çocuğum" counts."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import LANGUAGES, NAMES, NATIONALITIES, NOT_NAMES, PLACES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_jobs import job_stem
from hafiza.memory.extraction.turkish_places import EDGES, bare, is_capital, known_stem
from hafiza.memory.extraction.turkish_words import ORGANISATIONS, PET_NAMES, TEAMS


def name_tr(text: str) -> list[str]:
    """Return the name that a text begins with: capitalised words, or one known."""
    found: list[str] = []
    for token in text.strip().split()[:4]:
        word = bare(token.strip(EDGES))
        low = flat(word)
        if not word.isalpha() or low in LANGUAGES or _TEAM.fullmatch(low):
            break
        if low in NOT_NAMES and not (is_capital(word) and low in NAMES):
            break
        if found and (known_stem(token) or job_stem(low)[0]):
            break
        if not (is_capital(word) or (not found and low in NAMES)):
            break
        if not found and low in PLACES and low not in NAMES:
            break
        found.append(word)
        if word != token or len(found) == 3:
            break
    return [" ".join(found)] if found else []


_TEAM = re.compile(TEAMS)
# "Eşim Arçelik istiyor": a capital after a relation, and the verb or noun that it belongs to.
_OF_WHAT_FOLLOWS = re.compile(
    r"(?:\w+ )?(?:oynu|oynar|oynad|oynam|izl|iste|isti|dinl|seviyor|sever|oku[ry]|okuma|kullan|giy"
    r"|hayran|fan|mac|marka|model|film|dizi|dizil|parti|grup|grub|takim|tak[ai]t|rahmet|bagiml|tutku"
    r"|icer|iciyor|yiyor|yer$|biliyor|bilir|ogren|konus|destekl|tutuyor|tutar|partili|sark|kitab"
    r"|roman|albüm|album|konser|oyun|bayil|sevdal|taraftar|abonel|uyel|kurs|kahve|usul|mal[iu])"
)
_OF_SOMEBODY = re.compile(r"(?:teyze|amca|abla|abi|hoca|hanim|bey|dayi|hala|usta)\w*n[iu]n\b")


_TITLES = frozenset("allah tanri bey hanim noel kurban hidrellez devlet".split())


def kin_called(text: str) -> list[str]:
    """Return the first name after a relation of one's own; the word after it tells names apart.

    >>> kin_called("Defne resim"), kin_called("Minecraft oynuyor"), kin_called("Giritli bir")
    (['Defne'], [], [])
    """
    first, _, following = text.strip().partition(" ")
    found = kin_name(first)
    if not found or _OF_SOMEBODY.match(flat(following)) or re.search(r"'[dt][ae]$", flat(first)):
        return []
    low = flat(found[0])
    if low in NAMES:
        surname, _, verb = following.partition(" ")
        is_famous = is_capital(surname) and bool(_OF_WHAT_FOLLOWS.match(flat(verb)))
        return [] if is_famous or low in _TITLES else found
    is_other = low in ORGANISATIONS | _TITLES or re.search(r"\w{3}l[iu]$", low)
    return [] if is_other or _OF_WHAT_FOLLOWS.match(flat(following)) else found


def kin_name(text: str) -> list[str]:
    """Return the first name after a relation or an animal of one's own."""
    token = text.strip()
    if "'" in token and flat(bare(token)) in (ORGANISATIONS | PLACES) - NAMES:
        return []
    if re.search(r"'(?:[dt][ae]n?)$", flat(token)) and flat(bare(token)) not in NAMES:
        return []
    found = name_tr(text) or _known_name(token)
    if found and "'" not in token and flat(found[0]) not in NAMES:
        low = flat(found[0])
        if low in NATIONALITIES or known_stem(found[0]):
            return []
    return [found[0].split()[0]] if found else []


def _known_name(token: str) -> list[str]:
    """Return the known name that "yigitle" is, written without a capital and an apostrophe."""
    ending = re.search(r"(?:y?l[ae]|n?[iu]n|y?[iu]|y?[ae]|[dt][ae]n?)$", flat(token))
    stem = token[: ending.start()] if ending else ""
    return [stem] if len(stem) > 3 and flat(stem) in NAMES else []


def said_kin_name(text: str) -> list[str]:
    """Return a name that was announced as one, in lower case too."""
    found = kin_name(text)
    word = bare(text.strip())
    if not found and word.isalpha() and len(word) > 2 and flat(word) not in NOT_NAMES:
        return (
            [word]
            if not re.match(r"(?:ne|nedir|neydi|yok|olsun|olacak|henuz)$", flat(word))
            else []
        )
    return found


def names_tr(text: str) -> list[str]:
    """Return several names: "Oscar, Ada ve Can"."""
    found: list[str] = []
    for part in re.split(r", ?(?:ve )?| ve | ile ", text):
        one = name_tr(part)
        word = part.strip(EDGES).split()[0] if part.strip(EDGES) else ""
        if not one and is_capital(word) and word.isalpha() and len(word) > 1:
            one = [word]
        if not one:
            break
        found += one[:1]
    return found


def name_only(text: str) -> list[str]:
    """Return a name if a text is nothing else: "ben Kerem", but not "ben Kerem'i severim"."""
    found = name_tr(text)
    is_more = bool(found) and len(found[0].split()) != len(text.split())
    if not found or is_more or "'" in text or re.search(r"y[iu]m$|[dt][iu]m$", flat(text)):
        return []
    last = flat(text.split()[-1])
    if job_stem(last)[0] or (re.search(r"[iu]m$", last) and last not in NAMES):
        return []
    return found


def last_name(text: str) -> list[str]:
    """Return the name that a text ends with."""
    tokens = text.split()
    return kin_name(tokens[-1]) if tokens else []


def partner(text: str) -> list[str]:
    """Return the name of "Selda'yla evliyim"; a word of unknown kind at the beginning is none."""
    word = re.sub(r"'?y?l[ae]$", "", text)
    return kin_name(word) if "'" in text or flat(word) in NAMES else []


def pet_name(text: str) -> list[str]:
    """Return the name after an animal of one's own: a capital, or what pets are called."""
    word = bare(text.strip())
    if flat(word) in PET_NAMES and word.isalpha():
        return [word]
    return kin_name(text) if word[:1].isupper() or flat(word) in NAMES else []


def said_pet_name(text: str) -> list[str]:
    """Return the name of an animal that was announced as one, in lower case too."""
    word = bare(text.strip())
    if flat(word) in PET_NAMES:
        return [word]
    return said_kin_name(text)


_NO_NAME = re.compile(
    r"(?:adim|yanlis|onemli|ne|nedir|belli|bu|o|su|lazim|gerek|uzun|kisa|zor|guzel|bende|var|yok"
    r"|.*(?:yor\w*|[dt][iu][mk]?|m[iu]s|[ae]c[ae][kg]\w*|s[iu]n|l[iu]|s[iu]z|[dt][ae]n?|m[ae]z))$"
)


def announced(text: str) -> list[str]:
    """Return the one word after "adım", in lower case too, unless it goes on about the name."""
    if flat(text) in NAMES:
        return [text]
    is_name = len(text) > 2 and flat(text) not in NOT_NAMES and not _NO_NAME.match(flat(text))
    return [text] if is_name else []


def pet_names(text: str) -> list[str]:
    """Return the names of several animals, if pets are called so."""
    found = [pet_name(one) for one in re.split(r" (?:ile|ve) ", text)]
    return [name for one in found for name in one] if all(found) else []


def names_same(text: str) -> list[str]:
    """Return several names, nothing if there is only one."""
    found = names_tr(text)
    return found if len(found) > 1 else []


def kin_root(text: str) -> list[str]:
    """Return a relation as it is without an ending: "oğl" is "oğul"."""
    known = {"bebeg": "bebek", "kiz": "kız", "ogl": "oğul"}
    return [known.get(flat(text), text)]


def kin_word(text: str) -> list[str]:
    """Return the relation that stood before an ending of one's own."""
    return kin_count(f"{text}m" if text[-1:] not in "ğlz" else text)


def kin_count(text: str) -> list[str]:
    """Return "iki çocuk" for "iki çocuğum"."""
    low = flat(text)
    stem = re.sub(r"(?:[iu]m[iu]z|m[iu]z|[iu]m|m)$", "", low)
    said = text[: len(stem)]
    if said[-1:] in "ğ":
        said = said[:-1] + "k"
    return [re.sub(r"(?i)\bogl$", "ogul", re.sub(r"(?i)\boğl$", "oğul", said))]
