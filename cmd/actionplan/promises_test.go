package main

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
)

// TestPromises holds preview, apply and undo to what they promise, for random
// plans with and without refs, random edits on both sides, cells that cannot be
// written, and answers given one way or the other: what preview lists, in words
// and in JSON, is exactly what apply changes, on a workbook and on a Google
// Sheet; and undo gives every cell back as it was, its kind, text, format and
// blank, but for rows that apply added; where none were, the ledger and preview
// say again all that they said before.
func TestPromises(t *testing.T) {
	for _, google := range []bool{false, true} {
		t.Run(map[bool]string{false: "workbook", true: "sheet"}[google], func(t *testing.T) {
			wrote, refused, cleared, added, undone := 0, 0, 0, 0, 0
			rapid.Check(t, func(rt *rapid.T) {
				p := newPromise(t, rt, google)
				defer p.close()
				p.moveOn()
				p.answerSome()
				p.hold()
				wrote, refused, cleared, added, undone = wrote+p.wrote, refused+p.refused, cleared+p.cleared, added+p.added, undone+p.undone
			})
			t.Logf("%d cells were written, %d refused, %d cleared, %d in new rows", wrote, refused, cleared, added)
			if tame := wrote == 0 || refused == 0 || cleared == 0 || undone == 0; tame && !testing.Short() {
				t.Error("the plans were too tame to show anything")
			}
		})
	}
}

// promise is one plan on both sides.
type promise struct {
	t      *testing.T
	rt     *rapid.T
	dir    string
	refs   bool
	server *sheetstest.Server // nil where the partners' copy is a workbook
	web    *httptest.Server
	rows   int
	// spilled says that progress is worked out by one formula for all rows, in
	// the officers' workbook.
	spilled bool

	wrote, refused, cleared, added, undone int
}

// The columns of the plan. Without refs the first is left blank.
var promiseColumns = []string{"Ref", "Action", "Lead", "Due date", "Status", "RAG", "Progress", "Evidence", "% complete"}

const promiseSheet = "Shared"

func newPromise(t *testing.T, rt *rapid.T, google bool) *promise {
	p := &promise{t: t, rt: rt, refs: rapid.Bool().Draw(rt, "refs"), rows: rapid.IntRange(3, 7).Draw(rt, "rows")}
	dir, err := os.MkdirTemp(t.TempDir(), "promise")
	p.must(err)
	p.dir = dir
	p.spilled = !google && rapid.Bool().Draw(rt, "spilled")
	cells := [][]any{{}}
	for c, heading := range promiseColumns {
		if c == 0 && !p.refs {
			heading = ""
		}
		cells[0] = append(cells[0], heading)
	}
	for i := range p.rows {
		ref := ""
		if p.refs {
			ref = fmt.Sprintf("%d.%d", 1+i/3, 1+i%3)
		}
		row := []any{ref, fmt.Sprintf("Do the thing called %c with everybody concerned", 'A'+i)}
		for c := 2; c < len(promiseColumns); c++ {
			row = append(row, p.value(c, "then"))
		}
		cells = append(cells, row)
	}
	if p.spilled && cells[1][6] == nil {
		cells[1][6] = "Begun" // a formula that nobody has worked out stops the run
	}
	p.drawBook("plan.xlsx", cells, rapid.Bool().Draw(rt, "plan protected"))
	settings := "title: Plan\nplan: plan.xlsx\npartner: {workbook: theirs.xlsx}\n"
	if google {
		settings = fmt.Sprintf("title: Plan\nplan: plan.xlsx\npartner: {sheet: %q}\n", storyAddress)
		p.serve(cells)
	} else {
		p.drawBook("theirs.xlsx", cells, rapid.Bool().Draw(rt, "theirs protected"))
	}
	if rapid.Bool().Draw(rt, "owned") {
		settings += "owners:\n  - {field: lead, owner: officers}\n  - {field: progress, owner: partners}\n"
	}
	p.must(os.WriteFile(p.path("actionplan.yaml"), []byte(settings), 0o600))
	if code, out := p.run("begin"); code != exitDone {
		rt.Fatalf("begin ended with %d: %s", code, out)
	}
	return p
}

func (p *promise) path(name string) string { return filepath.Join(p.dir, name) }

func (p *promise) must(err error) {
	p.rt.Helper()
	if err != nil {
		p.rt.Fatal(err)
	}
}

