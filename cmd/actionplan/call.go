package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actionplan/internal/settings"
	"actionplan/internal/terminal"
	"actionplan/plan"
)

// call is one call of the command: what it reads from and prints to, the flags
// it was given, and the settings once they are read. A verb is a function that
// makes a command for a call; what prints takes a writer, and what opens a
// copy takes the settings.
type call struct {
	streams
	flags
	began bool // the command itself, after everything about its call was found right
	shown bool // its results, as JSON

	today    plan.Date
	settings *settings.Settings
}

// settle reads what every verb needs before it starts: today and the settings.
func (c *call) settle(cmd *cobra.Command) error {
	c.today = plan.DateOf(time.Now())
	if aside(cmd) {
		return nil
	}
	if c.flags.today != "" {
		today, err := plan.ParseISO(c.flags.today)
		if err != nil {
			return misused("write it as 2026-03-31", "--today: %s", err)
		}
		c.today = today
	}
	if cmd.Annotations["settings"] == "none" {
		return nil
	}
	s, err := settings.Load(c.config, cmd.Flags())
	if err != nil {
		return err
	}
	c.settings = s
	c.settings.Today = c.today
	if s.Above && !c.quiet {
		c.warn(fmt.Sprintf("the settings are %s, in a folder above this one", s.Path))
	}
	return nil
}

// show prints what came of a command: as words or, where that was asked for, as
// JSON.
func (c *call) show(asJSON func() any, words func(io.Writer)) error {
	if c.json {
		c.shown = true
		return terminal.JSON(c.out, asJSON())
	}
	words(c.out)
	return nil
}

// mayAsk reports whether somebody can be asked something.
func (c *call) mayAsk() bool { return !c.json && somebodyThere(c.in, c.out) }

// progress says on a terminal what is being done.
func (c *call) progress(what string) (done func()) {
	if c.quiet {
		return func() {}
	}
	return terminal.Progress(c.err, what)
}

// streams are what a run reads from and prints to.
type streams struct {
	in       io.Reader
	out, err io.Writer // results, and messages
}

// warn says what should be put right, though nothing stops for it.
func (s streams) warn(sentence string) { fmt.Fprintf(s.err, "actionplan: %s\n", sentence) }

// somebodyThere reports whether somebody sits at a terminal who can be asked.
// Tests put somebody there.
var somebodyThere = func(stdin io.Reader, stdout io.Writer) bool {
	return terminal.IsTerminal(stdin) && terminal.IsTerminal(stdout)
}

// confirmed asks a question, and takes only a plain yes for one.
func (s streams) confirmed(ctx context.Context, question string) (bool, error) {
	fmt.Fprintf(s.out, "\n%s [y/N] ", question)
	line, err := terminal.Line(ctx, s.in)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes", err
}

// flags are what was said on the command line to every command.
type flags struct {
	config               string
	today                string
	json, quiet, verbose bool
	despiteStop          bool
}

// declare gives every command the flags that all of them take.
func (f *flags) declare(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&f.config, "config", "", "settings `file` (default: actionplan.yaml in this folder, or the nearest above)")
	flags.String("plan", "", "the officers' `workbook`")
	flags.String("partner", "", "the partners' `workbook`, or their Google Sheet's address")
	flags.String("key", "", "a service account's key `file`, where the partners' copy is a Google Sheet")
	flags.String("ledger", "", "the `folder` that remembers what was agreed")
	flags.StringVar(&f.today, "today", "", "take this `day` as today: YYYY-MM-DD")
	flags.BoolVar(&f.json, "json", false, "print JSON instead of words (see docs/json.md)")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print results only")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print everything that was understood")
}

// despiteFlag lets a person pass a stop that they have looked into.
func (f *flags) despiteFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.despiteStop, "despite-stop", false, "go on although a side looks wrong: only once you know that it is right (a ref that stands twice is left alone all the same)")
}
