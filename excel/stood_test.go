package excel

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// backWork is the work that puts back what a staged one changes, as it is kept
// in a file meanwhile.
func backWork(t testing.TB, s *Staged, edits []plan.Edit) Work {
	t.Helper()
	work := Work{Exact: map[plan.Cell]table.State{}}
	for _, c := range s.Changes() {
		kept, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var again Change
		if err := json.Unmarshal(kept, &again); err != nil {
			t.Fatal(err)
		}
		for _, e := range edits {
			if e.Was.Cell == c.Cell {
				now := e.Was
				e.Was, e.Now = e.Now, now
				e.Was.Cell = c.Cell
				work.Edits = append(work.Edits, e)
				work.Exact[c.Cell] = again.Stood
			}
		}
	}
	return work
}

// thereAndBack writes edits and puts back what was there.
func thereAndBack(t testing.TB, data []byte, between func(path string), edits ...plan.Edit) (after, back []byte) {
	t.Helper()
	s := stage(t, data, Work{Edits: edits})
	if len(s.Changes()) != len(edits) {
		t.Fatalf("%d changes, refused %v", len(s.Changes()), s.Refusals())
	}
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	if between != nil {
		between(s.path)
	}
	after = read(t, s.path)
	undo, err := Stage(s.path, backWork(t, s, edits))
	if err != nil {
		t.Fatal(err)
	}
	if err := undo.Save(s.path); err != nil {
		t.Fatal(err)
	}
	if len(undo.Changes()) != len(edits) {
		t.Errorf("%d of %d cells were put back", len(undo.Changes()), len(edits))
	}
	return after, read(t, s.path)
}

// TestPutBackJustAsItStood writes over cells of every form and puts them back:
// the sheet's part is what it was, byte for byte.
func TestPutBackJustAsItStood(t *testing.T) {
	for name, c := range map[string]struct {
		rows      string
		was, now  plan.Entry
		cell      string
		identical bool
	}{
		"a shared text":               {`<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>`, words("shared"), words("new"), "A1", true},
		"a shared text with runs":     {`<row r="1"><c r="A1" t="s"><v>1</v></c></row>`, words("bold words"), words("new"), "A1", true},
		"a text with runs within":     {`<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> text</t></r></is></c></row>`, words("bold text"), blank, "A1", true},
		"a date typed as text":        {`<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>31/3/26</t></is></c></row>`, words("31/3/26"), dated("2026-04-30"), "A1", true},
		"a real date":                 {`<row r="1"><c r="A1" s="4"><v>46112</v></c></row>`, dated("2026-03-31"), words("later"), "A1", true},
		"a number in its own form":    {`<row r="1"><c r="A1" ><v>1.10</v></c></row>`, numbered("1.1"), numbered("2"), "A1", true},
		"a tick":                      {`<row r="1"><c r="A1" t="b" cm="1"><v>1</v></c></row>`, plan.Entry{Value: plan.BooleanValue(true), Typed: "TRUE"}, words("yes"), "A1", true},
		"blank with a format":         {`<row r="1"><c r="A1" s="3"/></row>`, blank, words("=new"), "A1", true},
		"blank without an element":    {`<row r="1"><c r="B1"/></row>`, blank, dated("2026-03-31"), "A1", true},
		"blank, its row a single tag": {`<row r="1" s="3" customFormat="1" ht="30"/>`, blank, words("new"), "A1", false},
		"blank without a row":         {`<row r="2"><c r="A2"/></row>`, blank, words("new"), "A1", true},
		"without names":               {`<row><c s="3" t="s"><v>0</v></c><c/></row>`, words("shared"), blank, "A1", true},
		"in words of other programs":  {`<row r="1"><c r="A1" q:z="1" xmlns:q="q" t="str"><v>a</v></c></row>`, words("a"), words("new"), "A1", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(c.rows)
			b.Strings += `<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> words</t></r></si>`
			data := b.Bytes()
			after, back := thereAndBack(t, data, nil, edit(c.cell, c.was, c.now))
			if sheetOf(t, after) == sheetOf(t, data) {
				t.Error("nothing was written")
			}
			if got, want := sheetOf(t, back), sheetOf(t, data); c.identical && got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			} else if !c.identical && strings.Contains(got, `<c `) {
				t.Errorf("a cell is left: %s", got)
			}
		})
	}
}

