package draw

import "unicode"

// Sizes of a sheet's text. Widths and heights are worked out from the font's
// own widths, because a workbook that nobody has opened yet has no others:
// what is not given to a row is cut off when the sheet is first shown.
const (
	fontName    = "Arial"
	fontPoints  = 12.0
	fontPixels  = fontPoints * 96 / 72
	digitPixels = 9.0  // the widest digit of the font, in whole pixels: the unit of a column's width
	cellPadding = 22.0 // pixels of a cell that hold no text: the indent, the margins, the rule
	linePoints  = 15.0
	rowPadding  = 4.0 // points
	slack       = 1.04
)

// wide is the width taken for a character no table below has: a symbol, or a
// letter of another script.
const wide = 1000

// font is one weight of the font: how wide its characters are, in thousandths
// of its size.
type font [224]uint16

func weight(bold bool) *font {
	if bold {
		return &heavy
	}
	return &regular
}

func (f *font) width(r rune) int {
	switch {
	case r >= ' ' && r < 256:
		return int(f[r-' '])
	case r == '\u2018' || r == '\u2019':
		return 278
	case r == '\u201c' || r == '\u201d' || r == '\u2022':
		return 500
	case r == '\u2013' || r == '\u20ac':
		return 611
	case r < 0x250 && unicode.IsLetter(r):
		return 700
	case r < ' ' || unicode.Is(unicode.Mn, r):
		return 0
	}
	return wide
}

// toPixels turns thousandths of the font's size into pixels, with a little
// slack for how programs round.
func toPixels(units int) float64 { return float64(units) * fontPixels / 1000 * slack }

// extent is how wide a text is, in thousandths of the font's size.
type extent struct {
	line  int // its widest line
	word  int // its widest word
	whole int // all its lines one after another
	lines int // as its author broke them
}

// mayBeHigh says whether a text could need a row higher than a sheet allows
// in a column of a room: only a line that is half full is wrapped.
func (e extent) mayBeHigh(room float64) bool {
	least := float64(e.lines) + 2*toPixels(e.whole)/room
	return least*linePoints+rowPadding > highestRow
}

func measureText(text string, bold bool) extent {
	f := weight(bold)
	e := extent{lines: 1}
	line, word := 0, 0
	for _, r := range text {
		if r == '\n' {
			e.line, e.word = max(e.line, line), max(e.word, word)
			line, word = 0, 0
			e.lines++
			continue
		}
		w := f.width(r)
		line += w
		e.whole += w
		if word += w; r == ' ' {
			e.word = max(e.word, word-w)
			word = 0
		}
	}
	e.line, e.word = max(e.line, line), max(e.word, word)
	return e
}

// pixels is how wide one line of text is.
func pixels(text string, bold bool) float64 { return toPixels(measureText(text, bold).line) }

// lines counts the lines a text takes in a cell of a width in pixels, wrapped
// at spaces and, where one word is wider than the cell, inside it.
func lines(text string, room float64, bold bool) int {
	f := weight(bold)
	limit := int(room * 1000 / fontPixels / slack)
	n, used, word := 1, 0, 0 // used: the line's words so far, with the spaces after them
	for _, r := range text {
		if r == '\n' {
			n, used, word = n+1, 0, 0
			continue
		}
		w := f.width(r)
		if r == ' ' {
			used += word + w
			word = 0
			continue
		}
		if word += w; used+word <= limit {
			continue
		}
		if used > 0 { // the word goes to a line of its own
			n, used = n+1, 0
		}
		if word > limit { // and where it is wider than that, on to the next
			n, word = n+1, w
		}
	}
	return n
}

// regular and heavy are the widths of the characters from space to U+00FF in
// thousandths of the font's size: the same in Arial and in the fonts that
// stand in for it.
var regular = font{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552,
	400, 549, 333, 333, 333, 576, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
	667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
	722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
	556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556, 556, 500, 556, 500,
}

var heavy = font{
	278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
	975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
	333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
	611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552,
	400, 549, 333, 333, 333, 576, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
	722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
	722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
	556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
	611, 611, 611, 611, 611, 611, 611, 549, 611, 611, 611, 611, 611, 556, 611, 556,
}
