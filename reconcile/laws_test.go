package reconcile

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// said are the three readings of a cell; ok when both sides have it.
func (c triple) said(k cell) (b, o, p plan.Entry, ok bool) {
	b, _ = c.at(Base, k)
	o, okO := c.at(Officer, k)
	p, okP := c.at(Partner, k)
	return b, o, p, okO && okP
}

// free says whether nothing but the three readings bears on a cell: it is in
// no unit, anyone may move it, it is shared, and it can be written.
func (c triple) free(k cell) bool {
	b, o, p, ok := c.said(k)
	owner := c.rules.Owners[k.f]
	coupled := len(c.rules.Together) > 0 && slices.Contains(unitFields, k.f)
	return ok && b.Value.Kind != plan.KindAbsent && (owner == "" || owner == Either) && !coupled && c.rules.Share[k.f] &&
		o.Writable && p.Writable && !c.isMerged(k) && o.Value.Kind != plan.KindError && p.Value.Kind != plan.KindError
}

// isMerged says whether a cell is part of a merged one on either side.
func (c triple) isMerged(k cell) bool {
	for _, s := range []Side{Officer, Partner} {
		e, ok := c.at(s, k)
		for _, a := range c.reading(s).Actions {
			if other, has := a.Lookup(k.f); ok && has && a.Ref != k.ref && other.Cell == e.Cell {
				return true
			}
		}
	}
	return false
}

func TestLawUnmoved(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		next := values(s.NextBase)
		officer, partner := c.editsOf(t, s, Officer), c.editsOf(t, s, Partner)
		for _, k := range c.cells() {
			b, o, p, ok := c.said(k)
			if !ok || b.Value != o.Value || b.Value != p.Value {
				continue
			}
			if _, edited := officer[k]; edited {
				t.Fatalf("%s is unmoved, and the officers' cell is written", k)
			}
			if _, edited := partner[k]; edited {
				t.Fatalf("%s is unmoved, and the partners' cell is written", k)
			}
			if next[k] != b.Value {
				t.Fatalf("%s is unmoved, and the base goes from %v to %v", k, b.Value, next[k])
			}
		}
	})
	calm := oddities{calm: true, owners: true, units: true, narrative: true}
	law(t, calm, func(t *rapid.T, c triple) {
		s := c.settle()
		if len(s.Officer)+len(s.Partner)+len(s.Open)+len(s.Changes)+len(s.Stops) > 0 || s.BaseMoved {
			t.Fatalf("nothing moved, and it comes to %s", brief(s))
		}
		if diff := cmp.Diff(values(*c.base), values(s.NextBase)); diff != "" {
			t.Fatalf("nothing moved, and the base did:\n%s", diff)
		}
	})
}

func TestLawCrossing(t *testing.T) {
	law(t, oddities{owners: true, units: true, share: true, rows: true, columns: true}, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		after := c.after(s)
		again := after.settle()
		for _, k := range c.cells() {
			b, o, p, _ := c.said(k)
			if !c.free(k) || waitsAt(s, k) || o.Value == b.Value || p.Value != b.Value {
				continue
			}
			e, ok := c.editsOf(t, s, Partner)[k]
			if !ok || e.Now.Value != o.Value || e.Now.Typed != o.Typed || e.Was != p {
				t.Fatalf("%s: officers moved %v to %v, and the partners' edit is %+v (%v)", k, b.Value, o, e, ok)
			}
			if back, ok := c.editsOf(t, s, Officer)[k]; ok {
				t.Fatalf("%s: officers moved it, and their own cell is written: %+v", k, back)
			}
			if agreed, _ := agreedAt(s, k); agreed.Value != o.Value || agreed.Open || agreed.Typed != o.Typed {
				t.Fatalf("%s: officers moved it to %v, and %+v is agreed", k, o.Value, agreed)
			}
			if now := values(s.NextBase)[k]; now != b.Value {
				t.Fatalf("%s: the base goes to %v before partners say it", k, now)
			}
			if e, ok := after.editsOf(t, again, Partner)[k]; ok {
				t.Fatalf("%s crosses twice: %+v", k, e)
			}
			if now := values(again.NextBase)[k]; now != o.Value && !waitsAt(again, k) && !wholeStop(again) {
				t.Fatalf("%s: both say %v, and the base says %v", k, o.Value, now)
			}
			if got := verdictOf(s, k); got != OfficerMoved {
				t.Fatalf("%s: the verdict is %q", k, got)
			}
		}
	})
	// The other way round is spelled out, so that no law leans on Mirror.
	law(t, oddities{}, func(t *rapid.T, c triple) {
		s := c.settle()
		for _, k := range c.cells() {
			b, o, p, ok := c.said(k)
			if !ok || wholeStop(s) || waitsAt(s, k) || p.Value == b.Value || o.Value != b.Value {
				continue
			}
			e, ok := c.editsOf(t, s, Officer)[k]
			if !ok || e.Now.Value != p.Value || e.Now.Typed != p.Typed || e.Was != o || verdictOf(s, k) != PartnerMoved {
				t.Fatalf("%s: partners moved %v to %v, and the officers' edit is %+v (%v)", k, b.Value, p, e, ok)
			}
		}
	})
}

// verdictOf is what the changes say about a cell.
func verdictOf(s Settlement, k cell) Verdict {
	for _, c := range s.Changes {
		if c.Ref == k.ref && c.Field == k.f {
			return c.Verdict
		}
	}
	return ""
}

func TestLawAlike(t *testing.T) {
	law(t, oddities{owners: true, units: true, share: true, locked: true}, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open := openCells(s)
		for _, k := range c.cells() {
			b, o, p, ok := c.said(k)
			if !ok || waitsAt(s, k) || c.isWorkedOut(k) || o.Value != p.Value || o.Value == b.Value {
				continue
			}
			if slices.Contains(unitFields, k.f) {
				if _, waiting := open[k]; waiting {
					continue
				}
			}
			if now := values(s.NextBase)[k]; now != o.Value {
				t.Fatalf("%s: both sides say %v, and the base says %v", k, o.Value, now)
			}
			if agreed, _ := agreedAt(s, k); agreed.Value != o.Value || agreed.Open {
				t.Fatalf("%s: both sides say %v, and %+v is agreed", k, o.Value, agreed)
			}
			for _, side := range []Side{Officer, Partner} {
				if e, ok := c.editsOf(t, s, side)[k]; ok {
					t.Fatalf("%s: both sides say %v, and it is written: %+v", k, o.Value, e)
				}
			}
		}
	})
}

func TestLawApart(t *testing.T) {
	law(t, oddities{rows: true, columns: true, owners: true, units: true, share: true}, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open := openCells(s)
		for _, k := range c.cells() {
			b, o, p, ok := c.said(k)
			if !ok || waitsAt(s, k) || b.Value.Kind == plan.KindAbsent || o.Value == p.Value || o.Value == b.Value || p.Value == b.Value {
				continue
			}
			kind, waiting := open[k]
			if !waiting {
				t.Fatalf("%s: officers say %v, partners say %v, and nobody is asked", k, o.Value, p.Value)
			}
			owner := c.rules.Owners[k.f]
			if owner == Partners && !c.unitShared(k.f) {
				owner = Either
				kind = QuestionConflict // a unit is held back as soon as one of its cells is
			}
			if (owner == "" || owner == Either) != (kind == QuestionConflict) {
				t.Fatalf("%s belongs to %q, and the question is a %s", k, owner, kind)
			}
			for _, side := range []Side{Officer, Partner} {
				if e, ok := c.editsOf(t, s, side)[k]; ok {
					t.Fatalf("%s waits for an answer and is written: %+v", k, e)
				}
			}
			if agreed, _ := agreedAt(s, k); agreed.Value != b.Value || !agreed.Open {
				t.Fatalf("%s waits for an answer, last agreed %v, and %+v is agreed", k, b.Value, agreed)
			}
			if now := values(s.NextBase)[k]; now != b.Value {
				t.Fatalf("%s waits for an answer, and the base goes to %v", k, now)
			}
		}
	})
}

func TestLawMirror(t *testing.T) {
	o := everything
	o.share, o.narrative = false, false
	law(t, o, func(t *rapid.T, c triple) {
		s, m := c.settle(), c.mirror().settle()
		if diff := cmp.Diff(c.wordless(t, s, Officer), c.mirror().wordless(t, m, Partner)); diff != "" {
			t.Fatalf("the officers' edits and their mirror's:\n%s", diff)
		}
		if diff := cmp.Diff(c.wordless(t, s, Partner), c.mirror().wordless(t, m, Officer)); diff != "" {
			t.Fatalf("the partners' edits and their mirror's:\n%s", diff)
		}
		if diff := cmp.Diff(values(s.NextBase), values(m.NextBase)); diff != "" {
			t.Fatalf("the base and its mirror:\n%s", diff)
		}
		kinds := func(s Settlement) map[cell]QuestionKind { return openCells(s) }
		if diff := cmp.Diff(kinds(s), kinds(m), cmp.AllowUnexported(cell{})); diff != "" {
			t.Fatalf("the questions and their mirror:\n%s", diff)
		}
		if len(s.Stops) != len(m.Stops) {
			t.Fatalf("%d stops, mirrored %d", len(s.Stops), len(m.Stops))
		}
	})
}

