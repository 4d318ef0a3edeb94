package excel

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// newSection takes one section of a number format apart.
func newSection(code string) section {
	var s section
	for len(code) > 0 && s.kind != dateSection {
		code = s.take(code)
	}
	s.settle()
	return s
}

// take takes the first piece off a code.
func (s *section) take(code string) (rest string) {
	switch c := code[0]; c {
	case '"':
		text, rest, _ := strings.Cut(code[1:], `"`)
		s.add(literalToken, text)
		return rest
	case '\\':
		_, n := utf8.DecodeRuneInString(code[1:])
		s.add(literalToken, code[1:1+n])
		return code[1+n:]
	case '_', '*':
		_, n := utf8.DecodeRuneInString(code[1:])
		return code[1+n:]
	case '[':
		text, rest, found := strings.Cut(code[1:], "]")
		if found {
			s.bracket(text)
		}
		return rest
	case '0', '#', '?':
		s.add(wholeToken, code[:1])
		return code[1:]
	case '.':
		return s.point(code)
	case ',':
		s.add(literalToken, ",")
		return code[1:]
	case '%':
		s.percents++
		s.add(percentToken, "%")
		return code[1:]
	case '/':
		s.add(slashToken, "/")
		return code[1:]
	case '@':
		s.add(generalToken, "")
		return code[1:]
	}
	return s.letter(code)
}

func (s *section) add(kind tokenKind, text string) {
	s.tokens = append(s.tokens, token{kind, text})
}

// bracket reads what stands in square brackets: a condition, a currency,
// elapsed hours, or a colour, which is left out.
func (s *section) bracket(text string) {
	if c, ok := parseCondition(text); ok {
		s.condition = c
		return
	}
	if symbol, ok := strings.CutPrefix(text, "$"); ok {
		symbol, place, _ := strings.Cut(symbol, "-")
		s.add(literalToken, symbol)
		s.longForm(place)
		return
	}
	lower := strings.ToLower(text)
	if lower != "" && strings.Trim(lower, lower[:1]) == "" && strings.Contains("hms", lower[:1]) {
		s.add(elapsedToken, lower)
	}
}

// longForm knows the two places that are none: the long date and the time
// as the machine that shows them has them.
func (s *section) longForm(place string) {
	switch strings.ToUpper(place) {
	case "F800":
		*s = newSection("d mmmm yyyy")
		s.kind = dateSection
	case "F400":
		*s = newSection("hh:mm:ss")
		s.kind = dateSection
	}
}

// point reads a decimal point, or after seconds the digits of a part of one.
func (s *section) point(code string) string {
	if last := s.lastDate(); last == 's' {
		n := len(code) - len(strings.TrimLeft(code[1:], "0")) - 1
		if n > 0 {
			s.sub = min(n, 3)
			s.add(subToken, code[1:1+n])
			return code[1+n:]
		}
	}
	s.add(pointToken, ".")
	return code[1:]
}

// lastDate is the letter of the last date token, 0 where there is none.
func (s *section) lastDate() byte {
	for i := len(s.tokens) - 1; i >= 0; i-- {
		if k := s.tokens[i].kind; k == dateToken || k == elapsedToken {
			return s.tokens[i].text[0]
		}
	}
	return 0
}

// letter reads the letters that mean something outside quotes, and takes
// anything else for itself.
func (s *section) letter(code string) string {
	lower := strings.ToLower(code[:min(len(code), 8)])
	for _, word := range []struct {
		text string
		kind tokenKind
	}{{"general", generalToken}, {"am/pm", noonToken}, {"a/p", noonToken}} {
		if strings.HasPrefix(lower, word.text) {
			s.half = s.half || word.kind == noonToken
			s.add(word.kind, word.text)
			return code[len(word.text):]
		}
	}
	if (strings.HasPrefix(lower, "e+") || strings.HasPrefix(lower, "e-")) && s.has(wholeToken) {
		s.add(powerToken, lower[1:2])
		return code[2:]
	}
	if strings.IndexByte("ymdhseb", lower[0]) >= 0 {
		n := 1
		for n < len(code) && code[n]|0x20 == lower[0] {
			n++
		}
		run := strings.ToLower(code[:n])
		if lower[0] == 'e' || lower[0] == 'b' {
			run = "yyyy"
		}
		s.add(dateToken, run)
		return code[n:]
	}
	if lower[0] == 'g' { // an era's name, which the Western calendar has not
		return strings.TrimLeft(code, "gG")
	}
	_, n := utf8.DecodeRuneInString(code)
	s.add(literalToken, code[:n])
	return code[n:]
}

