package plan

import "testing"

func TestStatusOf(t *testing.T) {
	tests := map[string]Status{
		"": StatusOpen, "TBC": StatusOpen, "In progress": StatusOpen, "On track": StatusOpen, "Overdue": StatusOpen, "Ongoing": StatusOpen, "Delayed": StatusOpen, "Open": StatusOpen,
		"Not started": StatusNotStarted, "not yet started": StatusNotStarted, "To do": StatusNotStarted, "Yet to start": StatusNotStarted, "Not started - staffing": StatusNotStarted,
		"Complete": StatusComplete, "COMPLETED": StatusComplete, "Completed 31/3/22": StatusComplete, "Completed in March 2022": StatusComplete, "Done": StatusComplete, "Resolved": StatusComplete, "Fully complete": StatusComplete, "Complete and ongoing monitoring": StatusComplete, "100% complete": StatusComplete, "Action complete.": StatusComplete,
		"Closed": StatusClosed, "Signed off": StatusClosed, "Signed-off": StatusClosed, "Complete and closed": StatusClosed, "Completed and signed off by board": StatusClosed, "Closed March 2022": StatusClosed,
		"Cancelled": StatusCancelled, "Canceled": StatusCancelled, "Withdrawn": StatusCancelled, "Superseded by 4.2": StatusCancelled, "Merged with 4.2": StatusCancelled, "No longer required": StatusCancelled, "Closed - superseded by 4.2": StatusCancelled, "Complete (merged into 4.2)": StatusCancelled,
		"Finalised": StatusComplete, "Completed late": StatusComplete, "Completed early": StatusComplete, "100%": StatusComplete, "Completed on 31 March 2026": StatusComplete, "Met": StatusComplete, "Complete see minutes": StatusComplete,
		"Complete - awaiting sign-off": StatusOpen, "Complete in part": StatusOpen, "Completed (in part)": StatusOpen, "Partly complete": StatusOpen, "Reopened": StatusOpen, "Closed, reopened May": StatusOpen, "Completed subject to sign off": StatusOpen, "Complete by 31 March": StatusOpen, "Complete by 31/03/2027": StatusOpen,
		"Phase 1 complete": StatusOpen, "Stage 2 complete": StatusOpen, "Complete, sign-off pending": StatusOpen, "Not yet complete": StatusOpen, "Substantially complete": StatusOpen, "Deferred": StatusOpen,
		"Not delivered": StatusCancelled, "Moved to 3.1": StatusCancelled, "Transferred to health": StatusCancelled, "Withdrawn, not needed": StatusCancelled,
		"Complete (1 of 3)": StatusOpen, "Complete in 2 of 4 teams": StatusOpen, "Complete (3 of 3)": StatusComplete, "Complete (part of phase one)": StatusOpen, "Completed - needs re-audit": StatusOpen, "Closed - not achieved": StatusCancelled, "Closed: not met": StatusCancelled, "Not achieved": StatusOpen,
		"Not complete": StatusOpen, "Incomplete": StatusOpen, "Nearly complete": StatusOpen, "Partially complete": StatusOpen, "50% complete": StatusOpen, "Complete?": StatusOpen, "To be completed": StatusOpen, "Completed except training": StatusOpen, "Complete phase 1": StatusOpen, "Done nothing": StatusOpen, "Not cancelled": StatusOpen, "In progress - not complete": StatusOpen, "In progress: phase 1 complete": StatusOpen,
	}
	for text, want := range tests {
		if got := StatusOf(TextValue(text)); got != want {
			t.Errorf("StatusOf(%q) = %q; want %q", text, got, want)
		}
	}
	others := map[Value]Status{
		RatingValue(RatingBlue): StatusComplete, RatingValue(RatingNotStarted): StatusNotStarted, RatingValue(RatingGreen): StatusOpen,
		BooleanValue(true): StatusComplete, BooleanValue(false): StatusOpen, {}: StatusOpen, NumberValue("100"): StatusOpen,
	}
	for v, want := range others {
		if got := StatusOf(v); got != want {
			t.Errorf("StatusOf(%v) = %q; want %q", v, got, want)
		}
	}
}

