package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// TableQuestion is one question about a table that one side never had, or has no
// longer: all its rows, each of which it answers.
type TableQuestion struct {
	Table     string
	Side      Side       // the side that has not got it
	Questions []Question // about its rows
	Apart     int        // the rows that seem to hold personal data: each is asked about by itself
	Gone      bool       // it had it when the sides last agreed, and all its actions are gone
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
// never had, or has no longer, are one question for the table, and the others
// stay as they are: also those rows of it that seem to hold personal data, which
// nobody is to let cross unread.
func Tables(open []Question) (tables []TableQuestion, others []Question) {
	at := func(q Question) int {
		gone := slices.Contains(q.Takes, TakeBack)
		return slices.IndexFunc(tables, func(t TableQuestion) bool { return t.Table == q.NewTable && t.Side == q.Side && t.Gone == gone })
	}
	for _, q := range open {
		if q.NewTable == "" || q.Personal != "" {
			others = append(others, q)
			continue
		}
		i := at(q)
		if i < 0 {
			i = len(tables)
			tables = append(tables, TableQuestion{Table: q.NewTable, Side: q.Side, Gone: slices.Contains(q.Takes, TakeBack), Takes: slices.Clone(q.Takes)})
		}
		tables[i].Questions = append(tables[i].Questions, q)
	}
	for _, q := range others {
		if i := at(q); q.NewTable != "" && i >= 0 {
			tables[i].Apart++
		}
	}
	for i := range tables {
		tables[i].Why = tables[i].sentence()
	}
	return tables, others
}

// sentence says what the question is about: all the rows, also those that are
// asked about by themselves.
func (q TableQuestion) sentence() string {
	all := len(q.Questions) + q.Apart
	text := fmt.Sprintf("the table %s stands only in %s, with %s", q.Table, q.Side.Other().copyName(), count(all, "action"))
	if q.Gone {
		text = fmt.Sprintf("all the agreed actions of the table %s (%d) are gone from %s; if that was not meant, put its tab back there", q.Table, all, q.Side.copyName())
	}
	switch q.Apart {
	case 0:
		return text
	case 1:
		return text + "; 1 of them seems to hold personal data, and is asked about by itself"
	}
	return text + fmt.Sprintf("; %d of them seem to hold personal data, and are asked about each by itself", q.Apart)
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

// emptied are the tables of a side whose agreed rows are all gone from the other.
// A table of one row is none of them.
func emptied(pairs []Pair, side Side) map[string]bool {
	there, gone := map[string]bool{}, map[string]int{}
	for i := range pairs {
		p := &pairs[i]
		a := p.Action(side)
		switch {
		case a == nil || p.Base == nil:
		case p.Action(side.Other()) != nil || p.stopped:
			there[a.Table] = true
		default:
			gone[a.Table]++
		}
	}
	tables := map[string]bool{}
	for table, n := range gone {
		if !there[table] && n > 1 {
			tables[table] = true
		}
	}
	return tables
}

// GoneTable is a table that one side no longer has, though agreed actions stood
// in it.
type GoneTable struct {
	Side    Side
	Table   string // as the side called it, where that is remembered; else as the other side does
	Actions int    // the agreed actions that are gone from the side with it
	Known   bool   // the side's own name for it is remembered
	Stands  bool   // a sheet of that name is still there: what is gone are its headings
	Others  int    // where the table is there, its rows without a ref that nothing was agreed of: its texts were changed
}

// String says that a table is gone, and what to do about it.
func (g GoneTable) String() string {
	switch {
	case g.Others > 0:
		return fmt.Sprintf("%s: the texts of all the agreed actions of the table %s (%d) have changed, so that its rows are not known by them; if that was not meant, put the texts back there, or answer action by action", g.Side.copyName(), g.Table, g.Actions)
	case !g.Known:
		return fmt.Sprintf("%s: all the agreed actions of the table %s (%d) are gone; if that was not meant, put them back there", g.Side.copyName(), g.Table, g.Actions)
	case g.Stands:
		return fmt.Sprintf("%s: no plan is found in the tab %s any more (%s gone); its headings are to be put back", g.Side.copyName(), g.Table, count(g.Actions, "agreed action")+" "+isAre(g.Actions))
	}
	return fmt.Sprintf("%s: the table %s is no longer there (%s gone); if that was not meant, put its tab back, or give it back its name and headings", g.Side.copyName(), g.Table, count(g.Actions, "agreed action")+" "+isAre(g.Actions))
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// goneTables are the tables that either side no longer has: by its own name where
// the base remembers it, and otherwise by that of the other side.
func (c *Comparison) goneTables() []GoneTable {
	if c.base == nil {
		return nil
	}
	var list []GoneTable
	for _, side := range []Side{Officer, Partner} {
		missing := func(is func(p *Pair) bool) int {
			n := 0
			for i := range c.Pairs {
				if p := &c.Pairs[i]; p.Base != nil && !p.aside && p.Action(side) == nil && p.Action(side.Other()) != nil && is(p) {
					n++
				}
			}
			return n
		}
		known := c.columns.goneTables[side]
		for _, table := range known {
			n := missing(func(p *Pair) bool { return side == Partner || p.Base.Table == table })
			list = append(list, GoneTable{Side: side, Table: table, Actions: n, Known: true})
		}
		for _, table := range slices.Sorted(maps.Keys(emptied(c.Pairs, side.Other()))) {
			if len(known) == 0 {
				n := missing(func(p *Pair) bool { return p.Action(side.Other()).Table == table })
				list = append(list, GoneTable{Side: side, Table: table, Actions: n, Others: c.others(side, table, n)})
			}
		}
	}
	return list
}

// others counts the rows without a ref in a table of a side that nothing was agreed
// of, where they are as many as most of the actions that are gone from there.
func (c *Comparison) others(side Side, table string, gone int) int {
	n := 0
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Base == nil && p.unnamed && p.lacks() == side.Other() && p.Action(side).Table == table {
			n++
		}
	}
	if 2*n <= gone {
		return 0
	}
	return n
}

// newTable is the table that a lone row stands in, where the other side never
// had it, or has no agreed row of it any more. It is "" where the plan has no
// other.
func (g *placing) newTable(p *Pair) string {
	lacking := p.lacks()
	if lacking != "" && p.Base != nil && g.emptied[lacking.Other()][p.Action(lacking.Other()).Table] {
		return p.Action(lacking.Other()).Table
	}
	if lacking == "" || p.Base != nil || g.first && len(g.sides[lacking.Other()].Tables) < 2 {
		return ""
	}
	has := lacking.Other()
	if table := p.Action(has).Table; g.newTables[has][table] {
		return table
	}
	return ""
}
