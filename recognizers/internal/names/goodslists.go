package names

// The words that rules for goods look for, by what they are. They are no part of a program: goods.bin holds them, see goodsLists.

// goodsMedicines are medicines and some of their substances; most of these are told by their ends, see drugEnds.
const goodsMedicines = `
aarane abasaglar abecma abilify abirateron acamprosat acarizax accuchek acetylcystein aclasta acnatac actonel actraphane actrapid adalat adderall
adempas adenuric adepend adiclair adtralza adumbran advantan advil aerius agnolyt agnucaston aimovig ajovy aknenormin aktren akynzeo aldara alecensa
allopurinol almirall alvesco amaryl ambirix ambroxol amgevita amiodaron amisulprid amoclav amorolfin amoxiclav angocin antabus antra apidra aprovel
arava arcoxia aricept arimidex arixtra artelac articain asenapin atacand atmadisc atosil atozet atrovent aubagio augmentan aurobindo avamys avastin
avodart avonex axura azarga azathioprin azelastin azilect azopt baclofen baldriparan bambec baymycard begrivac belara beloc benepali benuron beovu
bepanthen bepanthol berberil berinert berlthyrox berodual berotec besins besremi betaisodona betmiga bicalutamid biktarvy bilastin bimzelx bisacodyl
blopress bocouture bondiol bonviva bortezomib bosulif botox braftovi braunol bretaris breyanzi bricanyl brilique brimonidin bristol briviact bromhexin
bronchipret brukinsa buccolam bupivacain buprenorphin bupropion buscopan bydureon byetta cabenuva calcigen calcimagon calendula calquence canephron
canesten cannabidiol capecitabin capval cariprazin carmenthin carvedilol carvykti casenlax catapresan cefaclor cefazolin cefixim cefpodoxim ceftriaxon
cefuroxim celebrex celestamine celestan cellcept cerazette certoparin champix chlorhexamed cialis cinryze cipla cipralex cipramil ciprobay circadin
claversal clemastin clexane cliovelle clobazam clomifen clonidin clont codein codiovan colchicin colchicum comirnaty concerta contractubex contramutan
copaxone cordarex corifeo corvaton cosentyx cosopt cotellic cotrim coumadin cozaar crataegutt crestor cymbalta cynt cyproderm cyramza dabigatran
dacogen daivobet dalacin dalmadorm dalteparin darzalex decortin dekristol delix dermatop descovy desogestrel deumavan dexagent dexamethason
dexpanthenol diclac dienogest differin digitoxin digoxin dimenhydrinat dimetinden diovan diphenhydramin dipiperon dobendan dobensana dogmatil dolgit
dolormin donepezil dorithricin dormicum dostinex dovato doxepin doxylamin dronabinol dronedaron drospirenon drovelis duac dulcolax dulcosoft duphaston
dupixent dutasterid dymista dynexan dysport ebastel ebastin ebglyss ebixa ebrantil echinacin ecural edarbi eferox efexor efient eklira elevidys elidel
eligard eliquis ellaone elobact eloine elontril elotrans elvanse emadine embolex emend emgality emla enantone enbrel endoxan enhertu enoxaparin
enspryng enstilar entocort entresto entyvio epclusa epiduo epkinly eplerenon equasym ergenyl erleada ervebo esberitox esidrix espumisan estradiol
estreva estriol ethinylestradiol eucerin eucreas eudorlin euglucon euphrasia eusaprim euthyrox euvegal evaluna evenity everolimus evrysdi exelon
exemestan exforge eylea ezetimib ezetrol faktu falithrom famenita fampyra farydak fasenra femannose femara femigyne femikliman femoston fenistil
fenizolan fentanyl fexofenadin fiasp finalgon finasterid fingolimod fintepla firazyr firmagon flecainid fluarix fluimucil flutide foradil formigran
forsteo forxiga fosamax fragmin frisium fucicort fucidin fucidine fycompa gabapentin galantamin galderma galvus gamunex gardasil gaviscon gavreto
gazyvaro gelomyrtol gemcitabin gilenya glenmark glibenclamid glimepirid glivec glucobay glucophage gonal goserelin granufink grazax grippostad
guanfacin gynodian gynoflor gynokadin haldol haloperidol hansaplast hedelix helmex hemlibra herceptin herviros hexoral hizentra hoggar hulio humalog
humira hydromorphon hydroxychloroquin hylo hypnorex hyrimoz iberogast ibrance ibuflam ibuhexal icandra ikervis ilaris ilumetri imbruvica imfinzi
imigran imodium implanon imraldi imupret imurek inegy infanrix innohep inovelon insidon inspra insuman intuniv invega isentress isoderm isoptin isopto
isotretinoin itulazax ivabradin ivermectin jacutin jakavi jalra janumet januvia jardiance jarsin jatrosom jaydess jellin jodid jodthyrox jubrele
juluca kadcyla kamistad katadolon keimax kentera keppra kesimpta kestine keytruda kijimea kinecteen kisqali klacid klimadynon korodin kreon kyleena
kymriah kyntheum kyprolis kytta lacosamid lactulose lafamme lagevrio laif lamictal lamisil lamotrigin lamuna lantarel lantus lariam lasea lasix latuda
laxatan laxbene laxoberal lefax leflunomid lemocin lemtrada lenalidomid lenvima lenzetto leponex leqvio leukoplast leuprorelin levemir levitra
levodopa levomethadon levonorgestrel lexapro lexotanil lidocain limptar linezolid linola lioresal lisdexamfetamin livocab lixiana loceryl lomaherpan
lopedium loperamid lorano lorviqua lorzaar lucentis lumigan lumykras lynparza lyrica lyumjev maaloxan mabthera macrogol madopar malarone mallebrin
marcumar mavenclad maviret maxalt medikinet meditonsin mektovi melatonin melperon memantin menogon mepivacain mesalazin metex methocarbamol
methotrexat methylphenidat micanol micardis microgynon microlax minirin minisiston minjuvi minoxidil mirabegron mirena mirvaso mobilat moclobemid
molsidomin monapax monostep monuril mosquirix motilium mounjaro movicol moviprep moxonidin mucosolvan multaq mutaflor mydocalm mylife mysugr nacom
naloxon naproxen nasivin nasonex nebido nebilet nemluvio neupro neuralgin neurexan neurontin nexavar nexium nexplanon nilemdo ninlaro nitrofurantoin
nitrolingual nizax nizoral nocutil nordimet norspan norvasc noscapin novalgin novaminsulfon novopulmon novorapid novoseven novothyral nubeqa nucala
nulojix nurofen nustendi nuvaring nyda ocrevus octenidin octenisept odefsey oekolp ojjaara olmetec olmetrop olumiant olynth omep omnic omniflora
ongentys onureg opdivo ophtalmin opipramol orencia orfiril orladeyo ortoton oseltamivir otezla otriven ovestin ovitrelle oxycodon oxygesic ozempic
palexia palladon pangrol pankreatin pantoloc pantoprazol paracetamol paracodin paspertin paxlovid pegasys penbraya pentalong pentasa pentoxyverin
perjeta permethrin petnidan phenprocoumon picoprep pidana pipamperon plavix plegridy plenvu polamidon pollinex posiforlid postinor pradaxa pramipexol
pregaba prevenar prilocain procoralan proff progesteron prograf prolia promethazin prontosan propecia prospan prostagutt protaphane protopic prozac
pulmicort pulmoll pulmozyme puregon purethal pylera pyrantel qlaira querto radicava ranexa rasagilin reagila rebif refobacin regaine rekambys relvar
remergil remicade reminyl renagel rennie renvela repatha requip restex retsevmo revlimid rhinospray rifun rinvoq riopan risperdal ritalin rivotril
roactemra rocephin ropinirol ropivacain rosiced rotigotin rulid rupafin ryaltris rybelsus rystiggo ryzodeg rökan sabril salbutamol salofalk
salviathymol sandimmun sandrena saphnelo sarclisa saroten sativex saxenda scemblix sedariston sedotussin seebri seroquel sertralin sevikar sevredol
sifrol silomat simbrinza simeticon simponi sinemet singulair sinupret siofor sirdalud skinoren skyrizi slinda sobelin soledum solian solifenacin
soliqua soliris soolantra sortis sotalol spasmex spasyt spikevax spinraza spiolto spiriva spironolacton squibb stalevo stangyl steglatro stelara
stilnox stivarga strattera suboxone substitol subutex sulfasalazin sulpirid sultanol sunlenca superpep sutent swingo symbicort symkevi symtuza synero
synjardy synthroid tacrolimus tafil tagrisso takhzyro talcid taltz tambocor tamiflu tamoxifen tannacomp tapentadol taptiqom targin tasigna tasmar
tavanic tavegil tavneos tavor taxotere tebonin tecentriq tecfidera tegretal tegsedi telfast temgesic terbinafin terlif testogel testosteron tetra
thealoz thermacare thomapirin thomapyrin thyrohexal thyronajod tilidin timonil tinzaparin tiorfan tirzepatid tivicay tizanidin togal tolperison
tonsilgon tonsipret topamax topiramat torem toujeo trachisan tramadol tramal tramalong trancolong transtec traumeel travatan trelegy tremfya
trenantone tresiba trevicta trevilor triamcinolon trikafta trileptal trimbow trimethoprim trimipramin trodelvy trospium trulicity trusopt truvada
truxal tussamag tylenol typherix tysabri ulcogant ulipristal ultibro ultomiris ultracain umckaloabo unat uplizna urapidil urbason ursodeoxycholsäure
ursofalk utrogest uvalysat uzara vabysmo vagifem vagisan valdispert valdoxan valette valium valoron valproat vaprino velafee velmetia veltassa
venclyxto verapamil vermox verquvo verzenio vesikur viagra viani viatim victoza vidaza vidisic vigantol vigantoletten vimpat vincristin visanne visine
vismed vividrin vivil vivinox vocado volibris voltaren vomacur vomex voxzogo vyndaqel vyvanse vyvgart vyxeos warfarin wegovy wellbutrin wobenzym
xadago xagrid xalatan xanax xanef xarelto xelevia xeljanz xeloda xeomin xeplion xgeva xifaxan xigduo ximovan xipamid xofigo xolair xospata xtandi
xultophy xusal xylocain xylometazolin yervoy yescarta yomogi zanidip zeel zeposia zindaclin zinnat ziprasidon zithromax zocor zoely zofran zoladex
zolgensma zoloft zopiclon zopiklon zostex zovirax zyloric zynlonta zyprexa zyrtec`

