package pack_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/frame"
	"actionplan/pack"
	"actionplan/plan"
)

func TestBackground(t *testing.T) {
	in := pack.Input{
		About: pack.About{AsAt: asAt},
		Plan: table(
			row{plan.FieldRef: "1", plan.FieldTheme: "Front door", plan.FieldAction: "do", plan.FieldDue: "2026-11-01"},
			row{plan.FieldRef: "2", plan.FieldTheme: "Front door", plan.FieldAction: "do", plan.FieldDue: "2027-11-01"}),
		Frame: frame.Frame{
			Events: []frame.Event{{On: date("2027-01-10"), What: "Monitoring visit", By: "Ofsted"}, {On: date("2026-01-12"), What: "Inspection", By: "Ofsted"}},
			Judgements: []frame.Judgement{
				{Domain: "front door", Says: "Requires improvement", On: date("2026-02-06"), By: "Ofsted"},
				{Domain: "Leadership", Says: "Good"},
				{Domain: "Front door", Says: "Inadequate", On: date("2023-03-03"), By: "Ofsted"},
			},
			Consulted: []frame.Consultation{{With: "Children in care council", On: date("2026-03-02"), Said: "Fewer\nchanges"}},
		},
		Days: []pack.Day{{On: date("2026-01-12"), What: "The inspection began"}, {On: date("2026-02-19"), What: "The council received the final report"}, {What: "nobody knows when"}},
	}
	want := pack.Background{
		Judged: []pack.Judged{
			{Domain: "front door", Says: "Requires improvement", When: "6 February 2026, Ofsted", Before: "Inadequate on 3 March 2023", Actions: "2 actions, 1 overdue", Theme: "theme-front-door"},
			{Domain: "Leadership", Says: "Good"},
		},
		Days: []pack.Day{
			{On: date("2026-01-12"), What: "Inspection", By: "Ofsted", When: "12 January 2026"},
			{On: date("2026-02-19"), What: "The council received the final report", When: "19 February 2026"},
			{On: date("2027-01-10"), What: "Monitoring visit", By: "Ofsted", When: "10 January 2027 (to come)"},
		},
		Asked: []pack.Asked{{With: "Children in care council", When: "2 March 2026", Said: "Fewer changes"}},
	}
	got := pack.Build(in).Background
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".told" }, cmp.Ignore())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	in.Personal = func(text string) (string, bool) { return "a name", text == "Fewer changes" }
	if p := pack.Build(in); p.Background.Asked[0].Said != "Withheld: it seems to hold a name" || p.Ready() {
		t.Errorf("what seems to hold personal data is printed: %+v", p.Background.Asked)
	}
}

// TestNoBackground: days that the settings name for checks alone make no section.
func TestNoBackground(t *testing.T) {
	p := pack.Build(pack.Input{Plan: table(row{plan.FieldRef: "1"}), Days: []pack.Day{{On: date("2026-01-12"), What: "The inspection began"}}})
	if slices.ContainsFunc(p.Sections, func(s pack.Said) bool { return s.ID == "background" }) {
		t.Error("a council that tells of nothing has a section of it")
	}
}
