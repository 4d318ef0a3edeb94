package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// rootCommand is the whole tree of commands, for one call.
func rootCommand(c *call) *cobra.Command {
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
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return c.settle(cmd) },
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.Flags().Bool("version", false, "print the version, its commit and its date")
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return misused("see "+cmd.CommandPath()+" --help", "%s", err)
	})
	c.declare(root)
	root.AddCommand(initCommand(c), readCommand(c), beginCommand(c), statusCommand(c),
		previewCommand(c), decideCommand(c), applyCommand(c), undoCommand(c),
		addColumnCommand(c), logCommand(c), resetCommand(c), checkCommand(c), deadlineCommand(c), historyCommand(c), packCommand(c), inspectCommand(c), demoCommand(c),
		sheetCommand(c), loginCommand(c), logoutCommand(c))
	root.SetHelpCommand(helpCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("completion")
	root.SuggestionsMinimumDistance = 2
	root.Args = unknownCommand
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	govern(c, root)
	complete(root)
	root.SetHelpTemplate(root.HelpTemplate() + "{{with .Annotations.exit}}\n{{.}}\n{{end}}")
	return root
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
