package histories

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

var update = flag.Bool("update", false, "with ACTIONPLAN_TEST_LONG, write testdata/forks.tsv and sorts.tsv anew")

// long says whether everything is to be tried, which takes minutes.
func long() bool { return os.Getenv("ACTIONPLAN_TEST_LONG") != "" }

// history is a workbook with its dated revisions.
type history struct {
	folder  string
	sheet   string
	header  int
	key     string   // the column a row is known by, in these tests' own reading
	columns []string // the columns that are shared and written
	options table.Options
	forks   [][2]int // base and later revision, counted from 1
	more    [][2]int // those that are tried only where ACTIONPLAN_TEST_LONG is set
}

// The revisions that are left out say, cell for cell, what the one before
// them says.
var histories = []history{
	{
		folder: "uk-ofsted-ilacs-overview", sheet: "ofsted_cs_inspections_overview", header: 1, key: "A",
		columns: strings.Split("BCDEFGHIJKLMNPQRST", ""),
		forks:   [][2]int{{5, 6}},
		more:    [][2]int{{1, 2}, {2, 3}, {3, 6}, {9, 10}, {6, 12}, {1, 12}},
	},
	{
		folder: "us-dol-accessibility-remediation", sheet: "Wage Data", header: 6, key: "C",
		columns: strings.Split("BDEFGHIJK", ""),
		options: table.Options{Pins: []table.Pin{{Sheet: "Wage Data", Header: 6, Columns: []table.PinColumn{{Letter: "A", Field: plan.FieldTheme}, {Letter: "C", Field: plan.FieldAction}}}}},
		forks:   [][2]int{{2, 3}},
		more:    [][2]int{{1, 2}, {3, 4}, {4, 5}, {5, 6}, {3, 6}, {7, 8}, {1, 8}},
	},
}

// revision is the path of a revision, counted from 1.
func (h history) revision(t testing.TB, n int) string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "history", h.folder, fmt.Sprintf("%02d_*.xlsx", n)))
	if len(files) != 1 {
		t.Skipf("revision %d of %s is not here: the corpus is not beside the repository", n, h.folder)
	}
	return files[0]
}

// cells are a sheet as excelize reads it: raw contents by row key and column.
type cells struct {
	rows map[string]map[string]string
	at   map[string]int // the row each key stands in
	keys []string       // in the sheet's order; only keys that one row alone has
}

func (h history) read(t testing.TB, path string) cells {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	grid, err := book.GetRows(h.sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	key, _ := excelize.ColumnNameToNumber(h.key)
	all := cells{map[string]map[string]string{}, map[string]int{}, nil}
	times := map[string]int{}
	for i := h.header; i < len(grid); i++ {
		row := map[string]string{}
		for c, text := range grid[i] {
			letter, _ := excelize.ColumnNumberToName(c + 1)
			row[letter] = text
		}
		if key > len(grid[i]) || strings.TrimSpace(grid[i][key-1]) == "" {
			continue
		}
		name := plan.Clean(grid[i][key-1])
		times[name]++
		all.rows[name], all.at[name] = row, i+1
		all.keys = append(all.keys, name)
	}
	all.keys = slices.DeleteFunc(all.keys, func(k string) bool { return times[k] > 1 })
	return all
}

// place is a cell by its row's key and its column.
type place struct{ key, column string }

// seeded is what was done to the partners' copy of a base.
type seeded struct {
	alone   map[place]bool // in cells the revision left alone
	apart   map[place]bool // in cells the revision changed to something else
	alike   map[place]bool // in cells the revision changed to the same
	added   string         // the key of a row put in, "" for none
	dropped string         // the key of a row taken out
}

// touched lists the cells in which two readings of one sheet say different
// things. Spaces about a text say nothing.
func (h history) touched(was, is cells) map[place]bool {
	list := map[place]bool{}
	for _, key := range was.keys {
		if is.rows[key] == nil {
			continue
		}
		for _, column := range h.columns {
			if plan.Clean(was.rows[key][column]) != plan.Clean(is.rows[key][column]) {
				list[place{key, column}] = true
			}
		}
	}
	return list
}

// seed edits a copy of the base as partners might, by excelize.
func (h history) seed(t testing.TB, path string, base, later cells, rng *rand.Rand) seeded {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	touched := h.touched(base, later)
	moved := slices.SortedFunc(maps.Keys(touched), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.column, b.column))
	})
	rng.Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
	s := seeded{map[place]bool{}, map[place]bool{}, map[place]bool{}, "", ""}
	for i, p := range moved[:min((len(moved)+1)/2, 8)] {
		if text := later.rows[p.key][p.column]; i%2 == 0 {
			h.set(t, book, base, p, text)
			s.alike[p] = true
		} else {
			h.set(t, book, base, p, "Partners say: "+text)
			s.apart[p] = true
		}
	}
	for n := 0; n < 12; {
		p := place{base.keys[rng.IntN(len(base.keys))], h.columns[rng.IntN(len(h.columns))]}
		if touched[p] || s.alone[p] || later.rows[p.key] == nil {
			continue
		}
		h.editSomehow(t, book, base, p, n)
		s.alone[p] = true
		n++
	}
	if h.key == "A" {
		h.seedRows(t, book, base, later, &s, rng)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	return s
}

