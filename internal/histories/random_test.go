package histories

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/internal/practice"
	"actionplan/internal/programtest"
	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// edit is one cell as somebody else's program is to write it.
type edit struct {
	cell  plan.Cell
	ref   plan.Ref
	field plan.Field
	kind  editKind
	text  string // words, with line breaks; a date as 2026-03-31; a number
}

type editKind int

const (
	editWords editKind = iota
	editBlank
	editDate
	editNumber
)

// means is the value the edit is to be read as, and whether that is settled
// by the edit alone.
func (e edit) means() (plan.Value, bool) {
	switch {
	case e.kind == editBlank && e.field != plan.FieldRAG: // a cell without words may still have its colour
		return plan.Blank, true
	case e.kind == editDate:
		return plan.Value{Kind: plan.KindDate, Text: e.text}, true
	case e.kind == editWords && !e.field.IsDate() && e.field != plan.FieldRAG:
		return plan.TextValue(e.text), true
	}
	return plan.Value{}, false
}

// triple is a base, which is the practice plan as both sides agreed it, and
// two copies edited since.
type triple struct {
	council *council
	name    string
	edits   map[reconcile.Side][]edit
	writer  map[reconcile.Side]string // who saved each side: LibreOffice or excelize
	edited  map[reconcile.Side]string // the copies before apply
	applied map[reconcile.Side]string // the copies after it, before anything was answered
	rows    rowWork                   // what partners did to their rows
	rng     *rand.Rand
	done    outcome
}

// rowWork is what was done to whole rows of one sheet, after its cells were
// edited.
type rowWork struct {
	sheet   string
	dropped int // the row taken out, 0 for none
	added   plan.Ref
}

// fields are those that are edited at random: all that the settings share
// but the refs, and one that is not shared.
var fields = []plan.Field{
	plan.FieldAction, plan.FieldOutcome, plan.FieldLead, plan.FieldPartner, plan.FieldDue, plan.FieldStatus, plan.FieldRAG,
	plan.FieldProgress, plan.FieldEvidence, plan.FieldClosed, plan.FieldLatest, plan.FieldMeasure,
}

var phrases = []string{
	"Head of Service", "Agreed at the board; papers to follow", "  spaces about it  ", "Café & crèche <under review>", "=SUM(A1:A9)",
	"+44 1632 960123", "'quoted'", "First line\nsecond line", "80% of 12", "1.10", "Ongoing", "TBC", "Not yet: \"see minute 4\"", "𝟙 symbol 😀",
	"31/3/26", "0042", "TRUE", "-", "#N/A", "A long account. " + strings.Repeat("The team met again and agreed what comes next. ", 12),
}

func somehow(f plan.Field, rng *rand.Rand) (editKind, string) {
	pick := func(texts ...string) string { return texts[rng.IntN(len(texts))] }
	switch roll := rng.IntN(10); {
	case roll == 0:
		return editBlank, ""
	case f.IsDate() && roll < 6:
		return editDate, fmt.Sprintf("2026-%02d-%02d", 1+rng.IntN(12), 1+rng.IntN(28))
	case f.IsDate():
		return editWords, pick("31/3/26", "30 June 2027", "14.2.2027", "Ongoing", "TBC", "March 2027", "see the minute")
	case f == plan.FieldRAG:
		return editWords, pick("Red", "amber", "GREEN", "Complete", "not rated")
	case f == plan.FieldStatus:
		return editWords, pick("Open", "Closed", "Complete", "In progress", "Not started")
	case f == plan.FieldLatest && roll < 6:
		return editNumber, strconv.Itoa(rng.IntN(500))
	}
	return editWords, pick(phrases...) + pick("", "", " ("+strconv.Itoa(rng.IntN(1000))+")")
}

