// Package kernel holds the inner loops of the tagger and its trainer: products
// of vectors and matrices of float32 and sums of 8-bit rows.
//
// On amd64 with AVX2 they are assembly, elsewhere Go. Both compute the same
// bits: products are rounded before they are added, and the order of the sums
// is fixed. Row lengths are positive multiples of [Lanes], those of [MaxPlus] are
// [Few]; Pack's products stay below 2^31.
package kernel

import "math"

// Lanes is the number of columns that the loops treat together.
const Lanes = 32

// Few is the number of columns of [MaxPlus].
const Few = 16

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

func accPicked(acc, w []float32, units []uint16, x []float32) {
	for _, r := range units {
		accRows(acc, w[int(r)*len(acc):][:len(acc)], x[r:r+1])
	}
}

func dotPicked(out, w []float32, units []uint16, g []float32) {
	for _, r := range units {
		dotRows(out[r:r+1], w[int(r)*len(g):], g)
	}
}

func outerPicked(dw []float32, units []uint16, x, g []float32) {
	for _, r := range units {
		outerAdd(dw[int(r)*len(g):], x[r:r+1], g)
	}
}

func addShorts(acc, row []int16) {
	row = row[:len(acc)]
	for c, v := range row {
		acc[c] = int16(max(math.MinInt16, min(math.MaxInt16, int32(acc[c])+int32(v))))
	}
}

func accUnits(acc, w []int16, stride int, units []uint16, x []int16) {
	for i, r := range units {
		v, row := int32(x[i]), w[int(r)*stride:][:len(acc)]
		for c := range acc {
			sum := int32(acc[c]) + int32(int16((v*int32(row[c])+0x4000)>>15))
			acc[c] = int16(max(math.MinInt16, min(math.MaxInt16, sum)))
		}
	}
}

func pack(values []int16, units []uint16, src []float32, scale float32) (n int) {
	for i, v := range src {
		if q := math.RoundToEven(float64(v * scale)); q > 0 {
			values[n], units[n] = int16(min(math.MaxInt16, q)), uint16(i)
			n++
		}
	}
	return n
}

func packRow(values []int16, units []uint16, base []float32, row string, rowScale, scale float32) (n int) {
	for i, v := range base {
		v += float32(float32(int8(row[i])) * rowScale)
		if q := math.RoundToEven(float64(v * scale)); q > 0 {
			values[n], units[n] = int16(min(math.MaxInt16, q)), uint16(i)
			n++
		}
	}
	return n
}

func pairRows(out *[Lanes]float32, w, x []int16, scale float32, bias *[Lanes]float32) (top float32) {
	var sums [Lanes]int32
	for k := 0; k+1 < len(x); k += 2 {
		a, b := int32(max(x[k], 0)), int32(max(x[k+1], 0))
		row := w[k*Lanes:][:2*Lanes]
		for c := range sums {
			sums[c] += a*int32(row[2*c]) + b*int32(row[2*c+1])
		}
	}
	for c, sum := range sums {
		out[c] = float32(float32(sum)*scale) + bias[c]
	}
	top = out[1]
	for _, v := range out[2:] {
		if v > top {
			top = v
		}
	}
	return top
}

func maxPlus(best *[Few]float32, arg *[Few]int32, from, w []float32) {
	for c := range best {
		best[c], arg[c] = from[0]+w[c], 0
	}
	for i, v := range from[1:] {
		row := w[(i+1)*Few:][:Few]
		for c := range best {
			if x := v + row[c]; x > best[c] {
				best[c], arg[c] = x, int32(i+1)
			}
		}
	}
}

func sumRows8(acc []float32, table string, scales []float32, rows []uint32) {
	for _, r := range rows {
		addRow8(acc, table[int(r)*len(acc):], scales[r])
	}
}
