package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
)

func statusCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show which cells have moved since both sides agreed: two letters a cell",
		Long: `Lists every cell that has moved since both sides last agreed, with two letters:

  O.  officers moved it          .P  partners moved it
  OP  both moved it, alike       !!  both moved it, apart: a person decides
  What is decided, or made of both, has the letters of what happens next: O. where
  the officers' words go to partners, .P the other way, OP where both are written.
  ??  another question: an edit in the other side's column, a row one side lacks,
      or what is held and waits before it goes to the other side
  ..  nobody moved it: it fills a column that is back
  --  it cannot be written, or the row cannot be matched`,
		Example: `  actionplan status
  actionplan status --json`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			s, err := c.round().Stage(cmd.Context())
			if err != nil {
				return err
			}
			sayAnswersLeft(c.err, s.Answers)
			err = c.show(func() any { return statusJSON(s) }, func(w io.Writer) { sayStatus(w, s) })
			if err == nil && s.Waits() {
				return waiting{}
			}
			return err
		},
	}
}

// moved is one line of status.
type moved struct {
	Letters string     `json:"letters"`
	Ref     plan.Ref   `json:"ref"`
	Name    string     `json:"name"`
	Field   plan.Field `json:"field"`
	Verdict string     `json:"verdict"`
}

// label is what of an action moved: a column, or the action itself.
func (m moved) label() string {
	if m.Verdict == rowToAdd || m.Verdict == goneFromBoth {
		return m.Verdict
	}
	return m.Field.Label()
}

var letters = map[reconcile.Verdict]string{
	reconcile.OfficerMoved: "O.",
	reconcile.PartnerMoved: ".P",
	reconcile.MovedAlike:   "OP",
	reconcile.MovedApart:   "!!",
	reconcile.Unmoved:      "..", // it fills a column that is back
}

// lettersOf are the letters of a settled cell: of who moved it or, where that
// does not tell, of whose words both sides get.
func lettersOf(c reconcile.Change) string {
	if c.By == "" && c.Verdict != reconcile.MovedApart {
		return letters[c.Verdict]
	}
	switch c.Now.Value {
	case c.Officer.Value:
		return letters[reconcile.OfficerMoved]
	case c.Partner.Value:
		return letters[reconcile.PartnerMoved]
	}
	return letters[reconcile.MovedAlike]
}

// movedCells are the cells that moved since both sides agreed, and the rows that
// are decided to be added. Before the first agreement nothing has moved: then
// they are only what is asked about.
func movedCells(staged *round.Staging) []moved {
	s, list := staged.Settlement, []moved{}
	if staged.Base != nil {
		for _, c := range s.Changes {
			list = append(list, moved{lettersOf(c), c.Ref, s.Name(c.Ref), c.Field, string(c.Verdict)})
		}
		for _, side := range round.Sides {
			for _, row := range staged.Rows(side) {
				from := map[reconcile.Side]reconcile.Verdict{reconcile.Officer: reconcile.PartnerMoved, reconcile.Partner: reconcile.OfficerMoved}[side]
				list = append(list, moved{letters[from], row.Ref, s.Name(row.Ref), "", rowToAdd})
			}
		}
	}
	for _, ref := range s.Dropped {
		list = append(list, moved{letters[reconcile.MovedAlike], ref, s.Name(ref), "", goneFromBoth})
	}
	for _, q := range s.Open {
		if len(q.Cells) == 0 {
			list = append(list, moved{"??", q.Ref, s.Name(q.Ref), q.Field, string(q.Kind)})
		}
		for _, c := range q.Cells {
			sign := "??"
			if q.Kind == reconcile.QuestionConflict && isApart(q) && staged.Base != nil {
				sign = letters[reconcile.MovedApart]
			}
			list = append(list, moved{sign, c.Ref, s.Name(c.Ref), c.Field, string(c.Verdict())})
		}
	}
	return list
}

// rowToAdd is the verdict of an action that somebody decided to add.
const rowToAdd = "decided: to be added"

// goneFromBoth is that of an agreed action that both sides have taken out.
const goneFromBoth = "gone from both copies"

// isApart reports whether both sides moved what a question is about: otherwise
// what one of them says waits, and is no conflict.
func isApart(q reconcile.Question) bool {
	by := map[reconcile.Verdict]bool{}
	for _, c := range q.Cells {
		by[c.Verdict()] = true
	}
	return by[reconcile.MovedApart] || by[reconcile.OfficerMoved] && by[reconcile.PartnerMoved]
}

