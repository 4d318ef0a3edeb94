package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"actionplan/internal/settings"
	"actionplan/reconcile"
	"actionplan/sheets"
	"actionplan/table"
)

func sheetCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sheet",
		Short: "Make a Google Sheet the partners' copy, look whether it is as agreed, or fill an empty one",
		Long: `Sets up the partners' Google Sheet, whose address stands under partner: sheet: in
the settings. A person makes the sheet and shares it with the account that
writes; docs/google.md has the steps.`,
		Args:        unknownCommand,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE:        func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(sheetAdoptCommand(c), sheetCheckCommand(c), sheetFillCommand(c))
	return cmd
}

func sheetAdoptCommand(c *call) *cobra.Command {
	var only, without []string
	var write, warn bool
	cmd := &cobra.Command{
		Use:   "adopt",
		Short: "Make an existing Google Sheet the partners' copy",
		Long: `Looks at the partners' sheet and shows what would be set in it, once, so that
partners keep what they have and less goes wrong. Nothing is set without --write.

  locale      dates are read the UK way, and the clock is London's
  freeze      the headings and the first column stay in view
  ref         a column of refs, where the sheet has none
  protect     the headings and the officers' columns (or only a warning: --warn-only)
  dropdowns   the words for ratings and statuses; others may still be typed
  marks       each row carries its ref, unseen, in case the cell is lost
  note        a note on the first heading tells partners what the sheet does`,
		Example: `  actionplan sheet adopt
  actionplan sheet adopt --write --without protect
  actionplan sheet adopt --write --only locale,marks`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, _ []string) error {
			parts, err := chosenParts(only, without)
			if err != nil {
				return err
			}
			if err := withSheet(c.settings); err != nil {
				return err
			}
			return adopt(cmd.Context(), c, parts, warn, write)
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "set only these `parts`")
	cmd.Flags().StringSliceVar(&without, "without", nil, "leave these `parts` out")
	cmd.Flags().BoolVar(&warn, "warn-only", false, "warn partners who change officers' columns, and stop nobody")
	cmd.Flags().BoolVar(&write, "write", false, "set it; without this, only show what would be set")
	return cmd
}

func chosenParts(only, without []string) ([]sheets.Part, error) {
	for _, name := range append(slices.Clone(only), without...) {
		if !slices.Contains(sheets.Parts, sheets.Part(name)) {
			return nil, misused("the parts are "+partNames(), "there is no part %q of adopting a sheet", name)
		}
	}
	var chosen []sheets.Part
	for _, part := range sheets.Parts {
		if (len(only) == 0 || slices.Contains(only, string(part))) && !slices.Contains(without, string(part)) {
			chosen = append(chosen, part)
		}
	}
	return chosen, nil
}

func partNames() string {
	var names []string
	for _, part := range sheets.Parts {
		names = append(names, string(part))
	}
	return joined(names)
}

// withSheet refuses to go on where the partners' copy is no Google Sheet.
func withSheet(s *settings.Settings) error {
	if err := s.TakePlan(); err != nil {
		return err
	}
	if !s.OnGoogle() {
		return misused("put the sheet's address under partner: sheet: in actionplan.yaml, and take workbook: out", "the partners' copy is not a Google Sheet")
	}
	return nil
}

func adopt(ctx context.Context, c *call, parts []sheets.Part, warn, write bool) error {
	officers, err := c.copies().readOfficers(ctx)
	if err != nil {
		return err
	}
	theirs := c.copies().sheet()
	partners, err := c.copies().watch(theirs, "the partners' sheet").Read(ctx)
	if err != nil {
		return err
	}
	sheet := theirs.Sheet()
	adoption, err := sheet.Adopt(ctx, partners, sheets.WishesFor(officers, c.settings.OfficersColumns(), warn))
	if err != nil {
		return err
	}
	sayAdoption(c.out, sheet, adoption, parts, write)
	if !write {
		fmt.Fprintln(c.out, "\nNothing has been set. To set it: actionplan sheet adopt --write")
		return nil
	}
	if _, err := adoption.Save(ctx, parts); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "\nDone: %q is the partners' copy. Next: actionplan sheet check, then actionplan begin.\n", sheet.Title)
	return nil
}

func sayAdoption(w io.Writer, sheet *sheets.Sheet, a *sheets.Adoption, parts []sheets.Part, write bool) {
	verb := "Would set"
	if write {
		verb = "Sets"
	}
	fmt.Fprintf(w, "The partners' sheet is %q (%s).\n\n", sheet.Title, sheet.Place.Address())
	for _, step := range a.Steps {
		how := verb
		switch {
		case step.Done:
			how = "Leaves"
		case !slices.Contains(parts, step.Part):
			how = "Left out"
		}
		fmt.Fprintf(w, "%-9s  %-10s %s\n", how, step.Part, step.Words)
	}
}

func sheetCheckCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look whether the account, the sharing, the tab, the headings and the protections are as agreed",
		Long: `Opens the partners' sheet as apply would and says what it finds. It writes
nothing; whether the account may write is only known for protected columns.`,
		Example:     `  actionplan sheet check`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := withSheet(c.settings); err != nil {
				return err
			}
			return checkSheet(cmd.Context(), c)
		},
	}
}

func checkSheet(ctx context.Context, c *call) error {
	officers, err := c.copies().readOfficers(ctx)
	if err != nil {
		return err
	}
	done := c.progress("Reading the partners' sheet")
	theirs := c.copies().sheet()
	title, found, err := sheets.Look(ctx, theirs, officers, c.settings.SharedColumns(officers), c.settings.OfficersColumns())
	done()
	if err == nil {
		found, err = withAgreed(ctx, c, theirs, found)
	}
	if err != nil {
		return err
	}
	well := !slices.ContainsFunc(found, func(f sheets.Found) bool { return !f.Well })
	err = c.show(func() any { return map[string]any{"sheet": title, "well": well, "found": found} }, func(w io.Writer) { sayFound(w, found) })
	if err == nil && !well {
		return waiting{}
	}
	return err
}

// withAgreed adds what is no longer in the partners' sheet that was looked at
// though it was agreed: a tab, or a heading in one of several. Where nothing was
// agreed yet, or the sheet's headings cannot be read, it adds nothing.
func withAgreed(ctx context.Context, c *call, theirs *sheets.Copy, found []sheets.Found) ([]sheets.Found, error) {
	if !slices.ContainsFunc(found, func(f sheets.Found) bool { return f.What == "tab" }) {
		return found, nil
	}
	r := c.round()
	r.Partners = theirs
	now, err := r.Read(ctx)
	if err != nil || now.Base == nil {
		return found, err
	}
	look := func(what, words string) {
		found = slices.DeleteFunc(found, func(f sheets.Found) bool { return f.What == what && f.Well })
		found = append(found, sheets.Found{What: what, Words: words})
	}
	for _, stop := range now.Settlement.Stops {
		if stop.Side == reconcile.Partner && (stop.Kind == reconcile.StopMeaning || stop.Kind == reconcile.StopElsewhere) {
			look("headings", stop.Message)
		}
	}
	for _, gone := range now.Settlement.Gone {
		if gone.Side == reconcile.Partner {
			look("tab", gone.String())
		}
	}
	for _, q := range now.Settlement.Open {
		if q.Kind == reconcile.QuestionColumn && q.Side == reconcile.Partner && q.Table != "" {
			look("headings", q.Why)
		}
	}
	return found, nil
}

func sayFound(w io.Writer, found []sheets.Found) {
	for _, f := range found {
		mark := "ok   "
		if !f.Well {
			mark = "look:"
		}
		fmt.Fprintf(w, "%s %-11s %s\n", mark, f.What, f.Words)
	}
}

func sheetFillCommand(c *call) *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "fill",
		Short: "Put the plan into an empty Google Sheet",
		Long: `Writes headings and actions into the first tab of the partners' sheet, which must
be empty: only the columns that share: lists, or every recognised column that is
not hidden. A text that seems to hold personal data is left out and said. Nothing
is written without --write.`,
		Example: `  actionplan sheet fill
  actionplan sheet fill --write`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := withSheet(c.settings); err != nil {
				return err
			}
			return fillSheet(cmd.Context(), c, write)
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "write it; without this, only show what would be written")
	return cmd
}

func fillSheet(ctx context.Context, c *call, write bool) error {
	officers, err := c.copies().readOfficers(ctx)
	if err != nil {
		return err
	}
	place, err := sheets.PlaceOf(c.settings.File.Partner.Sheet)
	if err != nil {
		return err
	}
	client, err := c.copies().signIn(ctx)
	if err != nil {
		return err
	}
	done := c.progress("Reading the partners' sheet")
	sheet, err := sheets.Open(ctx, client, place)
	done()
	if err != nil {
		return err
	}
	sharing, left := sheets.SharingOf(officers, c.settings.SharedColumns(officers), c.settings.Agreement().Personal)
	var headings []string
	for _, c := range sharing.Columns {
		headings = append(headings, c.Heading)
	}
	fmt.Fprintf(c.out, "%s and %s for the sheet %q: %s.\n", counted(len(sharing.Actions), "action"), counted(len(headings), "column"), sheet.Title, joined(headings))
	for _, l := range left {
		fmt.Fprintf(c.out, "Left out: %s\n", l)
	}
	if !write {
		fmt.Fprintln(c.out, "Nothing has been written. To write it: actionplan sheet fill --write")
		return nil
	}
	after, err := sheet.Fill(ctx, sharing)
	if err != nil {
		return err
	}
	p, err := table.Read(after.Title, after.Grids(), c.settings.PartnerTableOptions())
	if err != nil {
		return fmt.Errorf("read the partners' sheet again: %w", err)
	}
	fmt.Fprintf(c.out, "Done: the sheet was read again and holds %s. Next: actionplan sheet adopt, then actionplan begin.\n", counted(len(p.Actions), "action"))
	return nil
}