// draw thinks of edits for both sides: some in cells of their own, some in
// the same cells, alike or not.
func (tr *triple) draw(plans map[reconcile.Side]plan.Plan, rng *rand.Rand) {
	tr.edits = map[reconcile.Side][]edit{}
	used := map[reconcile.Key]bool{}
	add := func(side reconcile.Side, ref plan.Ref, f plan.Field, kind editKind, text string) {
		for _, a := range plans[side].Actions {
			e, ok := a.Lookup(f)
			if a.Ref == ref && ok && e.Writable {
				tr.edits[side] = append(tr.edits[side], edit{e.Cell, ref, f, kind, text})
			}
		}
	}
	actions := plans[reconcile.Officer].Actions
	for range 4 + rng.IntN(12) {
		a := actions[rng.IntN(len(actions))]
		f := fields[rng.IntN(len(fields))]
		key := reconcile.Key{Ref: a.Ref, Field: f}
		if _, ok := a.Lookup(f); !ok || used[key] || a.Entry(f).Cell.Row != a.Row {
			continue
		}
		used[key] = true
		kind, text := somehow(f, rng)
		switch rng.IntN(6) {
		case 0, 1:
			add(reconcile.Officer, a.Ref, f, kind, text)
		case 2, 3:
			add(reconcile.Partner, a.Ref, f, kind, text)
		case 4:
			add(reconcile.Officer, a.Ref, f, kind, text)
			add(reconcile.Partner, a.Ref, f, kind, text)
		default:
			add(reconcile.Officer, a.Ref, f, kind, text)
			kind, text = somehow(f, rng)
			add(reconcile.Partner, a.Ref, f, kind, text)
		}
	}
}

// drawRows has partners drop an action, or type a new one under the last.
func (tr *triple) drawRows(partners plan.Plan, rng *rand.Rand) {
	table := partners.Tables[0]
	tr.rows.sheet = table.Sheet
	if rng.IntN(3) == 0 {
		tr.rows.dropped = table.First + rng.IntN(table.Last-table.First)
	}
	if rng.IntN(3) != 0 {
		return
	}
	tr.rows.added = "9.1"
	said := map[plan.Field]string{
		plan.FieldRef: "9.1", plan.FieldTheme: "Partnership and corporate parenting", plan.FieldAction: "Publish the family help offer", plan.FieldLead: "Partnership Manager",
		plan.FieldDue: "30 June 2027", plan.FieldStatus: "Not started", plan.FieldProgress: "Drafted\nand shared",
	}
	if rng.IntN(2) == 0 {
		delete(said, plan.FieldTheme) // then it takes that of the section it is put into
	}
	for _, c := range partners.TableColumns(table.Name) {
		if text := said[c.Field]; text != "" {
			cell := plan.Cell{Sheet: table.Sheet, Row: table.Last + 1, Column: c.Number}
			tr.edits[reconcile.Partner] = append(tr.edits[reconcile.Partner], edit{cell, "9.1", c.Field, editWords, text})
		}
	}
}

// byExcelize makes a side's edits with excelize.
func (e edit) byExcelize(book *excelize.File) error {
	at, err := excelize.CoordinatesToCellName(e.cell.Column, e.cell.Row)
	if err != nil {
		return err
	}
	switch e.kind {
	case editBlank:
		return book.SetCellValue(e.cell.Sheet, at, nil)
	case editDate:
		day, err := time.Parse(time.DateOnly, e.text)
		if err != nil {
			return err
		}
		style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			return err
		}
		if err := book.SetCellStyle(e.cell.Sheet, at, at, style); err != nil {
			return err
		}
		return book.SetCellValue(e.cell.Sheet, at, day)
	case editNumber:
		n, err := strconv.Atoi(e.text)
		if err != nil {
			return err
		}
		return book.SetCellInt(e.cell.Sheet, at, int64(n))
	}
	return book.SetCellStr(e.cell.Sheet, at, e.text)
}

