package train

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"
)

// Options are what a run of the whole training can vary.
type Options struct {
	Data     string  // folder with ner/, names/, places/ and text/
	Fraction float64 // share of the data and of the epochs, for a quick run
	Seed     uint64
	Threads  int    // changes the time, not the result
	Cache    string // folder in which vectors and network are kept between runs, or ""
	Version  uint32
	Log      io.Writer
}

func networkConfig() Config {
	return Config{
		VecDim: 96, FeatDim: 96, Enc: 96, Hidden: 256, Window: 3, DropHid: 0.5, DropFeat: 0.15, DropLex: 0.08, DropVec: 0.1,
		L2: 0.05, Rate: 0.002, Epochs: 6, Batch: 32, TuneVec: true, Sparse: 0.001,
	}
}

// The parts of a training run.
const (
	vectorWords   = 60_000
	vectorEpochs  = 2
	contextUnits  = 64 // of the window layer, which learn to guess hidden words first
	teacherCount  = 4
	teacherEpochs = 4
	netSparse     = 0.0003 // of the network that the teachers teach
	chatMessages  = 4000   // generated in each epoch
)

// Run trains word vectors, the units that guess hidden words, four teachers,
// and from marks and what the teachers say the network, and returns the model
// file. The same data, fraction and seed give the same bytes on
// every amd64 machine with FMA, whatever the number of threads.
func Run(o Options) ([]byte, error) {
	began := time.Now()
	step := func(form string, args ...any) {
		fmt.Fprintf(o.Log, "[%4.0f s] "+form+"\n", append([]any{time.Since(began).Seconds()}, args...)...)
	}
	data, err := ReadData(o.Data, o.Fraction, o.Seed)
	if err != nil {
		return nil, err
	}
	names, err := ReadNames(o.Data)
	if err != nil {
		return nil, err
	}
	written, err := messages()
	if err != nil {
		return nil, err
	}
	written = written[:int(float64(len(written))*min(1, o.Fraction))]
	marked, err := labelled(o.Data, o.Fraction)
	if err != nil {
		return nil, err
	}
	written = append(written, marked...)
	for range messageRepeats {
		data.Train = append(data.Train, written...)
	}
	cfg := o.adapt(networkConfig())
	step("%d sentences; reading texts", len(data.Train))
	text, err := ReadText(o.Data, data, vectorWords, o.Fraction)
	if err != nil {
		return nil, err
	}
	step("word vectors from %d words", text.total)
	var vectors *Vectors
	if err := cached(o.Cache, "vectors", &vectors, func() error {
		vectors = TrainVectors(text, cfg.VecDim, vectorEpochs, o.Seed)
		return nil
	}); err != nil {
		return nil, err
	}
	if !slices.Equal(vectors.Hashes, text.hashes) {
		return nil, errors.New("train: the vectors in the cache are those of other texts")
	}
	t := &Trainer{Data: data, Names: names, Vectors: vectors, Log: o.Log, Chat: names.Generate, Chats: int(chatMessages * o.Fraction)}
	net := func(name string, build func() (*Net, error)) (*Net, error) {
		step("%s", name)
		var saved savedNet
		err := cached(o.Cache, name, &saved, func() error {
			n, err := build()
			if err == nil {
				saved = n.save()
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		return saved.net(), nil
	}
	if t.start, err = net("guessing", func() (*Net, error) {
		n := newNet(cfg, vectors)
		n.pretrain(text, contextUnits, step)
		return n, nil
	}); err != nil {
		return nil, err
	}
	start := t.start
	var teachers []*Net
	for i := range teacherCount {
		c := cfg
		c.Epochs = min(c.Epochs, teacherEpochs)
		c.Seed += uint64(i)
		teacher, err := net(fmt.Sprintf("teacher%d", i+1), func() (*Net, error) { return t.Train(c) })
		if err != nil {
			return nil, err
		}
		teachers = append(teachers, teacher)
		t.start = nil // the others start from nothing
	}
	more, err := t.silver(teachers[0], o.Data, o.Fraction)
	if err != nil {
		return nil, err
	}
	step("%d sentences labelled by a teacher", len(more))
	t.Data.Train, t.nets, t.start = append(t.Data.Train, more...), teachers, start
	cfg.Seed += teacherCount
	cfg.Sparse = netSparse
	n, err := net("network", func() (*Net, error) { return t.Train(cfg) })
	if err != nil {
		return nil, err
	}
	step("gates and calibration")
	blob, err := t.Finish(n, o.Version)
	step("done")
	return blob, err
}

// adapt applies seed, threads and fraction.
func (o Options) adapt(c Config) Config {
	c.Seed, c.Threads = o.Seed, o.Threads
	if o.Fraction < 1 {
		c.Epochs = 2
	}
	return c
}

// Tiny trains a small network on generated sentences alone, for tests of the
// trainer that have no data folder.
func Tiny(names *Names, threads int) ([]byte, error) {
	rnd := rand.New(rand.NewPCG(1, 1))
	t := &Trainer{Data: &Data{Dev: map[string][]Sentence{}}, Names: names, Log: nil, Chat: names.Generate}
	for range 200 {
		t.Data.Train = append(t.Data.Train, names.Generate(rnd))
	}
	t.Vectors = &Vectors{Dim: 32, Values: make([]float32, 32)}
	c := networkConfig()
	c.VecDim, c.FeatDim, c.Enc, c.Hidden, c.Epochs, c.Seed, c.Threads = 32, 32, 32, 32, 2, 1, threads
	n, err := t.Train(c)
	if err != nil {
		return nil, err
	}
	return t.Finish(n, 1)
}

// Baseline trains the linear baseline on GermEval and writes its scores.
func Baseline(o Options) error {
	data, err := ReadData(o.Data, o.Fraction, o.Seed)
	if err != nil {
		return err
	}
	names, err := ReadNames(o.Data)
	if err != nil {
		return err
	}
	t := &Trainer{Data: data.only(GermEval), Names: names, Vectors: &Vectors{Dim: 32, Values: make([]float32, 32)}, Log: o.Log}
	return t.Perceptron(6, o.Seed)
}
