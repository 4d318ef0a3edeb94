package reconcile

import (
	"fmt"
	"slices"

	"actionplan/plan"
)

// TableQuestion is one question about a table that one side never had: all its
// rows, each of which it answers.
type TableQuestion struct {
	Table     string
	Side      Side       // the side that never had it
	Questions []Question // about its rows
	Why       string     // one sentence, without a capital or a full stop
	Takes     []Take     // the answers, the harmless one first
}

// Decide answers for every row of the table.
func (q TableQuestion) Decide(take Take, by, why string, on plan.Date) []Decision {
	var decisions []Decision
	for _, row := range q.Questions {
		decisions = append(decisions, row.Decide(take, nil, by, why, on))
	}
	return decisions
}

// Tables parts the open questions: those about the rows of a table that a side
// never had are one question for the table, and the others stay as they are.
func Tables(open []Question) (tables []TableQuestion, others []Question) {
	for _, q := range open {
		if q.NewTable == "" {
			others = append(others, q)
			continue
		}
		at := slices.IndexFunc(tables, func(t TableQuestion) bool { return t.Table == q.NewTable && t.Side == q.Side })
		if at < 0 {
			at = len(tables)
			tables = append(tables, TableQuestion{Table: q.NewTable, Side: q.Side, Takes: slices.Clone(q.Takes)})
		}
		tables[at].Questions = append(tables[at].Questions, q)
	}
	for i := range tables {
		t := &tables[i]
		t.Why = fmt.Sprintf("the table %s stands only in %s, with %s", t.Table, t.Side.Other().copyName(), count(len(t.Questions), "action"))
	}
	return tables, others
}

// newTable is the table that a lone row stands in, where the other side never
// had it: none of its rows was agreed, and none is on both sides. It is "" for
// the only row of such a table, and where the plan has no other.
func (b *settling) newTable(p *Pair) string {
	lacking := p.lacks()
	if lacking == "" || p.Base != nil || b.c.base == nil && len(b.c.side(lacking.Other()).Tables) < 2 {
		return ""
	}
	if b.newTables == nil {
		b.newTables = map[Side]map[string]int{Officer: {}, Partner: {}}
		for _, side := range []Side{Officer, Partner} {
			known := map[string]bool{}
			rows := map[string]int{}
			for i := range b.c.Pairs {
				q := &b.c.Pairs[i]
				a := q.Action(side)
				switch {
				case a == nil:
				case q.Base != nil || q.Action(side.Other()) != nil || q.stopped:
					known[a.Table] = true
				default:
					rows[a.Table]++
				}
			}
			for table, n := range rows {
				if !known[table] && len(known) > 0 && n > 1 {
					b.newTables[side][table] = n
				}
			}
		}
	}
	has := lacking.Other()
	if table := p.Action(has).Table; b.newTables[has][table] > 0 {
		return table
	}
	return ""
}
