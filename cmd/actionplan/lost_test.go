package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"actionplan/plan"
)

// loses has cells of a workbook refer to a shared text that it does not hold, as
// one is left whose list of texts was cut short.
func (d desktop) loses(name string, cells ...string) {
	d.Helper()
	whole, err := os.ReadFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		d.Fatal(err)
	}
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	for _, part := range from.File {
		r, err := part.Open()
		if err != nil {
			d.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			d.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			for _, at := range cells {
				cell := regexp.MustCompile(fmt.Sprintf(`(<c r="%s"[^>]*t="s"[^>]*><v>)\d+`, at))
				if !cell.Match(text) {
					d.Fatalf("%s holds no shared text in %s", name, at)
				}
				text = cell.ReplaceAll(text, []byte("${1}999999"))
			}
		}
		made, err := w.Create(part.Name)
		if err == nil {
			_, err = made.Write(text)
		}
		if err != nil {
			d.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		d.Fatal(err)
	}
	d.write(name, to.String())
}

// TestLostTextClearsNothing asserts that a text which a damaged workbook has lost
// clears nothing on the other side and is named with its cell, and that a workbook
// that has lost many is refused.
func TestLostTextClearsNothing(t *testing.T) {
	for _, name := range []string{"plan.xlsx", "theirs.xlsx"} {
		t.Run(name, func(t *testing.T) {
			d := newDesktop(t, leadPlan, leadPlan)
			d.ends(exitDone, "begin")
			d.loses(name, "E3")
			before := [2][][]string{d.says("plan.xlsx"), d.says("theirs.xlsx")}
			for _, args := range [][]string{{"read", d.path(name)}, {"status"}, {"preview"}, {"apply", "--yes"}} {
				if out := d.ends(exitDone, args...); !strings.Contains(out, "E3") || strings.Count(out, plan.LostText) != 1 || strings.Contains(out, "clear") {
					t.Errorf("%v says\n%s", args, out)
				}
			}
			for i, name := range []string{"plan.xlsx", "theirs.xlsx"} {
				for r, row := range d.says(name) {
					if strings.Join(row, "|") != strings.Join(before[i][r], "|") {
						t.Errorf("row %d of %s says %q, and said %q", r+1, name, row, before[i][r])
					}
				}
			}
			d.loses(name, "B2", "B3", "B4", "B5")
			if out := d.ends(exitFailed, "preview"); !strings.Contains(out, "this workbook is damaged") || !strings.Contains(out, "5 of the ") {
				t.Errorf("many texts are lost, and preview says\n%s", out)
			}
		})
	}
}
