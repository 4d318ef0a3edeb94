package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// sheet reads a plan from lines: the fields, then a row a line, cells apart
// by bars. "~" is no cell at all, "=x" a cell that cannot be written, "\n" a
// new line, "@Done" before a row its table.
func sheet(side Side, text string) plan.Plan {
	var p plan.Plan
	var fields []plan.Field
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		table := "Plan"
		if rest, ok := strings.CutPrefix(line, "@"); ok {
			table, line, _ = strings.Cut(rest, " ")
		}
		cells := strings.Split(line, "|")
		if i == 0 {
			for _, f := range cells {
				fields = append(fields, plan.Field(strings.TrimSpace(f)))
			}
			p.Columns = columnsOf(fields[1:], "Plan")
			continue
		}
		if !slices.ContainsFunc(p.Columns, func(c plan.Column) bool { return c.Table == table }) {
			p.Columns = append(p.Columns, columnsOf(fields[1:], table)...)
		}
		a := plan.Action{
			ID: plan.ID(fmt.Sprintf("%s %d", side, i)), Ref: plan.Ref(strings.TrimSpace(cells[0])),
			Table: table, Sheet: string(side), Row: i + 1,
		}
		if side != Base {
			a.Set(plan.FieldRef, plan.Entry{
				Value: textOrBlank(string(a.Ref)), Typed: string(a.Ref), Writable: true, Cell: plan.Cell{Sheet: string(side), Row: i + 1, Column: 1},
			})
		}
		for j, f := range fields[1:] {
			if text := strings.TrimSpace(cells[j+1]); text != "~" {
				e := sheetEntry(text)
				e.Cell = plan.Cell{Sheet: string(side), Row: i + 1, Column: j + 2}
				a.Set(f, e)
			}
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

func sheetEntry(text string) plan.Entry {
	text, locked := strings.CutPrefix(text, "=")
	text = strings.ReplaceAll(text, `\n`, "\n")
	e := plan.Entry{Typed: text, Writable: !locked}
	switch {
	case text == "":
		e.Value = plan.Blank
	case text == "TBC" || text == "n/a":
		e.Value = plan.Value{Kind: plan.KindPlaceholder, Text: text}
	case text == "#not worked out":
		unworked := plan.Unworked()
		e.Value, e.Typed = unworked.Value, unworked.Typed
	case strings.HasPrefix(text, "#"):
		e.Value = plan.Value{Kind: plan.KindError, Text: text}
	default:
		e.Value = plan.Value{Kind: plan.KindText, Text: text}
		if day, err := plan.ParseISO(text); err == nil {
			e.Value = day.Value()
		}
	}
	return e
}

// sheets reads a triple; a base of "" is none.
func sheets(base, officer, partner string, rules Agreement) triple {
	if rules.Share == nil {
		rules.Share = map[plan.Field]bool{}
		for _, f := range append(slices.Clone(plan.KnownFields), "x:notes") {
			rules.Share[f] = true
		}
	}
	c := triple{officer: sheet(Officer, officer), partner: sheet(Partner, partner), rules: rules}
	if base != "" {
		b := sheet(Base, base)
		var columns []plan.Column
		for _, side := range []Side{Officer, Partner} {
			for _, column := range b.Columns {
				column.Table = string(side)
				columns = append(columns, column)
			}
		}
		b.Columns = columns
		c.base = &b
	}
	return c
}

// outcome is a settlement as a few readable lines.
type outcome struct {
	Officer, Partner []string // edits: 2.3 due: a > b
	Open             []string // questions: conflict 2.3 due
	Agreed           []string // agreed cells worth a look, ? behind an open one
	Stops            []string
}

func outcomeOf(c triple, look []cell) outcome {
	s := c.settle()
	var out outcome
	lines := func(side Side) []string {
		var list []string
		for _, e := range edits(s, side) {
			i := slices.IndexFunc(c.reading(side).Actions, func(a plan.Action) bool { return a.ID == e.ID })
			list = append(list, fmt.Sprintf("%s %s: %s > %s", c.reading(side).Actions[i].Ref, e.Field, e.Was.Value.Text, e.Now.Value.Text))
		}
		slices.Sort(list)
		return list
	}
	out.Officer, out.Partner = lines(Officer), lines(Partner)
	for _, q := range s.Open {
		out.Open = append(out.Open, fmt.Sprintf("%s %s", q.Kind, q.Key()))
	}
	slices.Sort(out.Open)
	for _, k := range look {
		e, ok := agreedAt(s, k)
		text := e.Value.Text
		if !ok || e.Value.Kind == plan.KindAbsent {
			text = "~"
		}
		if e.Open {
			text += "?"
		}
		out.Agreed = append(out.Agreed, text)
	}
	for _, stop := range s.Stops {
		out.Stops = append(out.Stops, fmt.Sprintf("%s %s", stop.Kind, refsOf(stop)))
	}
	slices.Sort(out.Stops)
	return out
}

func refsOf(stop Stop) string {
	var refs []string
	for _, ref := range stop.Refs {
		refs = append(refs, string(ref))
	}
	return join(refs)
}

var (
	officersOwnDue = Agreement{Owners: map[plan.Field]Owner{plan.FieldDue: Officers}}
	partnersOwnDue = Agreement{Owners: map[plan.Field]Owner{plan.FieldDue: Partners}}
	statusClosed   = Agreement{Together: [][]plan.Field{{plan.FieldStatus, plan.FieldClosed}}}
)

var merges = []struct {
	name                   string
	base, officer, partner string
	rules                  Agreement
	look                   []cell
	want                   outcome
	mirrored               []string // what is agreed with the sides exchanged, where that is something else
}{
	{
		name:    "one side fills a cell",
		base:    "ref|action|due\n 2.3|Recruit|",
		officer: "ref|action|due\n 2.3|Recruit|31 March",
		partner: "ref|action|due\n 2.3|Recruit|",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Partner: []string{"2.3 due:  > 31 March"}, Agreed: []string{"31 March"}},
	},
	{
		name:    "one side clears a cell",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Partner: []string{"2.3 due: 31 March > "}, Agreed: []string{""}},
	},
	{
		name:    "a placeholder replaces what was agreed, as any edit does",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|TBC",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		want:    outcome{Partner: []string{"2.3 due: 31 March > TBC"}},
	},
	{
		name:    "two cells of one row, one moved on each side",
		base:    "ref|action|due|lead\n 2.3|Recruit|31 March|Head of Service",
		officer: "ref|action|due|lead\n 2.3|Recruit|30 April|Head of Service",
		partner: "ref|action|due|lead\n 2.3|Recruit|31 March|Director",
		want:    outcome{Partner: []string{"2.3 due: 31 March > 30 April"}, Officer: []string{"2.3 lead: Head of Service > Director"}},
	},
	{
		name:    "one cell moved apart, its neighbour still crosses",
		base:    "ref|action|due|lead\n 2.3|Recruit|31 March|Head of Service",
		officer: "ref|action|due|lead\n 2.3|Recruit|30 April|Director",
		partner: "ref|action|due|lead\n 2.3|Recruit|31 May|Head of Service",
		look:    []cell{{"2.3", "due"}, {"2.3", "lead"}},
		want:    outcome{Partner: []string{"2.3 lead: Head of Service > Director"}, Open: []string{"conflict 2.3 due"}, Agreed: []string{"31 March?", "Director"}},
	},
	{
		name:    "cleared on one side, changed on the other",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|",
		partner: "ref|action|due\n 2.3|Recruit|31 May",
		want:    outcome{Open: []string{"conflict 2.3 due"}},
	},
	{
		name:    "an edit in the other side's column",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|30 April",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		rules:   partnersOwnDue,
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Open: []string{"proposal 2.3 due"}, Agreed: []string{"31 March?"}},
	},
	{
		name:    "the owner's edit",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|30 April",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		rules:   officersOwnDue,
		want:    outcome{Partner: []string{"2.3 due: 31 March > 30 April"}},
	},
	{
		name:    "both sides make the owner's edit",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|30 April",
		partner: "ref|action|due\n 2.3|Recruit|30 April",
		rules:   officersOwnDue,
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"30 April"}},
	},
	{
		name:    "closed with its date on one side",
		base:    "ref|action|status|closed\n 2.3|Recruit|Open|",
		officer: "ref|action|status|closed\n 2.3|Recruit|Complete|31 March",
		partner: "ref|action|status|closed\n 2.3|Recruit|Open|",
		rules:   statusClosed,
		want:    outcome{Partner: []string{"2.3 closed:  > 31 March", "2.3 status: Open > Complete"}},
	},
	{
		name:    "closed on one side, dated on the other",
		base:    "ref|action|status|closed\n 2.3|Recruit|Open|",
		officer: "ref|action|status|closed\n 2.3|Recruit|Complete|",
		partner: "ref|action|status|closed\n 2.3|Recruit|Open|31 March",
		rules:   statusClosed,
		look:    []cell{{"2.3", "status"}, {"2.3", "closed"}},
		want:    outcome{Open: []string{"conflict 2.3 status"}, Agreed: []string{"Open?", "?"}},
	},
	{
		name:    "closed alike, dated apart",
		base:    "ref|action|status|closed\n 2.3|Recruit|Open|",
		officer: "ref|action|status|closed\n 2.3|Recruit|Complete|31 March",
		partner: "ref|action|status|closed\n 2.3|Recruit|Complete|30 April",
		rules:   statusClosed,
		look:    []cell{{"2.3", "status"}, {"2.3", "closed"}},
		want:    outcome{Open: []string{"conflict 2.3 status"}, Agreed: []string{"Open?", "?"}},
	},
	{
		name:    "a column only one side has",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due|x:notes\n 2.3|Recruit|31 March|For us",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		look:    []cell{{"2.3", "x:notes"}},
		want:    outcome{Agreed: []string{"For us"}}, mirrored: []string{"~"},
	},
	{
		name:    "a row whose agreed column one side's table lacks, and the other changed",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n@Completed 2.3|Recruit|~\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit|30 June\n 2.4|Train|1 May",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"31 March"}}, mirrored: []string{"30 June"},
	},
	{
		name:    "a row cut to another table, which lacks a column",
		base:    "ref|action|due|lead\n 2.3|Recruit|31 March|Head of Service",
		officer: "ref|action|due|lead\n@Completed 2.3|Recruit|~|Director",
		partner: "ref|action|due|lead\n 2.3|Recruit|31 March|Head of Service",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Partner: []string{"2.3 lead: Head of Service > Director"}, Agreed: []string{"31 March"}},
	},
	{
		name:    "a row gone from one side, untouched on the other",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Open: []string{"row 2.3"}, Agreed: []string{"31 March"}},
	},
	{
		name:    "a row gone from both",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.4|Train|1 May",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"~"}},
	},
	{
		name:    "the same row added to both",
		base:    "ref|action|due\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.4|Train|1 May\n 2.3|Recruit|31 March",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"31 March"}},
	},
	{
		name:    "one ref given to two new rows",
		base:    "ref|action|due\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.4|Train|1 May\n 2.3|Inspect|31 March",
		want:    outcome{Open: []string{"row 2.3"}},
	},
	{
		name:    "a ref doubled on one side",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.3|Recruit|30 April\n 2.3|Recruit again|31 March\n 2.4|Train|1 June",
		partner: "ref|action|due\n 2.3|Recruit|31 May\n 2.4|Train|1 May",
		want:    outcome{Partner: []string{"2.4 due: 1 May > 1 June"}, Stops: []string{"doubled ref 2.3"}},
	},
	{
		name:    "a ref typed twice, where another action's stood",
		base:    "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|1 May\n 1.3|Meet|",
		officer: "ref|action|due\n 1.1|Recruit|31 March\n 1.1|Train|1 June\n 1.3|Meet|",
		partner: "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|2 May\n 1.3|Meet|",
		want:    outcome{Stops: []string{"doubled ref 1.1, 1.2"}},
	},
	{
		name:    "a ref typed twice in a row that was reworded too",
		base:    "ref|action|due|lead\n 1.1|Recruit|31 March|A\n 1.2|Train|1 May|B\n 1.3|Meet||C",
		officer: "ref|action|due|lead\n 1.1|Recruit|31 March|A\n 1.1|Coach|1 May|B\n 1.3|Meet||C",
		partner: "ref|action|due|lead\n 1.1|Recruit|31 March|A\n 1.2|Train|1 May|B\n 1.3|Meet||C",
		want:    outcome{Stops: []string{"doubled ref 1.1, 1.2"}},
	},
	{
		name:    "a row copied, where another action like it is gone",
		base:    "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|31 March\n 1.3|Meet|",
		officer: "ref|action|due\n 1.1|Recruit|31 March\n 1.1|Recruit|31 March\n 1.3|Meet|",
		partner: "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|31 March\n 1.3|Meet|",
		want:    outcome{Open: []string{"row 1.2"}, Stops: []string{"doubled ref 1.1"}},
	},
	{
		name:    "1.10 read as the number 1.1, twice in one sheet",
		base:    "ref|action|due\n 1.1|Recruit|31 March\n 1.10|Train|1 May",
		officer: "ref|action|due\n 1.1|Recruit|31 March\n 1.1|Train|1 June",
		partner: "ref|action|due\n 1.1|Recruit|30 April\n 1.10|Train|1 May",
		want:    outcome{Officer: []string{"1.1 due: 31 March > 30 April"}, Partner: []string{"1.10 due: 1 May > 1 June"}},
	},
	{
		name:    "1.10 read as 1.1 in a plan without a 1.1",
		base:    "ref|action|due\n 1.10|Train|1 May\n 1.2|Recruit|",
		officer: "ref|action|due\n 1.1|Train|1 June\n 1.2|Recruit|",
		partner: "ref|action|due\n 1.10|Train|1 May\n 1.2|Recruit|",
		want:    outcome{Partner: []string{"1.10 due: 1 May > 1 June"}},
	},
	{
		name:    "1.10 gone and 1.1 doubled, with no text to prove which is which",
		base:    "ref|action|due\n 1.1|Recruit|31 March\n 1.10|Train|1 May\n 1.2|Meet|",
		officer: "ref|action|due\n 1.1|Recruit|31 March\n 1.1|Coach|1 June\n 1.2|Meet|",
		partner: "ref|action|due\n 1.1|Recruit|30 April\n 1.10|Train|1 May\n 1.2|Meet|",
		want:    outcome{Open: []string{"row 1.10"}, Stops: []string{"doubled ref 1.1"}},
	},
	{
		name:    "a row whose ref is gone, known by its text",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n |Recruit|30 April\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		want:    outcome{Partner: []string{"2.3 due: 31 March > 30 April"}},
	},
	{
		name:    "a copy of a row, without its ref",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n 2.3|Recruit|31 March\n |Recruit|30 April\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"31 March"}},
	},
	{
		name:    "two rows alike without a ref",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n |Recruit|31 March\n |Recruit|30 April\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		want:    outcome{}, // the first says all that is agreed of 2.3; the other is left alone
	},
	{
		name:    "a row without a ref, and its text changed on the other side",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		officer: "ref|action|due\n |Recruit|31 March\n 2.4|Train|1 May",
		partner: "ref|action|due\n 2.3|Recruit ten|31 March\n 2.4|Train|1 May",
		want:    outcome{Open: []string{"conflict 2.3 action"}},
	},
	{
		name:    "rows sorted without their refs",
		base:    "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May\n 2.5|Meet|1 June",
		officer: "ref|action|due\n 2.3|Train|1 May\n 2.4|Recruit|31 March\n 2.5|Meet|1 July",
		partner: "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May\n 2.5|Meet|1 June",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Partner: []string{"2.5 due: 1 June > 1 July"}, Stops: []string{"texts under other refs 2.3, 2.4"}, Agreed: []string{"31 March?"}},
	},
	{
		name:    "two actions reworded are not sorted",
		base:    "ref|action\n 2.3|Recruit\n 2.4|Train",
		officer: "ref|action\n 2.3|Recruit ten\n 2.4|Train all",
		partner: "ref|action\n 2.3|Recruit\n 2.4|Train",
		want:    outcome{Partner: []string{"2.3 action: Recruit > Recruit ten", "2.4 action: Train > Train all"}},
	},
	{
		name:    "refs that repeat between tables",
		base:    "ref|action|due\n Home/1.1|Recruit|31 March\n Away/1.1|Train|1 May",
		officer: "ref|action|due\n@Home 1.1|Recruit|30 April\n@Away 1.1|Train|1 May",
		partner: "ref|action|due\n@Home 1.1|Recruit|31 March\n@Away 1.1|Train|1 May",
		want:    outcome{Partner: []string{"1.1 due: 31 March > 30 April"}},
	},
	{
		name:    "first agreement: one side repeats refs between tables, the other spells the tables out",
		officer: "ref|action|due\n@Home 1.1|Recruit|31 March\n@Away 1.1|Train|",
		partner: "ref|action|due\n Home/1.1|Recruit|\n Away/1.1|Train|",
		want:    outcome{Partner: []string{"Home/1.1 due:  > 31 March"}},
	},
	{
		name:    "a row copied to another table is doubled, not told apart by it",
		base:    "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|1 May",
		officer: "ref|action|due\n@Plan 1.1|Recruit|30 April\n@Done 1.1|Recruit|31 March\n 1.2|Train|1 May",
		partner: "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Train|1 May",
		want:    outcome{Stops: []string{"doubled ref 1.1"}},
	},
	{
		name:    "what the other side worked out by a formula",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|30 April",
		partner: "ref|action|due\n 2.3|Recruit|=31 March",
		want:    outcome{Open: []string{"conflict 2.3 due"}},
	},
	{
		name:    "what a formula worked out crosses as its result",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|=30 April",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		want:    outcome{Partner: []string{"2.3 due: 31 March > 30 April"}},
	},
	{
		name:    "an error never crosses, and asks nothing",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action|due\n 2.3|Recruit|#REF!",
		partner: "ref|action|due\n 2.3|Recruit|31 March",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Agreed: []string{"31 March"}},
	},
	{
		name:    "a text longer than a cell holds",
		base:    "ref|action|progress\n 2.3|Recruit|",
		officer: "ref|action|progress\n 2.3|Recruit|" + strings.Repeat("x", MaxText+1),
		partner: "ref|action|progress\n 2.3|Recruit|",
		want:    outcome{Open: []string{"conflict 2.3 progress"}},
	},
	{
		name:    "a column gone from one side, edited on the other",
		base:    "ref|action|due\n 2.3|Recruit|31 March",
		officer: "ref|action\n 2.3|Recruit",
		partner: "ref|action|due\n 2.3|Recruit|30 April",
		look:    []cell{{"2.3", "due"}},
		want:    outcome{Open: []string{"column due"}, Agreed: []string{"31 March?"}},
	},
	{
		name:    "half of a unit gone from one side, and edited on the other",
		base:    "ref|action|status|closed\n 2.3|Recruit|Open|",
		officer: "ref|action|status\n 2.3|Recruit|Open",
		partner: "ref|action|status|closed\n 2.3|Recruit|Complete|31 March",
		rules:   statusClosed,
		want:    outcome{Open: []string{"column closed", "conflict 2.3 status"}},
	},
	{
		name:    "a new column on one side, filled; blank on the other",
		base:    "ref|action\n 2.3|Recruit",
		officer: "ref|action|due\n 2.3|Recruit|31 March",
		partner: "ref|action|due\n 2.3|Recruit|",
		want:    outcome{Partner: []string{"2.3 due:  > 31 March"}},
	},
	{
		name:    "a new column filled by those it does not belong to",
		base:    "ref|action\n 2.3|Recruit",
		officer: "ref|action|due\n 2.3|Recruit|31 March",
		partner: "ref|action|due\n 2.3|Recruit|",
		rules:   partnersOwnDue,
		want:    outcome{Open: []string{"proposal 2.3 due"}},
	},
	{
		name:    "first agreement: blank, placeholder and real values",
		officer: "ref|action|due\n 1|A|31 March\n 2|B|31 March\n 3|C|TBC\n 4|D|TBC\n 5|E|31 March\n 6|F|31 March",
		partner: "ref|action|due\n 1|A|\n 2|B|TBC\n 3|C|\n 4|D|n/a\n 5|E|30 April\n 6|F|31 March",
		look:    []cell{{"5", "due"}, {"6", "due"}},
		want: outcome{
			Partner: []string{"1 due:  > 31 March", "2 due: TBC > 31 March", "3 due:  > TBC"},
			Open:    []string{"conflict 4 due", "conflict 5 due"}, Agreed: []string{"~?", "31 March"},
		},
	},
	{
		name:    "first agreement: a blank yields in anyone's column",
		officer: "ref|action|due\n 1|A|31 March",
		partner: "ref|action|due\n 1|A|",
		rules:   partnersOwnDue,
		want:    outcome{Partner: []string{"1 due:  > 31 March"}},
	},
	{
		name:    "first agreement: a side without refs is known by its texts",
		officer: "ref|action|due\n |Recruit|31 March\n |Train|",
		partner: "ref|action|due\n 2.3|Recruit|\n 2.4|Train|",
		want:    outcome{Partner: []string{"2.3 due:  > 31 March"}},
	},
}

