package pack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/reconcile"
)

var asAt = date("2026-12-01")

func date(iso string) plan.Date {
	d, err := plan.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// table makes a plan of one table. Each row is field=text pairs; every field
// named anywhere is a column.
func table(rows ...map[plan.Field]string) plan.Plan {
	p := plan.Plan{Tables: []plan.Table{{Name: "Plan", Sheet: "Plan"}}}
	for _, f := range append(slices.Clone(plan.KnownFields), "x:notes") {
		if slices.ContainsFunc(rows, func(r map[plan.Field]string) bool { _, ok := r[f]; return ok }) {
			p.Columns = append(p.Columns, plan.Column{Table: "Plan", Number: len(p.Columns) + 1, Heading: string(f), Field: f})
		}
	}
	for i, row := range rows {
		a := plan.Action{ID: plan.ID(fmt.Sprint(i)), Ref: plan.Ref(row[plan.FieldRef]), Table: "Plan", Sheet: "Plan", Row: i + 2}
		for _, c := range p.Columns {
			a.Set(c.Field, entry(c.Field, row[c.Field], plan.Cell{Sheet: "Plan", Row: a.Row, Column: c.Number}))
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

func entry(f plan.Field, text string, at plan.Cell) plan.Entry {
	e := plan.Entry{Value: plan.TextValue(text), Typed: text, Cell: at, Writable: true}
	if d, err := plan.ParseISO(text); err == nil && f.IsDate() {
		e.Value = d.Value()
	}
	if v, ok := plan.ReadRating(text, nil); ok && f == plan.FieldRAG {
		e.Value = v
	}
	return e
}

func build(p plan.Plan) pack.Public {
	return pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: p})
}

type row = map[plan.Field]string

func TestLead(t *testing.T) {
	late, soon := "2026-11-01", "2027-01-01"
	full := func(due, rag, outcome string) row {
		return row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldDue: due, plan.FieldRAG: rag, plan.FieldOutcome: outcome}
	}
	for _, c := range []struct {
		name string
		plan plan.Plan
		want string
	}{
		{"nothing", plan.Plan{}, "The plan has no actions."},
		{"one", table(full(late, "Red", "")), "Of 1 action, 1 is overdue, 1 is off track and 1 has no outcome written."},
		{"many", table(full(late, "Red", ""), full(late, "Green", ""), full(soon, "Green", "Safe")), "Of 3 actions, 2 are overdue, 1 is off track and 2 have no outcome written."},
		{"some", table(full(soon, "Green", ""), full(soon, "Green", "Safe")), "Of 2 actions, none is overdue, none is off track and 1 has no outcome written."},
		{"well", table(full(soon, "Green", "Safe"), full(soon, "Blue", "Safe")), "Of 2 actions, none is overdue, none is off track and every one has an outcome written."},
		{"no ratings", table(row{plan.FieldRef: "1", plan.FieldDue: late, plan.FieldOutcome: "Safe"}), "Of 1 action, 1 is overdue and every one has an outcome written."},
		{"no outcomes", table(row{plan.FieldRef: "1", plan.FieldDue: late, plan.FieldRAG: "Red"}), "Of 1 action, 1 is overdue and 1 is off track."},
		{"no dates", table(row{plan.FieldRef: "1", plan.FieldRAG: "Red"}), "Of 1 action, 1 is off track."},
		{"only actions", table(row{plan.FieldRef: "1", plan.FieldAction: "do"}), "The plan has 1 action."},
	} {
		if got := build(c.plan).Lead; got != c.want {
			t.Errorf("%s: %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestOverdueLongestFirst(t *testing.T) {
	due := func(ref, on, status string) row {
		return row{plan.FieldRef: ref, plan.FieldAction: "do " + ref, plan.FieldDue: on, plan.FieldStatus: status, plan.FieldEvidence: "seen", plan.FieldOutcome: "Safe"}
	}
	p := build(table(
		due("1", "2026-11-30", ""), due("2", "2026-12-01", ""), due("3", "2026-10-01", ""), due("4", "2026-01-01", "Complete"),
		due("5", "2026-01-01", "Cancelled"), due("6", "Ongoing", ""), due("7", "2026-11-30", "")))
	c := p.Concerns[0]
	var got []string
	for _, i := range c.Items {
		got = append(got, fmt.Sprint(i.Ref, " ", i.Days))
	}
	if diff := cmp.Diff([]string{"3 61", "1 1", "7 1"}, got); diff != "" {
		t.Errorf("overdue, with days late (-want +got):\n%s", diff)
	}
	if want := "3 actions are overdue; the longest, action 3, by 61 days."; c.Sentence != want {
		t.Errorf("%q, want %q", c.Sentence, want)
	}
	point := p.Points[0]
	if point.Words+point.Tail != "3 overdue, the longest by 61 days" || len(point.Refs) != 3 || point.Refs[0].Ref != "3" {
		t.Errorf("the summary's line is %+v", point)
	}
}

func TestRatings(t *testing.T) {
	for _, c := range []struct{ status, rag, want string }{
		{"", "Red", "✖ Off track"}, {"", "A", "▲ At risk"}, {"", "Green", "● On track"}, {"", "Blue", "✓ Complete"},
		{"", "Not started", "○ Not started"}, {"", "", "? Not rated"}, {"In progress", "", "? Not rated"},
		{"Complete", "", "✓ Complete"}, {"Complete", "Green", "● On track"}, {"Cancelled", "Red", "– Cancelled"}, {"", "Amber/Green", "? Not rated"},
	} {
		p := build(table(row{plan.FieldRef: "1", plan.FieldStatus: c.status, plan.FieldRAG: c.rag}))
		r := p.Rows[0].Rating
		if got := r.Sign + " " + r.Word; got != c.want {
			t.Errorf("status %q, RAG %q is %q, want %q", c.status, c.rag, got, c.want)
		}
	}
}

func TestOffTrackLeavesTheOverdueWhereTheyStand(t *testing.T) {
	p := build(table(
		row{plan.FieldRef: "1", plan.FieldDue: "2026-11-01", plan.FieldRAG: "Red"},
		row{plan.FieldRef: "2", plan.FieldDue: "2027-11-01", plan.FieldRAG: "Red"}))
	i := slices.IndexFunc(p.Concerns, func(c pack.Concern) bool { return c.ID == "off-track" })
	c := p.Concerns[i]
	if len(c.Items) != 1 || c.Items[0].Ref != "2" || c.Sentence != "2 actions are rated off track; 1 of them is overdue and stands above." {
		t.Errorf("off track: %q with %+v", c.Sentence, c.Items)
	}
	if len(p.Points[i].Refs) != 2 {
		t.Errorf("the summary names %+v, want both", p.Points[i].Refs)
	}
}

func TestCardsAreByException(t *testing.T) {
	with := func(ref, due, rag, outcome, status, evidence string) row {
		return row{plan.FieldRef: ref, plan.FieldTheme: "T", plan.FieldAction: "do", plan.FieldDue: due, plan.FieldRAG: rag, plan.FieldOutcome: outcome, plan.FieldStatus: status, plan.FieldEvidence: evidence}
	}
	p := build(table(
		with("red", "", "Red", "Safe", "", ""), with("amber", "", "Amber", "Safe", "", ""), with("late", "2026-11-01", "Green", "Safe", "", ""),
		with("closed", "", "Blue", "Safe", "Complete", ""), with("aimless", "", "Green", "", "", ""),
		with("fine", "2027-01-01", "Green", "Safe", "", ""), with("done", "", "Blue", "Safe", "Complete", "Audit")))
	var cards, lines []string
	for _, c := range p.Themes[0].Cards {
		cards = append(cards, c.Ref)
	}
	for _, l := range p.Themes[0].Lines {
		lines = append(lines, l.Ref)
	}
	if diff := cmp.Diff([]string{"red", "late", "closed", "aimless"}, cards); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"amber", "fine", "done"}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestMostWithoutOutcome keeps a plan that has no outcomes yet from becoming
// a card for each of its actions.
func TestMostWithoutOutcome(t *testing.T) {
	var rows []row
	for i := range 10 {
		rows = append(rows, row{plan.FieldRef: fmt.Sprint(i), plan.FieldRAG: "Green", plan.FieldOutcome: ""})
	}
	p := build(table(rows...))
	if n := len(p.Themes[0].Cards); n != 0 {
		t.Errorf("%d cards", n)
	}
	if p.Concerns[0].ID != "no-outcome" || len(p.Concerns[0].Items) != 10 {
		t.Errorf("the missing outcomes are not listed: %+v", p.Concerns)
	}
}

func TestThemes(t *testing.T) {
	in := func(ref, theme, lead string) row {
		return row{plan.FieldRef: ref, plan.FieldTheme: theme, plan.FieldLead: lead, plan.FieldRAG: "Green"}
	}
	p := build(table(in("1", "Front door", "Head of Service"), in("2", "Care", "Virtual School Head"), in("3", "front  DOOR", "Director"), in("4", "", "Director"), in("5", "Front door", "Director")))
	var got []string
	for _, th := range p.Themes {
		got = append(got, fmt.Sprintf("%s (%s) %d", th.Name, th.Leads, len(th.Lines)))
	}
	want := []string{"Front door (Director; Head of Service) 3", "Care (Virtual School Head) 1", "No theme written (Director) 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("themes (-want +got):\n%s", diff)
	}
	total := 0
	for _, b := range p.Bars {
		total += b.Total
	}
	if total != p.Total {
		t.Errorf("the chart has %d actions of %d", total, p.Total)
	}
}

func TestHiddenIsLeftOutAndCounted(t *testing.T) {
	p := table(
		row{plan.FieldRef: "1", plan.FieldAction: "seen", plan.FieldOutcome: "hush", plan.FieldLead: "Director", "x:notes": "hush", plan.FieldReply: "hush"},
		row{plan.FieldRef: "2", plan.FieldAction: "hush", plan.FieldDue: "2020-01-01"})
	for i, c := range p.Columns {
		p.Columns[i].Hidden = c.Field == plan.FieldOutcome
	}
	p.Actions[1].Hidden = true
	got := build(p)
	if text := fmt.Sprintf("%+v", got); strings.Contains(text, "hush") {
		t.Errorf("what is hidden is in the pack: %s", text)
	}
	if got.Total != 1 || len(got.Rows) != 1 {
		t.Errorf("%d actions, want 1", got.Total)
	}
	want := []string{
		"1 column is not shown because it is not one this pack recognises.",
		"1 column is not shown because it is hidden in the officers’ workbook.",
		"1 column is not shown because it holds the council’s replies to partners.",
		"1 action is not shown or counted because its row or sheet is hidden in the officers’ workbook.",
	}
	if diff := cmp.Diff(want, got.Made.NotShown); diff != "" {
		t.Errorf("not shown (-want +got):\n%s", diff)
	}
	if !strings.Contains(got.Also, "1 more action is hidden") {
		t.Errorf("the summary does not say that an action is hidden: %q", got.Also)
	}
	p.Columns, p.Actions = p.Columns[:1], p.Actions[:1]
	p.Actions[0].Entries = plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: entry(plan.FieldRef, "1", plan.Cell{})})
	if got := build(p).Made.NotShown; !slices.Equal(got, []string{"Every column and every row of the plan is shown."}) {
		t.Errorf("with nothing hidden it says %q", got)
	}
}

// TestHiddenInOneTable leaves a field out only where it is hidden, and
// wherever an action's table is not known.
func TestHiddenInOneTable(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "open"}, row{plan.FieldRef: "2", plan.FieldAction: "hush"}, row{plan.FieldRef: "3", plan.FieldAction: "hush"})
	p.Columns = append(p.Columns, plan.Column{Table: "Year 2", Field: plan.FieldAction, Hidden: true}, plan.Column{Table: "Year 2", Field: plan.FieldRef})
	p.Actions[1].Table, p.Actions[2].Table = "Year 2", "nowhere"
	got := fmt.Sprintf("%+v", build(p))
	if strings.Contains(got, "hush") || !strings.Contains(got, "open") {
		t.Errorf("a field hidden in one table: %s", got)
	}
}

