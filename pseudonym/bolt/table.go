package bolt

import (
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// scopeBytes is what the keys of one scope begin with, so that a scan of one finds its changes at once.
const scopeBytes = 32

// table holds changes that the tree does not have yet; a nil value is a deletion.
type table struct {
	scopes map[string]map[string][]byte
	n      int
}

func newTable() *table { return &table{scopes: make(map[string]map[string][]byte)} }

func (t *table) put(key string, value []byte) {
	p := key[:min(len(key), scopeBytes)]
	m := t.scopes[p]
	if m == nil {
		m = make(map[string][]byte)
		t.scopes[p] = m
	}
	if _, ok := m[key]; !ok {
		t.n++
	}
	m[key] = value
}

func (t *table) get(key []byte) (value []byte, ok bool) {
	if t == nil || t.n == 0 {
		return nil, false
	}
	value, ok = t.scopes[string(key[:min(len(key), scopeBytes)])][string(key)]
	return value, ok
}

// each calls fn for every change whose key begins with prefix.
func (t *table) each(prefix []byte, fn func(key string, value []byte)) {
	if t == nil {
		return
	}
	visit := func(m map[string][]byte) {
		for k, v := range m {
			if strings.HasPrefix(k, string(prefix)) {
				fn(k, v)
			}
		}
	}
	if len(prefix) >= scopeBytes {
		visit(t.scopes[string(prefix[:scopeBytes])])
		return
	}
	for _, m := range t.scopes {
		visit(m)
	}
}

// apply brings the changes into the tree, in the order of its keys.
func (t *table) apply(b *bbolt.Bucket) error {
	keys := make([]string, 0, t.n)
	t.each(nil, func(k string, _ []byte) { keys = append(keys, k) })
	slices.Sort(keys)
	for _, k := range keys {
		v, _ := t.get([]byte(k))
		var err error
		if v == nil {
			err = b.Delete([]byte(k))
		} else {
			err = b.Put([]byte(k), v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
