package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// asideRun is what comes of two sides of which sheets are left out.
func asideRun(base *plan.Plan, officers, partners string, left, leftThere []plan.Left) Settlement {
	o, p := laid(Officer, officers), laid(Partner, partners)
	o.Left, p.Left = left, leftThere
	_, s := aligned(base, o, p)
	return s
}

func noted(s Settlement, words string) int {
	n := 0
	for _, note := range s.Notes {
		if strings.Contains(note.Message, words) {
			n++
		}
	}
	return n
}

// TestLeftOut leaves sheets out that were agreed: nothing is asked, stopped or
// written, and what was agreed of them stays, also in later runs.
func TestLeftOut(t *testing.T) {
	const (
		heads = ": Ref=ref|Action=action|Status=status\n"
		oct   = "Oct 26" + heads + "9.1|Close the file|Open\n9.2|Open the file|Open\n9.3|Lose the file|Done\n9.4|Find the file|Done"
		nov   = "Nov 26" + heads + "1.1|Train staff|Open\n1.2|Recruit|Open\n1.3|Audit|Open"
		more  = "Learning" + heads + "L1|Read|Open\nL2|Write|Open"
	)
	all := oct + "\n\n" + nov + "\n\n" + more
	without := nov + "\n\n" + more
	octLeft := []plan.Left{{Sheet: "Oct 26", Of: "Nov 26", Why: "an older version of Nov 26"}}
	lessons := []plan.Left{{Sheet: "Oct 26", Why: "a register of lessons"}}
	for _, tc := range []struct {
		name               string
		agreedO, agreedP   string
		officers, partners string
		left, leftThere    []plan.Left
		said               int
	}{
		{"an older version on both sides", all, all, without, without, octLeft, octLeft, 2},
		{"something else on both sides", all, all, without, without, lessons, lessons, 2},
		{"on officers' side alone", all, all, without, all, octLeft, nil, 1},
		{"on partners' side alone", all, all, all, without, nil, octLeft, 1},
		{"partners have all in one table", all, "Tab" + heads + rowsIn(all), without, "Tab" + heads + rowsIn(all), octLeft, nil, 1},
	} {
		base := agreedOn(tc.agreedO, tc.agreedP)
		if len(base.Actions) != 9 {
			t.Fatalf("%s: %d actions are agreed", tc.name, len(base.Actions))
		}
		for run := range 2 {
			s := asideRun(&base, tc.officers, tc.partners, tc.left, tc.leftThere)
			if len(s.Officer)+len(s.Partner)+len(s.Open)+len(s.Stops)+len(s.Losses)+len(s.Gone) > 0 {
				t.Errorf("%s, run %d: it comes to %s, losses %+v, gone %+v", tc.name, run, brief(s), s.Losses, s.Gone)
			}
			if len(s.NextBase.Actions) != 9 || run > 0 && s.BaseMoved {
				t.Errorf("%s, run %d: %d actions stay agreed, base moved %v", tc.name, run, len(s.NextBase.Actions), s.BaseMoved)
			}
			if n := noted(s, "Oct 26 is no longer read"); n != tc.said {
				t.Errorf("%s, run %d: it is said %d times: %+v", tc.name, run, n, s.Notes)
			}
			if got, want := len(s.Agreed.Actions), len(laid(Officer, tc.officers).Actions); got != want {
				t.Errorf("%s, run %d: the agreed plan has %d actions, and officers' %d", tc.name, run, got, want)
			}
			base = s.NextBase
		}
	}
	base := agreedOn(all, all)
	s := asideRun(&base, without, all, nil, octLeft)
	if len(s.Open) != 4 {
		t.Errorf("officers' sheet is gone and not left out, and it comes to %s %+v", brief(s), s.Notes)
	}
	if s = asideRun(&base, without, without, nil, nil); noted(s, "gone from both sides") != 1 || len(s.NextBase.Actions) != 5 {
		t.Errorf("the sheet is gone from both sides and not left out, and it comes to %s %+v", brief(s), s.Notes)
	}
}

// rowsIn are the rows of all tables of a plan.
func rowsIn(text string) string {
	var rows []string
	for table := range strings.SplitSeq(text, "\n\n") {
		_, own, _ := strings.Cut(table, "\n")
		rows = append(rows, own)
	}
	return strings.Join(rows, "\n")
}

