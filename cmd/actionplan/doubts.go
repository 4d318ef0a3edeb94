package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// doubt is what notes that say the same tell a person: once, for all the rows, sheets
// and words that they are about.
type doubt struct {
	words  string
	weight plan.Weight
	lines  []plan.Line // each settles it, or what it says of one word or sheet
	about  string      // what a count of such doubts calls it: columns, rows, sheets

	instead plan.Line // settles it the other way; the zero Line for none
	grave   bool      // it is told whatever else there is to tell
}

// screenful is how many lines are told of doubts before those that are not grave are
// counted.
const screenful = 24

// height is how many lines a doubt takes.
func (d doubt) height() int {
	n, under := 1+len(d.lines), ""
	for _, line := range d.lines {
		if line.Under != under {
			n, under = n+1, line.Under
		}
	}
	if !d.instead.IsZero() {
		n++
	}
	return n
}

// isGrave reports whether a note is about what everybody goes by: what is to be done,
// its ref, by whom, when and how it stands, or a part of the plan that was left out.
func isGrave(n plan.Note) bool {
	if n.Weight == plan.Unread || strings.HasPrefix(n.Message, "no column is headed as") {
		return true
	}
	key := n.About == plan.FieldAction || n.About == plan.FieldRef || n.About == plan.FieldLead || n.About == plan.FieldStatus
	return n.Weight == plan.Doubtful && (key || n.About.IsDate() || n.Line.Under == "dates")
}

// sayDoubts says what needs a person's eye, worst first: in the sentence when it is
// short, as a list when it is not, each with the line that settles it.
func sayDoubts(w io.Writer, doubts []doubt, everything bool) {
	length, settled := 0, false
	var words []string
	for _, d := range doubts {
		words = append(words, d.words)
		length += len(d.words)
		settled = settled || len(d.lines) > 0
	}
	lead, settling := fmt.Sprintf("%s things need your eye", inWords(len(doubts))), ", worst first; a line that settles one goes into actionplan.yaml:"
	if len(doubts) == 1 {
		lead, settling = "One thing needs your eye", "; the line that settles it goes into actionplan.yaml:"
	}
	switch {
	case len(doubts) == 0:
		fmt.Fprintln(w, "Nothing in it was doubtful.")
		return
	case len(doubts) <= 3 && length < 200 && !settled:
		fmt.Fprintln(w, lead+":", strings.Join(words, "; ")+".")
		return
	case settled:
		fmt.Fprintln(w, lead+settling)
	default:
		fmt.Fprintln(w, lead+":")
	}
	told, folded := foldDoubts(doubts, everything)
	for _, d := range told {
		sayDoubt(w, d)
	}
	if len(folded) > 0 {
		fmt.Fprintf(w, "  · and %d more, of less weight: %s: actionplan read --verbose\n", len(folded), countAbout(folded))
	}
}

// sayDoubt says one doubt, with its lines.
func sayDoubt(w io.Writer, d doubt) {
	fmt.Fprintf(w, "  · %s\n", d.words)
	for j, line := range d.lines {
		if j == 0 || d.lines[j-1].Under != line.Under {
			fmt.Fprintf(w, "      %s:\n", line.Under)
		}
		fmt.Fprintf(w, "        - %s\n", line.Item)
	}
	if !d.instead.IsZero() {
		fmt.Fprintf(w, "        - %s   # or this instead\n", d.instead.Item)
	}
}

// foldDoubts parts the doubts that are told from those that are only counted: what is
// grave is told, and of the rest what fits on the screen beside it.
func foldDoubts(doubts []doubt, everything bool) (told, folded []doubt) {
	room := screenful
	for _, d := range doubts {
		if d.grave {
			room -= d.height()
		}
	}
	for i, d := range doubts {
		if !everything && !d.grave {
			room -= d.height()
		}
		if last := i+1 == len(doubts) && len(folded) == 0; everything || d.grave || room >= 0 || last {
			told = append(told, d)
			continue
		}
		folded = append(folded, d)
	}
	return told, folded
}

