package main

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// inSections is a plan in sections, with refs or without.
const inSections = `
Ref|Action|Lead|Due date|Status
Leadership
1.1|Write the policy|Head of Service|31/03/2026|Open
1.2|Train all social workers|Head of Learning|30/04/2026|Open
Practice
2.1|Audit forty cases|Principal Officer|31/05/2026|Open
2.2|Visit ten homes|Principal Officer|31/05/2026|Open
Partnership
Quality
4.1|Audit ten cases|Principal Officer|30/06/2026|Open`

// under is such a plan with rows put in, each under the line that begins so.
func under(text string, rows ...[2]string) string {
	for _, row := range rows {
		lines := strings.Split(text, "\n")
		i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, row[0]) })
		text = strings.Join(slices.Insert(lines, i+1, row[1]), "\n")
	}
	return text
}

// TestAddedWhereNoActionHasARef adds an action where the headings of sections stand in
// the column for refs and no action has one: it is given none, so that what is written is
// read back as preview said.
func TestAddedWhereNoActionHasARef(t *testing.T) {
	with := under(inSections, [2]string{"2.2", "2.3|Read thirty files|Principal Officer|31/05/2026|Open"}, [2]string{"2.3", "2.4|Read forty files|Principal Officer|31/05/2026|Open"})
	without := ""
	for line := range strings.Lines(with) {
		without += strings.TrimLeft(line, "0123456789.")
	}
	const added = "|Brief councillors|Head of Learning|30/04/2026|Open"
	for name, theirs := range map[string][2]string{
		"on both sides":           {without, under(without, [2]string{"|Write the policy", added})},
		"and partners' have refs": {with, under(with, [2]string{"1.1", "1.3" + added})},
	} {
		d := newDesktop(t, without, theirs[0])
		d.ends(exitDone, "begin")
		d.draw("theirs.xlsx", theirs[1])
		if said := d.ends(exitWaiting, "preview"); strings.Contains(said, "next that is free") {
			t.Errorf("%s: a ref is offered:\n%s", name, said)
		}
		d.ends(exitDone, "decide", "Brief councillors", "add", "--by", "Director", "--why", "the board asked")
		said := d.ends(exitDone, "preview")
		if !strings.Contains(said, "(1 action, 4 cells)") || !strings.Contains(said, "the partners' copy 0 cells") || strings.Contains(said, "left to fill in") {
			t.Errorf("%s: preview says\n%s", name, said)
		}
		if said := d.ends(exitDone, "apply", "--yes"); !strings.Contains(said, "4 of 4 as intended") {
			t.Errorf("%s: apply says\n%s", name, said)
		}
		if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed") {
			t.Errorf("%s: then preview says\n%s", name, said)
		}
		if said := d.ends(exitDone, "undo"); strings.Count(said, "Stays:") != 1 || !strings.Contains(said, "(Sheet1!A4), which apply added to Excel") {
			t.Errorf("%s: undo says\n%s", name, said)
		}
	}
	some := newDesktop(t, inSections, inSections)
	some.ends(exitDone, "begin")
	some.draw("theirs.xlsx", under(inSections, [2]string{"1.2", "|Brief councillors|Head of Learning|30/04/2026|Open"}))
	if said := some.ends(exitWaiting, "preview"); !strings.Contains(said, "1.3 is the next that is free") {
		t.Errorf("where the others have refs, preview says\n%s", said)
	}
}

