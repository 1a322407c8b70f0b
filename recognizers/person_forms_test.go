package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

// TestPersonForms holds forms in which names stand in messages that nobody announces in words: with dates, in lists, set apart by signs.
func TestPersonForms(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		// dates
		{text: "Meine Kinder: ⟦Jorva⟧ 3.4.18, ⟦Tammo⟧ 12.9.20", why: "names with birth dates in a row"},
		{text: "⟦Ebbo⟧ 1.2.15 und ⟦Frauwke⟧ 30.11.18", prompt: "Wann sind Ihre Kinder geboren?", why: "so, as an answer"},
		{text: "Für ⟦Imkea⟧ (4.5.2017) brauche ich noch eine Bescheinigung.", why: "a date in brackets"},
		{text: "den Kleinen (⟦Siebo⟧, 02.03.2021) melde ich später an", why: "name and date in brackets"},
		{text: "Für die Verordnung (1.1.2024) und den Bescheid (2.2.2024) fehlt mir Zeit", why: "things with dates"},
		{text: "Antrag 9.6.16, Bescheid 21.1.20", why: "things with dates in a row"},
		// before documents
		{text: "Hier die Papiere:\n⟦Ewkea⟧ – Perso VZ1P3CKMR\n⟦Friedegund⟧ – Pass JN38NPH1H\n⟦Tjorge⟧ – Pass CM85K8Y16", why: "a list with documents"},
		{text: "1. ⟦Mirkan Oyeleke⟧: Reisepass C4VK71H0M\n2. ⟦Anna Vosskuhl⟧: Personalausweis L4VK71H0M", why: "so, numbered"},
		{text: "Kopie - Pass C4VK71H0M\nOriginal - Perso L4VK71H0M\nMutter - Ausweis L4VK71H02", why: "things and relations before documents"},
		// names by birth, nicknames, contrast
		{text: "Ich bin ⟦Hedda Krummrey⟧, geb. ⟦von Sassenthin⟧.", why: "a particle behind geb."},
		{text: "Er wurde als ⟦Olaf Knaupp⟧ geboren.", why: "between als and geboren"},
		{text: "Geboren wurde ich als ⟦Zschunke⟧, jetzt heiße ich ⟦Barwich⟧.", why: "als behind geboren"},
		{text: "Sie ist als Deutsche geboren und als Frühchen zur Welt gekommen", why: "what somebody is born as"},
		{text: "Im Rathaus war jemand namens ⟦Kuckelkorn⟧ zuständig.", why: "namens"},
		{text: "Wir haben einen Hund namens Kuckelkorn und ein Programm namens Scion", why: "animals and things have names"},
		{text: "Ich ⟦Vossberg⟧, sie ⟦Idrizi⟧, das Kind soll ⟦Vossberg⟧ heißen.", why: "set against each other"},
		{text: "Mein Mann heißt ⟦Tilo Ansorge⟧, ich ⟦Weidlich⟧.", why: "heißt is understood"},
		{text: "Alle nennen mich ⟦Wolle⟧.", why: "any word is a nickname"},
		{text: "Spitzname ⟦Keule⟧, richtiger Name ⟦Marc Kühlborn⟧.", why: "so is this"},
		{text: "Zuständig ist der ⟦Brüggenjürgen⟧, Tel. intern -44", why: "an extension behind"},
		{text: "zwei Kinder, das Jüngste (⟦Merve⟧) ist krank", why: "a given name in brackets"},
		// parts of names
		{text: "Gestern hat der Lehrer ⟦Kim Jong Ok⟧ die Klasse übernommen.", why: "three syllables"},
		{text: "Der Vermieter ⟦Park Min Su⟧ war gestern da, ich bin an der Tür gewesen.", why: "so, and function words behind"},
		{text: "grüße von ⟦s4ndra⟧ und ⟦t0bias⟧, die swift ist olbkdea0han", why: "digits for letters in names, not in a code"},
		{text: "Unter ⟦Ottokar II.⟧ wurde das Kloster neu gebaut und dem Bischof unterstellt.", why: "an ordinal keeps its full stop"},
		{text: "Wir hatten den Schriftsteller ⟦Joseph Viktor von Scheffler⟧ zu Gast.", why: "zu Gast is no title"},
		{text: "Das ist streitig, vgl. Uhlert / Bandow / Zinsmann, Markengesetz, 3. Aufl., § 14 Rn. 563.", why: "authors of a commentary"},
		{text: "Die Kammer glaubt, dass der Zeuge ⟦K.⟧ den Wagen des Angeklagten am Abend vor dem Haus gesehen hat.", why: "an initial in a decision"},
		{text: "Ich wohne bei ⟦Seitz⟧, die Auflage habe ich erfüllt.", why: "no edition of a book"},
		{text: "Die Vermieterin, Frau ⟦von Bismarck⟧, ruft nicht an.", why: "a namesake"},
		{text: "Ich heiße ⟦Otto Bismarck⟧ und bitte um Rückruf.", why: "another"},
		// one person each
		{text: "Kontoinhaber ........ ⟦Brzeskwinia⟧\nGeldinstitut ........ Sparkasse", why: "dots lead to the value"},
		{text: "Kontoinhaber... keine Ahnung, wer das ist", why: "three dots lead nowhere"},
		{text: "Angemeldet sind:\n1. ⟦Tesfazghi, Luwam⟧\n2. ⟦Bondarenko, Halyna⟧ (fehlt heute)\n3. ⟦Sahinoglu, Emre⟧", why: "surnames first in a numbered list"},
		{text: "Es fehlten:\n⟦Bojadschiew, Swilen⟧\n⟦Quispetupa, Nayeli⟧\nbeide ohne Attest", why: "surnames first, a line each"},
		{text: "Bitte mitnehmen:\n- Brot, Butter\n- Salz, Pfeffer", why: "things in a list"},
		{text: "⟦SLAVOJKA BRZANAC⟧ IST MEINE MUTTER UND WOHNT BEI MIR", why: "capitals, and names that no list has"},
		{text: "DER ANTRAG IST MEIN PROBLEM. DIE HAUSTÜR IST MEINEM VATER ZU SCHWER", why: "things in capitals"},
		{text: "Die ⟦Krögersieks⟧ von nebenan feiern schon wieder.", why: "the plural of a surname that no list has"},
		{text: "Die Mülltonnen von nebenan stinken, die Kinder von oben lärmen.", why: "plurals of things"},
		{text: "Guten Tag, Frau ⟦Sonnabend⟧, Frau ⟦Feierabend⟧ hat mich an Sie verwiesen.", why: "days are surnames behind a salutation"},
		{text: "Mein Nachbar heißt wirklich ⟦Lustig⟧, Vorname ⟦Arno⟧.", why: "wirklich stands between"},
		{text: "Доброго дня, я ⟦Ганна Тимошенко⟧, я шукаю роботу для сина", why: "verbs in lower case behind я"},
		{text: "أنا ⟦كريم عبد الله⟧ وأريد موعدا", why: "\"and\" before a verb"},
		{text: "hi, my landlord wants a paper, the manager refuses and the tenant pays. what should i do now", why: "everyday English in lower case"},
		{text: "⟦Phan Van Duc⟧, Stühle für den Verein", prompt: "Auf welchen Namen läuft die Reservierung?", why: "a thing behind the name"},
		{text: "My roommate ⟦Aoibheann⟧ moved in last week.", why: "English, and a name that no list has"},
		{text: "Das Finanzamt nennt mich Einzelunternehmerin, alle nennen mich ⟦Keks⟧.", why: "a status is no nickname"},
		{text: "Der Herr Stadtkämmerer hat leider keine Zeit.", why: "an office"},
		// lists and papers
		{text: "Teilnehmerliste\n\n⟦Albring-Wein, Sonja⟧; ⟦Chukwuemeka, Obinna⟧; ⟦von Trotha-Möller, Friedelinde⟧; ⟦Zschoche, Rocco⟧\n\nDanke", why: "a line of names"},
		{text: "lfd;anrede;name;vorname\n1;Herr;⟦Plötzeneder⟧;⟦Burghart⟧;will Rückruf\n2;Frau;⟦Bhattarai⟧;⟦Sushmita⟧;", why: "cells behind a salutation"},
		{text: "In der Sache\n⟦Gschwendtner, Romina⟧, Egerländer Ring 188\ngegen die Stadt", why: "surname first, known to no list"},
		{text: "⟦WESTERHEIDE, Klaus-Dieter⟧", why: "a surname in capitals"},
		{text: "Am 03.06.2024 um 09:12 schrieb ⟦Jobstin Zweifel⟧:\n> Hallo, die Halle ist belegt.", why: "the head of an answered mail"},
		{text: "⟦Dagnie⟧: Hi, hier ist deine Vermieterin\n⟦Dagnie⟧: Der Handwerker kommt morgen\nIch: ok", why: "a speaker in a pasted chat"},
		{text: "Frage: Was kostet das?\nAntwort: Nichts.\nFrage: Wirklich?", why: "labels that stand twice"},
		{text: "für meinen opa ⟦hinnerich⟧, der hört schlecht", prompt: "Für wen möchten Sie den Termin buchen?", why: "what is told of him"},
		{text: "⟦stiefmüller⟧ oder so ähnlich", prompt: "Welcher Mitarbeiter hat Sie beraten?", why: "the bot asked which"},
		{text: "Es zeigt ⟦Critchlows⟧ Stil in neuem Licht", why: "a genitive that no list has"},
		{text: "gez. Dr. ⟦F. Brinkkötter⟧     ⟦Milena Twardzik⟧\nChefarzt           Oberärztin", why: "columns"},
		{text: "Versicherter      ⟦Kuczmarski, Bogdan⟧\ngeboren           27.01.1939", why: "a form in columns"},
		{text: "Mit Gruß nach Stadthagen\nIhr ⟦W.-D. v. Schlüsselburg⟧", why: "initials and a short particle"},
		{text: "Das Konto gehört laut meiner Bank der Frau ⟦Ingeborg H.⟧ aus Vilnius", why: "the surname's initial"},
		{text: "Neu in der Wehr sind ⟦Foelke Ennenga⟧, ⟦Mirjeta Hoxhaj⟧ und andere.", why: "before somebody certain"},
		{text: "Frohe Feiertage wünscht Ihnen\n\n⟦Radegund Stanglmayr⟧", why: "a wish closes letters"},
		{text: "Grüße aus dem 2. OG\n⟦Imken Garbers⟧", why: "where the greetings are from"},
		{text: "entschuldigt: Dr. ⟦Wasserfall⟧", why: "a noun behind a title"},
		{text: "zugunsten eines Herrn \"⟦Manni⟧\" aus der Gruppe", why: "a name in quotation marks"},
		{text: "zieht um, heißt glaub ich ⟦Brummack⟧, kommt aus Peine", why: "words between"},
		{text: "Seit 330 v. Chr. wohnte dort niemand, Physiotherapeutin B. Sc., Hanau", why: "an era and a degree"},
		// none
		{text: "Bestatter ist Pietät Lorenz, der hat gesagt ich soll anrufen.", why: "an undertaker's firm"},
		{text: "MEIN KÜHLSCHRANK TAUT AB IHR PENNER", why: "an insult"},
		{text: "jo moin, sperrmüllkarte verloren", why: "an interjection"},
		{text: "Darf man ein Kind Luzifer nennen? Ist Kim ein Jungenname?", why: "names as such"},
		{text: "Fritzchen fragt die Lehrerin", why: "a figure of jokes"},
		{text: "Frau ⟦Fritzchen⟧ war da", why: "a namesake with a salutation"},
		{text: "Sturm Friederike hat das Carport zerlegt, Xaver die Gartenlaube", why: "storms"},
		{text: "mein hund heißt bruno und die katze luzie, steuer nur für bruno", why: "animals named before"},
		{text: "Unser Kater Herr Schröder ist weg. Und die Schildkröte Berta", why: "animals with a salutation"},
		{text: "Die Kinder wollen als Pippi Langstrumpf, Ronja und Michel gehen", why: "figures in a list"},
		{text: "hey clara bist du ein mensch oder ein roboter", why: "the bot's name"},
		{text: "Beispiel: Mustermann, Max, Schlosser, ledig", why: "an example, surname first"},
		{text: "Frau K. aus dem Erdgeschoss, von einer Freundin, Frau M., weiß das", why: "initials alone"},
		{text: "Fährt die MS \"Karoline Theresia\" auch bei Niedrigwasser?", why: "a ship"},
		{text: "Auf dem Weg zum Wehrführer, Ruhiges Wochenende, Vergelts Gott", why: "an office, an adjective, a phrase"},
	})
}