// goodsVaccines are vaccines and the makers of medicines.
const goodsVaccines = `
abbvie abrysvo amgen apexxnar aristo astellas astrazeneca aventis betapharm bexsero beyfortus bimervax biontech biotest boostrix boskamp capvaxive
cervarix covaxis dermapharm dukoral efluelda encepur engerix fendrix fluad flucelvax fluenz gilead grifols gsk havrix heplisav hexacima hexal hexyon
imovax influvac ixiaro jcovden jynneos klosterfrau lundbeck menjugate menquadfi menveo mmrvaxpro moderna mresvia mylan neisvac nimenrix novartis
novavax nuvaxovid pfizer pneumovax prevnar priorix proquad qdenga rabipur ratiopharm repevax revaxis rotarix rotateq sandoz sanofi servier shingrix
sinovac sputnik stada stamaril synagis synflorix tetagam trumenba twinrix typhim valneva vaqta varilrix vaxelis vaxigrip vaxneuvance vaxzevria verorab
viatris vimkunya vivotif zentiva zostavax`

// goodsRemedies are what children, clinics and animals are given.
const goodsRemedies = `
advantix akrinor anexate apoquel banminth baqsimi bayvarol belladonna bovilis bravecto cardalis credelio cytotec dentinox doppelherz elevit eqvalan
erypo esmeron eunova fastjekt felimazole femibion floradix fluoretten gvoke ingelvac ivomec jext karsivan ketamin ketanest librela lösferron meaverin
metacam mircera misoprostol monofer neurodoron nexgard onsior orthomol osanit panacur porcilis previcox rimadyl rispoval sab sanostol selenase
semintra seresto simparica simplex solensia stronghold sufentanil suprarenin syntocinon taxofit tranexamsäure velgastin venofer verla viburcol vomica
zinkit zymafluor`

