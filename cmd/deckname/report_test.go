package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/gateway"
)

// TestGatewayFile: what a report reads of a configuration is what the gateway reads.
func TestGatewayFile(t *testing.T) {
	file, err := os.ReadFile(filepath.Join("..", "..", "deploy", "gateway.json"))
	require.NoError(t, err)
	for name, data := range map[string][]byte{
		"example": file,
		"all fields": []byte(`{"tenant":"x","vault":{"retention_days":30,"retention_days_by_type":{"PERSON":7}},
			"policy":{"by_type":{"URL":"keep"},"min_score":0.4,"min_score_by_type":{"PERSON":0.3},"patterns":["a.yaml"]}}`),
	} {
		var theirs gateway.Config
		var ours gatewayFile
		require.NoError(t, json.Unmarshal(data, &theirs), name)
		require.NoError(t, json.Unmarshal(data, &ours), name)
		assert.Equal(t, theirs.Tenant, ours.Tenant)
		assert.Equal(t, int(theirs.Vault.Retention), ours.Vault.Days)
		for typ, days := range theirs.Vault.ByType {
			assert.Equal(t, int(days), ours.Vault.DaysBy[typ])
		}
		assert.Equal(t, theirs.Policy.ByType, ours.Policy.ByType)
		assert.Equal(t, theirs.Policy.MinScore, ours.Policy.MinScore)
		assert.Equal(t, theirs.Policy.MinScoreByType, ours.Policy.MinScoreByType)
		assert.Equal(t, theirs.Policy.Patterns, ours.Policy.Patterns)
	}
}
