"""Where in a turn somebody else's words begin, and where the user's own come back.

People hand over texts without quotation marks: a draft for a brother, a message they got, lines of
a story. Most stand after a colon whose lead names a text or a person; a request about the text
("keep it short", "does it land?") or a dash ends it. All read flat text (`reading.flat`).
"""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import KIN_EN, KIN_EN_MANY, KIN_TR

_PERSON = (
    rf"(?:{KIN_EN}|{KIN_EN_MANY}|friend|mate|boss|colleague|co-?worker|neighbou?r|client|patient"
    r"|pupil|student|tutor|customer|supplier|landlord|roommate|flatmate|housemate|guy|bloke|man"
    r"|woman|lady|witness|candidate|ceo|manager|physio|teacher|someone|somebody|mums?'?|lad|girl"
    r"|driver|gran|nan|user|guest|respondent|people|ex)s?(?:'s?)?"
)
_TEXT = (
    r"(?:letter|cv|résumé|resume|bio|profile|tagline|lyrics?|song|chorus|verse|rhyme|story|tale"
    r"|novel|poem|essay|intro|monologue|dialogue|script|testimonials?|reviews?|statement"
    r"|complaint|toast|eulogy|diary|journal|entry|excerpt|passage|chapter|prompt|personas?"
    r"|character|npc|sample|example|template|quiz|riddle|clue|round|slide|pitch|deck|voicemail"
    r"|transcript|minutes|grammar|sentence|leaflet|wording|card|caption|joke|icebreaker|film"
    r"|movie|textbook|podcast|play|sketch|role|game(?! plan)|hinge|tinder|tense|exercise|scene"
    r"|speech|line|hook|application)s?"
)
_WORK = (
    r"(?:translate|proof ?read|rephrase|rewrite|correct|polish|sharpen|tidy|continue|finish"
    r"|grade|rate|code these|how (?:do|would|d) (?:you|u|i|we) say|in (?:german|french|spanish"
    r"|italian|turkish|english|dutch|polish|arabic) (?:for|please|pls)|put in \w+"
    r"|make (?:this|it) sound|fix (?:this|the)|turn this|what do i (?:answer|reply|write back))"
)
_FOREIGN_LEAD = re.compile(rf"\b(?:{_TEXT}|{_WORK})\b|\b{_PERSON}(?: [\w']+){{0,4}}$")
_OWN_LEAD = re.compile(
    r"\b(?:my|our) (?:own |dating |linkedin |personal |new |short |work |job |cover |staff |first"
    r" |tinder |hinge |insta(?:gram)? )*(?:cv|résumé|resume|bio|profile|letter|intro|introduction"
    r"|essay|statement|linkedin|text|message|e-?mail|post|speech|application|note|signature|blurb"
    r"|pitch|abstract|summary|draft|details|answers?|situation|question|problem|story so far)\b"
    # "My role: ", but not "my sister: " or "my character: ".
    rf"|(?:^|[.,;] ?)my (?!{_PERSON}\b|(?:character|persona|npc|role ?play|game|play|song"
    r"|poem|story|novel"
    r"|lyrics|chorus|verse|script|sketch|monologue|dialogue|scene|line)\b)[\w-]+$"
    r"|\babout (?:me|myself|us)\b|\b(?:for|of) myself\b|\bcover letter\b|\bmy facts\b"
    r"|\b(?:put|saying|says?|say|include|mention|facts|add|background|context|details)$"
)
_OF_ANOTHER = re.compile(
    rf"\b(?:my|our|his|her|their|the) {_PERSON} (?:\w+ )?(?:cv|letter|text|bio|profile|words?)\b"
    r"|\b(?:as him|as her|for (?:him|her|them)|class|creative writing)\b"
)
_FIRST_PERSON = re.compile(
    r"(?:[^a-z0-9]*|.{0,80}?\b)(?:i|i'm|im|i've|ive|my|me|name'?s|i'll|we|we're|ben|benim|ad[iu]m)\b"
)
_TR_PERSON = (
    rf"(?:{KIN_TR}|arkadas|patron|mudur|hasta|musteri|danisan|kursiyer|ogrenci|komsu|hoca"
    r"|adam|kadin|biri|birisi|calisan|okur|kullanici|aday|taniga?|sanik|konuk)"
)
_TR_LEAD = re.compile(
    rf"\b(?:{_TR_PERSON}(?:l[ae]r)?(?:[iu]?m(?:[iu]z)?)?(?:[ndy]?[iua]n?)?\b(?! icin degil| olarak)"
    r"|taslak|tiyatro|nakarat|tirat|tirad|karakter kag\w+|sahne|replik|sahte|uydurma|simule"
    r"|kal[iu]pta|dokum\w*|gorusme\w*|yillik yazi\w*|tutanag\w*|tanigin)"
)
_TR_OWN_LEAD = re.compile(
    r"\b(?:kendi\w*|hakkimda|benim|bizim|ozgecmisim\w*|cv'?m|cvm|ozetim|basvurum|durumum|sorum"
    r"|bilgilerim|siteme|mektubum\w*|notum|kisaca|yani|sebep|not|soru)\b"
)
# "The podcast guy opens with I wake up at 4", "she goes I'm done".
_GOES = re.compile(
    r"(?<!\bi )\b(?:goes|opens with|(?:is|was|'s|be|were) (?:like|all)|announce[sd]"
    r"(?: to [\w ]{3,25})?|the whole speech(?: [\w ]{2,25})?|always a guy like|keep hearing it"
    r"|hear it|like this),?:? (?:look,? |well,? |yeah,? |oh,? |no,? )?"
    r"(?=(?:i'm|im|i|i've|ive|i'll|my)\b)"
)
_TR_FIRST_PERSON = re.compile(
    r".{0,100}?\b(?:ben|benim|bende|ad[iu]m|memleketim|\w{2,}(?:yoru[mz]|y[iu]m|y[iu]z|l[iu]y[iu]m)"
    r"|(?:bekar|emekli|evli|kaptan|uzman)\w*[iu]m)\b"
)
# "Bir hastam dedi ki hocam ben ekmek yemem".
_TR_SAYS = re.compile(
    r"\b(?:dedi|diyor|diyo|demis|yazmis|soyle konustu|yollamis) ki,? (?:(?:hocam|abi|abla|yavrum"
    r"|kizim|oglum|bak) )?(?=ben\b)"
)
_TR_PASTES = re.compile(r"\b(?:aynen|aynisini|oldugu gibi) (?:yapistir|kopyal|yaz)\w*$")
_SAYS = re.compile(r", (?:he|she|they) (?:says?|said|goes|went)(?=,|$)")


