package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/internal/terminal"
	"actionplan/plan"
)

func readCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "read [PLAN.xlsx]",
		Short: "Show how a workbook was understood",
		Long: `Reads a workbook and shows how it was understood: which sheet and row hold the
headings, what each column is about, how many actions there are, and everything
that was doubtful. The workbook is never changed.

What is not understood as you would wish can be put right in actionplan.yaml:
tables: pins the sheet, the header row or a column, and headings: adds your own
words for a field.`,
		Example: `  actionplan read "Improvement plan.xlsx"
  actionplan read "Improvement plan.xlsx" --verbose    every action, as it was read
  actionplan read --explain F12                        how one cell was read, and why
  actionplan read "Improvement plan.xlsx" --json`,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readNamed(cmd.Context(), c, args)
			if err != nil {
				return err
			}
			if name, _ := cmd.Flags().GetString("explain"); name != "" {
				cell, err := cellOf(p, name)
				if err != nil {
					return err
				}
				return c.show(func() any { return cellJSON(cell) }, func(w io.Writer) { sayCell(w, cell) })
			}
			return c.show(func() any { return readingJSON(p) }, func(w io.Writer) {
				sayReading(w, p, c.verbose)
				if c.verbose {
					sayActions(w, p)
				}
			})
		},
	}
	cmd.Flags().String("explain", "", "say how one `cell` was read, and why: F12, or \"Plan!F12\"")
	return cmd
}

// readNamed reads the workbook that was named: the partners' copy as that is
// read, any other as the officers' plan is.
func readNamed(ctx context.Context, c *call, args []string) (plan.Plan, error) {
	if len(args) > 0 && c.settings.IsPartners(args[0]) {
		return c.copies().partners().Read(ctx)
	}
	if err := c.settings.TakePlan(args...); err != nil {
		return plan.Plan{}, err
	}
	return c.copies().readOfficers(ctx)
}

// sayReading tells a person what was understood, most important first. All of the
// notes, and each sheet by itself, are for whoever asks for everything.
func sayReading(w io.Writer, p plan.Plan, everything bool) {
	fmt.Fprintln(w, readingSentence(p))
	sayScale(w, p)
	sayDoubts(w, doubtsOf(p, everything), everything)
	for _, tables := range alikeTables(p) {
		sayTables(w, p, tables, everything)
	}
}

// readingSentence is the first thing anybody reads.
func readingSentence(p plan.Plan) string {
	found := fmt.Sprintf("%s in %s", counted(len(p.Actions), "action"), counted(len(p.Tables), "table"))
	where := ""
	if len(p.Tables) == 1 {
		where = fmt.Sprintf(", sheet %q", p.Tables[0].Sheet)
		found = fmt.Sprintf("%s, headings in row %d", counted(len(p.Actions), "action"), p.Tables[0].Header)
	}
	return fmt.Sprintf("I read %q%s: %s. I did not change it.", filepath.Base(p.Source), where, found)
}

// sayScale says how many actions stand at each step of the council's own scale, by
// their ratings; nothing where it has none.
func sayScale(w io.Writer, p plan.Plan) {
	if len(p.Scale) == 0 {
		return
	}
	times := map[string]int{}
	for _, a := range p.View().Actions {
		times[p.RatingName(a.Value(plan.FieldRAG))]++
	}
	var steps []string
	for _, step := range p.Scale {
		steps = append(steps, fmt.Sprintf("%d %s", times[step.Name], oneLine(step.Name, 40)))
		delete(times, step.Name)
	}
	for _, rating := range plan.Ratings {
		if n := times[rating]; n > 0 {
			steps = append(steps, fmt.Sprintf("%d %s, which is no step of it", n, rating))
		}
	}
	if n := times[""]; n > 0 {
		steps = append(steps, fmt.Sprintf("%d not rated", n))
	}
	fmt.Fprintf(w, "By your scale: %s.\n", strings.Join(steps, "; "))
}

// alikeTables puts the tables together that have the same columns under headings
// in the same row, in their order.
func alikeTables(p plan.Plan) [][]plan.Table {
	at := map[string]int{}
	var groups [][]plan.Table
	for _, t := range p.Tables {
		var shape strings.Builder
		fmt.Fprint(&shape, t.Header)
		for _, c := range p.TableColumns(t.Name) {
			c.Table = ""
			fmt.Fprintf(&shape, "\n%+v", c)
		}
		i, known := at[shape.String()]
		if !known {
			i = len(groups)
			at[shape.String()] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], t)
	}
	return groups
}