func (p *promise) close() {
	if p.web != nil {
		p.web.Close()
	}
}

// value is something for a column; nil is a blank.
func (p *promise) value(c int, when string) any {
	if rapid.IntRange(0, 4).Draw(p.rt, "blank") == 0 {
		return nil
	}
	n := rapid.IntRange(1, 28).Draw(p.rt, promiseColumns[c])
	day := time.Date(2026, 5, n, 0, 0, 0, 0, time.UTC)
	switch promiseColumns[c] {
	case "Due date":
		switch n % 4 {
		case 0:
			return day.Format("2 January 2006")
		case 1:
			return day.Format("2/1/06")
		}
		return day
	case "Status":
		return []string{"Open", "Complete", "In progress", "Done"}[n%4]
	case "RAG":
		return []string{"Red", "Amber", "Green"}[n%3]
	case "% complete":
		if n%3 == 0 {
			return fmt.Sprintf("%d%%", n)
		}
		return float64(n)
	}
	if n == 20 || n == 21 {
		return map[int]string{20: "007", 21: "12.50"}[n] // a number that is a text
	}
	return []string{"", "=1+1 is no formula, ", "A <b> & c: ", "'quoted' and ", "+44 or ", "@home "}[n%6] + fmt.Sprintf("%s %s %d", promiseColumns[c], when, n)
}

func cellName(c, r int) string { return plan.ColumnLetters(c+1) + strconv.Itoa(r+1) }

func (p *promise) drawBook(name string, rows [][]any, protected bool) {
	f := excelize.NewFile()
	defer f.Close()
	p.must(f.SetSheetName("Sheet1", promiseSheet))
	days, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr(rapid.SampledFrom([]string{"dd/mm/yyyy", "d mmm yy", "dddd, d mmmm yyyy"}).Draw(p.rt, "days"))})
	p.must(err)
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	p.must(err)
	red, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}}) //nolint:misspell // the library's word
	p.must(err)
	for r, row := range rows {
		for c, v := range row {
			at := cellName(c, r)
			style := 0
			if r > 0 {
				looks := []int{0, 0, 0, bold, red}
				switch {
				case c <= 1:
					looks = looks[:1] // rows that look otherwise than most may be headings
				case promiseColumns[c] == "Status":
					looks = looks[:4] // beside the ratings the colour of a whole row is none
				}
				style = rapid.SampledFrom(looks).Draw(p.rt, "style")
			}
			if _, ok := v.(time.Time); ok {
				style = days
			}
			if style != 0 {
				p.must(f.SetCellStyle(promiseSheet, at, at, style))
			}
			switch v := v.(type) {
			case nil:
			case string:
				if v != "" {
					p.must(f.SetCellStr(promiseSheet, at, v))
				}
			default:
				p.must(f.SetCellValue(promiseSheet, at, v))
			}
			if text, ok := v.(string); ok && r > 0 && promiseColumns[c] == "Evidence" && rapid.IntRange(0, 2).Draw(p.rt, "formula") == 0 {
				p.must(f.SetCellFormula(promiseSheet, at, `"`+strings.ReplaceAll(text, `"`, ``)+`"`))
			}
		}
	}
	if name == "plan.xlsx" && p.spilled {
		ref, kind := fmt.Sprintf("G2:G%d", len(rows)), excelize.STCellFormulaTypeArray
		p.must(f.SetCellFormula(promiseSheet, "G2", "J2:J20", excelize.FormulaOpts{Ref: &ref, Type: &kind}))
	}
	if rapid.Bool().Draw(p.rt, "note") {
		p.must(f.AddComment(promiseSheet, excelize.Comment{Cell: "C2", Author: "A", Text: "Ask about this"}))
	}
	if protected {
		p.must(f.ProtectSheet(promiseSheet, &excelize.SheetProtectionOptions{Password: "x", SelectLockedCells: true}))
	}
	p.must(f.SaveAs(p.path(name)))
}

