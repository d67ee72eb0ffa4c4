"""Aims of a life in English: which verbs tell one, and of what.

"I want to apply for" is one for medical school and none for a credit card; "learn" is one for
Korean and none for how to change the oil. So each verb stands with what it may be said of.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import LANGUAGES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.values import phrase

_A = (
    r"(?:(?:an?|my|our|the|some) )?(?:(?!(?:in|on|at|of|for|to|with|about|around)\b)[\w'-]+ ){0,3}?"
)
_LANGUAGE = f"(?:{'|'.join(sorted(LANGUAGES))}|languages?)"
_INSTRUMENT = (
    "(?:guitar|piano|violin|cello|ukulele|drums?|flute|saxophone|sax|bass|banjo|harp|trumpet"
    "|accordion|clarinet|harmonica|mandolin|keyboard|organ|instrument|chess|poker)"
)
_SKILL = (
    "(?:swim|drive|cook|code|program|dance|sing|draw|paint|play|ski|surf|sail|sew|knit|crochet|read"
    "|speak|ride|fly|skate|skateboard|snowboard|bake|garden|box|juggle|meditate|climb|dive"
    "|invest|type|sign|write|fence|weld|do a handstand)"
)
_DEGREE = (
    "(?:degree|phd|doctorate|thesis|dissertation|master'?s|mba|bachelor'?s|diploma|certificat\\w+"
    "|licen[cs]e|citizenship|residency|green card|black belt|gcses?|a[- ]levels|studies|school"
    "|college|university|uni|program(?:me)?|training|bootcamp|apprenticeship|bar|boards)"
)
_BUSINESS = (
    "(?:business|company|caf[eé]|bakery|shop|store|restaurant|startup|studio|school|salon|agency"
    "|hotel|gym|farm|gallery|bookshop|bookstore|brewery|bar|pub|clinic|practice|vineyard|bistro"
    "|food truck|charity|foundation|ngo|nonprofit|brand|label|nursery|guesthouse|firm|theatre"
    "|family|band|podcast|youtube channel|career)"
)
_HOME = (
    "(?:house|home|flat|apartment|condo|cottage|land|farm|property|cabin|boat|yacht|car|van"
    "|camper\\w*|motorbike|motorcycle|motorhome|place)"
)
_BOOK = "(?:book|books|novel|memoir|screenplay|play|poetry|album|autobiography|cookbook|collection)"
_RACE = "(?:marathon|half|ultra\\w*|triathlon|ironman|race|\\d+ ?k|\\d+ (?:km|miles?)|mile)"
LEARNED = (
    rf"(?:(?:how )?to (?:{_SKILL}|speak)\b|(?:[\w-]+ )?{_LANGUAGE}\b|(?:the |an? )?{_INSTRUMENT}\b"
    r"|(?!more|about|from|how|what|why|when|if|something|some|new|everything|these|this|that|it|all"
    r"|a|the|to|directly|lots?|much|so|things?|an?|here|and)[\w-]+(?=$| (?:this|next|before|by"
    r"|in|at|so|and|with|on|from|for|these)\b))"
)
_VICE = (
    "(?:smoking|drinking|vaping|gambling|procrastinating|snacking|overeating|swearing|biting my"
    "|eating \\w+|alcohol|sugar|caffeine|coffee|nicotine|meat|weed|social media)"
)
# Each row: verbs, and what they need after them.
AIM = re.sub(
    r"\n *",
    "",
    rf"""(?:
  become \w
 |be (?:fluent|debt[- ]free|an? (?!bit|little|part|good|better))
 |(?:re)?learn {LEARNED}
 |(?:quit|stop) (?:{_VICE}|my job)\b
 |give up (?!on\b)\w
 |run {_A}(?:{_RACE}|{_BUSINESS})\b
 |(?:complete|finish|win) {_A}(?:{_RACE}|{_DEGREE}|{_BOOK})\b
 |buy {_A}{_HOME}\b
 |(?:own|build|renovate) {_A}(?:{_HOME}|{_BUSINESS})\b
 |(?:open|start|launch|found|set up) {_A}{_BUSINESS}\b
 |save (?:up\b|for\b|money|enough|\W?\d)
 |(?:lose|gain|put on) (?:some |a few |more |the (?:baby |last ))?
  (?:weight|\d|\w* ?(?:kilos?|pounds|kg|lbs|stone)\b|muscle|strength|confidence|experience)
 |move (?:abroad|overseas|out of|back to|to (?!the (?:next|top|bottom|other|end)|another\b))
 |(?:write|publish) {_A}{_BOOK}\b
 |get (?:fit|fitter|in shape|healthy|healthier|strong|stronger|promoted|pregnant|married
  |certified|sober|out of debt|better at|back in|into (?!the\b|it\b|my\b|this\b|that\b)\w)
 |get {_A}(?:{_DEGREE}|job|promotion|raise)\b
 |(?:graduate|retire|sail|swim|volunteer|compete|qualify|train for|adopt)\b
 |(?:climb|hike|cycle|conquer) \w
 |improve my (?!resume|cv\b|essay|draft|chances|website|score\b|last)\w
 |master (?:the |my )?\w
 |read (?:\d|more\b)
 |(?:cut down|cut back) (?:on )?(?:my )?(?!on$)\w
 |(?:eat|drink|sleep|exercise|read|travel)
  (?: healthier| healthily| better| less| more| earlier| regularly)\b
 |pass {_A}(?:exams?|tests?|bar|finals|boards|theory|course|[a-z]*[elt]{{2}}s)\b
 |pay off \w
 |(?:speak|study) (?:{_LANGUAGE}|fluent|better|abroad|law|medicine)\b
 |earn (?:more|\W?\d|{_A}{_DEGREE})
 |apply (?:to|for) {_A}(?:{_DEGREE}|med|job|scholarship|grant|promotion)\b
 |(?:change|switch) (?:careers?|jobs|fields)
 |work (?:abroad|in (?!the future|it\b|this)|as\b)
 |live (?:abroad|by|near|on|in)\b
 |go (?:vegan|vegetarian|pro|freelance|back to {_A}{_DEGREE}|to {_A}{_DEGREE})\b
 |play (?:the )?(?:\w+ )?{_INSTRUMENT}\b
 |teach (?:abroad|{_LANGUAGE})
 |raise (?:a family|chickens)
)""",
)
# With "someday" or "always wanted to" it is an aim to go or to see, too.
AIM_OF_LIFE = rf"(?:{AIM}|(?:visit|travel|see|go|live|own|try|meet|write|walk|tour|have|do)\b)"

# What is to be done now, in this conversation or at the desk, is no goal of a life.
_TASK = re.compile(
    r"\b(?:tonight|today|tomorrow|(?:this|next) (?:morning|afternoon|evening|weekend)|right now"
    r"|code|scripts?|json|csv|lists? by"
    r"|docker\w*|images?|containers?|functions?|quer(?:y|ies)|tables?"
    r"|files?|excel|columns?|deploy\w*|servers?|api|bugs?|unit tests?|pipelines?|regex"
    r"|spreadsheets?|formulas?|buttons?|tickets?|e-?mails?|reply|message|paragraph|sentence|sort"
    r"|parse|compile|install|merge|branch|pull request|invisible|these|it|that|them|you|there"
    r"|(?:get|buy|have|try|do) one"
    r"|this(?! (?:year|spring|summer|autumn|fall|winter|month|season)))\b"
)
_ASKS_ON = re.compile(r" (?:do|should|can|could|may|is|what|how|where|which) (?:i|it|there|we)\b")


def goal(text: str) -> list[str]:
    """Return an aim: not a bare verb, nor a task at hand."""
    text = re.sub(r"^(learn(?:ing)?) how to ", r"\1 to ", text.strip(), flags=re.IGNORECASE)
    if asked := _ASKS_ON.search(flat(text)):
        text = text[: asked.start()]
    found = phrase(text)
    if not found or len(found[0].split()) < 2 or _TASK.search(flat(found[0])):
        return []
    return found
