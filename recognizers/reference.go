package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Reference returns the recognizer of DE_REFERENCE: the numbers by which one issuer knows a person or contract.
//
// Kinds: Kassenzeichen, Buchungszeichen, Kundennummer, Vertragsnummer, Mitgliedsnummer, Beitragsnummer, Matrikelnummer,
// Zählernummer, Vorgangsnummer, Kindergeldnummer, number of a Bedarfsgemeinschaft, and their like. There is no common form and no check, so a keyword is needed, except for
// Kindergeldnummer (111FK396431) and Bedarfsgemeinschaft (12345//0012345, 12345BG0012345), whose forms are their own.
// Known false positives: another number right behind such a word. Source: the issuers' letters.
func Reference() anonymize.Recognizer {
	return &reference{newIdent("reference", anonymize.HasDigit, words.New("kassenzeichen", "kassenzeichens", "kassenz", "kassen zeichen", "kassenzeichennummer", "buchungszeichen", "buchungs zeichen", "buchungsnummer", "buchungskonto", "kundennummer", "kunden nr", "kundennr", "kunden nummer", "kd nr", "kdnr", "kd nummer", "kundenkonto",
		"vertragsnummer", "vertrags nr", "vertragsnr", "vertrags nummer", "vertragskonto", "vertragskontonummer", "vertrags konto", "vertrag nr", "mitgliedsnummer", "mitglieds nr", "mitgliedsnr", "mitgliednummer", "mitglieds nummer", "mitgliedsausweis", "beitragsnummer", "beitrags nr", "beitragsnr", "beitragskonto", "beitragskontonummer",
		"rundfunkbeitragsnummer", "matrikelnummer", "matrikel nr", "matrikelnr", "matr nr", "matrnr", "matrikel", "zaehlernummer", "zaehler nr", "zaehlernr", "zaehler nummer", "stromzaehler", "gaszaehler", "wasserzaehler", "stromzaehlernummer", "wasserzaehlernummer", "gaszaehlernummer", "vorgangsnummer", "vorgangs nr", "vorgangsnr", "vorgangs nummer", "vorgang nr",
		"vorgangskennung", "application reference", "application number", "reference", "reference no", "ausweisnummer der bibliothek", "bibliotheksnummer", "fischereischein", "fischereischeinnummer", "jagdschein", "jagdscheinnummer", "waffenschein", "waffenbesitzkarte", "schwerbehindertenausweis", "zaehler", "messstelle", "vorgangs id", "vorgangszeichen", "kindergeldnummer", "kindergeld nr", "kindergeldnr", "kindergeld nummer", "bg nummer", "bg nr", "bgnr", "bgnummer", "bedarfsgemeinschaft", "bedarfsgemeinschaftsnummer", "bedarfsgemeinschafts nr",
		"antragsnummer", "antrags nr", "antragsnr", "bescheidnummer", "bescheid nr", "personalnummer", "personal nr", "personalnr", "pers nr", "versicherungsschein", "versicherungsscheinnummer", "versicherungsschein nr", "policennummer", "policen nr", "police nr", "schadennummer", "schaden nr", "schadensnummer", "mandatsreferenz", "mandatsreferenznummer",
		"objektnummer", "abgabenkonto", "abgabennummer", "steuerkontonummer", "debitorennummer", "debitor", "personenkonto", "personenkontonummer", "fallnummer", "fall nr", "teilnehmernummer", "bewerbernummer", "ausweisnummer bibliothek", "lesernummer", "leserausweis", "benutzernummer", "bibliotheksausweis", "bafoeg nummer", "foerdernummer", "foerderungsnummer", "foerderungs nr", "foerder nr", "registriernummer", "anmeldenummer",
		"customer number", "customer no", "customer id", "kundenid", "kunden id", "reference number", "referenznummer", "referenz nr", "referenz", "mietvertragsnummer", "wohnungsnummer", "mieternummer", "einheitsnummer", "gebuehrennummer", "gebuehrenkonto", "patientennummer", "patienten nr", "fallnr", "schuelernummer", "studentennummer", "studierendennummer", "buergernummer", "buergerkonto", "servicekontonummer", "hundesteuernummer", "hundemarke", "steuermarke", "grundsteuernummer",
		"stammnummer", "einheitswertaktenzeichen", "einheitswertnummer", "verwendungszweck", "zahlungsreferenz", "case number", "membership number", "contract number", "kundennumer", "wohngeldnummer", "wohngeld nr", "elterngeldnummer", "auskunftsnummer", "zulassungsnummer", "sendepassnummer", "azr nummer", "azr nr", "auslaenderzentralregister", "abo nummer", "abonummer", "abo nr", "chipnummer", "transpondernummer"),
		anonymize.DEReference)}
}

