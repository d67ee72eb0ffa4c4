# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""Turkish in passing: health, school, work and places as people drop them beside what they ask."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import AGES_TR, CONDITIONS_TR, PETS_TR
from hafiza.memory.extraction.rules import Rule, rule

_LOC = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]*[dt][ae])"
_BODY = r"(?:diz|bel|bacag|bacak|el|kol|omz|omuz|sirt|boyn|goz|kalb|ayag|mide|bobreg|bileg|parmag|kalca|kulag|iki goz)"
_MINE = r"(?:um|im|m|umuz|imiz|muz|miz)"
_BEASTS = r"(?:guvercin|lepistes|tavuk|ordek|kaz|koyun|inek|sultan papagani|saka|bulbul|kirlangic|discus|japon baligi|balik|muhabbet kusu|kanarya|keci|at|arilar)"

EVERYDAY_TOLD: tuple[Rule, ...] = (
    # --- age ---
    rule("age", "yas", rf"^(?:[^,;!?]{{0,25}} )?(?P<v>{AGES_TR}) yas[iu]mday[iu]m\b", "age"),
    rule("age", "yas", rf"^(?:[\w' ]{{0,25}} )?(?:ben|simdi|su an|artik|yav|ya) (?:[\w']+ )?(?P<v>{AGES_TR}) yas[iu]mda\b", "age", confidence=0.8),
    rule("age", "um|im", r"^(?:[\w ]{0,20} )?(?:ben|bense|simdi|su an|yasim) (?:de |da )?(?P<v>[1-8]\d)(?:'?(?:[iu]m|y[iu]m))?(?=$| (?:hala|daha|artik|o \d))", "age", confidence=0.8),
    rule("age", "yasinda", rf"^(?:[\w ]{{0,12}} )?ben (?P<v>{AGES_TR}) yas(?:[iu]n|[iu]m)da\b", "age"),
    # --- relationship ---
    rule("relationship", "dul", r"\b(?P<v>dul) (?:kald[iu][mk]|bir (?:kadin|adam|erkek)[iu]m)\b", "word"),
    rule("relationship", "evliyim", r"\b(?:yildir|senedir|aydir) (?P<v>evli)y[iu][mz]\b", "word"),
    rule("relationship", "bosan", r"(?<!\w)(?P<v>bosan)mis (?:bir )?\w+[iu]m\b", "wed"),
    # --- occupation ---
    rule("occupation", "ikimiz de|hepimiz|esimle", r"\b(?:ikimiz|hepimiz|esimle ben|kocamla ben|karimla ben) de? ?(?P<v>[\w ]{3,25}?)(?:y[iu]z|[iu]z)\b", "job_named_wrong"),
    rule("occupation", "sinif", r"(?<![^\s,;!?()])(?P<v>(?:\d{1,2}\.?|bir|iki|uc|dort|bes|altinci|yedinci|sekizinci|dokuzuncu|onuncu|on birinci|lise son|ortaokul son|birinci|ikinci|ucuncu|dorduncu) ?sinif)(?:ta|ta?y[iu]m|[iu]m|a gid(?:iyorum|erim)|a basladim| ogrencisiy[iu]m)\b", "pupil", confidence=0.7),
    rule("occupation", "lik|luk", r"(?:^|, )(?:gunduz|gunduzleri|geceleri|hafta ici),? (?P<v>(?:\w+ )?\w+(?:lik|luk))$", "job_named"),
    rule("occupation", "unvan|meslek kism", r"\b(?:unvan|meslek|gorev) (?:kismina|yerine|olarak|hanesine) (?P<v>[\w ]{3,40}?) (?:yaz|de|koy|gec)", "job_named"),
    # --- employer ---
    rule("employer", "adi ", r"\b(?:kafe|sirket|firma|dukkan|otel|magaza|restoran|isyeri|is yeri|calistigim yer)(?:nin|in|un)? ad[iu] (?P<v>[^\s,;!?()]+)", "organisation_after"),
    rule("employer", "basla", r"(?<![^\s,;!?()])(?P<v>[^\s,;!?()]+')(?:y[ae]|[ae]) (?:bugun|dun|yeni|gecen \w+|bu \w+) (?:ise )?baslad[iu]m\b", "organisation_to"),
    # --- location ---
    rule("location", "dayiz|deyiz|tayiz|teyiz", r"^(?:\w+ )?(?P<v>[^\s,;!?()]+'[dt][ae])y[iu]z(?: biz| artik| simdi)?$", "place_named", confidence=0.6),
    rule("location", "ilcesi|koyund|mahalle", r"(?P<v>[^\s,;!?()]+)(?:'?n?[iu]n)? (?:ilcesinde|ilcesindey[iu][mz])\b", "place_plain"),
    rule("location", "gecin|satiyor|tezgah|buro|ev tut|ev ald", rf"{_LOC}(?: [\w'-]+){{0,4}}? (?:gecin(?:iyoru[mz]|meye calisiyorum)|sat[iu]yorum|tezgah ac[iu]yorum|buro islet\w+|ev tuttum|arti bir tuttum|daire tuttum)\b", "known_place_before"),
    rule("location", "yanindayim|yanindayiz|halimde|yurttayim|kirada|evindeyim", rf"{_LOC} (?:[\w'-]+ ){{0,3}}?(?:yan[iu]nday[iu][mz]|kendi halimde|yurttay[iu]m|yurtta kal\w+|evindey[iu]m|kirada)\b", "known_place_before"),
    rule("location", "tasind", r"^(?P<v>[^\s,;!?()]+[ae]) tasindi[mk]\b", "place_before"),
    rule("location", "geldi", r"(?:[dt][ae]n) (?P<v>[^\s,;!?()]+[ae]) geldi[mk]\b(?!.*\b(?:gezmeye|tatile|ziyaret|toplanti))", "known_place_before", confidence=0.7),
    # --- health ---
    rule("health", "var|cikti|basladi|olustu", rf"\b{_BODY}\w*[iu]m(?:[iu]z)?[dt][ae] (?:de |da |hafif |biraz )*(?P<v>(?:{CONDITIONS_TR}|katarakt|sari nokta|kirec|uyusma|titreme|protez|platin|nasir))(?: \w+)? ?(?:var|cikti|basladi|olustu)?\b", "condition"),
    rule("health", "bende", rf"(?:^|, )(?P<v>(?:{CONDITIONS_TR}|sari nokta))(?:s[iu]|[iu])? (?:da |de )?var (?:da |de )?(?:bende|benim)\b", "condition"),
    rule("health", "hamile|gebe", r"\b(?P<v>(?:\d+|bir|iki|uc|dort|bes|alti|yedi|sekiz) (?:aylik|haftalik) (?:hamile|gebe))(?:y[iu]m|yken)\b", "word"),
    rule("health", "oldum|oldu", r"\b(?P<v>(?:kalca|diz) protezi|baypas|bypass|stent|anjiyo) (?:oldum|takildi|taktilar)\b", "word"),
    rule("health", "protez|stent|baypas", r"\b(?P<v>(?:kalca|diz) protezi|stent|kalp pili) (?:takildi|taktilar|var bende)", "word"),
    rule("health", "kayb", r"\b(?P<v>(?:isitme|gorme) kayb)[iu]m(?:[iu]z)? (?:var|oldug)", "condition"),
    rule("health", "tedavi", rf"\b(?P<v>(?:{CONDITIONS_TR}|panik bozukluk|depresyon|kemoterapi))(?:s[iu]|[iu])? tedavisi gor(?:uyorum|uyoruz|dum)", "condition"),
    rule("health", "hastane", r"^(?P<v>[^\s,;!?()]+),? (?:beni )?hastanelik (?:eder|ediyor|oluyorum)(?: beni)?$", "word"),
    rule("health", "diyaliz", r"\b(?P<v>diyaliz)e gir(?:iyorum|iyom)\b", "word"),
    rule("health", "kurdesen|sisir|kabart", r"(?P<v>[^\s,;!?()]+) (?:\w+ )?(?:kurdesen doktur|her yerimi sisir|sisiriyor her yeri|nefesimi kes|dilimi sisir)\w*", "word"),
    # --- diet ---
    rule("diet", "birakt|kestim", r"(?P<v>(?:gluten|seker|et|sut|ekmek|alkol|un)) (?:yemeyi|icmeyi|tuketmeyi)? ?(?:biraktim|kestim|birakali)\b", "word"),
    # --- language ---
    rule("language", "ogren", r"\b(?:[abc][12]|baslangic|orta|ileri)\w*(?: seviye\w*)? (?P<v>\w+c[ae])(?:y[iu])? ogren[iu]yoru[mz]", "languages_tr", confidence=0.8),
    rule("language", "ca|ce", r"\b(?P<v>\w+c[ae])m (?:\w+ ){0,3}?(?:akici|fena degil|idare eder|cat pat|zayif|iyi(?! degil)|var)\b", "languages_tr"),
    # --- pet ---
    rule("pet", "besliyor", rf"\b(?P<v>{_BEASTS}) besliyoru[mz]\b", "word"),
    rule("pet", "besler", rf"^ben (?P<v>{_BEASTS}) besler[iu]m\b", "word"),
    # --- likes ---
    rule("likes", "li|lu", r"\b(?:koyu |hasta |fanatik )+(?P<v>(?:galatasaray|fener(?:bahce)?|besiktas|trabzonspor)) ?l[iu]y[iu]m\b", "word"),
    rule("likes", "merak", r"\ben buyuk merak[iu]m,? (?P<v>[^;!?()]{3,40}?)$", "things"),
    rule("likes", "hastasiyim|delisiyim|tutkunuyum|manyagiyim", r"^(?P<v>[^;!?()]{2,40}?) (?:hastas[iu]y[iu]m|delisiy[iu]m|manyag[iu]y[iu]m)(?: ben)?$", "fan"),
    rule("likes", "tutar", r"^(?P<v>[^\s,;!?()]+?)(?:'?[yn]?[iu]) tutar[iu]m\b", "word"),
    # --- goal ---
    rule("goal", "acag|eceg", r"^(?P<v>[^;!?()]{4,50}?(?:s[iu]nav[iu]na|yolunu|belgesini|maratonu?n?a?|okuluna|lisansa|doktoraya|yarisina) (?:gireceg[iu]m|yuruyeceg[iu]m|kosacag[iu]m|basvuracag[iu]m|hazirlan[iu]yorum))\b", "goal_tr"),
    rule("goal", "hazirlan", r"\b(?P<v>(?:yks|lgs|kpss|ales|yds|tus|dgs|yokdil|dus|ayt|tyt|\w*maraton\w*|\w*sinav\w*)'?\w* haz[iu]rlan[iu]yoru[mz])\b", "goal_tr"),
    rule("goal", "birakacag", r"\b(?P<v>sigaray[iu] birakacag[iu]m)", "goal_tr"),
    # --- schedule ---
    rule("schedule", "tesi|sali|carsamba|persembe|cuma|pazar", r"^(?P<v>(?:(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)(?:,? (?:ve )?| gunleri ?)){1,3}(?:aksamlari |sabahlari |aksam |sabah )?[\w ]{3,30}? (?:antrenman[iu]|kurs[iu]m?|dersim|prova\w*|nobet\w*|halisaha|hali saha|basket|yoga|pilates|kondisyon)(?: var)?)$", "habit_tr"),
)