// TestPutBackAfterOthersSaved puts cells back in a workbook that excelize has
// saved meanwhile: with other numbers for texts and formats, and prefixes.
func TestPutBackAfterOthersSaved(t *testing.T) {
	b := aStyledBook(`<row r="1"><c r="A1" s="3" t="s"><v>1</v></c><c r="B1" s="3" t="inlineStr"><is><t>31/3/26</t></is></c></row>`)
	b.Strings += `<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> words</t></r></si>`
	for name, c := range map[string]struct {
		between func(t *testing.T, path string)
		want    []string
	}{
		"the shared text went": {func(t *testing.T, path string) {
			rewriteParts(t, path, "xl/sharedStrings.xml", `<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> words</t></r></si>`, `<si><t>another</t></si>`)
		}, []string{`<c r="A1" s="3" t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> words</t></r></is></c>`}},
		"formats changed places": {func(t *testing.T, path string) {
			rewriteParts(t, path, "xl/styles.xml", `<xf numFmtId="0" fillId="2"/><xf numFmtId="0" fontId="1"/>`, `<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fillId="2"/>`)
			rewriteParts(t, path, "xl/worksheets/sheet1.xml", `s="3"`, `s="2"`)
		}, []string{`<c r="A1" s="2" t="s"><v>1</v></c><c r="B1" s="2" t="inlineStr"><is><t>31/3/26</t></is></c>`}},
		"elements have a prefix": {func(t *testing.T, path string) {
			rewriteParts(t, path, "xl/worksheets/sheet1.xml", `<worksheet xmlns=`, `<x:worksheet xmlns:x=`, `</worksheet>`, `</x:worksheet>`, `<sheetData>`, `<x:sheetData>`, `</sheetData>`, `</x:sheetData>`,
				`<row `, `<x:row `, `</row>`, `</x:row>`, `<c `, `<x:c `, `</c>`, `</x:c>`, `<is>`, `<x:is>`, `</is>`, `</x:is>`, `<t `, `<x:t `, `</t>`, `</x:t>`)
		}, []string{`<x:c r="A1" s="3" t="s"><x:v>1</x:v></x:c><x:c r="B1" s="3" t="inlineStr"><x:is><x:t>31/3/26</x:t></x:is></x:c>`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, back := thereAndBack(t, b.Bytes(), func(path string) { c.between(t, path) },
				edit("A1", words("bold words"), words("new")), edit("B1", words("31/3/26"), words("newer")))
			for _, want := range c.want {
				if got := sheetOf(t, back); !strings.Contains(got, want) {
					t.Errorf("want %s in %s", want, got)
				}
			}
		})
	}
	_, back := thereAndBack(t, b.Bytes(), func(path string) {
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		must(f.SetCellStr("Plan", "D9", "their own words"))
		must(f.Save())
	}, edit("A1", words("bold words"), words("new")), edit("B1", words("31/3/26"), words("newer")))
	f, err := excelize.OpenReader(bytes.NewReader(back))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	runs, err := f.GetCellRichText("Plan", "A1")
	if err != nil || len(runs) != 2 || runs[0].Font == nil || !runs[0].Font.Bold || runs[1].Text != " words" {
		t.Errorf("%v %+v", err, runs)
	}
	if kind, _ := f.GetCellType("Plan", "B1"); kind != excelize.CellTypeInlineString {
		t.Errorf("the text became %v", kind)
	}
}

