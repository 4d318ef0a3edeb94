package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// merging has the rows of a side whose ref stands on several be read as one ref that
// is merged down over them.
func merging(p plan.Plan, refs ...plan.Ref) plan.Plan {
	nth := map[plan.Ref]int{}
	for i := range p.Actions {
		a := &p.Actions[i]
		if slices.Contains(refs, a.Ref) {
			stem := a.Ref
			a.Ref, a.Letter = withLetter(stem, nth[stem])
			nth[stem]++
		}
	}
	return p
}

const lettersHeads = "Plan: Ref=ref|Action=action|Status=status\n"

func lettersOf(side Side, rows ...string) plan.Plan {
	return laid(side, lettersHeads+strings.Join(rows, "\n"))
}

// TestLetters pairs actions that share a ref, merged on one side or on both.
func TestLetters(t *testing.T) {
	merged := func(rows ...string) plan.Plan { return merging(lettersOf(Officer, rows...), "1.1") }
	plain := func(rows ...string) plan.Plan { return lettersOf(Partner, rows...) }
	three := []string{"1.1|Train|Open", "1.1|Recruit|Open", "1.2|Audit|Open"}
	for _, tc := range []struct {
		name              string
		agreedO, agreedP  plan.Plan
		officers, partner plan.Plan
		want              outcome
	}{
		{"the ref repeated across", merged(three...), plain(three...), merged(three...), plain("1.1|Train|Open", "1.1|Recruit|Done", "1.2|Audit|Open"), outcome{Officer: []string{"1.1 (b) status: Open > Done"}}},
		{"in another order across", merged(three...), plain("1.1|Recruit|Open", "1.1|Train|Open", "1.2|Audit|Open"), merged(three...), plain("1.1|Recruit|Done", "1.1|Train|Open", "1.2|Audit|Open"), outcome{Officer: []string{"1.1 (b) status: Open > Done"}}},
		{"merged on both", merged(three...), merged(three...), merged("1.1|Train|Done", "1.1|Recruit|Open", "1.2|Audit|Open"), merged(three...), outcome{Partner: []string{"1.1 (a) status: Open > Done"}}},
		{"exchanged since on one side", merged(three...), merged(three...), merged("1.1|Recruit|Done", "1.1|Train|Open", "1.2|Audit|Open"), merged(three...), outcome{Partner: []string{"1.1 (b) status: Open > Done"}}},
		{"one put in between since", merged(three...), plain(three...), merged("1.1|Train|Open", "1.1|Induct|Open", "1.1|Recruit|Open", "1.2|Audit|Open"), plain("1.1|Train|Open", "1.1|Recruit|Done", "1.2|Audit|Open"),
			outcome{Officer: []string{"1.1 (b) status: Open > Done"}, Open: []string{"row 1.1 (c)"}}},
		{"one reworded since", merged(three...), plain(three...), merged("1.1|Train all|Open", "1.1|Recruit|Open", "1.2|Audit|Open"), plain(three...), outcome{Partner: []string{"1.1 (a) action: Train > Train all"}}},
		{"of one text, in their order", merged("1.1|Train|Open", "1.1|Train|Open", "1.2|Audit|Open"), plain("1.1|Train|Open", "1.1|Train|Open", "1.2|Audit|Open"), merged("1.1|Train|Open", "1.1|Train|Done", "1.2|Audit|Open"), plain("1.1|Train|Open", "1.1|Train|Open", "1.2|Audit|Open"), outcome{Partner: []string{"1.1 (b) status: Open > Done"}}},
		{"refs of their own across", merged(three...), plain("1.1.1|Train|Open", "1.1.2|Recruit|Open", "1.2|Audit|Open"), merged(three...), plain("1.1.1|Train|Done", "1.1.2|Recruit|Open", "1.2|Audit|Open"), outcome{Officer: []string{"1.1.1 status: Open > Done"}}},
		{"no longer merged", merged(three...), plain(three...), lettersOf(Officer, three...), plain("1.1|Train|Open", "1.1|Recruit|Done", "1.2|Audit|Open"), outcome{Officer: []string{"1.1 (b) status: Open > Done"}}},
		{"one of them alone across", merged(three...), plain("1.1|Recruit|Open", "1.2|Audit|Open"), merged(three...), plain("1.1|Recruit|Done", "1.2|Audit|Open"), outcome{Officer: []string{"1.1 (b) status: Open > Done"}, Open: []string{"row 1.1 (a)"}}},
	} {
		_, first := aligned(nil, tc.agreedO, tc.agreedP)
		_, s := aligned(&first.NextBase, tc.officers, tc.partner)
		var got outcome
		for _, e := range s.Officer {
			got.Officer = append(got.Officer, fmt.Sprintf("%s %s: %s > %s", e.Ref, e.Field, e.Was.Value.Text, e.Now.Value.Text))
		}
		for _, e := range s.Partner {
			got.Partner = append(got.Partner, fmt.Sprintf("%s %s: %s > %s", e.Ref, e.Field, e.Was.Value.Text, e.Now.Value.Text))
		}
		for _, q := range s.Open {
			got.Open = append(got.Open, fmt.Sprintf("%s %s", q.Kind, q.Key()))
		}
		if diff := cmp.Diff(tc.want, got); diff != "" || len(s.Stops) > 0 {
			t.Errorf("%s (-want +got):\n%s%+v", tc.name, diff, s.Stops)
		}
	}
}

