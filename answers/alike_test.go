package answers

import (
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/reconcile"
)

// TestTellApart says what differs where two readings look alike, and adds
// nothing where a reader sees it.
func TestTellApart(t *testing.T) {
	text := func(s string) plan.Value { return plan.Value{Kind: plan.KindText, Text: s} }
	april := plan.Date{Year: 2026, Month: time.April, Day: 3}.Value()
	march := plan.Date{Year: 2026, Month: time.March, Day: 4}.Value()
	type shown struct {
		text  string
		value plan.Value
	}
	absent := shown{"(never agreed)", plan.Value{}}
	for _, tc := range []struct {
		name                         string
		base, officer, partner       shown
		wantBase, wantOfficer, wantP string
	}{
		{"dates read in two orders", absent, shown{"03/04/2026", april}, shown{"03/04/2026", march},
			"(never agreed)", "03/04/2026 (3 April 2026)", "03/04/2026 (4 March 2026)"},
		{"a date and a text", absent, shown{"3 April 2026", april}, shown{"3 april 2026", text("3 april 2026")},
			"(never agreed)", "3 April 2026 (a date)", "3 april 2026 (text)"},
		{"a number and a text", absent, shown{"1.10", plan.Value{Kind: plan.KindNumber, Text: "1.1"}}, shown{"1.10", text("1.10")},
			"(never agreed)", "1.10 (a number)", "1.10 (text)"},
		{"numbers shown alike", absent, shown{"0.3", plan.Value{Kind: plan.KindNumber, Text: "0.33"}}, shown{"0.3", plan.Value{Kind: plan.KindNumber, Text: "0.3"}},
			"(never agreed)", "0.3 (0.33)", "0.3 (0.3)"},
		{"spaces", shown{"on track", text("on track")}, shown{"on  track", text("on  track")}, shown{"off track", text("off track")},
			"on track (with 1 space and 0 line breaks)", "on  track (with 2 spaces and 0 line breaks)", "off track"},
		{"quotation marks", absent, shown{"the ‘hub’", text("the ‘hub’")}, shown{"the 'hub'", text("the 'hub'")},
			"(never agreed)", "the ‘hub’ (its quotation marks, dashes or spaces are others)", "the 'hub' (its quotation marks, dashes or spaces are others)"},
		{"capitals are seen", absent, shown{"On track", text("On track")}, shown{"on track", text("on track")},
			"(never agreed)", "On track", "on track"},
		{"the same", shown{"On track", text("On track")}, shown{"On track", text("On track")}, shown{"Delayed", text("Delayed")},
			"On track", "On track", "Delayed"},
	} {
		r := shownTexts{shownText{text: tc.base.text}, shownText{text: tc.officer.text}, shownText{text: tc.partner.text}}
		r.tellApart(reconcile.Said{Base: tc.base.value, Officer: tc.officer.value, Partner: tc.partner.value})
		if got, want := [3]string{r.base.text, r.officer.text, r.partner.text}, [3]string{tc.wantBase, tc.wantOfficer, tc.wantP}; got != want {
			t.Errorf("%s: %q, want %q", tc.name, got, want)
		}
	}
}

// TestMarked shows control and direction marks, and leaves what has no width
// and changes nothing as it is.
func TestMarked(t *testing.T) {
	for text, want := range map[string]string{
		"a\x1b[31mb": "a<U+001B>[31mb", "a\u202eb": "a<U+202E>b", "a\u2066b": "a<U+2066>b", "\x9b1m": "\ufffd1m", "\u009b1m": "<U+009B>1m",
		"a\ufffeb": "a<U+FFFE>b", "✔\ufe0f done": "✔ done", "soft\u00adhyphen": "softhyphen", "two\r\nlines\vthree": "two\nlines\nthree",
	} {
		if got := fit(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

// TestRowShowsItsAction: nobody can decide about a row by its ref.
func TestRowShowsItsAction(t *testing.T) {
	one := agreedRow("1.1", "Agree one threshold", "Head of Early Help")
	officer := planOf("Plan", storyFields, one, agreedRow("1.2", "Open a hub", "Head of Early Help"))
	partner := planOf("Sheet1", storyFields, one, agreedRow("1.2", "Open a hub", "Head of Early Help").with(plan.FieldDue, "1 May 2026"))
	open := questionsOf(t, baseOf(storyFields, one), officer, partner, reconcile.Agreement{})
	r := shownTextsOf(find(t, open, "1.2"))
	if want := "action: Open a hub\ndue: 31 March 2026"; r.officer.text != want {
		t.Errorf("officers say %q, want %q", r.officer.text, want)
	}
	if want := "action: Open a hub\ndue: 1 May 2026"; r.partner.text != want {
		t.Errorf("partners say %q, want %q", r.partner.text, want)
	}
}