// goodsAids are aids, devices and services for patients.
const goodsAids = `
accu airsense albis allevyn amplifon aponeo attends audeo belsana bernafon beurer blendadent boso burmeier clickdoc cochlear coloplast convatec corega
curapor dansac dexcom docmorris doctena doctolib freestyle fresenius glucomen hansaton hellobetter inogen invacare invisalign jameda leukomed libre
medatixx mediven medpex medtronic mepilex minimed molicare nutricia nutrison omnipod omron onetouch oticon ottobock pariboy phonak resmed russka
samedi selfapy signia sigvaris somnio stannah stiegelmeyer suprasorb tegaderm teleclinic tena thuasne tomedo topro trionic turbomed velibra vitaphone
vivira widex ypsopump zanadio zava`

// goodsFarm are pesticides and fertilisers.
const goodsFarm = `
adengo adexar agil arinex asl atlantis azet bacara balaya banvel baywa belchim belkar belvedere benevia betanal biscaya brasan cadou calaris callisto
calypso camposan capalo capreno caramba careo ceriax cheminova clothianidin colzor compo coragen corteva cuxin cyhalothrin cypermethrin cythrin
danjiri decis dithianon duaxo durano elatus elumis fastac ferramol folicur folpet garlon gaucho gladio goltix granupom hakaphos hitier intuity kas
kerb korvetto kunshi kyleo landor limax maister mancozeb mateno mavrik mesurol metarex moddus mospilan movento nagano nemathorin neudorff neudosan
nicosulfuron nitrophoska novitron nufarm omnera orius ortiva oscorna pecari perfekthion perlka piagran pirimor pixxaro plexeo poncho pontos
prosulfocarb quinmerac ranman revystar revytrex ridomil roundup sencor shirlan sivanto sluxx spinosad syngenta taegro teppeki thiacloprid tilmor tilt
tomigan treso trimaxx univoq veriphos vitisan xentari yarabela yaraliva yaramila zampro zeagran zorvec zypar`

