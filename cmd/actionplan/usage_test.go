package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actionplan/internal/practice"
	"actionplan/internal/settings"
	"actionplan/internal/terminal"
	"actionplan/internal/terminal/pty"
)

// everyCommand lists the commands a person can type, with how each is called:
// "sheet check".
func everyCommand() map[string]*cobra.Command {
	all := map[string]*cobra.Command{}
	var add func(*cobra.Command)
	add = func(cmd *cobra.Command) {
		if cmd.HasParent() {
			all[called(cmd)] = cmd
		}
		for _, inner := range cmd.Commands() {
			add(inner)
		}
	}
	out := terminal.New(io.Discard)
	add(rootCommand(&call{streams: streams{strings.NewReader(""), out, out}}))
	return all
}

// filesHere lists every file below this folder and what it says.
func filesHere(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// layPlan puts the practice plan into a folder of its own, and works there.
func layPlan(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := practice.WriteThen("."); err != nil {
		t.Fatal(err)
	}
	if code, out, said := asPerson(t, "begin", "--today", "2026-10-02"); code != exitDone {
		t.Fatalf("begin ended with %d: %s%s", code, out, said)
	}
	if err := practice.WriteNow("."); err != nil {
		t.Fatal(err)
	}
}

// misuses asks that a call ends with exit code 2, one sentence and a hint, and
// that nothing was printed as a result or changed on disk.
func misuses(t *testing.T, about string, args ...string) {
	t.Helper()
	before := filesHere(t)
	code, out, said := asPerson(t, args...)
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	if wantsJSON(args) {
		out = withoutError(t, out, said, code)
	}
	if code != exitUsage || out != "" || len(lines) != 2 || !strings.HasPrefix(lines[0], "actionplan: ") || !strings.HasPrefix(lines[1], "actionplan: hint: ") {
		t.Errorf("actionplan %q ended with %d, printing %q and saying %q", args, code, out, said)
	}
	if !strings.Contains(said, about) {
		t.Errorf("actionplan %q said %q, and nothing about %q", args, said, about)
	}
	if diff := cmp.Diff(before, filesHere(t)); diff != "" {
		t.Errorf("actionplan %q changed files:\n%s", args, diff)
	}
}

// withoutError asks that what was printed is the error that was said, as JSON,
// and gives what is left of it.
func withoutError(t *testing.T, out, said string, code int) string {
	t.Helper()
	var printed struct{ Error *ending }
	if err := json.Unmarshal([]byte(out), &printed); err != nil || printed.Error == nil {
		t.Errorf("it printed no error as JSON (%v): %s", err, out)
		return out
	}
	words := "actionplan: " + printed.Error.Message + "\n"
	if printed.Error.Hint != "" {
		words += "actionplan: hint: " + printed.Error.Hint + "\n"
	}
	if !strings.HasSuffix(said, words) || printed.Error.Exit != code {
		t.Errorf("it said %q, ended with %d, and printed %+v", said, code, printed.Error)
	}
	return ""
}

// TestOnlyJSON runs every command with --json, where all is well and where much
// is not: standard output is one JSON value and nothing else, and the exit code is
// one that the command's help knows.
func TestOnlyJSON(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func()
	}{
		{"all is well", func() {}},
		{"the partners' copy is gone", func() { _ = os.Remove(practice.PartnersFile) }},
		{"the plan is no workbook", func() { _ = os.WriteFile(practice.OfficersFile, []byte("no workbook"), 0o600) }},
		{"nothing is agreed", func() { _ = os.RemoveAll("ledger") }},
		{"the settings cannot be read", func() { _ = os.WriteFile(settings.FileName, []byte("plan: [\n"), 0o600) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			layPlan(t)
			c.spoil()
			for name, cmd := range everyCommand() {
				calls := [][]string{append(strings.Fields(name), fitting(cmd)...)}
				switch {
				case name == "apply":
					calls = [][]string{{"apply", "--list"}, {"apply", "--to", "copy.xlsx"}, {"apply", "--to", "copy.xlsx"}, {"apply"}}
				case name == "decide":
					calls = append(calls, append(slices.Clone(calls[0]), "--by", "Director", "--why", "so"), []string{"decide", "--column", "due", "officer", "--by", "Director", "--why", "so"})
				case name == "check":
					calls = append(calls, []string{"check", "--list"})
				case aside(cmd):
					continue
				}
				for _, args := range append(calls, nil) {
					code, out, said := asPerson(t, append(args, "--json", "--today", "2026-11-02")...)
					var printed any
					if err := json.Unmarshal([]byte(out), &printed); err != nil {
						t.Errorf("%q ended with %d, and what it printed is no JSON (%v): %s%s", args, code, err, out, said)
					}
					if len(args) > 0 && !strings.Contains(cmd.Annotations["exit"], fmt.Sprintf(" %d ", code)) {
						t.Errorf("%q ended with %d, of which its help does not know: %s", args, code, cmd.Annotations["exit"])
					}
					if result, ok := printed.(map[string]any); ok && result["error"] != nil {
						withoutError(t, out, said, code)
					}
				}
			}
		})
	}
}

