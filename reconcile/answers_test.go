package reconcile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// remembered is a triple a run later: everything written, base and memory
// saved.
func (c triple) remembered(s Settlement) (triple, Memory) { return c.after(s), s.NextMemory }

func withAnswers(c triple, m Memory) Settlement { return c.compare().SettleWith(m) }

func newRows(s Settlement, side Side) map[plan.Ref]NewRow {
	rows := map[plan.Ref]NewRow{}
	for _, row := range rowsOf(s, side) {
		rows[row.Ref] = row
	}
	return rows
}

func isAsked(s Settlement, ref plan.Ref) bool {
	return slices.ContainsFunc(s.Open, func(q Question) bool { return q.Kind == QuestionRow && q.Ref == ref })
}

// isReworded says whether it is asked if a row is an action reworded.
func isReworded(s Settlement, ref plan.Ref) bool {
	return slices.ContainsFunc(s.Open, func(q Question) bool { return q.Kind == QuestionReworded && q.Ref == ref })
}

func TestLawAnsweredRows(t *testing.T) {
	law(t, everything, func(t *rapid.T, c triple) {
		s := c.settle()
		var m Memory
		answers := map[plan.Ref]Take{}
		lacking := map[plan.Ref]Side{}
		for _, q := range s.Open {
			if q.Kind != QuestionRow || q.Side == "" || strings.Contains(q.Why, "has no ref") {
				continue
			}
			lacking[q.Ref] = q.Side
			if take := rapid.SampledFrom(append(slices.Clone(q.Takes), "")).Draw(t, "take"); take != "" {
				answers[q.Ref] = take
				m.Decisions = append(m.Decisions, q.Decide(take, nil, "the lead", "because", anyDay))
			}
		}
		d := withAnswers(c, m)
		for _, side := range []Side{Officer, Partner} {
			rows := newRows(d, side)
			if len(rows) != len(rowsOf(d, side)) {
				t.Fatalf("a row is added twice: %+v", rowsOf(d, side))
			}
			for ref, row := range rows {
				if take := answers[ref]; take != TakeAdd && take != TakeBack || lacking[ref] != side {
					t.Fatalf("action %s is added to the %s, and the answer was %q", ref, side, take)
				}
				for f, e := range row.All() {
					if f == plan.FieldRef {
						continue // the one it has, or the next that is free
					}
					k := cell{ref, f}
					given, _ := c.at(side.Other(), k)
					b, _ := c.at(Base, k)
					switch {
					case !c.reading(side).Has(f):
						t.Fatalf("%s is added in a column the %s has not got", k, side)
					case side == Partner && !c.rules.Share[f]:
						t.Fatalf("%s is added to partners, and is not shared", k)
					case e.Value != given.Value && e.Value != b.Value:
						t.Fatalf("%s is added as %v, which nobody said", k, e.Value)
					case e.Value != given.Value && c.rules.Owners[f].owns(side.Other()):
						t.Fatalf("%s is added as it was, though the %s may change it", k, side.Other())
					case e.Value != b.Value && b.Value.Kind != plan.KindAbsent && !c.rules.Owners[f].owns(side.Other()):
						t.Fatalf("%s is added as the %s would have it, and is not theirs to change", k, side.Other())
					}
				}
			}
			if diff := cmp.Diff(c.wordless(t, s, side), c.wordless(t, d, side)); diff != "" {
				t.Fatalf("an answer about rows changes the %s's edits:\n%s", side, diff)
			}
		}
		next, memory := c.remembered(d)
		again := withAnswers(next, memory)
		if wholeStop(again) {
			return // with what was let go, most of what is left is gone
		}
		for ref, take := range answers {
			_, wrote := newRows(d, lacking[ref])[ref]
			_, twice := newRows(again, lacking[ref])[ref]
			switch {
			case take == TakeLeave || take == TakeGo:
				if wrote || isAsked(d, ref) || isAsked(again, ref) {
					t.Fatalf("action %s: the answer is %q; written %v, asked %v, asked again %v", ref, take, wrote, isAsked(d, ref), isAsked(again, ref))
				}
				c.checkAskedOnceChanged(t, next, memory, ref, lacking[ref].Other())
			case wrote && (twice || isAsked(again, ref)):
				t.Fatalf("action %s was added; again %v, asked %v: %q, %+v", ref, twice, isAsked(again, ref), asked(again), next.row(Officer, ref))
			case !wrote && !isAsked(d, ref):
				t.Fatalf("action %s: the answer is %q, and it is neither written nor asked", ref, take)
			}
		}
		for ref, side := range lacking {
			if _, answered := answers[ref]; !answered && (!isAsked(d, ref) || !isAsked(again, ref) && !isReworded(again, ref) && !leftAlone(again, ref)) {
				t.Fatalf("nobody answered for action %s, missing from the %s, and it is asked no more", ref, side)
			}
		}
	})
}

