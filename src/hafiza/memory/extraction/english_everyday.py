# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""English in passing: what people do for a living, where, and under which name, said on the way."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import KIN_EN, KIN_EN_MANY, NUMBERS, PETS_EN
from hafiza.memory.extraction.lexicon_health import CONDITIONS_EN, STATES_EN
from hafiza.memory.extraction.rules import Rule, rule

_V = r"(?P<v>[^;!?()\n]{1,90})"
_VC = r"(?P<v>[^,;!?()\n]{1,80})"
_TITLE = r"(?:(?:mr|mrs|ms|miss|sir|lady|lord|dr|captain|princess|prince|king|queen|professor|don|general|baby)\.? )?"
_DO = (
    r"(?:payroll|alterations|nails|hair|admin|accounts|bookkeeping|security|reception|childcare|removals|upholstery"
    r"|carpentry|plumbing|joinery|roofing|gardening|gardens|stone masonry|panel beating|dental billing|medical billing"
    r"|billing|it support|tech support|night security|translations?|tax returns|people's (?:tax(?: returns)?|nails|hair"
    r"|books|gardens)|the (?:marketing|books|accounts|admin|payroll|rota|social media|bins))"
)
_TRADES_OF_HAND = (
    r"tend(?:ing)? bar|keep(?:ing)? the books|stack(?:ing)? shelves|pick(?:ing)? and pack(?:ing)?|wait(?:ing)? tables"
    r"|cut(?:ting)? hair|clean(?:ing)? (?:offices|houses|hotel rooms|windows|pools)|deliver(?:ing)? (?:parcels|post|mail"
    r"|food|pizzas?|packages)|lay(?:ing)? bricks|(?:install|fit)(?:ting|ing)? (?:\w+ )?(?:kitchens|carpets|boilers"
    r"|windows|tyres|alarms|solar panels|cable|broadband)"
)
_PRESENT = r"(?:work|working|run|tutor|teach|sell|do|keep|look after|manage|coach|clean|tend|supervise|cover|handle|drive|make|fix|cut|bake|paint|weld|deliver|process)"
_BAD = r"(?:(?:severe|bad|mild|chronic|terrible|awful|old|seasonal|ongoing|proper|crippling) )"
_NOT_OTHERS = rf"(?!.*\b(?:he|she|his|her|hers|they|their|him|them|{KIN_EN}|friend|boss|colleague|client|patient|customer|dog|cat|pupil|student)s?\b)"

