package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actionplan/internal/disk"
	"actionplan/internal/practice"
	"actionplan/internal/terminal"
)

func demoCommand(c *call) *cobra.Command {
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
		Annotations: withoutSettings(exits(exitFailed, exitUsage, exitMoved)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("folder") && sheet && isPracticeFolder(folder) {
				return serveAgain(cmd.Context(), c.streams, folder)
			}
			if cmd.Flags().Changed("folder") {
				if _, err := os.Lstat(folder); err == nil {
					return misused("name a folder that is not there yet", "%s is there already, and the practice plan never goes over anything", folder)
				}
			}
			for _, left := range []string{folder, filepath.Join(folder, "ledger")} {
				disk.Sweep(left, time.Now()) // of a demo that was cut off: nobody goes on with it
			}
			if sheet {
				return demoOnSheet(cmd.Context(), c.streams, disk.Free(folder))
			}
			return demo(cmd.Context(), c.streams, disk.Free(folder))
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

func demo(ctx context.Context, s streams, folder string) error {
	if err := practiceFolder(ctx, s, folder, func() error { return nil }); err != nil {
		return err
	}
	fmt.Fprintf(s.out, `This is a practice plan in %q: %s
(the officers', as messy as real ones) and %s. Both sides agreed on
%s and have been busy since. Today is taken to be %s.
`, folder, practice.OfficersFile, practice.PartnersFile, practice.LastAgreed.Long(), practice.Today.Long())
	steps := []step{
		{"First, how the officers' workbook is understood", []string{"read"}, 14},
		{"What has moved since both agreed, and what a person must settle", []string{"preview"}, 60},
		{"What a councillor would stop at", []string{"check"}, 22},
		{"The pack for the committee", []string{"pack"}, 12},
	}
	if err := runSteps(ctx, s, folder, steps); err != nil {
		return err
	}
	sayWhatToOpen(s.out, folder)
	return nil
}

// practiceFolder writes the folder: first as both sides agreed it, so that begin
// can make the ledger as it would for anybody, then as it stands today. Each
// time, move puts the partners' copy where it belongs.
func practiceFolder(ctx context.Context, s streams, folder string, move func() error) error {
	if err := mayMake(nil, folder, "the practice plan"); err != nil {
		return err
	}
	if err := disk.NewFolder(folder); err != nil { // of two demos that begin at once, one has it
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
	if code := run(ctx, args, s.in, &said, s.err); code != exitDone {
		return fmt.Errorf("begin the practice plan: %s", said.String())
	}
	if err := practice.WriteNow(folder); err != nil {
		return fmt.Errorf("write practice plan: %w", err)
	}
	return move()
}

func runSteps(ctx context.Context, s streams, folder string, steps []step) error {
	for i, next := range steps {
		fmt.Fprintln(s.out)
		terminal.In(s.out, terminal.Bold, fmt.Sprintf("%d. %s: actionplan %s", i+1, next.words, strings.Join(next.args, " ")))
		fmt.Fprint(s.out, "\n\n")
		if err := runStep(ctx, s, folder, next); err != nil {
			return err
		}
	}
	return nil
}

// runStep runs a command as a person would and shows the beginning of what it
// prints. That something waits for a person is part of the story.
func runStep(ctx context.Context, s streams, folder string, next step) error {
	var said bytes.Buffer
	args := append(next.args, "--config", filepath.Join(folder, practice.SettingsFile), "--today", practice.Today.String())
	code := run(ctx, args, s.in, &said, s.err)
	if code != exitDone && code != exitWaiting {
		return fmt.Errorf("actionplan %s ended with exit code %d", strings.Join(next.args, " "), code)
	}
	lines := strings.Split(strings.TrimRight(said.String(), "\n"), "\n")
	for _, line := range lines[:min(next.lines, len(lines))] {
		fmt.Fprintln(s.out, strings.TrimRight("   "+line, " "))
	}
	if more := len(lines) - next.lines; more > 0 {
		fmt.Fprintf(s.out, "   … and %s more\n", counted(more, "line"))
	}
	return nil
}

func sayWhatToOpen(w io.Writer, folder string) {
	packs, _ := filepath.Glob(filepath.Join(folder, "Scrutiny pack * draft", "*.html"))
	page := folder
	if len(packs) > 0 {
		page = packs[0]
	}
	fmt.Fprintf(w, `
That was the whole job. Neither workbook was changed.
Open this first, in your browser:
   %s
Then open %s to see what the tool had to read, and try
the commands above in that folder with --today %s.
To see it write what was agreed: actionplan apply, and actionplan undo.
For your own plan: actionplan init PLAN.xlsx
`, page, filepath.Join(folder, practice.OfficersFile), practice.Today)
}