// wordless are one side's edits as texts.
func (c triple) wordless(t *rapid.T, s Settlement, side Side) []string {
	var list []string
	for _, e := range edits(s, side) {
		list = append(list, fmt.Sprintf("%s %s: %v to %v", strings.TrimLeft(string(e.ID), "ofcerpatn"), e.Field, e.Was.Value, e.Now.Value))
	}
	slices.Sort(list)
	return list
}

func TestLawAgain(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		after := c.after(s)
		again := after.settle()
		if len(again.Officer)+len(again.Partner) > 0 {
			t.Fatalf("the second run writes %+v and %+v", again.Officer, again.Partner)
		}
		if mayBeSorted(again) && !mayBeSorted(s) {
			return // of what is left after the rest has crossed, a sort cannot be ruled out
		}
		if diff := cmp.Diff(asked(s), asked(again)); diff != "" {
			t.Fatalf("the second run asks something else:\n%s", diff)
		}
		if len(s.Stops) != len(again.Stops) {
			t.Fatalf("the second run stops otherwise: %+v, then %+v", s.Stops, again.Stops)
		}
		third := after.after(again).settle()
		if third.BaseMoved && c.base != nil {
			t.Fatal("the third run still moves the base")
		}
	})
}

// TestLawSeenAgain: apply reads both sides again once it has written them, before it
// remembers anything, and what was written is seen in its rows.
func TestLawSeenAgain(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) { c.checkSeenAgain(t, c.settle()) })
}

// checkSeenAgain: the sides as they are once written, beside what was agreed before,
// come to nothing more to write, and to the same questions.
func (c triple) checkSeenAgain(t *rapid.T, s Settlement) {
	seen := c
	seen.officer, seen.partner = c.written(Officer, s), c.written(Partner, s)
	again := seen.settle()
	if stoppedRefs(again) > stoppedRefs(s) {
		return // what has not crossed may have been sorted, and a ref that was given shows a renumbering
	}
	if n := len(edits(again, Officer)) + len(edits(again, Partner)); n > 0 {
		t.Fatalf("read again, %d cells more are to be written:\nofficers %+v\npartners %+v", n, again.Officer, again.Partner)
	}
	if diff := cmp.Diff(asked(s), asked(again)); diff != "" {
		t.Fatalf("read again, something else is asked:\n%s", diff)
	}
}

// stoppedRefs is how many actions stops keep waiting.
func stoppedRefs(s Settlement) int {
	n := 0
	for _, stop := range s.Stops {
		n += len(stop.Refs)
	}
	return n
}

// mayBeSorted: rows are stopped that may have been sorted, and that is not certain.
func mayBeSorted(s Settlement) bool {
	return slices.ContainsFunc(s.Stops, func(stop Stop) bool { return stop.Kind == StopSorted && strings.Contains(stop.Message, " may stand ") })
}

func TestLawOnlyEdits(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		for _, side := range []Side{Officer, Partner} {
			p := c.reading(side)
			c.editsOf(t, s, side)
			for _, e := range edits(s, side) {
				i := slices.IndexFunc(p.Actions, func(a plan.Action) bool { return a.ID == e.ID })
				was, ok := p.Actions[i].Lookup(e.Field)
				switch {
				case !ok:
					t.Fatalf("an edit in a column the row has not got: %+v", e)
				case was != e.Was:
					t.Fatalf("the cell says %+v, and the edit expects %+v", was, e.Was)
				case !was.Writable:
					t.Fatalf("an edit in a cell that cannot be written: %+v", e)
				case e.Now.Value == e.Was.Value:
					t.Fatalf("an edit that changes nothing: %+v", e)
				case e.Now.Value.Kind == plan.KindAbsent || e.Now.Value.Kind == plan.KindError:
					t.Fatalf("an edit that writes %v", e.Now.Value)
				case e.Field == plan.FieldRef:
					t.Fatalf("an edit of a ref: %+v", e)
				}
			}
		}
	})
}

func TestLawNothingLost(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open := openCells(s)
		withheld := map[cell]bool{}
		for _, w := range s.Withheld {
			withheld[cell{w.Ref, w.Field}] = true
		}
		for _, k := range c.cells() {
			if c.isWorkedOut(k) {
				continue
			}
			b, okB := c.at(Base, k)
			agreed, _ := agreedAt(s, k)
			sources := []plan.Value{b.Value}
			for _, side := range []Side{Officer, Partner} {
				e, ok := c.at(side, k)
				if !ok {
					continue
				}
				sources = append(sources, e.Value)
				other, _ := c.at(side.Other(), k)
				_, cellOpen := open[k]
				_, rowOpen := open[cell{k.ref, ""}]
				_, columnOpen := open[cell{"", k.f}]
				yields := !okB && weight(e.Value) < weight(other.Value)
				if okB && e.Value == b.Value || cellOpen || rowOpen || columnOpen || yields || waitsAt(s, k) {
					continue
				}
				if _, seen := c.at(Officer, k); !seen {
					continue // it stands in a column that partners alone have
				}
				if agreed.Value != e.Value && !strings.Contains(agreed.Value.Text, last(e.Value.Text)) {
					t.Fatalf("%s: the %s's %v is in no question, and %v is agreed", k, side, e.Value, agreed.Value)
				}
			}
			if _, seen := c.at(Officer, k); !seen && agreed.Value.Kind != plan.KindAbsent && agreed.Value != b.Value {
				t.Fatalf("%s: partners alone have it, %v was agreed, and %v is", k, b.Value, agreed.Value)
			}
			if agreed.Value.Kind != plan.KindAbsent && !slices.Contains(sources, agreed.Value) && k.f != plan.FieldProgress {
				t.Fatalf("%s: nobody said %v, and it is agreed", k, agreed.Value)
			}
		}
	})
}

// last is the last paragraph of a text.
func last(text string) string { return text[strings.LastIndexByte(text, '\n')+1:] }

func TestLawAbsent(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		next := values(s.NextBase)
		for _, k := range c.cells() {
			b, okB := c.at(Base, k)
			_, okO := c.at(Officer, k)
			_, okP := c.at(Partner, k)
			if okO && okP {
				continue
			}
			for _, side := range []Side{Officer, Partner} {
				if e, ok := c.editsOf(t, s, side)[k]; ok {
					t.Fatalf("%s: one side has not got it, and the other's is written: %+v", k, e)
				}
			}
			if okB && (okO || okP) && next[k] != b.Value {
				t.Fatalf("%s: one side has not got it, and the base goes from %v to %v", k, b.Value, next[k])
			}
			agreed, ok := agreedAt(s, k)
			if okB && okO && (!ok || agreed.Value.Kind == plan.KindAbsent) {
				t.Fatalf("%s: partners have not got it, and it is gone from the agreed plan", k)
			}
		}
		for _, side := range []Side{Officer, Partner} {
			for k, e := range c.editsOf(t, s, side) {
				other, ok := c.at(side.Other(), k)
				if e.Now.Value == plan.Blank && (!ok || other.Value != plan.Blank) {
					t.Fatalf("%s: nobody blanked it, and it is blanked: %+v", k, e)
				}
			}
		}
		// A column one side has lost is asked about as long as the other has it.
		for _, column := range baseColumns(c) {
			has, other := c.reading(Side(column.Table)).Has(column.Field), c.reading(Side(column.Table).Other()).Has(column.Field)
			q := slices.IndexFunc(s.Open, func(q Question) bool { return q.Key() == Key{Field: column.Field, Side: Side(column.Table)} })
			if (q >= 0) != (!has && other) {
				t.Fatalf("column %s of the %s: there %v, on the other side %v, asked about %v", column.Field, column.Table, has, other, q >= 0)
			}
		}
	})
}

func baseColumns(c triple) []plan.Column {
	if c.base == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.base.Columns), func(column plan.Column) bool { return column.Field == plan.FieldRef })
}

func TestLawSharing(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		for _, e := range s.Partner {
			if !c.rules.Share[e.Field] {
				t.Fatalf("%s is not shared, and is written to partners: %+v", e.Field, e)
			}
		}
		c.rules.Share = nil
		for i := range c.officer.Columns {
			c.officer.Columns[i].Hidden = c.officer.Columns[i].Field == plan.FieldLead
		}
		for _, e := range c.settle().Partner {
			if !e.Field.Known() || e.Field == plan.FieldLead {
				t.Fatalf("%s is unknown or hidden, nothing lists it, and it is written to partners: %+v", e.Field, e)
			}
		}
	})
}

func TestLawOwner(t *testing.T) {
	o := everything
	o.noBase = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		for side, foreign := range map[Side]Owner{Officer: Officers, Partner: Partners} {
			for _, e := range edits(s, side) {
				if c.rules.Owners[e.Field] == foreign {
					t.Fatalf("%s belongs to %s, and their cell is written unasked: %+v", e.Field, foreign, e)
				}
			}
		}
		for _, q := range s.Open {
			for _, d := range q.Cells {
				owner := c.rules.Owners[d.Field]
				if q.Kind == QuestionProposal && (owner == "" || owner == Either) {
					t.Fatalf("%s %s belongs to nobody, and is a proposal", d.Ref, d.Field)
				}
			}
		}
		if wholeStop(s) {
			return
		}
		for _, k := range c.cells() {
			b, officer, partner, ok := c.said(k)
			if !ok || waitsAt(s, k) || c.isWorkedOut(k) || b.Value.Kind == plan.KindAbsent || officer.Value == partner.Value || partner.Value == b.Value {
				continue
			}
			if _, open := openCells(s)[k]; c.rules.Owners[k.f] == Officers && !open {
				t.Fatalf("%s belongs to officers, partners moved it, and nobody is asked", k)
			}
		}
	})
}