// checkAskedOnceChanged: what was left out or let go is asked about again once
// it says something else.
func (c triple) checkAskedOnceChanged(t *rapid.T, next triple, m Memory, ref plan.Ref, has Side) {
	changed := next.with(has, cell{ref, plan.FieldAction}, plan.Value{Kind: plan.KindText, Text: "Something else"})
	if s := withAnswers(changed, m); !isAsked(s, ref) && !wholeStop(s) && !leftAlone(s, ref) {
		t.Fatalf("action %s says something else than when it was left alone, and nobody is asked", ref)
	}
}

func TestLawRefusals(t *testing.T) {
	o := everything
	o.noBase, o.doubled, o.locked = false, false, false
	law(t, o, func(t *rapid.T, c triple) {
		s := c.settle()
		var m Memory
		refused := map[cell]Side{}
		for _, q := range s.Open {
			if q.Kind != QuestionProposal || len(q.Cells) > 1 || !c.rules.Share[q.Field] || slices.Contains(unitFields, q.Field) && len(c.rules.Together) > 0 {
				continue
			}
			d := q.Cells[0]
			proposer := Partner
			if c.rules.Owners[d.Field] == Partners {
				proposer = Officer
			}
			if owners := d.Value(proposer.Other()); !slices.Contains(q.Takes, Take(proposer.Other())) || owners.Kind == plan.KindAbsent || owners == d.Value(proposer) || d.Base.Kind == plan.KindAbsent {
				continue
			}
			refused[cell{d.Ref, d.Field}] = proposer
			m.Decisions = append(m.Decisions, q.Decide(Take(proposer.Other()), nil, "the lead", "because", anyDay))
		}
		d := withAnswers(c, m)
		replies := 0
		for _, proposer := range refused {
			if proposer == Partner {
				replies++
			}
		}
		agreed := slices.ContainsFunc(d.Replies, func(r Reply) bool { return !strings.HasPrefix(r.Text, "Not agreed") })
		if len(d.Replies) != replies || agreed {
			t.Fatalf("%d proposals of partners were refused, and there are %d replies: %+v", replies, len(d.Replies), d.Replies)
		}
		next, memory := c.remembered(d)
		for k, proposer := range refused {
			was, _ := c.at(proposer, k)
			owners, _ := c.at(proposer.Other(), k)
			if now, _ := next.at(proposer, k); now.Value != owners.Value {
				t.Fatalf("%s: %v was refused, and the cell says %v", k, was.Value, now.Value)
			}
			settled := withAnswers(next, memory)
			once, remembers := next.remembered(settled)
			retyped := once.with(proposer, k, was.Value)
			r := withAnswers(retyped, remembers)
			if _, open := openCells(r)[k]; !wholeStop(r) && !waitsAt(r, k) && (open || retyped.editsOf(t, r, proposer)[k].Now.Value != owners.Value) {
				t.Fatalf("%s: %v was refused before; asked again %v, and the edit is %+v", k, was.Value, open, retyped.editsOf(t, r, proposer)[k])
			}
			other := withAnswers(once.with(proposer, k, plan.Value{Kind: plan.KindText, Text: "a new proposal"}), remembers)
			if _, open := openCells(other)[k]; !open && !wholeStop(other) && !waitsAt(other, k) {
				t.Fatalf("%s: something new is proposed, and nobody is asked", k)
			}
		}
	})
}

