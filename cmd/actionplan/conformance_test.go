package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	api "google.golang.org/api/sheets/v4"

	"actionplan/excel"
	"actionplan/internal/practice"
	"actionplan/plan"
	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
	"actionplan/sheets/signin"
	"actionplan/table"
)

// drawn is one table that is drawn twice: as a workbook and as a Google Sheet.
type drawn struct {
	name   string
	rows   [][]any // texts, numbers, truths, days (time.Time), formulas; nil for nothing
	merges []string
	hidden []int             // rows
	fills  map[string]string // cells and their colours, RRGGBB
}

// formula is a cell that is worked out, and what it shows.
type formula struct {
	text   string
	result int
}

func aDay(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

var tables = []drawn{
	{name: "plain", rows: [][]any{
		{"Ref", "Action", "Lead", "Due date", "Progress", "RAG"},
		{"1.1", "Write to every school", "Head of service", aDay(2026, 3, 31), "Begun\nand going on", "Amber"},
		{"1.10", "Audit forty cases", "", "31/4/26", "TBC", "G"},
		{"1.2", "=NOT(a formula)", "'quoted", "end of March 2027", " spaces ", "At risk"},
	}},
	{name: "a title, two lines of headings, sections and a gap", rows: [][]any{
		{"Improvement plan 2026"},
		{},
		{nil, "What we will do", nil, "When", nil},
		{"Ref", "Action", "Lead officer", "Due date", "% complete", "Evidence"},
		{"Priority 1: Front door"},
		{"R1/a", "Answer every contact", "Service manager", aDay(2026, 6, 30), 50.0, "Dip sample"},
		{"R1/b", "Hold a meeting", "Service manager", "Sept 2026", 100.0, nil},
		{},
		{"Priority 2: Practice"},
		{"R2/a", "Train everybody", "Principal social worker", "ASAP", 0.0, "x"},
	}, merges: []string{"B3:C3", "A5:F5", "A9:F9", "C6:C7"}},
	{name: "hidden rows, truths and formulas", rows: [][]any{
		{"No.", "Action", "Owner", "Target date", "Complete", "Days left"},
		{1.0, "Open the hub", "Estates", aDay(2026, 1, 5), true, formula{"=D2-TODAY()", 12}},
		{2.0, "Close the old one", "Estates", aDay(2026, 2, 5), false, formula{"=D3-TODAY()", 43}},
		{3.0, "Tell families", "Communications", nil, false, formula{"=D4-TODAY()", -4}},
	}, hidden: []int{3}},
	{name: "rated by colour", rows: [][]any{
		{"Ref", "Action", "Lead", "Deadline", "RAG"},
		{"1", "One", "A", "31/03/2026", nil},
		{"2", "Two", "B", "30/04/2026", nil},
		{"3", "Three", "C", "31/05/2026", "Green"},
	}, fills: map[string]string{"E2": "FF0000", "E3": "FFC000", "E4": "FF0000"}},
}

// TestConformance reads the same table from a workbook and from a Google Sheet:
// it is the same plan, cell for cell.
func TestConformance(t *testing.T) {
	for _, d := range tables {
		t.Run(d.name, func(t *testing.T) {
			fromExcel, fromGoogle := d.asWorkbook(t), d.asSheet(t)
			comparePlans(t, fromExcel, fromGoogle)
			if len(fromExcel.Actions) < 3 {
				t.Errorf("there are only %d actions in it", len(fromExcel.Actions))
			}
		})
	}
}

// TestConformanceOfWorkbooks puts the cells of the practice workbooks, and of
// real ones where they are at hand, into a Google Sheet as they are shown: it
// is the same plan.
func TestConformanceOfWorkbooks(t *testing.T) {
	dir := t.TempDir()
	if err := practice.WriteNow(dir); err != nil {
		t.Fatal(err)
	}
	real, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "real", "*.xls[xm]"))
	if err != nil || len(real) == 0 {
		t.Log("the real workbooks are not at hand: only the practice plan's are tried")
	}
	tried := 0
	for _, path := range append(real, filepath.Join(dir, practice.OfficersFile), filepath.Join(dir, practice.PartnersFile)) {
		book, err := excel.Open(path)
		if err != nil {
			continue // what is refused is said elsewhere
		}
		grids := book.Grids()
		for i := range grids {
			grids[i] = asShown(grids[i])
		}
		want, err := table.Read("Plan", grids, table.Options{})
		if err != nil {
			continue
		}
		tried++
		t.Run(filepath.Base(path), func(t *testing.T) {
			var tabs []sheetstest.Tab
			for i, g := range grids {
				tab := asTab(g)
				tab.ID = i
				tabs = append(tabs, tab)
			}
			comparePlans(t, want, planFromTabs(t, tabs, nil, nil))
		})
	}
	t.Logf("%d workbooks", tried)
}

// asShown is a grid with its texts, days and truths alone, as a sheet would
// hold them that somebody typed what is shown into.
func asShown(g table.Grid) table.Grid {
	plainer := table.Grid{Sheet: g.Sheet, Hidden: g.Hidden}
	for _, row := range g.Rows {
		line := table.Row{Number: row.Number}
		for _, c := range row.Cells {
			switch c.Kind {
			case table.CellEmpty:
				continue
			case table.CellDate:
				date := c.Date.Plan()
				c.Text = fmt.Sprintf("%02d/%02d/%04d", date.Day, int(date.Month), date.Year)
			case table.CellBool:
			default:
				if c.Text == "" {
					continue
				}
				c = table.Cell{Column: c.Column, Kind: table.CellText, Text: c.Text, Raw: c.Text}
			}
			c.Fill, c.Formula, c.Rich = "", false, false
			line.Cells = append(line.Cells, c)
		}
		if len(line.Cells) > 0 {
			plainer.Rows = append(plainer.Rows, line)
		}
	}
	return plainer
}

