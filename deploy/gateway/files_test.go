package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/deckname/deckname/internal/gateway"
)

// decode reads a configuration without looking at the files that it names.
func decode(t *testing.T, raw string) gateway.Config {
	t.Helper()
	var c gateway.Config
	dec := json.NewDecoder(strings.NewReader(raw))
	dec.DisallowUnknownFields()
	require.NoError(t, dec.Decode(&c))
	return c
}

func read(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(raw)
}

func TestUnitMatchesConfiguration(t *testing.T) {
	raw, unit := read(t, "../gateway.json"), read(t, "../deckname.service")
	c := decode(t, raw)
	assert.NotEmpty(t, c.Listen.ACME.Hosts)
	for _, m := range regexp.MustCompile(`/run/credentials/deckname\.service/([a-z.]+)`).FindAllStringSubmatch(raw, -1) {
		assert.Contains(t, unit, "LoadCredential="+m[1]+":", "the unit does not load what the configuration reads")
	}
	for _, m := range regexp.MustCompile(`"/var/lib/([a-z-]+)`).FindAllStringSubmatch(raw, -1) {
		assert.Regexp(t, `(?m)^StateDirectory=.*\b`+m[1]+`\b`, unit)
	}
	for _, line := range []string{"NoNewPrivileges=yes", "ProtectSystem=strict", "LimitCORE=0", "DynamicUser=yes"} {
		assert.Contains(t, unit, line)
	}
}

func TestManifest(t *testing.T) {
	byKind := map[string]map[string]any{}
	dec := yaml.NewDecoder(strings.NewReader(read(t, "../kubernetes.yaml")))
	for {
		var doc map[string]any
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		byKind[doc["kind"].(string)] = doc
	}
	for _, kind := range []string{"Namespace", "ServiceAccount", "ConfigMap", "PersistentVolumeClaim", "StatefulSet", "Service", "PodDisruptionBudget", "NetworkPolicy"} {
		require.Contains(t, byKind, kind)
	}
	at := func(v any, path ...any) any {
		for _, p := range path {
			switch p := p.(type) {
			case string:
				v = v.(map[string]any)[p]
			case int:
				v = v.([]any)[p]
			}
		}
		return v
	}
	file := at(byKind["ConfigMap"], "data", "gateway.json").(string)
	c := decode(t, file)
	assert.True(t, c.Vault.DSN.Set() && c.Vault.RingDSN.Set())
	assert.NotEqual(t, c.Vault.DSN, c.Vault.RingDSN, "records and ring belong into different databases")

	pod := at(byKind["StatefulSet"], "spec", "template", "spec")
	assert.Equal(t, true, at(pod, "securityContext", "runAsNonRoot"))
	box := at(pod, "containers", 0)
	assert.Equal(t, true, at(box, "securityContext", "readOnlyRootFilesystem"))
	assert.Equal(t, false, at(box, "securityContext", "allowPrivilegeEscalation"))
	for _, probe := range []string{"startupProbe", "livenessProbe", "readinessProbe"} {
		assert.NotNil(t, at(box, probe), probe)
	}
	volumes := map[string]bool{}
	for _, v := range at(pod, "volumes").([]any) {
		volumes[at(v, "name").(string)] = true
	}
	for _, v := range at(byKind["StatefulSet"], "spec", "volumeClaimTemplates").([]any) {
		volumes[at(v, "metadata", "name").(string)] = true
	}
	var mounts []string
	for _, m := range at(box, "volumeMounts").([]any) {
		assert.True(t, volumes[at(m, "name").(string)], at(m, "name"))
		mounts = append(mounts, at(m, "mountPath").(string))
	}
	for _, m := range regexp.MustCompile(`"(/[^"]+)"`).FindAllStringSubmatch(file, -1) {
		covered := false
		for _, mount := range mounts {
			covered = covered || strings.HasPrefix(m[1], mount+"/") || m[1] == mount
		}
		assert.True(t, covered, "no volume holds %s", m[1])
	}
}

func TestDockerfile(t *testing.T) {
	raw := read(t, "../Dockerfile")
	assert.Contains(t, raw, "CGO_ENABLED=0")
	assert.Contains(t, raw, "USER 65532:65532")
	last := raw[strings.LastIndex(raw, "\nFROM "):]
	assert.Contains(t, last, "distroless/static")
	assert.NotContains(t, last, "\nRUN ", "there is no shell in the image")
	for _, m := range regexp.MustCompile(`go build .*-o \S+ (\./\S+)`).FindAllStringSubmatch(raw, -1) {
		st, err := os.Stat("../../" + m[1])
		require.NoError(t, err)
		assert.True(t, st.IsDir())
	}
	assert.True(t, bytes.Contains([]byte(raw), []byte(`"serve", "-config"`)))
}
