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
	return &cobra.Command{
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
  actionplan read "Improvement plan.xlsx" --json`,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readNamed(cmd.Context(), c, args)
			if err != nil {
				return err
			}
			return c.show(func() any { return readingJSON(p) }, func(w io.Writer) {
				sayReading(w, p)
				if c.verbose {
					sayActions(w, p)
				}
			})
		},
	}
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

// sayReading tells a person what was understood, most important first.
func sayReading(w io.Writer, p plan.Plan) {
	fmt.Fprintln(w, readingSentence(p))
	sayNotes(w, p)
	for _, t := range p.Tables {
		sayTable(w, p, t)
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

// sayNotes says what needs a person's eye: in the sentence when it is short,
// as a list when it is not. What is true of several sheets is said once.
func sayNotes(w io.Writer, p plan.Plan) {
	notes := gather(p)
	length := 0
	for _, n := range notes {
		length += len(n)
	}
	things, need := "things", "need"
	if len(notes) == 1 {
		things, need = "thing", "needs"
	}
	lead := fmt.Sprintf("%s %s %s your eye:", inWords(len(notes)), things, need)
	switch {
	case len(notes) == 0:
		fmt.Fprintln(w, "Nothing in it was doubtful.")
	case len(notes) <= 3 && length < 200:
		fmt.Fprintln(w, lead, strings.Join(notes, "; ")+".")
	default:
		fmt.Fprintln(w, lead)
		for _, n := range notes {
			fmt.Fprintf(w, "  · %s\n", n)
		}
	}
}

// gather puts notes that say the same into one, and names the sheets where
// the reader would not know which is meant.
func gather(p plan.Plan) []string {
	var messages []string
	sheets := map[string][]string{}
	for _, n := range p.Notes {
		if _, seen := sheets[n.Message]; !seen {
			messages = append(messages, n.Message)
			sheets[n.Message] = nil
		}
		if n.Cell.Sheet != "" && !slices.Contains(sheets[n.Message], n.Cell.Sheet) {
			sheets[n.Message] = append(sheets[n.Message], n.Cell.Sheet)
		}
	}
	for i, m := range messages {
		on := sheets[m]
		if len(on) == 0 || len(p.Tables) == 1 && len(on) == 1 && on[0] == p.Tables[0].Sheet {
			continue
		}
		messages[i] = fmt.Sprintf("%s: %s", namedSheets(on), m)
	}
	return messages
}

// namedSheets names up to three sheets, and counts more.
func namedSheets(sheets []string) string {
	if len(sheets) > 3 {
		return counted(len(sheets), "sheet")
	}
	var quoted []string
	for _, s := range sheets {
		quoted = append(quoted, fmt.Sprintf("%q", s))
	}
	if len(sheets) == 1 {
		return "sheet " + quoted[0]
	}
	return "sheets " + joined(quoted)
}

func sayTable(w io.Writer, p plan.Plan, t plan.Table) {
	heading := fmt.Sprintf("Sheet %q, headings in row %d, %s", t.Sheet, t.Header, counted(p.CountIn(t.Name), "action"))
	if t.First > 0 {
		heading += " in " + rows(t.First, t.Last)
	}
	fmt.Fprintln(w)
	terminal.In(w, terminal.Bold, heading)
	fmt.Fprintln(w)
	for _, c := range p.TableColumns(t.Name) {
		about := string(c.Field)
		if !c.Field.Known() {
			about = "kept as it is"
		}
		fmt.Fprintf(w, "  %-3s %-44s %s%s\n", c.Letter, oneLine(c.Heading, 44), about, asides(c))
	}
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
				fmt.Fprintf(w, "  %-16s = %s %s\n", "", entry.Value.Kind, entry.Value.Whole())
			}
			if entry.Note != "" {
				fmt.Fprintf(w, "  %-16s ! %s\n", "", entry.Note)
			}
		}
	}
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
		Workbook string       `json:"workbook"`
		Tables   []jsonTable  `json:"tables"`
		Actions  []jsonAction `json:"actions"`
		Notes    []jsonNote   `json:"notes"`
	}
	jsonTable struct {
		Sheet     string       `json:"sheet"`
		HeaderRow int          `json:"header_row"`
		FirstRow  int          `json:"first_row"`
		LastRow   int          `json:"last_row"`
		Columns   []jsonColumn `json:"columns"`
		Hidden    bool         `json:"hidden,omitempty"`
	}
	jsonColumn struct {
		Letter  string     `json:"letter"`
		Heading string     `json:"heading"`
		Field   plan.Field `json:"field"`
		Hidden  bool       `json:"hidden,omitempty"`
		Formula bool       `json:"formula,omitempty"`
	}
	jsonAction struct {
		Ref    plan.Ref                 `json:"ref"`
		Sheet  string                   `json:"sheet"`
		Row    int                      `json:"row"`
		Hidden bool                     `json:"hidden,omitempty"`
		Values map[plan.Field]jsonValue `json:"values"`
	}
	jsonValue struct {
		Kind   string `json:"kind"`
		Text   string `json:"text"`
		Beside string `json:"beside,omitempty"`
		Typed  string `json:"typed"`
		Cell   string `json:"cell"`
		Note   string `json:"note,omitempty"`
	}
	jsonNote struct {
		Cell    string `json:"cell"`
		Message string `json:"message"`
	}
)

func readingJSON(p plan.Plan) jsonReading {
	r := jsonReading{Workbook: p.Source, Tables: []jsonTable{}, Actions: []jsonAction{}, Notes: []jsonNote{}}
	for _, t := range p.Tables {
		table := jsonTable{Sheet: t.Sheet, HeaderRow: t.Header, FirstRow: t.First, LastRow: t.Last, Hidden: t.Hidden, Columns: []jsonColumn{}}
		for _, c := range p.TableColumns(t.Name) {
			table.Columns = append(table.Columns, jsonColumn{c.Letter, c.Heading, c.Field, c.Hidden, c.Formula})
		}
		r.Tables = append(r.Tables, table)
	}
	for _, a := range p.Actions {
		r.Actions = append(r.Actions, actionJSON(a))
	}
	for _, n := range p.Notes {
		r.Notes = append(r.Notes, jsonNote{n.Cell.String(), n.Message})
	}
	return r
}

func actionJSON(a plan.Action) jsonAction {
	values := map[plan.Field]jsonValue{}
	for f, e := range a.All() {
		if e.Value.Kind == plan.KindBlank || e.Value.Kind == plan.KindAbsent {
			continue
		}
		values[f] = jsonValue{e.Value.Kind.String(), e.Value.Text, e.Value.Beside, e.Typed, e.Cell.String(), e.Note}
	}
	return jsonAction{a.Ref, a.Sheet, a.Row, a.Hidden, values}
}
