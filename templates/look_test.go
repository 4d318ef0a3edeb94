package templates_test

import (
	"os"
	"testing"

	"actionplan/pack"
	"actionplan/templates"
)

// TestLook writes a large sample where a person can look at it.
func TestLook(t *testing.T) {
	folder := os.Getenv("PACK_LOOK")
	if folder == "" {
		t.Skip("PACK_LOOK names no folder to write a sample pack to")
	}
	for name, in := range map[string]pack.Input{"large": large(42), "small": small()} {
		if err := os.MkdirAll(folder+"/"+name, 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := templates.Write(folder+"/"+name, pack.Build(in), nil, templates.Options{}); err != nil {
			t.Fatal(err)
		}
	}
}
