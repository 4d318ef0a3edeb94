package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/internal/practice"
)

// TestSignInNeeded asks that a run to which somebody answers 401, in whatever
// form, ends with 4 and a hint to sign in, and that a 403 does not.
func TestSignInNeeded(t *testing.T) {
	folder := t.TempDir()
	if err := practice.WriteNow(folder); err != nil {
		t.Fatal(err)
	}
	var status int
	var body string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	defer web.Close()
	t.Setenv("ACTIONPLAN_SHEETS_ENDPOINT", web.URL)
	t.Setenv("ACTIONPLAN_SHEETS_TOKEN", "service")
	for _, body = range []string{`{"error": {"message": "no", "status": "UNAUTHENTICATED"}}`, `{"error": "invalid_token"}`, `{"message": "no"}`, `[1, 2]`, `null`, "no", "", "<html>"} {
		for code, want := range map[int]int{401: exitSignIn, 403: exitFailed} {
			status = code
			ended, said := ran("preview", "--config", filepath.Join(folder, practice.SettingsFile), "--partner", "https://docs.google.com/spreadsheets/d/partners-sheet/edit")
			if ended != want || !strings.Contains(said, "hint: ") || strings.Contains(said, "web page") != (body == "<html>") {
				t.Errorf("%d %s: ended with %d: %s", status, body, ended, said)
			}
		}
	}
}
