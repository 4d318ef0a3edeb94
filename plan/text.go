package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes text canonical, so that two cells a reader cannot tell apart
// are the same: one newline style, no space at the end of a line or around
// the whole, every sort of space an ordinary one, nothing of no width, NFC.
// Runs of spaces inside a line are the author's and are kept. Cleaning twice
// changes nothing.
func Clean(text string) string {
	if isPlain(text) {
		return trimLines(text)
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return trimLines(norm.NFC.String(strings.Map(cleanRune, text)))
}

// isPlain says that only the ends of lines can be in need of cleaning.
func isPlain(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c >= 0x7F || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return '\n'
	case unicode.IsControl(r) || unicode.Is(noWidth, r):
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return r
}

// noWidth are the characters that show as nothing: soft hyphens, joiners,
// direction and byte order marks, the selectors that follow an emoji.
var noWidth = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00AD, Hi: 0x00AD, Stride: 1},
	{Lo: 0x200B, Hi: 0x200F, Stride: 1},
	{Lo: 0x202A, Hi: 0x202E, Stride: 1},
	{Lo: 0x2060, Hi: 0x206F, Stride: 1},
	{Lo: 0xFE00, Hi: 0xFE0F, Stride: 1},
	{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1},
}, LatinOffset: 1}

func trimLines(text string) string {
	text = strings.Trim(text, " \t\n")
	if !strings.Contains(text, " \n") && !strings.Contains(text, "\t\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// Fold is text as a list of words is searched: clean, in lower case, one
// space between words, straight quotes and plain hyphens. Folding twice
// changes nothing.
func Fold(text string) string {
	lower := norm.NFC.String(strings.ToLower(Clean(text)))
	return strings.Join(strings.Fields(strings.Map(plainMark, lower)), " ")
}

func plainMark(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u201B', '\u02BC', '`', '\u00B4':
		return '\''
	case '\u201C', '\u201D':
		return '"'
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return '-'
	}
	return r
}
