package print

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"actionplan/internal/programtest"
)

func TestPrint(t *testing.T) {
	b, err := Find(programtest.Find(t, "chromium", "chromium-browser", "google-chrome"))
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := b.Print(t.Context(), []byte(`<!DOCTYPE html><html lang="en-GB"><title>T</title><h1>One</h1><h2 style="break-before: page">Two</h2>`))
	if err != nil || Pages(pdf) != 2 {
		t.Errorf("%d pages, %v", Pages(pdf), err)
	}
}

// browser is a program in the place of one.
func browser(t *testing.T, script string) Browser {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("it is a shell script")
	}
	path := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) out=${a#*=};; file:*) page=${a#file://};; esac; done\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	b, err := Find(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A browser that may not print, or prints something else, is an error that says
// what it said, and nothing of it stays.
func TestBrowsersThatDoNotPrint(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for script, want := range map[string]string{
		"exit 0": "no such file",
		"echo 'policy forbids headless' >&2; exit 3": "printed nothing: exit status 3 (policy forbids headless)",
		"echo no >$out":               "no PDF",
		"echo %PDF-1.4 >$out; exit 1": "exit status 1",
	} {
		if pdf, err := browser(t, script).Print(t.Context(), []byte("page")); err == nil || pdf != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v, want %q", script, pdf, err, want)
		}
	}
	if pdf, err := browser(t, "printf %%PDF-1.4 >$out; cat $page >>$out").Print(t.Context(), []byte("page")); err != nil || string(pdf) != "%PDF-1.4page" {
		t.Errorf("%q, %v", pdf, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := browser(t, "exec sleep 60").Print(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a browser that does not end: %v", err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("printing left %v (%v)", left, err)
	}
}

func TestFind(t *testing.T) {
	if _, err := Find(filepath.Join(t.TempDir(), "gone")); err == nil || errors.Is(err, ErrNoBrowser) {
		t.Errorf("a browser that is not there: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(""); runtime.GOOS == "linux" && !errors.Is(err, ErrNoBrowser) {
		t.Errorf("none is installed: %v", err)
	}
	got := places("windows", func(name string) string {
		return map[string]string{"ProgramFiles(x86)": `C:\Program Files (x86)`}[name]
	})
	if want := []string{`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, `C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`}; !slices.Equal(got, want) {
		t.Errorf("on Windows %q, want %q", got, want)
	}
	for path, want := range map[string]string{`/tmp/a b/50%#?.html`: "file:///tmp/a%20b/50%25%23%3f.html", "C:/x.html": "file:///C:/x.html"} {
		if got := fileAddress(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}
