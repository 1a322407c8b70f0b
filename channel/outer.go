package channel

// Payload is Nested for a JSON text that is the body itself, in a form around it: what decides the conversation is looked
// up in it. In other JSON texts inside strings anybody may have written anything, so there it is not.
func Payload(p *Policy) Action { return Action{op: opNested, sub: p, payload: true} }

// Outer returns the leaf itself if it stands in the body, or the string of the body that holds it, in however many JSON
// texts and forms. Conversation gets leaves so: what a user writes into a JSON text inside a string must not say whose
// conversation it is.
func (l Leaf) Outer() Leaf {
	for l.doc != nil && l.doc.up != nil && !l.doc.payload {
		l = Leaf{l.doc.up, l.doc.at}
	}
	return l
}

// Count returns how many members of the body's root have the key, in whatever case. Forms may repeat a field, and
// receivers differ in which one they read.
func (l Leaf) Count(key string) int {
	l = l.Outer()
	if l.doc == nil || len(l.doc.nodes) == 0 || l.doc.nodes[0].kind != kindObject {
		return 0
	}
	n, want := 0, foldKey(key)
	for i := l.doc.nodes[0].child; i != none; i = l.doc.nodes[i].next {
		if foldKey(l.doc.nodes[i].key) == want {
			n++
		}
	}
	return n
}
