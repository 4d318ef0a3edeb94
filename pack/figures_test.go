package pack

import (
	"testing"

	"actionplan/plan"
)

func TestFigures(t *testing.T) {
	entry := func(text string) plan.Entry {
		return plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: text}, Typed: text}
	}
	for name, c := range map[string]struct {
		baseline, target, latest plan.Entry
		want                     []string
	}{
		"short ones share a line":  {entry("58%"), entry("90%"), entry("74% (Aug 26)"), []string{"Figures: Baseline 58%; target 90%; latest 74% (Aug 26)"}},
		"one alone keeps its name": {plan.Entry{Value: plan.Blank}, entry("90%"), plan.Entry{Value: plan.Blank}, []string{"Target: 90%"}},
		"long ones keep theirs": {entry("58%"), entry("nine in ten, measured by the quarterly audit of all strategy meetings"), entry("74%"),
			[]string{"Baseline: 58%", "Target: nine in ten, measured by the quarterly audit of all strategy meetings", "Latest: 74%"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := action{Action: plan.Action{Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
				plan.FieldBaseline: c.baseline, plan.FieldTarget: c.target, plan.FieldLatest: c.latest,
			})}}
			got := a.figures()
			if len(got) != len(c.want) {
				t.Fatalf("figures are %v, want %q", got, c.want)
			}
			for i, f := range got {
				if said := f.Label + ": " + f.Text; said != c.want[i] {
					t.Errorf("says %q, want %q", said, c.want[i])
				}
			}
		})
	}
}

func TestWasAndNow(t *testing.T) {
	long := "Begun in June with nine schools, and a further twelve by the end of July."
	for _, c := range []struct{ was, now, wantWas, wantNow string }{
		{"Green", "Amber", "Green", "Amber"},
		{"", "Signed", "Blank", "Signed"},
		{"Signed", "", "Signed", "Blank"},
		{long, long + "\nOct: all signed.", "Begun in June with nine schools, and a…", "Added: Oct: all signed."},
		{long, "All signed.", long, "All signed."},
	} {
		if was, now := wasAndNow(c.was, c.now); was != c.wantWas || now != c.wantNow {
			t.Errorf("wasAndNow(%q, %q) = %q, %q", c.was, c.now, was, now)
		}
	}
}
