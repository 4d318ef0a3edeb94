// Package frame holds what stands round an action plan: what inspectors asked for
// and when, who judged what, which boards and posts there are and were, what the
// plan's themes are called, and how it is measured. The council says it in its settings, or in a list
// beside them; nothing of it is guessed from the plan.
//
//	f := frame.Frame{Recommendations: frame.ReadList(text)}
//	cited, unknown := f.Cited("R1, R3 and viii")
//	body, ended := f.Ended("Dorset CCG", today)
//
// # Recommendations
//
// A recommendation has a ref, a text and a source: what the inspector formally asks
// for, what is to be learned besides, what the partnership has set itself. An action
// cites recommendations by their refs ("R1, R3", "recommendations 4 to 6", "viii") or
// by their words, and cites as many as it likes: fourteen recommendations that are
// regrouped into eight themes lose none ([Frame.Cited]).
//
// # Measures and milestones
//
// What is counted stands in the plan's own columns, or in the settings where a measure is
// of several actions, or the workbook has no such columns. A target is national or local,
// and a measure says which way is better where its figures do not.
//
// It never reads a file and asks no clock.
package frame

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"actionplan/internal/text"
	"actionplan/plan"
)

// Frame is what stands round a plan.
type Frame struct {
	Recommendations []Recommendation
	Themes          []string // as the council calls them, in order; nil where it has said none
	Bodies          []Body
	Events          []Event
	Judgements      []Judgement
	Consulted       []Consultation
	Measures        []Measure
	Milestones      []Milestone
}

// Recommendation is something that somebody asked of the council.
type Recommendation struct {
	Ref    plan.Ref
	Text   string
	Source Source
	By     string    // the inspection, visit or report that it stands in; "" for the only one
	On     plan.Date // the day of that; the zero Date where nobody has said
	Themes []string  // those it was grouped under
}

// Source is how much a recommendation binds.
type Source string

// The sources, the most binding first.
const (
	Formal      Source = "formal"      // what the inspector asks for
	Learning    Source = "learning"    // what is to be learned besides
	Partnership Source = "partnership" // what the partnership has set itself
)

// Sources are the sources, the most binding first.
var Sources = []Source{Formal, Learning, Partnership}

// Body is a board, a post or an organisation, under all the names that it has or
// had, and until when it was there.
type Body struct {
	Name  string
	Also  []string  // other names, earlier ones among them
	Ended plan.Date // its last day; the zero Date where it is there still
	Now   string    // who does its work since
}

// Event is a day of the plan's history: an inspection, a visit, a letter.
type Event struct {
	On   plan.Date
	What string
	By   string
}

// Judgement is how one domain was judged. A framework need have no overall one.
type Judgement struct {
	Domain string
	Says   string
	On     plan.Date
	By     string
}

// Consultation is whom the council asked about the plan, and what they said.
type Consultation struct {
	With string
	On   plan.Date
	Said string
}

// Measure is how it is known whether the plan works: what is counted, what it was, should
// be and is. Figures are kept as they are written: "91 %", "12 of 40".
type Measure struct {
	Name      string
	Ref       plan.Ref // the action that it is for; "" where it is for a theme, or for the plan
	Theme     string
	Better    string // which way is the right one: one of Better; "" where its baseline and target say
	Baseline  string
	Target    string
	Of        string    // whose target it is: one of Targets; "" where nobody has said
	By        plan.Date // when the target is to be met; the zero Date where nobody has said
	Latest    string
	On        plan.Date // the day that the latest figure is of
	Earlier   []Figure
	Benchmark string // what others come to: "England 87 %"
}

// Figure is what a measure was on a day.
type Figure struct {
	On   plan.Date
	Says string
}

// The ways in which a measure can be better, and those who set targets.
var (
	Better  = []string{"higher", "lower"}
	Targets = []string{"national", "local"}
)

// Milestone is what an action will have come to on a day, and when it had.
type Milestone struct {
	Ref     plan.Ref
	What    string
	Due     plan.Date
	Reached plan.Date // the zero Date where it has not
}

// MeasuresOf are the measures of an action.
func (f Frame) MeasuresOf(ref plan.Ref) []Measure {
	var of []Measure
	for _, m := range f.Measures {
		if m.Ref != "" && plan.SameRef(m.Ref, ref) {
			of = append(of, m)
		}
	}
	return of
}

