package word

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"unicode/utf8"
)

// plain is what the bytes between two tags say.
func plain(src []byte) string {
	if bytes.IndexByte(src, '&') < 0 && bytes.IndexByte(src, '<') < 0 {
		return string(src)
	}
	var text strings.Builder
	dec := xml.NewDecoder(bytes.NewReader(src))
	for {
		token, err := dec.RawToken()
		if err != nil {
			return text.String()
		}
		if chars, ok := token.(xml.CharData); ok {
			text.Write(chars)
		}
	}
}

// escape writes a text as XML takes it. What no document can hold is left out.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r != utf8.RuneError && r != 0xfffe && r != 0xffff:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lines are a text's lines.
func lines(text string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
}

// setAttr gives an attribute of a tag, which it has, another value. Name is as
// it is written, with its prefix.
func setAttr(tag []byte, name, value string) []byte {
	form := regexp.MustCompile(`(\s` + regexp.QuoteMeta(name) + `\s*=\s*)("[^"]*"|'[^']*')`)
	return form.ReplaceAll(tag, []byte("${1}\""+strings.ReplaceAll(escape(value), "$", "$$")+`"`))
}

// dropAttr takes an attribute out of a tag.
func dropAttr(tag []byte, name string) []byte {
	return regexp.MustCompile(`\s`+regexp.QuoteMeta(name)+`\s*=\s*("[^"]*"|'[^']*')`).ReplaceAll(tag, nil)
}
