package reconcile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// heard is the triple as the law of broken cells has it: each says what was
// agreed, or is not there where nothing was, in a row that is not one side's alone.
func (c triple) heard() triple {
	for _, side := range []Side{Officer, Partner} {
		p := c.reading(side)
		p = &plan.Plan{Tables: p.Tables, Columns: p.Columns, Actions: slices.Clone(p.Actions)}
		for i, a := range p.Actions {
			p.Actions[i].Entries = a.Own()
			for f, e := range a.All() {
				base, agreed := c.at(Base, cell{a.Ref, f})
				switch {
				case e.Value.Kind != plan.KindError:
				case agreed:
					e.Value, e.Typed = base.Value, base.Typed
					p.Actions[i].Set(f, e)
				case c.row(side.Other(), a.Ref) != nil || c.row(Base, a.Ref) != nil:
					p.Actions[i].Drop(f)
				}
			}
		}
		if side == Officer {
			c.officer = *p
		} else {
			c.partner = *p
		}
	}
	return c
}

// isFull reports whether most of what was agreed in some column is broken on a
// side, in rows both sides have.
func (c triple) isFull(side Side) bool {
	broken, filled := map[plan.Field]int{}, map[plan.Field]int{}
	for _, k := range c.cells() {
		b, o, p, ok := c.said(k)
		if !ok || b.Value.IsBlank() || b.Value.Kind == plan.KindAbsent || !o.Writable || !p.Writable {
			continue
		}
		filled[k.f]++
		if e, _ := c.at(side, k); e.Value.Kind == plan.KindError {
			broken[k.f]++
		}
	}
	for f, n := range broken {
		rest := 0 // cells that are agreed and not counted above
		for _, k := range c.cells() {
			if b, o, p, ok := c.said(k); k.f == f && ok && b.Value.Kind != plan.KindAbsent && (b.Value.IsBlank() || !o.Writable || !p.Writable) {
				rest++
			}
		}
		if n >= fewBroken && n*2 > filled[f]+rest {
			return true
		}
	}
	return false
}

func TestLawBroken(t *testing.T) {
	o := everything
	o.doubled, o.broken = false, true
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		for _, a := range s.NextBase.Actions {
			for f, e := range a.All() {
				if e.Value.Kind == plan.KindError {
					t.Fatalf("%s %s shows %s, and the base takes it", a.Ref, f, e.Shown())
				}
			}
		}
		full := false
		for _, side := range []Side{Officer, Partner} {
			stopped := slices.ContainsFunc(s.Stops, func(stop Stop) bool { return stop.Kind == StopBroken && stop.Side == side })
			full = full || stopped
			if c.base != nil && c.isFull(side) && !stopped {
				t.Fatalf("a column of the %s is full of the spreadsheet's words, and nothing stops", side)
			}
			if stopped && !slices.ContainsFunc(c.reading(side).Actions, isBroken) {
				t.Fatalf("the %s show no such word, and the run stops", side)
			}
		}
		if full {
			if len(s.Officer)+len(s.Partner)+len(s.OfficerRows)+len(s.PartnerRows) > 0 || c.base != nil && s.BaseMoved {
				t.Fatalf("the run is stopped, and comes to %s", brief(s))
			}
			return
		}
		want := c.heard().settle()
		for _, side := range []Side{Officer, Partner} {
			got, want := c.editsOf(t, s, side), c.editsOf(t, want, side)
			for k, e := range got {
				there, _ := c.at(side, k)
				if e.Was != there || e.Now.Value.Kind == plan.KindError {
					t.Fatalf("%s shows %+v, and the edit is %+v", k, there, e)
				}
				e.Was = want[k].Was
				got[k] = e
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("the %s' broken cells make other edits than if they said what was agreed:\n%s", side, diff)
			}
		}
		if diff := cmp.Diff(asked(want), asked(s)); diff != "" {
			t.Fatalf("broken cells ask something else than if they said what was agreed:\n%s", diff)
		}
		if diff := cmp.Diff(values(want.NextBase), values(s.NextBase)); diff != "" || want.BaseMoved != s.BaseMoved {
			t.Fatalf("broken cells make another base than if they said what was agreed (%v, %v):\n%s", want.BaseMoved, s.BaseMoved, diff)
		}
		for k, v := range values(byMergeRef(s)) {
			if e, _ := agreedAt(s, k); v.Kind == plan.KindError && (c.row(Partner, k.ref) != nil || e.Open) {
				t.Fatalf("%s: both sides have the row, and %s is agreed", k, v.Text)
			}
		}
	})
}