// TestNothingHiddenEscapes hides things at random and looks for them in
// everything the pack says.
func TestNothingHiddenEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfNDistinct(rapid.SampledFrom(append(slices.Clone(plan.KnownFields), "x:notes")), 3, 12, rapid.ID).Draw(t, "fields")
		hidden := map[plan.Field]bool{"x:notes": true, plan.FieldReply: true}
		for _, f := range fields {
			if f != plan.FieldRef && rapid.Bool().Draw(t, "hide "+string(f)) {
				hidden[f] = true
			}
		}
		make := func(side string) plan.Plan {
			var rows []row
			for i := range 4 {
				r := row{plan.FieldRef: fmt.Sprint("r", i)}
				for _, f := range fields {
					switch {
					case f == plan.FieldRef:
					case hidden[f] || i == 3:
						r[f] = "hush " + side
					default:
						r[f] = "said " + side
					}
				}
				rows = append(rows, r)
			}
			p := table(rows...)
			for i, c := range p.Columns {
				p.Columns[i].Hidden = hidden[c.Field] && c.Field.Known()
			}
			p.Actions[3].Hidden = true
			return p
		}
		base, officer, partner := make("base"), make("officer"), make(rapid.SampledFrom([]string{"base", "partner"}).Draw(t, "partner"))
		s := reconcile.Compare(&base, officer, partner, reconcile.Agreement{}).Settle(nil)
		report, err := check.Run(check.Subject{Plan: s.Agreed, AsAt: asAt}, check.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: s.Agreed, Report: report, Settlement: &s})
		if text := fmt.Sprintf("%+v", got); strings.Contains(text, "hush") {
			t.Fatalf("what is hidden is in the pack: %s", text)
		}
	})
}

