package excel

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
)

// dueBook is a plan of one action for each due date: a text, or a number
// for a real one.
func dueBook(dues ...string) ooxmltest.Book {
	inline := func(cell, text string) string {
		return `<c r="` + cell + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	rows := `<row r="1">` + inline("A1", "Ref") + inline("B1", "Action") + inline("C1", "Due date") + `</row>`
	for i, due := range dues {
		n := i + 2
		cell := inline(fmt.Sprint("C", n), due)
		if day, real := strings.CutPrefix(due, "="); real {
			cell = fmt.Sprintf(`<c r="C%d" s="1"><v>%s</v></c>`, n, day)
		}
		if due == "" {
			cell = ""
		}
		rows += fmt.Sprintf(`<row r="%d">`, n) + inline(fmt.Sprint("A", n), fmt.Sprint("1.", i+1)) + inline(fmt.Sprint("B", n), fmt.Sprint("Write policy number ", n, " down")) + cell + `</row>`
	}
	return aStyledBook(rows)
}

// TestTypedDates writes 1 August 2026 into columns of dates typed as text,
// as they are typed; and as a real date where the column holds one.
func TestTypedDates(t *testing.T) {
	text := func(s string) string { return ` t="inlineStr"><is><t xml:space="preserve">` + s + `</t></is></c>` }
	const real = ` s="1"><v>46235</v></c>`
	for name, c := range map[string]struct {
		dues        []string // the last is written to
		typed, want string
	}{
		"a column of text":              {[]string{"31/03/2026", "01/04/2026", "02/05/2026"}, "1 Aug 2026", text("01/08/2026")},
		"into a blank cell":             {[]string{"31/03/2026", "01/04/2026", ""}, "2026-08-01", text("01/08/2026")},
		"with a placeholder":            {[]string{"31/03/26", "TBC", "12/12/26"}, "2026-08-01", text("01/08/26")},
		"without noughts":               {[]string{"31/3/2026", "1/4/2026", "10/10/2026"}, "2026-08-01", text("1/8/2026")},
		"with points":                   {[]string{"31.3.26", "10.11.26", "1.4.26"}, "2026-08-01", text("1.8.26")},
		"in words":                      {[]string{"31 March 2026", "1 April 2026", "2 May 2026"}, "2026-08-01", text("1 August 2026")},
		"ordinals":                      {[]string{"31st March 2026", "2nd April 2026", "13th May 2026"}, "2026-08-01", text("1st August 2026")},
		"as Excel shows them":           {[]string{"31-Mar-26", "12-Apr-26", "13-May-26"}, "2026-08-01", text("1-Aug-26")},
		"as a program sorts them":       {[]string{"2026-03-31", "2026-04-30", "2026-05-31"}, "1 Aug 2026", text("2026-08-01")},
		"its author's way is there too": {[]string{"31/03/2026", "01/04/2026", "1 August 2027"}, "1 August 2026", text("1 August 2026")},
		"the month first":               {[]string{"03/31/2026", "04/30/2026", "05/31/2026"}, "08/01/2026", text("1 August 2026")},
		"no two alike":                  {[]string{"by end of March 2026", "30.04.26", "5 May 2026", "06-Jun-2026"}, "1st Aug. 2026", text("1st Aug. 2026")},
		"no two alike, and unclear":     {[]string{"by end of March 2026", "30.04.26", "5 May 2026", "06-Jun-2026"}, "01/08/2026", text("1 August 2026")},
		"one real date":                 {[]string{"31/03/2026", "=46112", "02/05/2026"}, "1 Aug 2026", real},
		"its own old one is real":       {[]string{"31/03/2026", "01/04/2026", "=46112"}, "1 Aug 2026", real},
		"no dates at all":               {[]string{"TBC", "Ongoing", "TBC"}, "1 Aug 2026", real},
	} {
		t.Run(name, func(t *testing.T) {
			data := dueBook(c.dues...).Bytes()
			book, err := readBytes(data)
			if err != nil {
				t.Fatal(err)
			}
			p, err := readPlan(book.Grids())
			if err != nil {
				t.Fatal(err)
			}
			last := p.Actions[len(p.Actions)-1]
			was := last.Entry(plan.FieldDue)
			was.Cell = plan.Cell{Sheet: "Plan", Row: len(c.dues) + 1, Column: 3}
			now := dated("2026-08-01")
			now.Typed = c.typed
			after := doneTo(t, data, Work{From: p, Edits: []plan.Edit{{ID: last.ID, Field: plan.FieldDue, Was: was, Now: now}}})
			if got, want := sheetOf(t, after), fmt.Sprintf(`<c r="C%d"%s`, len(c.dues)+1, c.want); !strings.Contains(got, want) {
				t.Errorf("got %s\nwant %s", got[strings.LastIndex(got, "<row"):], want)
			}
			expectDue(t, after, now.Value)
		})
	}
}

// expectDue asks that the last action is due then.
func expectDue(t *testing.T, data []byte, want plan.Value) {
	t.Helper()
	book, err := readBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Actions[len(p.Actions)-1].Value(plan.FieldDue); got != want {
		t.Errorf("it is due %v, want %v", got, want)
	}
}

// TestTypedDatesOfNewRows adds an action to a column of dates typed as text,
// and one to a column whose cells are formatted to show dates, whatever the
// texts in it.
func TestTypedDatesOfNewRows(t *testing.T) {
	row := newRow("1.3", "Train everybody")
	row.Set(plan.FieldDue, dated("2026-08-01"))
	after := doneTo(t, dueBook("31/03/2026", "30/04/2026").Bytes(), Work{Rows: []NewRow{row}})
	if got, want := sheetOf(t, after), `<c r="C4" t="inlineStr"><is><t xml:space="preserve">01/08/2026</t>`; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
	expectDue(t, after, row.Entry(plan.FieldDue).Value)

	b := dueBook("31/03/2026", "30/04/2026")
	b.Sheets[0].Content = strings.Replace(b.Sheets[0].Content, `<c r="C3"`, `<c r="C3" s="1"`, 1)
	after = doneTo(t, b.Bytes(), Work{Rows: []NewRow{row}})
	if got, want := sheetOf(t, after), `<c r="C4" s="1"><v>46235</v></c>`; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}
