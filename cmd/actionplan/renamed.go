package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"actionplan/answers"
	"actionplan/excel"
	"actionplan/plan"
)

// missing is a workbook that is not where its name says. Officers rename theirs with
// each version, Plan v14.xlsx to Plan v15.xlsx: what is to be done about that is said,
// with the workbook in the folder whose name comes nearest.
type missing struct {
	error
	path    string
	not     []string // workbooks that are something else: the other side's copy
	setting string   // where its name stands
}

func (m *missing) Unwrap() error { return m.error }

// Hint is what to do about it.
func (m *missing) Hint() string {
	hint := "check the name and the folder it is in; where it was renamed, put its new name in " + m.setting
	if near := likeliest(m.path, m.not); near != "" {
		hint += fmt.Sprintf("; %q, in that folder, may be it", near)
	}
	return hint
}

// whereNamed has an error about a workbook that is not there say where its name stands.
func whereNamed(err error, path, setting string, not ...string) error {
	if !errors.Is(err, excel.ErrMissing) {
		return err
	}
	return &missing{err, path, not, setting}
}

// likeliest is the name of the workbook in a missing one's folder that may be it: the
// only one, or the one with most of its words. Of several alike it is the one that was
// saved last. It is "" where none may be.
func likeliest(path string, not []string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	type candidate struct {
		name  string
		words int
		saved int64
	}
	var all []candidate
	sought := nameWords(filepath.Base(path))
	for _, entry := range entries {
		name := entry.Name()
		other := func(p string) bool { return p != "" && filepath.Base(p) == name }
		switch ext := strings.ToLower(filepath.Ext(name)); {
		case ext != ".xlsx" && ext != ".xlsm", strings.HasPrefix(name, "~"), strings.HasPrefix(name, "."), answers.TakesName(name), slices.ContainsFunc(not, other):
			continue
		}
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		c := candidate{name: name, saved: info.ModTime().UnixNano()}
		for _, word := range nameWords(name) {
			if slices.Contains(sought, word) {
				c.words++
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.words != b.words {
			return b.words - a.words
		}
		return cmp.Compare(b.saved, a.saved)
	})
	if len(all) == 0 || len(all) > 1 && all[0].words == 0 {
		return ""
	}
	return all[0].name
}

// nameWords are the words of a file's name without its version, numbers and ending.
func nameWords(name string) []string {
	name = strings.TrimSuffix(name, filepath.Ext(name))
	words := strings.FieldsFunc(plan.Fold(name), func(r rune) bool { return r < 'a' || 'z' < r })
	return slices.DeleteFunc(words, func(w string) bool { return len(w) == 1 || w == "final" || w == "copy" || w == "of" })
}
