// Package kernel holds the inner loops of the tagger and its trainer: products
// of vectors and matrices of float32 and sums of 8-bit rows.
//
// On amd64 with AVX2 they are assembly, elsewhere Go. Both compute the same
// bits: products are rounded before they are added, and the order of the sums
// is fixed. Row lengths are positive multiples of [Lanes].
package kernel

// Lanes is the number of columns that the loops treat together.
const Lanes = 32

// The kernels in Go. The conversions keep compilers from fusing product and
// sum, which would change the last bit.

func accRows(acc, w, x []float32) {
	n := len(acc)
	r := 0
	for ; r+4 <= len(x); r += 4 {
		v0, v1, v2, v3 := x[r], x[r+1], x[r+2], x[r+3]
		w0, w1, w2, w3 := w[r*n:][:n], w[(r+1)*n:][:n], w[(r+2)*n:][:n], w[(r+3)*n:][:n]
		for c := range acc {
			acc[c] = (((acc[c] + float32(v0*w0[c])) + float32(v1*w1[c])) + float32(v2*w2[c])) + float32(v3*w3[c])
		}
	}
	for ; r < len(x); r++ {
		v, row := x[r], w[r*n:][:n]
		for c := range acc {
			acc[c] += float32(v * row[c])
		}
	}
}

func addRow8(acc []float32, row string, scale float32) {
	row = row[:len(acc)]
	for c := range acc {
		acc[c] += float32(float32(int8(row[c])) * scale)
	}
}

func dotRows(out, w, g []float32) {
	n := len(g)
	for r := range out {
		row := w[r*n : r*n+n]
		var p [Lanes]float32
		for c := 0; c < n; c += Lanes {
			for i := range p {
				p[i] += float32(g[c+i] * row[c+i])
			}
		}
		var s [8]float32
		for i := range s {
			s[i] = (p[i] + p[8+i]) + (p[16+i] + p[24+i])
		}
		out[r] += ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
	}
}

func outerAdd(dw, x, g []float32) {
	n := len(g)
	for r, v := range x {
		row := dw[r*n : r*n+n]
		for c := range g {
			row[c] += float32(v * g[c])
		}
	}
}

func accSparse(acc, w []float32, rows []uint32, x []float32) {
	n := len(acc)
	for i, r := range rows {
		v, row := x[i], w[int(r)*n:][:n]
		for c := range acc {
			acc[c] += float32(v * row[c])
		}
	}
}
