package names

type list struct {
	kind  kind
	words string
}

// lists returns the words of each kind, in any spelling that folds to the one
// that matters. A word may stand in several lists.
func lists() []list {
	return []list{
		{kStop, stopWords},
		{kStop, verbs},
		{kStop, languages},
		{kSalut, "fru frua herr herrn hr hrn frau fr fräulein mr mrs ms miss mister madame monsieur señor señora signor signora pan pani"},
		{kFamily, "geschw erbengemeinschaft wohngemeinschaft hausgemeinschaft brautpaar familie fam eheleute ehepaar geschwister eheleuten ehepaars"},
		{kTitle, "dres pd koll pat fä hä aä cä pfl notsan rettsan pfk gukp khk khkin kok kokin phk phkin phm phmin pok pokin pomin ekhk ekhkin oä oa rain riag stain dr drs prof doktor professor professorin dipl ing med phil jur rer nat pol oec habil hc dent vet ra mag magister bsc msc mba phd lic mult theol"},
		{kNoble, "freifrau freiherr freiherrn freiin graf gräfin grafen baron baronin baronesse prinz prinzessin fürst fürstin herzog herzogin ritter edler edle"},
		{kParticle, "dem von vom van de da do dos das del della di du den der el al la le bin ibn ben bou zu zum zur ter ten op abu mc mac bint und ould st auf und"},
		{kRole, roles},
		{kJob, jobs},
		{kRel, relatives},
		{kRelPl, "kinder kindern söhne söhnen töchter töchtern eltern großeltern schwiegereltern geschwister geschwistern brüder schwestern zwillinge zwillingen enkel enkelkinder mitbewohner jungs mädels mädchen parents children kids sons daughters nachbarn"},
		{kPoss, "mein meine meinen meinem meiner meines unser unsere unseren unserem unserer unseres unsre sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres dein deine deinem deiner euer eure my our his her their meim meina mei dei"},
		{kField, fields},
		{kWeakField, weakFields},
		{kClose, "wünscht kuss kussi bussi bussis küsse küsschen mfg lg vg gruß grüße grüßen gruss grüsse grüßle grüßli grüßchen liebgruß hochachtungsvoll mfgr mvg glg bg sg regards sincerely cheers yours gez hzl herzlichst"},
		{kHeisse, "heet heeß hoaßt heist buchstabiere heiße heisse heiß heißt heißen hieß hiessen nenne heise called named"},
		{kName, "zweitname zweitnamen doppelname doppelnamen ehename ehenamen künstlername ordensname taufname nme nachnahmen fornahme fornahmen zunahme name namen names nachname nachnamen vorname vornamen familienname familiennamen mädchenname mädchennamen geburtsname geburtsnamen nachnahme zuname rufname rufnamen"},
		{kBe, "m s bin sind ist war waren is am binn bins"},
		{kMonth, "januar jänner februar feber märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep sept okt nov dez january february march may june july october december"},
		{kDay, "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags allerheiligen allerseelen fronleichnam rosenmontag aschermittwoch mo di mi do fr sa so monday tuesday wednesday thursday friday saturday sunday"},
		{kNumber, numberWords()},
		{kPlace, "in aus nach bei bis über nähe richtung from to near ab raum von between innerhalb ausserhalb außerhalb"},
		{kStreet, "unterm achter am an auf im in zum zur unter hinter vor bei beim über achtern op ob neben uff opn aufm hinterm vorm überm zwischen"},
		{kArt, "de der dem den das des de die alten neuen hohen langen kleinen großen"},
		{kGeo, geoNouns},
		{kRoad, "straße strasse str weg allee gasse platz damm ring ufer chaussee steig stieg pfad promenade twiete gässchen markt wall graben kamp bogen zeile reihe stiege kai hof tor berg park brücke höhe winkel grund garten gärten siedlung feld wiese wiesen tal anger deich stern kehre ecke"},
		{kOrg, orgs},
		{kShop, shops},
		{kOffice, offices},
		{kFloor, "room flat unit floor treppenhaus halle gebäude trakt parzelle zimmernr zimmernummer whgnr wohneinheit maisonette loft penthouse studio bungalow og ug eg dg og. stock stockwerk etage whg wohnung wohnungsnr wohnungsnummer apt apartment appartement app hinterhaus hinterhof vorderhaus seitenflügel quergebäude gartenhaus hh vh sf hths erdgeschoss erdgeschoß obergeschoss obergeschoß untergeschoss dachgeschoss dachgeschoß souterrain aufgang haus block treppe tür tuer top stiege stg eingang seiteneingang hintereingang nebeneingang haupteingang hofeingang kellereingang rückgebäude rgb anbau parterre hochparterre keller mansarde we zi zimmer hs"},
		{kSide, "links rechts mitte li re mi vorne hinten"},
		{kAnd, "und u sowie and & + bzw ve i y et oder"},
		{kFill, "ab mittlerweile inzwischen wieder künftig bald offiziell richtig übrigens seitdem nämlich halt eben auch hier also jetzt nun mal eigentlich der die das es ja äh ähm immer noch seit mit vollständig mein ich is ist lautet der"},
		{kHome, "wohne wohn wohnt wohnen wohnhaft wohnend wohnten gewohnt wohnte anschrift adresse adrese adresss addresse meldeadresse meldeanschrift postanschrift privatanschrift umgezogen umgezogne umziehen umzug ziehe zieh ziehen zieht zog gezogen eingezogen einziehen lebe leb lebt leben lebend gemeldet wohnort wohnsitz hauptwohnsitz nebenwohnung zweitwohnsitz wohnadresse heimatadresse lieferadresse rechnungsadresse zuhause daheim hausnummer verzogen sitze objekt mietobjekt grundstück baugrundstück flurstück haus wohnung live living address moved reside flat apartment lives neubau anwesen immobilie abholort wohnanschrift abholadresse"},
		{kAdd, "anschrift adresse adrese addresse wohnort wohnsitz wohnanschrift meldeanschrift postanschrift privatanschrift straße strasse str plz ort postleitzahl meldeadresse wohnadresse abholort abholadresse lieferadresse objekt address betriebsstätte betriebssitz firmensitz tatort standort unfallort ereignisort hausnummer grundstück lieferanschrift rechnungsanschrift zustellanschrift heimatanschrift einsatzort wohnhaft"},
		{kUnit, "uhr euro eur cent prozent tage tagen tag wochen woche monate monaten monat jahre jahren jahr stunden stunde std minuten min km kmh qm m2 kg kw kwh mal stück personen person kinder leute seiten grad meter liter prozentpunkte punkte cm mm ct mg ml mcg"},
		{kThing, things},
		{kSample, "formular formulars eintragen vorlage ausgefüllt beispiel beispielsweise zb bsp muster mustermann musterausweis musterformular platzhalter dummy musterstadt ähnliches musterfrau mustermanns etwa normalverbraucher"},
		{kForeign, "من هستم نام 我叫 我是 我的名字是 اسم اسمها اسمه имя меня ім'я меня зовут мене звати я اسمي انا أنا με λένε ονομάζομαι είμαι"},
		{kIntro, "adım ismim nazywam zowut zwati imię зовут звати اسمي λένε ονομάζομαι llamo appelle chiamo numele zovem menja imja ім'я имя jestem nazivam"},
		{kCity, cities},
		{kNoCity, "essen hagen halle hof regen singen wesel lohne kehl last wald garten bogen alten feld berg stein bach grund aue au haus stadt brand werl enger much selm hamm verl melle baden weiden buchen felde forst born horn barth plan stade vogel ulm ansbach hilden lage schwarz haar bad bergen wehr murg brake husum senden rain rot weil achern wangen leer norden weeze bernau bitten minden dahlen polen chile mali kuba island jordan georgien niger gent mark rhede lingen kamen moers ahlen winden gute hohen müllheim porto gießen hausen linden hahn kalk stücken franken flecken wetter"},
		{kFamilies, "die den bei the"},
		{kProxy, "i"},
		{kNoRoad, noRoads},
		{kRefuse, "nicht nichts kein keine keinen niemand unbekannt geheim egal wieso warum wozu weshalb anonym nope"},
		{kStop, englishWords},
		{kStop, "فضلك فضلكم هل يوم المكتب مفتوح أحتاج أريد عندي متى أين كيف لماذا ماذا موعد ورقة جواز"},
		{kBirth, "geb geboren geborene geborener geburtsdatum born verheiratete verwitwete geschiedene verh"},
		{kPet, "elefant eisbär pinguin panda gorilla nashorn zebra seehund hundesteuer hundemarke schildkröte kanarienvogel goldfisch zwergkaninchen hauskatze hund hundes hündin hunde hunden katze katzen kater katers bully kastriert kastrierter kastrierte pferd welpe tier wellensittich kaninchen dackel hamster meerschweinchen papagei gans ganter huhn giraffe giraffenkind kuh kalb ferkel schwein minischwein schaf pony pudel mops terrier labrador schäferhund hündchen kätzchen dog cat rüde rüden hengst wallach stute fohlen mischling mischlingshündin mischlingsrüde setter pinscher schnauzer dogge husky collie beagle retriever spitz rottweiler malteser chihuahua jagdhund wachhund begleithund assistenzhund blindenhund kätzin kitten frettchen sittich meerschwein lama alpaka esel ziege leguan"},
		{kWith, "mit für von und bei ohne meine mein wegen zu namens an with for"},
		{kEnglish, "the my and you your with have has this that for are please from need what how we our of they them does can could would should who there when where not but it he she his her i to by about"},
		{kWay, wayWords},
		{kLane, laneWords},
		{kQuarter, quarterWords},
		{kFlat, flatWords},
		{kHouse, houseWords},
		{kCount, countWords},
		{kNumero, "nr nummer no nro hausnummer hausnr hsnr hnr"},
		{kRole, highOffices},
		{kJob, callers},
		{kThing, anatomyWords},
		{kColumn, columnWords},
		{kWares, wareColumns},
		{kBrand, "netflix spotify dazn vattenfall enbw swapfiets tolino kindle genexis speedport pocketbook kobo lowa peek cloppenburg roller taric tchibo weis romeo julia tasso hecht zander linde thursdays mondays fridays diners peppol reclam struwwelpeter hänsel gretel pfingsten ostern weihnachten silvester neujahr fasching karneval advent ukulele ruprecht nikolaus faust ping pong sparda postbank commerzbank elternleben strato hermes ups fedex rewe aldi lidl edeka otto dm rossmann obi netto penny kaufland saturn ikea tchibo deichmann fielmann amazon paypal sparkasse telekom vodafone riester hartz elster schufa lindt porsche siemens bosch daimler mercedes benz opel audi allianz ergo aok barmer dak tk whatsapp google alexa siri olly klarna zalando ebay nivea knorr oetker dallmayr gerolsteiner ferrero haribo bahlmann hornbach bauhaus toom philips duden ernst-reuter röntgen alzheimer parkinson down asperger crohn basedow hashimoto bechterew tourette schengen dublin corona covid omikron"},
	}
}

