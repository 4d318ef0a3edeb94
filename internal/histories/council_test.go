package histories

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"actionplan/excel"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

var bothSides = []reconcile.Side{reconcile.Officer, reconcile.Partner}

// today is the day the tests say it is.
var today = plan.Date{Year: 2026, Month: 11, Day: 2}

// council is two workbooks and a ledger, gone about in the order of the
// command's apply: read, settle, stage both, write both, read again, remember.
type council struct {
	paths   map[reconcile.Side]string
	options map[reconcile.Side]table.Options
	rules   reconcile.Agreement
	ledger  string
}

// look is one look at both workbooks.
type look struct {
	plans      map[reconcile.Side]plan.Plan
	comparison reconcile.Comparison
	settlement reconcile.Settlement
}

// outcome is what one apply did.
type outcome struct {
	before, after look
	written       map[reconcile.Side][]plan.Edit
	rows          map[reconcile.Side][]reconcile.NewRow
	saved         bool // a workbook was written
}

func readBook(t testing.TB, path string, o table.Options) plan.Plan {
	t.Helper()
	p, err := tryBook(path, o)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return p
}

func tryBook(path string, o table.Options) (plan.Plan, error) {
	book, err := excel.Open(path)
	if err != nil {
		return plan.Plan{}, err
	}
	return table.Read(filepath.Base(path), book.Grids(), o)
}

func (c *council) look(t testing.TB) look {
	t.Helper()
	var base *plan.Plan
	var memory reconcile.Memory
	l, err := ledger.Open(c.ledger)
	switch {
	case err == nil:
		remembered := l.Base()
		base, memory = &remembered, l.Memory()
	case !errors.Is(err, ledger.ErrNone):
		t.Fatal(err)
	}
	plans := map[reconcile.Side]plan.Plan{}
	for _, side := range bothSides {
		plans[side] = readBook(t, c.paths[side], c.options[side])
	}
	comparison := reconcile.Compare(base, plans[reconcile.Officer], plans[reconcile.Partner], c.rules)
	return look{plans, comparison, comparison.SettleWith(memory)}
}

// begin makes the first agreement, on which nothing may be asked.
func (c *council) begin(t testing.TB) {
	t.Helper()
	s := c.look(t).settlement
	for _, q := range s.Open {
		t.Errorf("at the first agreement, %s is asked: %s", q.Key(), q.Why)
	}
	if err := ledger.Begin(c.ledger, s.NextBase, today, "officers", "partners"); err != nil {
		t.Fatal(err)
	}
}

func (c *council) apply(t testing.TB) outcome {
	t.Helper()
	now := c.look(t)
	done := outcome{before: now, written: map[reconcile.Side][]plan.Edit{
		reconcile.Officer: now.settlement.Officer, reconcile.Partner: now.settlement.Partner,
	}, rows: map[reconcile.Side][]reconcile.NewRow{
		reconcile.Officer: now.settlement.OfficerRows, reconcile.Partner: now.settlement.PartnerRows,
	}}
	staged := c.stage(t, &done)
	for _, side := range []reconcile.Side{reconcile.Partner, reconcile.Officer} {
		if len(staged[side].Changes()) == 0 {
			continue
		}
		done.saved = true
		if err := staged[side].Save(c.paths[side]); err != nil {
			t.Fatal(err)
		}
	}
	done.after = c.look(t)
	l, err := ledger.Open(c.ledger)
	if err != nil {
		t.Fatal(err)
	}
	next := done.after.settlement
	if err := l.Keep(ledger.Next{Base: next.NextBase, Memory: next.NextMemory}, today); err != nil {
		t.Fatal(err)
	}
	return done
}

