package table

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// # A column a period
//
// Officers add a column each quarter, month or meeting:
//
//	Q3 RAG | Q4 RAG | Progress Q3 | Progress Q4
//
// Two or more headings that name one field and differ in the period they name
// are that field's columns, each for its period. They keep their own headings,
// and the latest that is filled in is what the field comes to (plan.Plan.View).
// One alone ("November update") is the field's column as any other.
//
// Their order is that of the periods where every one names its year. Months and
// quarters without a year go round: "Dec, Jan" and "Q4, Q1" cross the end of a
// year, and "Q4, Q3, Q2" stand newest first. The direction in which the columns
// take the fewest steps is taken.

// period is when a column speaks of.
type period struct {
	part  plan.Field
	cycle int // how many there are before they begin again: 12 months; 0 where they do not
	at    int // which of them, from 0
	named int // its place in time, where the heading names a year; 0 else
	order int // its place among the others of its field, from 1

	begins plan.Date // its first day, where the heading names a year
	split  bool      // that year is two: 2026/27

	guessed bool // nothing in the headings says which of them is the later
}

// families finds the columns that say one field for a period each.
func (r *vocabulary) families(headings []heading, fixed map[int]naming) map[int]period {
	byPart := map[plan.Field][]int{}
	found := map[int]period{}
	for _, h := range headings {
		if _, is := fixed[h.column]; is {
			continue
		}
		if p, ok := r.period(h); ok {
			found[h.column] = p
			byPart[p.part] = append(byPart[p.part], h.column)
		}
	}
	for _, columns := range byPart {
		slices.Sort(columns)
		differ := func(c int) bool {
			a, b := found[c], found[columns[0]]
			return a.at != b.at || a.named != b.named
		}
		if !slices.ContainsFunc(columns, differ) {
			for _, c := range columns {
				delete(found, c)
			}
			continue
		}
		sorted, sure := inTime(columns, found)
		for i, c := range sorted {
			p := found[c]
			p.order, p.guessed = i+1, !sure
			found[c] = p
		}
	}
	return found
}

// inTime sorts the columns of one field by the periods they name, and says whether
// those tell; where they do not, the columns stay as they stand.
func inTime(columns []int, of map[int]period) (sorted []int, sure bool) {
	sorted, sure = slices.Clone(columns), true
	alike := func(ok func(period) bool) bool {
		return !slices.ContainsFunc(columns, func(c int) bool { return !ok(of[c]) })
	}
	first := of[columns[0]]
	switch {
	case alike(func(p period) bool { return p.named != 0 }):
		slices.SortStableFunc(sorted, func(a, b int) int { return cmp.Compare(of[a].named, of[b].named) })
	case alike(func(p period) bool { return p.cycle == 0 && p.named == 0 }):
		slices.SortStableFunc(sorted, func(a, b int) int { return cmp.Compare(of[a].at, of[b].at) })
	case alike(func(p period) bool { return p.cycle == first.cycle && p.cycle > 0 }):
		forward, back, falls := 0, 0, false
		for i := 1; i < len(columns); i++ {
			step := of[columns[i]].at - of[columns[i-1]].at
			falls = falls || step < 0
			forward += (step + first.cycle) % first.cycle
			back += (first.cycle - step) % first.cycle
		}
		if back < forward || back == forward && falls {
			slices.Reverse(sorted)
		}
		sure = back != forward || !falls
	default:
		sure = false
	}
	return sorted, sure
}

// periodic are the fields that may have a column a period.
var periodic = map[plan.Field]bool{plan.FieldProgress: true, plan.FieldRAG: true, plan.FieldStatus: true}

// period reads a heading that names a field and a period.
func (r *vocabulary) period(h heading) (period, bool) {
	full := foldHeading(h.whole())
	if _, is := r.own[foldHeading(h.text())]; is || h.text() == "" || len(h.text()) > longestHeading {
		return period{}, false
	}
	p, rest, ok := readPeriod(strings.Fields(full))
	if !ok || len(rest) == 0 {
		return period{}, false
	}
	found := r.name(strings.Join(rest, " "))
	if len(found) == 0 || !periodic[found[0].field] || found[0].strength < contained {
		return period{}, false
	}
	p.part = found[0].field
	return p, true
}

