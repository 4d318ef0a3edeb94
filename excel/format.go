package excel

import (
	"bytes"
	"strconv"
	"strings"
)

// format is how a cell shows a number: a number format, taken apart. Colours
// and the space that only lines numbers up are left out: a reader of the
// text has no use for them.
type format struct {
	sections []section
	date     bool // its first section shows a day, a month or a year
	month    bool // that shows a month and its year, and no day
	plain    bool // General
}

// general is the format of a cell that nobody has formatted.
var general = &format{plain: true}

// shortDate is the format of a date that says nothing else.
var shortDate = newFormat(14, "")

// section is what a format does with some numbers.
type section struct {
	tokens    []token
	condition condition
	kind      sectionKind
	percents  int
	thousands bool // digits are grouped by threes
	scale     int  // how often it divides by a thousand
	wholes    int  // places before the decimal point
	places    int  // and after it
	half      bool // a 12-hour clock
	seconds   bool // it shows seconds
	sub       int  // digits of a part of a second
	powers    int  // places of the power of ten
	signed    bool // a negative number still shows its sign
}

type sectionKind uint8

const (
	literalSection sectionKind = iota // words alone
	numberSection
	scientificSection
	fractionSection
	dateSection
	textSection // @, or General within words
)

// token is one piece of a section.
type token struct {
	kind tokenKind
	text string // a literal; a date's letters; what a digit place is: 0 # ?
}

type tokenKind uint8

const (
	literalToken tokenKind = iota
	wholeToken             // a digit place before the decimal point
	placeToken             // and after it
	pointToken             // the decimal point
	powerToken             // E+ or E-
	powerDigitToken
	percentToken
	slashToken     // of a fraction
	numeratorToken // digit places of a fraction
	denominatorToken
	generalToken
	dateToken // y m d h s and their like
	elapsedToken
	noonToken // AM/PM
	subToken  // .000 of a second
)

type condition struct {
	op    string
	value float64
}

// builtIn is the formats that workbooks refer to by number alone, as a
// machine set to English (United Kingdom) shows them. 27 to 36 and 50 to 58
// are dates in East Asian writing; they are shown as any other date.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0", 7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00",
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "dd-mmm-yy", 16: "dd-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm",
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	41: "#,##0;-#,##0;-", 42: "£#,##0;-£#,##0;£-", 43: "#,##0.00;-#,##0.00;-", 44: "£#,##0.00;-£#,##0.00;£-",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

// newFormat takes a number format apart: by its code, or where the workbook
// gives none by its number.
func newFormat(id int, code string) *format {
	if code == "" {
		code = builtIn[id]
		if 27 <= id && id <= 36 || 50 <= id && id <= 58 {
			code = builtIn[14]
		}
	}
	if code == "" || strings.EqualFold(code, "General") {
		return general
	}
	const longest = 1024 // characters; Excel allows 255
	if len(code) > longest {
		return general
	}
	f := &format{}
	for _, part := range splitSections(code) {
		f.sections = append(f.sections, newSection(part))
	}
	f.sign()
	f.date = f.sections[0].showsDay()
	f.month = f.date && f.sections[0].shows('m') && f.sections[0].shows('y') && !f.sections[0].shows('d') && !f.sections[0].shows('h')
	return f
}

// namesDay reports whether a date is shown with its day: one that shows a month
// alone would be taken for that month.
func (f *format) namesDay() bool { return f.date && !f.month }

// sign works out where a negative number still shows its sign: in the
// section for all numbers, but not in one that negative numbers have to
// themselves.
func (f *format) sign() {
	for i := range f.sections {
		s := &f.sections[i]
		switch s.condition.op {
		case "<", "<=":
			s.signed = s.condition.value > 0
		case "":
			s.signed = i != 1 || f.sections[0].condition.op != ""
		default:
			s.signed = true
		}
	}
}

// pick is the section for a number, nil where the format has none for it.
func (f *format) pick(n float64) *section {
	numbers := f.sections[:min(len(f.sections), 3)]
	if len(numbers) == 1 && numbers[0].condition.op == "" {
		return &numbers[0]
	}
	for i := range numbers {
		c := numbers[i].condition
		if c.op == "" {
			c = usualCondition(i, len(numbers))
		}
		if c.holds(n) {
			return &numbers[i]
		}
	}
	return nil
}

// usualCondition is what a section without one of its own is for.
func usualCondition(i, of int) condition {
	switch {
	case i == 0 && of == 2:
		return condition{">=", 0}
	case i == 0 && of > 2:
		return condition{">", 0}
	case i == 1 && of > 2:
		return condition{"<", 0}
	}
	return condition{}
}

func (c condition) holds(n float64) bool {
	switch c.op {
	case "<":
		return n < c.value
	case "<=":
		return n <= c.value
	case ">":
		return n > c.value
	case ">=":
		return n >= c.value
	case "=":
		return n == c.value
	case "<>":
		return n != c.value
	}
	return true
}

// append appends a number as the format shows it. Where the format hides
// the number, or cannot show it, it is shown in full instead: what a plan
// holds must not be missed for how it is formatted.
func (f *format) append(to []byte, n float64, e epoch) []byte {
	start := len(to)
	if !f.plain {
		if s := f.pick(n); s != nil {
			to = s.append(to, n, e)
		}
	}
	if len(bytes.TrimSpace(to[start:])) == 0 {
		return appendGeneral(to[:start], n)
	}
	return trimSpaces(to, start)
}

// trimSpaces takes off the spaces that stand for digits that are not there.
func trimSpaces(to []byte, start int) []byte {
	end := len(to)
	for end > start && to[end-1] == ' ' {
		end--
	}
	first := start
	for to[first] == ' ' {
		first++
	}
	n := copy(to[start:], to[first:end])
	return to[:start+n]
}

// splitSections cuts a code at the semicolons that are not quoted.
func splitSections(code string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*':
			i++
		case '"', '[':
			end := byte('"')
			if code[i] == '[' {
				end = ']'
			}
			if n := strings.IndexByte(code[i+1:], end); n >= 0 {
				i += n + 1
			}
		case ';':
			parts = append(parts, code[start:i])
			start = i + 1
		}
	}
	return append(parts, code[start:])
}

// parseCondition reads [>=100].
func parseCondition(text string) (condition, bool) {
	n := 0
	for n < len(text) && strings.IndexByte("<>=", text[n]) >= 0 {
		n++
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(text[n:]), 64)
	return condition{text[:n], value}, n > 0 && err == nil
}
