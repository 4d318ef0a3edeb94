package reconcile

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// likeFields are fields that a reader may come to take for one another: dates for
// dates, and words for words.
var likeFields = [][]plan.Field{
	{plan.FieldDue, plan.FieldClosed, plan.FieldOriginal},
	{plan.FieldLead, plan.FieldOutcome, plan.FieldMeasure, "x:notes", "x:remarks"},
}

// drawLearning draws what a reader takes columns for that it took for others.
func drawLearning(t *rapid.T) naming {
	names := naming{}
	for _, like := range likeFields {
		for i, to := range rapid.Permutation(like).Draw(t, "read as") {
			names[like[i]] = to
		}
	}
	return names
}

// readAs is a side's plan with its columns read as other fields.
func (n naming) readAs(p plan.Plan) plan.Plan {
	p.Columns, p.Actions = slices.Clone(p.Columns), slices.Clone(p.Actions)
	for i := range p.Columns {
		p.Columns[i].Field = n.of(p.Columns[i].Field)
	}
	for i := range p.Actions {
		p.Actions[i].Entries = n.entries(p.Actions[i].Entries)
	}
	return p
}

// rulesFor are rules in other words.
func (n naming) rulesFor(r Agreement) Agreement {
	was := r
	r.Owners, r.Share, r.Together = map[plan.Field]Owner{}, map[plan.Field]bool{}, nil
	for f, owner := range was.Owners {
		r.Owners[n.of(f)] = owner
	}
	for f, shared := range was.Share {
		r.Share[n.of(f)] = shared
	}
	for _, unit := range was.Together {
		var next []plan.Field
		for _, f := range unit {
			next = append(next, n.of(f))
		}
		r.Together = append(r.Together, next)
	}
	return r
}

// comesTo is what a settlement writes and asks, by cell; says is what it is called
// that another reader calls otherwise.
func comesTo(s Settlement, says naming) map[string]string {
	all := map[string]string{}
	for side, edits := range map[Side][]plan.Edit{Officer: s.Officer, Partner: s.Partner} {
		for _, e := range edits {
			all[string(side)+" "+string(e.ID)+" "+string(says.of(e.Field))] = e.Was.Value.Text + " > " + e.Now.Value.Text
		}
	}
	for _, q := range s.Open {
		fields := map[plan.Field]bool{}
		for _, d := range q.Cells {
			fields[says.of(d.Field)] = true
		}
		all["asks "+string(q.Kind)+" "+string(q.Ref)+" "+cmpFields(fields)] = ""
	}
	for _, stop := range s.Stops {
		all["stops "+string(stop.Kind)+" "+string(stop.Side)] = ""
	}
	return all
}

func cmpFields(set map[plan.Field]bool) (text string) {
	for _, f := range slices.Sorted(maps.Keys(set)) {
		text += string(f) + " "
	}
	return text
}

// TestLawUnderstood has the reader take columns for others than when they were
// agreed, on one side or on both: whatever both sides have edited, it comes to what
// it would have come to, in the cells that were agreed with one another; and a calm
// plan stays calm.
func TestLawUnderstood(t *testing.T) {
	o := oddities{rows: true, owners: true, units: true, share: true, unreadable: true, locked: true}
	law(t, o, func(t *rapid.T, c triple) {
		names := drawLearning(t)
		officer, partner := c.officer, c.partner
		rules, back := c.rules, naming{}
		which := rapid.SampledFrom([]string{"officers'", "partners'", "both sides'"}).Draw(t, "whose columns")
		if which != "partners'" {
			officer, rules = names.readAs(officer), names.rulesFor(rules)
			for from, to := range names {
				back[to] = from
			}
		}
		if which != "officers'" {
			partner = names.readAs(partner)
		}
		was := c.settle()
		a := Align(c.base, officer, partner)
		s := Compare(a.Base, a.Officer, a.Partner, rules).Settle(nil)
		if diff := cmp.Diff(comesTo(was, naming{}), comesTo(s, back)); diff != "" {
			t.Fatalf("%s columns are read as %v (-want +got):\n%s", which, names, diff)
		}
		for _, e := range s.Partner {
			if own := a.Own(Partner, e.ID, e.Field); which == "partners'" && own != names.of(e.Field) {
				t.Fatalf("%s is written as %s, and read as %s", e.Field, own, names.of(e.Field))
			}
		}
		again := Align(&s.NextBase, officer, partner)
		if next := Compare(again.Base, again.Officer, again.Partner, rules).Settle(nil); len(again.Notes) > 0 || len(next.Officer) != len(s.Officer) || len(next.Partner) != len(s.Partner) {
			t.Fatalf("once saved, it says %v, and comes to %s, not %s", again.Notes, brief(next), brief(s))
		}
	})
}
