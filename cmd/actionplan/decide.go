package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"actionplan/plan"
	"actionplan/round"
)

func decideCommand(c *call) *cobra.Command {
	var other, by, why string
	cmd := &cobra.Command{
		Use:   "decide REF [FIELD] ANSWER",
		Short: "Answer one question, with a name and a reason",
		Long: `Answers one of the questions that preview shows. It is remembered with the name,
the reason and the day; apply writes it. It stands while both sides say what
they said then, and is asked again once either says something else.

The answers for a cell: officer, partner, "last agreed" or other (with --text).
For an edit in the other side's column: accept or refuse. For an action one side
lacks: add or "leave out", "bring back" or "let it go".`,
		Example: `  actionplan decide 1.10 due officer --by "Head of Service" --why "the board set it"
  actionplan decide 3.4 lead other --text "Head of Housing Options" --by "Director" --why "agreed on 4 March"
  actionplan decide 9.1 add --by "Programme Manager" --why "asked for by the police"`,
		Args:        cobra.RangeArgs(2, 3),
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			field := ""
			if len(args) == 3 {
				field = args[1]
			}
			return decide(cmd.Context(), c, round.Answer{Ref: plan.Ref(args[0]), Field: field, Chosen: args[len(args)-1], Other: other, By: by, Why: why})
		},
	}
	cmd.Flags().StringVar(&other, "text", "", "what the cell is to say, where the answer is other; or the `ref` an added action is to have")
	cmd.Flags().StringVar(&by, "by", "", "the `name` or post of who decided")
	cmd.Flags().StringVar(&why, "why", "", "the `reason`")
	return cmd
}

// jsonDecided is the shape of decide --json.
type jsonDecided struct {
	Remembered jsonDecision `json:"remembered"`
}

func decide(ctx context.Context, c *call, a round.Answer) error {
	decision, err := c.round().Decide(ctx, a)
	if err != nil {
		return err
	}
	return c.show(func() any { return jsonDecided{decisionJSON(decision)} }, func(w io.Writer) {
		fmt.Fprintf(w, "Remembered: %s, decided by %s. Nothing has been written to either side: actionplan apply does.\n", decision.Question, oneLine(a.By, 60))
	})
}
