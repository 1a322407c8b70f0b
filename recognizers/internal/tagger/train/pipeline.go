package train

import (
	"fmt"
	"io"
	"math/rand/v2"
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
		VecDim: 64, FeatDim: 64, Enc: 64, Hidden: 128, Window: 2, DropHid: 0.5, DropFeat: 0.15, DropLex: 0.08, DropVec: 0.1,
		L2: 0.05, Rate: 0.002, Epochs: 4, Batch: 32, TuneVec: true,
	}
}

// Run trains word vectors and the network and returns the model file. The same data, fraction and seed give the same bytes on every
// amd64 machine with FMA, whatever the number of threads.
func Run(o Options) ([]byte, error) {
	began := time.Now()
	step := func(what string) {
		fmt.Fprintf(o.Log, "[%4.0f s] %s\n", time.Since(began).Seconds(), what)
	}
	data, err := ReadData(o.Data, o.Fraction, o.Seed)
	if err != nil {
		return nil, err
	}
	names, err := ReadNames(o.Data)
	if err != nil {
		return nil, err
	}
	step(fmt.Sprintf("%d sentences; word vectors", len(data.Train)))
	var vectors *Vectors
	if err := cached(o.Cache, "vectors", &vectors, func() (err error) {
		vectors, err = TrainVectors(o.Data, data, 64, 60_000, 2, o.Fraction, o.Seed)
		return err
	}); err != nil {
		return nil, err
	}
	step("network")
	t := &Trainer{Data: data, Names: names, Vectors: vectors, Log: o.Log, Chat: names.Generate, Chats: int(1500 * o.Fraction)}
	var saved savedNet
	if err := cached(o.Cache, "network", &saved, func() error {
		n, err := t.Train(o.adapt(networkConfig()))
		if err == nil {
			saved = n.save()
		}
		return err
	}); err != nil {
		return nil, err
	}
	step("gate and calibration")
	blob, err := t.Finish(saved.net(), o.Version)
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
