package answers

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/plan"
	"actionplan/reconcile"
)

func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range r.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = string(text)
	}
	return texts
}

// TestShown compares the whole sheet with what a person should read in it.
func TestShown(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	rows, err := c.file.GetRows(questionsSheet)
	if err != nil {
		t.Fatal(err)
	}
	hidden := "(not shown: it seems to hold an NHS number)"
	want := [][]string{
		{"Decisions: Westmere improvement plan"},
		{"Choose an answer in each row you can settle, and give your reason and your name: without them it is not taken."},
		{"Words in bold and underlined are those that differ, as they stood on 31 March 2026; if any has changed by the time this comes back, the question is asked again."},
		{"Ref", "Column", "What is asked", "Last agreed", "Officers say", "Partners say", "Who is asked", "Answer", "Other text", "Reason", "Your name", "Key: leave as it is"},
		{"1.1", "due\n(Plan!D2, Sheet1!D2)", "Both sides changed it, each differently.", "31 March 2026", "30/04/26", "29 May 2026", "Head of Early Help"},
		{"1.2", "progress\n(Plan!H3, Sheet1!H3)", "Both sides changed it, each differently.", "Training is planned for the spring.",
			"Training took place in the spring; 41 of 48 social workers came.", "Training is planned for the autumn; 41 of 50 social workers are booked.", "Principal Social Worker"},
		{"1.3", "status and date closed\n(Plan!E4, Sheet1!E4, Plan!F4, Sheet1!F4)", "Both sides changed it, each differently.", "status: In progress\ndate closed: (blank)",
			"status: Complete\ndate closed: 12 March 2026", "status: Delayed\ndate closed: (blank)", "Head of Safeguarding"},
		{"1.4", "RAG\n(Plan!G5, Sheet1!G5)", "Partners propose this; the column belongs to officers.", "Amber", "Amber", "Green", "Head of Front Door"},
		{"1.5", "evidence\n(Plan!I6, Sheet1!I6)", "Officers propose this; the column belongs to partners.", "Minutes of the board.",
			"Minutes of the board, and the panel's terms.", "Minutes of the board.", "the partners"},
		{"1.7", "progress\n(Plan!H7, Sheet1!H8)", "It waits before it goes to partners. It seems to hold an NHS number: look it up where it stands.", "Training is planned for the spring.", hidden, "Training is planned for the spring.", "the information owner"},
		{"1.8", "whole row", `Action 1.8 (Plan row 8): it stands only in the officers' plan; it says "Open a family hub in the north".`, "(never agreed)",
			"action: Open a family hub in the north\nlead: Head of Early Help\ndue: 31 Mar 2026\nstatus: In progress\nRAG: amber", "(not there)", "Head of Early Help"},
		{"1.6", "whole row", `Action 1.6 (Sheet1 row 7): it is gone from the officers' plan, where partners changed 1 cell since; it says "Publish the local offer".`,
			"action: Publish the local offer\nlead: Head of Care Leavers\ndue: 31 March 2026\nstatus: In progress\nRAG: amber", "(not there)",
			"action: Publish the local offer\nlead: Head of Care Leavers\ndue: 1 June 2026\nstatus: In progress\nRAG: amber", "Head of Care Leavers"},
		{"1.9", "whole row", `Action 1.9 (Sheet1 row 9): it stands only in the partners' copy; it says "Share school attendance each week".`, "(never agreed)", "(not there)",
			"action: Share school attendance each week\nlead: Partners' data lead\ndue: 31 Mar 2026\nstatus: In progress\nRAG: amber", "Partners' data lead"},
	}
	for i, q := range open {
		want[i+4] = append(want[i+4], "", "", "", "", keyOf(q).String())
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("the sheet of questions (-want +got):\n%s", diff)
	}
	rows, _ = c.file.GetRows(columnsSheet)
	var columns []string
	for _, row := range rows[len(rows)-5:] {
		columns = append(columns, row[0]+" "+row[1])
	}
	if diff := cmp.Diff([]string{"due 1", "progress 1", "status and date closed 1", "RAG 1", "evidence 1"}, columns); diff != "" {
		t.Errorf("the columns (-want +got):\n%s", diff)
	}
}