type reference struct{ ident }

func (r *reference) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, folded := doc.Tokens(), doc.Folded()
	from := len(dst)
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		switch toks[i].End - toks[i].Start {
		case 3, 5, 11, 14:
		default:
			continue
		}
		last, rule := ownForm(doc, i)
		if rule == "" {
			continue
		}
		f := finding{start: int(toks[i].Start), end: int(toks[last].End), score: 0.85, rule: rule}
		if i > 0 && toks[i].Start-toks[i-1].End == 1 && folded[toks[i].Start-1] == ' ' && doc.Word(toks[i-1]) == "bg" {
			f.start = int(toks[i-1].Start) // "BG 12345//0012345"
		}
		f.hit, _ = r.keys.Near(doc, i, last)
		if f.hit.Span.End > 0 {
			f.score = 0.95
		}
		dst = r.report(doc, dst, anonymize.DEReference, f)
	}
	own := len(dst)
	dst, err := r.codes(ctx, doc, dst, anonymize.DEReference, &codeRule{minDigits: 4, after: true, score: 0.8, name: "reference/keyword"})
	if err != nil || own == from {
		return dst, err
	}
	return mergeCodes(dst, from, own), nil
}

// ownForm reports the forms that need no keyword: it returns the last token and the rule's name.
func ownForm(doc *anonymize.Document, i int) (last int, rule string) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := int(t.End - t.Start)
	if !startsWord(doc, i) {
		return 0, ""
	}
	var j joined
	switch {
	case n == 11 || n == 3: // 111FK396431, 111 FK 396431
		if n == 3 && (i+2 >= len(toks) || toks[i+1].End-toks[i+1].Start != 2 && toks[i+1].End-toks[i+1].Start != 8) {
			return 0, ""
		}
		j.join(doc, i, 11)
		if l, ok := j.at(11); ok && allDigits(j.buf[:3]) && j.buf[3] == 'f' && j.buf[4] == 'k' && allDigits(j.buf[5:11]) && endsWord(doc, l) {
			return l, "reference/kindergeld"
		}
	case n == 14 && isDigit(f[t.Start]) && isLower(f[t.Start+1]) && isLower(f[t.Start+2]) && isLower(f[t.Start+3]) && checkDigits(f[t.Start+4:t.End]):
		return i, "reference/meter" // DIN 43863-5
	case n == 14 || n == 5:
		if n == 5 && i+2 < len(toks) && toks[i+1].End-toks[i+1].Start == 2 && f[toks[i+1].Start] == '/' && toks[i+2].End-toks[i+2].Start == 7 && toks[i+2].Flags&anonymize.Letter == 0 && toks[i+2].Start-t.End == 2 {
			return i + 2, "reference/bg"
		}
		if n == 5 && (i+2 >= len(toks) || toks[i+1].End-toks[i+1].Start != 2 && toks[i+1].End-toks[i+1].Start != 9) {
			return 0, ""
		}
		j.join(doc, i, 14)
		if l, ok := j.at(14); ok && allDigits(j.buf[:5]) && j.buf[5] == 'b' && j.buf[6] == 'g' && allDigits(j.buf[7:14]) && endsWord(doc, l) {
			return l, "reference/bg"
		}
	}
	return 0, ""
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}
