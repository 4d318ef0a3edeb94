package reconcile

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// TestReplaced asserts which rows say another action under an agreed ref, and that
// nothing of them crosses until a person says which it is.
func TestReplaced(t *testing.T) {
	const heads = "ref|action|lead|due|status|progress\n"
	const agreed = heads +
		"1.1|Recruit ten foster carers|Clerk|2026-03-01|Open|none yet\n" +
		"1.2|Launch the front door|Jo Marsh|2026-03-02|Open|plans drawn\n" +
		"1.3|Audit case files monthly|DCS|2026-03-03|Open|two held\n" +
		"1.4|Agree data sharing|IG|2026-03-04|Open|drafted"
	row := func(text string) string {
		return strings.Replace(agreed, "1.2|Launch the front door|Jo Marsh|2026-03-02|Open|plans drawn", "1.2|"+text, 1)
	}
	for _, tc := range []struct {
		name, now string
		asks      bool
	}{
		{"another action", row("Buy three minibuses|Fleet|2026-09-09|Not started|quotes in"), true},
		{"another action of the same lead", row("Buy three minibuses|Jo Marsh|2026-09-09|Not started|quotes in"), true},
		{"another action with some words of it", row("Paint the front office|Fleet|2026-09-09|Not started|quotes in"), true},
		{"the text of another filled down", row("Recruit ten foster carers|Jo Marsh|2026-03-02|Open|plans drawn"), true},
		{"reworded", row("Open the new front door|Jo Marsh|2026-03-02|Open|plans drawn"), false},
		{"reworded, and a month's update", row("Open the new front door by June|Jo Marsh|2026-06-30|Complete|opened"), false},
		{"in other words altogether, and the rest as agreed", row("Have one place to ring|Jo Marsh|2026-03-02|Open|plans drawn"), false},
		{"in other words altogether, and an update", row("Have one place to ring|Jo Marsh|2026-03-02|Complete|opened"), false},
		{"a longer text, and all else changed", row("Launch the front door in every district|Fleet|2026-09-09|Not started|quotes in"), false},
		{"all else changed", row("Launch the front door|Fleet|2026-09-09|Not started|quotes in"), false},
		{"the text cleared", row("|Fleet|2026-09-09|Not started|quotes in"), false},
	} {
		c := sheets(agreed, agreed, tc.now, Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			side := Partner
			if actionText(&c.officer.Actions[1]) != "Launch the front door" || c.officer.Actions[1].Value(plan.FieldLead).Text != "Jo Marsh" {
				side = Officer
			}
			c = c.says(side.Other(), "1.2", plan.FieldProgress, plan.TextValue("the door opened on Monday"))
			c = c.says(side.Other(), "1.4", plan.FieldProgress, plan.TextValue("signed"))
			s := c.settle()
			asked := len(s.Open) > 0 && s.Open[0].Kind == QuestionReworded
			if asked != tc.asks {
				t.Errorf("%s: it comes to %s", tc.name, brief(s))
				continue
			}
			if !asked {
				continue
			}
			q := s.Open[0]
			if len(s.Open) != 1 || len(edits(s, side.Other())) != 0 || len(edits(s, side)) != 1 || !strings.Contains(q.Why, "its ref stands on other words") || q.Ask != "Jo Marsh" && q.Ask != "Fleet" {
				t.Errorf("%s: it comes to %s, asking %s of %s", tc.name, brief(s), q.Why, q.Ask)
			}
			two := c.settle(q.Decide(TakeTwo, nil, "the lead", "because", anyDay))
			if len(two.Open) > 0 || len(edits(two, side.Other())) != 0 || len(edits(two, side)) != 1 || len(two.LeftAlone) != 1 || !strings.Contains(two.LeftAlone[0].Sentence(), "give it a ref of its own") {
				t.Errorf("%s, two actions: it comes to %s, leaving %v", tc.name, brief(two), two.LeftAlone)
			}
			if now := values(two.NextBase)[cell{"1.2", plan.FieldAction}]; now.Text != "Launch the front door" {
				t.Errorf("%s, two actions: the base says %v", tc.name, now)
			}
			same := c.settle(q.Decide(TakeSame, nil, "the lead", "because", anyDay))
			if len(edits(same, side.Other())) == 0 || len(same.LeftAlone) > 0 || len(same.Standing) != 1 {
				t.Errorf("%s, the same action: it comes to %s", tc.name, brief(same))
			}
			after := c.after(same).settleWith(same.NextMemory)
			if len(after.Lapsed) > 0 || len(after.NextMemory.Decisions) > 0 && len(after.Open) == 0 {
				t.Errorf("%s, the same action, written: %s, %d lapsed, %v", tc.name, brief(after), len(after.Lapsed), after.NextMemory.Decisions)
			}
		}
	}
}

