package main

import (
	"fmt"
	"sort"

	"github.com/spf13/cobra"

	"actionplan/plan"
	"actionplan/reconcile"
)

func (d *desk) previewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "preview",
		Short: "Show what would be written to each side, and what a person must settle",
		Long: `Reconciles the plan with the partners' copy and shows, cell by cell, what would
be written to each side and what waits for a person: a cell both sides moved
apart, an edit in the other side's column, a row only one side has. Neither side
is written to.

The questions are also written into Decisions.xlsx beside the settings, to be
answered there: an answer, a name and a reason a row. Copies may be sent round;
those that come back into the folder (Decisions*.xlsx) are read by apply. One
that holds answers is never written over.

Before the first agreement it shows how the two differ today.`,
		Example: `  actionplan preview
  actionplan preview --json`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			r, err := d.readBothSides()
			if err != nil {
				return err
			}
			if d.json {
				err = printJSON(d.stdout, previewJSON(r))
			} else {
				err = d.sayPreview(r)
			}
			if err == nil && len(r.Settlement.Open)+len(r.Settlement.Stops) > 0 {
				return waiting{}
			}
			return err
		},
	}
	d.despiteFlag(cmd)
	return cmd
}

// sayStops says what is left alone, why, and what to do about it.
func (d *desk) sayStops(stops []reconcile.Stop) {
	for _, stop := range stops {
		fmt.Fprintf(d.stdout, "Stop: %s.\n      %s.\n", stop.Message, capital(advice(stop)))
	}
}

// advice is what to do about a stop.
func advice(stop reconcile.Stop) string {
	if !stop.Passable() {
		return stop.Hint
	}
	return stop.Hint + ". Where it is right as it stands, actionplan apply --despite-stop goes on, once"
}

func (d *desk) sayPreview(r *readings) error {
	s := r.Settlement
	d.sayStops(s.Stops)
	if r.Base == nil {
		fmt.Fprintln(d.stdout, "Nothing has been agreed yet: actionplan begin remembers what both sides say now.")
	}
	d.sayDifferences(r)
	d.sayEdits("To write to Excel", r.Officers, s.Officer)
	d.sayEdits("To write to the partners' copy", r.Partners, s.Partner)
	d.sayRows("To add to Excel", s.OfficerRows)
	d.sayRows("To add to the partners' copy", s.PartnerRows)
	d.sayQuestions(s.Open)
	if len(s.Officer)+len(s.Partner) > 0 {
		fmt.Fprintf(d.stdout, "\n%s will change in Excel, %d in the partners' copy. No other cell's contents, colour or formula will be touched.\n",
			counted(len(s.Officer), "cell"), len(s.Partner))
	}
	d.sayAsides(r)
	fmt.Fprintln(d.stdout, "\nNothing has been written to either side.")
	if r.Base == nil {
		return nil
	}
	return d.writeQuestions(s.Open)
}

// sayDifferences counts what differs, in the words a person would ask in.
func (d *desk) sayDifferences(r *readings) {
	s := r.Settlement
	verdicts := map[reconcile.Verdict]int{}
	decided, joinedUp := 0, 0
	for _, c := range s.Changes {
		switch {
		case c.By != "":
			decided++
		case c.Yielded:
		case c.Verdict == reconcile.MovedApart:
			joinedUp++
		default:
			verdicts[c.Verdict]++
		}
	}
	conflicts, proposals, crowded := openCells(s.Open)
	all := len(s.Changes) + conflicts + proposals
	if all == 0 {
		if len(s.Open)+len(s.Stops)+len(s.Withheld)+len(s.OfficerRows)+len(s.PartnerRows) == 0 && s.Counts.Actions > 0 {
			fmt.Fprintln(d.stdout, "Both sides say what was last agreed.")
		}
		return
	}
	fmt.Fprintf(d.stdout, "%s%s: ", counted(all, "cell"), differ(all))
	var parts []string
	for _, part := range []struct {
		n     int
		words string
	}{
		{verdicts[reconcile.OfficerMoved], "moved by officers"},
		{verdicts[reconcile.PartnerMoved], "moved by partners"},
		{verdicts[reconcile.MovedAlike], "moved alike on both sides"},
		{joinedUp, "added to by both"},
		{decided, "decided by a person"},
		{len(s.Yields), "blank on one side"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.words))
		}
	}
	if proposals > 0 {
		parts = append(parts, fmt.Sprintf("%d proposed in the other side's column", proposals))
	}
	if conflicts > 0 {
		parts = append(parts, fmt.Sprintf("%d with two answers%s", conflicts, crowded))
	}
	fmt.Fprintln(d.stdout, joined(parts)+".")
}

