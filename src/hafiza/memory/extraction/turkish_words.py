"""Turkish words that come without a capital in chats, all in the form that `reading.flat` gives."""

from __future__ import annotations

# Employers that are known in lower case and without an apostrophe: "trendyolda".
ORGANISATIONS = frozenset(
    """
trendyol hepsiburada getir yemeksepeti migros bim a101 sok carrefour carrefoursa turkcell vodafone
telekom ttnet arcelik vestel beko bosch siemens aselsan havelsan roketsan tusas tai baykar thy
pegasus sunexpress tofas otosan ford renault oyak mercedes toyota hyundai honda eczacibasi koc
sabanci akbank garanti isbank yapikredi finansbank qnb denizbank ziraat halkbank vakifbank teb ing
hsbc enpara papara insider peak dream netas logo softtech google microsoft amazon apple meta netflix
spotify intel ibm oracle sap accenture deloitte kpmg pwc ey mckinsey ikea koctas bauhaus teknosa
mediamarkt vatan lcw waikiki defacto koton mavi boyner zara ulker eti pinar sutas tat banvit
namet unilever nestle danone pepsi cola efes sisecam tupras petkim botas shell opet bp enerjisa
tedas iski aski ptt dhl ups aras yurtici mng surat sahibinden n11 gittigidiyor ciceksepeti obilet
enka limak kalyon cengiz ronesans tav dogus ntv trt aa tubitak tuik sgk meb ssk mcdonalds starbucks
""".split()
)

# What pets are called, also where it is a common word and not written with a capital.
PET_NAMES = frozenset(
    """
boncuk pamuk duman karamel minnos tarcin zeytin limon findik fistik pasa cakil mavis seker bulut
golge tekir sarman minik mirnav lokum kopuk badem leblebi mirmir pati cino karabas max rocky luna
bella oscar simba leo milo mia ciko maya lucky zeus hera athena afrodit ares apollo thor loki odin
cilek vanilya kakao kahve cikolata biskuvi kurabiye susam biber nohut bezelye mercimek bal kestane
ceviz misir patates kofte simit borek pogaca dobby garfield tom jerry mickey minnie daisy lady prens
prenses kral sultan aslan kaplan panter pars bozo kont dost sans umut yildiz ay gunes gece ruzgar
firtina simsek yagmur kar cesur atom gofret puding muhallebi tontis tombik pisi sari kara beyaz
benek cizgi alaca korsan tarzan rex toby charlie coco lola nala molly ruby oreo cookie bonnie
""".split()
)

# Where in a company one works: what a person does, if nothing else is said.
DEPARTMENTS = (
    "muhasebe|insan kaynaklari|ik|satis|pazarlama|bilgi islem|it|uretim|lojistik|kalite|arge|ar-ge"
    "|depo|mutfak|guvenlik|finans|hukuk|satin alma|satinalma|halkla iliskiler|musteri hizmetleri"
    "|cagri merkezi|acil servis|acil|yogun bakim|ameliyathane|laboratuvar|resepsiyon|kasa|sevkiyat"
    "|planlama|yazilim|tasarim|operasyon|denetim|ithalat|ihracat|dis ticaret"
)

TEAMS = (
    "fenerbahce|galatasaray|trabzonspor|besiktas|fener|cimbom|goztepe|bursaspor|eskisehirspor"
    "|karsiyakaspor"
)

# Adjectives of occupations: "emekli öğretmenim" is no teacher of that name.
OF_JOBS = frozenset(
    """emekli stajyer kidemli uzman bas freelance serbest sozlesmeli kadrolu rehber sinif yeni-mezun
atanamayan atanmamis issiz ozel aile is dis gida ic dahiliye kadin acil asistan yardimci ucretli
sef ust vekil genel teknik
    """.split()
)

# Heads that are occupations only with what they belong to: "depo elemanı", "satış sorumlusu".
OWNED_JOBS = frozenset(
    """eleman personel sorumlu temsilci amir baskan yardimci calisan usta gorevli sahip isletmeci
koruma hoca egitmen lider direktor mudur sef muhasebeci uzman operator yonetmen sekreter katip
katib memur teknisyen ogretmen hakim savci
    yonetici danisman asistan ajan ortak kurucu
    """.split()
)