// TestReplacedAndGivenARef renumbers the row of which a person said that it is another.
func TestReplacedAndGivenARef(t *testing.T) {
	const heads = "ref|action|lead|due|progress\n"
	const agreed = heads + "1.1|Recruit ten foster carers|Clerk|2026-03-01|none yet\n1.2|Launch the front door|Jo Marsh|2026-03-02|plans drawn"
	now := strings.Replace(agreed, "1.2|Launch the front door|Jo Marsh|2026-03-02|plans drawn", "1.2|Buy three minibuses|Fleet|2026-09-09|quotes in", 1)
	c := sheets(agreed, agreed, now, Agreement{})
	s := c.settle()
	s = c.settle(s.Open[0].Decide(TakeTwo, nil, "the lead", "because", anyDay))
	c = c.after(s)
	c.partner = sheet(Partner, strings.Replace(now, "1.2|", "1.3|", 1))
	s = c.settleWith(s.NextMemory)
	if got := strings.Join(asked(s), "; "); len(s.Open) != 2 || s.Open[0].Kind != QuestionRow || s.Open[1].Kind != QuestionRow || len(s.LeftAlone) > 0 {
		t.Errorf("it has a ref of its own, and it comes to %s: %s", brief(s), got)
	}
}

// TestLawReplaced puts another action under an agreed ref: nothing of that row
// crosses on either side, whatever else has moved, and all else is as if it had not
// been touched.
func TestLawReplaced(t *testing.T) {
	law(t, oddities{owners: true, units: true, share: true, unreadable: true}, func(t *rapid.T, c triple) {
		side := rapid.SampledFrom([]Side{Officer, Partner}).Draw(t, "side")
		p := *c.reading(side)
		if c.base == nil || len(p.Actions) == 0 {
			return
		}
		at := rapid.IntRange(0, len(p.Actions)-1).Draw(t, "row")
		p.Actions = append([]plan.Action{}, p.Actions...)
		a := &p.Actions[at]
		was := c.row(Base, a.Ref)
		if was == nil || actionText(was) == "" || c.row(side.Other(), a.Ref) == nil {
			return
		}
		a.Entries = a.Own()
		for f, e := range a.All() {
			switch v := e.Value; {
			case f == plan.FieldRef:
			case f == plan.FieldAction:
				e.Value, e.Typed = plan.TextValue("Buy three minibuses"), "Buy three minibuses"
				a.Set(f, e)
			case was.Value(f).Kind != plan.KindAbsent && v == was.Value(f):
				e.Value, e.Typed = plan.TextValue("quotes"), "quotes"
				a.Set(f, e)
			}
		}
		same, all := (rewording{&Pair{Base: was}, &Pair{Officer: a}, Officer}).agreeing()
		if all < 2 || same > 0 {
			return
		}
		whole := c.settle()
		now := c.reads(side, p)
		s := now.settle()
		if len(whole.Stops)+len(s.Stops) > 0 {
			return
		}
		ref := a.Ref
		for _, to := range []Side{Officer, Partner} {
			would := c.editsOf(t, whole, to)
			for k, is := range now.editsOf(t, s, to) {
				if k.ref == ref {
					t.Fatalf("%s: it says another action, and %+v is written", k, is)
				}
				if w, ok := would[k]; !ok || w.Now.Value != is.Now.Value {
					t.Fatalf("%s: another action says something else, and %v is written, not %v", k, is.Now.Value, w.Now.Value)
				}
			}
		}
		next := values(s.NextBase)
		for f, e := range was.All() {
			if k := (cell{ref, f}); settled(f) && next[k] != e.Value {
				t.Fatalf("%s: it waits, and the base goes from %v to %v", k, e.Value, next[k])
			}
		}
	})
}
