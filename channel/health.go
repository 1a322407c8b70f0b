package channel

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Health answers 200 as long as the process can answer at all (liveness).
func Health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write([]byte("ok\n"))
	})
}

// readyTimeout bounds one check of Ready.
const readyTimeout = 2 * time.Second

// Ready answers 200 if every check succeeds and 503 else, with the names of the checks and "ok" or "failed" in a JSON
// object. The errors themselves are not shown (readiness).
func Ready(checks map[string]func(context.Context) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		status, state := http.StatusOK, make(map[string]string, len(checks))
		for name, check := range checks {
			state[name] = "ok"
			if err := check(ctx); err != nil {
				state[name], status = "failed", http.StatusServiceUnavailable
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(state)
	})
}