// TestStatusKnown: a word that only the council knows is said to be unknown, and
// its settings make it known.
func TestStatusKnown(t *testing.T) {
	own := []StatusWord{{"Embedded", StatusComplete}, {"with  legal", StatusOpen}, {"Gone", StatusCancelled}, {"Not applicable", StatusCancelled}, {"TBA", StatusNotStarted}, {"-", StatusNotStarted}}
	for text, want := range map[string]struct {
		status  Status
		known   bool
		settled bool // by the settings
	}{
		"Embedded": {StatusComplete, false, true}, "EMBEDDED since May 2026": {StatusOpen, false, false}, "Embedded - see 4.2": {StatusComplete, false, true}, "With Legal": {StatusOpen, false, true}, "Gone": {StatusCancelled, false, true},
		"BAU": {StatusOpen, false, false}, "Monitoring": {StatusOpen, false, false}, "Complete?": {StatusOpen, false, false},
		"N/A": {StatusCancelled, false, true}, "n/a": {StatusCancelled, false, true}, "Not applicable": {StatusCancelled, false, true}, "(NA)": {StatusCancelled, false, true}, "Not applicable yet": {StatusOpen, true, true},
		"No longer applicable": {StatusCancelled, true, true}, "To be agreed": {StatusNotStarted, true, true}, "-": {StatusNotStarted, true, true}, "--": {StatusNotStarted, true, true}, "??": {StatusOpen, true, true},
		"In progress": {StatusOpen, true, true}, "Complete": {StatusComplete, true, true}, "Partially embedded": {StatusOpen, true, true}, "": {StatusOpen, true, true}, "TBC": {StatusOpen, true, true}, "?": {StatusOpen, true, true}, "75%": {StatusOpen, true, true},
	} {
		if _, known := ReadStatus(TextValue(text), nil); known != want.known {
			t.Errorf("%q: known %t, want %t", text, known, want.known)
		}
		if status, known := ReadStatus(TextValue(text), own); status != want.status || known != want.settled {
			t.Errorf("%q with settings: %q, known %t; want %q, %t", text, status, known, want.status, want.settled)
		}
	}
}

func TestActionStatus(t *testing.T) {
	closed := Date{2022, 3, 31}.Value()
	tests := []struct {
		name                string
		status, closed, rag Value
		want                Status
	}{
		{"the status column decides", TextValue("In progress"), closed, RatingValue(RatingBlue), StatusOpen},
		{"a blank status leaves it to the closing date", Blank, closed, Value{}, StatusClosed},
		{"a placeholder is no status", TextValue("TBC"), closed, Value{}, StatusClosed},
		{"no status column, rated blue", Value{}, Blank, RatingValue(RatingBlue), StatusComplete},
		{"no status column, rated green", Value{}, Blank, RatingValue(RatingGreen), StatusOpen},
		{"no status column, rated not started", Value{}, Value{}, RatingValue(RatingNotStarted), StatusNotStarted},
		{"a closing date that is none", Value{}, TextValue("soon"), Value{}, StatusOpen},
		{"nothing said", Value{}, Value{}, Value{}, StatusOpen},
	}
	for _, tt := range tests {
		a := Action{Entries: EntriesOf(map[Field]Entry{FieldStatus: {Value: tt.status}, FieldClosed: {Value: tt.closed}, FieldRAG: {Value: tt.rag}})}
		if got := a.Status(); got != tt.want {
			t.Errorf("%s: %q; want %q", tt.name, got, tt.want)
		}
	}
	for s, want := range map[Status][2]bool{
		StatusOpen: {true, false}, StatusNotStarted: {true, false}, StatusComplete: {false, true}, StatusClosed: {false, true}, StatusCancelled: {false, false},
	} {
		if s.IsOpen() != want[0] || s.IsDone() != want[1] {
			t.Errorf("%q: open %v, done %v; want %v", s, s.IsOpen(), s.IsDone(), want)
		}
	}
}

