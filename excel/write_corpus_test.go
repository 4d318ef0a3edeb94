package excel

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// unwritable is the workbooks of the corpus that are read and not written,
// and why. Those that are not even read are named in refused.
var unwritable = map[string]string{
	"poi__hello-world-signed.xlsx": "is signed",
}

// notTried is single writes into workbooks of the corpus that are refused,
// and why.
var notTried = map[string]string{
	"poi__poc-shared-strings.xlsx under the last row": "rows do not come in order", // it has a row 0 at its end
	"mitre-saf-poam-rhel8.xlsm under the last row":    "worked out by a formula",   // one without a result
}

// thorough says whether every write is to be tried by itself, and every
// program asked to read the outcome: that takes minutes.
var thorough = os.Getenv("ACTIONPLAN_THOROUGH") != ""

// attempt is one write to try on a workbook.
type attempt struct {
	name string
	cell plan.Cell
	was  plan.Entry
	now  plan.Entry
}

func (a attempt) edit() plan.Edit {
	was := a.was
	was.Cell = a.cell
	return plan.Edit{Field: "x:test", Was: was, Now: a.now}
}

// contents are what is written in place of texts.
func contents() []attempt {
	return []attempt{
		{name: "words", now: words(" =new\n<&> _x000D_ \"£€😀\" ")},
		{name: "clear", now: blank},
		{name: "date", now: dated("2026-03-31")},
		{name: "number", now: numbered("0.1")},
		{name: "boolean", now: plan.Entry{Value: plan.BooleanValue(true), Typed: "TRUE"}},
		{name: "formula", now: words("=SUM(A1:A9)")},
		{name: "telephone", now: words("+44 20 7946 0000")},
		{name: "lines", now: words("Begun.\r\nHalf done.\n\n\tDone.\n")},
		{name: "long", now: words(strings.Repeat("é<&", 10_922) + "z")}, // 32,767 characters
		{name: "leading nought", now: words("007")},
	}
}

// original is a workbook of the corpus, taken apart once.
type original struct {
	name   string
	from   string // its path in the corpus
	data   []byte
	path   string // a copy to work on
	opened *opened
	cells  []map[place]table.Cell // of each grid
	forms  map[string]sheetForm   // by part
	theirs map[string]map[place]string
}

func newOriginal(t *testing.T, path string) *original {
	t.Helper()
	return originalOf(t, path, read(t, path))
}

