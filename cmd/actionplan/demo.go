package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/internal/practice"
	"actionplan/internal/terminal"
)

func (d *desk) demoCommand() *cobra.Command {
	var folder string
	var sheet bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the whole job on a practice plan",
		Long: `Writes a practice plan in a folder of its own - an officers' workbook as messy as
real ones, the partners' copy a month of edits later, the settings, and what
both last agreed - and runs read, preview, check and pack on it, saying what
happens. It needs no account, network or browser, and takes seconds.

With --sheet the partners' copy is a practice Google Sheet, served on this
computer alone, and what was agreed is written to both sides. In a terminal you
can then open the sheet in a browser, change a cell as a partner would, and see
what becomes of it.

The practice council, its officers and its partners are made up.`,
		Example: `  actionplan demo
  actionplan demo --folder "Training day"
  actionplan demo --sheet`,
		Args:        cobra.NoArgs,
		Annotations: withoutSettings(exits(exitFailed, exitUsage)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("folder") && sheet && isPracticeFolder(folder) {
				return d.serveAgain(cmd.Context(), folder)
			}
			if cmd.Flags().Changed("folder") {
				if _, err := os.Lstat(folder); err == nil {
					return misused("name a folder that is not there yet", "%s is there already, and the practice plan never goes over anything", folder)
				}
			}
			if sheet {
				return d.demoOnSheet(cmd.Context(), notThereYet(folder))
			}
			return d.demo(cmd.Context(), notThereYet(folder))
		},
	}
	cmd.Flags().BoolVar(&sheet, "sheet", false, "let the partners' copy be a practice Google Sheet on this computer, and be a partner yourself")
	cmd.Flags().StringVar(&folder, "folder", "practice plan", "the `folder` to write the practice plan in")
	return cmd
}

// step is one command of the demo, and what a newcomer should know before it.
type step struct {
	words string
	args  []string
	lines int // how much of what it prints is shown
}

func (d *desk) demo(ctx context.Context, folder string) error {
	if err := d.layPractice(ctx, folder, func() error { return nil }); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, `This is a practice plan in %q: %s
(the officers', as messy as real ones) and %s. Both sides agreed on
%s and have been busy since. Today is taken to be %s.
`, folder, practice.OfficersFile, practice.PartnersFile, practice.LastAgreed.Long(), practice.Today.Long())
	steps := []step{
		{"First, how the officers' workbook is understood", []string{"read"}, 14},
		{"What has moved since both agreed, and what a person must settle", []string{"preview"}, 60},
		{"What a councillor would stop at", []string{"check"}, 22},
		{"The pack for the committee", []string{"pack"}, 12},
	}
	if err := d.runSteps(ctx, folder, steps); err != nil {
		return err
	}
	d.sayWhatToOpen(folder)
	return nil
}

// layPractice writes the folder: first as both sides agreed it, so that begin
// can make the ledger as it would for anybody, then as it stands today. Each
// time, move puts the partners' copy where it belongs.
func (d *desk) layPractice(ctx context.Context, folder string, move func() error) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("write practice plan: %w", err)
	}
	if err := practice.WriteThen(folder); err != nil {
		return fmt.Errorf("write practice plan: %w", err)
	}
	if err := move(); err != nil {
		return err
	}
	var said bytes.Buffer
	args := []string{"begin", "--config", filepath.Join(folder, practice.SettingsFile), "--today", practice.LastAgreed.String()}
	if code := run(ctx, args, d.stdin, &said, d.stderr); code != exitDone {
		return fmt.Errorf("begin the practice plan: %s", said.String())
	}
	if err := practice.WriteNow(folder); err != nil {
		return fmt.Errorf("write practice plan: %w", err)
	}
	return move()
}

func (d *desk) runSteps(ctx context.Context, folder string, steps []step) error {
	for i, s := range steps {
		fmt.Fprintln(d.stdout)
		terminal.In(d.stdout, terminal.Bold, fmt.Sprintf("%d. %s: actionplan %s", i+1, s.words, strings.Join(s.args, " ")))
		fmt.Fprint(d.stdout, "\n\n")
		if err := d.runStep(ctx, folder, s); err != nil {
			return err
		}
	}
	return nil
}

// runStep runs a command as a person would and shows the beginning of what it
// prints. That something waits for a person is part of the story.
func (d *desk) runStep(ctx context.Context, folder string, s step) error {
	var said bytes.Buffer
	args := append(s.args, "--config", filepath.Join(folder, practice.SettingsFile), "--today", practice.Today.String())
	code := run(ctx, args, d.stdin, &said, d.stderr)
	if code != exitDone && code != exitWaiting {
		return fmt.Errorf("actionplan %s ended with exit code %d", strings.Join(s.args, " "), code)
	}
	lines := strings.Split(strings.TrimRight(said.String(), "\n"), "\n")
	for _, line := range lines[:min(s.lines, len(lines))] {
		fmt.Fprintln(d.stdout, strings.TrimRight("   "+line, " "))
	}
	if more := len(lines) - s.lines; more > 0 {
		fmt.Fprintf(d.stdout, "   … and %s more\n", counted(more, "line"))
	}
	return nil
}

func (d *desk) sayWhatToOpen(folder string) {
	packs, _ := filepath.Glob(filepath.Join(folder, "Scrutiny pack * draft", "*.html"))
	page := folder
	if len(packs) > 0 {
		page = packs[0]
	}
	fmt.Fprintf(d.stdout, `
That was the whole job. Neither workbook was changed.
Open this first, in your browser:
   %s
Then open %s to see what the tool had to read, and try
the commands above in that folder with --today %s.
To see it write what was agreed: actionplan apply, and actionplan undo.
For your own plan: actionplan init PLAN.xlsx
`, page, filepath.Join(folder, practice.OfficersFile), practice.Today)
}