func (p *promise) serve(rows [][]any) {
	p.server = sheetstest.New(sheetstest.Options{Complain: func(what string) { p.rt.Error(what) }, ReadsPerMinute: -1, WritesPerMinute: -1})
	pattern := rapid.SampledFrom([]string{"dd/mm/yyyy", "d mmm yy", "dddd, d mmmm yyyy", "yyyy-mm-dd"}).Draw(p.rt, "days")
	var cells [][]any
	for _, row := range rows {
		var line []any
		for _, v := range row {
			if day, ok := v.(time.Time); ok {
				v = sheetstest.Date{Day: day, Pattern: pattern}
			}
			line = append(line, v)
		}
		cells = append(cells, line)
	}
	p.server.Add(sheetstest.Book{ID: storySheet, Title: "Partners' plan", Locale: "en_GB", Tabs: []sheetstest.Tab{{ID: storyTab, Title: promiseSheet, Rows: cells}}})
	if rapid.Bool().Draw(p.rt, "column protected") {
		p.server.Do(storySheet, sheetstest.Protect(promiseSheet+"!G1:G20", "improvement.team@council.example"))
	}
	p.web = httptest.NewServer(p.server)
	p.must(os.Setenv("ACTIONPLAN_SHEETS_ENDPOINT", p.web.URL+"/"))
	p.must(os.Setenv("ACTIONPLAN_SHEETS_TOKEN", "service"))
}

// run runs a command as a program would.
func (p *promise) run(args ...string) (code int, out string) {
	p.rt.Helper()
	d := desktop{dir: p.dir}
	var stdout, stderr strings.Builder
	code = run(p.rt.Context(), append(args, "--config", d.path("actionplan.yaml"), "--today", "2026-03-02"), strings.NewReader(""), &stdout, &stderr)
	return code, stdout.String() + stderr.String()
}

// moveOn has both sides type, into what they may.
func (p *promise) moveOn() {
	for range rapid.IntRange(1, 8).Draw(p.rt, "edits") {
		side := rapid.SampledFrom([]string{"plan.xlsx", "theirs.xlsx"}).Draw(p.rt, "side")
		c := rapid.SampledFrom([]int{2, 3, 4, 5, 6, 6, 6, 6, 7, 8}).Draw(p.rt, "column")
		at := cellName(c, rapid.IntRange(1, p.rows).Draw(p.rt, "row"))
		v := p.value(c, "now")
		if side == "theirs.xlsx" && p.server != nil {
			if day, ok := v.(time.Time); ok {
				v = sheetstest.Date{Day: day, Pattern: "dd/mm/yyyy"}
			}
			p.server.Do(storySheet, sheetstest.EditCell(promiseSheet+"!"+at, v))
			continue
		}
		p.inBook(side, func(f *excelize.File) {
			if formula, err := f.GetCellFormula(promiseSheet, at); err == nil && formula != "" {
				return // nobody types over it
			}
			if p.spilled && side == "plan.xlsx" && strings.HasPrefix(at, "G") {
				return
			}
			p.must(f.SetCellValue(promiseSheet, at, v))
		})
	}
	if p.refs && p.server == nil && rapid.Bool().Draw(p.rt, "a new row") {
		p.inBook("theirs.xlsx", func(f *excelize.File) {
			p.must(f.SetCellStr(promiseSheet, cellName(0, p.rows+1), "9.9"))
			p.must(f.SetCellStr(promiseSheet, cellName(1, p.rows+1), "Do what nobody thought of before"))
			p.must(f.SetCellStr(promiseSheet, cellName(2, p.rows+1), "Head of Service"))
		})
	}
}

func (p *promise) inBook(name string, do func(*excelize.File)) {
	f, err := excelize.OpenFile(p.path(name))
	p.must(err)
	defer f.Close()
	do(f)
	p.must(f.Save())
}

// answerSome answers some of the questions: by the command, and in the file
// that they are asked in.
func (p *promise) answerSome() {
	var before jsonPreview
	p.json(&before, "preview")
	if code, out := p.run("preview"); code != exitDone && code != exitWaiting {
		p.rt.Fatalf("preview ended with %d: %s", code, out)
	}
	inFile := rapid.Bool().Draw(p.rt, "in the file")
	seen := map[string]bool{}
	for _, q := range before.Questions {
		key := string(q.Ref) + " " + string(q.Field)
		answer := map[string]string{"conflict": "officer", "proposal": "refuse", "row": "add"}[q.Kind]
		if answer == "" || seen[key] || rapid.Bool().Draw(p.rt, "left open") {
			continue
		}
		seen[key] = true
		if inFile && p.refs && q.Kind != "row" {
			words := map[string]string{"officer": "Officers", "refuse": "Refuse"}[answer]
			_ = fillIn(p.path("Decisions.xlsx"), string(q.Ref), map[string]string{"Answer": words, "Your name": "Director", "Reason": "the board said so"})
			continue
		}
		args := []string{"decide", string(q.Ref)}
		if q.Kind != "row" {
			args = append(args, string(q.Field))
		}
		p.run(append(args, answer, "--by", "Director", "--why", "the board said so")...)
	}
}

