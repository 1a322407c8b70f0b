package train

// The share by which what the teachers say counts against the marks of a
// corpus. Of unlabelled sentences only they know.
const (
	teachMarked   = 0.5
	teachUnmarked = 1
)

// newTeachers returns what is needed to ask the nets.
func newTeachers(nets []*Net) []*worker {
	var ws []*worker
	for _, n := range nets {
		w := &worker{net: n}
		w.crf.setTransitions(n.trans.w)
		ws = append(ws, w)
	}
	return ws
}

// ask has the teachers label the example; their mean is what w learns from.
func (w *worker) ask(x *example) {
	w.taught = w.taught[:0]
	if len(w.teachers) == 0 {
		return
	}
	w.share = teachMarked
	if x.domain == Silver {
		w.share = teachUnmarked
	}
	n := len(x.vecs)
	for range n {
		w.taught = append(w.taught, [labels]float32{})
	}
	part := 1 / float32(len(w.teachers))
	for _, teacher := range w.teachers {
		teacher.forward(x, false)
		teacher.crf.posterior(teacher.out, n)
		for t := range n {
			for l, p := range teacher.crf.gfwd[t] {
				w.taught[t][l] += float32(part * p)
			}
		}
	}
}
