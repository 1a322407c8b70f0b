package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

//go:noescape
func accRowsAVX(acc, w, x *float32, rows, cols int)

//go:noescape
func dotRowsAVX(out, w, grad *float32, rows, cols int)

//go:noescape
func outerAddAVX(dw, x, grad *float32, rows, cols int)

//go:noescape
func addRow8AVX(acc *float32, row *byte, scale float32, n int)

//go:noescape
func accUnitsAVX(acc, w *int16, stride int, units *uint16, x *int16, n, cols int)

//go:noescape
func packAVX(values *int16, units *uint16, src *float32, scale float32, n int) int

//go:noescape
func packRowAVX(values *int16, units *uint16, base *float32, row *byte, rowScale, scale float32, n int) int

//go:noescape
func addShortsAVX(acc, row *int16, n int)

//go:noescape
func prefetch(table *byte, rows *uint32, n, size int)

//go:noescape
func pairRowsAVX(out *float32, w, x *int16, n int, scale float32, bias *float32) (top float32)

//go:noescape
func maxPlusAVX(best *float32, arg *int32, from, w *float32, n int)

//go:noescape
func accPickedAVX(acc, w *float32, units *uint16, x *float32, n, cols int)

//go:noescape
func dotPickedAVX(out, w *float32, units *uint16, grad *float32, n, cols int)

//go:noescape
func outerPickedAVX(dw *float32, units *uint16, x, grad *float32, n, cols int)

//go:noescape
func sumRows8AVX(acc *float32, table *byte, scales *float32, rows *uint32, n, cols int)

// AccUnits adds to acc the rows of w with the numbers in units, which ascend,
// each times its x: products are rounded to 2^-15 of theirs, sums saturate. The
// rows of w begin stride numbers apart; a row beyond w panics.
func AccUnits(acc, w []int16, stride int, units []uint16, x []int16) {
	if !cpu.X86.HasAVX2 || len(units) == 0 {
		accUnits(acc, w, stride, units, x)
		return
	}
	_, _ = w[int(units[len(units)-1])*stride+len(acc)-1], x[len(units)-1]
	accUnitsAVX(&acc[0], &w[0], stride, &units[0], &x[0], len(units), len(acc))
}

// Pack writes the positive numbers of src, times scale and rounded, to values
// and their indexes to units, both of at least the length of src. It returns
// their number.
func Pack(values []int16, units []uint16, src []float32, scale float32) int {
	if !cpu.X86.HasAVX2 {
		return pack(values, units, src, scale)
	}
	_, _ = values[len(src)-1], units[len(src)-1]
	return packAVX(&values[0], &units[0], &src[0], scale, len(src))
}

// AddShorts adds row to acc; sums saturate.
func AddShorts(acc, row []int16) {
	if !cpu.X86.HasAVX2 {
		addShorts(acc, row)
		return
	}
	_ = row[len(acc)-1]
	addShortsAVX(&acc[0], &row[0], len(acc))
}

// PackRow is Pack of the sum of base and the signed bytes of row, each times rowScale.
func PackRow(values []int16, units []uint16, base []float32, row string, rowScale, scale float32) int {
	if !cpu.X86.HasAVX2 {
		return packRow(values, units, base, row, rowScale, scale)
	}
	n := len(base)
	_, _, _ = values[n-1], units[n-1], row[n-1]
	return packRowAVX(&values[0], &units[0], &base[0], unsafe.StringData(row), rowScale, scale, n)
}

// Prefetch asks for the given rows of a table of rows of size bytes, at most 128, so that what reads them later need not wait.
func Prefetch(table string, rows []uint32, size int) {
	if len(rows) > 0 {
		prefetch(unsafe.StringData(table), &rows[0], len(rows), size)
	}
}

// PrefetchFloats is Prefetch for single numbers.
func PrefetchFloats(table []float32, at []uint32) {
	if len(at) > 0 && len(table) > 0 {
		prefetch((*byte)(unsafe.Pointer(&table[0])), &at[0], len(at), 4)
	}
}

