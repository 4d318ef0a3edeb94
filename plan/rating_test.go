package plan

import "testing"

func TestReadRating(t *testing.T) {
	yellow := []RatingWord{{Words: "Yellow", Rating: RatingGreen}, {Words: "3", Rating: RatingRed}, {Words: "", Rating: RatingRed}, {Words: "Purple", Rating: "purple"}, {Words: "Slightly behind", Rating: RatingAmber}}
	tests := []struct {
		text  string
		extra []RatingWord
		want  string // "" where there is no rating
	}{
		{"Red", nil, "red"}, {"R", nil, "red"}, {"r", nil, "red"}, {"(R)", nil, "red"}, {" RED ", nil, "red"},
		{"A", nil, "amber"}, {"Amber", nil, "amber"}, {"Yellow", nil, "amber"}, {"ORANGE", nil, "amber"},
		{"G", nil, "green"}, {"Green", nil, "green"}, {"Green.", nil, "green"}, {"B", nil, "blue"}, {"Blue", nil, "blue"},
		{"At risk", nil, "amber"}, {"Off-track", nil, "red"}, {"Off track", nil, "red"}, {"On  Track", nil, "green"},
		{"Complete", nil, "blue"}, {"Completed", nil, "blue"}, {"Blue (complete)", nil, "blue"}, {"Blue complete", nil, "blue"},
		{"Not started", nil, "not started"}, {"Not yet started", nil, "not started"}, {"Grey", nil, "not started"},
		{"Red - overdue", nil, "red"}, {"Red – overdue", nil, "red"}, {"Red: recruitment", nil, "red"}, {"Amber (some slippage)", nil, "amber"},
		{"Green\non track", nil, "green"}, {"RAG: Green", nil, "green"}, {"RAG rating - Amber", nil, "amber"}, {"Rag Green", nil, "green"},
		{"🔴", nil, "red"}, {"🟠", nil, "amber"}, {"🟡", nil, "amber"}, {"🟢 Green", nil, "green"}, {"🔵", nil, "blue"}, {"⚪️", nil, "not started"}, {"🟢 on track", nil, "green"}, {"🟥", nil, "red"},
		{"Amber/Green", nil, ""}, {"Red to Amber", nil, ""}, {"Amber (was red)", nil, "amber"}, {"Green (was Amber)", nil, "green"}, {"Green, previously amber", nil, "green"}, {"Was green", nil, ""}, {"BRAG: Green", nil, "green"}, {"RAG = A", nil, "amber"}, {"RAG A", nil, "amber"}, {"brag - R", nil, "red"}, {"Current RAG status: Blue", nil, "blue"}, {"Raging", nil, ""}, {"Rag and bone", nil, ""}, {"Amber E", nil, ""}, {"On hold", nil, ""}, {"✅", nil, ""}, {"❌", nil, ""}, {"Red → Amber", nil, ""}, {"🔴🟢", nil, ""}, {"Green - at risk", nil, ""}, {"Red/at risk", nil, ""},
		{"BRAG", nil, ""}, {"RAG", nil, ""}, {"", nil, ""}, {"TBC", nil, ""}, {"A delay in recruitment", nil, ""}, {"a b", nil, ""},
		{"Not complete", nil, ""}, {"Incomplete", nil, ""}, {"Nearly complete", nil, ""}, {"Red kite project", nil, ""}, {"Greenfield", nil, ""}, {"Delayed", nil, ""}, {"1", nil, ""},
		{"Yellow", yellow, "green"}, {"3", yellow, "red"}, {"", yellow, ""}, {"Purple", yellow, ""}, {"slightly BEHIND", yellow, "amber"}, {"Slightly behind - staffing", yellow, "amber"}, {"Red - slightly behind", yellow, ""},
	}
	for _, tt := range tests {
		got, ok := ReadRating(tt.text, tt.extra)
		want := TextValue(tt.text)
		if tt.want != "" {
			want = RatingValue(tt.want)
		}
		if got != want || ok != (tt.want != "") {
			t.Errorf("ReadRating(%q) = %v, %v; want %v", tt.text, got, ok, want)
		}
	}
}

