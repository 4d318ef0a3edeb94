package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"actionplan/excel"
	"actionplan/internal/lock"
	"actionplan/plan"
	"actionplan/table"
)

func (d *desk) addColumnCommand() *cobra.Command {
	var heading, only string
	cmd := &cobra.Command{
		Use:   "add-column FIELD",
		Short: "Add a column the plan lacks: an outcome, a ref",
		Long: `Adds a column at the right edge of every table of the officers' workbook that has
none for the field, under a heading that looks like its neighbour's. Everything
else in the workbook stays as it is; a backup is kept. Where something is in the
way, nothing is written.

A new ref column is filled with a number for each action: yours to change before
anything is agreed with partners.`,
		Example: `  actionplan add-column outcome
  actionplan add-column outcome --heading "What will be different for children"
  actionplan add-column ref`,
		Args:        cobra.ExactArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitMoved),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			return d.addColumn(plan.Field(args[0]), heading, only)
		},
	}
	cmd.Flags().StringVar(&heading, "heading", "", "the `heading` of the new column")
	cmd.Flags().StringVar(&only, "table", "", "only in this `table`, by the name of its sheet")
	return cmd
}

func (d *desk) addColumn(field plan.Field, heading, only string) error {
	if !field.Known() {
		return misused("the fields are those read shows: outcome, ref, evidence…", "there is no field %q", field)
	}
	if heading == "" {
		heading = capital(field.Label())
	}
	p, err := d.readOfficers()
	if err != nil {
		return err
	}
	columns := lacking(p, field, heading, only)
	if len(columns) == 0 {
		return misused("actionplan read shows which column it is", "the plan has a column for %s already", field.Label())
	}
	if err := os.MkdirAll(d.settings.File.Ledger, 0o700); err != nil {
		return err
	}
	held, err := lock.Take(d.settings.File.Ledger, whoIsHere(), time.Now())
	if err != nil {
		return err
	}
	defer func() { _ = held.Release() }()
	if err := d.writeOfficers(held, excel.Work{Columns: columns}); err != nil {
		return err
	}
	if field == plan.FieldRef {
		if err := d.numberActions(held); err != nil {
			return err
		}
	}
	if p, err = d.readOfficers(); err != nil {
		return err
	}
	if len(lacking(p, field, heading, only)) > 0 {
		fmt.Fprintf(d.stderr, "actionplan: %q is not read as %s: add it under headings: in actionplan.yaml\n", heading, field.Label())
	}
	fmt.Fprintf(d.stdout, "Done: %s headed %q in %s. Nothing else was changed.\n", counted(len(columns), "new column"), heading, filepath.Base(d.settings.File.Plan))
	return nil
}

// lacking are the columns to add: one in each table without the field.
func lacking(p plan.Plan, field plan.Field, heading, only string) []excel.NewColumn {
	var columns []excel.NewColumn
	for _, t := range p.Tables {
		has := only != "" && t.Name != only
		for _, c := range p.TableColumns(t.Name) {
			has = has || c.Field == field
		}
		if !has {
			columns = append(columns, excel.NewColumn{Table: t.Name, Heading: heading})
		}
	}
	return columns
}

// writeOfficers writes one piece of work into the officers' workbook, whole
// or not at all. The lock is looked at just before: a computer that slept may
// have lost it meanwhile.
func (d *desk) writeOfficers(held *lock.Held, work excel.Work) error {
	path := d.settings.File.Plan
	work.Read = func(grids []table.Grid) (plan.Plan, error) {
		return table.Read(filepath.Base(path), grids, d.settings.TableOptions())
	}
	staged, err := excel.Stage(path, work)
	if err != nil {
		return err
	}
	if len(staged.Refusals()) > 0 {
		return &excel.RefusedError{Where: "write workbook " + path, Refusals: staged.Refusals()}
	}
	if err := d.notOpenElsewhere(path); err != nil {
		return err
	}
	if err := backUp(path, filepath.Join(d.settings.File.Ledger, "backups")); err != nil {
		return err
	}
	if err := held.Refresh(time.Now()); err != nil {
		return err
	}
	return staged.Save(path)
}

// numberActions gives every action without a ref the next number nobody has.
func (d *desk) numberActions(held *lock.Held) error {
	p, err := d.readOfficers()
	if err != nil {
		return err
	}
	taken := map[plan.Ref]bool{}
	for _, a := range p.Actions {
		taken[a.Ref] = true
	}
	var edits []plan.Edit
	next := 1
	for _, a := range p.Actions {
		was, ok := a.Lookup(plan.FieldRef)
		if !ok || a.Ref != "" {
			continue
		}
		for taken[plan.Ref(strconv.Itoa(next))] {
			next++
		}
		ref := strconv.Itoa(next)
		taken[plan.Ref(ref)] = true
		edits = append(edits, plan.Edit{ID: a.ID, Field: plan.FieldRef, Was: was, Now: plan.Entry{Value: plan.TextValue(ref), Typed: ref}})
	}
	return d.writeOfficers(held, excel.Work{Edits: edits, From: p})
}
