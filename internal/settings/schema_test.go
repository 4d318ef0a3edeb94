package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	compiler "github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// TestSchema holds docs/schema/settings.json to the settings there are, and to what
// the command takes and refuses.
func TestSchema(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", "..", "docs", "schema", "settings.json"))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, []byte(Schema()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Schema(), string(got)); diff != "" {
		t.Errorf("docs/schema/settings.json is not what the settings are (go test ./internal/settings -run TestSchema -update):\n%s", diff)
	}
	compiled, err := compiler.NewCompiler().Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	takes := func(file string) error {
		var node yaml.Node
		if err := yaml.Unmarshal([]byte(file), &node); err != nil {
			t.Fatalf("%v:\n%s", err, file)
		}
		plainDates(&node)
		var value any
		if err := node.Decode(&value); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		as, err := compiler.UnmarshalJSON(strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		return compiled.Validate(as)
	}
	for _, s := range Known {
		if s.Example == "" {
			continue
		}
		parts := strings.Split(s.Key, ".")
		file := parts[len(parts)-1] + ":" + spaced(s.Example)
		for i := len(parts) - 2; i >= 0; i-- {
			file = parts[i] + ":\n  " + strings.ReplaceAll(file, "\n", "\n  ")
		}
		if err := takes(file); err != nil {
			t.Errorf("the example of %s is not taken: %v", s.Key, err)
		}
	}
	for _, wrong := range []string{
		"titel: Plan", "plan: [a, b]", "owners:\n  - {field: due, owner: everybody}", "owners:\n  - {fields: due}",
		"meeting: 23/03/2026", "tables:\n  - {header: 0}", "share: due", "together: [status, closed]", "partner: {sheets: a}",
		"headings:\n  - {heading: Extended to, field: dew}",
	} {
		if takes(wrong) == nil {
			t.Errorf("this is taken, and the command refuses it:\n%s", wrong)
		}
	}
}

// plainDates has dates be the texts they are written as, as editors read them.
func plainDates(node *yaml.Node) {
	if node.Tag == "!!timestamp" {
		node.Tag = "!!str"
	}
	for _, inner := range node.Content {
		plainDates(inner)
	}
}
