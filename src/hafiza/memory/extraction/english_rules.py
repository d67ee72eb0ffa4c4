# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""What English speakers say of themselves, as data: patterns of flat text by slot."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import (
    AGES_EN,
    KIN_EN,
    KIN_EN_MANY,
    NUMBERS,
    PETS_EN,
)
from hafiza.memory.extraction.lexicon_health import (
    CONDITIONS_EN,
    DIETS_EN,
    FOODS_NOT_EATEN,
    STATES_EN,
)
from hafiza.memory.extraction.rules import Rule, rule

_V = r"(?P<v>[^;!?()\n]{1,90})"
_VC = r"(?P<v>[^,;!?()\n]{1,80})"
_ME = r"^(?:i|we)(?:'ve|'m|'re)? "
_IM = r"^(?:i'm|we're|i've been|i was recently|i've become|i became|i'll always be) "
_END = r"(?=$|[,;.!?)]| (?:and|but|so|for|since|now|too|by the way|btw|with|these|at the moment|anymore)\b)"
_AGE_END = r"(?= ?(?:years?|yrs|yo\b|y/o|yr\b|$|,|now\b|myself\b|i\b|i'm|so\b|but\b|with a|and a half|this\b|today\b|lol\b|haha|and\b|as of|-?ish|male|female|m\b|f\b))"
_GOAL_VERBS = (
    r"(?:become|run a|run my|run the|run \d|learn|buy|lose|gain|quit|stop smoking|stop drinking|save"
    r"|start|open|move to|visit|write a|write my|publish|get (?:fit|fitter|promoted|into|a job"
    r"|a promotion|my|better|in shape|healthier|a degree|a master|a phd|a driver|certified|pregnant"
    r"|a new job|a black belt|married|healthy|stronger|out of debt|a raise)|finish|graduate|master|improve my"
    r"|retire|climb|travel|build|launch|found|pass|complete|swim|hike|cycle|read \d+|read more|give up|cut down|cut back|eat"
    r" (?:healthier|less|more)|adopt|pay off|be a|be an|be fluent|speak|sail|train for|qualify|win|compete|study|apply"
    r"|change careers?|switch (?:careers?|jobs)|work (?:in|as|abroad)|live in|go (?:back to|to college|to university|vegan)"
    r"|drink less|sleep (?:more|better)|exercise|play the|play guitar|play piano|volunteer|raise|earn|own a|teach|become)"
)
_EVERY = (
    r"(?:(?:every|each) (?:single |other )?(?:day|morning|evening|night|afternoon|week|weekend|weekday|month"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|summer|winter|year|(?:two|three|few) \w+"
    r"|\d+ \w+|lunch)\w*"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)days(?: (?:and|&) \w+days?)?|on \w+days? and \w+days?|on week(?:ends|days)"
    r"|(?:once|twice|three times|four times|\d times|\d+x) (?:a|per) (?:day|week|month|year)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:mornings?|evenings?|nights?|afternoons?)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:daily|weekly|nightly)\b"
    r"|(?:in the|early) (?:mornings|evenings|afternoons)|(?:mornings|evenings|weekends)\b"
    r"|from \d{1,2}(?::\d\d)? ?(?:am|pm)? (?:to|until|till) \d{1,2})"
)
_DAY_VERBS = (
    r"(?:go|run|swim|work|sell|have|play|train|teach|wake|get (?:up|home|back|paid|in\b|off)|practi[cs]e|do|take|attend|meet|volunteer"
    r"|study|read|walk|jog|cycle|bike|lift|meditate|commute|cook|visit|call|fast|see|babysit|drive"
    r"|pick|drop|shop|travel|fly|write|dance|sing|paint|climb|exercise|work out|hike|ride|start"
    r"|finish|leave|clean|coach|skip|eat|box|surf|row|stream|sleep|watch)"
)