// stage puts the edits in place; a refused cell is left alone on both sides
// with those it is settled together with, and none ought to be.
func (c *council) stage(t testing.TB, done *outcome) map[reconcile.Side]*excel.Staged {
	t.Helper()
	for {
		staged := map[reconcile.Side]*excel.Staged{}
		left := map[int]bool{}
		for _, side := range bothSides {
			s, err := excel.Stage(c.paths[side], excel.Work{
				Edits: done.written[side],
				Rows:  rowsToAdd(done.rows[side]),
				From:  done.before.plans[side],
				Read: func(grids []table.Grid) (plan.Plan, error) {
					return table.Read(filepath.Base(c.paths[side]), grids, c.options[side])
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			staged[side] = s
			for _, r := range s.Refusals() {
				t.Errorf("%s: refused only when it was to be written: %s", side, r)
				for _, e := range done.written[side] {
					if e.Was.Cell == r.Cell {
						left[done.before.settlement.UnitOf(side, e)] = true
					}
				}
			}
		}
		if len(left) == 0 {
			return staged
		}
		for _, side := range bothSides {
			done.written[side] = slices.DeleteFunc(slices.Clone(done.written[side]), func(e plan.Edit) bool {
				return left[done.before.settlement.UnitOf(side, e)]
			})
		}
	}
}

// rowsToAdd are rows as the writer takes them.
func rowsToAdd(rows []reconcile.NewRow) []excel.NewRow {
	var list []excel.NewRow
	for _, row := range rows {
		list = append(list, excel.NewRow{Table: row.Table, Entries: row.Entries})
	}
	return list
}

// answerAll has somebody answer every open question with one of its answers,
// and gives what was taken.
func (c *council) answerAll(t testing.TB, open []reconcile.Question, rng *rand.Rand) map[reconcile.Key]reconcile.Take {
	t.Helper()
	l, err := ledger.Open(c.ledger)
	if err != nil {
		t.Fatal(err)
	}
	memory, taken := l.Memory(), map[reconcile.Key]reconcile.Take{}
	for _, q := range open {
		takes := slices.DeleteFunc(slices.Clone(q.Takes), func(take reconcile.Take) bool { return take == reconcile.TakeOther })
		if len(takes) == 0 {
			continue
		}
		take := takes[rng.IntN(len(takes))]
		memory.Decisions = append(memory.Decisions, q.Decide(take, nil, "Head of Service", "as the board agreed", today))
		taken[q.Key()] = take
	}
	if err := l.Keep(ledger.Next{Base: l.Base(), Memory: memory}, today); err != nil {
		t.Fatal(err)
	}
	return taken
}

// bothSayTheSame holds that nothing is left between the sides but what is
// asked or not shared.
func bothSayTheSame(t *testing.T, done outcome, rules reconcile.Agreement) {
	t.Helper()
	asked := map[reconcile.Key]bool{}
	for _, q := range done.after.settlement.Open {
		asked[q.Key()] = true
		for _, d := range q.Cells {
			asked[reconcile.Key{Ref: d.Ref, Field: d.Field}] = true
		}
	}
	// What people left out or let go stays as it is, and is not asked again.
	memory := done.after.settlement.NextMemory
	for _, l := range memory.LeftOut {
		asked[reconcile.Key{Ref: l.Ref, Field: l.Field}] = true
	}
	for _, gone := range memory.Tombstones {
		asked[reconcile.Key{Ref: gone.Ref}] = true
	}
	for _, d := range done.after.comparison.Differences {
		if d.Officer == d.Partner || asked[reconcile.Key{Ref: d.Ref, Field: d.Field}] || !rules.Share[d.Field] {
			continue
		}
		t.Errorf("action %s, %s: afterwards officers say %q and partners %q, and nobody is asked", d.Ref, d.Field, d.Officer, d.Partner)
	}
	for _, p := range done.after.comparison.Pairs {
		if (p.Officer == nil) != (p.Partner == nil) && !asked[reconcile.Key{Ref: p.Ref}] {
			t.Errorf("action %s is on one side only, and nobody is asked", p.Ref)
		}
	}
}

// againWritesNothing applies once more and holds that not one byte changes,
// and that what was asked is asked again.
func (c *council) againWritesNothing(t *testing.T, first outcome) {
	t.Helper()
	files := []string{c.paths[reconcile.Officer], c.paths[reconcile.Partner], filepath.Join(c.ledger, "base.txt")}
	var before [][32]byte
	for _, f := range files {
		before = append(before, sum(t, f))
	}
	again := c.apply(t)
	if again.saved {
		t.Errorf("a second apply writes: %d cells to officers, %d to partners", len(again.written[reconcile.Officer]), len(again.written[reconcile.Partner]))
	}
	for i, f := range files {
		if sum(t, f) != before[i] {
			t.Errorf("a second apply changes %s", filepath.Base(f))
		}
	}
	asked := func(o outcome) map[reconcile.Key]reconcile.QuestionKind {
		keys := map[reconcile.Key]reconcile.QuestionKind{}
		for _, q := range o.after.settlement.Open {
			keys[q.Key()] = q.Kind
		}
		return keys
	}
	was, is := asked(first), asked(again)
	for key, kind := range was {
		if is[key] != kind {
			t.Errorf("%s was asked (%s), and is not any more", key, kind)
		}
		delete(is, key)
	}
	for key, kind := range is {
		t.Errorf("%s is asked (%s) only the second time", key, kind)
	}
}

func sum(t testing.TB, path string) [32]byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(data)
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, data) {
		return
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