// TestPersonNamed reads the ways in which people say what somebody is called.
func TestPersonNamed(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "sofa und zwei matratzen vor dem haus. ⟦petermanndl⟧ is der name an der klingel", why: "a name that is read somewhere"},
		{text: "⟦Umlauf⟧ ist der Name, ja, wie im Ring.", why: "a common word that is said to be a name"},
		{text: "Lindenfels ist der Name unserer Siedlung, Kattrepel ist der Name von unserem Schiff.", why: "names of places and ships"},
		{text: "das passwort ist der name von omas dackel", why: "a name that stands for something else"},
		{text: "Der Fahrer hat mir seinen Namen als ⟦Frost⟧ angegeben.", why: "a common word that is given as a name"},
		{text: "also mein name ist ⟦kapusta irena⟧ und ich wohne bei meiner tochter", why: "the surname first"},
		{text: "Name, Vorname: ⟦Oguntola-Rolfs, Ronke⟧\nStraße:", why: "a label that says what comes first"},
		{text: "Das Haus von ⟦Neubrunner⟧ steht leer. Bei ⟦Neubrunners⟧ klingelt niemand mehr.", why: "a family's name without its s"},
		{text: "Unsere Tochter heißt ⟦Zilan Altunkaya⟧, die Schule führt sie als \"⟦Zilan⟧\".", why: "a given name in quotation marks that is somebody's here"},
		{text: "She came with her brother and his wife ⟦Bukolani⟧, who phoned twice.", why: "whose relative it is, in English"},
		{text: "die Dame bei der Ausländerbehörde, ⟦Lüken⟧ oder ⟦Lücken⟧, hat keinen Termin frei.", why: "another spelling that is a common word"},
		{text: "Bürgermeister a. D. ⟦Schnittker⟧\nOrtsvorsteher a. D. ⟦Dörfling⟧", why: "who has left office"},
		{text: "Bin seit September Azubi (Bäcker, 1. Lehrjahr).", why: "an occupation in brackets"},
		{text: "Bin ik hier richtig? Uns Dackel heet Fiete.", why: "a dog in Low German"},
		{text: "in der Tasche war ein Ausweis auf ⟦Ziad Bou Karrum⟧. Wohin damit?", why: "a particle inside a name"},
		{text: "Abmeldungen\n⟦AL-JUBOURI Haidar⟧ – unentschuldigt\n⟦HAILE Selamawit⟧ – Pause bis Mai\n⟦OSTAPZUK Zorianka⟧ – Arbeit gefunden\n⟦TRAORÉ Seydou⟧ – Umzug", why: "surnames in capitals in a list"},
		{text: "Betreff: Hecke, dritte Erinnerung", why: "what a letter is about"},
	})
}