// comparePlans holds two readings against each other. Where they came from, and
// what each spreadsheet says of itself, may differ.
func comparePlans(t *testing.T, a, b plan.Plan) {
	t.Helper()
	for _, diff := range []string{cmp.Diff(a.Tables, b.Tables), cmp.Diff(a.Columns, b.Columns), cmp.Diff(a.Actions, b.Actions)} {
		if diff != "" {
			t.Errorf("the workbook (-) and the sheet (+) differ:\n%.2000s", diff)
		}
	}
}

func (d drawn) asWorkbook(t *testing.T) plan.Plan {
	t.Helper()
	f := excelize.NewFile()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", "Plan"))
	days, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("dd/mm/yyyy")})
	check(err)
	for i, row := range d.rows {
		for j, v := range row {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			check(err)
			switch v := v.(type) {
			case nil:
			case time.Time:
				check(f.SetCellValue("Plan", at, v))
				check(f.SetCellStyle("Plan", at, at, days))
			case formula:
				check(f.SetCellInt("Plan", at, int64(v.result)))
				check(f.SetCellFormula("Plan", at, v.text))
			default:
				check(f.SetCellValue("Plan", at, v))
			}
		}
	}
	for _, m := range d.merges {
		first, last, _ := strings.Cut(m, ":")
		check(f.MergeCell("Plan", first, last))
	}
	for _, row := range d.hidden {
		check(f.SetRowVisible("Plan", row, false))
	}
	for at, fill := range d.fills {
		style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}}) //nolint:misspell // the library's word
		check(err)
		check(f.SetCellStyle("Plan", at, at, style))
	}
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	check(f.SaveAs(path))
	book, err := excel.Open(path)
	check(err)
	p, err := table.Read("Plan", book.Grids(), table.Options{})
	check(err)
	return p
}

func ptr[T any](v T) *T { return &v }

func (d drawn) asSheet(t *testing.T) plan.Plan {
	t.Helper()
	tab := sheetstest.Tab{ID: 0, Title: "Plan"}
	for _, row := range d.rows {
		var line []any
		for _, v := range row {
			switch x := v.(type) {
			case time.Time:
				v = sheetstest.Date{Day: x, Pattern: "dd/mm/yyyy"}
			case formula:
				v = sheetstest.Formula{Text: x.text, Result: float64(x.result)}
			}
			line = append(line, v)
		}
		tab.Rows = append(tab.Rows, line)
	}
	var edits []sheetstest.Edit
	for _, m := range d.merges {
		edits = append(edits, sheetstest.Merge("Plan!"+m))
	}
	for _, row := range d.hidden {
		edits = append(edits, sheetstest.HideRow("Plan", row))
	}
	return planFromTabs(t, []sheetstest.Tab{tab}, edits, d.fills)
}

// planFromTabs serves tabs and reads them as the partners' copy is read.
func planFromTabs(t *testing.T, tabs []sheetstest.Tab, edits []sheetstest.Edit, fills map[string]string) plan.Plan {
	t.Helper()
	server := sheetstest.New(sheetstest.Options{Complain: func(what string) { t.Error(what) }})
	server.Add(sheetstest.Book{ID: storySheet, Title: "Plan", Locale: "en_GB", Tabs: tabs})
	server.Do(storySheet, edits...)
	web := httptest.NewServer(server)
	defer web.Close()
	client, err := signin.Account{Practice: "service", Endpoint: web.URL + "/"}.Client(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	colour(t, client, fills)
	s, err := sheets.Open(context.Background(), client, sheets.Place{ID: storySheet})
	if err != nil {
		t.Fatal(err)
	}
	p, err := table.Read("Plan", s.Grids(), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func colour(t *testing.T, client *sheets.Client, fills map[string]string) {
	t.Helper()
	service, err := api.NewService(context.Background(), client.Options()...)
	if err != nil {
		t.Fatal(err)
	}
	for at, fill := range fills {
		column, row, err := excelize.CellNameToCoordinates(at)
		if err != nil {
			t.Fatal(err)
		}
		var r, g, b int
		if _, err := fmt.Sscanf(fill, "%02X%02X%02X", &r, &g, &b); err != nil {
			t.Fatal(err)
		}
		_, err = service.Spreadsheets.BatchUpdate(storySheet, &api.BatchUpdateSpreadsheetRequest{Requests: []*api.Request{{RepeatCell: &api.RepeatCellRequest{
			Range: &api.GridRange{StartRowIndex: int64(row - 1), EndRowIndex: int64(row), StartColumnIndex: int64(column - 1), EndColumnIndex: int64(column)},
			Cell: &api.CellData{UserEnteredFormat: &api.CellFormat{BackgroundColor: &api.Color{ //nolint:misspell // the API's word
				Red: float64(r) / 255, Green: float64(g) / 255, Blue: float64(b) / 255}}},
			Fields: "userEnteredFormat.backgroundColor",
		}}}}).Do()
		if err != nil {
			t.Fatal(err)
		}
	}
}