// Known are organisations that are no more, by the law that ended them.
var Known = []Body{
	{Name: "Clinical Commissioning Group", Also: []string{"Clinical Commissioning Groups", "CCG", "CCGs"}, Ended: plan.Date{Year: 2022, Month: 6, Day: 30}, Now: "an Integrated Care Board"},
	{Name: "Primary Care Trust", Also: []string{"Primary Care Trusts", "PCT", "PCTs"}, Ended: plan.Date{Year: 2013, Month: 3, Day: 31}, Now: "an Integrated Care Board"},
	{Name: "Local Safeguarding Children Board", Also: []string{"Local Safeguarding Children's Board", "LSCB"}, Ended: plan.Date{Year: 2019, Month: 9, Day: 29}, Now: "the safeguarding partners"},
	{Name: "Public Health England", Also: []string{"PHE"}, Ended: plan.Date{Year: 2021, Month: 9, Day: 30}, Now: "the UK Health Security Agency or the Office for Health Improvement and Disparities"},
	{Name: "Community Rehabilitation Company", Also: []string{"Community Rehabilitation Companies", "CRC"}, Ended: plan.Date{Year: 2021, Month: 6, Day: 25}, Now: "the Probation Service"},
}

// Ended is the body that a text names and that was no more on a day. What the
// council says of a name goes before what is known of it.
func (f Frame) Ended(said string, on plan.Date) (Body, bool) {
	padded := " " + strings.Join(strings.FieldsFunc(plan.Fold(said), notOfAName), " ") + " "
	for _, b := range slices.Concat(f.Bodies, Known) {
		for _, name := range append([]string{b.Name}, b.Also...) {
			if !strings.Contains(padded, " "+strings.Join(strings.FieldsFunc(plan.Fold(name), notOfAName), " ")+" ") {
				continue
			}
			return b, !b.Ended.IsZero() && b.Ended.Before(on)
		}
	}
	return Body{}, false
}

func notOfAName(r rune) bool { return strings.ContainsRune(" ,;:/()[]&.-–\n\t", r) }

// Truncated is what marks a recommendation's text as cut off; "" for a whole one.
func (r Recommendation) Truncated() string {
	said := strings.TrimSpace(r.Text)
	for _, mark := range []string{"…", "...", "view the full", "read more", "see more", "(continued"} {
		if strings.HasSuffix(said, mark) || len(mark) > 3 && strings.Contains(strings.ToLower(said), mark) {
			return mark
		}
	}
	return ""
}

// ReadList reads recommendations from a text of a line each: a ref, a point,
// bracket, colon or dash, and the words. A line that has no ref goes on with the
// one before; an empty line ends it. A line "Learning:" or "Partnership:" says of
// which source those after it are.
func ReadList(list string) []Recommendation {
	var all []Recommendation
	source := Formal
	open := false
	for _, line := range strings.Split(list, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if s := Source(strings.ToLower(strings.TrimRight(line, ": "))); slices.Contains(Sources, s) {
			source, open = s, false
			continue
		}
		ref, words, numbered := cutRef(line)
		switch {
		case line == "":
			open = false
		case numbered:
			all = append(all, Recommendation{Ref: ref, Text: words, Source: source})
			open = true
		case open:
			all[len(all)-1].Text += " " + line
		default:
			all = append(all, Recommendation{Ref: plan.Ref(strconv.Itoa(len(all) + 1)), Text: line, Source: source})
			open = true
		}
	}
	return all
}

// cutRef cuts a line's ref off: "viii. Oversight", "R4/b) Placements", "12 – Visits".
func cutRef(line string) (ref plan.Ref, words string, ok bool) {
	word, rest, _ := strings.Cut(line, " ")
	bare := strings.TrimRight(word, ".):–-")
	next, after, _ := strings.Cut(strings.TrimSpace(rest), " ")
	switch {
	case bare == "" || strings.TrimSpace(rest) == "" || !isRef(bare):
		return "", "", false
	case bare != word:
		return plan.Ref(bare), strings.TrimSpace(rest), true
	case next == "–" || next == "-" || next == ":":
		return plan.Ref(bare), strings.TrimSpace(after), true
	}
	return "", "", false
}

// isRef reports whether a word can be a recommendation's ref: figures, a roman
// numeral, a letter, or letters and figures.
func isRef(word string) bool {
	if len(word) > 8 {
		return false
	}
	lower := strings.ToLower(word)
	if strings.Trim(lower, "ivxlc") == "" || len(word) == 1 {
		return true
	}
	return strings.ContainsAny(word, "0123456789")
}

