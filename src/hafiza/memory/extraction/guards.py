"""Who says it, and is it meant: questions, suppositions, reported speech, fiction, jokes.

Every function is pure and reads flat text (`reading.flat`).
"""

from __future__ import annotations

import re
from typing import Literal

from hafiza.memory.extraction import drafts
from hafiza.memory.extraction.turkish_guards import NOT_MEANT, TEXT_OF_OTHERS

Verdict = Literal["read", "skip", "stop"]

# From here on the turn is somebody's else: a text to work on, a story, a part that is played.
_STOP = re.compile(
    r"\b(?:translate|proof ?read|paraphrase|rephrase|rewrite|spell ?check)\b"
    r"|\b(?:correct|edit|summari[sz]e|fix|improve|polish|check)\b[^.]{0,60}:"
    r"|\b(?:write|tell|compose|make up|create|generate|continue|start)\b[^.]{0,60}"
    r"\b(?:story|poem|tale|novel|lyrics|song|scene|dialogue|monologue|script|diary|haiku|limerick"
    r"|fanfic\w*|fiction|sketch|screenplay|character|narrator|persona|sentence|example|paragraph)\b"
    r"|(?<!i )(?<!can )(?<!can't )\b(?:imagine|pretend|suppose|supposing|assume|assuming"
    r"|let'?s say|say that i|picture this"
    r"|role ?-?play\w*|improv|do a (?:scene|skit|sketch)|in character|act as|act like"
    r"|play the role|hypothetically"
    r"|hypothetical|in (?:my|the|this|our) (?:dream|novel|story|game|book|play|campaign|script"
    r"|movie|film)|my character|my oc|d&d|as a thought experiment|for example,? i|e\.g\. i"
    r"|the lyrics|famous line|opening line|in the voice of|from the perspective of"
    r"|first[- ]person|(?:here'?s|here is|below is|this is) (?:the|a|an|my friend's|his|her|their)"
    r" (?:text|letter|e-?mail|paragraph|message|bio|excerpt|quote|essay|draft|passage|transcript"
    r"|conversation|script))\b"
    r"|\b(?:says?|said|goes|wrote|writes|reads|complain(?:s|ed)|start(?:s|ed)|begins?|began"
    r"|e-?mailed|messaged|tweeted|shouted|asked|commented|announced|whispered|yelled|screamed"
    r"|replied|answered|posted|texted|claim(?:s|ed)|lyrics?|slogan|headline|motto): "
    r"|\b(?:he|she|they|guy|woman|man|dude|someone) (?:goes|is like|was like|be like|was all),? i\b"
    r"|\b(?:texted|messaged|wrote) me,? (?=i\b)"
    r"|\b(?:character|role|part|persona|hero|heroine|villain|avatar|narrator|bard|cleric|wizard)"
    r"(?: that)? (?:i|we|i'm|i'll|i've|we're)(?: am| have| will)? (?:be )?(?:play|voic|portray"
    r"|wr[io]t"
    r"|creat|invent|act)\w*"
    r"|(?<!my )(?<!my dating )(?<!my own )\b(?:monologue|dialogue|profile|bio|advert|ad|listing"
    r"|caption|script|letter"
    r"|voicemail|inscription|plaque|epitaph|obituary|testimonial|review|comment|tweet|chorus|verse"
    r"|exercise|worksheet|subtitle|line|speech|note|card|sticker|mug|t-shirt|shirt|poster|sign"
    r"|tattoo"
    r"|meme|audition|example|template|sample|dummy)s?\b[^.:]{0,40}:(?! ?_| ?\d)"
    r"|\b(?:plaque|sign|mug|shirt|sticker|poster|inscription|letter|note|card|caption|headline"
    r"|tattoo|badge|label|banner|voicemail) (?:that )?(?:says?|said|reads?|reading|saying|goes)\b"
    r"|\b(?:his|her|their|its) (?:(?:first|last|next|opening|exact|own) )*(?:words?|reply|answer"
    r"|response|story|post)s?:"
    r"|\b(?:text|message|e-?mail|note|reply|letter) to (?:\w+ ){0,2}\w+:"
    r"|\bhelp (?:me )?with (?:my |the |this |some )?(?:dialogue|scene|script|story|poem"
    r"|monologue)\b"
    r"|\b(?:larp\w*|cosplay\w*|(?:my|the) sims?)\b|^chapter \w+"
    r"|\b(?:his|her|their|whose) (?:\w+ )?(?:bio|profile|status|tagline|website|cv|feed|caption)"
    r" (?:says?|said|reads?|goes|is|was)\b"
    r"|\byou(?:'re| are) (?:the|an?|my) [^.]{2,30}(?:,| and) i(?:'m| am) (?:the|an?|your)\b"
    r"|\byou be (?:the|my|an?)\b|\bi'll (?:be|play) the\b[^.]{0,40}\byou(?:'re|r)?\b"
    r"|^(?:please )?(?:continue|complete|finish|go on)(?: \w+){0,3}: "
    r"|\b(?:reddit|quora|forum|facebook|linkedin|twitter|tumblr|blog|instagram|tiktok) ?(?:post"
    r"|thread"
    r"|comment|story|caption)\b|\baita\b"
    r"|\b(?:cevir|ceviri|tercume|duzelt|duzeltir|yeniden yaz|ozetle|ozetler|kontrol et)\w*"
    r"[^.]{0,40}:(?! ?_)"
    r"|\b(?:cevirir misin|tercume et|cevir)\b"
    r"|\b(?:hikaye|oyku|siir|masal|roman|senaryo|sarki sozu|diyalog|monolog|fikra|kompozisyon)\w*"
    r"[^.]{0,40}\b(?:yaz|anlat|uydur|olustur|kurgula|devam et)(?:sana|[iu]n|[aiu]r m[iu]s[iu]n\w*"
    r"|[ae]bilir m[iu]s[iu]n\w*|alim|elim)?\b"
    r"|\b(?:yaz|anlat|uydur)\w*[^.]{0,20}\b(?:hikaye|oyku|siir|masal|diyalog)"
    r"|\b(?:hayal et|varsay|varsayalim|diyelim ki|diyelim|farz et|farz edelim|farzet\w*|mesela ben"
    r"|rol yap\w*|rolun\w*|rol oyna\w*|canlandir\w*|birinci agizdan|agzindan|karakterim\w*"
    r"|(?:oyun|zindan|kampanya|roman|hikaye|masal|ruya)\w*(?:n|m|miz|muz)d[ae] [^.]{0,30}\w+y[iu]m"
    r"|(?:metni|metne|hikayeyi|hikayeye|yaziyi|yaziya|siiri|siire|masali|masala)"
    r" (?:devam|tamamla|surdur)"
    r"|ruyamda|oyunda ben|romanimda|hikayemde|hikayede|filmde|gibi davran|mis gibi yap"
    r"|sanki ben|ornek cumle|su cumle\w*|su metin\w*|bu metin\w*|asagidaki)\b"
)
# Letters without which the pattern above cannot match: looking for them costs a tenth of it.
_STOP_CUES = tuple(
    (
        "transl|proof|phrase|rewrite|spell|:|story|poem|tale|novel|lyrics|song|scene|dialog"
        "|monolog|script|diary|haiku|limerick|fan|fiction|sketch|play|character|narrat|person"
        "|sentence|example|paragraph|imagin|pretend|suppos|assum|say|picture|improv"
        "|do a s|act as|act like|hypothe|dream|game|book|campaign|movie|film|my oc|d&d|thought"
        "|e.g.|line|voice|first|here|below|this is|goes|like|was all|texted|messaged"
        "|wrote|you be|reddit|quora|forum|facebook|linkedin|twitter|tumblr|blog|instagram|tiktok"
        "|aita|cevir|tercume|hikaye|oyku|siir|masal|roman|senaryo|sarki|fikra|kompozisyon|hayal"
        "|varsay|diyelim|farz|mesela|rol|canlandir|agzi|agiz|karakter|oyun|zindan|kampanya|ruya"
        "|metn|yazi|davran|role|part |hero|villain|avatar|bard|cleric|wizard|plaque|larp"
        "|sims|the sim|my sim|chapter|bio|profile|status|tagline|website|cv|feed|you are|you're"
        "|cosplay|sign|mug|shirt|sticker"
        "|poster|inscription|letter|note|card|caption|tattoo|badge|label|banner|voicemail|headline"
        "|mis gibi"
        "|sanki|ornek|cumle|metin|asagida|yaz|let's|lets|in this|i'll be the|perspective"
    ).split("|")
)
# Only this sentence.
_SKIP = re.compile(
    r"^(?:if (?!it helps|it matters|you must know|you'?re wondering"
    r"|anyone(?! asks))|what if|wish\b|even if"
    r"|unless\b|as if\b)"
    r"|\bi wish\b|\bif only\b|\bif i\b|\bif we\b|\bi(?:'d| would) (?:be|have been|live|have)\b"
    r"|\bi (?:could|might|would|should) (?:be|have been|live|work|move|become)\b"
    r"|\bas (?:though|if) i\b"
    r"|\b(?:eger|keske|meger|sanki)\b|\ws[ae]yd[iu]|\bolsam\b|\byasasam\b|\wdig[iu]mi hayal"
    r"|\bja kidding\b|\bjust kidding\b|\b(?:jk|j/k)\b|\bi'?m (?:just )?joking\b|\bsaka (?:yap|sak)"
    r"|\bsaka saka\b|🤣|😂"
)
_QUESTION_EN = re.compile(
    r"^(?:and |so |but |ok |well |hey )*(?:what|who|whom|whose|where|when|why|how|which|is|are|was"
    r"|were|do|does|did|can|could|will|would|should|shall|have|has|am|may|might|isn't|aren't|don't"
    r"|doesn't|any|anyone|got any)\b"
)
_TAG = re.compile(
    r"(?:right|correct|isn't it|aren't i|am i|yes|no|ok|true|degil mi|dogru mu|oyle mi"
    r"|yanlis mi|di mi)$"
)
_QUESTION_TR = re.compile(
    r"\bm[iu](?:y[iu]m|y[iu]z|s[iu]n\w*|yd[iu]\w*|dir|ymis\w*)?\b"
    r"|\b(?:ne|neden|nicin|niye|nasil|nerede|nereden|nereye|neresi|kim|kimin|kac|hangi|nedir"
    r"|acaba|sence)\b"
)
_REPORTED_EN = re.compile(
    r"\b(?:he|she|they|it|people|everyone|everybody|someone|somebody|nobody|who|\w+ (?:always |just"
    r" )?(?:says|thinks|claims|said|thought|claimed|told|tells|joked|jokes|insists|keeps saying))"
    r" ?(?:says?|said|thinks?|thought|claims?|claimed|told|tells?|jokes?|joked|insists?|insisted"
    r"|keeps? saying|calls?)?(?: (?:me|that|to me|us))* $"
)


