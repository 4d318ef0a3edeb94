package main

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const twoRows = "Ref | Action | Status | Due date\n1.1 | Answer every contact | Open | 31/03/2026\n1.2 | Hold supervision monthly | Open | 30/06/2026"

// adds adds a sheet with a table to a workbook.
func (d desktop) adds(name, sheet string, lines ...string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	_, err = f.NewSheet(sheet)
	for r, line := range lines {
		for c, cell := range strings.Split(line, "|") {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if err == nil {
				err = f.SetCellStr(sheet, at, strings.TrimSpace(cell))
			}
		}
	}
	if err == nil {
		err = f.Save()
	}
	if err != nil {
		d.Fatal(err)
	}
}

// remembered is all that the ledger's files say.
func (d desktop) remembered() string {
	d.Helper()
	paths, err := filepath.Glob(d.path("ledger/*.txt"))
	if err != nil || len(paths) == 0 {
		d.Fatalf("the ledger has %d files: %v", len(paths), err)
	}
	said := ""
	for _, path := range paths {
		said += path + "\n" + string(d.bytes(filepath.Join("ledger", filepath.Base(path))))
	}
	return said
}

// withNewTable is a folder in which one side has added a table of three rows
// since both agreed.
func withNewTable(t *testing.T, to string) desktop {
	d := newDesktop(t, twoRows, twoRows)
	d.ends(exitDone, "begin")
	d.adds(to, "Home", "Ref | Action | Status | Due date", "H1 | Visit every home | Open | 31/03/2026", "H2 | Train every manager | Open | 30/04/2026", "H3 | Write to every carer | Open | 31/05/2026")
	return d
}

// TestWholeTable answers for a table that one side never had: it is one
// question, in words and in JSON, and one answer settles each of its rows.
func TestWholeTable(t *testing.T) {
	for _, has := range []string{"plan.xlsx", "theirs.xlsx"} {
		d := withNewTable(t, has)
		out := d.ends(exitWaiting, "preview")
		if !strings.Contains(out, "Waiting for a person (1 question)") || !strings.Contains(out, `decide --table "Home" "leave out", or add`) && !strings.Contains(out, `decide --table "Home" add, or "leave out"`) {
			t.Errorf("%s: preview asks:\n%s", has, out)
		}
		var p jsonPreview
		d.fromJSON(exitWaiting, &p, "preview")
		if len(p.Questions) != 1 || p.Questions[0].Kind != "table" || p.Questions[0].Table != "Home" || len(p.Questions[0].Rows) != 3 || p.Questions[0].Rows[2].Ref != "H3" {
			t.Errorf("%s: preview --json asks %+v", has, p.Questions)
		}
		if out := d.ends(exitWaiting, "status"); !strings.HasSuffix(out, "1 question waits for a person: actionplan preview says more.\n") {
			t.Errorf("%s: status ends:\n%s", has, out)
		}

		for _, c := range []struct {
			line []string
			want string
		}{{[]string{"--table", ""}, "Home\t"}, {[]string{"--table", "Home", "l"}, "leave out\n"}, {[]string{"--table", "Home", "a"}, "add\n"}} {
			var out bytes.Buffer
			line := append([]string{"__complete", "decide", "--config", d.path("actionplan.yaml")}, c.line...)
			if run(t.Context(), line, strings.NewReader(""), &out, io.Discard); !strings.HasPrefix(out.String(), c.want) {
				t.Errorf("%s: %q suggests %q", has, c.line, out.String())
			}
		}

		plan, theirs, ledger := d.bytes("plan.xlsx"), d.bytes("theirs.xlsx"), d.remembered()
		for _, wrong := range [][]string{
			{"decide", "--table", "Home", "leave out", "--by", "Director"},
			{"decide", "--table", "Home", "officer", "--by", "Director", "--why", "agreed"},
			{"decide", "--table", "House", "add", "--by", "Director", "--why", "agreed"},
			{"decide", "--table", "Home", "H1", "add", "--by", "Director", "--why", "agreed"},
			{"decide", "--table", "Home", "--column", "status", "add", "--by", "Director", "--why", "agreed"},
			{"decide", "--table", "Home", "add", "--text", "9.9", "--by", "Director", "--why", "agreed"},
		} {
			d.ends(exitUsage, wrong...)
			if ledger != d.remembered() {
				t.Fatalf("%s: %q changed what is remembered", has, wrong)
			}
		}

		var done jsonDecidedWhole
		d.fromJSON(exitDone, &done, "decide", "--table", "home", "leave out", "--by", "Director", "--why", "it is the police's own")
		if len(done.Remembered) != 3 || done.Remembered[0].Take != "leave out" || done.Remembered[0].By != "Director" || len(done.Open) != 0 {
			t.Errorf("%s: decide remembers %+v", has, done)
		}
		if out := d.ends(exitDone, "preview"); strings.Contains(out, "Waiting") {
			t.Errorf("%s: the table is left out, and asked about:\n%s", has, out)
		}
		d.ends(exitDone, "apply")
		if !bytes.Equal(plan, d.bytes("plan.xlsx")) || !bytes.Equal(theirs, d.bytes("theirs.xlsx")) {
			t.Errorf("%s: the table is left out, and something was written", has)
		}

		d = withNewTable(t, has)
		d.ends(exitDone, "decide", "--table", "Home", "add", "--by", "Director", "--why", "agreed")
		d.ends(exitDone, "apply")
		lacked := map[string]string{"plan.xlsx": "theirs.xlsx", "theirs.xlsx": "plan.xlsx"}[has]
		var refs []string
		for _, row := range d.says(lacked) {
			refs = append(refs, row[0])
		}
		if !slices.Equal(refs, []string{"Ref", "1.1", "1.2", "H1", "H2", "H3"}) {
			t.Errorf("%s: the table was added, and the other side has %q", has, refs)
		}
	}
}

