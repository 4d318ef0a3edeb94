package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/internal/settings"
	"actionplan/plan"
)

func (d *desk) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init PLAN.xlsx",
		Short: "Look at your workbook, say what was understood, write settings for it",
		Long: `Looks at the officers' workbook, shows what it understood, and writes a commented
actionplan.yaml: who owns which column, what may be shared, and the partners'
copy still to fill in. It never writes over settings that are there, and never
changes the workbook.`,
		Example: `  actionplan init "Improvement plan.xlsx"
  actionplan init "Improvement plan.xlsx" --partner "Partners' copy.xlsx"`,
		Args:        exactlyOneWorkbook,
		Annotations: withoutSettings(exits(exitFailed, exitUsage, exitMoved)),
		RunE: func(cmd *cobra.Command, args []string) error {
			partner, _ := cmd.Flags().GetString("partner")
			return d.init(args[0], partner)
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

func (d *desk) init(workbook, partner string) error {
	path := settings.Named(d.config)
	if path == "" {
		path = settings.FileName
	}
	if _, err := os.Lstat(path); err == nil {
		return misused("edit it, or move it away and run init again", "there are settings already, in %s", path)
	}
	d.settings = &settings.Settings{File: settings.File{Plan: workbook, Partner: settings.PartnerSide{Workbook: partner}}}
	if err := d.withPlan(nil); err != nil {
		return err
	}
	p, err := d.readOfficers()
	if err != nil {
		return err
	}
	text, err := starterText(p, workbook, partner, path)
	if err != nil {
		return err
	}
	if err := writeNew(path, text); err != nil {
		return err
	}
	d.sayReading(p)
	d.sayInit(path, partner)
	return nil
}

func starterText(p plan.Plan, workbook, partner, path string) ([]byte, error) {
	s := settings.NewStarter(p)
	s.Title = strings.TrimSuffix(filepath.Base(workbook), filepath.Ext(workbook))
	s.Plan = fromFolder(path, workbook)
	switch {
	case settings.IsAddress(partner):
		s.Sheet = partner
	case partner != "":
		s.Partner = fromFolder(path, partner)
	}
	var text bytes.Buffer
	err := s.Write(&text)
	return text.Bytes(), err
}

// fromFolder is a path as the settings file should hold it: from its own
// folder where that is possible, so that the folder can be moved or shared.
func fromFolder(settingsPath, path string) string {
	folder, err := filepath.Abs(filepath.Dir(settingsPath))
	if err != nil {
		return path
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(folder, whole); err == nil {
		return filepath.ToSlash(relative)
	}
	return whole
}

// writeNew writes a file that must not be there yet: whoever made one in the
// meantime keeps it.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return misused("edit it, or move it away and run init again", "there are settings already, in %s", path)
	}
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write settings: %w", err), os.Remove(path))
	}
	return nil
}

func (d *desk) sayInit(path, partner string) {
	fmt.Fprintf(d.stdout, "\nI wrote %q: what I understood, who owns which column, what may be shared. Read it through.\n", path)
	if partner == "" {
		fmt.Fprintln(d.stdout, "Still to fill in: the partners' copy, under partner:. Without one, check and pack use your plan alone.")
	} else {
		fmt.Fprintln(d.stdout, "Next: actionplan begin remembers what you and your partners agree on today.")
	}
}
