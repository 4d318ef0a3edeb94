package inspect

import (
	"fmt"
	"strconv"
	"strings"
)

// book looks into an Excel workbook.
func book(p *parts, main string) (Report, error) {
	all := found{}
	if err := p.common(all); err != nil {
		return Report{}, err
	}
	relations, err := p.relations(main)
	if err != nil {
		return Report{}, err
	}
	targets, unseen := map[string]string{}, map[string]bool{}
	for _, r := range relations {
		targets[r.id] = r.target
		switch {
		case r.outside:
		case r.kind == "styles":
			if unseen, err = unseenStyles(p, r.target); err != nil {
				return Report{}, err
			}
		case r.kind == "connections":
			all.add("data-source", "")
		case r.kind == "person":
			if err := p.walk(r.target, walker{begin: func(e *element) {
				if e.name == "person" {
					all.add("author", "somebody who commented")
				}
			}}); err != nil {
				return Report{}, err
			}
		}
	}
	type sheet struct{ name, part string }
	var sheets []sheet
	err = p.walk(main, walker{begin: func(e *element) {
		switch e.name {
		case "sheet":
			s := sheet{e.attr("name"), targets[e.attr("id")]}
			sheets = append(sheets, s)
			if state := e.attr("state"); state == "hidden" || state == "veryHidden" {
				all.add("hidden-sheet", fmt.Sprintf("sheet %q", s.name))
			}
		case "definedName":
			if isTrue(e.attr("hidden")) && !strings.HasPrefix(e.attr("name"), "_xlnm.") {
				all.add("hidden-name", e.attr("name"))
			}
		case "absPath":
			all.add("folder", "")
		}
	}})
	if err != nil {
		return Report{}, err
	}
	for _, s := range sheets {
		if err := p.sheet(s.name, s.part, unseen, all); err != nil {
			return Report{}, err
		}
	}
	for _, name := range p.names {
		if strings.HasPrefix(name, "xl/pivotCache/pivotCacheRecords") {
			all.add("kept-records", "")
		}
	}
	return all.report("Excel workbook"), nil
}

// unseenStyles are the numbers of the cell styles whose text nobody sees: white on
// nothing, or of a format that shows nothing.
func unseenStyles(p *parts, name string) (map[string]bool, error) {
	var white, coloured []bool
	blank := map[string]bool{}
	unseen := map[string]bool{}
	n := 0
	err := p.walk(name, walker{begin: func(e *element) {
		in := ""
		if e.above != nil {
			in = e.above.name
		}
		switch {
		case e.name == "font" && in == "fonts":
			white = append(white, false)
		case e.name == "color" && in == "font" && e.within("fonts") != nil: //nolint:misspell // the format's name
			rgb := e.attr("rgb")
			white[len(white)-1] = e.attr("theme") == "0" && e.attr("tint") == "" || e.attr("indexed") == "9" || len(rgb) == 8 && isWhite(rgb[2:])
		case e.name == "fill" && in == "fills":
			coloured = append(coloured, false)
		case e.name == "patternFill" && e.within("fills") != nil:
			coloured[len(coloured)-1] = e.attr("patternType") != "none" && e.attr("patternType") != ""
		case e.name == "gradientFill" && e.within("fills") != nil:
			coloured[len(coloured)-1] = true
		case e.name == "fgColor" && e.within("fills") != nil:
			if rgb := e.attr("rgb"); e.attr("theme") == "0" && e.attr("tint") == "" || len(rgb) == 8 && isWhite(rgb[2:]) {
				coloured[len(coloured)-1] = false
			}
		case e.name == "numFmt" && in == "numFmts":
			blank[e.attr("numFmtId")] = strings.Trim(e.attr("formatCode"), `;" `) == "" && strings.Count(e.attr("formatCode"), ";") >= 2
		case e.name == "xf" && in == "cellXfs":
			font, _ := strconv.Atoi(e.attr("fontId"))
			fill, _ := strconv.Atoi(e.attr("fillId"))
			onNothing := fill < 0 || fill >= len(coloured) || !coloured[fill]
			unseen[strconv.Itoa(n)] = blank[e.attr("numFmtId")] || font >= 0 && font < len(white) && white[font] && onNothing
			n++
		}
	}})
	return unseen, err
}