func (s *section) has(kind tokenKind) bool {
	for _, t := range s.tokens {
		if t.kind == kind {
			return true
		}
	}
	return false
}

// showsDay says whether the section shows a day, a month or a year.
func (s *section) showsDay() bool {
	return s.kind == dateSection && (s.shows('y') || s.shows('m') || s.shows('d'))
}

// shows says whether the section shows a part of a date or of a time, by its
// letter.
func (s *section) shows(letter byte) bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return t.kind == dateToken && t.text[0] == letter })
}

// settle works out, once all pieces are known, what each of them is for.
func (s *section) settle() {
	if s.kind == dateSection {
		return
	}
	switch {
	case s.has(dateToken) || s.has(elapsedToken) || s.has(noonToken):
		s.kind = dateSection
		s.minutes()
	case s.has(generalToken):
		s.kind = textSection
	case s.has(wholeToken):
		s.kind = numberSection
		s.digits()
	}
}

// minutes tells the m of minutes, which stand after hours or before seconds,
// from the m of months; minutes become an n.
func (s *section) minutes() {
	last := byte(0)
	minute := -1 // an m that seconds may yet make minutes
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != dateToken && t.kind != elapsedToken {
			continue
		}
		letter := t.text[0]
		s.seconds = s.seconds || letter == 's'
		switch {
		case letter == 'm' && t.kind == elapsedToken:
			letter = 'n'
		case letter == 'm' && last == 'h' && len(t.text) <= 2:
			t.text = strings.Repeat("n", len(t.text))
			letter = 'n'
		case letter == 'm' && len(t.text) <= 2:
			minute = i
		case letter == 's' && last == 'm' && minute >= 0:
			s.tokens[minute].text = strings.Repeat("n", len(s.tokens[minute].text))
		}
		last = letter
	}
}

// digits tells the digit places of a number apart.
func (s *section) digits() {
	if s.fraction() {
		return
	}
	kind := wholeToken
	last := -1 // of the places before the decimal point
	for i := range s.tokens {
		t := &s.tokens[i]
		switch t.kind {
		case pointToken:
			if kind == wholeToken {
				kind = placeToken
			} else {
				t.kind = literalToken
			}
		case powerToken:
			s.kind, kind = scientificSection, powerDigitToken
		case slashToken:
			t.kind = literalToken
		case wholeToken:
			t.kind = kind
			switch kind {
			case wholeToken:
				s.wholes++
				last = i
			case placeToken:
				s.places++
			default:
				s.powers++
			}
		}
	}
	s.commas(last)
}

// commas reads the commas of a number: between places they group digits by
// threes, after the last place each divides by a thousand.
func (s *section) commas(lastWhole int) {
	kept := s.tokens[:0]
	seen, follows := false, false // a place has been met; nothing but commas since
	for i, t := range s.tokens {
		if t.kind != literalToken || t.text != "," {
			follows = t.kind == wholeToken || t.kind == placeToken
			seen = seen || follows
			kept = append(kept, t)
			continue
		}
		switch {
		case seen && i < lastWhole:
			s.thousands = true
		case follows:
			s.scale++
		default:
			kept = append(kept, t)
		}
	}
	s.tokens = kept
}

// fraction reads # ??/??, and says whether the section is one.
func (s *section) fraction() bool {
	slash := -1
	for i, t := range s.tokens {
		if t.kind == slashToken {
			slash = i
			break
		}
	}
	if slash < 1 || slash+1 >= len(s.tokens) || s.tokens[slash-1].kind != wholeToken {
		return false
	}
	for i := slash - 1; i >= 0 && s.tokens[i].kind == wholeToken; i-- {
		s.tokens[i].kind = numeratorToken
	}
	for i := slash + 1; i < len(s.tokens); i++ {
		t := &s.tokens[i]
		digit := t.kind == literalToken && len(t.text) == 1 && '0' <= t.text[0] && t.text[0] <= '9'
		if t.kind != wholeToken && !digit {
			break
		}
		t.kind = denominatorToken
	}
	s.kind = fractionSection
	return true
}