func (p *promise) json(into any, args ...string) int {
	p.rt.Helper()
	d := desktop{T: p.t, dir: p.dir}
	code, out, said := d.typed("", append(args, "--json", "--today", "2026-03-02")...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		p.rt.Fatalf("%v ended with %d and printed no JSON: %v\n%s%s", args, code, err, out, said)
	}
	return code
}

// stands is a cell just as it stands: its kind, its text and its format.
func (p *promise) stands() map[string]string {
	cells := map[string]string{}
	book := func(name string) {
		p.inBookUnsaved(name, func(f *excelize.File) {
			for r := range p.rows + 4 {
				for c := range len(promiseColumns) + 2 {
					at := cellName(c, r)
					kind, err := f.GetCellType(promiseSheet, at)
					p.must(err)
					if kind == excelize.CellTypeInlineString {
						kind = excelize.CellTypeSharedString
					}
					raw, err := f.GetCellValue(promiseSheet, at, excelize.Options{RawCellValue: true})
					p.must(err)
					style, err := f.GetCellStyle(promiseSheet, at)
					p.must(err)
					formula, err := f.GetCellFormula(promiseSheet, at)
					p.must(err)
					cells[name+" "+promiseSheet+"!"+at] = fmt.Sprintf("kind %d, text %q, format %d, formula %q", kind, raw, style, formula)
				}
			}
		})
	}
	book("plan.xlsx")
	if p.server == nil {
		book("theirs.xlsx")
		return cells
	}
	for r := range p.rows + 4 {
		for c := range len(promiseColumns) + 2 {
			at := promiseSheet + "!" + cellName(c, r)
			cells["theirs.xlsx "+at] = fmt.Sprintf("%+v", p.server.Cell(storySheet, at))
		}
	}
	return cells
}

// holdToWords holds what preview said that each cell will say, in words and in
// JSON, to what the cell shows once apply has written it.
func (p *promise) holdToWords(words string, will jsonPreview) {
	for name, edits := range map[string][]jsonEdit{"plan.xlsx": will.OfficerEdits, "theirs.xlsx": will.PartnerEdits} {
		shows := p.shows(name)
		for _, e := range edits {
			switch got := shows[e.Cell]; {
			case got != e.Now && (e.Field != plan.FieldRAG || !strings.EqualFold(got, e.Now)):
				p.rt.Errorf("preview says that %s in %s will say %q, and it shows %q", e.Cell, name, e.Now, got)
			case e.Now != "" && len(e.Was) < 30 && !strings.Contains(words, "→ "+inQuotes(e.Now, widest)):
				p.rt.Errorf("preview does not say in words that %s in %s will say %q:\n%s", e.Cell, name, e.Now, words)
			}
		}
	}
	for name, adds := range map[string][]jsonAdded{"plan.xlsx": will.OfficerAdds, "theirs.xlsx": will.PartnerAdds} {
		shows := p.shows(name)
		for _, a := range adds {
			if got := shows[a.Cell]; got != a.Now {
				p.rt.Errorf("preview says that the new cell %s in %s will say %q, and it shows %q", a.Cell, name, a.Now, got)
			}
		}
	}
}

// shows are the cells of a side as somebody sees them who opens it; a rating
// that is a colour alone, by its word.
func (p *promise) shows(name string) map[string]string {
	cells := map[string]string{}
	if name == "theirs.xlsx" && p.server != nil {
		for r := range p.rows + 4 {
			for c := range promiseColumns {
				at := promiseSheet + "!" + cellName(c, r)
				cells[at] = p.server.Cell(storySheet, at).Shown
			}
		}
		return cells
	}
	var read struct {
		Actions []struct {
			Values map[string]struct{ Typed, Text, Cell string }
		}
	}
	p.json(&read, "read", p.path(name))
	for _, a := range read.Actions {
		for _, v := range a.Values {
			if cells[v.Cell] = v.Typed; v.Typed == "" {
				cells[v.Cell] = v.Text
			}
		}
	}
	return cells
}

