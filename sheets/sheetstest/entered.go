package sheetstest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// coercion is one row of the table of what USER_ENTERED makes of a text. Only
// what recordings or Google's documents show is in it.
type coercion struct {
	form   *regexp.Regexp
	value  func(m []string) (value, bool)
	format object // the number format that comes with it; nil leaves the cell's
}

var coercions = []coercion{
	{form: regexp.MustCompile(`(?s)^'(.*)$`), value: func(m []string) (value, bool) { return textValue(m[1]), true }},
	{form: regexp.MustCompile(`(?s)^(=.+)$`), value: func(m []string) (value, bool) { return value{kind: formula, text: m[1]}, true }},
	{form: regexp.MustCompile(`^(?i)(true|false)$`), value: func(m []string) (value, bool) {
		return value{kind: boolean, yes: strings.EqualFold(m[1], "true")}, true
	}},
	{form: regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]+)?$`), value: parseNumber},
	{form: regexp.MustCompile(`^-?[0-9]{1,3}(,[0-9]{3})+$`), value: parseNumber, format: object{"type": "NUMBER", "pattern": "#,##0"}},
	{form: regexp.MustCompile(`^-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]{2}$`), value: parseNumber, format: object{"type": "NUMBER", "pattern": "#,##0.00"}},
	{form: regexp.MustCompile(`^\$[0-9]+\.[0-9]{2}$`), value: parseNumber, format: object{"type": "CURRENCY", "pattern": `"$"#,##0.00`}},
	{form: regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`), value: parseISO, format: object{"type": "DATE", "pattern": "yyyy-mm-dd"}},
}

func parseNumber(m []string) (value, bool) {
	n, err := strconv.ParseFloat(strings.NewReplacer(",", "", "$", "").Replace(m[0]), 64)
	return numberValue(n), err == nil
}

func parseISO(m []string) (value, bool) {
	day, err := time.Parse(time.DateOnly, m[0])
	return numberValue(serialOf(day)), err == nil
}

var (
	digit = regexp.MustCompile(`[0-9]`)
	// words are runs of letters in a text.
	words = regexp.MustCompile(`\pL+`)
	// meaning matches a word with which a text that has digits may be a date,
	// a time or a number.
	meaning = regexp.MustCompile(`(?i)^(e|jan.*|feb.*|mar.*|apr.*|may|june?|july?|aug.*|sept?.*|oct.*|nov.*|dec.*|mon.*|tue.*|wed.*|thu.*|fri.*|sat.*|sun.*|am|pm|a|p|st|nd|rd|th|t|z|gmt|utc|usd|eur|gbp|inf.*|nan)$`)
)

// userEntered is what a text typed into a cell becomes, and the number format
// that comes with it. Text that might be read as something and is in no
// recording is refused, loudly.
func (p *platform) userEntered(typed string, old *cell) (v value, format object, bad *refusal) {
	if typed == "" {
		return value{}, nil, nil
	}
	if old != nil && text(numberFormat(old.format), "type") == "TEXT" {
		return textValue(typed), nil, nil
	}
	for _, c := range coercions {
		if m := c.form.FindStringSubmatch(typed); m != nil {
			if v, ok := c.value(m); ok {
				return v, c.format, nil
			}
		}
	}
	signed := strings.HasPrefix(typed, "+") || strings.HasPrefix(typed, "-") // it may be read as a formula
	if !signed && (!digit.MatchString(typed) || onlyWords(typed)) {
		return textValue(typed), nil, nil
	}
	if known, ok := p.options.Entered[typed]; ok {
		if v, ok := valueOf(known); ok {
			return v, nil, nil
		}
	}
	return value{}, nil, notModelled("what USER_ENTERED makes of %q: it is in no recording", typed)
}

// onlyWords says that a text with digits is plainly text: it has an
// underscore, or a word that no date or number has.
func onlyWords(s string) bool {
	if strings.Contains(s, "_") {
		return true
	}
	for _, w := range words.FindAllString(s, -1) {
		if !meaning.MatchString(w) {
			return true
		}
	}
	return false
}
