package plan

import "testing"

var wobbling = Terms{
	Scale: []Step{
		{Name: "Off course", Kind: OffTrack, Rating: RatingRed}, {Name: "Slipping", Kind: AtRisk, Rating: RatingAmber}, {Name: "Wobbling", Kind: AtRisk, Rating: RatingAmber},
		{Name: "Amber E", Kind: EvidenceAwaited, Rating: RatingAmber}, {Name: "Steady", Kind: OnTrack, Rating: RatingGreen},
	},
	Ratings: []RatingWord{{Words: "Paused", Rating: RatingNotStarted, Step: "Paused"}, {Fill: "D9D9D9", Rating: RatingNotStarted, Step: "Paused"}},
}

func stepped(rating, step string) Value { return Value{Kind: KindRating, Text: rating, Beside: step} }

func TestRatingName(t *testing.T) {
	for _, test := range []struct {
		value Value
		want  string
	}{
		{stepped(RatingAmber, "Wobbling"), "Wobbling"}, {RatingValue(RatingRed), "Off course"}, {RatingValue(RatingGreen), "Steady"},
		{RatingValue(RatingAmber), RatingAmber},                              // which of the two is meant, nobody says
		{RatingValue(RatingBlue), RatingBlue},                                // no step is of its kind
		{stepped(RatingAmber, "Gone from the scale"), "Gone from the scale"}, // as the ledger may have it
		{TextValue("Slipping"), ""}, {Blank, ""},
	} {
		if got := wobbling.RatingName(test.value); got != test.want {
			t.Errorf("%+v is called %q, want %q", test.value, got, test.want)
		}
	}
	if got := (Terms{}).RatingName(RatingValue(RatingRed)); got != RatingRed {
		t.Errorf("without a scale red is called %q", got)
	}
}

func TestWhatAColourSays(t *testing.T) {
	for _, test := range []struct {
		name      string
		v, colour Value
		want      bool
	}{
		{"the same step", stepped(RatingAmber, "Slipping"), stepped(RatingAmber, "Slipping"), true},
		{"another that counts as the same", stepped(RatingAmber, "Slipping"), stepped(RatingAmber, "Wobbling"), false},
		{"a usual colour for a step", stepped(RatingAmber, "Slipping"), RatingValue(RatingAmber), true},
		{"a usual word on the only step's colour", RatingValue(RatingRed), stepped(RatingRed, "Off course"), true},
		{"a usual word on one of two steps' colours", RatingValue(RatingAmber), stepped(RatingAmber, "Slipping"), false},
		{"another usual colour", stepped(RatingAmber, "Slipping"), RatingValue(RatingGreen), false},
		{"nothing on a colour", Blank, RatingValue(RatingRed), false},
	} {
		if got := wobbling.IsShown(test.v, test.colour); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	for v, want := range map[Value]bool{RatingValue(RatingRed): true, stepped(RatingAmber, "Slipping"): true, RatingValue(RatingNotStarted): false, stepped(RatingNotStarted, "Paused"): true, TextValue("Red"): false} {
		if got := wobbling.HasColour(v); got != want {
			t.Errorf("a colour can say %+v: %v", v, got)
		}
	}
}