// goodsCrops are crops, varieties and breeds.
const goodsCrops = `
baerlauch bohnenkraut borretsch estragon fenchel galgant ingwer kardamom kerbel koriander kreuzkuemmel kurkuma
liebstoeckel lorbeer majoran meerrettich muskat oregano paprika peterling petersilie piment pimpinelle safran schnittlauch
wacholder waldmeister ysop zimt zitronenmelisse
abelina alasco alkmene allians amaranth amaroc ambrosia annarosa artesio asory avantasia bioland blauhilde bohnapfel bonanza boregine braeburn
brasetto brettacher campesino catamaran chardonnay charolais chevignon chianti clapps clery daktari danicia delbar demeter dinkel divimar dornfelder
ecoland elixer elstar emmer famulus farmezzo finkenwerder fleckvieh fuji gellerts glorietta gloster gutedel haflinger hedelfinger heidschnucke
hohenloher honeycrunch hybery hyena idared jersey kanzi kashmir keops kiku klarapfel kordia körnermais lambada lambrusco laperla lapins laureate
leandrus limousin lomerit lupinen luzerne magnum maigold malbec menhir merino merlot mirabellen miscanthus moneymaker morio natchez natyra navaho
nebbiolo otolia phacelia philovita piemonteser pinova polarkap prosecco quench quinoa radicchio raffiness rapool reneklode renekloden renette retina
rewena rucola rumba scheurebe sengana serradella shiraz silomais silphie silvaner solaris sonata sudangras sundheimer sweetango syrah texel thaddea
tigerella topaz trakehner trezzor triticale trollinger tulameen tulus veltliner visby vitabella vitelotte vorwerkhuhn walterinio weidelgras weirouge
willcox winterraps winterweizen zwetschge`

// goodsMachines are field machinery and tools.
const goodsMachines = `
amazone axion boumatic briri catros centaya delaval dewalt dolmar fendt ferrex festool fullwood gardena gaspardo heliodor horsch husqvarna isaria
iseki joskin katana kubota kverneland lamborghini landroid lely lexion mafell makita manitou mesto nilfisk pantera parkside rollant ropa scheppach
shibaura siloking solitair swadro terrano tucano ursus valtra vicon väderstad welger worx yanmar zetor zirkon zunhammer`

// goodsCars are makes and models of cars.
const goodsCars = `
accent actros agila aixam alfa alhambra almera altea amarok antara arosa arteon ascona astra ateca atego auris avensis aveo aygo baleno barchetta
bayon bentley berlingo bongo bugatti buick cadillac calibra camry captiva captur caravelle carens cayenne cherokee chevrolet chrysler cinquecento
citan citigo citroen clio colt corolla corsa crafter crossland cuore cupra dacia daewoo daihatsu doblo dokker ducato duster eclipse ecosport elantra
elroq enyaq espace evanda evoque fiat fiesta fiorino fluence forfour freelander giulietta hyundai ibiza ignis impreza infiniti insignia ioniq isuzu
iveco jetta jimny jogger juke kadjar kalos kamiq kangoo karoq kia kodiaq koleos kona lacetti laguna lancer lancia lanos levorg lexus lupo macan
maserati matiz matrix mazda meriva micra microlino mito mitsubishi mokka mondeo movano mustang navara nexia niro nissan nubira octavia omega outlander
pajero panamera panda passat peugeot phaeton picanto polestar polo premacy prius punto qashqai quattro qubo rafale renault rexton rezzo rifter
roomster saab samurai sandero scania scirocco scudo seat sharan sirion skoda sorento ssangyong stelvio stilo stinger subaru superb suzuki swace swift
tacuma taigo talisman tarraco taycan tempra terios tesla tiguan tivoli toledo topolino touran toyota trabant trabi trafic tucson twike twingo twizy
vaneo vectra velar venga vento viano vitara vivaro volvo wrangler xantia xsara yaris yeti zafira`

// goodsBikes are motorbikes, bicycles, child seats, prams and caravans.
const goodsBikes = `
africa aprilia axkid babboe britax brompton bugaboo campagnolo cangoo canyon carqon chicco croozer cybex diavel ducati emco emmaljunga enviolo gazelle
ghost govecs haibike hamax hartje hayabusa hercules himalayan jawa joolz kalkhoff kawasaki kidgoo ktm kymco lionelo maxicosi michelin ninja niu osann
pegasus piaggio puky qeridoo quinny rabeneick rapido recaro shimano stokke stromer swandoo swapfiets thule transalp trelock ultegra vaude veloretti
vespa winora woom yamaha zündapp`

