package plan

import "testing"

func TestUnmarkedOf(t *testing.T) {
	for _, c := range []struct {
		name    string
		numbers []string
		how     Unmarked
		proved  bool
	}{
		{"days, months and years", []string{"201021", "51121", "101121", "301021", "21121"}, dayFirst, true},
		{"with their noughts", []string{"010526", "280526", "040626"}, dayFirst, true},
		{"either way round", []string{"101021", "110921", "101121"}, dayFirst, false},
		{"months first", []string{"102021", "110521", "113021"}, monthFirst, true},
		{"one of eleven mistyped", []string{"201021", "251121", "101121", "301021", "211121", "111121", "301121", "201121", "251121", "251221", "321021"}, dayFirst, true},
		{"one of three mistyped", []string{"201021", "321121", "101121"}, "", false},
		{"days that a spreadsheet counts", []string{"46112", "46143", "46173", "201021"}, "", false},
		{"half of them counted", []string{"51121", "41121", "201021", "211021"}, "", false},
		{"years far apart", []string{"201001", "201021", "201031"}, "", false},
		{"figures of money", []string{"250000", "120500", "150000"}, "", false},
		{"two alone", []string{"201021", "251121"}, "", false},
		{"years and months", []string{"202110", "202111", "202112"}, "", false},
		{"years first", []string{"211020", "211125", "221213", "230105"}, "", false},
		{"none", nil, "", false},
	} {
		if how, proved := UnmarkedOf(c.numbers); how != c.how || proved != c.proved {
			t.Errorf("%s: %q, proved %t; want %q, %t", c.name, how, proved, c.how, c.proved)
		}
	}
	for number, want := range map[string]string{"201021": "2021-10-20", "51121": "2021-11-05", "321021": "", "5112": "", "2010211": "", "5.112": "", "20/10/21": "", "": ""} {
		if d, ok := dayFirst.Read(number); d.String() != want && ok || ok != (want != "") {
			t.Errorf("%q is %s, %t; want %q", number, d, ok, want)
		}
	}
	if _, ok := Unmarked("").Read("201021"); ok {
		t.Error("read where nothing is known of the column")
	}
}