// writesCell says whether an edit writes a cell: of one that is merged over
// several rows, the edit is another row's.
func writesCell(edits []plan.Edit, at plan.Cell) bool {
	return at != plan.Cell{} && slices.ContainsFunc(edits, func(e plan.Edit) bool { return e.Was.Cell == at })
}

func TestLawTogether(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		open := openCells(s)
		officer, partner := c.editsOf(t, s, Officer), c.editsOf(t, s, Partner)
		for _, a := range c.officer.Actions {
			stopped := leftAlone(s, a.Ref)
			var waiting, written, differs []cell
			var moved = map[Side]bool{}
			for _, f := range unitFields {
				k := cell{a.Ref, f}
				b, o, p, ok := c.said(k)
				if !ok || c.row(Officer, a.Ref).ID != a.ID {
					continue
				}
				if _, ok := open[k]; ok {
					waiting = append(waiting, k)
				}
				_, o1 := officer[k]
				_, p1 := partner[k]
				merged := !stopped && (writesCell(s.Officer, o.Cell) || writesCell(s.Partner, p.Cell))
				if o1 || p1 || merged {
					written = append(written, k)
				}
				if c.isWorkedOut(k) {
					continue
				}
				if o.Value != p.Value {
					differs = append(differs, k)
				}
				moved[Officer] = moved[Officer] || b.Value.Kind != plan.KindAbsent && o.Value != b.Value
				moved[Partner] = moved[Partner] || b.Value.Kind != plan.KindAbsent && p.Value != b.Value
			}
			if len(waiting) > 0 && len(written) > 0 {
				t.Fatalf("of one unit, %v wait for an answer and %v are written", waiting, written)
			}
			if len(written) > 0 && len(written) != len(differs) {
				t.Fatalf("of one unit, %v differ and only %v are written", differs, written)
			}
			if len(written) > 0 && moved[Officer] && moved[Partner] {
				t.Fatalf("both sides moved a unit, and %v are written unasked", written)
			}
			if len(waiting) > 0 {
				for _, f := range unitFields {
					k := cell{a.Ref, f}
					b, _ := c.at(Base, k)
					if now := values(s.NextBase)[k]; now != b.Value && (c.officer.Has(f) || c.partner.Has(f)) {
						t.Fatalf("%v waits for an answer, and the base of %s goes from %v to %v", waiting, k, b.Value, now)
					}
				}
			}
		}
	})
}

func TestLawBase(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		next := values(s.NextBase)
		before := map[cell]plan.Value{}
		if c.base != nil {
			before = values(*c.base)
		}
		for _, k := range slices.Collect(maps.Keys(next)) {
			_, o, p, ok := c.said(k)
			if _, known := before[k]; !known && k.f == "" {
				if c.row(Officer, k.ref) == nil || c.row(Partner, k.ref) == nil {
					t.Fatalf("the base learns of action %s, which one side has not got", k.ref)
				}
				continue
			}
			if next[k] != before[k] && (!ok || o.Value != next[k] || p.Value != next[k]) {
				t.Fatalf("%s: the base goes from %v to %v; officers say %v, partners say %v", k, before[k], next[k], o.Value, p.Value)
			}
		}
		for k, was := range before {
			if _, kept := next[k]; kept {
				continue
			}
			both := c.row(Officer, k.ref) == nil && c.row(Partner, k.ref) == nil
			if k.f != "" {
				both = both || !c.officer.Has(k.f) && !c.partner.Has(k.f)
			}
			if !both {
				t.Fatalf("%s: the base forgets %v", k, was)
			}
			_, row := next[cell{k.ref, ""}]
			if said := slices.Contains(s.Dropped, k.ref); said == row {
				t.Fatalf("%s: the base forgets %v, and whether the action is gone from both sides it says %v", k, was, said)
			}
		}
	})
}

func TestLawOrder(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settleApart()
		shuffled := c
		shuffled.officer = shuffle(t, c.officer)
		shuffled.partner = shuffle(t, c.partner)
		if c.base != nil {
			base := shuffle(t, *c.base)
			shuffled.base = &base
		}
		m := shuffled.settleApart()
		for _, side := range []Side{Officer, Partner} {
			if diff := cmp.Diff(c.wordless(t, s, side), shuffled.wordless(t, m, side)); diff != "" {
				t.Fatalf("the %s's edits:\n%s", side, diff)
			}
		}
		if diff := cmp.Diff(asked(s), asked(m)); diff != "" {
			t.Fatalf("the questions:\n%s", diff)
		}
		if diff := cmp.Diff(values(s.NextBase), values(m.NextBase)); diff != "" {
			t.Fatalf("the base:\n%s", diff)
		}
		var order []plan.Ref
		for _, a := range s.Agreed.Actions {
			if slices.ContainsFunc(c.officer.Actions, func(o plan.Action) bool { return o.ID == a.ID }) {
				order = append(order, a.Ref)
			}
		}
		for i, a := range c.officer.Actions {
			if len(order) != len(c.officer.Actions) || order[i] != a.Ref {
				t.Fatalf("the agreed plan does not follow the officers' order: %v", order)
			}
		}
	})
}

// TestLawOrderOfEquals: where the order alone tells rows apart, both sides come
// to say the same rows whatever it is.
func TestLawOrderOfEquals(t *testing.T) {
	alikeLaw(t, func(t *rapid.T, c triple, _ oddAlike) {
		shuffled := c
		shuffled.officer, shuffled.partner = shuffle(t, c.officer), shuffle(t, c.partner)
		base := shuffle(t, *c.base)
		shuffled.base = &base
		s, m := c.settleApart(), shuffled.settleApart()
		if len(s.Stops)+len(m.Stops) > 0 {
			return // what looks like a sort in one order need not in the other
		}
		for _, side := range []Side{Officer, Partner} {
			if diff := cmp.Diff(contents(c.written(side, s)), contents(shuffled.written(side, m))); diff != "" {
				t.Fatalf("in another order the %s comes to say something else:\n%s", side, diff)
			}
			if diff := cmp.Diff(leftContents(c, s, side), leftContents(shuffled, m, side)); diff != "" {
				t.Fatalf("in another order other rows of the %s are left alone:\n%s", side, diff)
			}
		}
		if diff := cmp.Diff(contents(s.NextBase), contents(m.NextBase)); diff != "" {
			t.Fatalf("in another order the base is another:\n%s", diff)
		}
		if len(s.Open) != len(m.Open) {
			t.Fatalf("in another order it asks %q, and not %q", asked(m), asked(s))
		}
	})
}

// contents are what the rows of a plan say, sorted.
func contents(p plan.Plan) []string {
	var list []string
	for _, a := range p.Actions {
		list = append(list, content(a))
	}
	slices.Sort(list)
	return list
}

func content(a plan.Action) string {
	var text string
	for _, f := range a.Sorted() {
		text += string(f) + "=" + a.Value(f).Text + " "
	}
	return text
}

func leftContents(c triple, s Settlement, side Side) []string {
	var list []string
	for _, row := range s.LeftAlone {
		if row.Side == side {
			at := slices.IndexFunc(c.reading(side).Actions, func(a plan.Action) bool { return a.ID == row.ID })
			list = append(list, content(c.reading(side).Actions[at]))
		}
	}
	slices.Sort(list)
	return list
}

func shuffle(t *rapid.T, p plan.Plan) plan.Plan {
	if len(p.Actions) > 0 {
		p.Actions = rapid.Permutation(p.Actions).Draw(t, "rows")
	}
	if len(p.Columns) > 0 {
		p.Columns = rapid.Permutation(p.Columns).Draw(t, "columns")
	}
	return p
}

func TestLawFirstAgreement(t *testing.T) {
	law(t, oddities{rows: true, columns: true, owners: true, narrative: true}, func(t *rapid.T, c triple) {
		c.base = nil
		s := c.settle()
		open := openCells(s)
		for _, k := range c.cells() {
			_, o, p, ok := c.said(k)
			if !ok {
				continue
			}
			kind, waiting := open[k]
			agreed, _ := agreedAt(s, k)
			written, back := c.editsOf(t, s, Partner)[k], c.editsOf(t, s, Officer)[k]
			switch {
			case o.Value == p.Value:
				if agreed.Value != o.Value || values(s.NextBase)[k] != o.Value || waiting {
					t.Fatalf("%s: both say %v; agreed %v, base %v, asked %v", k, o.Value, agreed, values(s.NextBase)[k], waiting)
				}
			case o.Value.IsBlank() != p.Value.IsBlank():
				real, edit := o, written
				if o.Value.IsBlank() {
					real, edit = p, back
				}
				if waiting || edit.Now.Value != real.Value || agreed.Value != real.Value {
					t.Fatalf("%s: %v and %v; asked %v, edit %+v, agreed %v", k, o.Value, p.Value, waiting, edit, agreed)
				}
				if !slices.ContainsFunc(s.Yields, func(y Change) bool { return y.Ref == k.ref && y.Field == k.f }) {
					t.Fatalf("%s: a blank yields and is not listed", k)
				}
			case c.rules.Narrative == nil && k.f == plan.FieldProgress && o.Value.Kind == plan.KindText && p.Value.Kind == plan.KindText && (holdsParagraphs(o.Value.Text, p.Value.Text) || holdsParagraphs(p.Value.Text, o.Value.Text)):
				if waiting || len(agreed.Value.Text) != max(len(o.Value.Text), len(p.Value.Text)) {
					t.Fatalf("%s: of %v and %v one contains the other; asked %v, agreed %v", k, o.Value, p.Value, waiting, agreed)
				}
			case !o.Value.IsBlank():
				if !waiting || kind != QuestionConflict || !agreed.Unsettled() {
					t.Fatalf("%s: %v and %v; asked %v (%s), agreed %+v", k, o.Value, p.Value, waiting, kind, agreed)
				}
			}
			if _, known := values(s.NextBase)[k]; known != (o.Value == p.Value) {
				t.Fatalf("%s: %v and %v; in the base %v", k, o.Value, p.Value, known)
			}
		}
	})
}

