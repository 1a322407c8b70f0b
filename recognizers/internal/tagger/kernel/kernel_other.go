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

// AccUnits adds to acc the rows of w with the numbers in units, which ascend,
// each times its x: products are rounded to 2^-15 of theirs, sums saturate. The
// rows of w begin stride numbers apart; a row beyond w panics.
func AccUnits(acc, w []int16, stride int, units []uint16, x []int16) {
	accUnits(acc, w, stride, units, x)
}

// Pack writes the positive numbers of src, times scale and rounded, to values
// and their indexes to units, both of at least the length of src. It returns
// their number.
func Pack(values []int16, units []uint16, src []float32, scale float32) int {
	return pack(values, units, src, scale)
}

// AddShorts adds row to acc; sums saturate.
func AddShorts(acc, row []int16) { addShorts(acc, row) }

// PackRow is Pack of the sum of base and the signed bytes of row, each times rowScale.
func PackRow(values []int16, units []uint16, base []float32, row string, rowScale, scale float32) int {
	return packRow(values, units, base, row, rowScale, scale)
}

// Prefetch asks for the given rows of a table of rows of size bytes, at most 128, so that what reads them later need not wait.
func Prefetch(table string, rows []uint32, size int) {}

// PrefetchFloats is Prefetch for single numbers.
func PrefetchFloats(table []float32, at []uint32) {}

// SumRows8 adds to acc the given rows of a table of signed bytes, each times
// its scale. The table has rows of len(acc) columns; a row beyond it panics.
func SumRows8(acc []float32, table string, scales []float32, rows []uint32) {
	sumRows8(acc, table, scales, rows)
}

// AccPicked is AccRows for the rows with the numbers in units, which ascend;
// the others count as if their x were 0.
func AccPicked(acc, w []float32, units []uint16, x []float32) { accPicked(acc, w, units, x) }

// DotPicked is DotRows for the rows with the numbers in units, which ascend.
func DotPicked(out, w []float32, units []uint16, g []float32) { dotPicked(out, w, units, g) }

// OuterPicked is OuterAdd for the rows with the numbers in units, which ascend.
func OuterPicked(dw []float32, units []uint16, x, g []float32) { outerPicked(dw, units, x, g) }

// PairRows writes to out the products of w with x, whose negative numbers
// count as 0, times scale and plus bias. w has [Lanes] columns; each two rows
// of it are interleaved. It returns the greatest number of out but the first.
func PairRows(out *[Lanes]float32, w, x []int16, scale float32, bias *[Lanes]float32) (top float32) {
	return pairRows(out, w, x, scale, bias)
}

// MaxPlus writes to best, for each column of w, the greatest sum of a number
// in from with its row's, and to arg the first row that has it. w has [Few]
// columns and a row for each number in from, of which there is at least one.
func MaxPlus(best *[Few]float32, arg *[Few]int32, from, w []float32) {
	maxPlus(best, arg, from, w)
}
