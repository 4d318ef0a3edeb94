package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"actionplan/internal/settings"
	"actionplan/plan"
)

// desk is where a command works: its streams, its flags, and the settings
// once they are read.
type desk struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	config               string
	todayText            string
	json, quiet, verbose bool
	despiteStop          bool
	began                bool // the command itself, after everything about its call was found right

	ctx      context.Context // ends when the person at the keyboard ends the run
	today    plan.Date
	settings *settings.Settings
}

func (d *desk) root() *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click is answered by welcome
	root := &cobra.Command{
		Use:   "actionplan",
		Short: "Read an action plan, reconcile it with the partners' copy, check it, write the scrutiny pack",
		Long: `actionplan reads the officers' action plan in Excel exactly as it is, reconciles
it cell by cell with the partners' copy, says what a reader would stop at, and
writes a scrutiny pack for the committee. It changes a workbook or a sheet only
when told to, and then only the cells it names.

Start here:
  actionplan demo              the whole job on a practice plan
  actionplan init PLAN.xlsx    look at your own plan, and write settings for it`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Version:           thisVersion(),
		Annotations:       withoutSettings(exits(exitUsage)),
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return d.settle(cmd) },
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.Flags().Bool("version", false, "print the version, its commit and its date")
	root.SetIn(d.stdin)
	root.SetOut(d.stdout)
	root.SetErr(d.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return misused("see "+cmd.CommandPath()+" --help", "%s", err)
	})
	d.globalFlags(root)
	root.AddCommand(d.initCommand(), d.readCommand(), d.beginCommand(), d.statusCommand(),
		d.previewCommand(), d.decideCommand(), d.applyCommand(), d.undoCommand(),
		d.addColumnCommand(), d.logCommand(), d.resetCommand(), d.checkCommand(), d.packCommand(), d.demoCommand(),
		d.sheetCommand(), d.loginCommand(), d.logoutCommand())
	root.SetHelpCommand(helpCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("completion")
	root.SuggestionsMinimumDistance = 2
	root.Args = unknownCommand
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	d.govern(root)
	d.complete(root)
	root.SetHelpTemplate(root.HelpTemplate() + "{{with .Annotations.exit}}\n{{.}}\n{{end}}")
	return root
}

func (d *desk) globalFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&d.config, "config", "", "settings `file` (default: actionplan.yaml in this folder, or the nearest above)")
	flags.String("plan", "", "the officers' `workbook`")
	flags.String("partner", "", "the partners' `workbook`, or their Google Sheet's address")
	flags.String("key", "", "a service account's key `file`, where the partners' copy is a Google Sheet")
	flags.String("ledger", "", "the `folder` that remembers what was agreed")
	flags.StringVar(&d.todayText, "today", "", "take this `day` as today: YYYY-MM-DD")
	flags.BoolVar(&d.json, "json", false, "print JSON instead of words (see docs/json.md)")
	flags.BoolVarP(&d.quiet, "quiet", "q", false, "print results only")
	flags.BoolVarP(&d.verbose, "verbose", "v", false, "print everything that was understood")
}

// despiteFlag lets a person pass a stop that they have looked into.
func (d *desk) despiteFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&d.despiteStop, "despite-stop", false, "go on although a side looks wrong: only once you know that it is right")
}

func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	advice := "actionplan --help lists the commands"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		advice = fmt.Sprintf("did you mean %q?", near[0])
	}
	return misused(advice, "there is no command %q", args[0])
}

// settle reads what every verb needs before it starts: today and the settings.
func (d *desk) settle(cmd *cobra.Command) error {
	d.ctx = cmd.Context()
	d.today = plan.DateOf(time.Now())
	if aside(cmd) {
		return nil
	}
	if d.todayText != "" {
		today, err := plan.ParseISO(d.todayText)
		if err != nil {
			return misused("write it as 2026-03-31", "--today: %s", err)
		}
		d.today = today
	}
	if cmd.Annotations["settings"] == "none" {
		return nil
	}
	s, err := settings.Load(d.config, cmd.Flags())
	if err != nil {
		return err
	}
	d.settings = s
	if s.Above && !d.quiet {
		fmt.Fprintf(d.stderr, "actionplan: the settings are %s, in a folder above this one\n", s.Path)
	}
	return nil
}

// aside reports whether a command is about the command alone: a shell that
// completes a line gets no error, whatever is wrong with the settings.
func aside(cmd *cobra.Command) bool {
	for c := cmd; c != nil; c = c.Parent() {
		switch c.Name() {
		case cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd, "completion", "help":
			return true
		}
	}
	return false
}

// withoutSettings marks a verb that reads no settings before it starts.
func withoutSettings(annotations map[string]string) map[string]string {
	annotations["settings"] = "none"
	return annotations
}

// withPlan takes the workbook given on the command line over the one in the
// settings, and refuses to go on without either.
func (d *desk) withPlan(args []string) error {
	if len(args) > 0 {
		d.settings.File.Plan = args[0]
	}
	if settings.IsAddress(d.settings.File.Plan) {
		return misused("a Google Sheet can be the partners' copy: --partner, or partner: sheet: in the settings", "the plan is a workbook, and %s is an address", d.settings.File.Plan)
	}
	if d.settings.File.Plan == "" {
		return misused("name the workbook (actionplan read PLAN.xlsx), or run actionplan init PLAN.xlsx once", "no plan is named, and there are no settings in this folder or above it")
	}
	if same(d.settings.File.Plan, d.settings.File.Partner.Workbook) {
		return misused("partner: workbook: in the settings is the partners' own copy, another file", "the plan and the partners' copy are the same file, %s", d.settings.File.Plan)
	}
	return nil
}

// same says whether two paths lead to one file.
func same(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	one, err := os.Stat(a)
	if err != nil {
		return a == b
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