// TestUsageErrorsOfEveryCommand misuses each command in the ways there are for
// all of them.
func TestUsageErrorsOfEveryCommand(t *testing.T) {
	layPlan(t)
	for name, cmd := range everyCommand() {
		words := strings.Fields(name)
		with := func(more ...string) []string { return append(slices.Clone(words), more...) }
		t.Run(name, func(t *testing.T) {
			misuses(t, "unknown flag: --no-such-flag", with("--no-such-flag")...)
			misuses(t, "unknown shorthand flag", with("-Z")...)
			many := "given"
			switch {
			case name == "history add":
				many = "name a workbook" // it takes any number
			case name == "inspect":
				many = "there is no such file" // so does it
			case name == "history": // its one word is an action's
			case cmd.HasSubCommands() || name == "help":
				many = "there is no command \"one"
			}
			misuses(t, many, with("one", "two", "three", "four", "five")...)
			misuses(t, "--json", with("--json=perhaps")...)
			misuses(t, "flag needs an argument", with("--plan")...)
			fit := fitting(cmd)
			if !aside(cmd) && cmd.HasParent() && !cmd.HasSubCommands() {
				misuses(t, "--today", append(with(fit...), "--today", "23/03/2026")...)
				misuses(t, "cannot go together", append(with(fit...), "--quiet", "--verbose")...)
				if !spoken[name] {
					misuses(t, strings.ReplaceAll(name, "  ", " ")+" has no --json", append(with(fit...), "--json")...)
				}
				if cmd.Annotations["settings"] != "none" {
					misuses(t, "there is no such file", append(with(fit...), "--config", "not there.yaml")...)
				}
			}
			if len(fit) > 0 && strings.Contains(cmd.Use, " ") && !strings.Contains(cmd.Use, "[") && name != "init" {
				misuses(t, "nothing was given", words...)
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				switch f.Value.Type() {
				case "bool":
					misuses(t, f.Name, with("--"+f.Name+"=perhaps")...)
				case "duration":
					misuses(t, f.Name, with("--"+f.Name+"=soon")...)
				}
			})
		})
	}
}

// fitting are words that a command would take.
func fitting(cmd *cobra.Command) []string {
	switch cmd.Name() {
	case "init":
		return []string{practice.OfficersFile}
	case "decide":
		return []string{"1.10", "due", "officer"}
	case "add-column":
		return []string{"outcome"}
	case "add", "inspect":
		return []string{practice.OfficersFile}
	case "forget":
		return []string{"Plan v1"}
	}
	return nil
}