// TestLettersOfBefore: refs that an earlier build took for doubled, and agreed
// nothing of, come in as agreed where both sides say the same; where they do not,
// the row is asked about, and no other.
func TestLettersOfBefore(t *testing.T) {
	rows := []string{"1.1|Train|Open", "1.1|Recruit|Open", "1.2|Audit|Open"}
	before := Compare(nil, lettersOf(Officer, rows...), lettersOf(Partner, rows...), Agreement{}).Settle(nil).NextBase
	if len(before.Actions) != 1 {
		t.Fatalf("%d actions are agreed", len(before.Actions))
	}
	for _, tc := range []struct {
		theirs []string
		asks   int
	}{{rows, 0}, {[]string{"1.1|Train|Open", "1.1|Recruit|Done", "1.2|Audit|Open"}, 1}} {
		for _, partner := range []plan.Plan{lettersOf(Partner, tc.theirs...), merging(lettersOf(Partner, tc.theirs...), "1.1")} {
			_, s := aligned(&before, merging(lettersOf(Officer, rows...), "1.1"), partner)
			if len(s.Officer)+len(s.Partner)+len(s.Stops) > 0 || len(s.Open) != tc.asks || len(s.NextBase.Actions) != 3-tc.asks {
				t.Errorf("%q: it comes to %s, and %d actions are agreed", tc.theirs, brief(s), len(s.NextBase.Actions))
			}
		}
	}
}

// TestLetterNeverWritten adds an action that shares a ref to the other side: its cell
// says the ref, and the action is known there.
func TestLetterNeverWritten(t *testing.T) {
	officers := merging(lettersOf(Officer, "1.1|Train|Open", "1.1|Recruit|Open", "1.1|Induct|Open", "1.2|Audit|Open"), "1.1")
	partners := lettersOf(Partner, "1.1|Train|Open", "1.1|Recruit|Open", "1.2|Audit|Open")
	first, s := aligned(nil, officers, partners)
	if len(s.Open) != 1 || s.Open[0].Kind != QuestionRow {
		t.Fatalf("it comes to %s", brief(s))
	}
	s = Compare(nil, first.Officer, first.Partner, Agreement{}).Settle([]Decision{s.Open[0].Decide(TakeAdd, nil, "Head", "", anyDay)})
	if len(s.PartnerRows) != 1 || s.PartnerRows[0].Entry(plan.FieldRef).Value.Text != "1.1" || len(s.Officer) > 0 {
		t.Errorf("it adds %+v and writes %s", s.PartnerRows, brief(s))
	}
}

func TestUnlettered(t *testing.T) {
	for ref, want := range map[plan.Ref]string{"1.1 (b)": "1.1 b", "R4/b (aa)": "R4/b aa", "1.1": "1.1 ", "1.1 (B)": "1.1 (B) ", "1.1 (2)": "1.1 (2) ", "(a)": "(a) ", "1.1 ()": "1.1 () ", "1.1(a)": "1.1(a) "} {
		if stem, letter := unlettered(ref); string(stem)+" "+letter != want {
			t.Errorf("%s is parted into %q and %q", ref, stem, letter)
		}
	}
	for n, want := range map[int]plan.Ref{0: "1.1 (a)", 25: "1.1 (z)", 26: "1.1 (aa)", 51: "1.1 (az)", 52: "1.1 (ba)"} {
		if ref, _ := withLetter("1.1", n); ref != want {
			t.Errorf("the %d. is %s, not %s", n, ref, want)
		}
	}
}
