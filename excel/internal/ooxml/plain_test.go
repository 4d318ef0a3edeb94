package ooxml

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// heard writes down all that a sheet's reader is told, a line each, and
// the error it ended with.
func heard(r io.Reader) []string {
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	err := NewScanner(r).ReadSheet(&SheetEvents{
		Row:         func(r *SheetRow) error { say("row %+v", *r); return nil },
		Cell:        func(c *SheetCell) error { say("cell %+v %q", *c, c.Value); return nil },
		EndRow:      func(r *SheetRow) error { say("end %+v", *r); return nil },
		Merge:       func(r Range) error { say("merge %v", r); return nil },
		Hidden:      func(first, last int) { say("hidden %d %d", first, last) },
		Conditional: func(r []Range) { say("conditional %v", r) },
		Protected:   func() { say("protected") },
	})
	return append(lines, fmt.Sprint(err))
}

// bothWays reads a sheet at once, where whole cells stand in the window and
// the faster reading takes them, and byte by byte, where only tokens do.
func bothWays(t *testing.T, name string, sheet []byte) {
	t.Helper()
	fast, slow := heard(bytes.NewReader(sheet)), heard(iotest.OneByteReader(bytes.NewReader(sheet)))
	if diff := cmp.Diff(slow, fast); diff != "" {
		t.Errorf("%s (-by tokens +at once)\n%.3000s", name, diff)
	}
}

var oddCells = []string{
	`<c r="A1" s="1" t="s"><v>0</v></c>`, `<c r="A1"/>`, `<c r="A1"></c>`, `<c r="A1"><v></v></c>`, `<c r="A1"><v/></c>`, `<c s="1" r="B2"/>`,
	`<c r="A1" t="str"><v>_x000D_</v></c>`, `<c r="A1" t="zz"><v>1</v></c>`, `<c r="A1" t=""><v>1</v></c>`, `<c r="A1" t="sn"><v>1</v></c>`, `<c r="A1" r="B1"><v>1</v></c>`,
	`<c r="A1"><v>a&amp;b</v></c>`, "<c r=\"A1\"><v>\x01</v></c>", "<c r=\"A1\"><v>\xff</v></c>", `<c r="A1"><v>é</v></c>`, `<c r="A1"><v>1</v><v>2</v></c>`, `<c r="A1"><f>1</f><v>2</v></c>`,
	`<c r="A1"><v>1</v></d>`, `<c r="A1"><v>1</c></v>`, `<c r="A1" cm="1"><v>1</v></c>`, `<c r='A1'><v>1</v></c>`, `<c r="A1" ><v>1</v></c>`, `<c r="A1"><v >1</v></c>`, `<c r="A1"><v>1</v ></c >`,
	`<c r="<"><v>1</v></c>`, `<c r="A1"s="1"><v>1</v></c>`, `<c r="A1" s="x"><v>1</v></c>`, `<c r="Z9" s="99999999999999999999"><v>1</v></c>`, `<c r="A1" /><c r="B1"/>`, `<c r="A1"/ >`,
	`<c t="inlineStr"><is><t>a</t></is></c>`, `<c t="inlineStr"><is><t xml:space="preserve"> a&#10;_x0041_</t></is></c>`, `<c t="inlineStr"><is><t>a</t><t>b</t></is></c>`, `<c t="inlineStr"><is><t>&bad;</t></is></c>`, `<c t="inlineStr"><is><t>a</t ></is></c>`,
	`<c xmlns="other" r="A1"><v>1</v></c>`, `<x:c r="A1"><v>1</v></x:c>`, `<c xml:r="A1"><v>1</v></c>`, `<c r="A1"><!-- --><v>1</v></c>`, `<c r="A1"><v><![CDATA[1]]></v></c>`, `<c r="A1"><v>1`, `<c r="A1`, `<c `,
}

// TestBothWays holds the faster reading of cells to the reading by tokens.
func TestBothWays(t *testing.T) {
	for _, cell := range oddCells {
		for _, form := range []string{
			`<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c>%s<c><v>8</v></c></row></sheetData></worksheet>`,
			`<worksheet xmlns="` + "http://purl.oclc.org/ooxml/spreadsheetml/main" + `"><sheetData><row>%s</row></sheetData></worksheet>`,
			`<x:worksheet xmlns:x="u" xmlns="v"><x:sheetData><x:row>%s</x:row></x:sheetData></x:worksheet>`,
		} {
			bothWays(t, cell, []byte(fmt.Sprintf(form, cell)))
		}
	}
}

// TestBothWaysOverCorpus does so for every sheet of the corpus.
func TestBothWaysOverCorpus(t *testing.T) {
	xmlParts(t, func(t *testing.T, name string, data []byte) {
		if strings.Contains(name, "heet") {
			bothWays(t, name, data)
		}
	})
}

// FuzzBothWays does so for whatever it is given.
func FuzzBothWays(f *testing.F) {
	for _, cell := range oddCells {
		f.Add([]byte(`<worksheet><sheetData><row r="1">` + cell + `<c><v>8</v></c></row></sheetData></worksheet>`))
	}
	f.Fuzz(func(t *testing.T, sheet []byte) { bothWays(t, "sheet", sheet) })
}