func TestUsageErrors(t *testing.T) {
	layPlan(t)
	for _, c := range []struct {
		about string
		args  []string
	}{
		{`there is no command "raed"`, []string{"raed"}},
		{`did you mean "read"`, []string{"raed", "x.xlsx"}},
		{`there is no command "chekc"`, []string{"sheet", "chekc"}},
		{`there is no command "nonsense"`, []string{"help", "nonsense"}},
		{`there is no command "nonsense"`, []string{"help", "sheet", "nonsense"}},
		{`there is no command "nonsense"`, []string{"completion", "nonsense"}},
		{`there is no command ""`, []string{""}},
		{"init needs the officers' workbook", []string{"init"}},
		{"init takes one workbook", []string{"init", "a.xlsx", "b.xlsx"}},
		{"decide takes REF [FIELD] ANSWER, and nothing was given", []string{"decide"}},
		{`decide takes REF [FIELD] ANSWER, and "1.10" was given`, []string{"decide", "1.10"}},
		{"no question is open about 1.10 nonsense", []string{"decide", "1.10", "nonsense", "officer", "--by", "x", "--why", "y"}},
		{"there is no action \"99\"", []string{"decide", "99", "due", "officer", "--by", "x", "--why", "y"}},
		{"--by and --why are always needed", []string{"decide", "1.10", "due", "officer"}},
		{"1.10 due", []string{"decide", "1.10", "due", "perhaps", "--by", "x", "--why", "y"}},
		{`there is no field "nonsense"`, []string{"add-column", "nonsense"}},
		{"nonsense", []string{"check", "--only", "nonsense"}},
		{"nonsense", []string{"check", "--skip", "overdue,nonsense"}},
		{"--meeting", []string{"pack", "--meeting", "next week"}},
		{"lies in the folder of what is remembered", []string{"pack", "--out", "ledger"}},
		{"no part \"nonsense\"", []string{"sheet", "adopt", "--only", "nonsense"}},
		{"not a Google Sheet", []string{"sheet", "check"}},
		{"--wait", []string{"login", "--wait", "0s"}},
		{"reset forgets", []string{"reset"}},
		{"lies in the folder of what is remembered", []string{"demo", "--folder", "ledger/practice"}},
		{"lies in the folder of what is remembered", []string{"init", practice.OfficersFile, "--config", "ledger/new.yaml"}},
		{"there are settings already", []string{"init", practice.PartnersFile}},
		{"--to and --list cannot go together", []string{"apply", "--to", "copy.xlsx", "--list"}},
		{"is an address", []string{"read", "https://docs.google.com/spreadsheets/d/x"}},
		{"the same file", []string{"preview", "--partner", practice.OfficersFile}},
		{"there is an agreement already", []string{"begin"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) { misuses(t, c.about, c.args...) })
	}
	t.Setenv("ACTIONPLAN_MEETING", "23/03/2026")
	misuses(t, "read ACTIONPLAN_MEETING", "check")
}

// TestSettingsOfAFolderAbove works in a folder inside the plan's.
func TestSettingsOfAFolderAbove(t *testing.T) {
	layPlan(t)
	if err := os.MkdirAll("packs/drafts", 0o755); err != nil {
		t.Fatal(err)
	}
	_, want, none := asPerson(t, "check", "--today", "2026-11-02")
	t.Chdir("packs/drafts")
	_, got, said := asPerson(t, "check", "--today", "2026-11-02")
	if got != want || none != "" || said != "actionplan: the settings are ../../actionplan.yaml, in a folder above this one\n" {
		t.Errorf("from below, check said %q and differs:\n%s", said, cmp.Diff(want, got))
	}
	if _, got, said = asPerson(t, "check", "--today", "2026-11-02", "--quiet"); said != "" || got != want {
		t.Errorf("--quiet said %q", said)
	}
	if code, _, said := asPerson(t, "preview", "--today", "2026-11-02"); code != exitWaiting {
		t.Errorf("preview ended with %d: %s", code, said)
	}
	if _, err := os.Stat("../../Decisions.xlsx"); err != nil {
		t.Errorf("the questions are not beside the settings: %v", err)
	}
	if here, _ := os.ReadDir("."); len(here) > 0 {
		t.Errorf("something was written here: %v", here)
	}
}