func TestLawRows(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open := openCells(s)
		refs := map[plan.Ref]bool{}
		for _, k := range c.cells() {
			refs[k.ref] = true
		}
		edited := map[plan.Ref]bool{}
		for _, side := range []Side{Officer, Partner} {
			for k := range c.editsOf(t, s, side) {
				edited[k.ref] = true
			}
		}
		for ref := range refs {
			b, officer, partner := c.row(Base, ref), c.row(Officer, ref), c.row(Partner, ref)
			_, asked := open[cell{ref, ""}]
			want := (officer == nil) != (partner == nil)
			if c.base != nil && b == nil && officer != nil && partner != nil {
				want = differ(officer, partner)
			}
			if leftAlone(s, ref) {
				continue // few cells in few rows look sorted by chance
			}
			if asked != want {
				t.Fatalf("action %s: officers have it %v, partners have it %v, agreed %v; asked %v", ref, officer != nil, partner != nil, b != nil, asked)
			}
			if asked && edited[ref] {
				t.Fatalf("action %s is asked about and written", ref)
			}
			_, known := values(s.NextBase)[cell{ref, ""}]
			gone := officer == nil && partner == nil
			came := officer != nil && partner != nil && !asked
			if known != (!gone && (b != nil || came)) {
				t.Fatalf("action %s: in the base before %v, now %v", ref, b != nil, known)
			}
			inAgreed := slices.ContainsFunc(byMergeRef(s).Actions, func(a plan.Action) bool { return a.Ref == ref })
			if inAgreed != (officer != nil || b != nil && partner != nil) {
				t.Fatalf("action %s: officers have it %v, partners have it %v, agreed before %v; agreed now %v", ref, officer != nil, partner != nil, b != nil, inAgreed)
			}
		}
	})
}

// TestLawRowsAlike: where no row of a text is left alone, both sides come to say
// what they would say if every row had its ref, and ask for the same rows.
func TestLawRowsAlike(t *testing.T) {
	alikeLaw(t, func(t *rapid.T, c triple, odd oddAlike) {
		named := c
		named.officer, named.partner = named.withTrueRefs(Officer), named.withTrueRefs(Partner)
		s, n := c.settle(), named.settle()
		if odd.added || odd.twins || len(s.Stops)+len(n.Stops)+len(s.LeftAlone) > 0 {
			return
		}
		for _, side := range []Side{Officer, Partner} {
			if diff := cmp.Diff(contents(named.written(side, n)), contents(c.written(side, s))); diff != "" {
				t.Fatalf("without refs, the %s comes to say something else:\n%s", side, diff)
			}
		}
		if len(s.Open) != len(n.Open) {
			t.Fatalf("without refs, it asks %q, and with them %q", asked(s), asked(n))
		}
	})
}

// withTrueRefs gives the rows of a side the refs that their IDs say.
func (c triple) withTrueRefs(side Side) plan.Plan {
	p := *c.reading(side)
	p.Actions = slices.Clone(p.Actions)
	for i, a := range p.Actions {
		p.Actions[i].Ref = plan.Ref(strings.TrimPrefix(string(a.ID), string(side)+" "))
	}
	return p
}

// differ says whether two new rows of one ref contradict each other: a blank
// contradicts nothing.
func differ(a, b *plan.Action) bool {
	for f, e := range a.All() {
		if other, ok := b.Lookup(f); ok && other.Value != e.Value && e.Value != plan.Blank && other.Value != plan.Blank {
			return true
		}
	}
	return false
}

func TestLawDoubled(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		next := values(s.NextBase)
		for _, side := range []Side{Officer, Partner} {
			times := map[plan.Ref]int{}
			for _, a := range c.reading(side).Actions {
				times[a.Ref]++
			}
			for ref, n := range times {
				if n < 2 && ref != "" {
					continue
				}
				for _, both := range []Side{Officer, Partner} {
					for k := range c.editsOf(t, s, both) {
						if k.ref == ref {
							t.Fatalf("the ref %q stands on %d rows of the %s, and %s of the %s is written", ref, n, side, k, both)
						}
					}
				}
				for _, a := range c.reading(side).Actions {
					for f, e := range a.All() {
						if a.Ref == ref && writesCell(edits(s, side), e.Cell) {
							t.Fatalf("the ref %q stands on %d rows of the %s, and a merged cell of theirs is written (%s)", ref, n, side, f)
						}
					}
				}
				stopped := slices.ContainsFunc(s.Stops, func(s Stop) bool { return s.Kind == StopDoubled && slices.Contains(s.Refs, ref) })
				noted := slices.ContainsFunc(s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "no ref") })
				if ref != "" && !stopped || ref == "" && !noted {
					t.Fatalf("the ref %q stands on %d rows of the %s, and nobody is told", ref, n, side)
				}
				if c.base != nil && ref != "" {
					for k, was := range values(*c.base) {
						if k.ref == ref && next[k] != was {
							t.Fatalf("%s: its ref is doubled, and the base goes from %v to %v", k, was, next[k])
						}
					}
				}
			}
		}
	})
}

// TestLawDoubledWords: every row that has no ref is an action's on its side, or
// is named and left alone; and what is left alone is touched nowhere.
func TestLawDoubledWords(t *testing.T) {
	alikeLaw(t, func(t *rapid.T, c triple, odd oddAlike) {
		comparison := c.compare()
		s := comparison.Settle(nil)
		for _, side := range []Side{Officer, Partner} {
			paired := map[plan.ID]bool{}
			for i := range comparison.Pairs {
				p := &comparison.Pairs[i]
				if a := p.Action(side); a != nil && (!p.stopped || leftAlone(s, p.Ref)) {
					paired[a.ID] = true
				}
			}
			left := map[plan.ID]bool{}
			for _, row := range s.LeftAlone {
				if row.Side == side {
					if left[row.ID] || row.Why == "" || row.Do == "" || row.Name == "" {
						t.Fatalf("left alone twice, or without a word: %+v", row)
					}
					left[row.ID] = true
				}
			}
			for _, a := range c.reading(side).Actions {
				if paired[a.ID] == left[a.ID] {
					t.Fatalf("row %q of the %s is paired %v, and left alone %v", a.ID, side, paired[a.ID], left[a.ID])
				}
			}
			for _, e := range edits(s, side) {
				if left[e.ID] {
					t.Fatalf("a row that is left alone is written: %+v", e)
				}
			}
		}
		next := values(s.NextBase)
		for i := range comparison.Pairs {
			p := &comparison.Pairs[i]
			if p.Base == nil || !p.stopped {
				continue
			}
			for f, e := range p.Base.All() {
				if next[cell{p.Ref, f}] != e.Value {
					t.Fatalf("%s %s waits, and the base goes from %v to %v", p.Ref, f, e.Value, next[cell{p.Ref, f}])
				}
			}
		}
		again := c.after(s)
		all := len(c.officer.Actions) == len(c.base.Actions) && len(c.partner.Actions) == len(c.base.Actions)
		a := again.settle()
		// What both sides have come to agree may tell rows apart that were left alone: then
		// these cross, and no other.
		crosses := func(edits []plan.Edit, side Side) bool {
			return slices.ContainsFunc(edits, func(e plan.Edit) bool {
				wasLeft := slices.ContainsFunc(s.LeftAlone, func(row LeftRow) bool { return row.Side == side && row.ID == e.ID })
				return !wasLeft || len(s.Officer)+len(s.Partner) > 0
			})
		}
		toldApart := len(s.LeftAlone) > 0 && len(a.LeftAlone) < len(s.LeftAlone) && len(s.Officer)+len(s.Partner) == 0
		// Rows that were told apart may have grown alike by what was written: then they wait.
		grown := len(s.Officer)+len(s.Partner) > 0 && len(a.LeftAlone) > len(s.LeftAlone)
		if !odd.added && !wholeStop(s) && (crosses(a.Officer, Officer) || crosses(a.Partner, Partner) || all && !odd.twins && !grown && !toldApart && (len(a.LeftAlone) != len(s.LeftAlone) || len(a.Open) != len(s.Open))) {
			t.Fatalf("the next run comes to %s, left alone %+v; before %+v", brief(a), a.LeftAlone, s.LeftAlone)
		}
	})
}

