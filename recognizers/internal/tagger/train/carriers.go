package train

import (
	_ "embed"
	"strings"
)

//go:embed carriers.txt
var carrierLines string

// carriers are messages of citizens, one a line. <p> is a full name, <f> a
// given name, <l> a surname; <str>, <hausnr>, <plzort>, <stadt>, <datum>,
// <monat>, <tag>, <tel>, <nr>, <uhr>, <amt>, <sache>, <rolle> what they say;
// <beruf>, <nomen>, <marke>, <firma> and <schule> look like names and are none
// of a person. <l>s is the genitive.
func carriers() []string { return strings.Split(strings.TrimSpace(carrierLines), "\n") }

var months = strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")

var days = strings.Fields("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Sonnabend")

var offices = strings.Split("Bürgeramt|Einwohnermeldeamt|Standesamt|Jugendamt|Sozialamt|Finanzamt|Ordnungsamt|Jobcenter|Ausländerbehörde|Bauamt|"+
	"Gesundheitsamt|Kfz-Zulassungsstelle|Wohngeldstelle|Elterngeldstelle|Amtsgericht|Rathaus|Familienkasse|Führerscheinstelle|Stadtkasse|Schulamt|"+
	"Bürgerbüro|Grünflächenamt|Veterinäramt|Landratsamt|Bezirksamt|Versorgungsamt|Gewerbeamt|Wahlamt|Tiefbauamt|Friedhofsamt|Stadtarchiv|"+
	"Arbeitsagentur|Rentenversicherung|Krankenkasse|Grundbuchamt|Nachlassgericht|Bußgeldstelle|Polizei|Stadtbücherei|Musikschule|Meldebehörde", "|")

var matters = strings.Split("Personalausweis|Reisepass|Führerschein|Wohngeld|Elterngeld|Kindergeld|Bürgergeld|Anmeldung|Ummeldung|Abmeldung|"+
	"Geburtsurkunde|Heiratsurkunde|Sterbeurkunde|Meldebescheinigung|Führungszeugnis|Hundesteuer|Parkausweis|Bewohnerparkausweis|Aufenthaltstitel|"+
	"Einbürgerung|Sperrmüll|Gewerbeanmeldung|Bauantrag|Grundsteuer|Unterhaltsvorschuss|Kita-Platz|Schwerbehindertenausweis|Steuerbescheid|"+
	"Wohnberechtigungsschein|Namensänderung|Fundbüro|Beglaubigung|Reisegewerbekarte|Fischereischein|Widerspruch|Bußgeldbescheid|Mahnung|Rente|"+
	"Befreiung|Bescheinigung|Mietvertrag|Vollmacht|Aufenthaltserlaubnis|Visum|Zulassung|Kennzeichen|Umweltplakette|Biotonne|Gelbe Säcke|BAföG|"+
	"Mutterpass|Lohnsteuerbescheinigung|Vaterschaftsanerkennung|Sorgeerklärung|Grabstelle|Ratenzahlung|Stundung|Auskunftssperre|Wahlschein", "|")

var roles = strings.Fields(`Mutter Vater Sohn Tochter Mann Frau Ehefrau Ehemann Nachbar Nachbarin Vermieter Vermieterin Betreuer Betreuerin
Bruder Schwester Oma Opa Kollege Kollegin Anwalt Anwältin Hausarzt Ärztin Freundin Freund Lebensgefährte Lebensgefährtin Sachbearbeiter
Sachbearbeiterin Chef Chefin Steuerberater Enkel Enkelin Neffe Nichte Tante Onkel Cousin Cousine Schwiegermutter Stiefvater Mitbewohner
Mitbewohnerin Partner Partnerin Schwager Schwägerin Großmutter Großvater Pflegekind Mieter Mieterin Lehrerin Lehrer Trainer Erzieherin`)

// jobs and nouns that are surnames, too.
var jobs = strings.Fields(`Schneider Schreiner Koch Richter Müller Schmied Maler Fischer Jäger Wirt Bauer Gärtner Fleischer Metzger Bäcker Krämer
Wagner Zimmermann Schäfer Weber Förster Kaufmann Köhler Töpfer Schuster Sattler Pförtner Vogt Graf Kaiser König Pfarrer Lehrer Pilot
Rentner Student Busfahrer Krankenpfleger Erzieherin Elektriker Dachdecker Maurer Hausmeister Verkäuferin Friseur`)

var nouns = strings.Fields(`Sommer Winter Herbst Frühling Wolf Fuchs Storch Hirsch Hahn Vogel Specht Adler Falke Rabe Frosch Hase Igel Löwe Bär
Frost Sturm Regen Hagel Nebel Schnee Donner Blitz Berg Stein Baum Busch Bach Wald Brunnen Brand Rauch Kohl Rose Nelke Veilchen Linde Eiche
Buche Birke Kirsch Apfel Zwiebel Pfeffer Salz Honig Mai Sonntag Freitag Stern Mond Sonne Gold Silber Eisen Kupfer Hammer Nagel Beil Kessel
Topf Becher Krug Löffel Kranz Kreuz Engel Teufel Geist Held Herr Frau Nachbar Jung Alt Lang Kurz Groß Klein Braun Schwarz Weiß Grün Reich
Arm Kraft Zorn Lust Freund Feind Bruder Vetter Kind Markt Platz Hof Haus Dach Keller Schrank Tisch Bett Decke Lampe Kerze Hof Garten`)

var brands = strings.Fields(`Mercedes Opel Porsche Audi Ford Skoda Dacia Tesla Renault Peugeot Seat Honda Bosch Siemens Miele Haribo Aldi Lidl Edeka
Rossmann Müller Douglas Otto Zalando Paypal Klarna Visa Whatsapp Facebook Instagram Google Chrome Firefox Elster Windows Android Alexa Siri
Netflix Vodafone Telekom Congstar Sparkasse Volksbank Commerzbank Allianz Ergo Barmer Knappschaft DHL Hermes Amazon Ebay Ikea Obi Bauhaus Hornbach`)

// firms and schools are written around a name.
var firms = strings.Split("Bäckerei *|Metzgerei *|Autohaus *|Fahrschule *|Zimmerei *|Dachdeckerei *|Friseur *|Gasthaus *|Hotel *|Pension *|Apotheke *|"+
	"Spedition *|Schreinerei *|Malerbetrieb *|Elektro *|Sanitär *|Firma *|Fa. *|* GmbH|* AG|* KG|* & Co. KG|* OHG|* GbR|* UG|* Immobilien|"+
	"* und Söhne|* & Partner|Gebrüder *|* Hausverwaltung GmbH|* Bau GmbH|Kanzlei *|Blumen *|Modehaus *|Pflegedienst *|Taxi *|Umzüge *|Getränke *", "|")

var schools = strings.Split("*-Schule|*-Gymnasium|*-Grundschule|*-Realschule|*-Kindergarten|*schule|*-Stift|*-Krankenhaus|*-Halle|*-Stadion|*-Bad|*-Kita", "|")