AT_CLAUSE: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "name", rf"^my (?:full |first |real |given |own )?name(?:'s| is) (?!spelled|spelt|pronounced){_VC}", "said_name"),
    rule("name", "name", rf"^my (?:last name|surname|family name)(?:'s| is) {_VC}", "name"),
    rule("name", "name", rf"^(?:(?:the )?name's|names) {_VC}", "name"),
    rule("name", "name", rf"^my name isn't {_VC}", "said_name", "wrong"),
    rule("name", "call", rf"^(?:(?:everyone|everybody|people|friends|they|most people|my (?:friends"
         rf"|colleagues|family)|please|you can|you may|just|feel free to|all my friends) )*calls? me"
         rf" (?!later|when|back|maybe|crazy|old|lazy|a\b|an\b|if\b|the\b|tomorrow|at\b|on\b|it\b)"
         rf"{_VC}", "name"),
    rule("name", "i'm called|i go by", rf"^(?:i'm called|i go by|i'm known as) {_VC}", "said_name"),
    rule("name", "this is", r"^this is (?P<v>\w+(?: \w+)?)(?= (?:here|speaking|from)\b)", "name"),
    rule("name", "i'm ", rf"^i'm {_VC}", "name"),
    # --- age ---
    rule("age", "i'm ", rf"^i'm (?:about |around |only |aged |over )?(?P<v>{AGES_EN}){_AGE_END}(?! ?(?:minutes|years? (?:into|in\b|away|late|sober)))", "age"),
    rule("age", "i'm in my|i'm in the", r"^i'm in my (?P<v>(?:early |mid |mid-|late )?(?:\d0s|twenties|thirties|forties|fifties|sixties|seventies|eighties))", "word"),
    rule("age", "we're ", r"^we're (?:both )?(?P<v>[2-9]\d)(?=$|,| and\b)", "age"),
    rule("age", "turned|hit ", rf"^i(?:'ve)? (?:turned|hit) (?P<v>{AGES_EN})\b(?! (?:pages?|percent|mph|km|kmh|wpm|miles|times|on the|\w+s of))", "age"),
    rule("age", "i'm a|i'm the", rf"^i'm (?:an?|the) (?P<v>{AGES_EN})[- ]?(?:years?|yr|yo)\b", "age"),
    rule("age", " of ", r"^i'm an? (?:(?!\b(?:with|who|and|at)\b)[\w-]+ ){1,3}?of (?P<v>[1-9]\d)(?=$|,)", "age"),
    rule("health", "i'm a", r"^i'm an? (?:\w+ )?(?P<v>deaf|blind|autistic|dyslexic|(?:type [12] )?diabetic|asthmatic|epileptic|coeliac|celiac|colou?r[- ]?blind|pregnant|bipolar|partially sighted|visually impaired|neurodivergent) (?:woman|man|girl|boy|guy|person|student|mum|mom|dad|teen\w*|adult|parent|mother|father)\b", "word"),
    rule("age", "my age", rf"^my age is (?P<v>{AGES_EN})\b", "age"),
    rule("age", "not", rf"^i'm not (?P<v>{AGES_EN}){_AGE_END}", "age", "wrong"),
    # --- occupation ---
    rule("occupation", "i'm |i've be|i became|i was recently", rf"{_IM}(?:an? |the (?=(?:head|lead|chief|senior|deputy|assistant|export|sales|general|office|shift|site|store|night|hr|project|product|new) |.* (?:at|of|here|for|in|on)\b)|now an? |one of the )(?:{AGES_EN}[- ]?(?:years?|yr|yo)[- ]?old,? )?{_VC}", "job"),
    rule("occupation", "i'm ", rf"^i'm (?P<v>(?!not\b|no\b|the\b)(?:\w+ ){{0,2}}(?:student|dev|engineer|developer|manager|teacher|nurse|designer|analyst)){_END}", "job"),
    rule("occupation", "work|living|job|serve|freelanc|money|employed|hired|train", rf"{_ME}(?:(?:go|going|went) back to work|return(?:ed|ing)? to work|work(?:ing)?|been working|started working|work(?:ing|ed)? (?:for|at|with) [\w' .&-]{{2,40}}?|got a job|start(?:ed)?|serve|make (?:a|my) (?:living|money)|earn (?:a|my) (?:living|money)|employed(?: (?:by|at) [\w' ]{{2,40}}?)?|(?:was |got |been )hired|training|doing \w+ work|freelanc(?:e|ing)|moonlight(?:ing)?) (?:full[- ]time |part[- ]time |freelance |remotely |from home |nights |now |here |there |\w+ly )*as {_VC}", "any_job"),
    rule("occupation", " like a", rf"^i(?:'m| am)? work(?:ing)? like an? {_VC}", "job"),
    rule("occupation", "work", r"^(?:i|we)(?:'ve|'m)? (?:been )?(?:work(?:ing)?|(?<='ve )worked) in (?:the )?(?P<v>(?:\w+ )?(?:marketing|finance|sales|hr|human resources|it|tech|construction|retail|healthcare|education|advertising|banking|insurance|logistics|hospitality|publishing|real estate|consulting|journalism|fashion|film|academia|customer (?:service|support)|cybersecurity|software|biotech|pharma|military|law|research|agriculture|tourism|accounting|media|engineering|aviation|e-commerce|manufacturing)(?: industry)?)\b", "word"),
    rule("occupation", " as ", rf"^(?:i|we)(?:'ve)? .{{0,60}}?\b(?:job|position|role|joined|hired|started|starting)\b(?<!quit my job)(?<!left my job)(?<!lost my job).{{0,40}}? as an? {_VC}", "job"),
    rule("occupation", "job|profession|occupation|trade", rf"^my (?:current |day |main |new )?(?:job|profession|occupation|trade|job title|position)(?: title)?(?:'s| is)(?: to be| being| as)? (?:an? )?{_VC}", "job"),
    rule("occupation", "by trade|by profession|by training|for a living", r"^i'm an? (?P<v>[\w ]{3,40}) by (?:trade|profession|training)", "any_job"),
    rule("occupation", "for a living", r"^i (?P<v>[\w ]{3,40}) for a living", "word"),
    rule("occupation", "teach", r"^i (?:teach|'ve been teaching|taught) (?!my|him|her|them|you|myself|how|people to)(?P<v>[\w ]{3,40}?)(?= (?:at|in|to|for|and|there|here|on)\b|$)", "teacher"),
    rule("occupation", "study|studying|major", r"^i(?:'m| am|'ve been)? (?:study|studying|majoring in|major in|reading) (?!for\b|hard|abroad|every|at\b|in\b|on\b|with|a lot|better|from|to\b|my|the (?:same|other|way))(?:the )?(?P<v>[a-z][\w ]{2,40}?)(?= (?:at|in|on|for|and|because|with|every|from|here|full|right|now)\b|$|,)", "study"),
    rule("occupation", "student|degree|phd|masters|master's", r"^i(?:'m| am)? (?:doing|pursuing|working on|finishing) (?:my|a) (?P<v>(?:phd|masters?|master's|doctorate|mba|bachelor's?)(?: degree)?(?: in [\w ]{3,30})?)", "study"),
    rule("occupation", "retired", r"^(?:i|we)(?:'m|'re| am|'ve)? (?:both )?(?P<v>retired)(?! from my)\b", "word"),
    rule("occupation", "unemployed|self-employed|self employed|freelanc|between jobs|stay-at-home|stay at home", r"^i'm (?:an? )?(?P<v>unemployed|self[- ]employed(?! \w+(?:er|or|ist|ian|man)\b)|freelancing(?! as)|between jobs|stay[- ]at[- ]home (?:mum|mom|dad|parent))", "word"),
    rule("occupation", "run|own|manage|found", r"^(?:i|we)(?:'ve)? (?:run|own|opened|manage|founded|co-founded|cofounded) (?P<v>(?:a|an|my own|our own) (?:[\w-]+ ){0,2}(?:business|company|restaurant|cafe|café|bakery|shop|store|startup|farm|bookshop|bookstore|salon|agency|hotel|studio|gym|food truck|brewery|firm|bar|practice|clinic|guesthouse|pub|garage|nursery|gallery|\w*shop|clothing line|label|dairy|vineyard|stall|kennels?|daycare)\b)", "owner"),
    rule("occupation", "manage|supervise|run", r"^i (?:manage|supervise|run) (?:an?|the) (?P<v>(?:[\w-]+ )?(?:care home|nursing home|warehouse|hostel|branch|kitchen|library|school|call cent(?:re|er)|supermarket|campsite|leisure cent(?:re|er)|department|ward|lab|nightclub))\b", "manager"),
    rule("occupation", "not", rf"^i'm not (?:an? |the )(?!fan|big|huge|morning|{DIETS_EN}){_VC}", "job_wrong", "wrong"),
    rule("occupation", "no longer|any", rf"^i'm no longer an? {_VC}", "job", "ended"),
    rule("occupation", "any", r"^i'm not an? (?P<v>[\w ]{3,40}?) any ?more", "job", "ended"),
    rule("occupation", "used to", rf"^i used to (?:be|work as) (?:an? )?{_VC}", "job", "ended"),
    rule("occupation", "was a|worked as", rf"^i (?:was|worked as) an? {_VC}", "job", "ended"),
    rule("occupation", "quit|left|stopped|gave up", rf"^i (?:quit|stopped|gave up) (?:being|working as) an? {_VC}", "job", "ended"),
    # --- employer ---
    rule("employer", "work|employed|interning", rf"{_ME}(?:(?:been )?work(?:ing)?|employed|interning|intern|teaching|teach|started(?: working)?|freelance|consult(?:ing)?)(?: (?!hard\b|with\b|to\b)[\w' -]{{2,40}}?)?? (?:at|for|(?<=employed )by) {_VC}", "organisation"),
    rule("employer", "i'm |i've been|became", rf"{_IM}(?:an? |the )?(?P<v>(?:(?!\b(?:student|studying|doing|phd|pursuing|sophomore|freshman|undergrad\w*|postgrad\w*|degree|major\w*|(?:junior|senior) at)\b)[\w',& -]){{3,60}}? (?:at|for|with) [^,;!?()]{{2,60}})", "job_at"),
    rule("employer", "teach|study", rf"^i teach [\w ]{{3,40}} at {_VC}", "company"),
    rule("employer", "join|hired|got a |a job|position|role|start|switched|moved|offer|signed", rf"{_ME}(?:joined|got hired (?:by|at)|been hired (?:by|at)|was hired (?:by|at)|got a (?:new )?(?:job|position|role)(?: as [\w ]{{2,40}})? (?:at|with)|(?:started|starting) (?:a new job |a job |my new job |work )?(?:at|with)|switched to|moved (?:over )?to work (?:at|for)|accepted a (?:job|position|role)(?: \w+)? (?:at|with)|landed a (?:job|role|position)(?: \w+)? (?:at|with)|(?:took|accepted|got|signed) (?:an?|the|my) (?:job )?(?:offer|contract) (?:from|at|with)) {_VC}", "company"),
    rule("employer", "employer|company|workplace", rf"^my (?:current |new )?(?:employer|workplace|company)(?:'s| is)(?: called)? {_VC}", "company"),
    rule("employer", "left|quit|resign|fired|laid off", rf"{_ME}(?:left|quit|resigned from|got (?:fired|laid off|let go) (?:from|by)|was (?:fired|laid off|let go) (?:from|by)|been laid off (?:from|by)|retired from)(?: (?:my|the) (?:old )?(?:job|position|role|post)(?: as [\w ]{{2,30}})? (?:at|with))? {_VC}", "company", "ended"),
    rule("employer", "quit|left|lost", r"^i (?:quit|left|lost|resigned from) (?:my|the) (?P<v>)(?:old )?(?:job|position|work)(?! (?:at|with|as))", "empty", "ended"),
    rule("employer", "no longer|used to|any|worked", rf"^i (?:no longer work|used to work|don't work|worked|'ve stopped working|stopped working)(?: [\w ]{{2,30}}?)? (?:at|for|with) {_VC}", "organisation", "ended"),
    # --- location ---
    rule("location", "live|living|reside|based|settled|stay", rf"{_ME}(?:live|living|been living|(?<='ve )lived|been based|based|reside|residing|settled(?: down)?|stay|been residing)(?: (?:here|now|alone|together|with [\w ]{{2,30}}|\w+ly))*(?: right)? (?:in|near|outside|on the outskirts of|just outside|on|out of|out in|up in|down in|over in|close to|not far from) (?:an? (?:[\w-]+ ){{0,2}}?(?:flat|bed|bedroom|bungalow|cottage|terrace|apartment|house|studio|room|condo|place|dorm|cabin|loft) (?:in|near|outside) )?(?:my [\w' ]{{3,30}}? (?:room|flat|house|basement|attic|place|garage|apartment) in )?(?!fear|hope|peace|my\b){_V}", "place_now"),
    rule("location", "moved|relocated", rf"{_ME}(?:moved|relocated|moving back|move|emigrated|immigrated)(?: (?:back|house|here|over|down|up|again|together|with [\w ]{{2,25}}?))*(?: (?:from|out of) [\w' ,]{{2,40}}?)? (?:to|into) {_V}", "place_now"),
    rule("location", "house|flat|place|home", rf"^(?:the|our|my) (?:house|flat|place|home|apartment) is an? (?:[\w-]+ ){{0,3}}?[\w-]+ in {_V}", "place_now"),
    rule("location", "in a", rf"^(?:i'm|we're) in an? (?:[\w-]+ ){{0,3}}?(?:flat|bed|bedroom|apartment|house|studio|bungalow|cottage|terrace|dorm|houseshare|flatshare) in {_V}", "place_now"),
    rule("location", "run|own|have|manage|opened", rf"^(?:i|we) (?:run|own|have|manage|opened) an? (?:[\w-]+ ){{0,3}}?(?:business|company|restaurant|cafe|café|bakery|shop|store|farm|bookshop|salon|agency|hotel|studio|gym|brewery|bar|practice|clinic|guesthouse|pub|garage|nursery|\w*shop|dairy|vineyard|stall) (?:in|near|outside) {_V}", "place_now"),
    rule("location", "came ", r"^(?:i|we) came to (?=.*(?:years ago|months ago| from ))(?P<v>[^,;!?()\n]{2,60}?)(?: from\b|$|,| with\b| when\b)", "place_now"),
    rule("location", "outside|near|miles|minutes", rf"^(?:i'm|we're) (?:outside|near|(?:\w+ )?(?:north|south|east|west|miles|minutes) (?:of|from)) (?:of )?{_V}", "known_place_stay"),
    rule("location", "ended up|wound up", rf"^(?:i|we)(?:'ve)? (?:ended|wound) up (?:living )?in {_V}", "known_place_stay"),
    rule("location", "moved|relocated", rf"{_ME}(?:moved|relocated)(?: here| away| back| over)?(?: from| out of| away from) {_VC}", "place_from", "ended"),
    rule("location", "home", rf"^(?:my|our) (?:home|house|flat|apartment|place|city|current city)(?:'s| is)(?: in)? {_V}", "known_place"),
    rule("location", "home", r"^i call (?P<v>[\w ]{2,30}) home", "place"),
    rule("location", " in ", rf"^(?:i'm|we're) (?:here |over |down |up |back |out )*in {_V}", "known_place_stay"),
    rule("location", "i'm |studying|study|work", rf"{_IM}.{{0,60}}?\b(?:living|based|located|residing|settled)(?: here| now| alone| happily)? in {_V}", "place_now"),
    rule("location", "work|study|teach|cook|nurse|farm|bake|restore|repair|fix|sell|grow|design|build|volunteer|serve|practi|making|doing|ing a|drive a", rf"{_ME}(?:\w+ )?(?:work|drive an?|working|study|studying|teach|teaching|practice|practise|volunteer|serve|cook|nurse|farm|bake|restore|repair|fix|sell|grow|design|build|(?:doing|making|finishing|starting|taking) (?:an?|my|the) (?:master\w*|phd|degree|bachelor\w*|erasmus|internship|residency|postdoc|apprenticeship))\b(?:(?! every| on \w+day).){{0,50}}? (?:in|near) {_V}", "known_place"),
    rule("location", "i'm ", rf"^i'm (?:an? |the )(?:(?!\b(?:will|if|when|interested|story|born|raised|about|who|that)\b).){{3,60}}? in {_V}", "job_in"),
    rule("location", " at a", rf"^(?:i|we) (?:work|teach|study|do|nurse|cook|volunteer)\b.{{0,40}}? at an? (?:[\w-]+ ){{0,3}}?(?:school|college|university|hospital|clinic|care home|nursery|station|factory|warehouse|plant|bank|library|museum|bakery|shop|store|supermarket|garage|farm|brewery|surgery|practice|lab|firm|company) (?:in|near|outside) {_V}", "place_now"),
    rule("location", "used to live|lived", rf"^(?:i|we) (?:used to live|lived|was living|was based|used to be based|stopped living) (?:\w+ )?in {_V}", "place_lived", "ended"),
    rule("location", "no longer|any", rf"^(?:i|we)(?:'m|'re)? (?:no longer (?:live|living|based)|don't live) in {_V}", "place", "ended"),
    rule("location", "left|moved", rf"^(?:i|we) left {_VC}", "known_place", "ended"),
    rule("location", "not", rf"^i'm not (?:living |based )in {_V}", "place", "wrong"),
    # --- hometown ---
    rule("hometown", "from", rf"^(?:i|we)(?:'m|'re| am| are| come| came| hail)(?: originally| actually)? from {_V}", "place"),
    rule("hometown", "born|raised|grew|bred", rf"^(?:i|we)(?:'m| was| were)? (?:born|raised|grew up|brought up)(?: (?:and|&) (?:raised|grew up|bred|brought up))?(?: (?:on a farm|there|mostly))? (?:in|near|outside) {_V}", "place"),
    rule("hometown", "home", rf"^my (?:home ?town|birthplace|place of birth|native (?:city|town)|hometown)(?:'s| is)(?: in)? {_V}", "place"),
    rule("hometown", "born|raised", rf"^i'm an? [\w ]{{2,30}} (?:born|raised)(?: and raised)? in {_V}", "place"),
    rule("hometown", "from", rf"{_IM}(?:an? |\d|the )(?:(?! (?:at|degree|graduate|home|message|who|that|letter|call|working)\b).){{2,60}}? from {_V}", "place"),
    rule("hometown", "from", rf"^i'm not from {_V}", "place", "wrong"),
    rule("hometown", " from ", rf"^i'm (?!not\b|just\b|back\b|home\b|away\b|far\b|also\b|\w+ing\b|here\b|coming|originally|off\b)\w+ from {_V}", "place"),
    rule("hometown", "native", r"^i'm an? (?:native of (?P<v>[\w ]{3,30}))", "place"),
    # --- language ---
    rule("language", "speak|know|write|read|spoke|understand|get by|convers|hold", rf"^(?:i|we)(?:'ve)? (?:can |also )*(?:speak|understand|know|read|write|spoken|get by in|converse in|manage in|hold a conversation in|have a conversation in|chat in)(?: both| fluent| some| a little(?: bit of)?| a bit of| basic| decent| good)? {_V}", "languages_only"),
    rule("language", "fluent|bilingual|proficient|conversational|native", rf"^i'm (?:\w+ )?(?:fluent|bilingual|proficient|conversational|trilingual|multilingual)(?: in|:|,)? {_V}", "languages"),
    rule("language", "native|tongue|first language|second language|mother", rf"^my (?:native|first|second|mother|main|third) (?:language|tongue)s?(?:'s| is| are) {_V}", "languages"),
    rule("language", "native|speaker|speaking", r"^i'm (?:an? )?(?:native |fluent )?(?P<v>\w+)(?:[ -]speaker|[ -]speaking)", "languages"),
    rule("language", "my ", r"^my (?P<v>\w+)(?:'s| is) (?:pretty |quite |very |really |a bit |still )?(?:good|fluent|rusty|okay|ok|decent|basic|bad|perfect|native|broken|poor|terrible)", "languages"),
    rule("language", "mother tongue|native|first language|second language|third language|main language", r"^(?P<v>\w+(?: and \w+)?) (?:is|are) (?:\w+ly |kind of |actually )?my (?:mother tongue|native|(?:first|second|third|main|strongest) language)", "languages"),
    rule("language", " i speak", r"^(?P<v>\w+(?: and \w+)?) i (?:can )?speak\b", "languages"),
    rule("language", "speaking|grew up|raised", rf"^i(?:'m| was)? (?:grew up|raised|brought up) (?:speaking|bilingual(?: in|:)?) {_V}", "languages"),
    rule("language", "speak", rf"^i (?:don't|can't) speak {_V}", "languages", "wrong"),
    # --- family ---
    rule("family", "have|got|'ve", rf"^(?:i|we)(?:'ve)? (?:have |have got |got |(?<='ve )had |(?<=i've )|(?<=we've ))(?P<v>(?!an? (?:\w+ )?(?:girlfriend|boyfriend|partner|fianc|baby on|boy\b|girl\b))(?:{NUMBERS}|several|many)(?: (?:older|younger|little|big|small|young|grown|grown-up|adult|teenage|twin|beautiful|wonderful|lovely|amazing|elder|baby|identical|step|half|adorable|\w+-year-old|year-old))* (?:{KIN_EN_MANY}|(?:{KIN_EN})))\b(?!'| (?:named|called|whose))", "kin"),
    rule("family", "twin", r"^(?:i|we) (?:have|'ve got|got) (?P<v>(?:twin|triplet) (?:boys|girls|sons|daughters|sisters|brothers))(?!,? [\w-]+(?:,| and) )", "word"),
    rule("family", "named|called", rf"^(?:i|we)(?:'ve)? (?:have|got)(?: got)? .{{0,30}}?\b(?<! old )(?P<k>{KIN_EN})(?:,)? (?:named|called|whose name is) (?P<v>[\w'-]+(?: [\w'-]+)?)", "one_name"),
    rule("family", "twin|kids|children|sons|daughters|boys|girls|brothers|sisters", rf"^(?:i|we)(?:'ve)? (?:have|got)(?: got)? .{{0,40}}?\b(?P<k>{KIN_EN_MANY})(?:,| named| called|:| -)+ {_V}", "names"),
    rule("family", "married|engaged|dating|wife|husband", rf"^i(?:'m|'ve been| got| get|'ve got)(?: just)? (?:happily |recently )?(?:married|engaged|dating|going out|in a relationship)(?: to| with)? (?!for\b|since\b){_VC}", "one_name"),
    rule("family", " of | to ", rf"^i'm (?:an? |the )?(?:\w+ )?(?:mother|father|mum|mom|mam|dad|parent|grand\w+|granny|nan) (?:of|to) (?P<v>(?:{NUMBERS}|twins|twin|triplets)(?: \w+)?)", "children"),
    rule("family", "with my|with our", rf"{_ME}(?:.{{0,60}}?\b)?(?:live|living|moved|based|stay|settled|run|own|share|started)\b.{{0,40}}?\bwith (?:my|our) (?P<v>(?:(?:{NUMBERS}) (?:{KIN_EN_MANY})|{KIN_EN})(?: (?:and|,) (?:(?:my|our) )?(?:{NUMBERS}) (?:{KIN_EN_MANY}|(?:{KIN_EN})))?)\b", "kin_live"),
    # --- pet ---
    rule("pet", "have|'ve|own|adopt|got|bought|rescue|keep", rf"^(?:i|we)(?:'ve)? (?:have |have got |own |adopted |got |bought |rescued |keep |just got |recently adopted |(?<='ve )had |(?<=i've )|(?<=we've ))(?P<v>(?:{NUMBERS}|my|our|some|another|several)(?: (?!no\b)[\w-]+){{0,3}} (?:{PETS_EN})s?)\b(?! (?:food|hair|allergy|person|sitter|walker|allergies|lover|shelter|bed|toy|at work)|[-'])", "pet"),
    rule("pet", "named|called|name is", rf"^(?:i|we)(?:'ve)? (?:have|own|adopted|got|bought|rescued|(?<='ve )had)(?: got)? .{{0,40}}?\b(?P<k>{PETS_EN})s?,? (?:named|called|whose name is|:) {_V}", "pet_names"),
    rule("pet", "with", rf"{_ME}.{{0,80}}?\b(?:with|and) (?:my )?(?:[\w ]{{2,20}} and )?(?P<v>(?:{NUMBERS}|my) (?:\w+ )?(?:{PETS_EN})s?)\b", "pet"),
    rule("pet", "don't have|no pets", rf"^(?:i|we) (?:don't have|have no) (?:an? |any )?(?P<v>(?:{PETS_EN}))s?\b", "word", "wrong"),
    rule("pet", "lost|put down|gave", rf"^(?:i|we) (?:lost|had to put down|put down|gave away|rehomed)(?: my| our)(?: \w+)? (?P<k>{PETS_EN})(?:,)?(?P<v>(?: [\w'-]+)?)", "name_or_kind", "ended"),
    # --- likes ---
    rule("likes", "love|like|enjoy|adore", rf"^(?:i|we)(?:'ve always|'ve)? (?:do )?(?:love|loved|like|enjoy|adore|enjoyed)(?<!used to like)(?<!i loved)(?<!we loved)(?<!i enjoyed)(?<!we enjoyed) (?!to be called|to go by|it\b|that\b|this\b|you|your|how|what|when|the (?:idea|way|fact)|to know|to ask|to hear|him\b|her\b|them\b|being able){_V}", "thing"),
    rule("likes", "i'm |i've been|fan|into|fond|passionate|crazy|obsessed|keen|hooked", rf"^i(?:'m|'ve been|'ve always been) (?!not\b|never\b)(?:(?!\w+ing )\w+ )?(?:(?:an? )?(?:big |huge |massive |lifelong |real |die-hard |avid |total )?fan of|(?:more |really |very |so |big )?into|fond of|passionate about|crazy about(?! the| this| that)|obsessed with|keen on|mad about(?! the| this| that)|hooked on|a sucker for|partial to|mad for|big into|wild about|nuts about|huge on|big on) {_V}", "thing_into"),
    rule("likes", "fav", rf"^(?:my |an? )?(?:all-time |absolute )?fav(?:e|ou?rite)? (?:\w+ ){{0,3}}?(?:of mine )?(?:is|are|has to be|would be|being|'s) {_V}", "thing"),
    rule("likes", "fav", r"^(?P<v>[\w' -]{2,40}) (?:is|are) (?:one of |probably |definitely |still |by far )*my (?:all-time |absolute )?fav(?:e|s|ou?rites?)?\b", "thing"),
    rule("likes", "hobb|interests|passion|pastime", rf"^my (?:main |biggest |favou?rite |only )?(?:hobby|hobbies|interests?|passions?|pastimes?)(?: is| are|'s| include| includes)(?: probably)? {_V}", "thing"),
    rule("likes", " fan", r"^i'm an? (?:big |huge |massive |lifelong |die-hard |avid )*(?P<v>(?!big|huge|not|real)[\w' -]{3,30}?) (?:fan|enthusiast|lover|addict|nerd|geek|buff)$", "thing"),
    rule("likes", "hobb|passion| thing| jam| love|happy|pleasure", r"^(?P<v>[\w -]{2,40}) (?:is|are) (?:my (?:main |biggest |favou?rite |big |whole )?(?:hobby|hobbies|passion|thing|jam|first love|happy place|guilty pleasure)|what i (?:love|like|enjoy) (?:most|best|doing))\b", "thing"),
    rule("likes", "collect", rf"^i collect {_VC}", "thing"),
    rule("likes", "prefer", rf"^(?:i|we) prefer (?!not|if|that|to\b|it\b|you|using|getting|the\b|this|a\b|an\b){_V}", "preferred"),
    rule("likes", " spend ", rf"^i (?:usually )?spend (?:most of |all |half |much of )?my (?:free time|spare time|weekends|evenings|sundays|saturdays|days off|free days) {_V}", "doing"),
    rule("likes", "weakness|soft spot|a thing for|enough of|nothing beats|live for|addicted", rf"^(?:i(?:'ve)? (?:have|got|have got) a (?:real |huge |bit of a )?(?:soft spot|weakness|thing) for|i (?:can't|can never|could never) get enough(?: of)?|nothing beats(?!.* for )) {_V}", "thing"),
    rule("likes", "what i ", rf"^what i (?:really |absolutely )?(?:love|like|enjoy)(?: most| doing)? is {_V}", "thing"),
    rule("likes", "used to", rf"^i used to (?:love|like|enjoy|be into|adore|be a fan of) {_V}", "thing", "ended"),
    rule("likes", "any", r"^i don't (?:like|love|enjoy) (?P<v>[^,;!?()]{1,60}?) any ?more", "thing", "ended"),
    # --- dislikes ---
    rule("dislikes", "hate|dislike|detest|despise|loathe|can't stand|can't abide|can't bear|don't like|don't enjoy|don't care for|can't tolerate|don't love|don't really|don't particularly|never liked|rather avoid|can't deal|couldn't stand|no interest|never been into|avoid", rf"^(?:i|we)(?:'ve always| have always|'ve|'d)? (?:hate|hated|dislike|detest|despise|loathe|can't abide|can't stand(?! up| still| straight| by| here| there| in line| on\b| for)|can't bear|don't like|don't enjoy|don't care for|can't tolerate|don't really like|don't particularly like|don't love|never (?:really )?(?:liked|been (?:into|a fan of|keen on))|rather avoid(?! the)|have (?:no|zero|little) interest in|can't deal with)(?<!i hated) (?!it\b|that\b|this\b|to (?:say|ask|break|admit|bother)|you|how|when|what|the (?:idea|way|fact)|him\b|her\b|them\b|my (?:life|self)){_V}", "thing"),
    rule("dislikes", "not", rf"^i'm not (?:\w+ )?(?:an? (?:big |huge )?fan of|into|fond of|keen on|crazy about) {_V}", "thing"),
    rule("dislikes", "least favo", rf"^my least favou?rite (?:\w+ ){{0,3}}?(?:is|are) {_V}", "thing"),
    rule("dislikes", "used to", rf"^i used to (?:hate|dislike|detest) {_V}", "thing", "ended"),
    # --- diet ---
    rule("diet", "i'm |we're |been|became|gone|went|turned", rf"^(?:i|we)(?:'m|'re|'ve been|'ve gone|'ve become|'ve turned| went| became| turned| go| am| are)(?: an?| a strict| strictly| mostly| fully| largely| on an?| on the| following an?| eating)*(?: \w+)? ?(?P<v>{DIETS_EN})\b(?! (?:restaurant|place|recipe|friend|food|option|cook|chef))", "word"),
    rule("diet", "eat|keep|follow|diet|do |stick|doing|on ", rf"^(?:i|we)(?:'ve been|'m|'ve)? (?:only |strictly |mostly |try to |trying to )?(?:eat|keep|follow|eating|keeping|following|started|do|doing|'m on|on|stick to|sticking to)(?: only| strictly| mostly| an?| the)*(?: \w+)? (?P<v>{DIETS_EN})\b", "word"),
    rule("diet", "my diet", rf"^my diet is (?:\w+ )?(?P<v>{DIETS_EN})\b", "word"),
    rule("diet", "don't|avoid|never|stopped|gave up|cut out|given up|can't eat|no longer|off |haven't", rf"^(?:i|we)(?:'ve)? (?P<v>(?:don't eat|don't do|can't have|can't do|never eat|avoid|have to avoid|must avoid|need to avoid|stopped eating|gave up|cut out|given up|can't eat|no longer eat|don't drink|stopped drinking|don't touch|haven't (?:eaten|touched|had))(?: any)? (?:{FOODS_NOT_EATEN})(?: (?:or|and) (?:{FOODS_NOT_EATEN}))?)\b(?! (?:jokes?|recipes?|substitutes?|puns|prices?|once|for (?:lent|an? (?:day|week|month)))\b)", "not_eaten"),
    rule("diet", "not|no longer|anymore", rf"^i'm (?:not|no longer)(?: an?| strictly)? (?P<v>{DIETS_EN})\b", "word", "ended"),
    rule("diet", "used to", rf"^i used to be (?:an? )?(?P<v>{DIETS_EN})\b", "word", "ended"),
    rule("diet", "was ", rf"^i was (?:an? )?(?P<v>{DIETS_EN}) (?:for|until|once|before|in)\b", "word", "ended"),
    # --- health ---
    rule("health", "have|'ve|suffer|got|had|strugg|diagnosed|deal|live|living|get|develop|started having", rf"^i(?:'m|'ve)? (?:have|have got|got|(?<='ve )had|been diagnosed with|was diagnosed with|got diagnosed with|diagnosed with|suffer from|suffering from|struggle with|struggling with|dealing with|deal with|living with|live with|been living with|been having|been dealing with|get|keep getting|started getting|started having|been getting|developed)?(?: (?:a|an|severe|mild|chronic|bad|really|terrible|some|frequent|my|pretty|slight|serious|recurring|regular|adult|type))* ?(?P<v>{CONDITIONS_EN})\b(?! (?:research|medication|doctor|patients|awareness|clinic))", "word"),
    rule("health", "doctor|gp |therapist|psychiatrist", rf"^my (?:doctor|gp|therapist|psychiatrist|dermatologist) (?:says|said|told me|confirmed|thinks|diagnosed me with|found)(?: that)? (?:i have |i've got |i had )?(?:a )?(?P<v>{CONDITIONS_EN}|i'm (?:{STATES_EN}))\b", "word"),
    rule("health", " and |, ", rf"^i(?:'ve)? (?:have|got|suffer from|struggle with) (?:[\w ]{{2,30}}),? (?:and |, )(?:also )?(?P<v>{CONDITIONS_EN})\b", "word"),
    rule("health", "allerg", rf"^i(?:'m|'ve always been|'ve been) (?:\w+ )?(?:severely |deathly |highly |very )?allergic to {_V}", "allergy"),
    rule("health", "allerg", r"^i(?:'ve)? (?:have|have got|got|had|suffer from) (?:a |an |severe |bad |serious |mild )*(?P<v>[\w ]{2,25}? allerg(?:y|ies))", "word"),
    rule("health", "allerg", rf"^i(?:'ve)? (?:have|got|have got) an? (?:\w+ )?allergy to {_V}", "allergy"),
    rule("health", "intolerant", rf"^i'm (?:\w+ )?intolerant (?:to|of) {_VC}", "intolerance"),
    rule("health", "i'm ", rf"^i'm (?:an? |(?:a bit|a little|quite|rather) |(?!not\b|never\b|no\b|so\b)\w+ )?(?P<v>{STATES_EN})\b(?! (?:without|to\b|as a bat|trust|date|dates|faith|rage|spot|drunk))", "word"),
    rule("health", "type ", r"^i'm (?:an? )?(?P<v>type (?:[12]|one|two))(?=$|,| (?:and|so|but|myself)\b)", "word"),
    rule("health", "i'm |weeks|months", r"^i'm (?:\w+ )?(?:weeks|months) (?P<v>pregnant)", "word"),
    rule("health", "wheelchair|hearing aid|insulin", r"^i (?:use|'m in|wear|take|'m on) (?:an? )?(?P<v>wheelchair|hearing aids?|insulin|blood thinners|antidepressants)", "word"),
    rule("health", "blood pressure|bp|cholesterol|blood sugar", r"^my (?P<v>(?:blood pressure|bp|cholesterol|blood sugar)(?:'s| is) (?:too |quite |a bit )?(?:high|low))", "word"),
    rule("health", "broke|tore|sprained|fractured", r"^i(?:'ve)? (?P<v>(?:broke|tore|sprained|fractured|broken|torn|dislocated) my (?:(?:left|right|big|little|lower|upper) )?(?:legs?|arms?|wrists?|ankles?|hips?|toes?|foot|fingers?|collarbone|ribs?|nose|jaw|elbows?|shoulder|knee|hand|neck|back|acl|meniscus|achilles|hamstring|pelvis|thumb|kneecap|tailbone|shin))\b", "word"),
    rule("health", "not", r"^i'm not allergic to (?P<v>[^,;!?]{2,40})", "thing", "wrong"),
    # --- goal ---
    rule("goal", "goal|dream|ambition|aim|plan|resolution|objective", r"^my (?:(?:main|biggest|big|long[- ]term|short[- ]term|current|ultimate|life|next|career|number one|new year'?s?|lifelong|personal|fitness|only) )*(?:goal|dream|ambition|aim|plan|resolution|objective|target)(?! (?:car|house|home|team))(?: (?:this|for|right|in|is|here)[\w ']{0,20}?)??(?:'s| is)(?: always been)? (?:to |that i )?(?P<v>(?!not\b|clear|simple|very|so\b|the same)[\w'-]+ [^,;!?()]{2,80})", "goal"),
    rule("goal", "want|hope|aim|intend|plan|trying|hoping|looking to|determined|working towards|decided|dream of", rf"^(?:i|we)(?:'m|'d|'ve been|'ve|'re)? (?:want|hope|aim|intend|plan|trying|hoping|planning|aiming|looking|determined|working|decided|really want|been trying|been wanting|eventually want|dream of|(?:really )?always wanted|committed)(?: (?:so badly|someday|one day|eventually|this year|next year))? to (?:(?:one day|someday|eventually|finally|also) )?(?P<v>{_GOAL_VERBS}\b[^,;!?()]{{0,70}})", "aim"),
    rule("goal", "training|saving|practi|prepping|revising|cramming|preparing|studying for|working on|working toward|dream of|prepare|dreaming|plan on|planning on|thinking of|save up|learning", r"^(?:i|we)(?:'m|'ve been|'re)? (?:(?:also|only|still|now) )?(?P<v>(?:training for|(?:prepping|revising|cramming|preparing) for(?=.*\b(?:exams?|test|toefl|ielts|bar\b|boards|finals|gre|mcat|lsat|marathon|race|half|10k|5k|triathlon|competition|certification|licen[cs]e|citizenship|audition|a[- ]levels|gcses?))|saving(?: up)?(?: money)? for|saving up to|studying for|working towards?|dream of|dreaming of|planning on|plan on|practi[cs]ing for|working on (?:getting|becoming|losing|writing my|building my|learning)|learning (?:to|how to|[a-z]+))(?! (?:that|this|it|about)\b) ?[^,;!?()]{2,70})", "goal"),
    rule("goal", "going to|'d like to|would love to|'d love to", rf"^(?:i|we)(?:'m going|'d like|'d love) to (?:finally |eventually |one day )?(?P<v>{_GOAL_VERBS}\b[^,;!?()]{{0,60}}?\b(?:next year|this year|someday|one day|eventually|by (?:the end|next|\d{{4}})|in \d{{4}}|next (?:spring|summer|fall|autumn|winter)))", "aim"),
    rule("goal", "love to ", r"^(?:i|we)(?:'d| would) love to (?P<v>(?:become|retrain as|qualify as) [^,;!?()]{3,60})", "aim"),
    rule("goal", "want", r"^(?:i|we) (?:also |just )?want to (?P<v>(?:save|lose|reach|hit|run|finish) [^,;!?()]{3,60})", "aim"),
    # --- schedule ---
    rule("schedule", "every|each|on |a week|a day|a month|day|daily|weekly|morning|evening|weekend|from ", rf"^(?:i|we)(?:'ve got)? (?!go (?:every|on |most|daily|once|twice))(?P<v>{_DAY_VERBS}\b[^,;!?()]{{0,50}}?\b{_EVERY}[^,;!?()]{{0,30}})", "habit"),
    rule("schedule", "off |free|busy|in the office|on ", rf"^(?:i|we)(?:'m|'re) (?P<v>(?:on call|on duty|on shift|off|free|busy|away|in the office|at the gym|at work|working|unavailable)\b[^,;!?()]{{0,30}}?\b{_EVERY}[^,;!?()]{{0,30}})", "habit"),
    rule("schedule", "every|on |week", rf"^(?:i|we)(?:'ve got) (?P<v>[^,;!?()]{{2,50}}?\b{_EVERY}[^,;!?()]{{0,30}})", "habit"),
    rule("schedule", "every|on |day", rf"^{_EVERY},? (?:i|we) (?P<v>{_DAY_VERBS}\b[^,;!?()]{{2,50}})", "habit"),
    rule("schedule", "wake|get up|go to bed|up at|work|have |leave|in bed|shift|sleep", r"^i(?:'m)? (?:usually |always |normally )?(?P<v>(?:wake(?: up)?|get up|go to bed|in bed|up|go to sleep|start work|finish work|start my shift|finish my shift|have (?:lunch|dinner|breakfast)|leave (?:home|work)) (?:at|around|before|by|after) [\w: ]{1,18})", "habit"),
    rule("schedule", "night|shift", r"^i(?:'m|'ve been)? (?:.{0,40}?\b)?(?:work|working|do|doing|on) (?P<v>(?:the )?(?:night|day|late|early|evening|graveyard|rotating|morning|12[- ]hour)[ -]?shifts?|nights|graveyards|weekends|shifts)\b", "word"),
    rule("schedule", "every|on |day|week|daily", rf"^my (?P<v>[\w' ]{{3,30}}? (?:is|are|happens|meets?|runs?) {_EVERY}[^,;!?()]{{0,20}})", "habit"),
    # --- relationship ---
    rule("relationship", "i'm |been|we're", r"^(?:i|we)(?:'m|'re|'ve been) (?:a |an |happily |newly |recently |freshly )*(?P<v>married|single|divorced(?! from (?!(?:my|his|her|their|our) )\w+(?:$|,| (?:and|since|so|but)\b))|engaged|widowed|a widow|a widower|widow|widower|separated(?! by)|newlyweds?|in an? (?:long[- ]distance |serious |happy |committed |new )?relationship|dating)\b(?! (?:issue|file|point|out|thing|question|person|player|most|best|minded|handed|room|bed|use|in (?:a|the|an) (?:conversation|talk|work|debate|discussion|argument|project|fight|lawsuit)))(?! to (?:my|the|this|that|it|a)\b)(?: (?:mum|mom|dad|mother|father|parent))?(?= |$|,)", "relation"),
    rule("relationship", "got |divorced|married", r"^(?:i|we)(?:'ve)? (?:just |recently |finally )?(?:got|gotten|get) (?P<v>married|engaged|divorced|separated)\b", "word"),
    rule("relationship", "divorced|separated|married", r"^(?:my (?:wife|husband|ex|partner|spouse) and i|we) (?:are |have )?(?:got )?(?P<v>divorced|separated)\b", "word"),
    rule("relationship", "girlfriend|boyfriend|fiance", r"^i(?:'ve)? (?:have|got|have got) an? (?:new |long-term )?(?P<v>girlfriend|boyfriend|fiancee?)\b", "word"),
    rule("relationship", "broke up|split up|dumped", r"^(?:my (?P<v>)(?:girlfriend|boyfriend|partner|fiancee?|wife|husband)(?:,? \w+,?)? and i|we|i)(?:'ve)? (?:just |recently )?(?:broke up|split up|broken up|separated)\b", "empty", "ended"),
    rule("relationship", "dumped|broke up with me|left me", r"^my (?P<v>)(?:girlfriend|boyfriend|partner|fiancee?|wife|husband)(?: \w+)? (?:dumped|left|broke up with) me\b", "empty", "ended"),
    rule("relationship", "not", r"^i'm (?:not|no longer) (?P<v>married|single|engaged|divorced)\b", "word", "ended"),
)