// TestWhereNewRowsStand adds actions in three sections, and edits an action that stands
// where one of them will: each is said as it is, each cell where it will stand, and undo
// has what was edited say what it said.
func TestWhereNewRowsStand(t *testing.T) {
	d := newDesktop(t, inSections, inSections)
	d.ends(exitDone, "begin")
	d.draw("theirs.xlsx", strings.Replace(under(inSections,
		[2]string{"1.2", "1.3|Brief councillors|Head of Learning|30/04/2026|Late"}, [2]string{"1.3", "1.4|Brief the mayor|Head of Learning|30/04/2026|Late"},
		[2]string{"2.2", "2.3|Read thirty files|Principal Officer|31/05/2026|Late"}, [2]string{"4.1", "4.2|Audit twenty cases|Principal Officer|30/06/2026|Late"},
	), "2.1|Audit forty cases|Principal Officer|31/05/2026|Open", "2.1|Audit forty cases|Principal Officer|31/05/2026|Complete", 1))
	for _, ref := range []string{"1.3", "1.4", "2.3", "4.2"} {
		d.ends(exitDone, "decide", ref, "add", "--by", "Director", "--why", "the board asked")
	}
	var will jsonPreview
	d.fromJSON(exitDone, &will, "preview")
	if len(will.OfficerEdits) != 1 || will.OfficerEdits[0].Cell != "Sheet1!E6" || will.OfficerEdits[0].Now != "Complete" {
		t.Errorf("preview says of what is edited %+v", will.OfficerEdits)
	}
	d.ends(exitDone, "apply", "--yes")
	f, err := excelize.OpenFile(d.path("plan.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, cell := range will.OfficerAdds {
		if says, err := f.GetCellValue("Sheet1", strings.TrimPrefix(cell.Cell, "Sheet1!")); err != nil || says != cell.Now {
			t.Errorf("%s of %s was to say %q in %s, and says %q (%v)", cell.Field, cell.Ref, cell.Now, cell.Cell, says, err)
		}
	}
	if len(will.OfficerAdds) != 20 {
		t.Errorf("preview adds %d cells", len(will.OfficerAdds))
	}
	d.ends(exitDone, "undo")
	for _, row := range d.says("plan.xlsx") {
		if row[0] == "2.1" && (len(row) < 5 || row[4] != "Open") {
			t.Errorf("after undo 2.1 says %q", row)
		}
	}
}

// TestUnderItsOwnHeading puts an action of partners under the heading that it stands
// under, whatever its ref begins with; and nowhere as long as no action of the officers'
// stands under that heading, which is said.
func TestUnderItsOwnHeading(t *testing.T) {
	d := newDesktop(t, inSections, inSections)
	d.ends(exitDone, "begin")
	asked := under(inSections, [2]string{"1.2", "2.3|Brief councillors|Head of Learning|30/04/2026|Open"}, [2]string{"Partnership", "3.1|Meet the police|Principal Officer|31/05/2026|Open"})
	d.draw("theirs.xlsx", asked)
	said := d.ends(exitWaiting, "preview")
	for _, want := range []string{
		`Action 2.3 (Sheet1 row 5): it stands only in the partners' copy; added, it goes in section "Leadership", under row 4`,
		`Action 3.1 (Sheet1 row 10): it stands only in the partners' copy; it says "Meet the police"; it cannot be put there, since it stands under "Partnership", and no action of the officers' plan stands under that heading`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("preview does not say %q:\n%s", want, said)
		}
	}
	if said := d.ends(exitUsage, "decide", "3.1", "add", "--by", "Director", "--why", "the board asked"); !strings.Contains(said, "choose Leave out") {
		t.Errorf("decide says\n%s", said)
	}
	d.ends(exitDone, "decide", "2.3", "add", "--by", "Director", "--why", "the board asked")
	d.ends(exitWaiting, "apply", "--yes")
	if says := d.says("plan.xlsx"); len(says[4]) < 2 || says[4][1] != "Brief councillors" {
		t.Errorf("then the officers' plan says %q", says)
	}
	d.draw("plan.xlsx", asked) // somebody puts the other in by hand
	d.ends(exitDone, "apply", "--yes")
	if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed") {
		t.Errorf("put in by hand, preview says\n%s", said)
	}
	d.draw("theirs.xlsx", under(asked, [2]string{"3.1", "3.2|Meet the schools|Principal Officer|31/05/2026|Open"}))
	if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, `it goes in section "Partnership", under row 10`) {
		t.Errorf("with an action there, preview says\n%s", said)
	}
}

