package sheetstest

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// epoch is day 0 of serial dates.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// dateOf is the moment a serial number stands for, to the nearest
// millisecond.
func dateOf(serial float64) time.Time {
	days := math.Floor(serial)
	rest := math.Round((serial - days) * 86400e3)
	return epoch.AddDate(0, 0, int(days)).Add(time.Duration(rest) * time.Millisecond)
}

// serialOf is a day's serial number.
func serialOf(day time.Time) float64 {
	return math.Round(day.Sub(epoch).Hours() / 24)
}

func numberFormat(format object) object { return part(format, "numberFormat") }

// isDate says whether a format shows a number as a date or time.
func isDate(format object) bool {
	switch text(numberFormat(format), "type") {
	case "DATE", "TIME", "DATE_TIME":
		return true
	}
	return false
}

// defaultPatterns are what a number format without a pattern of its own
// means, by locale: those that recordings or documents show.
var defaultPatterns = map[string]map[string]string{
	"en_US": {
		"DATE": "m/d/yyyy", "TIME": "h:mm:ss am/pm", "DATE_TIME": "m/d/yyyy h:mm:ss",
		"PERCENT": "0.00%", "NUMBER": "#,##0.00", "CURRENCY": `"$"#,##0.00`, "SCIENTIFIC": "0.00E+00",
	},
	"en_GB": {
		"DATE": "dd/mm/yyyy", "TIME": "hh:mm:ss", "DATE_TIME": "dd/mm/yyyy hh:mm:ss",
		"PERCENT": "0.00%", "NUMBER": "#,##0.00", "CURRENCY": `"£"#,##0.00`, "SCIENTIFIC": "0.00E+00",
	},
}

// formatted is a value as the cell shows it.
func (b *workbook) formatted(v value, format object) (string, *refusal) {
	switch v.kind {
	case str:
		return v.text, nil
	case boolean:
		return strings.ToUpper(strconv.FormatBool(v.yes)), nil
	case failure:
		return errorMarks[v.text], nil
	case none:
		return "", nil
	}
	nf := numberFormat(format)
	kind, pattern := text(nf, "type"), text(nf, "pattern")
	if kind == "" || kind == "TEXT" || kind == "NUMBER_FORMAT_TYPE_UNSPECIFIED" {
		return general(v.num)
	}
	if pattern == "" {
		if pattern = defaultPatterns[b.locale][kind]; pattern == "" {
			return "", notModelled("%s without a pattern in locale %s", kind, b.locale)
		}
	}
	switch kind {
	case "DATE", "TIME", "DATE_TIME":
		return formatDate(v.num, pattern)
	}
	return formatNumber(v.num, pattern)
}

var dateToken = regexp.MustCompile(`(?i)^(y+|m+|d+|h+|s+|am/pm|a/p|\[h+\]|\[m+\]|\[s+\])`)

// formatDate writes a serial number by a date pattern.
func formatDate(serial float64, pattern string) (string, *refusal) {
	tokens, bad := dateTokens(pattern)
	if bad != nil {
		return "", bad
	}
	noon := false // a twelve-hour clock
	for _, t := range tokens {
		noon = noon || !t.literal && (t.text == "am/pm" || t.text == "a/p")
	}
	when := dateOf(serial)
	if !strings.Contains(strings.ToLower(pattern), "0") {
		when = when.Add(500 * time.Millisecond).Truncate(time.Second)
	}
	var out strings.Builder
	for i, t := range tokens {
		if t.literal {
			out.WriteString(t.text)
			continue
		}
		s, ok := dateField(tokens, i, when, serial, noon)
		if !ok {
			return "", notModelled("date pattern %q", pattern)
		}
		out.WriteString(s)
	}
	return out.String(), nil
}

type patternToken struct {
	text    string
	literal bool
}

func dateTokens(pattern string) ([]patternToken, *refusal) {
	var out []patternToken
	for rest := pattern; rest != ""; {
		if m := dateToken.FindString(rest); m != "" {
			out, rest = append(out, patternToken{text: strings.ToLower(m)}), rest[len(m):]
			continue
		}
		lit, after, ok := literal(rest)
		if !ok {
			return nil, notModelled("date pattern %q", pattern)
		}
		out, rest = append(out, patternToken{lit, true}), after
	}
	return out, nil
}

