package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// These are the cases from the field: small inputs after faults that people met
// with tools like this one, what they did, and what they would have expected.
// Each is tried as it came (where the folder of cases is beside the checkout),
// with the trouble in the partners' copy instead, and with three more inputs of
// its kind, drawn here.

// caseFolder is a council's folder: a plan, the partners' copy and settings.
type caseFolder struct {
	t *testing.T

	troubled, other string // which workbook the trouble is in, and the one that is edited
	mine, theirs    string // whose edits preview --json lists: those into the troubled one, those into the other
}

// fromCase copies a case from the field into a folder of its own. Mirrored, the
// two workbooks have changed places.
func fromCase(t *testing.T, name string, mirrored bool) *caseFolder {
	t.Helper()
	from, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "cases", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(from); err != nil {
		t.Skipf("%s is not beside the checkout", from)
	}
	c := newCaseFolder(t, mirrored)
	for _, file := range []string{"plan.xlsx", "partner.xlsx"} {
		to := file
		if mirrored {
			to = map[string]string{"plan.xlsx": "partner.xlsx", "partner.xlsx": "plan.xlsx"}[file]
		}
		c.copyIn(filepath.Join(from, file), to)
	}
	c.copyIn(filepath.Join(from, "actionplan.yaml"), "actionplan.yaml")
	return c
}

func newCaseFolder(t *testing.T, mirrored bool) *caseFolder {
	t.Helper()
	t.Chdir(t.TempDir())
	c := &caseFolder{t, "plan.xlsx", "partner.xlsx", "officer_edits", "partner_edits"}
	if mirrored {
		c.troubled, c.other, c.mine, c.theirs = c.other, c.troubled, c.theirs, c.mine
	}
	return c
}

func (c *caseFolder) copyIn(from, to string) {
	c.t.Helper()
	content, err := os.ReadFile(from)
	c.check(err)
	c.check(os.WriteFile(to, content, 0o644))
}

