package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"actionplan/excel"
	"actionplan/internal/practice"
	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
	"actionplan/sheets/signin"
	"actionplan/table"
)

// practiceSheet is a Google Sheet that is none: a small server on this
// computer that answers as Google's does, and a page to look at it.
type practiceSheet struct {
	*sheetstest.Practice
}

const (
	practiceID   = "practice-partners-sheet"
	practiceKept = "practice-sheet.json" // in the practice folder
)

// demoOnSheet shows the whole job with a partners' copy that is a Google
// Sheet: one made up on this computer. No account is needed, and nothing
// leaves it.
func demoOnSheet(ctx context.Context, s streams, folder string) error {
	sheet, err := layPracticeSheet(ctx, s, folder)
	if err != nil {
		return err
	}
	defer sheet.close()
	fmt.Fprintf(s.out, `This is a practice plan in %q: %s
(the officers', as messy as real ones) and a practice Google Sheet for partners,
which stands on this computer only:
   %s
Both sides agreed on %s and have been busy since. Today is taken to be %s.
`, folder, practice.OfficersFile, sheet.Page, practice.LastAgreed.Long(), practice.Today.Long())
	steps := []step{
		{"First, whether the sheet is as agreed", []string{"sheet", "check"}, 14},
		{"What has moved since both agreed, and what a person must settle", []string{"preview"}, 60},
		{"What was agreed goes to both sides, in one write to the sheet", []string{"apply"}, 20},
		{"What a councillor would stop at", []string{"check"}, 22},
		{"The pack for the committee", []string{"pack"}, 12},
	}
	if err := runSteps(ctx, s, folder, steps); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nThat was the whole job, with %s of the sheet and %s.\n",
		counted(sheet.Count(sheetstest.Read), "reading"), counted(sheet.Count(sheetstest.Write), "writing"))
	return bePartner(ctx, s, folder, sheet)
}

// bePartner lets the person at the keyboard edit the sheet as a partner would,
// and see what becomes of it.
func bePartner(ctx context.Context, s streams, folder string, sheet *practiceSheet) error {
	stdin, ok := s.in.(*os.File)
	if !ok || !term.IsTerminal(int(stdin.Fd())) {
		sayHowToGoOn(s.out, folder)
		return nil
	}
	lines := make(chan struct{})
	go func() {
		for s := bufio.NewScanner(stdin); s.Scan(); {
			lines <- struct{}{}
		}
	}()
	for {
		fmt.Fprintf(s.out, "\nNow be a partner: open %s in a browser and change a cell.\nThen press Enter here to run preview and apply. Ctrl-C ends it.\n", sheet.Page)
		select {
		case <-ctx.Done():
			sayHowToGoOn(s.out, folder)
			return nil
		case <-lines:
		}
		for _, next := range []step{{args: []string{"preview"}, lines: 40}, {args: []string{"apply"}, lines: 20}} {
			fmt.Fprintf(s.out, "\nactionplan %s\n\n", strings.Join(next.args, " "))
			if err := runStep(ctx, s, folder, next); err != nil {
				return err
			}
		}
	}
}

// sayHowToGoOn says how the practice sheet is served again.
func sayHowToGoOn(w io.Writer, folder string) {
	fmt.Fprintf(w, `
The practice sheet ends with this command, and is kept in %s.
To go on with it, and be a partner yourself in a browser:
   actionplan demo --sheet --folder %q
Then, in another window, in that folder: actionplan preview --today %s
`, filepath.Join(folder, practiceKept), folder, practice.Today)
}

// isPracticeFolder reports whether a practice sheet is kept in a folder.
func isPracticeFolder(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, practiceKept))
	return err == nil
}

// serveAgain serves the practice sheet of a folder, as it was left, until the
// command is ended.
func serveAgain(ctx context.Context, s streams, folder string) error {
	kept, err := sheetstest.Practise(filepath.Join(folder, practiceKept), sheetstest.Book{})
	var served *sheetstest.ServedError
	if errors.As(err, &served) {
		return &refusal{code: exitMoved, problem: fmt.Sprintf("the practice sheet of %q is being served already: %s", folder, served.Page),
			advice: "open that in a browser; to serve it here, end the other command first (Ctrl-C in its window)"}
	}
	if err != nil {
		return err
	}
	sheet := &practiceSheet{kept}
	fmt.Fprintf(s.out, `The practice sheet of %q is served again, on this computer only:
   %s
Open that in a browser and change a cell, as a partner would. Then, in another
window, in that folder: actionplan preview --today %s
Ctrl-C ends it; what the sheet says is kept.
`, folder, sheet.Page, practice.Today)
	<-ctx.Done()
	return sheet.Close()
}

