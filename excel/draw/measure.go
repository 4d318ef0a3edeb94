package draw

import (
	"strings"
	"unicode"
)

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

// pixels is how wide one line of text is, with a little slack for how
// programs round.
func pixels(text string, bold bool) float64 {
	widths := &regular
	if bold {
		widths = &heavy
	}
	units := 0
	for _, r := range text {
		units += width(widths, r)
	}
	return float64(units) * fontPixels / 1000 * slack
}

func width(widths *[224]uint16, r rune) int {
	switch {
	case r >= ' ' && r < 256:
		return int(widths[r-' '])
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

// lines counts the lines a text takes in a cell of a width, wrapped at spaces
// and, where one word is wider than the cell, inside it.
func lines(text string, room float64, bold bool) int {
	n := 0
	for {
		line, rest, more := strings.Cut(text, "\n")
		n += wrapped(line, room, bold)
		if !more {
			return n
		}
		text = rest
	}
}

func wrapped(line string, room float64, bold bool) int {
	widths := &regular
	if bold {
		widths = &heavy
	}
	limit := int(room * 1000 / fontPixels / slack)
	n, used, word := 1, 0, 0
	for _, r := range line {
		w := width(widths, r)
		if r == ' ' {
			used += word + w
			word = 0
			continue
		}
		word += w
		switch {
		case used+word <= limit:
		case word > limit && used == 0: // a word wider than the cell goes on below
			n, word = n+1, w
		default: // the word goes to a line of its own
			n, used = n+1, 0
			if word > limit {
				n, word = n+1, w
			}
		}
	}
	return n
}

// longestWord is the width of a text's widest word.
func longestWord(text string, bold bool) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(text) {
		widest = max(widest, pixels(word, bold))
	}
	return widest
}

// regular and heavy are the widths of the characters from space to U+00FF in
// thousandths of the font's size: the same in Arial and in the fonts that
// stand in for it.
var regular = [224]uint16{
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

var heavy = [224]uint16{
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