func (p *promise) inBookUnsaved(name string, do func(*excelize.File)) {
	f, err := excelize.OpenFile(p.path(name))
	p.must(err)
	defer f.Close()
	do(f)
}

var besidesCells = regexp.MustCompile(`(?m)^Besides, .*\n|(No other cell's|Nothing else will be) .*$`)

// settledWords is what preview says of the plan: what it says of answers that
// came back in a file, of the file to answer in, and of what is written besides the
// cells (a mark to work formulas out anew is there already) is left out.
func settledWords(said string) string {
	said = besidesCells.ReplaceAllString(cameBack.ReplaceAllString(said, ""), "")
	before, _, _ := strings.Cut(said, "\nNothing has been written to either side.")
	return before
}

// differing are the cells that are not as they were.
func differing(before, after map[string]string) []string {
	list := []string{}
	for at, was := range before {
		if after[at] != was {
			list = append(list, at)
		}
	}
	slices.Sort(list)
	return list
}

// inWords is how preview counts in words what it lists in JSON.
func (j jsonPreview) inWords() string {
	if len(j.OfficerAdds)+len(j.PartnerAdds) == 0 {
		return fmt.Sprintf("\n%s will change in Excel, %d in the partners' copy.", counted(len(j.OfficerEdits), "cell"), len(j.PartnerEdits))
	}
	amount := func(edits []jsonEdit, adds []jsonAdded) string {
		switch {
		case len(adds) == 0:
			return counted(len(edits), "cell")
		case len(edits) == 0:
			return fmt.Sprintf("1 new action (%s)", counted(len(adds), "cell"))
		}
		return fmt.Sprintf("%s and 1 new action (%s)", counted(len(edits), "cell"), counted(len(adds), "cell"))
	}
	return fmt.Sprintf("\nExcel will get %s, the partners' copy %s.", amount(j.OfficerEdits, j.OfficerAdds), amount(j.PartnerEdits, j.PartnerAdds))
}

