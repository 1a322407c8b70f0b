package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// BankAccount returns the recognizer of DE_BANK_ACCOUNT: account numbers and bank codes from before IBAN. Each is a finding of its own.
//
// Format: Kontonummer up to 10 digits, Bankleitzahl 8 digits, both often in groups. Check: none that all banks share, so a
// keyword is needed. Known false positives: another number right behind the word Konto. Source: Deutsche Bundesbank,
// Bankleitzahlendatei.
func BankAccount() anonymize.Recognizer {
	return &bankAccount{newIdent("bank_account", 0, words.New("kto", "kto#", "konto", "konnto", "kontonumer", "kontodaten", "bankdaten", "kontonum", "konto#", "pfaendungsschutzkonto", "pfaendungsschutzkonto#", "sparbuch", "sparbuch#", "p konto", "bankverbindung", "kontoverbindung", "account number", "account no",
		"bank account", "bank account number", "acct", "konten", "kontos", "girokonto", "girokonto#", "bankkonto", "bankkonto#", "postkonto", "postkonto#",
		"postbankkonto", "postbankkonto#", "postgirokonto", "postgirokonto#", "tagesgeldkonto", "tagesgeldkonto#", "festgeldkonto", "festgeldkonto#",
		"pfaendungsschutzkonto", "pfaendungsschutzkonto#", "p konto#", "gehaltskonto", "gehaltskonto#", "lohnkonto", "lohnkonto#", "sparkonto", "sparkonto#", "gemeinschaftskonto", "gemeinschaftskonto#", "privatkonto",
		"privatkonto#", "geschaeftskonto", "geschaeftskonto#", "kautionskonto", "kautionskonto#", "mietkautionskonto", "mietkautionskonto#", "basiskonto",
		"basiskonto#", "jugendkonto", "jugendkonto#", "kinderkonto", "kinderkonto#", "anderkonto", "anderkonto#", "treuhandkonto", "treuhandkonto#",
		"spendenkonto", "spendenkonto#", "empfaengerkonto", "empfaengerkonto#", "depotkonto", "depotkonto#", "referenzkonto", "referenzkonto#",
		"verrechnungskonto", "verrechnungskonto#", "girokontenkonto", "girokontenkonto#", "sparkassenkonto", "sparkassenkonto#", "volksbankkonto",
		"volksbankkonto#"), anonymize.DEBankAccount),
		words.New("blz", "banklz", "bankleizahl", "bankleitzal", "banknummer", "bankleitzahlen", "bankleitzahl", "bank leitzahl", "leitzahl", "sort code"),
		words.New("ueberweisen", "ueberweist", "ueberweise", "ueberwiesen", "ueberweisung", "ueberweisungen", "auszahlen", "auszahlung", "erstatten", "erstattung", "gutschreiben", "dauerauftrag", "dauerauftrags", "dauerauftraege", "lastschrift", "lastschriften", "abgebucht", "abbuchen", "abbuchung")}
}

type bankAccount struct {
	ident
	blz *words.Set
	pay *words.Set // words for payments, beside which "auf" and a number is an account
}

func (r *bankAccount) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEBankAccount, 0.86, nil)
	if err == nil {
		code := ident{r.info, r.blz}
		dst, err = code.spelled(ctx, doc, dst, anonymize.DEBankAccount, 0.86, nil)
	}
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	if !r.keys.Mentioned(doc) && !r.blz.Mentioned(doc) && !r.pay.Mentioned(doc) {
		return dst, nil
	}
	s := numbersOf(doc)
	step := 0
	prev := -1 // group at which the last finding ends
	for ri := range s.runs {
		rn := &s.runs[ri]
		for i := int(rn.from); i < int(rn.to); i++ {
			step++
			if err := alive(ctx, step); err != nil {
				return dst, err
			}
			w, ok := s.account(i, int(rn.to))
			if !ok {
				continue
			}
			f, ok := r.judge(doc, s, w, prev, int(rn.to))
			if !ok {
				continue
			}
			dst = r.report(doc, dst, anonymize.DEBankAccount, f)
			prev, i = w.j, w.j
		}
	}
	return dst, nil
}