const stopWords = `waidmannsheil weidmannsheil dreiviertl sieme siebne yo fürn aufn ausm mitm vonner inne anner aufner inner idnr stidnr vergelts glaub jezt jetz jez isses gibts gehts habs kanns wills machts machn buchn schickn zahln überweisn hoff meins deins seins unsers bussi bussis nomma nochma nomal hamse hamwa ham hu ean gtin wollt konnt könnt müsst würd wär naja joa jep jup nö nee okidoki bidde bitt pls plz thx sorry dito ebenso
rein raus rauf runter rüber ran rum vorbei herein heraus hinein hinaus zurück daheim 您好 你们好 谢谢您 мне нужна нужен нужно помощь с со не для из от мой моя мои наш потребна потрібна потрібен допомога
здравствуйте привет добрый день доброго дня вітаю живу мешкаю проживаю спасибо дякую пожалуйста будь ласка помогите как где адрес телефон сын дочь муж жена по на в и у є مرحبا السلام عليكم شكرا اسكن أسكن ابني ابنتي زوجي زوجتي عنواني رقم سلام γεια σας καλημέρα ευχαριστώ μένω και 住在 你好 谢谢 地址 电话 tach tachchen huhu nabend moinsen gude hallöchen tagchen n'abend
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines und oder aber denn
weil dass daß ob wenn als wie wo wer was wann warum wieso weshalb welche welcher welches welchen ich du er sie es wir ihr mich dich
sich uns euch mir dir ihm ihn ihnen man mein meine meinen meinem meiner meines dein deine sein seine seinen seinem seiner ihre ihren
ihrem ihrer ihres unser unsere unseren unserem unserer euer eure in im an am auf aus bei beim bis durch für gegen mit nach ohne seit um
unter über von vom vor zu zum zur zwischen hinter neben wegen während trotz statt ab je pro per via nicht nein ja doch nur auch noch schon sehr
so da dann dort hier hin her hallo hi hey guten gute gutes tag morgen abend moin servus danke dank bitte vielen liebe lieber liebes sehr
geehrte geehrter geehrten geehrtes etwas nichts alles alle allen jeder jede jedes jetzt heute gestern morgen immer nie mal nun also etwa
ca usw bzw evtl ggf zzgl inkl siehe laut dieser diese dieses diesen diesem jener jenes wieder gerade leider gerne gern eben halt eigentlich
vielleicht wirklich bereits erst zuerst nachher vorher damals bisher künftig früher später mehr weniger viel viele wenig wenige ganz
gar etwas mehrere einige andere anderen anderer anderes beide beiden neu neue neuen neuer neues alt alte alten alter altes groß kleine
the a an and or but of for with without i you he she it we they my your his her our their is are was were be been have has had do does did will
would can could should may might must this that these those there here not no yes please thanks thank dear hello from to at by on in as if
when where what who how why which me him us them m s t re ve ll d nen ne nem nes ner ner n s is nich nix net ned isch ick dat wat
also ok okay sondern sowie weder noch sonst außer außerdem deshalb daher darum trotzdem jedoch dabei dafür dagegen damit danach
daran darauf daraus davon davor dazu hierzu wobei womit wofür woran worauf wovon wozu hiermit hierbei anbei eh halt na tja ach oh
hob hod hods hom eam eahm ois wos nimma kimmt kummt gwen gwesn ghabt oba scho grod jeds heast wan digga diggah kuss küsse küsschen
nächste nächsten nächster letzte letzten letzter letztes erste ersten erster erstes zweite zweiten dritte dritten einfach schnell genau`