// TestColumnAskedAbout shows a question about a whole column, and one about
// a row that both sides added.
func TestColumnAskedAbout(t *testing.T) {
	one := agreedRow("1.1", "Agree one threshold", "Head of Early Help")
	base := baseOf(storyFields, one)
	officer := planOf("Plan", storyFields, one, agreedRow("1.2", "Open a hub", "Head of Early Help"))
	partner := planOf("Sheet1", storyFields[:7], one, agreedRow("1.2", "Share attendance", "Head of Early Help"))
	for i := range partner.Actions {
		partner.Actions[i].Drop(plan.FieldEvidence)
	}
	open := questionsOf(t, base, officer, partner, reconcile.Agreement{})
	c := newCopy(t, open)
	rows, _ := c.file.GetRows(questionsSheet)
	var got [][]string
	for _, row := range rows[4:] {
		got = append(got, row[:colAnswer])
	}
	want := [][]string{
		{"(every row)", "evidence", "The partners' copy no longer has a column for evidence.", "", "", "", "(no lead named)"},
		{"1.2", "whole row", `Action 1.2: both sides added it (Plan row 3 and Sheet1 row 3) and do not say the same; officers say "Open a hub", partners say "Share attendance"; where it is one action, take the officers' words or the partners'; where they are two, Add gives the partners' row another ref, and each of the two is then asked about by itself.`, "(never agreed)", "action: Open a hub", "action: Share attendance", "Head of Early Help"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the questions (-want +got):\n%s", diff)
	}
}

// TestMarks compares the words in bold and underlined with those that differ.
func TestMarks(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	for _, tc := range []struct {
		key                    string
		base, officer, partner string // the marked words
	}{
		{"1.1 due", "31 March 2026", "30/04/26", "29 May 2026"},
		{"1.2 progress", "is planned for|spring.", "took place in|spring; 41 of 48 social workers came.", "autumn; 41 of 50 social workers are booked."},
		{"1.3 status", "In progress|(blank)", "Complete|12 March 2026", "Delayed"},
		{"1.4 rag", "Amber", "", "Green"},
		{"1.5 evidence", "board.", "board, and the panel's terms.", ""},
		{"1.6", "31 March 2026", "", "1 June 2026"},
		{"1.8", "", "", ""},
	} {
		row := c.rowOf(questionsSheet, keyOf(find(t, open, tc.key)))
		for column, want := range map[int]string{colBase: tc.base, colOfficer: tc.officer, colPartner: tc.partner} {
			name, _ := excelize.CoordinatesToCellName(column+1, row)
			runs, err := c.file.GetCellRichText(questionsSheet, name)
			if err != nil {
				t.Fatal(err)
			}
			var marked []string
			for _, run := range runs {
				bold := run.Font != nil && run.Font.Bold
				if bold != (run.Font != nil && run.Font.Underline == "single") {
					t.Errorf("%s, %s: %q is bold or underlined, and not both", tc.key, name, run.Text)
				}
				if bold {
					marked = append(marked, run.Text)
				}
			}
			if got := strings.Join(marked, "|"); got != want {
				t.Errorf("%s, %s: marked are %q, want %q", tc.key, name, got, want)
			}
		}
	}
}

// TestDropDowns compares the answers each question offers.
func TestDropDowns(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	offered := func(sheet string, column, row int) string {
		name, _ := excelize.CoordinatesToCellName(column+1, row)
		all, err := c.file.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		list := ""
		for _, v := range all {
			if v.Type == "list" && slices.Contains(strings.Fields(v.Sqref), name) {
				list += v.Formula1
			}
		}
		return list
	}
	for key, want := range map[string]string{
		"1.1 due":      `"Officer,Partner,Last agreed,Other"`,
		"1.3 status":   `"Officer,Partner,Last agreed,Other"`,
		"1.4 rag":      `"Accept,Refuse,Other"`,
		"1.5 evidence": `"Accept,Refuse,Other"`,
		"1.7 progress": `"Officer,Partner,Last agreed,Leave out,Other"`,
		"1.6":          `"Bring back,Let it go"`,
		"1.8":          `"Add,Leave out"`,
		"1.9":          `"Add,Leave out"`,
	} {
		row := c.rowOf(questionsSheet, keyOf(find(t, open, key)))
		if got := offered(questionsSheet, colAnswer, row); got != want {
			t.Errorf("%s offers %s, want %s", key, got, want)
		}
	}
	for field, want := range map[plan.Field]string{plan.FieldDue: `"Officer,Partner,Last agreed"`, plan.FieldRAG: `"Accept,Refuse"`} {
		if got := offered(columnsSheet, 2, c.rowOf(columnsSheet, columnKey(field))); got != want {
			t.Errorf("column %s offers %s, want %s", field, got, want)
		}
	}
}

// TestAccessible holds both sheets to what the rest of our workbooks keep.
func TestAccessible(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	for sheet, want := range map[string]struct{ table, area, print string }{
		questionsSheet: {"Questions", "A4:L13", "Questions!$A$1:$K$13"},
		columnsSheet:   {"WholeColumns", "A5:F10", "'Whole columns'!$A$1:$E$10"},
	} {
		tables, _ := c.file.GetTables(sheet)
		if len(tables) != 1 || tables[0].Name != want.table || tables[0].Range != want.area {
			t.Errorf("%s has the tables %+v, want %s over %s", sheet, tables, want.table, want.area)
		}
		layout, _ := c.file.GetPageLayout(sheet)
		if *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
			t.Errorf("%s prints %+v", sheet, layout)
		}
		if panes, _ := c.file.GetPanes(sheet); !panes.Freeze || panes.YSplit == 0 {
			t.Errorf("%s does not keep its headings in view", sheet)
		}
		var area string
		for _, n := range c.file.GetDefinedName() {
			if n.Scope == sheet && n.Name == "_xlnm.Print_Area" {
				area = n.RefersTo
			}
		}
		if area != want.print {
			t.Errorf("%s prints %q, want %q", sheet, area, want.print)
		}
		if merged, _ := c.file.GetMergeCells(sheet); len(merged) > 0 {
			t.Errorf("%s has merged cells", sheet)
		}
	}
	if props, _ := c.file.GetDocProps(); props.Language != "en-GB" || props.Creator != "" || props.Title != "Decisions: Westmere improvement plan" {
		t.Errorf("document properties %+v", props)
	}
}

