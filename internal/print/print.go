// Package print makes a PDF of a page by an installed browser.
//
//	browser, err := print.Find("")
//	pdf, err := browser.Print(ctx, page)
//	print.Pages(pdf)
//
// Edge, Chrome and Chromium print a page with its headings, tables, language and
// bookmarks as tags, which is what a screen reader goes by. The browser is run
// without a window, with a profile of its own that is gone afterwards, and with no
// way to the network: a page needs nothing beside it.
package print

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// None stands in the place of a browser's path where nothing is to be printed.
const None = "none"

// ErrNoBrowser says that there is no browser to print with.
var ErrNoBrowser = errors.New("no Edge, Chrome or Chromium was found")

// Browser is an installed browser.
type Browser struct{ path string }

// Find finds the browser to print with: the one at path or, where that is "", the
// first of Edge, Chrome and Chromium that is installed.
func Find(path string) (Browser, error) {
	if path == "" {
		for _, place := range places(runtime.GOOS, os.Getenv) {
			if found, err := exec.LookPath(place); err == nil {
				return Browser{found}, nil
			}
		}
		return Browser{}, ErrNoBrowser
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return Browser{}, fmt.Errorf("the browser %s: %w", path, err)
	}
	return Browser{found}, nil
}

// places are where the browsers are on a system, names to be looked for on the
// path and whole paths, the likeliest first.
func places(system string, env func(string) string) []string {
	switch system {
	case "windows":
		var all []string
		for _, program := range []string{`Microsoft\Edge\Application\msedge.exe`, `Google\Chrome\Application\chrome.exe`} {
			for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
				if at := env(folder); at != "" {
					all = append(all, at+`\`+program)
				}
			}
		}
		return all
	case "darwin":
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
		}
	}
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"}
}

// longest is how long a browser may take: a pack of a thousand actions takes a
// quarter of a minute.
const longest = 3 * time.Minute

// Print prints a page.
func (b Browser) Print(ctx context.Context, page []byte) (pdf []byte, err error) {
	if b.path == "" {
		return nil, ErrNoBrowser
	}
	folder, err := os.MkdirTemp("", "actionplan-print-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, removeSoon(folder)) }()
	in, out := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
		"--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
		"--user-data-dir=" + filepath.Join(folder, "profile"),
		"--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf",
		"--print-to-pdf=" + out, fileAddress(in),
	}
	if os.Geteuid() == 0 { // a browser refuses to run as root within its sandbox
		args = append([]string{"--no-sandbox"}, args...)
	}
	cmd := exec.CommandContext(ctx, b.path, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	cmd.WaitDelay = 5 * time.Second
	running := cmd.Run()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("%s did not print in time: %w", filepath.Base(b.path), ctx.Err())
	}
	pdf, err = os.ReadFile(out)
	if err == nil && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		err = errors.New("what it wrote is no PDF")
	}
	if err = cmp.Or(running, err); err != nil {
		return nil, fmt.Errorf("%s printed nothing: %w%s", filepath.Base(b.path), err, lastLine(said.String()))
	}
	return pdf, nil
}

// removeSoon removes a folder that a browser which is ending may still write into.
func removeSoon(folder string) error {
	var err error
	for wait := 10 * time.Millisecond; wait < 2*time.Second; wait *= 2 {
		if err = os.RemoveAll(folder); err == nil {
			return nil
		}
		time.Sleep(wait)
	}
	return err
}

func fileAddress(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return "file://" + strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "?", "%3f").Replace(path)
}

// lastLine is the last thing a browser said, in brackets.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return " (" + last + ")"
	}
	return ""
}

var onePage = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// Pages counts the pages of a PDF that a browser printed.
func Pages(pdf []byte) int { return len(onePage.FindAll(pdf, -1)) }