const englishWords = `mondays tuesdays wednesdays thursdays fridays saturdays sundays
german turkish polish syrian ukrainian russian french italian english american british indian chinese afghan iraqi iranian greek spanish romanian bulgarian croatian serbian bosnian albanian kurdish arabic pakistani nigerian ghanaian brazilian irish scottish
dutch danish swedish norwegian czech slovak hungarian austrian swiss portuguese vietnamese japanese korean eritrean somali moroccan tunisian egyptian european muslim christian monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
need needs want wants lost lose found work works worked live lives lived go goes went come comes came get gets got take takes took make makes
made say says said see saw know knows knew think use using send sent give gave tell told ask asked call called help pay paid move moved apply applied register registered
receive received wait waiting still just now soon also about into over under after before between during until since because however very really already born
passport permit letter office form card number appointment visa birth certificate today tomorrow yesterday week month year any some new old another again
regards best kind sincerely thx hope hello hi speaking speaks`

const languages = `farsi dari urdu hindi paschtu pashto tigrinya tigrinisch amharisch kurmandschi kurmanci sorani suaheli swahili lingala tagalog bengali punjabi panjabi singhalesisch kantonesisch
dt engl frz span ital türk arab poln rumän bulg ukr`

const verbs = `tschüss tschüs tschau ciao bye ahoi grüß grüss grüezi servus bin bist ist sind seid war warst waren wäre wären gewesen sein habe hab hast hat haben hatte hatten hätte hätten gehabt werde
wirst wird werden wurde wurden würde würden worden kann kannst können konnte könnte könnten könnt muss muß musst müssen musste
müsste müssten darf darfst dürfen durfte dürfte soll sollst sollen sollte sollten will willst wollen wollte wollten möchte möchten mag
mögen mochte lässt lassen macht machen mache mach gemacht geht gehen gehe geh ging kommt kommen komme komm kam gibt geben gebe gib
gab gegeben nimmt nehmen nehme sagt sagen sage sagte gesagt meint meinte meinen braucht brauche brauch brauchen wohnt wohne wohn wohnen lebt
lebe leben arbeitet arbeite arbeiten bekommt bekomme bekommen bekam kriegt kriege kriegen schreibt schreibe schreiben schrieb ruft
rufe rufen rief angerufen bittet sucht suche suchen hilft helfen weiß weiss wissen wusste kennt kenne kennen findet finde finden
steht stehe stehen liegt liegen heißt heiße heißen heisst heisse heissen hieß zieht ziehe ziehen zog gezogen umgezogen meldet melde melden
gemeldet geboren gestorben verstorben verheiratet geschieden ledig verwitwet krank weg da zahlt zahle zahlen bezahlt beantragt
beantrage beantragen verloren gestohlen geschickt schickt schicken sende senden gesendet bestätigt bestätigen abgelehnt genehmigt
unterschrieben stellt stellen gestellt braucht gilt gelten dauert kostet funktioniert klappt passt reicht fehlt fehlen wurde ließ
spricht sprechen sprach hört hören tut tun tat getan hält halten hielt bleibt bleiben blieb versucht versuche versuchen möcht`

const roles = `beigeordneter beigeordnete kontrolleur kontrolleurin pförtnerin regierungsrat oberregierungsrat regierungsdirektor zollbeamte zollbeamter zollbeamtin oberbürgermeister oberbürgermeisterin bürgermeister bürgermeisterin bürgermeisters landrat landrätin minister ministerin
bundesminister bundesministerin ministerpräsident ministerpräsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin präsident
präsidentin bundespräsident vizepräsident vizepräsidentin staatssekretär staatssekretärin kollege kollegen kollegin kolleginnen abgeordneter abgeordnete
abgeordneten senator senatorin vorsitzender vorsitzende vorsitzenden konrektor konrektorin prorektor prorektorin dezernent dezernentin stadtrat stadträtin gemeinderat amtsleiter
amtsleiterin sachbearbeiter sachbearbeiterin direktor direktorin rektor rektorin schulleiter schulleiterin leiter leiterin chef chefin
wehrbeauftragte wehrbeauftragter beauftragte beauftragter standesbeamter standesbeamtin beamter beamtin polizist polizistin kommissar
kommissarin hauptkommissar hauptkommissarin staatsanwalt staatsanwältin rechtsanwalt rechtsanwältin notar notarin pfarrer pfarrerin pastor
bischof oberst general hauptmann geschäftsführer geschäftsführerin ratsherr ratsfrau ortsvorsteher ortsvorsteherin obergerichtsvollzieher
gerichtsvollzieher gerichtsvollzieherin betreuer betreuerin doktorin ingenieur architekt architektin steuerberater steuerberaterin diplomingenieur`

