# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""What Turkish speakers tell by the way: names, illnesses and posts that a sentence presupposes."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import AGES_TR, CONDITIONS_TR, KIN_TR, NUMBERS, PETS_TR
from hafiza.memory.extraction.rules import Rule, rule
from hafiza.memory.extraction.turkish_words import (
    BODY,
    CONTESTS,
    DAYS,
    DEPARTMENTS,
    POSSESSED,
    SECTORS,
    TEAMS,
)

_MINE = r"(?:'?)(?:um|im|m|umuz|imiz|muz|miz)"
_ALL = r"(?P<v>[^;!?()\n]{2,90}?)"
_LOC = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[dt][ae])"
_DAT = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]*[ae])"
_FILL = r"(?: (?!(?:m[iu]|ama|fakat|ancak)\b)[\w'-]+){0,4}?"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?bucuk| ?bucu[gk])?'?\w*|(?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz|on|on bir|on iki)(?: bucuk)?(?:t[ae]|d[ae]|a|e|y[ae])\w*|\w+ ?bucukta)"
_DAYS = rf"(?:{DAYS})"
_PETS_BARE = "kedi|kopek|tavsan|papagan|muhabbet kusu|hamster|kaplumbaga|kanarya|kus|iguana|kirpi"
_NO = r"(?! (?:\w+ )?(?:yok|degil|olup|oldugunu|m[iu]\b|m[iu]y|olsa|olsun|olsaydi|sanm|var m[iu]))"
# The first letters of every illness, as cues: no sentence without one of them tells of any.
_BEGINNINGS = "|".join(sorted({one.removeprefix("(?:")[:4] for one in POSSESSED.split("|")}))
# An occupation beside the one that is named.
BESIDE = 0.7
_TEENS = rf"(?:1[3-9]|[2-8]\d|9[0-5]|{AGES_TR.split('|', 1)[1]})"

NAMED: tuple[Rule, ...] = (
    rule("name", "bana ", r"\bbana (?:kisaca |herkes |hep )*(?P<v>\w+)(?: diye)? (?:der(?:ler)?\b|diyorlar|diyebilirsin\w*|deyin|diyin|hitap ed\w+|seslen\w+)(?=$|,|:| (?:genelde|hep|herkes|arkadas\w*|kisaca|ama|bu arada|artik|lutfen)\b)", "name_tr"),
)