// TestInitWritesWhereItWillBeRead has the environment name the settings file.
func TestInitWritesWhereItWillBeRead(t *testing.T) {
	t.Chdir(t.TempDir())
	drawTable(t, "plan.xlsx", "Plan", [][]string{{"Ref", "Action", "Lead", "Due date"}, {"1.1", "Write to every school", "Head", "31/03/2026"}})
	t.Setenv("ACTIONPLAN_CONFIG", "ours.yaml")
	if code, _, said := asPerson(t, "init", "plan.xlsx"); code != exitDone {
		t.Fatalf("init ended with %d: %s", code, said)
	}
	if _, err := os.Stat("ours.yaml"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(settings.FileName); err == nil {
		t.Errorf("it wrote %s, which nothing would read", settings.FileName)
	}
	if code, _, said := asPerson(t, "read"); code != exitDone || said != "" {
		t.Errorf("read ended with %d: %s", code, said)
	}
	if code, said, _ := asPerson(t, "init", "plan.xlsx"); code != exitDone || !strings.Contains(said, "There are settings already, in ours.yaml: they speak of all that the workbook has.") {
		t.Errorf("init again ended with %d: %s", code, said)
	}
}

func TestEveryHelpEndsWithItsExitCodes(t *testing.T) {
	ends := regexp.MustCompile(`\n\nExit: 0 done, or nothing to do · .*130 interrupted\n$`)
	helps := [][]string{{"--help"}, {"help"}}
	for name := range everyCommand() {
		helps = append(helps, append(strings.Fields(name), "--help"), append([]string{"help"}, strings.Fields(name)...))
	}
	for _, args := range helps {
		if code, out, said := asPerson(t, args...); code != exitDone || said != "" || !ends.MatchString(out) {
			t.Errorf("%q ended with %d, saying %q; its help ends\n%s", args, code, said, out[max(0, len(out)-200):])
		}
	}
}

// TestCompletion completes a word of every command where all is well, and where
// the settings, the ledger or the workbooks cannot be read.
func TestCompletion(t *testing.T) {
	layPlan(t)
	asked := 0
	google := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer google.Close()
	t.Setenv("ACTIONPLAN_SHEETS_ENDPOINT", google.URL+"/")
	t.Setenv("ACTIONPLAN_SHEETS_TOKEN", "service")

	suggests := func(want []string, directive string, args ...string) {
		t.Helper()
		code, out, _ := asPerson(t, append([]string{"__complete"}, args...)...)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		var names []string
		for _, line := range lines[:len(lines)-1] {
			name, _, _ := strings.Cut(line, "\t")
			names = append(names, name)
		}
		if code != exitDone || !slices.Equal(names, want) || lines[len(lines)-1] != directive {
			t.Errorf("%q suggests %q, %s (exit %d); want %q, %s", args, names, lines[len(lines)-1], code, want, directive)
		}
	}
	const words, list, workbooks, dirs = ":4", ":6", ":8", ":16"
	suggests([]string{"1.10"}, words, "decide", "1.1")
	suggests([]string{"due"}, words, "decide", "1.10", "")
	suggests([]string{"officer", "partner", "last agreed", "other"}, words, "decide", "1.10", "due", "")
	suggests([]string{"due"}, words, "decide", "--column", "d")
	suggests([]string{"officer"}, words, "decide", "--column", "due", "off")
	suggests(nil, words, "decide", "--column", "due", "officer", "")
	suggests([]string{"1.1", "1.10", "1.11"}, words, "log", "1.1")
	suggests(nil, words, "log", "1.1", "")
	suggests([]string{"outcome"}, words, "add-column", "outc")
	suggests([]string{"Improvement Plan", "Learning actions"}, words, "add-column", "outcome", "--table", "")
	suggests([]string{"overdue"}, list, "check", "--only", "overd")
	suggests([]string{"lead-blank,overdue"}, list, "check", "--skip", "lead-blank,overd")
	suggests([]string{"protect"}, list, "sheet", "adopt", "--only", "pro")
	suggests([]string{"check"}, words, "sheet", "ch")
	suggests([]string{"sheet", "status"}, words, "help", "s")
	suggests([]string{"xlsx", "xlsm"}, workbooks, "read", "")
	suggests([]string{"xlsx", "xlsm"}, workbooks, "pack", "--plan", "")
	suggests([]string{"xlsx", "xlsm"}, workbooks, "apply", "--to", "")
	suggests([]string{"yaml", "yml"}, workbooks, "check", "--config", "")
	suggests([]string{"json"}, workbooks, "login", "--client", "")
	suggests(nil, dirs, "demo", "--folder", "")
	suggests(nil, words, "undo", "")
	suggests(nil, words, "pack", "--meeting", "")

	damage := map[string]func() error{
		"all well":     func() error { return nil },
		"a sheet":      func() error { return onSheet(".") },
		"no workbooks": func() error { return os.Rename(practice.OfficersFile, "elsewhere.xlsx") },
		"a bad ledger": func() error { return os.WriteFile("ledger/base.txt", []byte("nonsense"), 0o644) },
		"bad settings": func() error { return os.WriteFile("actionplan.yaml", []byte("plann: x"), 0o644) },
	}
	for _, state := range []string{"all well", "a sheet", "no workbooks", "a bad ledger", "bad settings"} {
		if err := damage[state](); err != nil {
			t.Fatal(err)
		}
		before := filesHere(t)
		for name, cmd := range everyCommand() {
			lines := [][]string{{""}, {"x", ""}, {"x", "y", ""}, {"--"}, {"--today", "nonsense", ""}}
			cmd.Flags().VisitAll(func(f *pflag.Flag) { lines = append(lines, []string{"--" + f.Name, ""}) })
			for _, line := range lines {
				args := append(append([]string{"__complete"}, strings.Fields(name)...), line...)
				if code, out, said := asPerson(t, args...); code != exitDone || !strings.Contains(out, ":") || strings.Contains(said, "actionplan:") {
					t.Errorf("%s: %q ended with %d, printing %q, saying %q", state, args, code, out, said)
				}
			}
		}
		if diff := cmp.Diff(before, filesHere(t)); diff != "" {
			t.Errorf("%s: completing wrote files:\n%s", state, diff)
		}
	}
	if asked > 0 {
		t.Errorf("the partners' sheet was asked for %d times", asked)
	}
}

// TestCompletionScripts asks that what a shell is to read comes as cobra wrote it.
func TestCompletionScripts(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if code, out, said := asPerson(t, "completion", shell); code != exitDone || said != "" || len(out) < 1000 || strings.Contains(out, "<U+") {
			t.Errorf("%s: exit %d, %d bytes, saying %q", shell, code, len(out), said)
		}
	}
}

