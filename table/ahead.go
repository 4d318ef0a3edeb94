package table

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"actionplan/plan"
)

// # Periods that are yet to come
//
// The column of a later quarter may be there, and filled in, before its time: with
// what is forecast, or planned. It is no report:
//
//	Q1 RAG | Q2 RAG | Q3 RAG | Q4 RAG      on 14 August 2026
//	Red    | Amber  |        | Green       Amber, of the second quarter
//
// What a heading with its year says is sure. Without a year a period goes round: it is
// taken to come where it is at most half the way ahead, and quarters only where that
// holds of those that begin in January and of those that begin in April. A year whose
// last period has been is over, and all of it is reports. Where it is not sure, that
// is said, and the line of settings that says it otherwise.

// firstDay is the first day of a period of a year; of quarters in a year alone, of
// those that begin in January.
func (p period) firstDay(year, day int) plan.Date {
	month := 1
	switch {
	case p.cycle == 12:
		month = p.at + 1
		if p.split && p.at < 3 {
			year++
		}
	case p.cycle == 4:
		month = 3*p.at + 1
		if p.split {
			month += 3
		}
	case p.cycle == 3:
		month = [...]int{9, 1, 4}[p.at]
		if p.split && p.at > 0 {
			year++
		}
	case p.cycle == 53:
		day = max(7*p.at-6, 1)
	case p.split:
		month = 4
	}
	return plan.DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

// isAhead reports whether a period begins after a day: surely, or where quarters begin
// in April.
func (p period) isAhead(today plan.Date) (surely, perhaps bool) {
	if today.IsZero() {
		return false, false
	}
	ahead := func(now, most int) bool {
		steps := (p.at - now + p.cycle) % p.cycle
		return steps > 0 && steps <= most
	}
	month := int(today.Month) - 1
	switch {
	case p.named != 0:
		surely = today.Before(p.begins)
		later := plan.DateOf(time.Date(p.begins.Year, p.begins.Month+3, p.begins.Day, 0, 0, 0, 0, time.UTC))
		return surely, surely || p.cycle == 4 && !p.split && today.Before(later)
	case p.cycle == 12:
		surely = ahead(month, 6)
		return surely, surely
	case p.cycle == 4:
		fromJanuary, fromApril := ahead(month/3, 2), ahead((month/3+3)%4, 2)
		return fromJanuary && fromApril, fromApril
	case p.cycle == 3:
		term := [...]int{1, 1, 1, 2, 2, 2, 2, 2, 0, 0, 0, 0}[month]
		surely = ahead(term, 1)
		return surely, surely
	}
	return false, false
}

// lookAhead finds the columns of periods that are no reports yet, the latest first,
// and says which there are.
func (t *tableReader) lookAhead(periods map[int]period, held map[int]holding) {
	byPart := map[plan.Field][]*column{}
	for i := range t.cols {
		if c := &t.cols[i]; c.IsOfPart() && !periods[c.Number].guessed {
			byPart[c.Part] = append(byPart[c.Part], c)
		}
	}
	for _, f := range []plan.Field{plan.FieldStatus, plan.FieldRAG, plan.FieldProgress} {
		columns := byPart[f]
		slices.SortFunc(columns, func(a, b *column) int { return b.Period - a.Period })
		_, single := t.field(f)
		var early []*column // those with something in them
		for i, c := range columns {
			h := held[c.Number]
			surely, perhaps := periods[c.Number].isAhead(t.options.Today)
			forecast := h.said > 0 && h.forecasts*2 > h.said
			if c.Ahead = surely || forecast; c.Ahead && h.said > 0 {
				early = append(early, c)
			}
			if h.said == 0 || c.Ahead {
				continue
			}
			if !single {
				t.noteEarly(f, early, c, periods, held)
				if before := filledBefore(columns[i+1:], held); perhaps && len(early) == 0 && before != nil {
					t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, was taken for the latest %s: where quarters begin in April it is yet to come, and column %s, %q, is the latest", c.Letter, c.Heading, f.Label(), before.Letter, before.Heading)).
						weighs(plan.Doubtful).takes(t, before.Column, f).orTakes(t, c.Column, f)
				}
			}
			early = nil
			break
		}
		if !slices.ContainsFunc(columns, func(c *column) bool { return !c.Ahead }) {
			for _, c := range columns { // one must be there for what the other side says
				c.Ahead = false
			}
		}
		for _, c := range early { // nothing else is filled in
			if surely, _ := periods[c.Number].isAhead(t.options.Today); c.Ahead && (!surely || periods[c.Number].named != 0) {
				t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, is of a time that is yet to come or holds forecasts, and no other says the %s: nothing is reported yet", c.Letter, c.Heading, f.Label())).
					weighs(plan.Doubtful).takes(t, c.Column, f)
				continue
			}
			c.Ahead = false
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, seems to be of a time that is yet to come, and no other says the %s: it was taken for it", c.Letter, c.Heading, f.Label())).
				weighs(plan.Doubtful).takes(t, c.Column, f).orTakes(t, c.Column, fieldNone)
		}
	}
}

func filledBefore(columns []*column, held map[int]holding) *column {
	for _, c := range columns {
		if held[c.Number].said > 0 {
			return c
		}
	}
	return nil
}

// noteEarly says that columns are no reports yet, and which was taken instead.
func (t *tableReader) noteEarly(f plan.Field, early []*column, taken *column, periods map[int]period, held map[int]holding) {
	for _, c := range early {
		why := "is of a time that is yet to come"
		if surely, _ := periods[c.Number].isAhead(t.options.Today); !surely {
			why = "holds forecasts"
		}
		note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, %s: column %s, %q, was taken for the latest %s", c.Letter, c.Heading, why, taken.Letter, taken.Heading, f.Label()))
		if periods[c.Number].named == 0 {
			note.weighs(plan.Doubtful).takes(t, c.Column, f).orTakes(t, taken.Column, f)
		}
	}
}

// isForecast reports whether a text says what is to be, and not what is: "Forecast:
// green", "Green (forecast)".
func isForecast(text string) bool {
	folded := strings.Fields(foldHeading(text))
	if len(folded) == 0 {
		return false
	}
	return opensForecast[folded[0]] || len(folded) <= 3 && slices.ContainsFunc(folded, func(w string) bool { return opensForecast[w] })
}

var opensForecast = words(`forecast forecasts forecasted predicted prediction projected projection anticipated expected`)