TOLD: tuple[Rule, ...] = (
    *NAMED,
    # --- name ---
    rule("name", "adim|ismim", r"^(?P<v>\w+(?: \w+)?) (?:benim )?(?:adim|ismim)$", "name_only"),
    rule("name", "soy", r"^(?:ben(?:im)? )?(?:adim|isim|ad|adi)(?:,| ve)? (?:soyadim|soyad|soyadi|soyisim):? (?P<v>\w+(?: \w+){0,2})(?=$|[,;])", "name_tr"),
    rule("name", "adim|ismim", r"^(?:benim )?(?:adim|ismim): ?(?P<v>\w+(?: \w+){0,2})(?=$|[,;])", "name_tr"),
    rule("name", "sorarsan|soracak", r"\b(?:adimi|ismimi) (?:sorarsan\w*|soracak olursan\w*|merak ed\w+),? (?P<v>\w+)", "name_tr"),
    rule("name", "isim|ad soyad|adi soyadi", r"(?:^|, )(?:isim|ad soyad|adi soyadi):? (?P<v>\w+ \w+)(?=$|[,;])", "name_tr"),
    rule("name", "degil", r"^(?:benim )?(?:adim|ismim) \w+ degil,? (?P<v>\w+)$", "name_tr"),
    rule("name", "sevgiler|saygilar", r"\b(?:sevgiler(?:le|imle)?|saygilar(?:la|imla|imizla)?)[,.]? (?P<v>\w+(?: \w+)?)$", "name_tr"),
    rule("name", "imza", r"\bimza(?:yi|ya|si|mi)?(?: \w+)?:? (?:(?:prof|dr|av|doc|uzm)[. \u2024]*)*(?P<v>\w+(?: \w+)?)(?=$|[,;])", "name_tr"),
    rule("name", "adim|ismim", r"^(?:benim )?(?:adim|ismim) (?:aslinda |esasen |kisaca )?(?P<v>[^\W\d]+)$", "announced"),
    rule("name", "ben ", r"(?:^|, )ben (?P<v>\w+) (?:teyzen|amcan|dayin|halan|deden|ninen|ablan|abin|hocan|anneannen|babaannen)\b", "name_tr"),
    # --- age ---
    rule("age", "oldum|girdim|bastim|doldur|devird", rf"(?<![.,'%/])(?<!saat )(?<!\d )\b(?P<v>{_TEENS})(?:\.)?(?:'?(?:y?[iu]m[iaeu]|y?[iu]n[ae]|[iue]|y[iu]|a|ye|ya))?(?: yas(?:im[ia]|in[ai]))?(?: yeni| daha yeni)? (?:oldum|girdim|bastim|doldurdum|devirdim)\b(?! (?:puan|kilo|san|derken))", "age"),
    rule("age", "yas", rf"(?P<v>{_TEENS})\.? yas(?:im[ia]|in[ai])(?: (?:yeni|daha yeni|bu \w+|gecen \w+))? (?:girdim|bastim|doldurdum|devirdim|geldim)\b", "age"),
    rule("age", "um|im", r"^(?:ben |daha |henuz |su an )*(?P<v>[1-8]\d)'?(?:[iu]m|y[iu]m)$", "age"),
    rule("age", "yas", rf"(?:^|, )yas(?:im)?:? ?(?P<v>{_TEENS})(?=$|[,;]| boy| kilo| oldu)", "age"),
    rule("age", "yas", rf"(?P<v>{_TEENS}) yas[iu]na (?:gelmis|basmis|girmis) (?:bir|biri|adam|kadin)\w* ?(?:[\w]+)?[iu]m$", "age"),
    rule("age", "yas", r"\b(?:erkek|kadin|kiz)[ ,]+(?P<v>[1-8]\d) yas(?:inda)?\b", "age"),
    rule("age", "yas", r"(?<!\w )(?P<v>[1-8]\d) yas\b[ ,]+\d{2,3} ?(?:kg|kilo|cm|boy)", "age"),
    rule("age", "yasinda ", rf"\b(?P<v>{AGES_TR}) yasinda (?:bir )?(?:[\w-]+ ){{0,3}}?[\w-]+y[iu]m\b", "age"),
    # --- occupation ---
    rule("occupation", "liği yap|ligi yap|lugu yap", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){1,2}\w+(?:ligi|lugu)) yap(?:iyoru[mz]|maktay[iu]m|arak)", "job_named"),
    rule("occupation", "lik yaparak|luk yaparak|likle|lukla|liktan|likten", r"(?P<v>\w+(?:lik|luk))(?:(?:le|la| yaparak) (?:gecin|para kazan|ekmek|hayatimi|gecimimi)|(?:ten|tan) (?:ekmek|para kazan|gecin))", "job_named"),
    rule("occupation", "isim", r"^(?:benim )?(?:yeni |asil )?isim (?P<v>(?:\w+ )?\w+(?:lik|luk|ligi|lugu))(?:tir|dir)?(?=$|,| ama\b| fakat\b)", "job_named"),
    rule("occupation", "meslek", r"(?:^|, )meslek(?:im)?:? (?P<v>(?:\w+ )?\w+)(?=$|[,;])", "job_named_wrong"),
    rule("occupation", "sinif", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){1,3}?)(?:son|\d\.?|bir|iki|uc|dort|birinci|ikinci|ucuncu|dorduncu) ?sinif(?:ta?y[iu]m|im|ta oku\w+)", "studies"),
    rule("occupation", "okuyorum", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) (?:bolumunde|bolumu)(?: \w+){0,2} (?:okuyorum|ogrenciyim)", "studies"),
    rule("occupation", "deyim|dayim|calis|gorevliyim", rf"\b(?P<v>(?:{DEPARTMENTS}))(?:s[iu]nd[ae]|n?[dt][ae]|l[ae]r[iu]nd[ae]|[iu]nd[ae]| (?:departman|bolum|birim|servis|ekib|kism)\w*[dt][ae])(?:y[iu]m| (?:\w+ ){{0,2}}calis[iu]yorum| gorevliyim)\b", "department"),
    rule("occupation", "suruyorum|kullaniyorum|kullanmaktay", r"\b(?P<v>tir|kamyon|dolmus|minibus|otobus|taksi|servis|kamyonet)(?:[iu]|y[iu])? (?:\w+ )?(?:suruyorum|kullan[iu]yorum)\b", "driver", confidence=BESIDE),
    rule("occupation", "emekliye|emekli edil", r"\b(?P<v>emekli)(?:ye (?:ayrildim|ayirdilar|ayrildik)| ettiler| edildim)", "word"),
    rule("occupation", "ogretim|arastirma", r"\b(?P<v>(?:ogretim|arastirma) (?:uyesi|gorevlisi))(?:y[iu]m| olarak)", "word"),
    rule("occupation", "ev ", r"\b(?P<v>ev (?:kadini|hanimi|kizi))(?:y[iu]m| olarak)", "word"),
    rule("occupation", "ogrencisi", r"\b(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}ogrenci(?:si)?) (?:olarak|oldugum|oldugumdan)", "job_named"),
    rule("occupation", "oldugum", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) oldugum (?:icin|gunden|dan)", "job_named_wrong"),
    rule("occupation", "oldugumdan", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) oldugumdan", "job_named_wrong"),
    rule("occupation", "olarak", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) olarak (?:ise )?(?:basl[iu]yorum|alindim|atandim|gorevliyim|calis[iu]rim|calisirim)", "job_named_wrong"),
    rule("occupation", "calis|day|dey", rf"\b(?P<v>{SECTORS})(?:[dt][ae]| sektor\w*| isinde| islerinde)(?:y[iu]m| (?:\w+ ){{0,2}}calis[iu]yorum)", "word"),
    rule("occupation", "islet", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}(?:butig|kafe|kuafor|bakkal|market|berber|kres|spor salonu|firin)\w*) islet[iu]yoru[mz]", "word"),
    rule("occupation", "m var|miz var", r"\b(?P<v>(?:[^\s,;!?()]+ )?(?:salon|dukkan|atolye|butig|kafe|restoran|eczane|muayenehane|ofis|pastane))(?:[iu]?m|[iu]m[iu]z|m[iu]z) var\b", "owned_shop", confidence=BESIDE),
    rule("occupation", "lise|universite|ortaokul", r"\b(?P<v>(?:lise|universite|ortaokul) (?:bir|iki|uc|dort|son|\d))(?:'?y[iu]m|'?[dt][ae]y[iu]m|[iu]m|(?=$|[,;]))", "pupil"),
    # --- employer ---
    rule("employer", "calisaniyim|personeliyim|calisaniy", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) (?:calisaniy[iu]m|personeliyim)", "employer_of"),
    rule("employer", "bunyesinde", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) bunyesinde (?:\w+ ){0,3}?(?:calis|gorev|\w+m$)", "organisation_after"),
    rule("employer", "day|dey|tay|tey", rf"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){{0,2}}[^\s,;!?()]+'[dt][ae]) (?:\w+ )?(?:{DEPARTMENTS})(?:s[iu]n|[iu]n)?[dt][ae]y[iu]m", "organisation_before"),
    rule("employer", "calistigim", r"^(?:benim |su an )*calistigim (?:yer|sirket|firma|kurum)(?:in adi)?:? (?P<v>[^,;!?]{2,40})", "organisation_after"),
    rule("employer", "dayim|deyim|tayim|teyim|ndayim", r"(?P<v>[^\s,;!?()]+[dt][ae])y[iu]m\b", "known_employer"),
    rule("employer", "icin calis", r"(?P<v>[^\s,;!?()]+) icin calis[iu]yorum", "known_employer"),
    rule("employer", "basl", rf"{_LOC}{_FILL} (?:olarak )?(?:ise )?basl[iu]yorum", "known_employer"),
    rule("employer", "isten|istifa|isimden|isimi", r"^(?P<v>)(?:\w+ ){0,3}(?:(?:isten|isimden) (?:ayrildim|cikarildim|ciktim|kovuldum|atildim)|istifa ettim|isimi biraktim)$", "empty", "ended"),
    rule("employer", " de | da ", r"(?P<v>[^\s,;!?()]+) [dt][ae] (?:[\w-]+ ){0,3}?(?:[\w-]+y[iu]m|calis[iu]yorum)\b", "known_employer"),
    rule("employer", "oldum", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+'[dt][ae] (?:\w+ ){0,2}\w+) oldum\b", "organisation_job"),
    # --- location ---
    rule("location", "geleli|tasinali|yerleseli", rf"{_DAT} (?:geleli|tasinali|yerleseli|goceli)\b", "known_place_before"),
    rule("location", "atand|tayin", rf"{_DAT}{_FILL} (?:atandim|tayin oldum|gelin geldim|tayin olduk|atandik)\b", "known_place_before"),
    rule("location", "tayin", rf"\btayin(?:im|imiz)? {_DAT} cikti", "known_place_before"),
    rule("location", "yasamaya|oturmaya|ev tut|ev ald|kiraday", rf"{_LOC}{_FILL} (?:yasamaya basladi[mk]|oturmaya basladi[mk]|ev tuttu[mk]|ev aldi[mk]|kiradayi[mz])\b(?!.*\b(?:kiraya|yatirim|sat))", "place_before"),
    rule("location", "kal", rf"{_LOC}{_FILL} (?:kal[iu]yoru[mz]|konakl[iu]yorum)\b", "known_place_before", confidence=0.6),
    rule("location", "yaziyorum|sesleniyorum|selam", r"^(?:merhaba |selam |size |sana )*(?P<v>(?:[^\s,;!?()]+ )?[^\s,;!?()]+[dt][ae]n) (?:yaziyorum|sesleniyorum|selamlar|merhaba)$", "place_before"),
    rule("location", "yildir|senedir|aydir", rf"\b(?:yildir|senedir|aydir) {_LOC}$", "known_place_before"),
    rule("location", "yasadigim|oturdugum", r"(?:yasadigim|oturdugum|bulundugum) (?:sehir|yer|semt|ilce|il|ulke|mahalle)(?: de| ise|:)? (?P<v>[^,;!?]{2,40})", "place_after"),
    rule("location", "yasayan|oturan", rf"{_LOC}{_FILL} (?:yasayan|oturan) (?:bir )?(?:[\w-]+ ){{0,3}}?[\w-]+(?:y[iu]m|[iu]m)$", "place_before"),
    rule("location", "yasadig|oturdug", rf"{_LOC}{_FILL} (?:yasadig[iu]m(?:[iu]z)?|oturdug[iu]m(?:[iu]z)?) (?:icin|halde)", "place_before"),
    rule("location", "gimdan|gumdan|gimizdan|gumuzdan", rf"{_LOC}{_FILL} (?:yasadigimdan|oturdugumdan|yasadigimizdan|oturdugumuzdan)", "place_before"),
    rule("location", "orada|burada|orda|burda", r"(?P<v>[^\s,;!?()]+),? (?:[\w']+,? ){0,3}(?:orada|burada|orda|burda) (?:\w+ ){0,2}(?:oturuyoru[mz]|yas[iu]yoru[mz])", "place_plain"),
    rule("location", "burada|burda|ben", r"\b(?:burada|burda) (?P<v>[^\s,;!?()]+[dt][ae])\b", "known_place_before"),
    rule("location", "dondu", rf"{_DAT}(?: (?:geri|temelli|tekrar|artik|yeniden))* dondu[mk]\b", "known_place_before", confidence=0.6),
    rule("location", "calis", r"(?P<v>(?:[^\s,;!?()]+ )?[^\s,;!?()]+[dt][ae])(?: [\w'-]+){0,4}? calis[iu]yoru[mz]", "known_place_before"),
    rule("location", "daki|deki|taki|teki", r"(?P<v>[^\s,;!?()]+[dt][ae])ki (?:evim|evimiz|dairem|dairemiz|apartmanim|mahallem)\w*", "known_place_before"),
    rule("location", "kacti[mk]|kactik|kactim|goctuk", rf"{_DAT}{_FILL} (?:kacti[mk]|goctuk|gocmustuk)\b", "known_place_before", confidence=0.6),
    rule("location", "geldim|geldik", rf"{_DAT}{_FILL} (?:okumaya|calismaya|universiteye|universite icin|okul icin|is icin|gelin|temelli) geldi[mk]\b", "known_place_before"),
    rule("location", "geldim|geldik", r"(?:okumaya|calismaya|universite icin|okul icin|is icin|gelin|temelli) geldi[mk] (?P<v>[^\s,;!?()]+)", "known_place_before"),
    rule("location", "dukkan|atolye|salon|kafe|restoran|market|eczane|ofis|buro|muayenehane|butig|bakkal|firin|lokanta|pastane", rf"{_LOC} (?:[\w-]+ ){{0,3}}?(?:dukkan|atolye|salon|kafe|restoran|market|eczane|ofis|buro|muayenehane|butig|bakkal|firin|lokanta|pastane)(?:[iu]?m|[iu]m[iu]z|m[iu]z) var\b", "known_place_before"),
    rule("location", "ekiyor|yetistiriyor|ciftci", rf"{_LOC}{_FILL} (?:ekiyoru[mz]|yetistiriyoru[mz]|ciftcilik yap[iu]yoru[mz])", "known_place_before"),
    rule("location", "ev ", rf"^(?:benim )?ev {_LOC}(?=$|,)", "known_place_before"),
    rule("location", "staj|lisans|doktora|uzmanli|askerli", rf"\b(?:staj|yuksek lisans|doktora|uzmanlig|askerlig)\w* {_LOC} yap[iu]yoru[mz]", "known_place_before"),
    # --- hometown ---
    rule("hometown", "memleket|dogdugum|dogum yer", r"^(?:benim )?(?:memleket(?:im)?|dogdugum (?:yer|sehir|il)|dogum yer(?:im|i)|baba memleketim)(?: de| ise)?:? (?P<v>[^\s,;!?]+)", "place_after"),
    rule("hometown", "cocuklug|gencligim", rf"\b(?:cocuklugum|gencligim|cocuklugum gencligim) {_LOC} gecti", "place_before"),
    rule("hometown", "aslen|asil", r"\b(?:aslen|asil memleketim|koken olarak) (?P<v>[^\s,;!?()]+(?:[dt][ae]n))(?:[iu]m|[iu]z)\b", "known_place_before"),
    rule("hometown", "kiziyim|cocuguyum|ogluyum|yerlisiyim|usagiyim", r"(?P<v>[^\s,;!?()]+?)(?:'?n?[iu]n)? (?:kiziyim|cocuguyum|ogluyum|yerlisiyim|usagiyim)\b", "place_plain"),
    rule("hometown", "memlekette", r"\bmemlekette,? (?P<v>[^\s,;!?()]+[dt][ae])", "known_place_before"),
    rule("hometown", "li ol|lu ol|li biri|lu biri", r"\b(?P<v>[^\s,;!?()]+l[iu]) (?:olup|olarak|oldugum|olmama|biri olarak|olunca)\b", "native_short"),
    # --- relationship ---
    rule("relationship", "medeni hal", r"\bmedeni (?:halim|durumum):? (?P<v>evli|bekar|bosanmis|dul)", "word"),
    rule("relationship", "sozlendi", r"(?<!\w)(?P<v>sozlendi)[mk]\b", "wed"),
    rule("relationship", "evleneli", r"(?P<v>evlen)eli (?:\w+ ){1,4}(?:oldu|oluyor)", "wed"),
    rule("relationship", "birlikteyiz|cikiyoruz|beraberiz", r"\b(?P<v>kiz arkadas|erkek arkadas|sevgili|partner)(?:im)l[ae] (?:[\w']+ ){0,4}(?:birlikteyiz|cikiyoruz|beraberiz)", "word"),
    rule("relationship", "evli|bekar", r"^(?:ben |yeni |hem )*(?P<v>evli|bekar|nisanli)(?:,| ve| hem) [^;!?]*?\w+(?:s[iu]y[iu]m|[iu]m)$", "word"),
    rule("relationship", "bosandi[mk]|bosan", r"(?<!\w)(?P<v>bosandi)(?:[mk])\b", "wed"),
    rule("relationship", "bosan", r"\b(?P<v>bosan)al[iu] (?:\w+ ){1,4}(?:oldu|oluyor)", "wed"),
    # --- language ---
    rule("language", "1|2|akici|baslangic|orta|ileri", r"\b(?P<v>\w+c[ae]) (?:[abc][12]\b|akici|baslangic|orta|ileri)(?: seviye\w*)?(?=$|[,;.])", "languages_tr"),
    rule("language", "konusu", r"^(?P<v>[^;!?]{3,60}?) (?:konusuyoruz|konusuruz|konusulur bizde)$", "languages_tr"),
    rule("language", "anliyorum|kullan|okuyab|yazab|derdimi|konusab|anlayab", r"^(?P<v>[^;!?]{3,60}?) (?:anl[iu]yorum|anlayabiliyorum|okuyabiliyorum|derdimi anlat\w+|(?:iste )?kullan[iu]yorum)$", "languages_at_end"),
    rule("language", "ogret", r"^(?P<v>[^;!?]{3,40}?) (?:\w+ )?(?:ogret[iu]yorum|ogretir[iu]m|dersi veriyorum)\b", "languages_tr"),
    rule("language", "isaret dili", r"\b(?P<v>isaret dili) (?:de )?(?:bil[iu]yorum|bilirim|konusuyorum|kullan[iu]yorum)", "word"),
    rule("language", "ana dil|anadil", r"\b(?P<v>\w+[cç][ea]) (?:benim )?(?:ana ?dilim)\b", "languages_tr"),
    # --- family ---
    rule("family", "ikiz", r"\b(?P<v>ikizler)(?:im(?:iz)?)? (?:var\b|(?:\d+|\w+) (?:aylik|yasinda|yasina|haftalik))", "word"),
    rule("family", "var", rf"^(?:benim |evde )?(?P<v>(?:{KIN_TR.replace('|sevgili','').replace('|es|','|').replace('|nisanli','')})){_MINE} var$", "kin_word"),
    rule("family", "dogdu|dunyaya", r"\b(?P<v>bebeg|kiz|ogl|ikizler|torun|yegen)(?:im|um|m|imiz|umuz)(?: \w+){0,2} (?:dogdu|dunyaya geldi)\b", "kin_root"),
    rule("family", "tek cocu", r"\b(?P<v>tek cocug)(?:um|umuz) var\b", "condition"),
    rule("family", "oglan|kiz|erkek|ogul", rf"\b(?:bende |bizde |evde )?(?P<v>(?:{NUMBERS}) (?:oglan|kiz|ogul|erkek cocuk))(?:,| ve)? (?:{NUMBERS}) (?:oglan|kiz|ogul|erkek) (?:var|annesiyim|babasiyim)", "word"),
    # --- pet ---
    rule("pet", "besliyor|bakiyor", rf"\b(?P<v>{PETS_TR}) (?:da |de )?besliyoru[mz]", "word"),
    rule("pet", "annesi|babasi|sahibi", rf"\b(?P<v>(?:(?:{NUMBERS}) )?(?:{_PETS_BARE})) (?:annesi|babasi|sahibi)(?:y[iu]m| olarak)\b", "word"),
    rule("pet", "aldi|sahiplen", rf"(?:^|\b(?:bir|yavru|tane|minik|sevimli) )(?P<v>{_PETS_BARE})(?:y[iu]|[iu])? (?:aldi[mk]|sahiplendi[mk])$", "word"),
    rule("pet", "var", rf"\b(?P<v>(?:{NUMBERS}) (?:[\w-]+ )?(?:{PETS_TR})){_MINE},? (?:ve )?(?:{NUMBERS})(?: \w+){{1,3}} var\b", "counted"),
    rule("pet", "yas|besli", rf"\b(?P<v>(?:{NUMBERS}) (?:[\w-]+ )?(?:{PETS_TR}))(?:{_MINE}|y?l[ae])?\b(?=[^.]{{0,40}}\b(?:yas[iu]yoru[mz]|besliyoru[mz]))", "counted"),
    rule("pet", "kopegim|kedim|kedil|kopekl", r"\b(?P<v>kedi|kopek)(?:ler[iu]m(?:[iu]z)?(?:le)?|mle)\b(?! (?:yok|gibi|olsa))", "pet_kind", confidence=0.7),
    # --- likes ---
    rule("likes", "siz |suz ", r"(?P<v>[^\s,;!?()]+s[iu]z) (?:asla |hic |bir gun(?:um)? (?:bile )?|gunum )?(?:yasayamam|yapamam|duramam|edemem|ayilamam|uyanamam|olamam|olmaz|gecmez|baslamaz)", "without"),
    rule("likes", "hosuma gid", rf"^{_ALL} (?:cok |da |de |baya |gercekten )*hosuma gid(?:iyor|er)$", "things"),
    rule("likes", "mutlu ed", rf"^{_ALL} beni (?:cok )?(?:mutlu ed|rahatlat|dinlendir|heyecanlandir)\w+$", "infinitive"),
    rule("likes", "ilgim|merakim|tutkum|zaafim|duskunlug", rf"^{_ALL} (?:ozel |buyuk |ayri |cok |karsi |bir |asiri )*(?:ilgim|merakim|tutkum|zaafim|duskunlugum) (?:var|buyuk)", "things_to"),
    rule("likes", "zevkim|keyfim", r"^(?:benim )?(?:en buyuk |tek )(?:zevkim|keyfim|eglencem)(?: de)?,? (?P<v>[^;!?()]{2,50})$", "things"),
    rule("likes", "taraftariyim|asigiyim|sevdalisiyim|kurduyum|dusku|manyagiyim|sapigiyim|meraklisiyim", rf"^{_ALL} (?:taraftariyim|manyagiyim|kurduyum|asig[iu]y[iu]m|sevdalisiyim)$", "fan"),
    rule("likes", "tutuyorum", rf"\b(?P<v>{TEAMS})(?:y?[iu]? tutuyorum|'[iu]? tutuyorum|'y[iu] tutuyorum)\b", "word"),
    rule("likes", "ilgileniyor", r"^(?P<v>[^;!?()]{2,60}?)(?:'?l[ae]| ile) (?:cok |da |de |amator olarak |hobi olarak |yakindan )*ilgilen(?:iyorum|irim)$", "things"),
    rule("likes", "ugras", r"^(?:amator (?:olarak )?)?(?P<v>[^;!?()]{2,60}?)(?:'?l[ae]| ile) (?:(?:amator|hobi) olarak |bos zamanlarimda )ugras(?:iyorum|irim)$", "things"),
    rule("likes", "amator", r"^(?:ben )?amator (?:olarak )?(?P<v>[^;!?()]{2,40}?)(?:'?y?l[ae]| ile) (?:ugras|ilgilen)(?:iyorum|irim)$", "things"),
    rule("likes", "en sev|favori", r"\b(?P<v>[^,;!?()]{2,40}?) (?:benim )?(?:en sevdigim|favori) (?:[\w]+ ){0,2}?(?!sey)\w+$", "favourite_before"),
    rule("likes", "olarak", r"^hobi olarak (?P<v>[^;!?()]{2,50}) (?:yap[iu]yorum|oynuyorum|cal[iu]yorum|ediyorum)$", "things"),
    rule("likes", "vazgecilmez", r"^(?P<v>[^;!?()]{2,40}) (?:benim )?(?:en buyuk )?(?:vazgecilmezim|kirmizi cizgim|zaafim|askim)$", "things"),
    rule("likes", "okurum|dinlerim|izlerim|oynarim", r"^(?:ben |genelde |daha cok |hep |cogunlukla |cocuklugumdan beri |yillardir |kucuklugumden beri |bos zamanlarimda )*(?P<v>(?!(?:film|dizi|kitap|muzik|video|oyun|tv|televizyon|mac|cok|sonra|bunu) (?:okurum|izlerim|dinlerim|oynarim)|her |sabah|aksam|gece|hafta|bos |gun|bunu|onu|mesaj|mail|haber|gazete|cevap|sen|seni|yorum|su |o )[^\s,;!?()]+(?: [^\s,;!?()]+){0,2}) (?:okurum|dinlerim|izlerim|oynarim)(?: ben| genelde| hep)?$", "things"),
    rule("likes", "sardim|sardik|merak saldim|kafayi taktim", rf"^{_ALL} (?:fena |cok |iyice )*(?:sardim|merak saldim|kafayi taktim)$", "things_to"),
    rule("likes", "favorim", r"^(?:benim )?favorim (?:hep |de |ise )?(?P<v>[^;!?()]{2,40})$", "things"),
    rule("likes", "favorim", r"^(?P<v>[^;!?()]{2,40}) (?:benim )?favorim(?:d[iu]r)?$", "things"),
    # --- dislikes ---
    rule("dislikes", "aram|isim", r"^(?P<v>[^;!?()]{2,40}?)(?:'?y?l[ae]| ile) (?:hic |pek |cok )*(?:aram (?:hic |pek |cok |da )*(?:yok|iyi degil|hos degil|olmadi)|isim (?:hic )?olmaz)", "things"),
    rule("dislikes", "tahammul", rf"^{_ALL} (?:hic |artik |asla |da |de )*tahammulum (?:hic )?(?:kalmadi|yok|sifir|olmadi)", "things_to"),
    rule("dislikes", "agzima", rf"^{_ALL} (?:asla |hic )*agzima (?:bile )?(?:surmem|koymam|surmuyorum|koymuyorum)", "things_object"),
    rule("dislikes", "sevmedig|nefret ettig", r"^(?:benim |hayatta )?(?:en )(?:sevmedigim|nefret ettigim) (?:[\w]+ )?\w+(?: de)?,? (?P<v>[^;!?()]{2,40})$", "favourite"),
    rule("dislikes", "gicig|gicik|uyuz|kilim|alerjim|rahatsiz ol", rf"^{_ALL} (?:cok |acayip |resmen )*(?:gicigim|gicik oluyorum|gicik olurum|uyuz oluyorum|uyuz olurum|kil oluyorum)$", "things_to"),
    rule("dislikes", "rahatsiz ol", rf"^{_ALL} (?:cok |hep )*rahatsiz olu(?:yorum|rum)$", "things_from"),
    rule("dislikes", "bulandir", rf"^{_ALL} midemi (?:cok )?bulandir(?:iyor|ir)$", "things"),
    # --- diet ---
    rule("diet", "tuketm|yem|kullanm", r"\b(?P<v>(?:kirmizi et|domuz|et|balik|tavuk|deniz urun|sut urun|gluten|seker|ekmek|yumurta|alkol|hayvansal gida|hayvansal urun|un)(?:leri|ler|i|u|lu)?n?[iu]? (?:hic |asla )?(?:(?:tuketmiyor|yemiyor|kullanmiyor)u[mz]|tuketmem|yemem|yemeyi[mz]))", "not_eaten"),
    rule("diet", "yemeyen|icmeyen|tuketmeyen|kullanmayan", r"\b(?P<v>(?:kirmizi et|domuz eti|et|alkol|seker|gluten|sut urunu|hayvansal \w+|tavuk|balik) (?:yemeyen|icmeyen|tuketmeyen|kullanmayan)) (?:bir )?\w+[iu]m$", "word"),
    rule("diet", "gectim|gidiyorum", r"\b(?P<v>vegan|vejetaryen|pesketaryen|ketojenik|keto|glutensiz|sekersiz)(?:[ae]|lige|liga| beslenmeye| diyete)? (?:gectim|gidiyorum|besleniyorum)\b", "word"),
    rule("diet", "oldug", r"\b(?P<v>vejetaryen|vejeteryan|vegan|pesketaryen) (?:oldugum\w*|oldugumuz\w*|biri olarak|olarak)\b", "word"),
    rule("diet", "beslenmem", r"\b(?P<v>glutensiz|laktozsuz|sekersiz|tuzsuz|ketojenik|vegan|vejetaryen) beslenmem (?:lazim|gerek\w*|sart)", "word"),
    rule("diet", "kullanm|icm", r"\b(?P<v>alkol (?:de |da )?(?:(?:kullanmiyor|icmiyor)u[mz]|kullanmam|icmem))", "not_eaten"),
    rule("diet", "helal olmayan", r"\b(?P<v>helal) olmayan\w* (?:\w+ )?(?:yemem|yemiyoru[mz]|yemeyiz|tuketm\w+)", "word"),
    rule("diet", "oruc", r"\b(?P<v>aralikli oruc|if) (?:yap[iu]yorum|uygul[iu]yorum|tutuyorum)", "word"),
    rule("diet", "kestim|birakt|cikardim|azalt", r"\b(?P<v>(?:et|seker|gluten|alkol|sut urunleri|kirmizi et|ekmek|karbonhidrat|un|tuz|hamur isi)(?:[iu]|n[iu]|y[iu])?(?: tamamen| komple| hayatimdan)* (?:kestim|biraktim|cikardim|azalttim))", "word"),
    rule("diet", "helal|koser", r"\b(?P<v>helal|koser) (?:kesim |gida |et )*(?:tuketiyoru[mz]|yiyoru[mz]|yeri[mz]|tuketiri[mz])", "word"),
    rule("diet", "yemedig|icmedig|kullanmadig|tuketmedig", r"\b(?P<v>(?:kirmizi et|domuz eti|et|balik|tavuk|gluten|seker|alkol|sut urunu|hayvansal \w+) (?:yemedig|icmedig|kullanmadig|tuketmedig))[iu]m\w*", "not_eaten_as"),
    rule("diet", "almiyorum", r"\b(?P<v>alkol) almiyorum", "no_alcohol"),
    # --- health ---
    rule("health", "tanim|teshisim", rf"\b(?P<v>(?:{CONDITIONS_TR})) (?:tanim|teshisim) (?:var|kondu)", "condition"),
    rule("health", "unut|icm|icti|al|kullan|at", rf"^(?!.*n[iu]n \w*)(?P<v>{CONDITIONS_TR}) (?:ilac|hap|igne|sprey|inhaler)\w*(?: \w+){{0,3}} (?:unut|ic|al|kullan|at)\w*(?:yorum|[dt][iu]m|mam lazim|r[iu]m)", "condition"),
    rule("health", "nda|nde|mda|mde", rf"\b{BODY}(?:l[ae]r)?[iu]?mi?z?[dt][ae] (?P<v>(?:\w+ )?\w{{4,}}) (?:var|cikti|basladi|tespit)\b", "illness"),
    rule("health", "sikintim|problemim|sorunum|rahatsizligim|hastaligim", rf"\b(?P<v>{CONDITIONS_TR}|laktoz|gluten|mide|uyku|cilt|bagirsak|goz|diz|bel|boyun|nefes|tiroid|prostat|eklem|akciger|karaciger|dolasim|ofke|unutkanlik) (?:sikintim|problemim|sorunum|rahatsizligim|hastaligim) (?:var|oldugu)", "condition"),
    rule("health", "teda|yasiyor|atlat|mucadele|tasiy", rf"\b(?P<v>(?:{CONDITIONS_TR}))(?:s[iu])? (?:tedavisi gor(?:uyorum|mekteyim)|ataklari yasiyorum|atak yasiyorum|yasiyorum|ilaci kullaniyorum|igneleri oluyorum)", "condition"),
    rule("health", "oldum", r"\b(?P<v>bel fitigi|boyun fitigi|fitik|reflu|gastrit|ulser|zaturre|bronsit|astim|seker hastasi|egzama|migren|sinuzit|vertigo|skolyoz|varis|menisküs|meniskus|hemoroid|guatr) oldum\b", "word"),
    rule("health", "diyaliz|kemoterapi|radyoterapi|insulin|fizik tedavi|antidepresan|sulandirici|kortizon", r"\b(?P<v>diyaliz|kemoterapi|radyoterapi|insulin|fizik tedavi|antidepresan|kan sulandirici|kortizon)(?:[eaiu]|y[ei])? (?:\w+ )?(?:gir|gor|al|kullan|vurun)\w*yorum", "word"),
    rule("health", "duymuyor|gormuyor|duyuyor|tutmuyor|protez|felc", rf"\b(?P<v>(?:(?:sol|sag) ){BODY}(?:l[ae]r)?[iu]?m (?:hic |az |iyi )*(?:duymuyor|gormuyor|az duyuyor|tutmuyor|protez|felcli))", "word"),
    rule("health", "alerji", rf"{_DAT} (?:karsi )?alerjisi (?:olan|bulunan) (?:biriyim|bir \w+[iu]m)", "allergy"),
    rule("health", "alerji", r"\b(?P<v>[^\s,;!?()]+(?: [^\s,;!?()]+)?) (?:bende |bana |bende cok )*alerji yap(?:iyor|ar|ti)\b", "allergen"),
    rule("health", "alerjik", rf"{_DAT} (?:karsi )?(?:cok |asiri )?(?:alerjigim|alerjik(?:im| bir bunyem var| bunyem var)|alerjiliyim)", "allergy"),
    rule("health", "duyarli|hassas", r"\b(?P<v>(?:glute|laktoz|sut|fistig|misir|soya|kafei|pole)\w*[ae]) (?:karsi )?(?:cok )?(?:duyarliyim|hassasim|hassasiyetim var|duyarliligim var|intoleransim var)", "allergy"),
    rule("health", "dokunuyor|dokunur", r"\b(?P<v>gluten|laktoz|sut|fistik|yumurta|bugday|sut urunleri|kafein|kahve|soya) (?:bana |bende |mideme |cok |fena )*(?:dokunuyor|dokunur)", "word"),
    rule("health", "alcida|kirik|cikik|platin|pil", r"\b(?P<v>(?:(?:sol|sag) )?(?:kol|bacag|bileg|ayag|parmag|diz|omz|kaburga)(?:um|im|m) (?:kirik|alcida|cikik|platinli))", "word"),
    rule("health", "fobim|fobisi", r"\b(?P<v>(?:\w+ )?(?:fobi|korku)(?:s[iu])?)m var\b", "word"),
    rule("health", "engelli|protez|isitme cihaz|kalp pil|lens", r"\b(?P<v>kalp pil|isitme cihaz|protez bacag|protez kol)[iu]m\b", "condition"),
    rule("health", "gebel|hamilel", r"\b(?P<v>hamilelig|gebelig)im(?:in|de)?\b(?! (?:yok|test))", "pregnant"),
    rule("health", "hasta", r"\b(?P<v>(?:seker|kalp|tansiyon|astim|colyak|ms|parkinson|epilepsi|bobrek|kanser|koah|migren|reflu|romatizma|guatr|fmf|hasimoto|behcet|talasemi|hemofili|lupus|crohn|karaciger|mide|alzheimer|ankilozan \w+) hastasi)(?:y[iu]m| biriyim| oldugum| olarak)\b", "word"),
    rule("health", "var", rf"^(?:ayrica |bir de |bende |hafif |biraz |ciddi |ustelik |\d+ numara )*(?P<v>{CONDITIONS_TR})(?:[iu]|s[iu])? (?:de |da |de var |da var )?var\b", "condition"),
    rule("health", "alerjim", r"^(?:benim )?alerjim (?:sadece |asil )?(?P<v>[^\s,;!?()]+[ae])$", "allergy"),
    # --- goal ---
    rule("goal", "kapat|ode", r"^(?P<v>[^;!?()]{3,60}? (?:kapatmaya|odemeye|vermeye|birakmaya)) (?:calis[iu]yorum|ugras[iu]yorum)", "goal_tr"),
    rule("goal", "lazim|gerek", r"^(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}\d+ kilo (?:vermem|almam)) (?:lazim|gerek\w*)", "goal_tr"),
    rule("goal", "hayal|hedef|plan", r"^(?P<v>[^;!?()]{3,60}?) (?:gibi bir|diye bir) (?:hayalim|hedefim|planim) var", "goal_tr"),
    rule("goal", "hayalim|hedefim|amacim", r"^(?P<v>[^;!?()]{3,60}?m[ae]k) (?:benim )?(?:en buyuk |tek |bu yilki |cocukluk )*(?:hayalim|hedefim|amacim)(?:di|d[iu]r)?$", "goal_tr"),
    rule("goal", "hazirlan", rf"(?P<v>(?:[^\s,;!?()]+ )?[^\s,;!?()]*(?:{CONTESTS})[\w']*) (?:icin )?(?:\w+ )?hazirlan[iu]yoru[mz]", "goal_tr"),
    rule("goal", "niyetim|derdim|hedef", r"^(?:benim |tek |asil |bu yilki |en buyuk )*(?:niyetim|derdim|hedef)(?: de)?:? (?P<v>[^;!?()]{3,60}m[ae]k)$", "goal_tr"),
    rule("goal", "kafaya|kafama", r"^(?P<v>[^;!?()]{3,60}?m[ae]y[iae]) (?:kafaya|kafama) (?:koydum|taktim)", "life_goal"),
    rule("goal", "acag|eceg", r"^(?=.*\b(?:bu (?:yil|sene|yaz)|seneye|yaza kadar|yil sonuna kadar|emekli olunca|mezun olunca|(?:onumuzdeki|gelecek) (?:yil|sene)|20\d\d))(?P<v>[^;!?()]{3,60}?(?:acag|eceg)[iu][mz])$", "life_goal"),
    # --- schedule ---
    rule("schedule", "basliyor|bitiyor|baslar|biter", rf"(?P<v>\b(?:vardiya|mesai|ders|nobet|antrenman|is|kurs)(?:m|im|um|imiz|miz|umuz)? (?:her gun |sabah |aksam |gece |hep |saat )*{_CLOCK} (?:\w+ )?(?:basliyor|bitiyor|baslar|biter))", "habit_tr"),
    rule("schedule", "kalk|uyan|yat|cik|gir|basl|don|uyu|ac|kapat", rf"(?P<v>\b(?:sabah|aksam|gece|sabaha karsi|oglen|genelde|hep)(?:lar[iu]|leri)? (?:saat )?{_CLOCK}(?: \w+)? (?:kalk[iu]yoru[mz]|kalkar[iu][mz]|uyan[iu]yoru[mz]|uyan[iu]r[iu][mz]|yat[iu]yoru[mz]|yatar[iu][mz]|uyuyorum|ac[iu]yoru[mz]|kapat[iu]yoru[mz]|(?:evden|isten|ise|yola) (?:c[iu]k[iu]yoru[mz]|c[iu]k[iu]p|cikar[iu][mz]|basl[iu]yoru[mz]|gidiyorum)|eve (?:don|gel|gir)\w*(?:yorum|r[iu]m)|mesaiye \w+))", "habit_tr"),
    rule("schedule", "her ", rf"^(?P<v>her {_DAYS}(?: \w+)?,? (?:saat )?{_CLOCK})$", "habit_tr"),
    rule("schedule", "vardiya|gece", r"\b(?P<v>(?:gece|gunduz|aksam|sabah)? ?vardiyas[iu]nda(?:y[iu]m| calisan bir\w*)|geceleri? (?:calis|cik)[iu]yorum|vardiyaliyim|vardiyali calisan biriyim)", "word"),
    rule("schedule", "izinliyim|izin gunum", rf"(?P<v>{_DAYS}(?:leri|lari| gunleri)? (?:hep |genelde )*(?:izinliyim|calismiyorum|izin gunum))", "habit_tr"),
    rule("schedule", "calis|mesai|deyi|dayi|teyi|tayi", r"(?P<v>(?:\b(?:hafta ici|her gun|genelde|sabah) )*\b\d{1,2}(?:[:.]\d\d)?(?:'?[dt][ae]n ?|-| - )(?:aksam )?\d{1,2}(?:[:.]\d\d)?(?:'?y?[ae])?(?: kadar)? (?:\w+ ){0,2}(?:calis[iu]yoru[mz]|mesaim var|(?!yas)\w+[dt][ae]y[iu][mz]))", "habit_tr"),
    rule("schedule", "izin gun", rf"\b(?P<v>izin gun(?:um|lerim) (?:hep |genelde )?{_DAYS}(?:leri|lari)?(?: ve {_DAYS})?)$", "habit_tr"),
    rule("schedule", "kalk|uyan|yat", r"^(?!.*\b(?:yarin|bugun|bu sabah|bu aksam|dun)\b).*?(?P<v>\b\d{1,2}(?:[:.]\d\d)?(?: ?bucuk)?'?[dt][ae] (?:\w+ )?(?:kalk[iu]yoru[mz]|kalkar[iu][mz]|uyan[iu]yorum|uyan[iu]r[iu]m|yat[iu]yorum|yatar[iu]m))\b", "habit_tr"),
    rule("schedule", "antrenman|kurs|ders|mesai|idman|prova|nobet", rf"(?P<v>{_DAYS}(?:leri|lari)?(?:,? (?:ve |ile )?{_DAYS}(?:leri|lari)?)* (?:gunleri |aksamlari )?(?:antrenman|kurs|ders|mesai|idman|prova|nobet)(?:[iu]m|[iu]m[iu]z)?) var\b", "habit_tr"),
    rule("schedule", "haftanin|gunde bir|ogle", r"^(?P<v>[^;!?()]{0,30}?\b(?:haftanin \w+ gunu|\w+ gunde bir|ogle(?:n|ye)?leri|ogle aralarinda)\b[^;!?()]{2,50}?(?:[iu]yoru[mz]|[aeiu]r[iu][mz]|var|[dt][ae]y[iu]m))$", "habit_tr"),
    rule("schedule", "tesi|sali|carsamba|persembe|cuma|pazar", rf"^(?P<v>(?:ben |genelde )*{_DAYS}(?:,? {_DAYS})*,? (?:ve |ile ){_DAYS}(?: gunleri| aksamlari)? [^;!?()]{{2,50}}?(?:[iu]yoru[mz]|[aeiu]r[iu][mz]|var))$", "habit_tr"),
)

