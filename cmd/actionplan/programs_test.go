package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel"
	"actionplan/internal/practice"
	"actionplan/internal/programtest"
	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/table"
)

// savedAs has LibreOffice turn a workbook into something else.
func savedAs(t *testing.T, o programtest.Office, workbook, into string) string {
	t.Helper()
	made, _ := filepath.Glob(filepath.Join(o.Convert(t, into, workbook), "*"))
	if len(made) == 0 {
		t.Fatal("LibreOffice made nothing")
	}
	return made[0]
}

// demoFolder is a practice plan with its pack.
func demoFolder(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "practice")
	var out, errors bytes.Buffer
	if code := run(context.Background(), []string{"demo", "--folder", folder}, strings.NewReader(""), &out, &errors); code != 0 {
		t.Fatalf("demo ended with %d: %s", code, errors.String())
	}
	return folder
}

func packFile(t *testing.T, folder, pattern string) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(folder, "Scrutiny pack * draft", pattern))
	if len(found) != 1 {
		t.Fatalf("the pack holds %v", found)
	}
	return found[0]
}

// values are a plan as what it says, without where it stands.
func values(p plan.Plan) map[plan.Ref]map[plan.Field]plan.Value {
	all := map[plan.Ref]map[plan.Field]plan.Value{}
	for _, a := range p.Actions {
		all[a.Ref] = map[plan.Field]plan.Value{}
		for f, e := range a.All() {
			all[a.Ref][f] = e.Value
		}
	}
	return all
}

func readPlan(t *testing.T, path string, o table.Options) plan.Plan {
	t.Helper()
	book, err := excel.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := table.Read(filepath.Base(path), book.Grids(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestSavedByLibreOffice reads the officers' workbook as it was written and
// as LibreOffice saves it, with its own styles, strings and merges: it is the
// same plan.
func TestSavedByLibreOffice(t *testing.T) {
	office := programtest.FindOffice(t)
	folder := t.TempDir()
	if err := practice.WriteNow(folder); err != nil {
		t.Fatal(err)
	}
	s, err := settings.Load(filepath.Join(folder, practice.SettingsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file    string
		options table.Options
	}{
		{practice.OfficersFile, s.TableOptions()},
		{practice.PartnersFile, s.PartnerTableOptions()},
	} {
		path := filepath.Join(folder, c.file)
		ours, theirs := readPlan(t, path, c.options), readPlan(t, savedAs(t, office, path, "xlsx"), c.options)
		if len(ours.Actions) < 40 {
			t.Errorf("%s: only %d actions", c.file, len(ours.Actions))
		}
		if diff := cmp.Diff(withoutFormulas(ours), withoutFormulas(theirs)); diff != "" {
			t.Errorf("%s says something else once LibreOffice has saved it:\n%s", c.file, diff)
		}
	}
}

// withoutFormulas leaves out what a spreadsheet works out anew when it opens
// the file, as the days left today.
func withoutFormulas(p plan.Plan) map[plan.Ref]map[plan.Field]plan.Value {
	all := values(p)
	for _, c := range p.Columns {
		for _, entries := range all {
			if c.Formula {
				delete(entries, c.Field)
			}
		}
	}
	return all
}

// TestPackWorkbookInLibreOffice asks LibreOffice what the drawn workbook
// says: every action, its ref as text.
func TestPackWorkbookInLibreOffice(t *testing.T) {
	office := programtest.FindOffice(t)
	folder := demoFolder(t)
	made := savedAs(t, office, packFile(t, folder, "*.xlsx"), programtest.AsCSV)
	sheets, _ := filepath.Glob(filepath.Join(filepath.Dir(made), "*Actions*.csv"))
	if len(sheets) != 1 {
		t.Fatalf("no sheet of actions beside %s", made)
	}
	text, err := os.ReadFile(sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	refs := map[string]bool{}
	for _, line := range lines {
		refs[line[0]] = true
	}
	for _, ref := range []string{"1.1", "1.10", "8.4", "L4"} {
		if !refs[ref] {
			t.Errorf("LibreOffice sees no action %s in the pack's workbook", ref)
		}
	}
}

// TestPackPrinted has the pack print its PDF: it says what the page says, tagged,
// in the page's language, with bookmarks.
func TestPackPrinted(t *testing.T) {
	chromium, pdftotext, pdfinfo := programtest.Find(t, "chromium", "chromium-browser", "google-chrome"), programtest.Find(t, "pdftotext"), programtest.Find(t, "pdfinfo")
	t.Setenv("ACTIONPLAN_BROWSER", chromium)
	pdf := packFile(t, demoFolder(t), "*.pdf")
	text, err := exec.Command(pdftotext, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"The plan on one page", "What needs members’ attention", "Front door and early decisions", "How differences were settled", "1.10"} {
		if !strings.Contains(string(text), words) {
			t.Errorf("the printed pack does not say %q", words)
		}
	}
	about, err := exec.Command(pdfinfo, pdf).Output()
	if err != nil || !strings.Contains(string(about), "Tagged:          yes") {
		t.Errorf("it is not tagged (%v):\n%s", err, about)
	}
	tags, err := exec.Command(pdfinfo, "-struct", pdf).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"H1", "H2", "Table", "TH", "L ", "Figure"} {
		if !strings.Contains(string(tags), tag) {
			t.Errorf("it has no %s", tag)
		}
	}
	bytes, err := os.ReadFile(pdf)
	if err != nil || !strings.Contains(string(bytes), "/Outlines") || !strings.Contains(string(bytes), "en-GB") {
		t.Errorf("it has no bookmarks, or no language (%v)", err)
	}
	if entries, err := filepath.Glob(filepath.Join(os.TempDir(), "actionplan-print-*")); err != nil || len(entries) > 0 {
		t.Errorf("printing left %v (%v)", entries, err)
	}
}

// TestReportInLibreOffice has LibreOffice read the covering report.
func TestReportInLibreOffice(t *testing.T) {
	office, pdftotext := programtest.FindOffice(t), programtest.Find(t, "pdftotext")
	pdf := savedAs(t, office, packFile(t, demoFolder(t), "*.docx"), "pdf")
	text, err := exec.Command(pdftotext, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Children's Services Improvement Plan", "Summary", "How the actions stand", "Overdue", "Page 1 of"} {
		if !strings.Contains(string(text), words) {
			t.Errorf("the report does not say %q:\n%s", words, text)
		}
	}
	if strings.Contains(string(text), "{{") {
		t.Errorf("a mark is left:\n%s", text)
	}
}