// TestTabWithoutAnAction waits with an action whose tab has none in the officers' plan,
// and no other waits with it.
func TestTabWithoutAnAction(t *testing.T) {
	c := twoTabs(t, false)
	for _, file := range []string{"plan.xlsx", "partner.xlsx"} {
		c.edit(file, func(f *excelize.File, _ string) {
			_, err := f.NewSheet("Police")
			c.check(err)
			c.check(f.SetSheetRow("Police", "A1", &[]string{"Ref", "Action", "Status", "Date closed"}))
		})
	}
	c.ends(exitDone, "apply", "--yes")
	c.edit("partner.xlsx", func(f *excelize.File, _ string) {
		c.check(f.SetSheetRow("Police", "A2", &[]string{"P1", "Meet the sergeant", "Open"}))
	})
	c.lays("partner.xlsx", "A4:L3", "B4:Audit twenty files", "C4:Open")
	said := c.ends(exitWaiting, "preview")
	c.words(said, "it cannot be put there, since no action of the officers' plan stands in the table Police yet")
	c.ends(exitDone, "decide", "L3", "add", "--by", "Director", "--why", "the board asked")
	c.ends(exitWaiting, "apply", "--yes")
	if says := c.learning("plan.xlsx", "B4"); says != "Audit twenty files" {
		t.Errorf("the other action says %q", says)
	}
}

// TestMovedToAnotherTab says of an action that partners moved to another tab that they
// did, once, and writes nothing for it.
func TestMovedToAnotherTab(t *testing.T) {
	c := twoTabs(t, false)
	c.lays("partner.xlsx", "A3:", "B3:", "C3:", "E3:")
	c.edit("partner.xlsx", func(f *excelize.File, sheet string) {
		rows, err := f.GetRows(sheet)
		c.check(err)
		row := make([]string, len(rows[0]))
		for i, heading := range rows[0] {
			row[i] = map[string]string{"Ref": "L2", "Action": "Brief front door staff", "Status": "Not started"}[heading]
			if strings.HasPrefix(heading, "Progress") {
				row[i] = "One briefing held"
			}
		}
		at, err := excelize.CoordinatesToCellName(1, len(rows)+1)
		c.check(err)
		c.check(f.SetSheetRow(sheet, at, &row))
	})
	const moved = "action L2 stands in the table "
	if said := c.ends(exitDone, "preview"); strings.Count(said, moved) != 1 || !strings.Contains(said, "and stood in Learning when the sides agreed") || !strings.Contains(said, "Both sides say what was last agreed") {
		t.Errorf("preview says\n%s", said)
	}
	c.lays("partner.xlsx", "C2:Complete")
	if said := c.ends(exitDone, "apply", "--yes"); !strings.Contains(said, moved) {
		t.Errorf("apply says\n%s", said)
	}
	if said := c.ends(exitDone, "preview"); strings.Contains(said, moved) {
		t.Errorf("once both agreed again, preview says\n%s", said)
	}
}

// TestFilledAgain has the log tell what is filled in a column that came back, and what
// undo puts back of it.
func TestFilledAgain(t *testing.T) {
	d := newDesktop(t, withoutRefs, withoutRefs)
	d.ends(exitDone, "begin")
	for _, at := range []string{"D1", "D2", "D3", "D4"} {
		d.types("theirs.xlsx", at, "")
	}
	d.ends(exitWaiting, "preview")
	d.ends(exitDone, "decide", "--column", "status", "bring back", "--by", "Director", "--why", "it is still wanted")
	d.ends(exitDone, "apply", "--yes")
	d.ends(exitDone, "apply", "--yes")
	said := d.ends(exitDone, "log")
	if strings.Count(said, "(filled again in the partners' copy, whose column is back)") != 3 || !strings.Contains(said, `status: (blank) → "Complete"`) {
		t.Errorf("the log says\n%s", said)
	}
	if said := d.ends(exitDone, "log", "Audit forty cases"); strings.Count(said, "filled again") != 1 {
		t.Errorf("of one action the log says\n%s", said)
	}
	d.ends(exitDone, "undo")
	if said := d.ends(exitDone, "log"); strings.Count(said, `(put back by undo)`) != 3 {
		t.Errorf("after undo the log says\n%s", said)
	}
}

