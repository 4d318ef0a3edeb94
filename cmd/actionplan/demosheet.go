package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"actionplan/excel"
	"actionplan/internal/practice"
	"actionplan/internal/sheetstest"
	"actionplan/plan"
	"actionplan/table"
)

// practiceSheet is a Google Sheet that is none: a small server on this
// computer that answers as Google's does, and a page to look at it.
type practiceSheet struct {
	server *sheetstest.Server
	tab    string
	page   string // its address in a browser
	web    *http.Server
}

const (
	practiceID      = "practice-partners-sheet"
	practiceAddress = "https://docs.google.com/spreadsheets/d/" + practiceID + "/edit"
	practiceToken   = "service"
)

// demoOnSheet shows the whole job with a partners' copy that is a Google
// Sheet: one made up on this computer. No account is needed, and nothing
// leaves it.
func (d *desk) demoOnSheet(ctx context.Context, folder string) error {
	sheet, err := d.layPracticeSheet(ctx, folder)
	if err != nil {
		return err
	}
	defer sheet.close()
	fmt.Fprintf(d.stdout, `This is a practice plan in %q: %s
(the officers', as messy as real ones) and a practice Google Sheet for partners,
which stands on this computer only: %s
Both sides agreed on %s and have been busy since. Today is taken to be %s.
`, folder, practice.OfficersFile, sheet.page, practice.LastAgreed.Long(), practice.Today.Long())
	steps := []step{
		{"First, whether the sheet is as agreed", []string{"sheet", "check"}, 14},
		{"What has moved since both agreed, and what a person must settle", []string{"preview"}, 60},
		{"What was agreed goes to both sides, in one write to the sheet", []string{"apply"}, 20},
		{"What a councillor would stop at", []string{"check"}, 22},
		{"The pack for the committee", []string{"pack"}, 12},
	}
	if err := d.runSteps(ctx, folder, steps); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "\nThat was the whole job, with %s of the sheet and %s.\n",
		counted(sheet.server.Count(sheetstest.Read), "reading"), counted(sheet.server.Count(sheetstest.Write), "writing"))
	return d.bePartner(ctx, folder, sheet)
}

// bePartner lets the person at the keyboard edit the sheet as a partner would,
// and see what becomes of it.
func (d *desk) bePartner(ctx context.Context, folder string, sheet *practiceSheet) error {
	stdin, ok := d.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(stdin.Fd())) {
		fmt.Fprintln(d.stdout, "Run it in a terminal to edit the sheet yourself, as a partner would, and see what becomes of it.")
		return nil
	}
	lines := make(chan struct{})
	go func() {
		for s := bufio.NewScanner(stdin); s.Scan(); {
			lines <- struct{}{}
		}
	}()
	for {
		fmt.Fprintf(d.stdout, "\nNow be a partner: open %s in a browser and change a cell.\nThen press Enter here to run preview and apply. Ctrl-C ends it.\n", sheet.page)
		select {
		case <-ctx.Done():
			return nil
		case <-lines:
		}
		for _, s := range []step{{args: []string{"preview"}, lines: 40}, {args: []string{"apply"}, lines: 20}} {
			fmt.Fprintf(d.stdout, "\nactionplan %s\n\n", strings.Join(s.args, " "))
			if err := d.runStep(ctx, folder, s); err != nil {
				return err
			}
		}
	}
}

// layPracticeSheet writes the practice folder, with a sheet in the place of
// the partners' workbook.
func (d *desk) layPracticeSheet(ctx context.Context, folder string) (sheet *practiceSheet, err error) {
	err = d.layPractice(ctx, folder, func() error {
		tabs, err := partnersTabs(folder)
		if err != nil {
			return err
		}
		if sheet != nil {
			sheet.paste(tabs)
		} else if sheet, err = servePractice(tabs); err != nil {
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
		s.server.Do(practiceID, sheetstest.PasteBlock(plan.QuoteSheet(tab.Title)+"!A1", tab.Rows))
	}
	s.server.Forget()
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
	named := strings.Replace(string(text), fmt.Sprintf("workbook: %q", practice.PartnersFile), fmt.Sprintf("sheet: %q", practiceAddress), 1)
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
	case table.CellEmpty:
		return nil
	}
	return c.Text
}

// servePractice serves tabs on this computer, and has every run from here on
// take that server for Google.
func servePractice(tabs []sheetstest.Tab) (*practiceSheet, error) {
	s := &practiceSheet{server: sheetstest.New(sheetstest.Options{ReadsPerMinute: -1, WritesPerMinute: -1}), tab: tabs[0].Title}
	s.server.Add(sheetstest.Book{ID: practiceID, Title: "Partners' copy (practice)", Locale: "en_GB", Zone: "Europe/London", Tabs: tabs})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the practice sheet: %w", err)
	}
	s.page = "http://" + listener.Addr().String() + "/"
	mux := http.NewServeMux()
	mux.Handle("/v4/", s.server)
	mux.Handle("/", s.server.Page(practiceID, s.tab))
	s.web = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.web.Serve(listener) }()
	for name, value := range map[string]string{"ACTIONPLAN_SHEETS_ENDPOINT": s.page, "ACTIONPLAN_SHEETS_TOKEN": practiceToken} {
		if err := os.Setenv(name, value); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	return s, nil
}

func (s *practiceSheet) close() error {
	return errors.Join(os.Unsetenv("ACTIONPLAN_SHEETS_ENDPOINT"), os.Unsetenv("ACTIONPLAN_SHEETS_TOKEN"), s.web.Close())
}
