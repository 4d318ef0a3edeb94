package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"actionplan/internal/practice"
)

// ran is what a command prints, and how it ends.
func ran(args ...string) (code int, said string) {
	var out bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &out)
	return code, out.String()
}

var aPage = regexp.MustCompile(`http://127\.0\.0\.1:\d+/\w+/`)

// servedPractice serves the practice sheet of a folder until it is ended, as a
// person does in another window.
func servedPractice(t *testing.T, folder string) (page string, end func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--sheet", "--folder", folder}, strings.NewReader(""), in, in)
		_ = in.Close()
	}()
	said := make([]byte, 4096)
	n, err := out.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return aPage.FindString(string(said[:n])), func() { stop(); <-ended }
}

// TestPracticeSheet serves the practice sheet of a folder: once at a time, and
// under every address that a person may copy for it.
func TestPracticeSheet(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData", "APPDATA"} {
		t.Setenv(name, t.TempDir())
	}
	t.Setenv("GOOGLE_APPLICATION_CREDENTIALS", "")
	folder := filepath.Join(t.TempDir(), "practice")
	if code, said := ran("demo", "--sheet", "--folder", folder); code != exitDone {
		t.Fatalf("demo ended with %d: %s", code, said)
	}
	page, end := servedPractice(t, folder)
	if page == "" {
		t.Fatal("the page is not said")
	}
	kept, err := os.ReadFile(filepath.Join(folder, practiceKept))
	if err != nil {
		t.Fatal(err)
	}
	if code, said := ran("demo", "--sheet", "--folder", folder); code != exitMoved || !strings.Contains(said, "is being served already: "+page) || !strings.Contains(said, "hint: ") {
		t.Errorf("the second ended with %d: %s", code, said)
	}
	if now, _ := os.ReadFile(filepath.Join(folder, practiceKept)); !bytes.Equal(now, kept) {
		t.Error("the second wrote the sheet")
	}
	config := filepath.Join(folder, practice.SettingsFile)
	settings, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`sheet: ".*"`)
	check := func(address string) (int, string) {
		t.Helper()
		if err := os.WriteFile(config, named.ReplaceAll(settings, []byte(`sheet: "`+address+`"`)), 0o600); err != nil {
			t.Fatal(err)
		}
		return ran("sheet", "check", "--config", config)
	}
	const document = "https://docs.google.com/spreadsheets/d/" + practiceID
	for _, address := range []string{
		practiceID, document, document + "/", document + "/edit", document + "/edit/", document + "/edit?usp=sharing", document + "/edit?gid=0#gid=0",
		document + "#gid=0", "https://docs.google.com/spreadsheets/u/0/d/" + practiceID + "/edit", "docs.google.com/spreadsheets/d/" + practiceID,
	} {
		if code, said := check(address); code == exitFailed || code == exitSignIn || !strings.Contains(said, "Partners' copy (practice)") {
			t.Errorf("%s: %d %s", address, code, said)
		}
	}
	for _, address := range []string{document + "/edit#gid=0", "HTTPS://Docs.Google.com/spreadsheets/d/" + practiceID, "http://docs.google.com/spreadsheets/d/" + practiceID} {
		if code, said := ran("sheet", "check", "--config", config, "--partner", address); code == exitFailed || code == exitSignIn || code == exitUsage {
			t.Errorf("--partner %s: %d %s", address, code, said)
		}
	}
	if code, said := check(document + "-2/edit"); code != exitSignIn {
		t.Errorf("another document is taken for it: %d %s", code, said)
	}
	end()
	if code, said := check(document + "#gid=0"); code != exitFailed || !strings.Contains(said, "the practice sheet is not being served") {
		t.Errorf("once it has ended: %d %s", code, said)
	}
	again, end := servedPractice(t, folder)
	defer end()
	if again == "" || again == page {
		t.Errorf("served again at %q", again)
	}
}
