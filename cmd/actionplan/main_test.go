package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"actionplan/internal/practice"
	"actionplan/internal/print"
)

var update = flag.Bool("update", false, "write what the commands say now into the command stories")

// Each property is tried on 15 cases; -rapid.checks=600 tries more.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "15", "rapid.nofailfile": "true", "rapid.shrinktime": "20s"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	if os.Getenv("ACTIONPLAN_BROWSER") == "" { // a test that prints says so
		if err := os.Setenv("ACTIONPLAN_BROWSER", print.None); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){"actionplan": main, "xdg-open": openPage})
}

// TestStories runs the command as officers and clerks would. Beside
// testscript's own words they have:
//
//	workbook FILE TEXT…  a workbook drawn from texts, a sheet each, | between cells
//	practice then|now    the practice plan, as agreed or as it stands today
//	bad KIND FILE        a file that is no plan
//	remember / unmoved   no file has come, gone or changed since
//	exits CODE CMD…      the command ends with this exit code
//	answer FILE REF ANSWER OTHER NAME REASON   fill in a row of Decisions.xlsx
//	google allow|decline a sign-in server, and what a person does at its page
//	mode 600 FILE        the file's permissions
//	unseen FILE…         no secret was printed, or stands in any file but these
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"workbook": drawWorkbook,
			"practice": layPractice,
			"bad":      writeBad,
			"remember": remember,
			"unmoved":  unmoved,
			"exits":    endsWith,
			"answer":   answerQuestion,
			"google":   startGoogle,
			"mode":     modeOf,
			"unseen":   unseen,
			"sheet":    partnersSheet,
		},
	})
}

// endsWith runs a command and asks for one exit code, since "!" takes any.
func endsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE actionplan ARGS…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("ended with exit code %s, not %s", code, args[0])
	}
}

// drawWorkbook draws a plain workbook, a text a sheet: its name after "# ",
// then a line a row with | between the cells. One that begins with = is worked
// out.
func drawWorkbook(ts *testscript.TestScript, _ bool, args []string) {
	f := excelize.NewFile()
	for i, text := range args[1:] {
		lines := strings.Split(strings.TrimRight(ts.ReadFile(text), "\n"), "\n")
		sheet := strings.TrimPrefix(lines[0], "# ")
		if i == 0 {
			ts.Check(f.SetSheetName("Sheet1", sheet))
		} else if _, err := f.NewSheet(sheet); err != nil {
			ts.Check(err)
		}
		drawSheet(ts, f, sheet, lines[1:])
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

func drawSheet(ts *testscript.TestScript, f *excelize.File, sheet string, lines []string) {
	for row, line := range lines {
		for column, cell := range strings.Split(line, "|") {
			name, err := excelize.CoordinatesToCellName(column+1, row+1)
			ts.Check(err)
			switch text := strings.TrimSpace(cell); {
			case strings.HasPrefix(text, "="):
				ts.Check(f.SetCellFormula(sheet, name, text))
			case text != "":
				ts.Check(f.SetCellStr(sheet, name, text))
			}
		}
	}
}

// answerQuestion fills in a row of a workbook of decisions, as a person would
// in their spreadsheet.
func answerQuestion(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	f, err := excelize.OpenFile(path)
	ts.Check(err)
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		ts.Check(err)
		columns := map[string]int{}
		for r, row := range rows {
			if slices.Contains(row, "Answer") && slices.Contains(row, "Ref") {
				for c, heading := range row {
					columns[heading] = c + 1
				}
				continue
			}
			if len(columns) == 0 || columns["Ref"] > len(row) || row[columns["Ref"]-1] != args[1] {
				continue
			}
			for heading, text := range map[string]string{"Answer": args[2], "Other text": args[3], "Your name": args[4], "Reason": args[5]} {
				cell, err := excelize.CoordinatesToCellName(columns[heading], r+1)
				ts.Check(err)
				ts.Check(f.SetCellStr(sheet, cell, text))
			}
			ts.Check(f.Save())
			return
		}
	}
	ts.Fatalf("%s asks nothing about %s", args[0], args[1])
}

func layPractice(ts *testscript.TestScript, _ bool, args []string) {
	lay := practice.WriteNow
	if args[0] == "then" {
		lay = practice.WriteThen
	}
	ts.Check(lay(ts.MkAbs(".")))
}

// snapshots are the trees remembered, by the script's work folder.
var (
	mutex     sync.Mutex
	snapshots = map[string]string{}
)

func tree(ts *testscript.TestScript) string {
	var lines strings.Builder
	root := ts.Getenv("WORK")
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		fmt.Fprintf(&lines, "%s %x\n", strings.TrimPrefix(path, root), sha256.Sum256(content))
		return err
	}))
	return lines.String()
}

