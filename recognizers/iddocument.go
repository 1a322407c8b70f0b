package recognizers

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// IDDocument returns the recognizer of DE_ID_CARD, DE_PASSPORT and DE_RESIDENCE_PERMIT: the serial numbers of identity documents.
//
// Format: 9 characters of 0-9 and CFGHJKLMNPRTVWXYZ; passports begin with C F G H J K, identity cards with L M N P R T V W X Y. The machine-readable zone prints a tenth, a check
// character (weights 7, 3, 1), which people copy along. There is no check inside the nine characters, so a keyword is needed; it also tells
// the type. Older German and foreign numbers of 7 to 11 characters are taken right beside the keyword, those of passports and of the papers of foreigners' offices
// also in groups and in lists. A serial number of capitals and digits counts near words such as "Nummer" and "gültig" too, and one in which letters and digits
// alternate wherever no word makes it anything else, both with a low score. Where two documents are named in one breath, the numbers follow in their order.
// Known false positives: other codes beside the word Ausweis. Source: PAuswV, PassV; ICAO 9303.
func IDDocument() anonymize.Recognizer {
	return &idDocument{
		ident: newIdent("id_document", 0, nil, anonymize.DEIDCard, anonymize.DEPassport, anonymize.DEResidencePermit),
		card: words.New("personalausweis", "personalausweise", "personalausweises", "personalausweis#", "personalausweis id", "perso", "persos", "perso#", "perso id",
			"persoausweis", "ausweis#", "ausweis", "ausweises", "ausweisdokument", "pa#", "bpa#", "personal ausweis", "personal ausweis#", "identity card",
			"id card", "identitaetskarte", "identitaets#", "id karte", "id#", "eid", "eid karte", "serien#", "dokumenten#", "dokument#", "personalausweiss",
			"personalausweiss#", "ausweissnummer", "personalausweisses", "identification card", "identity document", "national id", "personalausweisdaten", "ausw#", "ausw", "pers ausw", "npa", "npa#", "bpa", "german id", "german id no", "deutsche id", "identitycard",
			"ausweiskennung", "ausweisdaten", "ausweisapp", "online ausweis", "onlineausweis", "ausweisfunktion", "personaldokument", "ausweise", "personalausweis id", "persoanlausweis"),
		passport: words.New("reisepass", "reisepasses", "reisepaesse", "reisepass#", "pass", "passes", "pass#", "passport", "passport#", "passport number", "passports",
			"krp", "krp#", "kinderreisepass", "kinderreisepass#", "kinderreisepasses", "reisepas", "reisepasss", "dienstpass", "dienstpass#", "diplomatenpass", "paesse",
			"nationalpass", "nationalpass#", "reise pass", "epass", "e pass", "expresspass", "express pass", "reiseausweis", "reiseausweis#", "heimatpass",
			"pasaport*", "paszport*", "паспорт*", "закордонпаспорт*", "загранпаспорт*", "passeport", "pasaporte", "passaporto", "auslandspass", "reisepassdaten", "reisedokument", "reisedokument#", "reisedokumente", "kinderpass", "kinderpass#", "konventionspass", "konventionspass#", "fluechtlingspass", "fluechtlingspass#", "fremdenpass", "auslaenderpass",
			"travel document", "refugee travel document", "passdaten", "passkarte", "resiepass", "zweitpass", "ersatzpass", "notreisepass", "passersatz", "passersatzpapier", "passersatzpapiere", "fluechtlingsausweis", "fluechtlingsausweises", "reispass", "pasport"),
		permit: words.New("aufenthalt*", "aufenhalt*", "aufendhalt*",
			"aufenthaltstitel*", "titel", "titels", "titel#", "aufenthaltserlaubnis*", "niederlassungserlaubnis*", "eat", "eat#", "aufenthaltskarte*",
			"residence permit", "residence permit number", "residence card", "residence title", "permit number", "permit no", "aufenthaltsgestattung*", "duldung*",
			"fiktionsbescheinigung*", "fiktionsbeschein*", "fiktion", "niderlas*", "niederlassungs erlaubnis", "niederlassung erlaubnis", "niederlasungs*", "niederlasung erlaubnis", "blaue karte", "blaue karte eu", "blue card", "zusatzblatt", "zusatzblatt#", "auslaenderausweis*", "at#",
			"grenzuebertrittsbescheinigung*", "elektronischer aufenthaltstitel", "chancenaufenthalt*", "aufenthaltsdokument*", "aufenthaltsbescheinigung*",
			"aufenthaltsgenehmigung*", "aufenthaltsrecht*", "aufenthaltsausweis*", "daueraufenthalt*", "dauer aufenthalt", "erlaubnis zum daueraufenthalt", "visum", "visums",
			"visa#", "visumsnummer", "ict karte", "ankunftsnachweis*", "aufenthalt", "aufenthalts#", "gestattung", "ae#", "duldungs#", "niderlassungserlaubnis", "aufenhaltserlaubnis", "aufenthaltserlaubniss", "withdrawal agreement card", "aussetzung der abschiebung", "geduldet", "geduldete", "geduldeter", "klebeetikett", "gueb", "gueb#", "buema", "akn"),
		perso: words.New("personalausweis", "personalausweise", "personalausweises", "personalausweis#", "perso", "persos", "perso#", "personal ausweis", "persoausweis",
			"identity card", "id card", "id karte", "eid karte", "identitaetskarte", "personalausweiss", "bpa#", "pa#", "npa#"),
		document: words.New("ausweis", "ausweises", "ausweise", "*ausweis", "*ausweises", "dokument"),
		weak:     words.New("nummer", "karte", "kinderausweis", "gueltig", "kaertchen", "dokument", "dokumente", "ausgestellt", "valid", "document", "legitimation", "vorderseite", "plastikkarte", "abgelaufen", "identifizierung", "identifikation", "ausweisen", "ausgewiesen", "postident", "verlaengern", "lichtbild", "can", "zugangsnummer"),
		office:   words.New("auslaender*", "auslander*", "auslaenderbehoerde", "auslaenderamt", "abh", "plastikkarte", "foreigners office", "foreigner's office", "foreigners' office", "immigration office", "auslaenderbehoerden", "migrationsamt", "lea", "bamf"),
		other:    wordList{words.New("bibliothek", "buecherei", "stadtbibliothek", "stadtbuecherei", "leserausweis", "bibliotheksausweis", "bibliotheksausweises", "buechereiausweis", "leserausweises", "dienstausweises", "mitgliedsausweises", "parkausweises", "schuelerausweises", "studierendenausweises", "hausausweis", "wertmarke", "schwerbehindertenausweis", "schwerbehindertenausweises", "schwerbehinderten", "studierendenausweis", "studentenausweis", "dienstausweis", "mitgliedsausweis", "parkausweis", "schuelerausweis", "presseausweis", "hochschule", "universitaet", "uni", "mensa", "fitnessstudio", "schwimmbad", "freibad", "klinikum", "werksausweis", "firmenausweis", "arbeitsausweis", "mitarbeiterausweis", "besucherausweis", "leseausweis", "lesekarte", "anwohnerparkausweis", "bewohnerparkausweis", "geraetepass", "geraeteausweis", "implantatpass", "implantatausweis", "schrittmacherausweis", "schrittmacherpass", "prothesenpass", "endoprothesenpass", "defiausweis", "roentgenpass", "allergiepass", "notfallausweis")},
	}
}

