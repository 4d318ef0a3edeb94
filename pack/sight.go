package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// sight is the one filter: what of a plan the public may see. A field is seen
// only where it is recognised and no column of it is hidden; an action only
// where neither its row nor its table is hidden. What is not seen is counted,
// so that the pack can say how much it leaves out and why.
type sight struct {
	hidden  map[column]bool
	tables  map[string]bool // tables with columns of their own
	hushed  map[string]bool // hidden tables
	unnamed int             // columns nobody has recognised
	closed  int             // recognised columns that are hidden
	replies int             // the council's replies to partners
	rows    int             // actions in hidden rows or tables
	source  plan.Plan
}

type column struct {
	table string
	field plan.Field
}

// anyTable stands for every table: a field hidden in one is not shown for an
// action whose table is not known.
const anyTable = "\x00"

func newSight(p plan.Plan) *sight {
	s := &sight{hidden: map[column]bool{}, tables: map[string]bool{}, hushed: map[string]bool{}, source: p}
	for _, t := range p.Tables {
		s.hushed[t.Name] = t.Hidden
	}
	for _, c := range p.Columns {
		s.tables[c.Table] = true
		switch {
		case !c.Field.Known():
			s.unnamed++
		case c.Hidden:
			s.closed++
			s.hidden[column{c.Table, c.Field}] = true
			s.hidden[column{anyTable, c.Field}] = true
		case c.Field == plan.FieldReply:
			s.replies++
		}
	}
	for _, a := range p.Actions {
		if !s.action(a) {
			s.rows++
		}
	}
	return s
}

// action says whether an action is seen at all.
func (s *sight) action(a plan.Action) bool { return !a.Hidden && !s.hushed[a.Table] }

// field says whether an action's field is seen. A reply to partners is
// between the two sides and is not.
func (s *sight) field(table string, f plan.Field) bool {
	if !f.Known() || f == plan.FieldReply {
		return false
	}
	if !s.tables[table] {
		table = anyTable
	}
	return !s.hidden[column{table, f}]
}

// entry is the cell as the public may see it: the zero Entry where it may not.
func (s *sight) entry(a plan.Action, f plan.Field) plan.Entry {
	if !s.action(a) || !s.field(a.Table, f) {
		return plan.Entry{}
	}
	return a.Entry(f)
}

// fields lists the fields that are seen in at least one table, in the order
// a plan is best read in.
func (s *sight) fields() []plan.Field {
	var out []plan.Field
	for _, f := range plan.KnownFields {
		seen := slices.ContainsFunc(s.source.Columns, func(c plan.Column) bool {
			return c.Field == f && s.field(c.Table, f) && !s.hushed[c.Table]
		})
		if seen || s.written(f) {
			out = append(out, f)
		}
	}
	return out
}

// written says whether an action says something in a field, also where no
// column is listed for it: an agreed plan may have it from either side.
func (s *sight) written(f plan.Field) bool {
	return slices.ContainsFunc(s.source.Actions, func(a plan.Action) bool {
		e := s.entry(a, f)
		return e.Value.Kind != plan.KindAbsent || e.Open
	})
}

// sentences say what is not shown and why. Not one names a column: a heading
// may itself be what must not be seen.
func (s *sight) sentences() []string {
	var out []string
	say := func(n int, one, many string) {
		if n > 0 {
			out = append(out, fmt.Sprintf(number(n, one, many), n))
		}
	}
	say(s.unnamed, "%d column is not shown because it is not one this pack recognises.", "%d columns are not shown because they are not ones this pack recognises.")
	say(s.closed, "%d column is not shown because it is hidden in the officers’ workbook.", "%d columns are not shown because they are hidden in the officers’ workbook.")
	say(s.replies, "%d column is not shown because it holds the council’s replies to partners.", "%d columns are not shown because they hold the council’s replies to partners.")
	say(s.rows, "%d action is not shown or counted because its row or sheet is hidden in the officers’ workbook.", "%d actions are not shown or counted because their rows or sheets are hidden in the officers’ workbook.")
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
		c.Text = d.Short()
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