// TestLocks keeps people to the cells they are to fill in.
func TestLocks(t *testing.T) {
	c := newCopy(t, storyQuestions(t))
	for column := colRef; column <= colKey; column++ {
		name, _ := excelize.CoordinatesToCellName(column+1, 5)
		id, _ := c.file.GetCellStyle(questionsSheet, name)
		s, err := c.file.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		open := s.Protection != nil && !s.Protection.Locked
		if fills := slices.Contains([]int{colAnswer, colOther, colWhy, colBy}, column); open != fills {
			t.Errorf("%s is open: %v, want %v", name, open, fills)
		}
		if open && s.NumFmt != 49 {
			t.Errorf("%s is no text cell: 1.10 would become 1.1", name)
		}
	}
	sheet := parts(t, written(t, storyQuestions(t)))["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, "<sheetProtection") || strings.Contains(sheet, "password") {
		t.Error("the sheet is not protected, or wants a password")
	}
}

// TestNothingPersonal searches the finished bytes for what the scan found.
func TestNothingPersonal(t *testing.T) {
	for name, text := range parts(t, written(t, storyQuestions(t))) {
		if strings.Contains(text, "943 476") {
			t.Errorf("%s repeats personal data", name)
		}
	}
}

// TestUnsharedFieldsStayOut: a row's other columns may be officers' own.
func TestUnsharedFieldsStayOut(t *testing.T) {
	fields := append(slices.Clone(storyFields), "x:budget")
	secret := agreedRow("1.2", "Open a hub", "Head of Early Help").with("x:budget", "four hundred thousand")
	one := agreedRow("1.1", "Agree one threshold", "Head of Early Help")
	open := questionsOf(t, baseOf(fields, one), planOf("Plan", fields, one, secret), planOf("Sheet1", storyFields, one), reconcile.Agreement{})
	for name, text := range parts(t, written(t, open)) {
		if strings.Contains(text, "four hundred") {
			t.Errorf("%s shows a column that may be for officers alone", name)
		}
	}
}

func TestSameQuestionsSameBytes(t *testing.T) {
	open := storyQuestions(t)
	first := written(t, open)
	for range 3 {
		if !bytes.Equal(first, written(t, open)) {
			t.Fatal("the same questions gave other bytes")
		}
	}
}