// goodsHouse are household devices, telephones, computers, pens.
const goodsHouse = `
acer airfryer airtags aqara ariston asus avaya balay beyerdynamic bomann bookii cewe chromecast clatronic constructa cookidoo cylinda dakine deebot
dell delonghi dyson eastpak ecovacs edding electrolux elwa emporia epos epson eufy eufycam exquisit fagor fairphone fenix fitbit forerunner foron
fritzbox gaggenau galvo garmin geforce geha gigaset gopro gorenje grundig haier herlitz hisense honor hoval ideapad indesit inspiron ipad isosteel
janitza kermi kindle kitchenaid kobo konica krups kyocera küppersbusch ledvance leica leitz lenovo lexmark liebherr logitech lupusec macbook maxeon
medion mellerud minolta motorola moulinex neato nespresso netgear nikon nokia nuki nvidia oneplus oppo osram overhoff panasonic paperwhite pelikan
pentax pixma pocketbook polar polaroid radeon realme redmi resu ricoh roborock roku roomba rowenta ryzen saeco sanyo satch scout sennheiser senseo
sharp silit silvercrest smeg sodastream sonoff sonos staedtler sunova swyx symo systemair tassimo tcl technisat tecnolux tefal tesa thermomix thinkpad
tigerbox tineco tiptoi tolino toniebox tonies tupperware ubiquiti vallox vestel vileda vitovent wattpilot wesco whirlpool winaico wmf xbox xiaomi
zanussi zigbee zubadan zwilling zyliss zyxel`

// goodsHeating are heating, sanitation, photovoltaics and wallboxes.
const goodsHeating = `
aleo arotherm bluetti brunata brötje cerapur chargepoint compleo daikin deye dimplex ecodan ecoflow ecotec elco eltron enpal fenecon fibaro fröling
geberit goodwe grohe growatt guntamatic hargassner hewi hoymiles ionity ista jackery jinko junkers kaco kaldewei kalorimeta keba keramag logamax
logano longi mennekes myenergi netatmo novelan oventrop plenticore qundis remeha roto solaredge solarwatt solarworld solix solvis sungrow varta velux
viessmann vitocaldens vitocell vitocrossal wallbe waterkotte webasto wilo zappi zaptec zendure zolar ökofen`

// goodsSupply are energy, telecoms and waste.
const goodsSupply = `
avacon badenova congstar debitel easybell enbw entega envia enviam eprimo freenet gasag inexio lebara lechwerke lobbe maingau mainova netcologne
octopus osnatel otelo rabot remondis simyo sipgate suez syna techem telefonica vattenfall veolia verivox waipu yello zattoo`

// goodsMoney are banks, insurers and payment.
const goodsMoney = `
advocard afterpay amex arag arvato auxmoney axa baloise barclaycard barclays barmenia bitpanda bunq coinbase comdirect consorsbank continentale cosmos
crif debeka degussa devk domcura easycredit flatex generali girocard giropay gothaer hansemerkur hdi hek helvetia hkk huk ikk janitos knappschaft
kraken kravag mastercard norisbank novitas ottonova pronova provinzial ratepay revolut riverty santander securvita smava talanx targobank verti vhv
viactiv wero wüstenrot`

// goodsTravel are airlines, trains, parcels, ships and hired vehicles.
const goodsTravel = `
abellio agilis aidabella aidablu aidadiva aidaluna aidamar aidanova aidaperla aidaprima aidasol aidastella airbnb ajet aldiana alitalia blablacar
condor coradia corendon dertour desiro easyjet edelweiss emirates etihad eurolines europcar eurostar eurowings evri expedia finnair finnlines flydubai
freenow frisia hapag holidaycheck hurtigruten iberia iloxx keolis klm lidlbike moia nextbike odeg opodo ouigo packeta railjet ryanair sindbad sixt
starcar sunexpress tarom thalys transavia transdev trilex trivago tuifly uthlande vectus voi volotea vueling wizz wizzair xynthia öger`

// goodsShops are shops.
const goodsShops = `
agip alibaba aliexpress alnatura aral aronia asos avia budni budnikowsky decathlon denns dominos dunkin ernstings esso etsy euronics famila fressnapf
gorillas hagebau hellofresh hugendubel jysk kleiderkreisel kodi leitermann lieferando lush manufactum maredo mcdonalds mediamarkt medimax medimops
momox mäc mäcgeiz mömax nahkauf pepco primark rebuy shein starbucks takko tedi tegut temu vapiano vinted wayfair westwing wolt woolworth xxxlutz
zooplus`