const jobs = `mitpatient mitpatienten mitpatientin mitschüler mitschülerin mitschülers mitspieler mitspielerin mitreisender mitreisende bettnachbar bettnachbarin zimmernachbar zimmernachbarin sitznachbar sitznachbarin banknachbar banknachbarin teamkollege teamkollegin badegast anästhesiepflege instr betriebsrat betriebsrätin bestohlene bestohlener reservist reservistin wachmann erziehungsbeistand betreur vers pdl wbl sr br apotheker apothekerin dachdecker dachdeckerin maler malerin schreinerin tischler tischlerin klempner klempnerin elektriker elektrikerin installateur installateurin maurerin schlosserin friseur friseurin bäckerin metzgerin gärtner gärtnerin landwirt landwirtin jägerin winzerin imker imkerin schornsteinfegerin kaminkehrer kaminkehrerin architekt architektin übersetzer übersetzerin logopäde logopädin ergotherapeutin physiotherapeut physiotherapeutin tierarzt tierärztin orthopäde orthopädin internist internistin kamerad
kameradin auszubildender auszubildende patient patientin klient klientin kundin reiter reiterin fahrlehrer fahrlehrerin pfarrerin vikar vikarin pater postbote postbotin paketbote hausmeisterin hauswart hauswartin hausverwalterin nachmieter nachmieterin vormieter vormieterin tagesmutter streetworker krankenpfleger krankenschwester verletzte verletzter geschädigter geschädigte wirtin köchin kellner kellnerin bademeister bademeisterin polizist polizistin kommissar kommissarin wachtmeister wachtmeisterin sachb sachbearb
kassenwart kassenwartin kassierer kassiererin schriftführer schriftführerin stellvertreter stellvertreterin beisitzer beisitzerin elternsprecher elternsprecherin elternvertreter elternvertreterin diakon diakonin schornsteinfeger förster försterin küster küsterin azubine pächter pächterin pastorin verteidiger verteidigerin
bauleiter bauleiterin brandmeister brandmeisterin wahlvorstand wahlhelfer wahlhelferin statiker statikerin erzieher tagesvater trainer trainerin übungsleiter übungsleiterin dolmetscher dolmetscherin pate patin trauzeuge trauzeugin untermieter untermieterin
hauseigentümer hauseigentümerin eigentümer eigentümerin besitzer besitzerin verwalter verwalterin makler maklerin kinderarzt kinderärztin hausarzt hausärztin zahnarzt zahnärztin frauenarzt frauenärztin therapeut therapeutin psychologe psychologin
lehrer lehrerin klassenlehrer klassenlehrerin schulleiter schulleiterin kollege kollegin azubi praktikant praktikantin student studentin schüler schülerin bestatter bestatterin pflegemutter pflegevater betreuer betreuerin vertreter vertreterin disponent
jobcoach integrationslotse lotsin guardian foster caretaker teacher manager lawyer roommate flatmate tenant colleague nurse
sachbearbeiter sachbearbeiterin sachbearbeiters vermieter vermieterin vermieters mieter mieterin untermieter untermieterin hauptmieter betreuer
betreuerin betreuers nachbar nachbarin nachbarn anwalt anwältin rechtsanwalt rechtsanwältin hausarzt hausärztin arzt ärztin
kinderarzt kinderärztin zahnarzt frauenarzt frauenärztin ansprechpartner ansprechpartnerin geschäftsführer geschäftsführerin inhaber inhaberin eigentümer
eigentümerin verkäufer käufer käuferin verkäuferin antragsteller antragstellerin kollege kollegin mitarbeiter mitarbeiterin
chef chefin lehrer lehrerin klassenlehrer klassenlehrerin erzieher erzieherin vormund vormundin zeuge zeugin fahrer fahrerin halter halterin
steuerberater steuerberaterin notar notarin hausverwalter hausmeister pfleger pflegerin pflegekraft hebamme bewohner bewohnerin gutachter gutachterin
anwohner anwohnerin sozialarbeiter sozialarbeiterin berater beraterin fallmanager fallmanagerin vermittler vermittlerin richter richterin rechtspfleger
rechtspflegerin gerichtsvollzieher gerichtsvollzieherin oberbürgermeister oberbürgermeisterin bürgermeister bürgermeisterin bevollmächtigte
bevollmächtigter erbe erbin erblasser verstorbene verstorbener verstorbenen landlord flatmate roommate housemate neighbor neighbour doctor caseworker friend kläger klägerin`

const relatives = `papi mami omchen opachen bua buam bub madl dirndl enkels schwagers onkels cousins opas omas papas mamas vatter vadder mudder mudda omma oppa flatmate housemate stepson stepdaughter grandson granddaughter fosterson godson goddaughter bestfriend mum mama papa ma pa schwiegerpapa schwiegermama kumpel kumpeline zimmergenosse mitbewohners
sohn sohnes söhnchen tochter töchterchen kind kindes kleiner kleine frau ehefrau exfrau mann mannes ehemann ehemanns exmann vater vaters mutter
papa mama mutti vati oma opa omi opi großmutter großvater großmutters bruder bruders schwester schwager schwägerin onkel tante
neffe neffen nichte cousin cousine enkel enkelin enkelkind enkelsohn enkeltochter stiefsohn stieftochter stiefvater stiefmutter pflegekind pflegesohn pflegetochter partner partnerin
lebensgefährte lebensgefährten lebensgefährtin lebenspartner lebenspartnerin freund freundin freundes verlobter verlobte verlobten schwiegersohn schwiegertochter
schwiegermutter schwiegervater patenkind patentante halbbruder halbschwester zwillingsbruder zwillingsschwester ex gatte gattin mitbewohner mitbewohnerin bekannter
bekannte bekannten baby säugling witwe witwer mündel urgroßmutter urgroßvater son daughter wife husband mother father brother sister mom dad
grandmother grandfather boyfriend girlfriend fiancé fiancée uncle aunt nephew niece roommate child mutters oheim vetter`

