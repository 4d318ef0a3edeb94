package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// hidden are the characters that are not printed: control characters, marks
// that turn a text round, characters without width, and separators that some
// terminals take for the end of a line. A line break and a tab are plain.
var hidden = []*unicode.RangeTable{unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp}

func isPlain(r rune) bool {
	return r == '\n' || r == '\t' || !unicode.In(r, hidden...)
}

// plain is a text with marks in the place of what is not plain. A byte that is
// no part of a character is not plain either: to some terminals 0x9B is the
// beginning of an escape.
func plain(text []byte, marked func([]byte, rune) []byte) []byte {
	clean := 0
	for clean < len(text) && (text[clean] >= ' ' && text[clean] < 0x7F || text[clean] == '\n' || text[clean] == '\t') {
		clean++
	}
	if clean == len(text) {
		return text
	}
	made := append(make([]byte, 0, len(text)+32), text[:clean]...)
	for i := clean; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			made = append(made, fmt.Sprintf("<%02X>", text[i])...)
		case isPlain(r):
			made = append(made, text[i:i+size]...)
		default:
			made = marked(made, r)
		}
		i += size
	}
	return made
}

// Marked is a text as a Writer prints it: for who cuts a text to a length, which
// must not be that of what nobody sees.
func Marked(text string) string { return string(plain([]byte(text), mark)) }

// mark is what a person sees in the place of a character: <U+202E>.
func mark(made []byte, r rune) []byte { return fmt.Appendf(made, "<%U>", r) }

// escape is what stands in the place of a character in JSON, which means the
// character itself.
func escape(made []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
		return fmt.Appendf(made, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(made, `\u%04x`, r)
}

// unfinished is how many bytes at the end of a text begin a character that may
// be finished by what is printed next.
func unfinished(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if last := text[len(text)-n:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				return n
			}
			return 0
		}
	}
	return 0
}

// JSON prints v as every --json does: indented, < and > as they are, since it
// is read by programs and not by browsers, and what is not plain escaped, so
// that it means to a program what it meant and does nothing to a terminal.
func JSON(w io.Writer, v any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(plain(text.Bytes(), escape))
	return err
}