// TestGoesOn has the plan go on in a later tab, which was not there when the one
// before was agreed: the same place, said once; an action that did not come along is
// asked about, and an edit in the later tab crosses.
func TestGoesOn(t *testing.T) {
	const heads = ": Ref=ref|Action=action|Status=status\n"
	nov := "Nov 26" + heads + "1.1|Train staff|Open\n1.2|Recruit|Open\n1.3|Audit|Open"
	dec := "Dec 26" + heads + "1.1|Train staff|Done\n1.2|Recruit|Open\n1.3|Audit|Open"
	left := []plan.Left{{Sheet: "Nov 26", Of: "Dec 26"}}
	theirs := "Tab" + heads + rowsIn(nov)
	for _, more := range []string{"", "\n\nLearning" + heads + "L1|Read|Open\nL2|Write|Open"} {
		base := agreedOn(nov+more, theirs+strings.ReplaceAll(more, "Learning", "Their learning"))
		theirsNow := theirs + strings.ReplaceAll(more, "Learning", "Their learning")
		s := asideRun(&base, dec+more, theirsNow, left, nil)
		if len(s.Partner) != 1 || len(s.Officer)+len(s.Open)+len(s.Stops)+len(s.Losses) > 0 {
			t.Errorf("it comes to %s", brief(s))
		}
		if noted(s, "has moved from") > 0 || noted(s, "goes on from the sheet Nov 26") != 1 {
			t.Errorf("it says %+v", s.Notes)
		}
		short := strings.Replace(dec, "\n1.3|Audit|Open", "", 1)
		s = asideRun(&s.NextBase, short+more, theirsNow, left, nil)
		if len(s.Open) != 1 || s.Open[0].Kind != QuestionRow {
			t.Errorf("an action that did not come along: %s", brief(s))
		}
	}
}

// TestNewMonth begins a later tab with blank cells: they clear nothing on the other
// side, in no run, what is typed there crosses, and so does what the other side edits.
func TestNewMonth(t *testing.T) {
	const heads = ": Ref=ref|Action=action|Lead=lead|Progress=progress\n"
	feb := "Feb 26" + heads + "1.1|Train staff|Ann|3 trained\n1.2|Recruit|Bea|none yet\n1.3|Audit|Cal|rooms found\n1.4|Brief|Dev|to begin"
	mar := "Mar 26" + heads + "1.1|Train staff||\n1.2|Recruit||one applied\n1.3|Audit||\n1.4|Brief|Dev|"
	one := "Mar 26" + heads + "1.1|Train staff||3 trained\n1.2|Recruit|Bea|one applied\n1.3|Audit|Cal|\n1.4|Brief|Dev|to begin"
	earlier := []plan.Left{{Sheet: "Feb 26", Of: "Mar 26", Earlier: true}}
	for _, tc := range []struct {
		name, now string
		left      []plan.Left
		cross     int // edits to partners
		said      int
	}{
		{"a new month", mar, earlier, 1, 2},
		{"one of each blank", one, earlier, 2, 1}, // the lead is cleared
		{"no earlier one beside it", one, []plan.Left{{Sheet: "Print", Of: "Mar 26"}}, 3, 0},
	} {
		theirs := "Tab" + heads + rowsIn(feb)
		base := agreedOn(feb, theirs)
		for run := range 2 {
			s := asideRun(&base, tc.now, theirs, tc.left, nil)
			want := tc.cross
			if run > 0 {
				want = 0
			}
			if len(s.Partner) != want || len(s.Officer)+len(s.Open)+len(s.Stops) > 0 || noted(s, "nothing is cleared for that") != tc.said {
				t.Errorf("%s, run %d: it comes to %s, notes %+v", tc.name, run, brief(s), s.Notes)
			}
			for _, e := range s.Partner {
				theirs = strings.Replace(theirs, e.Was.Value.Text, e.Now.Value.Text, 1)
			}
			base = s.NextBase
		}
		if tc.name != "a new month" {
			continue
		}
		s := asideRun(&base, tc.now, strings.Replace(theirs, "rooms found", "rooms booked", 1), tc.left, nil)
		if len(s.Officer) != 1 || !s.Officer[0].Was.Value.IsBlank() || len(s.Partner) > 0 {
			t.Errorf("an edit into a blank cell: %s %+v", brief(s), s.Officer)
		}
	}
}
