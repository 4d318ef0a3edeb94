package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	quartersHad  = "Plan: Ref=ref|Action=action|Original=original|Revised=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2\n"
	quarterCells = "1.1|Train|1 March 2026|1 June 2026|Begun|Half\n1.2|Recruit|2 March 2026||Planned|\n1.3|Audit|3 March 2026|3 June 2026|Listed|Ten read"
	oneAcross    = "Tab: Ref=ref|Action=action|Due=due|Progress=progress\n1.1|Train|1 June 2026|Half\n1.2|Recruit|2 March 2026|Planned\n1.3|Audit|3 June 2026|Ten read"
)

// What several columns come to waits where they are not those that were agreed, and
// is compared as ever where they are.
func TestCombinedOfOtherColumns(t *testing.T) {
	for _, c := range []struct {
		name, now string
		waits     []string // what is said of the columns that wait
	}{
		{"as it was", quartersHad + quarterCells, nil},
		{"a further quarter", "Plan: Ref=ref|Action=action|Original=original|Revised=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2|Q3=x:q3~progress.3\n" + strings.ReplaceAll(quarterCells, "\n", "|\n") + "|", nil},
		{"spelt otherwise", strings.Replace(quartersHad, "Q1=", "q1 :=", 1) + quarterCells, nil},
		{"a quarter hidden", strings.Replace(quartersHad, "~progress.1", "~progress.1-", 1) + quarterCells, []string{`progress were "Q1", "Q2" when they were agreed, and are "Q2" now; hidden: "Q1"`}},
		{"a quarter gone", "Plan: Ref=ref|Action=action|Original=original|Revised=due|Q2=x:q2~progress.2\n1.1|Train|1 March 2026|1 June 2026|Half\n1.2|Recruit|2 March 2026||\n1.3|Audit|3 March 2026|3 June 2026|Ten read", []string{`and are "Q2" now`}},
		{"headed otherwise", strings.Replace(quartersHad, "Q1=x:q1~progress.1", "Notes=x:notes", 1) + quarterCells, []string{`and are "Q2" now`}},
		{"headings exchanged", strings.Replace(quartersHad, "Q1=x:q1~progress.1|Q2=x:q2~progress.2", "Q2=x:q2~progress.2|Q1=x:q1~progress.1", 1) + quarterCells, []string{`and are "Q2", "Q1" now`}},
		{"read otherwise", strings.Replace(quartersHad, "progress.1", "progress.3", 1) + quarterCells, []string{`and are "Q1", "Q2" now`}},
		{"the original hidden", strings.Replace(quartersHad, "=original", "=original-", 1) + quarterCells, []string{`due were "Original", "Revised" when they were agreed, and are "Revised" now; hidden: "Original"`}},
		{"dates exchanged", strings.Replace(quartersHad, "Original=original|Revised=due", "Revised=due|Original=original", 1) + quarterCells, []string{`and are "Revised", "Original" now`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, mirrored := range []bool{false, true} {
				ours, theirs, now := quartersHad+quarterCells, oneAcross, []string{c.now, oneAcross}
				side := Officer
				if mirrored {
					ours, theirs, now, side = oneAcross, quartersHad+quarterCells, []string{oneAcross, c.now}, Partner
				}
				base := agreedOn(ours, theirs)
				got, s := turnOf(&base, now[0], now[1])
				if len(got.Officer)+len(got.Partner) > 0 {
					t.Errorf("edits: %v %v", got.Officer, got.Partner)
				}
				if len(s.Stops) != len(c.waits) {
					t.Fatalf("stops: %+v, want %v", s.Stops, c.waits)
				}
				for i, stop := range s.Stops {
					if stop.Kind != StopRecomposed || stop.Side != side || !strings.Contains(stop.Message, c.waits[i]) || !stop.Passable() {
						t.Errorf("stop: %+v, want %q", stop, c.waits[i])
					}
				}
				// It waits on, and goes on once the columns are as they were.
				next := s.NextBase
				if _, again := turnOf(&next, now[0], now[1]); len(again.Stops) != len(c.waits) {
					t.Errorf("the next run has the stops %+v", again.Stops)
				}
				if len(c.waits) == 0 {
					continue
				}
				if back, s := turnOf(&next, ours, theirs); len(back.Officer)+len(back.Partner)+len(back.Asks)+len(s.Stops) > 0 {
					t.Errorf("once they are back: %+v", back)
				}
				a := Align(&base, laid(Officer, now[0]), laid(Partner, now[1]))
				if c := Compare(a.Base, a.Officer, a.Partner, Agreement{Confirmed: true}); len(c.Stops) > 0 {
					t.Errorf("confirmed, and stopped: %+v", c.Stops)
				}
			}
		})
	}
}