// TestLawSteady: the same readings come to the same settlement, however often they
// are settled: what preview lists is what apply does.
func TestLawSteady(t *testing.T) {
	holds := func(t *rapid.T, c triple) {
		first := c.settle()
		for range 4 {
			if again := c.settle(); !reflect.DeepEqual(first, again) {
				t.Fatalf("settled again, the same readings come to %s, left alone %+v; before to %s, left alone %+v", brief(again), again.LeftAlone, brief(first), first.LeftAlone)
			}
		}
	}
	t.Run("alike", func(t *testing.T) { alikeLaw(t, func(t *rapid.T, c triple, _ oddAlike) { holds(t, c) }) })
	t.Run("any", func(t *testing.T) { law(t, everything, holds) })
}

func TestLawStop(t *testing.T) {
	law(t, oddities{rows: true, manyGone: true, units: true}, func(t *rapid.T, c triple) {
		s := c.settle()
		want := false
		for _, side := range []Side{Officer, Partner} {
			here, gone, blanked, filled := 0, 0, 0, 0
			for i := range c.base.Actions {
				a := &c.base.Actions[i]
				mine, other := c.row(side, a.Ref), c.row(side.Other(), a.Ref)
				if mine != nil || other != nil {
					here++
				}
				if mine == nil && other != nil {
					gone++
				}
				for f, was := range a.All() {
					theirs := plan.Value{}
					if other != nil {
						theirs = other.Value(f)
					}
					switch {
					case mine == nil || was.Value == plan.Blank || mine.Value(f) == plan.Blank && theirs == plan.Blank:
					case mine.Value(f) == plan.Blank:
						blanked, filled = blanked+1, filled+1
					default:
						filled++
					}
				}
			}
			want = want || 2*gone > here || blanked >= 4 && 2*blanked >= filled
		}
		if got := wholeStop(s); got != want {
			t.Fatalf("stopped %v, want %v: %+v", got, want, s.Stops)
		}
		if !want {
			return
		}
		if len(s.Officer)+len(s.Partner)+len(s.Changes) > 0 || s.BaseMoved {
			t.Fatalf("stopped, and it comes to %s", brief(s))
		}
		if diff := cmp.Diff(values(*c.base), values(s.NextBase)); diff != "" {
			t.Fatalf("stopped, and the base moves:\n%s", diff)
		}
		c.rules.Confirmed = true
		if wholeStop(c.settle()) {
			t.Fatal("a person confirmed it, and it stops all the same")
		}
	})
}

func TestLawDecision(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		var decisions []Decision
		var about []Question
		for _, q := range s.Open {
			takes := slices.DeleteFunc(slices.Clone(q.Takes), func(take Take) bool { return take == TakeLeave }) // which writes nothing: see the law of what is offered
			if q.Kind == QuestionRow || q.Kind == QuestionColumn || len(takes) == 0 || rapid.Bool().Draw(t, "put off") {
				continue
			}
			take := rapid.SampledFrom(takes).Draw(t, "take")
			other := map[plan.Field]plan.Entry{}
			for _, d := range q.Cells {
				other[d.Field] = typed(plan.Value{Kind: plan.KindText, Text: "As decided"}, "lead")
			}
			decisions = append(decisions, q.Decide(take, other, "the lead", "because", plan.Date{Year: 2026, Month: 3, Day: 1}))
			about = append(about, q)
		}
		if len(decisions) == 0 {
			return
		}
		d := c.settle(decisions...)
		standing := map[Key]Decision{}
		for _, one := range d.Standing {
			standing[one.Question] = one
		}
		for i, q := range about {
			one, ok := standing[q.Key()]
			if !ok {
				t.Fatalf("the decision %+v was not applied", decisions[i])
			}
			for _, was := range q.Cells {
				k := cell{was.Ref, was.Field}
				want := map[Take]plan.Value{
					TakeOfficer: was.Officer, TakePartner: was.Partner, TakeBase: was.Base,
					TakeOther: {Kind: plan.KindText, Text: "As decided"},
				}[one.Take]
				if agreed, _ := agreedAt(d, k); agreed.Value != want || agreed.Open {
					t.Fatalf("%s: decided on %v, and %+v is agreed", k, want, agreed)
				}
				officer := applied(c.officer, d.Officer)
				partner := applied(c.partner, d.Partner)
				now := triple{base: c.base, officer: officer, partner: partner, rules: c.rules}
				_, oNow, pNow, _ := now.said(k)
				if oNow.Value != want || c.rules.Share[k.f] && pNow.Value != want && c.unitShared(k.f) {
					t.Fatalf("%s: decided on %v; once written, officers say %v and partners say %v", k, want, oNow.Value, pNow.Value)
				}
			}
		}
		c.checkHalfWritten(t, d, decisions)
		c.checkLapse(t, d)
	})
}

// unitShared says whether every column of a field's unit is shared.
func (c triple) unitShared(f plan.Field) bool {
	if len(c.rules.Together) == 0 || !slices.Contains(unitFields, f) {
		return c.rules.Share[f]
	}
	for _, u := range unitFields {
		if shared, listed := c.rules.Share[u]; listed && !shared {
			return false
		}
	}
	return true
}

// checkHalfWritten: a run that stopped after writing one side is finished by
// the next, as decided.
func (c triple) checkHalfWritten(t *rapid.T, d Settlement, decisions []Decision) {
	whole := triple{base: c.base, officer: applied(c.officer, d.Officer), partner: applied(c.partner, d.Partner), rules: c.rules}
	for _, half := range []triple{
		{base: c.base, officer: whole.officer, partner: c.partner, rules: c.rules},
		{base: c.base, officer: c.officer, partner: whole.partner, rules: c.rules},
	} {
		s := half.settle(decisions...)
		if stoppedRefs(s) > stoppedRefs(d) {
			continue // what has not crossed yet may have been sorted: it waits, and that is said
		}
		done := triple{base: c.base, officer: applied(half.officer, s.Officer), partner: applied(half.partner, s.Partner), rules: c.rules}
		for _, side := range []Side{Officer, Partner} {
			if diff := cmp.Diff(values(*whole.reading(side)), values(*done.reading(side))); diff != "" {
				t.Fatalf("one side was written, the run stopped, and the next leaves the %s otherwise:\n%s", side, diff)
			}
		}
	}
	next := whole.settle(decisions...)
	if len(next.Officer)+len(next.Partner) > 0 {
		t.Fatalf("decided and written, and the next run writes %+v and %+v", next.Officer, next.Partner)
	}
}

// checkLapse: once a reading says something else, a decision writes nothing.
func (c triple) checkLapse(t *rapid.T, d Settlement) {
	for _, one := range d.Standing {
		for _, s := range []Side{Officer, Partner, Base} {
			k := cell{one.Question.Ref, one.Said[0].Field}
			if _, ok := c.at(s, k); !ok {
				continue
			}
			moved := c.with(s, k, plan.Value{Kind: plan.KindText, Text: "something else"})
			again := moved.settle(one)
			if len(again.Standing) > 0 {
				t.Fatalf("%s: the %s says something else, and the decision %+v stands", k, s, one)
			}
			if len(again.Lapsed) != 1 && !wholeStop(again) && !waitsAt(again, k) && !isReworded(again, k.ref) {
				t.Fatalf("%s: the %s says something else, and the decision has not lapsed", k, s)
			}
		}
	}
}

// with is the triple with one cell of one reading changed.
func (c triple) with(s Side, k cell, v plan.Value) triple {
	was, _ := c.at(s, k)
	change := func(p plan.Plan) plan.Plan {
		p.Actions = slices.Clone(p.Actions)
		for i, a := range p.Actions {
			e, ok := a.Lookup(k.f)
			if same := ok && e.Cell.Row > 0 && e.Cell == was.Cell; a.Ref == k.ref || same {
				p.Actions[i].Entries = a.Own()
				e.Value, e.Typed = v, v.Text
				p.Actions[i].Set(k.f, e)
			}
		}
		return p
	}
	switch s {
	case Officer:
		c.officer = change(c.officer)
	case Partner:
		c.partner = change(c.partner)
	default:
		base := change(*c.base)
		c.base = &base
	}
	return c
}

func TestLawNarrative(t *testing.T) {
	words := rapid.SampledFrom([]string{"Met.", "Met twice.", "Ten posts", "Ten posts filled", "No", "None yet", "Papers sent"})
	rapid.Check(t, func(t *rapid.T) {
		base := strings.Join(rapid.SliceOfN(words, 0, 2).Draw(t, "base"), "\n")
		add := func(who string) string {
			added := strings.Join(rapid.SliceOfN(words, 1, 3).Draw(t, who), "\n")
			if base == "" {
				return added
			}
			return base + "\n" + added
		}
		o, p := add("officers"), add("partners")
		c := single(plan.FieldProgress, textOrBlank(base), textOrBlank(o), textOrBlank(p), Agreement{})
		s := c.settle()
		if len(s.Open) > 0 {
			t.Fatalf("officers %q and partners %q added to %q, and it is asked: %v", o, p, base, s.Open)
		}
		agreed, _ := agreedAt(s, cell{"2.3", plan.FieldProgress})
		rest, ok := strings.CutPrefix(agreed.Value.Text, base)
		if !ok {
			t.Fatalf("%q does not begin with %q", agreed.Value.Text, base)
		}
		for _, side := range []string{o, p} {
			for paragraph := range strings.SplitSeq(strings.TrimPrefix(side, base), "\n") {
				if !strings.Contains(rest, paragraph) {
					t.Fatalf("%q is missing from %q", paragraph, agreed.Value.Text)
				}
			}
		}
		after := c.after(s)
		if again := after.settle(); len(again.Officer)+len(again.Partner)+len(again.Open) > 0 {
			t.Fatalf("the second run comes to %s", brief(again))
		}
		if agreed.Value.Text != o && agreed.Value.Text != p && !strings.HasPrefix(agreed.Value.Text, o+"\n") {
			t.Fatalf("%q does not have the officers' %q before the partners' %q", agreed.Value.Text, o, p)
		}
		// A side that rewrote anything is asked about.
		rewritten := single(plan.FieldProgress, textOrBlank("Old words"), textOrBlank("Old words\n"+o), textOrBlank("New words\n"+p), Agreement{})
		for _, c := range []triple{rewritten, rewritten.mirror()} {
			if s := c.settle(); len(s.Open) != 1 || len(s.Officer)+len(s.Partner) > 0 {
				t.Fatalf("one side rewrote the text, and it comes to %s", brief(s))
			}
		}
	})
}