EVERYDAY_AT_CLAUSE: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "mr|ms|miss|dr|prof", r"^i'm (?:mr|mrs|ms|miss|dr|prof)\.? (?P<v>[^,;!?()\n]{2,40})", "name_of"),
    rule("name", "my name", r"^my name(?:'s| is) (?:spelled|spelt|pronounced|actually|really) (?P<v>\w+)", "said_name"),
    # --- age ---
    rule("age", "my age", r"^my age (?P<v>[1-9]\d)\b", "age"),
    # --- occupation ---
    rule("occupation", "job is|job's", r"^(?:my )?(?:day|real|main|actual|current|other) job(?:'s| is) (?:(?:way|much|far|a lot) \w+: )?(?:as )?(?:an? |the )?(?P<v>[^,;!?()\n]{3,40})", "job"),
    rule("occupation", "by day", r"^(?:i'm )?(?:an? )?(?P<v>[\w -]{3,40}) by (?:day|night)\b", "job"),
    rule("occupation", "i'm ", r"^i'm (?:the|(?:her|his|their|our) (?=[\w ]{0,20}(?:manager|assistant|teacher|tutor|secretary|carer|supervisor|agent|editor|coach|nurse|trainer|lawyer|accountant)\b)) ?(?P<v>[^,;!?()\n]{3,60})", "job_sure", confidence=0.8),
    rule("occupation", "sell", r"^i(?:'ve been)? (?P<v>(?:sell|selling) (?!it\b|this|that|them|one\b|my\b|at\b|in\b|on\b|the (?:car|house)|a\b|an\b|out\b|yourself)[\w' -]{3,30}?)(?= (?:at|in|on|for|from|to|and|by|out|every|online)\b|$|,)", "word"),
    rule("occupation", "tend|book|shel|pack|table|hair|clean|deliver|brick|install|fit", rf"^i(?:'m|'ve been)? (?P<v>{_TRADES_OF_HAND})\b", "word"),
    rule("occupation", "i do |i'm doing |been doing ", rf"^i(?:'m| do|'ve been)?(?: doing)? (?P<v>{_DO})(?= (?:for|at|in|from|on|and|here|there|these|now|by)\b|$|,)(?! for fun| myself)", "word"),
    rule("occupation", "run ", r"^i run (?P<v>(?:an?|the|two|our) (?:[\w-]+ ){0,3}?(?:choir|training|helpdesk|workshop|playgroup|drop-in|food bank|charity|kennel|stables|youth club|tea room|market stall|depot|post office|laundry|launderette|bookkeeping|archive))\b", "owner_of"),
    rule("occupation", "part-time|full-time|part time|full time", r"^i'm (?:part|full)[- ]time (?:at|in) (?P<v>(?:an?|the) [\w' -]{3,30}?)(?= (?:in|on|and|near|so)\b|$|,)", "word", confidence=0.7),
    # --- location ---
    rule("location", " in ", rf"^(?:i|we)(?:'ve been)? {_PRESENT}\b(?!.*\b(?:to|when|if|was|were|went|visit\w*|holiday|trip)\b).{{2,60}}? in (?!an? |the |my |our |this |case\b|general|person\b){_V}", "proper_city"),
    rule("location", " in ", r"^i'm (?:an? |the )(?:(?!\b(?:will|if|when|interested|story|born|raised|about|who|that|was)\b).){3,70}? in (?!an? |the |my |our |this )(?P<v>[^;!?()\n]{1,60})", "known_place_stay", confidence=0.8),
    rule("location", " in ", r"^(?:i'm|we're) (?:home|stuck|alone|sat|sitting|landlocked|holed up|freezing|boiling|melting|tucked away|still|now|back|snowed in|up|down|over|out)(?: here| there| up| down| over| out)* in (?P<v>[^,;!?()\n]{2,40})", "known_place_stay"),
    rule("location", "moved in", r"^(?:i|we)(?:'ve)? moved in with (?:my|his|her) [\w' ]{2,25}? in (?P<v>[^,;!?()\n]{2,40})", "place_now"),
    rule("location", "residing|resident", r"^i'm (?:an? )?(?:residing|resident) (?:at|in|of) (?P<v>[^,;!?()\n]{2,40})", "place_now"),
    rule("location", "way of|girl now|boy now|local now", r"^i'm an? (?P<v>\w+) (?:girl|boy|lass|lad|local|resident) now\b", "known_place"),
    rule("location", " in ", r"^(?:i'm|we're) (?:up |down |over |out |here |back )?in (?!year\b|grade\b|form\b|class\b|sixth\b|high\b)(?P<v>[^,;!?()\n]{2,30}?)(?=$|,)", "proper_city", confidence=0.8),
    rule("location", "been in ", rf"^(?:i|we)(?:'ve)? been in (?P<v>[\w' ]{{3,25}}?) (?:for )?(?:\d+|{NUMBERS}|\w+teen|\w+ty|over|almost|nearly|since|a few|many)\b", "proper_city"),
    rule("location", "write from|writing from|writing to you from|writing this from", r"^i(?:'m)? writ(?:e|ing) (?:to you |this )?from (?P<v>[^,;!?()\n]{2,40})", "proper_city"),
    rule("location", "landed|arrived", r"^(?:i|we)(?:'ve)? (?:landed|arrived) (?:in|to|at) (?P<v>[\w' ]{3,25}?) (?=.*\b(?:ago|before|from|since|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4}))\b)", "proper_city"),
    rule("location", "live ", r"^(?:i|we) live (?:on my own|by myself|alone|together|just|all alone|on our own)(?: now)?,? (?:in|near|outside) (?P<v>[^,;!?()\n]{2,40})", "place_now"),
    rule("location", "that's where|thats where|thats home|that's home", r"^(?:.* from )?(?P<v>[\w']{3,20}),? that'?s (?:where (?:i|we) (?:am|are|live|'m)|home)\b", "proper_city"),
    # --- likes and not ---
    rule("likes", "gone ", rf"^i've gone (?:right |completely |totally |really )?off {_VC}", "thing", "ended"),
    rule("dislikes", "loathe|hate|detest", r"^(?P<v>(?!it\b|that\b|this\b|what\b|they\b|things?\b)[\w' -]{3,30}?),? i (?:absolutely |really )?(?:loathe|detest|hate|can't stand)$", "thing"),
    # --- family ---
    # --- health ---
    rule("health", "swell|hives|rash|close up|itch", r"^(?P<v>(?!it\b|that\b|this\b|they\b|which\b|heat\b|stress\b)[\w' -]{3,25}?) (?:makes?|gives?|brings?) (?:my (?:throat|face|lips|tongue|mouth|skin|airways?) (?:swell|itch|close|tingle|go)|me (?:hives|a rash|break out|out in (?:hives|a rash)|swell))", "allergy"),
    rule("health", "got|have|with|'ve", rf"^i(?:'ve| have|'ve got| got| get| suffer from| have got)(?: got)? (?:really |pretty )?{_BAD}*(?P<v>{CONDITIONS_EN}|svt|fl?at feet|artrosis|arthrosis)\b(?! (?:pills?|tablets|meds?|medication|questions?|clinic|appointment|leaflets?|awareness|patients?))", "word"),
    rule("health", "been", rf"^i've been (?:an? )?(?P<v>{STATES_EN})\b", "word"),
    rule("health", "back|flaring|acting|worse|playing", rf"^(?:my )?(?P<v>(?!back pain|acne|add\b|ms\b)(?:{CONDITIONS_EN}))(?:'s| is| has been| keeps)(?: been)? (?:back|flaring|acting|worse|playing up|awful|bad|a nightmare|killing)\b", "word"),
    rule("employer", "drive for", r"^i drive for (?P<v>[^,;!?()\n]{2,30})", "company_not_person"),
    rule("health", "allergic to", r"^(?:it's|its) (?P<v>[\w' -]{3,25}?) (?:that )?i'm allergic to\b", "allergy"),
    rule("health", "have|has|in my|in both", rf"^my (?:knees?|hips?|back|hands?|shoulders?|eyes?|joints|spine|neck|heart|kidneys|lungs)(?: both)? (?:have|has|have got|has got|are full of|is full of) {_BAD}*(?P<v>{CONDITIONS_EN}|artrosis|arthrosis|\w+itis)\b", "word"),
)

