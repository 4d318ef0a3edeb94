package sheets

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
	"actionplan/table"
)

// A partner who is unsure of a sheet copies its tab ("Copy of Plan") and works
// in the copy. Where the address names the tab, the copy is never read, and
// what was typed there would be lost without a word. Where it names none, both
// are read, and every action stands twice. Either is recognised by the rows: a
// copy goes on holding most of them.

// row is what tells an action from others, wherever it stands.
type row struct{ ref, action string }

// rowsOf are the actions of one table, by what tells them apart.
func rowsOf(p plan.Plan, name string) map[row]plan.Action {
	rows := map[row]plan.Action{}
	for _, a := range p.Actions {
		if a.Table == name {
			rows[row{a.Value(plan.FieldRef).Text, plan.Fold(a.Shown(plan.FieldAction))}] = a
		}
	}
	return rows
}

// isCopy says whether two tables hold the same actions: at least two of them,
// and half of the smaller one's.
func isCopy(a, b map[row]plan.Action) bool {
	same := 0
	for key := range a {
		if _, ok := b[key]; ok && key.action != "" {
			same++
		}
	}
	return same >= 2 && same*2 >= min(len(a), len(b))
}

// Vet looks for a second copy of the plan among the tabs. Two that were both
// read are refused, since nobody can tell which is meant; one that is not read
// is a note in p, which says how many of its cells say something else.
func (s *Sheet) Vet(p *plan.Plan, o table.Options) error {
	for i, t := range p.Tables {
		for _, other := range p.Tables[:i] {
			if t.Sheet != other.Sheet && isCopy(rowsOf(*p, t.Name), rowsOf(*p, other.Name)) {
				return copied(other.Sheet, t.Sheet)
			}
		}
	}
	for _, left := range p.Left {
		if one, other := plan.Fold(left.Sheet), plan.Fold(left.Of); left.Of != "" && (strings.Contains(one, other) || strings.Contains(other, one)) {
			return copied(left.Of, left.Sheet) // a month's tab beside another's is no copy: partners type in the latest
		}
	}
	for _, tab := range s.Others {
		if note := s.secondCopy(tab, *p, o); note != "" {
			p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: tab.Title}, Message: note})
		}
	}
	return nil
}

// copied is the refusal of a sheet that holds the plan in two tabs.
func copied(one, other string) *Refusal {
	return &Refusal{Kind: TabCopied, Sentence: fmt.Sprintf("the partners' sheet holds the plan twice, in the tabs %q and %q, and its address names neither", one, other),
		Advice: "open the right tab in the browser, and put its whole address, with #gid=…, under partner: sheet: in the settings; then delete the other, or copy what is to count out of it"}
}

// secondCopy is what to say of a tab that is not read and holds the plan all
// the same; "" of any other.
func (s *Sheet) secondCopy(tab *Tab, p plan.Plan, o table.Options) string {
	o.Pins = nil
	second, err := table.Read(tab.Title, []table.Grid{tab.grid}, o)
	if err != nil {
		return "" // no plan
	}
	for _, t := range second.Tables {
		theirs := rowsOf(second, t.Name)
		for _, mine := range p.Tables {
			ours := rowsOf(p, mine.Name)
			if !isCopy(theirs, ours) {
				continue
			}
			note := fmt.Sprintf("the tab %q holds the plan too, and is not read: only %q is", tab.Title, mine.Sheet)
			if cells := differing(theirs, ours); len(cells) > 0 {
				note += fmt.Sprintf("; %s there %s something else (%s): copy what is to count into %q", countedCells(len(cells)), sayOrSays(len(cells)), listFew(cells), mine.Sheet)
			}
			return note + "; then delete that tab, or protect it, so that nobody types there"
		}
	}
	return ""
}

// differing are the cells of the second copy that say something else than the
// plan, or that stand in rows the plan has not.
func differing(theirs, ours map[row]plan.Action) []plan.Cell {
	var cells []plan.Cell
	for key, a := range theirs {
		known, ok := ours[key]
		if !ok {
			cells = append(cells, plan.Cell{Sheet: a.Sheet, Row: a.Row, Column: a.Entry(plan.FieldAction).Cell.Column})
			continue
		}
		for f, e := range a.All() {
			if mine, has := known.Lookup(f); has && mine.Value != e.Value {
				cells = append(cells, e.Cell)
			}
		}
	}
	slices.SortFunc(cells, func(a, b plan.Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	return cells
}

func sayOrSays(n int) string {
	if n == 1 {
		return "says"
	}
	return "say"
}

func listFew(cells []plan.Cell) string {
	const most = 5
	var names []string
	for _, c := range cells[:min(len(cells), most)] {
		names = append(names, plan.ColumnLetters(c.Column)+strconv.Itoa(c.Row))
	}
	if more := len(cells) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// TabCopied is the kind of refusal for a plan that stands in two tabs.
const TabCopied Kind = "tab copied"