// countAbout counts doubts by what they are about: 4 about columns and 2 about sheets.
func countAbout(doubts []doubt) string {
	count := map[string]int{}
	var kinds, said []string
	for _, d := range doubts {
		if count[d.about] == 0 {
			kinds = append(kinds, d.about)
		}
		count[d.about]++
	}
	for _, kind := range kinds {
		said = append(said, fmt.Sprintf("%d about %s", count[kind], kind))
	}
	return joined(said)
}

// aboutOf is what a count of doubts calls what a note is about.
func aboutOf(n plan.Note) string {
	switch {
	case wordLists[n.Line.Under] != "":
		return "words"
	case n.About.IsDate():
		return "dates"
	case n.Cell.Row > 0 || n.Alike != "":
		return "rows"
	case n.Cell.Column > 0:
		return "columns"
	case n.Cell.Sheet != "":
		return "sheets"
	}
	return "the workbook"
}

// doubtsOf puts notes that say the same into one, worst first, and names the
// sheets where the reader would not know which is meant.
func doubtsOf(p plan.Plan, everything bool) []doubt {
	type said struct {
		what string
		line plan.Line
	}
	var order []said
	found := map[said][]plan.Note{}
	for _, n := range p.Notes {
		key := said{cmp.Or(inColumn.ReplaceAllString(n.Alike, ""), n.Message), n.Line}
		if n.Line.Under == "tables" && n.Cell.Column > 0 {
			key.line.Item = ofSheet.ReplaceAllString(n.Line.Item, "")
		}
		if found[key] == nil {
			order = append(order, key)
		}
		found[key] = append(found[key], n)
	}
	var doubts []doubt
	for _, key := range order {
		doubts = append(doubts, doubtOf(p, found[key]))
	}
	rank := map[plan.Weight]int{plan.Unread: 0, plan.Doubtful: 1, plan.Assumed: 2, plan.Aside: 3}
	lighter := map[bool]int{false: 1}
	slices.SortStableFunc(doubts, func(a, b doubt) int {
		return cmp.Or(cmp.Compare(rank[a.weight], rank[b.weight]), cmp.Compare(lighter[a.grave], lighter[b.grave]))
	})
	if everything {
		return doubts
	}
	return withoutMany(doubts)
}

// doubtOf is what notes that say the same come to.
func doubtOf(p plan.Plan, notes []plan.Note) doubt {
	d := doubt{words: notes[0].Message, weight: notes[0].Weight, about: aboutOf(notes[0]), instead: notes[0].Instead, grave: slices.ContainsFunc(notes, isGrave)}
	for _, n := range notes {
		if !n.Line.IsZero() && !slices.Contains(d.lines, n.Line) {
			d.lines = append(d.lines, n.Line)
		}
	}
	if len(d.lines) > 1 {
		d.instead = plan.Line{} // a line for each sheet
	}
	var on, columns []string
	rows, same := 0, true
	for _, n := range notes {
		if m := inColumn.FindStringSubmatch(n.Alike); m != nil && !slices.Contains(columns, m[1]) {
			columns = append(columns, m[1])
		}
		rows += n.CountRows()
		same = same && n.Message == notes[0].Message
		if n.Cell.Sheet != "" && !slices.Contains(on, n.Cell.Sheet) {
			on = append(on, n.Cell.Sheet)
		}
	}
	alike := strings.Replace(notes[0].Alike, "rows %s", "%s", 1)
	switch {
	case same:
	case len(columns) > 1:
		d.words = fmt.Sprintf(inColumn.ReplaceAllString(alike, "")+" (columns %s)", counted(rows, "cell"), joined(columns))
	default:
		d.words = fmt.Sprintf(alike, counted(rows, "row"))
	}
	if len(on) > 1 || len(on) == 1 && (len(p.Tables) != 1 || on[0] != p.Tables[0].Sheet) {
		d.words = ofSheets(on, d.words)
	}
	return d
}

// ofSheet is the sheet that a line is about.
var ofSheet = regexp.MustCompile(`^\{sheet: "(?:[^"\\]|\\.)*", `)

// inColumn is the column that a note ends with.
var inColumn = regexp.MustCompile(` \(column ([A-Z]+)\)$`)