func (c *caseFolder) check(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

const caseSettings = `title: "plan"
plan: "plan.xlsx"
partner:
  workbook: "partner.xlsx"
ledger: "ledger"
owners:
  - {field: action, owner: either}
  - {field: lead, owner: either}
  - {field: due, owner: either}
  - {field: status, owner: either}
  - {field: progress, owner: either}
share: [ref, action, lead, due, status, progress]
`

// drawnHere is a folder in which both sides have the same sheet, a line a row with
// | between the cells.
func drawnHere(t *testing.T, mirrored bool, rows ...string) *caseFolder {
	t.Helper()
	c := newCaseFolder(t, mirrored)
	for _, file := range []string{"plan.xlsx", "partner.xlsx"} {
		f := excelize.NewFile()
		c.check(f.SetSheetName("Sheet1", "Plan"))
		for r, row := range rows {
			for col, text := range strings.Split(row, "|") {
				if text = strings.TrimSpace(text); text == "" {
					continue
				}
				name, err := excelize.CoordinatesToCellName(col+1, r+1)
				c.check(err)
				c.check(f.SetCellStr("Plan", name, text))
			}
		}
		c.check(f.SaveAs(file))
	}
	c.check(os.WriteFile("actionplan.yaml", []byte(caseSettings), 0o644))
	return c
}

// sixActions is a plan of six actions with refs, for the inputs drawn here.
var sixActions = []string{
	"Ref|Action|Lead|Due date|Status|Progress update",
	"1.1|Publish a new threshold guide for schools|Service Manager|31/03/2026|In progress|Draft shared with heads",
	"1.2|Review the out-of-hours rota|Team Manager|30/04/2026|Not started|Rota drawn up",
	"1.3|Hold a weekly audit of contacts|Quality Lead|15/05/2026|In progress|Two audits held",
	"2.1|Offer every care leaver an adviser|Head of Leaving Care|30/06/2026|In progress|32 of 40 offered",
	"2.2|Write a local housing offer with districts|Housing Lead|30/09/2026|Not started|Districts met",
	"2.3|Set up a care leavers' forum|Participation Lead|12/12/2025|Complete|Forum met twice",
}

// edit changes a workbook as a person would, and saves it.
func (c *caseFolder) edit(file string, change func(f *excelize.File, sheet string)) {
	c.t.Helper()
	f, err := excelize.OpenFile(file)
	c.check(err)
	change(f, f.GetSheetName(0))
	c.check(f.Save())
	c.check(f.Close())
}

// types types a text into a cell of the first sheet; "" clears it.
func (c *caseFolder) types(file, cell, text string) {
	c.t.Helper()
	c.edit(file, func(f *excelize.File, sheet string) {
		if text == "" {
			c.check(f.SetCellValue(sheet, cell, nil))
			return
		}
		c.check(f.SetCellStr(sheet, cell, text))
	})
}

// part rewrites the first sheet's part of a workbook, for what excelize does not
// write: the result of a formula, an error, an array.
func (c *caseFolder) part(file string, change func(xml string) string) {
	c.t.Helper()
	r, err := zip.OpenReader(file)
	c.check(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changed := false
	for _, from := range r.File {
		to, err := w.Create(from.Name)
		c.check(err)
		in, err := from.Open()
		c.check(err)
		var text bytes.Buffer
		_, err = text.ReadFrom(in)
		c.check(err)
		content := text.String()
		if from.Name == "xl/worksheets/sheet1.xml" {
			now := change(content)
			changed = now != content
			content = now
		}
		_, err = to.Write([]byte(content))
		c.check(err)
	}
	c.check(r.Close())
	c.check(w.Close())
	if !changed {
		c.t.Fatalf("nothing of %s was rewritten", file)
	}
	c.check(os.WriteFile(file, out.Bytes(), 0o644))
}

// cellXML has a cell of the first sheet hold an element of one's own: its
// attributes, but for where it stands, and its content.
func (c *caseFolder) cellXML(file, cell, attributes, content string) {
	c.t.Helper()
	old := regexp.MustCompile(`<c r="` + cell + `"[^>]*?(/>|>.*?</c>)`)
	c.part(file, func(xml string) string {
		return old.ReplaceAllLiteralString(xml, `<c r="`+cell+`" `+attributes+`>`+content+`</c>`)
	})
}

// says is what a cell of the first sheet shows.
func (c *caseFolder) says(file, cell string) string {
	c.t.Helper()
	f, err := excelize.OpenFile(file)
	c.check(err)
	defer f.Close()
	text, err := f.GetCellValue(f.GetSheetName(0), cell)
	c.check(err)
	return text
}

// wants asks that a cell says something.
func (c *caseFolder) wants(file, cell, text string) {
	c.t.Helper()
	if got := c.says(file, cell); got != text {
		c.t.Errorf("%s %s says %q, not %q", file, cell, got, text)
	}
}

// all is every cell of the first sheet as it shows.
func (c *caseFolder) all(file string) map[string]string {
	c.t.Helper()
	f, err := excelize.OpenFile(file)
	c.check(err)
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	c.check(err)
	cells := map[string]string{}
	for r, row := range rows {
		for col, text := range row {
			name, err := excelize.CoordinatesToCellName(col+1, r+1)
			c.check(err)
			if text != "" {
				cells[name] = text
			}
		}
	}
	return cells
}

// differing lists the cells in which a workbook says something else than it did.
func (c *caseFolder) differing(file string, before map[string]string) []string {
	c.t.Helper()
	now := c.all(file)
	var cells []string
	for _, these := range []map[string]string{before, now} {
		for cell := range these {
			if before[cell] != now[cell] && !slices.Contains(cells, cell) {
				cells = append(cells, cell)
			}
		}
	}
	slices.Sort(cells)
	return cells
}

// bytes are a workbook's bytes, to tell whether anybody wrote it.
func (c *caseFolder) bytes(file string) string {
	c.t.Helper()
	content, err := os.ReadFile(file)
	c.check(err)
	return string(content)
}

// runs runs a command, and says what it printed and its exit code.
func (c *caseFolder) runs(args ...string) (said string, code int) {
	c.t.Helper()
	var out, problems bytes.Buffer
	code = run(context.Background(), append(args, "--today", "2026-02-16"), strings.NewReader(""), &out, &problems)
	return out.String() + problems.String(), code
}

// ends runs a command and asks for an exit code.
func (c *caseFolder) ends(code int, args ...string) string {
	c.t.Helper()
	said, got := c.runs(args...)
	if got != code {
		c.t.Fatalf("%s ends with %d, not %d:\n%s", strings.Join(args, " "), got, code, said)
	}
	return said
}

// words asks that a text has each of some words, in any case.
func (c *caseFolder) words(said string, words ...string) {
	c.t.Helper()
	for _, word := range words {
		if !strings.Contains(strings.ToLower(said), strings.ToLower(word)) {
			c.t.Errorf("nothing is said of %q in:\n%s", word, said)
		}
	}
}

// json runs a command with --json and takes its answer apart.
func (c *caseFolder) json(args ...string) (all string, members map[string]json.RawMessage) {
	c.t.Helper()
	var out, problems bytes.Buffer
	run(context.Background(), append(args, "--json", "--today", "2026-02-16"), strings.NewReader(""), &out, &problems)
	if err := json.Unmarshal(out.Bytes(), &members); err != nil {
		c.t.Fatalf("%v: %v\n%s%s", args, err, out.String(), problems.String())
	}
	return out.String(), members
}

// listed are the cells that preview --json promises to write, as H2 and with the
// text each will say.
func (c *caseFolder) listed(member string) map[string]string {
	c.t.Helper()
	_, members := c.json("preview")
	var edits []struct{ Cell, Now string }
	c.check(json.Unmarshal(members[member], &edits))
	cells := map[string]string{}
	for _, e := range edits {
		_, cell, _ := strings.Cut(e.Cell, "!")
		cells[cell] = e.Now
	}
	return cells
}

// caseBothWays tries a case with the trouble in the officers' workbook, and in the
// partners'.
func caseBothWays(t *testing.T, try func(t *testing.T, mirrored bool)) {
	t.Helper()
	t.Run("officers", func(t *testing.T) { try(t, false) })
	t.Run("partners", func(t *testing.T) { try(t, true) })
}

// --- 03: a spreadsheet's own words -----------------------------------------

// isStopped asks that a run stops whole because a side is full of a
// spreadsheet's own words, in words and in JSON, and that nothing is written.
func (c *caseFolder) isStopped(cells ...string) {
	c.t.Helper()
	plan, partner, base := c.bytes("plan.xlsx"), c.bytes("partner.xlsx"), c.bytes("ledger/base.txt")
	for _, verb := range []string{"preview", "apply"} {
		c.words(c.ends(exitWaiting, verb), append([]string{"progress", "nobody wrote", "run again"}, cells...)...)
	}
	status, _ := c.runs("status")
	c.words(status, "progress", "nobody wrote")
	all, members := c.json("preview")
	if len(c.listed("officer_edits"))+len(c.listed("partner_edits")) > 0 || !strings.Contains(string(members["stops"]), "nobody wrote") {
		c.t.Errorf("preview --json says\n%s", all)
	}
	if c.bytes("plan.xlsx") != plan || c.bytes("partner.xlsx") != partner || c.bytes("ledger/base.txt") != base {
		c.t.Error("the run is stopped, and something was written")
	}
}

// differsInNothing asks that both sides say what was agreed.
func (c *caseFolder) differsInNothing() {
	c.t.Helper()
	plan, partner, base := c.bytes("plan.xlsx"), c.bytes("partner.xlsx"), c.bytes("ledger/base.txt")
	c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed")
	c.ends(exitDone, "apply")
	if c.bytes("plan.xlsx") != plan || c.bytes("partner.xlsx") != partner || c.bytes("ledger/base.txt") != base {
		c.t.Error("nothing differs, and something was written")
	}
}

func TestCase03Loading(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "03-loading", mirrored)
		c.ends(exitDone, "begin")
		before := c.bytes(c.other)
		for row := 2; row <= 7; row++ {
			c.types(c.other, fmt.Sprint("I", row), "Loading...")
		}
		c.isStopped("Loading...", "I2 to I7")
		c.check(os.WriteFile(c.other, []byte(before), 0o644))
		c.differsInNothing()
	})
}

