package main

import (
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"actionplan/sheets/sheetstest"
)

// The partners' Google Sheet of a story.
const (
	storySheet   = "partners-practice-sheet"
	storyTab     = 7
	storyAddress = "https://docs.google.com/spreadsheets/d/" + storySheet + "/edit#gid=7"
)

var storySheets sync.Map // by a story's folder: its *sheetstest.Server; stories run side by side

// partnersSheet is a Google Sheet and what partners do in it:
//
//	sheet serve FILE [MORE]     serve the cells of FILE (a line a row, | between; "# Title" begins another tab), and point the command at it; MORE ends its id
//	sheet as USER               from now on the command is owner, service, viewer or stranger
//	sheet type CELL TEXT…       a partner types
//	sheet renames TAB TITLE…    a partner gives a tab another name
//	sheet deletes TAB           a partner deletes a tab
//	sheet meanwhile CELL TEXT…  a partner types between the command's next reading and its writing
//	sheet moves ROW             a partner puts a row in above ROW
//	sheet fails KIND            the next writing goes wrong: dropped, lost, busy, unavailable
//	sheet says CELL TEXT…       the cell says this; a CELL is of the tab Shared, or Learning!C2
//	sheet calls READS WRITES    so many calls have come since this was last asked
func partnersSheet(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("sheet needs a word")
	}
	served, _ := storySheets.Load(ts.Getenv("WORK"))
	server, _ := served.(*sheetstest.Server)
	words := strings.Join(args[min(2, len(args)):], " ")
	const tab = "Shared"
	at := func(cell string) string {
		if strings.Contains(cell, "!") {
			return cell
		}
		return tab + "!" + cell
	}
	switch args[0] {
	case "serve":
		serveSheet(ts, args[1], storySheet+strings.Join(append([]string{""}, args[2:]...), "-"))
	case "as":
		ts.Setenv("ACTIONPLAN_SHEETS_TOKEN", args[1])
	case "type":
		server.Do(storySheet, sheetstest.EditCell(at(args[1]), typed(words)))
	case "renames":
		server.Do(storySheet, sheetstest.RenameTab(args[1], words))
	case "deletes":
		server.Do(storySheet, sheetstest.DeleteTab(args[1]))
	case "meanwhile":
		server.Script(storySheet, sheetstest.AfterRead, 1, sheetstest.EditCell(at(args[1]), typed(words)))
	case "moves":
		row, err := strconv.Atoi(args[1])
		ts.Check(err)
		server.Script(storySheet, sheetstest.BeforeWrite, 1, sheetstest.InsertRowAbove(tab, row))
	case "fails":
		kind := map[string]sheetstest.FaultKind{"dropped": sheetstest.DropBefore, "lost": sheetstest.DropAfter, "busy": sheetstest.TooMany, "unavailable": sheetstest.Unavailable}[args[1]]
		server.Fail(sheetstest.Fault{Kind: kind, On: sheetstest.Write})
	case "says":
		if said := server.Cell(storySheet, at(args[1])).Shown; (said == words) == neg {
			ts.Fatalf("%s says %q", args[1], said)
		}
	case "calls":
		reads, writes := strconv.Itoa(server.Count(sheetstest.Read)), strconv.Itoa(server.Count(sheetstest.Write))
		if reads != args[1] || writes != args[2] {
			ts.Fatalf("%s reads and %s writes", reads, writes)
		}
		server.Forget()
	default:
		ts.Fatalf("sheet %s is not known", args[0])
	}
}

func serveSheet(ts *testscript.TestScript, file, id string) {
	var complaints []string
	server := sheetstest.New(sheetstest.Options{Complain: func(what string) { complaints = append(complaints, what) }})
	tabs := []sheetstest.Tab{{ID: storyTab, Title: "Shared"}}
	text, err := os.ReadFile(ts.MkAbs(file))
	ts.Check(err)
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if title, another := strings.CutPrefix(line, "# "); another {
			tabs = append(tabs, sheetstest.Tab{ID: storyTab + len(tabs), Title: title})
			continue
		}
		var row []any
		for _, cell := range strings.Split(line, "|") {
			row = append(row, typed(strings.TrimSpace(cell)))
		}
		last := &tabs[len(tabs)-1]
		last.Rows = append(last.Rows, row)
	}
	server.Add(sheetstest.Book{ID: id, Title: "Partners' plan", Locale: "en_GB", Zone: "Europe/London", Tabs: tabs})
	web := httptest.NewServer(server)
	ts.Defer(func() {
		web.Close()
		if len(complaints) > 0 {
			ts.Logf("%s", strings.Join(complaints, "\n"))
			panic("the command asked for what Google is not known to answer: " + complaints[0])
		}
	})
	storySheets.Store(ts.Getenv("WORK"), server)
	ts.Setenv("ACTIONPLAN_SHEETS_ENDPOINT", web.URL+"/")
	ts.Setenv("ACTIONPLAN_SHEETS_TOKEN", "service")
	ts.Setenv("SHEET", storyAddress)
}

// typed is what a person typed: a day is a day.
func typed(words string) any {
	if day, err := time.Parse("02/01/2006", words); err == nil {
		return sheetstest.Date{Day: day, Pattern: "dd/mm/yyyy"}
	}
	if words == "" {
		return nil
	}
	return words
}