// TestFactsAreTheChecks holds what the pack counts itself to what the checks
// find: two ways to the same members.
func TestFactsAreTheChecks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []row
		for i := range 6 {
			rows = append(rows, row{
				plan.FieldRef: fmt.Sprint(i), plan.FieldAction: "do",
				plan.FieldDue:      rapid.SampledFrom([]string{"", "TBC", "Ongoing", "2026-11-30", "2026-12-01", "2026-12-02"}).Draw(t, "due"),
				plan.FieldStatus:   rapid.SampledFrom([]string{"", "In progress", "Complete", "Closed", "Cancelled"}).Draw(t, "status"),
				plan.FieldRAG:      rapid.SampledFrom([]string{"", "Red", "Green", "Blue"}).Draw(t, "rag"),
				plan.FieldOutcome:  rapid.SampledFrom([]string{"", "n/a", "Safe"}).Draw(t, "outcome"),
				plan.FieldEvidence: rapid.SampledFrom([]string{"", "-", "Audit"}).Draw(t, "evidence"),
			})
		}
		p := table(rows...)
		report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string][]string{}
		for _, f := range report.Findings {
			found[f.Rule] = append(found[f.Rule], string(f.Ref))
		}
		said := map[string][]string{}
		for _, c := range pack.Build(pack.Input{Plan: p, Report: report}).Concerns {
			for _, i := range c.Items {
				said[c.ID] = append(said[c.ID], i.Ref)
			}
		}
		slices.Sort(said["overdue"])
		for id, rule := range map[string]string{"overdue": "overdue", "no-outcome": "outcome-blank", "no-evidence": "closed-without-evidence"} {
			slices.Sort(found[rule])
			if !slices.Equal(said[id], found[rule]) {
				t.Fatalf("%s: the pack lists %v, the checks find %v", id, said[id], found[rule])
			}
		}
	})
}