// judge decides whether the groups w, in a run that goes on to group end, are a bank code or an account. The last finding ends at group prev, -1 for none.
func (r *bankAccount) judge(doc *anonymize.Document, s *numbers, w window, prev, end int) (f finding, ok bool) {
	var buf [32]byte
	d := s.read(w, &buf)
	f.start, f.end = s.bounds(w)
	if len(d) == 8 && !s.inIBAN(w) {
		if f.hit, ok = r.bankCode(doc, s, w, prev, isBankCode(d)); ok {
			f.score, f.rule = 0.85, "bank_account/bank-code"
			return f, true
		}
	}
	first, last := s.first(w), s.last(w)
	if s.inIBAN(w) {
		return f, false
	}
	if len(d) < 4 || len(d) == 4 && bookkeeping(doc, first) || len(d) <= 6 && budgeted(doc, first) {
		return f, false
	}
	if f.hit, ok = r.account(doc, s, w, prev, end, len(d)); !ok {
		return f, false
	}
	f.score, f.rule = 0.75, "bank_account/account"
	_, banked := r.blzBehind(doc, last)
	if banked && len(d) >= 5 {
		f.score = 0.8
	}
	if isLaw(doc, first, last) || isDate(doc, first, last) || isAmount(doc, first, last) || len(d) == 4 && isDateLike(doc, first) {
		return f, false
	}
	return f, !broadcasting(doc, first) && (banked || !r.otherKindBefore(doc, first))
}

// inIBAN tells whether w is a part of the groups behind the beginning of an IBAN, that may be mistyped: "de06 1991 6182 …".
func (s *numbers) inIBAN(w window) bool {
	n := 0
	for k := w.j; k >= 0 && n <= 18; k-- {
		g := &s.groups[k]
		n += g.len()
		if g.joint != jointNone {
			if g.joint != jointSpace {
				return false
			}
			continue
		}
		i := int(g.tok) - 1
		if i < 0 || !behindBlank(s.doc.Tokens(), int(g.tok)) {
			return false
		}
		head := s.doc.Word(s.doc.Tokens()[i])
		return len(head) == 4 && head[:2] == "de" && checkDigits(head[2:])
	}
	return false
}

// isBankCode reports eight digits of which the first is one that bank codes begin with.
func isBankCode(d []byte) bool { return len(d) == 8 && d[0] != '0' && d[0] != '9' }

// bankCode looks for what makes the eight digits w a bank code: its keyword, or an account that was found right before, "Kto 532013000 / 37040044". They
// begin as bank codes do if formed is set.
func (r *bankAccount) bankCode(doc *anonymize.Document, s *numbers, w window, prev int, formed bool) (hit words.Hit, ok bool) {
	first := s.first(w)
	if formed {
		if hit, ok = r.blz.Before(doc, first, 7); ok {
			return hit, true
		}
		if hit, ok = r.blz.After(doc, s.last(w), 1); ok {
			return hit, true
		}
	}
	if prev < 0 {
		return words.Hit{}, false
	}
	before := int(s.groups[prev].tok)
	if formed && w.i == prev+1 && joinsCodeOfBank(s.groups[w.i].joint) || s.inThrees(w) && first-before <= 6 {
		hit, _ = r.keys.Before(doc, before, 3)
		return hit, true
	}
	if !formed {
		return words.Hit{}, false
	}
	if hit, ok = bankBefore(doc, first); ok {
		return hit, true
	}
	if w.i > 0 && w.i == prev+1 && s.oneBelow(doc, window{prev, prev}, w) {
		hit, _ = r.keys.Within(doc, before, bankReach)
		return hit, true
	}
	if w.i == prev+1 && atBank(doc, before+1, first) { // "532013000 bei 37040044"
		hit, _ = r.keys.Within(doc, before, bankReach)
		return hit, true
	}
	return words.Hit{}, false
}

// inThrees tells whether w is written as bank codes are: "Kto 532013000 bei der Sparkasse (370 400 44)".
func (s *numbers) inThrees(w window) bool {
	return w.j == w.i+2 && s.groups[w.i].len() == 3 && s.groups[w.i+1].len() == 3
}

// account looks for what makes the groups w, with so many digits, an account: its keyword, money to be paid, a bank code behind it or another account.
func (r *bankAccount) account(doc *anonymize.Document, s *numbers, w window, prev, end, digits int) (hit words.Hit, ok bool) {
	first, last := s.first(w), s.last(w)
	if hit, ok = r.keys.Before(doc, first, 5); ok {
		return hit, true
	}
	if hit, ok = r.keys.After(doc, last, 4); ok {
		return hit, true
	}
	if hit, ok = r.keys.InPrompt(doc); ok {
		return hit, digits >= 6 || !asksForEnd(doc)
	}
	if first > 0 && doc.Word(doc.Tokens()[first-1]) == "account" {
		if hit, ok = r.blz.Within(doc, first, 16); ok {
			return hit, true
		}
	}
	if digits >= 5 {
		if hit, ok = r.blz.After(doc, last, 1); ok { // "Nr. 2618157643, Bankleitzahl 19916700"
			return hit, true
		}
		if hit, ok = r.blzBehind(doc, last); ok {
			return hit, true
		}
	}
	if hit, ok = r.paidTo(doc, first, last); ok {
		return hit, true
	}
	if digits >= 5 && r.codeBehind(doc, s, w, end) {
		if hit, ok = r.keys.Within(doc, first, bankReach); ok {
			return hit, true
		}
		if hit, ok = r.pay.Within(doc, first, bankReach); ok {
			return hit, true
		}
	}
	if prev >= 0 && s.anotherAccount(doc, w, prev, digits) {
		return r.keys.Within(doc, first, bankReach)
	}
	return words.Hit{}, false
}

