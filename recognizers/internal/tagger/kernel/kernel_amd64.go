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
func accSparseAVX(acc, w *float32, rows *uint32, x *float32, n, cols int)

// AccSparse adds to acc the given rows of w, each times its x. w has rows of
// len(acc) columns; a row beyond w panics.
func AccSparse(acc, w []float32, rows []uint32, x []float32) {
	if !cpu.X86.HasAVX2 || len(rows) == 0 {
		accSparse(acc, w, rows, x)
		return
	}
	top := uint32(0)
	for _, r := range rows {
		top = max(top, r)
	}
	_, _ = w[(int(top)+1)*len(acc)-1], x[len(rows)-1]
	accSparseAVX(&acc[0], &w[0], &rows[0], &x[0], len(rows), len(acc))
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
