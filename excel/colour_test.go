package excel

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// aRatedBook is a plan of four actions and their ratings: a cell's style, and
// its word, "" for none. Styles: 0 plain, 1 red, 2 amber, 3 green, 4 grey,
// 5 red and bold with borders, 6 blue.
func aRatedBook(ratings ...string) ooxmltest.Book {
	rows := `<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c><c r="B1" t="inlineStr"><is><t>Action</t></is></c><c r="C1" t="inlineStr"><is><t>RAG</t></is></c><c r="D1" t="inlineStr"><is><t>Lead</t></is></c></row>`
	for i, r := range ratings {
		style, word, _ := strings.Cut(r, " ")
		cell := fmt.Sprintf(`<c r="C%d" s="%s"`, i+2, style)
		if word == "" {
			cell += "/>"
		} else {
			cell += ` t="inlineStr"><is><t>` + word + `</t></is></c>`
		}
		rows += fmt.Sprintf(`<row r="%d"><c r="A%d" t="inlineStr"><is><t>1.%d</t></is></c><c r="B%d" t="inlineStr"><is><t>Write policy number %d and publish it</t></is></c>%s<c r="D%d" t="inlineStr"><is><t>Head of Service</t></is></c></row>`, i+2, i+2, i+1, i+2, i+1, cell, i+2)
	}
	b := ooxmltest.Rows(rows)
	fill := func(rgb string) string {
		return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + rgb + `"/></patternFill></fill>`
	}
	b.Styles = `<fonts count="2"><font/><font><b/></font></fonts><fills count="7"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` + fill("FF0000") + fill("FFC000") + fill("00B050") + fill("D9D9D9") + fill("0070C0") + `</fills>` +
		`<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="0" fillId="2"/><xf numFmtId="0" fillId="3"/><xf numFmtId="0" fillId="4"/><xf numFmtId="0" fillId="5"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" applyFill="1"><alignment wrapText="1"/></xf><xf numFmtId="0" fillId="6"/></cellXfs>`
	return b
}

func rated(rating string) plan.Entry {
	return plan.Entry{Value: plan.RatingValue(rating), Typed: strings.ToUpper(rating[:1]) + rating[1:]}
}

// ragOf stages a rating for the action in a row.
func ragOf(t *testing.T, data []byte, row int, now plan.Entry) (*Staged, plan.Edit) {
	t.Helper()
	book, err := readBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range p.Actions {
		if a.Row == row {
			e := plan.Edit{ID: a.ID, Field: plan.FieldRAG, Was: a.Entry(plan.FieldRAG), Now: now}
			return stage(t, data, Work{Read: readPlan, From: p, Edits: []plan.Edit{e}}), e
		}
	}
	t.Fatalf("no action in row %d", row)
	return nil, plan.Edit{}
}