const (
	loadingBase = "ref|action|progress|due\n 1|One|first|31 March\n 2|Two|second|30 April\n 3|Three|third|31 May\n 4|Four|fourth|30 June\n 5|Five|fifth|31 July\n 6|Six|sixth|31 August"
)

// withColumn has some cells of progress say something else.
func withColumn(text string, says ...string) string {
	lines := strings.Split(text, "\n")
	for i, s := range says {
		cells := strings.Split(lines[i+1], "|")
		cells[2] = s
		lines[i+1] = strings.Join(cells, "|")
	}
	return strings.Join(lines, "\n")
}

// TestBrokenColumns stops where a side is full of the spreadsheet's words, and
// nowhere else; a person may go on, and nothing is written then either. What it
// says names the side, the column, the words and the cells.
func TestBrokenColumns(t *testing.T) {
	all := []string{"#Loading...", "#Loading...", "#Loading...", "#Loading...", "#Loading...", "#Loading..."}
	for name, c := range map[string]struct {
		base, broken string
		stops        bool
		says         []string
	}{
		"every cell":                          {loadingBase, withColumn(loadingBase, all...), true, []string{"progress", "#Loading...", "C2 to C7", "6 cells"}},
		"more than half":                      {loadingBase, withColumn(loadingBase, all[:4]...), true, []string{"C2 to C5", "4 cells"}},
		"half":                                {loadingBase, withColumn(loadingBase, all[:3]...), false, []string{"C2 to C4"}},
		"a formula not worked out":            {loadingBase, withColumn(loadingBase, "first", "#not worked out"), false, []string{"a formula not worked out yet in", "C3", "open it"}},
		"a column of formulas not worked out": {loadingBase, withColumn(loadingBase, "#not worked out", "#not worked out", "#not worked out", "#not worked out", "#not worked out"), true, []string{"a formula not worked out yet in 5 cells", "open it"}},
		"one":                                 {loadingBase, withColumn(loadingBase, "first", "#REF!"), false, []string{"#REF!", "C3"}},
		"a formula's column, shown once":      {loadingBase, withColumn(loadingBase, "#REF!", "", "", "", "", ""), true, []string{"#REF!"}},
		"two of three are too few":            {"ref|action|progress\n 1|One|a\n 2|Two|b\n 3|Three|c", "ref|action|progress\n 1|One|#N/A\n 2|Two|#N/A\n 3|Three|c", false, []string{"#N/A"}},
		"a small copy, every column":          {"ref|action|progress|due\n 1|One|a|x\n 2|Two|b|y", "ref|action|progress|due\n 1|#REF!|#REF!|#REF!\n 2|#REF!|#REF!|#REF!", true, []string{"6 of the 6 filled cells", "#REF!"}},
		"a first agreement":                   {"", withColumn(loadingBase, all...), true, []string{"progress", "C2 to C7"}},
		"a first agreement, one cell":         {"", withColumn(loadingBase, all[:1]...), false, []string{"C2"}},
		"what nobody said is not gone":        {withColumn(loadingBase, "", "", "", "", "fifth", "sixth"), withColumn(loadingBase, "#N/A", "#N/A", "#N/A", "#N/A"), false, []string{"4 cells"}},
		"a person's words beside such words":  {loadingBase, withColumn(loadingBase, "Loading bay", "the #REF 12"), false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, side := range []Side{Officer, Partner} {
				full, other := c.broken, loadingBase
				if strings.Count(c.base, "\n") < 6 && c.base != "" {
					other = c.base
				}
				triple := sheets(c.base, other, full, Agreement{})
				if side == Officer {
					triple = sheets(c.base, full, other, Agreement{})
				}
				s := triple.settle()
				i := slices.IndexFunc(s.Stops, func(stop Stop) bool { return stop.Kind == StopBroken })
				if (i >= 0) != c.stops || i >= 0 && (s.Stops[i].Side != side || !s.Stops[i].Whole || !s.Stops[i].Passable() || s.Stops[i].Hint == "") {
					t.Fatalf("%s: the stops are %+v", side, s.Stops)
				}
				said := ""
				for _, b := range s.Broken {
					said += b.String() + "\n"
				}
				if i >= 0 {
					said += s.Stops[i].Message
				}
				for _, word := range append(slices.Clone(c.says), side.copyName()) {
					if len(c.says) > 0 && !strings.Contains(said, word) {
						t.Errorf("%s: it says nothing of %q:\n%s", side, word, said)
					}
				}
				if i >= 0 && (len(s.Officer)+len(s.Partner) > 0 || c.base != "" && s.BaseMoved) {
					t.Errorf("%s: it is stopped, and comes to %s", side, brief(s))
				}
				triple.rules.Confirmed = true
				for _, e := range slices.Concat(triple.settle().Officer, triple.settle().Partner) {
					if e.Now.Value.Kind == plan.KindError {
						t.Errorf("%s: a person goes on, and %s is written", side, e.Now.Shown())
					}
				}
			}
		})
	}
}