const fields = `links fehlten abwesend verhindert anwesend anwesende entschuldigt teilnehmende beteiligte zeugen mitglieder vorstand betreiber betreiberin rechnungsempfänger rechnungsempfängerin  hauptmieter hauptmieterin untermieter untermieterin nachmieter nachmieterin vormieter vormieterin
sorgeberechtigt versicherte versicherter rentenberechtigter rentenberechtigte bauherrschaft entwurfsverfasser leistungsberechtigter leistungsberechtigte haushaltsmitglied kindesmutter kindesvater anmeldende vertragspartner
name vorname vornamen nachname familienname zuname geburtsname mädchenname rufname namen vollname antragsteller antragstellerin
antragstellers ansprechpartner ansprechpartnerin kontoinhaber kontoinhaberin unterzeichner unterzeichnerin verfasser verfasserin absender absenderin
empfänger empfängerin kontaktperson bevollmächtigter bevollmächtigte vollmachtgeber vollmachtgeberin vollmachtnehmer ehepartner
ehegatte ehegattin erziehungsberechtigter erziehungsberechtigte erziehungsberechtigten sorgeberechtigter sorgeberechtigte steuerpflichtiger
steuerpflichtige zahlungspflichtiger bewohner bewohnerin mieter mieterin vermieter vermieterin eigentümer eigentümerin halter halterin fahrer
fahrerin fahrzeughalter fahrzeughalterin patient patientin versicherter versicherte beschuldigter beschuldigte betroffener betroffene zeuge
zeugin unterschrift karteninhaber karteninhaberin anmelder anmelderin melder melderin bauherr bauherrin bauherren geschädigter geschädigte
verstorbener verstorbene wohnungsgeber wohnungsgeberin aussteller schuldner schuldnerin gläubiger gläubigerin kläger klägerin beklagter zahler zahlerin einzahler antragsgegner antragsgegnerin widerspruchsführer widerspruchsführerin mandant mandantin
beklagte inhaber inhaberin betriebsinhaber betriebsinhaberin elternteil schüler schülerin studierender braut bräutigam verlobter hundehalter hundehalterin
sachbearbeiter sachbearbeiterin anzeigende anzeigender hinweisgeber steuerschuldner firstname lastname surname fullname vater mutter geburtsnamen
käufer käuferin verkäufer verkäuferin gewerbetreibender gewerbetreibende beschwerdeführer beschwerdeführerin petent petentin auftraggeber`

const columnWords = `vorschlag vorschläge wahlvorschlag kandidat kandidatin kandidaten bewerber bewerberin bewerbung bewohner bewohnerin klient klientin spieler spielerin
wer zuständig verantwortlich leitung besetzung helfer helferin ansprechpartner ansprechpartnerin betreuung abholung bezugsperson trainer trainerin pat kd kunde kundin schüler schülerin
protokoll protokollführung schriftführung versammlungsleitung sitzungsleitung vertretung moderation kassenprüfung ausschank aufbau abbau fahrdienst begleitung dolmetscher dolmetscherin masch
redner rednerin wortmeldung springer kursleitung anw anwes entsch entschuldigt prüfer tn teilnehmende mitgl mitglied mitwirkende aufsicht lehrkraft dozent dozentin referent referentin gast gäste trupp einsatzkraft`

const wareColumns = `preis stückpreis einzelpreis gesamtpreis ep gp menge mengen anzahl stk artikel artikelnr artikelnummer produkt marke hersteller modell typ sorte wert einheit referenz normwert
normbereich referenzbereich parameter netto brutto mwst rabatt rasse tierart wirkstoff handelsname dosis dosierung stärke form material farbe gewicht größe lieferant bieter firma
version datei größen zutat zutaten gerät geräte`

const weakFields = `pt vn nn haushalt personenkreis
braut bräutigam ehegatte ehegattin trauzeuge trauzeugin pate patin
kontakt kind kinder kindes person personen betreff teilnehmer teilnehmerin ehefrau ehemann sohn tochter partner partnerin betreuer
betreuerin von an für cc from to arzt hausarzt rückfragen notfallkontakt gast besitzer besitzerin finder finderin geschwister begleitperson
mitbewohner gesellschafter geschäftsführer geschäftsführerin mitarbeiter signatur termin ansprechperson vertreten vertreter vertreterin
anrede pflegeperson pflegekraft erben erbe kunde kundin mitglied nutzer nutzerin wir unterzeichnet namens`

const orgs = `college church airport entertainment limited corporation inc ltd llc
gmbh ag kg ohg ug mbh gbr ev ek eg se kgaa stiftung institut instituts institutes stiftungen schulen schule grundschule realschule gesamtschule hauptschule gymnasium oberschule
berufsschule universität uni hochschule akademie haus preis kirche klinik klinikum krankenhaus halle sporthalle stadion arena park zentrum museum archiv verlag
gesellschaft verein bibliothek theater kaserne brücke denkmal kolleg kita kindergarten platz straße strasse str allee weg ring damm
ufer bahnhof flughafen gesetz rente reform syndrom krankheit effekt verfahren formel skala test medaille orden heim statue büste stift siedlung turm saal
villa quartier passage center co partner söhne hof ecke gruppe werke werk bau reisen immobilien apotheke bank tower galerie forum
campus hospital hotel restaurant café bistro pub bar store shop foundation school street university award`

const shops = `seniorenzentrum seniorenheim altenheim pflegeheim pflegezentrum wohnheim jugendwohnheim kh pietät bestatter bestattungsinstitut bestattung beerdigungsinstitut trauerhaus steinmetz schlüsseldienst abschleppdienst hörgeräte sanitätshaus reinigung zahnarztpraxis fotoladen fotostudio teppichhaus küchenstudio matratzen getränke getränkemarkt fahrradladen zweirad nagelstudio kosmetik tabak lotto taxi imbiss kiosk döner pizzeria eisdiele trattoria ristorante autohaus bäckerei metzgerei apotheke firma hotel café cafe kaufhaus möbel möbelhaus modehaus gasthof gasthaus gaststätte druckerei spedition
fleischerei restaurant pension blumen optik optiker juwelier friseur salon fahrschule reisebüro buchhandlung brauerei weingut gärtnerei schreinerei
tischlerei malerbetrieb elektro sanitär bestattungen bestattungshaus baumarkt supermarkt drogerie kanzlei sankt st marke fa konditorei baufirma
dachdeckerei hausverwaltung verlag tankstelle werkstatt kfz zoo stadion haus schule grundschule gymnasium kita kirche krankenhaus klinik klinikum
stift universität zum morbus`

