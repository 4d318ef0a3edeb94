package templates_test

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

// kept is a text that stands in each field that is kept for officers.
const kept = "KEPT-FOR-OFFICERS"

// withKept is a sample whose first actions say something in every field that is kept.
func withKept(in pack.Input) pack.Input {
	in.Plan.Columns = append([]plan.Column{}, in.Plan.Columns...)
	in.Plan.Actions = append([]plan.Action{}, in.Plan.Actions...)
	for _, f := range []plan.Field{plan.FieldBenchmark, plan.FieldAccountable, plan.FieldRationale, plan.FieldConfidence, plan.FieldRisk} {
		n := len(in.Plan.Columns) + 1
		in.Plan.Columns = append(in.Plan.Columns, plan.Column{Table: "Plan", Letter: plan.ColumnLetters(n), Number: n, Heading: f.Label(), Field: f})
		for i := range 3 {
			entries := in.Plan.Actions[i].Own()
			entries.Set(f, sampleEntry(f, kept+" "+string(f), plan.Cell{Sheet: "Plan", Row: 5 + i, Column: n}))
			in.Plan.Actions[i].Entries = entries
		}
	}
	return in
}

// TestKeptIsInNoPublicByte: what is kept for officers stands in no byte of what may be
// published, and in their own page and workbook, each of which says what it is.
func TestKeptIsInNoPublicByte(t *testing.T) {
	in := withKept(small())
	officers, more := pack.BuildOfficers(in)
	if !more {
		t.Fatal("officers have nothing of their own")
	}
	folder := t.TempDir()
	drawn, err := templates.Write(folder, pack.Build(in), &officers, templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range bytesOf(t, folder) {
		if strings.Contains(text, kept) || strings.Contains(text, "Beside what the public pack shows") {
			t.Errorf("%s holds what is kept for officers", name)
		}
	}
	inside := bytesOf(t, filepath.Join(folder, templates.OfficersFolder))
	for _, f := range officers.Kept {
		if !strings.Contains(strings.Join(values(inside), ""), kept+" "+string(f)) {
			t.Errorf("%s is nowhere in officers' own pack", f)
		}
	}
	for name, text := range inside {
		for _, secret := range withSecrets(text) {
			t.Errorf("%s holds %q", name, secret)
		}
		page := strings.HasSuffix(name, ".html")
		if sheet := strings.Contains(name, "sharedStrings") || strings.Contains(name, "worksheets/sheet"); (page || sheet) && !strings.Contains(text, "not for publication") {
			t.Errorf("%s does not say that it is not for publication", name)
		}
	}
	if files := drawn.Files; len(files) != 5 || files[3].Name != templates.OfficersPageName || files[4].Name != templates.OfficersBookName {
		t.Errorf("the files are %+v", files)
	}
	if problems := lint(inside[filepath.Base(templates.OfficersPageName)]); len(problems) > 0 {
		t.Errorf("officers' page: %v", problems)
	}
}

func values(m map[string]string) []string {
	var all []string
	for v := range maps.Values(m) {
		all = append(all, v)
	}
	return all
}
