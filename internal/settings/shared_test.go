package settings

import (
	"slices"
	"testing"

	"actionplan/plan"
	"actionplan/reconcile"
)

// everyColumn is a plan with a column for every field that is known, and one of the
// council's own.
func everyColumn() plan.Plan {
	p := plan.Plan{Tables: []plan.Table{{Name: "Plan", Sheet: "Plan"}}}
	for _, f := range append(slices.Clone(plan.KnownFields), "x:notes") {
		p.Columns = append(p.Columns, plan.Column{Table: "Plan", Field: f, Heading: f.Label()})
	}
	return p
}

// TestKeptInside: a column that is kept inside reaches partners only where the settings
// list it, and init does not list it for the council.
func TestKeptInside(t *testing.T) {
	inside := []plan.Field{plan.FieldBenchmark, plan.FieldAccountable, plan.FieldRationale, plan.FieldConfidence, plan.FieldRisk}
	shared := func(share ...string) []plan.Field {
		s := &Settings{}
		s.File.Share = share
		var fields []plan.Field
		for _, c := range s.SharedColumns(everyColumn()) {
			fields = append(fields, c.Field)
		}
		return fields
	}
	for _, f := range plan.KnownFields {
		if got, want := slices.Contains(shared(), f), f != plan.FieldReply && !slices.Contains(inside, f); got != want {
			t.Errorf("%s is shared: %t, want %t", f, got, want)
		}
	}
	if got := shared("ref", "confidence"); !slices.Equal(got, []plan.Field{"ref", "confidence"}) {
		t.Errorf("where confidence is listed, %v are shared", got)
	}
	starter := NewStarter(everyColumn())
	for _, f := range append(inside, "x:notes") {
		if slices.Contains(starter.Share, f) || !slices.Contains(starter.Kept, f) {
			t.Errorf("init has %s reach partners", f)
		}
	}
}

// TestNamedBeforeItWasKnown: what settings say of "x:confidence" holds of the column since
// its heading is a field's, and what they say of another is nobody else's.
func TestNamedBeforeItWasKnown(t *testing.T) {
	s := &Settings{}
	s.File.Share = []string{"ref", "x:confidence", "x:accountable officer", "x:status"}
	s.File.Owners = []Owner{{Field: "x:confidence", Owner: "officers"}}
	a := s.Agreement()
	if !a.Share[plan.FieldConfidence] || !a.Share[plan.FieldAccountable] || !a.Share["x:confidence"] || a.Owners[plan.FieldConfidence] != reconcile.Officers {
		t.Errorf("shared %v, owned %v", a.Share, a.Owners)
	}
	if a.Share[plan.FieldStatus] || a.Share[plan.FieldLead] {
		t.Errorf("shared %v: a second column headed Status is not the first", a.Share)
	}
}

// TestPublished: left out, publish: says nothing; empty, it publishes the refs alone.
func TestPublished(t *testing.T) {
	for _, c := range []struct {
		says string
		want []plan.Field
	}{{"title: a", nil}, {"publish: []", []plan.Field{}}, {"publish: [risk, due]", []plan.Field{"risk", "due"}}} {
		s, err := Load(write(t, c.says), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Published(); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.says, got, c.want)
		}
	}
	for _, wrong := range []string{"publish: [reply]", `publish: ["x:notes"]`, "publish: [confidences]"} {
		if _, err := Load(write(t, wrong), nil); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
