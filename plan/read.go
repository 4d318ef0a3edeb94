package plan

import (
	"slices"
	"strconv"
	"strings"
)

// TextValue is what a cell of words says: blank, a placeholder, an error where
// the words are the spreadsheet's own, or its text.
func TextValue(text string) Value {
	clean := Clean(text)
	switch {
	case clean == "":
		return Blank
	case IsSpreadsheetWord(clean):
		return ErrorValue(clean)
	}
	if len(clean) <= longestPlaceholder {
		if canonical, ok := placeholders[strings.Trim(Fold(clean), "()[]. ")]; ok {
			return Value{Kind: KindPlaceholder, Text: canonical}
		}
	}
	return Value{Kind: KindText, Text: clean}
}

// placeholders are the ways of writing that something is not known yet, and
// the one each is read as. "None" and "nil" are not among them: they answer.
var placeholders = map[string]string{
	"tbc": "tbc", "t.b.c": "tbc", "tb c": "tbc", "to be confirmed": "tbc", "to confirm": "tbc", "date tbc": "tbc",
	"tba": "tba", "t.b.a": "tba", "to be agreed": "tba", "to be announced": "tba", "to be advised": "tba",
	"tbd": "tbd", "t.b.d": "tbd", "to be determined": "tbd", "to be decided": "tbd",
	"n/a": "n/a", "n.a": "n/a", "na": "n/a", "n\\a": "n/a", "not applicable": "n/a",
	"-": "-", "--": "-", "---": "-", "?": "?", "??": "?", "???": "?",
}

const longestPlaceholder = 24

// NumberValue is what a cell of a number says, from any decimal form: 75,
// 0.750, 7.5E+01. Text that is no number is read as words.
func NumberValue(raw string) Value {
	text := strings.TrimSpace(raw)
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "nNxX_") {
		return TextValue(raw)
	}
	if f == 0 {
		f = 0 // no minus sign before nought
	}
	return Value{Kind: KindNumber, Text: strconv.FormatFloat(f, 'f', -1, 64)}
}

// Number is the number a value states, and whether it states one.
func (v Value) Number() (float64, bool) {
	if v.Kind != KindNumber {
		return 0, false
	}
	f, err := strconv.ParseFloat(v.Text, 64)
	return f, err == nil
}

// ReadPercent reads how far an action has got, in hundredths: "75%", "75 per
// cent" and "75" are all 75. Anything else is read as words, and not found.
func ReadPercent(text string) (Value, bool) {
	number := Fold(text)
	for _, unit := range []string{"%", "per cent", "percent"} {
		number = strings.TrimSuffix(number, unit)
	}
	v := NumberValue(number)
	if v.Kind != KindNumber {
		return TextValue(text), false
	}
	return v, true
}

// BooleanValue is what a ticked or an empty box says.
func BooleanValue(ticked bool) Value {
	return Value{Kind: KindBoolean, Text: strconv.FormatBool(ticked)}
}

// spreadsheetWords are what Excel, Google Sheets and LibreOffice show where a
// cell is still being worked out or cannot be. They stay behind as plain text
// where such a cell is exported, or copied as values.
var spreadsheetWords = map[string]bool{
	"LOADING...": true, "#REF!": true, "#N/A": true, "#VALUE!": true, "#ERROR!": true, "#NAME?": true, "#DIV/0!": true,
	"#NUM!": true, "#NULL!": true, "#SPILL!": true, "#CALC!": true, "#GETTING_DATA": true, "#BUSY!": true, "#FIELD!": true,
	"#BLOCKED!": true, "#CONNECT!": true, "#UNKNOWN!": true, "#EXTERNAL!": true, "#PYTHON!": true, "#TIMEOUT!": true,
}

// IsSpreadsheetWord reports whether a cell's whole text is what a spreadsheet
// itself shows where it has nothing to show: Loading..., #REF!. Nobody wrote
// it. "Loading bay" and "#REF 12" are people's words.
func IsSpreadsheetWord(text string) bool {
	const longest = len("#GETTING_DATA")
	text = strings.ReplaceAll(strings.TrimSpace(text), "…", "...")
	return len(text) <= longest && spreadsheetWords[strings.ToUpper(text)]
}

// NotWorkedOut is what a cell shows whose formula no spreadsheet has worked out
// yet, as programs leave them that write formulas and no results.
const NotWorkedOut = "a formula not worked out yet"

// WorkOut is what a person does about such a cell.
const WorkOut = "open it so that it is worked out, and in Excel save it"

// Unworked is the value of such a cell: nobody knows what it says.
func Unworked() Entry {
	return Entry{Value: Value{Kind: KindError, Text: NotWorkedOut}, Typed: NotWorkedOut}
}

// What a cell of a damaged workbook shows: it points to a list of the workbook
// that does not hold what it points to, stands there twice, or has no place. Somebody
// did write there, and nobody can tell what: it is as little a blank as #REF! is.
const (
	LostText   = "a text that the workbook has lost"
	LostFormat = "a format that the workbook has lost" // a number, or a day, or a colour: who knows
	LostError  = "an error that the workbook does not name"
	LostTwice  = "a cell that the workbook holds twice, and that says two things"
	LostPlace  = "a cell whose place the workbook does not say"
)

// Losses are all of these.
var Losses = []string{LostText, LostFormat, LostError, LostTwice, LostPlace}

// Repair is what a person does about such a cell.
const Repair = "open it in Excel, which may be able to repair it, or go back to an earlier version of the file"

// IsLost reports whether a cell's whole text says that the workbook has lost what
// the cell said.
func IsLost(text string) bool { return slices.Contains(Losses, text) }

// ErrorWords says what a cell of KindError shows, within a sentence.
func (v Value) ErrorWords() string {
	if v.Text == NotWorkedOut || IsLost(v.Text) {
		return v.Text
	}
	return "an error of the spreadsheet's"
}

// ErrorValue is what a cell says that its spreadsheet could not work out: #REF!
func ErrorValue(name string) Value {
	if IsLost(name) {
		return Value{Kind: KindError, Text: name}
	}
	return Value{Kind: KindError, Text: strings.ReplaceAll(strings.ToUpper(Clean(name)), "…", "...")}
}
