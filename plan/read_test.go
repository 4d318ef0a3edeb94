package plan

import "testing"

func TestTextValue(t *testing.T) {
	placeholder := func(text string) Value { return Value{Kind: KindPlaceholder, Text: text} }
	words := func(text string) Value { return Value{Kind: KindText, Text: text} }
	tests := []struct {
		text string
		want Value
	}{
		{"", Blank}, {" \u00a0\n", Blank},
		{"TBC", placeholder("tbc")}, {"tbc.", placeholder("tbc")}, {"(TBC)", placeholder("tbc")}, {"To be  confirmed", placeholder("tbc")}, {"T.B.C.", placeholder("tbc")},
		{"TBA", placeholder("tba")}, {"TBD", placeholder("tbd")}, {"N/A", placeholder("n/a")}, {"n.a.", placeholder("n/a")}, {"Not applicable", placeholder("n/a")},
		{"-", placeholder("-")}, {"–", placeholder("-")}, {"—", placeholder("-")}, {"?", placeholder("?")}, {"???", placeholder("?")},
		{"None", words("None")}, {"Nil", words("Nil")}, {"0", words("0")}, {"TBC by board", words("TBC by board")}, {".", words(".")}, {"- agreed", words("- agreed")},
		{" Text \r\nmore ", words("Text\nmore")},
	}
	for _, tt := range tests {
		if got := TextValue(tt.text); got != tt.want {
			t.Errorf("TextValue(%q) = %v; want %v", tt.text, got, tt.want)
		}
	}
}

func TestNumberValue(t *testing.T) {
	for raw, want := range map[string]Value{
		"75": {Kind: KindNumber, Text: "75"}, "0.750": {Kind: KindNumber, Text: "0.75"}, "7.5E+01": {Kind: KindNumber, Text: "75"}, "-0": {Kind: KindNumber, Text: "0"}, " 1.10 ": {Kind: KindNumber, Text: "1.1"}, "1e21": {Kind: KindNumber, Text: "1000000000000000000000"},
		"": Blank, "NaN": {Kind: KindText, Text: "NaN"}, "Inf": {Kind: KindText, Text: "Inf"}, "0x10": {Kind: KindText, Text: "0x10"}, "1_000": {Kind: KindText, Text: "1_000"}, "1e999": {Kind: KindText, Text: "1e999"}, "seven": {Kind: KindText, Text: "seven"}, "-": {Kind: KindPlaceholder, Text: "-"},
	} {
		if got := NumberValue(raw); got != want {
			t.Errorf("NumberValue(%q) = %v; want %v", raw, got, want)
		}
	}
	if n, ok := NumberValue("7.50").Number(); n != 7.5 || !ok {
		t.Errorf("Number = %v, %v; want 7.5", n, ok)
	}
	if n, ok := TextValue("7.50").Number(); ok {
		t.Errorf("text is no number, but gave %v", n)
	}
}

func TestReadPercent(t *testing.T) {
	for text, want := range map[string]string{"75%": "75", "75 %": "75", "75 per cent": "75", "75": "75", "12.50%": "12.5", "0%": "0", "100 percent": "100"} {
		if got, ok := ReadPercent(text); got != (Value{Kind: KindNumber, Text: want}) || !ok {
			t.Errorf("ReadPercent(%q) = %v, %v; want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "TBC", "half", "75% of staff", "%", "about 75%"} {
		if got, ok := ReadPercent(text); ok || got != TextValue(text) {
			t.Errorf("ReadPercent(%q) = %v, %v; want its words", text, got, ok)
		}
	}
}

// TestSpreadsheetWords takes a spreadsheet's own words for nobody's, however
// they came into the cell, and people's words for theirs.
func TestSpreadsheetWords(t *testing.T) {
	for _, text := range []string{
		"Loading...", "Loading…", " loading... ", "#REF!", "#N/A", "#n/a", "#VALUE!", "#ERROR!", "#NAME?", "#DIV/0!",
		"#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "\u00a0#REF!\u200b",
	} {
		want := ErrorValue(text)
		if got := TextValue(text); got != want || got.Kind != KindError || !got.IsBlank() {
			t.Errorf("%q is read as %v", text, got)
		}
		if got := ReadDate(text, DateHabit{}).Value; got != want {
			t.Errorf("%q is read as the date %v", text, got)
		}
		if got, ok := ReadRating(text, nil); got != want || ok {
			t.Errorf("%q is read as the rating %v", text, got)
		}
		if ref := ReadRef(text); ref != "" {
			t.Errorf("%q is read as the ref %q", text, ref)
		}
	}
	for _, text := range []string{"Loading bay", "Loading", "#REF 12", "see #REF!", "#REF! #REF!", "#1", "# N/A", "Loading... please wait"} {
		if got := TextValue(text); got.Kind != KindText || IsSpreadsheetWord(text) {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	if ErrorValue("Loading…") != ErrorValue("loading...") {
		t.Error("Loading… and loading... are two words")
	}
}

func TestBooleanAndErrorValues(t *testing.T) {
	if BooleanValue(true) != (Value{Kind: KindBoolean, Text: "true"}) || BooleanValue(false) != (Value{Kind: KindBoolean, Text: "false"}) {
		t.Error("a box is true or false")
	}
	if got := ErrorValue("#ref! "); got != (Value{Kind: KindError, Text: "#REF!"}) {
		t.Errorf("ErrorValue = %v", got)
	}
}