# What a question tells too.
BY_THE_WAY: tuple[Rule, ...] = (
    rule("health", "yuzunden|nedeniyle|sebebiyle", rf"^(?=.*\b(?:bana|ben|benim|bende|\w+(?:yorum|amam|emem|miyorum))\b)(?!.*\b(?:annem|babam|esim|kocam|karim|kizim|oglum|kardesim)).*?\b(?P<v>{CONDITIONS_TR})(?:[iu]m)? (?:yuzunden|nedeniyle|sebebiyle)\b", "condition"),
    rule("health", "alerjim|alerjil", rf"\b(?P<v>(?:polen|toz|ev tozu|kedi|kopek|ari|fistik|findik|sut|yumurta|gluten|penisilin|nikel|gunes|bahar|cilek|deniz urunu|karides|ilac|aspirin|soya|susam|balik|tuy|ceviz|lateks|metal|akar|domates|kivi) alerji)m(?:[dt][ae]n|den|dan|i|e|in)?\b{_NO}", "word"),
    rule("location", "apartman|evde|evim|mahalle|sitede|oturdug|kirad", r"(?P<v>[^\s,;!?()]+'?[dt][ae]) (?:(?:bir|eski|kucuk|kendi|mustakil) )*(?:apartmanda|apartman dairesinde|evimde|mahallemde|sitede oturu\w+|kiradayi[mz]|kirada)\b", "known_place_before"),
    rule("health", "sisiyor|kasin|kabar|dokuyor|sisti|alerji|siser|kizar|nefes", r"(?P<v>[^\s,;!?()]+) (?:yesem|yersem|yedim mi|yeyince|yiyince|icsem|icince|icersem|yedigimde|ictigimde)(?: \w+)? (?:(?:dil|dudag|bogaz|agz|yuz|goz|her yer|burn|nefes|vucud|cild|ellerim|kollar|surat)\w*m (?:sisiyor|siser|kasiniyor|kasinir|kabariyor|kabarir|kizariyor|kapaniyor|tikaniyor)|dokuyorum|kasiniyorum|kabariyorum)", "allergen"),
    rule("health", "ilac|hap|igne", rf"\b(?P<v>{CONDITIONS_TR}) (?:ilac|hap|igne|sprey)(?:lar|ler)?[iu]m(?:[iu]|[dt][ae]n|in|[iu]n|[ae])?\b", "condition"),
    rule("occupation", "olarak", r"^(?!.*\b(?:sen|sana|senden|seni|bana|siz|sizden|size)\b)(?:ben )?(?:bir )?(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) olarak (?:\w+ ){0,4}?\w+(?:yoru[mz]|l[iu]y[iu]m|bilirim|[ae]y[iu]m|[ae]r[iu]m|ir[iu]m)\b", "job_named_wrong"),
    rule("relationship", "nisanlim", r"(?<!eski )\b(?P<v>nisanl[iu])m(?:[iu]n|la|[iae]|ja)?\b(?! (?:yok|degil|olsa|m[iu]\b|ayril))(?!.*\b(?:ayrildi[mk]|eski nisanli))", "nisanli"),
    rule("family", "annesi|babasi", rf"\b(?P<v>(?:{NUMBERS}) \w*(?:cocuk|kiz|erkek|ogul|oglan|ikiz|bebek)) (?:annesi|babasi)(?:y[iu]m| olarak| olunca| oldugum)\b", "word"),
    rule("pet", "adi|ismi|adini|ismini", rf"\b(?P<k>{PETS_TR})(?:{_MINE}|y?[iu]|lar[iu]m)?(?: (?!m[iu]\b|vard[iu]|ols|yok)[\w']+){{0,3}}?,? (?:ve |ama )?(?:ad[iu]|ismi|ad[iu]n[iu]|ismini)(?: da| de)? (?P<v>[\w']+)(?! olsun| koy(?!du)\w*| ne\b|\w)", "said_pet_name"),
    rule("pet", "bizim", rf"\bbizim (?P<k>{PETS_TR})(?: da| de)? (?P<v>[\w']+)", "pet_name"),
    rule("pet", "kedi|kop|kusu|papag|tavs|hamster|bali|kaplumb|kanarya|atim|iguana|yilan|ginepig|civciv|tavu|horoz|keci|esek|kirpi|golden|pitbull|labrador|husky|retriever|kangal|pug|poodle|terrier|chihuahua|rottweiler|shorthair|beagle|fold|tekir|sarman|pomeranian|doberman", rf"\b(?P<k>{PETS_TR}){_MINE},? (?P<v>[\w']+)", "pet_name"),
    rule("pet", "isimli|adli|adinda|isminde|diye", rf"(?P<v>[\w']+) (?:adinda|isminde|adli|isimli) (?:bir )?(?:[\w-]+ )?(?P<k>{PETS_TR}){_MINE}", "said_pet_name"),
    rule("health", _BEGINNINGS, rf"\b(?P<v>(?:{POSSESSED})(?:l[ae]r|[iu]|s[iu])?)(?:[iu]m|m)(?:[iu]n?|e|a|le|la|den|dan|[dt][ae])?\b{_NO}", "condition"),
    rule("health", "cikti|ciktim|kondu|var ", rf"\b(?P<v>(?:{CONDITIONS_TR})) (?:cikti\b|ciktim\b|tanim var|teshisim var|tanisi koydular|tanisi aldi|teshisi konuldu|tanisi konuldu|baslangici var)", "condition"),
)

