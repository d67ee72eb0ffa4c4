"""Words that extraction knows, all in the form that `reading.flat` gives."""

from __future__ import annotations

from hafiza.memory.extraction.lexicon_places import TOWNS

# Where people live: provinces, districts, cities and countries, in both languages.
_PLACES = frozenset(
    """
adana adiyaman afyon afyonkarahisar agri aksaray amasya ankara antalya ardahan artvin aydin
balikesir bartin batman bayburt bilecik bingol bitlis bolu burdur bursa canakkale cankiri corum
denizli diyarbakir duzce edirne elazig erzincan erzurum eskisehir gaziantep antep giresun gumushane
hakkari hatay antakya igdir isparta istanbul izmir kahramanmaras maras karabuk karaman kars
kastamonu kayseri kirikkale kirklareli kirsehir kilis kocaeli izmit konya kutahya malatya manisa
mardin mersin mugla mus nevsehir nigde ordu osmaniye rize sakarya adapazari samsun sanliurfa urfa
siirt sinop sirnak sivas tekirdag tokat trabzon tunceli dersim usak van yalova yozgat zonguldak
kadikoy besiktas uskudar sisli beyoglu bakirkoy maltepe kartal pendik atasehir umraniye sariyer
beylikduzu esenyurt avcilar fatih eyup bagcilar cankaya kecioren mamak etimesgut yenimahalle
bornova karsiyaka buca konak cesme urla alacati bodrum marmaris fethiye kas alanya manavgat gebze
nilufer osmangazi tarsus iskenderun datca ayvalik edremit bandirma inegol corlu luleburgaz
kusadasi didim side kemer gokceada bozcaada safranbolu urgup goreme kapadokya karadeniz ege
akhisar ardesen ayancik babaeski bafra bergama beypazari bismil bozuyuk ceyhan cizre dalaman demre
dortyol erbaa erdek erdemli ergani espiye fatsa finike foca gelibolu gerede golcuk gonen gorele hopa
iznik kadirli kahta karacabey karamursel kesan kozan lapseki menemen merzifon mezitli midyat milas
mudanya mudurnu niksar nizip nusaybin odemis ortaca patnos polatli reyhanli salihli sandikli
seferihisar serik seydisehir silifke silivri simav siverek soke soma sungurlu surmene susehri
sultanbeyli tatvan tavsanli terme tirebolu torbali turhal unye uzunkopru viransehir yatagan
yenisehir yerkoy zile cekmekoy sancaktepe beykoz bahcelievler gungoren kagithane zeytinburnu esenler
sultangazi basaksehir buyukcekmece kucukcekmece catalca arnavutkoy bayrampasa gaziosmanpasa
bahcesehir maslak taksim nisantasi etiler caddebostan bostanci cayyolu batikent eryaman kizilay
golbasi pursaklar sincan altindag gaziemir balcova narlidere guzelbahce guzelyali bayrakli cigli
gorukle konyaalti muratpasa kepez seyhan cukurova yuregir selcuklu meram karatay melikgazi kocasinan
tepebasi odunpazari ilkadim atakum ortahisar yomra avanos
turkiye turkey kibris cyprus lefkosa girne nicosia magosa
london londra paris berlin munih munich frankfurt hamburg koln cologne stuttgart dusseldorf leipzig
dresden dortmund bremen essen hannover hanover nuremberg nurnberg bonn freiburg heidelberg
vienna viyana graz salzburg zurich zurih geneva cenevre basel bern lausanne amsterdam rotterdam
utrecht eindhoven hague lahey delft groningen brussels bruksel antwerp ghent bruges luxembourg
madrid barcelona barselona valencia seville sevilla bilbao malaga granada lisbon lizbon porto
rome roma milan milano turin torino naples napoli florence floransa venice venedik bologna palermo
verona genoa athens atina thessaloniki selanik sofia sofya bucharest bukres budapest budapeste
prague prag brno warsaw varsova krakow cracow gdansk wroclaw bratislava ljubljana zagreb split
belgrade belgrad sarajevo saraybosna skopje uskup tirana tiran pristina podgorica
stockholm stokholm gothenburg malmo oslo bergen copenhagen kopenhag aarhus helsinki tampere
reykjavik tallinn riga vilnius dublin cork galway limerick belfast edinburgh glasgow aberdeen
dundee cardiff swansea manchester liverpool leeds sheffield birmingham bristol nottingham leicester
newcastle brighton oxford cambridge york bath southampton portsmouth plymouth exeter norwich
coventry reading hull derby lyon marseille marsilya toulouse nice nantes bordeaux lille strasbourg
strazburg rennes grenoble montpellier moscow moskova petersburg kiev kyiv lviv odessa minsk baku
baku tbilisi tiflis yerevan erivan tashkent taskent almaty astana bishkek tehran tahran isfahan
baghdad bagdat erbil damascus sam aleppo halep beirut beyrut amman jerusalem kudus haifa cairo
kahire alexandria istanbul doha dubai riyadh riyad jeddah cidde mecca mekke medina medine kuwait
muscat maskat bahrain tunis tunus algiers cezayir casablanca marrakech rabat tripoli lagos abuja
accra nairobi kampala kigali johannesburg durban pretoria addis harare lusaka dakar luanda
mumbai delhi bangalore bengaluru chennai hyderabad kolkata pune jaipur ahmedabad goa karachi lahore
islamabad dhaka kathmandu colombo bangkok hanoi saigon manila cebu jakarta bali singapore singapur
penang beijing pekin shanghai shenzhen guangzhou chengdu wuhan taipei seoul seul busan tokyo osaka
kyoto kioto nagoya sapporo fukuoka yokohama sydney sidney melbourne brisbane perth adelaide canberra
hobart darwin auckland wellington christchurch toronto montreal vancouver calgary ottawa edmonton
winnipeg quebec halifax boston chicago seattle portland denver austin houston dallas atlanta miami
orlando tampa philadelphia pittsburgh baltimore washington detroit cleveland columbus cincinnati
minneapolis milwaukee indianapolis nashville memphis charlotte raleigh richmond phoenix tucson
albuquerque sacramento oakland brooklyn manhattan queens bronx buffalo rochester albany boise
nyc omaha tulsa louisville savannah charleston spokane tacoma eugene fresno honolulu anchorage
california texas florida oregon ohio michigan georgia virginia colorado arizona utah nevada
montana idaho wyoming kansas nebraska iowa missouri arkansas louisiana alabama mississippi
tennessee kentucky indiana illinois wisconsin minnesota maine vermont massachusetts connecticut
maryland delaware pennsylvania hawaii alaska ontario alberta manitoba scotland iskocya wales galler
england ingiltere ireland irlanda britain uk usa us america amerika abd canada kanada mexico
meksika germany almanya france fransa italy italya spain ispanya portugal portekiz netherlands
hollanda belgium belcika switzerland isvicre austria avusturya poland polonya czechia cekya
slovakia slovakya hungary macaristan romania romanya bulgaria bulgaristan greece yunanistan serbia
sirbistan croatia hirvatistan slovenia slovenya bosnia bosna albania arnavutluk kosovo kosova
macedonia makedonya montenegro karadag sweden isvec norway norvec denmark danimarka finland
finlandiya iceland izlanda estonia estonya latvia letonya lithuania litvanya ukraine ukrayna
russia rusya belarus georgia gurcistan armenia ermenistan azerbaijan azerbaycan kazakhstan
kazakistan uzbekistan ozbekistan iran irak iraq syria suriye lebanon lubnan jordan urdun israel
israil palestine filistin egypt misir libya morocco fas tunisia algeria sudan ethiopia etiyopya
kenya uganda tanzania nigeria nijerya ghana gana senegal cameroon congo angola zimbabwe zambia
india hindistan pakistan bangladesh nepal afghanistan afganistan thailand tayland vietnam cambodia
malaysia malezya indonesia endonezya philippines filipinler china cin taiwan tayvan japan japonya
korea kore australia avustralya brazil brezilya argentina arjantin chile sili peru colombia
kolombiya venezuela ecuador bolivia uruguay cuba kuba jamaica haiti qatar katar uae
bogota medellin lima santiago quito caracas montevideo havana guadalajara monterrey tijuana
medan mombasa
cornwall devon dorset somerset sussex essex surrey yorkshire lancashire cumbria norfolk suffolk
inverness stirling swindon croydon sunderland blackpool bradford huddersfield wolverhampton ipswich
cheltenham canterbury doncaster barnsley donegal kerry sligo waterford kilkenny bavaria saxony
tuscany
sicily sardinia lombardy andalusia catalonia provence brittany normandy flanders tyrol kerala
gujarat
punjab bengal queensland tasmania trondheim tromso uppsala turku espoo recife brasilia curitiba
salvador cordoba rosario mendoza cusco arequipa cali cartagena valparaiso puebla oaxaca merida
tampico edmonton regina saskatoon laval hamilton brampton mississauga oxfordshire kelowna
lausanne lugano winterthur innsbruck linz augsburg kiel lubeck rostock jena erfurt mainz kassel
leuven namur liege haarlem tilburg breda nijmegen arnhem maastricht aalborg odense stavanger
lund linkoping poznan lodz katowice szczecin lublin debrecen cluj timisoara iasi varna plovdiv
novi kharkiv dnipro lviv kaunas tartu coimbra braga faro zaragoza murcia vigo gijon alicante
catania bari trieste padua parma modena pisa perugia heraklion patras larissa
thimphu ulaanbaatar vientiane dushanbe ashgabat suva honiara gaborone windhoek maputo antananarivo
lilongwe blantyre bamako niamey ouagadougou cotonou monrovia freetown conakry banjul nouakchott
libreville yaounde douala kinshasa brazzaville bujumbura mogadishu asmara djibouti khartoum juba
kumasi ibadan kano enugu benin mwanza kisumu mysore kochi surat lucknow kanpur nagpur indore
bhopal patna vadodara coimbatore chandigarh faisalabad peshawar rawalpindi chittagong sylhet
mandalay yangon surabaya bandung yogyakarta davao iloilo baguio danang haiphong phuket daegu
incheon gwangju kobe hiroshima sendai niigata kanazawa nara kumamoto okinawa chongqing nanjing
hangzhou qingdao dalian harbin xiamen tianjin kaohsiung macau dammam sharjah mosul basra shiraz
mashhad tabriz geelong wollongong townsville cairns dunedin tauranga rotorua ballarat bendigo
launceston fremantle knoxville chattanooga lexington durham greensboro asheville duluth fargo
bismarck wichita topeka lubbock amarillo laredo waco galveston reno provo ogden bozeman missoula
billings cheyenne boulder tempe scottsdale bakersfield stockton berkeley pasadena anaheim irvine
modesto akron toledo dayton youngstown scranton allentown harrisburg hartford worcester syracuse
ithaca trenton newark hoboken huntsville biloxi shreveport luton slough watford wigan bolton
rochdale oldham stockport lancaster carlisle middlesbrough hartlepool darlington harrogate
scarborough whitby grimsby peterborough northampton colchester chelmsford southend margate
eastbourne worthing bournemouth salisbury taunton torquay truro falmouth penzance gloucester
hereford shrewsbury telford stafford macclesfield crewe wrexham aberystwyth llandudno kirkcaldy
falkirk oban lerwick stornoway derry newry lisburn armagh wexford tralee drogheda dundalk athlone
letterkenny lethbridge moncton fredericton kitchener guelph sudbury nanaimo whitehorse yellowknife
besancon dijon angers clermont perpignan avignon mulhouse metz limoges bayonne santander pamplona
salamanca valladolid cadiz almeria oviedo burgos logrono aveiro evora funchal ferrara ravenna
bergamo brescia verbania ancona pescara lecce cagliari sassari reggio siena lucca trento bolzano
konstanz regensburg wurzburg bamberg gottingen potsdam magdeburg chemnitz munster bielefeld
paderborn oldenburg karlsruhe mannheim trier saarbrucken aachen wuppertal bochum duisburg
klagenfurt villach bregenz lucerne fribourg orebro vasteras helsingborg jonkoping norrkoping umea
lulea kiruna drammen kristiansand alesund molde bodo oulu lahti jyvaskyla kuopio rovaniemi
bydgoszcz bialystok gdynia torun rzeszow olsztyn ostrava plzen liberec kosice szeged pecs gyor
miskolc brasov oradea constanta burgas ruse maribor rijeka zadar osijek mostar shkoder durres
bitola ohrid chania volos ioannina corfu
""".split()
)
PLACES = _PLACES | TOWNS
PLACES_LONG = (
    "new york city|new york|los angeles|san francisco|san diego|san jose|san antonio|las vegas"
    "|new orleans|new delhi|new zealand|new jersey|new mexico|new hampshire|north carolina"
    "|south carolina|south africa|south korea|north macedonia|rhode island|salt lake city"
    "|kansas city|hong kong|kuala lumpur|buenos aires|sao paulo|rio de janeiro|mexico city"
    "|cape town|tel aviv|abu dhabi|ho chi minh city|st\\.? louis|saint petersburg|st\\.? petersburg"
    "|the hague|el salvador|costa rica|sri lanka|saudi arabia|suudi arabistan|guney afrika"
    "|guney kore|yeni zelanda|czech republic|united states|united kingdom|the netherlands|the uk"
    "|the us|the usa|the states|the philippines|northern ireland|long island|fort worth"
    "|yeni delhi|bosna hersek|kuzey kibris|porto alegre|belo horizonte|milton keynes|den haag"
    "|gold coast|quezon city|addis ababa|dar es salaam|puerto rico|west virginia"
)