func TestMerges(t *testing.T) {
	for _, tc := range merges {
		c := sheets(tc.base, tc.officer, tc.partner, tc.rules)
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, outcomeOf(c, tc.look)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
		t.Run(tc.name+", the other way round", func(t *testing.T) {
			want := tc.want
			want.Officer, want.Partner = want.Partner, want.Officer
			if tc.mirrored != nil {
				want.Agreed = tc.mirrored
			}
			if diff := cmp.Diff(want, outcomeOf(c.mirror(), tc.look)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestAddedRows is not the same both ways round: officers' own rows are in
// the agreed plan, those of partners are not.
func TestAddedRows(t *testing.T) {
	c := sheets("ref|action|due\n 2.4|Train|1 May",
		"ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May",
		"ref|action|due\n 2.4|Train|1 May", Agreement{})
	look := []cell{{"2.3", "due"}}
	if diff := cmp.Diff(outcome{Open: []string{"row 2.3"}, Agreed: []string{"31 March"}}, outcomeOf(c, look)); diff != "" {
		t.Errorf("added by officers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(outcome{Open: []string{"row 2.3"}, Agreed: []string{"~"}}, outcomeOf(c.mirror(), look)); diff != "" {
		t.Errorf("added by partners (-want +got):\n%s", diff)
	}
}

// TestNarratives has the officers' paragraphs first, whichever side is longer.
func TestNarratives(t *testing.T) {
	for _, tc := range []struct{ name, base, officer, partner, want string }{
		{"both added", "Began.", "Began.\nMet.", "Began.\nTrained.", "Began.\nMet.\nTrained."},
		{"both began", "", "Met.", "Trained.", "Met.\nTrained."},
		{"one paragraph in common", "Began.", "Began.\nMet.\nPaid.", "Began.\nMet.\nTrained.", "Began.\nMet.\nPaid.\nTrained."},
		{"the partners' contains the officers'", "Began.", "Began.\nMet.", "Began.\nMet. Then met again.", "Began.\nMet. Then met again."},
		{"the officers' contains the partners'", "Began.", "Began.\nTrained.\nMet.", "Began.\nMet.", "Began.\nTrained.\nMet."},
		{"words of a sentence are not contained", "Began.", "Began.\nThe board has not agreed this", "Began.\nagreed", "Began.\nThe board has not agreed this\nagreed"},
		{"nor is the beginning of one", "Began.", "Began.\nNo", "Began.\nNo schools were visited", "Began.\nNo\nNo schools were visited"},
		{"nor one that a question takes back", "", "Done", "Done? no", "Done\nDone? no"},
		{"nor figures in others", "Began.", "Began.\n12 staff", "Began.\n12.5 staff", "Began.\n12 staff\n12.5 staff"},
		{"nor a number in one with a decimal", "", "Paid 12", "Paid 12.5", "Paid 12\nPaid 12.5"},
		{"a paragraph that ends without a full stop goes on", "Began.", "Began.\nMet", "Began.\nMet; papers sent", "Began.\nMet; papers sent"},
		{"paragraphs apart are not contained", "", "Met.\nPaid.", "Met.\nTrained.\nPaid.", "Met.\nPaid.\nTrained."},
		{"half a word is not contained", "Began.", "Began.\nNo", "Began.\nNone", "Began.\nNo\nNone"},
		{"a blank line between paragraphs", "Began.", "Began.\n\nMet.", "Began.\n\nTrained.", "Began.\n\nMet.\nTrained."},
		{"the base was changed", "Began.", "Begun.\nMet.", "Began.\nTrained.", ""},
		{"added before, not after", "Began.", "Met.\nBegan.", "Began.\nTrained.", ""},
		{"added to the last line", "Began.", "Began. Met.", "Began.\nTrained.", ""},
	} {
		c := single(plan.FieldProgress, textOrBlank(tc.base), textOrBlank(tc.officer), textOrBlank(tc.partner), Agreement{})
		s := c.settle()
		agreed, _ := agreedAt(s, cell{"2.3", plan.FieldProgress})
		if tc.want == "" {
			if len(s.Open) != 1 {
				t.Errorf("%s: %q is agreed, and nobody is asked", tc.name, agreed.Value.Text)
			}
		} else if agreed.Value.Text != tc.want || agreed.Open {
			t.Errorf("%s: %q is agreed, want %q", tc.name, agreed.Value.Text, tc.want)
		}
	}
	other := single(plan.FieldLead, textOrBlank("A"), textOrBlank("A\nB"), textOrBlank("A\nC"), Agreement{})
	if s := other.settle(); len(s.Open) != 1 {
		t.Error("two leads were merged as if they were paragraphs")
	}
}

// TestMergedCells: a cell merged over several actions is written only where
// all of them come to say the same.
func TestMergedCells(t *testing.T) {
	base := "ref|action|theme\n 1|A|Care\n 2|B|Care\n 3|C|Home"
	for _, tc := range []struct {
		name, partner string
		want          outcome
	}{
		{"all of them change", "ref|action|theme\n 1|A|Better care\n 2|B|Better care\n 3|C|Home",
			outcome{Officer: []string{"1 theme: Care > Better care"}}},
		{"one of them changes", "ref|action|theme\n 1|A|Better care\n 2|B|Care\n 3|C|Home",
			outcome{Open: []string{"conflict 1 theme"}}},
		{"another of them changes", "ref|action|theme\n 1|A|Care\n 2|B|Better care\n 3|C|Home",
			outcome{Open: []string{"conflict 1 theme"}}},
	} {
		c := sheets(base, base, tc.partner, Agreement{})
		anchor := c.officer.Actions[0].Entry("theme").Cell
		follower := c.officer.Actions[1].Entry("theme")
		follower.Cell, follower.Writable = anchor, false
		c.officer.Actions[1].Set("theme", follower)
		if diff := cmp.Diff(tc.want, outcomeOf(c, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// merged makes one cell of a side's cells in a column of some rows; with no
// row of its own, as a section's heading has it, nothing can be written there.
func merged(p plan.Plan, f plan.Field, heading bool, rows ...int) {
	anchor := p.Actions[rows[0]].Entry(f)
	if heading {
		anchor.Cell.Row, anchor.Writable = 1, false
	}
	for n, i := range rows {
		e := anchor
		e.Writable = anchor.Writable && n == 0
		if heading {
			p.Actions[i].Heading = anchor.Value.Text
		}
		p.Actions[i].Set(f, e)
	}
}

// TestMergedCellIsOneQuestion: what is one cell on a side is asked about once,
// for all the actions it spans, and whatever is offered can be carried out.
func TestMergedCellIsOneQuestion(t *testing.T) {
	const base = "ref|action|lead\n 6.1|Recruit|HR\n 6.2|Train|HR\n 6.3|Meet|Board"
	for _, tc := range []struct {
		name             string
		officer, other   string // the leads of 6.1 and 6.2
		bothMerged       bool
		takes            []Take
		take             Take
		officers, theirs [2]string // once it is answered
	}{
		{"one of its actions changes", "HR HR", "Police HR", false, []Take{TakeBase, TakeOfficer, TakeOther}, TakeOfficer, [2]string{"HR", "HR"}, [2]string{"HR", "HR"}},
		{"answered with other words", "HR HR", "Police HR", false, []Take{TakeBase, TakeOfficer, TakeOther}, TakeOther, [2]string{"All", "All"}, [2]string{"All", "All"}},
		{"it changes, and one action elsewhere", "Director Director", "Police HR", false, []Take{TakeBase, TakeOfficer, TakeOther}, TakeOfficer, [2]string{"Director", "Director"}, [2]string{"Director", "Director"}},
		{"put back", "Director Director", "Police HR", false, []Take{TakeBase, TakeOfficer, TakeOther}, TakeBase, [2]string{"HR", "HR"}, [2]string{"HR", "HR"}},
		{"it changes, and all its actions elsewhere", "Director Director", "Police Police", false, []Take{TakeBase, TakeOfficer, TakePartner, TakeOther}, TakePartner, [2]string{"Police", "Police"}, [2]string{"Police", "Police"}},
		{"it changes on both sides", "Director Director", "Police Police", true, []Take{TakeBase, TakeOfficer, TakePartner, TakeOther}, TakePartner, [2]string{"Police", "Police"}, [2]string{"Police", "Police"}},
	} {
		side := func(leads string) string {
			one, two, _ := strings.Cut(leads, " ")
			return fmt.Sprintf("ref|action|lead\n 6.1|Recruit|%s\n 6.2|Train|%s\n 6.3|Meet|Board", one, two)
		}
		c := sheets(base, side(tc.officer), side(tc.other), Agreement{})
		merged(c.officer, plan.FieldLead, false, 0, 1)
		if tc.bothMerged {
			merged(c.partner, plan.FieldLead, false, 0, 1)
		}
		takes := map[Take]Take{TakeOfficer: TakePartner, TakePartner: TakeOfficer}
		for _, half := range []Side{"", Officer, Partner} {
			bothWays(t, c, func(h *history, mine, theirs Side) {
				mirrored := func(take Take) Take {
					if other, ok := takes[take]; ok && mine == Partner {
						return other
					}
					return take
				}
				h.run()
				h.wantAsked(tc.name, "conflict 6.1 lead")
				h.wantQuiet(tc.name)
				q := h.question("conflict 6.1 lead")
				want := []Take{}
				for _, take := range []Take{TakeBase, TakeOfficer, TakePartner, TakeOther} {
					if slices.Contains(tc.takes, mirrored(take)) {
						want = append(want, take)
					}
				}
				if len(q.Cells) != 2 || !slices.Equal(q.Takes, want) {
					t.Fatalf("%s: %d cells, answers %v, want 2 and %v: %s", tc.name, len(q.Cells), q.Takes, want, q.Why)
				}
				if len(want) < 4 && !strings.Contains(q.Why, "one merged cell for 6.1, 6.2") {
					t.Fatalf("%s: it is asked without saying why: %s", tc.name, q.Why)
				}
				other := map[plan.Field]plan.Entry{"lead": typed(textOrBlank("All"), "lead")}
				h.m.Decisions = []Decision{q.Decide(mirrored(tc.take), other, "Head of Service", "Because", anyDay)}
				h.run()
				if half != "" { // the run stops after one side was written
					h.write(half)
					h.run()
				}
				h.write(Officer, Partner)
				h.save()
				h.run()
				h.wantAsked(tc.name + ", answered")
				h.wantQuiet(tc.name + ", answered")
				for i, ref := range []plan.Ref{"6.1", "6.2"} {
					h.wantSays(tc.name, mine, ref, "lead", tc.officers[i])
					h.wantSays(tc.name, theirs, ref, "lead", tc.theirs[i])
				}
				h.save()
				if len(h.m.Decisions) > 0 {
					t.Fatalf("%s: a decision is left: %+v", tc.name, h.m.Decisions)
				}
			})
		}
	}
}

// TestMergedCellLapses: an answer about a merged cell counts no more once any
// of its actions says something else, or it is merged no more.
func TestMergedCellLapses(t *testing.T) {
	c := sheets("ref|action|lead\n 6.1|Recruit|HR\n 6.2|Train|HR", "ref|action|lead\n 6.1|Recruit|HR\n 6.2|Train|HR", "ref|action|lead\n 6.1|Recruit|Police\n 6.2|Train|HR", Agreement{})
	merged(c.officer, plan.FieldLead, false, 0, 1)
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("conflict 6.1 lead", Take(mine))
		h.edit(theirs, "6.2", "lead", "Health")
		h.run()
		h.wantAsked("its other action was changed", "conflict 6.1 lead")
		h.wantQuiet("its other action was changed")
	})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("conflict 6.1 lead", Take(mine))
		apart := h.side(mine)
		apart.Actions = slices.Clone(apart.Actions)
		for i := range apart.Actions {
			apart.Actions[i].Entries = apart.Actions[i].Own()
			e := apart.Actions[i].Entry("lead")
			e.Cell.Row, e.Writable = apart.Actions[i].Row, true
			apart.Actions[i].Set("lead", e)
		}
		h.run()
		h.wantAsked("it is merged no more")
		if e := edits(h.s, mine); len(e) != 1 || e[0].Now.Value.Text != "Police" || len(h.s.Lapsed) != 1 {
			t.Fatalf("it is merged no more: %s, lapsed %+v", brief(h.s), h.s.Lapsed)
		}
	})
}

// TestMergedWithARowOfOneSide: a merged cell is not written where it also
// stands for an action that only that side has.
func TestMergedWithARowOfOneSide(t *testing.T) {
	const agreed = "ref|action|lead\n 6.1|Recruit|HR"
	c := sheets(agreed, agreed+"\n 6.2|Train|HR", "ref|action|lead\n 6.1|Recruit|Police", Agreement{})
	merged(c.officer, plan.FieldLead, false, 0, 1)
	bothWays(t, c, func(h *history, mine, _ Side) {
		h.run()
		h.wantAsked("6.2 is not the other side's", "conflict 6.1 lead", "row 6.2")
		h.wantQuiet("6.2 is not the other side's")
		if q := h.question("conflict 6.1 lead"); !slices.Equal(q.Takes, []Take{TakeBase, Take(mine)}) {
			t.Fatalf("the answers are %v", q.Takes)
		}
	})
}

// TestMergedWithARowLeftAlone: nor is it where a row whose ref is doubled or
// missing says the same cell: such a row is not touched.
func TestMergedWithARowLeftAlone(t *testing.T) {
	const agreed = "ref|action|lead\n 6.1|Recruit|HR\n 6.2|Train|HR"
	for row, why := range map[string]string{
		"\n 6.2|Train others|HR": "with an action that is left alone",
		"\n |Train others|HR":    "row 4, “Train others”, which can only say the same", // nobody sees the ref it goes by
	} {
		c := sheets(agreed, agreed+row, strings.Replace(agreed, "Recruit|HR", "Recruit|Police", 1), Agreement{})
		merged(c.officer, plan.FieldLead, false, 0, 2)
		bothWays(t, c, func(h *history, mine, _ Side) {
			h.run()
			h.wantQuiet(row)
			if q := h.question("conflict 6.1 lead"); !slices.Equal(q.Takes, []Take{TakeBase, Take(mine)}) || !strings.Contains(q.Why, why) {
				t.Fatalf("%s: the answers are %v: %s", row, q.Takes, q.Why)
			}
		})
	}
}

// TestUnderAHeading: what a row says by where it stands cannot be written, and
// is never passed over in silence.
func TestUnderAHeading(t *testing.T) {
	const base = "ref|action|theme\n 1|A|Care\n 2|B|Care"
	c := sheets(base, base, "ref|action|theme\n 1|A|Home\n 2|B|Home", Agreement{})
	merged(c.officer, plan.FieldTheme, true, 0, 1)
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("all of a section's actions", "conflict 1 theme", "conflict 2 theme")
		want := []Take{TakeBase, Take(mine)}
		if mine == Partner { // whose cell may stay as it is
			want = []Take{TakeLeave, TakeBase, TakePartner}
		}
		if q := h.question("conflict 1 theme"); !slices.Equal(q.Takes, want) || !strings.Contains(q.Why, "it is the heading that its row stands under") {
			t.Fatalf("the answers are %v", q.Takes)
		}
	})
}

// TestUnitWaitsWhole: while a unit waits, the base learns nothing of it, not of
// the column either that both sides changed alike.
func TestUnitWaitsWhole(t *testing.T) {
	const row = "ref|action|status|closed\n 2.3|Recruit|"
	c := sheets(row+"Open|", row+"Complete|31 March", row+"Complete|30 April", statusClosed)
	bothWays(t, c, func(h *history, _, _ Side) {
		for range 2 {
			h.run()
			h.wantAsked("closed alike, dated apart", "conflict 2.3 status")
			if now := values(h.s.NextBase)[cell{"2.3", "status"}]; now.Text != "Open" {
				t.Fatalf("the base of the status is %v", now)
			}
			h.save()
		}
	})
}

// TestUnitsColumnGone: a question about a unit keeps its name when the base
// forgets a column that both sides have dropped.
func TestUnitsColumnGone(t *testing.T) {
	c := sheets("ref|action|status|closed\n 2.3|Recruit|Open|", "ref|action|closed\n 2.3|Recruit|1 May", "ref|action|closed\n 2.3|Recruit|1 June", statusClosed)
	bothWays(t, c, func(h *history, _, _ Side) {
		for range 2 {
			h.run()
			h.wantAsked("both sides dropped the status", "conflict 2.3 closed")
			h.save()
		}
	})
}

// TestWorkedOutOnBothSides: a result of formulas that both sides have is said,
// never asked and never written, whatever is coupled with it.
func TestWorkedOutOnBothSides(t *testing.T) {
	const base = "ref|action|percent|due\n 2.3|Recruit|=10|1 May\n 2.4|Train|=20|1 May"
	for name, sides := range map[string][2]string{
		"one result changed":   {"ref|action|percent|due\n 2.3|Recruit|=15|1 May\n 2.4|Train|=20|1 May", base},
		"both changed":         {"ref|action|percent|due\n 2.3|Recruit|=15|1 May\n 2.4|Train|=20|1 May", "ref|action|percent|due\n 2.3|Recruit|=16|1 May\n 2.4|Train|=20|1 May"},
		"and the date with it": {"ref|action|percent|due\n 2.3|Recruit|=15|1 June\n 2.4|Train|=20|1 May", base},
	} {
		c := sheets(base, sides[0], sides[1], Agreement{Together: [][]plan.Field{{"percent", "due"}}})
		c.officer, c.partner = workedOut(c.officer, "percent"), workedOut(c.partner, "percent")
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(name)
			for _, side := range []Side{Officer, Partner} {
				for _, e := range edits(h.s, side) {
					if e.Field == "percent" {
						t.Errorf("%s: a formula is written over: %+v", name, e)
					}
				}
			}
			if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool {
				return n.Message == "percent complete is worked out by formulas on both sides, and 1 result differs: what formulas say is not reconciled"
			}) {
				t.Errorf("%s: nobody is told: %+v", name, h.s.Notes)
			}
			if e, _ := agreedAt(h.s, cell{"2.3", "percent"}); e.Open || e.Value.Text != h.says(Officer, "2.3", "percent") {
				t.Errorf("%s: agreed %+v", name, e)
			}
		})
	}
}

// TestRatedByColour: a rating that a cell's colour gives is not cleared, and
// what to do about it is asked before anything is written.
func TestRatedByColour(t *testing.T) {
	const base = "ref|action|rag|due\n 2.3|Recruit|Red|31 March"
	c := sheets(base, base, "ref|action|rag|due\n 2.3|Recruit||30 April", Agreement{})
	e := c.officer.Actions[0].Entry("rag")
	e.Filled = true
	c.officer.Actions[0].Set("rag", e)
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("a rating was cleared", "conflict 2.3 rag")
		if q := h.question("conflict 2.3 rag"); !slices.Equal(q.Takes, []Take{TakeBase, Take(mine), TakeOther}) || !strings.Contains(q.Why, "take it off there by hand") {
			t.Fatalf("the answers are %v: %s", q.Takes, q.Why)
		}
		h.write(Officer, Partner)
		h.wantSays("what is beside it crosses", mine, "2.3", "due", "30 April")
		h.save()
		h.run()
		h.decide("conflict 2.3 rag", Take(mine))
		h.finish()
		h.wantAsked("answered")
		h.wantSays("answered", theirs, "2.3", "rag", "Red")
	})
}