func TestVersion(t *testing.T) {
	for name, c := range map[string]struct {
		info                  *debug.BuildInfo
		version, commit, date string
		want                  string
	}{
		"nothing is known": {want: "actionplan version unknown, commit unknown, date unknown"},
		"a build from a folder": {info: &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "abc123"}, {Key: "vcs.time", Value: "2026-11-28T10:00:00Z"}, {Key: "vcs.modified", Value: "true"}}},
			want: "actionplan version unknown, commit abc123, changed since, date 2026-11-28T10:00:00Z"},
		"a module": {info: &debug.BuildInfo{Main: debug.Module{Version: "v1.2.0"}}, want: "actionplan version v1.2.0, commit unknown, date unknown"},
		"a release": {info: &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abc123"}}},
			version: "1.3.0", commit: "def456", date: "2026-11-28", want: "actionplan version 1.3.0, commit def456, date 2026-11-28"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() { version, commit, date = "", "", "" }()
			version, commit, date = c.version, c.commit, c.date
			if got := versionWords(c.info); got != c.want {
				t.Errorf("says %q, want %q", got, c.want)
			}
		})
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile(settings.FileName, []byte("plann: x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, said := asPerson(t, "--version"); code != exitDone || said != "" || out != thisVersion()+"\n" {
		t.Errorf("--version ended with %d, printing %q, saying %q", code, out, said)
	}
	misuses(t, "unknown flag: --version", "read", "--version")
}

// TestWelcomeIsTrue asks that what is said of workbooks holds, and that every
// command it names is there.
func TestWelcomeIsTrue(t *testing.T) {
	t.Chdir(t.TempDir())
	code, out, said := asPerson(t)
	if code != exitDone || said != "" || strings.Contains(out, "never changes") {
		t.Errorf("ended with %d, saying %q:\n%s", code, said, out)
	}
	all := everyCommand()
	for _, named := range regexp.MustCompile(`actionplan ([a-z-]+)`).FindAllStringSubmatch(out, -1) {
		if all[named[1]] == nil && named[1] != "--help" && named[1] != "works" {
			t.Errorf("it names %q, which is no command", named[1])
		}
	}
	for _, name := range []string{"apply", "undo", "add-column"} {
		if all[name] == nil || !strings.Contains(out, name) {
			t.Errorf("it does not say that %s changes a workbook", name)
		}
	}
}

