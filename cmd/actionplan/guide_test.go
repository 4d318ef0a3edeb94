package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// The guide's plan, as both sides begin with it.
var guidePlan = [][]any{
	{"Ref", "Action", "Lead", "Due", "RAG", "Progress", "Outcome for children"},
	{"1.1", "Hold strategy meetings within one working day", "Service Manager, Front Door", "30/09/2026", "Amber", "Two in three held in time", "Children are seen sooner"},
	{"1.2", "Train all social workers in the new assessment", "Principal Social Worker", "18/12/2026", "Green", "61 of 80 trained", "Assessments are of one standard"},
	{"1.10", "Open a second family hub", "Head of Early Help", "31/03/2027", "Green", "Lease signed", nil},
	{"2.1", "Share school attendance data weekly", "Education Safeguarding Lead", "30/10/2026", "Red", nil, "No child is missing from school unseen"},
}

const (
	guideOfficers = "Improvement plan.xlsx"
	guidePartners = "Partners' copy.xlsx"
)

// TestGuide follows docs/guide.md word for word: it lays out the plan, runs each
// command as the page has it, edits what the page says people edit meanwhile, and
// holds the page to what was printed (-update writes it in).
func TestGuide(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", "..", "docs", "guide.md"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, name := range []string{guideOfficers, guidePartners} {
		drawGuidePlan(t, name)
	}
	var now strings.Builder
	in := "" // the kind of block that a line stands in
	for line := range strings.Lines(string(page)) {
		fence, isFence := strings.CutPrefix(line, "```")
		switch command, isCommand := strings.CutPrefix(line, "$ actionplan "); {
		case isFence && in == "":
			in = strings.TrimSpace(fence)
		case isFence:
			in = ""
		case in == "console" && isCommand:
			line += guideRuns(t, strings.TrimSpace(command))
		case in == "console":
			continue // what was printed before
		case in == "yaml":
			appendFile(t, "actionplan.yaml", line)
		case strings.HasPrefix(line, "<!-- "):
			guideEdits(t, strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "<!-- "), " -->"))
		}
		now.WriteString(line)
	}
	if diff := cmp.Diff(now.String(), string(page)); diff != "" && *update {
		if err := os.WriteFile(path, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff != "" {
		t.Errorf("docs/guide.md is not what is printed (go test ./cmd/actionplan -run TestGuide -update):\n%s", diff)
	}
}

func drawGuidePlan(t *testing.T, name string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "A1", "Westmere improvement plan"); err != nil {
		t.Fatal(err)
	}
	for r, row := range guidePlan {
		for c, text := range row {
			at, err := excelize.CoordinatesToCellName(c+1, r+3)
			if err != nil {
				t.Fatal(err)
			}
			guideCell(t, f, at, text)
		}
	}
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
}

// guideCell types something into a cell: a date as a date.
func guideCell(t *testing.T, f *excelize.File, at string, value any) {
	t.Helper()
	if text, ok := value.(string); ok {
		if day, err := time.Parse("02/01/2006", text); err == nil {
			value = day
		}
	}
	if err := f.SetCellValue("Sheet1", at, value); err != nil {
		t.Fatal(err)
	}
}

var guideEdit = regexp.MustCompile(`(\w+) = ([^;]+)`)

// guideEdits does what somebody edits meanwhile, as a comment of the page has it.
func guideEdits(t *testing.T, said string) {
	t.Helper()
	who, cells, _ := strings.Cut(said, ": ")
	name := map[string]string{"officers": guideOfficers, "partners": guidePartners}[who]
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, m := range guideEdit.FindAllStringSubmatch(cells, -1) {
		guideCell(t, f, m[1], strings.TrimSpace(m[2]))
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

var guideWord = regexp.MustCompile(`"[^"]*"|\S+`)

// guideRuns runs a command of the page, and says what it printed.
func guideRuns(t *testing.T, command string) string {
	t.Helper()
	var args []string
	for _, word := range guideWord.FindAllString(command, -1) {
		args = append(args, strings.Trim(word, `"`))
	}
	var out, problems bytes.Buffer
	if code := run(context.Background(), append(args, "--today", "2026-11-30"), strings.NewReader(""), &out, &problems); code != exitDone && code != exitWaiting {
		t.Fatalf("%s ends with %d:\n%s%s", command, code, out.String(), problems.String())
	}
	return out.String() + problems.String()
}

func appendFile(t *testing.T, name, text string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
