package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/reconcile"
	"actionplan/round"
)

func decideCommand(c *call) *cobra.Command {
	var other, by, why, table, column string
	cmd := &cobra.Command{
		Use:   "decide REF [FIELD] ANSWER",
		Short: "Answer one question, with a name and a reason",
		Long: `Answers one of the questions that preview shows. It is remembered with the name,
the reason and the day; apply writes it. It stands while both sides say what
they said then, and is asked again once either says something else.

The answers for a cell: officer, partner, "last agreed" or other (with --text).
For an edit in the other side's column: accept or refuse. For an action one side
lacks: add or "leave out", "bring back" or "let it go". For one that may have been
reworded: "same action" or "two actions". A row that has no ref is named by its
row ("row 7" of the officers' plan, "partners row 7") or by its words.
Another answer, before apply, takes the place of the one before.

A table that one side never had is answered whole with --table, and everything
that is asked about the cells of a column with --column. So is a column that one
side has no longer: "bring back" or "let it go", with --table where it is gone
from one table of several. What seems to hold personal data is answered by itself.`,
		Example: `  actionplan decide 1.10 due officer --by "Head of Service" --why "the board set it"
  actionplan decide 3.4 lead other --text "Head of Housing Options" --by "Director" --why "agreed on 4 March"
  actionplan decide "row 7" due accept --by "Practice Lead" --why "the survey closes later"
  actionplan decide 9.1 add --by "Programme Manager" --why "asked for by the police"
  actionplan decide --table "Home" "leave out" --by "Director" --why "it is the police's own plan"
  actionplan decide --column rag partner --by "Head of Service" --why "they see the work"
  actionplan decide --column progress --table "Home" "bring back" --by "Director" --why "it is still wanted"`,
		Args:        decideWords,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			if table != "" || column != "" {
				if other != "" {
					return misused("leave --text out", "--text is for one cell, or for one action's ref")
				}
				return decideWhole(cmd.Context(), c, round.Whole{Table: table, Column: column, Chosen: args[0], By: by, Why: why})
			}
			field := ""
			if len(args) == 3 {
				field = args[1]
			}
			return decide(cmd.Context(), c, round.Answer{Action: args[0], Field: field, Chosen: args[len(args)-1], Other: other, By: by, Why: why})
		},
	}
	cmd.Flags().StringVar(&other, "text", "", "what the cell is to say, where the answer is other; or the `ref` an added action is to have")
	cmd.Flags().StringVar(&table, "table", "", "answer for every action of this `table`, which one side never had; with --column, for the column that is gone from it")
	cmd.Flags().StringVar(&column, "column", "", "answer for every cell of this `field` that is asked about, or for its column where one side has it no longer")
	cmd.Flags().StringVar(&by, "by", "", "the `name` or post of who decided")
	cmd.Flags().StringVar(&why, "why", "", "the `reason`")
	return cmd
}

// decideWords are a ref, a field and an answer; the answer alone where it is
// for a whole table or column.
func decideWords(cmd *cobra.Command, args []string) error {
	for _, whole := range []string{"table", "column"} {
		switch {
		case !cmd.Flags().Changed(whole):
		case len(args) != 1:
			return misused("what has spaces in it goes in quotes", "decide --%s takes an ANSWER and nothing else, and %s given", whole, counted(len(args), "word")+were(len(args)))
		default:
			return nil
		}
	}
	for from := 1; from < len(args)-1; from++ {
		if answer := strings.Join(args[from:], " "); isAnswer(answer) {
			return misused(fmt.Sprintf("type it so: %q", answer), "the answer has spaces in it, and so needs quotes round it")
		}
	}
	return cobra.RangeArgs(2, 3)(cmd, args)
}

// isAnswer reports whether several words are one answer to a question.
func isAnswer(words string) bool {
	for _, take := range []reconcile.Take{reconcile.TakeLeave, reconcile.TakeBack, reconcile.TakeGo, reconcile.TakeSame, reconcile.TakeTwo} {
		if strings.EqualFold(words, take.Words()) {
			return true
		}
	}
	return strings.EqualFold(words, "last agreed")
}

func were(n int) string {
	if n == 1 {
		return " was"
	}
	return " were"
}

// jsonDecidedWhole is the shape of decide --json for a table or a column.
type jsonDecidedWhole struct {
	Remembered []jsonDecision `json:"remembered_all"`
	Open       []string       `json:"still_open"`
}

func decideWhole(ctx context.Context, c *call, a round.Whole) error {
	done, err := c.round().DecideWhole(ctx, a)
	if err != nil {
		return err
	}
	return c.show(func() any { return decidedWholeJSON(done) }, func(w io.Writer) {
		fmt.Fprintf(w, "Remembered: %s about %s, decided by %s. Nothing has been written to either side: actionplan apply does.\n",
			counted(len(done.Decisions), "answer"), done.About, oneLine(a.By, 60))
		for _, q := range done.Open {
			fmt.Fprintf(w, "Still asked by itself: %s.\n", q.Why)
		}
	})
}

func decidedWholeJSON(done *round.DecidedWhole) jsonDecidedWhole {
	j := jsonDecidedWhole{[]jsonDecision{}, []string{}}
	for _, d := range done.Decisions {
		j.Remembered = append(j.Remembered, decisionJSON(d, done.Names[d.Question.Ref]))
	}
	for _, q := range done.Open {
		j.Open = append(j.Open, q.Why)
	}
	return j
}

// jsonDecided is the shape of decide --json.
type jsonDecided struct {
	Remembered jsonDecision `json:"remembered"`
}

func decide(ctx context.Context, c *call, a round.Answer) error {
	decided, err := c.round().Decide(ctx, a)
	if err != nil {
		return err
	}
	return c.show(func() any { return jsonDecided{decisionJSON(decided.Decision, decided.Name)} }, func(w io.Writer) {
		instead := ""
		if was := decided.Before; was != nil {
			instead = fmt.Sprintf(", in place of what %s decided", oneLine(was.By, 60))
		}
		fmt.Fprintf(w, "Remembered: %s: %s, decided by %s%s. Nothing has been written to either side: actionplan apply does.\n", decided.About, decided.Take.Words(), oneLine(a.By, 60), instead)
	})
}
