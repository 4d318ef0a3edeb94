package templates_test

import (
	"path/filepath"
	"testing"

	"actionplan/check"
	"actionplan/excel"
	"actionplan/pack"
	"actionplan/table"
	"actionplan/templates"
)

// TestRealPlansMakeSoundPacks draws a pack of every real workbook there is to
// try on, and lints its page.
func TestRealPlansMakeSoundPacks(t *testing.T) {
	books, _ := filepath.Glob("../../shared/corpus/real/*.xls*")
	if len(books) == 0 {
		t.Skip("the real workbooks are not beside the repository (../shared/corpus/real)")
	}
	for _, path := range books {
		t.Run(filepath.Base(path), func(t *testing.T) {
			book, err := excel.Open(path)
			if err != nil {
				t.Skipf("not a workbook that can be read: %v", err)
			}
			p, err := table.Read(path, book.Grids(), table.Options{})
			if err != nil {
				t.Skipf("not a plan that can be read: %v", err)
			}
			report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{})
			if err != nil {
				t.Fatal(err)
			}
			public := pack.Build(pack.Input{About: sampleAbout(), Plan: p, Report: report})
			if _, err := templates.Write(t.TempDir(), public, nil, templates.Options{}); err != nil {
				t.Fatal(err)
			}
			page, err := templates.Page(public, templates.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range lint(string(page)) {
				t.Error(problem)
			}
			t.Logf("%d of %d actions, %d themes: %s", public.Total, len(p.Actions), len(public.Themes), public.Lead)
		})
	}
}