# One's own illnesses, where the possessive alone tells of them: "migrenim azdı".
POSSESSED = (
    "migren|diyabet|astim|epilepsi|romatizma|artrit|anksiyete|depresyon|dehb|okb|uykusuzlug|colyag"
    "|crohn|kolit|reflu|gastrit|ulser|hipotiroidi|hipotiroid|hipertiroidi|hasimoto|hashimoto|anemi"
    "|kansizlig|egzama|sedef|rosacea|akne|sinuzit|vertigo|skolyoz|siyatig|bel fitig|boyun fitig"
    "|fitig|bel agri|sirt agri|diz agri|fibromiyalji|kanser|ritim bozuklug|bobrek tas|katarakt"
    "|astigmat|miyob|disleksi|hepatit|insulin direnc|laktoz intolerans|gluten intolerans"
    "|panik atag|klostrofobi|guatr|hipertansiyon|bronsit|koah|faranjit|hemoroid|vitiligo|menisku?s"
    "|topuk diken|saman nezle|uyku apne|kulak cinlama|yuksek tansiyon|hasimato|gut hastalig"
    "|boyun duzlesme|kireclenme|talasemi|urtiker|kurdesen|dikkat eksiklig|behcet|sosyal fobi|miyom"
    "|varis|nodul|safra tas|huzursuz bacag|seker hastalig|tansiyon hastalig|kalp hastalig"
    "|cilt hastalig|bagirsak hastalig"
    "|(?:kaygi|uyku|yeme|duygu durum|panik|kisilik|konusma) bozuklug"
    "|(?:demir|vitamini|b12|magnezyum|kalsiyum|folik asit|iyot|enzim|hormon) eksiklig"
    "|(?:kalp|bobrek|karaciger|solunum) yetmezlig|huzursuz bagirsag|sara hastalig"
)

DAYS = "pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar"

# What one prepares for over months.
CONTESTS = (
    "sinav|kpss|yks|ales|yds|lgs|tus|dus|dgs|ielts|toefl|yokdil|maraton|triatlon|sampiyona|turnuva"
    "|olimpiyat|yarismas|baro"
)

# Trades that one works in: "tekstilde çalışıyorum".
SECTORS = (
    "tekstil|insaat|turizm|finans|saglik|egitim|lojistik|otomotiv|bankacilik|sigorta|sigortacilik"
    "|medya|reklam|perakende|enerji|madencilik|tarim|gida|mobilya|emlak|havacilik|telekom|savunma"
    "|denizcilik|yayincilik|e-ticaret|oyun sektor|temizlik|nakliye|kargo|catering"
)

BODY = (
    "(?:diz|bel|boyn|boyun|sirt|omuz|omz|ayag|goz|kulag|mide|bobreg|kalb|karaciger|akciger|cild"
    "|bacag|kol|bileg|dirseg|topug|kalca|eklem|damar|rahm|prostat|safra kese|bagirsag|burn|dis"
    "|tiroid|meme|yumurtalig|kan|sag bobreg|sol bobreg)"
)

# Occupations beside those of the lexicon.
MORE_JOBS = frozenset(
    """
hatip imam-hatip kargocu
zabita makinist vatman tayfa estetisyen manikurcu krupiye muezzin kameraman montajci kurgucu tuccar
ihracatci ithalatci borsaci trader muteahhit taseron kalfa usta cirak komi bulasikci vale astronot
eksper aktuer redaktor koreograf dalgic cankurtaran katip kondoktor host kabin-memuru tirci kamyoncu
minibuscu dolmuscu otobuscu lastikci kaportaci egzozcu parkeci fayansci alcipanci catici asfaltci
hirdavatci nalbur beyaz-esyaci bijuteri sarraf terzi nakisci dokumaci iplikci tekstilci
konfeksiyoncu
dondurmaci donerci kebapci borekci tatlici simitci cayci kofteci pideci corbaci tursucu baharatci
peynirci sutcu yumurtaci sebzeci cerci pazarci fideci seraci besici sagimci celep arici zeytinci
baklavaci kunefeci lokumcu kuruyemisci helvaci kokorecci midyeci cigkofteci lahmacuncu yufkaci
demiryolcu bilimci telefoncu bilgisayarci sigortaci emlakci galerici kirtasiyeci tuhafiyeci
perdeci halici mobilyaci camci cilaci mermerci seramikci boyaci badanaci
sivaci tesisatci su-tesisatci kombici klimaci dogalgazci elektrikci bobinajci kaynakci tornaci
frezeci kalipci dokumcu dovmeci matbaaci baskici tabelaci reklamci organizasyoncu cicekci fidanci
balikci kasap tavukcu manav pastaci ekmekci lokantaci pazarlamaci satici guvenlikci bekci
temizlikci camasirci utucu kumasci modaci tekneci kayikci gemici turizmci otelci pansiyoncu
muhasebeci mali-musavir denetci sayimci gazeteci radyocu dublajci yayinci kitapci
sahaf tiyatrocu dizgici grafikci animasyoncu oyuncu yazilimci veritabanci testci
sistemci donanimci arsivci muzeci kazici sondajci madenci petrolcu dagitimci nakliyeci
hamal depocu sevkiyatci forkliftci vincci tamirci saatci kuyumcu antikaci
eskici hurdaci geri-donusumcu copcu peyzajci ormanci tarimci tavukcu
bagci findikci korucu itfaiye saglikci ambulans att acil-tip-teknisyeni filolog genetikci vergici
icraci tapucu sosyal-hizmetci anaokulu-ogretmeni etut rehberlikci kutuphane arsiv mutercim
""".split()
)
