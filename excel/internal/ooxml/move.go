package ooxml

import (
	"errors"
	"strconv"
)

// Where rows of a sheet move, other parts than the sheet's say where things
// stand on it too. These are looked through here, each for its own words.

var errRecoded = errors.New("the part is not UTF-8")

// textsOf finds the texts of the elements of a part that wanted says yes to, in
// the part's order.
func (p *Package) textsOf(part string, wanted func(*Token) bool) ([]FormulaMark, error) {
	s, closer, err := p.Scan(part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	var marks []FormulaMark
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		if t.Kind != StartTag || !wanted(t) || t.Empty {
			continue
		}
		at := t.End
		text, err := s.appendContent(nil)
		if err != nil {
			return nil, inPart(part, err)
		}
		marks = append(marks, FormulaMark{at, s.tok.Start, string(text)})
	}
	if err := s.Finish(); err != nil {
		return nil, inPart(part, err)
	}
	if s.Recoded {
		return nil, inPart(part, errRecoded)
	}
	return marks, nil
}

// MoveChart makes the splices by which a chart's formulas become what move
// makes of them.
func (p *Package) MoveChart(part string, move func(string) string) ([]Splice, error) {
	marks, err := p.textsOf(part, func(t *Token) bool { return string(t.Name) == "f" })
	var splices []Splice
	for _, m := range marks {
		if now := move(m.Text); now != m.Text {
			splices = append(splices, Replace(m.Start, m.End, AppendAttr(nil, now)))
		}
	}
	ASCII(splices) // in which a sheet's name may have to be written
	return splices, err
}

// MovePivotSource makes the splices by which a pivot table's source, where it
// is a range of a sheet, becomes what move makes of it.
func (p *Package) MovePivotSource(part string, about func(sheet string) bool, move func(Range) Range) ([]Splice, error) {
	var splices []Splice
	_, err := p.textsOf(part, func(t *Token) bool {
		if string(t.Name) != "worksheetSource" || !about(t.AttrText("sheet")) {
			return false
		}
		if r, ok := ParseRange(t.Attr("ref")); ok && move(r) != r {
			splices = append(splices, Splice{t.Start, t.End, func(tag []byte) ([]byte, error) { return SetAttr(tag, "ref", move(r).String()) }})
		}
		return false
	})
	return splices, err
}

// MoveAnchors makes the splices by which what lies over a sheet's cells moves
// with its first row, and is stretched where rows are put in under it. Rows in
// a drawing count from 0.
func (p *Package) MoveAnchors(part string, moved func(row int) int) ([]Splice, error) {
	type corner struct{ to, whole bool } // the last corner; of what keeps its size
	var corners []corner
	moves, whole, to := true, false, false
	marks, err := p.textsOf(part, func(t *Token) bool {
		switch string(t.Name) {
		case "twoCellAnchor", "oneCellAnchor":
			moves, whole = string(t.Attr("editAs")) != "absolute", string(t.Attr("editAs")) == "oneCell"
		case "from", "to":
			to = string(t.Name) == "to"
		case "row":
			if moves {
				corners = append(corners, corner{to, whole})
			}
			return moves
		}
		return false
	})
	var splices []Splice
	by := 0 // how far the first corner moved
	for i, m := range marks {
		row, err := strconv.Atoi(m.Text)
		if err != nil {
			continue
		}
		now := moved(row+1) - 1
		if corners[i].to && corners[i].whole {
			now = row + by
		} else if !corners[i].to {
			by = now - row
		}
		if now != row {
			splices = append(splices, Replace(m.Start, m.End, []byte(strconv.Itoa(now))))
		}
	}
	return splices, err
}

// CommentRows lists the rows of the cells that a part of comments is about.
func (p *Package) CommentRows(part string) ([]int, error) {
	var rows []int
	_, err := p.textsOf(part, func(t *Token) bool {
		if name := string(t.Name); name == "comment" || name == "threadedComment" {
			if row, _ := ParseCell(t.Attr("ref")); row > 0 {
				rows = append(rows, row)
			}
		}
		return false
	})
	return rows, err
}

// MoveCalculations makes the splices by which the order of calculation names
// the cells of a sheet that moved by their new names. number is the sheet's
// own. The part is "" where the workbook keeps no such order.
func (p *Package) MoveCalculations(workbook string, number int, moved func(row int) int) (part string, splices []Splice, err error) {
	rels, err := p.Relationships(workbook)
	if err != nil {
		return "", nil, err
	}
	for _, r := range rels {
		if r.Type == "calcChain" && !r.External && p.Has(r.Target) {
			part = r.Target
		}
	}
	if part == "" {
		return "", nil, nil
	}
	sheet := 0
	err = p.Read(part, nil, func(s *Scanner, t *Token) error {
		if s.Recoded {
			return errRecoded
		}
		if i, ok := parseInt(t.Attr("i")); ok {
			sheet = i // cells that do not say are on the sheet of the one before
		}
		name := t.Attr("r")
		row, column := ParseCell(name)
		if sheet == number && row > 0 && moved(row) != row {
			splices = append(splices, Splice{t.Start, t.End, func(tag []byte) ([]byte, error) {
				return SetAttr(tag, "r", cellName(moved(row), column))
			}})
		}
		return nil
	})
	return part, splices, err
}
