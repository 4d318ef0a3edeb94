package practice

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// folder writes a practice plan into a new folder.
func folder(t *testing.T, write func(string) error) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "practice")
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func open(t *testing.T, dir, name string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

func TestTheSameBytesEveryTime(t *testing.T) {
	for name, write := range map[string]func(string) error{"then": WriteThen, "now": WriteNow} {
		one, two := folder(t, write), folder(t, write)
		for _, file := range []string{OfficersFile, PartnersFile, SettingsFile} {
			a, errA := os.ReadFile(filepath.Join(one, file))
			b, errB := os.ReadFile(filepath.Join(two, file))
			if errA != nil || errB != nil || len(a) == 0 {
				t.Fatalf("%s, %s: %v, %v, %d bytes", name, file, errA, errB, len(a))
			}
			if !bytes.Equal(a, b) {
				t.Errorf("%s, %s: written twice, the bytes differ", name, file)
			}
		}
	}
}

func TestNowIsWrittenOverThen(t *testing.T) {
	dir := folder(t, WriteThen)
	before, _ := os.ReadFile(filepath.Join(dir, PartnersFile))
	if err := WriteNow(dir); err != nil {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(filepath.Join(dir, PartnersFile))
	if bytes.Equal(before, after) {
		t.Error("a month has changed nothing in the partners' copy")
	}
}

// rowOf finds an action's row in the officers' sheet by the words of the action.
func rowOf(t *testing.T, book *excelize.File, ref plan.Ref) int {
	t.Helper()
	actions := now(t)
	i := slices.IndexFunc(actions, func(a Action) bool { return a.Ref == ref })
	for row := firstRow; row < 100; row++ {
		if text, _ := book.GetCellValue(planSheet, at("E", row)); text == actions[i].Officers[plan.FieldAction].Typed {
			return row
		}
	}
	t.Fatalf("action %s is not in the officers' workbook", ref)
	return 0
}

func raw(t *testing.T, book *excelize.File, cell string) string {
	t.Helper()
	text, err := book.GetCellValue(planSheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func fillOf(t *testing.T, book *excelize.File, cell string) string {
	t.Helper()
	id, err := book.GetCellStyle(planSheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := book.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, " ") //nolint:misspell // excelize's own spelling
}

func TestOneTenIsANumberThatOnlyItsFormatTellsFromOnePointOne(t *testing.T) {
	book := open(t, folder(t, WriteNow), OfficersFile)
	one, ten := at("B", rowOf(t, book, "1.1")), at("B", rowOf(t, book, "1.10"))
	if a, b := raw(t, book, one), raw(t, book, ten); a != "1.1" || b != "1.1" {
		t.Errorf("the cells hold %q and %q, want the number 1.1 in both", a, b)
	}
	shownOne, _ := book.GetCellValue(planSheet, one)
	shownTen, _ := book.GetCellValue(planSheet, ten)
	if shownOne != "1.1" || shownTen != "1.10" {
		t.Errorf("the cells show %q and %q, want 1.1 and 1.10", shownOne, shownTen)
	}
	if text := raw(t, book, at("B", rowOf(t, book, "5.2"))); text != "5.2 " {
		t.Errorf("5.2 is written %q, want a space behind it", text)
	}
	if kind, _ := book.GetCellType(planSheet, at("B", rowOf(t, book, "2.1"))); kind != excelize.CellTypeSharedString {
		t.Errorf("2.1 is no text")
	}
}

func TestOfficersSheetIsAsMessyAsRealOnes(t *testing.T) {
	book := open(t, folder(t, WriteNow), OfficersFile)
	merges := mergesOf(t, book)
	for what, merge := range map[string]string{
		"the banner": "B1:T1", "a heading over one column": "B6:B7", "a heading over several": "O6:S6",
		"the first theme's own row": "B8:U8",
		"a theme's cells":           at("C", rowOf(t, book, "2.1")) + ":" + at("C", rowOf(t, book, "2.5")),
		"a lead's cells":            at("K", rowOf(t, book, "6.1")) + ":" + at("K", rowOf(t, book, "6.2")),
	} {
		if !slices.Contains(merges, merge) {
			t.Errorf("%s is not merged over %s", what, merge)
		}
	}
	if visible, _ := book.GetColVisible(planSheet, "U"); visible {
		t.Error("the column of legal advice is not hidden")
	}
	if visible, _ := book.GetRowVisible(planSheet, rowOf(t, book, hiddenRow)); visible {
		t.Errorf("the row of %s is not hidden", hiddenRow)
	}
	if visible, _ := book.GetSheetVisible(listsSheet); visible {
		t.Error("the lists are not hidden")
	}
	if repeated := raw(t, book, at("E", rowOf(t, book, "5.1")-2)); repeated != "What we will do" {
		t.Errorf("the headings do not stand again above theme 5, but %q", repeated)
	}
	if text := raw(t, book, at("L", rowOf(t, book, "1.2"))); !strings.Contains(text, "\u00a0") {
		t.Error("no hard space in 1.2's partners")
	}
	if text := raw(t, book, at("Q", rowOf(t, book, "1.2"))); !strings.Contains(text, "\n") {
		t.Error("1.2's update is one line")
	}
	if id, _ := book.GetCellStyle(planSheet, at("F", styledRows)); id == 0 {
		t.Errorf("row %d has no style", styledRows)
	}
}

func TestOfficersSheetHasItsHabits(t *testing.T) {
	book := open(t, folder(t, WriteNow), OfficersFile)
	if lists, _ := book.GetDataValidations(planSheet); len(lists) != 2 {
		t.Errorf("%d drop-down lists, want 2", len(lists))
	}
	if rules, _ := book.GetConditionalFormats(planSheet); len(rules) != 2 {
		t.Errorf("%d ranges coloured by rules, want 2", len(rules))
	}
	if remarks, _ := book.GetComments(planSheet); len(remarks) != 1 {
		t.Errorf("%d remarks on cells, want 1", len(remarks))
	}
	if panes, _ := book.GetPanes(planSheet); !panes.Freeze || panes.YSplit != headingRow {
		t.Errorf("the headings are not frozen: %+v", panes)
	}
	cell := at("T", rowOf(t, book, "8.2"))
	formula, _ := book.GetCellFormula(planSheet, cell)
	if !strings.Contains(formula, "TODAY()") || raw(t, book, cell) != "59" {
		t.Errorf("days to due is %q, last worked out as %q; want a formula and 59", formula, raw(t, book, cell))
	}
	if result := raw(t, book, at("T", rowOf(t, book, "8.4"))); result != "" {
		t.Errorf("the days to due of ASAP were last worked out as %q", result)
	}
}

func TestRatingsByFillAndByWord(t *testing.T) {
	book := open(t, folder(t, WriteNow), OfficersFile)
	for _, tc := range []struct {
		ref        plan.Ref
		word, fill string
	}{
		{"1.1", "", "92D050"}, {"1.3", "", "FFC000"}, {"3.4", "", "FF0000"}, {"7.1", "", "00B0F0"},
		{"1.4", "GREEN", "92D050"}, {"2.1", "Amber", ""}, {"3.2", "A", ""}, {"5.4", "Not started", ""},
	} {
		cell := at("P", rowOf(t, book, tc.ref))
		if word, fill := raw(t, book, cell), fillOf(t, book, cell); word != tc.word || fill != tc.fill {
			t.Errorf("action %s is rated %q on %q, want %q on %q", tc.ref, word, fill, tc.word, tc.fill)
		}
	}
}

func TestDatesRealAndTyped(t *testing.T) {
	book := open(t, folder(t, WriteNow), OfficersFile)
	for ref, want := range map[plan.Ref]string{
		"2.4": "46387", "1.2": "30.11.2026", "1.5": "March 2027", "3.5": "Ongoing", "8.4": "ASAP", "5.4": "TBC", "1.1": "31/12/26\u00a0",
	} {
		if got := raw(t, book, at("N", rowOf(t, book, ref))); got != want {
			t.Errorf("action %s is due %q, want %q", ref, got, want)
		}
	}
}

func mergesOf(t *testing.T, book *excelize.File) []string {
	t.Helper()
	merged, err := book.GetMergeCells(planSheet)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range merged {
		all = append(all, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	return all
}

func TestPartnersCopyIsPlain(t *testing.T) {
	book, actions := open(t, folder(t, WriteNow), PartnersFile), now(t)
	if got := book.GetSheetList(); !slices.Equal(got, []string{partnersSheet, partnersLearningSheet}) {
		t.Errorf("the tabs are %q", got)
	}
	for _, sheet := range book.GetSheetList() {
		if merged, _ := book.GetMergeCells(sheet); len(merged) > 0 {
			t.Errorf("%s has merged cells", sheet)
		}
		if remarks, _ := book.GetComments(sheet); len(remarks) > 0 {
			t.Errorf("%s has remarks", sheet)
		}
		rows, _ := book.GetRows(sheet)
		for i, row := range rows {
			if visible, _ := book.GetRowVisible(sheet, i+1); !visible {
				t.Errorf("%s row %d is hidden", sheet, i+1)
			}
			for _, text := range row {
				for _, a := range actions {
					if a.Internal != "" && strings.Contains(text, a.Internal) {
						t.Errorf("%s row %d holds what is internal to action %s", sheet, i+1, a.Ref)
					}
				}
			}
		}
	}
}