// TestPendingHelperColumn says nothing of formulas that are not worked out in a
// column which one side alone has, and says #REF! there.
func TestPendingHelperColumn(t *testing.T) {
	for shows, said := range map[string]int{"#not worked out": 0, "#REF!": 1} {
		s := sheets("ref|action\n 1|One", "ref|action|x:days left\n 1|One|"+shows, "ref|action\n 1|One", Agreement{}).settle()
		if len(s.Broken) != said || len(s.Stops)+len(s.Open)+len(s.Officer)+len(s.Partner) > 0 {
			t.Errorf("%s: it comes to %s, and says %v", shows, brief(s), s.Broken)
		}
	}
}

// TestBrokenThenBack takes a broken cell through three runs: nothing follows
// from it, what the other side writes meanwhile crosses over it, and once the
// words are back nothing differs.
func TestBrokenThenBack(t *testing.T) {
	loading := withColumn(loadingBase, "#Loading...")
	still := sheets(loadingBase, loadingBase, loading, Agreement{}).settle()
	if len(still.Officer)+len(still.Partner)+len(still.Open)+len(still.Changes)+len(still.Stops) > 0 || still.BaseMoved || len(still.Broken) != 1 {
		t.Errorf("a cell is loading, and it comes to %s", brief(still))
	}
	if e, _ := agreedAt(still, cell{"1", plan.FieldProgress}); e.Value.Text != "first" || e.Open {
		t.Errorf("a cell is loading, and %+v is agreed", e)
	}
	back := sheets(loadingBase, loadingBase, loadingBase, Agreement{}).settle()
	if len(back.Officer)+len(back.Partner)+len(back.Open)+len(back.Broken) > 0 || back.BaseMoved {
		t.Errorf("the words are back, and it comes to %s", brief(back))
	}
	over := sheets(loadingBase, withColumn(loadingBase, "moved meanwhile"), loading, Agreement{}).settle()
	if len(over.Partner) != 1 || over.Partner[0].Now.Value.Text != "moved meanwhile" || over.Partner[0].Was.Value.Kind != plan.KindError || len(over.Open) > 0 {
		t.Errorf("officers moved it while it was loading, and it comes to %s: %+v", brief(over), over.Partner)
	}
	held := sheets(loadingBase, withColumn(loadingBase, "moved meanwhile"), withColumn(loadingBase, "=#REF!"), Agreement{}).settle()
	if len(held.Partner) > 0 || len(held.Open) != 1 || !strings.Contains(held.Open[0].Why, "formula") {
		t.Errorf("a formula fills the cell, and it comes to %s", brief(held))
	}
}

