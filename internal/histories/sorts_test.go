package histories

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// TestRealPlansSorted sorts some columns of every real plan without the others,
// as officers do who select too little, and counts the sorts of which nothing
// crosses; and again where three of the sorted cells were edited since. The
// counts are kept in testdata/sorts.tsv.
func TestRealPlansSorted(t *testing.T) {
	figures := map[string]string{}
	total := sortCounts{}
	for _, path := range realPlans(t) {
		p, err := tryBook(path, table.Options{})
		if err != nil || len(p.Actions) < 4 {
			continue
		}
		var counts sortCounts
		for _, fields := range runsOfColumns(p) {
			for _, down := range []bool{false, true} {
				counts.try(p, fields, down, filepath.Base(path))
			}
		}
		if counts.tried > 0 {
			figures[filepath.Base(path)] = counts.String()
			total.add(counts)
		}
	}
	t.Logf("sorts, of which nothing crossed, some, all; and with edits since: %s", strings.ReplaceAll(total.String(), "\t", " "))
	compareGolden(t, "sorts.tsv", "workbook\tsorts\tnothing crossed\tsome did\tall did\tand edited since: nothing but edits crossed\tsome did\tall did\n", figures)
}

// TestRealRevisionsAreNoSorts: from no revision of a real workbook to any other
// is anything taken for a sort.
func TestRealRevisionsAreNoSorts(t *testing.T) {
	for _, h := range histories {
		h.revision(t, 1)
		var plans []plan.Plan
		paths, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "history", h.folder, "*.xlsx"))
		for _, path := range paths {
			plans = append(plans, readBook(t, path, h.options))
		}
		for i := range plans {
			for j := range plans {
				base, rules := agreedByBoth(plans[i])
				for _, s := range reconcile.Compare(&base, plans[j], plans[i], rules).Settle(nil).Stops {
					if s.Kind == reconcile.StopSorted {
						t.Errorf("%s, revision %d to %d: %s", h.folder, i+1, j+1, s.Message)
					}
				}
			}
		}
	}
}

// reach is in how many sorts none, some or all of the cells crossed.
type reach struct{ none, some, all int }

func (r *reach) count(crossed, moved int) {
	switch {
	case crossed == 0:
		r.none++
	case crossed < moved/2:
		r.some++
	default:
		r.all++
	}
}

func (r *reach) add(s reach) { r.none, r.some, r.all = r.none+s.none, r.some+s.some, r.all+s.all }

// sortCounts counts sorts as they were made, and with edits since.
type sortCounts struct {
	tried         int
	sorted, since reach
}

func (n *sortCounts) add(m sortCounts) {
	n.tried += m.tried
	n.sorted.add(m.sorted)
	n.since.add(m.since)
}

func (n sortCounts) String() string {
	return fmt.Sprintf("%d\t%d\t%d\t%d\t%d\t%d\t%d", n.tried, n.sorted.none, n.sorted.some, n.sorted.all, n.since.none, n.since.some, n.since.all)
}

// try sorts some columns by the first of them.
func (n *sortCounts) try(p plan.Plan, fields []plan.Field, down bool, name string) {
	sorted, moved := sortedBy(p, fields, down)
	if len(moved) == 0 {
		return
	}
	n.tried++
	n.sorted.count(crossing(p, sorted, moved), len(moved))
	seed := fnv.New64()
	fmt.Fprint(seed, name, fields, down)
	edited := editSome(sorted, moved, rand.New(rand.NewPCG(seed.Sum64(), 1)))
	n.since.count(crossing(p, edited, moved), len(moved))
}

// crossing counts the moved cells that would be written to the partners' copy.
func crossing(was, is plan.Plan, moved map[place]bool) int {
	base, rules := agreedByBoth(was)
	n := 0
	for _, e := range reconcile.Compare(&base, is, was, rules).Settle(nil).Partner {
		if moved[place{string(e.ID), string(e.Field)}] {
			n++
		}
	}
	return n
}