type idDocument struct {
	ident
	card, passport, permit *words.Set
	office                 *words.Set // who gives out residence permits
	perso                  *words.Set // of card: what names the identity card and no other document
	document               *words.Set // any document
	weak                   *words.Set // words that count only beside a form that hardly anything else has
	other                  wordList   // other things that are called Ausweis
}

// idReach is how far a keyword may stand from a serial number whose form is beyond doubt, in tokens.
const idReach = 40

// wordList is a set of words whose presence anywhere in text or prompt matters.
type wordList struct{ *words.Set }

func (l wordList) anywhere(doc *anonymize.Document) bool {
	if _, ok := l.InPrompt(doc); ok {
		return true
	}
	_, ok := l.Within(doc, -1, idReach) // from the first token on
	return ok
}

// documentType returns the type of document k, in the order of idDocument.kinds.
func documentType(k int) anonymize.EntityType {
	return [...]anonymize.EntityType{anonymize.DEResidencePermit, anonymize.DEPassport, anonymize.DEIDCard}[k]
}

// kinds returns the keywords of the documents.
func (r *idDocument) kinds() [3]*words.Set { return [...]*words.Set{r.permit, r.passport, r.card} }

func (r *idDocument) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	for k, set := range r.kinds() {
		one, err := ident{r.info, set}, error(nil)
		if dst, err = one.spelled(ctx, doc, dst, documentType(k), 0.9, nil); err != nil {
			return dst, err
		}
		if len(dst) > from {
			break
		}
	}
	from = len(dst)
	mentioned := r.card.Mentioned(doc) || r.passport.Mentioned(doc) || r.permit.Mentioned(doc)
	if mentioned {
		dst = r.lettersOnly(doc, dst)
	}
	if doc.Features()&anonymize.HasDigit == 0 {
		return dst, nil
	}
	tokens := numbersOf(doc).mixed
	if mentioned {
		tokens = doc.DigitTokens() // numbers of digits only too
	}
	var c serialCode
	done := 0
	for step, ti := range tokens {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if int(ti) < done || !c.read(doc, int(ti), done) {
			continue
		}
		typ, f, ok := r.judge(doc, &c)
		if !ok {
			continue
		}
		dst = r.report(doc, dst, typ, f)
		done = c.last + 1
	}
	dst, err := r.grouped(ctx, doc, r.earlier(doc, dst, from), from)
	if err != nil {
		return dst, err
	}
	r.paired(doc, dst[from:])
	return r.listed(ctx, doc, dst, from)
}