func TestCase03MoreOfItsKind(t *testing.T) {
	t.Run("errors of formulas", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			for row := 2; row <= 6; row++ {
				c.cellXML(c.other, fmt.Sprint("F", row), `t="e"`, `<f>[1]Update!A1</f><v>#REF!</v>`)
			}
			c.isStopped("#REF!", "F2 to F6")
		})
	})
	t.Run("one cell", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			before := c.bytes(c.other)
			c.types(c.other, "F3", "Loading...")
			for _, verb := range []string{"preview", "status", "apply"} {
				c.words(c.ends(exitDone, verb), "progress", "Loading...", "F3", "nobody wrote")
			}
			if len(c.listed("officer_edits"))+len(c.listed("partner_edits")) > 0 {
				t.Error("a cell is loading, and preview --json lists it as an edit")
			}
			c.wants(c.troubled, "F3", "Rota drawn up")
			// What the other side writes meanwhile crosses over it.
			c.types(c.troubled, "F3", "Rota agreed with unions")
			c.ends(exitDone, "apply")
			c.wants(c.other, "F3", "Rota agreed with unions")
			c.ends(exitDone, "undo")
			c.check(os.WriteFile(c.other, []byte(before), 0o644))
			c.types(c.troubled, "F3", "Rota drawn up")
			c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed")
		})
	})
	t.Run("at the first agreement", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			for row := 2; row <= 7; row++ {
				c.types(c.other, fmt.Sprint("F", row), "Loading…")
			}
			c.words(c.ends(exitWaiting, "begin"), "progress", "Loading", "F2 to F7", "run again")
			if _, err := os.Stat("ledger/base.txt"); err == nil {
				t.Fatal("begin is stopped, and has agreed on something")
			}
			for row := 3; row <= 7; row++ {
				c.types(c.other, fmt.Sprint("F", row), strings.Split(sixActions[row-1], "|")[5])
			}
			c.words(c.ends(exitDone, "begin"), "F2")
			if strings.Contains(strings.ToLower(c.bytes("ledger/base.txt")), "loading") {
				t.Error("begin has agreed on Loading…")
			}
			c.wants(c.troubled, "F2", "Draft shared with heads")
			c.types(c.other, "F2", "Draft shared with heads")
			c.ends(exitDone, "apply")
			c.differsInNothing()
		})
	})
	t.Run("nothing else on the sheet", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			before := c.bytes(c.troubled) + c.bytes("ledger/base.txt")
			f := excelize.NewFile()
			c.check(f.SetSheetName("Sheet1", "Plan"))
			c.check(f.SetCellStr("Plan", "A1", "#REF!"))
			c.check(f.SaveAs(c.other))
			for _, verb := range []string{"preview", "apply"} {
				said, code := c.runs(verb)
				if code == exitDone {
					t.Errorf("%s ends with 0:\n%s", verb, said)
				}
				c.words(said, "#REF!", "access")
			}
			if c.bytes(c.troubled)+c.bytes("ledger/base.txt") != before {
				t.Error("the other side shows nothing, and something was written")
			}
		})
	})
	t.Run("a person's own words", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			c.types(c.other, "F2", "Loading bay is clear")
			c.types(c.other, "F3", "see #REF 12")
			c.ends(exitDone, "apply")
			c.wants(c.troubled, "F2", "Loading bay is clear")
			c.wants(c.troubled, "F3", "see #REF 12")
		})
	})
}

