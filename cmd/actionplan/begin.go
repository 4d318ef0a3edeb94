package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"actionplan/ledger"
	"actionplan/reconcile"
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
	r, err := d.readBothSides()
	if err != nil {
		return err
	}
	if r.Base != nil {
		return misused("actionplan preview shows what has moved since", "there is an agreement already, in %s", d.settings.File.Ledger)
	}
	if err := d.refuseStops(r.Settlement); err != nil {
		return err
	}
	if r.Settlement.Counts.Actions == 0 {
		return &refusal{
			code:    exitWaiting,
			problem: fmt.Sprintf("no action of %q could be matched with one of %q, so there is nothing to agree on", r.Officers.Source, r.Partners.Source),
			advice:  "both need the same refs; actionplan add-column ref gives the officers' plan a column for them",
		}
	}
	err = ledger.Begin(d.settings.File.Ledger, r.Settlement.NextBase, d.today, r.Officers.Source, r.Partners.Source)
	if err != nil {
		return err
	}
	if err := d.rememberPlaces(r); err != nil {
		return err
	}
	if d.json {
		return printJSON(d.stdout, previewJSON(r))
	}
	fmt.Fprintf(d.stdout, "I compared %q with %q and wrote down what both say: %s agreed, in %q.\n",
		r.Officers.Source, r.Partners.Source, counted(agreedCells(r.Settlement), "cell"), d.settings.File.Ledger)
	if len(r.Settlement.Open)+len(r.Settlement.Changes) == 0 {
		fmt.Fprintln(d.stdout, "They differ in nothing that is compared.")
		d.sayAsides(r)
		return nil
	}
	d.sayDifferences(r)
	fmt.Fprintln(d.stdout, "Next: actionplan preview lists what is not agreed yet.")
	return nil
}

func agreedCells(s reconcile.Settlement) int {
	n := 0
	for _, a := range s.NextBase.Actions {
		n += a.Len()
	}
	return n
}

// refuseStops ends a run that something about a whole side should stop.
func (d *desk) refuseStops(s reconcile.Settlement) error {
	for _, stop := range s.Stops {
		if stop.Whole {
			return &refusal{code: exitWaiting, problem: stop.Message, advice: advice(stop)}
		}
	}
	return nil
}