func textOrBlank(text string) plan.Value {
	if text == "" {
		return plan.Blank
	}
	return plan.Value{Kind: plan.KindText, Text: text}
}

// single is a plan of one action whose one cell says these things.
func single(f plan.Field, base, officer, partner plan.Value, rules Agreement) triple {
	side := func(s Side, v plan.Value) plan.Plan {
		p := plan.Plan{Columns: columnsOf([]plan.Field{plan.FieldAction, f}, "Plan of "+string(s))}
		row := plan.Action{Ref: "2.3", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldAction: typed(plan.Value{Kind: plan.KindText, Text: "Recruit five social workers"}, "agreed"),
		})}
		if v.Kind != plan.KindAbsent {
			e := typed(v, string(s))
			e.Typed = v.Text
			row.Set(f, e)
		}
		place(&row, s, 0, []plan.Field{plan.FieldAction, f})
		if v.Kind == plan.KindAbsent {
			row.Drop(f)
			p.Columns = columnsOf([]plan.Field{plan.FieldAction}, "Plan of "+string(s))
		}
		p.Actions = []plan.Action{row}
		return p
	}
	b := side(Base, base)
	b.Columns = columnsOf([]plan.Field{plan.FieldAction, f}, string(Officer), string(Partner))
	return triple{base: &b, officer: side(Officer, officer), partner: side(Partner, partner), rules: rules}
}

// TestLawRecognised takes refs away, or lets a spreadsheet shorten them: what
// the action text proves is settled as if nothing had happened, but for the
// text itself.
func TestLawRecognised(t *testing.T) {
	law(t, oddities{owners: true, units: true, rows: true, narrative: true}, func(t *rapid.T, c triple) {
		c.dropWordings()
		lost := c
		var gone []plan.Ref
		for _, side := range []Side{Officer, Partner} {
			p := *c.reading(side)
			p.Actions = slices.Clone(p.Actions)
			for i, a := range p.Actions {
				known := c.row(Base, a.Ref) != nil
				switch {
				case known && a.Ref == "1.10" && seldom(t, 2, "shortened"):
					p.Actions[i].Ref = "1.1"
				case known && seldom(t, 5, "ref lost"):
					p.Actions[i].Ref = ""
				default:
					continue
				}
				gone = append(gone, a.Ref)
			}
			if side == Officer {
				lost.officer = p
			} else {
				lost.partner = p
			}
		}
		s, l := c.settle(), lost.settle()
		for _, side := range []Side{Officer, Partner} {
			if diff := cmp.Diff(c.wordless(t, s, side), lost.wordless(t, l, side)); diff != "" {
				t.Fatalf("the refs %v are lost, and the %s's edits differ:\n%s", gone, side, diff)
			}
		}
		if diff := cmp.Diff(asked(s), asked(l)); diff != "" {
			t.Fatalf("the refs %v are lost, and the questions differ:\n%s", gone, diff)
		}
		if diff := cmp.Diff(values(s.NextBase), values(l.NextBase)); diff != "" {
			t.Fatalf("the refs %v are lost, and the base differs:\n%s", gone, diff)
		}
		if diff := cmp.Diff(values(byMergeRef(s)), values(byMergeRef(l))); diff != "" {
			t.Fatalf("the refs %v are lost, and the agreed plan differs:\n%s", gone, diff)
		}
		if len(gone) > 0 && len(l.Notes) == 0 {
			t.Fatalf("the refs %v are lost, and nobody is told", gone)
		}
		// A row known by its text keeps its text: the other side's new wording waits, and the row with it.
		ref := plan.Ref("")
		for _, one := range gone {
			shortened := one == "1.1" || one == "1.10"
			if !shortened && lost.row(Officer, one) == nil && lost.row(Partner, one) != nil && !wholeStop(l) && !leftAlone(l, one) {
				ref = one
			}
		}
		if ref == "" {
			return
		}
		k := cell{ref, plan.FieldAction}
		reworded := lost.with(Partner, k, plan.Value{Kind: plan.KindText, Text: "Another wording"})
		r := reworded.settle()
		if _, ok := openCells(r)[k]; !ok {
			t.Fatalf("%s has no ref, its text was changed across, and it comes to %s", ref, brief(r))
		}
		for _, side := range []Side{Officer, Partner} {
			for _, a := range reworded.reading(side).Actions {
				isRow := a.Ref == ref || a.Ref == "" && actionText(&a) == actionText(c.row(Base, ref))
				if isRow && slices.ContainsFunc(edits(r, side), func(e plan.Edit) bool { return e.ID == a.ID }) {
					t.Fatalf("%s has no ref, its text was changed across, and it is written: %s", ref, brief(r))
				}
			}
		}
	})
}

// dropWordings gives every known action its agreed text back.
func (c *triple) dropWordings() {
	for _, side := range []Side{Officer, Partner} {
		for _, a := range c.reading(side).Actions {
			if b := c.row(Base, a.Ref); b != nil {
				*c = c.with(side, cell{a.Ref, plan.FieldAction}, b.Value(plan.FieldAction))
			}
		}
	}
}

func TestLawHeld(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open := openCells(s)
		for _, k := range c.cells() {
			b, officer, partner, ok := c.said(k)
			if waitsAt(s, k) || c.isMerged(k) || c.isWorkedOut(k) {
				continue // written where the merged cell begins, or nowhere
			}
			if !ok || b.Value.Kind == plan.KindAbsent || partner.Writable || officer.Value == partner.Value || partner.Value != b.Value {
				continue
			}
			if e, ok := c.editsOf(t, s, Partner)[k]; ok {
				t.Fatalf("%s of the partners cannot be written, and is: %+v", k, e)
			}
			if _, asked := open[k]; !asked && c.unitShared(k.f) {
				t.Fatalf("%s: officers say %v, the partners' cell cannot be written, and nobody is asked", k, officer.Value)
			}
		}
	})
}

// TestLawCarriedOut: what is agreed, shared and not asked about, both sides
// say once their edits are written, merged cells too.
func TestLawCarriedOut(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		if wholeStop(s) {
			return
		}
		open, withheld := openCells(s), map[cell]bool{}
		for _, w := range append(slices.Clone(s.Withheld), s.Changes...) {
			withheld[cell{w.Ref, w.Field}] = w.Withheld != ""
		}
		after := c.after(s)
		for _, k := range c.cells() {
			_, o, p, ok := after.said(k)
			_, waits := open[k]
			_, rowWaits := open[cell{k.ref, ""}]
			agreed, _ := agreedAt(s, k)
			if !ok || waits || rowWaits || waitsAt(s, k) || c.isWorkedOut(k) {
				continue
			}
			untold := !o.Writable && !c.unitShared(k.f) // the result of an officers' formula
			if o.Value != agreed.Value || p.Value != agreed.Value && !withheld[k] && !untold {
				t.Fatalf("%s: %v is agreed; once written, officers say %v and partners say %v", k, agreed.Value, o.Value, p.Value)
			}
		}
	})
}

// TestLawLeftAlone: where some units cannot be written, the others are, and the
// next run has the same left to write and asks the same: nothing is lost by it.
func TestLawLeftAlone(t *testing.T) {
	o := everything
	o.noBase = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		left := map[int]bool{0: true}
		kept, rest := map[Side][]plan.Edit{}, triple{base: c.base, officer: c.officer, partner: c.partner, rules: c.rules}
		var want [2][]string
		for n, side := range []Side{Officer, Partner} {
			for _, e := range edits(s, side) {
				unit := s.UnitOf(side, e)
				if _, drawn := left[unit]; !drawn {
					left[unit] = rapid.Bool().Draw(t, "left alone")
				}
				if !left[unit] {
					kept[side] = append(kept[side], e)
				} else {
					want[n] = append(want[n], fmt.Sprintf("%s %s: %v", e.ID, e.Field, e.Now.Value))
				}
			}
		}
		c.checkUnits(t, s)
		rest.officer, rest.partner = applied(c.officer, kept[Officer]), applied(c.partner, kept[Partner])
		seen := rest.settle()
		rest.base = &seen.NextBase
		again := rest.settle()
		if len(again.Stops) > len(s.Stops) {
			return // what was kept of few cells looks sorted, or is a mass loss
		}
		if slices.ContainsFunc(again.Open, looksSwallowed) && !slices.ContainsFunc(s.Open, looksSwallowed) {
			return // one action of a merged cell is agreed, and another's words are gone from it
		}
		for n, side := range []Side{Officer, Partner} {
			var got []string
			for _, e := range edits(again, side) {
				got = append(got, fmt.Sprintf("%s %s: %v", e.ID, e.Field, e.Now.Value))
			}
			slices.Sort(got)
			slices.Sort(want[n])
			if diff := cmp.Diff(want[n], got); diff != "" {
				t.Fatalf("some units were left alone, and the next run has otherwise left for the %s (-left +next):\n%s", side, diff)
			}
		}
		if diff := cmp.Diff(asked(s), asked(again)); diff != "" {
			t.Fatalf("some units were left alone, and the next run asks something else:\n%s", diff)
		}
	})
}