// --- 16: a row under a table with a totals row -----------------------------

// adds has the other side add 2.4 in a row, and a person decide to take it.
func (c *caseFolder) adds(row int, cells ...string) {
	c.t.Helper()
	for i, text := range cells {
		name, err := excelize.CoordinatesToCellName(i+1, row)
		c.check(err)
		c.types(c.other, name, text)
	}
	c.words(c.ends(exitWaiting, "preview"), "2.4")
	all, _ := c.json("preview")
	c.words(all, "2.4")
	c.ends(exitDone, "decide", "2.4", "add", "--by", "Programme Manager", "--why", "asked for by the college")
	c.words(c.ends(exitDone, "preview"), "2.4", "add")
}

func TestCase16TotalsRow(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "16-a-table-with-a-totals-row", mirrored)
		c.ends(exitDone, "begin")
		before := c.all(c.troubled)
		c.adds(8, "2.4", "Care leavers", "Open a drop-in at the college", "Young people find help", "College Principal")
		c.ends(exitDone, "apply")
		c.wants(c.troubled, "A8", "2.4")
		c.wants(c.troubled, "C8", "Open a drop-in at the college")
		c.wants(c.troubled, "A9", "Total")
		for cell, text := range before {
			if cell != "A8" {
				c.wants(c.troubled, cell, text)
			}
		}
		if ref := regexp.MustCompile(`<table [^>]*\bref="([^"]*)"`).FindStringSubmatch(c.inZip(c.troubled, "xl/tables/table1.xml")); ref == nil || ref[1] != "A1:K9" {
			t.Errorf("the table reaches over %v, not A1:K9", ref)
		}
		if again := c.ends(exitDone, "preview"); strings.Contains(again, "To add") {
			t.Errorf("the row is there, and preview says\n%s", again)
		}
	})
}

func TestCase16MoreOfItsKind(t *testing.T) {
	added := []string{"2.4", "Open a drop-in at the college", "College Principal", "31/07/2026", "Not started", "Rooms found"}
	for name, under := range map[string]func(c *caseFolder, f *excelize.File, sheet string) (first string, at int){
		"totals that are worked out": func(c *caseFolder, f *excelize.File, sheet string) (string, int) {
			c.check(f.SetCellStr(sheet, "A8", "Total"))
			c.check(f.SetCellFormula(sheet, "B8", "COUNTA(B2:B7)"))
			c.check(f.SetCellFormula(sheet, "E8", `COUNTIF(E2:E7,"Complete")`))
			return "Total", 8
		},
		"a total under no table of Excel's": func(c *caseFolder, f *excelize.File, sheet string) (string, int) {
			c.check(f.SetCellStr(sheet, "A8", "Total actions"))
			c.check(f.SetCellInt(sheet, "F8", 6))
			return "Total actions", 8
		},
		"a legend under it": func(c *caseFolder, f *excelize.File, sheet string) (string, int) {
			c.check(f.SetCellStr(sheet, "A9", "Key to the ratings"))
			c.check(f.SetCellStr(sheet, "A10", "Red"))
			c.check(f.SetCellStr(sheet, "B10", "off track"))
			c.check(f.SetCellStr(sheet, "A11", "Green"))
			c.check(f.SetCellStr(sheet, "B11", "on track"))
			return "Key to the ratings", 9
		},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				first, at := "", 0
				c.edit(c.troubled, func(f *excelize.File, sheet string) { first, at = under(c, f, sheet) })
				c.ends(exitDone, "begin")
				c.adds(8, added...)
				c.ends(exitDone, "apply")
				c.wants(c.troubled, "A8", "2.4")
				c.wants(c.troubled, "B8", "Open a drop-in at the college")
				// What stands right under the table moves down; a gap takes the row.
				if at == 8 {
					at++
				} else if c.says(c.troubled, fmt.Sprint("A", at)) != first {
					at++
				}
				c.wants(c.troubled, fmt.Sprint("A", at), first)
				if again := c.ends(exitDone, "preview"); strings.Contains(again, "To add") {
					t.Errorf("the row is there, and preview says\n%s", again)
				}
			})
		})
	}
}

// --- 18: a value that a drop-down list refuses -----------------------------

