package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkMessages posts messages through the gateway to the bot and back, over TCP with the vault on disk. Each message
// names one person; nine of ten were named in the conversation before.
func BenchmarkMessages(b *testing.B) {
	ctx, cancel := context.WithCancel(context.Background())
	addr, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0"}, io.Discard, func(a string) { addr <- a })
	}()
	base := "http://" + <-addr
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	var n atomic.Int64
	b.SetParallelism(16)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		var c talk
		for i := 0; pb.Next(); i++ {
			if i%200 == 0 {
				c = beginLoad(b, client, base)
			}
			person := "Erika Mustermann"
			if i%10 == 9 {
				person = "Erika Muster" + letters(int(n.Add(1)))
			}
			body := `{"type":"message","from":{"id":"web"},"textFormat":"plain","text":"Guten Tag, mein Name ist ` + person + `, wann haben Sie geöffnet?"}`
			r, err := http.NewRequest("POST", base+"/v3/directline/conversations/"+c.id+"/activities", bytes.NewReader([]byte(body)))
			if err != nil {
				b.Error(err)
				return
			}
			r.Header.Set("Authorization", "Bearer "+c.token)
			r.Header.Set("Content-Type", "application/json")
			resp, err := client.Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode != 200 {
				b.Errorf("status %d", resp.StatusCode)
				return
			}
		}
	})
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
	cancel()
	client.CloseIdleConnections()
	require.NoError(b, <-done)
}

func beginLoad(b *testing.B, client *http.Client, base string) talk {
	b.Helper()
	resp, err := client.Post(base+"/v3/directline/conversations", "application/json", nil)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	return talkFrom(b, base, raw)
}

func letters(n int) string {
	s := strconv.Itoa(n)
	out := make([]byte, len(s))
	for i := range s {
		out[i] = 'a' + s[i] - '0'
	}
	return fmt.Sprintf("%smann", out)
}
