package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (d *desk) beginCommand() *cobra.Command {
	return &cobra.Command{
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
		RunE: func(*cobra.Command, []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			return d.begin()
		},
	}
}

func (d *desk) begin() error {
	s, err := d.round().Begin(d.ctx)
	if err != nil {
		return err
	}
	if d.json {
		return printJSON(d.stdout, previewJSON(s))
	}
	fmt.Fprintf(d.stdout, "I compared %q with %q and wrote down what both say: %s agreed, in %q.\n",
		s.Officers.Source, s.Partners.Source, counted(s.AgreedCells(), "cell"), d.settings.File.Ledger)
	rows := s.Unmatched()
	if len(s.Settlement.Open)+len(s.Settlement.Changes) == 0 {
		fmt.Fprintln(d.stdout, "They differ in nothing that is compared.")
		sayUnmatched(d.stdout, rows)
		sayAsides(d.stdout, s)
		return nil
	}
	sayDifferences(d.stdout, s)
	sayUnmatched(d.stdout, rows)
	fmt.Fprintln(d.stdout, "Next: actionplan preview lists what is not agreed yet.")
	return nil
}
