package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"actionplan/internal/disk"
	"actionplan/internal/settings"
	"actionplan/plan"
)

func initCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "init PLAN.xlsx",
		Short: "Look at your workbook, say what was understood, write settings for it",
		Long: `Looks at the officers' workbook, shows what it understood, and writes a commented
actionplan.yaml: who owns which column, what may be shared, and the partners'
copy still to fill in. It never writes over settings that are there: for those it
says which lines they lack for what is new in the workbook. It never changes the
workbook.`,
		Example: `  actionplan init "Improvement plan.xlsx"
  actionplan init "Improvement plan.xlsx" --partner "Partners' copy.xlsx"`,
		Args:        exactlyOneWorkbook,
		Annotations: withoutSettings(exits(exitFailed, exitUsage, exitMoved)),
		RunE: func(cmd *cobra.Command, args []string) error {
			partner, _ := cmd.Flags().GetString("partner")
			return initialise(cmd.Context(), c, args[0], partner)
		},
	}
}

func exactlyOneWorkbook(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return misused(`name your workbook: actionplan init "Improvement plan.xlsx"`, "init needs the officers' workbook")
	case 1:
		return nil
	}
	return misused("a name with spaces goes in quotes", "init takes one workbook, and %d names were given", len(args))
}

func initialise(ctx context.Context, c *call, workbook, partner string) error {
	path := settings.Named(c.config)
	if path == "" {
		path = settings.FileName
	}
	if err := mayMake(nil, path, "the settings"); err != nil {
		return err
	}
	disk.Sweep(filepath.Dir(path), time.Now())
	if there, err := os.Stat(path); err == nil && there.IsDir() {
		return settings.NotAFile(path)
	}
	if _, err := os.Lstat(path); err == nil {
		return initialiseAgain(ctx, c, path, workbook)
	}
	c.settings = &settings.Settings{File: settings.File{Plan: workbook, Partner: settings.PartnerSide{Workbook: partner}}, Today: c.today}
	if err := c.settings.TakePlan(); err != nil {
		return err
	}
	p, err := c.copies().readOfficers(ctx)
	if err != nil {
		return err
	}
	err = settings.NewStarter(p).Of(workbook, partner, path).Save(path)
	if errors.Is(err, fs.ErrExist) {
		return haveSettings(path)
	}
	if err != nil {
		return err
	}
	sayReading(c.out, p, c.verbose)
	sayInit(c.out, p, path, partner)
	return nil
}

// initialiseAgain proposes for settings that are there what a workbook has that they
// do not speak of. It leaves them as they are.
func initialiseAgain(ctx context.Context, c *call, path, workbook string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return haveSettings(path)
	}
	known, err := settings.Load(path, nil)
	if err != nil {
		return err
	}
	c.settings, known.Today = known, c.today
	if !known.IsPlan(workbook) {
		return haveSettings(path)
	}
	p, err := c.copies().readOfficers(ctx)
	if err != nil {
		return err
	}
	sayReading(c.out, p, c.verbose)
	proposed := known.File.New(string(text), p)
	if len(proposed) == 0 {
		fmt.Fprintf(c.out, "\nThere are settings already, in %s: they speak of all that the workbook has. I left them as they are.\n", path)
		return nil
	}
	fmt.Fprintf(c.out, "\nThere are settings already, in %s: I left them as they are. They do not speak of this yet; add what is right:\n", path)
	under := ""
	for _, proposal := range proposed {
		if proposal.Under != under {
			under = proposal.Under
			fmt.Fprintf(c.out, "  %s:\n", under)
		}
		fmt.Fprintf(c.out, "    - %s   # %s\n", proposal.Item, proposal.Why)
	}
	return nil
}

func haveSettings(path string) error {
	return misused("put the workbook's new name under plan: there where it was renamed, and anything else by hand; or move it away and run init again, which forgets who owns which column and what is shared", "there are settings already, in %s", path)
}

func sayInit(w io.Writer, p plan.Plan, path, partner string) {
	fmt.Fprintf(w, "\nI wrote %q: what I understood, who owns which column, what may be shared. Read it through.\n", path)
	if partner == "" {
		fmt.Fprintln(w, "Still to fill in: the partners' copy, under partner:. Without one, check and pack use your plan alone.")
	} else {
		fmt.Fprintln(w, "Next: actionplan begin remembers what you and your partners agree on today.")
	}
	if !p.Has(plan.FieldRef) {
		fmt.Fprintln(w, "The plan has no column of refs, so its rows are known by their words: actionplan add-column ref gives them refs, which a rewording leaves alone.")
	}
}
