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

// newTables are the tables of a side that the other never had: none of its rows
// was agreed, and none is on both sides. A table of one row is none of them, and
// neither is any where nothing else of the side's is known.
func newTables(pairs []Pair, side Side) map[string]bool {
	known, rows := map[string]bool{}, map[string]int{}
	for i := range pairs {
		p := &pairs[i]
		a := p.Action(side)
		switch {
		case a == nil:
		case p.Base != nil || p.Action(side.Other()) != nil || p.stopped:
			known[a.Table] = true
		default:
			rows[a.Table]++
		}
	}
	tables := map[string]bool{}
	for table, n := range rows {
		if !known[table] && len(known) > 0 && n > 1 {
			tables[table] = true
		}
	}
	return tables
}

// newTable is the table that a lone row stands in, where the other side never
// had it. It is "" where the plan has no other.
func (g *placing) newTable(p *Pair) string {
	lacking := p.lacks()
	if lacking == "" || p.Base != nil || g.first && len(g.sides[lacking.Other()].Tables) < 2 {
		return ""
	}
	has := lacking.Other()
	if table := p.Action(has).Table; g.newTables[has][table] {
		return table
	}
	return ""
}