func differ(n int) string {
	if n == 1 {
		return " differs"
	}
	return " differ"
}

// openCells counts the cells that wait, how many of them stand in a conflict
// and how many in a proposal, and names the field most conflicts are in where
// one stands out.
func openCells(open []reconcile.Question) (conflicts, proposals int, crowded string) {
	fields := map[plan.Field]int{}
	for _, q := range open {
		switch q.Kind {
		case reconcile.QuestionConflict:
			conflicts += len(q.Cells)
			for _, c := range q.Cells {
				fields[c.Field]++
			}
		case reconcile.QuestionProposal:
			proposals += len(q.Cells)
		}
	}
	var names []plan.Field
	for f := range fields {
		names = append(names, f)
	}
	sort.Slice(names, func(i, j int) bool {
		if fields[names[i]] != fields[names[j]] {
			return fields[names[i]] > fields[names[j]]
		}
		return names[i] < names[j]
	})
	if len(names) > 1 && conflicts >= 6 && fields[names[0]]*2 >= conflicts {
		crowded = fmt.Sprintf(" (%d of them in %s)", fields[names[0]], names[0].Label())
	}
	return conflicts, proposals, crowded
}

func (d *desk) sayEdits(heading string, side plan.Plan, edits []plan.Edit) {
	if len(edits) == 0 {
		return
	}
	fmt.Fprintf(d.stdout, "\n%s (%s):\n", heading, counted(len(edits), "cell"))
	refs := refsByID(side)
	for _, e := range edits {
		fmt.Fprintf(d.stdout, "  %-6s %-12s %s\n", refs[e.ID], e.Field.Label(), change(e.Was, e.Now))
	}
}

// sayAsides says what is neither written nor asked: cells that are not
// shared, actions that could not be matched, and what was doubtful.
func (d *desk) sayAsides(r *readings) {
	if n := len(r.Settlement.Withheld); n > 0 {
		fmt.Fprintf(d.stdout, "\n%s officers moved in columns that are not shared: partners are not told.\n", capital(counted(n, "cell")))
	}
	if n := r.unmatched(); n > 0 {
		fmt.Fprintf(d.stdout, "\n%s of the officers' could not be matched with one of the partners', and %s left alone.\n", capital(counted(n, "action")), wasWere(n))
	}
	seen := map[string]int{}
	for _, n := range r.Settlement.Notes {
		if seen[n.Message]++; seen[n.Message] == 1 && len(seen) <= notesShown {
			fmt.Fprintf(d.stdout, "\nNote: %s.\n", n.Message)
		}
	}
	if more := len(seen) - notesShown; more > 0 {
		fmt.Fprintf(d.stdout, "\n… and %s more.\n", counted(more, "note"))
	}
}

// notesShown is how many different notes a preview prints.
const notesShown = 12

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// unmatched counts the officers' rows that are left alone since it cannot be
// told which action they are.
func (r *readings) unmatched() int {
	n := 0
	for _, row := range r.Settlement.LeftAlone {
		if row.Side == reconcile.Officer {
			n++
		}
	}
	return n
}

func (d *desk) sayRows(heading string, rows []reconcile.NewRow) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(d.stdout, "\n%s (%s):\n", heading, counted(len(rows), "action"))
	for _, row := range rows {
		fmt.Fprintf(d.stdout, "  %-6s %s\n", row.Ref, oneLine(row.Entry(plan.FieldAction).Shown(), 90))
	}
}