func originalOf(t *testing.T, path string, data []byte) *original {
	t.Helper()
	o, err := readAll(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	b := &original{name: filepath.Base(path), from: path, data: data, path: onDisk(t, data), opened: o, forms: map[string]sheetForm{}, theirs: map[string]map[place]string{}}
	for _, g := range o.book.grids {
		b.cells = append(b.cells, gridCells(g))
	}
	return b
}

// form is a sheet's part as it was.
func (b *original) form(t *testing.T, part string) sheetForm {
	t.Helper()
	if known, ok := b.forms[part]; ok {
		return known
	}
	b.forms[part] = formOf(t, partOf(t, b.data, b.entry(part)))
	return b.forms[part]
}

// entry is the name of a part's entry as the zip file has it.
func (b *original) entry(part string) string { return b.opened.pkg.Entry(part).Name }

// size is how large the workbook's parts are in all.
func (b *original) size() (size uint64) {
	for _, f := range b.opened.pkg.Entries {
		size += f.UncompressedSize64
	}
	return size
}

// sheetPart is the part of a sheet.
func (b *original) sheetPart(sheet string) string {
	for _, s := range b.opened.workbook.Sheets {
		if s.Name == sheet {
			return s.Part
		}
	}
	return ""
}

// attempts chooses cells: of words, in every sheet; and in the largest sheet
// also one that is blank with a format, one past its row's end, one under the
// last row.
func (b *original) attempts(t *testing.T) (texts, blanks []attempt) {
	t.Helper()
	largest := 0
	for i := range b.cells {
		if len(b.cells[i]) > len(b.cells[largest]) {
			largest = i
		}
	}
	for i := range b.opened.book.grids {
		few := 2
		if i == largest {
			few = len(contents())
		}
		texts = append(texts, b.texts(t, i, few)...)
	}
	return texts, b.blanks(t, largest)
}

// free says whether a cell of a sheet may be written to as far as merges, tables
// and edges go.
func (b *original) free(t *testing.T, g *table.Grid) func(row, column int) bool {
	t.Helper()
	objects, err := readObjects(b.opened.pkg, b.sheetPart(g.Sheet))
	if err != nil {
		t.Fatal(err)
	}
	merged := map[int][]table.Range{}
	for _, m := range g.Merges {
		for row := m.Rows.First; row <= min(m.Rows.Last, m.Rows.First+1000); row++ {
			merged[row] = append(merged[row], m)
		}
	}
	return func(row, column int) bool {
		for _, m := range merged[row] {
			if m.Columns.First <= column && column <= m.Columns.Last {
				return false
			}
		}
		return row <= plan.MaxRow && column <= plan.MaxColumn && objects.blocked(row, column) == ""
	}
}

// texts chooses cells of words that stand as far from each other as may be.
func (b *original) texts(t *testing.T, grid, few int) []attempt {
	t.Helper()
	g := &b.opened.book.grids[grid]
	free := b.free(t, g)
	var all []attempt
	for _, r := range g.Rows {
		for _, c := range r.Cells {
			if c.Kind == table.CellText && !c.Formula && free(r.Number, c.Column) && len(c.Text) < 1<<15 && plan.Clean(c.Text) != "" {
				all = append(all, attempt{cell: plan.Cell{Sheet: g.Sheet, Row: r.Number, Column: c.Column}, was: words(c.Text)})
			}
		}
	}
	var chosen []attempt
	for i := range min(few, len(all)) {
		chosen = append(chosen, all[i*len(all)/min(few, len(all))])
	}
	return chosen
}

func (b *original) blanks(t *testing.T, grid int) []attempt {
	t.Helper()
	if len(b.opened.book.grids) == 0 {
		return nil
	}
	g := &b.opened.book.grids[grid]
	free := b.free(t, g)
	named := func(row, column int) plan.Cell { return plan.Cell{Sheet: g.Sheet, Row: row, Column: column} }
	tricky := contents()[0].now
	var all []attempt
	var styled []plan.Cell
	looked := 0
	survey := &ooxml.Survey{Seen: func(c *ooxml.SheetCell) {
		looked++
		if looked < 100_000 && len(styled) < 2 && c.Style > 0 && !c.Stored && !c.Formula && free(c.Row, c.Column) {
			styled = append(styled, named(c.Row, c.Column))
		}
	}}
	if err := b.opened.pkg.SurveySheet(b.sheetPart(g.Sheet), survey); err != nil {
		t.Fatal(err)
	}
	for i, cell := range styled {
		all = append(all, []attempt{{"blank with a format", cell, blank, tricky}, {"blank to date", cell, blank, dated("2026-03-31")}}[i])
	}
	last := 0
	if n := len(g.Rows); n > 0 {
		last = g.Rows[n-1].Number
		row := g.Rows[n/2]
		for i, now := range []plan.Entry{tricky, dated("2026-03-31")} {
			if column := row.Cells[len(row.Cells)-1].Column + 2 + i; free(row.Number, column) {
				all = append(all, attempt{"past the row's end", named(row.Number, column), blank, now})
			}
		}
	}
	if free(last+2, 2) {
		all = append(all, attempt{"under the last row", named(last+2, 2), blank, tricky})
	}
	return slices.CompactFunc(all, func(a, b attempt) bool { return a.cell == b.cell })
}

// rounds puts attempts together that can be made at once: each content into
// some text, each blank filled; one by one where the tests are thorough.
func (b *original) rounds(t *testing.T) [][]attempt {
	texts, blanks := b.attempts(t)
	if len(texts) == 0 && len(blanks) == 0 {
		return nil
	}
	all := contents()
	var rounds [][]attempt
	for done := 0; done < len(all) && len(texts) > 0; done += len(texts) {
		var round []attempt
		for i, at := range texts {
			what := all[(done+i)%len(all)]
			if i >= len(all)-done && at.cell.Sheet == texts[0].cell.Sheet && done > 0 {
				break
			}
			round = append(round, attempt{what.name, at.cell, at.was, what.now})
		}
		rounds = append(rounds, round)
	}
	if len(rounds) == 0 {
		rounds = append(rounds, nil)
	}
	rounds[0] = append(rounds[0], blanks...)
	switch {
	case slow || testing.Short():
		return rounds[:1]
	case !thorough:
		return rounds
	}
	var single [][]attempt
	for _, round := range rounds {
		for _, a := range round {
			single = append(single, []attempt{a})
		}
	}
	return single
}

// corpusCount is what was done to the corpus.
type corpusCount struct{ files, writes, refusals, rows, inserted, columns, notGrown int }

// TestWriteCorpus writes into every workbook of the corpus: no other part
// changes in any byte, no other element of a sheet does, and reading finds no
// other cell changed.
func TestWriteCorpus(t *testing.T) {
	var n corpusCount
	for _, folder := range []string{"torture", "real", "history"} {
		paths := corpus(t, folder)
		if folder == "history" && (slow || testing.Short()) {
			paths = firstAndLast(paths)
		}
		for _, path := range paths {
			name := filepath.Base(path)
			if refused[name] != nil {
				n.refusals++
				continue // TestCorpus holds them to it
			}
			t.Run(name, func(t *testing.T) {
				n.files++
				if why, ok := unwritable[name]; ok {
					n.refusals++
					if _, err := Stage(onDisk(t, read(t, path)), Work{}); err == nil || !strings.Contains(err.Error(), why) {
						t.Errorf("got %v, want refused because it %s", err, why)
					}
					return
				}
				b := newOriginal(t, path)
				const large = 1 << 20
				if (slow || testing.Short()) && b.size() > large {
					t.Skip("a large workbook, in short or slow tests")
				}
				rounds := b.rounds(t)
				if folder == "history" && !thorough && !slices.Contains(firstAndLast(paths), path) {
					b.write(t, rounds[:1], &n) // revisions of one workbook are much alike
					return
				}
				b.write(t, rounds, &n)
				b.grow(t, &n)
			})
		}
	}
	t.Logf("%d writes into %d workbooks, and %d workbooks or writes refused by name; %d rows and %d columns added to their tables, %d rows put in above what follows, and %d tables without room for one",
		n.writes, n.files, n.refusals, n.rows, n.columns, n.inserted, n.notGrown)
}

// write makes single cells say something else.
func (b *original) write(t *testing.T, rounds [][]attempt, n *corpusCount) {
	t.Helper()
	for i, round := range rounds {
		var chosen []attempt
		for _, a := range round {
			if why, ok := notTried[b.name+" "+a.name]; ok {
				n.refusals++
				if got := refusedFor(t, b.data, Work{Edits: []plan.Edit{a.edit()}}); !strings.Contains(got, why) {
					t.Errorf("%s: refused because %s, want %s", a.name, got, why)
				}
				continue
			}
			chosen = append(chosen, a)
		}
		n.writes += len(chosen)
		b.tryWrite(t, chosen, i == 0 && otherwise[b.name] == "")
	}
}

// tryWrite makes some attempts at once, and looks at the outcome.
func (b *original) tryWrite(t *testing.T, all []attempt, others bool) {
	t.Helper()
	var work Work
	wanted := map[string]intended{}
	for _, a := range all {
		work.Edits = append(work.Edits, a.edit())
		w := wanted[a.cell.Sheet]
		if w.cells == nil {
			w.cells = map[place]bool{}
			wanted[a.cell.Sheet] = w
		}
		w.cells[place{a.cell.Row, a.cell.Column}] = true
	}
	after, ok := b.done(t, work, wanted)
	if !ok {
		return
	}
	b.onlyThese(t, all, after)
	if others && (b.size() < 256<<10 || thorough) {
		for sheet := range wanted {
			b.excelizeAgrees(t, sheet, all, after)
		}
	}
}

// everyPart is what is intended in parts that are no sheet's.
const everyPart = ""

// done is the workbook after some work, once it was compared as a package.
func (b *original) done(t *testing.T, work Work, wanted map[string]intended) (after []byte, ok bool) {
	t.Helper()
	s, err := Stage(b.path, work)
	if err != nil {
		t.Error(err)
		return nil, false
	}
	var out bytes.Buffer
	if _, err := s.WriteTo(&out); err != nil {
		t.Error(err)
		return nil, false
	}
	var parts []string
	for part := range s.parts {
		parts = append(parts, b.entry(part))
	}
	onlyTheseChanged(t, b.data, out.Bytes(), parts...)
	sheets := map[string]bool{}
	for sheet, w := range wanted {
		if sheet == everyPart {
			continue
		}
		part := b.sheetPart(sheet)
		sheets[b.entry(part)] = true
		expectSheet(t, b.form(t, part), partOf(t, out.Bytes(), b.entry(part)), w)
	}
	for _, part := range parts {
		if !sheets[part] {
			expectPart(t, partOf(t, b.data, part), partOf(t, out.Bytes(), part), wanted[everyPart])
		}
	}
	return out.Bytes(), true
}

// onlyThese makes sure that our own reading differs in those cells alone.
func (b *original) onlyThese(t *testing.T, all []attempt, after []byte) {
	t.Helper()
	y, err := readBytes(after)
	if err != nil {
		t.Errorf("the outcome cannot be read: %v", err)
		return
	}
	for i, g := range y.Grids() {
		expectCells(t, g.Sheet, b.cells[i], gridCells(g), all)
	}
}

// expectCells asks that a sheet's cells are others but for those written.
func expectCells(t testing.TB, sheet string, was, now map[place]table.Cell, all []attempt) {
	t.Helper()
	written := map[place]bool{}
	for _, a := range all {
		if a.cell.Sheet != sheet {
			continue
		}
		at := place{a.cell.Row, a.cell.Column}
		written[at] = true
		if got := now[at]; !says(got, a.now) {
			t.Errorf("%s: %s says %q, want %q", a.name, a.cell, got.Text, a.now.Typed)
		}
	}
	for at, c := range was {
		if now[at] != c && !written[at] {
			t.Errorf("%s!%v was %+v and is %+v", sheet, at, c, now[at])
		}
	}
	for at, c := range now {
		if _, there := was[at]; !there && !written[at] {
			t.Errorf("%s!%v was nothing and is %+v", sheet, at, c)
		}
	}
}

// onlyOneCell makes sure that our own reading of a workbook differs in one cell.
func onlyOneCell(t *testing.T, a attempt, before, after []byte) {
	t.Helper()
	x, err := readBytes(before)
	if err != nil {
		t.Fatal(err)
	}
	y, err := readBytes(after)
	if err != nil {
		t.Errorf("%s: the outcome cannot be read: %v", a.name, err)
		return
	}
	for i, g := range x.Grids() {
		expectCells(t, g.Sheet, gridCells(g), gridCells(y.Grids()[i]), []attempt{a})
	}
}

// noRoom is the tables of the corpus that no row can be added to, by their
// workbook, and why.
var noRoom = map[string]string{
	"us-dol-accessibility-remediation Assurances":                   "a comment stands under the table",
	"us-dol-accessibility-remediation Employer":                     "a comment stands under the table",
	"us-dol-accessibility-remediation Wage Data":                    "a comment stands under the table",
	"us-dol-accessibility-remediation Work Sites":                   "a comment stands under the table",
	"us-dol-accessibility-remediation WIOA":                         "a comment stands under the table",
	"us-dol-accessibility-remediation Review & Submit":              "a comment stands under the table",
	"us-dol-accessibility-remediation Test_Results - Blank Example": "a comment stands under the table",
	"uwa-tikasathi-risk-register Risk Register":                     "shared with other cells", // refs for risks to come, worked out by one formula
}

// grow adds two rows, and then a column, to every table that is found in the
// workbook.
func (b *original) grow(t *testing.T, n *corpusCount) {
	t.Helper()
	p, err := readPlan(b.opened.book.grids)
	if err != nil {
		return // no table in it
	}
	var rows, inserted, columns []plan.Table
	for _, table := range p.Tables {
		columns = append(columns, table)
		if table.Last == 0 {
			continue
		}
		work, _ := addTo(p, table, 2, 0)
		s, err := Stage(b.path, work)
		switch {
		case err != nil:
			t.Error(err)
		case len(s.Refusals()) > 0:
			name := strings.TrimSuffix(b.name, filepath.Ext(b.name))
			if folder := filepath.Base(filepath.Dir(b.from)); filepath.Base(filepath.Dir(filepath.Dir(b.from))) == "history" {
				name = folder
			}
			if why, listed := noRoom[name+" "+table.Name]; !listed || !strings.Contains(s.Refusals()[0].Why, why) {
				t.Errorf("%s: refused because %s", table.Name, s.Refusals()[0].Why)
			}
			n.notGrown++
		case putIn(s):
			inserted = append(inserted, table)
		default:
			rows = append(rows, table)
		}
	}
	n.rows += 2 * len(rows)
	n.inserted += 2 * len(inserted)
	n.columns += len(columns)
	b.growAll(t, p, rows, 2, 0)
	for _, table := range inserted {
		b.insertInto(t, p, table, 2)
	}
	b.growAll(t, p, columns, 0, 1)
}

// addTo is the work that adds rows and columns to a table, and what may be
// another for it in the table's sheet.
func addTo(p plan.Plan, table plan.Table, rows, columns int) (Work, intended) {
	work := Work{Read: readPlan}
	given := p.TableColumns(table.Name)
	first, last := given[0].Number, given[0].Number
	for _, c := range given {
		first, last = min(first, c.Number), max(last, c.Number)
	}
	for n := range rows {
		row := NewRow{Table: table.Name}
		for _, c := range given {
			if !c.Formula {
				row.Set(c.Field, words(fmt.Sprintf("Something new, number %d of %s", n+1, c.Letter)))
			}
		}
		work.Rows = append(work.Rows, row)
	}
	w := intended{cells: map[place]bool{}, rows: rows, columns: columns}
	w.fillers = func(at place) bool {
		return table.Last < at.row && at.row <= table.Last+rows && first <= at.column && at.column <= last
	}
	for n := range columns {
		work.Columns = append(work.Columns, NewColumn{Table: table.Name, Heading: fmt.Sprintf("What changed & how, %d", n+1)})
		w.cells[place{table.Header, last + 1 + n}] = true
	}
	return work, w
}

// growAll adds so many rows and columns to each of some tables at once, and
// asks that reading finds the plan with them.
func (b *original) growAll(t *testing.T, p plan.Plan, tables []plan.Table, rows, columns int) {
	t.Helper()
	all := Work{Read: readPlan}
	wanted := map[string]intended{everyPart: {rows: rows, columns: columns}}
	for _, table := range tables {
		work, w := addTo(p, table, rows, columns)
		all.Rows = append(all.Rows, work.Rows...)
		all.Columns = append(all.Columns, work.Columns...)
		if known, ok := wanted[table.Sheet]; ok {
			maps.Copy(w.cells, known.cells)
			one := w.fillers
			w.fillers = func(at place) bool { return one(at) || known.fillers(at) }
		}
		wanted[table.Sheet] = w
	}
	if len(tables) == 0 {
		return
	}
	after, ok := b.done(t, all, wanted)
	if !ok {
		return
	}
	book, err := readBytes(after)
	if err != nil {
		t.Errorf("the outcome cannot be read: %v", err)
		return
	}
	now, err := readPlan(book.Grids())
	if err != nil {
		t.Errorf("no plan is left: %v", err)
		return
	}
	stands := map[plan.Cell]bool{}
	for _, action := range now.Actions {
		for _, e := range action.All() {
			stands[plan.Cell{Sheet: e.Cell.Sheet, Row: e.Cell.Row}] = true
		}
	}
	for _, table := range tables {
		for n := range rows {
			if at := (plan.Cell{Sheet: table.Sheet, Row: table.Last + 1 + n}); !stands[at] {
				t.Errorf("no action is read in %s, where one was added", at)
			}
		}
	}
	if got, want := len(now.Columns)-len(p.Columns), columns*len(tables); got != want {
		t.Errorf("%d columns became %d more", want, got)
	}
}

// says is whether a cell holds just what was to be written.
func says(c table.Cell, e plan.Entry) bool {
	switch e.Value.Kind {
	case plan.KindBlank:
		return c.Kind == table.CellEmpty
	case plan.KindDate:
		return c.Kind == table.CellDate && c.Date.Value() == e.Value || c.Kind == table.CellText && c.Text == e.Typed
	case plan.KindNumber:
		return plan.NumberValue(c.Raw) == e.Value
	case plan.KindBoolean:
		return c.Kind == table.CellBool && c.Raw == e.Value.Text
	}
	return c.Kind == table.CellText && c.Text == e.Written()
}

// excelizeAgrees makes sure that excelize reads what was written in a sheet,
// and every other cell of it as before.
func (b *original) excelizeAgrees(t *testing.T, sheet string, all []attempt, after []byte) {
	t.Helper()
	x, known := b.theirs[sheet]
	if !known {
		var err error
		if x, err = excelizeCells(b.data, sheet); err != nil {
			return // it cannot read the original either
		}
		b.theirs[sheet] = x
	}
	y, err := excelizeCells(after, sheet)
	if err != nil {
		t.Errorf("excelize: %v", err)
		return
	}
	written := map[place]bool{}
	for _, a := range all {
		if a.cell.Sheet != sheet {
			continue
		}
		at := place{a.cell.Row, a.cell.Column}
		written[at] = true
		if a.now.Value.Kind == plan.KindText && y[at] != a.now.Written() {
			t.Errorf("%s: excelize reads %q at %s, want %q", a.name, y[at], a.cell, a.now.Written())
		}
	}
	for at, text := range x {
		if y[at] != text && !written[at] {
			t.Errorf("excelize reads %q at %v, was %q", y[at], at, text)
		}
	}
	for at, text := range y {
		if _, there := x[at]; !there && !written[at] {
			t.Errorf("excelize reads %q at %v, was nothing", text, at)
		}
	}
}

func excelizeCells(data []byte, sheet string) (map[place]string, error) {
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return rawCells(file, sheet)
}
