"""Cleaners for what only English rules capture; see `values` for the shared ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.english_aims import aim, goal
from hafiza.memory.extraction.lexicon import LANGUAGES, NAMES, PLACES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.trades import is_trade, job
from hafiza.memory.extraction.values import (
    KINDS,
    cut,
    habit,
    known_place,
    languages,
    name,
    organisation,
    phrase,
    place,
    thing,
)

_PASSING = re.compile(
    r"\b(?:for (?:a |the |my )?(?:\w+ )?(?:week|weekend|day|days|night|nights|trip|conference"
    r"|holiday"
    r"|vacation|work trip|wedding|meeting)|on (?:holiday|vacation|business|a trip)|next (?:week"
    r"|month"
    r"|year|summer|spring|fall|autumn|winter)|this weekend|tomorrow|tonight|until|a hurry|visiting"
    r"|on a visit)\b"
)
_ROLE = re.compile(
    r"\b(?:of hono[u]?r|best man"
    r"|of (?:the|my|our) (?:family|house|group|household|team'?s?|office|party|kitchen)|tonight"
    r"|today|at heart|in my head|wannabe|in another life|in disguise|in the kitchen|(?:to"
    r"|for) my (?:kids|children"
    r"|family|cat|dog)|around here|at this point|in training|lately|compared)\b"
)
_SINGULAR = {"children": "child", "babies": "baby", "wives": "wife", "grandchildren": "grandchild"}


def singular(kind: str) -> str:
    """Return an English word for one of several."""
    low = flat(kind)
    return _SINGULAR.get(low, kind[:-1] if low.endswith("s") and len(low) > 3 else kind)


def _place_now(text: str) -> list[str]:
    if _PASSING.search(flat(text)):
        return []
    return place(text)


def _place_lived(text: str) -> list[str]:
    return place(text)


def _place_from(text: str) -> list[str]:
    return place(re.split(r" to ", text, maxsplit=1)[0])


def _job_in(text: str) -> list[str]:
    return known_place(text)


def _company(text: str) -> list[str]:
    found = organisation(text)
    return [
        one
        for one in found
        if (not one.islower() and flat(one).split()[0] not in PLACES) or len(one.split()) > 1
    ]


def _job_at(text: str) -> list[str]:
    """Return the employer of "product manager at Spotify"."""
    parts = re.split(r" (?:at|for|with) ", text, maxsplit=1)
    return _company(parts[1]) if len(parts) == 2 and job(parts[0]) else []


def _job_wrong(text: str) -> list[str]:
    return job(text)


def _own_job(text: str) -> list[str]:
    return [] if _ROLE.search(flat(text)) else job(text)


def _job_sure(text: str) -> list[str]:
    """Return the trade of "the receptionist" and nothing that only may be one."""
    found = _own_job(text)
    return found if found and is_trade(flat(found[0]).split()[-1]) else []


def _titled(text: str) -> list[str]:
    """Return the title of "Professor Adebayo"."""
    title, _, rest = text.partition(" ")
    return [title] if name(rest) else []


def _teacher(text: str) -> list[str]:
    subject = text.strip()
    if flat(subject).split()[0] in (
        "a",
        "an",
        "kids",
        "children",
        "people",
        "students",
        "at",
        "in",
    ):
        return ["teacher"]
    return [f"{subject} teacher"]


def _study(text: str) -> list[str]:
    text = re.sub(r" (?:part|full)[- ]time.*$", "", text.strip(), flags=re.IGNORECASE)
    if flat(text) in NAMES or len(text.split()) > 5:
        return []
    return [f"{text} student"]


def _owner(text: str) -> list[str]:
    return [re.sub(r"^(?:a|an|my own|our own) ", "", text) + " owner"]


def _owner_of(text: str) -> list[str]:
    """Return what one runs, not as its owner: "a community choir"."""
    return [f"running {text}"]


def _kin(text: str) -> list[str]:
    return [re.sub(r"^(?:a|an) ", "", text)]


def _kin_name(text: str) -> list[str]:
    bare = re.sub(r"'s?$", "", text)
    if flat(bare) in PLACES and flat(bare) not in NAMES:
        return []
    return name(bare)[:1] if len(bare) > 1 else []


def _kin_named(text: str) -> list[str]:
    """Return the name of "my sister is Magda": a capital, and no trade or people."""
    found = _kin_name(text)
    return found if text[:1].isupper() and not job(text) else []


def _names(text: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r",(?: and)? | and | & ", text):
        one = name(part)
        if not one:
            break
        found += one[:1]
    return found


def _children(text: str) -> list[str]:
    first = text.split()[0]
    return [text if first != text and flat(first) in ("twins", "triplets") else f"{first} children"]


def _pet(text: str) -> list[str]:
    return [re.sub(r"^(?:a|an|my|our|some|another) (?:new )?", "", text)]


def _manager(text: str) -> list[str]:
    return [f"{text} manager"]


def _driver(text: str) -> list[str]:
    return [f"{text} driver"]


def _major(text: str) -> list[str]:
    return [f"{text} major"]


def _pet_name(text: str) -> list[str]:
    return _kin_name(text)


def _name_or_kind(text: str) -> list[str]:
    found = name(text)
    # The kind itself stands before it.
    return [found[0].split()[0]] if found else [""]


def _said_names(text: str) -> list[str]:
    return _names(cut(text))


def _allergy(text: str) -> list[str]:
    return [f"{one} allergy" for one in thing(text) if not _NO_ALLERGEN.match(flat(one))]


# What one is allergic to only as a joke.
_NO_ALLERGEN = re.compile(
    r"(?:mornings?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|meetings?"
    r"|people|work|working|effort|exercise|nonsense|bullshit|bs|drama|commitment|small talk|fun"
    r"|stupidity|responsibility|housework|cooking|cleaning|ironing|admin|paperwork|excel|maths?"
    r"|politics|silence|change|losing|queues|queuing|winter|capitalism|deadlines|e-?mails?|phone"
    r"|waiting|running|gyms?|hard|being|getting|doing|everything|anything|life|rules|authority"
    r"|adults|kids|children|men|women|stairs"
    r"|boredom|cringe|jokes|puns|chores|taxes|debt|sleep|homework|school|jazz|country music|liars?"
    r"|cheap|bad|early|adulting|romance|love|happiness|joy|surprises)\b"
)


def _intolerance(text: str) -> list[str]:
    return [f"{one} intolerance" for one in thing(text)]


def _not_eaten(text: str) -> list[str]:
    return [text]


def _goal_ing(text: str) -> list[str]:
    return phrase(text)


def _preferred(text: str) -> list[str]:
    return thing(re.split(r" (?:over|to|rather than|instead of|than) ", text, maxsplit=1)[0])


def _thing_into(text: str) -> list[str]:
    if re.match(r"(?:a|an|the|my|his|her) (?:trouble|car|room|wall|problem|issue)", flat(text)):
        return []
    return thing(text)


# "I read French novels" tells of novels.
_AFTER_LANGUAGE = re.compile(
    r"^(?:$|[\s]*[^\w\s]|\s+(?:and|or|but|fluently|well|badly|very|pretty|quite|a|at|with|too|as"
    r"|because"
    r"|since|from|to|better|best|now|every|in|on|for|natively|also|so|all|only|daily|like|ok|okay"
    r"|by"
    r"|though|while|when|poorly|perfectly|almost|enough|thanks|not|plus|if|is|i)\b)"
)


def _languages_only(text: str) -> list[str]:
    found = languages(text)
    # "I know the Turkish teacher" names a language and tells of none.
    first = re.match(r"(?:[^\W\d_]+[ ,]+){0,2}?([^\W\d_]+)", text)
    if (
        not found
        or not first
        or not _AFTER_LANGUAGE.search(text[text.index(found[-1]) + len(found[-1]) :].lower())
        or re.match(r"(?:the|a|an|that|zero|no|barely|hardly|some \w+ people)\b", flat(text))
    ):
        return []
    return found


def _relation(text: str) -> list[str]:
    return [re.sub(r"^a ", "", text)]


def _empty(text: str) -> list[str]:
    return [""]


def _field(text: str) -> list[str]:
    return [text.strip()]


def _company_not_person(text: str) -> list[str]:
    """Return an employer that is no first name: "I fix cars for Anna" has none."""
    return [one for one in _company(text) if flat(one).split()[0] not in NAMES]


def _org_not_person(text: str) -> list[str]:
    return [one for one in organisation(text) if flat(one).split()[0] not in NAMES]


def _doing(text: str) -> list[str]:
    """Return what free time is spent on: an activity, not a place or company."""
    return thing(text) if re.match(r"(?:doing |out )?\w+ing\b", flat(text)) else []


def _known_name(text: str) -> list[str]:
    return name(text) if flat(text) in NAMES else []


def _company_since(text: str) -> list[str]:
    """Return an employer only if it is said how long: "at Siemens for eight years"."""
    return _company(text) if re.search(r"\b(?:for|since)\b", flat(text)) else []


def _proper_city(text: str) -> list[str]:
    """Return a place that is known, or has a capital and is no name and no tongue."""
    first = flat(text.strip()).split(" ")[0].strip(".,")
    if first in LANGUAGES or (first in NAMES and first not in PLACES):
        return []
    return _place_now(text)


def _name_of(text: str) -> list[str]:
    return name(text)


def _pet_titled(text: str) -> list[str]:
    """Return a name, with its title: "Mr Wiggles"."""
    return [text] if text.split()[-1][:1].isupper() else []


def _proper_place(text: str) -> list[str]:
    found = place(text)
    return found if found and len(found[0]) == len(text.strip()) else []


def _proper_place_now(text: str) -> list[str]:
    return _place_now(text)


def _student_of(text: str) -> list[str]:
    if re.match(
        r"(?:good|bad|new|best|fellow|exchange|a level|top|our|lazy|broke|poor)\b", flat(text)
    ):
        return []
    return [text]


def _diagnosis(text: str) -> list[str]:
    if flat(text) in ("recent", "new", "own", "latest", "first", "official", "car", "self"):
        return []
    return [text]


def _told_of_me(text: str) -> list[str]:
    return [text]


_ONCE = re.compile(
    r"\b(?:this (?:week|month|time)|tomorrow|today|tonight|next \w+day|next (?:week|month|year)"
    r"|last (?:week|month|year|night)|yesterday)\b"
)


def _habit(text: str) -> list[str]:
    """Return a habit, not what is done once."""
    return [] if _ONCE.search(flat(text)) else habit(text)


def _habit_long(text: str) -> list[str]:
    return [] if _ONCE.search(flat(text)) else [" ".join(text.split()[:8])]


def _habit_told(text: str) -> list[str]:
    return [] if _ONCE.search(flat(text)) else [" ".join(text.split()[:14])]


def _user_name(text: str) -> list[str]:
    """Return a name only if nothing but a name follows "I'm"."""
    found = name(text)
    if not found:
        return []
    rest = text.strip()[len(found[0]) :]
    low = flat(found[0])
    if job(found[0]):
        return []
    if low.split()[0] in PLACES and low.split()[0] not in NAMES:
        return []
    if (
        not rest
        or rest[0] in ",;."
        or re.match(r" (?:and|from|by the way|btw|here|but|your|in it|please|pls|instead|\()", rest)
    ):
        return found
    return []


ENGLISH_KINDS: dict[str, Callable[[str], list[str]]] = {
    **KINDS,
    "job": _own_job,
    "name": _user_name,
    "place_now": _place_now,
    "place_lived": _place_lived,
    "place_from": _place_from,
    "known_place_stay": lambda text: [] if _PASSING.search(flat(text)) else known_place(text),
    "job_in": _job_in,
    "job_at": _job_at,
    "job_wrong": _job_wrong,
    "company": _company,
    "teacher": _teacher,
    "titled": _titled,
    "job_sure": _job_sure,
    "owner_of": _owner_of,
    "name_of": _name_of,
    "pet_titled": _pet_titled,
    "proper_city": _proper_city,
    "study": _study,
    "owner": _owner,
    "kin": _kin,
    "kin_live": _kin,
    "kin_name": _kin_name,
    "kin_named": _kin_named,
    "kin_names": _names,
    "names": _said_names,
    "one_name": lambda text: [found.split()[0] for found in name(text)],
    "children": _children,
    "pet": _pet,
    "pet_name": _pet_name,
    "pet_names": _said_names,
    "name_or_kind": _name_or_kind,
    "allergy": _allergy,
    "intolerance": _intolerance,
    "not_eaten": _not_eaten,
    "driver": _driver,
    "manager": _manager,
    "major": _major,
    "goal_ing": _goal_ing,
    "preferred": _preferred,
    "thing_into": _thing_into,
    "languages_only": _languages_only,
    "relation": _relation,
    "empty": _empty,
    "doing": _doing,
    "goal": goal,
    "aim": aim,
    "habit": _habit,
    "field": _field,
    "org_not_person": _org_not_person,
    "company_not_person": _company_not_person,
    "known_name": _known_name,
    "company_since": _company_since,
    "proper_place": _proper_place,
    "proper_place_now": _proper_place_now,
    "student_of": _student_of,
    "diagnosis": _diagnosis,
    "told_of_me": _told_of_me,
    "someday": phrase,
    "habit_long": _habit_long,
    "habit_told": _habit_told,
}
