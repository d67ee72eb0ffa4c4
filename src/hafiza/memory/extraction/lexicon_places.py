"""Towns and districts beside those of `lexicon`, in flat letters; none is a common word too."""

from __future__ import annotations

TOWNS = frozenset(
    """aberystwyth abidjan adilcevaz agadir ahlat akcaabat akcakale akcay akron akyazi akyurt
    alacam alacati alapli alasehir aliaga allentown alsancak altinoluk altinordu amarillo
    amasra amasya anaheim anamur arakli arapgir arhavi armagh asheville assos asuncion ayder
    ayvacik ayvalik babaeski bademli bakersfield ballarat bangor barnsley basildon baskale
    batumi bayindir bayramic bedford belek bendigo besni beydag beypazari beysehir biga
    bigadic billings bismil blackburn blackpool boise bolton bolvadin borcka boyabat
    bozdogan bozova bulawayo bunbury burhaniye burnley buyukada campinas carsibasi cayeli
    cayirova caykara cerkezkoy cermik ceylanpinar charleston chattanooga chelmsford
    cheltenham cihanbeyli cochabamba colchester concepcion consett cornwall coventry crawley
    cubuk cuenca cumbria cunda damal darende dargecit darica dayton demirci denpasar derik
    derince derry devon didsbury digor dikili diyadin dodoma dogansehir dogubayazit
    doncaster dorset dover drogheda dubuque dudley duluth dundalk dunedin dunfermline
    eastbourne eceabat elbistan elmadag emirdag enez ennis enniskillen erbaa ercis erdek
    eregli ergani ermenek eskipazar eugene eyupsultan ezine falkirk fargo fife findikli
    flensburg florianopolis foca folkestone fortaleza fredericton gainesville galashiels
    gaziemir gemerek gemlik gerger gevas geyve giza gokova gole gomec gonen gordes
    greensboro grimsby guatemala guayaquil gudul guelph guildford gumbet gumushacikoy
    gumusluk guzelbahce halifax haliliye hargeisa harrogate hartford hastings havran havsa
    havza haymana hayrabolu hekimhan hendek herat hereford hexham homs horasan huddersfield
    incirliova invercargill ipoh ipsala istinye ivrindi jaffa jaffna kabul kagizman kahta
    kalamazoo kalecik kamloops kandira kandy karabaglar karacabey karakocan karapinar karasu
    kelkit kelowna kemalpasa kendal kettering kilimli kilkenny killarney kingston kinik
    kirkagac kirkcaldy kitchener kizilcahamam kovancilar koycegiz kozlu kuching kulp kumluca
    kurtalan ladik lalapasa lancaster lansing lapseki launceston leiden leith lerwick
    lethbridge letterkenny lice lincolnshire llanberis llandudno londrina lowell lubbock
    ludlow lunenburg luton mackay madurai maidstone makassar malazgirt malkara managua
    manaus manyas maracaibo margate marrakech marrakesh mazidagi merkezefendi merthyr
    merzifon missoula modesto moncton mouscron muradiye mustafakemalpasa nablus nakuru
    nallihan napier nazilli newport newry niksar norfolk northampton oban odemis odesa
    oldham oltu oludeniz omerli orhangazi ortakoy oshawa osmancik paisley palmerston palu
    pamukkale panama pasinler peckham pensacola penzance peoria perthshire peterborough
    pinarhisar plano pokhara polatli poole portrush posof pozanti preston putur quetta
    ramsgate roanoke rochdale rockford rotherham rotorua salford salihli salisbury samandag
    samarkand sapanca sarikamis sarikaya saskatchewan savastepe scarborough scottsdale
    scranton scunthorpe sebinkarahisar seferihisar serdivan seydisehir sfax shreveport
    shrewsbury silopi siverek skegness somerset sopot sorgun southend soweto spokane
    stamford stevenage stockport stockton stoke stornoway sudbury suffolk suluova surmene
    suruc sussex susurluk swansea syracuse tallahassee tasova tatvan taunton tauranga
    tegucigalpa tekirova telford tempe thiruvananthapuram toledo toowoomba torbali torquay
    tortum tosya townsville tralee trenton trivandrum truro turgutlu turgutreis tutak tuzla
    tuzluca ullapool ulm urla utica vakfikebir vezirkopru vize vladivostok waco wakefield
    walsall warrington watford weymouth whangarei whitehaven wigan wilmington winchester
    wirral woking wolverhampton worcester wrexham yalikavak yenice yuksekova yusufeli zile
    """.split()
)