def told_as_true(sentence: str) -> Verdict:
    """Say whether to read a sentence, to skip it, or to stop reading the turn before it.

    >>> told_as_true("imagine i'm a pirate"), told_as_true("i wish i were tall")
    ('stop', 'skip')
    """
    if NOT_MEANT.search(sentence):
        return "skip"
    if _stops(sentence) or TEXT_OF_OTHERS.search(sentence):
        return "stop"
    if _SKIP.search(_ASKED_WHETHER.sub(" ", sentence)):
        return "skip"
    return "read"


def _stops(sentence: str) -> bool:
    if any(cue in sentence for cue in _STOP_CUES) and _STOP.search(sentence):
        return True
    return drafts.begins(sentence) is not None


# "I wonder if I should" supposes nothing.
_ASKED_WHETHER = re.compile(
    r"\b(?:wonder(?:ing|ed)?|see|know|check|ask(?:ing|ed)?|sure|tell me|decide|figure out|clear"
    r"|say) if (?:i|we)\b(?! (?:were|had)\b)(?: (?:could|might|would|should) (?:be|have been|live"
    r"|work|move|become)\b)?"
)
_SUPPOSES = re.compile(r"\bif (?:i|we)\b")
_TOLD_BEFORE = re.compile(r".*(?:[,;:] (?:and |but |so )?|\b(?:and|but|so) )")


