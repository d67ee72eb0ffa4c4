"""Whether an answer says only what its sources say. A pure check on words, for weak models."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hafiza.core.language import fold

# At least this share of an answer's content words must stand in the sources or the question.
MIN_SHARE = 0.6
_STEM_LETTERS = 4

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SECOND_PERSON = re.compile(r"\b(?:you|your|you're|you've|yours)\b|\bsen(?:in|i)?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|mine|me|we|our)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|cannot|no longer|değil|yok|hiç)\b|n['’]t\b", re.IGNORECASE)
_ASKS_NAME_OR_NUMBER = re.compile(
    r"\b(?:where|who|when|name|called|old|much|many|nerede|kim|ne zaman|adi|kac)\b"
)
_SUBJECT = re.compile(r"^\W*(?:my|our) (\w+)", re.IGNORECASE)
_SELF = frozenset({"name", "job", "work", "favourite", "favorite", "home", "age"})
_FUNCTION_WORDS = frozenset(
    "yes and a an the or of to in on at for with by from as is are was were be been being am do"
    " does did has have had will would can could that this it its you your yours youre youve his"
    " her their they he she not no so but there here who what where when which how also both very"
    " ve ile bir bu su o da de ki mi icin gibi ama cok daha en sen senin sana seni olarak".split()
)


def is_grounded(answer: str, question: str, sources: Sequence[str]) -> bool:
    """Say whether an answer rests on its sources.

    It must repeat at least one content word of the sources that the question did not hold,
    take most of its content words from sources or question, name no name or number that neither
    has, deny only what they deny, give one of their names or numbers when the question
    wants one, and keep whose fact it is ("My sister ..."). An answer that
    speaks as the user ("I am ...") is refused as well.

    >>> told = ["My name is Tom and I work as a data scientist."]
    >>> is_grounded("You work as a data scientist.", "What is my job?", told)
    True
    >>> is_grounded("You work as a nurse in Paris.", "What is my job?", told)
    False
    """
    told = _content(" ".join(sources))
    asked = _content(question)
    said = _content(answer)
    if not said or not _SECOND_PERSON.search(answer) or _FIRST_PERSON.search(answer):
        return False
    known = told | asked
    if any(word not in known for word in _names_and_numbers(answer)):
        return False
    stems = {_stem(word) for word in known}
    if bool(_NEGATION.search(answer)) != any(map(_NEGATION.search, sources)):
        return False
    if any(_stem(owner) not in map(_stem, said) for owner in _owners(sources)):
        return False
    named = _names_and_numbers(" ".join(sources)) - asked
    if named and _ASKS_NAME_OR_NUMBER.search(fold(question)) and not named & said:
        return False
    new = {_stem(word) for word in told} - {_stem(word) for word in asked}
    if not any(_stem(word) in new for word in said):
        return False
    return sum(_stem(word) in stems for word in said) >= MIN_SHARE * len(said)


def _owners(sources: Sequence[str]) -> set[str]:
    """Return whom or what the sources speak of ("My sister ..."), the user aside."""
    found = (_SUBJECT.match(source) for source in sources)
    return {fold(match.group(1)) for match in found if match} - _SELF


def _content(text: str) -> set[str]:
    words = (_plain(word) for word in _WORD.findall(text))
    return {word for word in words if word and word not in _FUNCTION_WORDS}


def _names_and_numbers(answer: str) -> set[str]:
    """Return the words with a digit or a capital; a sentence may open with a function word."""
    words = (word for word in _WORD.findall(answer) if word[0].isupper() or _has_digit(word))
    return {plain for plain in map(_plain, words) if plain not in _FUNCTION_WORDS}


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _plain(word: str) -> str:
    folded = fold(word)
    return re.split(r"['’]", folded)[0]


def _stem(word: str) -> str:
    return word[:_STEM_LETTERS] if word.isalpha() else word