// grouped finds the numbers of foreign passports and of the papers of foreigners' offices, in groups as people write them: behind or before
// their keyword, and further ones of the same form.
func (r *idDocument) grouped(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, from int) ([]anonymize.Entity, error) {
	for k, set := range [...]*words.Set{r.passport, r.permit, r.perso, r.document} {
		if !set.Mentioned(doc) {
			continue
		}
		mid := len(dst)
		one, err := ident{r.info, set}, error(nil)
		rule := codeRule{minDigits: 5, after: true, score: 0.78, name: "id_document/grouped", shape: letteredGroups}
		if k < 2 {
			rule.shape = documentGroups
		}
		switch k {
		case 0:
			rule.key = notPlayers
		case 1:
			rule.key = notStay
		case 3:
			rule.key = ofNation
		}
		if dst, err = one.codes(ctx, doc, dst, [...]anonymize.EntityType{anonymize.DEPassport, anonymize.DEResidencePermit, anonymize.DEIDCard, anonymize.DEIDCard}[k], &rule); err != nil {
			return dst, err
		}
		if mid > from && len(dst) > mid {
			slices.SortFunc(dst[from:mid], func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
			dst = mergeCodes(dst, from, mid)
		}
	}
	if len(dst) == from {
		return dst, nil
	}
	toks := doc.Tokens()
	e := dst[len(dst)-1]
	letters, digits := 0, 0
	for _, c := range []byte(doc.Text()[e.Start:e.End]) {
		switch c |= 0x20; { // capitals become small letters, digits stay
		case isDigit(c):
			digits++
		case isLower(c):
			letters++
		}
	}
	if letters > 3 || digits < 6 {
		return dst, nil
	}
	known, done := cover(dst[from:]), -1
	for _, di := range doc.DigitTokens() {
		i := codeStart(doc, int(di), done+1)
		if i <= done {
			continue
		}
		first, last, ok := codeAt(doc, i, digits)
		if !ok {
			continue
		}
		done = last
		if l, d := codeForm(doc, first, last); l != letters || d != digits || !documentGroups(doc, first, last) || otherNumberBefore(doc, first) {
			continue
		}
		if known.has(doc.Range(first, last)) {
			continue
		}
		dst = r.report(doc, dst, e.Type, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.78, rule: "id_document/further"})
	}
	return dst, nil
}

// codeForm counts letters and digits.
func codeForm(doc *anonymize.Document, first, last int) (letters, digits int) {
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i >= 0 && i <= last; i++ {
		t := &toks[i]
		size := int(t.End - t.Start)
		switch t.Flags & (anonymize.Letter | anonymize.Digit) {
		case anonymize.Digit: // and nothing else
			digits += size
		case anonymize.Letter:
			letters += size
		case anonymize.Letter | anonymize.Digit:
			n := digitsIn(f[t.Start:t.End])
			digits += n
			letters += size - n
		}
	}
	return letters, digits
}