// sheet looks into one sheet and what belongs to it. A row or column that is hidden
// and empty hides nothing.
func (p *parts) sheet(name, part string, unseen map[string]bool, all found) error {
	at := fmt.Sprintf("sheet %q", name)
	filtered, err := p.beside(at, part, all)
	if err != nil {
		return err
	}
	type span struct{ from, to int }
	var hidden []span // columns
	filled := map[int]bool{}
	rows := 0 // hidden ones with something in them
	inHidden, style, column := false, "", 0
	err = p.walk(part, walker{begin: func(e *element) {
		switch e.name {
		case "col":
			if isTrue(e.attr("hidden")) {
				from, _ := strconv.Atoi(e.attr("min"))
				to, _ := strconv.Atoi(e.attr("max"))
				hidden = append(hidden, span{from, to})
			}
		case "row":
			inHidden, column = isTrue(e.attr("hidden")), 0
		case "c":
			style = e.attr("s")
			if column++; e.attr("r") != "" {
				column = columnOf(e.attr("r"))
			}
		case "filterColumn":
			filtered = true
		}
	}, text: func(e *element, text string) {
		if (e.name != "v" && e.name != "t") || strings.TrimSpace(text) == "" || e.within("c") == nil {
			return
		}
		filled[column] = true
		if unseen[style] {
			all.add("unreadable-text", at)
		}
		if inHidden {
			inHidden = false // it is counted once
			rows++
		}
	}})
	if err != nil {
		return err
	}
	switch {
	case rows == 0:
	case filtered:
		all.addN("filtered-row", rows, at)
	default:
		all.addN("hidden-row", rows, at)
	}
	columns := 0
	for c := range filled {
		for _, h := range hidden {
			if h.from <= c && c <= h.to {
				columns++
				break
			}
		}
	}
	if columns > 0 {
		all.addN("hidden-column", columns, at)
	}
	return nil
}

func isTrue(v string) bool { return v == "1" || v == "true" }

// columnOf is the number of the column that a cell's name begins with.
func columnOf(cell string) int {
	n := 0
	for _, r := range cell {
		if r < 'A' || r > 'Z' {
			break
		}
		n = 26*n + int(r-'A') + 1
	}
	return n
}

// beside looks into what belongs to a sheet: comments, drawings, queries, tables,
// and says whether a table has a filter on.
func (p *parts) beside(at, part string, all found) (filtered bool, err error) {
	relations, err := p.relations(part)
	if err != nil {
		return false, err
	}
	for _, r := range relations {
		if r.outside {
			continue
		}
		switch r.kind {
		case "comments":
			err = p.walk(r.target, walker{begin: func(e *element) {
				if e.name == "comment" {
					all.add("comment", at+", "+e.attr("ref"))
				}
			}})
		case "drawing":
			err = p.walk(r.target, walker{begin: func(e *element) {
				if e.name != "cNvPr" {
					return
				}
				if isTrue(e.attr("hidden")) {
					all.add("hidden-object", at)
				} else if e.above != nil && (e.above.name == "nvPicPr" || e.above.name == "nvGraphicFramePr") && strings.TrimSpace(e.attr("descr")+e.attr("title")) == "" {
					all.add("no-alt-text", at)
				}
			}})
		case "queryTable":
			all.add("data-source", at)
		case "table":
			err = p.walk(r.target, walker{begin: func(e *element) {
				if e.name == "table" && e.attr("headerRowCount") == "0" {
					all.add("no-header-row", at)
				}
				filtered = filtered || e.name == "filterColumn"
			}})
		}
		if err != nil {
			return false, err
		}
	}
	return filtered, nil
}