// SumRows8 adds to acc the given rows of a table of signed bytes, each times
// its scale. The table has rows of len(acc) columns; a row beyond it panics.
func SumRows8(acc []float32, table string, scales []float32, rows []uint32) {
	if !cpu.X86.HasAVX2 || len(rows) == 0 {
		sumRows8(acc, table, scales, rows)
		return
	}
	top := uint32(0)
	for _, r := range rows {
		top = max(top, r)
	}
	_, _ = table[(int(top)+1)*len(acc)-1], scales[top]
	sumRows8AVX(&acc[0], unsafe.StringData(table), &scales[0], &rows[0], len(rows), len(acc))
}

// AccRows adds x·w to acc: w has len(x) rows of len(acc) columns.
func AccRows(acc, w, x []float32) {
	if !cpu.X86.HasAVX2 {
		accRows(acc, w, x)
		return
	}
	_ = w[len(x)*len(acc)-1]
	accRowsAVX(&acc[0], &w[0], &x[0], len(x), len(acc))
}

// DotRows adds to each out[r] the product of row r of w with g.
func DotRows(out, w, g []float32) {
	if !cpu.X86.HasAVX2 {
		dotRows(out, w, g)
		return
	}
	_ = w[len(out)*len(g)-1]
	dotRowsAVX(&out[0], &w[0], &g[0], len(out), len(g))
}

// OuterAdd adds the outer product of x and g to dw.
func OuterAdd(dw, x, g []float32) {
	if !cpu.X86.HasAVX2 {
		outerAdd(dw, x, g)
		return
	}
	_ = dw[len(x)*len(g)-1]
	outerAddAVX(&dw[0], &x[0], &g[0], len(x), len(g))
}

// AddRow8 adds to acc the signed bytes of row, each times scale.
func AddRow8(acc []float32, row string, scale float32) {
	if !cpu.X86.HasAVX2 {
		addRow8(acc, row, scale)
		return
	}
	_ = row[len(acc)-1]
	addRow8AVX(&acc[0], unsafe.StringData(row), scale, len(acc))
}

// AccPicked is AccRows for the rows with the numbers in units, which ascend;
// the others count as if their x were 0.
func AccPicked(acc, w []float32, units []uint16, x []float32) {
	if !cpu.X86.HasAVX2 || len(units) == 0 {
		accPicked(acc, w, units, x)
		return
	}
	last := int(units[len(units)-1])
	_, _ = w[(last+1)*len(acc)-1], x[last]
	accPickedAVX(&acc[0], &w[0], &units[0], &x[0], len(units), len(acc))
}

// DotPicked is DotRows for the rows with the numbers in units, which ascend.
func DotPicked(out, w []float32, units []uint16, g []float32) {
	if !cpu.X86.HasAVX2 || len(units) == 0 {
		dotPicked(out, w, units, g)
		return
	}
	last := int(units[len(units)-1])
	_, _ = w[(last+1)*len(g)-1], out[last]
	dotPickedAVX(&out[0], &w[0], &units[0], &g[0], len(units), len(g))
}

// OuterPicked is OuterAdd for the rows with the numbers in units, which ascend.
func OuterPicked(dw []float32, units []uint16, x, g []float32) {
	if !cpu.X86.HasAVX2 || len(units) == 0 {
		outerPicked(dw, units, x, g)
		return
	}
	last := int(units[len(units)-1])
	_, _ = dw[(last+1)*len(g)-1], x[last]
	outerPickedAVX(&dw[0], &units[0], &x[0], &g[0], len(units), len(g))
}

// PairRows writes to out the products of w with x, whose negative numbers
// count as 0, times scale and plus bias. w has [Lanes] columns; each two rows
// of it are interleaved. It returns the greatest number of out but the first.
func PairRows(out *[Lanes]float32, w, x []int16, scale float32, bias *[Lanes]float32) (top float32) {
	if !cpu.X86.HasAVX2 {
		return pairRows(out, w, x, scale, bias)
	}
	_ = w[len(x)*Lanes-1]
	return pairRowsAVX(&out[0], &w[0], &x[0], len(x), scale, &bias[0])
}

// MaxPlus writes to best, for each column of w, the greatest sum of a number
// in from with its row's, and to arg the first row that has it. w has [Few]
// columns and a row for each number in from, of which there is at least one.
func MaxPlus(best *[Few]float32, arg *[Few]int32, from, w []float32) {
	if !cpu.X86.HasAVX2 {
		maxPlus(best, arg, from, w)
		return
	}
	_ = w[len(from)*Few-1]
	maxPlusAVX(&best[0], &arg[0], &from[0], &w[0], len(from))
}