func remember(ts *testscript.TestScript, _ bool, _ []string) {
	mutex.Lock()
	defer mutex.Unlock()
	snapshots[ts.Getenv("WORK")] = tree(ts)
}

func unmoved(ts *testscript.TestScript, neg bool, _ []string) {
	mutex.Lock()
	defer mutex.Unlock()
	before, now := snapshots[ts.Getenv("WORK")], tree(ts)
	if (before == now) == neg {
		ts.Fatalf("files before:\n%s\nfiles now:\n%s", before, now)
	}
}

// writeBad writes a file that somebody might take for a plan.
func writeBad(ts *testscript.TestScript, _ bool, args []string) {
	kind, path := args[0], ts.MkAbs(args[1])
	var content []byte
	switch kind {
	case "xls":
		content = compoundFile("Workbook")
	case "encrypted":
		content = compoundFile("EncryptionInfo", "EncryptedPackage")
	case "zip":
		content = zipOf(ts, map[string]string{"holiday.txt": "not a workbook"})
	case "truncated":
		practicePath := filepath.Join(ts.MkAbs("."), "whole.xlsx")
		ts.Check(excelize.NewFile().SaveAs(practicePath))
		whole, err := os.ReadFile(practicePath)
		ts.Check(err)
		ts.Check(os.Remove(practicePath))
		content = whole[:len(whole)/2]
	case "empty":
	default:
		ts.Fatalf("no bad file of kind %q", kind)
	}
	ts.Check(os.WriteFile(path, content, 0o644))
}

func zipOf(ts *testscript.TestScript, parts map[string]string) []byte {
	var buffer bytes.Buffer
	w := zip.NewWriter(&buffer)
	for name, text := range parts {
		part, err := w.Create(name)
		ts.Check(err)
		_, err = part.Write([]byte(text))
		ts.Check(err)
	}
	ts.Check(w.Close())
	return buffer.Bytes()
}

// compoundFile is the outside of an old Office file: a header, one sector of
// allocation table and a directory naming the streams.
func compoundFile(streams ...string) []byte {
	const sector = 512
	file := make([]byte, 3*sector)
	copy(file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(file[24:], 0x3e)
	le.PutUint16(file[26:], 3)
	le.PutUint16(file[28:], 0xfffe)
	le.PutUint16(file[30:], 9)
	le.PutUint16(file[32:], 6)
	le.PutUint32(file[44:], 1) // allocation sectors
	le.PutUint32(file[48:], 1) // the directory's sector
	le.PutUint32(file[56:], 4096)
	le.PutUint32(file[60:], 0xfffffffe)
	le.PutUint32(file[68:], 0xfffffffe)
	for i := 76; i < sector; i += 4 {
		le.PutUint32(file[i:], 0xffffffff)
	}
	le.PutUint32(file[76:], 0)
	for i := sector; i < 2*sector; i += 4 {
		le.PutUint32(file[i:], 0xffffffff)
	}
	le.PutUint32(file[sector:], 0xfffffffd)
	le.PutUint32(file[sector+4:], 0xfffffffe)
	for i, name := range append([]string{"Root Entry"}, streams...) {
		entry := file[2*sector+128*i:]
		letters := utf16.Encode([]rune(name))
		for j, letter := range letters {
			le.PutUint16(entry[2*j:], letter)
		}
		le.PutUint16(entry[64:], uint16(2*len(letters)+2))
		entry[66] = 2
		if i == 0 {
			entry[66] = 5
			le.PutUint32(entry[76:], 1)
		}
		for _, offset := range []int{68, 72} {
			le.PutUint32(entry[offset:], 0xffffffff)
		}
		if i > 0 {
			le.PutUint32(entry[76:], 0xffffffff)
			if i < len(streams) {
				le.PutUint32(entry[72:], uint32(i+1))
			}
		}
	}
	return file
}

// TestDemoNeedsNothing asks that the demo needs nothing but its
// folder, by running it with no home, no path and nothing to talk to.
func TestDemoNeedsNothing(t *testing.T) {
	t.Setenv("PATH", "")
	t.Setenv("HOME", "")
	folder := filepath.Join(t.TempDir(), "practice")
	var out, errors bytes.Buffer
	if code := run(context.Background(), []string{"demo", "--folder", folder}, strings.NewReader(""), &out, &errors); code != 0 {
		t.Fatalf("demo ended with %d:\n%s%s", code, out.String(), errors.String())
	}
	pages, _ := filepath.Glob(filepath.Join(folder, "*draft", "*.html"))
	if len(pages) != 1 || !strings.Contains(out.String(), pages[0]) {
		t.Errorf("the pages are %v; the demo said\n%s", pages, out.String())
	}
}