func TestRatingOfFill(t *testing.T) {
	tests := map[string]string{
		"FF0000": "red", "C00000": "red", "FFC7CE": "red", "ff5050": "red", "FFFF0000": "red", "#FF0000": "red", "F4CCCC": "red", "E6B8B7": "red", "9C0006": "red", "FF9999": "red",
		"FFC000": "amber", "FFEB9C": "amber", "FFFF00": "amber", "F8CBAD": "amber", "ED7D31": "amber", "FFF2CC": "amber", "F4B084": "amber", "BF8F00": "amber", "FF6600": "amber", "FF9900": "amber", "FFFF99": "amber",
		"00B050": "green", "92D050": "green", "C6EFCE": "green", "00FF00": "green", "D9EAD3": "green", "70AD47": "green", "008000": "green", "99CC00": "green", "006100": "green", "A9D08E": "green",
		"0070C0": "blue", "00B0F0": "blue", "BDD7EE": "blue", "0000FF": "blue", "4472C4": "blue", "5B9BD5": "blue", "3366FF": "blue", "002060": "blue",
		"FFFFFF": "", "000000": "", "808080": "", "BFBFBF": "", "F2F2F2": "", "D9D9D9": "", "44546A": "", "ADB9CA": "", "D6DCE4": "", "EEECE1": "",
		"DDEBF7": "", "E2EFDA": "", "FCE4D6": "", "D9E1F2": "", // rows banded in the accents' palest tints
		"7030A0": "", "FF00FF": "", "FFC0FF": "", "806000": "", "833C0B": "", "FF4500": "", "CCFF33": "green", "D4FF00": "", "00FFFF": "",
		"": "", "red": "", "FF00": "", "GGGGGG": "", "-10000": "",
	}
	for fill, want := range tests {
		got, ok := RatingOfFill(fill)
		if ok != (want != "") || ok && got != RatingValue(want) {
			t.Errorf("RatingOfFill(%q) = %v, %v; want %q", fill, got, ok, want)
		}
	}
}

// TestStepsOfAScale: a step of the council's own scale counts as one of the usual
// ratings, and keeps its name.
func TestStepsOfAScale(t *testing.T) {
	scale := []RatingWord{{Words: "Amber E", Rating: RatingAmber, Step: "Amber E"}, {Words: "AE", Rating: RatingAmber, Step: "Amber E"}, {Fill: "FFD966", Rating: RatingAmber, Step: "Amber E"}, {Words: "Amber/Green", Rating: RatingAmber}}
	for text, want := range map[string]Value{
		"amber e": {KindRating, RatingAmber, "Amber E"}, "AE": {KindRating, RatingAmber, "Amber E"}, "RAG: Amber E": {KindRating, RatingAmber, "Amber E"}, "Amber E - report due": {KindRating, RatingAmber, "Amber E"},
		"Amber": RatingValue(RatingAmber), "Amber/Green": RatingValue(RatingAmber), "Green (was Amber E)": RatingValue(RatingGreen),
	} {
		if got, ok := ReadRating(text, scale); !ok || got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
	if v, ok := ReadFill("FFFFD966", scale); !ok || v.Step() != "Amber E" {
		t.Errorf("its colour is %+v", v)
	}
	if v, ok := ReadFill("FFC000", scale); !ok || v != RatingValue(RatingAmber) {
		t.Errorf("another amber is %+v", v)
	}
	e := Entry{Value: Value{KindRating, RatingAmber, "Amber E"}}
	if e.Shown() != "Amber E" || e.Written() != "Amber E" {
		t.Errorf("shown as %q, written as %q", e.Shown(), e.Written())
	}
}