// TestLawAnsweredColumns: a column that one side lost, and what people decide.
func TestLawAnsweredColumns(t *testing.T) {
	o := oddities{rows: true, columns: true, share: true, owners: true}
	law(t, o, func(t *rapid.T, c triple) {
		if c.base == nil {
			return
		}
		s := c.settle()
		for _, q := range s.Open {
			if q.Kind != QuestionColumn || wholeStop(s) {
				continue
			}
			has := q.Side.Other()
			take := rapid.SampledFrom(append(slices.Clone(q.Takes), "")).Draw(t, "take")
			var m Memory
			if take != "" {
				m.Decisions = []Decision{q.Decide(take, nil, "the lead", "because", anyDay)}
			}
			d := withAnswers(c, m)
			if take != "" && slices.ContainsFunc(d.Open, func(o Question) bool { return o.Key() == q.Key() }) {
				t.Fatalf("column %s: %q was answered, and it is asked", q.Field, take)
			}
			back := slices.ContainsFunc(d.Columns, func(n NewColumn) bool { return n.Field == q.Field && n.Side == q.Side })
			if back != (take == TakeBack) {
				t.Fatalf("column %s: the answer is %q, and it is put back: %v", q.Field, take, back)
			}
			next, memory := c.remembered(d)
			again := withAnswers(next, memory)
			if take != "" && slices.ContainsFunc(again.Open, func(o Question) bool { return o.Key() == q.Key() }) {
				t.Fatalf("column %s: %q was answered, and it is asked a run later", q.Field, take)
			}
			// The column comes back, blank: nothing is cleared by that, and
			// what may be filled is.
			blank := next.withColumn(q.Side, q.Field)
			filled := withAnswers(blank, memory)
			if wholeStop(filled) {
				continue
			}
			for _, a := range blank.reading(has).Actions {
				k := cell{a.Ref, q.Field}
				if e, cleared := blank.editsOf(t, filled, has)[k]; cleared {
					t.Fatalf("%s came back blank, and the %s's cell is written: %+v", k, has, e)
				}
				if _, asked := openCells(filled)[k]; asked || waitsAt(filled, k) {
					continue
				}
				e, ok := blank.at(has, k)
				_, both := blank.at(q.Side, k)
				if edit := blank.editsOf(t, filled, q.Side)[k]; ok && both && e.Value != plan.Blank && edit.Now.Value != e.Value && (q.Side == Officer || c.rules.Share[q.Field]) {
					t.Fatalf("%s came back blank, and is not filled with %v: %+v", k, e.Value, edit)
				}
			}
		}
	})
}

// withColumn is the triple with a column of blank cells on one side.
func (c triple) withColumn(side Side, f plan.Field) triple {
	p := *c.reading(side)
	p.Columns = append(slices.Clip(p.Columns), columnsOf([]plan.Field{f}, "Plan of "+string(side))[1])
	p.Actions = slices.Clone(p.Actions)
	for i, a := range p.Actions {
		p.Actions[i].Entries = a.Own()
		p.Actions[i].Set(f, plan.Entry{Value: plan.Blank, Writable: true, Cell: plan.Cell{Sheet: a.Sheet, Row: a.Row, Column: 99}})
	}
	if side == Officer {
		c.officer = p
	} else {
		c.partner = p
	}
	return c
}

func TestLawPersonal(t *testing.T) {
	secret := func(text string) bool {
		return strings.Contains(text, "words 7") || strings.Contains(text, "Paragraph 3")
	}
	law(t, everything, func(t *rapid.T, c triple) {
		c.rules.Personal = func(text string) (string, bool) { return "a secret", secret(text) }
		s := c.settle()
		for _, e := range s.Partner {
			if secret(e.Now.Shown()) {
				t.Fatalf("personal data goes to partners unasked: %+v", e)
			}
		}
		for _, q := range s.Open {
			for _, d := range q.Cells {
				says := secret(d.Entry(Officer).Shown()) || secret(d.Entry(Partner).Shown()) || secret(d.Entry(Base).Shown())
				if q.Kind != QuestionRow && q.Kind != QuestionColumn && c.rules.Share[d.Field] && says && (secret(q.Why) || q.Personal == "") {
					t.Fatalf("a question repeats personal data, or does not name it: %+v", q)
				}
			}
		}
		// Without the scan, it crosses or waits all the same.
		c.rules.Personal = nil
		plain := c.settle()
		for k, e := range c.editsOf(t, plain, Partner) {
			_, waits := openCells(s)[k]
			if unit := slices.Contains(unitFields, k.f) && len(c.rules.Together) > 0; secret(e.Now.Shown()) && !waits || !secret(e.Now.Shown()) && waits && !unit {
				t.Fatalf("%s: %q; it waits %v", k, e.Now.Shown(), waits)
			}
		}
		// The officers' side is written as it would be without the scan, but for
		// units that wait.
		for k := range c.editsOf(t, plain, Officer) {
			_, written := c.editsOf(t, s, Officer)[k]
			if _, waits := openCells(s)[k]; !written && !waits {
				t.Fatalf("%s: the scan keeps it from officers", k)
			}
		}
	})
}