// TestUnsharedDecisionsStand: undo puts back the cell that was decided where partners are
// not told of it, and says that what was decided stands; it says of none that it is taken
// back, and the log tells of one that stood all along once.
func TestUnsharedDecisionsStand(t *testing.T) {
	const agreed = "Ref|Action|Status\n1|Write the policy|Open\n2|Train all social workers|Open"
	d := newDesktop(t, agreed, agreed)
	d.write("actionplan.yaml", desktopSettings+"share: [ref, action]\n")
	d.ends(exitDone, "begin")
	for _, file := range [][2]string{{"plan.xlsx", "Late"}, {"theirs.xlsx", "Done"}} {
		d.types(file[0], "C2", file[1])
		d.types(file[0], "C3", file[1])
	}
	d.ends(exitWaiting, "preview")
	d.ends(exitDone, "decide", "1", "status", "officer", "--by", "Director", "--why", "they see it")
	d.ends(exitDone, "decide", "2", "status", "other", "--text", "Closed", "--by", "Director", "--why", "the board closed it")
	d.ends(exitDone, "apply", "--yes")
	const stood, stands = "Stands again: status of action 2: Write something else, by Director.", `1      status: "Late" stays (partners are not told)`
	if said := d.ends(exitDone, "undo"); !strings.Contains(said, stood) {
		t.Errorf("undo says\n%s", said)
	}
	if said := d.ends(exitDone, "log"); strings.Contains(said, "taken back") || !strings.Contains(said, `status: "Closed" → "Late" (put back by undo)`) {
		t.Errorf("the log says\n%s", said)
	}
	if said := d.ends(exitDone, "preview"); !strings.Contains(said, `"Late" → "Closed"`) {
		t.Errorf("preview says\n%s", said)
	}
	d.ends(exitDone, "apply", "--yes")
	if said := d.ends(exitDone, "log"); strings.Count(said, stands) != 1 || strings.Count(said, `"Late" → "Closed"`) != 2 {
		t.Errorf("applied again, the log says\n%s", said)
	}
}

// TestLedgerAmongOthers makes no agreement in the folder that the plan lies in; of one
// that an earlier build made there, reset puts aside what is surely the ledger's.
func TestLedgerAmongOthers(t *testing.T) {
	d := newDesktop(t, withoutRefs, withoutRefs)
	d.write("actionplan.yaml", desktopSettings+"ledger: \".\"\n")
	d.write("log.txt", "2 March: rang the school.\n")
	if said := d.ends(exitUsage, "begin"); !strings.Contains(said, "is the one that the plan lies in") {
		t.Errorf("begin says\n%s", said)
	}
	if said := d.ends(exitUsage, "reset", "--yes"); !strings.Contains(said, "there is nothing to forget") {
		t.Errorf("reset says\n%s", said)
	}
	d.write("actionplan.yaml", desktopSettings)
	d.ends(exitDone, "begin")
	d.write("base.txt", string(d.bytes("ledger/base.txt")))
	d.write("places.json", string(d.bytes("ledger/places.json")))
	d.write("actionplan.yaml", desktopSettings+"ledger: \".\"\n")
	mine := map[string][]byte{}
	for _, name := range []string{"log.txt", "plan.xlsx", "theirs.xlsx", "actionplan.yaml"} {
		mine[name] = d.bytes(name)
	}
	d.ends(exitDone, "preview")
	d.ends(exitDone, "reset", "--yes")
	for _, name := range slices.Sorted(maps.Keys(mine)) {
		if !bytes.Equal(d.bytes(name), mine[name]) {
			t.Errorf("%s says %q", name, d.bytes(name))
		}
	}
	for _, name := range []string{"base.txt", "places.json"} {
		d.bytes("forgotten-1/" + name)
	}
}
