package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actionplan/internal/settings"
)

// spoken are the commands whose results can be had as JSON.
var spoken = map[string]bool{
	"read": true, "begin": true, "status": true, "preview": true, "apply": true, "log": true, "undo": true, "decide": true, "check": true, "pack": true, "inspect": true, "deadline": true, "history": true, "history add": true, "history forget": true, "sheet check": true,
}

// exclusive are flags of which one command takes one at most.
var exclusive = [][2]string{{"to", "list"}, {"quiet", "verbose"}}

// govern holds every command of a tree to what all of them promise: a usage
// error ends with exit code 2 and a hint, whoever found it; nothing that was
// asked for is silently left out; and the help ends with the exit codes.
func govern(c *call, cmd *cobra.Command) {
	if cmd.RunE == nil && cmd.Run == nil && cmd.HasSubCommands() {
		cmd.Args, cmd.RunE = unknownCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	if cmd.Args != nil {
		inner := cmd.Args
		cmd.Args = func(cmd *cobra.Command, args []string) error { return wordsError(cmd, args, inner(cmd, args)) }
	}
	if cmd.RunE != nil {
		inner := cmd.RunE
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if err := clash(c, cmd); err != nil {
				return err
			}
			c.began = true
			return inner(cmd, args)
		}
	}
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	if cmd.Annotations["exit"] == "" {
		cmd.Annotations["exit"] = exits(exitUsage)["exit"]
	}
	for _, inner := range cmd.Commands() {
		govern(c, inner)
	}
}

// called is what a command is called after the program's name: sheet check.
func called(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// emptyOnPurpose are flags that may be given with nothing: a cell can be made
// blank by saying so.
var emptyOnPurpose = map[string]bool{"text": true}

// empty refuses a flag that was given without a value, as a script does whose
// variable is not set: what was asked for is not known.
func empty(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		kind := f.Value.Type()
		if err == nil && strings.TrimSpace(strings.Trim(f.Value.String(), "[]")) == "" && (kind == "string" || kind == "stringSlice") && !emptyOnPurpose[f.Name] {
			err = misused("give it one, or leave --"+f.Name+" out", "--%s is given without a value", f.Name)
		}
	})
	return err
}

// clash refuses flags that cannot both be obeyed.
func clash(c *call, cmd *cobra.Command) error {
	if err := empty(cmd); err != nil {
		return err
	}
	if c.json && !aside(cmd) && !spoken[called(cmd)] {
		return misused("leave --json out", "%s has no --json", called(cmd))
	}
	for _, pair := range exclusive {
		one, other := cmd.Flags().Lookup(pair[0]), cmd.Flags().Lookup(pair[1])
		if one != nil && other != nil && one.Changed && other.Changed {
			return misused("leave one of them out", "--%s and --%s cannot go together", pair[0], pair[1])
		}
	}
	return nil
}

// wordsError says in our words how many words a command takes, where cobra
// found that there are too many of them or too few.
func wordsError(cmd *cobra.Command, args []string, err error) error {
	var ours *refusal
	if err == nil || errors.As(err, &ours) {
		return err
	}
	_, takes, _ := strings.Cut(cmd.Use, " ")
	given := fmt.Sprintf("%d were given", len(args))
	switch len(args) {
	case 0:
		given = "nothing was given"
	case 1:
		given = fmt.Sprintf("%q was given", args[0])
	}
	if takes == "" {
		return misused("see "+cmd.CommandPath()+" --help", "%s takes nothing but flags, and %s", called(cmd), given)
	}
	return misused("see "+cmd.CommandPath()+" --help; what has spaces in it goes in quotes", "%s takes %s, and %s", called(cmd), takes, given)
}

// asMisuse is an error that came before a command began: whatever it is, the
// command was not called as it should be.
func asMisuse(err error) error {
	var ours *refusal
	var inSettings *settings.Error
	if errors.As(err, &ours) || errors.As(err, &inSettings) {
		return err
	}
	return misused("actionplan --help lists the commands and flags", "%s", err)
}

// helpCommand is cobra's, but that it refuses a command that is not there.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "help [COMMAND]",
		Short:       "Show what a command does, with examples",
		Example:     `  actionplan help apply`,
		Annotations: withoutSettings(exits(exitUsage)),
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return misused("actionplan --help lists the commands", "there is no command %q", strings.Join(args, " "))
			}
			if len(rest) > 0 {
				return unknownCommand(about, rest)
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}
