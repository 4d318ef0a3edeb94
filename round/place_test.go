package round

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"actionplan/excel"
	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
)

// TestCopyIsNotTakenForTheAgreed has a reader that does not know which tab was
// agreed take a copy of it, which stands before it: that is another place.
func TestCopyIsNotTakenForTheAgreed(t *testing.T) {
	lay := func(path string, sheets ...string) {
		t.Helper()
		book := draw.Book{}
		for _, name := range sheets {
			sheet := draw.Sheet{Name: name, Table: draw.Table{Name: strings.Map(letters, name), Rows: 4}}
			for _, heading := range []string{"Ref", "Action", "Lead", "Status", "Progress"} {
				sheet.Table.Columns = append(sheet.Table.Columns, draw.Column{Heading: heading})
			}
			sheet.Table.Row = func(i int) []draw.Cell {
				n := string(rune('1' + i))
				return []draw.Cell{draw.Words("1." + n), draw.Words("Do task " + n), draw.Words("Lead " + n), draw.Words("Open"), draw.Words("Words " + n)}
			}
			book.Sheets = append(book.Sheets, sheet)
		}
		f, err := os.Create(path)
		if err == nil {
			err = draw.Write(f, book)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, side := range Sides {
		for _, agreed := range []bool{false, true} {
			dir := t.TempDir()
			paths := map[reconcile.Side]string{reconcile.Officer: filepath.Join(dir, "plan.xlsx"), reconcile.Partner: filepath.Join(dir, "theirs.xlsx")}
			copies := map[reconcile.Side]*excel.Copy{}
			for _, side := range Sides {
				copies[side] = &excel.Copy{Path: paths[side]}
				lay(paths[side], "Plan")
			}
			r := &Round{
				Officers: copies[reconcile.Officer], Partners: copies[reconcile.Partner], Ledger: filepath.Join(dir, "ledger"),
				Today: plan.Date{Year: 2026, Month: time.March, Day: 2}, Now: time.Now, Who: "clerk",
			}
			if _, err := r.Begin(context.Background()); err != nil {
				t.Fatal(err)
			}
			lay(paths[side], "Plan (2)", "Plan")
			if agreed {
				copies[side].Options.Agreed = []string{"Plan"}
			}
			now, err := r.Read(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			stopped := slices.ContainsFunc(now.Settlement.Stops, func(s reconcile.Stop) bool {
				return s.Kind == reconcile.StopElsewhere && strings.Contains(s.Message, `from "Plan (2)", and what was agreed lies in "Plan"`)
			})
			if stopped == agreed || agreed && len(now.Settlement.Stops) > 0 {
				t.Errorf("%s, told which was agreed %v: the stops are %+v", side, agreed, now.Settlement.Stops)
			}
			if agreed && !slices.ContainsFunc(now.NotRead, func(s string) bool {
				return strings.Contains(s, `the sheet "Plan (2)" has mostly the actions of "Plan"`)
			}) {
				t.Errorf("%s: of the copy it says %q", side, now.NotRead)
			}
		}
	}
}

// letters keeps the letters of a sheet's name, for its table's.
func letters(r rune) rune {
	if r == ' ' || r == '(' || r == ')' {
		return -1
	}
	return r
}
