package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/history"
	"actionplan/internal/terminal"
	"actionplan/internal/text"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/round"
)

func historyCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history [REF]",
		Short: "Tell what became of each action, from earlier versions of the workbook",
		Long: `Tells what became of an action: when it was due at first, how often that was moved
and with what reason, when it was closed, opened again, reworded, dropped or brought
back. It is known from earlier versions of the workbook (history add), from what both
sides agreed at each apply, and from what a cell itself says it was moved from.

Without an action it lists the versions that are known and what happened between
them. An action without a ref is named by its row ("row 7") or by its words. check
and pack go by the same history.`,
		Example: `  actionplan history add "Old versions"
  actionplan history
  actionplan history 1.10
  actionplan history forget "2025-03-31 Plan v9.1"`,
		Args:        cobra.MaximumNArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitMoved),
		RunE: func(cmd *cobra.Command, args []string) error {
			r := c.round()
			h, err := timelines(cmd.Context(), c, r)
			if err != nil {
				return err
			}
			if len(args) > 0 {
				return c.tellAction(h, args[0])
			}
			kept, err := r.Versions()
			if err != nil {
				return err
			}
			return c.show(func() any { return historyJSON(h, kept, c.words()) }, func(w io.Writer) { sayHistory(w, h, kept) })
		},
	}
	cmd.AddCommand(historyAddCommand(c), historyForgetCommand(c))
	return cmd
}

func historyForgetCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "forget NAME",
		Short: "Forget an earlier version of the workbook",
		Long: `Takes one of the versions that history add keeps away again: one that was of another
plan, or of another day. NAME is its name as actionplan history lists it, or the
workbook's, where no other version is called that. The workbook itself is not touched.`,
		Example:     `  actionplan history forget "2025-03-31 Plan v9.1"`,
		Args:        cobra.ExactArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitMoved),
		RunE: func(_ *cobra.Command, args []string) error {
			v, err := c.round().ForgetVersion(args[0])
			if err != nil {
				return err
			}
			return c.show(func() any { return jsonForgotten{v.File} }, func(w io.Writer) { fmt.Fprintf(w, "Forgotten: %q.\n", v.File) })
		},
	}
}

// timelines is the history of the plan as it stands. Google is not asked for it, and where
// the plan cannot be read it is that of the versions alone.
func timelines(ctx context.Context, c *call, r *round.Round) (*history.History, error) {
	if !c.settings.HasPartners() || c.settings.OnGoogle() {
		r.Partners = nil
	}
	var now *round.Current
	if c.settings.TakePlan() == nil {
		var err error
		now, err = r.Current(ctx)
		if err != nil && r.Partners != nil {
			r.Partners = nil
			now, err = r.Current(ctx)
		}
		if err != nil {
			c.warn("the plan as it stands is left out: " + oneSentence(err))
		}
	}
	return r.Timelines(now)
}

// words are texts of actions as they are told: not such as seem to hold personal data.
func (c *call) words() wording { return wording{c.settings.Agreement().Personal} }

// wording is what keeps personal data off a screen.
type wording struct {
	personal func(string) (string, bool)
}

// tells is a text on one line, or what kind of personal data it seems to hold.
func (w wording) tells(words string, most int) string {
	if w.personal != nil {
		if kind, holds := w.personal(words); holds {
			return notRepeated(kind)
		}
	}
	return onScreen(words, most)
}

// quoted is the text in quotation marks.
func (w wording) quoted(words string, most int) string {
	told := w.tells(words, most)
	if strings.HasPrefix(told, "(not repeated") {
		return told
	}
	return "“" + told + "”"
}

// sayHistory lists the versions, and what happened between them.
func sayHistory(w io.Writer, h *history.History, kept []ledger.Version) {
	if len(kept) == 0 && len(h.Versions) < 2 {
		fmt.Fprintln(w, "No earlier version of the workbook is known. Next: actionplan history add FOLDER, with the old versions in it.")
	}
	files := map[history.Label]string{}
	for _, v := range kept {
		files[history.Label{On: v.On, Source: history.Workbook, Name: v.Name}] = fmt.Sprintf("%s (dated by %s)", v.File, v.By)
	}
	for i, v := range h.Versions {
		name := v.Name
		switch v.Source {
		case history.Agreed:
			name = "agreed with partners"
		case history.Now:
			name = "the plan as it stands"
		case history.Workbook:
			name = files[v]
		}
		fmt.Fprintf(w, "  %-17s  %-13s %s\n", v.On.Long(), text.Counted(h.Counts[i], "action"), oneLine(name, 90))
	}
	sayTotals(w, h)
}