// refusesInList asks that preview says of a cell that its list does not have
// the text, and names the nearest that it has. It is written or asked about,
// and nowhere in silence.
func (c *caseFolder) refusesInList(cell string, nearest ...string) {
	c.t.Helper()
	said, code := c.runs("preview")
	if code != exitDone && code != exitWaiting {
		c.t.Fatalf("preview ends with %d:\n%s", code, said)
	}
	c.words(said, cell, "list")
	all, _ := c.json("preview")
	c.words(all, cell, "list")
	for _, text := range []string{said, all} {
		if !slices.ContainsFunc(nearest, func(near string) bool { return strings.Contains(text, near) }) {
			c.t.Errorf("none of %q is named in:\n%s", nearest, text)
		}
	}
	applied, appliedCode := c.runs("apply")
	if appliedCode != code {
		c.t.Errorf("preview ends with %d and apply with %d:\n%s", code, appliedCode, applied)
	}
}

func TestCase18DropDown(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "18-a-value-the-drop-down-refuses", mirrored)
		c.ends(exitDone, "begin")
		c.types(c.other, "G2", "Finished early")
		c.refusesInList("G2", "Not started", "In progress", "“Complete”", `"Complete"`)
	})
}

func TestCase18MoreOfItsKind(t *testing.T) {
	list := func(t *testing.T, mirrored bool, rule func(c *caseFolder, f *excelize.File, v *excelize.DataValidation)) *caseFolder {
		c := drawnHere(t, mirrored, sixActions...)
		c.edit(c.troubled, func(f *excelize.File, sheet string) {
			v := excelize.NewDataValidation(true)
			v.Sqref = "E2:E100"
			rule(c, f, v)
			c.check(f.AddDataValidation(sheet, v))
		})
		c.ends(exitDone, "begin")
		return c
	}
	words := func(c *caseFolder, f *excelize.File) {
		_, err := f.NewSheet("Lists")
		c.check(err)
		for i, word := range []string{"Not started", "In progress", "Complete"} {
			c.check(f.SetCellStr("Lists", fmt.Sprint("A", i+1), word))
		}
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		t.Run("a range on another sheet", func(t *testing.T) {
			c := list(t, mirrored, func(c *caseFolder, f *excelize.File, v *excelize.DataValidation) {
				words(c, f)
				v.SetSqrefDropList("Lists!$A$1:$A$3")
			})
			c.types(c.other, "E2", "Completed")
			c.refusesInList("E2", "“Complete”", `"Complete"`, `\"Complete\"`)
		})
		t.Run("a defined name", func(t *testing.T) {
			c := list(t, mirrored, func(c *caseFolder, f *excelize.File, v *excelize.DataValidation) {
				words(c, f)
				c.check(f.SetDefinedName(&excelize.DefinedName{Name: "Statuses", RefersTo: "Lists!$A$1:$A$3"}))
				v.SetSqrefDropList("Statuses")
			})
			c.types(c.other, "E2", "In progres")
			c.refusesInList("E2", "“In progress”", `"In progress"`, `\"In progress\"`)
		})
		t.Run("a value the list has", func(t *testing.T) {
			c := list(t, mirrored, func(c *caseFolder, f *excelize.File, v *excelize.DataValidation) {
				c.check(v.SetDropList([]string{"Not started", "In progress", "Complete"}))
			})
			c.types(c.other, "E2", "Complete")
			if said := c.ends(exitDone, "preview"); strings.Contains(said, "list") {
				t.Errorf("the list has it, and preview says\n%s", said)
			}
			c.ends(exitDone, "apply")
			c.wants(c.troubled, "E2", "Complete")
		})
		t.Run("a rule of whole numbers", func(t *testing.T) {
			rows := slices.Clone(sixActions)
			rows[0] += "|Percent complete"
			for i := 1; i < len(rows); i++ {
				rows[i] += "|50"
			}
			c := drawnHere(t, mirrored, rows...)
			settings := strings.ReplaceAll(caseSettings, "share: [", "share: [percent, ")
			c.check(os.WriteFile("actionplan.yaml", []byte(settings), 0o644))
			c.edit(c.troubled, func(f *excelize.File, sheet string) {
				v := excelize.NewDataValidation(true)
				v.Sqref = "G2:G100"
				c.check(v.SetRange(0, 100, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
				c.check(f.AddDataValidation(sheet, v))
			})
			c.ends(exitDone, "begin")
			c.types(c.other, "G2", "most of it")
			said, code := c.runs("preview")
			c.words(said, "G2", "whole number")
			if _, applied := c.runs("apply"); applied != code {
				t.Errorf("preview ends with %d and apply with %d", code, applied)
			}
		})
	})
}

// --- 22: preview promises what apply refuses -------------------------------

// leavesAlone asks that preview says of a cell that a formula works it out,
// promises nothing for it, and that apply writes nothing and says the same.
func (c *caseFolder) leavesAlone(cell string) {
	c.t.Helper()
	before := c.bytes(c.troubled)
	c.words(c.ends(exitWaiting, "preview"), cell, "formula")
	if now, ok := c.listed(c.mine)[cell]; ok {
		c.t.Errorf("preview --json promises %q in %s", now, cell)
	}
	all, _ := c.json("preview")
	c.words(all, cell, "formula")
	c.words(c.ends(exitWaiting, "apply"), cell, "formula")
	if c.bytes(c.troubled) != before {
		c.t.Errorf("%s was written", c.troubled)
	}
}

func TestCase22SpilledCells(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "22-preview-promises-what-apply-refuses", mirrored)
		c.ends(exitDone, "begin")
		c.types(c.other, "I3", "Rota agreed with the union")
		c.words(c.ends(exitWaiting, "preview"), "A2", "Master") // where to type it instead
		c.leavesAlone("I3")
	})
}