const offices = `standesamt bürgeramt bürgerbüro rathaus rathauses amtsgericht landgericht oberlandesgericht finanzamt jobcenter arbeitsagentur agentur gemeinde stadt kreis
landkreis ausländerbehörde ordnungsamt einwohnermeldeamt meldeamt sozialamt jugendamt bauamt gesundheitsamt zulassungsstelle führerscheinstelle
kfz-zulassungsstelle stadtverwaltung kreisverwaltung verwaltung behörde amt stadtwerke stadtbibliothek stadthaus verwaltungsgericht
sozialgericht arbeitsgericht familiengericht bezirksamt gemeindeverwaltung bürgerservice stadtteil bezirk ortsteil bundesland land
hochschule uni universität fh th tu konsulat botschaft versorgungsamt rentenversicherung familienkasse bauhof wertstoffhof recyclinghof kreishaus
bezirksregierung regierungspräsidium wohngeldstelle elterngeldstelle landratsamt staatsanwaltschaft polizei polizeipräsidium feuerwehr flughafen bahnhof hauptbahnhof klinikum
bibliothek bürgerzentrum hauptzollamt zollamt bafög-amt studierendenwerk studentenwerk bußgeldstelle fundbüro bezirksrathaus bürgermeisteramt kreisamt`

const things = `prio priorität level ortho derma uro gastro pulmo onko nephro rheuma endokrino phlebo radiologie neurologie kardiologie urologie gynäkologie chirurgie orthopädie psychiatrie anästhesie anästhesiologie allgemeinmedizin pädiatrie pathologie gyn gynä anä anäst kjpp durchwahl tel fax telefon fin vin malo melo iban bic kto blz zimmer raum seite klasse zeile punkt nummer nr absatz abs artikel art satz ziffer anlage stufe zone linie bus gleis schalter platz
kapitel teil version formular stelle position zahl gruppe block woche tag jahr alter kalenderwoche kw größe grad ausfahrt
steuerklasse pflegegrad pflegestufe bundesstraße autobahn paragraph paragraf paragrafen stunde uhr ebene etage haltestelle halle tor abschnitt spalte
feld automat buchstabe anhang aktenzeichen az bescheid rechnung rate fall los runde staffel band heft warteschlange wartenummer ticket
bebauungsplan kategorie kfz hausnummer flur flurstück zeitraum termin um ab bis circa ca gegen zwischen etwa rund mindestens höchstens
kostet gebühr gebühren preis betrag euro lohnsteuerklasse tarif tarifzone windows iphone agenda artikels randnummer rn bundestagsdrucksache`

const houseWords = `hof höfe hofstelle gehöft resthof bauernhof aussiedlerhof weiler häuser häusern hauses nachbarhaus nebenhaus elternhaus reihenhaus
einfamilienhaus doppelhaus mietshaus mehrfamilienhaus wohnhaus ferienhaus ferienwohnung hausnr hsnr hnr objekte objekten objekts liegenschaft liegenschaften anwesens
grundstücks grundstücke ortstermin ortsbesichtigung wohnungsbesichtigung wohnungsübergabe tonne tonnen mülltonne mülltonnen biotonne restmülltonne
papiertonne restmüll sperrmüll sperrmüllabholung leeren geleert leerung laterne straßenlaterne gehweg bürgersteig einfahrt hofeinfahrt hydrant gully gulli
zustellung zustellen zugestellt winterdienst wasserrohrbruch rohrbruch gasgeruch stromausfall ummeldung ummelden umgemeldet
ausgezogen auszug einzug einzugs ecke nebenan gegenüber rückgebäude hinterhaus vorderhaus seitenflügel innenhof anbau einliegerwohnung klingel klingeln klingelt
briefkasten wahlbenachrichtigung postbote zusteller briefträger zähler gaszähler wasserzähler stromzähler wasseruhr hauseigentümer hausverwaltung hausmeister
grundsteuer bauantrag mietwohnung dachgeschosswohnung nachsendeauftrag hausanschluss glasfaseranschluss`

const geoNouns = `markt mühle mühlen bach berg berge see wald park kirche bahnhof schloss schloß hang brühl feld felde garten gärten eichen linden
tannen buchen birken erlen siel deich diek anger graben hof brunnen wiesen wiese teich weiher hafen kanal ufer tor turm wall burg
stadtpark stadtwald sportplatz schule friedhof rathaus dom kloster stift hügel höhe hohe höhle grund tal aue auen au ried moor heide bruch
bühl rain steig hohlweg kreuz kapelle zoo alten neuen löhe loh lohe kamp esch brink horst busch dorf dorfe ort anger weinberg weinbergen
brücken höfen bächen mauern toren deichen teichen feldern gartenfeld steinbruch kirchplatz marktplatz dorfplatz schützenplatz bahndamm kirchberg mühlbach mühlenbach mühlenberg schlossberg galgenberg
sonnenhang südhang nordhang waldrand stadtgraben stadtmauer klosterhof hirtenberg roten weiher gries sand stein steinen weiden pappeln
rosengarten obstgarten hopfengarten lindenhof krautgarten kirschberg kirschgarten alm leite wasserturm bahn brücke fluss rhein main neckar mosel elbe`

