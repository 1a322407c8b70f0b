package serve_test

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/deckname/deckname/internal/serve"
)

func Example() {
	s, err := serve.New(serve.Config{
		Addr:    "127.0.0.1:0", // plain HTTP: loopback only
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "guten Tag") }),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()

	resp, err := http.Get("http://" + s.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	cancel()
	fmt.Println(string(body), <-done)
	// Output: guten Tag <nil>
}

// The listener is reachable from outside, but nothing protects what travels on it.
func Example_incorrect() {
	_, err := serve.New(serve.Config{Addr: ":8080", Handler: http.NotFoundHandler()})
	fmt.Println(err)
	// Output: serve: invalid configuration: serve: plain HTTP is allowed on loopback only
}
