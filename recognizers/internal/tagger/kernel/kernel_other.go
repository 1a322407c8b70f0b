//go:build !amd64

package kernel

// AccRows adds x·w to acc: w has len(x) rows of len(acc) columns.
func AccRows(acc, w, x []float32) { accRows(acc, w, x) }

// DotRows adds to each out[r] the product of row r of w with g.
func DotRows(out, w, g []float32) { dotRows(out, w, g) }

// OuterAdd adds the outer product of x and g to dw.
func OuterAdd(dw, x, g []float32) { outerAdd(dw, x, g) }

// AddRow8 adds to acc the signed bytes of row, each times scale.
func AddRow8(acc []float32, row string, scale float32) { addRow8(acc, row, scale) }

// AccSparse adds to acc the given rows of w, each times its x. w has rows of
// len(acc) columns; a row beyond w panics.
func AccSparse(acc, w []float32, rows []uint32, x []float32) { accSparse(acc, w, rows, x) }
