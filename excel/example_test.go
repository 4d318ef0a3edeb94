package excel_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/table"
)

// A workbook is staged, what would come of it is shown, and it is saved.
func Example() {
	path := officersWorkbook()
	defer os.RemoveAll(filepath.Dir(path))
	read := func(grids []table.Grid) (plan.Plan, error) { return table.Read("plan.xlsx", grids, table.Options{}) }
	book, err := excel.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	p, err := read(book.Grids())
	if err != nil {
		log.Fatal(err)
	}
	first := p.Actions[0]
	says := func(words string) plan.Entry { return plan.Entry{Value: plan.TextValue(words), Typed: words} }
	staged, err := excel.Stage(path, excel.Work{
		Read: read, From: p,
		Edits: []plan.Edit{{ID: first.ID, Ref: first.Ref, Field: plan.FieldLead, Was: first.Entry(plan.FieldLead), Now: says("Director")}},
		Rows: []excel.NewRow{{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: says("1.3"), plan.FieldAction: says("Publish the offer"),
		})}},
	})
	if err != nil {
		log.Fatal(err)
	}
	o := staged.Outcome()
	for _, c := range o.Changes {
		fmt.Printf("%s: %q becomes %q\n", c.Cell, c.Was, c.Now)
	}
	for _, n := range o.ByHand {
		fmt.Printf("by hand, %s: %s\n", n.Cell, n.Message)
	}
	for _, b := range o.Besides {
		fmt.Println("besides:", b)
	}
	if err := staged.Save(path); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Plan!C2: "Head of Service" becomes "Director"
	// Plan!A4: "" becomes "1.3"
	// Plan!B4: "" becomes "Publish the offer"
	// by hand, Plan!C4: left to fill in for 1.3: lead
	// besides: 1 row is put in under row 3 of the sheet “Plan”: what stands from row 4 on moves down by 1 row, and formulas, names and ranges that mean it follow
}

// officersWorkbook draws a small plan with a key under it.
func officersWorkbook() string {
	folder, err := os.MkdirTemp("", "plan")
	if err != nil {
		log.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	path := filepath.Join(folder, "plan.xlsx")
	err = f.SetSheetName("Sheet1", "Plan")
	for i, row := range [][]any{
		{"Ref", "Action", "Lead"},
		{"1.1", "Write to every school", "Head of Service"},
		{"1.2", "Audit forty cases", "Principal Officer"},
		{"Key: red is late"},
	} {
		if err == nil {
			err = f.SetSheetRow("Plan", fmt.Sprint("A", i+1), &row)
		}
	}
	if err == nil {
		err = f.SaveAs(path)
	}
	if err != nil {
		log.Fatal(err)
	}
	return path
}
