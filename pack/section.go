package pack

import (
	"slices"
	"strings"
)

// Section is one section of the pack as one value. A new one is three files:
//
//   - its own file here, which adds the value (see add) and has what it says
//     and, where the workbook has a sheet for it, the sheet
//   - its fragment, templates/page/ID.html, which shows what it says (.Says)
//   - its test
//
// The page shows the sections in their order; the contents, the anchors and
// the workbook's sheets follow. A council words a heading or a standing word
// otherwise by its name, word-ID or word-NAME, in a wording.html of its own.
type Section struct {
	Order   int               // where it stands: after those of a lower one
	ID      string            // its address on the page, the name of its fragment and of its heading's word
	Heading string            // over it, and in the contents
	Words   map[string]string // the standing words of its fragment, by name

	says     func(*seen) any     // what it says of the plan, from the facts; nil where the plan has nothing for it: then it is left out
	contents func(*seen) []Entry // its lines in the contents; nil for its heading alone
	sheet    func(Public) *Sheet // its sheet of the workbook, which nil or a result of nil leaves out
}

// Sections lists every section in the order they stand.
func Sections() []Section { return sections }

var sections []Section

// add puts a section in its place among the others. Each section's file does
// so as the program begins, and nobody does later.
func add(s Section) {
	at := slices.IndexFunc(sections, func(other Section) bool { return other.Order > s.Order })
	if at < 0 {
		at = len(sections)
	}
	sections = slices.Insert(sections, at, s)
}

// Said is a section as it stands in one pack.
type Said struct {
	ID       string
	Contents []Entry // its lines in the contents
	Says     any
}

// Entry is a line of the contents, and where it leads.
type Entry struct {
	Anchor string
	Words  string // "" for the section's heading, as the council words it
}

// words gathers the sections' standing words, each heading by its section's ID.
func words(sections []Section) map[string]string {
	out := map[string]string{}
	for _, s := range sections {
		if s.Heading != "" {
			out[s.ID] = s.Heading
		}
		for name, words := range s.Words {
			out[name] = words
		}
	}
	return out
}

// Sheet is one sheet of the pack's workbook: a title, lines, and a table.
type Sheet struct {
	Name    string // of the sheet and of its table
	About   string // what is on it, a sentence; the first sheet says it of the others
	Title   string
	Lines   []string
	Columns []SheetColumn
	Rows    [][]SheetCell // a cell for each column; nil is an empty one
	Freeze  bool          // the headings and the first column stay in view
}

// SheetColumn is a column of a sheet.
type SheetColumn struct {
	Heading string
	Right   bool // it holds numbers
}

// SheetCell is a cell of a sheet: Words, a Number, a Rating, a Cell of the
// plan, or one of these Toned.
type SheetCell interface{ sheetCell() }

// Words are a sheet's cell of words; what looks like a formula stays words.
type Words string

// Number is a sheet's cell with a whole number.
type Number int

// Toned is a sheet's cell that stands out: on a rating's colour, by its Key, or
// in bold where the Tone is strong.
type Toned struct {
	SheetCell
	Tone string
}

func (Words) sheetCell()  {}
func (Number) sheetCell() {}
func (Rating) sheetCell() {}
func (Cell) sheetCell()   {}

const blankMeans = "A cell with nothing in it means that nothing is written there in the plan."

// sheets are the workbook's, in the order of their sections. The first one
// says what is on the others.
func sheets(p Public, sections []Section) []Sheet {
	var out []Sheet
	var others []string
	for _, section := range sections {
		if section.sheet == nil {
			continue
		}
		if sheet := section.sheet(p); sheet != nil {
			if len(out) > 0 && sheet.About != "" {
				others = append(others, sheet.About)
			}
			out = append(out, *sheet)
		}
	}
	if len(others) > 0 {
		out[0].Lines = append(out[0].Lines, "On the other sheets: "+strings.Join(others, " "), blankMeans)
	}
	return out
}