// refsByID finds the ref of the row an edit is addressed to.
func refsByID(side plan.Plan) map[plan.ID]plan.Ref {
	refs := make(map[plan.ID]plan.Ref, len(side.Actions))
	for _, a := range side.Actions {
		refs[a.ID] = a.Ref
	}
	return refs
}

func (d *desk) sayQuestions(open []reconcile.Question) {
	if len(open) == 0 {
		return
	}
	fmt.Fprintf(d.stdout, "\nWaiting for a person (%s):\n", counted(len(open), "question"))
	for _, q := range open {
		fmt.Fprintf(d.stdout, "  · %s.\n", capital(q.Why))
		if q.Ask != "" {
			fmt.Fprintf(d.stdout, "    to be asked: %s\n", oneLine(q.Ask, 60))
		}
	}
}

// The shape of preview --json, as docs/json.md promises it.
type (
	jsonPreview struct {
		Changes      []jsonChange   `json:"changes"`
		Questions    []jsonQuestion `json:"questions"`
		OfficerEdits []jsonEdit     `json:"officer_edits"`
		PartnerEdits []jsonEdit     `json:"partner_edits"`
		Stops        []string       `json:"stops"`
	}
	jsonChange struct {
		Ref     plan.Ref   `json:"ref"`
		Field   plan.Field `json:"field"`
		Verdict string     `json:"verdict"`
		Base    string     `json:"base"`
		Officer string     `json:"officer"`
		Partner string     `json:"partner"`
		Take    string     `json:"take"`
	}
	jsonQuestion struct {
		Kind    string     `json:"kind"`
		Ref     plan.Ref   `json:"ref"`
		Field   plan.Field `json:"field"`
		Base    string     `json:"base"`
		Officer string     `json:"officer"`
		Partner string     `json:"partner"`
		Why     string     `json:"why"`
	}
	jsonEdit struct {
		Ref   plan.Ref   `json:"ref"`
		Field plan.Field `json:"field"`
		Cell  string     `json:"cell"`
		Was   string     `json:"was"`
		Now   string     `json:"now"`
	}
)

func previewJSON(r *readings) jsonPreview {
	s := r.Settlement
	p := jsonPreview{[]jsonChange{}, []jsonQuestion{}, editsJSON(r.Officers, s.Officer), editsJSON(r.Partners, s.Partner), stopMessages(s.Stops)}
	for _, c := range s.Changes {
		p.Changes = append(p.Changes, jsonChange{c.Ref, c.Field, string(c.Verdict), c.Base.Shown(), c.Officer.Shown(), c.Partner.Shown(), string(c.Take)})
	}
	for _, q := range s.Open {
		p.Questions = append(p.Questions, questionsJSON(q)...)
	}
	return p
}

// questionsJSON gives a question a line for each of its cells, so that every
// cell that waits is found by its ref and field.
func questionsJSON(q reconcile.Question) []jsonQuestion {
	if len(q.Cells) == 0 {
		return []jsonQuestion{{Kind: string(q.Kind), Ref: q.Ref, Field: q.Field, Why: q.Why}}
	}
	var lines []jsonQuestion
	for _, c := range q.Cells {
		lines = append(lines, jsonQuestion{string(q.Kind), c.Ref, c.Field, c.Entry(reconcile.Base).Shown(),
			c.Entry(reconcile.Officer).Shown(), c.Entry(reconcile.Partner).Shown(), q.Why})
	}
	return lines
}

func editsJSON(side plan.Plan, edits []plan.Edit) []jsonEdit {
	list, refs := []jsonEdit{}, refsByID(side)
	for _, e := range edits {
		list = append(list, jsonEdit{refs[e.ID], e.Field, e.Was.Cell.String(), e.Was.Shown(), e.Now.Shown()})
	}
	return list
}