// TestInterrupted ends a run before what it waits for is there: a workbook on a
// drive that does not answer, say.
func TestInterrupted(t *testing.T) {
	layPlan(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, args := range [][]string{{"read"}, {"check"}, {"status"}, {"preview"}, {"pack"}, {"apply"}, {"decide", "1.10", "due", "officer"}, {"add-column", "outcome"}, {"init", "--config", "new.yaml", practice.OfficersFile}} {
		before := filesHere(t)
		var out, said bytes.Buffer
		code := run(ctx, args, strings.NewReader(""), &out, &said)
		if want := "actionplan: stopped before it was finished; nothing was left half written\n"; code != exitInterrupted || out.Len() > 0 || said.String() != want {
			t.Errorf("%v ended with %d, printing %q, saying %q", args, code, out.String(), said.String())
		}
		if diff := cmp.Diff(before, filesHere(t)); diff != "" {
			t.Errorf("%v changed files:\n%s", args, diff)
		}
	}
	var said bytes.Buffer
	if code := explain(ctx, &said, fmt.Errorf("what was agreed is written: %w", ctx.Err())); code != exitInterrupted || said.String() != "actionplan: stopped: what was agreed is written; nothing was left half written\n" {
		t.Errorf("ended with %d, saying %q", code, said.String())
	}
}

// TestColour runs a command at a terminal, and at one that shows none.
func TestColour(t *testing.T) {
	t.Chdir(t.TempDir())
	drawTable(t, "plan.xlsx", "Plan", [][]string{{"Ref", "Action", "Lead", "Due date", "RAG"},
		{"1.1", "Write to every school", "Head", "31/03/2026", "Red"}, {"1.1", "Write again", "Head", "31/03/2026", "Amber"}})
	shown := func(args ...string) string {
		outer, screen, err := pty.Open()
		if err != nil {
			t.Skip(err)
		}
		defer outer.Close()
		text := make(chan string)
		go func() { all, _ := io.ReadAll(outer); text <- string(all) }()
		run(context.Background(), args, strings.NewReader(""), screen, screen)
		screen.Close()
		return <-text
	}
	lines := [][]string{{"check", "plan.xlsx", "--today", "2026-04-20"}, {"read", "plan.xlsx", "--verbose"}, {"raed"}}
	t.Setenv("NO_COLOR", "") //nolint:misspell // its own spelling
	t.Setenv("TERM", "xterm")
	for i, want := range []string{"\x1b[1;31mSTOP: no public pack until these are settled\x1b[0m", "\x1b[1;31mRed\x1b[0m", "there is no command"} {
		if got := shown(lines[i]...); !strings.Contains(got, want) {
			t.Errorf("%v shows %q, and not %q", lines[i], got, want)
		}
	}
	for name, value := range map[string]string{"TERM": "dumb", "NO_COLOR": "1"} { //nolint:misspell // its own spelling
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			for _, args := range lines {
				onlyPlain(t, fmt.Sprint(args), strings.ReplaceAll(shown(args...), "\r\n", "\n"))
			}
		})
	}
}

// TestEveryVariableIsDocumented looks for the names in the source itself.
func TestEveryVariableIsDocumented(t *testing.T) {
	page := settings.Reference()
	name := regexp.MustCompile(`ACTIONPLAN_[A-Z_]*[A-Z]`)
	found := 0
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, variable := range name.FindAllString(string(text), -1) {
			if found++; !strings.Contains(page, "`"+variable+"`") && !strings.HasPrefix(variable, "ACTIONPLAN_TEST_") {
				t.Errorf("%s knows %s, and docs/settings.md does not", path, variable)
			}
		}
		return err
	})
	if err != nil || found < 5 {
		t.Errorf("looked through the source: %d found, %v", found, err)
	}
}

// TestAFlagWithoutAValue: a script whose variable is not set must not get what
// it asked not to have.
func TestAFlagWithoutAValue(t *testing.T) {
	for _, args := range [][]string{
		{"apply", "--to", ""}, {"apply", "--to="}, {"pack", "--out", ""}, {"pack", "--meeting", ""},
		{"check", "--only", ""}, {"status", "--today", ""}, {"status", "--ledger", " "}, {"demo", "--folder", ""},
	} {
		var out, said bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &said); code != exitUsage || !strings.Contains(said.String(), "is given without a value") || !strings.Contains(said.String(), "hint: ") {
			t.Errorf("%q ends with %d and says %q", args, code, said.String())
		}
	}
}