// anotherAccount tells whether the words between the account that ends at group prev and the groups w, with so many digits, make these one too:
// "Konten 532013000 und 532013001", "vom Konto 532013000, nicht mehr von 532013001".
func (s *numbers) anotherAccount(doc *anonymize.Document, w window, prev, digits int) bool {
	first, before := s.first(w), int(s.groups[prev].tok)
	return digits >= 7 && before+2 == first && joinsTwo(doc, first-1, first) && s.groups[w.i].joint != jointDash ||
		digits >= 6 && corrects(doc, before+1, first)
}

// joinsCodeOfBank reports what stands between an account and its bank code: "532013000 / 37040044", "532013000 (37040044)".
func joinsCodeOfBank(j joint) bool {
	return j == jointSpace || j == jointSpSlash || j == jointSlash || j == jointParen
}

// account returns the window of an account number or bank code that begins at group i: evenly spaced groups, 3 to 10
// digits in all.
func (s *numbers) account(i, end int) (window, bool) {
	if s.groups[i].tightL || s.groups[i].joint.tight() && s.groups[i].joint != jointSlash {
		return window{}, false
	}
	n := s.groups[i].len()
	j := i
	for j+1 < end && (s.groups[j+1].joint == jointSpace || s.groups[j+1].joint == jointDot || s.groups[j+1].joint == jointDash) && (j == i || s.groups[j+1].joint == s.groups[j].joint) && s.groups[j].len() <= 4 && s.groups[j+1].len() <= 4 && n+s.groups[j+1].len() <= 10 {
		j++
		n += s.groups[j].len()
	}
	if j > i && s.groups[i+1].joint == jointDash && n < 7 {
		return window{}, false // 1977-79
	}
	if n < 3 || n > 10 || s.groups[j].tightR {
		return window{}, false
	}
	if j+1 < len(s.groups) && s.groups[j+1].joint.tight() && s.groups[j+1].joint != jointSlash {
		return window{}, false
	}
	return window{i, j}, true
}

// otherKindBefore tells whether the word before token first announces a number of another kind than an account.
func (r *bankAccount) otherKindBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	words := 0
	for i := first - 1; i >= 0 && words < 2 && first-i < 6; i-- {
		if toks[i].Flags&anonymize.Punct != 0 {
			continue
		}
		if _, own := r.keys.EndsAt(doc, i); own {
			return false
		}
		switch w := doc.Word(toks[i]); w {
		case "nr", "nummer", "blz":
			return false
		case "de", "iban", "bic", "karte", "ausweis", "auszug", "stand", "kontostand":
			return true
		default:
			if namesNumber(w) {
				return true
			}
		}
		words++
	}
	return false
}

// bankReach is how far the word for an account may stand from a number with a bank code behind it, in tokens.
const bankReach = 30

// codeBehind tells whether the number w has a bank code behind it, as only accounts have: "532013000 / 37040044", "532013000 bei 37040044".
func (r *bankAccount) codeBehind(doc *anonymize.Document, s *numbers, w window, end int) bool {
	if w.j+1 >= len(s.groups) {
		return false
	}
	if w.j+1 >= end { // a run of its own, behind words
		end = len(s.groups)
	}
	next, ok := s.account(w.j+1, end)
	if !ok {
		return false
	}
	var buf [32]byte
	if !isBankCode(s.read(next, &buf)) {
		return false
	}
	switch j := s.groups[next.i].joint; j {
	case jointSlash, jointSpSlash, jointParen:
		return true
	}
	return atBank(doc, s.last(w)+1, s.first(next)) || doc.Tokens()[s.first(w)].Flags&anonymize.LineStart != 0 && s.oneBelow(doc, w, next)
}

// oneBelow tells whether next stands in the line below w and has it for itself, and no word for a number of another kind stands before them.
func (s *numbers) oneBelow(doc *anonymize.Document, w, next window) bool {
	toks := doc.Tokens()
	for i, n := s.first(w)-1, 0; i >= 0 && n < looseReach; i, n = i-1, n+1 {
		if w := doc.Word(toks[i]); namesNumber(w) && !strings.HasPrefix(w, "konto") && w != "kto" && w != "iban" && w != "bic" && w != "blz" {
			return false
		}
	}
	k := s.last(next) + 1
	return s.last(w)+1 == s.first(next) && toks[s.first(next)].Flags&anonymize.LineStart != 0 && (k >= len(toks) || toks[k].Flags&anonymize.LineStart != 0)
}

