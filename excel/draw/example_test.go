package draw_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/draw"
	"actionplan/plan"
)

// A sheet of one table is drawn, and read again.
func Example() {
	due, _ := plan.ParseISO("2026-03-31")
	rows := [][]draw.Cell{
		{draw.Words("1.1"), draw.Day(due), draw.Toned("Late", draw.Red)},
		{draw.Words("=1+1"), draw.Day(plan.Date{}), draw.Words("never a formula")},
	}
	var file bytes.Buffer
	err := draw.Write(&file, draw.Book{Title: "Actions", Sheets: []draw.Sheet{{
		Name: "Actions", Title: "Actions", Lines: []string{"As at 1 April 2026."},
		Table: draw.Table{
			Name:    "Actions",
			Columns: []draw.Column{{Heading: "Ref"}, {Heading: "Due"}, {Heading: "State"}},
			Rows:    len(rows), Row: func(i int) []draw.Cell { return rows[i] },
		},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		log.Fatal(err)
	}
	defer book.Close()
	read, err := book.GetRows("Actions")
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range read {
		fmt.Printf("%q\n", row)
	}
	// Output:
	// ["Actions"]
	// ["As at 1 April 2026."]
	// ["Ref" "Due" "State"]
	// ["1.1" "31 Mar 2026" "Late"]
	// ["=1+1" "" "never a formula"]
}
