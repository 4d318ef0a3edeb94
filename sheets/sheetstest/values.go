package sheetstest

import (
	"math"
	"strconv"
	"strings"
)

type valueKind uint8

const (
	none valueKind = iota
	number
	str
	boolean
	formula
	failure // an error value: text is its type, such as N_A
)

// value is what a cell was given, or shows.
type value struct {
	kind valueKind
	num  float64
	text string
	yes  bool
	why  string // what an error value says of itself, if anything
}

func numberValue(n float64) value { return value{kind: number, num: n} }
func textValue(s string) value    { return value{kind: str, text: s} }

// valueOf reads a JSON scalar as RAW input does: nothing is parsed.
func valueOf(v any) (value, bool) {
	switch v := v.(type) {
	case string:
		if v == "" {
			return value{}, true
		}
		return textValue(v), true
	case float64:
		return numberValue(v), true
	case int:
		return numberValue(float64(v)), true
	case bool:
		return value{kind: boolean, yes: v}, true
	case nil:
		return value{}, true
	}
	return value{}, false
}

// extended writes a value as an ExtendedValue; nil for none.
func (v value) extended() object {
	switch v.kind {
	case number:
		return object{"numberValue": v.num}
	case str:
		return object{"stringValue": v.text}
	case boolean:
		return object{"boolValue": v.yes}
	case formula:
		return object{"formulaValue": v.text}
	case failure:
		o := object{"type": v.text}
		if v.why != "" {
			o["message"] = v.why
		}
		return object{"errorValue": o}
	}
	return nil
}

// errorMarks are the ways error values show.
var errorMarks = map[string]string{
	"ERROR": "#ERROR!", "NULL_VALUE": "#NULL!", "DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!",
	"REF": "#REF!", "NAME": "#NAME?", "NUM": "#NUM!", "N_A": "#N/A", "LOADING": "Loading...",
}

// readExtended reads an ExtendedValue of a request.
func readExtended(o object) (value, *refusal) {
	if len(o) == 0 {
		return value{}, nil
	}
	if len(o) > 1 {
		return value{}, invalid("More than one value is set: %s", quoteJSON(o))
	}
	switch {
	case has(o, "numberValue"):
		return numberValue(o["numberValue"].(float64)), nil
	case has(o, "boolValue"):
		return value{kind: boolean, yes: truth(o, "boolValue")}, nil
	case has(o, "formulaValue"):
		if !strings.HasPrefix(text(o, "formulaValue"), "=") {
			return value{}, notModelled("a formulaValue that does not begin with =")
		}
		return value{kind: formula, text: text(o, "formulaValue")}, nil
	case has(o, "stringValue"):
		if bad := tooLong(text(o, "stringValue")); bad != nil {
			return value{}, bad
		}
		v, _ := valueOf(text(o, "stringValue"))
		return v, nil
	}
	return value{}, invalid("errorValue is read only")
}

// longest is how many characters a cell holds.
const longest = 50000

func tooLong(s string) *refusal {
	if utf16Length(s) > longest {
		return invalid("Your input contains more than the maximum of %d characters in a single cell.", longest)
	}
	return nil
}

// utf16Length counts characters as a browser does.
func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}

// shown is what a cell's value is: a formula's result, or what was entered.
func (c *cell) shown() value {
	if c.entered.kind == formula || len(c.chips) > 0 {
		return c.result
	}
	return c.entered
}

// shownAs is the format a cell's number shows in: its own, or one that its
// formula's result brings with it.
func (c *cell) shownAs() object {
	if c.auto == nil || c.entered.kind != formula || numberFormat(c.format) != nil {
		return c.format
	}
	return object{"numberFormat": c.auto}
}

// render is how values.get is asked to show values.
type render struct{ value, date string }

const (
	formattedValue   = "FORMATTED_VALUE"
	unformattedValue = "UNFORMATTED_VALUE"
	formulaText      = "FORMULA"
	formattedString  = "FORMATTED_STRING"
)

// json is a cell as values.get shows it; nil for an empty one.
func (b *workbook) json(c *cell, how render) (any, *refusal) {
	if c == nil || c.entered.kind == none {
		return nil, nil
	}
	if how.value == formulaText && c.entered.kind == formula {
		return c.entered.text, nil
	}
	v, bad := b.result(c)
	if bad != nil {
		return nil, bad
	}
	dated := v.kind == number && isDate(c.shownAs())
	if how.value == "" || how.value == formattedValue || dated && how.date == formattedString {
		return b.formatted(v, c.shownAs())
	}
	switch v.kind {
	case number:
		return v.num, nil
	case boolean:
		return v.yes, nil
	case failure:
		return errorMarks[v.text], nil
	}
	return v.text, nil
}

// result is what a cell shows; a formula whose value no fixture supplied is
// not guessed.
func (b *workbook) result(c *cell) (value, *refusal) {
	v := c.shown()
	if c.entered.kind == formula && v.kind == none {
		known, ok := b.options.Results[c.entered.text]
		if !ok {
			return value{}, notModelled("the value of %s: Options.Results does not have it", c.entered.text)
		}
		if v, ok = valueOf(known); !ok {
			return value{}, notModelled("the result %v of %s", known, c.entered.text)
		}
		v = v.orError()
	}
	return v, nil
}

// orError reads a text such as #N/A as the error value it stands for.
func (v value) orError() value {
	if v.kind == str {
		for kind, mark := range errorMarks {
			if v.text == mark {
				return value{kind: failure, text: kind}
			}
		}
	}
	return v
}

// general writes a number as a cell without a number format does: whole
// numbers in full, others to ten significant digits.
func general(n float64) (string, *refusal) {
	size := math.Abs(n)
	switch {
	case n == math.Trunc(n) && size < 1e15:
		return strconv.FormatFloat(n, 'f', -1, 64), nil
	case size >= 1e-5 && size < 1e10:
		digits := 10 - int(math.Floor(math.Log10(size))) - 1
		s := strconv.FormatFloat(n, 'f', min(digits, 15), 64)
		return strings.TrimSuffix(strings.TrimRight(s, "0"), "."), nil
	}
	return "", notModelled("how the number %v shows", n)
}
