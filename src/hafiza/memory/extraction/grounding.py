"""Whether what a model claims stands in the turn it cites. A pure check on words."""

from __future__ import annotations

import re

from hafiza.core.language import fold
from hafiza.memory.extraction.claims import ClaimKind

# Knowledge and episodes are sentences that may be put in other words, up to this share of them.
MIN_SHARE = 0.6
# Letters that an English ending may add ("eat", "eating"); Turkish ones add more.
_ENDING_LETTERS = {"en": 3, "tr": 9}
_MIN_TYPO_LETTERS = 6

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’ʼ]")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|correct|exactly|indeed|that's right|right(?=\W*$|[,.!])"
    r"|evet|aynen|dogru|tabii?|oyle|kesinlikle)\b"
)
_MAX_YES_WORDS = 6
# Words that carry a value and are none: "named Pamuk", "41 years old", "lives in Hull".
_CARRIERS = frozenset(
    "a an the and or of to in on at for with by from as is are am was were be been has have had do"
    " does did i me my mine we us our you your he she it his her its they their that this user s"
    " year years old live lives living work works working like likes love loves name named called"
    " not no yes don t doesn isn never any"
    " ve veya ile bir bu su o da de ki mi icin gibi ben benim bizim biz onun kullanici olarak"
    " yas yasinda yasindaki yil adi adli adinda isimli ismi degil yok var hic olan".split()
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz kirk elli altmis yetmis seksen"
    " doksan".split()
)
_MAX_AGE = 130
# In the other slots a denial may be the value itself: "I don't eat pork".
_DENIABLE = frozenset(
    "name age occupation employer location hometown relationship language family pet likes".split()
)
# What is denied stands after the denial in English and before it in Turkish.
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|[,.;:!?\n]")
_DENIES_EN = re.compile(r"not|never|\w+n['’]t|dont|doesnt|isnt|arent|havent|cannot")
_DENIES_TR = re.compile(
    r"degil(?:im|iz|dim|dik)?|yok|(?:bil|konus|sev|besle|otur|yasa|calis|hoslan)m[iu]yor(?:um|uz)"
)
_STARTS_ANEW = re.compile(r"i|i'm|im|i've|we|we're|my|our|only|just|but|[,.;:!?\n]")
_REACH = {"en": 4, "tr": 2}
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|cannot|degil\w*|yok\w*|hic\w*|\w+(?:ma|me|mi|mu)yor\w*|\w+m[ae]z"
    r"|\w+m[ae]m)\b|n['’]t\b"
)


def is_grounded(value: str, text: str, language: str, kind: ClaimKind = "fact") -> bool:
    """Say whether a value can be read in a text, in the text's own language.

    Of a fact every content word must stand in the text or be near to one of it: inflected, or
    one letter off. Of other kinds most words, but every name and number. A translation and an
    invention both have words that the text has not.

    >>> is_grounded("veri bilimci", "Ankara'da veri bilimciyim", "tr")
    True
    >>> is_grounded("data scientist", "Ankara'da veri bilimciyim", "tr")
    False
    """
    content = content_words(value)
    if not content:
        return False
    told = {folded for folded, _ in _words(text)}
    missing = [
        (word, said) for word, said in content if not any(is_near(word, t, language) for t in told)
    ]
    if kind == "fact":
        return not missing
    is_firm = all(not _is_name_or_number(said) or word == content[0][0] for word, said in missing)
    denies = bool(_NEGATION.search(fold(value))) and not _NEGATION.search(fold(text))
    return is_firm and not denies and len(missing) <= (1 - MIN_SHARE) * len(content)


def fits_slot(slot: str, value: str) -> bool:
    """Say whether a value can fill a slot at all: an age is a number of years.

    >>> fits_slot("age", "forty-eight"), fits_slot("age", "rent"), fits_slot("age", "1984")
    (True, False, False)
    """
    if slot != "age":
        return True
    words = re.findall(r"\d+|[^\W\d_]+", fold(value))
    numbers = [int(word) for word in words if word.isdecimal()]
    if numbers:
        return all(0 < number <= _MAX_AGE for number in numbers)
    return any(word in _NUMBER_WORDS for word in words)