func TestNoQuestions(t *testing.T) {
	read, err := Read(FileName, gridsOf(t, written(t, nil)), nil)
	if err != nil || len(read.Answers) > 0 {
		t.Errorf("an empty workbook gave %v, %v", read.Answers, err)
	}
}

// TestLongTexts writes readings longer than a cell holds.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("é🙂 word ", 9_000)
	one := agreedRow("1.1", "Agree one threshold", "Head of Early Help")
	open := questionsOf(t, baseOf(storyFields, one),
		planOf("Plan", storyFields, one.with(plan.FieldProgress, long+"officers")),
		planOf("Sheet1", storyFields, one.with(plan.FieldProgress, long+"partners")), storyRules)
	if words := wordsOf(choices(open[0])); words != "Last agreed or Other" {
		t.Errorf("offered: %s; neither side's words fit into a cell", words)
	}
	c := newCopy(t, open).fill(open[0], yes("Last agreed"))
	taken, left := Resolve([]Copy{c.back("a.xlsx")}, open, noOptions, today)
	if len(taken) != 1 || len(left) != 0 {
		t.Errorf("taken %v, left %v", taken, reasons(left))
	}
	if text, _ := c.file.GetCellValue(questionsSheet, "E6"); !strings.HasSuffix(text, "[cut here] (what differs comes after that)") {
		t.Errorf("an over-long reading ends %q", text[max(0, len(text)-40):])
	}
}

// TestManyQuestions keeps the writing of a big first agreement short.
func TestManyQuestions(t *testing.T) {
	var officers, partners []row
	for i := range 400 {
		r := agreedRow(plan.Ref(fmt.Sprintf("%d.%d", i/20+1, i%20+1)), fmt.Sprintf("Action number %d", i), "Head of Early Help")
		officers = append(officers, r)
		partners = append(partners, r.with(plan.FieldProgress, fmt.Sprintf("Partners say %d", i)).with(plan.FieldDue, "1 May 2026"))
	}
	open := questionsOf(t, nil, planOf("Plan", storyFields, officers...), planOf("Sheet1", storyFields, partners...), storyRules)
	if len(open) != 800 {
		t.Fatalf("%d questions, want 800", len(open))
	}
	c := newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner"))
	taken, left := Resolve([]Copy{c.back("a.xlsx")}, open, noOptions, today)
	if len(taken) != 400 || len(left) != 0 {
		t.Errorf("%d taken, want 400; left %v", len(taken), reasons(left))
	}
}

// TestOwnWordsForOtherText: where another text may be given for a rating or a status, the
// council's own words are offered, and any other may still be typed.
func TestOwnWordsForOtherText(t *testing.T) {
	open := storyQuestions(t)
	terms := plan.Terms{
		Scale:    []plan.Step{{Name: "Off course"}, {Name: "Late, and worse"}, {Name: "Steady"}},
		Statuses: []plan.StatusWord{{Words: "Embedded"}, {Words: "Bedded in"}},
	}
	for name, test := range map[string]struct {
		terms plan.Terms
		want  map[string]string
	}{
		"with words of its own": {terms, map[string]string{
			"1.4 rag": `"Off course,Steady" Your own words for RAG: Off course; Late, and worse; Steady.`, "1.3 status": " Your own words for status: Embedded; Bedded in.", "1.1 due": "", "1.6": "",
		}},
		"without": {plan.Terms{}, map[string]string{"1.4 rag": "", "1.3 status": ""}},
	} {
		var out bytes.Buffer
		if err := Write(&out, open, "Plan", asked31, test.terms); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		c := newCopy(t, open)
		all, err := f.GetDataValidations(questionsSheet)
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range test.want {
			cell, _ := excelize.CoordinatesToCellName(colOther+1, c.rowOf(questionsSheet, keyOf(find(t, open, key))))
			got := ""
			for _, v := range all {
				if !slices.Contains(strings.Fields(v.Sqref), cell) {
					continue
				}
				if v.Type == "list" {
					got = v.Formula1
				}
				if v.ShowErrorMessage {
					t.Errorf("%s: other text of %s is held to a list", name, key)
				}
				if _, own, has := strings.Cut(*v.Prompt, " Your own"); has {
					got += " Your own" + own
				}
			}
			if got != want {
				t.Errorf("%s: %s offers %s, want %s", name, key, got, want)
			}
		}
	}
}
