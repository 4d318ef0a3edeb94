package answers

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

var noOptions = table.Options{}

// TestAnswers chooses every answer of every kind of question, and carries the
// decisions out.
func TestAnswers(t *testing.T) {
	base, officer, partner := story()
	open := storyQuestions(t)
	for _, tc := range []struct {
		key, answer, other string
		take               reconcile.Take
	}{
		{"1.1 due", "Officer", "", reconcile.TakeOfficer},
		{"1.1 due", "Partner", "", reconcile.TakePartner},
		{"1.1 due", "Last agreed", "", reconcile.TakeBase},
		{"1.1 due", "Other", "15 May 2026", reconcile.TakeOther},
		{"1.1 due", "  oFFicer ", "", reconcile.TakeOfficer},
		{"1.1 due", "the officers", "", ""},
		{"1.1 due", "officers", "", reconcile.TakeOfficer},
		{"1.1 due", "Keep what was last agreed", "", reconcile.TakeBase},
		{"1.3 status", "Other", "Status: On track\ndate closed: (blank)", reconcile.TakeOther},
		{"1.4 rag", "Accept", "", reconcile.TakePartner},
		{"1.4 rag", "Refuse", "", reconcile.TakeOfficer},
		{"1.4 rag", "Other", "Red", reconcile.TakeOther},
		{"1.5 evidence", "accept", "", reconcile.TakeOfficer},
		{"1.5 evidence", "REFUSE", "", reconcile.TakePartner},
		{"1.7 progress", "Leave out", "", reconcile.TakeLeave},
		{"1.6", "Bring back", "", reconcile.TakeBack},
		{"1.6", "let it go", "", reconcile.TakeGo},
		{"1.8", "Add", "", reconcile.TakeAdd},
		{"1.8", "Leave Out", "", reconcile.TakeLeave},
	} {
		q := find(t, open, tc.key)
		given := yes(tc.answer)
		given.other = tc.other
		copied := newCopy(t, open).fill(q, given).back("a.xlsx")
		taken, left := Resolve([]Copy{copied}, open, noOptions, today)
		if tc.take == "" {
			if len(taken) != 0 || len(left) != 1 {
				t.Errorf("%s %q: taken %v, left %v", tc.key, tc.answer, taken, reasons(left))
			}
			continue
		}
		if len(taken) != 1 || len(left) != 0 {
			t.Errorf("%s %q: taken %v, left %v", tc.key, tc.answer, taken, reasons(left))
			continue
		}
		d := taken[0]
		if d.Question != q.Key() || d.Take != tc.take || d.By != "Head of Improvement" || d.Why != "Agreed at the board." || d.On != today {
			t.Errorf("%s %q: decided %+v", tc.key, tc.answer, d)
		}
		s := reconcile.Compare(base, officer, partner, storyRules).Settle(taken)
		if slices.ContainsFunc(s.Open, func(still reconcile.Question) bool { return still.Key() == q.Key() }) {
			t.Errorf("%s %q: the question is still open once decided", tc.key, tc.answer)
		}
	}
}

// TestGiven holds an answer that came by no spreadsheet to the same rules.
func TestGiven(t *testing.T) {
	open := storyQuestions(t)
	q := find(t, open, "1.1 due")
	taken, left := Resolve([]Copy{Given(q, "other", "1 May 2026", "Head of Improvement", "Agreed.")}, open, noOptions, today)
	if len(left) != 0 || len(taken) != 1 || taken[0].Take != reconcile.TakeOther || taken[0].Other[plan.FieldDue].Typed != "1 May 2026" || taken[0].By != "Head of Improvement" {
		t.Errorf("taken %+v, left %v", taken, reasons(left))
	}
	_, left = Resolve([]Copy{Given(q, "other", "soon", "Head of Improvement", "Agreed.")}, open, noOptions, today)
	if want := `the command: 1.1 due: "soon" is no date, as due wants`; len(left) != 1 || left[0].String() != want {
		t.Errorf("left %v, want %s", left, want)
	}
}