// A ledger that knows of no such columns learns of them with what is agreed next.
func TestCombinedNotRemembered(t *testing.T) {
	base := agreedOn(quartersHad+quarterCells, oneAcross)
	base.Columns = slices.DeleteFunc(base.Columns, isComposition)
	if _, s := turnOf(&base, quartersHad+quarterCells, oneAcross); s.BaseMoved || len(s.Stops) > 0 {
		t.Errorf("the base moved, or %+v", s.Stops)
	}
	moved := strings.Replace(quarterCells, "Half", "Three of six", 1)
	got, _ := turnOf(&base, quartersHad+moved, oneAcross)
	if len(got.Partner) != 1 {
		t.Errorf("edits: %v", got.Partner)
	}
	_, s := turnOf(&base, quartersHad+moved, strings.Replace(oneAcross, "Half", "Three of six", 1))
	if !slices.ContainsFunc(s.NextBase.Columns, isComposition) {
		t.Errorf("the next base remembers %+v", s.NextBase.Columns)
	}
}

// A cell that several columns stand for is not cleared, nor set back to what an
// earlier one says, by what may be a cell that was cleared.
func TestCombinedFellBack(t *testing.T) {
	const had = "Plan: Ref=ref|Action=action|Original=original|Revised=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2|Q3=x:q3~progress.3\n"
	const cells = "1.1|Train|1 March 2026|1 June 2026|Begun|Half|\n1.2|Recruit|2 March 2026||Planned||\n1.3|Audit|3 March 2026|3 June 2026|Listed|Ten read|"
	for _, c := range []struct {
		name, was, now string
		asks, writes   int
	}{
		{"the latest cleared", "|Half|", "||", 1, 0},
		{"all cleared", "|Begun|Half|", "|||", 1, 0},
		{"the only one cleared", "|Planned||", "|||", 1, 0},
		{"an earlier one cleared", "|Begun|Half|", "||Half|", 0, 0},
		{"the latest edited", "|Half|", "|Three of six|", 0, 1},
		{"the next filled", "|Half|", "|Half|Done", 0, 1},
		{"the next filled in one without", "|Planned||", "|Planned|Two here|", 0, 1},
		{"the next filled, and the one before cleared", "|Begun|Half|", "|Begun||Done", 0, 1},
		{"the revised date cleared", "|1 June 2026|", "||", 1, 0},
		{"the revised date moved", "|1 June 2026|", "|9 June 2026|", 0, 1},
		{"the revised date given", "|2 March 2026||", "|2 March 2026|9 June 2026|", 0, 1},
		{"the only date cleared", "|2 March 2026||", "|||", 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := strings.Replace(cells, c.was, c.now, 1)
			base := agreedOn(had+cells, oneAcross)
			got, _ := turnOf(&base, had+now, oneAcross)
			if len(got.Asks) != c.asks || len(got.Partner) != c.writes || len(got.Officer) > 0 {
				t.Errorf("officers: %+v", got)
			}
			base = agreedOn(oneAcross, had+cells)
			got, _ = turnOf(&base, oneAcross, had+now)
			if len(got.Asks) != c.asks || len(got.Officer) != c.writes || len(got.Partner) > 0 {
				t.Errorf("partners: %+v", got)
			}
		})
	}
	t.Run("the latest that anybody has filled edited", func(t *testing.T) {
		early := strings.NewReplacer("|Half|", "||", "|Ten read|", "||").Replace(cells)
		theirs := strings.NewReplacer("|Half", "|Begun", "|Ten read", "|Listed").Replace(oneAcross)
		base := agreedOn(had+early, theirs)
		got, _ := turnOf(&base, had+strings.Replace(early, "Begun", "Begun in May", 1), theirs)
		if len(got.Asks) > 0 || len(got.Partner) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// A single column that is gone is asked about, whatever the other side has for it.
func TestCombinedSingleGone(t *testing.T) {
	const more = "\n\nPlan 2: Ref=ref|Action=action|Q1=x:q1~progress.1|Q2=x:q2~progress.2\n2.1|Brief|Asked|Told"
	const moreSingle = "\n\nTab 2: Ref=ref|Action=action|Progress=progress\n2.1|Brief|Told"
	moved := strings.NewReplacer("Half", "Three of six").Replace(quarterCells)
	for _, c := range []struct {
		name, was, ours, now string
		asks                 []string
	}{
		{"progress", oneAcross, quartersHad + moved, "Tab: Ref=ref|Action=action|Due=due\n1.1|Train|1 June 2026\n1.2|Recruit|2 March 2026\n1.3|Audit|3 June 2026", []string{"progress"}},
		{"due", oneAcross, quartersHad + quarterCells, "Tab: Ref=ref|Action=action|Progress=progress\n1.1|Train|Half\n1.2|Recruit|Planned\n1.3|Audit|Ten read", []string{"due"}},
		{"in one of two tables", oneAcross + moreSingle, quartersHad + moved + more, oneAcross + "\n\nTab 2: Ref=ref|Action=action\n2.1|Brief", []string{"progress"}},
		{"quarters there too", oneAcross, quartersHad + quarterCells, "Tab: Ref=ref|Action=action|Due=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2\n1.1|Train|1 June 2026|Begun|Half\n1.2|Recruit|2 March 2026|Planned|\n1.3|Audit|3 June 2026|Listed|Ten read", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			ours := quartersHad + quarterCells
			if strings.Contains(c.was, "Tab 2") {
				ours += more
			}
			base := agreedOn(ours, c.was)
			_, s := turnOf(&base, c.ours, c.now)
			var asks []string
			for _, q := range s.Open {
				if q.Kind != QuestionColumn || q.Side != Partner {
					t.Errorf("asks %+v", q)
				}
				asks = append(asks, string(q.Field))
			}
			if !slices.Equal(asks, c.asks) {
				t.Errorf("asks about %v, want %v; %v", asks, c.asks, s.Notes)
			}
			if len(s.Stops) > 0 {
				t.Errorf("stops %+v", s.Stops)
			}
			next := s.NextBase
			back, _ := turnOf(&next, ours, c.was)
			if len(back.Asks)+len(back.Officer)+len(back.Partner) > 0 && c.asks != nil {
				t.Errorf("once it is back: %+v", back)
			}
		})
	}
}

// One of several columns that is sorted, or moved up or down, without the others
// waits; edits do not.
func TestCombinedSorted(t *testing.T) {
	type row struct{ revised, q2 string }
	lay := func(rows []row) string {
		text := "Plan: Ref=ref|Action=action|Original=original|Revised=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2"
		for i, r := range rows {
			text += fmt.Sprintf("\n1.%d|Action %d|%d March 2026|%s|First %d|%s", i+1, i, i+1, r.revised, i, r.q2)
		}
		return text
	}
	across := func(rows []row) string {
		text := "Tab: Ref=ref|Action=action|Due=due|Progress=progress"
		for i, r := range rows {
			text += fmt.Sprintf("\n1.%d|Action %d|%s|%s", i+1, i, cmp.Or(r.revised, fmt.Sprintf("%d March 2026", i+1)), cmp.Or(r.q2, fmt.Sprintf("First %d", i)))
		}
		return text
	}
	rows := func(change func(rows []row)) []row {
		list := make([]row, 10)
		for i := range list {
			if i%2 == 1 {
				list[i].revised = fmt.Sprintf("%d June 2026", i+1)
			}
			if i%3 != 0 {
				list[i].q2 = fmt.Sprintf("Second %d", i)
			}
		}
		change(list)
		return list
	}
	for _, c := range []struct {
		name   string
		change func(rows []row)
		waits  bool
		writes int
	}{
		{"as it was", func([]row) {}, false, 0},
		{"the quarter sorted, blanks last", func(rows []row) {
			slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(cmp.Or(a.q2, "z"), cmp.Or(b.q2, "z")) })
			for i := range rows {
				rows[i].revised = ""
				if i%2 == 1 {
					rows[i].revised = fmt.Sprintf("%d June 2026", i+1)
				}
			}
		}, true, 0},
		{"the quarter moved down", func(rows []row) {
			for i := len(rows) - 1; i > 0; i-- {
				rows[i].q2 = rows[i-1].q2
			}
			rows[0].q2 = ""
		}, true, 0},
		{"the revised date moved down", func(rows []row) {
			for i := len(rows) - 1; i > 0; i-- {
				rows[i].revised = rows[i-1].revised
			}
			rows[0].revised = ""
		}, true, 0},
		{"three edits", func(rows []row) { rows[1].q2, rows[2].q2, rows[4].q2 = "New", "Newer", "Newest" }, false, 3},
		{"one word for all", func(rows []row) { rows[1].q2, rows[2].q2, rows[4].q2 = "Done", "Done", "Done" }, false, 3},
		{"two that say what others said", func(rows []row) { rows[1].q2, rows[2].q2 = "Second 2", "Second 1" }, false, 2},
		{"copied from one that says it still", func(rows []row) { rows[1].q2, rows[2].q2, rows[4].q2 = "Second 5", "Second 7", "Second 8" }, false, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			had, now := rows(func([]row) {}), rows(c.change)
			for _, side := range []Side{Officer, Partner} {
				ours, theirs, is, isTheirs := lay(had), across(had), lay(now), across(had)
				if side == Partner {
					ours, theirs, is, isTheirs = theirs, ours, isTheirs, is
				}
				base := agreedOn(ours, theirs)
				got, s := turnOf(&base, is, isTheirs)
				if stopped := len(s.Stops) > 0; stopped != c.waits || stopped && (s.Stops[0].Kind != StopSorted || s.Stops[0].Side != side) {
					t.Errorf("%s: stops %+v", side, s.Stops)
				}
				if len(got.Officer)+len(got.Partner) != c.writes || len(s.Open) > 0 {
					t.Errorf("%s: %+v", side, got)
				}
				next := s.NextBase
				if back, _ := turnOf(&next, ours, theirs); c.waits && len(back.Asks)+len(back.Officer)+len(back.Partner) > 0 {
					t.Errorf("%s: once it is back: %+v", side, back)
				}
			}
		})
	}
}

// A ledger that does not remember what a view was made of clears nothing either.
func TestCombinedHiddenUnremembered(t *testing.T) {
	for _, part := range []string{"=original", "~progress.1"} {
		base := agreedOn(quartersHad+quarterCells, oneAcross)
		base.Columns = slices.DeleteFunc(base.Columns, isComposition)
		got, s := turnOf(&base, strings.Replace(quartersHad, part, part+"-", 1)+quarterCells, oneAcross)
		if len(got.Officer)+len(got.Partner)+len(s.Stops) > 0 || len(s.Open) != 1 {
			t.Errorf("%s hidden: %+v, stops %+v", part, got, s.Stops)
		}
	}
}