func settle(base *plan.Plan, officer, partner plan.Plan) pack.Public {
	s := reconcile.Compare(base, officer, partner, reconcile.Agreement{}).Settle(nil)
	return pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: s.Agreed, Settlement: &s})
}

func TestSettled(t *testing.T) {
	of := func(due, lead, outcome string) plan.Plan {
		return table(row{plan.FieldRef: "2.3", plan.FieldAction: "do", plan.FieldDue: due, plan.FieldLead: lead, plan.FieldOutcome: outcome})
	}
	base := of("2027-01-01", "Head of Service", "Safe")
	p := settle(&base, of("2027-02-01", "Director", "Safe"), of("2027-03-01", "Head of Service", "Safe and heard"))
	want := pack.Settled{
		Compared: true,
		Sentence: "The officers’ plan and the partners’ copy had 3 differences since they last agreed: 2 are settled and 1 is not yet agreed. Until then the pack shows what was last agreed, and says so.",
		Tallies:  []pack.Tally{{Label: "Taken from the officers’ plan", N: 1}, {Label: "Taken from the partners’ copy", N: 1}, {Label: "Not yet agreed", N: 1}},
		Taken: []pack.Taken{
			{Anchor: "action-2-3", Ref: "2.3", Field: "Outcome", Was: "Safe", Now: "Safe and heard", From: "the partners’ copy"},
			{Anchor: "action-2-3", Ref: "2.3", Field: "Lead", Was: "Head of Service", Now: "Director", From: "the officers’ plan"},
		},
		Open: []pack.Open{{Anchor: "action-2-3", Ref: "2.3", About: "due", Why: "Both have changed it since it was last agreed, or it was never agreed.", Says: []pack.Fact{
			{Label: "The officers’ plan", Text: "1 Feb 2027"}, {Label: "The partners’ copy", Text: "1 Mar 2027"}, {Label: "Last agreed", Text: "1 Jan 2027"},
		}}},
	}
	if diff := cmp.Diff(want, p.Settled); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
	if len(p.Themes[0].Cards) != 1 || p.Themes[0].Cards[0].Flags[0].Key != "open" {
		t.Errorf("an action with an open difference has no card that says so: %+v", p.Themes[0])
	}
	due := p.Themes[0].Cards[0].Facts[0]
	if due.Text != "1 Jan 2027" || due.Note != "last agreed; a difference is open" {
		t.Errorf("an open date is shown as %+v", due)
	}
	if !p.Ready() {
		t.Errorf("a difference with something last agreed blocks: %v", p.BlockedBy())
	}
}