func saveByExcelize(t *testing.T, path string, edits []edit, then rowWork) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, e := range edits {
		if err := e.byExcelize(book); err != nil {
			t.Fatalf("%s: %v", e.cell, err)
		}
	}
	if then.dropped > 0 {
		if err := book.RemoveRow(then.sheet, then.dropped); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestEditedByOtherPrograms edits both copies of the practice plan at random,
// each by LibreOffice or by excelize, applies, and asks LibreOffice what has
// changed. ACTIONPLAN_TEST_TRIPLES says how many triples are tried, and
// ACTIONPLAN_TEST_SEED from which number on.
func TestEditedByOtherPrograms(t *testing.T) {
	o := programtest.FindOffice(t)
	t.Parallel()
	first, n := number("ACTIONPLAN_TEST_SEED", 1), number("ACTIONPLAN_TEST_TRIPLES", 3)
	source := t.TempDir()
	if err := practice.WriteThen(source); err != nil {
		t.Fatal(err)
	}
	flat := o.Convert(t, "fods", filepath.Join(source, practice.OfficersFile), filepath.Join(source, practice.PartnersFile))
	figures := map[string]int{}
	const atOnce = 20
	for from := first; from < first+n; from += atOnce {
		var triples []*triple
		for seed := from; seed < min(from+atOnce, first+n); seed++ {
			triples = append(triples, newTriple(t, source, seed))
		}
		editAll(t, o, flat, triples)
		for _, tr := range triples {
			t.Run(tr.name, func(t *testing.T) { tr.try(t, figures) })
		}
		lookAtAll(t, o, triples, figures)
	}
	t.Logf("%d triples: %v", n, figures)
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func newTriple(t *testing.T, source string, seed int) *triple {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{practice.OfficersFile, practice.PartnersFile, practice.SettingsFile} {
		copyFile(t, filepath.Join(source, name), filepath.Join(folder, name))
	}
	s, err := settings.Load(filepath.Join(folder, practice.SettingsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, uint64(seed)))
	tr := &triple{
		name: fmt.Sprintf("%04d", seed),
		council: &council{
			paths:   map[reconcile.Side]string{reconcile.Officer: s.File.Plan, reconcile.Partner: s.File.Partner.Workbook},
			options: map[reconcile.Side]table.Options{reconcile.Officer: s.TableOptions(), reconcile.Partner: s.PartnerTableOptions()},
			rules:   s.Agreement(),
			ledger:  s.File.Ledger,
		},
		writer: map[reconcile.Side]string{},
		edited: map[reconcile.Side]string{}, applied: map[reconcile.Side]string{},
	}
	for i, side := range bothSides {
		tr.writer[side] = "LibreOffice"
		// The first triples have every pairing; the rest as they come.
		if seed <= 4 && (seed>>i)&1 == 0 || seed > 4 && rng.IntN(2) == 0 {
			tr.writer[side] = "excelize"
		}
		tr.edited[side] = filepath.Join(folder, fmt.Sprintf("%s-%s.xlsx", tr.name, side))
	}
	tr.council.begin(t)
	plans := map[reconcile.Side]plan.Plan{}
	for _, side := range bothSides {
		plans[side] = readBook(t, tr.council.paths[side], tr.council.options[side])
	}
	tr.draw(plans, rng)
	tr.drawRows(plans[reconcile.Partner], rng)
	tr.rng = rng
	return tr
}

// editAll has the edits of every triple made.
func editAll(t *testing.T, o programtest.Office, flat string, triples []*triple) {
	t.Helper()
	folder := t.TempDir()
	var files []string
	saved := map[string]string{} // by the file LibreOffice saves, where it goes
	for _, tr := range triples {
		for _, side := range bothSides {
			path, rows := tr.council.paths[side], rowWork{}
			if side == reconcile.Partner {
				rows = tr.rows
			}
			if tr.writer[side] == "excelize" {
				saveByExcelize(t, path, tr.edits[side], rows)
				copyFile(t, path, tr.edited[side])
				continue
			}
			stem := strings.TrimSuffix(filepath.Base(path), ".xlsx")
			file := filepath.Join(folder, tr.name+"-"+string(side)+".fods")
			copyFile(t, filepath.Join(flat, stem+".fods"), file)
			if err := editFlat(file, tr.edits[side], rows); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
			saved[tr.name+"-"+string(side)+".xlsx"] = path
		}
	}
	if len(files) == 0 {
		return
	}
	out := o.Convert(t, "xlsx", files...)
	for name, path := range saved {
		copyFile(t, filepath.Join(out, name), path)
		copyFile(t, filepath.Join(out, name), filepath.Join(filepath.Dir(path), name))
	}
}

// try applies, and holds what must be so.
func (tr *triple) try(t *testing.T, figures map[string]int) {
	c := tr.council
	tr.done = c.apply(t)
	for _, stop := range tr.done.before.settlement.Stops {
		t.Errorf("stopped: %s", stop.Message)
	}
	for _, side := range bothSides {
		tr.readAsMeant(t, side)
		figures[tr.writer[side]]++
		figures["edits"] += len(tr.edits[side])
		figures["cells written"] += len(tr.done.written[side])
		onlyTheseCells(t, tr.edited[side], c.paths[side], tr.done.written[side])
	}
	figures["questions"] += len(tr.done.after.settlement.Open)
	tr.editsCrossed(t)
	tr.restIsAsItWas(t)
	bothSayTheSame(t, tr.done, c.rules)
	c.againWritesNothing(t, tr.done)
	for _, side := range bothSides {
		tr.applied[side] = filepath.Join(filepath.Dir(tr.edited[side]), "applied-"+filepath.Base(tr.edited[side]))
		copyFile(t, c.paths[side], tr.applied[side])
	}
	tr.answer(t, figures)
	if t.Failed() {
		for _, side := range bothSides {
			for _, e := range tr.edits[side] {
				t.Logf("%s by %s: action %s, %s (%s): %d %.60q", side, tr.writer[side], e.ref, e.field, e.cell, e.kind, e.text)
			}
		}
	}
}

// answer answers every question, applies, and holds that what was answered is
// so on both sides and asked no more.
func (tr *triple) answer(t *testing.T, figures map[string]int) {
	t.Helper()
	c := tr.council
	taken := c.answerAll(t, tr.done.after.settlement.Open, tr.rng)
	done := c.apply(t)
	for _, d := range done.before.settlement.Lapsed {
		t.Errorf("the answer to %s (%s) has lapsed at once", d.Question, d.Take)
	}
	for _, q := range done.after.settlement.Open {
		if take, answered := taken[q.Key()]; answered {
			t.Errorf("%s was answered (%s) and is asked again: %s", q.Key(), take, q.Why)
		}
	}
	for _, side := range bothSides {
		figures["rows added"] += len(done.rows[side])
		figures["cells written by answers"] += len(done.written[side])
		for _, row := range done.rows[side] {
			if a := actionOf(done.after.plans[side], row.Ref); a.ID == "" {
				t.Errorf("%s: action %s is not there after it was added", side, row.Ref)
			}
		}
		if len(done.rows[side]) == 0 {
			onlyTheseCells(t, tr.applied[side], c.paths[side], done.written[side])
		}
	}
	figures["answers"] += len(taken)
	bothSayTheSame(t, done, c.rules)
	c.againWritesNothing(t, done)
}

func actionOf(p plan.Plan, ref plan.Ref) plan.Action {
	for _, a := range p.Actions {
		if a.Ref == ref {
			return a
		}
	}
	return plan.Action{}
}

// readAsMeant holds that what another program wrote is read as it was meant.
func (tr *triple) readAsMeant(t *testing.T, side reconcile.Side) {
	t.Helper()
	for _, e := range tr.edits[side] {
		want, sure := e.means()
		a := actionOf(tr.done.before.plans[side], e.ref)
		if a.ID == "" && side == reconcile.Partner && tr.rows.dropped > 0 {
			continue
		}
		got := a.Value(e.field)
		figure := want.Kind == plan.KindText && got.Kind != plan.KindText && got.Kind != plan.KindBlank // words that are a number, a date or an error
		inMonths := got.IsMonth() && got == want.AsMonth(e.field)                                       // a day typed where the cell shows months
		if sure && got != want && !figure && !inMonths {
			t.Errorf("%s (%s), action %s, %s is read as %q, want %q", side, tr.writer[side], e.ref, e.field, got, want)
		}
	}
}

// editsCrossed holds that each edit made on one side only, in a column that
// belongs to it or to either and stands alone, is on the other side too.
func (tr *triple) editsCrossed(t *testing.T) {
	t.Helper()
	edited := map[reconcile.Side]map[reconcile.Key]bool{}
	for _, side := range bothSides {
		edited[side] = map[reconcile.Key]bool{}
		for _, e := range tr.edits[side] {
			edited[side][reconcile.Key{Ref: e.ref, Field: e.field}] = true
		}
	}
	for _, side := range bothSides {
		for _, e := range tr.edits[side] {
			owner := tr.council.rules.Owners[e.field]
			mine := owner == "" || owner == reconcile.Either || (owner == reconcile.Officers) == (side == reconcile.Officer)
			alone := !edited[side.Other()][reconcile.Key{Ref: e.ref, Field: e.field}] && e.field != plan.FieldStatus && e.field != plan.FieldClosed
			mover := actionOf(tr.done.before.plans[side], e.ref)
			said := mover.Value(e.field)
			there, ok := actionOf(tr.done.after.plans[side.Other()], e.ref).Lookup(e.field)
			if mover.ID == "" || !mine || !alone || !ok || !tr.council.rules.Share[e.field] || said.Kind == plan.KindError {
				continue
			}
			if there.Value != said && !tr.asked(e) {
				t.Errorf("%s said of action %s, %s: %q; the other side says %q afterwards, and nobody is asked", side, e.ref, e.field, said, there.Value)
			}
			if there.Value != said && tr.asked(e) && there.Writable {
				t.Logf("held: action %s, %s: %s", e.ref, e.field, tr.why(e))
			}
		}
	}
}

func (tr *triple) why(e edit) string {
	for _, q := range tr.done.after.settlement.Open {
		for _, d := range q.Cells {
			if d.Ref == e.ref && d.Field == e.field {
				return q.Why
			}
		}
	}
	return ""
}

func (tr *triple) asked(e edit) bool { return tr.why(e) != "" }

// restIsAsItWas holds that no cell says anything new but those that were
// edited on either side.
func (tr *triple) restIsAsItWas(t *testing.T) {
	t.Helper()
	touched := map[reconcile.Key]bool{}
	for _, side := range bothSides {
		for _, e := range tr.edits[side] {
			for _, a := range tr.done.before.plans[side].Actions { // a merged cell is several actions'
				if a.Ref == e.ref || a.Entry(e.field).Cell == e.cell {
					touched[reconcile.Key{Ref: a.Ref, Field: e.field}] = true
				}
			}
		}
	}
	for _, side := range bothSides {
		for _, a := range tr.done.before.plans[side].Actions {
			now := actionOf(tr.done.after.plans[side], a.Ref)
			for f, e := range a.All() {
				if got := now.Value(f); got != e.Value && !touched[reconcile.Key{Ref: a.Ref, Field: f}] {
					t.Errorf("%s, action %s, %s said %q and says %q; nobody edited it", side, a.Ref, f, e.Value, got)
				}
			}
		}
	}
}

// lookAtAll asks LibreOffice what every cell of every workbook shows, before
// and after.
func lookAtAll(t *testing.T, o programtest.Office, triples []*triple, figures map[string]int) {
	t.Helper()
	folder := t.TempDir()
	var files []string
	name := func(tr *triple, side reconcile.Side, when string) string {
		return filepath.Join(folder, tr.name+string(side)+when+".xlsx")
	}
	for _, tr := range triples {
		for _, side := range bothSides {
			copyFile(t, tr.edited[side], name(tr, side, "before"))
			copyFile(t, tr.applied[side], name(tr, side, "after"))
			files = append(files, name(tr, side, "before"), name(tr, side, "after"))
		}
	}
	out := o.Convert(t, programtest.AsCSV, files...)
	for _, tr := range triples {
		t.Run(tr.name+" in LibreOffice", func(t *testing.T) {
			for _, side := range bothSides {
				before, after := readShown(t, out, name(tr, side, "before")), readShown(t, out, name(tr, side, "after"))
				figures["cells LibreOffice shows"] += len(after)
				tr.shownAsIntended(t, side, before, after)
			}
		})
	}
}

// shownAsIntended holds that LibreOffice shows what was written where it was
// written, and elsewhere what it showed before, but in formulas that look at
// what was written.
func (tr *triple) shownAsIntended(t *testing.T, side reconcile.Side, before, after shown) {
	t.Helper()
	var formulas map[plan.Cell]string
	written := map[plan.Cell]plan.Edit{}
	for _, e := range tr.done.written[side] {
		written[e.Was.Cell] = e
		if got := after[e.Was.Cell]; !showsValue(got, e.Now) {
			t.Errorf("%s, %s: LibreOffice shows %q, want %q", side, e.Was.Cell, got, e.Now.Shown())
		}
	}
	cells := map[plan.Cell]bool{}
	for c := range before {
		cells[c] = true
	}
	for c := range after {
		cells[c] = true
	}
	for c := range cells {
		if _, meant := written[c]; meant || before[c] == after[c] {
			continue
		}
		if formulas == nil {
			formulas = formulasOf(t, tr.applied[side])
		}
		if !looksAt(formulas, c, written, 0) {
			t.Errorf("%s, %s: LibreOffice showed %q and shows %q; nothing was to be written there (formula %q)", side, c, before[c], after[c], formulas[c])
		}
	}
}

// showsValue says whether a shown text is that of an entry.
func showsValue(text string, now plan.Entry) bool {
	if date, ok := now.Value.Date(); ok {
		read, isDate := plan.ReadDate(text, plan.DateHabit{}).Value.Date()
		return isDate && read == date || plan.Clean(text) == plan.Clean(now.Shown())
	}
	if now.Value.Kind == plan.KindNumber {
		return plan.NumberValue(strings.TrimSuffix(text, "%")) == now.Value || plan.NumberValue(text) == now.Value || plan.Clean(text) == plan.Clean(now.Shown())
	}
	if now.Value.Kind == plan.KindRating {
		return strings.EqualFold(plan.Clean(text), plan.Clean(now.Shown()))
	}
	return plan.Clean(text) == plan.Clean(now.Shown()) || now.Value.Kind == plan.KindBoolean && strings.EqualFold(text, now.Value.Text)
}

// formulasOf lists a workbook's formulas, as excelize finds them.
func formulasOf(t *testing.T, path string) map[plan.Cell]string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	all := map[plan.Cell]string{}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if f, _ := book.GetCellFormula(sheet, at); f != "" {
					all[plan.Cell{Sheet: sheet, Row: r + 1, Column: c + 1}] = f
				}
			}
		}
	}
	return all
}