LANGUAGES = frozenset(
    """
turkish english german french spanish italian portuguese russian arabic chinese mandarin cantonese
japanese korean persian farsi kurdish greek dutch swedish norwegian danish finnish polish czech
hungarian romanian bulgarian serbian croatian bosnian albanian ukrainian hebrew hindi urdu bengali
punjabi tamil telugu gujarati malayalam vietnamese thai indonesian malay tagalog filipino swahili
amharic yoruba igbo zulu afrikaans irish welsh gaelic catalan basque galician latin azerbaijani
azeri georgian armenian kazakh uzbek icelandic estonian latvian lithuanian slovak slovenian
macedonian laz zazaki circassian esperanto bsl asl
turkce ingilizce almanca fransizca ispanyolca italyanca portekizce rusca arapca cince japonca
korece farsca kurtce yunanca felemenkce hollandaca isvecce norvecce danca fince lehce cekce macarca
romence bulgarca sirpca hirvatca bosnakca arnavutca ukraynaca ibranice hintce urduca vietnamca
tayca endonezce katalanca latince azerice azerbaycanca gurcuce ermenice kazakca ozbekce lazca
zazaca cerkezce cerkesce rumca ladino
""".split()
)
NATIONALITIES = LANGUAGES | frozenset(
    """
american british canadian australian mexican brazilian argentinian indian pakistani iranian iraqi
syrian lebanese egyptian moroccan nigerian kenyan ghanaian scottish european african asian
austrian swiss belgian colombian chilean peruvian cuban israeli palestinian afghan muslim christian
jewish hindu buddhist catholic protestant atheist turk turkum alman amerikali kurt kurdum arap laz
cerkes bosnak rus ingiliz fransiz italyan ispanyol yunan japon cinli koreli iranli suriyeli azeri
musluman hristiyan yahudi alevi sunni ateist
""".split()
)