// documentGroups reports six to ten characters, at most three letters first, in groups with blanks or hyphens between.
func documentGroups(doc *anonymize.Document, first, last int) bool {
	letters, digits := codeForm(doc, first, last)
	if letters+digits < 6 || letters+digits > 10 || letters > 3 || isLaw(doc, first, last) || thingBefore(doc, first) && !seriesBefore(doc, first) {
		return false
	}
	toks, f := doc.Tokens(), doc.Folded()
	seen := 0
	for i := first; i <= last; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			if f[t.Start] != '-' || letters == 0 && digits < 8 {
				return false // "20-55318"
			}
			continue
		}
		for _, c := range []byte(f[t.Start:t.End]) {
			if isDigit(c) {
				seen++
			} else if seen > 0 {
				return false
			}
		}
	}
	return true
}

// letteredGroups is documentGroups for identity cards, where a letter must be among them.
func letteredGroups(doc *anonymize.Document, first, last int) bool {
	letters, _ := codeForm(doc, first, last)
	return letters > 1 && documentGroups(doc, first, last) && !isNormed(doc.Word(doc.Tokens()[first])) && !bloodPressure(doc, first, last)
}

// capitalGroups tells whether all letters from token first to token last are capitals.
func capitalGroups(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	for i := first; i <= last; i++ {
		if toks[i].Flags&anonymize.Letter != 0 && !capitals(doc, i) {
			return false
		}
	}
	return true
}

// kind finds the nearest keyword of the three types. Without one, the first letter tells the type.
func (r *idDocument) kind(doc *anonymize.Document, first, last int, letter byte, serial bool) (anonymize.EntityType, words.Hit, bool) {
	best, found := words.Hit{Distance: 1 << 30}, false
	typ := anonymize.DEIDCard
	if hit, ok := furtherCard(doc, first); ok {
		return typ, hit, true
	}
	for k, set := range r.kinds() {
		h, ok := set.Before(doc, first, words.ReachBefore)
		if serial && ok && takenBefore(doc, h, first) {
			if a, after := r.sayAfter(doc, first, last); after {
				return a.typ, a.hit, true
			}
		}
		if !ok && serial {
			if h, ok = set.After(doc, last, words.ReachAfter); ok && found && !best.After && best.Distance <= 2 {
				continue // "Pass Nummer … Visum": the word before tells
			}
		}
		if ok && (h.Distance < best.Distance || best.After && !h.After && (h.Distance <= 2 || best.Distance > 1 && commaBehind(doc, last))) {
			best, found = h, true
			typ = documentType(k)
		}
	}
	if !found {
		for k, set := range r.kinds() {
			if h, ok := set.InPrompt(doc); ok {
				if k == 1 && serial && letter != 'y' && !passportLetter(letter) {
					if c, ok := r.perso.InPrompt(doc); ok { // asked for either
						best, found, typ = c, true, anonymize.DEIDCard
						break
					}
				}
				best, found = h, true
				typ = documentType(k)
				break
			}
		}
	}
	if found && typ == anonymize.DEIDCard && !r.mentions(doc, r.perso, first) {
		// "Ausweisnummer", "Seriennummer": every document has one, so another word of the message tells which document
		switch {
		case r.mentions(doc, r.permit, first) && !(serial && (passportLetter(letter) || letter != 'y' && best.Distance <= 3 && !best.After && !best.InPrompt && r.permitOwns(doc, first))):
			return anonymize.DEResidencePermit, best, true
		case r.mentions(doc, r.passport, first) && (!serial || passportLetter(letter)):
			return anonymize.DEPassport, best, true
		}
	}
	if _, perso := r.perso.Before(doc, first, words.ReachBefore); perso && found && typ == anonymize.DEIDCard {
		return typ, best, true
	}
	if !found || typ == anonymize.DEIDCard {
		switch letter {
		case 'y':
			// hardly an identity card
			if typ = anonymize.DEIDCard; !r.mentions(doc, r.perso, first) && (r.mentions(doc, r.office, first) || !found || best.InPrompt || best.Distance > 3 || !strings.Contains(strings.ToLower(doc.Text()[best.Span.Start:best.Span.End]), "ausweis")) {
				typ = anonymize.DEResidencePermit
			}
		default:
			if typ = anonymize.DEIDCard; passportLetter(letter) {
				typ = anonymize.DEPassport
			}
		}
	}
	if !found {
		best = words.Hit{}
	}
	return typ, best, found
}