// looksSwallowed: it is asked whether a merge took an action's words.
func looksSwallowed(q Question) bool { return strings.Contains(q.Why, "is gone from it") }

// checkUnits: the edits of coupled columns of an action have one number.
func (c triple) checkUnits(t *rapid.T, s Settlement) {
	if len(c.rules.Together) == 0 {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		numbers := map[plan.ID]int{}
		for _, e := range edits(s, side) {
			if !slices.Contains(unitFields, e.Field) {
				continue
			}
			n := s.UnitOf(side, e)
			if other, ok := numbers[e.ID]; n == 0 || ok && n != other {
				t.Fatalf("the coupled columns of %s are written as units %d and %d", e.ID, other, n)
			}
			numbers[e.ID] = n
		}
	}
}

// isWorkedOut says whether formulas work a cell out on both sides, but for a row
// to which one of them was not copied down.
func (c triple) isWorkedOut(k cell) bool {
	formulas := 0
	for _, s := range []Side{Officer, Partner} {
		e, ok := c.at(s, k)
		formula := slices.ContainsFunc(c.reading(s).Columns, func(column plan.Column) bool { return column.Field == k.f && column.Formula })
		if !ok || e.Writable && e.Value != plan.Blank || !formula || e.Cell.Row != c.row(s, k.ref).Row {
			return false
		}
		if !e.Writable {
			formulas++
		}
	}
	return formulas > 0
}

// TestLawWorkedOut: what formulas work out on both sides is said where it
// differs, and never asked, written, told of, agreed or held against the columns
// beside it.
func TestLawWorkedOut(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		differ := map[plan.Field]bool{}
		for _, k := range c.cells() {
			_, o, p, ok := c.said(k)
			if !ok || !c.isWorkedOut(k) {
				continue
			}
			differ[k.f] = differ[k.f] || o.Value != p.Value
			_, asked := openCells(s)[k]
			_, rowAsked := openCells(s)[cell{k.ref, ""}]
			_, officers := c.editsOf(t, s, Officer)[k]
			_, partners := c.editsOf(t, s, Partner)[k]
			if asked && !rowAsked && o.Value != p.Value || officers || partners {
				t.Fatalf("%s is worked out on both sides (%v and %v), and asked about %v, written %v, %v", k, o.Value, p.Value, asked, officers, partners)
			}
			if k.f == plan.FieldAction {
				continue // by which rows are known
			}
			about := func(change Change) bool { return change.Ref == k.ref && change.Field == k.f }
			if slices.ContainsFunc(s.Changes, about) || slices.ContainsFunc(s.Withheld, about) {
				t.Fatalf("%s is worked out on both sides (%v and %v), and counted as moved", k, o.Value, p.Value)
			}
			b, _ := c.at(Base, k)
			if now := values(s.NextBase)[k]; now != b.Value {
				t.Fatalf("%s is worked out on both sides (%v and %v), and the base said %v and says %v", k, o.Value, p.Value, b.Value, now)
			}
		}
		for f, differs := range differ {
			said := slices.ContainsFunc(s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, f.Label()+" is worked out by formulas") })
			if differs && !said {
				t.Fatalf("the results of %s differ, and nobody is told", f)
			}
		}
	})
}

// TestLawOffered: whatever a question about cells offers can be carried out.
func TestLawOffered(t *testing.T) {
	o := everything
	o.doubled = false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		for _, q := range s.Open {
			if q.Kind == QuestionRow || q.Kind == QuestionColumn {
				continue
			}
			if len(q.Takes) < 4 && q.Bar == "" && q.Cells[0].Base.Kind != plan.KindAbsent && len(q.Cells) == 1 {
				t.Fatalf("%s offers only %v, and does not say why", q.Key(), q.Takes)
			}
			for _, take := range q.Takes {
				other := map[plan.Field]plan.Entry{}
				for _, d := range q.Cells {
					other[d.Field] = typed(plan.Value{Kind: plan.KindText, Text: "As decided"}, "lead")
				}
				d := q.Decide(take, other, "the lead", "because", anyDay)
				decided := c.settle(d)
				if len(decided.Standing)+len(decided.Used) != 1 || len(decided.Lapsed) > 0 {
					t.Fatalf("%s offers %q, and it cannot be carried out: %s", q.Key(), take, q.Why)
				}
				next, memory := c.remembered(decided)
				again := withAnswers(next, memory)
				if slices.ContainsFunc(again.Open, func(o Question) bool { return o.Key() == q.Key() }) && !wholeStop(again) {
					t.Fatalf("%s (%s) was answered with %q, and is asked again: %q", q.Key(), q.Why, take, asked(again))
				}
			}
		}
	})
}

func TestLawSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 8).Draw(t, "rows")
		row := func(i, from int, text bool) string {
			words := i
			if text {
				words = from
			}
			return fmt.Sprintf("\n %d|Text %d|due %d|lead %d", i+1, words, from, from)
		}
		text := rapid.Bool().Draw(t, "texts too")
		base, sorted := "ref|action|due|lead", "ref|action|due|lead"
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		for i, from := range order {
			base += row(i, i, text)
			sorted += row(i, from, text)
		}
		c := sheets(base, sorted, base, Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			if len(s.Officer)+len(s.Partner)+len(s.Open) > 0 {
				t.Fatalf("sorted %v, and it comes to %s", order, brief(s))
			}
			c.rules.Confirmed = true
			if s := c.settle(); !text && len(s.Stops) > 0 {
				t.Fatalf("a person confirmed %v, and it is stopped: %+v", order, s.Stops)
			}
		}
	})
}

// TestLawRenumbered: each cell but the action text, which some rows share, says whose
// it is. Nobody can tell an action from another that was typed over it, unless its
// words stand elsewhere.
func TestLawRenumbered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 8).Draw(t, "rows")
		agreed := make([]numbered, n)
		base := "ref|action|lead|progress"
		for i := range agreed {
			agreed[i] = drawAction(t, fmt.Sprint(i+1), i+1)
			base += agreed[i].line("")
		}
		sides := map[Side][]numbered{Officer: agreed, Partner: drawNumbered(t, agreed)}
		if seldom(t, 4, "both") {
			sides[Officer] = drawNumbered(t, agreed)
		}
		written := map[Side]string{}
		for side, rows := range sides {
			written[side] = "ref|action|lead|progress"
			for _, row := range rows {
				edited := ""
				if seldom(t, 3, "edited") {
					edited = " edited by " + string(side)
				}
				written[side] += row.line(edited)
			}
		}
		c := sheets(base, written[Officer], written[Partner], Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			c.checkSeenAgain(t, s)
			for _, side := range []Side{Officer, Partner} {
				for _, e := range edits(s, side) {
					at := slices.IndexFunc(c.reading(side).Actions, func(a plan.Action) bool { return a.ID == e.ID })
					row, says := whose(&c.reading(side).Actions[at]), about(e.Now.Value.Text)
					if e.Field == plan.FieldRef {
						says = whose(c.row(side.Other(), plan.Ref(e.Now.Value.Text)))
					}
					if e.Field == plan.FieldAction && says == "" {
						continue // words that several share
					}
					if row != says && c.isElsewhere(row, side.Other(), c.reading(side).Actions[at].Ref) || row != says && says != "" && c.row(Base, plan.Ref(says[1:])) != nil {
						t.Fatalf("%s of %s is written into the row of %s:\n%s\n%s\n%s", e.Field, says, row, base, written[Officer], written[Partner])
					}
				}
			}
		}
	})
}

// numbered is a row with a ref, the action that it truly is, and its text.
type numbered struct{ ref, is, text string }

// drawAction draws an action: one in two has a text that others have too.
func drawAction(t *rapid.T, ref string, n int) numbered {
	is := fmt.Sprintf("k%d", n)
	return numbered{ref, is, rapid.SampledFrom([]string{"Do " + is, "Audit case files"}).Draw(t, "text")}
}

func (n numbered) line(edited string) string {
	return fmt.Sprintf("\n %s|%s|Lead %s|Done for %s%s", n.ref, n.text, n.is, n.is, edited)
}

// whose is the action that a row truly is.
func whose(row *plan.Action) string { return about(row.Value(plan.FieldLead).Text) }

// about is the action that a text is about, or "".
func about(text string) string {
	for _, word := range strings.Fields(text) {
		if strings.HasPrefix(word, "k") {
			return word
		}
	}
	return ""
}

// isElsewhere reports whether an action's words stand on a side under another ref.
func (c triple) isElsewhere(is string, side Side, ref plan.Ref) bool {
	return slices.ContainsFunc(c.reading(side).Actions, func(a plan.Action) bool { return a.Ref != ref && whose(&a) == is })
}