# Head nouns of occupations: the last word of "primary school teacher".
JOBS_EN = frozenset(
    """
accountant actor actress actuary administrator advisor adviser analyst animator anthropologist
apprentice archaeologist architect archivist artist assistant astronaut astronomer athlete attorney
auditor author baker banker barber barista bartender beautician biologist blogger bookkeeper
botanist
bricklayer broker builder butcher butler captain caregiver caretaker carer carpenter cashier caterer
ceo cfo cto chauffeur cheesemonger chef chemist chiropractor cleaner clerk coach cobbler columnist
comedian composer conductor consultant contractor cook copywriter coordinator counselor counsellor
courier curator dancer dentist dermatologist designer detective developer dietitian dietician
director diver dj doctor doula driver economist editor electrician engineer entrepreneur estimator
executive farmer firefighter fireman fisherman florist footballer forester founder cofounder
freelancer gardener geographer geologist geophysicist goldsmith grocer guard guide gynecologist
hairdresser hairstylist handyman historian homemaker housewife househusband hygienist illustrator
influencer inspector instructor intern interpreter investigator investor janitor jeweler jeweller
joiner journalist judge lawyer lecturer librarian lifeguard linguist locksmith machinist magician
maid mailman manager marketer mason masseuse mathematician mechanic medic mentor microbiologist
midwife miner minister model musician nanny neurologist neuroscientist nurse nutritionist
obstetrician officer operator optician optometrist orthodontist osteopath owner painter paralegal
paramedic pastor pediatrician pensioner pharmacist philosopher photographer physician physicist
physiotherapist pianist pilot planner plasterer plumber podcaster poet policeman policewoman
politician porter postdoc postman potter preacher priest principal printer producer professor
programmer prosecutor psychiatrist psychologist psychotherapist publisher radiographer radiologist
ranger realtor receptionist recruiter referee reporter representative researcher restaurateur
retailer retiree reviewer roofer sailor salesman salesperson saleswoman scholar scientist
screenwriter sculptor seamstress secretary shopkeeper singer social-worker sociologist soldier
solicitor sommelier specialist statistician steward stewardess stockbroker streamer student
stylist supervisor surgeon surveyor tailor tattooist teacher teller therapist trader trainee trainer
translator tutor undergrad undergraduate undertaker upholsterer vet veterinarian veterinary
videographer violinist volunteer waiter waitress warden watchmaker welder worker writer youtuber
zoologist dev physio sysadmin devops freshman sophomore postgrad postgraduate phd mum-at-home
barista
technician cardiologist oncologist anesthesiologist anaesthetist pathologist beekeeper winemaker
brewer blacksmith landlord landscaper rabbi imam monk nun marine lieutenant sergeant firewoman
cabinetmaker glazier paramedic dispatcher lobbyist diplomat ambassador mayor councillor senator
bouncer croupier dealer barista trucker postie bricklayer sparky roadie busker fishmonger
polisher assembler forager arborist farrier groomer taxidermist shepherd stagehand tester qa sre
cinematographer choreographer cellist drummer
guitarist conservator tiler decorator electrician linesman steelworker trucker cabbie bus-driver
rep headteacher headmistress headmaster registrar groundskeeper groundsman greenkeeper bellhop
concierge matron phlebotomist sonographer underwriter adjuster appraiser auctioneer proofreader
typesetter bookbinder luthier thatcher stonemason dressmaker milliner saddler weaver glassblower
engraver lineman rigger scaffolder fitter toolmaker millwright boilermaker pipefitter deckhand
bosun skipper stevedore docker crofter rancher milkman bailiff magistrate usher notary conveyancer
barrister copyeditor showrunner stuntman puppeteer harpist flautist oboist trumpeter saxophonist
bassist organist chaplain vicar curate deacon bishop sous-chef dishwasher hostess packer picker
merchandiser signalman postwoman binman superintendent valet groundworker childminder bellringer
gravedigger stonecutter cutter rider handler tuner
seafarer shearer indexer chiropodist subtitler geneticist typist subeditor projectionist signaller
seaman glazier doorman foreman forewoman caregiver au-pair
""".split()
)
JOBS_TR = frozenset(
    """
doktor hekim hemsire ebe ogretmen ogrenci muhendis avukat hakim savci noter mimar eczaci veteriner
psikolog psikiyatrist psikoterapist terapist fizyoterapist diyetisyen dis-hekimi cerrah pediatrist
kardiyolog dermatolog paramedik akademisyen profesor docent asistan arastirmaci bilim-insani
biyolog kimyager fizikci matematikci tarihci sosyolog antropolog arkeolog jeolog ekonomist iktisatci
istatistikci muhasebeci mali-musavir bankaci sigortaci veznedar memur polis asker subay astsubay
jandarma itfaiyeci bekci guvenlik pilot hostes kaptan denizci sofor kurye postaci kargocu taksici
garson asci barista barmen firinci pastaci kasap manav bakkal esnaf kuafor berber terzi kunduraci
marangoz mobilyaci elektrikci tesisatci boyaci insaatci sivaci duvarci kaynakci tornaci tamirci
oto-tamircisi isci ciftci balikci bahcivan coban aricilik arici ormanci cicekci emlakci pazarlamaci
satisci kasiyer tezgahtar tasarimci grafiker grafik-tasarimci yazar sair gazeteci editor muhabir
cevirmen tercuman fotografci yonetmen senarist yapimci oyuncu tiyatrocu muzisyen sarkici besteci
piyanist kemanci gitarist davulcu dansci ressam heykeltiras illustrator animator yazilimci
gelistirici
programci veri-bilimci analist danisman yonetici mudur koordinator uzman teknisyen tekniker operator
stajyer girisimci isadami iskadini patron freelancer serbest emekli issiz ev-hanimi kutuphaneci
arsivci rehber antrenor koc hakem sporcu futbolcu basketbolcu voleybolcu yuzucu egitmen okutman
bakici dadi temizlikci kapici imam vaiz papaz siyasetci milletvekili muhtar belediyeci diplomat
doktorant asker reklamci sosyal-hizmet-uzmani odyolog ergoterapist optisyen laborant radyolog
anestezist
madenci petrolcu gemici kuyumcu saatci antikaci kitapci kirtasiyeci lokantaci kafeci otelci turizmci
yayinci blogger icerik-ureticisi youtuber mimarim sekreter santral resepsiyonist cagri-merkezi sef
hamal cilingir camci demirci seramikci cinici nakliyeci lojistikci gumrukcu denetci mufettis
sosyal-medya-uzmani bilgisayarci savunma sanatci zanaatkar kaymakam vali rektor dekan bakan
albay yarbay binbasi yuzbasi astegmen ustabasi gorevli hanimi musavir uretici savci tasarimcisi
aktor aktris model
manken sunucu spiker
""".split()
)