func TestCase22MoreOfItsKind(t *testing.T) {
	for name, formula := range map[string]string{
		"an array formula of today":  `<f t="array" ref="F2:F7">Lists!A1:A6</f><v>Draft shared with heads</v>`,
		"an array of the old kind":   `<f t="array" ref="F2:F7">TRIM(H2:H7)</f><v>Draft shared with heads</v>`,
		"a data table":               `<f t="dataTable" ref="F2:F7" dt2D="0" dtr="0" r1="H1"/><v>Draft shared with heads</v>`,
		"one formula in the cell":    `<v/>`,
		"a formula shared downwards": `<f t="shared" ref="F2:F3" si="0">H2</f><v>Draft shared with heads</v>`,
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				switch name {
				case "one formula in the cell":
					c.cellXML(c.troubled, "F3", `t="str"`, `<f>H3</f><v>Rota drawn up</v>`)
				case "a formula shared downwards":
					c.cellXML(c.troubled, "F2", `t="str"`, formula)
					c.cellXML(c.troubled, "F3", `t="str"`, `<f t="shared" si="0"/><v>Rota drawn up</v>`)
				default:
					c.cellXML(c.troubled, "F2", `t="str"`, formula)
				}
				c.ends(exitDone, "begin")
				c.types(c.other, "F3", "Rota agreed with the union")
				c.leavesAlone("F3")
			})
		})
	}
}

// --- 23: a locked sheet -----------------------------------------------------

// writesLocked asks that preview says that the sheet is protected and will be
// written all the same, and that apply writes and leaves nothing to do by hand.
func (c *caseFolder) writesLocked(cell, text string) {
	c.t.Helper()
	c.words(c.ends(exitDone, "preview"), "protected", "its locked cells are written all the same")
	all, members := c.json("preview")
	c.words(all, "protected")
	if by := string(members["by_hand"]); strings.Contains(by, "protected") {
		c.t.Errorf("nothing is to be done by hand, and preview --json says so: %s", by)
	}
	said := c.ends(exitDone, "apply")
	if strings.Contains(said, "By hand") {
		c.t.Errorf("nothing is to be done by hand, and apply says\n%s", said)
	}
	c.wants(c.troubled, cell, text)
	if !strings.Contains(c.inZip(c.troubled, "xl/worksheets/sheet1.xml"), "<sheetProtection") {
		c.t.Error("the sheet is protected no longer")
	}
}

// inZip is a part of a workbook.
func (c *caseFolder) inZip(file, part string) string {
	c.t.Helper()
	r, err := zip.OpenReader(file)
	c.check(err)
	defer r.Close()
	in, err := r.Open(part)
	c.check(err)
	defer in.Close()
	var text bytes.Buffer
	_, err = text.ReadFrom(in)
	c.check(err)
	return text.String()
}

func TestCase23LockedSheet(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "23-a-locked-sheet", mirrored)
		c.ends(exitDone, "begin")
		c.types(c.other, "I2", "Published to all schools")
		c.writesLocked("I2", "Published to all schools")
	})
}

func TestCase23MoreOfItsKind(t *testing.T) {
	locked := func(t *testing.T, mirrored bool, o excelize.SheetProtectionOptions, unlocked ...string) *caseFolder {
		c := drawnHere(t, mirrored, sixActions...)
		c.edit(c.troubled, func(f *excelize.File, sheet string) {
			open, err := f.NewStyle(&excelize.Style{Protection: &excelize.Protection{Locked: false}})
			c.check(err)
			for _, cell := range unlocked {
				c.check(f.SetCellStyle(sheet, cell, cell, open))
			}
			c.check(f.ProtectSheet(sheet, &o))
		})
		c.ends(exitDone, "begin")
		return c
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		t.Run("without a password", func(t *testing.T) {
			c := locked(t, mirrored, excelize.SheetProtectionOptions{})
			c.types(c.other, "F2", "Published to all schools")
			c.writesLocked("F2", "Published to all schools")
		})
		t.Run("an unlocked cell", func(t *testing.T) {
			c := locked(t, mirrored, excelize.SheetProtectionOptions{Password: "secret"}, "F2")
			c.types(c.other, "F2", "Published to all schools")
			if said := c.ends(exitDone, "preview"); strings.Contains(said, "protected") {
				t.Errorf("the cell is not locked, and preview says\n%s", said)
			}
			c.ends(exitDone, "apply")
			c.wants(c.troubled, "F2", "Published to all schools")
		})
		t.Run("a locked cell beside unlocked ones", func(t *testing.T) {
			c := locked(t, mirrored, excelize.SheetProtectionOptions{Password: "secret"}, "F2", "F4", "F5")
			c.types(c.other, "F3", "Rota agreed with the union")
			c.writesLocked("F3", "Rota agreed with the union")
		})
	})
}