def is_denied(slot: str, value: str, text: str, language: str) -> bool:
    """Say whether a text denies a value wherever it names it, in a slot that needs it affirmed.

    >>> is_denied("occupation", "lawyer", "I'm not a lawyer", "en")
    True
    >>> is_denied("location", "Mersin", "Adana değil Mersin", "tr")
    False
    """
    content = [word for word, _ in content_words(value)]
    if slot not in _DENIABLE or not content:
        return False
    tokens = [fold(token).replace("’", "'") for token in _TOKEN.findall(text)]
    named = content[-1] if language == "tr" else content[0]
    places = [n for n, t in enumerate(tokens) if is_near(named, t.split("'")[0], language)]
    return bool(places) and all(_is_denied_at(tokens, place, language) for place in places)


def is_near(word: str, told: str, language: str) -> bool:
    """Say whether two folded words are one word: inflected, or mistyped by one letter.

    >>> is_near("bilimci", "bilimciyim", "tr"), is_near("car", "cardiff", "en")
    (True, False)
    >>> is_near("nurse", "nurses", "en"), is_near("theo", "leo", "en")
    (True, False)
    """
    if word == told:
        return True
    if not word.isalpha() or not told.isalpha():
        return False
    short, long = sorted((word, told), key=len)
    shared = _n_shared(short, long)
    # "run", "running": a doubled letter is no part of the ending.
    ending = len(long) - shared - (long[shared : shared + 1] == short[-1:])
    # The last letter of a stem may change: "kitap", "kitabım"; "study", "studies".
    whole = shared == len(short) or (shared >= 4 and shared == len(short) - 1 and ending > 1)
    if shared >= 2 and whole and ending <= _ENDING_LETTERS.get(language, 3):
        return shared >= 3 or language == "tr"
    return len(short) >= _MIN_TYPO_LETTERS and shared >= 1 and _is_one_edit(short, long, shared)


def content_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text that carry meaning: folded, and as written."""
    return [(folded, said) for folded, said in _words(text) if folded not in _CARRIERS]


def sentence_of(value: str, text: str, language: str, max_characters: int) -> str:
    """Return the sentence of a text that holds most of a value, cut to a length."""
    content = [word for word, _ in content_words(value)]
    best, best_share = text, -1
    for match in _SENTENCE.finditer(text):
        told = [folded for folded, _ in _words(match[0])]
        share = sum(any(is_near(word, t, language) for t in told) for word in content)
        if match[0].strip() and share > best_share:
            best, best_share = match[0], share
    best = " ".join(best.split())
    return best if len(best) <= max_characters else best[: max_characters - 1] + "…"


def answers_yes(text: str, question: str) -> bool:
    """Say whether a turn only says yes to a question, whose words are then its own.

    >>> answers_yes("Evet, öyle", "Vegan mısın?"), answers_yes("Right now I eat fish", "Vegan?")
    (True, False)
    """
    is_short = len(text.split()) <= _MAX_YES_WORDS
    return is_short and "?" in question and bool(_YES.match(fold(text)))


def _is_denied_at(tokens: list[str], place: int, language: str) -> bool:
    reach = _REACH.get(language, 2)
    if language == "tr":
        near = tokens[place + 1 : place + 1 + reach]
        denies = _DENIES_TR
    else:
        near = tokens[max(0, place - reach) : place][::-1]
        denies = _DENIES_EN
        if near[:1] == ["no"]:
            return True
    for token in near:
        if denies.fullmatch(token):
            return True
        if _STARTS_ANEW.fullmatch(token):
            return False
    return False


def _words(text: str) -> list[tuple[str, str]]:
    cut = (_APOSTROPHE.split(match[0])[0] for match in _WORD.finditer(text))
    return [(fold(word), word) for word in cut if word]


def _is_name_or_number(word: str) -> bool:
    return word[0].isupper() or any(letter.isdigit() for letter in word)


def _n_shared(a: str, b: str) -> int:
    """Return the number of letters two words share from the start."""
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def _is_one_edit(short: str, long: str, shared: int) -> bool:
    if len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        swapped = short[shared + 1 : shared + 2] + short[shared : shared + 1] + short[shared + 2 :]
        return short[shared + 1 :] == long[shared + 1 :] or swapped == long[shared:]
    return short[shared:] == long[shared + 1 :]