# People of one's own, and whether they may carry a name after them.
KIN_EN = (
    "wife|husband|spouse|fiance|fiancee|fiancé|fiancée|girlfriend|boyfriend|partner|mother|mom|mum"
    "|mama|father|dad|sister|brother|son|daughter|kid|child|baby|twin|grandmother|grandma|granny"
    "|nana|grandfather|grandpa|granddad|grandson|granddaughter|grandchild|aunt|auntie|uncle|cousin"
    "|niece|nephew|stepmother|stepmum|newborn|stepmom|stepfather|stepdad|stepson|stepdaughter"
    "|stepsister"
    "|stepbrother|toddler|mother-in-law|father-in-law|sister-in-law|brother-in-law|son-in-law"
    "|daughter-in-law|boy|girl|little one|hubby|wifey|bf|gf|other half|better half|missus|eldest"
    "|youngest|oldest|firstborn|mam|nan|gran|gramps|papa|bro|sis|godson|goddaughter|stepchild"
    "|godmother|godfather|great-aunt|great-uncle|middle child|stepmum"
)
KIN_EN_MANY = (
    "sisters|brothers|sons|daughters|kids|children|twins|boys|girls|siblings|grandchildren"
    "|grandkids|grandsons|granddaughters|toddlers|cousins|nieces|nephews|stepkids|babies|triplets"
    "|teens|teenagers|littles|little ones|nephews and nieces"
)
# Stem and what stands before "-im" or "-imiz": flat forms.
KIN_TR = (
    "anne|baba|es|kari|koca|kiz|ogl|oglan|ogul|kardes|kiz kardes|erkek kardes|abla|abi|agabey|cocug"
    "|cocuk|teyze|hala|amca|dayi|kuzen|yegen|dede|babaanne|anneanne|nine|torun|nisanli|sevgili"
    "|kiz arkadas|erkek arkadas|ikiz|bebeg|kayinvalide|kayinpeder|gelin|damad|eniste|yenge|baldiz"
    "|gorumce|kayinbirader|ikizler|cocuklar|kizlar|ogullar|kardesler|uvey kardes|uvey baba"
)
PETS_EN = (
    "dog|cat|puppy|kitten|parrot|rabbit|bunny|hamster|goldfish|fish|bird|turtle|tortoise|guinea pig"
    "|horse|pony|ferret|budgie|canary|parakeet|lizard|gecko|snake|iguana|chinchilla|cockatiel"
    "|hedgehog|bearded dragon|greyhound|whippet|retriever|spaniel|schnauzer|shih tzu|chihuahua"
    "|rottweiler"
    "|doberman|collie|shepherd|mutt|maltese|pomeranian|mastiff|boxer dog|great dane|dalmatian|akita"
    "|malamute|samoyed|staffy|tortie|tomcat|ragdoll|maine coon|siamese cat|cockatoo|macaw|conure"
    "|lovebird|duck|llama|alpaca|gerbil|degu|tarantula|leopard gecko|betta|koi|rooster|hedgehog"
    "|golden retriever|labrador|lab|poodle|beagle|corgi|husky|dachshund|pug|bulldog"
    "|german shepherd|border collie|terrier|tabby|axolotl|rat|mouse|hen|chicken|goat|donkey|pup"
)
PETS_TR = (
    "kedi|kopek|kopeg|kus|papagan|tavsan|hamster|balig|balik|kaplumbaga|muhabbet kusu|kanarya|at"
    "|iguana|yilan|ginepig|civciv|tavug|horoz|keci|esek|kirpi|golden|pitbull|labrador|husky"
    "|golden retriever|kangal|pug|poodle|terrier|chihuahua|rottweiler|british shorthair|beagle"
    "|scottish fold|siyam kedisi|van kedisi|tekir|sarman|pomeranian|doberman|sokak kopeg"
    "|sultan papagani"
)