// TestColourAndWordChangeTogether changes ratings by colour, by word and by
// both, and puts back what was there.
func TestColourAndWordChangeTogether(t *testing.T) {
	word := func(style, word string) string {
		return `<c r="C2" s="` + style + `" t="inlineStr"><is><t xml:space="preserve">` + word + `</t></is></c>`
	}
	for name, c := range map[string]struct {
		ratings []string
		now     plan.Entry
		want    string // the cell afterwards
		note    string // "" for none
		added   string // the cell format that is added
	}{
		"a colour becomes another of its column":  {[]string{"1", "3", "2"}, rated("green"), `<c r="C2" s="3"/>`, "that is what changes, and no word is written", ""},
		"and keeps the rest of its format":        {[]string{"5", "3", "2"}, rated("amber"), `<c r="C2" s="7"/>`, "that is what changes", `<xf numFmtId="0" fontId="1" fillId="3" borderId="1" applyFill="1"><alignment wrapText="1"/></xf>`},
		"a colour is taken off":                   {[]string{"1", "3", "0"}, blank, `<c r="C2" s="0"/>`, "which is taken off", ""},
		"a word and its colour change together":   {[]string{"1 Red", "3 Green", "2 Amber"}, rated("green"), word("3", "Green"), "", ""},
		"to a word that no colour says":           {[]string{"1 Red", "4 Not started", "2 Amber"}, rated("not started"), word("4", "Not started"), "", ""},
		"a word on its colour is cleared":         {[]string{"1 Red", "3 Green", "0"}, blank, `<c r="C2" s="0"/>`, "", ""},
		"no such colour: the word alone, said":    {[]string{"1 Red", "3 Green", "2 Amber"}, rated("blue"), word("1", "Blue"), "the cell keeps its colour, which says red", ""},
		"a word on another's colour keeps it":     {[]string{"3 Red", "1 Red", "2 Amber"}, rated("amber"), word("3", "Amber"), "the cell keeps its colour, which says green", ""},
		"a word alone stays a word alone":         {[]string{"0 Red", "0 Green", "0 Amber"}, rated("green"), word("0", "Green"), "", ""},
		"a blank cell in a column of colours":     {[]string{"0", "3", "2", "1"}, rated("green"), `<c r="C2" s="3"/>`, "no word is written", ""},
		"a blank cell in a column of both":        {[]string{"0", "3 Green", "2 Amber"}, rated("green"), word("3", "Green"), "", ""},
		"a blank cell, and no such colour":        {[]string{"0", "3", "2"}, rated("blue"), word("0", "Blue"), "the sheet has none that says Blue: the word is written", ""},
		"a word alone in a column mostly of both": {[]string{"0 Red", "3 Green", "2 Amber"}, rated("green"), word("3", "Green"), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := aRatedBook(c.ratings...).Bytes()
			s, e := ragOf(t, data, 2, c.now)
			if len(s.Changes()) != 1 {
				t.Fatalf("refused: %v", s.Refusals())
			}
			if notes := strings.Join(s.Changes()[0].Notes, "; "); (notes == "") != (c.note == "") || !strings.Contains(notes, c.note) {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
			if s.Changes()[0].Fill != (strings.HasSuffix(c.want, "/>") && !strings.Contains(c.ratings[0], " ")) {
				t.Errorf("its colour alone says it: %v", s.Changes()[0].Fill)
			}
			parts := []string{"xl/worksheets/sheet1.xml"}
			said := slices.ContainsFunc(s.Outcome().Besides, func(b string) bool { return strings.HasPrefix(b, "1 cell format is added") })
			if said != (c.added != "") {
				t.Errorf("besides: %v", s.Outcome().Besides)
			}
			if c.added != "" {
				parts = append(parts, "xl/styles.xml")
			}
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			after := read(t, s.path)
			onlyTheseChanged(t, data, after, parts...)
			if got := sheetOf(t, after); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
			if got := partOf(t, after, "xl/styles.xml"); !strings.Contains(got, c.added) {
				t.Errorf("want %s in %s", c.added, got)
			}
			book, err := readBytes(after)
			if err != nil {
				t.Fatal(err)
			}
			p, err := readPlan(book.Grids())
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Actions[0].Value(plan.FieldRAG); got != c.now.Value {
				t.Errorf("it reads %v, want %v", got, c.now.Value)
			}
			back := e
			back.Was, back.Now = p.Actions[0].Entry(plan.FieldRAG), e.Was
			undo, err := Stage(s.path, Work{Read: readPlan, Edits: []plan.Edit{back}, Exact: map[plan.Cell]table.State{e.Was.Cell: s.Changes()[0].Stood}})
			if err != nil {
				t.Fatal(err)
			}
			if err := undo.Save(s.path); err != nil {
				t.Fatal(err)
			}
			if got, want := sheetOf(t, read(t, s.path)), sheetOf(t, data); got != want {
				t.Errorf("put back it is %s, was %s", got, want)
			}
		})
	}
}

// TestColourThatCannotChange refuses a rating by colour alone for which the
// sheet has no colour, and never writes a word on the old one.
func TestColourThatCannotChange(t *testing.T) {
	for name, c := range map[string]struct {
		ratings []string
		now     plan.Entry
		why     string
	}{
		"no such colour":        {[]string{"1", "3", "2"}, rated("blue"), "no cell of the sheet has a colour that says blue"},
		"a step without colour": {[]string{"1", "3", "0"}, rated("not started"), "no cell of the sheet has a colour that says not started"},
		"a word that is none":   {[]string{"1", "3", "2"}, words("Paused"), "no cell of the sheet has a colour that says paused"},
		"another's colour":      {[]string{"3 Red", "1 Red", "2 Amber"}, blank, "the cell's colour would still say how it is rated"},
	} {
		t.Run(name, func(t *testing.T) {
			data := aRatedBook(c.ratings...).Bytes()
			s, _ := ragOf(t, data, 2, c.now)
			if r := s.Refusals(); len(r) != 1 || !strings.Contains(r[0].Why, c.why) {
				t.Errorf("refused %v, want %s", r, c.why)
			}
			if s.Save(s.path) == nil || !slices.Equal(read(t, s.path), data) {
				t.Error("the file changed")
			}
		})
	}
}

// TestColourByRule writes no colour where a rule gives it.
func TestColourByRule(t *testing.T) {
	b := aRatedBook("0 Red", "0 Green", "0 Amber")
	b.Sheets[0].Content += `<conditionalFormatting sqref="C2:C9"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"Red"</formula></cfRule></conditionalFormatting>`
	s, _ := ragOf(t, b.Bytes(), 2, rated("green"))
	if c := s.Changes(); len(c) != 1 || len(c[0].Notes) != 1 || c[0].Notes[0] != "a rule of the sheet's (conditional formatting) colours the cell: no colour is written" {
		t.Errorf("%+v", c)
	}
}

