package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProxy(t *testing.T) {
	var seen string
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		seen = r.URL.Path + string(b)
		w.Header().Set("Content-Type", "text/event-stream")
		for _, piece := range []string{"Guten Tag [PER", "SON_1", "]!"} {
			fmt.Fprintf(w, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%q}}]}\n\n", piece)
		}
		fmt.Fprint(w, "data: [DONE]\n\n")
	}))
	defer model.Close()
	u, err := url.Parse(model.URL)
	require.NoError(t, err)
	h, closeVault, err := handler(t.Context(), u)
	require.NoError(t, err)
	defer closeVault()
	body := `{"model":"m","stream":true,"messages":[{"role":"user","content":"Ich heiße Ottokar Wolkenstein."}]}`
	r := httptest.NewRequest(http.MethodPost, "/c/7/v1/chat/completions", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer sk-example")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	require.Equal(t, 200, w.Code)
	assert.NotContains(t, seen, "Wolkenstein")
	assert.Contains(t, seen, "[PERSON_1]")
	assert.Contains(t, w.Body.String(), "Ottokar Wolkenstein")
	assert.ErrorContains(t, run(t.Context(), "127.0.0.1:0", ""), "-upstream")
}
