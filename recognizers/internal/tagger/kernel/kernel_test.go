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
	for _, size := range [][2]int{{1, 32}, {3, 64}, {17, 96}, {64, 128}} {
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

		picked, values := []uint32{0, uint32(rows - 1), 0}, random(3)
		a = random(cols)
		b = append(b[:0], a...)
		AccSparse(a, w, picked, values)
		accSparse(b, w, picked, values)
		assert.Equal(t, b, a, "accSparse %v", size)
		AccSparse(a, w, nil, nil)
		assert.Equal(t, b, a, "accSparse without rows %v", size)
		assert.Panics(t, func() { AccSparse(a, w, []uint32{uint32(rows)}, values) }, "a row beyond the matrix")

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