EVERYDAY_IN_PASSING: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "sign|bottom|put my name|put me down", rf"\b(?:sign(?:ed)?(?: it| off| this)*(?: as| from| with)?|name (?:at the bottom|on it|to put|on the card)(?: should be| is|:)?|put my name(?: down)? as|put me down as)[,:]? {_TITLE}(?P<v>(?!it\b|this|me\b|off\b|up\b|the\b|as\b|in\b|for\b|on\b|my\b)\w+(?: \w+)?)", "name_of"),
    rule("name", "that's me", r"\bthat's me,? (?P<v>\w+)(?=,|\)|$)", "known_name"),
    # --- age ---
    rule("age", "me at ", r"(?:^|\b(?<!from )(?<!to )(?<!with )(?<!of ))me at (?P<v>[1-9]\d)\b(?!:)", "age"),
    rule("age", " at ", rf"^(?!.*\b(?:he|she|his|her|bake|roast|oven|degrees|cook|speed|priced?|set|hot|mph|bus|train|room|gate|retire|die|died)\b){_NOT_OTHERS}(?=.*\b(?:i|i'm|i've|me|my)\b)(?:.*? )?at (?P<v>[3-9]\d)(?=$|,(?! ?\d)| i\b| i'm\b| my\b| and (?:i|my)\b)(?! ?(?:%|percent|degrees|km|miles|mph|bpm|minutes|mins|years in))", "age", confidence=0.8),
    rule("age", " at ", r"\b(?:so|and now|now|and) at (?P<v>[3-9]\d),? (?:i|i'm|i've|my)\b", "age", confidence=0.8),
    rule("age", "age ", r"(?:^|, )(?:i'm )?aged? (?P<v>[1-9]\d)$", "age", confidence=0.8),
    rule("age", "me is ", r"^(?:present|current|real|actual) me is (?P<v>[1-9]\d)\b", "age"),
    rule("age", " at ", r"^(?:so )?(?:why|how) (?:am|do|can|would) i\b.* at (?P<v>[2-8]\d)$", "age"),
    # --- occupation ---
    rule("occupation", "asking as|speaking as|writing as|from a|from an", r"(?:\b(?:asking|speaking|writing|talking) (?:to you )?as|^(?:quick |another |silly |honest )?(?:question|query|greetings|hello|hi|message|note|plea|request) from) an? (?P<v>[^,;!?()\n]{3,60})", "job"),
    rule("location", "from a|from an", r"^(?:quick |another |silly )?(?:question|query|greetings|hello|hi|message|note|plea|request) from an? [\w -]{3,40}? in (?P<v>[^,;!?()\n]{2,40})", "proper_city"),
    # --- location ---
    rule("location", "where i|where we|that's where|thats where", r"\b(?P<v>[\w']{3,20}),? where (?:i|we)(?: both| all)? (?:am|are|live|stay|are based|are both based)(?=$|,|\.| now)", "proper_city"),
    rule("location", "thats where|that's where", r"\bin (?P<v>[\w']{3,20})\b.{0,40}\bthat'?s where (?:i|we) (?:live|am|are)\b", "proper_city"),
    rule("location", "near, where|or near", r"(?:^|, )(?P<v>[\w']{3,20}) or near(?:by)?, where (?:i|we)\b", "proper_city"),
    # --- pet ---
    rule("pet", "called|named", rf"(?<!did )(?<!do )\b(?:i've got|i have|i got|we have|we've got|we got|there's) (?:an?|one) (?:[\w-]+ ){{0,2}}?(?P<k>{PETS_EN}),? (?:called|named) (?P<v>{_TITLE}\w+)", "pet_titled"),
    rule("pet", "mr|mrs|miss|sir|lady|lord|dr|captain|princess|king|queen|don|professor", rf"(?<!not )\b(?:my|our) (?:[\w-]+ ){{0,2}}?(?P<k>{PETS_EN}),? (?P<v>(?:mr|mrs|miss|sir|lady|lord|dr|captain|princess|king|queen|professor|don)\.? \w+)", "pet_titled"),
    rule("pet", "cat|dog|rabbit|parrot|tortoise|hamster|bird|horse|iguana|gecko", rf"(?:\b(?:me and|just|with|and|got) (?:the|my|our|one|a)|^one|, one|,? (?:{NUMBERS})) (?:rescue |old |elderly |fat |little )*(?P<k>{PETS_EN}), (?P<v>[A-Z]?\w+)(?=$|[,.])", "pet_titled"),
    # --- family ---
    rule("family", "my|the", rf"(?:^|[,.;] |\b(?:and|but|so) )(?P<v>\w+)(?:,| \() ?(?:my|the) (?:\w+ )?(?P<k>(?:{KIN_EN}))(?:,|\)| and\b|$)", "kin_named"),
    rule("family", "wife|husband|hubby|missus", r"(?:^|[,.;] )(?:the )?(?P<k>wife|husband|hubby|missus) (?P<v>\w+)", "kin_named"),
    rule("family", "my|our|to|have|got", rf"(?<!not )\b(?:my|our|mum to|mom to|dad to|mother of|mum of|have|got)(?: \w+){{0,2}} (?P<k>(?:{KIN_EN_MANY}|lads|lasses|kiddos|twins))(?:,| -|:)? (?P<v>\w+(?:, \w+)*,? (?:and|&) \w+)", "kin_names"),
    rule("pet", "cats|dogs|rabbits|birds", rf"\b(?:the|my|our|both|two)(?: \w+)? (?P<k>{PETS_EN})s?, (?P<v>\w+(?:, \w+)*,? (?:and|&) \w+)", "kin_names"),
    rule("pet", "the ", rf"\bthe (?P<k>{PETS_EN}) \((?P<v>[A-Z]?\w+)(?=[,)])", "pet_titled"),
    rule("health", "back|flaring|acting", rf"^(?:my )?(?P<v>(?!back pain|acne|add\b|ms\b|anxiety|depression|cancer)(?:{CONDITIONS_EN}))(?:'s| is)(?: been)? (?:back|flaring|acting|playing up)\b", "word"),
    # --- goal ---
    rule("goal", "love to see", r"(?:^|, )(?:i'd |would |i would )love to (?P<v>see [^,;!?()]{3,40}?) (?:before|one day|someday|this year|next year)\b", "goal"),
    # --- health ---
    rule("health", ",", rf"^(?=.*\b(?:i|i'm|i've|im|my|me)\b){_NOT_OTHERS}.*?, (?:(?:and|but|so|plus|also) )?(?:i have |i've got |got )?{_BAD}*(?P<v>(?!add\b|ms\b|cancer|anxiety|depression|acne|pots|a ){CONDITIONS_EN})(?= ?(?:,|\(|$|so\b|but\b|too\b|till\b|until\b|in (?:both|my|one)\b))", "word"),
)
