package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// hostile is what a cell may hold that does something to a terminal: it clears
// the screen, colours a line, rings, turns a text
// round, hides a letter, and makes a line that the command might have printed.
const hostile = "\x1b[2J\u009b31m\x07\u202efdp\u202c\u2066x\u2069\u200fse\u200bcret\nforged: done"

// onlyPlain finds what is not plain in what was printed.
func onlyPlain(t *testing.T, what, printed string) {
	t.Helper()
	if !utf8.ValidString(printed) {
		t.Errorf("%s: no text: %q", what, printed)
	}
	if at := strings.Index("\n"+printed, "\nforged"); at >= 0 {
		t.Errorf("%s: a text made a line of its own: %q", what, printed[max(0, at-150):min(len(printed), at+20)])
	}
	for i, r := range printed {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			t.Errorf("%s: %U was printed: %q", what, r, printed[max(0, i-60):min(len(printed), i+60)])
			return
		}
	}
}

// drawTable draws one sheet of texts.
func drawTable(t *testing.T, path, sheet string, rows [][]string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, text := range row {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStr(sheet, at, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	whole, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	escapes := withEscapes(t, whole.Bytes())
	if err := os.WriteFile(path, escapes, 0o644); err != nil {
		t.Fatal(err)
	}
}

// withEscapes puts the control characters that excelize leaves out back into a
// workbook's texts, as Excel writes them.
func withEscapes(t *testing.T, whole []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	for _, part := range from.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "xl/sharedStrings.xml" {
			text = bytes.ReplaceAll(text, []byte("\ufffd"), []byte("_x001B_"))
		}
		made, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := made.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// asPerson runs a command as a person would, with its outputs read from buffers.
func asPerson(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// TestNoTextReachesTheTerminal has both sides, the settings and the person at
// the keyboard say what would take a terminal over, and runs every command that
// prints a text of anybody's.
func TestNoTextReachesTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	sheet := "Plan\u202e\u200b"
	head := []string{"Ref", "Action", "Lead", "Due date", "RAG", "Progress", "Notes " + hostile}
	row := func(ref, words string) []string {
		return []string{ref, "Write to every school " + ref + hostile, "Head " + hostile, "31/03/2026", "Amber", words + hostile, hostile}
	}
	agreed := [][]string{head, row("1.1", "begun"), row("1.2", "begun"), row("R"+hostile, "begun"), row("1.4", "begun"), row("1.4"+hostile, "begun")}
	drawTable(t, "plan.xlsx", sheet, agreed)
	drawTable(t, "theirs.xlsx", sheet, agreed)
	settings := "title: \"Plan \\u202e\"\nplan: plan.xlsx\npartner: {workbook: theirs.xlsx}\ncouncil: \"C\\e[2J\"\n" +
		"checks:\n  - {rule: overdue, ref: \"1.1\", skip: true, why: \"agreed \\e[2J\"}\n" +
		"owners:\n  - {field: progress, owner: either}\n  - {field: lead, owner: officers}\n"
	if err := os.WriteFile("actionplan.yaml", []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	shows := map[string]bool{} // the commands that showed a mark where a direction was turned
	commands := func(lines ...[]string) {
		for _, args := range lines {
			for _, extra := range [][]string{nil, {"--verbose"}} {
				code, out, said := asPerson(t, append(append(args[:len(args):len(args)], "--today", "2026-04-20"), extra...)...)
				what := strings.Join(args, " ")
				onlyPlain(t, what+", results", out)
				onlyPlain(t, what+", messages", said)
				shows[args[0]] = shows[args[0]] || strings.Contains(strings.ToLower(out+said), "202e")
				if args[0] == "decide" && args[3] == "other" && extra == nil && code != exitUsage {
					t.Errorf("%s ended with %d: %s", what, code, said)
				}
				if out+said == "" {
					t.Errorf("%s printed nothing", what)
				}
				if len(args) > 1 && args[len(args)-1] == "--json" && out != "" && !json.Valid([]byte(out)) {
					t.Errorf("%s printed no JSON: %q", what, out)
				}
				if code < 0 || code > 5 {
					t.Errorf("%s ended with %d", what, code)
				}
			}
		}
	}
	commands([]string{"begin"})
	officers := append([][]string{head}, agreed[1:]...)
	partners := append([][]string{head}, agreed[1:]...)
	officers[1], partners[1] = row("1.1", "officers "), row("1.1", "partners ")
	partners[2] = append([]string{}, row("1.2", "partners alone ")...)
	partners[3] = append([]string{}, partners[3]...)
	partners[3][2] = "Another lead " + hostile
	partners = append(partners, row("9.9"+hostile, "new"))
	drawTable(t, "plan.xlsx", sheet, officers)
	drawTable(t, "theirs.xlsx", sheet, partners)
	commands([]string{"read"}, []string{"read", "--json"}, []string{"status"}, []string{"status", "--json"}, []string{"check"}, []string{"check", "--json"},
		[]string{"pack"}, []string{"preview"}, []string{"preview", "--json"},
		[]string{"decide", "1.1", "progress", "other", "--text", "both " + hostile, "--by", "Head " + hostile, "--why", "said so " + hostile},
		[]string{"decide", "1.1" + hostile, "progress", "officer", "--by", "x", "--why", "y"},
		[]string{"apply", "--list"}, []string{"apply", "--to", "copy" + hostile + ".xlsx"}, []string{"apply"}, []string{"log"}, []string{"log", "1.1"}, []string{"log", "--json"},
		[]string{"log", hostile}, []string{"undo"}, []string{"add-column", hostile}, []string{"add-column", "outcome", "--heading", "Outcome " + hostile},
		[]string{"read", hostile + ".xlsx"}, []string{"check", "--only", hostile}, []string{"--config", hostile, "check"}, []string{hostile},
		[]string{"help", hostile}, []string{"sheet", hostile}, []string{"read", "--" + hostile}, []string{"pack", "--out", "packs" + hostile}, []string{"pack", "--meeting", hostile},
		[]string{"check", "--ledger", "ledger" + hostile}, []string{"login", "--client", hostile + ".json", "--wait", "1ms", "--no-browser"}, []string{"reset", "--ledger", hostile, "--yes"},
		[]string{"__complete", "log", ""}, []string{"__complete", "decide", ""}, []string{"__complete", "add-column", "--table", ""})
	for _, name := range []string{"read", "check", "preview", "decide", "log", "add-column", "help", "sheet", "login", "reset"} {
		if !shows[name] {
			t.Errorf("%s showed no mark, so that nothing was tried of it", name)
		}
	}
	if err := os.WriteFile("actionplan.yaml", []byte("\"\\e[2J\\u202e\": x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	commands([]string{"check"})

	// What is printed as JSON means what the cell says.
	code, out, _ := asPerson(t, "read", "--json", "--config", os.DevNull, "plan.xlsx")
	if code != exitDone || !strings.Contains(out, `\u001b[2J`) || !strings.Contains(out, `\u202e`) {
		t.Errorf("read --json ended with %d and does not say what the cells say:\n%s", code, out)
	}
}

// TestFileNamesAreOneLine asks that a name cannot make a second message.
func TestFileNamesAreOneLine(t *testing.T) {
	t.Chdir(t.TempDir())
	_, _, said := asPerson(t, "read", "a\nactionplan: done.xlsx")
	for i, line := range strings.Split(strings.TrimSpace(said), "\n") {
		if want := []string{"actionplan: read workbook a; actionplan: done.xlsx", "actionplan: hint: "}; i >= len(want) || !strings.HasPrefix(line, want[i]) {
			t.Errorf("line %d is %q", i+1, line)
		}
	}
}

// TestOutputThatCannotBeWritten prints to a full disk and to a pipe that nobody
// reads any more.
func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	drawTable(t, "plan.xlsx", "Plan", [][]string{{"Ref", "Action", "Lead", "Due date"}, {"1.1", "Write to every school", "Head", "31/03/2026"}})
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, args := range [][]string{{}, {"--help"}, {"--version"}, {"read", "plan.xlsx"}, {"read", "plan.xlsx", "--json"}, {"check", "plan.xlsx"}, {"check", "--list"}, {"pack", "plan.xlsx"}, {"completion", "bash"}} {
		var said bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), full, &said)
		if want := "actionplan: print: no space left on device\nactionplan: hint: "; code != exitFailed || !strings.Contains(said.String(), want) || strings.Count(said.String(), "actionplan: print") != 1 {
			t.Errorf("%v ended with %d, saying %q", args, code, said.String())
		}
	}
	// What went wrong before is said, and keeps its code.
	var said bytes.Buffer
	if code := run(context.Background(), []string{"raed"}, strings.NewReader(""), full, &said); code != exitUsage || strings.Contains(said.String(), "print") {
		t.Errorf("a misuse ended with %d, saying %q", code, said.String())
	}

	read, closed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read.Close()
	said.Reset()
	if code := run(context.Background(), []string{"read", "plan.xlsx"}, strings.NewReader(""), closed, &said); code != exitDone || said.Len() > 0 {
		t.Errorf("with nobody reading it ended with %d, saying %q", code, said.String())
	}
	if packs, _ := filepath.Glob("Scrutiny pack*"); len(packs) != 1 {
		t.Errorf("the pack was not drawn: %v", packs)
	}
}
