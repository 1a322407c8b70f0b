package train

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
		accRows(a, w, x)
		accRowsGo(b, w, x)
		assert.Equal(t, b, a, "accRows %v", size)

		a = random(rows)
		b = append(b[:0], a...)
		dotRows(a, w, g)
		dotRowsGo(b, w, g)
		assert.Equal(t, b, a, "dotRows %v", size)

		a = random(rows * cols)
		b = append(b[:0], a...)
		outerAdd(a, x, g)
		outerAddGo(b, x, g)
		assert.Equal(t, b, a, "outerAdd %v", size)
	}
}

func BenchmarkAccRows(b *testing.B) {
	acc, w, x := make([]float32, 128), make([]float32, 560*128), make([]float32, 560)
	for b.Loop() {
		accRows(acc, w, x)
	}
}
