package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"actionplan/round"
)

func beginCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "begin",
		Short: "First agreement: remember what both sides say now",
		Long: `Compares the plan with the partners' copy for the first time and remembers, in
the ledger, every cell on which both say the same. From then on each run can
tell who moved a cell. It is done once; neither workbook is changed.

Cells that are blank on one side, and cells with two answers, are not agreed
yet: preview lists them.`,
		Example: `  actionplan begin
  actionplan begin --plan "Improvement plan.xlsx" --partner "Partners' copy.xlsx"`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			return begin(cmd.Context(), c)
		},
	}
	c.despiteFlag(cmd)
	return cmd
}

func begin(ctx context.Context, c *call) error {
	s, err := c.round().Begin(ctx)
	if err != nil {
		return err
	}
	return c.show(func() any { return previewJSON(s) }, func(w io.Writer) { sayBegun(w, s, c.settings.File.Ledger) })
}

func sayBegun(w io.Writer, s *round.Staging, ledger string) {
	fmt.Fprintf(w, "I compared %q with %q and wrote down what both say: %s agreed, in %q.\n",
		s.Officers.Source, s.Partners.Source, counted(s.AgreedCells(), "cell"), ledger)
	if len(s.Settlement.Open)+len(s.Settlement.Changes) == 0 {
		if len(s.Left) == 0 {
			fmt.Fprintln(w, "They differ in nothing that is compared.")
		}
		sayLeft(w, s)
		sayAsides(w, s)
		return
	}
	sayDifferences(w, s)
	sayLeft(w, s)
	sayAsides(w, s)
	fmt.Fprintln(w, "Next: actionplan preview lists what is not agreed yet.")
}
