package reconcile

import (
	"maps"
	"slices"

	"actionplan/plan"
)

// acrossTables says in which table of the other side the actions of a side's tables
// stand, before rows are paired: by their refs, or by their texts.
type acrossTables struct {
	byRef, byText map[string]string // the other side's table; "" where rows of several say it
	stand         map[string]map[string]int
	named         map[string]bool // the other side's tables
}

func newAcross(own, other *plan.Plan) acrossTables {
	a := acrossTables{byRef: map[string]string{}, byText: map[string]string{}, stand: map[string]map[string]int{}, named: map[string]bool{}}
	put := func(index map[string]string, key, table string) {
		if was, known := index[key]; known && was != table {
			table = ""
		}
		index[key] = table
	}
	for _, column := range other.Columns {
		a.named[column.Table] = true
	}
	for i := range other.Actions {
		row := &other.Actions[i]
		put(a.byRef, row.Ref.Key(), row.Table)
		put(a.byText, actionText(row), row.Table)
	}
	for i := range own.Actions {
		row := &own.Actions[i]
		if table := a.found(row); table != "" {
			if a.stand[row.Table] == nil {
				a.stand[row.Table] = map[string]int{}
			}
			a.stand[row.Table][table]++
		}
	}
	return a
}

// found is the other side's table in which a row's ref stands, or its text.
func (a acrossTables) found(row *plan.Action) string {
	if row.Ref != "" && a.byRef[row.Ref.Key()] != "" {
		return a.byRef[row.Ref.Key()]
	}
	if text := actionText(row); text != "" {
		return a.byText[text]
	}
	return ""
}

// row is the other side's table in which a row is taken to stand: "" for any.
func (a acrossTables) row(row *plan.Action) string {
	if table := a.found(row); table != "" {
		return table
	}
	return a.table(row.Table)
}

// table is the other side's table in which most rows of a table stand, or that of
// its name.
func (a acrossTables) table(name string) string {
	best := ""
	for _, table := range slices.Sorted(maps.Keys(a.stand[name])) {
		if best == "" || a.stand[name][table] > a.stand[name][best] {
			best = table
		}
	}
	if best == "" && a.named[name] {
		best = name
	}
	return best
}

// of are the other side's tables in which rows of a table stand.
func (a acrossTables) of(name string) []string {
	tables := slices.Sorted(maps.Keys(a.stand[name]))
	if len(tables) == 0 && a.named[name] {
		tables = []string{name}
	}
	return tables
}