// TestNewRowInAColumnOfColours rates a new action as its column does.
func TestNewRowInAColumnOfColours(t *testing.T) {
	for name, c := range map[string]struct {
		ratings []string
		want    string
	}{
		"by colour": {[]string{"1", "3", "2"}, `<c r="C5" s="3"/>`},
		"by both":   {[]string{"1 Red", "3 Green", "2 Amber"}, `<c r="C5" s="3" t="inlineStr"><is><t xml:space="preserve">Green</t></is></c>`},
		"by word":   {[]string{"0 Red", "0 Green", "0 Amber"}, `<c r="C5" t="inlineStr"><is><t xml:space="preserve">Green</t></is></c>`},
	} {
		row := NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldAction: words("Publish the offer"), plan.FieldRAG: rated("green")})}
		if got := sheetOf(t, doneTo(t, aRatedBook(c.ratings...).Bytes(), Work{Rows: []NewRow{row}})); !strings.Contains(got, c.want) {
			t.Errorf("%s: want %s in %s", name, c.want, got)
		}
	}
}

// TestColourOfAStep changes ratings by the council's own scale, whose steps have
// colours of their own: a colour that says another rating elsewhere, and one that says
// none.
func TestColourOfAStep(t *testing.T) {
	terms := table.Options{
		Ratings: []plan.RatingWord{
			{Words: "Off course", Rating: plan.RatingRed, Step: "Off course"}, {Words: "Slipping", Rating: plan.RatingAmber, Step: "Slipping"}, {Fill: "FFC000", Rating: plan.RatingAmber, Step: "Slipping"},
			{Words: "Paused", Rating: plan.RatingNotStarted, Step: "Paused"}, {Fill: "D9D9D9", Rating: plan.RatingNotStarted, Step: "Paused"},
		},
		Scale: []plan.Step{{Name: "Off course", Kind: plan.OffTrack, Rating: plan.RatingRed}, {Name: "Slipping", Kind: plan.AtRisk, Rating: plan.RatingAmber}, {Name: "Paused", Kind: plan.Paused, Rating: plan.RatingNotStarted}},
	}
	asSaid := func(grids []table.Grid) (plan.Plan, error) { return table.Read("plan.xlsx", grids, terms) }
	step := func(word string) plan.Entry {
		v, _ := plan.ReadRating(word, terms.Ratings)
		return plan.Entry{Value: v, Typed: word}
	}
	for name, c := range map[string]struct {
		ratings []string
		now     plan.Entry
		want    string
		note    string
	}{
		"a step's own colour becomes another's":       {[]string{"2", "4", "1"}, step("Paused"), `<c r="C2" s="4"/>`, "no word is written"},
		"a word and its own colour":                   {[]string{"2 Slipping", "4 Paused", "1 Off course"}, step("Paused"), `<c r="C2" s="4" t="inlineStr"><is><t xml:space="preserve">Paused</t></is></c>`, ""},
		"a usual colour for the step that counts so":  {[]string{"2 Slipping", "4 Paused", "1 Off course"}, step("Off course"), `<c r="C2" s="1" t="inlineStr"><is><t xml:space="preserve">Off course</t></is></c>`, ""},
		"a usual word for the only step of its kind":  {[]string{"2 Slipping", "4 Paused", "1 Off course"}, step("Red"), `<c r="C2" s="1" t="inlineStr"><is><t xml:space="preserve">Red</t></is></c>`, ""},
		"a colour that no cell of the sheet has":      {[]string{"2 Slipping", "1 Off course", "0"}, step("Green"), `<c r="C2" s="2" t="inlineStr"><is><t xml:space="preserve">Green</t></is></c>`, "the cell keeps its colour, which says Slipping"},
		"a word on a colour that does not say it now": {[]string{"4 Off course", "1 Off course", "2 Slipping"}, step("Slipping"), `<c r="C2" s="4" t="inlineStr"><is><t xml:space="preserve">Slipping</t></is></c>`, "the cell keeps its colour, which says Paused"},
	} {
		t.Run(name, func(t *testing.T) {
			data := aRatedBook(c.ratings...).Bytes()
			book, err := readBytes(data)
			if err != nil {
				t.Fatal(err)
			}
			p, err := asSaid(book.Grids())
			if err != nil {
				t.Fatal(err)
			}
			e := plan.Edit{ID: p.Actions[0].ID, Field: plan.FieldRAG, Was: p.Actions[0].Entry(plan.FieldRAG), Now: c.now}
			s := stage(t, data, Work{Read: asSaid, From: p, Edits: []plan.Edit{e}})
			if len(s.Changes()) != 1 {
				t.Fatalf("refused: %v", s.Refusals())
			}
			if got := strings.Join(s.Changes()[0].Notes, "; "); (got == "") != (c.note == "") || !strings.Contains(got, c.note) {
				t.Errorf("it says %q, want %q", got, c.note)
			}
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			if got := sheetOf(t, read(t, s.path)); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
		})
	}
}