// hold previews, applies and undoes, and holds each to its word.
func (p *promise) hold() {
	rt := p.rt
	before := p.stands()
	var will jsonPreview
	p.json(&will, "preview")
	_, words := p.run("preview")
	listed, fresh := []string{}, []string{}
	for _, e := range will.OfficerEdits {
		listed = append(listed, "plan.xlsx "+e.Cell)
	}
	for _, e := range will.PartnerEdits {
		listed = append(listed, "theirs.xlsx "+e.Cell)
	}
	for _, e := range append(slices.Clone(will.OfficerEdits), will.PartnerEdits...) {
		if !strings.Contains(words, e.Name) || !strings.Contains(words, e.Field.Label()) {
			rt.Errorf("preview does not list %s of %q in words:\n%s", e.Field, e.Name, words)
		}
		if e.Clears {
			p.cleared++
		}
	}
	for _, a := range will.OfficerAdds {
		fresh = append(fresh, "plan.xlsx "+a.Cell)
	}
	for _, a := range will.PartnerAdds {
		fresh = append(fresh, "theirs.xlsx "+a.Cell)
	}
	p.wrote, p.refused, p.added = len(listed), len(will.LeftAlone), len(fresh)
	for _, q := range will.Questions {
		if strings.Contains(q.Why, "formula") {
			p.refused++
		}
	}
	if counts := will.inWords(); len(listed)+len(fresh) > 0 && !strings.Contains(words, counts) {
		rt.Errorf("in words preview does not count %q:\n%s", counts, words)
	}
	for _, l := range will.LeftAlone {
		if !strings.Contains(words, l.Why) {
			rt.Errorf("in words preview does not say why %s is left alone: %q", l.Cell, l.Why)
		}
	}
	if between := p.stands(); len(differing(before, between)) > 0 {
		rt.Fatalf("preview changed %v", differing(before, between))
	}
	desk := desktop{T: p.t, dir: p.dir}
	agreed, columns, memory := desk.ledgerSays()
	_, list := p.run("apply", "--list")
	for _, at := range append(slices.Clone(listed), fresh...) {
		if _, cell, _ := strings.Cut(at, " "); !strings.Contains(list, cell+"  ") {
			rt.Errorf("apply --list does not name %s:\n%s", cell, list)
		}
	}

	var did jsonApplied
	if code := p.json(&did, "apply", "--yes"); code != exitDone && code != exitWaiting {
		rt.Fatalf("apply ended with %d: %+v", code, did)
	}
	applied := p.stands()
	want := append(slices.Clone(listed), fresh...)
	slices.Sort(want)
	got := differing(before, applied)
	if len(fresh) > 0 { // a new row looks like the one above it, also where it says nothing
		got = slices.DeleteFunc(got, func(at string) bool {
			return strings.HasSuffix(at, strconv.Itoa(p.rows+2)) && strings.Contains(applied[at], `text ""`)
		})
	}
	if !slices.Equal(got, slices.Compact(want)) {
		rt.Fatalf("preview listed %v\nand apply changed %v", want, got)
	}
	if did.OfficerCells != len(will.OfficerEdits) || did.PartnerCells != len(will.PartnerEdits) ||
		did.OfficerAdded.Cells != len(will.OfficerAdds) || did.PartnerAdded.Cells != len(will.PartnerAdds) || did.AsIntended != len(listed)+len(fresh) {
		rt.Errorf("preview listed %d and %d cells, %d and %d of new actions; apply counts %+v", len(will.OfficerEdits), len(will.PartnerEdits), len(will.OfficerAdds), len(will.PartnerAdds), did)
	}
	if len(did.LeftAlone) != len(will.LeftAlone) {
		rt.Errorf("preview left %d alone, apply %d", len(will.LeftAlone), len(did.LeftAlone))
	}
	for i, l := range will.LeftAlone {
		if i < len(did.LeftAlone) && did.LeftAlone[i] != l.Words {
			rt.Errorf("preview says %q, apply %q", l.Words, did.LeftAlone[i])
		}
	}
	p.holdToWords(words, will)
	if len(listed)+len(fresh) == 0 {
		return
	}

	var undone jsonUndone
	code := p.json(&undone, "undo")
	if code == exitWaiting { // what stands there now looks like a sort, or a loss: nothing is put back until a person says so
		if moved := differing(applied, p.stands()); len(moved) > 0 {
			rt.Fatalf("undo put nothing back, and changed %v", moved)
		}
		_, why := p.run("undo")
		rt.Logf("undo stopped: %s", why)
		undone = jsonUndone{}
		code = p.json(&undone, "undo", "--despite-stop")
	}
	if code != exitDone {
		rt.Fatalf("undo ended with %d: %+v", code, undone)
	}
	after := p.stands()
	for _, at := range differing(before, after) {
		stays := len(fresh) > 0 && (strings.HasSuffix(at, strconv.Itoa(p.rows+2)) || strings.Contains(at, "!A"))
		if !stays {
			rt.Errorf("after undo %s stands as %s\nbefore apply as      %s\nafter apply as       %s\n%s", at, after[at], before[at], applied[at], gocmp.Diff(before[at], after[at]))
		}
	}
	if len(undone.LeftAlone) > 0 {
		rt.Errorf("undo left alone %+v", undone.LeftAlone)
	}
	if len(fresh) > 0 {
		return // what was added stays, and the ledger knows it
	}
	p.undone++
	agreedNow, columnsNow, memoryNow := desk.ledgerSays()
	if diff := gocmp.Diff(agreed, agreedNow) + gocmp.Diff(columns, columnsNow); diff != "" {
		rt.Errorf("the base after undo (-before apply +after undo):\n%s", diff)
	}
	var willAgain jsonPreview
	p.json(&willAgain, "preview")
	if len(will.Answers.Taken) > 0 { // they came back in a file, and are in the ledger by now
		memory.Decisions, memoryNow.Decisions = nil, nil
	}
	will.Answers, willAgain.Answers = jsonAnswers{}, jsonAnswers{}
	will.Besides, willAgain.Besides = nil, nil // a mark to work formulas out anew is there already
	if diff := gocmp.Diff(memory, memoryNow); diff != "" {
		rt.Errorf("the memory after undo (-before apply +after undo):\n%s", diff)
	}
	if diff := gocmp.Diff(will, willAgain); diff != "" {
		rt.Errorf("preview after undo (-before apply +after undo):\n%s", diff)
	}
	_, wordsNow := p.run("preview")
	if diff := gocmp.Diff(settledWords(words), settledWords(wordsNow)); diff != "" {
		rt.Errorf("preview in words after undo (-before apply +after undo):\n%s", diff)
	}
}
