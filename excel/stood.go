package excel

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// undo puts a cell back just as it stood: not what it said, written anew, but
// its element, byte for byte, as long as that still means what it meant. Two
// things in it do not by themselves: the number of its cell format and the
// number of its text among the workbook's shared ones. Both are numbers in
// lists that Excel makes anew when it saves. So both are kept with what they
// stood for, and looked up again:
//
//	<c r="C2" s="4" t="s"><v>17</v></c>   what stood there
//	s="4"   means bold, a date, a red fill …   and s="9" means that by now
//	17      is <r><t>Draft</t></r> …           and 12 is that by now, or none is
//
// A cell whose shared text is gone says it within itself, runs and all. A cell
// that had no element has none again. One whose format no longer exists keeps
// the format it has by now, which is said, unless apply had left it the one it had.
// Programs other than Excel put every format in their own words when they save, and
// then none is what it was.
//
// A rating does not keep the colour it has by now, which would say something else
// than its word. It gets the colour that it had, or that of the cells about it which
// say the same, and keeps the rest of its format. Where there is no such colour, word
// and colour stay as they are.
//
// And a person may have coloured the cell since, or made it bold: its format is
// not the one it was left with. Then that stays, and is said, and what the cell
// held is put into it. Where that would say something else in it, a date in a
// number's format or a rating in another's colour, the cell is left as it is.

// stood is a cell just as it stood.
type stood struct {
	Absent bool   `json:"absent,omitempty"` // it had no element
	Bare   bool   `json:"bare,omitempty"`   // nor had its row
	Cell   string `json:"cell,omitempty"`   // the element, as written
	Text   string `json:"text,omitempty"`   // what stood inside its shared text, as written
	Format string `json:"format,omitempty"` // a sum of all that its cell format meant
	Left   string `json:"left,omitempty"`   // likewise of the one it was left with; "" where that is not known
	// Fill is the colour that a cell of ratings had, RRGGBB or "" for none; nil for
	// other cells, and where an earlier build kept it.
	Fill *string `json:"fill,omitempty"`
}

func (s *stood) state() table.State {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("excel: a cell of texts cannot be kept: " + err.Error())
	}
	return table.State(strings.TrimSpace(text.String()))
}

// stoodOf reads a state; nil where it is none of ours.
func stoodOf(state table.State) *stood {
	var s stood
	if json.Unmarshal([]byte(state), &s) != nil || s.Absent == (s.Cell != "") {
		return nil
	}
	if s.Cell != "" && !whole(s.Cell, "c") || s.Text != "" && !whole("<is>"+s.Text+"</is>", "is") {
		return nil
	}
	return &s
}

// whole reports whether a text is one element of that name and nothing else:
// what is not would break the part it is put into.
func whole(element, name string) bool {
	scan := ooxml.NewScanner(strings.NewReader(element))
	t, err := scan.Next()
	return err == nil && t.Kind == ooxml.StartTag && string(t.Name) == name && t.Start == 0 && scan.Finish() == nil
}

// meant is the sum of what a cell format means, "" where that cannot be told.
func (n *formats) meant(style int) string {
	if n.load() != nil {
		return ""
	}
	known := *n.known
	known.Formats = n.all // also those that are added
	meaning := known.Meaning(style)
	if meaning == "" {
		return ""
	}
	if known, ok := n.sums[style]; ok {
		return known
	}
	sum := sha256.Sum256([]byte(meaning))
	n.sums[style] = hex.EncodeToString(sum[:12])
	return n.sums[style]
}

// again is the cell format that means what a cell's meant: of the same
// number, or else any. False where none does.
func (n *formats) again(s *stood) (int, bool) {
	text, _ := ooxml.AttrOf([]byte(s.Cell), "s")
	style, _ := strconv.Atoi(text)
	if s.Format == "" || n.meant(style) == s.Format {
		return style, true
	}
	for i := range n.all {
		if n.meant(i) == s.Format {
			return i, true
		}
	}
	return 0, false
}

// reformatted reports whether somebody gave a cell that is put back another format
// than it was left with.
func (f *formatter) reformatted(t *target) bool {
	now := f.formats.meant(f.found.Cells[t.Address].Cell.Style)
	return f.found.Cells[t.Address].Here && t.exact.Left != "" && now != "" && now != t.exact.Left
}

// putBack settles how a cell looks that is put back, or says why it is left.
func (f *formatter) putBack(t *target) (why string) {
	style, known := f.formats.again(t.exact)
	switch {
	case f.reformatted(t) && t.exact.Absent:
		t.exact = nil // it stays, for its format, and is blank
		f.staying = f.staying.With(t.Row, t.Column)
		if _, rated := f.formats.rating(t.style); rated && t.edit.Field == plan.FieldRAG {
			return f.recolour(t, nil)
		}
		t.note(keptFormat)
	case t.exact.Absent:
	case !known && t.edit.Field == plan.FieldRAG:
		return f.recolour(t, t.exact.Fill)
	case !known && t.exact.Format == t.exact.Left: // it was never given another
	case !known:
		t.note(goneFormat)
	case f.reformatted(t) && (f.formats.look(style).format != f.formats.look(t.style).format || t.edit.Field == plan.FieldRAG && f.formats.fill(style) != f.formats.fill(t.style)):
		return changedFormat
	case f.reformatted(t):
		t.note(keptFormat)
	default:
		t.style, t.restyle = style, true
	}
	return ""
}