// drawNumbered draws rows that were put in, taken out and given other refs.
func drawNumbered(t *rapid.T, agreed []numbered) []numbered {
	rows := slices.Clone(agreed)
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		at := rapid.IntRange(0, len(rows)-1).Draw(t, "at")
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			rows = slices.Insert(rows, at, drawAction(t, rows[at].ref, rapid.IntRange(50, 90).Draw(t, "new")))
			rows[at+1].ref = fmt.Sprintf("2%d", at)
		case 1:
			if len(rows) > 3 {
				rows = slices.Delete(rows, at, at+1)
			}
		case 2: // from here on, each has the next number
			rows = slices.Insert(rows, at, drawAction(t, "", rapid.IntRange(50, 90).Draw(t, "new")))
			fallthrough
		case 3:
			for i := range rows {
				rows[i].ref = fmt.Sprint(i + 1)
			}
		case 4:
			rows[at].ref = rapid.SampledFrom([]string{"", "9", "21"}).Draw(t, "ref")
		}
	}
	return rows
}

// TestLawSortedInOrder is the law Sorted where words repeat: of a sort that gives
// four cells of the column it goes by other words, nothing crosses, however few
// words there are and whatever order they are brought in.
func TestLawSortedInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.Permutation([]string{"Open", "Done", "At risk", "", "Delayed"}).Draw(t, "order")[:rapid.IntRange(2, 5).Draw(t, "kinds")]
		type line struct{ status, lead string }
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) line {
			return line{rapid.SampledFrom(words).Draw(t, "status"), rapid.SampledFrom([]string{"Head", "Clerk"}).Draw(t, "lead")}
		}), 3, 12).Draw(t, "rows")
		both := rapid.Bool().Draw(t, "the lead too")
		from := slices.Clone(lines)
		slices.SortStableFunc(from, func(a, b line) int { return slices.Index(words, a.status) - slices.Index(words, b.status) })
		base, sorted, moved := "ref|action|status|lead", "ref|action|status|lead", 0
		for i, l := range lines {
			now := from[i]
			if now.status != l.status {
				moved++
			}
			if !both {
				now.lead = l.lead
			}
			base += fmt.Sprintf("\n %d|Text %d|%s|%s", i+1, i+1, l.status, l.lead)
			sorted += fmt.Sprintf("\n %d|Text %d|%s|%s", i+1, i+1, now.status, now.lead)
		}
		c := sheets(base, sorted, base, Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			if s := c.settle(); moved >= 4 && len(s.Officer)+len(s.Partner)+len(s.Open) > 0 {
				t.Fatalf("sorted by %q, and it comes to %s", words, brief(s))
			}
		}
	})
}

// TestLawSortedAndEdited is the law Sorted where words tell the rows of a column
// apart, and cells were edited or cleared since, or a row was put in before, or the
// other side took one out: where one moved cell in five at most was, nothing of
// the sort crosses.
func TestLawSortedAndEdited(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(8, 20).Draw(t, "rows")
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("Lead %c", 'A'+i)
		}
		agreed := rapid.Permutation(words).Draw(t, "order")
		both := rapid.Bool().Draw(t, "the progress too")
		type line struct{ ref, lead, progress string }
		var lines, theirs []line
		for i, lead := range agreed {
			lines = append(lines, line{fmt.Sprint(i + 1), lead, "Done by " + lead})
		}
		theirs = slices.Clone(lines)
		odd := rapid.IntRange(0, 3).Draw(t, "odd")
		if odd == 1 {
			at := rapid.IntRange(0, n-1).Draw(t, "taken out")
			theirs = slices.Delete(theirs, at, at+1)
		}
		mine := slices.Clone(lines)
		if odd == 2 {
			mine = slices.Insert(mine, rapid.IntRange(0, n).Draw(t, "put in"), line{"99", rapid.SampledFrom([]string{"Lead 0", "Lead Mx", "Lead Zz"}).Draw(t, "new lead"), "Done by the new"})
		}
		from, moved := slices.SortedFunc(slices.Values(mine), func(a, b line) int { return strings.Compare(a.lead, b.lead) }), 0
		for i := range mine {
			if mine[i].ref != "99" && mine[i].lead != from[i].lead {
				moved++
			}
			mine[i].lead = from[i].lead
			if both {
				mine[i].progress = from[i].progress
			}
		}
		edits := moved / 5
		if odd == 2 {
			edits--
		}
		for range edits {
			mine[rapid.IntRange(0, len(mine)-1).Draw(t, "edited")].lead = rapid.SampledFrom([]string{"", "Somebody", "Lead Nn"}).Draw(t, "to")
		}
		text := func(lines []line) string {
			text := "ref|action|lead|progress"
			for _, l := range lines {
				text += fmt.Sprintf("\n %s|Text %s|%s|%s", l.ref, l.ref, l.lead, l.progress)
			}
			return text
		}
		c := sheets(text(lines), text(mine), text(theirs), Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			for _, e := range append(s.Officer, s.Partner...) {
				if moved >= 8 && slices.Contains(words, strings.TrimPrefix(e.Now.Value.Text, "Done by ")) {
					t.Fatalf("sorted and edited, %q crosses:\n%s\n%s", e.Now.Value.Text, text(lines), text(mine))
				}
			}
		}
	})
}

// brief is a settlement without the plans.
func brief(s Settlement) string {
	return fmt.Sprintf("edits %+v and %+v, changes %+v, questions %q, stops %+v, base moved %v", s.Officer, s.Partner, s.Changes, asked(s), s.Stops, s.BaseMoved)
}

// TestLawSortedColumns: while a stop says that cells of a column stand in other
// rows, no cell of that column in that table is written, asked about or agreed, on
// either side, nor what is settled together with it; everything else is. Once the
// sort is undone, all comes to what it would have come to.
func TestLawSortedColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const heads = "ref|action|due|status|lead"
		n := rapid.IntRange(4, 6).Draw(t, "sorted rows")
		base, mine, sorted, theirs := heads, heads, heads, heads
		for i := range n {
			row := func(due int) string { return fmt.Sprintf("\n %d|Text %d|%d May|Open|Head", i+1, i+1, due+1) }
			base, mine, theirs, sorted = base+row(i), mine+row(i), theirs+row(i), sorted+row(n-1-i)
		}
		for i := n; i < n+4; i++ {
			says := func(what string) string {
				return fmt.Sprintf("\n %d|Text %d|%d May|%s|%s", i+1, i+1, rapid.IntRange(1, 28).Draw(t, what+" due"),
					rapid.SampledFrom([]string{"Open", "Done"}).Draw(t, what+" status"), rapid.SampledFrom([]string{"Head", "Clerk"}).Draw(t, what+" lead"))
			}
			own := says("mine")
			mine, sorted, theirs = mine+own, sorted+own, theirs+says("theirs")
			base += says("agreed")
		}
		if rapid.Bool().Draw(t, "a row more") {
			mine, sorted = mine+"\n 99|New|3 May|Open|Head", sorted+"\n 99|New|3 May|Open|Head"
		}
		rules := Agreement{Together: [][]plan.Field{{"status", "due"}}}
		c, was := sheets(base, sorted, theirs, rules), sheets(base, mine, theirs, rules)
		if len(was.settle().Stops) > 0 {
			t.Skip("the edits look like a sort")
		}
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			if len(s.Stops) != 1 || s.Stops[0].Kind != StopSorted || strings.Contains(s.Stops[0].Message, "lead") {
				t.Skip("the edits hide the sort, or look like more of it")
			}
			if len(s.OfficerRows)+len(s.PartnerRows) > 0 || isAsked(s, "99") {
				t.Fatalf("a row of a sorted column is not left alone: %s", brief(s))
			}
			before, after := values(*c.base), values(s.NextBase)
			for _, k := range c.cells() {
				ofColumn := k.f == "due" || k.f == "status"
				o, p := c.editsOf(t, s, Officer)[k], c.editsOf(t, s, Partner)[k]
				if _, asked := openCells(s)[k]; ofColumn && (asked || o.ID != "" || p.ID != "" || before[k] != after[k]) {
					t.Fatalf("%s is asked (%v), written (%+v, %+v) or agreed (%v)", k, asked, o, p, after[k])
				}
				if e, _ := agreedAt(s, k); k.ref != "99" && ofColumn && e.Value != before[k] {
					t.Fatalf("%s: %v is agreed, and it waits", k, e.Value)
				}
				b, of, pa, ok := c.said(k)
				if _, asked := openCells(s)[k]; ok && k.f == "lead" && !leftAlone(s, k.ref) && of.Value != pa.Value && !asked && o.ID == "" && p.ID == "" {
					t.Fatalf("%s waits, and is in no sorted column: %v, %v, %v", k, b, of, pa)
				}
			}
			undone, never := c.after(s), was
			if s.Stops[0].Side == Partner {
				never = was.mirror()
			}
			for i := range n {
				k := cell{plan.Ref(fmt.Sprint(i + 1)), "due"}
				undone = undone.with(s.Stops[0].Side, k, before[k])
			}
			u, v := undone.settle(), never.settle()
			if len(u.Stops) > 0 {
				t.Skip("what is left of the edits looks like a sort")
			}
			if diff := cmp.Diff(asked(v), asked(u)); diff != "" {
				t.Fatalf("undone, it asks otherwise:\n%s", diff)
			}
			for _, side := range []Side{Officer, Partner} {
				if diff := cmp.Diff(values(never.written(side, v)), values(undone.written(side, u))); diff != "" {
					t.Fatalf("undone, the %s comes to say otherwise:\n%s", side, diff)
				}
			}
		}
	})
}