// TestBrokenAtFirst agrees on nothing that is loading at the first agreement,
// on either side, and on the words once they are there.
func TestBrokenAtFirst(t *testing.T) {
	loading := withColumn(loadingBase, "#Loading...")
	for _, c := range []triple{
		sheets("", loadingBase, loading, Agreement{}),
		sheets("", loading, loadingBase, Agreement{}),
		sheets("", loading, loading, Agreement{}),
	} {
		s := c.settle()
		if len(s.Officer)+len(s.Partner)+len(s.Open)+len(s.Stops) > 0 {
			t.Errorf("a cell is loading, and it comes to %s", brief(s))
		}
		k := cell{"1", plan.FieldProgress}
		if _, agreed := values(s.NextBase)[k]; agreed {
			t.Errorf("a cell is loading, and the base takes it for %v", values(s.NextBase)[k])
		}
		if e, _ := agreedAt(s, k); e.Value.Kind == plan.KindError {
			t.Errorf("a cell is loading, and %+v is agreed", e)
		}
		next := s.NextBase
		loaded := triple{base: &next, officer: sheet(Officer, loadingBase), partner: sheet(Partner, loadingBase), rules: c.rules}.settle()
		if len(loaded.Officer)+len(loaded.Partner)+len(loaded.Open) > 0 || values(loaded.NextBase)[k].Text != "first" {
			t.Errorf("the words are there, and it comes to %s, the base to %v", brief(loaded), values(loaded.NextBase)[k])
		}
	}
}

// TestBrokenInOldBase opens a base of an older build, which agreed on such
// words where both sides showed them: nothing moves while they stand there,
// and the words that come in their place are agreed afresh.
func TestBrokenInOldBase(t *testing.T) {
	old := withColumn(loadingBase, "#N/A")
	same := sheets(old, old, old, Agreement{}).settle()
	if len(same.Officer)+len(same.Partner)+len(same.Open)+len(same.Changes)+len(same.Stops) > 0 || same.BaseMoved {
		t.Errorf("nothing moved, and it comes to %s", brief(same))
	}
	one := sheets(old, loadingBase, old, Agreement{}).settle()
	if len(one.Officer)+len(one.Partner)+len(one.Open)+len(one.Stops) > 0 {
		t.Errorf("officers' words are back and partners' are not, and it comes to %s", brief(one))
	}
	both := sheets(old, loadingBase, loadingBase, Agreement{}).settle()
	if len(both.Officer)+len(both.Partner)+len(both.Open) > 0 || values(both.NextBase)[cell{"1", plan.FieldProgress}].Text != "first" {
		t.Errorf("the words are back on both sides, and it comes to %s", brief(both))
	}
}

// TestBrokenAnswer writes no such word even where an answer says it: the cell
// waits.
func TestBrokenAnswer(t *testing.T) {
	c := sheets(loadingBase, withColumn(loadingBase, "ours"), withColumn(loadingBase, "theirs"), Agreement{})
	asked := c.settle()
	if len(asked.Open) != 1 {
		t.Fatalf("moved apart, and it comes to %s", brief(asked))
	}
	other := map[plan.Field]plan.Entry{plan.FieldProgress: {Value: plan.ErrorValue("#REF!"), Typed: "#REF!"}}
	answer := asked.Open[0].Decide(TakeOther, other, "A. Officer", "why not", plan.Date{})
	if s := c.settle(answer); len(s.Officer)+len(s.Partner) > 0 || len(s.Open) != 1 || !strings.Contains(s.Open[0].Why, "never copied") {
		t.Errorf("an answer says #REF!, and it comes to %s", brief(s))
	}
}