# What is told across clauses.
ACROSS: tuple[Rule, ...] = (
    rule("location", "gelin geldi|temelli geldi", r"\b(?:gelin|temelli) geldi[mk] (?P<v>[^\s,;!?()]+)", "known_place_before"),
    rule("pet", "adi|ismi|adini", rf"\b(?P<k>{PETS_TR}){_MINE} var,? (?:ve )?(?:adi|ismi|adini|ismini)(?: da| de)? (?P<v>[\w']+)", "said_pet_name"),
    rule("family", ":", r"\b(?P<k>kiz|oglan|ogul|cocu[gk]|torun|kardes)(?:um|im|umuz|imiz|lar[iu]m|ler[iu]m)?(?: (?:var|buyuttum|yetistirdim))?: (?P<v>[\w']+(?:, [\w']+)*(?:,? (?:ve|ile) [\w']+)?)", "names_tr"),
    rule("pet", "adi|ismi|adini", rf"\b(?:(?:bizde|bende|evde|evimizde) (?:\w+ ){{0,2}}(?P<k>{PETS_TR})) var,? (?:ve )?(?:adi|ismi|adini|ismini)(?: da| de)? (?P<v>[\w']+)", "said_pet_name"),
    rule("pet", "var", rf"\b(?P<k>{PETS_TR}){_MINE} var,? (?P<v>[\w']+ (?:ile|ve) [\w']+)", "pet_names"),
    rule("health", "alerjisi", r"alerjisi var,? benim (?:de|da|ise) (?P<v>[^\s,;!?()]+[ae])\b", "allergy"),
    rule("location", "buraday|burday|burada|burda", r"(?P<v>[^\s,;!?()]+[ae]) (?:\w+ ){0,2}gel(?:dim|dik)\b[^.]{0,60}\b(?:bura|bur)da(?:y[iu][mz]| yasiyoru[mz]| kaldi[mk])", "known_place_before"),
    rule("family", "kizlar|oglanlar|cocuklar|ikizler", r"\b(?P<k>kiz|oglan|cocuk|ikiz)l[ae]r,? (?P<v>[\w']+ (?:ve|ile) [\w']+)", "names_same"),
    rule("family", "adini|ismini", rf"\b(?P<k>kiz|ogl|bebeg|yegen|torun|cocug){_MINE}? (?:oldu|dogdu|dunyaya geldi),? (?:ve )?(?:ad[iu]n[iu]|ismini|adi|ismi)(?: da| de)? (?P<v>[\w']+)", "said_kin_name"),
    rule("family", "adi|ismi|adlari", rf"\b(?P<k>{KIN_TR}){_MINE}(?:in|un|n[iu]n)? (?:da |de )?(?:var|oldu|dogdu|geldi)(?:,| ve| ama)? (?:ad[iu]|ismi|ad[iu]n[iu]|ismini)(?: da| de)? (?P<v>[\w']+)", "said_kin_name"),
    rule("schedule", "haftada|gunde|ayda|her ", rf"(?P<v>(?<!\w)(?:(?!m[iu]\b)[\w']+ ){{1,3}}\w+(?:[iu]yoru[mz]|[aeiu]r[iu]m|y[iu]m) (?:(?:haftada|gunde|ayda) \w+ (?:kez|kere|defa|gun|saat)|her (?:gun|sabah|aksam|gece|hafta|{_DAYS})))(?=$|[,;.])", "habit_tr"),
    rule("location", "taraf|civar", r"[dt][ae]y[iu][mz],? (?P<v>\w+ (?:taraf|civar|yakin)(?:lar)?[iu]nda)", "place_before"),
    rule("relationship", "yaln|bekar", r"\b(?:artik|yine|yeniden|tekrar) (?P<v>yaln[iu]z|bekar)[iu]m\b", "word"),
)