// goodsBooks are publishers, school books and figures of books.
const goodsBooks = `
antolin asterix bluey bullerbü diercke diogenes dtv encuentros eragon findus hotzenplotz knaur krabat lambacher lönneberga löwenzahn marsupilami
naruto nimmersatt obelix olchis paddington peppa pikachu pinocchio pippi pippilotta pontes reclam saltkrokan seawalkers shrek snoopy sofatutor
tessloff tinto ullstein wickie woodwalkers yugioh`

// goodsGames are toys and games.
const goodsGames = `
barbie batman bohnanza carcassonne carrera cascadia catan cluedo codenames dixit dobble doh dominion duplo factorio fallout fortnite gloomhaven grogu
haba hasbro heckmeck jellycat jenga kapla kniffel labubu ligretto malefiz memory micromacro mikado minecraft monchhichi ninjago papo piko playmobil
qwirkle revell roblox roco rummikub rummikup selecta siku skyjo skyrim smoby spiderman splatoon squishmallow steiff stratego tamagotchi trix uno
wiking witcher wizard yahtzee`

// goodsDigital are software, apps and broadcasts.
const goodsDigital = `
adobe alwa anydesk apcoa asana audible authada avast avira badoo barbapapa bayernid bettermarks bikemap bitdefender bitwarden blippi bluesky bookbeat
borrowbox britannica bumble busuu bwin bycs calimero canva chatgpt chiptan citrix citymapper cocomelon copilot covpass datev deepl degiro digimon
discord disney docusign duolingo easypark edkimo eduki edupage encanto eurojackpot eventim fairtiq fedora filmfriend firefox freegal gemini genios
ginlo gmail grindr gzsz holvi idnow iserv itslearning jelbi jira jitsi joyn kahoot kaspersky katwarn keepass kikom kluftinger kokosnuss komoot kontist
lassie lexbizz lexoffice lexware libreoffice lillifee linkedin logineo lottoland lovoo mcafee memrise midjourney migewa moodle moovit naxos netflix
nextcloud nextdoor oncoo onedrive onenote openai padlet parship paybyphone perplexity pinterest podimo polylino posteo postident quicksteuer rapunzel
reddit reservix runtastic savedo schoolfox scoyo serlo sharepoint simpsons skoobe skribble skype slack snapchat storytel strava tabaluga taxando
taxfix teamviewer threema tipico tipwin toniecloud trello twitch ubuntu untis verimi viber webex webid webuntis wetransfer wiso wundertax xing yahoo
yakari zasta`

// goodsFood are foods, drinks, tobacco and food for pets.
const goodsFood = `
adelholzener ahoj airwaves alete almdudler almette alpia alpro animonda aperol aptamil arko arla bacardi bahlmann baileys balisto barilla bautzner
beba bebivita bergader bertolli bifi bionade boursin bresso buitoni burrata cafissimo caipirinha cambozola camembert campina capri chantre chappi
chesterfield chorizo chupa chutney ciabatta cornetto couscous croissant danone debeukelaer develey doornkaat doritos durian edamer eduscho eilles
elfbar erasco evian exquisa falafel feta flens frosta gauloises giotto gorgonzola granini griesson guinness gutfried hachez halloren halloumi hansano
hanuta hasseröder heineken hela hitschies humana illy iqos jever josera juul kaba kamado katjes kelloggs kikkoman kimchi knoppers kombucha krombacher
köstritzer lactana lavazza lindt lipton loacker lätta löwenbräu maggi malibu maoam maracuja marlboro matcha mazola meica mentos milbona milupa
miracoli mojito mokambo mozzarella mymuesli nescafe nesquik nestea nutella oatly oreo pampers pancetta papaya pecorino pedigree pelmeni pepsi pfanni
pils pilsener pitahaya pringles pukka punica purina quorn raffaello ramazzotti ramen ricola ricotta rinti rosbacher rügenwalder saltletts sangria
sarotti schweppes schöfferhofer seitan seitenbacher sheba skyr smirnoff spezi sugus tegernseer tiramisu toffifee tofu trolli tyrrells tzatziki ubena
uerige valensina valess vemondo vergnano vilsa vitamalz vittel volvic vuse wasa wernesgrüner werthers whiskas wiesenhof wikana yogurette zentis zimbo
zott ültje`

// goodsCare are cosmetics and cleaners.
const goodsCare = `
ajax alpecin alverde aronal artdeco astor avene babor babyliss balea blendamed catrice clinique colgate dentagard desderman dior domestos duschdas
fairy febreze gillette hakle huggies kiehls kleenex lancome lavera lenor lillydoo listerine logona loreal lotus meridol odol pantene penaten perwoll
pril rexona sagrotan schauma sensodyne softis spee syoss tampax vanish veet vichy weleda wella zewa`

