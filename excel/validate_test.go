package excel

import (
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// TestValuesThatExcelWouldNotTake says beforehand what a cell's own rule for
// what may be typed does not allow, and names the nearest word of a list.
func TestValuesThatExcelWouldNotTake(t *testing.T) {
	const refuses = ", and Excel would refuse it if it were typed"
	field := func(f plan.Field, now plan.Entry) plan.Edit {
		e := edit("A1", blank, now)
		e.Field = f
		return e
	}
	list := func(formula string) string {
		return `<dataValidations><dataValidation type="list" sqref="A1:A9" showErrorMessage="1"><formula1>` + formula + `</formula1></dataValidation></dataValidations>`
	}
	extended := func(formula string) string {
		return `<extLst><ext uri="x" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations><x14:dataValidation type="list" showErrorMessage="1"><x14:formula1><xm:f>` + formula + `</xm:f></x14:formula1><xm:sqref>A1:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`
	}
	rule := func(kind, operator, low, high string) string {
		return `<dataValidations><dataValidation type="` + kind + `" operator="` + operator + `" sqref="A1"><formula1>` + low + `</formula1><formula2>` + high + `</formula2></dataValidation></dataValidations>`
	}
	status := func(words_ string) plan.Edit { return field(plan.FieldStatus, words(words_)) }
	for name, c := range map[string]struct {
		rest string
		edit plan.Edit
		want string
	}{
		"listed":                         {list(`"Not started,In progress,Complete"`), status("In progress"), ""},
		"not listed, the same meaning":   {list(`"Not started,In progress,Complete"`), status("Completed early"), "the cell's drop-down list does not have “Completed early”" + refuses + "; the nearest it has is “Complete”"},
		"not listed, a slip":             {list(`"Not started,In progress,Complete"`), status("In progess"), "“In progess”" + refuses + "; the nearest it has is “In progress”"},
		"not listed, a word shared":      {list(`"Head of Service,Director of Children's Services"`), field("x:owner", words("The Director")), "; the nearest it has is “Director of Children's Services”"},
		"another's capitals":             {list(`"Not started,In progress,Complete"`), status("in progress"), "; the nearest it has is “In progress”"},
		"a rating of another word":       {list(`"R,A,G"`), field(plan.FieldRAG, rated("green")), "; the nearest it has is “G”"},
		"quotes in the list":             {list(`"Say ""yes"",No"`), field("x:a", words("No")), ""},
		"a range":                        {list(`$F$1:$F$2`), status("Done"), "; the nearest it has is “Complete”"},
		"a range, its capitals":          {list(`$F$1:$F$2`), status("COMPLETE"), ""},
		"a range of another sheet":       {list(`Lists!$A$1:$A$2`), status("Done"), "; the nearest it has is “Closed”"},
		"in Excel 2010's own words":      {extended(`Lists!$A$1:$A$2`), status("Done"), "; the nearest it has is “Closed”"},
		"a name":                         {list(`Statuses`), status("Done"), "; the nearest it has is “Closed”"},
		"a name of a name":               {list(`Again`), status("Done"), "; the nearest it has is “Closed”"},
		"a list to be worked out":        {list(`INDIRECT("Statuses")`), status("Done"), ""},
		"a range to be worked out":       {list(`OFFSET($F$1,0,0,2)`), status("Done"), ""},
		"a name that is not there":       {list(`Nothing`), status("Done"), ""},
		"a number that is listed":        {list(`"1,2,3"`), field("x:n", numbered("2")), ""},
		"clearing":                       {list(`"Complete"`), plan.Edit{Field: "x:a", Was: edit("B1", words("shared"), blank).Was, Now: blank}, ""},
		"outside":                        {strings.Replace(list(`"Complete"`), "A1:A9", "A2:A9", 1), status("Done"), ""},
		"only warned of":                 {strings.Replace(list(`"Complete"`), `showErrorMessage="1"`, `showErrorMessage="1" errorStyle="warning"`, 1), status("Done"), "does not have “Done”; the nearest it has is “Complete”"},
		"a whole number":                 {rule("whole", "between", "1", "5"), field("x:n", numbered("6")), "the cell is to hold a whole number from 1 to 5"},
		"a whole number, and it is":      {rule("whole", "", "1", "5"), field("x:n", numbered("5")), ""},
		"a whole number, and it is half": {rule("whole", "greaterThan", "0", ""), field("x:n", numbered("2.5")), "the cell is to hold a whole number above 0"},
		"a number, and it is words":      {rule("decimal", "lessThan", "9", ""), field("x:n", words("many")), "the cell is to hold a number"},
		"a date":                         {rule("date", "greaterThanOrEqual", "46113", ""), field("x:d", dated("2026-03-31")), "the cell is to hold a date from 1 April 2026 on"},
		"a date, and it is":              {rule("date", "between", "46023", "46387"), field("x:d", dated("2026-03-31")), ""},
		"a length":                       {rule("textLength", "lessThanOrEqual", "3", ""), field("x:t", words("long")), "the cell is to hold a text of a length up to 3"},
		"a bound to be worked out":       {rule("date", "greaterThan", "TODAY()", ""), field("x:d", dated("2020-03-31")), ""},
		"a rule of its own":              {rule("custom", "", "ISTEXT(A1)", ""), field("x:n", numbered("1")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(`<row r="1"><c r="A1"/><c r="B1" t="s"><v>0</v></c><c r="F1" t="inlineStr"><is><t>Complete</t></is></c></row><row r="2"><c r="F2" t="inlineStr"><is><t>Under way</t></is></c></row>`)
			b.Sheets[0].Content += c.rest
			b.Sheets = append(b.Sheets, ooxmltest.Sheet{Name: "Lists", Content: `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Open</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Closed</t></is></c></row></sheetData>`})
			b.Workbook = `<definedNames><definedName name="Statuses">Lists!$A$1:$A$2</definedName><definedName name="Again">statuses</definedName></definedNames>`
			s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{c.edit}})
			if len(s.Changes()) != 1 {
				t.Fatalf("refused: %v", s.Refusals())
			}
			if got := strings.Join(s.Changes()[0].Notes, "; "); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

// TestWhereToTypeInstead says of a cell that a formula works out where to type
// what it is to say.
func TestWhereToTypeInstead(t *testing.T) {
	for name, c := range map[string]struct{ rows, cell, why string }{
		"one that repeats another":          {`<row r="1"><c r="A1"><f>Master!I3</f><v>7</v></c></row>`, "A1", "worked out by a formula: type it in Master!I3, which it repeats"},
		"one that repeats one of its sheet": {`<row r="1"><c r="A1"><f>$B$9</f><v>7</v></c></row>`, "A1", ": type it in Plan!B9, which it repeats"},
		"what a filter spills":              {`<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B2">_xlfn._xlws.FILTER(Master!A2:K50,Master!G2:G50&lt;&gt;"Closed")</f><v>7</v></c></row><row r="2"><c r="B2"><v>7</v></c></row>`, "B2", "worked out by a formula in Plan!A1, which fills this one too: type it on the sheet “Master”, which it is worked out from"},
		"an array of its own sheet":         {`<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2</f><v>7</v></c></row><row r="2"><c r="B2"><v>7</v></c></row>`, "B2", "worked out by a formula in Plan!A1, which fills this one too"},
		"one from two sheets":               {`<row r="1"><c r="A1"><f>Master!I3&amp;Other!B2</f><v>7</v></c></row>`, "A1", "worked out by a formula"},
	} {
		t.Run(name, func(t *testing.T) {
			if why := refusedFor(t, aStyledBook(c.rows).Bytes(), Work{Edits: []plan.Edit{edit(c.cell, numbered("7"), words("new"))}}); !strings.HasSuffix(why, c.why) {
				t.Errorf("refused because %s, want %s", why, c.why)
			}
		})
	}
}

// TestLockedCells says once a sheet that its protection would have kept a
// person from, and nothing where only open cells are written.
func TestLockedCells(t *testing.T) {
	for name, c := range map[string]struct {
		protection string
		cell       string
		said       bool
	}{
		"a protected sheet":       {`<sheetProtection sheet="1" password="CEBA"/>`, "A1", true},
		"an open cell in it":      {`<sheetProtection sheet="1"/>`, "B1", false},
		"a new cell in it":        {`<sheetProtection sheet="1"/>`, "D9", true},
		"one that protects not":   {`<sheetProtection objects="1"/>`, "A1", false},
		"protection is taken off": {`<sheetProtection sheet="0"/>`, "A1", false},
	} {
		t.Run(name, func(t *testing.T) {
			b := ooxmltest.Rows(`<row r="1"><c r="A1"/><c r="B1" s="1"/></row>`)
			b.Styles = `<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="0" applyProtection="1"><protection locked="0"/></xf></cellXfs>`
			b.Sheets[0].Content += c.protection
			s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{edit(c.cell, blank, words("new"))}})
			o := s.Outcome()
			if said := strings.Contains(strings.Join(o.Besides, ";"), "the sheet “Plan” is protected: its locked cells are written all the same"); said != c.said || len(o.ByHand) > 0 || len(o.Changes) != 1 {
				t.Errorf("%+v", o)
			}
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(sheetOf(t, read(t, s.path)), c.protection) {
				t.Error("the protection changed")
			}
		})
	}
}

// TestTextsThatBeginLikeFormulas stay texts when somebody opens the cell and
// presses Enter.
func TestTextsThatBeginLikeFormulas(t *testing.T) {
	for name, c := range map[string]struct {
		cell string
		now  plan.Entry
		want string
	}{
		"a formula":               {`<c r="A1" s="3"/>`, words("=SUM(A1)"), `<c r="A1" s="8" t="inlineStr">`},
		"a list":                  {`<c r="A1" s="3"/>`, words("- letters sent"), `<c r="A1" s="8" t="inlineStr">`},
		"a telephone number":      {`<c r="A1" s="3"/>`, words("+44 20 7946 0000"), `<c r="A1" s="8" t="inlineStr">`},
		"a handle":                {`<c r="A1" s="3"/>`, words("@council"), `<c r="A1" s="8" t="inlineStr">`},
		"an apostrophe":           {`<c r="A1" s="3"/>`, words("'quoted'"), `<c r="A1" s="8" t="inlineStr">`},
		"a dash alone":            {`<c r="A1" s="3"/>`, words("-"), `<c r="A1" s="3" t="inlineStr">`},
		"a plain text":            {`<c r="A1" s="3"/>`, words("letters - sent"), `<c r="A1" s="3" t="inlineStr">`},
		"where it is so already":  {`<c r="A1" s="7"/>`, words("=SUM(A1)"), `<c r="A1" s="7" t="inlineStr">`},
		"another text there":      {`<c r="A1" s="7"/>`, words("letters"), `<c r="A1" s="7" t="inlineStr">`},
		"a number there":          {`<c r="A1" s="7"/>`, numbered("7"), `<c r="A1" s="0"><v>7</v>`},
		"a date there":            {`<c r="A1" s="7"/>`, dated("2026-03-31"), `<c r="A1" s="1"><v>46112</v>`},
		"cleared, it stays as is": {`<c r="A1" s="7" t="s"><v>0</v></c>`, blank, `<c r="A1" s="7"/>`},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(`<row r="1">` + c.cell + `</row>`)
			b.Styles = strings.NewReplacer(`count="7"`, `count="8"`, `</cellXfs>`, `<xf numFmtId="0" fontId="0" quotePrefix="1"/></cellXfs>`).Replace(b.Styles)
			was := blank
			if c.now == blank {
				was = words("shared")
			}
			after := applied(t, b.Bytes(), edit("A1", was, c.now))
			if got := sheetOf(t, after); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
			if strings.Contains(c.want, `s="8"`) && !strings.Contains(partOf(t, after, "xl/styles.xml"), `<xf numFmtId="0" fontId="1" quotePrefix="1"/></cellXfs>`) {
				t.Errorf("styles: %s", partOf(t, after, "xl/styles.xml"))
			}
		})
	}
}

