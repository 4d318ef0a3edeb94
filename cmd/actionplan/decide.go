package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

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
lacks: add or "leave out", "bring back" or "let it go". A row that has no ref is
named by its row ("row 7" of the officers' plan, "partners row 7") or by its words.
Another answer, before apply, takes the place of the one before.`,
		Example: `  actionplan decide 1.10 due officer --by "Head of Service" --why "the board set it"
  actionplan decide 3.4 lead other --text "Head of Housing Options" --by "Director" --why "agreed on 4 March"
  actionplan decide "row 7" due accept --by "Practice Lead" --why "the survey closes later"
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
			return decide(cmd.Context(), c, round.Answer{Action: args[0], Field: field, Chosen: args[len(args)-1], Other: other, By: by, Why: why})
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
	decided, err := c.round().Decide(ctx, a)
	if err != nil {
		return err
	}
	return c.show(func() any { return jsonDecided{decisionJSON(decided.Decision)} }, func(w io.Writer) {
		instead := ""
		if was := decided.Before; was != nil {
			instead = fmt.Sprintf(", in place of what %s decided", oneLine(was.By, 60))
		}
		fmt.Fprintf(w, "Remembered: %s, decided by %s%s. Nothing has been written to either side: actionplan apply does.\n", decided.About, oneLine(a.By, 60), instead)
	})
}