// sayTables says which columns some tables have, and where those are.
func sayTables(w io.Writer, p plan.Plan, tables []plan.Table, everything bool) {
	first, actions := tables[0], 0
	var sheets []string
	for _, t := range tables {
		actions += p.CountIn(t.Name)
		if quoted := fmt.Sprintf("%q", t.Sheet); !slices.Contains(sheets, quoted) {
			sheets = append(sheets, quoted)
		}
	}
	if more := len(sheets) - 3; more > 1 && !everything {
		sheets = append(sheets[:3:3], fmt.Sprintf("%d more", more))
	}
	heading := fmt.Sprintf("Sheet %s, headings in row %d, %s", sheets[0], first.Header, counted(actions, "action"))
	switch {
	case len(sheets) > 1:
		heading = fmt.Sprintf("Sheets %s, headings in row %d of each, %s", joined(sheets), first.Header, counted(actions, "action"))
	case first.First > 0:
		heading += " in " + rows(first.First, tables[len(tables)-1].Last)
	}
	fmt.Fprintln(w)
	terminal.In(w, terminal.Bold, heading)
	fmt.Fprintln(w)
	var told [][]plan.Column
	wide := 3
	for columns := p.TableColumns(first.Name); len(columns) > 0; {
		n := 1
		if !everything {
			n = keptAlike(columns)
		}
		told = append(told, columns[:n])
		wide = max(wide, len(columnLetters(columns[:n])))
		columns = columns[n:]
	}
	latest := latestPeriods(p.TableColumns(first.Name))
	for _, columns := range told {
		sayAbout(w, columns, wide, latest)
	}
}

// fewKept is how many columns side by side that nothing is known of are told one
// by one.
const fewKept = 5

// keptAlike counts the columns from the first on that are kept as they are, all in
// one way, where there are many; else it is 1.
func keptAlike(columns []plan.Column) int {
	n := 0
	for n < len(columns) && !columns[n].Field.Known() && columns[n].Part == "" && asides(columns[n]) == asides(columns[0]) {
		n++
	}
	if n <= fewKept {
		return 1
	}
	return n
}

// latestPeriods are, of columns that say one field for a period each, the latest that
// is a report.
func latestPeriods(columns []plan.Column) map[plan.Field]int {
	latest := map[plan.Field]int{}
	for _, c := range columns {
		if c.IsOfPart() && !c.Ahead {
			latest[c.Part] = max(latest[c.Part], c.Period)
		}
	}
	return latest
}

// ofPeriod says which of several periods a column is about.
func ofPeriod(c plan.Column, latest map[plan.Field]int) string {
	switch {
	case c.Ahead:
		return fmt.Sprintf("%s, of a time to come", c.Part.Label())
	case c.Period < latest[c.Part]:
		return fmt.Sprintf("%s, of an earlier time", c.Part.Label())
	}
	return fmt.Sprintf("%s, the latest", c.Part.Label())
}

// sayAbout says what a column is about, or that several are kept as they are.
func sayAbout(w io.Writer, columns []plan.Column, wide int, latest map[plan.Field]int) {
	c, about := columns[0], "kept as it is"
	heading := oneLine(c.Heading, 44)
	switch last := columns[len(columns)-1]; {
	case len(columns) > 1:
		about = "kept as they are"
		heading = fmt.Sprintf("%s to %s: %d columns", oneLine(c.Heading, 14), oneLine(last.Heading, 14), len(columns))
	case c.Field.Known():
		about = string(c.Field)
	case c.Part != "":
		about = ofPeriod(c, latest)
	}
	fmt.Fprintf(w, "  %-*s %-44s %s%s\n", wide, columnLetters(columns), heading, about, asides(c))
}

// columnLetters are the letters of a column, or of the first and the last of several.
func columnLetters(columns []plan.Column) string {
	if len(columns) == 1 {
		return columns[0].Letter
	}
	return columns[0].Letter + "-" + columns[len(columns)-1].Letter
}

func rows(first, last int) string {
	if first == last {
		return fmt.Sprintf("row %d", first)
	}
	return fmt.Sprintf("rows %d to %d", first, last)
}

