package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// filter holds what of a plan a pack's readers may see, the one place where that is
// decided. A field is seen only where it is meant for them, it is recognised and no column of it is hidden; an action only
// where neither its row nor its table is hidden. What is not seen is counted,
// so that the pack can say how much it leaves out and why.
type filter struct {
	meant        func(plan.Field) bool // what its readers may see of the fields
	hidden       map[plan.ColumnKey]bool
	tables       map[string]bool     // tables with columns of their own
	tablesHidden map[string]bool     // hidden tables
	unnamed      int                 // columns nobody has recognised
	closed       int                 // recognised columns that are hidden
	replies      int                 // the council's replies to partners
	kept         int                 // columns that are kept for officers
	periods      int                 // columns that say one period of what several say, whose latest is shown
	unseen       map[cellColumn]bool // hidden columns that a field may be taken from beside its own
	rows         int                 // actions in hidden rows or tables
	source       plan.Plan
}

// cellColumn is a column of a table by its place.
type cellColumn struct {
	table  string
	number int
}

// anyTable stands for every table: a field hidden in one is not shown for an
// action whose table is not known.
const anyTable = "\x00"

func newFilter(p plan.Plan, meant func(plan.Field) bool) *filter {
	v := &filter{meant: meant, hidden: map[plan.ColumnKey]bool{}, tables: map[string]bool{}, tablesHidden: map[string]bool{}, unseen: map[cellColumn]bool{}, source: p}
	for _, t := range p.Tables {
		v.tablesHidden[t.Name] = t.Hidden
	}
	for _, c := range p.Columns {
		v.tables[c.Table] = true
		beside := c.IsOfPart() || c.Field == plan.FieldOriginal
		if beside && c.Hidden {
			v.unseen[cellColumn{c.Table, c.Number}] = true
		}
		switch {
		case c.IsOfPart() && c.Hidden:
			v.closed++
		case c.IsOfPart():
			v.periods++
		case !c.Field.Known():
			v.unnamed++
		case c.Hidden:
			v.closed++
			v.hidden[plan.ColumnKey{Table: c.Table, Field: c.Field}] = true
			v.hidden[plan.ColumnKey{Table: anyTable, Field: c.Field}] = true
		case c.Field == plan.FieldReply:
			v.replies++
		case !meant(c.Field):
			v.kept++
		}
	}
	for _, a := range p.Actions {
		if !v.action(a) {
			v.rows++
		}
	}
	return v
}

// action reports whether an action is seen at all.
func (v *filter) action(a plan.Action) bool { return !a.Hidden && !v.tablesHidden[a.Table] }

// field reports whether an action's field is seen.
func (v *filter) field(table string, f plan.Field) bool {
	if !v.meant(f) {
		return false
	}
	if !v.tables[table] {
		table = anyTable
	}
	return !v.hidden[plan.ColumnKey{Table: table, Field: f}]
}

// entry is the cell as the public may see it: the zero Entry where it may not.
// What a reader takes from another column than its own, as the due date from the
// original one, is seen where that column is; where it is not, nothing is written.
func (v *filter) entry(a plan.Action, f plan.Field) plan.Entry {
	if !v.action(a) || !v.field(a.Table, f) {
		return plan.Entry{}
	}
	e := a.Entry(f)
	if v.unseen[cellColumn{a.Table, e.Cell.Column}] {
		return plan.Entry{Value: plan.Blank}
	}
	return e
}

// published is what the public may see of the fields: those of a list, and where there
// is none, those that are not kept inside. A reply to partners is between the two sides.
func published(list []plan.Field) func(plan.Field) bool {
	if list == nil {
		return plan.Field.IsPublished
	}
	return func(f plan.Field) bool {
		return f == plan.FieldRef || f.MayBePublished() && slices.Contains(list, f)
	}
}

// keeps reports whether the plan says something in a field that is not meant for these
// readers: of what it says they may not be told that nothing is written.
func (v *filter) keeps(f plan.Field) bool {
	return !v.meant(f) && slices.ContainsFunc(v.source.Actions, func(a plan.Action) bool {
		_, there := a.Lookup(f)
		return there
	})
}

// fields lists the fields that are seen in at least one table, in the order
// a plan is best read in.
func (v *filter) fields() []plan.Field {
	var out []plan.Field
	for _, f := range plan.KnownFields {
		seen := slices.ContainsFunc(v.source.Columns, func(c plan.Column) bool {
			return c.Field == f && v.field(c.Table, f) && !v.tablesHidden[c.Table]
		})
		if seen || v.written(f) {
			out = append(out, f)
		}
	}
	return out
}

// written reports whether an action says something in a field, also where no
// column is listed for it: an agreed plan may have it from either side.
func (v *filter) written(f plan.Field) bool {
	return slices.ContainsFunc(v.source.Actions, func(a plan.Action) bool {
		e := v.entry(a, f)
		return e.Value.Kind != plan.KindAbsent || e.Open
	})
}

// sentences say what is not shown and why. Not one names a column: a heading
// may itself be what must not be seen.
func (v *filter) sentences() []string {
	var out []string
	say := func(n int, one, many string) {
		if n > 0 {
			out = append(out, fmt.Sprintf(number(n, one, many), n))
		}
	}
	say(v.unnamed, "%d column is not shown because it is not one this pack recognises.", "%d columns are not shown because they are not ones this pack recognises.")
	say(v.periods, "%d column is not shown by itself because it says one period, and the latest of them is shown.", "%d columns are not shown by themselves because each says one period, and the latest that is filled is shown.")
	say(v.closed, "%d column is not shown because it is hidden in the officers’ workbook.", "%d columns are not shown because they are hidden in the officers’ workbook.")
	say(v.kept, "%d column is not shown because it is kept for officers.", "%d columns are not shown because they are kept for officers.")
	say(v.replies, "%d column is not shown because it holds the council’s replies to partners.", "%d columns are not shown because they hold the council’s replies to partners.")
	say(v.rows, "%d action is not shown or counted because its row or sheet is hidden in the officers’ workbook.", "%d actions are not shown or counted because their rows or sheets are hidden in the officers’ workbook.")
	return out
}

// shown is a cell as readers see it.
func shown(e plan.Entry) Cell {
	c := Cell{Value: e.Value}
	switch v := e.Value; {
	case e.Unsettled():
		c.Text = "Not yet agreed"
		return c
	case v.Kind == plan.KindDate:
		d, _ := v.Date()
		if c.Text = d.Short(); v.IsMonth() {
			c.Text = d.MonthLong()
		}
	case v.Kind == plan.KindError:
		c.Text = "Not shown: the spreadsheet could not work it out"
	case v.Kind == plan.KindBoolean:
		c.Text = map[string]string{"true": "Yes", "false": "No"}[v.Text]
	case v.Kind == plan.KindAbsent || v.Kind == plan.KindBlank:
	default:
		c.Text = plan.Clean(e.Shown())
	}
	if e.Open {
		c.Note = "last agreed; a difference is open"
	}
	return c
}

// oneLine is text clean and on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(plan.Clean(text)), " ") }

// excerpt is a text on one line, cut between words where it is longer than
// about max characters.
func excerpt(text string, longest int) string {
	line := oneLine(text)
	runes := []rune(line)
	if len(runes) <= longest {
		return line
	}
	head := string(runes[:longest])
	if at := strings.LastIndex(head, " "); at > len(head)/2 {
		head = head[:at]
	}
	return strings.TrimRight(head, " ,;:.–-") + "…"
}