const cities = `südstadt nordstadt weststadt oststadt bahnhofsviertel luxembourg kolkata nagpur jaipur nashik lucknow indore surat philippines semey lisbon belgrade milwaukee swakopmund bursa adana gaziantep konya mersin diyarbakir kayseri eskisehir samsun trabzon erzurum malatya sivas denizli sanliurfa mardin elazig gümüşhane idlib
latakia tartus raqqa daraa qamischli kobane hasaka basra kirkuk dohuk sulaimaniyya falludscha nadschaf kundus masar dschalalabad ghazni helmand isfahan
schiras maschhad täbris ahwas peschawar rawalpindi faisalabad multan tschittagong chennai hyderabad pune kochi ahmedabad amritsar łódź lodz gdynia
gdansk gdańsk wrocław wroclaw poznań poznan katowice kattowitz gliwice gleiwitz opole oppeln szczecin lublin białystok bialystok rzeszów rzeszow kraków
krakow toruń bydgoszcz częstochowa kielce cluj timișoara timisoara temeswar iași iasi brașov brasov sibiu hermannstadt craiova ploiești oradea bacau
suceava plovdiv plowdiw varna burgas russe pleven debrecen szeged pécs miskolc győr bratislava pressburg košice kosice ostrava pilsen olmütz niš
kragujevac subotica mostar tuzla zenica prishtina prizren gjakova ferizaj mitrovica tetovo kumanovo bitola durrës durres vlora shkodra rijeka osijek
zadar dubrovnik maribor ljubljana laibach thessaloniki saloniki patras heraklion larnaka nikosia limassol poltawa winnyzja schytomyr tschernihiw sumy
saporischja mykolajiw luzk ternopil uschhorod tscherniwzi donezk luhansk krywyj melitopol butscha irpin nowosibirsk jekaterinburg omsk tomsk wolgograd
saratow krasnodar kasan tscheljabinsk grosny machatschkala karaganda bischkek duschanbe aschgabat chisinau tiraspol batumi keren massawa mendefera
dekemhare hargeisa kismayo baidoa kumasi tamale ibadan abuja enugu harare lusaka kampala kigali bujumbura lubumbashi jaunde douala abidjan bamako
ouagadougou niamey conakry freetown monrovia banjul cotonou luanda maputo pretoria johannesburg kapstadt windhoek gaborone marrakesch tanger agadir
oujda oran constantine annaba sfax sousse bengasi misrata gizeh luxor assuan haifa ramallah nablus hebron irbid mekka maskat manama danang haiphong
phnom vientiane rangun yangon cebu bandung surabaya kualalumpur taipeh chengdu wuhan guangzhou shenzhen harbin busan kyoto nagoya sapporo hiroshima
leeds sheffield nottingham leicester newcastle inverness aberdeen dundee swansea brighton oxford limerick göteborg malmö uppsala trondheim aarhus
odense tampere turku tartu kaunas bilbao saragossa murcia coimbra braga genua catania messina triest bozen padua pisa lecce cagliari grenoble rennes
nantes reims dijon mulhouse brügge charleroi eindhoven groningen maastricht tilburg nijmegen enschede graz salzburg innsbruck klagenfurt villach
bregenz dornbirn genf lausanne winterthur lugano luzern recife brasilia curitiba manaus medellin guayaquil asuncion guadalajara monterrey puebla
managua tegucigalpa romania bulgaria iraq russia greece croatia serbia india pakistan bangladesh vietnam brazil mexico kenya ethiopia morocco egypt
lebanon scotland australia canada nepal uganda cameroon zimbabwe belgium sweden norway denmark finland hungary portugal
warszawa roma milano napoli torino firenze venezia genova bolzano trento bucurești constanța kharkiv lviv odesa praha brno beograd lisboa københavn antwerpen bruxelles genève
paris london rom wien zürich istanbul ankara izmir antalya warschau krakau danzig posen breslau stettin olsztyn prag brünn budapest bukarest sofia athen belgrad
zagreb sarajevo skopje tirana pristina madrid barcelona valencia sevilla malaga lissabon porto mailand neapel turin florenz venedig palermo cosenza bologna
amsterdam rotterdam utrecht brüssel antwerpen lüttich kopenhagen stockholm oslo helsinki moskau petersburg kiew kyjiw kyiv charkiw charkow odessa lwiw lemberg
minsk riga vilnius tallinn damaskus aleppo homs beirut bagdad mossul erbil teheran kabul herat kandahar islamabad karachi lahore delhi mumbai kalkutta bangalore
dhaka hanoi saigon bangkok jakarta manila peking shanghai hongkong tokio osaka seoul sydney melbourne adelaide perth kairo alexandria tunis algier casablanca
rabat lagos accra nairobi mogadischu asmara khartum kinshasa dakar toronto montreal vancouver chicago boston washington miami houston seattle
philadelphia dallas denver bogota lima quito caracas santiago montevideo havanna mexiko edinburgh dublin manchester birmingham liverpool glasgow cardiff
belfast lyon marseille toulouse nizza straßburg bordeaux lille luxemburg königsberg dnipro saporischschja mariupol cherson tiflis eriwan baku
taschkent almaty astana ulanbator kathmandu colombo dubai doha riad dschidda jerusalem tel amman aden sanaa tripolis addis teneriffa mallorca kreta sizilien sardinien korsika
bayern sachsen hessen thüringen brandenburg saarland niedersachsen holstein westfalen franken schwaben allgäu eifel harz hunsrück ruhrgebiet rheinland
pfalz ostfriesland oberpfalz oberfranken unterfranken mittelfranken oberbayern niederbayern emsland münsterland sauerland siegerland erzgebirge vogtland
schlesien pommern ostpreußen böhmen tirol vorarlberg kärnten steiermark burgenland bodensee rügen usedom sylt föhr borkum norderney europa afrika asien amerika
südamerika nordamerika usa england schottland wales großbritannien holland ukraine russland syrien afghanistan iran irak eritrea somalia nigeria ghana kosovo türkei anatolien kurdistan
tschechien slowakei kalifornien texas florida kanada australien neuseeland germany turkey poland spain italy france syria britain ireland austria switzerland netherlands
balkan skandinavien baltikum kaukasus taunus spreewald schwarzwald odenwald pankow wandsbek treptow köpenick kreuzberg neukölln charlottenburg wilmersdorf friedrichshain lichtenberg marzahn hellersdorf spandau reinickendorf
steglitz zehlendorf schöneberg tempelhof moabit altona eimsbüttel harburg bergedorf blankenese barmbek ottensen winterhude schwabing sendling giesing haidhausen
bogenhausen pasing ehrenfeld nippes kalk rodenkirchen chorweiler lindenthal bilk oberkassel benrath gerresheim bockenheim sachsenhausen höchst nordend
connewitz plagwitz gohlis grünau blasewitz pieschen cotta gröpelingen hemelingen vegesack linden-nord herrenhausen cannstatt degerloch vaihingen feuerbach
zuffenhausen langenfelde billstedt rahlstedt volksdorf weißensee wannsee gatow kladow rudow britz gesundbrunnen bothfeld misburg spessart rhön lausitz uckermark prignitz altmark wendland breisgau kraichgau kurpfalz`

