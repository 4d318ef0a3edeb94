package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// # The key to a plan's colours
//
// Beside a plan, under it or on a sheet of its own stands what its ratings mean:
//
//	Green    Complete
//	Blue     Not yet due
//	▇ purple Paused by the board
//
// It is not used: what a rating means is said once, in the settings, for both copies.
// But where the key says otherwise than a rating is read, that is said with the line
// of settings that follows the key; and a word or a colour that nobody knows is shown
// with what the key says of it.

// keyEntry is one line of a key.
type keyEntry struct {
	label, fill string // "" where it has none
	means       string
	cell        plan.Cell
}

// readKey finds the key to a table: in its own sheet outside of its actions, or in a
// sheet that holds no table.
func (t *tableReader) readKey(actions []actionRow) {
	taken := map[int]bool{}
	for _, row := range actions {
		taken[row.Number] = true
		for _, more := range row.more {
			taken[more.Number] = true
		}
	}
	t.colours = keyIn(t.sheet, t.sheet.used, func(row, column int) bool {
		return taken[row] && t.within(column) || row >= t.header.top && row <= t.header.row || slices.ContainsFunc(t.others, func(a area) bool { return a.holds(row, column) })
	})
	for _, s := range t.besides {
		t.colours = append(t.colours, keyIn(s, s.used[:min(len(s.used), closeRows)], func(int, int) bool { return false })...)
	}
}

// holds reports whether a cell may be one of a table.
func (a area) holds(row, column int) bool {
	return a.header.top <= row && row <= a.to && a.header.first() <= column && column <= a.header.last()
}

