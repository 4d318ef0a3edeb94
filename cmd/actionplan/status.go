package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"actionplan/plan"
	"actionplan/reconcile"
)

func (d *desk) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show which cells have moved since both sides agreed: two letters a cell",
		Long: `Lists every cell that has moved since both sides last agreed, with two letters:

  O.  officers moved it          .P  partners moved it
  OP  both moved it, alike       !!  both moved it, apart: a person decides
  ??  another question: an edit in the other side's column, or a row one side lacks`,
		Example: `  actionplan status
  actionplan status --json`,
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
				return printJSON(d.stdout, statusJSON(r.Settlement))
			}
			if r.Base == nil {
				fmt.Fprintln(d.stdout, "Nothing has been agreed yet: actionplan begin remembers what both sides say now.")
			}
			d.sayStatus(r.Settlement)
			return nil
		},
	}
}

// moved is one line of status.
type moved struct {
	Letters string     `json:"letters"`
	Ref     plan.Ref   `json:"ref"`
	Field   plan.Field `json:"field"`
	Verdict string     `json:"verdict"`
}

var letters = map[reconcile.Verdict]string{
	reconcile.OfficerMoved: "O.",
	reconcile.PartnerMoved: ".P",
	reconcile.MovedAlike:   "OP",
	reconcile.MovedApart:   "!!",
}

func movedCells(s reconcile.Settlement) []moved {
	list := []moved{}
	for _, c := range s.Changes {
		list = append(list, moved{letters[c.Verdict], c.Ref, c.Field, string(c.Verdict)})
	}
	for _, q := range s.Open {
		if len(q.Cells) == 0 {
			list = append(list, moved{"??", q.Ref, q.Field, string(q.Kind)})
		}
		for _, c := range q.Cells {
			sign := "??"
			if q.Kind == reconcile.QuestionConflict {
				sign = letters[c.Verdict()]
			}
			list = append(list, moved{sign, c.Ref, c.Field, string(c.Verdict())})
		}
	}
	return list
}

func (d *desk) sayStatus(s reconcile.Settlement) {
	d.sayStops(s.Stops)
	list := movedCells(s)
	for _, m := range list {
		fmt.Fprintf(d.stdout, "%s  %-6s %s\n", m.Letters, m.Ref, m.Field.Label())
	}
	switch {
	case len(s.Withheld) > 0:
		fmt.Fprintf(d.stdout, "%s moved in columns that are not shared with partners.\n", capital(counted(len(s.Withheld), "cell")))
	case len(list) == 0 && s.Counts.Actions > 0:
		fmt.Fprintln(d.stdout, "Both sides say what was last agreed.")
	}
}

// jsonStatus is the shape of status --json.
type jsonStatus struct {
	Cells     []moved  `json:"cells"`
	Questions int      `json:"questions"`
	Stops     []string `json:"stops"`
}

func statusJSON(s reconcile.Settlement) jsonStatus {
	return jsonStatus{movedCells(s), len(s.Open), stopMessages(s.Stops)}
}

func stopMessages(stops []reconcile.Stop) []string {
	messages := []string{}
	for _, stop := range stops {
		messages = append(messages, stop.Message)
	}
	return messages
}
