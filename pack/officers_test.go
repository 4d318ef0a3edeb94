package pack_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/pack"
	"actionplan/plan"
)

// keptInside are the fields that are officers' own unless the settings say otherwise.
var keptInside = []plan.Field{plan.FieldBenchmark, plan.FieldAccountable, plan.FieldRationale, plan.FieldConfidence, plan.FieldRisk}

// everyField is a plan of one red action, which has a card, that says of each field
// which it is.
func everyField() pack.Input {
	says := row{}
	for _, f := range plan.KnownFields {
		says[f] = "SAYS-" + string(f)
	}
	says[plan.FieldDue], says[plan.FieldRAG] = "2026-11-01", "Red"
	return pack.Input{About: pack.About{AsAt: asAt}, Plan: table(says)}
}

// saysOf are the fields whose text stands anywhere in what a pack says.
func saysOf(t interface{ Fatal(...any) }, p pack.Public) []plan.Field {
	all, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var said []plan.Field
	for _, f := range plan.KnownFields {
		if strings.Contains(string(all), "SAYS-"+string(f)+`"`) || strings.Contains(string(all), "says-"+string(f)+`"`) || strings.Contains(string(all), "SAYS-"+string(f)+";") {
			said = append(said, f)
		}
	}
	return said
}

func TestWhatIsKeptInside(t *testing.T) {
	in := everyField()
	public := saysOf(t, pack.Build(in))
	officers, more := pack.BuildOfficers(in)
	if !more || !slices.Equal(officers.Kept, keptInside) {
		t.Fatalf("officers' own pack shows beside the public one %v (%t), want %v", officers.Kept, more, keptInside)
	}
	inside := saysOf(t, officers.Inside())
	for _, f := range plan.KnownFields {
		kept := slices.Contains(keptInside, f)
		told := f != plan.FieldReply && f != plan.FieldDue && f != plan.FieldRAG
		if got, want := slices.Contains(public, f), told && !kept; got != want {
			t.Errorf("%s in the public pack: %t, want %t", f, got, want)
		}
		if got := slices.Contains(inside, f); got != told {
			t.Errorf("%s in officers' own pack: %t, want %t", f, got, told)
		}
	}
	if !slices.Contains(pack.Build(in).Made.NotShown, "5 columns are not shown because they are kept for officers.") {
		t.Errorf("the public pack does not say how many columns are kept: %q", pack.Build(in).Made.NotShown)
	}
	for _, sheet := range officers.Inside().Sheets {
		if len(sheet.Lines) == 0 || sheet.Lines[0] != officers.Inside().Notice {
			t.Errorf("the sheet %s of officers' own workbook does not begin with what it is", sheet.Name)
		}
	}
	if got, want := officers.Inside().Notice, "Officers’ working file – not for publication. Beside what the public pack shows, it has what is kept for officers: benchmark, accountable, rationale, confidence and risk."; got != want {
		t.Errorf("the notice is %q, want %q", got, want)
	}
	if pack.Build(in).Notice != "" {
		t.Error("the public pack has a notice")
	}
}

// TestOfficersPackOnlyWithMore: a plan with nothing that is kept needs no second pack.
func TestOfficersPackOnlyWithMore(t *testing.T) {
	in := everyField()
	in.Publish = plan.KnownFields
	if _, more := pack.BuildOfficers(in); more {
		t.Error("officers have a pack of their own where all is published")
	}
	in = pack.Input{Plan: table(row{plan.FieldRef: "1", plan.FieldAction: "do", "x:notes": "private"})}
	if _, more := pack.BuildOfficers(in); more {
		t.Error("officers have a pack of their own where no field is kept")
	}
}

// TestWhatIsPublished: whatever list of fields the council publishes, its pack shows no
// other, and officers' own shows all.
func TestWhatIsPublished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := everyField()
		in.Publish = []plan.Field{}
		for _, f := range append(slices.Clone(plan.KnownFields), "x:notes") {
			if rapid.Bool().Draw(t, string(f)) {
				in.Publish = append(in.Publish, f)
			}
		}
		for _, f := range saysOf(t, pack.Build(in)) {
			if f != plan.FieldRef && !slices.Contains(in.Publish, f) || f == plan.FieldReply {
				t.Fatalf("published %v, and %s is shown", in.Publish, f)
			}
		}
		if officers, more := pack.BuildOfficers(in); more {
			if got := len(saysOf(t, officers.Inside())); got != len(plan.KnownFields)-3 {
				t.Fatalf("officers' own pack shows %d fields, want all %d but the reply, the date and the rating", got, len(plan.KnownFields))
			}
		}
	})
}

// TestKeptIsNotMissing: of a field that is kept for officers, the public pack says neither
// that the plan has no column for it nor that nothing is written there.
func TestKeptIsNotMissing(t *testing.T) {
	in := pack.Input{About: pack.About{AsAt: asAt}, Plan: table(row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldStatus: "Complete", plan.FieldOutcome: "Safe", plan.FieldEvidence: "Audit"})}
	in.Publish = []plan.Field{plan.FieldAction, plan.FieldStatus}
	if p := pack.Build(in); len(p.Concerns) > 0 {
		t.Errorf("members are told %q", p.Concerns[0].Sentence)
	}
	in.Plan = table(row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldStatus: "Complete"})
	if p := pack.Build(in); len(p.Concerns) != 2 {
		t.Errorf("of a plan without outcomes and evidence members are told %+v", p.Concerns)
	}
}