// Cited are the recommendations, by their places in the frame, that a cell of an
// action cites, and what it cites that is none of them.
func (f Frame) Cited(cell string) (cited []int, unknown []string) {
	if whole, ok := f.byWords(cell); ok {
		return []int{whole}, nil
	}
	seen := map[int]bool{}
	add := func(i int) {
		if !seen[i] {
			seen[i] = true
			cited = append(cited, i)
		}
	}
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(cell, " and ", ","), func(r rune) bool { return strings.ContainsRune(",;&\n", r) }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if i, ok := f.byRef(part); ok {
			add(i)
			continue
		}
		if run := f.byRun(part); run != nil {
			for _, i := range run {
				add(i)
			}
			continue
		}
		if i, ok := f.byWords(part); ok {
			add(i)
			continue
		}
		if ref, _, ok := cutRef(part); ok { // a ref and its words
			if i, known := f.byRef(string(ref)); known {
				add(i)
				continue
			}
		}
		if bare := withoutKind(part); isRef(bare) {
			unknown = append(unknown, part)
		}
	}
	slices.Sort(cited)
	return cited, unknown
}

func (f Frame) byRef(said string) (int, bool) {
	for _, candidate := range []string{said, withoutKind(said)} {
		for i, r := range f.Recommendations {
			if r.Ref != "" && (plan.SameRef(r.Ref, plan.Ref(candidate)) || plan.SameRef(plan.Ref(withoutKind(string(r.Ref))), plan.Ref(candidate))) {
				return i, true
			}
		}
	}
	return 0, false
}

// withoutKind is what is cited, without the word that says what it is:
// "Recommendation 4", "Rec. 4", "R4" and "AFI 4" cite 4.
func withoutKind(said string) string {
	lower := strings.ToLower(strings.TrimSpace(said))
	for _, kind := range []string{"recommendations", "recommendation", "area for improvement", "recs", "rec", "areas", "area", "afi", "no", "r", "#"} {
		if rest, ok := strings.CutPrefix(lower, kind); ok {
			if rest = strings.Trim(rest, " .:#"); rest != "" && (isRef(rest) || strings.Contains(rest, "to") || strings.ContainsAny(rest, "-–")) && (kind != "r" && kind != "no" || rest[0] >= '0' && rest[0] <= '9') {
				return rest
			}
		}
	}
	return strings.TrimSpace(said)
}

// byRun are the recommendations of a run: "4 to 6", "R4-R6".
func (f Frame) byRun(said string) []int {
	bare := strings.NewReplacer("–", "-", " to ", "-").Replace(withoutKind(said))
	from, to, ok := strings.Cut(bare, "-")
	if !ok {
		return nil
	}
	first, known := f.byRef(strings.TrimSpace(from))
	last, also := f.byRef(strings.TrimSpace(to))
	if !known || !also || first > last {
		return nil
	}
	var run []int
	for i := first; i <= last; i++ {
		run = append(run, i)
	}
	return run
}

// byWords is the recommendation that a text says again, in words that are nearly
// its own or that are a good part of them.
func (f Frame) byWords(said string) (int, bool) {
	const fewWords = 4
	if len(strings.Fields(said)) < fewWords {
		return 0, false
	}
	best, at := 0.0, 0
	for i, r := range f.Recommendations {
		alike := text.Similarity(said, r.Text)
		if strings.Contains(plan.Fold(r.Text), plan.Fold(said)) || strings.Contains(plan.Fold(said), plan.Fold(r.Text)) && r.Text != "" {
			alike = max(alike, 0.95)
		}
		if alike > best {
			best, at = alike, i
		}
	}
	return at, best >= 0.7
}

// Theme is the theme of the list that a text names, and whether it names one; else
// the one that is nearest, "" for none.
func (f Frame) Theme(said string) (nearest string, known bool) {
	var names []string
	for _, t := range f.Themes {
		if plan.Fold(t) == plan.Fold(said) {
			return t, true
		}
		names = append(names, t)
	}
	near, _ := text.Nearest(said, names)
	best := 0.0
	for _, t := range names {
		if alike := text.Similarity(said, t); alike > best && alike >= 0.5 {
			best, near = alike, cmp.Or(near, t)
		}
	}
	return near, false
}
