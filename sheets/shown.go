package sheets

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// What a cell will show is said before it is written. A text shows as it is; a
// date or a number shows in the format that its cell then has:
//
//	1 February 2027 into a cell of dd/mm/yyyy    01/02/2027
//	1 February 2027 into one of d mmm yy         1 Feb 27
//	75 into one of 0%                            75%
//
// Google Sheets knows more formats than are read here. By those a date is said
// in full, and a number in its shortest form: never in somebody else's words.

// willShow is how a cell will be shown once w is written into it. A rating that
// is a colour, and what is put back as it stood, are said in their words.
func (s *staging) willShow(w writing, e plan.Edit, cell *api.CellData) string {
	now := e.Now
	_, back := s.Work.Exact[e.Was.Cell]
	switch {
	case back, w.value == nil:
		return now.Written()
	case w.value.StringValue != nil:
		return *w.value.StringValue
	case w.value.NumberValue == nil:
		return textOf(w.value)
	}
	format := w.looks.number
	if format == nil && cell.EffectiveFormat != nil {
		format = cell.EffectiveFormat.NumberFormat
	}
	if format == nil {
		format = &api.NumberFormat{}
	}
	if date, ok := now.Value.Date(); ok {
		if shown, ok := s.sheet.locale().day(date, format.Pattern); ok {
			return shown
		}
		return now.Value.Long()
	}
	if shown, ok := inFigures(*w.value.NumberValue, format); ok {
		return shown
	}
	return now.Value.Text
}

// datePart is one part of a pattern of dates: a run of one letter, words that
// stand for themselves, or a mark between parts.
var datePart = regexp.MustCompile(`^(?:[yY]+|[mM]+|[dD]+|"([^"]*)"|\\(.)|([ /.,\-]))`)

// dayLayouts are the parts of a date in the words of package time.
var dayLayouts = map[string]string{
	"yyyy": "2006", "yy": "06", "y": "06", "mmmm": "January", "mmm": "Jan", "mm": "01", "m": "1",
	"dddd": "Monday", "ddd": "Mon", "dd": "02", "d": "2",
}

// day is a date as a pattern shows it. It is not known for a pattern of more
// than a date, and for words in another language than English.
func (l locale) day(date plan.Date, pattern string) (shown string, known bool) {
	if pattern == "" {
		pattern = map[locale]string{"en_GB": "dd/mm/yyyy", "en_US": "m/d/yyyy"}[l]
	}
	when := time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC)
	for pattern != "" {
		part := datePart.FindStringSubmatch(pattern)
		if part == nil {
			return "", false
		}
		pattern = pattern[len(part[0]):]
		letters := strings.ToLower(part[0])
		switch layout := dayLayouts[letters]; {
		case layout != "" && len(letters) > 2 && letters[0] != 'y' && !strings.HasPrefix(string(l), "en"):
			return "", false
		case layout != "":
			shown += when.Format(layout)
		case strings.Contains("ymd", letters[:1]):
			return "", false
		default:
			shown += part[1] + part[2] + part[3]
		}
	}
	return shown, shown != ""
}

// figures is a pattern of figures that can be shown: thousands set apart or
// not, some places after the point or none, per cent or not.
var figures = regexp.MustCompile(`^(#,##)?0(?:\.(0+))?(%)?$`)

// inFigures is a number as a format shows it, where that is known.
func inFigures(n float64, format *api.NumberFormat) (shown string, known bool) {
	pattern := format.Pattern
	if pattern == "" {
		pattern = map[string]string{"PERCENT": "0.00%", "NUMBER": "#,##0.00"}[format.Type]
	}
	if pattern == "" && slices.Contains([]string{"", "TEXT", "NUMBER_FORMAT_TYPE_UNSPECIFIED"}, format.Type) {
		return strconv.FormatFloat(n, 'f', -1, 64), true
	}
	is := figures.FindStringSubmatch(pattern)
	if is == nil {
		return "", false
	}
	if is[3] != "" {
		n *= 100
	}
	shown = strconv.FormatFloat(n, 'f', len(is[2]), 64)
	whole, places, _ := strings.Cut(shown, ".")
	if sign := strings.TrimLeft(whole, "-"); is[1] != "" {
		for at := len(sign) - 3; at > 0; at -= 3 {
			sign = sign[:at] + "," + sign[at:]
		}
		whole = strings.Repeat("-", strings.Count(whole, "-")) + sign
	}
	if places != "" {
		whole += "." + places
	}
	return whole + is[3], true
}