// --- 30: undo without refs --------------------------------------------------

func TestCase30UndoWithoutRefs(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "30-undo-without-refs", mirrored)
		for _, file := range []string{"plan.xlsx", "partner.xlsx"} { // as they were at begin
			c.types(file, "D2", "Complete")
			c.types(file, "D3", "Open")
			c.types(file, "D4", "Open")
		}
		c.ends(exitDone, "begin")
		before := c.all(c.troubled)
		c.types(c.other, "D3", "Complete")
		c.words(c.ends(exitDone, "preview"), "row 3", "Train all social workers")
		c.ends(exitDone, "apply")
		c.wants(c.troubled, "D3", "Complete")
		c.words(c.ends(exitDone, "undo"), "put back")
		c.wants(c.troubled, "D3", "Open")
		if cells := c.differing(c.troubled, before); len(cells) > 0 {
			t.Errorf("undo leaves other words than there were in %v", cells)
		}
		if listed := c.listed(c.mine); len(listed) != 1 || listed["D3"] != "Complete" {
			t.Errorf("after undo preview offers %v", listed)
		}
	})
}

// reflessActions is a plan of four actions without refs.
var reflessActions = []string{
	"Action|Lead|Due date|Status|Progress update",
	"Write the policy|A. Smith|01/05/2026|Open|",
	"Train all social workers|B. Jones|01/06/2026|Open|Half trained",
	"Hold a staff day|C. Brown|01/07/2026|Open|Hall booked",
	"Visit every home|D. Green|01/08/2026|Open|",
}

func TestCase30MoreOfItsKind(t *testing.T) {
	undoes := func(t *testing.T, c *caseFolder, before map[string]string) {
		t.Helper()
		c.ends(exitDone, "undo")
		if cells := c.differing(c.troubled, before); len(cells) > 0 {
			t.Errorf("undo leaves other words than there were in %v", cells)
		}
	}
	t.Run("two tables", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			rows := slices.Concat(reflessActions, []string{"", "", reflessActions[0]},
				[]string{"Open a drop-in|E. White|01/05/2026|Open|", "Ask young people|F. Black|01/06/2026|Open|", "Print a leaflet|G. Grey|01/07/2026|Open|"})
			c := drawnHere(t, mirrored, rows...)
			c.ends(exitDone, "begin")
			before := c.all(c.troubled)
			c.types(c.other, "D3", "Complete")
			c.types(c.other, "D10", "Complete")
			c.types(c.other, "E11", "Printed")
			c.ends(exitDone, "apply")
			if cells := c.differing(c.troubled, before); !slices.Equal(cells, []string{"D10", "D3", "E11"}) {
				t.Errorf("apply wrote %v", cells)
			}
			undoes(t, c, before)
		})
	})
	t.Run("filled cells and cleared ones", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, reflessActions...)
			c.ends(exitDone, "begin")
			before := c.all(c.troubled)
			c.types(c.other, "E2", "Written")
			c.types(c.other, "E4", "")
			c.types(c.other, "D5", "Complete")
			c.ends(exitDone, "apply", "--yes")
			c.wants(c.troubled, "E2", "Written")
			c.wants(c.troubled, "E4", "")
			undoes(t, c, before)
		})
	})
	t.Run("a row put in above", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, reflessActions...)
			c.ends(exitDone, "begin")
			c.types(c.other, "D3", "Complete")
			c.ends(exitDone, "apply")
			c.edit(c.troubled, func(f *excelize.File, sheet string) { c.check(f.InsertRows(sheet, 2, 1)) })
			c.types(c.troubled, "A2", "Something new")
			c.types(c.troubled, "D2", "Complete")
			before := c.all(c.troubled)
			said, code := c.runs("undo")
			now := c.all(c.troubled)
			switch {
			case now["D2"] != before["D2"] || now["D3"] != before["D3"] || now["D5"] != before["D5"]:
				t.Errorf("undo (%d) wrote in another row:\n%s", code, said)
			case code == exitDone && now["D4"] != "Open":
				t.Errorf("undo says it is done, and D4 says %q:\n%s", now["D4"], said)
			}
		})
	})
}

// --- 32: rows alike without refs --------------------------------------------