# Named people and pets are told in passing too, in questions as well.
ANYWHERE: tuple[Rule, ...] = (
    rule("family", "is |'s ", rf"(?:^|, |[.;] |\b(?:and|but) )(?:my|our) (?:(?:older|younger|little|big|baby|twin|eldest|youngest) )?(?P<k>{KIN_EN})(?:'s| is) (?P<v>[\w'-]+)(?=$|[,.]| and\b)", "kin_named"),
    rule("family", "my |our ", rf"(?<!not )(?<!n't )\b(?:my|our) (?:(?!ex|late|friend'?s|boss'?s|neighbou?r'?s|teacher'?s|roommate'?s)[\w-]+ ){{0,2}}?(?P<k>{KIN_EN}|lad|lass)(?:'s name is|'s called| is called| is named|,? named|,? called|'s name's|,)? (?P<v>(?!(?:{KIN_EN})\b)[\w'-]+)", "kin_name"),
    rule("family", "my |our ", rf"(?<!not )(?<!n't )\b(?:my|our) (?:[\w-]+ ){{0,2}}?(?P<k>{KIN_EN_MANY})(?:' names are| are called| are named| are|,? named|,? called|,| -|:)? (?P<v>[\w'-]+(?:, [\w'-]+)*,? (?:and|&) [\w'-]+)", "kin_names"),
    rule("pet", "my |our ", rf"(?<!not )(?<!n't )\b(?:my|our) (?:(?!late|old dear)[\w-]+ ){{0,2}}?(?P<k>{PETS_EN})(?:'s name is|'s called| is called| is named|,? named|,? called|'s name's|,)? (?P<v>[\w'-]+)", "pet_name"),
    rule("pet", "called|named", rf"^(?!.*\b(?:he|she|they|his|her|their|friend|neighbou?r|character|story|you|used to|had|was)\b).*\b(?:and|with|have|got|me|me,) an? (?:[\w-]+ ){{0,3}}?(?P<k>{PETS_EN}) (?:called|named) (?P<v>[\w'-]+)", "pet_name"),
    rule("family", "called|named|name is|'s", r"\b(?:i|we)(?:'ve)? (?:just |recently )?(?:had|have|got|welcomed) (?:an?|our) (?:\w+ )?(?P<k>baby girl|baby boy|baby|son|daughter|little girl|little boy)[ ,(]+(?:she's|he's|she is|he is|who's|we) (?:called|named)(?: (?:her|him))? (?P<v>[\w'-]+)", "kin_name"),
    rule("pet", "my |our ", rf"(?<!not )(?<!n't )\b(?:my|our) (?:[\w-]+ ){{0,2}}?(?P<k>{PETS_EN})s(?:' names are| are called| are named|,? named|,? called|,)? (?P<v>[\w'-]+(?:, [\w'-]+)*,? (?:and|&) [\w'-]+)", "kin_names"),
    rule("pet", "my |our ", rf"(?<!not )(?<!n't )\b(?:my|our) (?:(?:new|old|little|big|pet|elderly|black|white|rescue|adopted|senior|fat|lazy|{NUMBERS}) )*(?P<v>{PETS_EN})s?\b(?!-|'s (?:name|called)| (?:person|food|hair|sitter|walker|trainer|owner|allergy|allergies|toy|bed|days?|years?|house|door|shelter|lover|shelf|show|in the race))", "word", confidence=0.7),
    rule("pet", "died|passed|put down|gone|put to sleep|lost|late", rf"(?<!not )(?<!n't )\b(?:my|our) (?:[\w-]+ ){{0,2}}?(?P<k>{PETS_EN}),?(?P<v>(?: [\w'-]+)?),? (?:sadly |recently |just )?(?:died|passed|was put|had to be put|is gone|isn't with us)", "name_or_kind", "ended"),
    rule("pet", "late ", rf"(?<!not )(?<!n't )\b(?:my|our) late (?P<k>{PETS_EN}),?(?P<v>(?: [\w'-]+)?)", "name_or_kind", "ended"),
)
