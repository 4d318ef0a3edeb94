package pack_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/check"
	"actionplan/frame"
	"actionplan/history"
	"actionplan/pack"
	"actionplan/plan"
)

// counting is a plan of two actions and what is counted beside it.
func counting(measures ...frame.Measure) pack.Input {
	return pack.Input{
		About: pack.About{AsAt: asAt},
		Plan:  table(row{plan.FieldRef: "1.1", plan.FieldAction: "do"}, row{plan.FieldRef: "1.2", plan.FieldAction: "hide"}),
		Frame: frame.Frame{Measures: measures},
	}
}

func TestMeasures(t *testing.T) {
	at := func(iso, says string) frame.Figure { return frame.Figure{On: date(iso), Says: says} }
	for _, c := range []struct {
		name       string
		measure    frame.Measure
		stands, is string
	}{
		{"better, and short", frame.Measure{Baseline: "72 %", Target: "95 %", Latest: "88 %", Earlier: []frame.Figure{at("2026-06-30", "81 %")}}, "Short of its target; better than 81 %", "short"},
		{"worse, and less is better", frame.Measure{Better: "lower", Target: "8 %", Latest: "12 %", Earlier: []frame.Figure{at("2026-06-30", "10 %")}}, "Short of its target; worse than 10 %", "short"},
		{"away", frame.Measure{Better: "lower", Target: "8 %", Latest: "19 %", Earlier: []frame.Figure{at("2026-03-31", "14 %"), at("2026-06-30", "16 %")}}, "Moves away from its target; worse than 16 %", "away"},
		{"away and too late", frame.Measure{Better: "lower", Target: "8 %", By: date("2026-06-30"), Latest: "19 %", Earlier: []frame.Figure{at("2026-03-31", "14 %"), at("2026-06-30", "16 %")}}, "Moves away from its target; worse than 16 %", "away"},
		{"the same", frame.Measure{Baseline: "48 %", Target: "60 %", Latest: "51 %", On: date("2026-09-30"), Earlier: []frame.Figure{at("2026-03-31", "51 %"), at("2026-06-30", "51 %")}}, "Short of its target; the same since 31 March 2026", "short"},
		{"met", frame.Measure{Better: "higher", Target: "60 %", Latest: "61 %"}, "Target met", "met"},
		{"missed", frame.Measure{Better: "higher", Target: "60 %", By: date("2026-11-30"), Latest: "51 %"}, "Target missed", "missed"},
		{"the last day", frame.Measure{Better: "higher", Target: "60 %", By: date("2026-12-01"), Latest: "51 %"}, "Short of its target", "short"},
		{"nobody says which way", frame.Measure{Target: "60 %", Latest: "51 %"}, "", ""},
		{"two kinds of figures", frame.Measure{Target: "60 %", Latest: "12 of 40"}, "", ""},
		{"no target", frame.Measure{Latest: "12"}, "", ""},
	} {
		rows := pack.Build(counting(c.measure)).Measures.Rows
		if len(rows) != 1 || rows[0].Stands != c.stands || rows[0].Key != c.is {
			t.Errorf("%s: %+v, want %q (%s)", c.name, rows, c.stands, c.is)
		}
	}
	if p := pack.Build(counting()); slices.ContainsFunc(p.Sections, func(s pack.Said) bool { return s.ID == "measures" }) {
		t.Error("a plan that counts nothing has a section of measures")
	}
}

// TestMeasuresSaidByTheirFields: what of a measure is shown goes by the fields that the
// plan's own columns would have.
func TestMeasuresSaidByTheirFields(t *testing.T) {
	in := counting(frame.Measure{Name: "Visits", Ref: "1.1", Theme: "Care", Better: "higher", Baseline: "72 %", Target: "95 %", Of: "national", By: date("2027-01-01"), Latest: "88 %", On: date("2026-11-01"), Benchmark: "England 90 %", Earlier: []frame.Figure{
		{On: date("2025-12-31"), Says: "70 %"}, {On: date("2026-03-31"), Says: "75 %"}, {On: date("2026-06-30"), Says: "80 %"}, {On: date("2026-09-30"), Says: "81 %"}}})
	all := pack.Measured{
		Name: "Visits", Of: pack.Link{Anchor: "action-1-1", Ref: "1.1"}, Theme: "Care", Better: "higher is better", Was: "72 % at first; 75 % on 31 Mar 2026; 80 % on 30 Jun 2026; 81 % on 30 Sep 2026",
		Latest: "88 %", On: "1 November 2026", Target: "95 %", Local: "national target", By: "1 January 2027", Stands: "Short of its target; better than 81 %", Key: "short",
	}
	if diff := cmp.Diff([]pack.Measured{all}, pack.Build(in).Measures.Rows); diff != "" {
		t.Errorf("the public pack (-want +got):\n%s", diff)
	}
	in.Publish = []plan.Field{plan.FieldAction, plan.FieldMeasure, plan.FieldTarget, plan.FieldBenchmark}
	few := pack.Measured{Name: "Visits", Of: all.Of, Theme: "Care", Better: all.Better, Target: "95 %", Local: "national target", By: "1 January 2027", Benchmark: "England 90 %"}
	if diff := cmp.Diff([]pack.Measured{few}, pack.Build(in).Measures.Rows); diff != "" {
		t.Errorf("with the target and the benchmark published alone (-want +got):\n%s", diff)
	}
	in.Publish = []plan.Field{plan.FieldAction, plan.FieldTarget, plan.FieldLatest}
	if rows := pack.Build(in).Measures.Rows; len(rows) > 0 {
		t.Errorf("where measures are not published, %+v are", rows)
	}
	in.Personal = func(text string) (string, bool) { return "an NHS number", text == "88 %" || text == "Visits" }
	in.Publish = nil
	p := pack.Build(in)
	if r := p.Measures.Rows[0]; r.Latest != "Withheld: it seems to hold an NHS number" || r.Name != r.Latest || p.Ready() {
		t.Errorf("what seems to hold personal data is printed: %+v, ready %t", r, p.Ready())
	}
}