// keyIn lists the lines of a sheet's key. One line alone is none.
func keyIn(s *sheet, rows []Row, taken func(row, column int) bool) []keyEntry {
	var found []keyEntry
	for _, row := range rows {
		for i := 0; i < len(row.Cells); i++ {
			c := row.Cells[i]
			if taken(row.Number, c.Column) {
				continue
			}
			var beside Cell
			for _, next := range row.Cells[i+1:] {
				if next.says() {
					beside = next
					break
				}
			}
			if e, used, ok := keyOf(c, beside); ok && (!used || !taken(row.Number, beside.Column)) {
				e.cell = plan.Cell{Sheet: s.Sheet, Row: row.Number, Column: c.Column}
				found = append(found, e)
				for used && row.Cells[i].Column < beside.Column {
					i++
				}
			}
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

// keyOf reads a cell as a line of a key, with what stands to the right of it where
// that is needed.
func keyOf(c, beside Cell) (e keyEntry, used, ok bool) {
	const longest = 20
	text := ""
	if c.isText() {
		text = oneLine(c.Text)
	} else if c.says() {
		return e, false, false
	}
	coloured := plan.ColourName(c.Fill) != ""
	if m := labelMeans.FindStringSubmatch(text); m != nil && len(m[1]) <= longest && (coloured || isRatingName.MatchString(m[1])) {
		return keyEntry{label: m[1], fill: c.Fill, means: m[2]}, false, true
	}
	named := isRatingName.MatchString(text)
	if len(text) > longest || !named && !coloured || !beside.isText() || beside.Column > c.Column+2 || isRatingName.MatchString(oneLine(beside.Text)) || plan.ColourName(beside.Fill) != "" && beside.Fill != c.Fill {
		return e, false, false
	}
	return keyEntry{label: text, fill: c.Fill, means: oneLine(beside.Text)}, true, true
}

var (
	labelMeans   = regexp.MustCompile(`^\(?([^:=–—-]+?)\)? ?(?:[:=–—]|- | -) ?(.+)$`)
	isRatingName = regexp.MustCompile(`^(?i:(dark |light |pale )?(red|amber|green|blue|yellow|orange|gr[ae]y|purple|pink|white|black)|[RAGB])$`)
)

// keyKinds are what a key's words come to, as the settings call it, by what they begin with.
var keyKinds = []struct {
	kind, counts string
	begins       *regexp.Regexp
}{
	{"done", plan.RatingBlue, regexp.MustCompile(`^(?i:(action |work |fully |all )*(completed?|done|closed|achieved|delivered|implemented|embedded|finished)\b)`)},
	{"not started", plan.RatingNotStarted, regexp.MustCompile(`^(?i:(action |work )?(not (yet )?(started|begun|commenced|due)|yet to (start|begin)|to be started)\b)`)},
	{"paused", plan.RatingNotStarted, regexp.MustCompile(`^(?i:(action |work )?(paused|on hold|deferred|suspended)\b)`)},
	{"evidence awaited", plan.RatingAmber, regexp.MustCompile(`^(?i:(awaiting|pending) (evidence|sign))`)},
	{"off track", plan.RatingRed, regexp.MustCompile(`^(?i:(action |significantly )?(off[ -]track|overdue|behind|not on track|delayed|missed)\b)`)},
	{"at risk", plan.RatingAmber, regexp.MustCompile(`^(?i:(action )?(at risk|some (risk|delay|slippage)|slightly|minor)\b)`)},
	{"on track", plan.RatingGreen, regexp.MustCompile(`^(?i:(action )?(on[ -]track|on target|in progress|under ?way|ongoing|progressing)\b)`)},
}

// kind is what a line of a key says of an action, as the settings call it, and the
// rating that it counts as; "" where that cannot be told.
func (e keyEntry) kind() (kind, counts string) {
	for _, k := range keyKinds {
		if k.begins.MatchString(e.means) {
			return k.kind, k.counts
		}
	}
	return "", ""
}

// inKey is the line of the key for a rating's word or its colour.
func (t *tableReader) inKey(word, fill string) (keyEntry, bool) {
	i := slices.IndexFunc(t.colours, func(e keyEntry) bool {
		return word != "" && plan.Fold(e.label) == plan.Fold(word) || fill != "" && strings.EqualFold(e.fill, fill)
	})
	if i < 0 {
		return keyEntry{}, false
	}
	return t.colours[i], true
}

// said is what a line of the key says, within a sentence.
func (e keyEntry) said() string { return fmt.Sprintf("the key (%s) says %q", e.cell, e.means) }

// line is the line of the settings that follows a line of the key.
func (e keyEntry) line(kind string) plan.Line {
	words := fmt.Sprintf("%q", e.label)
	if letter := e.label[:1]; plan.Fold(e.label) != plan.Fold(letter) && isLetter[strings.ToUpper(letter)] == plan.Fold(e.label) {
		words = fmt.Sprintf("[%q, %q]", e.label, strings.ToUpper(letter))
	}
	colours := ""
	if plan.ColourName(e.fill) != "" {
		colours = fmt.Sprintf("colours: [%q], ", strings.ToUpper(e.fill[max(0, len(e.fill)-6):]))
	}
	return plan.Line{Under: "ratings", Item: fmt.Sprintf("{words: %s, %skind: %s}", words, colours, kind)}
}

var isLetter = map[string]string{"R": "red", "A": "amber", "G": "green", "B": "blue"}

// noteKey says where the key means otherwise by a rating than it is read as, of the
// ratings that the actions have.
func (t *tableReader) noteKey(actions []plan.Action) {
	has := map[string]bool{}
	for i := range t.cols {
		if c := &t.cols[i]; c.reads() == plan.FieldRAG {
			for _, a := range actions {
				if v := a.Value(c.Field); v.Kind == plan.KindRating {
					has[v.Text] = true
				}
			}
		}
	}
	said := map[string]bool{}
	for _, e := range t.colours {
		v, rated := plan.ReadRating(e.label, t.options.Ratings)
		kind, counts := e.kind()
		if !rated || v.Step() != "" || kind == "" || !has[v.Text] || said[v.Text] || agrees(v.Text, counts) {
			continue
		}
		said[v.Text] = true
		t.notes.at(t.sheet, e.cell, fmt.Sprintf("the key (%s) says that %s is %q: it was not used, and %s counts as %s", e.cell, e.label, e.means, e.label, countsAs[v.Text])).weighs(plan.Doubtful).line = e.line(kind)
	}
}

// agrees reports whether what a rating counts as is near enough to what a key says.
func agrees(read, key string) bool {
	between := func(a, b string) bool { return read == a && key == b || read == b && key == a }
	return read == key || between(plan.RatingAmber, plan.RatingGreen) || between(plan.RatingAmber, plan.RatingRed)
}

var countsAs = map[string]string{plan.RatingRed: "off track", plan.RatingAmber: "at risk", plan.RatingGreen: "on track", plan.RatingBlue: "complete", plan.RatingNotStarted: "not started"}

// noteFills lists the colours in a rating's column that are no rating that is known:
// of cells without words, where neither their row nor their column has the colour
// throughout.
func (t *tableReader) noteFills(rows []actionRow, c *column, read []plan.Action) {
	throughout := ""
	if first, _ := t.sheet.at(rows[0].Row, c.Number); !slices.ContainsFunc(rows, func(row actionRow) bool {
		cell, _ := t.sheet.at(row.Row, c.Number)
		return cell.Fill != first.Fill
	}) {
		throughout = first.Fill
	}
	for i, row := range rows {
		cell, at := t.sheet.at(row.Row, c.Number)
		name := plan.ColourName(cell.Fill)
		if _, rated := plan.ReadFill(cell.Fill, t.options.Ratings); cell.says() || at.follower || rated || name == "" || cell.Fill == throughout || cell.Fill == c.layout {
			continue
		}
		alike := func(number int) bool {
			n, _ := t.sheet.at(row.Row, number)
			return t.within(number) && n.Fill == cell.Fill
		}
		if alike(c.Number-1) || alike(c.Number+1) {
			continue
		}
		if e, has := read[i].Lookup(c.Field); has && e.Value == plan.Blank {
			e.Detail.Unrated = name
			read[i].Set(c.Field, e)
		}
		six := strings.ToUpper(cell.Fill[max(0, len(cell.Fill)-6):])
		what, line := fmt.Sprintf("%s (%s), a colour that is no rating that is known", name, six), plan.FillLine(cell.Fill, "")
		if e, ok := t.inKey("", cell.Fill); ok {
			what = fmt.Sprintf("%s (%s), of which %s", name, six, strings.ReplaceAll(e.said(), "%", "%%"))
			if kind, _ := e.kind(); kind != "" {
				line = plan.FillLine(cell.Fill, kind)
			}
		}
		t.notes.row(t.sheet, row.Number, c.Number, "row %s is filled in "+what+": it counts as not rated (column "+c.Letter+")", "rows %s are filled in "+what+": they count as not rated (column "+c.Letter+")").weighs(plan.Doubtful).line = line
	}
}
