package kernel

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKernelsAgreeToTheBit(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = rnd.Float32() - 0.5
		}
		return v
	}
	for _, size := range [][2]int{{1, 32}, {3, 64}, {17, 96}, {64, 128}, {5, 192}, {5, 256}} {
		rows, cols := size[0], size[1]
		w, x, g := random(rows*cols), random(rows), random(cols)
		a, b := random(cols), []float32(nil)
		b = append(b, a...)
		AccRows(a, w, x)
		accRows(b, w, x)
		assert.Equal(t, b, a, "accRows %v", size)

		a = random(rows)
		b = append(b[:0], a...)
		DotRows(a, w, g)
		dotRows(b, w, g)
		assert.Equal(t, b, a, "dotRows %v", size)

		a = random(rows * cols)
		b = append(b[:0], a...)
		OuterAdd(a, x, g)
		outerAdd(b, x, g)
		assert.Equal(t, b, a, "outerAdd %v", size)

		shorts := func(n int) []int16 {
			v := make([]int16, n)
			for i := range v {
				v[i] = int16(rnd.Uint32())
			}
			return v
		}
		picked, values, weights := []uint16{0, uint16(rows / 2), uint16(rows - 1)}, shorts(3), shorts(rows*cols)
		c := shorts(cols)
		d := append([]int16(nil), c...)
		AccUnits(c, weights, cols, picked, values)
		accUnits(d, weights, cols, picked, values)
		assert.Equal(t, d, c, "accUnits %v", size)
		AccUnits(c, weights, cols, nil, nil)
		assert.Equal(t, d, c, "accUnits without rows %v", size)
		AccUnits(c[:32], weights, cols, picked, values)
		accUnits(d[:32], weights, cols, picked, values)
		assert.Equal(t, d, c, "accUnits of a part of the columns %v", size)
		AddShorts(c, weights[:cols])
		addShorts(d, weights[:cols])
		assert.Equal(t, d, c, "addShorts %v", size)
		assert.Panics(t, func() { AccUnits(c, weights, cols, []uint16{uint16(rows)}, values) }, "a row beyond the matrix")

		var o1, o2 [Lanes]float32
		pairs, matrix, bias := shorts(cols), shorts(cols*Lanes), [Lanes]float32(random(Lanes))
		top := PairRows(&o1, matrix, pairs, 1e-7, &bias)
		assert.Equal(t, pairRows(&o2, matrix, pairs, 1e-7, &bias), top, "pairRows %v", size)
		assert.Equal(t, o2, o1, "pairRows %v", size)

		var b1, b2 [Few]float32
		var a1, a2 [Few]int32
		few := random(rows * Few)
		x[rows-1] = x[0]
		copy(few[(rows-1)*Few:], few[:Few/2]) // equal sums: the first counts
		MaxPlus(&b1, &a1, x, few)
		maxPlus(&b2, &a2, x, few)
		assert.Equal(t, b2, b1, "maxPlus %v", size)
		assert.Equal(t, a2, a1, "maxPlus %v", size)

		a = random(cols)
		v1, v2, u1, u2 := make([]int16, cols), make([]int16, cols), make([]uint16, cols), make([]uint16, cols)
		n := Pack(v1, u1, a, 100_000)
		assert.Equal(t, pack(v2, u2, a, 100_000), n, "pack %v", size)
		assert.Equal(t, v2[:n], v1[:n], "pack %v", size)
		assert.Equal(t, u2[:n], u1[:n], "pack %v", size)

		bytes := make([]byte, cols)
		for i := range bytes {
			bytes[i] = byte(rnd.Uint32())
		}
		n = PackRow(v1, u1, a, string(bytes), 0.01, 10_000)
		assert.Equal(t, packRow(v2, u2, a, string(bytes), 0.01, 10_000), n, "packRow %v", size)
		assert.Equal(t, v2[:n], v1[:n], "packRow %v", size)
		assert.Equal(t, u2[:n], u1[:n], "packRow %v", size)

		some := []uint16{0, uint16(rows - 1)}
		if rows == 1 {
			some = some[:1]
		}
		a = random(cols)
		b = append(b[:0], a...)
		AccPicked(a, w, some, x)
		accPicked(b, w, some, x)
		assert.Equal(t, b, a, "accPicked %v", size)
		a = random(rows)
		b = append(b[:0], a...)
		DotPicked(a, w, some, g)
		dotPicked(b, w, some, g)
		assert.Equal(t, b, a, "dotPicked %v", size)
		a = random(rows * cols)
		b = append(b[:0], a...)
		OuterPicked(a, some, x, g)
		outerPicked(b, some, x, g)
		assert.Equal(t, b, a, "outerPicked %v", size)

		table, scales, from := make([]byte, rows*cols), random(rows), []uint32{0, uint32(rows - 1), 0}
		for i := range table {
			table[i] = byte(rnd.Uint32())
		}
		a = random(cols)
		b = append(b[:0], a...)
		SumRows8(a, string(table), scales, from)
		sumRows8(b, string(table), scales, from)
		assert.Equal(t, b, a, "sumRows8 %v", size)
		SumRows8(a, string(table), scales, nil)
		assert.Equal(t, b, a, "sumRows8 without rows %v", size)
		assert.Panics(t, func() { SumRows8(a, string(table), scales, []uint32{uint32(rows)}) }, "a row beyond the table")

		row := make([]byte, cols)
		for i := range row {
			row[i] = byte(rnd.Uint32())
		}
		a = random(cols)
		b = append(b[:0], a...)
		AddRow8(a, string(row), 0.013)
		addRow8(b, string(row), 0.013)
		assert.Equal(t, b, a, "addRow8 %v", size)
	}
}

func BenchmarkAccRows(b *testing.B) {
	acc, w, x := make([]float32, 128), make([]float32, 560*128), make([]float32, 560)
	for b.Loop() {
		AccRows(acc, w, x)
	}
}