// TestUnitsAreWrittenTogether: edits of one unit carry one number, and no other
// edit carries it.
func TestUnitsAreWrittenTogether(t *testing.T) {
	c := sheets("ref|action|status|closed|due\n 2.3|Recruit|Open||1 May\n 2.4|Train|Open||", "ref|action|status|closed|due\n 2.3|Recruit|Complete|1 April|1 June\n 2.4|Train|Complete|2 April|", "ref|action|status|closed|due\n 2.3|Recruit|Open||1 May\n 2.4|Train|Open||", statusClosed)
	s := c.settle()
	together := map[int][]string{}
	for _, e := range s.Partner {
		together[s.UnitOf(Partner, e)] = append(together[s.UnitOf(Partner, e)], fmt.Sprintf("%s %s", e.ID, e.Field))
	}
	var got []string
	for n, fields := range together {
		slices.Sort(fields)
		got = append(got, strings.Join(fields, ", "))
		if n == 0 {
			t.Errorf("%v belong to no unit", fields)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"partner 1 closed, partner 1 status", "partner 1 due", "partner 2 closed, partner 2 status"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := s.UnitOf(Officer, s.Partner[0]); n != 0 {
		t.Errorf("the officers' cell of an edit for partners has the number %d", n)
	}
}

// TestNoAnswer: where no answer can be carried out, none is offered, and the
// question says what to do. Where partners' cell cannot be written it may stay.
func TestNoAnswer(t *testing.T) {
	c := sheets("ref|action|due\n 2.3|Recruit|31 March", "ref|action|due\n 2.3|Recruit|=30 April", "ref|action|due\n 2.3|Recruit|=31 March", Agreement{})
	bothWays(t, c, func(h *history, _, _ Side) {
		h.run()
		h.wantAsked("neither can be written", "conflict 2.3 due")
		if q := h.question("conflict 2.3 due"); !slices.Equal(q.Takes, []Take{TakeLeave}) {
			t.Fatalf("the answers are %v: %s", q.Takes, q.Why)
		}
	})
	const row = "ref|action|due\n 2.3|Recruit|"
	h := &history{t: t, c: sheets(row+"31 March", row+"="+strings.Repeat("x", MaxText+1), row+"31 March", Agreement{})}
	h.run()
	h.wantAsked("officers' formula says too much", "conflict 2.3 due")
	if q := h.question("conflict 2.3 due"); len(q.Takes) > 0 || !strings.Contains(q.Why, "have both sides say the same where they stand") {
		t.Fatalf("the answers are %v: %.400s", q.Takes, q.Why)
	}
}

func TestWithheld(t *testing.T) {
	c := sheets("ref|action|due|lead\n 2.3|Recruit|31 March|Head", "ref|action|due|lead\n 2.3|Recruit|30 April|Head",
		"ref|action|due|lead\n 2.3|Recruit|31 March|Director", Agreement{Share: map[plan.Field]bool{"action": true}})
	s := c.settle()
	if len(s.Partner) > 0 || len(s.Withheld) != 1 || s.Withheld[0].Field != plan.FieldDue {
		t.Errorf("partners' edits %+v, withheld %+v", s.Partner, s.Withheld)
	}
	if len(s.Officer) != 1 || s.Officer[0].Field != plan.FieldLead {
		t.Errorf("what partners write still comes in; officers' edits %+v", s.Officer)
	}
	if agreed, _ := agreedAt(s, cell{"2.3", "due"}); agreed.Value.Text != "30 April" {
		t.Errorf("agreed %+v", agreed)
	}
}

// TestWhyPartnersAreNotTold asserts that a cell that is held back is never said to
// stand in a column that is not shared.
func TestWhyPartnersAreNotTold(t *testing.T) {
	c := sheets("ref|action|status|closed|lead\n 2.3|Recruit|Open||Head", "ref|action|status|closed|lead\n 2.3|Recruit|Complete|31 March|Director",
		"ref|action|status|closed|lead\n 2.3|Recruit|Open||Head", Agreement{Share: map[plan.Field]bool{"action": true, "status": true}, Together: [][]plan.Field{{"status", "closed"}}})
	why := map[plan.Field]WithheldReason{}
	s := c.settle()
	for _, w := range s.Withheld {
		why[w.Field] = w.Withheld
	}
	if diff := cmp.Diff(map[plan.Field]WithheldReason{"status": WithUnshared, "closed": NotShared, "lead": NotShared}, why); diff != "" || len(s.Partner) > 0 {
		t.Errorf("(-want +got):\n%s\npartners' edits %+v", diff, s.Partner)
	}
}

// TestLostDateWaits asserts that a number that is probably a date goes to
// neither side as a number, whatever it would go over.
func TestLostDateWaits(t *testing.T) {
	for _, tc := range []struct {
		name, base, officer, partner string
		field                        plan.Field
		waits                        bool
	}{
		{"moved by one side", "31 March", "46143", "31 March", "due", true},
		{"filled by one side", "", "46143", "", "closed", true},
		{"at a first agreement", "-", "46143", "", "due", true},
		{"in a column of the council's own", "x", "46143", "x", "x:date of board", true},
		{"said by both", "31 March", "46143", "46143", "due", false},
		{"in disguise", "31 March", "4.6143E4", "31 March", "due", true},
		{"with words", "31 March", "46143 (moved)", "31 March", "due", true},
		{"no day that a plan names", "31 March", "12", "31 March", "due", true},
		{"a tick", "31 March", "TRUE", "31 March", "closed", true},
		{"marks", "31 March", "31/03", "31 March", "start", true},
		{"words", "31 March", "with the board", "31 March", "due", false},
		{"cleared", "31 March", "", "31 March", "due", false},
		{"no day, in a column of the council's own", "x", "12", "x", "x:date of board", false},
		{"no column of dates", "31 March", "46143", "31 March", "progress", false},
	} {
		row := "ref|action|" + string(tc.field) + "\n 2.3|Recruit|"
		base := row + tc.base
		if tc.base == "-" {
			base = ""
		}
		c := sheets(base, row+tc.officer, row+tc.partner, Agreement{Share: map[plan.Field]bool{"action": true, tc.field: true}})
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			waits := len(s.Open) == 1 && len(s.Officer)+len(s.Partner) == 0
			if waits != tc.waits {
				t.Errorf("%s: it comes to %s", tc.name, brief(s))
			}
			why := tc.officer + " is no date"
			if strings.Contains(tc.officer, "6143") {
				why = tc.officer + " is probably 1 May 2026"
			}
			if waits && !strings.Contains(s.Open[0].Why, why) {
				t.Errorf("%s: it is asked: %s", tc.name, s.Open[0].Why)
			}
		}
	}
}

func TestMeaningChanged(t *testing.T) {
	c := sheets("ref|action|due\n 2.3|Recruit|31 March", "ref|action|due\n 2.3|Recruit|31 March", "ref|action|due\n 2.3|Recruit|31 March", Agreement{})
	i := slices.IndexFunc(c.officer.Columns, func(c plan.Column) bool { return c.Field == plan.FieldDue })
	c.officer.Columns[i].Field = plan.FieldClosed
	a := &c.officer.Actions[0]
	a.Set(plan.FieldClosed, a.Entry(plan.FieldDue))
	a.Drop(plan.FieldDue)
	for _, c := range []triple{c, c.mirror()} {
		s := c.settle()
		if !wholeStop(s) || s.Stops[0].Kind != StopMeaning || s.BaseMoved {
			t.Errorf("a heading was read as another field, and it comes to %s", brief(s))
		}
	}
}

func TestPlaces(t *testing.T) {
	c := sheets("ref|action|due\n 2.3|Recruit|31 March", "ref|action|due\n 2.3|Recruit|30 April", "ref|due|action\n 2.3|31 March|Recruit", Agreement{})
	s := c.settle()
	want := []Place{{Officer, plan.Cell{Sheet: "officer", Row: 2, Column: 3}}, {Partner, plan.Cell{Sheet: "partner", Row: 2, Column: 2}}}
	if diff := cmp.Diff(want, s.Places(s.Agreed.Actions[0], plan.FieldDue)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSentences(t *testing.T) {
	change := func(base, officer, partner string, rules Agreement) string {
		c := sheets(base, officer, partner, rules)
		s := c.settle()
		if len(s.Changes) == 1 {
			return s.Changes[0].Sentence()
		}
		if len(s.Withheld) == 1 {
			return s.Withheld[0].Sentence()
		}
		return s.Open[0].Why
	}
	const row = "ref|action|due\n 2.3|Recruit|"
	for _, tc := range []struct{ base, officer, partner, want string }{
		{"31 March", "30 April", "31 March", `action 2.3, due (officer!C2, partner!C2): officers changed "31 March" to "30 April"; it goes to the partners' copy`},
		{"31 March", "31 March", "", `action 2.3, due (officer!C2, partner!C2): partners changed "31 March" to blank; it goes to the officers' plan`},
		{"", "30 April", "30 April", `action 2.3, due (officer!C2, partner!C2): both sides changed blank to "30 April"`},
		{"31 March", "30 April", "31 May", `action 2.3, due (officer!C2, partner!C2): officers say "30 April", partners say "31 May"; last agreed: "31 March"`},
	} {
		if got := change(row+tc.base, row+tc.officer, row+tc.partner, Agreement{}); got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
	}
	if got, want := change(row, row+"30 April", row, partnersOwnDue), `action 2.3, due (officer!C2, partner!C2): officers say "30 April", partners say blank; last agreed: blank; due belongs to partners`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := change(row, row+"30 April", row+"=", Agreement{}), `action 2.3, due (officer!C2, partner!C2): officers say "30 April", partners say blank; last agreed: blank; the cell in the partners' copy cannot be written: a formula works it out, or it is part of a merged cell; left out, officers keep theirs and that cell stays as it is, until it says something else`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := change("", row+"30 April", row, Agreement{}), `action 2.3, due (officer!C2, partner!C2): officers have "30 April" where partners have blank; it goes to the partners' copy`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := change(row, row+"30 April", row, Agreement{Share: map[plan.Field]bool{"lead": true}}), `action 2.3, due (officer!C2, partner!C2): officers changed blank to "30 April"; the column is not shared, so the partners are not told`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := change(row+"\n 2.4|Train|", row+"\n 2.4|Train|", row, Agreement{}), `action 2.4 (officer row 3): it is gone from the partners' copy; it says "Train"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestVerdict(t *testing.T) {
	absent, blank, tbc := plan.Value{}, plan.Blank, plan.Value{Kind: plan.KindPlaceholder, Text: "TBC"}
	a, b, c := textOrBlank("a"), textOrBlank("b"), textOrBlank("c")
	for _, tc := range []struct {
		base, officer, partner plan.Value
		want                   Verdict
	}{
		{a, a, a, Unmoved},
		{a, b, a, OfficerMoved},
		{a, blank, a, OfficerMoved},
		{blank, a, blank, OfficerMoved},
		{a, tbc, a, OfficerMoved},
		{a, b, b, MovedAlike},
		{a, b, c, MovedApart},
		{a, blank, c, MovedApart},
		{a, absent, a, Unmoved},
		{a, absent, b, PartnerMoved},
		{a, absent, absent, Unmoved},
		{absent, a, absent, Unmoved},
		{absent, a, a, Unmoved},
		{absent, a, blank, OfficerMoved},
		{absent, a, tbc, OfficerMoved},
		{absent, tbc, blank, OfficerMoved},
		{absent, a, b, MovedApart},
	} {
		if got := (Difference{Base: tc.base, Officer: tc.officer, Partner: tc.partner}).Verdict(); got != tc.want {
			t.Errorf("%v, %v, %v: %s, want %s", tc.base, tc.officer, tc.partner, got, tc.want)
		}
		mirrored := map[Verdict]Verdict{OfficerMoved: PartnerMoved, PartnerMoved: OfficerMoved}
		want, ok := mirrored[tc.want]
		if !ok {
			want = tc.want
		}
		if got := (Difference{Base: tc.base, Officer: tc.partner, Partner: tc.officer}).Verdict(); got != want {
			t.Errorf("%v, %v, %v: %s, want %s", tc.base, tc.partner, tc.officer, got, want)
		}
	}
}

// TestUntoldResults: what formulas of officers' say in a column that is not shared
// counts for nothing; what partners typed there is asked about all the same.
func TestUntoldResults(t *testing.T) {
	const base = "ref|action|x:late\n 2.3|Recruit|10\n 2.4|Train|20"
	for name, tc := range map[string]struct {
		officers, partners string
		noted, asked, told bool
	}{
		"the result changed":   {"ref|action|x:late\n 2.3|Recruit|15\n 2.4|Train|20", base, true, false, false},
		"partners typed":       {base, "ref|action|x:late\n 2.3|Recruit|10\n 2.4|Train|twenty", false, true, false},
		"both":                 {"ref|action|x:late\n 2.3|Recruit|15\n 2.4|Train|20", "ref|action|x:late\n 2.3|Recruit|16\n 2.4|Train|20", false, true, false},
		"partners typed it in": {"ref|action|x:late\n 2.3|Recruit|15\n 2.4|Train|20", "ref|action|x:late\n 2.3|Recruit|15\n 2.4|Train|20", false, false, true},
	} {
		c := sheets(base, tc.officers, tc.partners, Agreement{Share: map[plan.Field]bool{}})
		c.officer = workedOut(c.officer, "x:late")
		s := c.settle()
		noted := slices.ContainsFunc(s.Notes, func(n plan.Note) bool {
			return strings.Contains(n.Message, "late is worked out by formulas in the officers' plan and not shared, and 1 result differs")
		})
		if noted != tc.noted || (len(s.Open) > 0) != tc.asked || (len(s.Changes) > 0) != tc.told || len(s.Withheld) > 0 || len(s.Officer)+len(s.Partner) > 0 {
			t.Errorf("%s: it comes to %s, and notes %+v", name, brief(s), s.Notes)
		}
	}
}

// TestOneTextWithMore asserts that a text which both sides filled is not written twice
// where one says what the other does with more, and that both stay where a word may turn
// the meaning or the words are others.
func TestOneTextWithMore(t *testing.T) {
	for _, test := range []struct{ base, officer, partner, agreed string }{
		{"", "List", "List and minutes", "List and minutes"},
		{"", "minutes", "List and minutes", "List and minutes"},
		{"", "List", "List, minutes", "List, minutes"},
		{"", "Ten posts\nMet", "Ten posts filled\nMet twice", "Ten posts filled\nMet twice"},
		{"Begun", "Begun\nList", "Begun\nList and minutes", "Begun\nList and minutes"},
		{"", "Not started", "Not started, panel in May", "Not started, panel in May"},
		// near misses: both are kept
		{"", "List", "Listing", "List\nListing"},
		{"", "List", "List-based", "List\nList-based"},
		{"", "10", "10.5", "10\n10.5"},
		{"", "List", "Minutes", "List\nMinutes"},
		{"", "minutes", "List and minutes of May", "minutes\nList and minutes of May"},
		{"", "agreed", "has not been agreed", "agreed\nhas not been agreed"},
		{"", "No", "No schools were visited", "No\nNo schools were visited"},
		{"", "Agreed", "Agreed if funded", "Agreed\nAgreed if funded"},
		{"", "Held", "Held but nobody came", "Held\nHeld but nobody came"},
		{"", "–", "– and more", "–\n– and more"},
		{"", "List\nMet", "List and minutes", "List\nMet\nList and minutes"},
	} {
		for _, turned := range []bool{false, true} {
			o, p, agreed := test.officer, test.partner, test.agreed
			if turned {
				if agreed == o+"\n"+p {
					agreed = p + "\n" + o
				}
				o, p = p, o
			}
			c := single(plan.FieldEvidence, textOrBlank(test.base), textOrBlank(o), textOrBlank(p), Agreement{})
			s := c.settle()
			if got, _ := agreedAt(s, cell{"2.3", plan.FieldEvidence}); len(s.Open) > 0 || got.Value.Text != agreed {
				t.Errorf("officers %q and partners %q come to %q, want %q; asked %v", o, p, got.Value.Text, agreed, s.Open)
			}
			if again := c.after(s).settle(); len(again.Officer)+len(again.Partner)+len(again.Open) > 0 {
				t.Errorf("officers %q and partners %q: a second run comes to %s", o, p, brief(again))
			}
		}
	}
}

// TestKeptInside: where the settings list nothing, what is kept inside is not told to
// partners, and what they write themselves still comes in.
func TestKeptInside(t *testing.T) {
	for _, c := range []struct {
		field plan.Field
		told  bool
	}{{"confidence", false}, {"risk", false}, {"rationale", false}, {"accountable", false}, {"benchmark", false}, {"x:notes", false}, {"measure", true}, {"evidence", true}} {
		head := "ref|action|" + string(c.field) + "\n 2.3|Recruit|"
		for _, share := range []map[plan.Field]bool{nil, {c.field: true}} {
			triple := sheets(head+"Low", head+"High", head+"Low", Agreement{Share: share})
			triple.rules.Share = share
			s := triple.settle()
			told := c.told || share != nil
			if got := len(s.Partner) > 0; got != told || len(s.Withheld) > 0 == told {
				t.Errorf("%s, shared %v: partners are told %t, want %t; withheld %+v", c.field, share, got, told, s.Withheld)
			}
			triple = sheets(head+"Low", head+"Low", head+"High", Agreement{Share: share})
			triple.rules.Share = share
			if s := triple.settle(); len(s.Officer) != 1 {
				t.Errorf("%s, shared %v: what partners write does not come in", c.field, share)
			}
		}
	}
}
