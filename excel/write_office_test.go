package excel

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"actionplan/excel/internal/ooxml"
	"actionplan/internal/programtest"
	"actionplan/plan"
)

// TestLibreOfficeReadsIt has LibreOffice read workbooks before and after cells
// were written: those differ, and no others but results of formulas.
// By default it is asked about one workbook; ACTIONPLAN_THOROUGH asks about
// all of the corpus.
func TestLibreOfficeReadsIt(t *testing.T) {
	office := programtest.FindOffice(t)
	paths := corpus(t, "real")
	if thorough {
		paths = append(paths, corpus(t, "torture")...)
	} else {
		paths = paths[:1]
	}
	for _, path := range paths {
		name := filepath.Base(path)
		if refused[name] != nil || unwritable[name] != "" || otherwise[name] != "" {
			continue
		}
		t.Run(name, func(t *testing.T) { askOffice(t, office, path) })
	}
}

// askOffice makes the first round of attempts on a workbook.
func askOffice(t *testing.T, office programtest.Office, path string) {
	b, ext := newOriginal(t, path), filepath.Ext(path)
	var all []attempt
	var work Work
	for _, a := range slices.Concat(b.rounds(t)...) {
		if twice := slices.ContainsFunc(all, func(other attempt) bool { return other.cell == a.cell }); !twice && notTried[b.name+" "+a.name] == "" {
			all = append(all, a)
			work.Edits = append(work.Edits, a.edit())
		}
	}
	if len(all) == 0 {
		t.Skip("no cell to write to")
	}
	data := b.data
	s := stage(t, data, work)
	folder := t.TempDir()
	before, after := filepath.Join(folder, "before"+ext), filepath.Join(folder, "after"+ext)
	if err := os.WriteFile(before, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(after); err != nil {
		t.Fatal(err)
	}
	x, y := officeCells(t, office, before, ext), officeCells(t, office, after, ext)
	if x == nil {
		t.Skip("LibreOffice cannot read the original either")
	}
	formulas := map[string]bool{} // and what pivot tables work out
	for _, g := range b.opened.book.grids {
		survey := &ooxml.Survey{Seen: func(c *ooxml.SheetCell) {
			formulas[fmt.Sprint(g.Sheet, c.Row, " ", c.Column)] = c.Formula
		}}
		if err := b.opened.pkg.SurveySheet(b.sheetPart(g.Sheet), survey); err != nil {
			t.Fatal(err)
		}
		objects, err := readObjects(b.opened.pkg, b.sheetPart(g.Sheet))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range objects.pivots {
			for row := p.FirstRow; row <= p.LastRow+10; row++ { // it may become longer
				for column := p.FirstColumn; column <= p.LastColumn+10; column++ {
					formulas[fmt.Sprint(g.Sheet, row, " ", column)] = true
				}
			}
		}
	}
	written := map[string]bool{}
	for _, a := range all {
		at := fmt.Sprint(a.cell.Sheet, a.cell.Row, " ", a.cell.Column)
		written[at] = true
		if want := a.now.Written(); a.now.Value.Kind == plan.KindText && y[at] != want {
			t.Errorf("%s: LibreOffice reads %q at %s, want %q", a.name, y[at], a.cell, want)
		}
	}
	for cell, was := range x {
		if now := y[cell]; now != was && !written[cell] && !formulas[cell] {
			t.Errorf("LibreOffice reads %q at %s, was %q", now, cell, was)
		}
		delete(y, cell)
	}
	for cell, now := range y {
		if now != "" && !written[cell] && !formulas[cell] {
			t.Errorf("LibreOffice reads %q at %s, was nothing", now, cell)
		}
	}
}

// officeCells is every cell of a workbook as LibreOffice shows it; nil where
// it cannot read it.
func officeCells(t *testing.T, office programtest.Office, path, ext string) map[string]string {
	t.Helper()
	out := path + ".csv"
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := office.Command(ctx, "--convert-to", programtest.AsCSV, "--outdir", out, path)
	cmd.WaitDelay = time.Second
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Logf("soffice: %v: %s", err, said)
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) == 0 {
		return nil
	}
	cells := map[string]string{}
	for _, f := range files {
		sheet := strings.TrimSuffix(strings.TrimPrefix(f.Name(), strings.TrimSuffix(filepath.Base(path), ext)+"-"), ".csv")
		text, err := os.ReadFile(filepath.Join(out, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(text))
		r.FieldsPerRecord = -1
		r.LazyQuotes = true
		for row := 1; ; row++ {
			reached := 1 + bytes.Count(text[:r.InputOffset()], []byte("\n"))
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			line, _ := r.FieldPos(0)
			row += line - reached // lines with nothing in them are passed over
			for j, field := range record {
				cells[fmt.Sprint(sheet, row, " ", j+1)] = field
			}
		}
	}
	return cells
}