// ofDevice tells whether the keyword is a serial number's and no document is named near token first: that of a device.
func (r *idDocument) ofDevice(doc *anonymize.Document, first int, hit words.Hit) bool {
	if hit.InPrompt || !strings.HasPrefix(strings.ToLower(doc.Text()[hit.Span.Start:hit.Span.End]), "serien") {
		return false
	}
	return !r.mentions(doc, r.perso, first) && !r.mentions(doc, r.passport, first) && !r.mentions(doc, r.permit, first) && !r.mentions(doc, r.document, first)
}

// passportLetter reports the first letters of German passports.
func passportLetter(c byte) bool {
	switch c {
	case 'c', 'f', 'g', 'h', 'j', 'k':
		return true
	}
	return false
}

// mentions tells whether the prompt or the surroundings of token i name a document of the set.
func (r *idDocument) mentions(doc *anonymize.Document, set *words.Set, i int) bool {
	if _, ok := set.Within(doc, i, idReach); ok {
		return true
	}
	_, ok := set.InPrompt(doc)
	return ok
}

// inZone tells whether fillers of a machine-readable zone stand beside the characters from start to end.
func inZone(f string, start, end int) bool {
	return start > 0 && f[start-1] == '<' || end < len(f) && f[end] == '<'
}

// serialGroup tells whether a group of a serial number's letters may stand before token i.
func serialGroup(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i == 0 || toks[i].Flags&anonymize.LineStart != 0 || toks[i].Start-toks[i-1].End != 1 {
		return false
	}
	p := &toks[i-1]
	if w := doc.Word(*p); isNr(w) || isLink(w) || isAnnouncement(w) {
		return false
	}
	return p.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && p.End-p.Start <= 5 && (p.Flags&anonymize.AllUpper != 0 || p.End-p.Start == 1 || doc.Features()&anonymize.HasUpper == 0)
}

// serialGroups tells whether the tokens from first to last can be the groups of a serial number: capitals or one letter where there is no digit.
func serialGroups(doc *anonymize.Document, first, last int) bool {
	if doc.Features()&anonymize.HasUpper == 0 {
		return true // no word is without a vowel
	}
	toks := doc.Tokens()
	for i := first; i <= last; i++ {
		if t := &toks[i]; t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.AllUpper) == anonymize.Letter && t.End-t.Start > 1 {
			return false
		}
	}
	return true
}

func letters(v []byte) int {
	n := 0
	for _, c := range v {
		if isLower(c) {
			n++
		}
	}
	return n
}

// serialForm reports nine characters of the serial alphabet, beginning with a letter that documents have, with a digit; the tenth is a digit.
func serialForm(v []byte) bool {
	digits := 0
	for i, c := range v {
		switch {
		case isDigit(c):
			if i == 0 {
				return false
			}
			digits++
		case i == 9:
			return false
		default:
			switch c {
			case 'c', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'v', 'w', 'x', 'y', 'z':
			default:
				return false
			}
		}
	}
	return digits > 0 || len(v) == 9
}

// otherSerial reports the codes that older and foreign documents carry: at least five digits, perhaps letters around them.
func otherSerial(v []byte) bool {
	if len(v) < 7 || len(v) > 11 {
		return false
	}
	digits := 0
	for _, c := range v {
		if isDigit(c) {
			digits++
		} else if !isLower(c) {
			return false
		}
	}
	return digits >= 5 || digits >= 2 && (len(v) == 9 || len(v) == 8 && serialLetters(v)) // one too few
}

// serialLetters tells whether all letters are those of the serial alphabet, three or more.
func serialLetters(v []byte) bool {
	n := 0
	for _, c := range v {
		if isLower(c) {
			if n++; strings.IndexByte("cfghjklmnoprtvwxyz", c) < 0 { // o for a zero
				return false
			}
		}
	}
	return n >= 3
}

func (r *idDocument) sets() []*words.Set {
	return []*words.Set{r.card, r.passport, r.permit, r.office, r.perso, r.document, r.weak, r.other.Set}
}