func asides(c plan.Column) string {
	var words []string
	if c.Hidden {
		words = append(words, "hidden")
	}
	if c.Formula {
		words = append(words, "worked out by a formula")
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// sayActions lists every action with what it says, for --verbose.
func sayActions(w io.Writer, p plan.Plan) {
	p = p.View()
	for _, a := range p.Actions {
		fmt.Fprintln(w)
		terminal.In(w, terminal.Bold, fmt.Sprintf("action %s (%s row %d)", refOrNone(a.Ref), plan.QuoteSheet(a.Sheet), a.Row))
		fmt.Fprintln(w)
		for _, f := range p.Fields() {
			entry, ok := a.Lookup(f)
			if !ok || entry.Value.Kind == plan.KindBlank {
				continue
			}
			fmt.Fprintf(w, "  %-16s ", f.Label())
			printRating(w, entry.Value, oneLine(entry.Shown(), 100))
			fmt.Fprintln(w)
			if entry.Value.Kind != plan.KindText && entry.Value.Text != entry.Shown() {
				fmt.Fprintf(w, "  %-16s = %s\n", "", cameTo(entry.Value, p.Terms))
			}
			if entry.Note != "" {
				fmt.Fprintf(w, "  %-16s ! %s\n", "", entry.Note)
			}
		}
	}
}

// cameTo is what a cell was read as.
func cameTo(v plan.Value, terms plan.Terms) string {
	switch {
	case v.IsMonth():
		return "month " + v.Long() + ", which stands for " + v.Text
	case v.Kind == plan.KindRating && terms.RatingName(v) != v.Text:
		return fmt.Sprintf("rating %s, which counts as %s", oneLine(terms.RatingName(v), 60), v.Text)
	}
	return v.Kind.String() + " " + v.Whole()
}

func refOrNone(r plan.Ref) string {
	if r == "" {
		return "without a ref"
	}
	return oneLine(string(r), 60)
}

// The shape of read --json, as docs/json.md promises it.
type (
	jsonReading struct {
		Workbook string        `json:"workbook"`
		Title    string        `json:"title,omitempty"` // what stands over the plan as its name
		Scale    []jsonStep    `json:"scale,omitempty"` // the council's own scale of ratings, in its order
		Tables   []jsonTable   `json:"tables"`
		Left     []jsonTabLeft `json:"left"` // sheets that look like the plan's and were not read
		Actions  []jsonAction  `json:"actions"`
		Notes    []jsonNote    `json:"notes"`
	}
	jsonStep struct {
		Name   string `json:"name"`
		Kind   string `json:"kind"`
		Rating string `json:"counts_as"`
		Says   string `json:"says,omitempty"`
		Sign   string `json:"sign,omitempty"`
		Colour string `json:"colour,omitempty"`
	}
	jsonTabLeft struct {
		Sheet   string `json:"sheet"`
		Of      string `json:"of,omitempty"` // the sheet that says its actions again
		Why     string `json:"why"`
		Earlier bool   `json:"earlier,omitempty"` // it is an earlier version of that sheet
	}
	jsonTable struct {
		Sheet     string       `json:"sheet"`
		HeaderRow int          `json:"header_row"`
		FirstRow  int          `json:"first_row"`
		LastRow   int          `json:"last_row"`
		Columns   []jsonColumn `json:"columns"`
		Hidden    bool         `json:"hidden,omitempty"`

		Kind        string `json:"kind,omitempty"`        // completed: a place of actions that are done with
		Accountable string `json:"accountable,omitempty"` // who answers for all of it, by the lines above it
	}
	jsonColumn struct {
		Letter  string     `json:"letter"`
		Heading string     `json:"heading"`
		Field   plan.Field `json:"field"`
		Hidden  bool       `json:"hidden,omitempty"`
		Formula bool       `json:"formula,omitempty"`
		Part    plan.Field `json:"part,omitempty"` // what it says of one period
		Period  int        `json:"period,omitempty"`
		Ahead   bool       `json:"ahead,omitempty"` // that period is yet to come, or what it says is a forecast
	}
	jsonAction struct {
		Ref    plan.Ref                 `json:"ref"`
		Sheet  string                   `json:"sheet"`
		Row    int                      `json:"row"`
		Hidden bool                     `json:"hidden,omitempty"`
		Values map[plan.Field]jsonValue `json:"values"`

		Letter string                     `json:"letter,omitempty"` // which of the actions it is that share one ref
		Struck bool                       `json:"struck,omitempty"` // its row is struck out whole
		More   []map[plan.Field]jsonValue `json:"more,omitempty"`   // the rows that go on with it
	}
	jsonValue struct {
		Kind   string `json:"kind"`
		Text   string `json:"text"`
		Beside string `json:"beside,omitempty"`
		Typed  string `json:"typed"`
		Cell   string `json:"cell"`
		Note   string `json:"note,omitempty"`

		Precision string   `json:"precision,omitempty"` // month, of a date that names no day
		Unclear   bool     `json:"unclear,omitempty"`   // several dates, and nothing says which is meant
		Earlier   []string `json:"earlier,omitempty"`   // the dates it was moved from
		Struck    string   `json:"struck,omitempty"`    // its words that are struck out
		Step      string   `json:"step,omitempty"`      // of a rating, the step of the council's own scale
	}
	jsonNote struct {
		Cell    string    `json:"cell"`
		Message string    `json:"message"`
		Weight  string    `json:"weight"`
		Settles *jsonLine `json:"settles,omitempty"`
		Instead *jsonLine `json:"instead,omitempty"`
	}
	jsonLine struct {
		Under string `json:"under"`
		Item  string `json:"item"`
	}
)

func readingJSON(p plan.Plan) jsonReading {
	r := jsonReading{Workbook: p.Source, Title: p.Title, Tables: []jsonTable{}, Left: []jsonTabLeft{}, Actions: []jsonAction{}, Notes: []jsonNote{}}
	for _, step := range p.Scale {
		r.Scale = append(r.Scale, jsonStep{step.Name, step.Kind, step.Rating, step.Says, step.Sign, step.Fill})
	}
	for _, left := range p.Left {
		r.Left = append(r.Left, jsonTabLeft{left.Sheet, left.Of, left.Why, left.Earlier})
	}
	r.Notes = readNotesJSON(p.Notes)
	for _, t := range p.Tables {
		table := jsonTable{Sheet: t.Sheet, HeaderRow: t.Header, FirstRow: t.First, LastRow: t.Last, Hidden: t.Hidden, Columns: []jsonColumn{}, Kind: t.Kind, Accountable: t.Accountable}
		for _, c := range p.TableColumns(t.Name) {
			table.Columns = append(table.Columns, columnJSON(c))
		}
		r.Tables = append(r.Tables, table)
	}
	for _, a := range p.View().Actions {
		r.Actions = append(r.Actions, actionJSON(a, p.Terms))
	}
	return r
}

func columnJSON(c plan.Column) jsonColumn {
	return jsonColumn{c.Letter, c.Heading, c.Field, c.Hidden, c.Formula, c.Part, c.Period, c.Ahead}
}

func readNotesJSON(notes []plan.Note) []jsonNote {
	all := []jsonNote{}
	for _, n := range notes {
		note := jsonNote{Cell: n.Cell.String(), Message: n.Message, Weight: n.Weight.String()}
		if !n.Line.IsZero() {
			note.Settles = &jsonLine{n.Line.Under, n.Line.Item}
		}
		if !n.Instead.IsZero() {
			note.Instead = &jsonLine{n.Instead.Under, n.Instead.Item}
		}
		all = append(all, note)
	}
	return all
}

func valueJSON(e plan.Entry, terms plan.Terms) jsonValue {
	v := jsonValue{
		Kind: e.Value.Kind.String(), Text: e.Value.Text, Beside: e.Value.Besides(), Typed: e.Typed, Cell: e.Cell.String(), Note: e.Note,
		Struck: e.Detail.Struck, Unclear: e.Detail.Unclear, Earlier: strings.Fields(e.Detail.Earlier),
	}
	if v.Step = e.Value.Step(); v.Step != "" {
		v.Beside = ""
	} else if step, ok := terms.Step(e.Value); ok {
		v.Step = step.Name
	}
	if e.Detail.Month {
		v.Precision = "month"
	}
	return v
}

func actionJSON(a plan.Action, terms plan.Terms) jsonAction {
	j := jsonAction{Ref: a.Ref, Sheet: a.Sheet, Row: a.Row, Hidden: a.Hidden, Values: valuesJSON(a.Entries, terms), Letter: a.Letter, Struck: a.Struck}
	for _, more := range a.More {
		j.More = append(j.More, valuesJSON(more, terms))
	}
	return j
}

func valuesJSON(entries plan.Entries, terms plan.Terms) map[plan.Field]jsonValue {
	values := map[plan.Field]jsonValue{}
	for f, e := range entries.All() {
		if e.Value.Kind == plan.KindBlank || e.Value.Kind == plan.KindAbsent {
			continue
		}
		values[f] = valueJSON(e, terms)
	}
	return values
}
