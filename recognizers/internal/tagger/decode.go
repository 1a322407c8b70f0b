package tagger

import "math"

// viterbi writes the best labels of the n words into s.path. left and right
// tell whether a word that is no name stands before and behind them. It
// returns false if no word is a name.
func (m *Model) viterbi(s *scratch, n int, left, right bool, bias float32) bool {
	trans := m.dense.Trans
	minusInf := float32(math.Inf(-1))
	var prev, cur [Labels]float32
	for b := range Labels {
		prev[b] = minusInf
		if Follows(None0, b) {
			prev[b] = s.out[0][b] + biased(b, bias)
			if left {
				prev[b] += trans[b]
			}
		}
	}
	for t := 1; t < n; t++ {
		for b := range cur {
			cur[b] = minusInf
		}
		back := &s.back[t]
		for a, next := range m.next {
			v := prev[a]
			if v == minusInf {
				continue
			}
			row := trans[a*Labels : a*Labels+Labels]
			for _, b := range next {
				if x := v + row[b]; x > cur[b] {
					cur[b], back[b] = x, uint8(a)
				}
			}
		}
		for b := range cur {
			cur[b] += s.out[t][b] + biased(b, bias)
		}
		prev = cur
	}
	best, top := 0, minusInf
	for a := range Labels {
		if !Follows(a, None0) {
			continue
		}
		v := prev[a]
		if right {
			v += trans[a*Labels]
		}
		if v > top {
			best, top = a, v
		}
	}
	found := false
	for t := n - 1; t >= 0; t-- {
		s.path[t] = uint8(best)
		found = found || best != None0
		best = int(s.back[t][best])
	}
	return found
}

// None0 is the label of words that are no names.
const None0 = 0

// biased returns the bias of a label: that of a span, once for each span.
func biased(label int, bias float32) float32 {
	if _, p := SplitLabel(label); label == None0 || p == Inside || p == End {
		return 0
	}
	return bias
}

// marginals fills s.fwd and s.bwd with messages scaled so that at each word
// the sum of their products is the weight of all labellings.
func (m *Model) marginals(s *scratch, n int, left, right bool) {
	for t := range n {
		top := s.out[t][0]
		for _, v := range s.out[t][:Labels] {
			top = max(top, v)
		}
		for l, v := range s.out[t][:Labels] {
			s.emit[t][l] = float32(math.Exp(float64(v - top)))
		}
	}
	for b := range Labels {
		v := float32(0)
		if Follows(None0, b) {
			v = 1
			if left {
				v = m.exp[0][b]
			}
		}
		s.fwd[0][b] = v * s.emit[0][b]
	}
	scaleDown(&s.fwd[0])
	for t := 1; t < n; t++ {
		var v [Labels]float32
		for a, next := range m.next {
			f := s.fwd[t-1][a]
			for _, b := range next {
				v[b] += f * m.exp[a][b]
			}
		}
		for b := range v {
			v[b] *= s.emit[t][b]
		}
		scaleDown(&v)
		s.fwd[t] = v
	}
	for a := range Labels {
		v := float32(0)
		if Follows(a, None0) {
			v = 1
			if right {
				v = m.exp[a][0]
			}
		}
		s.bwd[n-1][a] = v
	}
	for t := n - 2; t >= 0; t-- {
		var v, right [Labels]float32
		for b := range right {
			right[b] = s.emit[t+1][b] * s.bwd[t+1][b]
		}
		for a, next := range m.next {
			for _, b := range next {
				v[a] += m.exp[a][b] * right[b]
			}
		}
		scaleDown(&v)
		s.bwd[t] = v
	}
}

func scaleDown(v *[Labels]float32) {
	sum := float32(0)
	for _, x := range v {
		sum += x
	}
	if sum > 0 {
		f := 1 / sum
		for i := range v {
			v[i] *= f
		}
	}
}

// spanProb returns the probability of the labels that the path gives to the
// words i to j: the share of the labellings with them, walking from the
// forward message at i to the backward message at j with the same scaling as
// the sum over all labellings.
func (m *Model) spanProb(s *scratch, i, j int) float32 {
	all := s.fwd[i]
	one := all[s.path[i]]
	for t := i + 1; t <= j; t++ {
		var v [Labels]float32
		for a, next := range m.next {
			for _, b := range next {
				v[b] += all[a] * m.exp[a][b]
			}
		}
		for b := range v {
			v[b] *= s.emit[t][b]
		}
		all = v
		one *= m.exp[s.path[t-1]][s.path[t]] * s.emit[t][s.path[t]]
	}
	total := float32(0)
	for b, v := range all {
		total += v * s.bwd[j][b]
	}
	if total <= 0 {
		return 0
	}
	return min(1, one*s.bwd[j][s.path[j]]/total)
}

// calibrate maps the network's probability to the observed frequency of right
// spans (Platt scaling on the development sets).
func (m *Model) calibrate(c Class, p float32) float32 {
	p = max(1e-6, min(1-1e-6, p))
	logit := math.Log(float64(p) / (1 - float64(p)))
	k := m.dense.Calibration[2*int(c):]
	return float32(1 / (1 + math.Exp(-(float64(k[0])*logit + float64(k[1])))))
}
