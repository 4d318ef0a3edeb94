package histories

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"actionplan/plan"
)

// shown is what every cell of a workbook shows.
type shown map[plan.Cell]string

// readShown reads the files of one workbook among those LibreOffice made.
func readShown(t *testing.T, folder, workbook string) shown {
	t.Helper()
	stem := strings.TrimSuffix(filepath.Base(workbook), filepath.Ext(workbook)) + "-"
	files, _ := filepath.Glob(filepath.Join(folder, stem+"*.csv"))
	if len(files) == 0 {
		t.Fatalf("LibreOffice shows nothing of %s", workbook)
	}
	all := shown{}
	for _, file := range files {
		sheet := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), stem), ".csv")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(bytes.NewReader(text))
		reader.FieldsPerRecord = -1
		lines, err := reader.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for row, line := range lines {
			for column, text := range line {
				if text != "" {
					all[plan.Cell{Sheet: sheet, Row: row + 1, Column: column + 1}] = text
				}
			}
		}
	}
	return all
}

// node is an element of a flat OpenDocument file, or a text between elements.
type node struct {
	name     string // with its prefix; "" for a text
	text     string
	attrs    []attr
	children []*node
}

type attr struct{ name, value string }

func parseFlat(text []byte) (*node, error) {
	root := &node{}
	open := []*node{root}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch x := token.(type) {
		case xml.StartElement:
			n := &node{name: prefixed(x.Name)}
			for _, a := range x.Attr {
				n.attrs = append(n.attrs, attr{prefixed(a.Name), a.Value})
			}
			top.children = append(top.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.children = append(top.children, &node{text: string(x)})
		}
	}
}

func prefixed(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (n *node) write(w *bytes.Buffer) {
	if n.name == "" {
		_ = xml.EscapeText(w, []byte(n.text))
		return
	}
	w.WriteString("<" + n.name)
	for _, a := range n.attrs {
		w.WriteString(" " + a.name + `="`)
		_ = xml.EscapeText(w, []byte(a.value))
		w.WriteString(`"`)
	}
	w.WriteString(">")
	n.writeChildren(w)
	w.WriteString("</" + n.name + ">")
}

func (n *node) writeChildren(w *bytes.Buffer) {
	for _, child := range n.children {
		child.write(w)
	}
}

// bytes is the file of a root.
func (n *node) bytes() []byte {
	w := bytes.NewBufferString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	for _, child := range n.children {
		if child.name != "" {
			child.write(w)
		}
	}
	return w.Bytes()
}

func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (n *node) set(name, value string) {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, attr{name, value})
}

func (n *node) unset(prefixes ...string) {
	var kept []attr
	for _, a := range n.attrs {
		gone := false
		for _, p := range prefixes {
			gone = gone || strings.HasPrefix(a.name, p)
		}
		if !gone {
			kept = append(kept, a)
		}
	}
	n.attrs = kept
}

// find is the first element below with a name and, where one is given, a
// table's name.
func (n *node) find(name, table string) *node {
	for _, child := range n.children {
		if child.name == name && (table == "" || child.get("table:name") == table) {
			return child
		}
		if found := child.find(name, table); found != nil {
			return found
		}
	}
	return nil
}

// nth is the nth row or cell of an element, counted from 1; one that stands
// for several is divided so that it stands alone.
func (n *node) nth(at int, repeated string, names ...string) *node {
	found, _ := n.step(&at, repeated, names)
	return found
}

func (n *node) step(at *int, repeated string, names []string) (*node, bool) {
	for i, child := range n.children {
		switch {
		case strings.HasSuffix(child.name, "-group") || strings.HasSuffix(child.name, "-rows"):
			if found, ok := child.step(at, repeated, names); ok {
				return found, true
			}
			continue
		case child.name != names[0] && child.name != names[len(names)-1]:
			continue
		}
		times, err := strconv.Atoi(child.get(repeated))
		if err != nil {
			times = 1
		}
		if *at > times {
			*at -= times
			continue
		}
		alone := child.alone(repeated)
		var parts []*node
		if *at > 1 {
			parts = append(parts, child.times(repeated, *at-1))
		}
		parts = append(parts, alone)
		if *at < times {
			parts = append(parts, child.times(repeated, times-*at))
		}
		n.children = append(n.children[:i:i], append(parts, n.children[i+1:]...)...)
		return alone, true
	}
	return nil, false
}

func (n *node) alone(repeated string) *node {
	c := n.clone()
	c.unset(repeated)
	return c
}

func (n *node) times(repeated string, times int) *node {
	c := n.alone(repeated)
	if times > 1 {
		c.set(repeated, strconv.Itoa(times))
	}
	return c
}

func (n *node) clone() *node {
	c := &node{name: n.name, text: n.text, attrs: append([]attr(nil), n.attrs...)}
	for _, child := range n.children {
		c.children = append(c.children, child.clone())
	}
	return c
}

// editFlat makes edits in a flat OpenDocument file.
func editFlat(path string, edits []edit, then rowWork) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	root, err := parseFlat(text)
	if err != nil {
		return err
	}
	for _, e := range edits {
		table := root.find("table:table", e.cell.Sheet)
		if table == nil {
			return fmt.Errorf("no sheet %q", e.cell.Sheet)
		}
		row := table.nth(e.cell.Row, "table:number-rows-repeated", "table:table-row")
		if row == nil {
			return fmt.Errorf("no row %d", e.cell.Row)
		}
		cell := row.nth(e.cell.Column, "table:number-columns-repeated", "table:table-cell", "table:covered-table-cell")
		if cell == nil || cell.name != "table:table-cell" {
			return fmt.Errorf("no cell %s", e.cell)
		}
		e.intoFlat(cell)
	}
	if then.dropped > 0 {
		row := root.find("table:table", then.sheet).nth(then.dropped, "table:number-rows-repeated", "table:table-row")
		*row = node{} // an element without a name is a text, and this one is empty
	}
	return os.WriteFile(path, root.bytes(), 0o644)
}

// intoFlat is the edit as OpenDocument has it.
func (e edit) intoFlat(cell *node) {
	cell.unset("office:", "calcext:", "table:formula")
	cell.children = nil
	value := func(kind, name, text string) {
		cell.set("office:value-type", kind)
		cell.set("calcext:value-type", kind)
		cell.set("office:"+name, text)
	}
	switch e.kind {
	case editBlank:
	case editDate:
		value("date", "date-value", e.text)
	case editNumber:
		value("float", "value", e.text)
	default:
		cell.set("office:value-type", "string")
		cell.set("calcext:value-type", "string")
		for _, line := range strings.Split(e.text, "\n") {
			cell.children = append(cell.children, &node{name: "text:p", children: []*node{{text: line}}})
		}
	}
}
