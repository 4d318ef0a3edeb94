package ooxml_test

import (
	"bytes"
	"fmt"
	"log"

	"actionplan/excel/internal/ooxml"
	"actionplan/excel/internal/ooxml/ooxmltest"
)

// One cell of a sheet is found, and rewritten in place.
func Example() {
	file := ooxmltest.Rows(`<row r="2"><c r="A2"><v>1</v></c><c r="C2" s="4"/></row>`).Bytes()
	pkg, err := ooxml.OpenPackage(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		log.Fatal(err)
	}
	workbook, err := pkg.ReadWorkbook()
	if err != nil {
		log.Fatal(err)
	}
	part := workbook.Sheets[0].Part
	survey := &ooxml.Survey{Ask: map[int][]int{2: {1}}} // A2
	if err := pkg.SurveySheet(part, survey); err != nil {
		log.Fatal(err)
	}
	cell := survey.Cells[ooxml.Address{Row: 2, Column: 1}].Cell
	change := ooxml.Splice{Start: cell.Start, End: cell.End, With: func(old []byte) ([]byte, error) {
		fmt.Printf("%s becomes 2\n", old)
		return bytes.Replace(old, []byte("<v>1</v>"), []byte("<v>2</v>"), 1), nil
	}}
	var changed bytes.Buffer
	err = pkg.Rewrite(&changed, bytes.NewReader(file), int64(len(file)), map[string][]ooxml.Splice{part: {change}})
	if err != nil {
		log.Fatal(err)
	}
	again, err := ooxml.OpenPackage(bytes.NewReader(changed.Bytes()), int64(changed.Len()))
	if err != nil {
		log.Fatal(err)
	}
	err = again.ReadSheet(part, &ooxml.SheetEvents{Cell: func(c *ooxml.SheetCell) error {
		fmt.Printf("row %d, column %d: %q\n", c.Row, c.Column, c.Value)
		return nil
	}})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// <c r="A2"><v>1</v></c> becomes 2
	// row 2, column 1: "2"
	// row 2, column 3: ""
}
