package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNamesOfOutputs asserts that every command that writes a file or a folder of a
// name one chooses refuses the same names, says why, and makes nothing; and that it
// takes names that only look like them.
func TestNamesOfOutputs(t *testing.T) {
	const settings = desktopSettings + "received: 2026-01-05\n"
	outputs := []struct {
		does   string
		ending string
		args   func(name string) []string
	}{
		{"apply --to", ".xlsx", func(name string) []string { return []string{"apply", "--to", name} }},
		{"check --workbook", ".xlsx", func(name string) []string { return []string{"check", "--workbook", name} }},
		{"deadline --ics", ".ics", func(name string) []string { return []string{"deadline", "--ics", name} }},
		{"pack --out", "", func(name string) []string { return []string{"pack", "--out", name} }},
	}
	d := newDesktop(t, leadPlan, leadPlan)
	d.write("actionplan.yaml", settings)
	d.ends(exitDone, "begin")
	if err := os.Symlink(d.path("ledger"), d.path("link")); err != nil {
		t.Skip(err)
	}
	for _, o := range outputs {
		for _, c := range []struct{ name, says string }{
			{"~$plan" + o.ending, "a spreadsheet gives its locks"},
			{".~lock.plan.xlsx#", "a spreadsheet gives its locks"},
			{"Decisions.xlsx", "actionplan's own workbook for questions"},
			{"decisions 2.XLSX", "actionplan's own workbook for questions"},
			{"Decisions.ods", "actionplan's own workbook for questions"},
			{filepath.Join("ledger", "mine"+o.ending), "the folder of what is remembered"},
			{filepath.Join("ledger", "backups", "mine"+o.ending), "the folder of what is remembered"},
			{filepath.Join("link", "mine"+o.ending), "the folder of what is remembered"},
			{"plan.xlsx", "there"},
			{"actionplan.yaml", ""},
			{"theirs.xlsx", "there"},
		} {
			if o.ending == ".ics" && c.says == "there" {
				c.says = "" // it is no name for a calendar either
			}
			before := d.files()
			out := d.ends(exitUsage, o.args(d.path(c.name))...)
			if !strings.Contains(out, c.says) || d.files() != before {
				t.Errorf("%s %s says\n%s\nand leaves\n%s\nof\n%s", o.does, c.name, out, d.files(), before)
			}
		}
		for _, name := range []string{"My decisions, " + o.does + o.ending, "plan~$, " + o.does + o.ending, "ledger 2, " + o.does + o.ending} {
			d.ends(exitDone, o.args(d.path(name))...)
		}
	}
	// The partners' workbook, by the settings, which is not there: nothing takes its place.
	if err := os.Remove(d.path("theirs.xlsx")); err != nil {
		t.Fatal(err)
	}
	if out := d.ends(exitUsage, "check", "--workbook", d.path("Theirs.xlsx")); !strings.Contains(out, "the partners' workbook, by the settings") {
		t.Errorf("check says\n%s", out)
	}
	for _, args := range [][]string{{"init", d.path("plan.xlsx"), "--config", d.path("~$new.yaml")}, {"demo", "--folder", d.path("Decisions.xlsx")}} {
		if code, out, said := asPerson(t, args...); code != exitUsage {
			t.Errorf("%v ends with %d:\n%s%s", args, code, out, said)
		}
	}
}

// files are the names of all that is in the folder.
func (d desktop) files() string {
	d.Helper()
	var names []string
	err := filepath.Walk(d.dir, func(path string, _ os.FileInfo, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return strings.Join(names, "\n")
}