// TestPersonAnswers reads answers to a question for a name and something else.
func TestPersonAnswers(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{prompt: "Bitte nennen Sie Ihren Nachnamen und Ihr Geburtsdatum.", text: "⟦Grzesiok⟧ 050577", why: "a name in no list"},
		{prompt: "Wie heißen Sie, und wo wohnen Sie?", text: "⟦grzesiok⟧, hauptstr. 4", why: "before an address"},
		{prompt: "Wie heißen Sie, und wo wohnen Sie?", text: "Hauptstraße 4", why: "no name"},
		{prompt: "Wie heißen Sie, und wo wohnen Sie?", text: "Wieso, Hauptstraße 4 reicht", why: "no name, and a word"},
		{prompt: "Wann sind Sie geboren?", text: "Grzesiok 050577", why: "nobody asked for a name"},
	})
}

// TestPersonNamesakes reads what is named after somebody, and animals.
func TestPersonNamesakes(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Wann sind eure Anmeldetage, ich meine Albert Schweitzer oder das andere Gymnasium?", why: "a school"},
		{text: "Mein Name ist ⟦Albert Schweitzer⟧, ich möchte umziehen.", why: "somebody who is called so"},
		{text: "Der Film erzählt, wie ⟦Albert Schweitzer⟧ im Herbst nach Afrika reiste.", why: "an encyclopedia is about him"},
		{text: "Was kosten die Karten für Peer Gynt, habt ihr noch welche?", why: "a play"},
		{text: "Meine Hose von Engelbert Strauss ist weg, habt ihr sie gefunden?", why: "a firm"},
		{text: "hund im bus mit maulkorb ja oder nein er heißt paulchen und ist ein mops", why: "a dog in text without full stops"},
		{text: "mein sohn fährt allein mit dem bus er heißt ⟦paulchen⟧ und ist sechs", why: "a child in such text"},
		{text: "Sehr geehrter Herr Generalintendant, der Abend war lang.", why: "a compound of an office"},
		{text: "مرحبا، هل المكتب مفتوح يوم الاثنين؟", why: "a question in Arabic"},
		{text: "اسمي ⟦محمد الجمعة⟧", why: "a surname that is a day of the week"},
		{text: "Der Antrag von ⟦Stephen King⟧ liegt noch bei Ihnen.", why: "a citizen with a name like a writer's"},
		{text: "⟦Paul Klee⟧ und ⟦Anna Seghers⟧ wohnen bei mir im Haus.", why: "neighbours"},
		{text: "⟦Georg Büchner⟧ hat angerufen, wegen der Oper", why: "a verb of what persons do"},
		{text: "⟦Alexander Lucas⟧, geb. 12.3.1988", why: "a birth date"},
		{text: "meine Mutter ⟦Teresa⟧ hat Pflegegrad 3", why: "a relative"},
		{text: "Ist die Ausstellung zu Gabriele Münter noch offen?", why: "an exhibition"},
		{text: "Welche Apfelsorten habt ihr, Jakob Lebel?", why: "a sort"},
		{text: "Meine Kinder heißen ⟦Heidi⟧ und ⟦Peter⟧", why: "no book"},
		{text: "ich habe einen hund und eine nachbarin sie heißt ⟦brenneke⟧", why: "somebody beside the animal"},
	})
}