// TestMeasuresOfHiddenActions: what is counted of an action that is not shown is not told.
func TestMeasuresOfHiddenActions(t *testing.T) {
	in := counting(frame.Measure{Name: "Secret", Ref: "1.2"}, frame.Measure{Name: "Of none", Ref: "9.9"})
	in.Plan.Actions[1].Hidden = true
	m := pack.Build(in).Measures
	if len(m.Rows) != 1 || m.Rows[0].Name != "Of none" || m.Rows[0].Of != (pack.Link{Ref: "9.9"}) || m.Sentence != "Of 1 measure, 1 says too little to tell. 1 more is not shown, since its action is not." {
		t.Errorf("%+v", m)
	}
}

// TestMeasuresSetAside: what officers set aside of a measure, or its opposite, is not said.
func TestMeasuresSetAside(t *testing.T) {
	in := counting(frame.Measure{Name: "A", Ref: "1.1", Better: "higher", Target: "60 %", Latest: "61 %"}, frame.Measure{Name: "B", Better: "higher", Target: "60 %", Latest: "61 %"})
	in.Report.Suppressed = []check.Finding{{Rule: "target-met", Ref: "1.1"}}
	rows := pack.Build(in).Measures.Rows
	if rows[0].Stands != "" || rows[0].Key != "" || rows[1].Stands != "Target met" {
		t.Errorf("%+v", rows)
	}
}

// TestMeasuresOfActions: the plan's own figures are all in the workbook, and on the page
// where they are met or move away.
func TestMeasuresOfActions(t *testing.T) {
	version := func(month string, figures ...string) history.Version {
		p := table(
			row{plan.FieldRef: "1", plan.FieldAction: "Visit children in care", plan.FieldTarget: "95 %", plan.FieldBaseline: "90 %", plan.FieldLatest: figures[0]},
			row{plan.FieldRef: "2", plan.FieldAction: "Train all foster carers", plan.FieldTarget: "95 %", plan.FieldBaseline: "72 %", plan.FieldLatest: figures[1]},
			row{plan.FieldRef: "3", plan.FieldAction: "Hold audits of each case", plan.FieldTarget: "", plan.FieldBaseline: "", plan.FieldLatest: "12"},
		)
		return history.Version{On: date("2026-" + month + "-01"), Source: history.Now, Plan: p}
	}
	versions := []history.Version{version("09", "89 %", "80 %"), version("10", "85 %", "82 %"), version("12", "81 %", "88 %")}
	in := pack.Input{About: pack.About{AsAt: asAt}, Plan: versions[2].Plan, History: history.Of(versions)}
	p := pack.Build(in)
	if len(p.Measures.Rows) != 1 || p.Measures.Rows[0].Of.Ref != "1" || p.Measures.Rows[0].Stands != "Moves away from its target; worse than 85 %" {
		t.Errorf("on the page stands %+v", p.Measures.Rows)
	}
	if want := "Of 2 measures, 1 falls short of its target and 1 moves away from its target. 1 of them is of an action and stands in the workbook alone."; p.Measures.Sentence != want {
		t.Errorf("%q, want %q", p.Measures.Sentence, want)
	}
	i := slices.IndexFunc(p.Sheets, func(s pack.Sheet) bool { return s.Name == "Measures" })
	if i < 0 || len(p.Sheets[i].Rows) != 2 {
		t.Fatalf("the sheets are %+v", p.Sheets)
	}
	in.Publish = []plan.Field{plan.FieldAction, plan.FieldMeasure, plan.FieldTarget}
	if p := pack.Build(in); len(p.Measures.Rows) > 0 {
		t.Errorf("figures that are not published are told: %+v", p.Measures.Rows)
	}
}