EVERYDAY_ANYWHERE: tuple[Rule, ...] = (
    rule("name", "kendi yaz|ben ", r"^(?:merhaba |selam |selam knk |slm )*ben (?P<v>\w+) (?:teyzen|amcan|dayin|halan|deden|ninen|ablan|abin|hocan)\b", "name_tr"),
    rule("name", "ad", r"\b(?:asil|gercek|nufustaki) ad[iu]m(?: da| ise)?,? (?P<v>[^\s,;!?()]+)", "name_tr"),
    rule("name", "nufus", r"\bnufusta (?:da |ise )?(?P<v>[^\s,;!?()]+?)(?: yaz[iu]yor| gec[iu]yor|$)", "name_tr"),
    rule("name", "imza", r"(?P<v>\w+(?: \w+)?) (?:diye|olarak) imzala", "name_tr"),
    rule("name", "zaten", r"^(?P<v>\w+) benim zaten\b", "name_tr"),
    rule("hometown", "dogumlu", r"\b(?P<v>[^\s,;!?()\d]+) dogumlu(?:y[iu]m|y[iu]z)\b", "place_plain"),
    rule("location", "karayim|kiraday", rf"{_LOC} kiraday[iu][mz]\b", "known_place_before"),
    rule("family", "es|kari|koca|hanim|bey", r"\b(?P<k>kari|koca|es)m (?P<v>\w+)(?='?(?:le|la|yle|yla| ile)? )", "kin_cap"),
    rule("pet", "adi", rf"\b(?P<k>{PETS_TR})(?:n[iu]n|[iu]n) ad[iu] (?P<v>[^\s,;!?()]+)", "pet_cap"),
    rule("pet", "biri", rf"(?:iki|cift) (?:tane )?(?P<k>(?:\w+ )?(?:{PETS_TR}))(?:[iu]?m|{_MINE})? var,? biri (?P<v>[^\s,;!?()]+)", "pet_cap"),
)