// goodsClothes are clothes, sports gear, instruments.
const goodsClothes = `
adidas alpina armani asics beretta bernina blizzard bonprix burberry bösendorfer calida calzedonia carhartt casio cressi crocs donic edelrid erima
escada fender fila fjällräven giro grotrian gucci hilleberg intimissimi janome joola kappa kawai krieghoff lacoste lascana leki levis lowa lululemon
mammut mango moncler nordica odlo opus patagonia peloton prada reebok rimowa rolex samsonite scubapro seiko sheego sonor speedo steinway swarovski
swatch tibhar tissot trangia trigema ugg uhlsport uvex vans versace vuitton yonex zildjian zwift`

// goodsFeasts are feasts.
const goodsFeasts = `
altweiber aschura beltane chanukka diwali dreikönig epiphanias fronleichnam hanukkah himmelfahrt holi imbolc kirchweih kwanzaa lichtmess lätare mevlid
newroz nowruz pessach purim samhain siebenschläfer songkran sukkot vesakh zuckerfest`

// goodsMakers are surnames, rare and frequent ones, and makers of goods.
const goodsMakers = `
agricola anschütz asbach babbel bamberger barkas bauerfeind bauknecht bechstein beltz berentzen berlepsch berthoud bianchi birkel blomberg blüthner
boehringer bogner bresser breuninger brockhaus brose burda burley bürstner carlsen claas coppenrath cornelsen dachser darboven darda delan deuter diba
diebels diesterweg ditsch douglas drillisch duckstein eismann emser fahr falke ferrari fissler fleischmann fliegl flint foxx fronius galloway gant
gardo garfield garnier geers gesslein giersch gira gorbatschow gretsch grimaldi grimme gritzner grünbeck guhl görtz hager hanser hartan harzer
hasselblad hauck haufe heidelberger heimbs hengstenberg heumann hipp hoover houdek hueber hummel hussel hymer höffner hörmann hörnchen ipsen jacobs
karstadt kettler klett klever knaus kneipp koga korona kreidler krone kränzle köckerling kölln kümmerling landsberger langnese lantra lemberger lemken
leysieffer libby licher loewe lübbe maclaren manduca mares marzano mauser meindl mengele merten messmer metz moeck mollenhauer munzinger murano
napoleon neff niederegger oakley ochsner oertli oetinger oettinger ortel ortlieb osiander ostmann pastewka paulmann petzl pfaff pfanner picasso porta
prym pössl pöttinger rademacher radon raleigh rocher rohloff ronnefeldt rosenthal rossignol rösle rürup sabo salomon sauter schiesser schimmel
schindelhauer schleich schwartau schöningh seeberger segmüller seiler seni seydlitz shadow siemes simson soehnle souvignier stevens stiebel storck
strautmann stromberg suhrkamp sun söbbeke tabbert takeda thomann tunstall underberg veltins vermeiren villeroy vivaldi vorwerk völkl walther weidemann
weinmann weishaupt wenz westermann wilsberg yoda zeiss`

// goodsDays are surnames and days of the year.
const goodsDays = `
andreä bartholomä georgi jakobi johanni josefi kathrein laurentii leonhardi martini michaeli michaelis wendelini ägidi`

// goodsObjects are what a maker's name stands before or behind: "Bechstein Klavier", "Kartoffel Belana".
const goodsObjects = `
akkordeon akkuschrauber apfel apfelbaum arbeitsheft armbanduhr atlas babybrei backofen ballenpresse bandage baukasten bier birne birnen blockflöte
bohrmaschine boiler brei brenner brennwert brettspiel brille brühe buggy bügeleisen cabrio comic creme drille drucker durchlauferhitzer ebike egge
erdbeere erdbeeren fahrrad fahrradanhänger fahrradhelm feldspritze fernseher figur figuren flöte flügel frontlader füller gasheizung gastherme
gefrierschrank geige gerste geschirrspüler gitarre gläschen grill grubber handtasche heizkessel heizung helm herd hochdruckreiniger hose hörbuch
hörgerät hörspiel jacke joghurt kaffee kaffeemaschine kaffeevollautomat kamera kartenspiel kartoffel kartoffeln kassette kekse kessel ketchup
kettensäge keyboard kinderrad kindersitz kinderwagen kirsche kirschen klavier koffer kompressionsstrümpfe kopfhörer käse küchenmaschine kühlschrank
ladewagen laptop lastenrad lautsprecher lektüre lektürehilfe lexikon limo mais malkasten milch milchpulver mixer module mofa moped motorrad motorsäge
mähdrescher mütze nudeln nähmaschine ofen orgel patronen pedelec pelletkessel pflanzkartoffeln pflaster pflug photovoltaik presse puppe rad radio
ranzen raps rasenmäher reader regenjacke roggen rollator rollstuhl rucksack saatgut saft salbe sandalen saxophon schlafsack schlepper schnaps
schnuller schokolade schuhe schulbuch schulranzen sekt solarmodule sonnenbrille sorte speicher speisekartoffel speisekartoffeln spielzeug sporttasche
spray spritze spülmaschine staubsauger stiefel stift säge sämaschine tablet tabletten tasche tee therme toaster traktor trecker trockner trolley
trompete tropfen turnschuhe uhr umhängetasche ventilator verband vodka wallbox wanderschuhe waschmaschine wechselrichter wein weizen windeln
winterjacke wodka wohnmobil wohnwagen wurst wärmepumpe wäschetrockner wörterbuch zelt zirkel äpfel ölheizung`