def begins(low: str) -> int | None:
    """Return where in a sentence words begin that are not its writer's, None if nowhere.

    >>> begins("my mum's cv: i live in bradford"), begins("my cv: i live in bradford")
    (11, None)
    """
    if goes := _GOES.search(low) or _TR_SAYS.search(low) or _TR_PASTES.search(low):
        return goes.end()
    for colon in re.finditer(r": ?(?=\S)(?!\d\d?[^\w ]|\d\d\b(?! y))|\n", low):
        lead, rest = low[: colon.start()], low[colon.end() :]
        if "_" in rest[:3]:
            continue
        if _FIRST_PERSON.match(rest) and _FOREIGN_LEAD.search(lead):
            if _OF_ANOTHER.search(lead) or not _OWN_LEAD.search(lead):
                return colon.end()
        elif (
            _TR_FIRST_PERSON.match(rest) and _TR_LEAD.search(lead) and not _TR_OWN_LEAD.search(lead)
        ):
            return colon.end()
    if _SAYS.search(low) and re.match(r"(?:i|my|i'm|i've|im)\b", low):
        return 0
    return None


def is_spoken(low: str) -> bool:
    """Say whether somebody's words in a sentence are speech, which ends with the sentence."""
    return bool(_GOES.search(low) or _TR_SAYS.search(low) or _SAYS.search(low))


_DASH = re.compile(r"(?:[.!?]|\bxx?|\b\w+) +(?:--+|—|–|//) +(?=\w)")
_COMES_BACK = re.compile(
    r"(?:feedback|thoughts|(?:does|do|is|was) (?:it|that|this|they|these)\b|any good|good enough"
    r"|how(?:'s| is| does) (?:it|that|this)|what do you think|(?:make|keep) (?:it|this|that|them)\b"
    r"|(?:please )?don't (?:mention|change|add|touch)|(?:it|this|that|they)(?:'s| is| are|'re)"
    r" (?:for|from|not me|made up|a template|what|me|mine|my|his|her|their|the)\b|be (?:brutal"
    r"|honest|kind|gentle)"
    r"|(?:i )?need (?:it|more|this|that|five|ten|\d+)|which (?:one|is|of)|give me|end$|present me"
    r"|(?:add|write) (?:a|two|three|four|five|some|the|me|another|her|him)\b|fix (?:the|it)"
    r"|too \w+$"
    r"|(?:in real life|irl|for real|actually|anyway|btw|oops|ignore)\b|can you|could you"
    r"|how do i|what (?:should|do|could) i|i(?:'m| am|m) (?:only|just) (?:the|a|an|her|his)\b"
    r"|i(?:'m| am|m) (?:her|his|their|the)\b|not my words|they are (?:his|her|their)"
    r"|(?:some |the |my )?(?:facts|details|info|background)(?: for you| about me)?:"
    r"|asking (?:as|for)|my group|me,? at \d\d|not (?:true|real)|i'?m (?:only )?\d\d(?: so| and|$)"
    r"|(?:also|and) (?:keep|make|no)\b"
    # Turkish: what is asked of the text.
    r"|.*\b(?:devamini|devami|noktalama\w*|kafiye\w*|uslu[bp]\w*|satir\w*|madde\w*|paragraf\w*"
    r"|kita\w*|kisalt\w*|duzelt\w*|toparla\w*|yumusat\w*|isaretle\w*|kibarlastir\w*|acimasiz ol)\b"
    r"|(?:bu|bunu|bunlari|sunu|onu) .*\b(?:yaz|yap|cevir|ekle)\w*$"
    r"|.*\b(?:yazar m[iu]s[iu]n|cevirir misin|getirir misin|sence|nasil (?:olmus|buldun|duruyor)"
    r"|yapay duruyor|olmus mu)\b|(?:tamam )?oyun bitti|gercekte\b|ben ise\b|ben sadece\b"
    r"|ben (?:onun |de )?(?:ablasi|abisi|annesi|babasi|hocasi|halasi|teyzesi|amcasi)\b)"
)


def comes_back(low: str) -> bool:
    """Say whether a sentence after somebody's words is the user's own again.

    >>> comes_back("does it land?"), comes_back("the rain fell on york")
    (True, False)
    """
    bare = low.lstrip(" ([-–—*/")
    return low.startswith(("--", "—", "–", "//")) or bool(_COMES_BACK.match(bare))


def own_after(low: str, start: int) -> int:
    """Return where after `start` a dash ends somebody's words; the length if none does."""
    dash = _DASH.search(low, start)
    return dash.end() if dash else len(low)
