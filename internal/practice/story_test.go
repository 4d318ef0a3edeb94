package practice

import (
	"strings"
	"testing"

	"actionplan/plan"
)

func then(t *testing.T) []Action { return must(t, Then) }
func now(t *testing.T) []Action  { return must(t, Now) }

func must[T any](t *testing.T, make func() ([]T, error)) []T {
	t.Helper()
	all, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// onlyOfficers are the columns the partners' copy does not have.
var onlyOfficers = map[plan.Field]bool{
	plan.FieldRecommendation: true, plan.FieldMeasure: true, plan.FieldBaseline: true, plan.FieldTarget: true, plan.FieldStart: true,
}

func TestThePlanIsOfTheSizeItClaims(t *testing.T) {
	themes, refs := map[string]int{}, map[plan.Ref]bool{}
	for _, a := range then(t) {
		if refs[a.Ref] {
			t.Errorf("ref %s stands twice: doubled refs would stop the practice plan", a.Ref)
		}
		refs[a.Ref] = true
		if !a.Learning {
			themes[a.Theme]++
		}
	}
	actions := 0
	for _, n := range themes {
		actions += n
	}
	if len(themes) != 8 || actions != 43 || len(refs) != 47 {
		t.Errorf("%d themes, %d actions, %d with the learning actions; want 8, 43 and 47", len(themes), actions, len(refs))
	}
	if !refs["1.1"] || !refs["1.10"] {
		t.Error("1.10 does not stand beside 1.1")
	}
}

func TestThenBothSidesSayTheSame(t *testing.T) {
	typedApart := 0
	for _, a := range then(t) {
		for f, officers := range a.Officers {
			partners := a.Partners[f]
			if officers.Means != partners.Means {
				t.Errorf("action %s, %s: officers mean %q, partners %q", a.Ref, f, officers.Means, partners.Means)
			}
			if officers.Typed != partners.Typed {
				typedApart++
			}
		}
	}
	if typedApart < 40 {
		t.Errorf("only %d cells are typed differently by the two sides", typedApart)
	}
}

func TestWhatIsTypedMeansWhatThePlanSays(t *testing.T) {
	for _, actions := range [][]Action{then(t), now(t)} {
		for _, a := range actions {
			for _, copied := range []map[plan.Field]Said{a.Officers, a.Partners} {
				for f, said := range copied {
					checkMeaning(t, a.Ref, f, said)
				}
			}
		}
	}
}

func checkMeaning(t *testing.T, ref plan.Ref, f plan.Field, said Said) {
	t.Helper()
	if said.Typed == "" || said.Typed == "fill" {
		return
	}
	got := plan.TextValue(said.Typed)
	want := plan.TextValue(said.Means)
	switch d, err := plan.ParseISO(said.Means); {
	case f.IsDate() && err == nil:
		want = dayOrMonth(d, said)
		got = plan.ReadDate(said.Typed, plan.DateHabit{}).Value
	case f == plan.FieldRAG:
		want = plan.RatingValue(said.Means)
		got, _ = plan.ReadRating(said.Typed, nil)
	}
	if got != want {
		t.Errorf("action %s, %s: %q is read as %v, but means %v", ref, f, said.Typed, got, want)
	}
}

func TestChangesAreTheOnesPromised(t *testing.T) {
	before := map[plan.Ref]Action{}
	for _, a := range then(t) {
		before[a.Ref] = a
	}
	counted := map[string]int{}
	for _, c := range must(t, Changes) {
		counted[c.Heading]++
		a := before[c.Ref]
		for side, moved := range map[string]*Said{"officer": c.Officers, "partner": c.Partners} {
			if moved != nil && moved.Means == a.Officers[c.Field].Means {
				t.Errorf("action %s, %s: the %s's change changes nothing", c.Ref, c.Field, side)
			}
		}
		if onlyOfficers[c.Field] {
			t.Errorf("action %s, %s: the partners' copy has no such column", c.Ref, c.Field)
		}
		one := (c.Officers == nil) != (c.Partners == nil)
		switch c.Heading {
		case "officer moved", "partner moved":
			if !one || (c.Officers == nil) != (c.Heading == "partner moved") {
				t.Errorf("action %s, %s stands under %q", c.Ref, c.Field, c.Heading)
			}
		case "moved alike":
			if one || c.Officers.Means != c.Partners.Means {
				t.Errorf("action %s, %s is not moved alike", c.Ref, c.Field)
			}
		}
	}
	for heading, want := range map[string]int{
		"officer moved": 8, "partner moved": 16, "moved alike": 2, "both added a paragraph": 1, "moved apart": 5,
	} {
		if counted[heading] != want {
			t.Errorf("%d changes under %q, want %d", counted[heading], heading, want)
		}
	}
}

func TestNothingRemarkedReachesACell(t *testing.T) {
	for _, a := range now(t) {
		for f, said := range a.Officers {
			if strings.ContainsAny(said.Typed, "{}|#+") {
				t.Errorf("action %s, %s: %q still holds a mark of plan.txt", a.Ref, f, said.Typed)
			}
		}
		for f, said := range a.Partners {
			if said.Typed != "" && plan.Clean(said.Typed) != said.Typed {
				t.Errorf("action %s, %s: the partners' cell is not clean: %q", a.Ref, f, said.Typed)
			}
		}
	}
}