// TestRefs adds a row under the ref that was written beside it.
func TestRefs(t *testing.T) {
	open := storyQuestions(t)
	added, theirs := find(t, open, "1.8"), find(t, open, "1.9")
	add := func(ref string) filled { a := yes("Add"); a.other = ref; return a }
	for _, tc := range []struct {
		name       string
		c          *copyOf
		refs, left []string
	}{
		{"another", newCopy(t, open).fill(added, add("2.10")), []string{"2.10"}, nil},
		{"the suggested", newCopy(t, open).fill(added, add("")), []string{""}, nil},
		{"no ref", newCopy(t, open).fill(added, add("TBC")), nil, []string{`1.8 whole row: "TBC" is no ref`}},
		{"one for two", newCopy(t, open).fill(added, add("R4/B")).fill(theirs, add("r4 / b")), nil,
			[]string{"1.8 whole row: 2 rows would have the ref R4/B", "1.9 whole row: 2 rows would have the ref r4 / b"}},
		{"another's own", newCopy(t, open).fill(added, add("1.9")).fill(theirs, add("")), []string{""},
			[]string{"1.8 whole row: the ref 1.9 is already that of action 1.9, “Share school attendance each week”: give the new action another"}},
	} {
		taken, left := Resolve([]Copy{tc.c.back("a.xlsx")}, open, noOptions, today)
		var refs []string
		for _, d := range taken {
			refs = append(refs, string(d.Ref))
		}
		if diff := cmp.Diff([][]string{tc.refs, tc.left}, [][]string{refs, reasons(left)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// TestBothAdded needs a ref of its own for the second of two new rows.
func TestBothAdded(t *testing.T) {
	one := agreedRow("1.1", "Agree one threshold", "Head of Early Help")
	base := baseOf(storyFields, one)
	officer := planOf("Plan", storyFields, one, agreedRow("1.2", "Open a hub", "Head of Early Help"))
	partner := planOf("Sheet1", storyFields, one, agreedRow("1.2", "Share attendance", "Head of Early Help"))
	open := questionsOf(t, base, officer, partner, reconcile.Agreement{})
	taken, left := Resolve([]Copy{newCopy(t, open).fill(open[0], yes("Add")).back("a.xlsx")}, open, noOptions, today)
	want := []string{"1.2 whole row: the partners' row needs a ref of its own: write it as the other text (--text on the command line)"}
	if diff := cmp.Diff(want, reasons(left)); diff != "" || len(taken) > 0 {
		t.Errorf("taken %v, left (-want +got):\n%s", taken, diff)
	}
	given := yes("Add")
	given.other = "1.3"
	taken, _ = Resolve([]Copy{newCopy(t, open).fill(open[0], given).back("a.xlsx")}, open, noOptions, today)
	if len(taken) != 1 || taken[0].Ref != "1.3" || taken[0].Take != reconcile.TakeAdd {
		t.Errorf("taken %+v", taken)
	}
}

// TestLeft gives every reason for which an answer of one copy is not taken.
func TestLeft(t *testing.T) {
	open := storyQuestions(t)
	for _, tc := range []struct {
		key    string
		given  filled
		reason string
	}{
		{"1.1 due", filled{answer: "Officer", why: "Agreed."}, "no name is given"},
		{"1.1 due", filled{answer: "Officer", why: "Agreed.", by: " \u00a0"}, "no name is given"},
		{"1.1 due", filled{answer: "Officer", by: "Head of Improvement"}, "no reason is given"},
		{"1.1 due", filled{why: "Agreed.", by: "Head of Improvement"}, "no answer was chosen"},
		{"1.1 due", filled{other: "1 May 2026", by: "Head of Improvement"}, "no answer was chosen"},
		{"1.1 due", filled{answer: "Yes"}, `"Yes" is none of its answers: choose Officer, Partner, Last agreed or Other`},
		{"1.1 due", yes("Maybe"), `"Maybe" is none of its answers: choose Officer, Partner, Last agreed or Other`},
		{"1.1 due", yes("Accept"), `"Accept" is none of its answers: choose Officer, Partner, Last agreed or Other`},
		{"1.6", yes("Add"), `"Add" is none of its answers: choose Bring back or Let it go`},
		{"1.1 due", yes("Other"), "the answer is Other, and no other text is given"},
		{"1.1 due", filled{"Other", "soon", "Agreed.", "A lead"}, `"soon" is no date, as due wants`},
		{"1.1 due", filled{"Other", "31 February 2026", "Agreed.", "A lead"}, `"31 February 2026" is no date, as due wants`},
		{"1.1 due", filled{"Officer", "1 May 2026", "Agreed.", "A lead"}, "the answer is Officer, and another text is given too: choose Other, or clear the text"},
		{"1.4 rag", filled{"Other", "Purple", "Agreed.", "A lead"}, `"Purple" is no rating, as RAG wants`},
		{"1.3 status", filled{"Other", "On track", "Agreed.", "A lead"}, "the other text needs a line for each column, as in status: …  date closed: …"},
		{"1.3 status", filled{"Other", "status: On track", "Agreed.", "A lead"}, "the other text does not say what date closed is to be; (blank) makes it blank"},
		{"1.3 status", filled{"Other", "status: Complete\ndate closed: soon", "Agreed.", "A lead"}, `"soon" is no date, as date closed wants`},
		{"1.3 status", filled{"Other", "status: A\nstatus: B\ndate closed: (blank)", "Agreed.", "A lead"}, "the other text says twice what status is to be"},
		{"1.2 progress", filled{"Other", strings.Repeat("🙂", 16_000) + strings.Repeat("ab ", 300), "Agreed.", "A lead"}, "the other text is longer than a cell holds"},
	} {
		q := find(t, open, tc.key)
		copied := Copy{File: "a.xlsx", Answers: []Answer{{Chosen: tc.given.answer, Other: plan.Clean(tc.given.other), By: plan.Clean(tc.given.by), Why: tc.given.why, key: keyOf(q)}}}
		if len(tc.given.other) < 100 {
			copied = newCopy(t, open).fill(q, tc.given).back("a.xlsx")
		}
		taken, left := Resolve([]Copy{copied}, open, noOptions, today)
		if len(taken) != 0 || len(left) != 1 || left[0].Reason != tc.reason {
			t.Errorf("%s %q: taken %v, left %v, want %q", tc.key, tc.given, taken, reasons(left), tc.reason)
		}
	}
}

// TestChangedSince lets no answer stand for readings its author never saw.
func TestChangedSince(t *testing.T) {
	var base *plan.Plan
	var officer, partner plan.Plan
	then := storyQuestions(t)
	c := newCopy(t, then)
	for _, q := range then {
		c.fill(q, yes(choices(q)[len(choices(q))-1].words))
	}
	copied := c.back("a.xlsx")
	change := func(p *plan.Plan, ref plan.Ref, f plan.Field, text string) {
		for i := range p.Actions {
			if a := &p.Actions[i]; a.Ref == ref {
				e := a.Entry(f)
				e.Value, e.Typed = plan.TextValue(text), text
				if f.IsDate() {
					e.Value = plan.ReadDate(text, plan.DateHabit{}).Value
				}
				a.Entries = a.Own()
				a.Set(f, e)
			}
		}
	}
	for name, tc := range map[string]struct {
		change func()
		want   string
	}{
		"officers":      {func() { change(&officer, "1.1", plan.FieldDue, "1 July 2026") }, "1.1 due: what is said there has changed since this copy was written"},
		"partners":      {func() { change(&partner, "1.1", plan.FieldDue, "1 July 2026") }, "1.1 due: what is said there has changed since this copy was written"},
		"the base":      {func() { change(base, "1.1", plan.FieldDue, "1 July 2026") }, "1.1 due: what is said there has changed since this copy was written"},
		"agreed since":  {func() { change(&partner, "1.1", plan.FieldDue, "30 April 2026") }, "1.1 due: the question is no longer open"},
		"a new row":     {func() { change(&officer, "1.8", plan.FieldProgress, "Opened.") }, "1.8 whole row: what is said there has changed since this copy was written"},
		"personal data": {func() { change(&officer, "1.2", plan.FieldProgress, "943 476 5919") }, "1.2 progress: what is said there has changed since this copy was written"},
	} {
		base, officer, partner = story()
		tc.change()
		_, left := Resolve([]Copy{copied}, questionsOf(t, base, officer, partner, storyRules), noOptions, today)
		if !slices.Contains(reasons(left), tc.want) {
			t.Errorf("%s: left %v, want %q among them", name, reasons(left), tc.want)
		}
	}
	if _, left := Resolve([]Copy{copied}, nil, noOptions, today); len(left) != len(then) {
		t.Errorf("%d answers left once nothing is open, want %d", len(left), len(then))
	}
}

// TestPersonalSeenSince: what was answered before the scan found something is
// no leave to send it.
func TestPersonalSeenSince(t *testing.T) {
	base, officer, partner := story()
	rules := storyRules
	rules.Personal = nil
	officer.Actions[1].Set(plan.FieldProgress, plan.Entry{Value: plan.TextValue("See 943 476 5919"), Typed: "See 943 476 5919", Writable: true})
	before := questionsOf(t, base, officer, partner, rules)
	copied := newCopy(t, before).fill(find(t, before, "1.2 progress"), yes("Officer")).back("a.xlsx")
	after := questionsOf(t, base, officer, partner, storyRules)
	taken, left := Resolve([]Copy{copied}, after, noOptions, today)
	if len(taken) != 0 || len(left) != 1 {
		t.Errorf("taken %v, left %v", taken, reasons(left))
	}
}

// TestCopies puts several copies together.
func TestCopies(t *testing.T) {
	open := storyQuestions(t)
	due, rag := find(t, open, "1.1 due"), find(t, open, "1.4 rag")
	other := func(text string) filled { a := yes("Other"); a.other = text; return a }
	for _, tc := range []struct {
		name   string
		copies []*copyOf
		taken  []string
		left   []string
	}{
		{"one each", []*copyOf{newCopy(t, open).fill(due, yes("Officer")), newCopy(t, open).fill(rag, yes("Accept"))},
			[]string{"1.1 due officer", "1.4 rag partner"}, nil},
		{"alike", []*copyOf{newCopy(t, open).fill(due, yes("Officer")), newCopy(t, open).fill(due, yes("officer"))},
			[]string{"1.1 due officer"}, nil},
		{"differ", []*copyOf{newCopy(t, open).fill(due, yes("Officer")), newCopy(t, open).fill(due, yes("Partner"))}, nil, []string{
			`1.1 due: two answers differ: "Officer" in 1.xlsx, Questions!H5, and "Partner" in 2.xlsx, Questions!H5`,
			`1.1 due: two answers differ: "Officer" in 1.xlsx, Questions!H5, and "Partner" in 2.xlsx, Questions!H5`,
		}},
		{"differ, one without a name", []*copyOf{newCopy(t, open).fill(due, yes("Officer")), newCopy(t, open).fill(due, filled{answer: "Partner"})}, nil, []string{
			`1.1 due: two answers differ: "Officer" in 1.xlsx, Questions!H5, and "Partner" in 2.xlsx, Questions!H5`,
			`1.1 due: two answers differ: "Officer" in 1.xlsx, Questions!H5, and "Partner" in 2.xlsx, Questions!H5`,
		}},
		{"alike, one without a name", []*copyOf{newCopy(t, open).fill(due, filled{answer: "Officer"}), newCopy(t, open).fill(due, yes("Officer"))},
			[]string{"1.1 due officer"}, nil},
		{"begun in one", []*copyOf{newCopy(t, open).fill(due, filled{why: "Not sure."}), newCopy(t, open).fill(due, yes("Officer"))},
			[]string{"1.1 due officer"}, nil},
		{"other alike", []*copyOf{newCopy(t, open).fill(due, other("1 May 2026")), newCopy(t, open).fill(due, other("1/5/26"))},
			[]string{"1.1 due other"}, nil},
		{"other differs", []*copyOf{newCopy(t, open).fill(due, other("1 May 2026")), newCopy(t, open).fill(due, other("2 May 2026"))}, nil, []string{
			`1.1 due: two answers differ: "Other" with "1 May 2026" in 1.xlsx, Questions!H5, and "Other" with "2 May 2026" in 2.xlsx, Questions!H5`,
			`1.1 due: two answers differ: "Other" with "1 May 2026" in 1.xlsx, Questions!H5, and "Other" with "2 May 2026" in 2.xlsx, Questions!H5`,
		}},
	} {
		var copies []Copy
		for i, c := range tc.copies {
			copies = append(copies, c.back([]string{"1.xlsx", "2.xlsx"}[i]))
		}
		taken, left := Resolve(copies, open, noOptions, today)
		if diff := cmp.Diff([][]string{tc.taken, tc.left}, [][]string{takes(taken), reasons(left)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

func takes(taken []reconcile.Decision) []string {
	var list []string
	for _, d := range taken {
		list = append(list, d.Question.String()+" "+string(d.Take))
	}
	return list
}

// columnStory has three questions about due dates, and one in a unit.
func columnStory(t testing.TB) []reconcile.Question {
	refs := []plan.Ref{"1.1", "1.2", "1.3"}
	var then, officers, partners []row
	for i, ref := range refs {
		r := agreedRow(ref, "Action number "+string(ref), "Head of Early Help")
		then = append(then, r)
		officers = append(officers, r.with(plan.FieldDue, []string{"1 May 2026", "2 May 2026", "3 May 2026"}[i]).with(plan.FieldStatus, "Complete").with(plan.FieldClosed, "3 March 2026"))
		partners = append(partners, r.with(plan.FieldDue, "9 June 2026").with(plan.FieldStatus, "Delayed"))
	}
	return questionsOf(t, baseOf(storyFields, then...), planOf("Plan", storyFields, officers...), planOf("Sheet1", storyFields, partners...), storyRules)
}

// TestWholeColumns answers columns at once.
func TestWholeColumns(t *testing.T) {
	open := columnStory(t)
	q := find(t, open, "1.2 due")
	without := func(c *copyOf, q reconcile.Question) *copyOf {
		if err := c.file.RemoveRow(questionsSheet, c.rowOf(questionsSheet, keyOf(q))); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, tc := range []struct {
		name   string
		copies []*copyOf
		taken  []string
		left   []string
	}{
		{"all", []*copyOf{newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner"))},
			[]string{"1.1 due partner", "1.2 due partner", "1.3 due partner"}, nil},
		{"a unit", []*copyOf{newCopy(t, open).fillColumn(plan.FieldStatus, yes("last agreed"))},
			[]string{"1.1 status base", "1.2 status base", "1.3 status base"}, nil},
		{"one of its own", []*copyOf{newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner")).fill(q, yes("Officer"))},
			[]string{"1.1 due partner", "1.2 due officer", "1.3 due partner"}, nil},
		{"one of its own that cannot be taken", []*copyOf{newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner")).fill(q, filled{answer: "Officer"})},
			[]string{"1.1 due partner", "1.3 due partner"}, []string{"1.2 due: no name is given"}},
		{"a row cut out of the copy", []*copyOf{without(newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner")), q)},
			[]string{"1.1 due partner", "1.3 due partner"}, nil},
		{"another copy differs", []*copyOf{newCopy(t, open).fillColumn(plan.FieldDue, yes("Partner")), newCopy(t, open).fill(q, yes("Officer"))},
			[]string{"1.1 due partner", "1.3 due partner"}, []string{
				`1.2 due: two answers differ: "Partner" in 1.xlsx, 'Whole columns'!C6, and "Officer" in 2.xlsx, Questions!H7`,
				`1.2 due: two answers differ: "Partner" in 1.xlsx, 'Whole columns'!C6, and "Officer" in 2.xlsx, Questions!H7`,
			}},
		{"no name", []*copyOf{newCopy(t, open).fillColumn(plan.FieldDue, filled{answer: "Partner", why: "Agreed."})},
			nil, []string{"due: no name is given"}},
		{"no answer of theirs", []*copyOf{newCopy(t, open[:1]).fillColumn(plan.FieldDue, yes("Other"))},
			nil, []string{"1.1 due: the answer is Other, and no other text is given"}},
	} {
		var copies []Copy
		for i, c := range tc.copies {
			copies = append(copies, c.back([]string{"1.xlsx", "2.xlsx"}[i]))
		}
		taken, left := Resolve(copies, open, noOptions, today)
		if diff := cmp.Diff([][]string{tc.taken, tc.left}, [][]string{takes(taken), reasons(left)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// TestWholeColumnOfThen answers only what stood in the copy, as it stood.
func TestWholeColumnOfThen(t *testing.T) {
	open := columnStory(t)
	copied := newCopy(t, open[:3]).fillColumn(plan.FieldDue, yes("Partner")).back("1.xlsx")
	if got := takes(first(Resolve([]Copy{copied}, open, noOptions, today))); !slices.Equal(got, []string{"1.1 due partner", "1.2 due partner"}) {
		t.Errorf("taken %v: more was answered than stood in the copy, or less", got)
	}
	_, left := Resolve([]Copy{copied}, nil, noOptions, today)
	if want := []string{"due: no question about it that stands in this copy is still open"}; !slices.Equal(reasons(left), want) {
		t.Errorf("left %v, want %v", reasons(left), want)
	}
}

func first(taken []reconcile.Decision, _ []Left) []reconcile.Decision { return taken }

// TestWholeColumnSparesPersonal: leave to send personal data is given cell by
// cell.
func TestWholeColumnSparesPersonal(t *testing.T) {
	open := storyQuestions(t)
	copied := newCopy(t, open).fillColumn(plan.FieldProgress, yes("Officer")).back("1.xlsx")
	taken, left := Resolve([]Copy{copied}, open, noOptions, today)
	if diff := cmp.Diff([]string{"1.2 progress officer"}, takes(taken)); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1.7 progress: it seems to hold an NHS number, and is answered by itself"}, reasons(left)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

// TestOtherTexts reads texts as their columns are read.
func TestOtherTexts(t *testing.T) {
	o := table.Options{
		Ratings: []plan.RatingWord{{Words: "Flying", Rating: plan.RatingGreen}},
		Dates:   []plan.DateWord{{Words: "end of summer term", Date: plan.Date{Year: 2026, Month: time.July, Day: 22}}},
	}
	text := func(s string) plan.Value { return plan.Value{Kind: plan.KindText, Text: s} }
	number := func(s string) plan.Value { return plan.Value{Kind: plan.KindNumber, Text: s} }
	may1 := plan.Date{Year: 2026, Month: time.May, Day: 1}.Value()
	for _, tc := range []struct {
		field   plan.Field
		partner plan.Value
		text    string
		want    plan.Value
		no      string
	}{
		{plan.FieldDue, may1, "1/5/2026", may1, ""},
		{plan.FieldDue, may1, "End of Summer Term", plan.Date{Year: 2026, Month: time.July, Day: 22}.Value(), ""},
		{plan.FieldDue, may1, "tbc", plan.Value{Kind: plan.KindPlaceholder, Text: "tbc"}, ""},
		{plan.FieldDue, may1, "(Blank)", plan.Blank, ""},
		{plan.FieldDue, may1, "ongoing", plan.Value{}, "date"},
		{plan.FieldDue, may1, "45000", plan.Value{}, "date"},
		{plan.FieldRAG, text("x"), "flying", plan.RatingValue(plan.RatingGreen), ""},
		{plan.FieldRAG, text("x"), "Amber/Green", plan.Value{}, "rating"},
		{plan.FieldPercent, number("5"), "75 %", number("75"), ""},
		{plan.FieldPercent, number("5"), "most", plan.Value{}, "percentage"},
		{plan.FieldProgress, text("x"), "12", number("12"), ""},
		{plan.FieldProgress, text("x"), "1.10", text("1.10"), ""},
		{plan.FieldProgress, text("x"), "=1+1", text("=1+1"), ""},
		{"x:review date", may1, "2 May 2026", plan.Date{Year: 2026, Month: time.May, Day: 2}.Value(), ""},
		{"x:review date", may1, "when ready", text("when ready"), ""},
	} {
		q := reconcile.Question{Cells: []reconcile.Difference{{Field: tc.field, Partner: tc.partner}}}
		got, why := otherTexts(q, tc.text, o)
		if tc.no != "" {
			if want := "is no " + tc.no; !strings.Contains(why, want) {
				t.Errorf("%s %q: %v, %q, want %q", tc.field, tc.text, got, why, want)
			}
			continue
		}
		if why != "" || got[tc.field].Value != tc.want {
			t.Errorf("%s %q: %v, %q, want %v", tc.field, tc.text, got[tc.field], why, tc.want)
		}
	}
}