// crosses asks that just these cells of the troubled workbook come to say what
// they are to, in preview --json and once it is applied, and that undo puts
// them back.
func (c *caseFolder) crosses(cells map[string]string) {
	c.t.Helper()
	before := c.all(c.troubled)
	if listed := c.listed(c.mine); fmt.Sprint(listed) != fmt.Sprint(cells) {
		c.t.Errorf("preview --json lists %v, not %v", listed, cells)
	}
	c.ends(exitDone, "apply")
	for cell, text := range cells {
		c.wants(c.troubled, cell, text)
	}
	if changed := c.differing(c.troubled, before); len(changed) != len(cells) {
		c.t.Errorf("apply wrote %v, not %v", changed, cells)
	}
	c.ends(exitDone, "undo")
	if changed := c.differing(c.troubled, before); len(changed) > 0 {
		c.t.Errorf("undo leaves other words than there were in %v", changed)
	}
}

func TestCase32RowsAlike(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "32-refless-rows-alike", mirrored)
		for _, file := range []string{"plan.xlsx", "partner.xlsx"} { // as they were at begin
			c.types(file, "D4", "Open")
			c.types(file, "D5", "Open")
		}
		c.ends(exitDone, "begin")
		c.types(c.other, "D4", "Complete")
		c.types(c.other, "D5", "In progress")
		c.words(c.ends(exitDone, "preview"), "row 4", "row 5", "Review and update the policy")
		c.crosses(map[string]string{"D4": "Complete", "D5": "In progress"})
	})
}

// rowsAlike is a plan in which three rows have the same action text.
var rowsAlike = []string{
	"Action|Lead|Due date|Status",
	"Write the policy|X. Green|01/05/2026|Open",
	"Review the policy|A. Smith|01/07/2026|Open",
	"Review the policy|C. Brown|01/08/2026|Open",
	"Review the policy|E. White|01/09/2026|Open",
	"Hold a staff day|F. Black|01/10/2026|Open",
}

func TestCase32MoreOfItsKind(t *testing.T) {
	t.Run("three alike", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, rowsAlike...)
			c.ends(exitDone, "begin")
			c.types(c.other, "D3", "Complete")
			c.types(c.other, "D5", "In progress")
			c.crosses(map[string]string{"D3": "Complete", "D5": "In progress"})
		})
	})
	t.Run("in another order", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, rowsAlike...)
			c.ends(exitDone, "begin")
			for i, row := range []int{5, 3, 4} { // the other side has its rows sorted anew
				for col, text := range strings.Split(rowsAlike[row-1], "|") {
					name, err := excelize.CoordinatesToCellName(col+1, i+3)
					c.check(err)
					c.types(c.other, name, text)
				}
			}
			c.types(c.other, "D3", "Complete") // E. White's, which stands in row 5 here
			c.crosses(map[string]string{"D5": "Complete"})
		})
	})
	t.Run("one of them dropped", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, rowsAlike...)
			c.ends(exitDone, "begin")
			before := c.all(c.troubled)
			c.edit(c.other, func(f *excelize.File, sheet string) { c.check(f.RemoveRow(sheet, 4)) })
			c.types(c.other, "D4", "Complete") // E. White's, now a row further up
			said := c.ends(exitWaiting, "preview")
			c.words(said, "Review the policy", "row 4")
			all, _ := c.json("preview")
			c.words(all, "Review the policy")
			c.ends(exitWaiting, "apply")
			for _, cell := range c.differing(c.troubled, before) {
				if cell != "D5" {
					t.Errorf("a row was dropped on the other side, and %s says %q", cell, c.says(c.troubled, cell))
				}
			}
		})
	})
	t.Run("alike in all that is agreed", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			rows := slices.Clone(rowsAlike)
			rows[3], rows[4] = rows[2], rows[2]
			c := drawnHere(t, mirrored, rows...)
			c.ends(exitDone, "begin")
			before := c.all(c.troubled)
			c.types(c.other, "D4", "Complete")
			said, code := c.runs("preview")
			switch code {
			case exitDone: // told apart by their order
				c.crosses(map[string]string{"D4": "Complete"})
			case exitWaiting:
				c.words(said, "row 3", "row 4", "row 5", "Review the policy")
				all, _ := c.json("preview")
				c.words(all, "Review the policy", "row 4")
				if cells := c.differing(c.troubled, before); len(cells) > 0 {
					t.Errorf("rows cannot be told apart, and %v was written", cells)
				}
			default:
				t.Fatalf("preview ends with %d:\n%s", code, said)
			}
		})
	})
	t.Run("one more of them on one side", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			rows := slices.Clone(rowsAlike)
			rows[3], rows[4] = rows[2], rows[2]
			c := drawnHere(t, mirrored, rows...)
			c.ends(exitDone, "begin")
			before := c.bytes(c.troubled)
			for col, text := range strings.Split(rows[2], "|") {
				name, err := excelize.CoordinatesToCellName(col+1, 7)
				c.check(err)
				c.types(c.other, name, text)
			}
			c.types(c.other, "D4", "Complete")
			c.words(c.ends(exitWaiting, "preview"), "Review the policy", "row 4", "left alone")
			all, _ := c.json("preview")
			c.words(all, "Review the policy")
			c.ends(exitWaiting, "apply")
			if c.bytes(c.troubled) != before {
				t.Error("rows cannot be told apart, and something was written")
			}
		})
	})
}