def before_supposing(sentence: str) -> int:
    """Return where in a sentence that is to be skipped its supposition begins.

    >>> before_supposing("i'm 34 and if i retire at 60 what do i get")
    11
    """
    found = _SUPPOSES.search(sentence)
    if not found or _SKIP.search(sentence[: found.start()]):
        return 0
    head = sentence[: found.start()]
    if re.match(r"(?:i|i've|my) (?:get|have|suffer|can't|always)\b", head):
        return found.start()
    told = _TOLD_BEFORE.match(head)
    return told.end() if told else 0


def before_stop(sentence: str) -> int:
    """Return where in a sentence the text of somebody else begins."""
    found = (_STOP.search(sentence), TEXT_OF_OTHERS.search(sentence))
    starts = [one.start() for one in found if one]
    if (begun := drafts.begins(sentence)) is not None:
        starts.append(begun)
    return min(starts, default=len(sentence))


def greets(sentence: str) -> bool:
    """Say whether a sentence is a greeting and nothing else."""
    return bool(_GREETING.fullmatch(sentence))


def admits_slip(sentence: str) -> bool:
    """Say whether a sentence says no more than that something was mistyped."""
    return bool(_SLIP.fullmatch(sentence))


_SLIP = re.compile(
    r"(?:(?:oops|whoops|sorry|ugh|argh|damn|stupid|no wait|wait|typo|autocorrect|correction|my bad"
    r"|fat fingers)[,! ]*)+"
)
_GREETING = re.compile(
    r"(?:hi|hiya|hey|hello|yo|bonjour|hola|ciao|servus|good (?:morning|evening|afternoon|day)"
    r"|morning|evening|afternoon|greetings)(?: (?:there|again|all|everyone))?"
)


def plays_a_part(text: str) -> bool:
    """Say whether a text agrees on a game, in which nothing said is meant."""
    return bool(re.search(r"\brole ?-?play|in character|\brol yap|\brol oyun|let's pretend", text))


def asks_en(clause: str) -> bool:
    """Say whether an English clause asks by its form."""
    return bool(_QUESTION_EN.search(clause))


def is_tag(clause: str) -> bool:
    """Say whether a clause only asks for confirmation of the one before."""
    return bool(_TAG.match(clause.strip()))


def asks_tr(clause: str) -> bool:
    """Say whether a Turkish clause asks by its form."""
    return bool(_QUESTION_TR.search(clause))
