# ruff: noqa: E501 - one rule a line, so that rules can be compared and sorted by eye
# fmt: off
"""What Turkish speakers say of themselves, as data: patterns of flat text by slot."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon import (
    AGES_TR,
    CONDITIONS_TR,
    DIETS_TR,
    KIN_TR,
    NUMBERS,
    PETS_TR,
)
from hafiza.memory.extraction.rules import Rule, rule
from hafiza.memory.extraction.turkish_words import DAYS

_LOC = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[dt][ae])"
_DAT = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[ae])"
_ABL = r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[dt][ae]n)"
_FILL = r"(?: (?!(?:m[iu]|ama|fakat|ancak)\b)[\w'-]+){0,5}?"
_ALL = r"(?P<v>[^;!?()\n]{2,90})"
_DO = r"(?:[iu]yoru[mz]|m[ae]kt[ae]y[iu][mz])"
_DID = r"(?:[iu]yordu[mk]|m[ae]kt[ae]yd[iu][mk]|r[dt][iu][mk])"
_PAST = r"[dt][iu][mk]"
_AIM = r"(?P<v>[^;!?()]{3,80}?m[ae](?:k|y[iae])) ?(?:cok |gercekten |da |de )*(?<= )"
_DAYS = rf"(?:{DAYS})"
_TIMES = (
    rf"(?:her (?:gun|sabah|aksam|gece|hafta|ay|yil|sene|ogle\w*|{_DAYS}|yaz|kis|hafta ?sonu)\w*"
    rf"|{_DAYS}(?:leri|lari|si gunleri| gunleri| aksamlari| sabahlari)|hafta ?(?:sonlari|icleri|ici)|haftada \w+"
    rf"|gunde \w+ (?:kez|kere|defa|saat|ogun)|ayda \w+|gun asiri|sabahlari|aksamlari|geceleri|ogleden sonralari|ogle aralari"
    rf"|saat \d{{1,2}}(?:[:.]\d\d)?'?\w*)"
)

AT_CLAUSE: tuple[Rule, ...] = (
    # --- name ---
    rule("name", "adim|ismim", r"^(?:ben(?:im)? )?(?:tam )?(?:adim|ismim)(?: da| ise)?,? (?P<v>(?!ne\b|degil|nedir)[^,;!?()]{2,40})(?<! degil)$", "name_tr"),
    rule("name", "adim|ismim", r"^(?:ben(?:im)? )?(?:adim|ismim)(?: da| ise)?,? (?P<v>(?!ne\b|degil|nedir)[^,;!?()]{2,40}?)(?=,)", "name_tr"),
    rule("name", "adim|ismim", r"^(?:benim )?(?:adim|ismim) (?P<v>\w+) degil", "name_tr", "wrong"),
    rule("name", "soyadim|soyismim", r"\b(?:soyadim|soyismim)(?: da)? (?P<v>\w+)", "name_tr"),
    rule("name", "ben ", r"^ben(?: de)?,? (?P<v>[^\d,;!?()]{2,40})$", "name_only"),
    rule("name", "ben ", r"^ben(?: de)? (?P<v>[^\d,;!?()]{2,30}),", "name_only"),
    rule("name", "ben ", r"^ben(?:im adim)? (?P<v>\w+(?: \w+)?) (?=\d)", "name_tr"),
    rule("name", "ben", r"^(?P<v>\w+(?: \w+)?) ben$", "name_only"),
    rule("name", "bana ", r"^(?:herkes |arkadaslarim |lutfen |insanlar )*bana (?:kisaca )?(?P<v>\w+)(?: diye)? (?:de\b|derler|diyorlar|diyebilirsin\w*|der\b|deyin|diyin|hitap|seslen)(?! \w*(?:ders|mac|oyun|is)\w*[dt][ae]\b)", "name_tr"),
    # --- age ---
    rule("age", "yasinday|yasinda olan", rf"(?P<v>{AGES_TR}) yasinday[iu]m\b", "age"),
    rule("age", "yasinda", rf"^(?:ben\b[^;!?]{{0,30}}?)?\b(?P<v>{AGES_TR}) yasinda,?(?: ve)? [^;!?]*?\w+(?:y[iu]m|m)(?<!degilim)(?<!oldum)(?<![aelnryk]d[iu]m)(?<![tkpcr]t[iu]m)(?<!m[iu]s[iu]m)(?<!cag[iu]m)(?<!ceg[iu]m)$", "age_mine"),
    rule("age", "yas", rf"(?P<v>{AGES_TR}) yas(?:im[ai]|in[ai]) (?:geldim)", "age"),
    rule("age", "yasim", rf"^(?:benim )?yasim(?: su an)? (?P<v>{AGES_TR})\b", "age"),
    rule("age", "yasinda degil", rf"(?P<v>{AGES_TR}) yasinda degilim", "age", "wrong"),
    # --- occupation ---
    rule("occupation", "olarak", rf"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){{0,3}}[^\s,;!?()]+) olarak{_FILL} (?:calis{_DO}|gorev yap{_DO}|basladim|ise basladim|is buldum|hizmet ver\w+)", "job_named"),
    rule("occupation", "lik yap|luk yap|lik et", rf"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){{0,2}}\w+(?:lik|luk)) yap(?:{_DO})(?! (?:\w+l[ae]r[ae]|\w+m[ae]|herkese|bana|sana|ona)\b)", "job_named"),
    rule("occupation", "meslegim|meslek|isim", r"^(?:benim )?(?:meslegim|meslek olarak|asil isim|isim)(?: de| ise)?,? (?P<v>[\w ]{3,40})$", "job_named"),
    rule("occupation", "oldum|olmustum", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+) oldum$", "job_named_wrong"),
    rule("occupation", "okuyor|okumakta", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,4}[^\s,;!?()]+) oku(?:yorum|maktayim)", "field"),
    rule("occupation", "doktora|yuksek lisans|staj|master|doktoram", r"(?P<v>doktora|yuksek lisans|staj|master|mastir|uzmanlik)(?:m[iu]|imi|ini|i)? (?:yap[iu]yorum|yapmaktayim)", "word", confidence=0.7),
    rule("occupation", "emekliy|emekli ol|issiz|ogrenci|calismiyorum|is ariyorum", r"(?P<v>emekli|issiz|serbest)(?:y[iu]m|im| oldum|im)\b", "word"),
    rule("occupation", "serbest cal|freelance", r"(?P<v>serbest|freelance) calis[iu]yorum", "word"),
    rule("occupation", "isletiyor|islet|sahib", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}(?:kafe|restoran|dukkan|pastane|otel|butik|magaza|atolye|ciftlik|sirket|bakkal|eczane|lokanta)\w*) (?:islet[iu]yoru[mz]|sahib[iy]y?im)", "word"),
    rule("occupation", "degilim", r"^(?:ben |artik |aslinda )*(?:bir )?(?P<v>[^,;!?()]{3,40}?) degilim", "job_named_wrong", "wrong"),
    rule("occupation", "dim|dum|tim|tum", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+(?:[iu]yd[iu]m|[dt][iu]m))$", "job_past", "ended"),
    rule("occupation", "lik yap|luk yap", rf"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){{0,2}}\w+(?:lik|luk)) (?:yap(?:{_DID}|{_PAST})|yapmistim)", "job_named", "ended"),
    rule("occupation", "olarak", rf"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){{0,2}}[^\s,;!?()]+) olarak{_FILL} calis(?:{_DID}|{_PAST}|mistim)", "job_named", "ended"),
    rule("occupation", "ligi birak|lugu birak", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}\w+l[iu][gk])[iu] biraktim", "job_named", "ended"),
    # --- employer ---
    rule("employer", "calis|gorev|ise |is bul|staj|mesai", rf"{_LOC}{_FILL} (?:calis{_DO}|gorev yap{_DO}|staj yap{_DO}|ise basladim|ise girdim|is buldum|calismaya basladim|mesai yap{_DO}|stajyerim)", "organisation_before"),
    rule("employer", "calis", rf"(?P<v>[^\s,;!?()]+) icin calis{_DO}", "organisation_before"),
    rule("employer", "gectim|girdim|transfer", rf"{_DAT}{_FILL} (?:ise girdim|gectim|gecis yaptim|transfer oldum|alindim)", "organisation_to"),
    rule("employer", "da |de |ta |te ", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[dt][ae] (?:[\w-]+ ){0,3}?[\w']+[mz])(?: ben)?$", "organisation_job"),
    rule("employer", "isyerim|sirketim|is yerim", r"^(?:benim )?(?:isyerim|is yerim|calistigim (?:yer|sirket))(?:in adi)? (?P<v>[^,;!?]{2,40})", "organisation_after"),
    rule("employer", "ayril|istifa|kovul|cikar|cikt|emekli|birakt", rf"{_ABL}{_FILL} (?:ayrildim|istifa ettim|kovuldum|cikarildim|ciktim|emekli oldum|emekliyim|atildim)", "organisation_before", "ended"),
    rule("employer", "calismiyorum", rf"{_LOC}{_FILL} calismiyorum", "organisation_before", "ended"),
    rule("employer", "calis", rf"{_LOC}{_FILL} calis(?:{_DID}|{_PAST}|mistim)", "organisation_before", "ended"),
    rule("employer", "istifa|isten|isimi|isimden", r"^(?P<v>)(?:ben )?(?:(?:isten|isimden) (?:ayrildim|cikarildim|ciktim|kovuldum|atildim)|istifa ettim|isimi biraktim)", "empty", "ended"),
    # --- location ---
    rule("location", "yas|otur|ikamet|kal|bulun", rf"{_LOC}{_FILL} (?:yas{_DO}|otur{_DO}|ikamet ed{_DO}|ikamet et{_DO}|bulunuyoru[mz]|yasamakta\w+|oturmakta\w+)", "place_before"),
    rule("location", "dayim|deyim|tayim|teyim|dayiz|deyiz", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+[dt][ae])y[iu][mz](?: ben| simdi| su an)?$", "stay", confidence=0.6),
    rule("location", "tasin|yerles|goc ", rf"{_DAT}{_FILL} (?:tasindi[mk]|tasinmistim|yerlesti[mk]|tasinmis bulun\w+|goc etti[mk])", "place_before"),
    rule("location", "tasin", rf"{_ABL}{_FILL} (?:tasindi[mk]|ayrildi[mk]|gocmustuk|goctuk)", "known_place_before", "ended"),
    rule("location", "evim|evimiz", rf"(?:evim|evimiz) {_LOC}(?:y?[dt][iu]r)?(?=$|,| ama\b| fakat\b)", "known_place_before"),
    rule("location", "calis|oku|ugras|gorev|yap|ogrenci|islet", rf"{_LOC}{_FILL} (?:calis{_DO}|oku{_DO}|okuyorum|islet{_DO}|ugras{_DO}|gorev yap{_DO}|(?!tatil|kamp|gezi|tur|piknik|alisveris|kayak|mola|ziyaret|sunum|toplanti|cekim|fuar|provasi?|konser|is gorusme)\w+ yap{_DO}|ogrenciyim)", "known_place_before"),
    rule("location", "da |de |ta |te ", r"(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,3}[^\s,;!?()]*[dt][ae] (?:[\w-]+ ){0,3}?[\w']+[mz])(?: ben)?$", "place_job"),
    rule("location", "yas|otur", rf"{_LOC}{_FILL} (?:yas{_DID}|otur{_DID}|yasadi[mk]|yasamist[iu]m|oturmustum|oturdum|otururdu[mk]|yasardi[mk])", "place_before", "ended"),
    rule("location", "yasami|oturmu", rf"{_LOC}{_FILL} (?:yasamiyoru[mz]|oturmuyoru[mz])", "place_before", "ended"),
    rule("location", "yasadigim|oturdugum", r"(?:yasadigim|oturdugum) (?:sehir|yer|semt|ilce)(?: de)? (?P<v>[^,;!?]{2,40})", "place_after"),
    # --- hometown ---
    rule("hometown", "liy|luy", r"(?P<v>(?:[^\s,;!?()]+ )?(?!emekli)[^\s,;!?()]+l[iu])y[iu][mz]\b", "native"),
    rule("hometown", "li bir|lu bir|li |lu ", r"^(?:ben\b.{0,40}?)?\b(?P<v>[^\s,;!?()]+l[iu])(?: bir|,| ve)? [^;!?]*?\w+(?:y[iu]m|m)(?<!degilim)(?<!oldum)(?<![aelnryk]d[iu]m)(?<![tkpcr]t[iu]m)$", "native_short"),
    rule("hometown", "memleket", r"^(?:benim )?(?:memleketim(?:iz)?|asil memleketim|dogum yerim|kutugum)(?: de| ise)?,? (?P<v>[^,;!?]{2,40})", "place_after"),
    rule("hometown", "dogdu|buyudu|dogma|dogumlu|dogup", rf"{_LOC}{_FILL} (?:dogdum|dogup|dogmusum|buyudum|dogumluyum|dunyaya geldim|dogma)", "place_before"),
    rule("hometown", "dogumluyum|dogumlu", r"(?P<v>[^\s,;!?()\d]+) dogumluyum", "place_plain"),
    rule("hometown", "kokenim|aslim|aslen", r"^(?:kokenim|aslim|koklerim|ailem aslen)(?: de)? (?P<v>[^,;!?]{2,30})", "place_after"),
    rule("hometown", "dan geliyor|den geliyor|tan geliyor|ten geliyor", r"^(?:ben |aslen )*(?P<v>[^\s,;!?()]+[dt][ae]n) geliyorum$", "known_place_before"),
    # --- language ---
    rule("language", "konus|bil", r"^(?P<v>[^;!?]{3,80}?) (?:konus(?:uyorum|abiliyorum|urum|maktayim)|bil(?:iyorum|irim)|anl[iu]yorum)$", "languages_tr"),
    rule("language", "dil ", r"\bdil (?:konusuyorum|biliyorum|bilirim):? (?P<v>[^;!?]{3,80})", "languages_tr"),
    rule("language", "ana dil|anadil|dilim|ikinci dil", r"\b(?:ana ?dilim|birinci dilim|ikinci dilim|dillerim|bildigim diller)(?: de| ise)? (?P<v>[^;!?]{3,60})", "languages_tr"),
    rule("language", "cem |cam |cem,|cam,", r"\b(?P<v>\w+[cç][ea])m (?:\w+ ){0,2}(?:iyi|akici|fena degil|orta|idare eder|kotu|zayif|ileri|var|mukemmel|gelistir\w*|anadil\w*|c1|c2|b1|b2|a1|a2)(?!.*degil)", "languages_tr"),
    rule("language", "bilm|konusa|konusm", r"^(?P<v>[^;!?]{3,60}?) (?:bilmiyorum|bilmem|konusamiyorum|konusmuyorum)$", "languages_tr", "wrong"),
    # --- family ---
    rule("family", "var", rf"\b(?P<v>(?:{NUMBERS}|bir kac|birkac) (?:(?!yildir|senedir|aydir|haftadir|gundur)\w+ )?(?!sevgili|es[iu]?m|kari|koca|nisanli|anne|baba|kiz arkadas|erkek arkadas)(?:{KIN_TR})(?:um|im|m|umuz|imiz|muz|miz))\b(?:,? (?:ve )?(?:{NUMBERS}) [^,;!?]{{2,40}})? var\b", "kin_count"),
    rule("family", "var", rf"(?:, ?(?:ve )?| ve )(?P<v>(?:{NUMBERS}) (?:\w+ )?(?:{KIN_TR})(?:um|im|m|umuz|imiz|muz|miz)) var\b", "kin_count"),
    rule("family", "mla|mle|mizla|mizle", rf"\b(?P<v>(?:{NUMBERS}) (?:kiz|ogl|cocug|kardes)[iu]m)(?:[iu]z)?l[ae]\b.{{0,40}}yas[iu]yoru[mz]", "kin_count"),
    rule("family", "adinda|isminde|adli|isimli", rf"(?P<v>[^,;!?]{{2,30}}?) (?:adinda|isminde|adli|isimli|diye) (?:\w+ ){{0,2}}(?P<k>{KIN_TR})(?:um|im|m|umuz|imiz|muz|miz) var", "last_name"),
    rule("family", "babasiyim|annesiyim", rf"\b(?P<v>(?:{NUMBERS}) \w*cocuk) (?:babasiyim|annesiyim|sahibiyim)", "word"),
    rule("family", "evliyim", r"(?P<v>\w+)(?:'?l[ae]| ile) (?:\w+ )?(?:evliyim|nisanliyim|evlendik|evlendim|nisanlandik)", "partner"),
    # --- pet ---
    rule("pet", "var|besli|bakiyor", rf"\b(?P<v>(?:{NUMBERS}|birkac|bir suru) (?:[\w-]+ ){{0,2}}?(?:{PETS_TR}))(?:um|im|m|umuz|imiz|muz|miz)?(?: da| de)? (?:var(?!d)|besliyoru[mz]|bakiyoru[mz])", "counted"),
    rule("pet", "ve", rf"\b(?P<v>(?:{NUMBERS}) (?:[\w-]+ )?(?:{PETS_TR}))(?:um|im|m|umuz|imiz|muz|miz)?,? (?:ve |bir de ).{{0,40}}?(?:var(?!d)|besliyoru[mz]|yas[iu]yoru[mz])", "counted"),
    rule("pet", "kedi|kop|kus|tavsan|papagan|hamster|balig|balik", rf"\b(?P<v>(?:{NUMBERS}) (?:[\w-]+ )?(?:{PETS_TR}))(?:um|im|m|umuz|imiz|muz|miz|m)?(?:le|la|yle|yla| ile)\b.{{0,40}}yas[iu]yoru[mz]", "counted"),
    rule("pet", "sahiplen|aldi|evlat", rf"\b(?P<v>(?:{NUMBERS}) (?:[\w-]+ ){{0,2}}?(?:{PETS_TR}))(?:yi|i|y)? (?:sahiplendi[mk]|aldi[mk]|edindi[mk]|evlat edindi[mk])", "counted"),
    rule("pet", "var|sahiplen|aldi", rf"(?P<v>[^,;!?]{{2,30}}?) (?:adinda|isminde|adli|isimli|diye) (?:[\w-]+ ){{0,3}}?(?P<k>{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz)? (?:var(?!d)|sahiplendi[mk]|aldi[mk]|besliyoru[mz])", "last_name"),
    rule("pet", "lar|ler", rf"\b(?P<v>{PETS_TR})l[ae]r[iu]m(?:[iu]z)? var(?!d)", "word"),
    rule("pet", "yok", rf"\b(?P<v>{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz) yok", "word", "wrong"),
    # --- likes ---
    rule("likes", "sev", rf"^{_ALL} (?:cok |pek |gercekten |da |de |asiri |hep )*sev(?:er[iu][mz]|iyoru[mz]|mekteyim)(?: ben| biz| ya| valla)?$", "things_object"),
    rule("likes", "begen", rf"^{_ALL} (?:cok )*begen(?:iyorum|irim)$", "things_object"),
    rule("likes", "tercih", rf"^{_ALL} tercih ed(?:er[iu]m|iyorum)$", "preferred"),
    rule("likes", "bayil", rf"^{_ALL} (?:resmen |cok |da |de )*bayil(?:ir[iu][mz]|iyoru[mz])$", "things_to"),
    rule("likes", "hoslan|keyif al|zevk al", rf"^{_ALL} (?:cok |da |de |buyuk )*(?:hoslan(?:ir[iu]m|iyorum)|keyif al(?:ir[iu]m|iyorum)|zevk al(?:ir[iu]m|iyorum))$", "things_from"),
    rule("likes", "merak|ilgi|duskun|tutku|asig|hayran|hasta|bagiml", rf"^{_ALL} (?:cok |asiri |buyuk )*(?:merakliy[iu]m|ilgi duyuyorum|ilgiliyim|ilgileniyorum|duskunum|asigim|hayranim|tutkunum|bagimliyim|merak sardim)$", "things_to"),
    rule("likes", "tutkunuyum|hayraniyim|asigiyim|hastasiyim|fanatigiyim|delisiyim|bagimlisiyim|meraklisiyim|duskunuyum", r"^(?P<v>[^;!?()]{2,40}?) (?:tutkunuyum|hayraniyim|asigiyim|fanatigiyim|delisiyim|bagimlisiyim|meraklisiyim|duskunuyum)$", "things"),
    rule("likes", "en sevdi|favori", r"\b(?:en (?:cok )?sevdigim|favori) (?:\w+ ){0,2}?\w+(?: da| de| ise|,)? (?P<v>[^;!?()]{2,50})$", "favourite"),
    rule("likes", "hobi|ilgi alan", r"\b(?:hobim|hobilerim|ilgi alanim|ilgi alanlarim|tutkum)(?: da| de| ise| arasinda)?,? (?P<v>[^;!?()]{2,70})$", "things"),
    rule("likes", "bos zaman|bos vakit", r"\bbos (?:zaman|vakit)(?:lar[iu]m|im)(?:[iu]z)?da (?P<v>[^;!?()]{2,50}) (?:oynar[iu]m|yapar[iu]m|okurum|oynuyorum|yap[iu]yorum|izlerim|dinlerim|okuyorum|giderim|calar[iu]m|cal[iu]yorum|izliyorum|ugras[iu]r[iu]m)$", "things"),
    rule("likes", "hobim|tutkum", r"^(?P<v>[^;!?()]{3,40}?) (?:benim )?(?:en buyuk )?(?:hobim|tutkum)(?:d[iu]r)?$", "things"),
    rule("likes", "artik sevm", r"^(?:ben )?(?:artik )(?P<v>[^;!?()]{2,40}) sevm(?:iyorum|em)$", "things_object", "ended"),
    rule("likes", "sev", r"^(?:ben |eskiden )+(?P<v>[^;!?()]{2,40}) sev(?:erdim|iyordum)$", "things_object", "ended"),
    # --- dislikes ---
    rule("dislikes", "sevm", rf"^{_ALL} (?:hic |pek |cok |da |de |o kadar )*sevm(?:em|iyoru[mz]|eyiz)(?: ben| ya| hic| pek| asla)*$", "things_object"),
    rule("dislikes", "hoslanm|nefret|tiksin|igren|haz etm|hazzetm", rf"^{_ALL} (?:hic |pek |cok |da |de |resmen |asla )*(?:hoslanm(?:am|iyorum)|nefret ed(?:er[iu]m|iyorum)|tiksin(?:ir[iu]m|iyorum)|igren(?:ir[iu]m|iyorum)|haz etm(?:em|iyorum)|hazzetm(?:em|iyorum))(?: ben)?$", "things_from"),
    rule("dislikes", "katlanam|dayanam|tahammul", rf"^{_ALL} (?:hic |asla |da |de )*(?:katlanam(?:am|iyorum)|dayanam(?:am|iyorum)|tahammulum yok|tahammul edem(?:em|iyorum))$", "things_to"),
    rule("dislikes", "begenm", rf"^{_ALL} (?:hic |pek )*begenm(?:em|iyorum)$", "things_object"),
    # --- diet ---
    rule("diet", "yen|veg|pesket|fleksi", r"(?P<v>vejetaryen|vejeteryan|vegan|pesketaryen|pescetaryen|fleksitaryen)(?:im|um| oldum| besleniyorum| besleniriz| biriyim| olarak beslen\w+)", "word"),
    rule("diet", "besleni|diyet|yiyor", rf"(?P<v>{DIETS_TR})(?: (?:diyeti?|bir diyet|agirlikli|bir sekilde))?(?: \w+)? (?:besleniyoru[mz]|yiyorum|diyeti? yap[iu]yorum|uyguluyorum|yap[iu]yorum|besleniri[mz]|diyetindeyim|tuket\w+)", "word"),
    rule("diet", "yem|icm|kullanm|tuketm", r"(?P<v>(?:kirmizi et|domuz eti|et|balik|tavuk|deniz urunu|deniz urunleri|sut urunu|sut urunleri|gluten|seker|ekmek|yumurta|alkol|hayvansal gida|hayvansal urun|un)(?: ve \w+)? (?:asla |hic |artik )?(?:(?:yemi?yor|icmi?yor|kullanmiyor|tuketmiyor)u[mz]|yemem|icmem|kullanmam|tuketmem|yemeyi[mz]))", "not_eaten"),
    rule("diet", "birakt|kestim", r"(?P<v>(?:et|seker|gluten|alkol|sut urunleri|kirmizi et)(?:i|u)?(?: yemeyi| icmeyi)? (?:biraktim|kestim))", "word"),
    rule("diet", "degilim", r"(?P<v>vejetaryen|vegan|pesketaryen) degilim", "word", "ended"),
    rule("diet", "dim|dum", r"(?P<v>vejetaryen|vegan|pesketaryen)(?:dim|dum)", "word", "ended"),
    # --- health ---
    rule("health", "var|cek|muzdarib|yas|tani|teshis", rf"\b(?P<v>(?:{CONDITIONS_TR}))(?:hast\w+|rahats\w+)?(?:s[iu]|[iu]|l[iu]g[iu])?(?:m|im|um)(?: (?:cok )?(?:var|tuttu))\b", "condition"),
    rule("health", "bende", rf"\bbende (?P<v>{CONDITIONS_TR})(?:s[iu]|[iu])? (?:da |de )?var\b", "condition"),
    rule("health", "hasta|rahatsiz|problem|sorun", rf"\b(?P<v>(?:{CONDITIONS_TR}))(?:s[iu]|[iu])? (?:hastasiy[iu]m|hastaligim var|rahatsizligim var|problemim var|sorunum var|sikayetim var|hastayim|atagi geciriyorum|ataklarim var)", "condition"),
    rule("health", "hastayim|cekiyor|tani|teshis|geciriyor|kullan", rf"\b(?P<v>(?:{CONDITIONS_TR}))(?:[iu]m|m|s[iu]|[iu]|n[iu])*(?: (?:tanisi|teshisi))? (?:cek[iu]yorum|tanisi kondu|teshisi kondu|tanisi aldim|teshisi aldim|kondu|hastayim|ilaci kullan[iu]yorum|ilaci al[iu]yorum|muzdaribim|mucadele ediyorum)", "condition"),
    rule("health", "alerjim|alerjigim|alerjik", rf"{_DAT} (?:karsi )?(?:cok |ciddi |siddetli |agir |da |de )*(?:alerjim|alerjimiz) (?:var|cikti|oldugu)", "allergy"),
    rule("health", "alerjim", r"\b(?P<v>(?!karsi )\w+[^ae\W] alerji)m(?:iz)? (?:var|oldugu)", "word"),
    rule("health", "alerjim", r"\b(?P<v>(?:\w+ )?\w+ alerji(?:s[iu]))m(?:iz)? (?:var|oldugu)", "word"),
    rule("health", "alerjim|alerjigim", rf"{_DAT} alerjig(?:im)\b", "allergy"),
    rule("health", "liyim|luyum|hamile|astim|diyabet|gebe|disleks|renk kor", r"\b(?P<v>(?:\d+ (?:haftalik|aylik) )?(?:hamile|gebe|diyabetik|diyabetli|astimli|epileptik|disleksik|renk koru|miyop|astigmat|otistik|obez|isitme engelli|gorme engelli|engelli|tansiyonlu|seker hastasi|kalp hastasi|laktoz intoleransi))(?:y[iu]m|[iu]m)(?: ben)?\b", "word"),
    rule("health", "tansiyonum|kolesterol|sekerim", r"\b(?P<v>(?:tansiyonum|kolesterolum|sekerim) (?:\w+ )?(?:yuksek|dusuk))", "word"),
    rule("health", "kirdim|kirildi|burktum|yirtildi", r"\b(?P<v>(?:kolumu|bacagimi|bilegimi|ayagimi|parmagimi|dizimi|omzumu|kolum|bacagim|bilegim|ayagim|menisküsüm|meniskusum) (?:kirdim|kirildi|burktum|yirtildi|incittim))", "word"),
    # --- goal ---
    rule("goal", "hedefli|planli|umuyor|hayal|niyet|karar", rf"^{_AIM}(?:hedefl[iu]yoru[mz]|planl[iu]yoru[mz]|umuyorum|hayal ediyorum|amacliyorum|niyetindeyim|niyetliyim|kararliyim|karar verdi[mk]|hayalim var|hedefim var|planim var)", "life_goal"),
    rule("goal", "istiyor|dusunuyor|calis|ugras", rf"^{_AIM}(?!.*cok ist)(?:istiyoru[mz]|dusunuyoru[mz]|calisiyoru[mz]|ugrasiyoru[mz])", "wish"),
    rule("goal", "hedefim|hayalim|amacim|planim|idealim|hedefimiz", r"^(?:benim |bu (?:yilki|seneki) |en buyuk |bu (?:yil|sene|ay) |asil |tek |uzun vadeli |kisa vadeli |bir diger |hayatimdaki |kariyer )*(?:hedefim|hayalim|amacim|planim|idealim|hedefimiz|hayalimiz)(?: de| ise| hep| bu (?:yil|sene|yaz|ay))?,? (?P<v>[^;!?()]{3,70})$", "named_goal"),
    rule("goal", "hedefim|hayalim|amacim", r"^(?P<v>[^,;!?()]{3,60}?) (?:benim )?(?:en buyuk |tek )?(?:hedefim|hayalim|amacim)(?: var)?$", "named_goal"),
    rule("goal", "biriktir|birikim|antrenman yap", r"^(?P<v>[^;!?()]{3,70}? (?:icin (?:para )?(?:biriktir[iu]yoru[mz]|birikim yap[iu]yoru[mz]|antrenman yap[iu]yoru[mz])))", "goal_tr"),
    rule("goal", "ogreniyorum|ogrenmeye", r"^(?<![^\s,;!?()])(?P<v>(?:[^\s,;!?()]+ ){0,2}[^\s,;!?()]+(?<! sarki)(?<! siir)(?<! dua)(?<! sarkiyi) (?:ogreniyorum|ogrenmeye (?:calisiyorum|basladim)))", "goal_tr"),
    # --- schedule ---
    rule("schedule", "her |leri|lari|haftada|gunde|ayda|hafta ici|hafta son|gunu|saat|gun asiri", rf"^(?P<v>[^;!?()]{{0,40}}?\b{_TIMES}\b[^,;!?()]{{2,60}}?(?:[iu]yoru[mz]|[aeiu]r[iu][mz]|makta\w+|m[ae]m|var|[dt][ae]y[iu]m|l[iu]y[iu]m))$", "habit_tr"),
    rule("schedule", "vardiya|nobet|mesai", r"\b(?P<v>(?:gece|gunduz|aksam|sabah|donusumlu|uc|iki)? ?(?:vardiya|nobet|mesai)\w*)(?: \w+)? (?:calis[iu]yoru[mz]|tut(?:uyoru[mz]|ar[iu]m)|var|yap[iu]yorum|kal[iu]yorum)", "word"),
    rule("schedule", "vardiyali|geceleri|gunduzleri|gece cal", r"\b(?P<v>vardiyali|geceleri|gece|gunduzleri|yari zamanli|part time|esnek saatlerde) calis[iu]yorum", "word"),
    # --- relationship ---
    rule("relationship", "evli|bekar|nisanli|sozlu|bosan|dul|iliskim", r"\b(?P<v>evli|bekar|nisanli|sozlu|bosanmis|dul)(?:y[iu][mz]|[iu]m| biriyim| bir (?:kadin|erkek|adam|insan)[iu]m)\b", "word"),
    rule("relationship", "evlendi|nisanlandi|bosandi", r"(?<!\w)(?P<v>evlendi|nisanlandi|bosandi)[mk]\b", "wed"),
    rule("relationship", "sevgilim|iliskim|kiz arkadasim|erkek arkadasim", r"\b(?P<v>sevgili|kiz arkadas|erkek arkadas|iliski)[iu]?m var\b", "word"),
    rule("relationship", "ayril|bitt", r"\b(?P<v>)(?:sevgilimden|erkek arkadasimdan|kiz arkadasimdan|nisanlimdan|esimden|partnerimden|kocamdan|karimdan|(?:sevgilimle|nisanlimla|esimle|kiz arkadasimla|erkek arkadasimla)(?: \w+){0,3}) ayrildi[mk]", "empty", "ended"),
    rule("relationship", "degilim", r"\b(?P<v>evli|bekar|nisanli|sozlu) degilim", "word", "ended"),
)

# Named people and pets are told in passing too, in questions as well.
ANYWHERE: tuple[Rule, ...] = (
    rule("family", "ann|bab|es|kari|koca|kiz|ogl|kardes|abla|abi|agab|cocu|teyze|hala|amca|dayi|kuze|yeg|dede|nine|toru|nisanl|sevgil|arkadas|ikiz|bebe|kayin|geli|damad|enis|yenge|baldiz|gorum", rf"\b(?:(?:buyuk|kucuk|ortanca) )?(?P<k>{KIN_TR})(?:um|im|m|umuz|imiz|muz|miz)(?:in|un|n[iu]n)? (?:ad[iu]|ism[iu]) (?P<v>[\w']+)", "said_kin_name"),
    rule("family", "ann|bab|es|kari|koca|kiz|ogl|kardes|abla|abi|agab|cocu|teyze|hala|amca|dayi|kuze|yeg|dede|nine|toru|nisanl|sevgil|arkadas|ikiz|bebe|kayin|geli|damad|enis|yenge|baldiz|gorum", rf"\b(?P<k>{KIN_TR.replace('|ikizler|cocuklar|kizlar|ogullar|kardesler','')})(?:um|im|m|umuz|imiz|muz|miz),? (?=(?P<v>[\w']+(?: [\w']+){{0,2}}))", "kin_called"),
    rule("family", "ann|bab|es|kari|koca|kiz|ogl|kardes|abla|abi|agab|cocu|teyze|hala|amca|dayi|kuze|yeg|dede|nine|toru|nisanl|sevgil|arkadas|ikiz|bebe|kayin|geli|damad|enis|yenge|baldiz|gorum", rf"\b(?P<k>{KIN_TR})(?:lar|ler)[iu]m(?:[iu]z)?(?:[iu]n ad(?:lari|i)| olan|,)? (?P<v>[\w']+(?:, [\w']+)* (?:ve|ile) [\w']+)", "names_tr"),
    rule("family", " ve | ile ", r"\b(?P<k>kiz|ogl|kardes|abi|abla|es)[iu]?m(?:[iu]z)? (?P<v>[\w']+ (?:ve|ile) [\w']+)(?! (?:ogl|kiz|kardes|es)[iu]m)", "names_same"),
    rule("pet", "kedi|kop|kusu|papag|tavs|hamster|bali|kaplumb|kanarya|atim|iguana|yilan|ginepig|civciv|tavu|horoz|keci|esek|kirpi|golden|pitbull|labrador|husky|retriever|kangal|pug|poodle|terrier|chihuahua|rottweiler|shorthair|beagle|fold|tekir|sarman|pomeranian|doberman", rf"\b(?P<k>{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz)(?:in|un|n[iu]n)? (?:ad[iu]|ism[iu]) (?P<v>[\w']+)", "said_kin_name"),
    rule("pet", "kedi|kop|kusu|papag|tavs|hamster|bali|kaplumb|kanarya|atim|iguana|yilan|ginepig|civciv|tavu|horoz|keci|esek|kirpi|golden|pitbull|labrador|husky|retriever|kangal|pug|poodle|terrier|chihuahua|rottweiler|shorthair|beagle|fold|tekir|sarman|pomeranian|doberman", rf"\b(?P<k>{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz),? (?P<v>[\w']+)", "kin_name"),
    rule("pet", "lar|ler", rf"\b(?P<k>{PETS_TR})(?:lar|ler)[iu]m(?:[iu]z)?(?:[iu]n ad(?:lari|i))?,? (?P<v>[\w']+(?:, [\w']+)* (?:ve|ile) [\w']+)", "names_tr"),
    rule("pet", "kedi|kope|papagan|tavsan|hamster|kaplumbaga|muhabbet|balig", r"\b(?P<v>kedi|kopeg|(?:beta |japon )?balig|papagan|tavsan|hamster|kaplumbaga|muhabbet kusu|kanarya|iguana)(?:um|im|m|umuz|imiz|muz|miz)(?:[iu]n?|e|a|le|la|n[iu]n|[iu]n|den|dan)?\b(?! (?:\w+ )?(?:yok|gibi|oldu|ol[su]|olsa|vardi|olsun|ist|m[iu]\b))", "pet_kind", confidence=0.7),
    rule("pet", "oldu|kaybett|vefat|uyuttuk|oldugunde", rf"\b(?P<k>{PETS_TR})(?:um|im|m|umuz|imiz|muz|miz)(?:[iu]|y[iu])?(?P<v>(?: [\w']+)?)(?: \w+){{0,3}}? (?:oldu\b|vefat etti|kaybetti[mk]|uyuttuk|oldugunde|melek oldu)", "name_or_kind", "ended"),
)