func TestNothingEverAgreedBlocks(t *testing.T) {
	of := func(lead string) plan.Plan {
		return table(row{plan.FieldRef: "2.3", plan.FieldAction: "do", plan.FieldLead: lead})
	}
	p := settle(nil, of("Director"), of("Head of Service"))
	if diff := cmp.Diff([]string{"action 2.3, lead: nothing was ever agreed"}, p.BlockedBy()); diff != "" {
		t.Errorf("blocked by (-want +got):\n%s", diff)
	}
	if got := p.Themes[0].Cards[0].Facts[0]; got.Text != "Not yet agreed" || !got.Quiet {
		t.Errorf("an unsettled lead is shown as %+v", got)
	}
	if p.Ready() {
		t.Error("the pack is ready")
	}
}

func TestBlockedByRepeatsNoText(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldProgress: "hush"})
	got := pack.Build(pack.Input{Plan: p, Report: check.Report{AsAt: asAt, Findings: []check.Finding{
		{Rule: "exempt-content", Severity: check.Stop, Ref: "1", Field: plan.FieldProgress, Value: "hush", Message: "hush", Cells: []check.Place{{Side: reconcile.Officer, Cell: "Plan!B2"}}, ActionID: "0"},
		{Rule: "overdue", Severity: check.High, Ref: "1", Message: "hush"},
		{Rule: "recommendation-uncovered", Severity: check.Stop},
	}}})
	want := []string{"action 1, progress (Plan!B2): exempt-content", "the plan: recommendation-uncovered"}
	if diff := cmp.Diff(want, got.BlockedBy()); diff != "" {
		t.Errorf("blocked by (-want +got):\n%s", diff)
	}
}

func TestStopsBlock(t *testing.T) {
	s := reconcile.Settlement{Stops: []reconcile.Stop{{Kind: reconcile.StopDoubled, Side: reconcile.Partner, Refs: []plan.Ref{"1.1", "1.2"}, Message: "hush"}}}
	got := pack.Build(pack.Input{Settlement: &s}).BlockedBy()
	if diff := cmp.Diff([]string{"the partners’ copy: doubled ref (1.1; with it waits 1.2)"}, got); diff != "" {
		t.Errorf("blocked by (-want +got):\n%s", diff)
	}
}

func TestAnchorsAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		refs := rapid.SliceOfN(rapid.SampledFrom([]string{"", "1.1", "1-1", "1.1--2", "A", "a", "é", "made", "2"}), 1, 12).Draw(t, "refs")
		var rows []row
		for i, r := range refs {
			rows = append(rows, row{plan.FieldRef: r, plan.FieldTheme: refs[(i+1)%len(refs)], plan.FieldRAG: "Red"})
		}
		seen := map[string]bool{"summary": true, "attention": true, "settled": true, "made": true, "content": true, "contents": true, "chart": true}
		for _, th := range build(table(rows...)).Themes {
			ids := []string{th.ID}
			for _, c := range th.Cards {
				ids = append(ids, c.Anchor)
			}
			for _, id := range ids {
				if seen[id] {
					t.Fatalf("the id %q stands twice", id)
				}
				seen[id] = true
			}
		}
	})
}

