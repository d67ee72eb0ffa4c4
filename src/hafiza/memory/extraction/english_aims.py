"""Aims in life in English, told from errands and from tasks at hand."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import LANGUAGES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.values import phrase

# What is to be done now, in this conversation or at the desk, is no goal of a life.
_TASK = re.compile(
    r"\b(?:tonight|today|tomorrow|this (?:morning|afternoon|evening)|right now|code|scripts?|json"
    r"|csv"
    r"|lists? by|docker\w*|images?|containers?|functions?|quer(?:y|ies)|tables?|files?|excel"
    r"|columns?"
    r"|deploy\w*|servers?|api|bugs?|unit tests?|pipelines?|regex|spreadsheets?|formulas?|buttons?"
    r"|tickets?|e-?mails?|reply|message|paragraph|sentence|sort|parse|compile|install|merge|branch"
    r"|pull request|invisible|these|it|that|this(?! (?:year|spring|summer|autumn|fall|winter|month"
    r"|season)))\b"
)


# What a wish for it makes an aim in life, and what does so only with an object or a time.
_AIM = re.compile(
    r"(?:eventually |finally |one day )?(?:become|be an?|be fluent|lose|gain|quit|stop (?:smoking"
    r"|drinking|biting)|save|publish|graduate|retire|qualify|compete|win|climb|sail|pass|raise"
    r"|give up|cut (?:down|back)|pay off|improve my|finish my|write an?|run (?:a|an|the|my|\d)|swim"
    r"|cycle|hike|speak|change careers?|switch (?:careers?|jobs)|volunteer|sleep more|exercise"
    r"|drink less|eat (?:healthier|less|more)|be able to|qualify|train for|master|adopt|go vegan"
    r"|read (?:\d+|more)|get (?:fit|fitter|promoted|in shape|healthier|healthy|stronger|certified"
    r"|pregnant|married|out of debt|into|better at|a (?:degree|master|phd|promotion|raise|job|new"
    r" job|black belt|driver)|my (?:degree|licen[cs]e|driv|citizenship|black belt|green card"
    r"|pilot))|work (?:in|as|abroad)|study|earn|play (?:the|guitar|piano)|live in|move to"
    r"|apply (?:for|to) .*\b(?:phd|master'?s?|degree|university|college|residency|citizenship|med"
    r" school|grad school)|open (?:an?|my) (?!file|window|door|tab|ticket|issue|bottle|can\b|jar)"
    r"|learn (?!an?\b|the\b|about|more|some|how|what|why|to\b|this|that|your)\w+(?: \w+)?$"
    r"|learn (?:(?:to|how to) (?:swim|drive|cook|code|sail|ski|play|speak|dance|draw|sew|knit|fly"
    r"|surf|write|sing|ride|paint|dive|program|bake|cycle|snowboard|read music)\b|sign language"
    rf"|(?:some |more )?(?:{'|'.join(sorted(LANGUAGES))}|coding|programming|guitar|piano|violin"
    r"|photography)\b|the (?:guitar|piano|violin|cello|drums|ukulele|harp|saxophone))"
    r"|(?:buy|build|open|start|own|launch|found|run|get|set up)\b.*\b(?:house|home|flat|apartment"
    r"|condo|(?:my|our) own (?!money|card)|business|company|shop|store|restaurant|bakery|caf[eé]"
    r"|studio|farm|degree|family"
    r"|clinic|practice|school|charity|startup|brewery|gym|podcast|investing|land|boat|licen[cs]e)"
    r"|.*\b(?:someday|one day|eventually|before i(?:'m| am| turn)|by the (?:end|time)|next year"
    r"|by (?:next|\d{4}|\d\d\b)|around the world|the world))\b"
)


def aim(text: str) -> list[str]:
    """Return what is wished for if it is an aim, not what is to be done for one now."""
    return goal(text) if _AIM.match(flat(text)) and not _ERRAND.search(flat(text)) else []


# "Qualify as a vet": here "as" begins no further clause.
_AS = re.compile(r"(?:qualify|qualifying|work|working|retrain|train|volunteer|start) as ")
_ERRAND = re.compile(
    r"\b(?:cards?|accounts?|insurance|settings|transfers?|online|payments?|song|playlist|calling"
    r"|visas?|tickets?|flights?|reservations?|deposits? (?:a|my|the|some|this))\b"
)


def goal(text: str) -> list[str]:
    """Return an aim: not a bare verb, nor a task at hand."""
    text = re.sub(r"^(learn(?:ing)?) how to ", r"\1 to ", text.strip(), flags=re.IGNORECASE)
    as_what = _AS.match(flat(text))
    head = as_what.end() if as_what else 0
    found = [text[:head] + one for one in phrase(text[head:])]
    if not found or len(found[0].split()) < 2 or _TASK.search(flat(found[0])):
        return []
    return found