// readPeriod finds the period that the words of a heading name, and gives the
// words without it.
func readPeriod(parts []string) (p period, rest []string, ok bool) {
	year, financial, day, spelt := 0, false, 0, false
	for i := 0; i < len(parts); i++ {
		w := parts[i]
		next := ""
		if i+1 < len(parts) {
			next = parts[i+1]
		}
		n, used := periodAt(w, next)
		switch {
		case used > 0 && !ok:
			p.cycle, p.at, ok = n.cycle, n.at, true
			i += used - 1
		case used > 0: // a second one, as of "Sep to Nov": the later is what it is up to
			if p.cycle == 4 && n.cycle == 12 { // "Q4 (Oct-Dec)": when it begins is said
				p.cycle, p.at, spelt = n.cycle, n.at, true
			}
			if p.cycle == n.cycle && !spelt {
				p.at = n.at
			}
			i += used - 1
		case fourDigits(w) > 0:
			year = fourDigits(w)
			if y := number(next); len(next) == 2 && y == (year+1)%100 {
				financial = true
				i++
			}
		case year == 0 && len(w) == 2 && number(w) >= 20 && (p.cycle > 0 || number(next) == (number(w)+1)%100): // "Sept 25", "Q4 25/26", "25/26 Q4"
			year = 2000 + number(w)
			if y := number(next); len(next) == 2 && y == (number(w)+1)%100 {
				financial = true
				i++
			}
		case number(w) >= 0 && !ok && monthNamed(next) > 0:
			day = number(w)
		case number(w) >= 0 && len(w) <= 2 && number(next) > 0 && len(next) <= 2 && i+2 < len(parts) && yearOf(parts[i+2]) > 0:
			p.cycle, p.at, ok = 12, number(next)-1, true
			day, year = number(w), yearOf(parts[i+2])
			i += 2
		case number(w) >= 0 && !ok && i == len(parts)-1 && i > 0:
			p.at, ok = number(w), true
		case !aroundPeriods[w]:
			rest = append(rest, w)
		}
	}
	p.split = financial
	if !ok && year > 0 {
		p.at, p.named, ok = 0, year*12*32, true
	} else if ok && year > 0 && p.cycle > 0 {
		p.named = placeInTime(p, year, financial)*32 + day
	}
	if p.named != 0 {
		p.begins = p.firstDay(year, max(day, 1))
	}
	return p, rest, ok
}

// placeInTime counts months: a financial year begins in April, a term's in
// September.
func placeInTime(p period, year int, financial bool) int {
	months := 12 / p.cycle * p.at
	switch {
	case p.cycle == 12 && financial && p.at < 3:
		year++
	case p.cycle == 4 && financial:
		months += 3
	case p.cycle == 3 && financial:
		months += 8
	}
	return year*12 + months
}

// isPeriod reports whether a heading names a period and nothing else: "Q3".
func isPeriod(heading string) bool {
	_, rest, ok := readPeriod(strings.Fields(foldHeading(heading)))
	return ok && len(rest) == 0
}

// ofPeriod reads a heading of one period, such as "November update".
func ofPeriod(folded string) []naming {
	_, rest, ok := readPeriod(strings.Fields(folded))
	if text := strings.Join(rest, " "); ok && namesPeriodic(text) {
		return asPhrases(byHeading[text], nil)
	}
	return nil
}

// namesPeriodic reports whether a heading is one of a field that may have a column
// a period.
func namesPeriodic(heading string) bool {
	return slices.ContainsFunc(byHeading[foldHeading(heading)], func(n naming) bool { return periodic[n.field] })
}

// periodAt reads a period of one word or two.
func periodAt(w, next string) (p period, used int) {
	if m := monthNamed(w); m > 0 {
		return period{cycle: 12, at: m - 1}, 1
	}
	if n := number(strings.TrimPrefix(w, "q")); len(w) == 2 && w[0] == 'q' && n >= 1 && n <= 4 {
		return period{cycle: 4, at: n - 1}, 1
	}
	if term, is := terms[w]; is {
		return period{cycle: 3, at: term}, 1
	}
	if n, is := ordinals[w]; is && (next == "quarter" || next == "qtr") && n <= 4 {
		return period{cycle: 4, at: n - 1}, 2
	}
	n := number(next)
	if of, is := ordinals[next]; is {
		n = of
	}
	switch {
	case n < 0 || len(next) > 3 && ordinals[next] == 0:
	case w == "quarter" || w == "qtr" || w == "q":
		if n >= 1 && n <= 4 {
			return period{cycle: 4, at: n - 1}, 2
		}
	case w == "week" || w == "wk":
		return period{cycle: 53, at: n % 53}, 2
	case counted[w]:
		return period{at: n}, 2
	}
	return period{}, 0
}

var (
	terms         = map[string]int{"autumn": 0, "spring": 1, "summer": 2}
	ordinals      = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "one": 1, "two": 2, "three": 3, "four": 4}
	counted       = words(`month meeting period sprint round visit term board review no number`)
	aroundPeriods = words(`end of at as in for the to by up during term and`)
)

// monthNamed is the month that a word names, or 0.
func monthNamed(w string) int {
	for i, name := range [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if w == name || w == name[:3] || w == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

// number is the whole number that a word is, or -1.
func number(w string) int {
	if n, err := strconv.Atoi(w); err == nil && n >= 0 && len(w) <= 4 {
		return n
	}
	return -1
}

func fourDigits(w string) int {
	if n := number(w); len(w) == 4 && n >= 2000 && n < 2100 {
		return n
	}
	return 0
}

func yearOf(w string) int {
	if n := number(w); len(w) == 2 && n >= 0 {
		return 2000 + n
	}
	return fourDigits(w)
}
