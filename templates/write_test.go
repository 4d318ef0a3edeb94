package templates_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/pack"
	"actionplan/templates"
)

func made(t testing.TB, in pack.Input) (folder string, files []templates.File) {
	t.Helper()
	folder = t.TempDir()
	drawn, err := templates.Write(folder, pack.Build(in), nil, templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return folder, drawn.Files
}

func TestFolder(t *testing.T) {
	folder, files := made(t, small())
	var names []string
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o644 {
			t.Errorf("%s has the mode %v", e.Name(), info.Mode())
		}
	}
	if diff := cmp.Diff([]string{"01 Scrutiny pack.html", "02 Action plan.xlsx", "03 Cover report.docx", "pack.json"}, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(folder, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(data); f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s does not have the hash that is given for it", f.Name)
		}
	}
}

func TestHalfAPackIsNeverWritten(t *testing.T) {
	folder, bad := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(bad, "page.html"), []byte("{{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := templates.Write(folder, pack.Build(small()), nil, templates.Options{Overrides: bad}); err == nil {
		t.Fatal("a template that cannot be read makes a pack")
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("a failed pack leaves %v", left)
	}
}

func TestRecord(t *testing.T) {
	folder, files := made(t, small())
	data, err := os.ReadFile(filepath.Join(folder, "pack.json"))
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Title     string            `json:"title"`
		Meeting   string            `json:"meeting"`
		AsAt      string            `json:"as_at"`
		Officers  string            `json:"officers"`
		Actions   int               `json:"actions"`
		Ratings   map[string]int    `json:"ratings"`
		Files     []templates.File  `json:"files"`
		Findings  []json.RawMessage `json:"findings"`
		Ready     bool              `json:"ready"`
		BlockedBy []string          `json:"blocked_by"`
	}
	if err := json.Unmarshal(data, &record); err != nil {
		t.Fatal(err)
	}
	if record.Officers != "Improvement plan v7.xlsx" {
		t.Errorf("the officers' workbook is called %q: want its name without its folder", record.Officers)
	}
	if record.Meeting != "2026-12-10" || record.AsAt != "2026-12-01" || record.Actions != 7 || !record.Ready || record.BlockedBy == nil || len(record.Findings) != 3 {
		t.Errorf("record %+v", record)
	}
	if diff := cmp.Diff(files, record.Files); diff != "" {
		t.Errorf("files (-given +recorded):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"Off track": 1, "At risk": 1, "Not rated": 1, "On track": 3, "Complete": 1}, record.Ratings); diff != "" {
		t.Errorf("ratings (-want +got):\n%s", diff)
	}
}

// TestWithheldIsInNoByte looks for every withheld text in every byte of every
// file, the workbook's parts unpacked.
func TestWithheldIsInNoByte(t *testing.T) {
	folder, _ := made(t, small())
	for name, text := range bytesOf(t, folder) {
		for _, secret := range withSecrets(text) {
			t.Errorf("%s holds %q", name, secret)
		}
	}
	// The search would find them: the input holds each.
	var all strings.Builder
	enc := json.NewEncoder(&all)
	if err := enc.Encode(small().Plan); err != nil {
		t.Fatal(err)
	}
	in := small()
	for _, a := range in.Plan.Actions {
		for _, e := range a.All() {
			all.WriteString(e.Typed)
		}
	}
	for _, c := range in.Settlement.Changes {
		all.WriteString(c.Base.Typed + c.Partner.Typed)
	}
	for _, q := range in.Settlement.Open {
		all.WriteString(q.Why)
	}
	for _, f := range in.Report.Findings {
		all.WriteString(f.Message + f.Value)
	}
	if found := withSecrets(all.String()); len(found) != len(secrets) {
		t.Errorf("the input holds only %v of %v", found, secrets)
	}
}

// bytesOf reads every file of a folder, none of those in folders within it, and every part of every workbook in it.
func bytesOf(t testing.TB, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(data)
		if ext := filepath.Ext(e.Name()); ext != ".xlsx" && ext != ".docx" {
			continue
		}
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			rc, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			part, err := io.ReadAll(rc)
			if err != nil {
				t.Fatal(err)
			}
			out[e.Name()+"/"+f.Name] = string(part)
		}
	}
	return out
}

func TestWorkbookSaysWhatThePlanSays(t *testing.T) {
	folder, _ := made(t, small())
	f, err := excelize.OpenFile(filepath.Join(folder, templates.BookName))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var sheets, known []string
	for _, s := range pack.Build(small()).Sheets {
		sheets = append(sheets, s.Name)
		if slices.Contains([]string{"Summary", "Attention", "Actions", "Differences"}, s.Name) {
			known = append(known, s.Name)
		}
	}
	if diff := cmp.Diff(sheets, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Summary", "Attention", "Actions", "Differences"}, known); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	rows, err := f.GetRows("Actions")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Ref", "Theme", "Recommendation", "Action", "Outcome", "Measure", "Lead", "Partner", "Due", "Rating", "Percent complete", "Progress", "Evidence"},
		{"1.1", "Front door", "R2", "Screen every contact to the multi-agency hub within one working day", "Children get the right help on the day they need it", "Contacts screened in a day", "Head of Service, Hub", "Police", "30 Oct 2026", "▲ At risk", "60%", "91% in October against a target of 95%.\nA second screener starts in January."},
	}
	if diff := cmp.Diff(want, rows[2:4]); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if got := rows[6]; got[0] != "1.10" || got[3] != `=HYPERLINK("http://example.com","click")` || got[6] != "@SUM(A1)" || got[8] != "Ongoing" {
		t.Errorf("the row of formula-like texts is %q", got)
	}
	for _, cell := range []string{"D7", "G7", "L7"} {
		if formula, _ := f.GetCellFormula("Actions", cell); formula != "" {
			t.Errorf("%s is the formula %q", cell, formula)
		}
	}
	if raw, _ := f.GetCellValue("Actions", "I4", excelize.Options{RawCellValue: true}); raw != "46325" {
		t.Errorf("the due date is kept as %q, want the day 46325", raw)
	}
	if raw, _ := f.GetCellValue("Actions", "K4", excelize.Options{RawCellValue: true}); raw != "0.6" {
		t.Errorf("60%% is kept as %q, want 0.6", raw)
	}
	// A cell on which a difference is open says so, and is no date.
	if got, _ := f.GetCellValue("Actions", "I9"); got != "15 Jan 2027 (last agreed; a difference is open)" {
		t.Errorf("an open cell shows %q", got)
	}
	for _, sheet := range f.GetSheetList() {
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 || tables[0].Name != sheet {
			t.Errorf("%s has the tables %+v, %v", sheet, tables, err)
		}
		if title, _ := f.GetCellValue(sheet, "A1"); title == "" {
			t.Errorf("%s has no title in A1", sheet)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first, _ := made(t, large(42))
	second, _ := made(t, large(42))
	if diff := cmp.Diff(bytesOf(t, first), bytesOf(t, second)); diff != "" {
		t.Errorf("the same plan gave other bytes:\n%s", diff)
	}
}

// TestLargePlansAreQuick is generous: it is to catch what grows with the
// square of the plan.
func TestLargePlansAreQuick(t *testing.T) {
	in := large(1000)
	start := time.Now()
	made(t, in)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("a pack of 1,000 actions took %v", took)
	}
}

func BenchmarkMake(b *testing.B) {
	in := large(1000)
	for b.Loop() {
		made(b, in)
	}
}