CONDITIONS_TR = (
    "migren|diyabet|seker|astim|tansiyon|yuksek tansiyon|dusuk tansiyon|kolesterol|epilepsi|sara"
    "|romatizma|artrit|anksiyete|depresyon|dehb|otizm|okb|bipolar|uykusuzluk|uyku apnesi|colyak"
    "|crohn|kolit|reflu|gastrit|ulser|tiroid|hipotiroidi|hipotiroid|hipertiroidi|hasimato"
    "|hashimoto|hasimoto|pcos|polikistik over|endometriozis|anemi|kansizlik|egzama|sedef|rosacea"
    "|akne|saman nezlesi|sinuzit|kulak cinlamasi|vertigo|skolyoz|siyatik|bel fitig|boyun fitig"
    "|fitig|bel agri|sirt agri|diz agri|bas agri|kronik agri|fibromiyalji|ms|multipl skleroz"
    "|parkinson|lupus"
    "|kanser|kalp|kalp ritim bozuklug|ritim bozuklug|bobrek|bobrek tas|gut|kemik erimesi|glokom"
    "|katarakt|astigmat|astigmatizm|miyop|disleksi|hepatit b|hepatit|insulin direnc"
    "|laktoz intoleransi|laktoz intolerans|gluten intolerans|gluten hassasiyet|panik atag"
    "|panik atak|klostrofobi|guatr"
    "|hipertansiyon|alzheimer|bronsit|koah|faranjit|varis|hemoroid|vitiligo|menisku?s"
    "|karpal tunel|topuk dikeni|behcet|fmf|akdeniz anemisi|talasemi|hemofili|ankilozan spondilit"
    "|zona|kireclenme|huzursuz bacak|miyom|nodul|safra tas|sosyal fobi|kekemelik|dikkat eksiklig"
    "|hiperaktivite|urtiker|kurdesen|boyun duzlesmesi|obezite|losemi|lenfoma"
)
DIETS_TR = (
    "vejetaryen|vejeteryan|vegan|pesketaryen|pescetaryen|fleksitaryen|helal|koser|ketojenik|keto"
    "|glutensiz|laktozsuz|sekersiz|tuzsuz|dusuk karbonhidratli|bitkisel|akdeniz|paleo|alkolsuz"
    "|proteinli|yuksek proteinli|az tuzlu|yagsiz|karbonhidratsiz"
)