// TestPersonalRowIsAskedByItself asserts that a row which seems to hold personal
// data is not answered with its table.
func TestPersonalRowIsAskedByItself(t *testing.T) {
	d := newDesktop(t, twoRows, twoRows)
	d.ends(exitDone, "begin")
	d.adds("plan.xlsx", "Home", "Ref | Action | Status", "H1 | Visit every home | Open", "H2 | Train every manager | Open", "H3 | Ring the carer on 07700 900123 | Open")
	if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "(2 questions)") {
		t.Errorf("preview asks:\n%s", out)
	}
	d.ends(exitDone, "decide", "--table", "Home", "add", "--by", "Director", "--why", "agreed")
	if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "(1 question)") || !strings.Contains(out, "H3") {
		t.Errorf("preview asks:\n%s", out)
	}
}

// TestWholeColumn answers for every cell of one column that is asked about, and
// for no other.
func TestWholeColumn(t *testing.T) {
	d := newDesktop(t, twoRows, twoRows)
	d.ends(exitDone, "begin")
	for cell, words := range map[string][2]string{"C2": {"Complete", "Cancelled"}, "C3": {"Overdue", "In progress"}, "D3": {"31/07/2026", "31/08/2026"}} {
		d.types("plan.xlsx", cell, words[0])
		d.types("theirs.xlsx", cell, words[1])
	}
	d.ends(exitUsage, "decide", "--column", "lead", "partner", "--by", "Director", "--why", "agreed")
	d.ends(exitDone, "decide", "--column", "status", "partner", "--by", "Director", "--why", "they see the work")
	d.ends(exitWaiting, "apply")
	if says := d.says("plan.xlsx"); says[1][2] != "Cancelled" || says[2][2] != "In progress" || says[2][3] != "31/07/2026" {
		t.Errorf("the officers' workbook says %q", says)
	}
	var log []jsonLogEntry
	d.fromJSON(exitDone, &log, "log", "1.2")
	if !slices.ContainsFunc(log, func(e jsonLogEntry) bool { return e.By == "Director" && e.Why == "they see the work" }) {
		t.Errorf("the log tells %+v", log)
	}
}
