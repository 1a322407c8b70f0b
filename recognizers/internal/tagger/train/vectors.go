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
	Values []float32 // (1+len(Hashes)) × Dim
	Feats  []float32 // tagger.FeatureRows × Dim: what letters, spelling and lexicon tell of the words around
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
	outs     []float32
	keep     []float32 // by row: probability to take part
	noise    []int32
	features [][]uint32 // of each form
	in       []float32
	grad     []float32
}

// TrainVectors learns vectors by skip-gram with negative sampling (Mikolov et
// al. 2013). Half of the time the sum of a word's feature rows stands for it
// (as in Bojanowski et al. 2017), so that the rows know what endings and parts
// of words mean before the labelled sentences, which are few, refine them.
func TrainVectors(dir string, data *Data, dim, size, epochs int, fraction float64, seed uint64) (*Vectors, error) {
	count := make(map[uint64]int)
	total := 0
	if err := corpusWords(dir, data, fraction, func(ws []tagger.Word, _ *anonymize.Document) {
		for _, w := range ws {
			count[w.Hash]++
			total++
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
	hashes = hashes[:min(size, len(hashes))]
	vocab := tagger.NewVocab(hashes)
	lex := lexicon.Load()
	g := &skipGram{rnd: rand.New(rand.NewPCG(seed, 3)), in: make([]float32, dim), grad: make([]float32, dim)}
	var text, forms []int32
	index := make(map[form]int32)
	if err := corpusWords(dir, data, fraction, func(ws []tagger.Word, doc *anonymize.Document) {
		for _, w := range ws {
			f := form{w.Hash, w.Shape &^ (tagger.ShapeSpace | tagger.ShapeLine)}
			i, ok := index[f]
			if !ok {
				i = int32(len(g.features))
				index[f] = i
				g.features = append(g.features, tagger.AppendFeatures(nil, lex, doc.Folded()[w.Start:w.End], w.Hash, w.Shape))
			}
			text, forms = append(text, vocab.Row(w.Hash)), append(forms, i)
		}
		text, forms = append(text, -1), append(forms, -1)
	}); err != nil {
		return nil, err
	}
	g.v = &Vectors{Dim: dim, Hashes: hashes, Values: make([]float32, (len(hashes)+1)*dim), Feats: make([]float32, tagger.FeatureRows*dim)}
	for i := range g.v.Values {
		g.v.Values[i] = (g.rnd.Float32() - 0.5) / float32(dim)
	}
	for i := range g.v.Feats {
		g.v.Feats[i] = (g.rnd.Float32() - 0.5) / float32(dim)
	}
	g.weigh(count, total)
	g.learn(text, forms, epochs)
	g.v.normalise()
	g.scaleFeatures()
	return g.v, nil
}

// weigh computes how often words take part and stand as noise.
func (g *skipGram) weigh(count map[uint64]int, total int) {
	g.outs = make([]float32, len(g.v.Values))
	g.keep = make([]float32, len(g.v.Hashes)+1)
	g.keep[0] = 0.3
	sum := 0.0
	for _, h := range g.v.Hashes {
		sum += math.Pow(float64(count[h]), 0.75)
	}
	for i, h := range g.v.Hashes {
		f := float64(count[h]) / float64(total)
		g.keep[i+1] = float32(min(1, math.Sqrt(1e-4/f)+1e-4/f))
		for range int(math.Ceil(math.Pow(float64(count[h]), 0.75) / sum * (1 << 20))) {
			g.noise = append(g.noise, int32(i+1))
		}
	}
}

// featureShare scales the sum of feature rows; with some 20 rows a word this
// gives the sum the same rate of learning as a vector.
const featureShare = 0.22

func (g *skipGram) learn(text, forms []int32, epochs int) {
	const window = 5
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
				feats := g.features[forms[at]]
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
						g.pair(in, text[line[k]], rate)
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

// pair learns that the word stands near the input, and five others do not.
func (g *skipGram) pair(in []float32, word int32, rate float32) {
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
		o := g.outs[int(target)*dim:][:dim]
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