// TestStatusNotApplicable: it may say that nothing is to be done, or that nothing is
// said. What else the row says goes on counting, and without that it is not known.
func TestStatusNotApplicable(t *testing.T) {
	closed, withdrawn := Date{2022, 3, 31}.Value(), []StatusWord{{"n/a", StatusCancelled}}
	for name, tt := range map[string]struct {
		status      string
		closed, rag Value
		words       []StatusWord
		want        Status
		unknown     bool
	}{
		"alone":                       {"N/A", Blank, Value{}, nil, StatusOpen, true},
		"in full":                     {"Not applicable", Blank, Value{}, nil, StatusOpen, true},
		"rated green":                 {"N/A", Blank, RatingValue(RatingGreen), nil, StatusOpen, true},
		"with a closing date":         {"N/A", closed, Value{}, nil, StatusClosed, false},
		"rated blue":                  {"N/A", Blank, RatingValue(RatingBlue), nil, StatusComplete, false},
		"the settings say":            {"Not applicable", Blank, Value{}, withdrawn, StatusCancelled, false},
		"the settings say, and close": {"N/A", closed, Value{}, withdrawn, StatusCancelled, false},
		"not known yet":               {"TBC", Blank, Value{}, withdrawn, StatusOpen, false},
		"a dash":                      {"-", closed, Value{}, withdrawn, StatusClosed, false},
	} {
		p := Plan{Terms: Terms{Statuses: tt.words}, Actions: []Action{{Entries: EntriesOf(map[Field]Entry{FieldStatus: {Value: TextValue(tt.status), Typed: tt.status}, FieldClosed: {Value: tt.closed}, FieldRAG: {Value: tt.rag}})}}}
		a := p.View().Actions[0]
		word, unknown := a.Entry(FieldStatus).UnknownWord()
		if a.Status() != tt.want || unknown != tt.unknown || unknown && word != tt.status {
			t.Errorf("%s: %s, unknown %t (%q); want %s, %t", name, a.Status(), unknown, word, tt.want, tt.unknown)
		}
	}
}

func TestStatusAsked(t *testing.T) {
	for heading, asks := range map[string]bool{"Completed?": true, "Done": true, "Closed (Y/N)": true, "Complete - Yes/No": true, "Has the action been completed?": true, "Status": false, "Date completed": false, "Closed by": false, "% complete": true, "Percent complete": false, "Work completed to date": false, "": false, "Y/N": false} {
		if AsksDone(heading) != asks {
			t.Errorf("%q asks whether it is done: %t, want %t", heading, !asks, asks)
		}
	}
	asked := StatusTerms{Asks: true}
	for text, want := range map[string]struct {
		status Status
		known  bool
	}{
		"Yes": {StatusComplete, true}, "y": {StatusComplete, true}, "✓": {StatusComplete, true}, "✔ May": {StatusComplete, true}, "☑": {StatusComplete, true}, "✅": {StatusComplete, true},
		"No": {StatusOpen, true}, "n": {StatusOpen, true}, "✘": {StatusOpen, true}, "☐": {StatusOpen, true}, "Not yet": {StatusOpen, true}, "Yes, partially": {StatusOpen, true},
		"x": {StatusOpen, false}, "Perhaps": {StatusOpen, false}, "Closed": {StatusClosed, true}, "Superseded": {StatusCancelled, true},
	} {
		if status, known := asked.Read(TextValue(text)); status != want.status || known != want.known {
			t.Errorf("%q is %s, known %t; want %s, %t", text, status, known, want.status, want.known)
		}
	}
	for text, want := range map[string]Status{"1": StatusComplete, "0": StatusOpen, "7": StatusOpen} {
		if status, known := asked.Read(NumberValue(text)); status != want || known != (text != "7") {
			t.Errorf("%s is %s, known %t", text, status, known)
		}
	}
	if _, known := (StatusTerms{}).Read(TextValue("Yes")); known {
		t.Error("a yes answers a heading that asks nothing")
	}
	for _, text := range []string{"Stage 3", "Phase II", "stage"} {
		if status, known := StatusOf(TextValue(text)), false; status != StatusOpen || known {
			t.Errorf("%q is %s", text, status)
		}
		if _, known := ReadStatus(TextValue(text), nil); known {
			t.Errorf("%q is known", text)
		}
	}
}

func TestOpensWithStatus(t *testing.T) {
	for text, want := range map[string]Status{
		"Completed 12/3": StatusComplete, "Completed. All forty staff were trained.": StatusComplete, "In progress – training booked": StatusOpen, "Complete\nSee minutes": StatusComplete,
		"Not started": StatusNotStarted, "Closed: superseded": StatusClosed, "Completed in part": StatusOpen, "Done by the team in March": StatusComplete, "Withdrawn - see 2.1": StatusCancelled, "COMPLETE": StatusComplete,
	} {
		if s, opens := OpensWithStatus(text); !opens || s != want {
			t.Errorf("%q opens with %t %s, want %s", text, opens, s, want)
		}
	}
	for _, text := range []string{"Completed audits show a better picture", "Met with the schools", "Training not yet booked", "No further work", "The work is completed", "", "12/3", "Closed the old hub", "Complete?"} {
		if s, opens := OpensWithStatus(text); opens {
			t.Errorf("%q opens with %s", text, s)
		}
	}
}