func TestTypedWordsAreKept(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "a", plan.FieldRAG: "Red", plan.FieldDue: "Ongoing", plan.FieldLead: "tbc", plan.FieldProgress: "one\r\ntwo\u200b", plan.FieldOutcome: ""})
	c := build(p).Themes[0].Cards[0]
	got := map[string]string{}
	for _, f := range append(c.Facts, c.Texts...) {
		got[f.Label] = f.Text
	}
	want := map[string]string{"Due": "Ongoing", "Lead": "tbc", "Progress": "one\ntwo", "Outcome": "Not written"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func TestLongActionIsToldWhole(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("audit cases ", 40))
	c := build(table(row{plan.FieldRef: "1", plan.FieldAction: long, plan.FieldRAG: "Red"})).Themes[0].Cards[0]
	if len([]rune(c.Heading)) > 165 || !strings.HasSuffix(c.Heading, "…") {
		t.Errorf("heading %q", c.Heading)
	}
	if c.Texts[0].Label != "Action" || c.Texts[0].Text != long {
		t.Errorf("the whole action is not in the card: %+v", c.Texts)
	}
}

func TestChecksSentence(t *testing.T) {
	report, err := check.Run(check.Subject{Plan: table(row{plan.FieldRef: "1", plan.FieldDue: "2026-01-01"}), AsAt: asAt}, check.Options{
		Skip: []string{"lead-blank"}, Overrides: []check.Override{{Rule: "overdue", Skip: true, Why: "secret reason"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := pack.Build(pack.Input{Report: report}).Made.Sentence
	for _, want := range []string{fmt.Sprint(usual()-1, " checks were run"), "1 check was left out by the settings.", "1 more finding was set aside by officers, with a reason."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if strings.Contains(got, "secret") {
		t.Errorf("%q repeats an officer's reason", got)
	}
}

// TestWhatIsSetAsideIsInNoSentence sets rules aside as officers do and looks
// through everything the pack says.
func TestWhatIsSetAsideIsInNoSentence(t *testing.T) {
	late := func(ref string) row {
		return row{plan.FieldRef: ref, plan.FieldAction: "do " + ref, plan.FieldTheme: "T", plan.FieldDue: "2026-11-01", plan.FieldLead: "Director", plan.FieldRAG: "Amber", plan.FieldStatus: "In progress", plan.FieldOutcome: "", plan.FieldEvidence: ""}
	}
	safe := late("1")
	safe[plan.FieldOutcome], safe[plan.FieldDue] = "Safe", "2027-11-01"
	done := late("1")
	done[plan.FieldStatus], done[plan.FieldRAG], done[plan.FieldOutcome] = "Complete", "Blue", "Safe"
	bare := row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldLead: "Director", plan.FieldStatus: "Complete"}
	open := row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldLead: "Director", plan.FieldStatus: "In progress", plan.FieldRAG: "Green"}
	for _, c := range []struct {
		name  string
		rule  string
		ref   plan.Ref
		plan  plan.Plan
		lead  string
		also  string
		gone  []string // what is said without the override, and may not be said with it
		stays []string
	}{
		{"overdue, all", "overdue", "", table(late("1"), late("2")),
			"Of 2 actions, none is off track and 2 have no outcome written.", "",
			[]string{"2 overdue", "2 actions are overdue", "Overdue by 30 days"}, []string{"2 without an outcome for children"}},
		{"overdue, one of two", "overdue", "1", table(late("1"), late("2")),
			"Of 2 actions, 1 is overdue, none is off track and 2 have no outcome written.", "",
			[]string{"2 overdue"}, []string{"1 overdue", "1 action is overdue, by 30 days."}},
		{"outcome, the only one", "outcome-blank", "2", table(safe, late("2")),
			"Of 2 actions, 1 is overdue and none is off track.", "",
			[]string{"1 without an outcome", "No outcome written", "does not say what will change"}, []string{"1 overdue"}},
		{"evidence", "closed-without-evidence", "", table(done),
			"Of 1 action, none is overdue, none is off track and every one has an outcome written.", "",
			[]string{"1 complete without evidence", "nothing written shows it", "No evidence written"}, nil},
		{"no column for evidence", "closed-without-evidence", "", table(bare), "The plan has 1 action.",
			"The plan shows no column for due dates, so nothing can be said to be overdue.",
			[]string{"no column for evidence"}, []string{"No column for outcomes"}},
		{"no column for outcomes", "outcome-column-missing", "", table(open), "Of 1 action, none is off track.",
			"The plan shows no column for due dates, so nothing can be said to be overdue.",
			[]string{"No column for outcomes", "no action says what will change"}, nil},
		{"no column for dates", "due-blank", "", table(open), "Of 1 action, none is off track.", "",
			[]string{"no column for due dates"}, []string{"No column for outcomes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := func(overrides ...check.Override) (pack.Public, string) {
				report, err := check.Run(check.Subject{Plan: c.plan, AsAt: asAt}, check.Options{Overrides: overrides})
				if err != nil {
					t.Fatal(err)
				}
				p := pack.Build(pack.Input{Plan: c.plan, Report: report})
				p.Words = nil
				return p, fmt.Sprintf("%+v", p)
			}
			_, before := said()
			p, after := said(check.Override{Rule: c.rule, Ref: c.ref, Skip: true, Why: "agreed in January"})
			if p.Lead != c.lead || p.Also != c.also {
				t.Errorf("it leads with %q, %q; want %q, %q", p.Lead, p.Also, c.lead, c.also)
			}
			for _, words := range c.gone {
				if !strings.Contains(before, words) || strings.Contains(after, words) {
					t.Errorf("%q stands: %v; once it is set aside: %v", words, strings.Contains(before, words), strings.Contains(after, words))
				}
			}
			for _, words := range c.stays {
				if !strings.Contains(after, words) {
					t.Errorf("it no longer says %q: %s", words, after)
				}
			}
			if !strings.Contains(p.Made.Sentence, "set aside by officers") || strings.Contains(after, "January") {
				t.Errorf("how it was made: %q", p.Made.Sentence)
			}
		})
	}
}

// TestTheFirstSheetNamesOnlySheetsThereAre has a concern without actions.
func TestTheFirstSheetNamesOnlySheetsThereAre(t *testing.T) {
	p := build(table(row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldDue: "2027-01-01"}))
	var names []string
	for _, s := range p.Sheets {
		names = append(names, s.Name)
	}
	if len(p.Concerns) != 1 || !slices.Equal(names, []string{"Summary", "Actions"}) {
		t.Fatalf("concerns %+v, sheets %v", p.Concerns, names)
	}
	if lines := strings.Join(p.Sheets[0].Lines, "\n"); strings.Contains(lines, "Attention lists") || !strings.Contains(lines, "On the other sheets: Actions holds every action.") {
		t.Errorf("the first sheet says %q", lines)
	}
}

// TestWhatIsListedForMembers lists the grave findings of the rules that ask
// for it, each action once, in the rules' public words, and no other's.
func TestWhatIsListedForMembers(t *testing.T) {
	p := table(
		row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldLead: "", plan.FieldDue: "", plan.FieldOutcome: "Safe", plan.FieldEvidence: "", plan.FieldStatus: "In progress"},
		row{plan.FieldRef: "2", plan.FieldAction: "do", plan.FieldLead: "Director", plan.FieldDue: "2026-01-01", plan.FieldOutcome: "", plan.FieldEvidence: "", plan.FieldStatus: "In progress"},
		row{plan.FieldRef: "3", plan.FieldAction: "do", plan.FieldLead: "", plan.FieldDue: "2027-01-01", plan.FieldOutcome: "Safe", plan.FieldEvidence: "", plan.FieldStatus: "Complete"},
	)
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Overrides: []check.Override{
		{Rule: "lead-blank", Ref: "3", Severity: check.Low, Why: "in hand"}, {Rule: "due-vague", Severity: check.High, Why: "said so"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range pack.Build(pack.Input{Plan: p, Report: report}).Concerns {
		for _, i := range c.Items {
			if c.ID == "also-found" {
				got = append(got, i.Ref+" "+i.Reason)
			}
		}
	}
	if diff := cmp.Diff([]string{"1 No lead named; No due date"}, got); diff != "" {
		t.Errorf("also found (-want +got):\n%s", diff)
	}
}

// usual counts the rules that run unless somebody says otherwise.
func usual() int {
	n := 0
	for _, r := range check.Rules() {
		if !r.Off {
			n++
		}
	}
	return n
}