// rewriteParts replaces texts of a part of a workbook in a file.
func rewriteParts(t *testing.T, path, part string, oldNew ...string) {
	t.Helper()
	var parts []ooxmltest.Part
	for _, e := range takeZipApart(t, read(t, path), func(string) bool { return true }) {
		if e.Name == part {
			now := strings.NewReplacer(oldNew...).Replace(e.Content)
			if now == e.Content {
				t.Fatalf("nothing of %s was replaced", part)
			}
			e.Content = now
		}
		if e.Name == "the file's comment" {
			continue
		}
		parts = append(parts, ooxmltest.Part{Name: e.Name, Content: e.Content})
	}
	if err := os.WriteFile(path, ooxmltest.Zip(parts...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPutBackKeepsAFormatGivenSince: what a person gave a cell since, a colour or
// a font, stays, and is said; where what the cell held would say something else
// in it, the cell is left. A format that was not changed comes back as ever.
func TestPutBackKeepsAFormatGivenSince(t *testing.T) {
	const kept, left = "it was formatted since, and that stays", "its format was changed since, and what it said needs the one it had"
	for name, c := range map[string]struct {
		rows, since, want string
		was, now          plan.Entry
		field             plan.Field
		note, refused     string
	}{
		"coloured":                                  {`<c r="A1" s="3" t="s"><v>0</v></c>`, `s="2"`, `<c r="A1" s="2" t="s"><v>0</v></c>`, words("shared"), words("new"), plan.FieldProgress, kept, ""},
		"a blank cell coloured":                     {`<c r="A1" s="3"/>`, `s="2"`, `<c r="A1" s="2"/>`, blank, words("new"), plan.FieldProgress, kept, ""},
		"a cell that was none coloured":             {`<c r="B1"/>`, `s="2"`, `<c r="A1" s="2"/>`, blank, words("new"), plan.FieldProgress, kept, ""},
		"not changed":                               {`<c r="A1" s="3" t="s"><v>0</v></c>`, "", `<c r="A1" s="3" t="s"><v>0</v></c>`, words("shared"), words("new"), plan.FieldProgress, "", ""},
		"a date in a colour since":                  {`<c r="A1" s="1"><v>46112</v></c>`, `s="6"`, `<c r="A1" s="6"><v>46112</v></c>`, dated("2026-03-31"), dated("2026-04-30"), plan.FieldDue, kept, ""},
		"a date in no date's format since":          {`<c r="A1" s="1"><v>46112</v></c>`, `s="3"`, `s="3"`, dated("2026-03-31"), words("later"), plan.FieldDue, "", left},
		"a date's format that apply gave, and none": {`<c r="A1" s="3" t="s"><v>0</v></c>`, "", `<c r="A1" s="3" t="s"><v>0</v></c>`, words("shared"), dated("2026-04-30"), plan.FieldDue, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			edits := []plan.Edit{edit("A1", c.was, c.now)}
			edits[0].Field = c.field
			s := stage(t, aStyledBook(`<row r="1">`+c.rows+`</row>`).Bytes(), Work{Edits: edits})
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			if c.since != "" {
				_, rest, _ := strings.Cut(sheetOf(t, read(t, s.path)), `r="A1"`)
				was, _, _ := strings.Cut(rest, ">")
				style := regexp.MustCompile(` s="\d+"`).FindString(was)
				rewriteParts(t, s.path, "xl/worksheets/sheet1.xml", `r="A1"`+style, `r="A1" `+c.since)
			}
			undo, err := Stage(s.path, backWork(t, s, edits))
			if err != nil {
				t.Fatal(err)
			}
			var refused, notes []string
			for _, r := range undo.Refusals() {
				refused = append(refused, r.Why)
			}
			for _, change := range undo.Changes() {
				notes = append(notes, change.Notes...)
			}
			if strings.Join(refused, ";") != c.refused || strings.Join(notes, ";") != c.note {
				t.Errorf("refused %q, want %q; notes %q, want %q", refused, c.refused, notes, c.note)
			}
			if c.refused == "" {
				if err := undo.Save(s.path); err != nil {
					t.Fatal(err)
				}
			}
			if got := sheetOf(t, read(t, s.path)); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
		})
	}
}

// TestPutBackOverBoldWords says that the format of single words goes, which a
// person gave what apply wrote.
func TestPutBackOverBoldWords(t *testing.T) {
	edits := []plan.Edit{edit("A1", words("shared"), words("new words"))}
	s := stage(t, aStyledBook(`<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>`).Bytes(), Work{Edits: edits})
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	rewriteParts(t, s.path, "xl/worksheets/sheet1.xml", `<t xml:space="preserve">new words</t>`, `<r><t xml:space="preserve">new </t></r><r><rPr><b/></rPr><t>words</t></r>`)
	undo, err := Stage(s.path, backWork(t, s, edits))
	if err != nil {
		t.Fatal(err)
	}
	if c := undo.Changes(); len(c) != 1 || !slices.Contains(c[0].Notes, "parts of the text lose their own formatting") {
		t.Errorf("changes %+v", c)
	}
}

// TestStateOfOthers takes no state that it did not make, and says so.
func TestStateOfOthers(t *testing.T) {
	for _, state := range []table.State{"", "{}", "null", "nonsense", `{"absent":true,"cell":"<c/>"}`, `{"cell":"<row/>"}`, `{"cell":"<c/><c/>"}`, `{"cell":"<c><v>"}`, `{"cell":"<c t=\"s\"><v>0</v></c>","text":"</is>"}`} {
		data := aStyledBook(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`).Bytes()
		s := stage(t, data, Work{Edits: []plan.Edit{edit("A1", words("shared"), words("old"))}, Exact: map[plan.Cell]table.State{at("A1"): state}})
		if c := s.Changes(); len(c) != 1 || len(c[0].Notes) != 1 || !strings.Contains(c[0].Notes[0], "cannot") && !strings.Contains(c[0].Notes[0], "can be read") {
			t.Errorf("%s: %+v", state, c)
		}
		if err := s.Save(s.path); err != nil || !strings.Contains(sheetOf(t, read(t, s.path)), ">old</t>") {
			t.Errorf("%s: %v", state, err)
		}
	}
}

// TestPutsBackWhatWas writes random edits into random workbooks, puts back
// what was there, and finds every element of a cell as it was.
func TestPutsBackWhatWas(whole *testing.T) {
	folder := whole.TempDir()
	rapid.Check(whole, func(t *rapid.T) {
		data := writeSheet(t, cellsDrawn.Draw(t, "cells"))
		book, err := readBytes(data)
		if err != nil {
			t.Fatal(err)
		}
		model := gridCells(book.Grids()[0])
		var edits []plan.Edit
		for at, now := range rapid.MapOfN(rapid.Custom(func(t *rapid.T) place {
			return place{rapid.IntRange(1, 45).Draw(t, "row"), rapid.IntRange(1, 24).Draw(t, "column")}
		}), entryDrawn, 1, 30).Draw(t, "edits") {
			was := asRead(model[at])
			was.Cell = plan.Cell{Sheet: "Sheet1", Row: at.row, Column: at.column}
			if was.Value.Kind == now.Value.Kind && was.Value.Kind == plan.KindNumber {
				continue // one that shows dates is written as words, and is then not what was asked
			}
			edits = append(edits, plan.Edit{Field: "x:test", Was: was, Now: now})
		}
		path := folder + "/plan.xlsx"
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Stage(path, Work{Edits: edits})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Save(path); err != nil {
			t.Fatal(err)
		}
		undo, err := Stage(path, backWork(whole, s, edits))
		if err != nil {
			t.Fatal(err)
		}
		if refused := undo.Refusals(); len(refused) > 0 {
			t.Fatalf("refused: %v", refused)
		}
		if err := undo.Save(path); err != nil {
			t.Fatal(err)
		}
		part := book.Sheets[0].Part
		cells := func(data []byte) map[place]string {
			all := map[place]string{}
			for _, row := range formOf(whole, partOf(whole, data, part)).rows {
				for _, c := range row.cells {
					all[c.place] = c.raw
				}
			}
			return all
		}
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		was, is := cells(data), cells(now)
		for at, raw := range was {
			if is[at] != raw {
				t.Errorf("%v was %s and is %s", at, raw, is[at])
			}
			delete(is, at)
		}
		if len(is) > 0 {
			t.Errorf("left behind: %v", is)
		}
	})
}

// TestPutBackRange writes beyond the range that a sheet says is in use, and puts
// it back: the sheet's part is what it was, and that the workbook's mark stays is
// said.
func TestPutBackRange(t *testing.T) {
	data := ooxmltest.OneSheet(`<dimension ref="A1:B1"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row></sheetData>`).Bytes()
	e := edit("C4", plan.Entry{Value: plan.Blank}, words("Begun"))
	s := stage(t, data, Work{Edits: []plan.Edit{e}})
	must(s.Save(s.path))
	if part := sheetOf(t, read(t, s.path)); !strings.Contains(part, `ref="A1:C4"`) {
		t.Fatalf("the range does not take in what was written: %s", part)
	}
	if !s.Outcome().Recalculates {
		t.Error("it does not say that it puts the mark in")
	}
	back := backWork(t, s, []plan.Edit{e})
	back.Recalculated = true
	undo, err := Stage(s.path, back)
	must(err)
	must(undo.Save(s.path))
	if got, want := sheetOf(t, read(t, s.path)), sheetOf(t, data); got != want {
		t.Errorf("the sheet's part is\n%s\nand was\n%s", got, want)
	}
	if said := strings.Join(undo.Outcome().Besides, "; "); !strings.Contains(said, "the mark stays") {
		t.Errorf("besides: %q", said)
	}
}

// TestShowsWhatItsFormatSays asserts that a number is said as its cell will show
// it, and not as its author typed it.
func TestShowsWhatItsFormatSays(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for at, code := range map[string]int{"A1": 0, "B1": 2, "C1": 4, "D1": 10} { // General, 0.00, #,##0.00 and 0.00%
		style, err := f.NewStyle(&excelize.Style{NumFmt: code})
		must(err)
		must(f.SetCellInt("Sheet1", at, 1))
		must(f.SetCellStyle("Sheet1", at, at, style))
	}
	var data bytes.Buffer
	must(f.Write(&data))
	var edits []plan.Edit
	for column := 1; column <= 4; column++ {
		at := plan.Cell{Sheet: "Sheet1", Row: 1, Column: column}
		was := plan.NumberValue("1")
		if column == 4 {
			was = plan.TextValue("100.00%")
		}
		edits = append(edits, plan.Edit{Field: plan.FieldPercent, Was: plan.Entry{Value: was, Cell: at}, Now: plan.Entry{Value: plan.NumberValue("1500"), Typed: "15e2", Cell: at}})
	}
	var shows []string
	for _, c := range stage(t, data.Bytes(), Work{Edits: edits}).Changes() {
		shows = append(shows, c.Now)
	}
	if got := strings.Join(shows, " "); got != "1500 1500.00 1,500.00 1500.00%" {
		t.Errorf("they will show %s", got)
	}
}

// TestARowPutInAboveOneThatGoes writes into a row that was not there, right
// above one that goes away with the cell it was put in for.
func TestARowPutInAboveOneThatGoes(t *testing.T) {
	path := onDisk(t, aStyledBook(`<row r="3"><c r="A3" t="inlineStr"><is><t>ours</t></is></c></row>`).Bytes())
	staged, err := Stage(path, Work{
		Edits: []plan.Edit{edit("A2", blank, words("new")), edit("A3", words("ours"), blank)},
		Exact: map[plan.Cell]table.State{edit("A3", blank, blank).Was.Cell: (&stood{Absent: true, Bare: true}).state()},
	})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := staged.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	if got := sheetOf(t, out.Bytes()); !strings.Contains(got, `<row r="2"><c r="A2"`) || strings.Contains(got, `<row r="3"`) {
		t.Errorf("got %s", got)
	}
}
