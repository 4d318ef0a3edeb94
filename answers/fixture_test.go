package answers

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Each property is tried on 30 workbooks; -rapid.checks=1000 tries more.
func TestMain(m *testing.M) {
	flag.Parse()
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": "30", "rapid.nofailfile": "true", "rapid.shrinktime": "5s"} {
		if !given[name] {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}

var (
	asked31 = plan.Date{Year: 2026, Month: time.March, Day: 31}
	today   = plan.Date{Year: 2026, Month: time.April, Day: 2}
)

// cells are what one row says, by field.
type cells map[plan.Field]string

// row is one action of a small plan.
type row struct {
	ref   plan.Ref
	cells cells
}

// planOf makes a reading, its cells read as a table would read them.
func planOf(sheet string, fields []plan.Field, rows ...row) plan.Plan {
	p := plan.Plan{Source: sheet, Tables: []plan.Table{{Name: sheet, Sheet: sheet, Header: 1, First: 2, Last: 1 + len(rows)}}}
	all := append([]plan.Field{plan.FieldRef}, fields...)
	for i, f := range all {
		p.Columns = append(p.Columns, plan.Column{Table: sheet, Letter: plan.ColumnLetters(i + 1), Number: i + 1, Heading: f.Label(), Field: f})
	}
	for n, r := range rows {
		a := plan.Action{ID: plan.ID(fmt.Sprintf("%s!%d", sheet, n+2)), Ref: r.ref, Table: sheet, Sheet: sheet, Row: n + 2}
		for i, f := range all {
			typed := r.cells[f]
			if f == plan.FieldRef {
				typed = string(r.ref)
			}
			v := plan.TextValue(typed)
			switch {
			case f.IsDate():
				v = plan.ReadDate(typed, plan.DateHabit{}).Value
			case f == plan.FieldRAG:
				v, _ = plan.ReadRating(typed, nil)
			}
			a.Set(f, plan.Entry{Value: v, Typed: typed, Writable: true, Cell: plan.Cell{Sheet: sheet, Row: n + 2, Column: i + 1}})
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

// baseOf makes a base that both sides once agreed on.
func baseOf(fields []plan.Field, rows ...row) *plan.Plan {
	p := planOf("", fields, rows...)
	columns := p.Columns
	p.Columns, p.Tables = nil, nil
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		for _, c := range columns {
			c.Table = string(side)
			p.Columns = append(p.Columns, c)
		}
	}
	for i := range p.Actions {
		p.Actions[i].ID = plan.ID(p.Actions[i].Ref)
		for f, e := range p.Actions[i].All() {
			e.Cell = plan.Cell{}
			p.Actions[i].Set(f, e)
		}
	}
	return &p
}

var storyFields = []plan.Field{
	plan.FieldAction, plan.FieldLead, plan.FieldDue, plan.FieldStatus,
	plan.FieldClosed, plan.FieldRAG, plan.FieldProgress, plan.FieldEvidence,
}

func agreedRow(ref plan.Ref, action, lead string) row {
	return row{ref, cells{
		plan.FieldAction: action, plan.FieldLead: lead, plan.FieldDue: "31 March 2026", plan.FieldStatus: "In progress",
		plan.FieldRAG: "Amber", plan.FieldProgress: "Training is planned for the spring.", plan.FieldEvidence: "Minutes of the board.",
	}}
}

func (r row) with(f plan.Field, text string) row {
	changed := cells{}
	for k, v := range r.cells {
		changed[k] = v
	}
	changed[f] = text
	return row{r.ref, changed}
}

var storyRules = reconcile.Agreement{
	Owners:    map[plan.Field]reconcile.Owner{plan.FieldRAG: reconcile.Officers, plan.FieldEvidence: reconcile.Partners},
	Together:  [][]plan.Field{{plan.FieldStatus, plan.FieldClosed}},
	Narrative: []plan.Field{},
	Personal: func(text string) (string, bool) {
		return "an NHS number", strings.Contains(text, "943 476 5919")
	},
}

// story is three readings with a question of every kind.
func story() (base *plan.Plan, officer, partner plan.Plan) {
	r := []row{
		agreedRow("1.1", "Agree one threshold document with schools", "Head of Early Help"),
		agreedRow("1.2", "Train every social worker in direct work with children", "Principal Social Worker"),
		agreedRow("1.3", "Hold a weekly panel for children at risk of exploitation", "Head of Safeguarding"),
		agreedRow("1.4", "Tell schools the outcome of every referral", "Head of Front Door"),
		agreedRow("1.5", "Appoint a lead for care leavers", "Head of Care Leavers"),
		agreedRow("1.6", "Publish the local offer", "Head of Care Leavers"),
		agreedRow("1.7", "Audit ten cases a month", "Head of Quality"),
	}
	base = baseOf(storyFields, r...)
	officer = planOf("Plan", storyFields,
		r[0].with(plan.FieldDue, "30/04/26"),
		r[1].with(plan.FieldProgress, "Training took place in the spring; 41 of 48 social workers came."),
		r[2].with(plan.FieldStatus, "Complete").with(plan.FieldClosed, "12 March 2026"),
		r[3], r[4].with(plan.FieldEvidence, "Minutes of the board, and the panel's terms."),
		r[6].with(plan.FieldProgress, "The case of 943 476 5919 was audited."),
		agreedRow("1.8", "Open a family hub in the north", "Head of Early Help"),
	)
	partner = planOf("Sheet1", storyFields,
		r[0].with(plan.FieldDue, "29 May 2026"),
		r[1].with(plan.FieldProgress, "Training is planned for the autumn; 41 of 50 social workers are booked."),
		r[2].with(plan.FieldStatus, "Delayed"),
		r[3].with(plan.FieldRAG, "Green"), r[4], r[5].with(plan.FieldDue, "1 June 2026"), r[6],
		agreedRow("1.9", "Share school attendance each week", "Partners' data lead"),
	)
	return base, officer, partner
}

func storyQuestions(t testing.TB) []reconcile.Question {
	t.Helper()
	base, officer, partner := story()
	return questionsOf(t, base, officer, partner, storyRules)
}

func questionsOf(t testing.TB, base *plan.Plan, officer, partner plan.Plan, rules reconcile.Agreement) []reconcile.Question {
	t.Helper()
	s := reconcile.Compare(base, officer, partner, rules).Settle(nil)
	for _, stop := range s.Stops {
		t.Fatalf("the readings stop: %s", stop.Message)
	}
	return s.Open
}

func written(t testing.TB, open []reconcile.Question) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, open, "Westmere improvement plan", asked31, plan.Terms{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gridsOf(t testing.TB, data []byte) []table.Grid {
	t.Helper()
	book, err := excel.Read(bytes.NewReader(data), int64(len(data)), FileName)
	if err != nil {
		t.Fatal(err)
	}
	return book.Grids()
}

// filled is what somebody writes in one row.
type filled struct{ answer, other, why, by string }

func yes(answer string) filled {
	return filled{answer: answer, why: "Agreed at the board.", by: "Head of Improvement"}
}

// copyOf is the workbook about the questions, as somebody sent it back.
type copyOf struct {
	t    testing.TB
	file *excelize.File
	open []reconcile.Question
}

func newCopy(t testing.TB, open []reconcile.Question) *copyOf {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, open)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &copyOf{t, f, open}
}

// rowOf finds the row with a key.
func (c *copyOf) rowOf(sheet string, k key) int {
	c.t.Helper()
	found, err := c.file.SearchSheet(sheet, k.String())
	if err != nil || len(found) != 1 {
		c.t.Fatalf("key %s stands at %v, %v: want once", k, found, err)
	}
	_, row, _ := excelize.CellNameToCoordinates(found[0])
	return row
}

func (c *copyOf) set(sheet string, column, row int, text string) {
	c.t.Helper()
	name, _ := excelize.CoordinatesToCellName(column+1, row)
	// As runs, because SetCellStr writes _x000D_ as no spreadsheet would.
	var runs []excelize.RichTextRun
	if text != "" {
		runs = []excelize.RichTextRun{{Text: text}}
	}
	if err := c.file.SetCellRichText(sheet, name, runs); err != nil {
		c.t.Fatal(err)
	}
}

// fill writes an answer into a question's row.
func (c *copyOf) fill(q reconcile.Question, a filled) *copyOf {
	c.t.Helper()
	row := c.rowOf(questionsSheet, keyOf(q))
	for column, text := range map[int]string{colAnswer: a.answer, colOther: a.other, colWhy: a.why, colBy: a.by} {
		c.set(questionsSheet, column, row, text)
	}
	return c
}

// fillColumn writes an answer for a whole column.
func (c *copyOf) fillColumn(f plan.Field, a filled) *copyOf {
	c.t.Helper()
	row := c.rowOf(columnsSheet, columnKey(f))
	for column, text := range map[int]string{2: a.answer, 3: a.why, 4: a.by} {
		c.set(columnsSheet, column, row, text)
	}
	return c
}

// fillTable writes an answer for all that is asked of one sort about a table.
func (c *copyOf) fillTable(name, sort string, a filled) *copyOf {
	c.t.Helper()
	row := c.rowOf(tablesSheet, tableKey(name, sort))
	for column, text := range map[int]string{2: a.answer, 3: a.why, 4: a.by} {
		c.set(tablesSheet, column, row, text)
	}
	return c
}

func (c *copyOf) bytes() []byte {
	c.t.Helper()
	var out bytes.Buffer
	if err := c.file.Write(&out); err != nil {
		c.t.Fatal(err)
	}
	return out.Bytes()
}

// back reads the copy as it comes back under a name.
func (c *copyOf) back(name string) Copy {
	c.t.Helper()
	read, err := Read(name, gridsOf(c.t, c.bytes()), c.open)
	if err != nil {
		c.t.Fatal(err)
	}
	return read
}

// find finds the story's question with a key.
func find(t testing.TB, open []reconcile.Question, key string) reconcile.Question {
	t.Helper()
	for _, q := range open {
		if q.Key().String() == key {
			return q
		}
	}
	t.Fatalf("there is no question %q", key)
	return reconcile.Question{}
}

func reasons(left []Left) []string {
	var list []string
	for _, l := range left {
		list = append(list, l.Question+": "+l.Reason)
	}
	return list
}
