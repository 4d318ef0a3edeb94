package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	compiler "github.com/santhosh-tekuri/jsonschema/v6"

	"actionplan/check"
)

// jsonRefused is what a command prints with --json that does not come to its
// results.
type jsonRefused struct {
	Error ending `json:"error"`
}

// schemas are what the commands print with --json, by the names of their files in
// docs/schema.
var schemas = map[string]any{
	"read": jsonReading{}, "read-explain": jsonCell{}, "check": check.Printed{}, "check-list": []jsonRule{}, "preview": jsonPreview{}, "status": jsonStatus{},
	"apply": jsonApplied{}, "apply-to": jsonCopied{}, "decide": jsonDecided{}, "decide-whole": jsonDecidedWhole{}, "undo": jsonUndone{},
	"log": []jsonLogEntry{}, "deadline": jsonDeadlines{}, "history": jsonHistory{}, "history-action": []jsonTimeline{}, "history-add": jsonHistoryAdded{}, "history-forget": jsonForgotten{}, "pack": jsonPack{}, "inspect": []jsonInspected{}, "error": jsonRefused{},
}

// schemaOf is the JSON schema of what a command prints. What is added later breaks
// no reader of it.
func schemaOf(t *testing.T, name string) []byte {
	t.Helper()
	r := jsonschema.Reflector{AllowAdditionalProperties: true, Anonymous: true, Namer: func(t reflect.Type) string {
		words := []rune(strings.TrimPrefix(t.Name(), "json"))
		if len(words) > 0 {
			words[0] = unicode.ToLower(words[0])
		}
		return string(words)
	}}
	s := r.Reflect(schemas[name])
	s.Title = "actionplan: what " + strings.ReplaceAll(name, "-", " ") + " prints with --json"
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

// TestSchemas holds docs/schema to what the commands print.
func TestSchemas(t *testing.T) {
	compiled := map[string]*compiler.Schema{}
	for name := range schemas {
		path, err := filepath.Abs(filepath.Join("..", "..", "docs", "schema", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		want := schemaOf(t, name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("docs/schema/%s.json is not what is printed (go test ./cmd/actionplan -run TestSchemas -update):\n%s", name, diff)
		}
		if compiled[name], err = compiler.NewCompiler().Compile(path); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(t.TempDir())
	const today = "2026-11-02"
	prints := func(schema string, args ...string) {
		t.Helper()
		var out, problems bytes.Buffer
		run(context.Background(), append(args, "--json", "--today", today), strings.NewReader(""), &out, &problems)
		value, err := compiler.UnmarshalJSON(&out)
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, problems.String())
		}
		if err := compiled[schema].Validate(value); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
	prints("error", "read", "no such plan.xlsx")
	prints("error", "raed")
	var out, problems bytes.Buffer
	if code := run(context.Background(), []string{"demo", "--folder", "plan"}, strings.NewReader(""), &out, &problems); code != exitDone {
		t.Fatalf("demo ends with %d: %s", code, problems.String())
	}
	t.Chdir("plan")
	prints("read", "read")
	prints("read-explain", "read", "--explain", "N9")
	prints("read-explain", "read", "--explain", "A1")
	prints("check", "check")
	prints("check-list", "check", "--list")
	prints("status", "status")
	prints("preview", "preview")
	prints("preview", "apply", "--list")
	prints("apply-to", "apply", "--to", "Agreed.xlsx")
	prints("decide", "decide", "1.10", "due", "officer", "--by", "Head of Service", "--why", "agreed at the board")
	prints("decide-whole", "decide", "--column", "rag", "officer", "--by", "Head of Service", "--why", "agreed at the board")
	prints("apply", "apply", "--yes")
	prints("log", "log")
	prints("history-add", "history", "add", "Agreed.xlsx", "--on", "2026-10-02")
	prints("history", "history")
	prints("history-action", "history", "1.10")
	prints("history-forget", "history", "forget", "Agreed.xlsx")
	prints("pack", "pack")
	prints("inspect", "inspect", ".")
	prints("undo", "undo")
	prints("preview", "preview")
}