// goodsDeeds are what persons alone do.
const goodsDeeds = `
sagt sagte meint meinte schreibt schrieb fragt fragte ruft rief wohnt wohnte spricht sprach bittet bat möchte says said`

// goodsDone are what persons alone have done or are.
const goodsDone = `
angerufen geschrieben gesagt gefragt gemeint erzählt unterschrieben abgesagt zugesagt gestorben verstorben geboren krank erkrankt verheiratet
geschieden schwanger umgezogen ausgezogen eingezogen versprochen called written dabei verreist zuständig`

// goodsGreetings are how somebody is spoken to.
const goodsGreetings = `
hallo hey hi moin servus dear hello`

// goodsSeasons are what is done on a day of the year.
const goodsSeasons = `
markt märkte jahrmarkt martinsmarkt ferien herbstferien feiertag feiertage feier fest umzug umzüge laternenumzug pacht pachtzins pachtvertrag geöffnet
geschlossen kirche kirchweih gans gänse`

// goodsPotatoes are varieties of potatoes.
const goodsPotatoes = `
linda annabelle sieglinde laura gala belana nicola selma adretta marabel cilena agria gunda rosara solara charlotte amandine jelly leyla princess
regina christa heidi granola quarta desiree ditta bintje karlena`

// goodsBlossoms are flowers and shrubs of the garden that are given names as well.
const goodsBlossoms = `
jasmin iris heide rose erika erica veronika veronica viola margerite flora rosmarin linde hortensia dahlia camelia melissa`

// goodsPlants are other ones.
const goodsPlants = `
rosen hortensie hortensien tulpe tulpen nelke nelken aster astern dahlie dahlien lilie lilien flieder lavendel gladiole gladiolen margeriten narzisse
narzissen krokus krokusse geranie geranien petunie petunien stiefmütterchen rhododendron azalee azaleen clematis efeu farn primel primeln pfingstrose
pfingstrosen begonie begonien fuchsie fuchsien oleander heidekraut hyazinthe hyazinthen chrysanthemen salbei thymian basilikum minze`

// goodsPills are contraceptives that are given names as well.
const goodsPills = `
maxim leona valette aristelle yasminelle lamuna bella aida asumate cilest mayra miranova novial petibelle yasmin zoely amelie mona liana luisa lilia
chariva enriqa dienovel velafee anastrella marvelon lovelle pramino trigoa madonella`

// goodsLists returns the words of each ware, in any spelling that folds to the one that matters; of a word that stands in several lists, the
// last one counts. Those of goods and firms hold no frequent given names and surnames.
func goodsLists() []goodsList {
	return []goodsList{
		{thing, goodsMedicines},
		{thing, goodsVaccines},
		{thing, goodsRemedies},
		{thing, goodsAids},
		{thing, goodsFarm},
		{thing, goodsCrops},
		{thing, goodsMachines},
		{thing, goodsCars},
		{thing, goodsBikes},
		{thing, goodsHouse},
		{thing, goodsHeating},
		{firm, goodsSupply},
		{firm, goodsMoney},
		{firm, goodsTravel},
		{firm, goodsShops},
		{thing, goodsBooks},
		{thing, goodsGames},
		{thing, goodsDigital},
		{thing, goodsFood},
		{thing, goodsCare},
		{thing, goodsClothes},
		{thing, goodsFeasts},
		{maker, goodsMakers},
		{feast, goodsDays},
		{object, goodsObjects},
		{act, goodsDeeds},
		{acted, goodsDone},
		{greeting, goodsGreetings},
		{season, goodsSeasons},
		{potato, goodsPotatoes},
		{blossom, goodsBlossoms},
		{plant, goodsPlants},
		{pill, goodsPills},
	}
}