// agreedByBoth is a plan as both sides agreed it, with all of it shared.
func agreedByBoth(p plan.Plan) (plan.Plan, reconcile.Agreement) {
	base, share := p, map[plan.Field]bool{}
	base.Columns = nil
	for _, column := range p.Columns {
		share[column.Field] = true
		for _, side := range bothSides {
			column.Table = string(side)
			base.Columns = append(base.Columns, column)
		}
	}
	return base, reconcile.Agreement{Share: share}
}

// runsOfColumns lists each column of a plan's first table by itself, with its
// neighbour, and with two; and all of them. Refs and texts are left out.
func runsOfColumns(p plan.Plan) [][]plan.Field {
	var fields []plan.Field
	for _, c := range p.Columns {
		if c.Field != plan.FieldRef && c.Field != plan.FieldAction && c.Table == p.Columns[0].Table && !c.Formula && !slices.Contains(fields, c.Field) {
			fields = append(fields, c.Field)
		}
	}
	var runs [][]plan.Field
	for width := 1; width <= 3; width++ {
		for i := 0; i+width <= len(fields); i++ {
			runs = append(runs, fields[i:i+width])
		}
	}
	if len(fields) > 3 {
		runs = append(runs, fields)
	}
	return runs
}

// sortedBy is a plan with some columns of its tables sorted by the first of
// them, blanks last, and the cells that say something else since.
func sortedBy(p plan.Plan, fields []plan.Field, down bool) (plan.Plan, map[place]bool) {
	sorted, moved := p, map[place]bool{}
	sorted.Actions = slices.Clone(p.Actions)
	tables := map[string][]int{}
	for i, a := range p.Actions {
		tables[a.Table] = append(tables[a.Table], i)
	}
	for _, rows := range tables {
		from := slices.Clone(rows)
		slices.SortStableFunc(from, func(i, j int) int { return order(p.Actions[i].Value(fields[0]), p.Actions[j].Value(fields[0]), down) })
		for k, i := range rows {
			a := p.Actions[i]
			a.Entries = a.Own()
			for _, f := range fields {
				e, ok := p.Actions[from[k]].Lookup(f)
				was, had := a.Lookup(f)
				if !ok || !had {
					continue
				}
				if e.Value != was.Value {
					moved[place{string(a.ID), string(f)}] = true
				}
				e.Cell, e.Writable = was.Cell, was.Writable
				a.Set(f, e)
			}
			sorted.Actions[i] = a
		}
	}
	return sorted, moved
}

// order is the order of a spreadsheet: blanks come last either way.
func order(a, b plan.Value, down bool) int {
	if a.IsBlank() != b.IsBlank() {
		if a.IsBlank() {
			return 1
		}
		return -1
	}
	n := cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Text, b.Text))
	if down {
		return -n
	}
	return n
}

// editSome edits three of the moved cells, which are no longer counted as
// moved.
func editSome(p plan.Plan, moved map[place]bool, rng *rand.Rand) plan.Plan {
	list := slices.SortedFunc(maps.Keys(moved), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.column, b.column))
	})
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	p.Actions = slices.Clone(p.Actions)
	for n, at := range list[:min(3, len(list))] {
		delete(moved, at)
		i := slices.IndexFunc(p.Actions, func(a plan.Action) bool { return string(a.ID) == at.key })
		a := p.Actions[i]
		a.Entries = a.Own()
		e := a.Entry(plan.Field(at.column))
		e.Value = plan.TextValue(fmt.Sprintf("Edited since %d", n))
		a.Set(plan.Field(at.column), e)
		p.Actions[i] = a
	}
	return p
}

func realPlans(t *testing.T) []string {
	t.Helper()
	corpus := filepath.Join("..", "..", "..", "shared", "corpus")
	paths, _ := filepath.Glob(filepath.Join(corpus, "real", "*.xls[xm]"))
	first, _ := filepath.Glob(filepath.Join(corpus, "history", "*", "01_*.xlsx"))
	if paths = append(paths, first...); len(paths) == 0 {
		t.Skip("the corpus is not beside the repository")
	}
	return paths
}