// ofSheets says of which sheets something is said.
func ofSheets(sheets []string, words string) string {
	what, isSubject := strings.CutPrefix(words, "the sheet ")
	switch {
	case !isSubject:
		return namedSheets(sheets) + ": " + words
	case len(sheets) > 1:
		what = ofSeveral.Replace(what)
	}
	return namedSheets(sheets) + " " + what
}

// ofSeveral has what is said of one sheet be said of several.
var ofSeveral = strings.NewReplacer("is hidden", "are hidden", "is protected", "are protected", "was not read", "were not read", "was read", "were read", "is taken", "are taken", ", by its name", ", by their names",
	": it is an earlier version of", ": they are earlier versions of", ": it lists", ": they list", ": it has", ": they have", "holds", "hold")

// fewAlike is how many doubts of one kind are told one by one; of more, the first is,
// where it has a line.
const fewAlike = 3

var (
	quotedWord = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	noMeaning  = regexp.MustCompile(`, which is no (?:status|rating) that is known: |, which names? no day until the settings say`)
	rowNumbers = regexp.MustCompile(`^rows? [-0-9, and more]* (says?|has|have) `)
)

// withoutMany puts doubts of one kind together where they are many: the words of a
// column that nobody has given a meaning, and the sheets that are no plans.
func withoutMany(doubts []doubt) []doubt {
	kind := func(d doubt) string {
		switch {
		case len(d.lines) == 1 && wordLists[d.lines[0].Under] != "":
			if noMeaning.MatchString(d.words) {
				return d.lines[0].Under // whichever rows and sheets say it, and whatever a key says of it
			}
			return d.lines[0].Under + rowNumbers.ReplaceAllString(quotedWord.ReplaceAllString(d.words, ""), "")
		case d.weight == plan.Aside && len(d.lines) == 0 && notRead.MatchString(d.words):
			return "not read"
		case d.weight == plan.Unread && len(d.lines) > 0 && notRead.MatchString(d.words):
			return "unread"
		}
		return ""
	}
	count := map[string]int{}
	for _, d := range doubts {
		count[kind(d)]++
	}
	var kept []doubt
	at, seen := map[string]int{}, map[string]int{}
	for _, d := range doubts {
		k := kind(d)
		seen[k]++
		switch {
		case k == "" || count[k] <= fewAlike || len(d.lines) > 0 && seen[k] == 1:
			kept = append(kept, d)
		case at[k] == 0:
			kept = append(kept, manyOf(d, count[k]-seen[k]+1))
			at[k] = len(kept)
		case len(kept[at[k]-1].lines) < mostLines && len(d.lines) > 0:
			kept[at[k]-1].lines = append(kept[at[k]-1].lines, d.lines...)
		}
	}
	return kept
}

// mostLines is how many lines are shown that settle one word each.
const mostLines = 4

// wordLists are the lists of the settings that give words a meaning, and what for.
var wordLists = map[string]string{"statuses": "status", "ratings": "rating", "dates": "date"}

var notRead = regexp.MustCompile(`^sheet "(?:[^"\\]|\\.)*"(?: was not read|: row [0-9]+ has headings like a plan's)`)

// manyOf tells so many doubts of one kind as one, of which d is the first.
func manyOf(d doubt, n int) doubt {
	if len(d.lines) == 0 {
		d.words = fmt.Sprintf("%d other sheets were not read, since they hold no plan: actionplan read --verbose names them", n)
		return d
	}
	if d.weight == plan.Unread {
		d.words = fmt.Sprintf("%d more sheets may be a part of the plan and were not read; one line has each read, and actionplan read --verbose has them all:", n)
		return d
	}
	d.words = fmt.Sprintf("%d more such words for a %s have no meaning yet; one line settles each, its meaning a guess, and init writes all of them:", n, wordLists[d.lines[0].Under])
	return d
}

// namedSheets names up to three sheets, and counts more.
func namedSheets(sheets []string) string {
	if len(sheets) > 3 {
		return counted(len(sheets), "sheet")
	}
	var quoted []string
	for _, s := range sheets {
		quoted = append(quoted, fmt.Sprintf("%q", s))
	}
	if len(sheets) == 1 {
		return "sheet " + quoted[0]
	}
	return "sheets " + joined(quoted)
}