// sayTotals says what a history comes to, in a few lines.
func sayTotals(w io.Writer, h *history.History) {
	if len(h.Versions) < 2 && h.Totals().Moved == 0 {
		return
	}
	n := h.Totals()
	fmt.Fprintf(w, "\nOf %s in %s:\n", text.Counted(n.Actions, "action"), text.Counted(n.Versions, "version"))
	moved := "no due date was moved"
	if n.Moved > 0 {
		moved = fmt.Sprintf("due dates were moved %s, of %s: %d with a reason (%d of them granted), %d silently", times(n.Moved), text.Counted(n.MovedActions, "action"), n.Reasoned, n.Granted, n.Silent)
	}
	fmt.Fprintf(w, "  %s\n", moved)
	var line []string
	for _, of := range []struct {
		n    int
		what string
	}{
		{n.Closed, "closed"}, {n.Reopened, "opened again"}, {n.Withdrawn, "withdrawn"}, {n.Dropped - n.DroppedDone, "dropped before they were done"}, {n.DroppedDone, "dropped after they were done"},
		{n.Merged, "merged with others"}, {n.Back, "brought back"}, {n.Added, "added"}, {n.Reworded, "reworded"}, {n.Renumbered, "renumbered"}, {n.Regrouped, "under another theme"}, {n.Tables, "moved to another table"},
	} {
		if of.n > 0 {
			line = append(line, fmt.Sprintf("%d %s", of.n, of.what))
		}
	}
	if len(line) > 0 {
		fmt.Fprintf(w, "  %s\n", strings.Join(line, " · "))
	}
	if first := h.Versions[0]; first.On.Before(h.Versions[len(h.Versions)-1].On) { // within one day nothing says what came when
		fmt.Fprintf(w, "  the plan itself was changed %s since %s\n", times(h.Changes(first.On)), first.On.Long())
	}
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// tellAction tells one action's story, or those of all that went by one ref.
func (c *call) tellAction(h *history.History, name string) error {
	found := actionsCalled(h, name)
	if len(found) == 0 {
		return misused("actionplan read lists the actions; a ref is written as the plan has it", "no version has an action called %q", name)
	}
	return c.show(func() any { return storiesJSON(found, c.words()) }, func(w io.Writer) {
		for i, t := range found {
			if i > 0 {
				fmt.Fprintln(w)
			}
			sayStory(w, t, c.words())
		}
	})
}

// actionsCalled are the actions of a name: that have the ref now, or else that had it, or
// a row or words.
func actionsCalled(h *history.History, name string) []*history.Timeline {
	ref, folded := plan.Ref(name), plan.Fold(strings.Trim(name, `“”"… `))
	tests := []func(*history.Timeline) bool{
		func(t *history.Timeline) bool { return !t.IsGone() && t.Ref != "" && plan.SameRef(t.Ref, ref) },
		func(t *history.Timeline) bool {
			return t.Ref != "" && plan.SameRef(t.Ref, ref) || slices.ContainsFunc(t.Events, func(e history.Event) bool {
				return e.What == history.Renumbered && plan.SameRef(plan.Ref(e.From), ref)
			})
		},
		func(t *history.Timeline) bool {
			return !t.IsGone() && plan.Fold(fmt.Sprintf("row %d", t.Last.Row)) == folded
		},
		func(t *history.Timeline) bool {
			return folded != "" && plan.Fold(t.Last.Shown(plan.FieldAction)) == folded
		},
		func(t *history.Timeline) bool {
			return folded != "" && strings.HasPrefix(plan.Fold(t.Last.Shown(plan.FieldAction)), folded)
		},
	}
	for _, is := range tests {
		var found []*history.Timeline
		for _, t := range h.Timelines {
			if is(t) {
				found = append(found, t)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// sayStory tells one action's story in dated lines.
func sayStory(w io.Writer, t *history.Timeline, words wording) {
	head := t.Last.FirstWords()
	if words.personal != nil {
		if _, holds := words.personal(t.Last.Shown(plan.FieldAction)); holds {
			head = ""
		}
	}
	name := string(t.Ref)
	if name == "" {
		name = fmt.Sprintf("row %d", t.Last.Row)
	}
	terminal.In(w, terminal.Bold, strings.TrimSpace(words.tells(name, 60)+" "+head))
	fmt.Fprintln(w)
	first := "first seen"
	if len(t.Dues) > 0 && (t.Dues[0].Seen == t.First() || t.Dues[0].InCell) && !slices.ContainsFunc(t.Events, func(e history.Event) bool { return e.What == history.DateGiven }) {
		first += ", due " + t.Dues[0].String()
	}
	line := func(by history.Label, what string) {
		fmt.Fprintf(w, "  %-17s  %s [%s]\n", by.On.Long(), what, oneLine(sourceOf(by), 60))
	}
	line(t.First(), first)
	for _, e := range t.Events {
		line(e.By, words.event(e))
	}
	fmt.Fprintf(w, "  %s\n", nowOf(t))
}

// sourceOf is a version's name where its day is said already.
func sourceOf(l history.Label) string {
	switch l.Source {
	case history.Agreed:
		return "agreed with partners"
	case history.Now:
		return "the plan as it stands"
	}
	return l.Name
}

// event is one thing that happened, in words.
func (w wording) event(e history.Event) string {
	because := ""
	switch {
	case e.What == history.Moved && e.Why == "" && !e.Granted:
		because = ", and no reason is written"
	case e.Granted && e.Why != "":
		because = ", granted: " + w.quoted(e.Why, 160)
	case e.Why != "":
		because = ": " + w.quoted(e.Why, 160)
	}
	from, to := w.quoted(e.From, 60), w.quoted(e.To, 60)
	said := ""
	switch e.What {
	case history.Added:
		said = "added to the plan"
	case history.Moved:
		said = fmt.Sprintf("due moved from %s to %s", e.From, e.To) + because
		if e.InCell {
			said += " (as its cell says)"
		}
	case history.DateGiven:
		said = fmt.Sprintf("due %s: the cell said %s until then", e.To, from)
		if e.From == "" {
			said = fmt.Sprintf("due %s: the cell was blank until then", e.To)
		}
	case history.Undated:
		said = fmt.Sprintf("no longer due %s: the cell says %s", w.tells(e.From, 60), to)
		if e.To == "" {
			said = fmt.Sprintf("no longer due %s: the cell is blank", w.tells(e.From, 60))
		}
	case history.Closed:
		said = strings.TrimSpace("closed: " + w.tells(e.To, 60))
	case history.Reopened:
		said = fmt.Sprintf("opened again: %s, was %s", to, from) + because
	case history.Withdrawn:
		said = "withdrawn: " + to
	case history.Rated:
		said = fmt.Sprintf("rated %s, was %s", w.tells(e.To, 60), w.tells(e.From, 60))
	case history.Fell:
		said = fmt.Sprintf("%s fell back from %s to %s", e.Field.Label(), w.tells(e.From, 60), w.tells(e.To, 60))
	case history.Reworded:
		said = fmt.Sprintf("%s reworded: %s, was %s", e.Field.Label(), w.quoted(e.To, 160), w.quoted(e.From, 160))
		if e.Likeness {
			said += " (taken for the same action: it stands in its place and says the same of most else)"
		}
	case history.Regrouped:
		said = fmt.Sprintf("now under %s, was under %s", to, from)
	case history.Renumbered:
		said = fmt.Sprintf("now %s, was %s", w.tells(e.To, 60), w.tells(e.From, 60))
	case history.MovedTable:
		said = fmt.Sprintf("moved to the table %q from %q", w.tells(e.To, 60), w.tells(e.From, 60))
	case history.Gone:
		said = "no longer in the plan"
		if e.From != "" {
			said += ", last " + from
		}
	case history.Merged:
		said = "no longer in the plan: merged with " + w.tells(e.To, 60)
	case history.Back:
		said = "in the plan again"
	}
	return said
}

// nowOf is where an action stands.
func nowOf(t *history.Timeline) string {
	var parts []string
	switch {
	case t.Merged != "":
		parts = append(parts, "Merged with "+oneLine(string(t.Merged), 60))
	case t.IsGone():
		parts = append(parts, "No longer in the plan")
	default:
		parts = append(parts, "Now "+string(t.Last.Status()))
	}
	if n := len(t.Dues); n > 0 {
		parts = append(parts, "due "+t.Dues[n-1].String())
	}
	if moves := t.Moves(); len(moves) > 0 {
		silent := 0
		for _, m := range moves {
			if m.To.Silent() {
				silent++
			}
		}
		days := t.Dues[0].On.DaysUntil(t.Dues[len(t.Dues)-1].On)
		parts = append(parts, fmt.Sprintf("moved %s (%s without a reason), %s from the first date", times(len(moves)), fmt.Sprint(silent), text.Counted(days, "day")))
	}
	if direction, since := t.Direction(); !t.IsGone() {
		parts = append(parts, fmt.Sprintf("%s since %s", direction, since.On.Long()))
	}
	return strings.Join(parts, " · ")
}

// The shapes of history --json, as docs/json.md promises them.
type (
	jsonHistory struct {
		Versions []jsonVersion  `json:"versions"`
		Totals   jsonTotals     `json:"totals"`
		Actions  []jsonTimeline `json:"actions"`
		Changes  int            `json:"changes"`
	}
	jsonVersion struct {
		On      string `json:"on"`
		Source  string `json:"source"`
		Name    string `json:"name"`
		Actions int    `json:"actions"`
		Kept    string `json:"kept,omitempty"`
		DatedBy string `json:"dated_by,omitempty"`
	}
	jsonTotals struct {
		Versions     int `json:"versions"`
		Actions      int `json:"actions"`
		Moved        int `json:"due_moved"`
		MovedActions int `json:"due_moved_actions"`
		Reasoned     int `json:"with_reason"`
		Granted      int `json:"granted"`
		Silent       int `json:"silent"`
		Closed       int `json:"closed"`
		Reopened     int `json:"reopened"`
		Withdrawn    int `json:"withdrawn"`
		Dropped      int `json:"dropped"`
		DroppedDone  int `json:"dropped_done"`
		Merged       int `json:"merged"`
		Back         int `json:"back"`
		Added        int `json:"added"`
		Reworded     int `json:"reworded"`
		Renumbered   int `json:"renumbered"`
		Regrouped    int `json:"regrouped"`
		MovedTable   int `json:"moved_table"`
	}
	jsonTimeline struct {
		Ref       plan.Ref    `json:"ref"`
		Name      string      `json:"name"`
		Row       int         `json:"row,omitempty"`
		Gone      string      `json:"gone,omitempty"`
		Merged    plan.Ref    `json:"merged_with,omitempty"`
		Due       []jsonDue   `json:"due"`
		Events    []jsonEvent `json:"events"`
		Direction string      `json:"direction"`
		Since     string      `json:"since"`
	}
	jsonDue struct {
		On        string `json:"on"`
		Precision string `json:"precision,omitempty"`
		Seen      string `json:"seen"`
		Version   string `json:"version"`
		InCell    bool   `json:"in_cell,omitempty"`
		Why       string `json:"why,omitempty"`
		Granted   bool   `json:"granted,omitempty"`
		Silent    bool   `json:"silent,omitempty"`
	}
	jsonEvent struct {
		On       string     `json:"on"`
		Version  string     `json:"version"`
		What     string     `json:"what"`
		Field    plan.Field `json:"field,omitempty"`
		From     string     `json:"from,omitempty"`
		To       string     `json:"to,omitempty"`
		Why      string     `json:"why,omitempty"`
		Granted  bool       `json:"granted,omitempty"`
		InCell   bool       `json:"in_cell,omitempty"`
		Likeness bool       `json:"likeness,omitempty"`
	}
	jsonForgotten struct {
		Forgotten string `json:"forgotten"`
	}
)

// longestJSON is how much of a text JSON tells: all of it.
const longestJSON = 40_000

func totalsJSON(h *history.History) jsonTotals {
	n := h.Totals()
	return jsonTotals{
		n.Versions, n.Actions, n.Moved, n.MovedActions, n.Reasoned, n.Granted, n.Silent, n.Closed, n.Reopened, n.Withdrawn, n.Dropped, n.DroppedDone,
		n.Merged, n.Back, n.Added, n.Reworded, n.Renumbered, n.Regrouped, n.Tables,
	}
}

func historyJSON(h *history.History, kept []ledger.Version, words wording) jsonHistory {
	j := jsonHistory{Versions: []jsonVersion{}, Totals: totalsJSON(h), Actions: storiesJSON(h.Timelines, words)}
	for i, v := range h.Versions {
		version := jsonVersion{On: v.On.String(), Source: string(v.Source), Name: v.Name, Actions: h.Counts[i]}
		for _, k := range kept {
			if v.Source == history.Workbook && k.On == v.On && k.Name == v.Name {
				version.Kept, version.DatedBy = k.File, k.By
			}
		}
		j.Versions = append(j.Versions, version)
	}
	if len(h.Versions) > 0 {
		j.Changes = h.Changes(h.Versions[0].On)
	}
	return j
}

func storiesJSON(timelines []*history.Timeline, words wording) []jsonTimeline {
	all := []jsonTimeline{}
	for _, t := range timelines {
		direction, since := t.Direction()
		j := jsonTimeline{
			Ref: t.Ref, Name: words.tells(t.Name(), longestJSON), Row: t.Last.Row, Gone: t.Gone.On.String(), Merged: t.Merged,
			Due: []jsonDue{}, Events: []jsonEvent{}, Direction: string(direction), Since: since.On.String(),
		}
		for i, d := range t.Dues {
			due := jsonDue{On: d.On.String(), Seen: d.Seen.On.String(), Version: sourceOf(d.Seen), InCell: d.InCell, Why: words.tells(d.Why, longestJSON), Granted: d.Granted, Silent: i > 0 && d.Silent()}
			if d.Month {
				due.Precision = "month"
			}
			j.Due = append(j.Due, due)
		}
		for _, e := range t.Events {
			j.Events = append(j.Events, jsonEvent{
				e.By.On.String(), sourceOf(e.By), string(e.What), e.Field, words.tells(e.From, longestJSON), words.tells(e.To, longestJSON), words.tells(e.Why, longestJSON), e.Granted, e.InCell, e.Likeness,
			})
		}
		all = append(all, j)
	}
	return all
}
