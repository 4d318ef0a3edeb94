package excel

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// entryDrawn draws what is to be written into a cell.
var entryDrawn = rapid.Custom(func(t *rapid.T) plan.Entry {
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		return blank
	case 1:
		day := plan.DateOf(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)).AddDays(rapid.IntRange(0, 40_000).Draw(t, "day"))
		return plan.Entry{Value: day.Value(), Typed: day.Long()}
	case 2:
		n := fmt.Sprint(rapid.Float64Range(-1e9, 1e9).Draw(t, "number"))
		return numbered(n)
	case 3:
		ticked := rapid.Bool().Draw(t, "ticked")
		return plan.Entry{Value: plan.BooleanValue(ticked), Typed: strings.ToUpper(fmt.Sprint(ticked))}
	}
	text := rapid.StringOf(rapid.RuneFrom([]rune("aZ 09.,_x0DF<>&\"'=\n\té€😀\u00a0日"))).Draw(t, "text")
	if v := plan.TextValue(text); v.Kind == plan.KindText {
		return plan.Entry{Value: v, Typed: text}
	}
	return words("words")
})

// asRead is a cell as an entry, by its spreadsheet's own type.
func asRead(c table.Cell) plan.Entry {
	switch c.Kind {
	case table.CellText:
		if v := plan.TextValue(c.Text); v.Kind != plan.KindBlank {
			return plan.Entry{Value: v, Typed: c.Text}
		}
		return plan.Entry{Value: plan.Blank, Typed: c.Text}
	case table.CellNumber:
		return plan.Entry{Value: plan.NumberValue(c.Raw), Typed: c.Text}
	case table.CellDate:
		return plan.Entry{Value: c.Date.Value(), Typed: c.Text}
	case table.CellBool:
		return plan.Entry{Value: plan.BooleanValue(c.Raw == "true"), Typed: c.Text}
	}
	return blank
}

// TestWritesWhatWasAsked writes random edits into random workbooks, made by
// excelize, and finds every cell as it should be: as edited, or as before.
// The same edits again change nothing.
func TestWritesWhatWasAsked(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		data := writeSheet(t, cellsDrawn.Draw(t, "cells"))
		book, err := readBytes(data)
		if err != nil {
			t.Fatal(err)
		}
		model := gridCells(book.Grids()[0])
		var work Work
		wanted := map[place]plan.Entry{}
		for at, now := range rapid.MapOfN(rapid.Custom(func(t *rapid.T) place {
			return place{rapid.IntRange(1, 45).Draw(t, "row"), rapid.IntRange(1, 24).Draw(t, "column")}
		}), entryDrawn, 1, 30).Draw(t, "edits") {
			was := asRead(model[at])
			was.Cell = plan.Cell{Sheet: "Sheet1", Row: at.row, Column: at.column}
			work.Edits = append(work.Edits, plan.Edit{Field: "x:test", Was: was, Now: now})
			wanted[at] = now
		}
		path := folder + "/plan.xlsx"
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for run := range 2 {
			s, err := Stage(path, work)
			if err != nil {
				t.Fatal(err)
			}
			if run == 1 && len(s.Changes()) > 0 {
				t.Errorf("the second time %v would change", s.Changes())
			}
			if err := s.Save(path); err != nil {
				t.Fatal(err)
			}
		}
		after, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if book, err = readBytes(after); err != nil {
			t.Fatal(err)
		}
		found := gridCells(book.Grids()[0])
		for at, now := range wanted {
			if got := found[at]; !says(got, now) && !sameWords(got, now) && asRead(model[at]).Value != now.Value {
				t.Errorf("%v: wrote %+v, read %+v", at, now, got)
			}
			delete(found, at)
			delete(model, at)
		}
		for at, c := range model {
			if found[at] != c {
				t.Errorf("%v was %+v and is %+v", at, c, found[at])
			}
			delete(found, at)
		}
		if len(found) > 0 {
			t.Errorf("new cells: %v", found)
		}
	})
}

// sameWords is for a number in a cell that shows dates, which is written as
// words.
func sameWords(c table.Cell, e plan.Entry) bool {
	return e.Value.Kind == plan.KindNumber && c.Kind == table.CellText && c.Text == e.Value.Text
}

// FuzzWrite writes one cell into whatever it is given as a sheet. Either the
// work is refused, or reading finds that cell as written and every other as
// it was.
func FuzzWrite(f *testing.F) {
	main := `xmlns="` + ooxmltest.Main + `"`
	for _, sheet := range []string{
		`<worksheet ` + main + `><dimension ref="A1:B2"/><cols><col min="1" max="2" style="1"/></cols><sheetData><row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t> a </t></r></is></c><c s="1"><f t="array" ref="C1:D2">X</f><v>44651</v></c></row><row r="3" s="1"/></sheetData><mergeCells><mergeCell ref="A5:B6"/></mergeCells></worksheet>`,
		`<x:worksheet xmlns:x="` + ooxmltest.StrictMain + `"><x:sheetData><x:row><x:c t="d"><x:v>2022-03-31</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		`<worksheet><sheetData/></worksheet>`,
		`<worksheet><sheetData><row><c/><c/></row><row r="5"><c r="B5"/><c r="D5"><v>1</v></c></row></sheetData></worksheet>`,
	} {
		for column := range 4 {
			f.Add([]byte(sheet), 1+column, column, "new")
		}
	}
	f.Fuzz(func(t *testing.T, sheet []byte, row, column int, text string) {
		if len(sheet) > 1<<20 {
			t.Skip("larger than a fuzzer needs")
		}
		b := aStyledBook("")
		b.Extra = []ooxmltest.Part{{Name: "xl/worksheets/sheet1.xml", Content: string(sheet)}}
		data := b.Bytes()
		before, err := readBytes(data)
		if err != nil {
			return
		}
		was := gridCells(before.Grids()[0])
		cell := plan.Cell{Sheet: "Plan", Row: row, Column: column}
		e := plan.Edit{Field: "x:test", Was: asRead(was[place{row, column}]), Now: words(text)}
		e.Was.Cell = cell
		if len(text)%3 == 1 {
			e.Now = dated("2026-03-31")
		}
		path := t.TempDir() + "/plan.xlsx"
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Stage(path, Work{Edits: []plan.Edit{e}})
		if err != nil || len(s.Refusals()) > 0 || len(s.Changes()) == 0 {
			return
		}
		var out bytes.Buffer
		if _, err := s.WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		onlyOneCell(t, attempt{"fuzzed", cell, e.Was, e.Now}, data, out.Bytes())
	})
}