// atBank tells whether the tokens from i to k-1 say that what stands before them is at the bank behind them: "bei", "bei der", ", BLZ".
func atBank(doc *anonymize.Document, i, k int) bool {
	toks := doc.Tokens()
	if i >= k || k-i > 4 {
		return false
	}
	at := k == i+1 && doc.Word(toks[i]) == ","
	for ; i < k; i++ {
		switch doc.Word(toks[i]) {
		case "bei", "b":
			at = true
		case ",", "(", ".", "der", "bank", "sparkasse", "volksbank", "/", "-":
		default:
			return false
		}
	}
	return at
}

// blzBehind tells whether a keyword of bank codes and eight digits stand right behind token last.
func (r *bankAccount) blzBehind(doc *anonymize.Document, last int) (words.Hit, bool) {
	toks := doc.Tokens()
	for i := last + 1; i+1 < len(toks) && i <= last+3 && toks[i].Flags&anonymize.Digit == 0; i++ {
		if k, ok := r.blz.EndsAt(doc, i); ok {
			return words.Hit{Span: doc.Range(k, i), Distance: i - last - 1, After: true}, true
		}
	}
	return words.Hit{}, false
}

// paidTo tells whether money is to be paid to the number: "auf 718849 überweisen", "künftig auf 4471820 überweisen statt auf 4471821".
func (r *bankAccount) paidTo(doc *anonymize.Document, first, last int) (words.Hit, bool) {
	if first == 0 || doc.Word(doc.Tokens()[first-1]) != "auf" {
		return words.Hit{}, false
	}
	for i := last + 1; i < len(doc.Tokens()) && i <= last+3; i++ {
		if k, ok := r.pay.EndsAt(doc, i); ok {
			return words.Hit{Span: doc.Range(k, i), Distance: i - last - 1, After: true}, true
		}
	}
	return r.pay.Before(doc, first, 6)
}

// bankBefore looks for a bank shortly before the number at token first: "718849, Bank ist die gleiche: 19953198".
func bankBefore(doc *anonymize.Document, first int) (words.Hit, bool) {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i <= 8; i-- {
		if toks[i].Flags&anonymize.Letter != 0 && (strings.HasSuffix(doc.Word(toks[i]), "bank") || strings.HasSuffix(doc.Word(toks[i]), "sparkasse")) {
			return words.Hit{Span: doc.Range(i, i), Distance: first - i - 1}, true
		}
		if namesNumber(doc.Word(toks[i])) {
			break
		}
	}
	return words.Hit{}, false
}

// bookkeeping tells whether the account at token first is one of a chart of accounts, SKR 03 or its like: near the chart's name or words of bookkeeping.
func bookkeeping(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := max(first-farReach, 0); i < len(toks) && i < first+farReach; i++ {
		switch doc.Word(toks[i]) {
		case "skr", "skr03", "skr04", "gegenkonto", "kontenrahmen", "kontenplan", "sachkonto", "erloeskonto", "aufwandskonto", "buchungssatz", "datev":
			return true
		}
	}
	return false
}

// budgeted tells whether the account at token first is one of a public budget, behind the product that it belongs to: "Produkt 3650, Konto 521100".
func budgeted(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < looseReach; i-- {
		if t := &toks[i]; t.Flags&anonymize.Punct != 0 && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) && strings.IndexByte(".!?", doc.Folded()[t.Start]) >= 0 {
			return false
		}
		switch doc.Word(toks[i]) {
		case "produkt", "produktgruppe": // with its number: a bank has products too
			k := i + 1
			for k < first && (toks[k].Flags&anonymize.Punct != 0 || isNr(doc.Word(toks[k]))) {
				k++
			}
			if k < first && toks[k].Flags&anonymize.Digit != 0 {
				return true
			}
		case "kostenstelle", "haushaltsstelle", "buchungsstelle", "ergebnisplan", "sachkonto":
			return true
		}
	}
	return false
}

// broadcasting tells whether the account at token first is one of the broadcasting contribution's, which has no bank.
func broadcasting(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < farReach; i-- {
		switch w := doc.Word(toks[i]); {
		case strings.HasPrefix(w, "rundfunk"), strings.HasPrefix(w, "beitragsservice"), w == "gez":
			return true
		}
	}
	return false
}

func (r *bankAccount) sets() []*words.Set { return []*words.Set{r.keys, r.blz, r.pay} }
