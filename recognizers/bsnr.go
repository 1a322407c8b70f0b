package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// BSNR returns the recognizer of DE_BSNR: the number of a practice site in statutory health care.
//
// Format: 9 digits, the first two name the association of physicians. Check: none, so a keyword is needed; a known
// association raises the score, and counts beside a word for physician, practice or stamp too. In groups nothing numeric may follow. Known false positives: none with the keyword. Source: KBV, Richtlinie zur Vergabe der
// Arzt-, Betriebsstätten- … Nummern.
func BSNR() anonymize.Recognizer {
	return &bsnr{ident: newIdent("bsnr", 0, words.New("site number", "practice number", "practice site", "surgery number",
		"bsnr", "bsnr#", "betriebsstaetten#", "betriebsstaette#", "*betriebsstaettennummer", "*betriebsstaettennr", "betriebstaettennummer", "betriebsstaette", "nebenbetriebsstaette", "nebenbetriebsstaetten", "hauptbetriebsstaette",
		"betriebsstaetten", "betriebsstaettenkennung", "zweigpraxis", "nebenpraxis", "bs#", "praxis#", "nebenbetriebsstaette", "nebenbetriebsstaetten#", "nbsnr", "nbsnr#", "hbsnr"), anonymize.DEBSNR),
		stamp: words.New("dr", "doktor", "*arzt", "*aerztin", "zettel", "attest", "au", "schein", "stempelfeld", "*stempel", "rezept", "krankmeldung", "ueberweisung"),
		weak:  words.New("praxis", "arztpraxis", "zahnarztpraxis", "gemeinschaftspraxis", "mvz", "stempel", "arztstempel", "praxisstempel", "stempelfeld", "kassenaerztliche vereinigung", "arzt", "aerztin", "hausarzt", "hausaerztin", "betriebsstaetten", "surgery", "practice", "rezept", "verordner", "verordnerin", "krankmeldung", "lanr", "vorgaenger", "vorgaengerin", "praxissitz", "arztsitz")}
}

type bsnr struct {
	ident
	weak  *words.Set // words that count only beside a number with a known association
	stamp *words.Set // words that count only behind a physician's number
}

func (r *bsnr) sets() []*words.Set { return []*words.Set{r.keys, r.weak, r.stamp} }

func (r *bsnr) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEBSNR, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DEBSNR, &digitRule{digits: 9, accept: func(n number) bool { return knownKV(n.bytes()) }, typo: 0.85, whole: true, name: "bsnr"})
	if err != nil {
		return dst, err
	}
	if dst, err = r.find(ctx, doc, dst, anonymize.DEBSNR, &digitRule{digits: 9, accept: func(n number) bool { return unknownKV(n.bytes()) }, typo: 0.65, whole: true, name: "bsnr/unknown-association"}); err != nil {
		return dst, err
	}
	mid := len(dst)
	weak := ident{r.info, r.weak}
	known := func(n number) bool { return knownKV(n.bytes()) }
	if dst, err = weak.find(ctx, doc, dst, anonymize.DEBSNR, &digitRule{digits: 9, accept: known, valid: known, context: 0.6, shy: true, far: true, whole: true, name: "bsnr/weak"}); err != nil {
		return dst, err
	}
	dst = dropOverlaps(dst, from, mid)
	mid = len(dst)
	if dst, err = r.find(ctx, doc, dst, anonymize.DEBSNR, &digitRule{digits: 9, accept: known, valid: known, context: 0.6, shy: true, far: true, whole: true, name: "bsnr/far"}); err != nil {
		return dst, err
	}
	if dst = dropOverlaps(dst, from, mid); len(dst) > from || !r.stamped(doc) {
		return dst, err
	}
	return r.besideLANR(doc, dst), nil
}

// stamped tells whether a word for a physician or a stamp stands in the text or the prompt. Mentioned says so of every text where the set has no index.
func (r *bsnr) stamped(doc *anonymize.Document) bool {
	if !r.stamp.Mentioned(doc) {
		return false
	}
	if _, ok := r.stamp.InPrompt(doc); ok {
		return true
	}
	_, ok := r.stamp.Within(doc, -1, len(doc.Tokens())+1)
	return ok
}

// dropOverlaps drops from dst[mid:] what overlaps a finding of dst[from:mid].
func dropOverlaps(dst []anonymize.Entity, from, mid int) []anonymize.Entity {
	n := mid
	for _, e := range dst[mid:] {
		if !overlapsAny(dst[from:mid], e.Span) {
			dst[n] = e
			n++
		}
	}
	return dst[:n]
}

// besideLANR finds the number behind a physician's on a stamp: "864329203, 389857056".
func (r *bsnr) besideLANR(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	s := numbersOf(doc)
	var buf, before [32]byte
	it := s.windowsOf(9)
	prev := -1 // last token of a physician's number
	for w, ok := it.next(); ok; w, ok = it.next() {
		if e := s.edge(w); e == edgeTight || e == edgeSpace && w.i < w.j || !s.plain(w) {
			continue
		}
		if d := s.read(w, &buf); prev >= 0 && (knownKV(d) && besideWords(doc, prev, s.first(w)) || !validLANR(d) && besidePlain(doc, prev, s.first(w))) {
			f := finding{score: 0.6, rule: "bsnr/beside-lanr"}
			f.start, f.end = s.bounds(w)
			dst = r.report(doc, dst, anonymize.DEBSNR, f)
		}
		if prev = -1; validLANR(s.read(w, &before)) {
			prev = s.last(w)
		}
	}
	return dst
}

// besideWords tells whether nothing parts tokens prev and next but a sign, or words for the place of the second: "und darunter".
func besideWords(doc *anonymize.Document, prev, next int) bool {
	if next-prev <= 2 {
		return true
	}
	for i := prev + 1; i < next; i++ {
		switch doc.Word(doc.Tokens()[i]) {
		case "und", "daneben", "darunter", "darueber", "rechts", "links", "davon", "unten", "oben", ",", "(", ")", "dann":
		default:
			return false
		}
	}
	return next-prev < 8
}

// besidePlain tells whether only a slash or "und" stands between tokens prev and next, as on a stamp: "243276464 / 531077200". Nothing else has nine digits there, so that the
// association may be a mistyped one.
func besidePlain(doc *anonymize.Document, prev, next int) bool {
	if next != prev+2 {
		return false
	}
	w := doc.Word(doc.Tokens()[prev+1])
	return w == "/" || w == "und"
}

func knownKV(d []byte) bool {
	switch string(d[:2]) {
	case "01", "02", "03", "17", "20", "35", "38", "46", "51", "52", "71", "72", "73", "74", "78", "83", "88", "93", "98":
		return true
	}
	return false
}

func unknownKV(d []byte) bool { return !knownKV(d) }