NUMBERS = (
    r"a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|bir|iki|uc|dort|bes|alti|yedi"
    r"|sekiz|dokuz|on"
)
AGES_EN = (
    r"\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
AGES_TR = (
    r"\d{1,3}|(?:on|yirmi|otuz|kirk|elli|altmis|yetmis|seksen|doksan)"
    r"(?: (?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz))?"
)

# First names that are safe to know in lower case too.
NAMES = frozenset(
    """
ahmet mehmet mustafa ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil suleyman
abdullah mahmut recep salih fatma ayse emine hatice zeynep elif meryem serife zehra sultan hanife
merve esra kubra busra selin ceren gizem ece defne nil irem tugce pinar burcu derya ebru sibel
gulsen aylin asli ozge melis cansu dilara yasemin nazli sevgi emre burak can cem kaan kerem baris
onur ozan tolga serkan volkan hakan okan gokhan furkan berk berkay mert arda efe eren kemal orhan
cihan sinan tarik levent selim taner ugur umut koray ilker ilkay ayhan nehir tuna riza veli bora
naz su duru azra ela mina lara leyla nur nuray gulay aysel nermin sevim turgut cenk alper alp
yigit baran yunus nurhan bartu aras egemen enes ferhat fikret gokce hamza ilayda irfan kadir melih
muge nazim nihat nilay nesrin oguz orcun pelin rabia rukiye seda sena serap sevil sude suat sevval
tahsin tayfun tuba vedat yaren yavuz ziya zubeyde beren berfin beyza bugra cagatay cengiz cihat
dogukan elcin erdal erhan erkan erol ersin fadime ferdi feride feyza fulya gonca gulcan gulsum
gurkan haluk hande harun havva idil ilhan ilknur jale kamil kenan kutay lutfi mahir mazhar meltem
miray muhammed mujde munevver musa nalan nazan necati nedim nejat nevin nihal niyazi nurcan nuri
nursel oktay oya perihan ramiz rasim refik remzi ridvan sabri saliha samet sami sedat semih semra
serdar serpil sezen songul suheyla sukran sukru taha talha tarkan timur tulay tuncay turan turgay
vahit veysel vildan yalcin yagiz zeliha zerrin zuhal aysenur nurgul ayla aydan aynur aytac
tom john james robert michael william david richard joseph thomas charles daniel matthew anthony
mark paul steven andrew kenneth george joshua kevin brian edward ronald timothy jason jeffrey ryan
jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory patrick
jack dennis jerry tyler aaron jose adam nathan henry zachary peter kyle noah ethan jeremy liam leo
theo oscar felix max lucas oliver mary patricia jennifer linda elizabeth barbara susan jessica sarah
karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa
deborah stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna brenda pamela emma
nicole helen samantha katherine christine rachel carolyn janet catherine maria heather diane olivia
julie joyce victoria kelly christina joan evelyn lauren judith megan cheryl andrea hannah martha
jacqueline frances gloria teresa kathryn sara janice marie julia grace sophia sophie mia chloe zoe
lucy alice ella charlotte sofia sydney austin charlotte florence georgia jordan savannah madison
priya marcus maya nina ivan olga yuki chen ahmed omar fatima aisha raj
dave mike steve chris matt joe ben sam dan nick tony jim bob ted greg jeff ken ron andy josh nate
zach alex luke owen finn hugo jake connor declan sean aidan rory callum ewan gareth rhys colin
derek graham keith nigel trevor barry gavin stuart craig neil ian hamish archie alfie harvey
freddie toby jamie louis elliot ellie jess beth katie kate liz becca hayley gemma tracy wendy
sheila maureen doreen eileen paula tina debbie mandy leanne kirsty fiona isla freya imogen phoebe
molly abby zara layla aaliyah tiffany brittany courtney kayla hailey mackenzie riley priyanka
ananya deepak sanjay vikram arjun rohan anil sunil neha pooja kavita mohammed muhammad hassan
hussein khalid tariq bilal zainab khadija amina salma leila yasmin karim carlos jorge pedro pablo
diego javier miguel alejandro fernando ricardo eduardo lucia carmen ines mateo valentina camila
gabriela luis juan manuel antonio rafael giulia luca marco matteo giovanni francesco chiara paolo
lorenzo hans klaus jurgen heike anke lena jonas lukas pierre jacques camille margot thierry sven
lars ingrid astrid bjorn freja mikkel anders katya dmitri sergei natasha tatiana boris igor
anastasia kenji hiroshi takeshi haruka sakura jing minh linh thuy kwame kofi abena chidi ngozi
emeka amara tunde
""".split()
)

# Capitalised words that are no names of people.
NOT_NAMES = (
    frozenset(
        """
i i'm a an the my me you we he she it they this that these those and or but so if when what where
who why how not no yes ok okay hi hello hey thanks thank please sorry sure well also just
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december pazartesi sali carsamba persembe cuma cumartesi pazar
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik ben sen biz siz bu su o
bir bence evet hayir tamam merhaba selam lutfen tesekkurler ve ama cok daha en hala simdi bugun
yarin
dun is was are has had will would can could fine good great happy sad tired late back here there
ready done busy bored lost new old american single married vegan vegetarian retired going trying
looking still really very too glad afraid excited interested curious worried stuck confused
about from in on at to of for with as by into over under off out up down god lol haha cv ai
christmas easter dr mr mrs ms prof bayram ramazan covid internet google doktor ogretmen
""".split()
    )
    | NATIONALITIES
)