func sayStatus(w io.Writer, s *round.Staging) {
	if s.Base == nil {
		fmt.Fprintln(w, "Nothing has been agreed yet: actionplan begin remembers what both sides say now.")
	}
	sayStops(w, s.Readings)
	for _, gone := range s.MassGone() {
		fmt.Fprintf(w, "Look first: %s.\n", gone)
	}
	list := movedCells(s)
	width := 6
	for _, m := range list {
		width = max(width, utf8.RuneCountInString(m.Name))
	}
	for _, m := range list {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s  %-*s %s", m.Letters, width, m.Name, m.label()), " "))
	}
	decided := settled(s)
	for _, what := range decided {
		fmt.Fprintf(w, "%s.\n", what)
	}
	for _, side := range round.Sides {
		for _, column := range s.Columns(side) {
			fmt.Fprintf(w, "Decided: the column %q is added to %s.\n", column.Heading, round.CopyName[side])
			decided = append(decided, column.Heading)
		}
	}
	for _, left := range s.Left {
		fmt.Fprintf(w, "--  %s\n", left)
	}
	for _, q := range s.Settlement.Open {
		if q.Kind == reconcile.QuestionColumn && q.Table != "" {
			fmt.Fprintf(w, "??  %s.\n", capital(q.Why))
		}
	}
	sayBroken(w, s.Settlement.Broken)
	rows := s.Unmatched()
	for _, row := range rows {
		fmt.Fprintf(w, "--  %s\n", unmatchedWords(row))
	}
	switch {
	case len(s.Settlement.Withheld) > 0:
		for _, what := range untold(s.Settlement.Withheld) {
			fmt.Fprintf(w, "%s.\n", what)
		}
	case len(list)+len(decided)+len(rows)+len(s.Left)+len(s.Settlement.Stops) == 0 && s.Base != nil && s.Settlement.Counts.Actions > 0 && !s.Writes():
		fmt.Fprintln(w, "Both sides say what was last agreed.")
	}
	sayNotRead(w, s)
	sayWaiting(w, s.Questions(), s.ActionsLeft())
}

// sayWaiting ends with how much waits: questions, and actions that are left
// alone, whole or in part.
func sayWaiting(w io.Writer, questions, left int) {
	var parts []string
	if questions > 0 {
		parts = append(parts, counted(questions, "question")+waits(questions)+" for a person")
	}
	if left > 0 {
		parts = append(parts, counted(left, "action")+is(left)+" left alone")
	}
	if len(parts) > 0 {
		fmt.Fprintf(w, "%s: actionplan preview says more.\n", joined(parts))
	}
}

func waits(n int) string {
	if n == 1 {
		return " waits"
	}
	return " wait"
}

func is(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

// jsonStatus is the shape of status --json.
type jsonStatus struct {
	Cells     []moved      `json:"cells"`
	Questions int          `json:"questions"`
	Alone     int          `json:"actions_left_alone"`
	Stops     []string     `json:"stops"`
	Gone      []string     `json:"gone"`
	LeftAlone []jsonLeft   `json:"left_alone"`
	Unmatched []string     `json:"unmatched"`
	Withheld  []jsonUntold `json:"withheld"`
	Broken    []jsonBroken `json:"broken"`
	NotRead   []string     `json:"not_read"`
}

func statusJSON(s *round.Staging) jsonStatus {
	j := jsonStatus{movedCells(s), s.Questions(), s.ActionsLeft(), stopMessages(s.Settlement.Stops), []string{}, leftJSON(s.Left), []string{}, untoldJSON(s.Settlement), brokenJSON(s.Settlement.Broken), nonNil(s.NotRead)}
	for _, row := range s.Unmatched() {
		j.Unmatched = append(j.Unmatched, unmatchedWords(row))
	}
	for _, gone := range s.Settlement.Gone {
		j.Gone = append(j.Gone, gone.String())
	}
	return j
}

func stopMessages(stops []reconcile.Stop) []string {
	messages := []string{}
	for _, stop := range stops {
		message := stop.Message
		if stop.Behind != "" {
			message += "; " + stop.Behind
		}
		messages = append(messages, message)
	}
	return messages
}
