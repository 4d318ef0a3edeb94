package main

import (
	"fmt"
	"strings"
)

// The lines that divide a list.
const (
	nameMark = "== "
	oldMark  = "<<<<"
	newMark  = "===="
	endMark  = ">>>>"
)

// parse reads a list of bugs.
func parse(text string) ([]bug, error) {
	var bugs []bug
	var common []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		name, isName := strings.CutPrefix(line, nameMark)
		file, isFile := strings.CutPrefix(line, "file: ")
		test, isTest := strings.CutPrefix(line, "test: ")
		switch {
		case isName:
			bugs = append(bugs, bug{name: name, test: common})
		case isTest && len(bugs) == 0:
			common = strings.Fields(test)
		case len(bugs) == 0 && (line == "" || strings.HasPrefix(line, "#")), line == "":
		case isTest:
			bugs[len(bugs)-1].test = strings.Fields(test)
		case isFile && len(bugs) > 0:
			bugs[len(bugs)-1].file = file
		case line == oldMark && len(bugs) > 0:
			b := &bugs[len(bugs)-1]
			var err error
			if b.old, i, err = until(lines, i+1, newMark); err != nil {
				return nil, err
			}
			if b.new, i, err = until(lines, i+1, endMark); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("line %d: %q is none of the lines a list has", i+1, line)
		}
	}
	for _, b := range bugs {
		if b.name == "" || b.file == "" || len(b.test) == 0 || b.old == "" || b.old == b.new {
			return nil, fmt.Errorf("the bug %q lacks its name, file, test or texts", b.name)
		}
	}
	return bugs, nil
}

// until collects the lines before a mark; end is the mark's own line.
func until(lines []string, from int, mark string) (text string, end int, err error) {
	for end = from; end < len(lines); end++ {
		if lines[end] == mark {
			return strings.Join(lines[from:end], "\n"), end, nil
		}
	}
	return "", end, fmt.Errorf("line %d: no %s follows", from, mark)
}
