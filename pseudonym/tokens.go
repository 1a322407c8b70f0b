package pseudonym

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// tokenFold returns the spelling under which a listed scheme stores and finds a token.
func tokenFold(token string) string { return fold.String(token) }

// loadTokens reads the list of the scope's pseudonyms, once per version of its meta record.
func (s *scopeState) loadTokens(ctx context.Context) error {
	if s.keys == nil || s.tokensOf == string(s.metaRaw) && s.tokenSet != nil {
		return nil
	}
	set, list := make(map[string]bool), []string(nil)
	err := s.v.cfg.Store.Scan(ctx, s.keys.prefix, func(key, value []byte) error {
		rec, err := s.keys.open(key, value)
		if err != nil {
			return err
		}
		if sub, ok := rec.(*subject); ok {
			for _, f := range sub.forms {
				set[tokenFold(f.token)] = true
				list = append(list, f.token)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.tokenSet, s.tokens, s.tokensOf, s.trie = set, list, string(s.metaRaw), nil
	return nil
}

func (s *scopeState) hasToken(key string) bool { return s.tokenSet[key] }

// addToken notes a token that was just committed together with the current meta record.
func (s *scopeState) addToken(token string) {
	s.tokenSet[tokenFold(token)] = true
	s.tokens = append(s.tokens, token)
	s.tokensOf, s.trie = string(s.metaRaw), nil
}

// avoid tells whether a made-up token equals a value of the call or a person of the scope or, if it is a name or an
// address, shares a word with one. A new person shares none with another token either: a model that shortens it must
// not hit somebody else.
func (p *plan) avoid(token string, t anonymize.EntityType, fresh bool) bool {
	if fresh && t == anonymize.Person {
		for _, w := range tokenWords(token) {
			if p.tokenWords[w] {
				return true
			}
		}
	}
	if p.words == nil {
		p.words = make(map[string]bool)
		for _, v := range p.vals {
			p.addWords(v.Expose())
		}
		for _, x := range p.meta.persons {
			p.addWords(x.text)
		}
	}
	if t == anonymize.Person || t == anonymize.Address {
		for _, w := range tokenWords(token) {
			if p.words[w] {
				return true
			}
		}
	}
	return p.words[tokenFold(token)]
}

func (p *plan) addWords(text string) {
	for _, w := range tokenWords(text) {
		p.words[w] = true
	}
	p.words[tokenFold(text)] = true
}

// tokenWords returns the folded words of three letters or more.
func tokenWords(text string) []string {
	words := strings.FieldsFunc(tokenFold(text), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 })
}

// noteToken notes what avoid keeps apart: the words of a token but given names, of which there are few.
func (p *plan) noteToken(token string) {
	words := tokenWords(token)
	switch {
	case len(words) > 1 && strings.Contains(token, ","):
		words = words[:1]
	case len(words) > 1:
		words = words[1:]
	}
	for _, w := range words {
		p.tokenWords[w] = true
	}
}