var reference = regexp.MustCompile(`(?:(?:'([^']+)'|(\w+))!)?\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?`)

// looksAt says whether a cell's formula depends on a cell that was written.
func looksAt(formulas map[plan.Cell]string, c plan.Cell, written map[plan.Cell]plan.Edit, depth int) bool {
	formula := formulas[c]
	if formula == "" || depth > 8 {
		return false
	}
	for _, m := range reference.FindAllStringSubmatch(formula, -1) {
		sheet := c.Sheet
		if m[1]+m[2] != "" {
			sheet = m[1] + m[2]
		}
		area := func(column, row string) (int, int) {
			n, _ := strconv.Atoi(row)
			return plan.ColumnNumber(column), n
		}
		firstColumn, firstRow := area(m[3], m[4])
		lastColumn, lastRow := firstColumn, firstRow
		if m[5] != "" {
			lastColumn, lastRow = area(m[5], m[6])
		}
		within := func(at plan.Cell) bool {
			return at.Sheet == sheet && firstRow <= at.Row && at.Row <= lastRow && firstColumn <= at.Column && at.Column <= lastColumn
		}
		for at := range written {
			if within(at) {
				return true
			}
		}
		for at := range formulas {
			if within(at) && at != c && looksAt(formulas, at, written, depth+1) {
				return true
			}
		}
	}
	return false
}

func TestReferencesOfFormulas(t *testing.T) {
	at := func(sheet string, row, column int) plan.Cell {
		return plan.Cell{Sheet: sheet, Row: row, Column: column}
	}
	formulas := map[plan.Cell]string{at("A", 1, 1): "'B c'!$B$2*2", at("A", 1, 2): "SUM(A1:A3)", at("A", 1, 3): "TODAY()"}
	written := map[plan.Cell]plan.Edit{at("B c", 2, 2): {}}
	var got []bool
	for column := 1; column <= 3; column++ {
		got = append(got, looksAt(formulas, at("A", 1, column), written, 0))
	}
	if want := []bool{true, true, false}; !slices.Equal(got, want) {
		t.Errorf("the formulas look at what was written: %v, want %v", got, want)
	}
}