// editSomehow makes the nth edit: words, several lines, a date, a number, or
// nothing at all.
func (h history) editSomehow(t testing.TB, book *excelize.File, base cells, p place, n int) {
	t.Helper()
	at := fmt.Sprintf("%s%d", p.column, base.at[p.key])
	was := base.rows[p.key][p.column]
	var err error
	switch {
	case n%4 == 1 && was != "":
		err = book.SetCellValue(h.sheet, at, nil)
	case n%4 == 2:
		var style int
		style, err = book.NewStyle(&excelize.Style{NumFmt: 14})
		if err == nil {
			err = book.SetCellStyle(h.sheet, at, at, style)
		}
		if err == nil {
			err = book.SetCellValue(h.sheet, at, time.Date(2026, 3, n+1, 0, 0, 0, 0, time.UTC))
		}
	case n%4 == 3:
		err = book.SetCellInt(h.sheet, at, int64(7000+n))
	case n%8 == 4:
		err = book.SetCellStr(h.sheet, at, fmt.Sprintf("Partners’ line %d & more <than> one:\nthe second", n))
	default:
		err = book.SetCellStr(h.sheet, at, fmt.Sprintf("Partners' note %d", n))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// set writes what a revision says, a number as a number.
func (h history) set(t testing.TB, book *excelize.File, base cells, p place, text string) {
	t.Helper()
	at := fmt.Sprintf("%s%d", p.column, base.at[p.key])
	var err error
	number, notNumber := strconv.ParseFloat(text, 64)
	switch typ, _ := book.GetCellType(h.sheet, at); {
	case text == "":
		err = book.SetCellValue(h.sheet, at, nil)
	case notNumber == nil && (typ == excelize.CellTypeUnset || typ == excelize.CellTypeNumber):
		err = book.SetCellFloat(h.sheet, at, number, -1, 64)
	default:
		err = book.SetCellStr(h.sheet, at, text)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// seedRows takes one row out and puts one in. Rows below move.
func (h history) seedRows(t testing.TB, book *excelize.File, base, later cells, s *seeded, rng *rand.Rand) {
	t.Helper()
	busy := map[string]bool{}
	for _, places := range []map[place]bool{s.alone, s.apart, s.alike, h.touched(base, later)} {
		for p := range places {
			busy[p.key] = true
		}
	}
	for s.dropped == "" {
		if key := base.keys[rng.IntN(len(base.keys))]; !busy[key] {
			s.dropped = key
		}
	}
	s.added = "99999901"
	middle := base.at[s.dropped]
	for _, err := range []error{
		book.RemoveRow(h.sheet, middle),
		book.InsertRows(h.sheet, middle+1, 1),
		book.SetCellInt(h.sheet, fmt.Sprintf("A%d", middle+1), 99999901),
		book.SetCellStr(h.sheet, fmt.Sprintf("G%d", middle+1), "a new authority"),
		book.SetCellStr(h.sheet, fmt.Sprintf("I%d", middle+1), "good"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestForks forks each history at a revision: officers have a later one,
// partners the same one with edits of their own, and the other way round.
// Every cell must go the way these tests' own comparison of the contents says,
// and no other cell may change.
func TestForks(t *testing.T) {
	t.Parallel()
	golden := map[string]string{}
	for _, h := range histories {
		forks := h.forks
		if long() {
			forks = append(slices.Clone(forks), h.more...)
		}
		for _, fork := range forks {
			base, later := h.revision(t, fork[0]), h.revision(t, fork[1])
			name := fmt.Sprintf("%s %02d-%02d", h.folder, fork[0], fork[1])
			t.Run(name, func(t *testing.T) {
				f := forked{history: h, base: h.read(t, base), later: h.read(t, later), folder: t.TempDir()}
				edited := filepath.Join(f.folder, "edited.xlsx")
				copyFile(t, base, edited)
				f.seeds = h.seed(t, edited, f.base, f.later, rand.New(rand.NewPCG(1, uint64(fork[0]*100+fork[1]))))
				f.edited = h.read(t, edited)
				for _, side := range bothSides {
					t.Run("revision with "+string(side), func(t *testing.T) {
						golden[name+"\t"+string(side)] = f.try(t, base, later, edited, side)
					})
				}
			})
		}
	}
	if !t.Failed() && len(golden) > 0 {
		compareGolden(t, "forks.tsv", goldenHead, golden)
	}
}

// forked is one fork of a history.
type forked struct {
	history
	base, later, edited cells
	seeds               seeded
	folder              string
}

// try runs a fork with the revision on one side, and gives its figures.
func (f forked) try(t *testing.T, base, later, edited string, revised reconcile.Side) string {
	c := f.council(t, revised)
	for _, side := range bothSides {
		copyFile(t, base, c.paths[side])
	}
	c.begin(t)
	befores := map[reconcile.Side]string{revised: later, revised.Other(): edited}
	for side, path := range befores {
		copyFile(t, path, c.paths[side])
	}
	done := c.apply(t)
	f.verdictsAreAsExpected(t, done, revised)
	f.questionsAreAsExpected(t, done)
	bothSayTheSame(t, done, c.rules)
	for side, path := range befores {
		onlyTheseCells(t, path, c.paths[side], done.written[side])
	}
	f.contentsCrossed(t, c, revised)
	c.againWritesNothing(t, done)
	return figures(done)
}

func (f forked) council(t *testing.T, revised reconcile.Side) *council {
	t.Helper()
	folder := filepath.Join(f.folder, string(revised))
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	c := &council{
		paths: map[reconcile.Side]string{
			reconcile.Officer: filepath.Join(folder, "officers.xlsx"),
			reconcile.Partner: filepath.Join(folder, "partners.xlsx"),
		},
		options: map[reconcile.Side]table.Options{reconcile.Officer: f.options, reconcile.Partner: f.options},
		rules:   reconcile.Agreement{Share: map[plan.Field]bool{}},
		ledger:  filepath.Join(folder, "ledger"),
	}
	p := readBook(t, f.revision(t, 1), f.options)
	for _, column := range p.Columns {
		if slices.Contains(f.columns, column.Letter) {
			c.rules.Share[column.Field] = true
		}
	}
	return c
}

// places turns the refs and fields of a run into row keys and columns.
func (f forked) places(l look) func(plan.Ref, plan.Field) place {
	letters := map[plan.Field]string{}
	for _, column := range l.plans[reconcile.Officer].Columns {
		letters[column.Field] = column.Letter
	}
	keys := map[plan.Ref]string{}
	for i := range l.comparison.Pairs {
		p := &l.comparison.Pairs[i]
		keys[p.Ref] = string(p.Ref)
		if f.key != "A" {
			a := cmp.Or(p.Officer, p.Partner, p.Base)
			keys[p.Ref] = a.Value(plan.FieldAction).Text
		}
	}
	return func(ref plan.Ref, field plan.Field) place { return place{keys[ref], letters[field]} }
}

func (f forked) verdictsAreAsExpected(t *testing.T, done outcome, revised reconcile.Side) {
	t.Helper()
	alone := map[reconcile.Side]reconcile.Verdict{reconcile.Officer: reconcile.OfficerMoved, reconcile.Partner: reconcile.PartnerMoved}
	want := map[place]reconcile.Verdict{}
	for p := range f.touched(f.base, f.later) {
		want[p] = alone[revised]
	}
	for p := range f.seeds.alone {
		want[p] = alone[revised.Other()]
	}
	for p := range f.seeds.alike {
		want[p] = reconcile.MovedAlike
	}
	for p := range f.seeds.apart {
		want[p] = reconcile.MovedApart
	}
	where := f.places(done.before)
	for _, d := range done.before.comparison.Differences {
		p := where(d.Ref, d.Field)
		if !slices.Contains(f.columns, p.column) {
			continue
		}
		if want[p] != d.Verdict() {
			t.Errorf("row %.30q, column %s is %q, want %q", p.key, p.column, d.Verdict(), want[p])
		}
		delete(want, p)
	}
	for p, verdict := range want {
		t.Errorf("row %.30q, column %s is no difference, want %q", p.key, p.column, verdict)
	}
}

func (f forked) questionsAreAsExpected(t *testing.T, done outcome) {
	t.Helper()
	if len(done.before.settlement.Stops) > 0 {
		t.Errorf("stopped: %+v", done.before.settlement.Stops)
	}
	want := map[place]reconcile.QuestionKind{}
	for p := range f.seeds.apart {
		want[p] = reconcile.QuestionConflict
	}
	for _, key := range []string{f.seeds.added, f.seeds.dropped} {
		if key != "" {
			want[place{key, ""}] = reconcile.QuestionRow
		}
	}
	where := f.places(done.before)
	for _, q := range done.before.settlement.Open {
		p := where(q.Ref, q.Field)
		if p.column != "" && !slices.Contains(f.columns, p.column) {
			t.Errorf("%s is asked about, and nobody moved it", q.Key())
			continue
		}
		if want[p] != q.Kind {
			t.Errorf("row %.30q, column %q is asked as a %s, want %q: %s", p.key, p.column, q.Kind, want[p], q.Why)
		}
		delete(want, p)
	}
	for p, kind := range want {
		t.Errorf("row %.30q, column %q is not asked, want a %s", p.key, p.column, kind)
	}
}

// contentsCrossed asks excelize what every cell of the sheet holds afterwards.
func (f forked) contentsCrossed(t *testing.T, c *council, revised reconcile.Side) {
	t.Helper()
	said := map[reconcile.Side]cells{revised: f.later, revised.Other(): f.edited}
	take := map[place]reconcile.Side{}
	for p := range f.touched(f.base, f.later) {
		if !f.seeds.apart[p] {
			take[p] = revised
		}
	}
	for p := range f.seeds.alone {
		take[p] = revised.Other()
	}
	for _, side := range bothSides {
		now := f.read(t, c.paths[side])
		if !slices.Equal(now.keys, said[side].keys) {
			t.Errorf("%s: the rows are not those that were there", side)
		}
		for _, key := range now.keys {
			was, is := said[side].rows[key], now.rows[key]
			columns := maps.Clone(was)
			maps.Copy(columns, is)
			for column := range columns {
				want := was[column]
				from, crossed := take[place{key, column}]
				if crossed {
					want = said[from].rows[key][column]
				}
				if is[column] != want && (!crossed || !isDay(is[column], want) && !isDay(want, is[column])) {
					t.Errorf("%s, row %.30q, column %s holds %q, want %q", side, key, column, is[column], want)
				}
			}
		}
	}
}

// isDay says whether a cell holds, as a real date, the date that was typed as
// text on the other side. Dates cross as real dates, but into a column where all
// are typed as text as those are.
func isDay(holds, typed string) bool {
	serial, err := strconv.ParseFloat(holds, 64)
	date, ok := plan.ReadDate(typed, plan.DateHabit{}).Value.Date()
	if err != nil || !ok {
		return false
	}
	day, err := excelize.ExcelDateToTime(serial, false)
	return err == nil && day.Equal(time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC))
}

// figures are a fork's counts, for the golden table.
func figures(done outcome) string {
	c, s := done.before.settlement.Counts, done.before.settlement
	kinds := map[reconcile.QuestionKind]int{}
	for _, q := range s.Open {
		kinds[q.Kind]++
	}
	numbers := []int{
		c.Actions, c.Cells, c.Cells - c.Unmoved, c.OfficerMoved, c.PartnerMoved, c.MovedAlike, c.MovedApart,
		len(s.Officer), len(s.Partner), kinds[reconcile.QuestionConflict], kinds[reconcile.QuestionProposal], kinds[reconcile.QuestionRow],
		kinds[reconcile.QuestionColumn], kinds[reconcile.QuestionHeld], len(s.Withheld), len(s.Stops),
	}
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, "\t")
}

const goldenHead = "fork\trevision with\tactions\tcells\tdiffering\tofficer moved\tpartner moved\tmoved alike\tmoved apart\tofficer edits\tpartner edits\t" +
	"conflicts\tproposals\trow questions\tcolumn questions\theld\tnot shared\tstops\n"

// compareGolden holds figures by name against a golden table. A run that tries
// fewer of them than the table has is held against those it tries.
func compareGolden(t *testing.T, file, head string, got map[string]string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	text := head
	for _, name := range slices.Sorted(maps.Keys(got)) {
		text += name + "\t" + got[name] + "\n"
	}
	if *update && long() {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, line := range strings.SplitAfter(string(want), "\n") {
		known[line] = true
	}
	for _, line := range strings.SplitAfter(text, "\n") {
		if !known[line] {
			t.Errorf("the figures are not those of %s: %s", path, line)
		}
	}
}