// TestLawHistory lives through runs that stop half-way, people who change
// their minds, and answers from earlier days: an edit writes over nothing but
// what was agreed, what yields, and what a person decided on while it said so.
func TestLawHistory(t *testing.T) {
	o := oddities{rows: true, owners: true, units: true, share: true, noBase: true, columns: true}
	law(t, o, func(t *rapid.T, c triple) {
		var m Memory
		for range rapid.IntRange(2, 4).Draw(t, "runs") {
			s := withAnswers(c, m)
			c.checkOverwrites(t, s, m)
			for _, q := range s.Open {
				if len(q.Takes) > 0 && seldom(t, 2, "answered") {
					take := rapid.SampledFrom(q.Takes).Draw(t, "take")
					other := map[plan.Field]plan.Entry{}
					for _, d := range q.Cells {
						other[d.Field] = typed(plan.Value{Kind: plan.KindText, Text: "As decided"}, "lead")
					}
					m.Decisions = append(m.Decisions, q.Decide(take, other, "the lead", "because", anyDay))
				}
			}
			s = withAnswers(c, m)
			c.checkOverwrites(t, s, m)
			officers, partners := rapid.Bool().Draw(t, "officers written"), rapid.Bool().Draw(t, "partners written")
			before := c
			if officers {
				c.officer = before.written(Officer, s)
			}
			if partners {
				c.partner = before.written(Partner, s)
			}
			if officers && partners && (c.base != nil || !wholeStop(s)) {
				next := s.NextBase
				c.base = &next
				if !seldom(t, 4, "an older memory") {
					m = s.NextMemory
				}
			}
			c = c.withEdits(t)
		}
		for range 3 {
			s := withAnswers(c, m)
			c.checkOverwrites(t, s, m)
			c, m = c.remembered(s)
		}
		last := withAnswers(c, m)
		if len(last.Officer)+len(last.Partner)+len(last.OfficerRows)+len(last.PartnerRows)+len(last.Replies) > 0 {
			t.Fatalf("nobody changes anything, and it goes on: %s, rows %+v, %+v, replies %+v", brief(last), last.OfficerRows, last.PartnerRows, last.Replies)
		}
	})
}

// withEdits has people change a few cells, and put back a column.
func (c triple) withEdits(t *rapid.T) triple {
	for _, column := range baseColumns(c) {
		if side := Side(column.Table); !c.reading(side).Has(column.Field) && seldom(t, 2, "column back") {
			c = c.withColumn(side, column.Field)
		}
	}
	for _, k := range c.cells() {
		for _, side := range []Side{Officer, Partner} {
			e, ok := c.at(side, k)
			if ok && k.f != plan.FieldAction && seldom(t, 12, "edited") {
				v := drawValue(t, k.f, oddities{})
				if other, had := c.at(side.Other(), k); had && seldom(t, 3, "as the other side") {
					v = other.Value
				}
				if v != e.Value {
					c = c.with(side, k, v)
				}
			}
		}
	}
	return c
}

// cameBack says whether a column was gone from a side when the sides last
// agreed.
func (c triple) cameBack(side Side, f plan.Field) bool {
	return slices.ContainsFunc(baseColumns(c), func(column plan.Column) bool {
		return Side(column.Table) == side && column.Field == f && column.Hidden
	})
}

// checkOverwrites holds every edit to what may be written over.
func (c triple) checkOverwrites(t *rapid.T, s Settlement, m Memory) {
	decided := map[cell][]plan.Value{}
	for _, d := range m.Decisions {
		for _, then := range d.Said {
			k := cell{then.Ref, then.Field}
			decided[k] = append(decided[k], then.Officer, then.Partner)
		}
	}
	for _, r := range m.Refusals {
		decided[cell{r.Ref, r.Field}] = append(decided[cell{r.Ref, r.Field}], r.Value)
	}
	for _, side := range []Side{Officer, Partner} {
		for k, e := range c.editsOf(t, s, side) {
			b, agreed := c.at(Base, k)
			i := slices.IndexFunc(s.Changes, func(ch Change) bool { return ch.Ref == k.ref && ch.Field == k.f })
			switch {
			case agreed && e.Was.Value == b.Value:
			case !agreed && weight(e.Was.Value) < weight(e.Now.Value):
			case e.Was.Value == plan.Blank && c.cameBack(side, k.f):
			case i >= 0 && s.Changes[i].By != "" && slices.Contains(decided[k], e.Was.Value):
			default:
				t.Fatalf("the %s's %s says %v, which nobody agreed or decided on, and is written over with %v", side, k, e.Was.Value, e.Now.Value)
			}
		}
	}
}