// literal reads one piece of a pattern that stands for itself.
func literal(s string) (lit, rest string, ok bool) {
	switch {
	case s[0] == '\\' && len(s) > 1:
		return s[1:2], s[2:], true
	case s[0] == '"':
		end := strings.IndexByte(s[1:], '"')
		if end < 0 {
			return "", "", false
		}
		return s[1 : 1+end], s[2+end:], true
	case strings.ContainsRune(" /-.,:()£$€+", firstRune(s)):
		n := len(string(firstRune(s)))
		return s[:n], s[n:], true
	}
	return "", "", false
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// dateField writes one token. An m is minutes next to hours or seconds, and
// months elsewhere.
func dateField(tokens []patternToken, i int, when time.Time, serial float64, noon bool) (string, bool) {
	token := tokens[i].text
	hour := when.Hour()
	if noon {
		hour = (hour+11)%12 + 1
	}
	layouts := map[string]string{
		"yyyy": "2006", "yy": "06", "y": "06", "dddd": "Monday", "ddd": "Mon", "dd": "02", "d": "2",
		"mmmm": "January", "mmm": "Jan", "mm": "01", "m": "1", "ss": "05", "s": "5", "am/pm": "PM",
	}
	switch {
	case (token == "m" || token == "mm") && isMinutes(tokens, i):
		return when.Format(map[string]string{"m": "4", "mm": "04"}[token]), true
	case token == "h":
		return strconv.Itoa(hour), true
	case token == "hh":
		return fmt.Sprintf("%02d", hour), true
	case token == "[h]" || token == "[hh]":
		return fmt.Sprintf("%0*d", len(token)-2, int(math.Floor(serial*24+1e-9))), true
	case token == "mmmmm":
		return when.Format("January")[:1], true
	case layouts[token] != "":
		return when.Format(layouts[token]), true
	}
	return "", false
}

func isMinutes(tokens []patternToken, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if !tokens[j].literal {
			if strings.Trim(tokens[j].text, "h[]") == "" {
				return true
			}
			break
		}
	}
	for j := i + 1; j < len(tokens); j++ {
		if !tokens[j].literal {
			return strings.Trim(tokens[j].text, "s[]") == ""
		}
	}
	return false
}

// scientific matches patterns such as 0.00E+00.
var scientific = regexp.MustCompile(`^0(\.0+)?[Ee]\+(0+)$`)

// formatScientific writes a number as a mantissa and a power of ten.
func formatScientific(n float64, places, digits int) string {
	mantissa, power, _ := strings.Cut(strconv.FormatFloat(n, 'E', places, 64), "E")
	sign, power := power[:1], strings.TrimLeft(power[1:], "0")
	for len(power) < digits {
		power = "0" + power
	}
	return mantissa + "E" + sign + power
}

var numberPattern = regexp.MustCompile(`^((?:"[^"]*"|\\.|[ £$€()+-])*)([#0,]*)(\.[0#]+)?(%)?((?:"[^"]*"|\\.|[ £$€()-])*)$`)

// formatNumber writes a number by a pattern of one section: digits, perhaps
// grouped, decimals, a per cent sign, text before and after.
func formatNumber(n float64, pattern string) (string, *refusal) {
	if m := scientific.FindStringSubmatch(pattern); m != nil {
		return formatScientific(n, max(0, len(m[1])-1), len(m[2])), nil
	}
	m := numberPattern.FindStringSubmatch(pattern)
	if m == nil || m[2] == "" {
		return "", notModelled("number pattern %q", pattern)
	}
	if m[4] == "%" {
		n *= 100
	}
	places, least := 0, 0
	if m[3] != "" {
		places, least = len(m[3])-1, strings.Count(m[3], "0")
	}
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(roundTo(math.Abs(n), places), 'f', places, 64), ".")
	for len(decimals) > least && strings.HasSuffix(decimals, "0") {
		decimals = decimals[:len(decimals)-1]
	}
	whole = strings.TrimLeft(whole, "0")
	for len(whole) < strings.Count(m[2], "0") {
		whole = "0" + whole
	}
	if strings.Contains(m[2], ",") {
		whole = grouped(whole)
	}
	if m[3] != "" && (decimals != "" || least > 0) {
		decimals = "." + decimals
	}
	sign := ""
	if n < 0 && strings.Trim(whole+decimals, "0.,") != "" {
		sign = "-"
	}
	return sign + plainText(m[1]) + whole + decimals + m[4] + plainText(m[5]), nil
}

// roundTo rounds halves away from zero, as a person would, where floating
// point has 1.005 a shade below its half.
func roundTo(n float64, places int) float64 {
	scale := math.Pow10(places)
	return math.Round(n*scale*(1+1e-15)) / scale
}

func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// plainText is the text of a pattern's edge without its quotes.
func plainText(s string) string {
	var out strings.Builder
	for s != "" {
		lit, rest, ok := literal(s)
		if !ok {
			return out.String() + s
		}
		out.WriteString(lit)
		s = rest
	}
	return out.String()
}

// shortFloat is a number as the API's single precision writes it.
func shortFloat(n float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', -1, 32), 64)
	if err != nil {
		return n
	}
	return short
}

// parseDay reads a day by a layout of package time.
func parseDay(layout, s string) (time.Time, error) {
	return time.ParseInLocation(layout, strings.TrimSpace(s), time.UTC)
}