// What is said of a format that cannot come back.
const (
	keptFormat    = "it was formatted since, and that stays"
	goneFormat    = "the format that the cell had is no longer in the workbook: it keeps the one it has"
	goneButColour = "the format that the cell had is no longer in the workbook: it has its colour again, and keeps the rest of the one it has"
	changedFormat = "its format was changed since, and what it said needs the one it had"
)

// recolour gives a rating that is put back the colour it had, where its format is no
// longer in the workbook, or says why it is left. The colour is not known of what an
// earlier build wrote: then it is the one that says the same as the rating.
func (f *formatter) recolour(t *target, had *string) (why string) {
	was, now := t.edit.Was.Value, t.edit.Now.Value
	says, rated := f.formats.rating(t.style)
	fill := f.formats.look(t.style).fill
	switch {
	case had != nil && *had == fill, had == nil && (!rated || f.fresh.Plan.IsShown(now, says)):
		if t.exact.Format != t.exact.Left {
			t.note(goneFormat)
		}
		return ""
	case rated && !f.fresh.Plan.IsShown(was, says):
		return changedFormat // it is not the colour that apply gave it
	}
	style, ok := 0, false
	if had != nil {
		style, ok = f.formats.coloured(t.style, *had)
	}
	if !ok {
		style, ok = f.fillFor(t, now)
	}
	if !ok {
		return fmt.Sprintf("the workbook no longer has the colour that it had, and “%s” on the one that it has would say two things: put its word and its colour back by hand in Excel", t.edit.Now.Shown())
	}
	t.style, t.restyle = style, true
	t.note(goneButColour)
	return ""
}

// remember reads how the cells stand that are about to be written, and gives
// the shared texts that they show, or showed, as written.
func (w *sheetWork) remember(formats *formats, sharedTexts string) (map[int]string, error) {
	targets := slices.DeleteFunc(w.inOrder(), func(t *target) bool { return t.filler })
	here := func(t *target) *ooxml.Found { return w.found.Cells[t.Address] }
	slices.SortStableFunc(targets, func(a, b *target) int { return int(here(a).Cell.Start - here(b).Cell.Start) })
	var spans [][2]int64
	var read []*target
	wanted := map[int]bool{}
	want := func(element string) {
		if number, ok := sharedNumber(element); ok {
			wanted[number] = true
		}
	}
	for _, t := range targets {
		if t.exact != nil {
			want(t.exact.Cell)
		}
		found := here(t)
		if !found.Here {
			t.stood = stood{Absent: true, Bare: !w.found.Rows[t.Row].Here}
			continue
		}
		spans, read = append(spans, [2]int64{found.Cell.Start, found.Cell.End}), append(read, t)
	}
	pieces, err := w.pkg.Spans(w.part.Part, spans)
	if err != nil {
		return nil, err
	}
	for i, t := range read {
		t.stood = stood{Cell: string(pieces[i]), Format: formats.meant(here(t).Cell.Style)}
		if t.edit.Field == plan.FieldRAG {
			fill := formats.look(here(t).Cell.Style).fill
			t.stood.Fill = &fill
		}
		want(t.stood.Cell)
	}
	texts, err := w.pkg.RawTexts(sharedTexts, wanted)
	if err != nil {
		return nil, err
	}
	for _, t := range read {
		if number, ok := sharedNumber(t.stood.Cell); ok {
			t.stood.Text = texts[number]
		}
	}
	return texts, nil
}

// sharedNumber is which shared text a cell's element shows.
func sharedNumber(element string) (int, bool) {
	if kind, _ := ooxml.AttrOf([]byte(element), "t"); kind != "s" {
		return 0, false
	}
	open := "<" + ooxml.TagPrefix([]byte(element)) + "v>"
	_, rest, found := strings.Cut(element, open)
	digits, _, _ := strings.Cut(rest, "<")
	number, err := strconv.Atoi(strings.TrimSpace(digits))
	return number, found && err == nil
}

// restored is the element of a cell that is put back, by the name it has now.
func (w *rowWriter) restored(t *target, name string) ([]byte, error) {
	prefix := w.found.Prefix
	element := ooxml.Reprefix(t.exact.Cell, ooxml.TagPrefix([]byte(t.exact.Cell)), prefix)
	tag, rest, err := ooxml.SplitTag([]byte(element))
	if err != nil {
		return nil, err
	}
	tag = bytes.Clone(tag)
	set := func(attr, value string) {
		if was, has := ooxml.AttrOf(tag, attr); err == nil && (!has || was != value) {
			tag, err = ooxml.SetAttr(tag, attr, value)
		}
	}
	if _, named := ooxml.AttrOf(tag, "r"); named || !w.found.Cells[t.Address].Here {
		set("r", name)
	}
	if _, has := ooxml.AttrOf(tag, "s"); has || t.style != 0 {
		set("s", strconv.Itoa(t.style))
	}
	if prefix != ooxml.TagPrefix([]byte(t.exact.Cell)) && err == nil {
		tag, err = ooxml.PlainAttrs(tag)
	}
	if number, shared := sharedNumber(t.exact.Cell); shared && w.texts[number] != t.exact.Text && err == nil {
		set("t", "inlineStr")
		inside := ooxml.Reprefix(t.exact.Text, "", prefix)
		rest = fmt.Appendf(nil, "<%sis>%s</%sis></%sc>", prefix, inside, prefix, prefix)
	}
	if err != nil {
		return nil, err
	}
	return append(tag, rest...), nil
}
