package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actionplan/internal/terminal"
)

// commandsPage is docs/commands.md: what every command's own help says.
func commandsPage() string {
	var page strings.Builder
	page.WriteString("# Commands\n\n*This page is made from the code (`go test ./cmd/actionplan -run CommandsPage -update`); a test holds it to what the commands' own help says.*\n\n")
	out := terminal.New(&page)
	root := rootCommand(&call{streams: streams{out: out, err: out}})
	fmt.Fprintf(&page, "%s\n\n## For every command\n\n%s\n## Exit codes\n\n| | |\n|---|---|\n", fenced(root.Long), flagTable(root.PersistentFlags()))
	for _, e := range exitWords {
		fmt.Fprintf(&page, "| %d | %s |\n", e.code, e.words)
	}
	page.WriteString("\nA run that somebody stops ends with 130, and a second Ctrl-C ends it at once. `demo` ends with 0.\n")
	var each func(*cobra.Command)
	each = func(cmd *cobra.Command) {
		if cmd.HasParent() && cmd.IsAvailableCommand() && !aside(cmd) {
			fmt.Fprintf(&page, "\n## %s\n\n%s.\n\n%s", strings.TrimPrefix(cmd.UseLine(), "actionplan "), cmd.Short, fenced(cmd.Long+"\n\n"+cmd.Example))
			if own := flagTable(cmd.LocalNonPersistentFlags()); own != "" {
				fmt.Fprintf(&page, "\n%s", own)
			}
			fmt.Fprintf(&page, "\n%s\n", cmd.Annotations["exit"])
		}
		for _, inner := range cmd.Commands() {
			each(inner)
		}
	}
	each(root)
	page.WriteString("\n## completion SHELL, help COMMAND\n\n`actionplan completion bash` (zsh, fish, powershell) prints a script that completes commands, refs, fields, answers, rules and workbooks in that shell; `actionplan completion bash --help` says where it goes. `actionplan help COMMAND` is `actionplan COMMAND --help`. `actionplan --version` prints the version, its commit and its date.\n")
	return page.String()
}

func fenced(text string) string { return "```\n" + strings.Trim(text, "\n") + "\n```\n" }

func flagTable(flags *pflag.FlagSet) string {
	var table strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		kind, words := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Name != "help" {
			fmt.Fprintf(&table, "| `%s` | %s |\n", strings.TrimSpace(name+" "+kind), words)
		}
	})
	if table.Len() == 0 {
		return ""
	}
	return "| flag | |\n|---|---|\n" + table.String()
}

func TestCommandsPage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "commands.md")
	if *update {
		if err := os.WriteFile(path, []byte(commandsPage()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(commandsPage(), string(page)); diff != "" {
		t.Errorf("docs/commands.md is not what the commands' help says (go test ./cmd/actionplan -run CommandsPage -update):\n%s", diff)
	}
}