// onPractice is an account that goes to the practice server where the partners'
// copy is the practice sheet; it is a refusal that says how that server is
// started where it does not run.
func onPractice(s *settings.Settings, a signin.Account) (signin.Account, error) {
	if place, err := sheets.PlaceOf(s.File.Partner.Sheet); err != nil || place.ID != practiceID || a.Endpoint != "" {
		return a, nil
	}
	folder := filepath.Dir(s.File.Plan)
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole // the hint is for another window
	}
	served, err := sheetstest.Served(filepath.Join(folder, practiceKept))
	switch {
	case err == nil:
		a.Endpoint, a.Practice = served.Endpoint, served.Token
		return a, nil
	case errors.Is(err, sheetstest.ErrNotServed):
		return a, &sheets.Refusal{Kind: sheets.Unavailable, Sentence: "the practice sheet is not being served: the demo that did has ended",
			Advice: fmt.Sprintf("start it in another window and leave it running: actionplan demo --sheet --folder %q", folder)}
	}
	return a, &sheets.Refusal{Kind: sheets.Unavailable, Sentence: "the partners' copy is the demo's practice sheet, and is not kept in this folder",
		Advice: "make a practice folder anew: actionplan demo --sheet"}
}

// layPracticeSheet writes the practice folder, with a sheet in the place of
// the partners' workbook.
func layPracticeSheet(ctx context.Context, s streams, folder string) (sheet *practiceSheet, err error) {
	err = practiceFolder(ctx, s, folder, func() error {
		tabs, err := partnersTabs(folder)
		if err != nil {
			return err
		}
		if sheet != nil {
			sheet.paste(tabs)
		} else if sheet, err = servePractice(folder, tabs); err != nil {
			return err
		}
		return onSheet(folder)
	})
	if err != nil && sheet != nil {
		return nil, errors.Join(err, sheet.close())
	}
	return sheet, err
}

// paste has the tabs say what others say, which nobody is to count.
func (s *practiceSheet) paste(tabs []sheetstest.Tab) {
	for _, tab := range tabs {
		s.Do(practiceID, sheetstest.PasteBlock(plan.QuoteSheet(tab.Title)+"!A1", tab.Rows))
	}
	s.Forget()
}

// partnersTabs are the partners' workbook as the tabs of a sheet; the workbook
// itself goes.
func partnersTabs(folder string) ([]sheetstest.Tab, error) {
	path := filepath.Join(folder, practice.PartnersFile)
	book, err := excel.Open(path)
	if err != nil {
		return nil, err
	}
	var tabs []sheetstest.Tab
	for i, g := range book.Grids() {
		tab := asTab(g)
		tab.ID = i
		if p, err := table.Read(g.Sheet, []table.Grid{g}, table.Options{}); err == nil {
			tab.FrozenRows = p.Tables[0].Header
			headings := &tab.Rows[tab.FrozenRows-1]
			*headings = append(*headings, "Council reply")
		}
		tabs = append(tabs, tab)
	}
	return tabs, os.Remove(path)
}

// onSheet makes the practice settings name the sheet.
func onSheet(folder string) error {
	path := filepath.Join(folder, practice.SettingsFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("write practice plan: %w", err)
	}
	named := strings.Replace(string(text), fmt.Sprintf("workbook: %q", practice.PartnersFile), fmt.Sprintf("sheet: %q", sheets.Place{ID: practiceID}.Address()), 1)
	if named == string(text) {
		return errors.New("write practice plan: its settings name no partners' copy")
	}
	return os.WriteFile(path, []byte(named), 0o644)
}

// asTab puts the cells of a grid into a tab of the practice server. A number
// that a format shows otherwise is put there as it is shown.
func asTab(g table.Grid) sheetstest.Tab {
	tab := sheetstest.Tab{Title: g.Sheet, Hidden: g.Hidden}
	for _, row := range g.Rows {
		for len(tab.Rows) < row.Number {
			tab.Rows = append(tab.Rows, nil)
		}
		line := tab.Rows[row.Number-1]
		for _, c := range row.Cells {
			for len(line) < c.Column {
				line = append(line, nil)
			}
			line[c.Column-1] = asEntered(c)
		}
		tab.Rows[row.Number-1] = line
	}
	return tab
}

func asEntered(c table.Cell) any {
	switch c.Kind {
	case table.CellDate:
		date := c.Date.Plan()
		return sheetstest.Date{Day: time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}
	case table.CellBool:
		return c.Raw == "true"
	case table.CellEmpty, table.CellPending:
		return nil
	}
	return c.Text
}

// servePractice serves tabs on this computer, and has every run from here on
// take that server for Google.
func servePractice(folder string, tabs []sheetstest.Tab) (*practiceSheet, error) {
	served, err := sheetstest.Practise(filepath.Join(folder, practiceKept), sheetstest.Book{
		ID: practiceID, Title: "Partners' copy (practice)", Locale: "en_GB", Zone: "Europe/London", Tabs: tabs,
	})
	if err != nil {
		return nil, err
	}
	s := &practiceSheet{served}
	for name, value := range map[string]string{"ACTIONPLAN_SHEETS_ENDPOINT": s.Endpoint, "ACTIONPLAN_SHEETS_TOKEN": s.Token} {
		if err := os.Setenv(name, value); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	return s, nil
}

func (s *practiceSheet) close() error {
	return errors.Join(os.Unsetenv("ACTIONPLAN_SHEETS_ENDPOINT"), os.Unsetenv("ACTIONPLAN_SHEETS_TOKEN"), s.Close())
}
