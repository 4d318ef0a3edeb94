package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func (d desktop) merges(name, from, to string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	if err := f.MergeCell("Sheet1", from, to); err != nil {
		d.Fatal(err)
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
}

// TestMergedCellNamesItsActions asserts that a cell which is merged over several
// actions is one line that names all of them, in words and in JSON, and that a
// cell of one action names no other.
func TestMergedCellNamesItsActions(t *testing.T) {
	const themed = `
Ref | Priority area | Action | Lead
1.1 | Front door | Answer every contact | Head
1.2 | | Hold supervision monthly | Head
1.3 | | Train every manager | Head
2.1 | Leadership | Visit within five days | Head`
	d := newDesktop(t, themed, themed)
	for _, name := range []string{"plan.xlsx", "theirs.xlsx"} {
		d.merges(name, "B2", "B4")
	}
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "B2", "MASH")
	d.types("plan.xlsx", "B5", "Leading well")
	out := d.ends(exitDone, "preview")
	if strings.Count(out, "one cell, for") != 1 || !strings.Contains(out, "one cell, for 1.2 and 1.3 too (Sheet1!B2)") || !strings.Contains(out, "2 in the partners' copy") {
		t.Errorf("preview says\n%s", out)
	}
	var asked jsonPreview
	d.fromJSON(exitDone, &asked, "preview")
	if len(asked.PartnerEdits) != 2 || len(asked.PartnerEdits[1].Also) != 0 {
		t.Fatalf("the edits are %+v", asked.PartnerEdits)
	}
	if e := asked.PartnerEdits[0]; e.Name != "1.1" || len(e.Also) != 2 || e.Also[0].Name != "1.2" || e.Also[1].Name != "1.3" {
		t.Errorf("the edit of the merged cell is %+v", e)
	}
	var applied jsonApplied
	d.fromJSON(exitDone, &applied, "apply", "--yes")
	if applied.PartnerCells != 2 || applied.AsIntended != 2 {
		t.Errorf("apply counts %+v", applied)
	}
}

// TestPlaceholderIsNoClearing asserts that a date for which somebody wrote TBC is
// changed and not cleared, and that one that was taken out is cleared, as a TBC is.
func TestPlaceholderIsNoClearing(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.types("plan.xlsx", "E4", "TBC")
	d.types("theirs.xlsx", "E4", "TBC")
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "D2", "TBC")
	d.types("plan.xlsx", "D3", "")
	d.types("plan.xlsx", "E4", "")
	var asked jsonPreview
	d.fromJSON(exitDone, &asked, "preview")
	got := map[string]bool{}
	for _, e := range asked.PartnerEdits {
		got[e.Cell] = e.Clears
	}
	if len(got) != 3 || got["Sheet1!D2"] || !got["Sheet1!D3"] || !got["Sheet1!E4"] {
		t.Errorf("the cells that are cleared are %v", got)
	}
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, "To write to the partners' copy (1 cell)") || !strings.Contains(out, "To clear in the partners' copy (2 cells)") {
		t.Errorf("preview says\n%s", out)
	}
}
