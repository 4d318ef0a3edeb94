package main

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actionplan/internal/practice"
	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
)

// TestSilentGoogle runs a command on a Google that takes what is asked and does
// not answer: it is said while it is waited for, and it is given up.
func TestSilentGoogle(t *testing.T) {
	patience = sheets.Patience{Silence: 200 * time.Millisecond, SayAfter: 50 * time.Millisecond}
	defer func() { patience = sheets.Patience{} }()
	folder := t.TempDir()
	if err := practice.WriteNow(folder); err != nil {
		t.Fatal(err)
	}
	server := sheetstest.New(sheetstest.Options{})
	server.Add(sheetstest.Book{ID: "partners-sheet", Tabs: []sheetstest.Tab{{Title: "Plan"}}})
	server.Fail(sheetstest.Fault{Kind: sheetstest.TimeoutBefore, Times: -1})
	web := httptest.NewServer(server)
	defer web.Close()
	t.Setenv("ACTIONPLAN_SHEETS_ENDPOINT", web.URL)
	t.Setenv("ACTIONPLAN_SHEETS_TOKEN", "service")
	config := filepath.Join(folder, practice.SettingsFile)
	for _, verb := range [][]string{{"status"}, {"preview"}, {"sheet", "check"}, {"begin"}} {
		code, said := ran(append(verb, "--config", config, "--partner", "https://docs.google.com/spreadsheets/d/partners-sheet/edit")...)
		if code != exitFailed || !strings.Contains(said, "actionplan: 127.0.0.1 has not answered yet: it is waited for another") ||
			!strings.Contains(said, "127.0.0.1 did not answer within") || !strings.Contains(said, "hint: try again in some minutes") {
			t.Errorf("%v ended with %d: %s", verb, code, said)
		}
	}
}
