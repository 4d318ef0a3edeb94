package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"actionplan/plan"
	"actionplan/round"
)

func addColumnCommand(c *call) *cobra.Command {
	var heading, only string
	var both bool
	cmd := &cobra.Command{
		Use:   "add-column FIELD",
		Short: "Add a column the plan lacks: an outcome, a ref",
		Long: `Adds a column at the right edge of every table of the officers' workbook that has
none for the field, under a heading that looks like its neighbour's. Everything
else in the workbook stays as it is; a backup is kept. Where something is in the
way, nothing is written.

A new ref column is filled with a number for each action: yours to change before
anything is agreed with partners. With --both the partners' copy gets the column
too, and the same action the same ref on both sides; on a terminal you are asked.
No refs are given while a question is open whether two rows are one action, reworded.`,
		Example: `  actionplan add-column outcome
  actionplan add-column outcome --heading "What will be different for children"
  actionplan add-column ref`,
		Args:        cobra.ExactArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitMoved),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			return addColumn(cmd.Context(), c, round.Column{Field: plan.Field(args[0]), Heading: heading, Table: only, Both: both})
		},
	}
	cmd.Flags().StringVar(&heading, "heading", "", "the `heading` of the new column")
	cmd.Flags().BoolVar(&both, "both", false, "add it to the partners' copy too: refs are the same on both sides")
	cmd.Flags().StringVar(&only, "table", "", "only in this `table`, by the name of its sheet")
	return cmd
}

func addColumn(ctx context.Context, c *call, column round.Column) error {
	if !column.Field.Known() {
		return misused("the fields are those read shows: outcome, ref, evidence…", "there is no field %q", column.Field)
	}
	if column.Heading == "" {
		column.Heading = capital(column.Field.Label())
	}
	r := c.round()
	if !c.settings.HasPartners() {
		if column.Both {
			return misused("name their workbook under partner: in actionplan.yaml, or with --partner", "no partners' copy is named")
		}
		r.Partners = nil
	} else if column.Field == plan.FieldRef && !column.Both && c.mayAsk() {
		both, err := c.confirmed(ctx, "Add the same refs to the partners' copy too?")
		if err != nil {
			return err
		}
		column.Both = both
	}
	done, err := r.AddColumn(ctx, column)
	for _, added := range done {
		if added.NotRead {
			c.warn(fmt.Sprintf("%q is not read as %s: add it under headings: in actionplan.yaml", column.Heading, column.Field.Label()))
		}
		fmt.Fprintf(c.out, "Done: %s headed %q in %s. Nothing else was changed.\n", counted(added.Columns, "new column"), column.Heading, added.Place.Name)
	}
	if err != nil {
		return err
	}
	if column.Field == plan.FieldRef && c.settings.HasPartners() && !column.Both {
		fmt.Fprintln(c.out, "The partners' copy has no such refs yet: actionplan add-column ref --both gives both sides the same.")
	}
	return nil
}