// TestPersonMails reads greetings, closings and remarks of everyday mails.
func TestPersonMails(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "brauchen sie die für ihre versicherung?\n\nmfg ⟦björn zahnrath⟧, oben rechts", why: "a surname in no list behind the given name"},
		{text: "meine nummer ist noch dieselbe\n\nkuss, ⟦fine⟧\n\nps: bis dann", why: "a word before the name"},
		{text: "hi ⟦kimmi⟧ 🥳\n\nalles gute zum 30", why: "a nickname alone with a greeting"},
		{text: "tisch bestellt in der linde auf den namen ⟦rummelsdorfer⟧ und wenn was ist ruf an", why: "the name of a booking"},
		{text: "Gruß ⟦Winfried⟧\n\nJo, hab ich, ist ganz.", why: "a yes that is a name as well"},
		{text: "Der Grenzer (er hieß ⟦Kesermann⟧, stand da) war nett.", why: "a name said in brackets"},
		{text: "Entsetzlich. Dreitausendzweihundert Mark, pardon, Euro!", why: "money"},
		{text: "An Frau ⟦Leschinski⟧ Deutsch Kurs B1", why: "what follows a name"},
		{text: "mein Name ist ⟦Kuss⟧", why: "a closing that is a surname"},
		{text: "LG ⟦Annegret Kuss⟧", why: "the same behind a given name"},
		{text: "Frau ⟦Anner⟧ hat angerufen", why: "a surname like a contraction of dialect"},
		{text: "Das Schiff wurde auf den Namen Seeadler getauft", why: "a ship"},
		{text: "Mein Hund hört auf den Namen Bello", why: "an animal"},
		{text: "Sein Name als Künstler steht im Pass", why: "what somebody is"},
		{text: "er hat seinen Namen als ⟦Frost⟧ angegeben", why: "what somebody said"},
		{text: "Verblasst ist der Name am Briefkasten, richtig ist der Name", why: "what a name is like"},
		{text: "⟦Rosenstedt⟧ ist der Name an der Klingel", why: "a surname that ends like a participle"},
		{text: "Kind 1 ⟦Lena⟧, Kind 2 ⟦Mark⟧", why: "numbered children, no money"},
		{text: "Ein Bier unter dem Namen \"Landsberger Weiße\" gibt es auch.", why: "a thing's name"},
	})
}