// TestPutBackColourAfterOthersSaved: a program that saved meanwhile has put every
// format in its own words. A rating gets back the colour that goes with it, or stays
// as it is with its word; a cell whose format apply never changed says nothing of it.
func TestPutBackColourAfterOthersSaved(t *testing.T) {
	// As LibreOffice does, with a part of a format that was not spelt out before.
	saved := []string{`<xf numFmtId="0"`, `<xf applyProtection="1" numFmtId="0"`}
	for name, c := range map[string]struct {
		ratings []string
		now     plan.Entry
		since   []string // what else is in the workbook's formats by then
		rows    []string // and in its rows
		older   bool     // an earlier build kept how the cell stood
		want    plan.Value
		fill    string
		note    string
		refused string
	}{
		"its colour":                   {ratings: []string{"1 Red", "3 Green", "2 Amber", "1 Red"}, now: rated("green"), want: plan.RatingValue("red"), fill: "FF0000", note: goneButColour},
		"of an earlier build":          {ratings: []string{"1 Red", "3 Green", "2 Amber", "1 Red"}, now: rated("green"), older: true, want: plan.RatingValue("red"), fill: "FF0000", note: goneButColour},
		"its colour, in no other cell": {ratings: []string{"1 Red", "3 Green", "2 Amber"}, now: rated("green"), want: plan.RatingValue("red"), fill: "FF0000", note: goneButColour},
		"a colour alone":               {ratings: []string{"1", "3", "2"}, now: rated("green"), want: plan.RatingValue("red"), fill: "FF0000", note: goneButColour},
		"a blank cell":                 {ratings: []string{"0", "3 Green", "2 Amber"}, now: rated("green"), want: plan.Blank, fill: "", note: goneButColour},
		"its colour is gone":           {ratings: []string{"1 Red", "3 Green", "2 Amber"}, now: rated("green"), since: []string{`FFFF0000`, `FF123456`}, want: plan.RatingValue("green"), fill: "00B050", refused: "would say two things"},
		"coloured by somebody since":   {ratings: []string{"1 Red", "3 Green", "2 Amber"}, now: rated("green"), rows: []string{`r="C2" s="3"`, `r="C2" s="2"`}, want: plan.RatingValue("green"), fill: "FFC000", refused: changedFormat},
		"a word alone says nothing":    {ratings: []string{"0 Red", "0 Green", "0 Amber"}, now: rated("green"), want: plan.RatingValue("red"), fill: ""},
		"a word on another's colour":   {ratings: []string{"3 Red", "1 Red", "2 Amber"}, now: rated("amber"), want: plan.RatingValue("red"), fill: "00B050"},
	} {
		t.Run(name, func(t *testing.T) {
			s, e := ragOf(t, aRatedBook(c.ratings...).Bytes(), 2, c.now)
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			rewriteParts(t, s.path, "xl/styles.xml", append(saved, c.since...)...)
			if c.rows != nil {
				rewriteParts(t, s.path, "xl/worksheets/sheet1.xml", c.rows...)
			}
			book, err := Open(s.path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := readPlan(book.Grids())
			if err != nil {
				t.Fatal(err)
			}
			state := s.Changes()[0].Stood
			if c.older {
				state = table.State(regexp.MustCompile(`,"fill":"[^"]*"`).ReplaceAllString(string(state), ""))
			}
			back := e
			back.Was, back.Now = p.Actions[0].Entry(plan.FieldRAG), e.Was
			undo, err := Stage(s.path, Work{Read: readPlan, Edits: []plan.Edit{back}, Exact: map[plan.Cell]table.State{e.Was.Cell: state}})
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
			if !strings.Contains(strings.Join(refused, ";"), c.refused) || (len(refused) > 0) != (c.refused != "") || len(refused) == 0 && strings.Join(notes, ";") != c.note {
				t.Errorf("refused %q, want %q; notes %q, want %q", refused, c.refused, notes, c.note)
			}
			if c.refused == "" {
				if err := undo.Save(s.path); err != nil {
					t.Fatal(err)
				}
			}
			if book, err = Open(s.path); err != nil {
				t.Fatal(err)
			}
			if p, err = readPlan(book.Grids()); err != nil {
				t.Fatal(err)
			}
			cell, _ := cellAt(&book.Grids()[0], 2, 3)
			if got := p.Actions[0].Value(plan.FieldRAG); cell.Fill != c.fill || c.refused == "" && got != c.want {
				t.Errorf("it reads %v on %q, want %v on %q", got, cell.Fill, c.want, c.fill)
			}
		})
	}
}
