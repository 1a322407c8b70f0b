package train

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// Vectors are word vectors; row 0 is that of unknown words.
type Vectors struct {
	Dim    int
	Hashes []uint64
	Folded []string       // the words
	Shapes []tagger.Shape // what does not depend on letter case
	Values []float32      // (1+len(Hashes)) × Dim
	Feats  []float32      // tagger.FeatureRows × Dim: what letters, spelling and lexicon tell of the words around
}

// corpusWords calls fn with the word hashes of every paragraph of the
// unlabelled texts and of the training sentences.
func corpusWords(dir string, data *Data, fraction float64, fn func(words []tagger.Word, doc *anonymize.Document)) error {
	var words []tagger.Word
	one := func(text string) error {
		doc, err := anonymize.NewDocument(text, "")
		if err != nil {
			return err
		}
		words = tagger.AppendWords(words[:0], doc)
		fn(words, doc)
		return nil
	}
	if err := eachParagraph(dir, []string{"text/*.gz", "text/common_voice_de/*.txt", "text/thorsten_de/*.tsv", "text/gesetze/*.md"}, fraction, one); err != nil {
		return err
	}
	for range 3 { // the nearest to what will be tagged
		for i := range data.Train {
			text, _ := data.Train[i].text(nil, nil)
			if err := one(string(text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachParagraph calls fn with the lines of the files, or a fraction of them.
func eachParagraph(dir string, patterns []string, fraction float64, fn func(string) error) error {
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, name := range files {
			f, err := os.Open(filepath.Clean(name))
			if err != nil {
				return err
			}
			var r io.Reader = f
			if strings.HasSuffix(name, ".gz") {
				if r, err = gzip.NewReader(f); err != nil {
					return err
				}
			}
			sc := bufio.NewScanner(r)
			sc.Buffer(nil, 1<<24)
			for i := 0; sc.Scan(); i++ {
				if fraction < 1 && float64(i%1000) >= 1000*fraction {
					continue
				}
				line, _, _ := strings.Cut(sc.Text(), "\t")
				if err := fn(strings.ToValidUTF8(line, "?")); err != nil {
					return err
				}
			}
			if err := sc.Err(); err != nil {
				return err
			}
			_ = f.Close()
		}
	}
	return nil
}

// form is a word as it is written; its features depend on nothing else.
type form struct {
	hash  uint64
	shape tagger.Shape
}

// skipGram is the state of learning vectors: words and their features
// predict the words around them.
type skipGram struct {
	v        *Vectors
	rnd      *rand.Rand
	outs     []float32 // of words behind, then of words before
	keep     []float32 // by row: probability to take part
	noise    []int32
	features [][]uint32 // of each form
	lower    []int32    // each form in lower case
	in       []float32
	grad     []float32
}

// Text is the unlabelled text as the trainer reads it.
type Text struct {
	rows     []int32          // row of each word's vector, 0 unknown, -1 the end of a paragraph
	forms    []int32          // what each word looks like
	context  []tagger.Context // where it stands
	features [][]uint32       // of each form
	lower    []int32          // each form in lower case
	hashes   []uint64         // of the vectors' words, by frequency
	folded   []string
	shapes   []tagger.Shape
	count    []int // their occurrences
	total    int
}

// ReadText reads the unlabelled texts. The size most frequent words get vectors.
func ReadText(dir string, data *Data, size int, fraction float64) (*Text, error) {
	count := make(map[uint64]int)
	t := new(Text)
	if err := corpusWords(dir, data, fraction, func(ws []tagger.Word, _ *anonymize.Document) {
		for _, w := range ws {
			count[w.Hash]++
			t.total++
		}
	}); err != nil {
		return nil, err
	}
	hashes := make([]uint64, 0, len(count))
	for h, c := range count {
		if c >= 4 {
			hashes = append(hashes, h)
		}
	}
	slices.SortFunc(hashes, func(a, b uint64) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	t.hashes = hashes[:min(size, len(hashes))]
	for _, h := range t.hashes {
		t.count = append(t.count, count[h])
	}
	t.folded, t.shapes = make([]string, len(t.hashes)), make([]tagger.Shape, len(t.hashes))
	vocab := tagger.NewVocab(t.hashes)
	lex := lexicon.Load().Nouns()
	index := make(map[form]int32)
	add := func(f form, folded string) int32 {
		i, ok := index[f]
		if !ok {
			i = int32(len(t.features))
			index[f] = i
			t.features = append(t.features, tagger.AppendFeatures(nil, lex, folded, f.hash, f.shape))
			t.lower = append(t.lower, i)
		}
		return i
	}
	err := corpusWords(dir, data, fraction, func(ws []tagger.Word, doc *anonymize.Document) {
		for _, w := range ws {
			f := form{w.Hash, w.Shape &^ (tagger.ShapeSpace | tagger.ShapeLine)}
			folded := doc.Folded()[w.Start:w.End]
			i := add(f, folded)
			if low := f.shape.Lowered(); low != f.shape {
				t.lower[i] = add(form{f.hash, low}, folded)
			}
			r := vocab.Row(w.Hash)
			if r > 0 && t.folded[r-1] == "" {
				t.folded[r-1], t.shapes[r-1] = strings.Clone(folded), f.shape.Lowered()
			}
			t.rows, t.forms = append(t.rows, r), append(t.forms, i)
		}
		t.context = append(tagger.AppendContext(t.context, ws, doc), 0)
		t.rows, t.forms = append(t.rows, -1), append(t.forms, -1)
	})
	return t, err
}

// TrainVectors learns vectors by skip-gram with negative sampling (Mikolov et
// al. 2013). Half of the time the sum of a word's feature rows stands for it
// (as in Bojanowski et al. 2017), so that the rows know what endings and parts
// of words mean before the labelled sentences, which are few, refine them.
// Words before and behind are told apart (Ling et al. 2015).
func TrainVectors(t *Text, dim, epochs int, seed uint64) *Vectors {
	g := &skipGram{rnd: rand.New(rand.NewPCG(seed, 3)), in: make([]float32, dim), grad: make([]float32, dim), features: t.features}
	g.v = &Vectors{Dim: dim, Hashes: t.hashes, Folded: t.folded, Shapes: t.shapes, Values: make([]float32, (len(t.hashes)+1)*dim), Feats: make([]float32, tagger.FeatureRows*dim)}
	for i := range g.v.Values {
		g.v.Values[i] = (g.rnd.Float32() - 0.5) / float32(dim)
	}
	for i := range g.v.Feats {
		g.v.Feats[i] = (g.rnd.Float32() - 0.5) / float32(dim)
	}
	g.outs = make([]float32, 2*len(g.v.Values))
	g.lower = t.lower
	g.keep, g.noise = t.weigh()
	g.learn(t.rows, t.forms, epochs)
	g.v.normalise()
	g.scaleFeatures()
	return g.v
}

// weigh returns how often words take part and stand as noise.
func (t *Text) weigh() (keep []float32, noise []int32) {
	keep = make([]float32, len(t.hashes)+1)
	keep[0] = 0.3
	sum := 0.0
	for _, c := range t.count {
		sum += math.Pow(float64(c), 0.75)
	}
	for i, c := range t.count {
		f := float64(c) / float64(t.total)
		keep[i+1] = float32(min(1, math.Sqrt(1e-4/f)+1e-4/f))
		for range int(math.Ceil(math.Pow(float64(c), 0.75) / sum * (1 << 20))) {
			noise = append(noise, int32(i+1))
		}
	}
	return keep, noise
}

// featureShare scales the sum of feature rows; with some 20 rows a word this
// gives the sum the same rate of learning as a vector.
const featureShare = 0.22

func (g *skipGram) learn(text, forms []int32, epochs int) {
	const window = 3
	dim := g.v.Dim
	var line []int // positions in text
	done, all := 0, epochs*len(text)
	for range epochs {
		for i := 0; i < len(text); {
			line = line[:0]
			for ; text[i] >= 0; i++ {
				if g.rnd.Float32() < g.keep[text[i]] {
					line = append(line, i)
				}
				done++
			}
			i++
			done++
			rate := 0.05 * max(0.0005, 1-float32(done)/float32(all))
			for c, at := range line {
				word := text[at]
				parts := word == 0 || g.rnd.Uint32()&1 == 0
				in := g.in
				form := forms[at]
				if g.rnd.Uint32N(5) == 0 {
					form = g.lower[form]
				}
				feats := g.features[form]
				if parts {
					clear(in)
					for _, f := range feats {
						add(in, g.v.Feats[int(f)*dim:][:dim])
					}
					for k := range in {
						in[k] *= featureShare
					}
				} else {
					in = g.v.Values[int(word)*dim:][:dim]
				}
				clear(g.grad)
				b := 1 + int(g.rnd.Uint32N(window))
				for k := max(0, c-b); k <= min(len(line)-1, c+b); k++ {
					if k != c && text[line[k]] > 0 {
						before := 0
						if k < c {
							before = len(g.v.Values)
						}
						g.pair(in, g.outs[before:], text[line[k]], rate)
					}
				}
				if !parts {
					add(in, g.grad)
					continue
				}
				for k := range g.grad {
					g.grad[k] *= featureShare
				}
				for _, f := range feats {
					add(g.v.Feats[int(f)*dim:][:dim], g.grad)
				}
			}
		}
	}
}

// pair learns that the word stands on one side of the input, and five others do not.
func (g *skipGram) pair(in, outs []float32, word int32, rate float32) {
	dim := g.v.Dim
	var dot, step [1]float32
	for neg := range 6 {
		target, label := word, float32(1)
		if neg > 0 {
			target, label = g.noise[g.rnd.Uint32N(uint32(len(g.noise)))], 0
			if target == word {
				continue
			}
		}
		o := outs[int(target)*dim:][:dim]
		dot[0] = 0
		kernel.DotRows(dot[:], o, in)
		x := max(-8, min(8, dot[0]))
		step[0] = (label - 1/(1+expf(-x))) * rate
		kernel.AccRows(g.grad, o, step[:])
		kernel.AccRows(o, in, step[:])
	}
}

// scaleFeatures gives the sums of feature rows the mean length of the vectors.
func (g *skipGram) scaleFeatures() {
	dim := g.v.Dim
	total, n := 0.0, 0
	for i := 0; i < len(g.features); i += 7 {
		clear(g.in)
		for _, f := range g.features[i] {
			add(g.in, g.v.Feats[int(f)*dim:][:dim])
		}
		s := 0.0
		for _, x := range g.in {
			s += float64(x) * float64(x)
		}
		total += math.Sqrt(s)
		n++
	}
	f := float32(0.5 * math.Sqrt(float64(dim)) * float64(n) / max(total, 1e-9))
	for i := range g.v.Feats {
		g.v.Feats[i] *= f
	}
}

// normalise scales all vectors to unit length times a common factor; that of
// unknown words becomes the mean of the rarest.
func (v *Vectors) normalise() {
	for r := 1; r <= len(v.Hashes); r++ {
		row := v.Values[r*v.Dim:][:v.Dim]
		s := 0.0
		for _, x := range row {
			s += float64(x) * float64(x)
		}
		f := float32(math.Sqrt(float64(v.Dim))*0.5) / float32(math.Sqrt(s)+1e-9)
		for i := range row {
			row[i] *= f
		}
	}
	rare := min(2000, len(v.Hashes))
	unknown := v.Values[:v.Dim]
	clear(unknown)
	for r := len(v.Hashes) - rare + 1; r <= len(v.Hashes); r++ {
		add(unknown, v.Values[r*v.Dim:][:v.Dim])
	}
	for i := range unknown {
		unknown[i] /= float32(max(1, rare))
	}
}
