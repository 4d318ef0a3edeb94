package ooxml

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendText appends text as XML means it: entities resolved, and every line
// break one newline. Characters that XML forbids are damage.
func AppendText(to, raw []byte) ([]byte, error) {
	for len(raw) > 0 {
		n := plainLength(raw)
		to = append(to, raw[:n]...)
		if raw = raw[n:]; len(raw) == 0 {
			break
		}
		var err error
		if to, raw, err = appendSpecial(to, raw); err != nil {
			return to, err
		}
	}
	return to, nil
}

const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// plainLength is how many of the first bytes stand for themselves: neither a
// control character, nor &, nor the start of anything longer than a byte.
func plainLength(raw []byte) int {
	i := 0
	for ; i+8 <= len(raw); i += 8 {
		word := binary.LittleEndian.Uint64(raw[i:])
		amp := word ^ eachByte*'&'
		control := (word - eachByte*0x20) & ^word
		if (word|control|(amp-eachByte)&^amp)&topBits != 0 {
			break
		}
	}
	for i < len(raw) && raw[i] >= 0x20 && raw[i] < utf8.RuneSelf && raw[i] != '&' {
		i++
	}
	return i
}

// appendSpecial appends one character that does not stand for itself.
func appendSpecial(to, raw []byte) (text, rest []byte, err error) {
	switch c := raw[0]; {
	case c == '&':
		return appendEntity(to, raw)
	case c == '\r':
		if len(raw) > 1 && raw[1] == '\n' {
			raw = raw[1:]
		}
		return append(to, '\n'), raw[1:], nil
	case c == '\n' || c == '\t':
		return append(to, c), raw[1:], nil
	case c < 0x20:
		return to, raw, refuse(ErrDamaged, "a control character (%#02x) in text", c)
	}
	r, n := utf8.DecodeRune(raw)
	if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
		return to, raw, refuse(ErrDamaged, "text that is not UTF-8")
	}
	return append(to, raw[:n]...), raw[n:], nil
}

// appendEntity resolves XML's five entities and characters given by number.
// Any other entity could only be one that the file defines itself.
func appendEntity(to, raw []byte) (text, rest []byte, err error) {
	const longest = len("&#x0010FFFF;")
	end := bytes.IndexByte(raw[:min(len(raw), longest)], ';')
	if end < 0 {
		return to, raw, refuse(ErrDamaged, "an & that starts no entity")
	}
	name, rest := raw[1:end], raw[end+1:]
	switch string(name) {
	case "amp":
		return append(to, '&'), rest, nil
	case "lt":
		return append(to, '<'), rest, nil
	case "gt":
		return append(to, '>'), rest, nil
	case "quot":
		return append(to, '"'), rest, nil
	case "apos":
		return append(to, '\''), rest, nil
	}
	r, ok := numbered(name)
	if !ok {
		return to, raw, refuse(ErrEntities, "the entity &%s; which is none of XML's own", clip(name))
	}
	return utf8.AppendRune(to, r), rest, nil
}

// numbered reads #13 and #x0D.
func numbered(name []byte) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, false
	}
	r := rune(n)
	legal := r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r != 0xFFFE && r != 0xFFFF
	return r, legal && utf8.ValidRune(r)
}

// appendToken appends a text token's characters.
func appendToken(to []byte, t *Token) ([]byte, error) {
	if !t.CDATA {
		return AppendText(to, t.Raw)
	}
	for _, c := range t.Raw {
		if c < 0x20 && !isSpace(c) {
			return to, refuse(ErrDamaged, "a control character (%#02x) in text", c)
		}
	}
	if !utf8.Valid(t.Raw) {
		return to, refuse(ErrDamaged, "text that is not UTF-8")
	}
	return append(to, t.Raw...), nil
}

// unescape undoes _x000D_ and its like in place: the way a workbook writes
// characters that XML cannot hold, by their UTF-16 number. _x005F_ is an
// underscore that must not start such a sequence. Excel undoes these in
// shared, inline and formula text alike; a number that is half of a pair
// and stands alone is left as it is written, since it is no character.
func unescape(text []byte) []byte {
	at := bytes.Index(text, []byte("_x"))
	if at < 0 {
		return text
	}
	out := text[:at]
	for i := at; i < len(text); {
		unit, ok := escaped(text[i:])
		if !ok {
			out = append(out, text[i])
			i++
			continue
		}
		r, n := rune(unit), escapeLength
		if utf16.IsSurrogate(r) {
			low, _ := escaped(text[i+n:])
			if r = utf16.DecodeRune(r, rune(low)); r == utf8.RuneError {
				out = append(out, text[i])
				i++
				continue
			}
			n += escapeLength
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

const escapeLength = len("_x000D_")

func escaped(text []byte) (uint16, bool) {
	if len(text) < escapeLength || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	var unit uint16
	for _, c := range text[2:6] {
		digit, ok := hexDigit(c)
		if !ok {
			return 0, false
		}
		unit = unit<<4 | digit
	}
	return unit, true
}

func hexDigit(c byte) (uint16, bool) {
	switch {
	case '0' <= c && c <= '9':
		return uint16(c - '0'), true
	case 'a' <= c && c <= 'f':
		return uint16(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return uint16(c-'A') + 10, true
	}
	return 0, false
}

// utf16Reader turns UTF-16 into UTF-8.
type utf16Reader struct {
	src       io.Reader
	bigEndian bool
	first     bool // nothing has been read yet: a byte order mark may come
	in        []byte
	out       []byte
	high      rune // the first half of a pair whose second is still to come
	err       error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 && u.err == nil {
		u.more()
	}
	if len(u.out) == 0 {
		return 0, u.err
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) more() {
	var chunk [4096]byte
	n, err := u.src.Read(chunk[:])
	u.in = append(u.in, chunk[:n]...)
	u.out = u.out[:0]
	for len(u.in) >= 2 {
		unit := rune(u.in[0]) | rune(u.in[1])<<8
		if u.bigEndian {
			unit = rune(u.in[1]) | rune(u.in[0])<<8
		}
		u.in = u.in[2:]
		u.put(unit)
	}
	if errors.Is(err, io.EOF) && (len(u.in) > 0 || u.high != 0) {
		err = refuse(ErrDamaged, "text that is not UTF-16")
	}
	if u.err == nil {
		u.err = err
	}
}

func (u *utf16Reader) put(unit rune) {
	defer func() { u.first = false }()
	switch {
	case u.high != 0:
		r := utf16.DecodeRune(u.high, unit)
		u.high = 0
		if r == utf8.RuneError {
			u.err = refuse(ErrDamaged, "text that is not UTF-16")
			return
		}
		u.out = utf8.AppendRune(u.out, r)
	case utf16.IsSurrogate(unit):
		u.high = unit
	case unit == 0xFEFF && u.first:
	default:
		u.out = utf8.AppendRune(u.out, unit)
	}
}
