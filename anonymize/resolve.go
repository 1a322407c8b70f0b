package anonymize

import (
	"cmp"
	"slices"
)

// trustedName marks, in Entity.Recognizer, a pseudonym that a Trusted message may keep. It outranks everything.
const trustedName = "\x00trusted"

// compare is the total order in which overlapping findings claim text: a trusted pseudonym, then checksum, then score,
// then length, then leftmost, then type name; recognizer name and evidence only make the order total.
func compare(a, b *Entity) int {
	if ta, tb := a.Recognizer == trustedName, b.Recognizer == trustedName; ta != tb {
		if ta {
			return -1
		}
		return 1
	}
	// cmp.Or would compare everything before it looks at anything
	if c := cmp.Compare(b.Evidence&EvidenceChecksum, a.Evidence&EvidenceChecksum); c != 0 {
		return c
	}
	if a.Score != b.Score {
		return cmp.Compare(b.Score, a.Score)
	}
	if c := cmp.Compare(b.Len(), a.Len()); c != 0 {
		return c
	}
	if a.Start != b.Start {
		return cmp.Compare(a.Start, b.Start)
	}
	return cmp.Or(
		cmp.Compare(a.Type, b.Type),
		cmp.Compare(a.Recognizer, b.Recognizer),
		cmp.Compare(b.Evidence, a.Evidence),
	)
}

// byStart is the order of findings in the text.
func byStart(a, b *Entity) int {
	if a.Start != b.Start {
		return cmp.Compare(a.Start, b.Start)
	}
	if a.End != b.End {
		return cmp.Compare(a.End, b.End)
	}
	if c := cmp.Compare(a.Type, b.Type); c != 0 {
		return c
	}
	return compare(a, b)
}

// fewEntities is the number of findings up to which they are sorted by insertion.
const fewEntities = 12

// sortByStart sorts by start. Many findings are sorted by eight bytes each, of which the higher half is the start and the lower the index
// in ents; then each is moved once. An Entity has ten machine words.
func (r *resolver) sortByStart(ents []Entity) {
	if len(ents) <= fewEntities {
		sortEntities(ents, byStart)
		return
	}
	keys := r.keys[:0]
	for i := range ents {
		keys = append(keys, uint64(ents[i].Start)<<32|uint64(i))
	}
	r.keys = keys
	slices.Sort(keys)
	for i := range keys {
		from := int(uint32(keys[i]))
		if from == i {
			continue
		}
		// the findings that take each other's places
		first, to := ents[i], i
		for from != i {
			ents[to] = ents[from]
			keys[to] = uint64(to)
			to, from = from, int(uint32(keys[from]))
		}
		ents[to] = first
		keys[to] = uint64(to)
	}
	for i := 0; i < len(ents); {
		j := i + 1
		for j < len(ents) && ents[j].Start == ents[i].Start {
			j++
		}
		sortEntities(ents[i:j], byStart)
		i = j
	}
}

// sortEntities sorts by an order that is total. The few findings of a message are moved only if they are out of order.
func sortEntities(ents []Entity, order func(a, b *Entity) int) {
	if len(ents) > fewEntities {
		slices.SortFunc(ents, func(a, b Entity) int { return order(&a, &b) })
		return
	}
	for i := 1; i < len(ents); i++ {
		k := i
		for k > 0 && order(&ents[i], &ents[k-1]) < 0 {
			k--
		}
		if k < i {
			e := ents[i]
			copy(ents[k+1:i+1], ents[k:i])
			ents[k] = e
		}
	}
}

// resolver makes findings disjoint. Its memory is reused.
type resolver struct {
	out   []Entity
	cuts  []int
	next  []int32
	order []Entity
	keys  []uint64
}

// resolve sorts ents in place and returns disjoint entities, sorted by start, whose union is the union of ents. The best
// of a group of overlapping findings keeps its span; of the others, every stretch that nothing better covers becomes an
// entity of its own. The result is valid until the next call. Time: O(n log n).
func (r *resolver) resolve(ents []Entity) []Entity {
	if len(ents) < 2 {
		return ents
	}
	r.sortByStart(ents)
	if disjoint(ents) {
		return ents
	}
	if ents = mergeEqual(ents); disjoint(ents) {
		return ents
	}
	r.out = r.out[:0]
	for i := 0; i < len(ents); {
		j, end := i+1, ents[i].End
		for j < len(ents) && ents[j].Start < end {
			end = max(end, ents[j].End)
			j++
		}
		if j == i+1 {
			r.out = append(r.out, ents[i])
		} else {
			r.cluster(ents[i:j])
		}
		i = j
	}
	r.sortByStart(r.out)
	return r.out
}

// disjoint tells whether sorted findings do not overlap.
func disjoint(ents []Entity) bool {
	for i := 1; i < len(ents); i++ {
		if ents[i-1].End > ents[i].Start {
			return false
		}
	}
	return true
}

// mergeEqual joins findings of one type and span: the better one stays and takes over the other's evidence.
func mergeEqual(ents []Entity) []Entity {
	w := 0
	for i := 1; i < len(ents); i++ {
		a, b := &ents[w], ents[i]
		if a.Span == b.Span && a.Type == b.Type && a.Recognizer != trustedName && b.Recognizer != trustedName {
			// byStart puts the better one first
			a.Evidence |= b.Evidence
			continue
		}
		w++
		ents[w] = b
	}
	return ents[:w+1]
}

// cluster cuts the text at every start and end of the overlapping findings in group, then lets the findings claim the
// pieces in order of rank; next links every piece to the first free one at or after it, so that no piece is visited twice.
func (r *resolver) cluster(group []Entity) {
	r.cuts, r.order = r.cuts[:0], append(r.order[:0], group...)
	for _, e := range group {
		r.cuts = append(r.cuts, e.Start, e.End)
	}
	slices.Sort(r.cuts)
	r.cuts = slices.Compact(r.cuts)
	r.next = r.next[:0]
	for i := range r.cuts {
		r.next = append(r.next, int32(i))
	}
	sortEntities(r.order, compare)
	for _, e := range r.order {
		first, _ := slices.BinarySearch(r.cuts, e.Start)
		last, _ := slices.BinarySearch(r.cuts, e.End)
		for i := r.free(first); i < last; {
			from := i
			for i < last && int(r.next[i]) == i {
				r.next[i] = int32(i + 1)
				i++
			}
			rest := e
			rest.Span = Span{r.cuts[from], r.cuts[i]}
			r.out = append(r.out, rest)
			i = r.free(i)
		}
	}
}

// free returns the first unclaimed piece at or after i, shortening the way there.
func (r *resolver) free(i int) int {
	root := i
	for int(r.next[root]) != root {
		root = int(r.next[root])
	}
	for int(r.next[i]) != root && i != root {
		i, r.next[i] = int(r.next[i]), int32(root)
	}
	return root
}