// numberWords returns the numbers from 1 to 199 as spoken in German.
func numberWords() string {
	ones := [...]string{"", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
		"vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"}
	tens := [...]string{"", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"}
	var b []byte
	for n := 1; n < 200; n++ {
		r := n % 100
		prefixes := []string{""}
		if n >= 100 {
			prefixes = []string{"hundert", "einhundert", "hundertund"}
		}
		word := ""
		switch {
		case r == 1 && n < 100:
			word = "eins"
		case r < 20:
			word = ones[r]
			if r == 1 {
				word = "eins"
			}
		case r%10 == 0:
			word = tens[r/10]
		default:
			word = ones[r%10] + "und" + tens[r/10]
		}
		for _, p := range prefixes {
			b = append(append(append(b, p...), word...), ' ')
		}
	}
	return string(b) + "zwo"
}

// noRoads end like streets and name none.
const noRoads = `kaeufer laeufer anstieg abstieg aufstieg einstieg ausstieg umstieg irrweg scoring sharing sonderweg bildungsweg einweg mehrweg lebensweg
rollerbahn skaterbahn bowlerbahn länderbahn bäderbahn kinderbahn kostenplan therapieplan behandlungsplan hilfeplan förderplan dienstplan medikationsplan ernährungsplan stundenplan wochenplan tourenplan abgabegrund meldegrund abmeldegrund sperrgrund befreiungsgrund aufhebungsgrund entlassungsgrund versagungsgrund flurstueck grundstueck baugrundstueck fruehstueck gepaeck besteck zweck einbruch abbruch umbruch ausbruch zusammenbruch wasserrohrbruch rohrbruch beinbruch armbruch einspruch
vorgang eingang ausgang zugang lehrgang jahrgang studiengang rundgang rueckgang uebergang durchgang abgang aufgang umgang anfang empfang tiefgang bildungsgang waschgang schleudergang treppengang arbeitsgang wahlgang notausgang haupteingang nebeneingang seiteneingang hintereingang kellereingang gehgang fahrgang posteingang zahlungseingang wareneingang spaziergang fang ueberhang flughafen leitweg listenplatz stehplatz ausbildungsplatz startplatz messeplatz tabellenplatz standplatz speicherplatz kitaplaetze pflegeheimplatz betreuungsplaetze rangplatz studienplaetze
abend abhang ablehnungsgrund abstieg allee anblick anhang anliegerstrasse ansbach anstieg arbeitsmarkt arbeitsplatz arbeitsweg armee auenland aufstieg
augenarzt augenblick ausbildungsplatz ausblick ausgang ausland ausstieg ausweg autor bahnhof bahnsteig bamberg barrierefreiheit bauernhof bauhof
baumarkt beispielstrasse beitragsfreiheit bereich betreuungsplatz bezirksgrund bielefeld biergarten bodensee bolzplatz boxring bremsweg bring
buergersteig bundesland bundesstrasse bussgeldbescheid bussteig campingplatz catering dachterrasse deutschland dienstweg direktor doktor dortmund
durchblick durchgangsstrasse durchweg einbahnstrasse einblick einfach eingabefeld eingang einsatz einstieg emsland engineering england erwerbsgrund
fahrradstrasse fahrsteig fahrweg fahrzeug faktor feuerwehr flohmarkt fluchtweg fluggastbruecke flugplatz freiburg freiheit freizeitpark
friedhof fruehling fuhrpark fussballfeld fussweg garten gebuehrenfreiheit gefreiheit gegenwg gehweg gerichtshof gering griechenland grillplatz grund
halbweg landesstrasse staatsstrasse gemeindestrasse radschnellweg radfernweg rundwanderweg tastenfeld datenfeld textfeld handfeld handwerk hauptverkehrsstrasse haustuer heidelberg heidenheim heimplatz heimweg hering hintergrund hinterhof hinweg hochwald holland
hortplatz inland innenhof inspektor investor jahrgang jahrmarkt kaffee kindergarten kindergartenplatz kitaplatz kleingarten koenigsberg kredit krefeld
kreisstrasse krippenplatz kuendigungsgrund kurzstrecke lagerplatz landwirt lehrgang lichtenfeld liegeplatz luftweg markt mehrfach
meinungsfreiheit mindestens moderator monitor monitoring motor nachweg nebenstrasse nordsee nuernberg odenwald offenbach ostsee ostseebad parkplatz
pflegeplatz pflichtfeld platz radweg rastplatz rechtsweg rechtsweges recyclinghof reihe reihenfolge rektor religionsfreiheit rheinland
rueckblick rueckweg rundgang russland saalfeld saarland sackgasse schiene schlafplatz schnee schnellstrasse schrebergarten schulhof
schwarzwald sektor sicherheit sitzplatz spielplatz spielstrasse sponsoring startplatz stellplatz steuerfreiheit strasse studiengang
studienplatz supermarkt tagespflegeplatz termin terrasse textfeld therapieplatz tiefgaragenplatz tierpark toilette tournee ueberblick uebergang
ueberweg umfeld umgang umstieg umweg untergrund unterwegs vaterland verhaltenskodex verkehrsgrund verpflichtungsgrund versagungsgrund vielfach
vordergrund vorfeld vorgang vorhang vorring vorstrasse vorweg wanderweg weihnachtsmarkt wertstoffhof westerwald windpark wittenberg
deckenhoehe raumhoehe rahmenhoehe traufhoehe firsthoehe wandhoehe arbeitshoehe sitzhoehe absatzhoehe durchfahrtshoehe gebaeudehoehe fallhoehe hubhoehe schnitthoehe zaunhoehe
wuchshoehe bauhoehe stehhoehe tischhoehe schritthoehe schafthoehe einbauhoehe sprunghoehe bruestungshoehe bettpl bettplatz stellpl sitzpl stehpl parkpl arbeitspl
gueterbahn geisterbahn achterbahn wasserbahn kinderbahn schwimmerbahn nichtschwimmerbahn laeuferbahn spielerbahn fahrerbahn rodlerbahn anfaengerbahn baederbahn brigade
wochenmarkt bauplatz wohnstrasse wohnungsmarkt wohnungsplatz zahnarzt zeltplatz zugang zusammenhang zweifach zweitweg`

// anatomyWords are abbreviations of parts of the body, which end a name.
const anatomyWords = `lig ligg proc ggl`

// callers speak in a protocol of a talk: they are no names.
const callers = `anrufer anruferin anrufende servicekraft`

// highOffices stand behind "Sehr geehrter Herr" in place of a name. Those that are surnames as well are greetedOffice's.
const highOffices = `erzpriester archimandrit metropolit vorsteherin amtsvorsteher baurat stadtbaurat baudirektor amtsrat schulrat dekanin superintendent superintendentin konsulin intendantin magnifizenz`
