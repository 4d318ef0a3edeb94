package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// swapKeys has two rows of a workbook of answers carry each other's keys.
func swapKeys(t *testing.T, path string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, "Answer") })
	column := slices.IndexFunc(rows[head], func(heading string) bool { return strings.HasPrefix(heading, "Key") })
	for i, from := range []int{head + 2, head + 1} {
		at, err := excelize.CoordinatesToCellName(column+1, head+2+i)
		if err == nil {
			err = f.SetCellStr(sheet, at, rows[from][column])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestAnsweredBeforeRefs answers questions about rows without refs in Decisions.xlsx,
// and gives the rows refs before the answers are taken: they are the same rows.
func TestAnsweredBeforeRefs(t *testing.T) {
	given := map[string]string{"Answer": "Officer", "Your name": "Director", "Reason": "ours is later"}
	answered := func(t *testing.T, with func(d desktop)) desktop {
		t.Helper()
		d := newDesktop(t, withoutRefs, withoutRefs)
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "B3", "Head of Practice")
		d.types("theirs.xlsx", "B3", "Head of Training")
		d.types("plan.xlsx", "B4", "Head of Quality")
		d.types("theirs.xlsx", "B4", "Head of Audit")
		d.ends(exitWaiting, "preview")
		for _, name := range []string{"row 3, “Train all social workers”", "row 4, “Audit forty cases”"} {
			if err := fillIn(d.path("Decisions.xlsx"), name, given); err != nil {
				t.Fatal(err)
			}
		}
		with(d)
		return d
	}
	d := answered(t, func(d desktop) { d.ends(exitDone, "add-column", "ref", "--both") })
	if said := d.ends(exitDone, "preview"); strings.Contains(said, "was not taken") || !strings.Contains(said, "Answers that came back (2 answers)") {
		t.Errorf("preview says\n%s", said)
	}
	d.ends(exitDone, "apply", "--yes")
	for row, want := range []string{2: "Head of Practice", 3: "Head of Quality"} {
		if rows := d.says("theirs.xlsx"); want != "" && !strings.Contains(strings.Join(rows[row], "|"), want) {
			t.Errorf("theirs.xlsx says %q", rows)
		}
	}
	// Near misses: keys that were sorted away from their rows, and rows that say other words.
	d = answered(t, func(d desktop) {
		d.ends(exitDone, "add-column", "ref", "--both")
		swapKeys(t, d.path("Decisions.xlsx"))
	})
	if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "as after a sort that left some columns out") {
		t.Errorf("the keys were sorted away, and preview says\n%s", said)
	}
	d = answered(t, func(d desktop) {
		d.ends(exitDone, "add-column", "ref", "--both")
		for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
			column := slices.Index(d.says(file)[0], "Action")
			d.types(file, string(rune('A'+column))+"3", "Write to every school")
		}
	})
	if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "was not taken") {
		t.Errorf("the action says other words, and preview says\n%s", said)
	}
}