// TestListInTheCouncilsOwnWords finds the word of a list that the council's own words
// make the same.
func TestListInTheCouncilsOwnWords(t *testing.T) {
	read := func(grids []table.Grid) (plan.Plan, error) {
		p := plan.Plan{Terms: plan.Terms{
			Statuses: []plan.StatusWord{{Words: "Embedded", Means: plan.StatusClosed}, {Words: "Complete", Means: plan.StatusOpen}},
			Ratings:  []plan.RatingWord{{Words: "Slipping", Rating: plan.RatingAmber, Step: "Slipping"}, {Words: "S", Rating: plan.RatingAmber, Step: "Slipping"}, {Words: "Wobbling", Rating: plan.RatingAmber, Step: "Wobbling"}},
		}}
		a := plan.Action{Sheet: "Plan", Row: 1}
		for _, f := range []plan.Field{plan.FieldStatus, plan.FieldRAG} {
			a.Set(f, plan.Entry{Value: plan.Blank, Cell: plan.Cell{Sheet: "Plan", Row: 1, Column: 1}, Writable: true})
		}
		p.Actions = []plan.Action{a}
		return p, nil
	}
	for name, c := range map[string]struct {
		field     plan.Field
		list, now string
		want      string
	}{
		"done by the council's word":         {plan.FieldStatus, "Not started,Embedded", "Finished early", "Embedded"},
		"the council's word, in a list":      {plan.FieldStatus, "Open,Closed", "Embedded", "Closed"},
		"what the council calls open":        {plan.FieldStatus, "Complete,Embedded", "Finished", "Embedded"},
		"a step in its other word":           {plan.FieldRAG, "On track,S", "Slipping", "S"},
		"a step before one that counts like": {plan.FieldRAG, "Wobbling,S", "Slipping", "S"},
		"a usual word for a step":            {plan.FieldRAG, "Green,Amber", "Slipping", "Amber"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(`<row r="1"><c r="A1"/></row>`)
			b.Sheets[0].Content += `<dataValidations><dataValidation type="list" sqref="A1:A9"><formula1>"` + c.list + `"</formula1></dataValidation></dataValidations>`
			e := edit("A1", blank, words(c.now))
			e.Field = c.field
			s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{e}, Read: read})
			if len(s.Changes()) != 1 {
				t.Fatalf("refused: %v", s.Refusals())
			}
			if got := strings.Join(s.Changes()[0].Notes, "; "); !strings.HasSuffix(got, "; the nearest it has is “"+c.want+"”") {
				t.Errorf("it says %q, want the word %q", got, c.want)
			}
		})
	}
}
