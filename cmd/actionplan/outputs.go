package main

import (
	"os"
	"path/filepath"
	"strings"

	"actionplan/answers"
	"actionplan/internal/settings"
	"actionplan/ledger"
)

// What a person has a command write is written into a file or a folder of a name
// that they choose. Some names mean something to the tool or to a spreadsheet as
// soon as a file of that name is there: a lock, a copy of the questions that came
// back, what is remembered, the partners' copy. mayMake refuses them, whichever
// command is to write, and before it has done anything.

// mayMake says why nothing is to be made under a name, or nil. What is it that is to
// be made, as in "the copy". Without settings there is no file of theirs.
func mayMake(s *settings.Settings, path, what string) error {
	name := filepath.Base(path)
	switch {
	case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, ".~lock."):
		return misused("give "+what+" another name: while that one is there, a workbook beside it is taken for open elsewhere", "%s is a name that a spreadsheet gives its locks", path)
	case answers.TakesName(name):
		return misused("give "+what+" another name: its answers would be read from that one", "%s is a name of actionplan's own workbook for questions", path)
	case s == nil:
		if folder := ledgerAround(path); folder != "" {
			return misused("name another folder: what lies in that one is the tool's own", "%s lies in the folder of what is remembered, %s", path, folder)
		}
		return nil
	}
	for _, own := range []struct{ path, is string }{
		{s.File.Plan, "the officers' workbook"},
		{s.File.Partner.Workbook, "the partners' workbook"},
		{s.Path, "the settings"},
	} {
		if own.path != "" && samePlace(path, own.path) {
			return misused("name a file that is not there yet", "%s is %s, by the settings, and %s never goes over anything", path, own.is, what)
		}
	}
	if s.File.Ledger != "" && within(path, s.File.Ledger) {
		return misused("name another folder: what lies in that one is the tool's own", "%s lies in the folder of what is remembered, %s", path, filepath.Clean(s.File.Ledger))
	}
	return nil
}

// ledgerAround is the folder of a ledger that a path is or lies in, by what stands in it,
// for commands that go by no settings; "" for none.
func ledgerAround(path string) string {
	at := realPath(path)
	for {
		if _, err := ledger.At(at).Open(); err == nil {
			return at
		}
		above := filepath.Dir(at)
		if above == at {
			return ""
		}
		at = above
	}
}

// within reports whether a path is a folder or lies in it, whatever links lead
// there. The folder need not be there yet.
func within(path, folder string) bool {
	at, err := filepath.Abs(path)
	for err == nil {
		if samePlace(at, folder) {
			return true
		}
		above := filepath.Dir(at)
		if above == at {
			return false
		}
		at = above
	}
	return false
}

// samePlace reports whether two paths name one place, be anything there or not.
// Capitals do not tell two names apart on most people's drives.
func samePlace(a, b string) bool {
	one, err := os.Stat(a)
	other, missing := os.Stat(b)
	if err == nil && missing == nil {
		return os.SameFile(one, other)
	}
	return strings.EqualFold(realPath(a), realPath(b))
}

// realPath is a path from the root, without the links in as much of it as is there.
func realPath(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	if above := filepath.Dir(full); above != full {
		return filepath.Join(realPath(above), filepath.Base(full))
	}
	return full
}
