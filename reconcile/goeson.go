package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// Rows that go on with an action belong to it, and are written by people alone: an
// edit in one of them crosses to nobody. So where both copies have such rows and
// they say different things, that is said with both.

// goingOn says of which actions the rows that go on with them differ.
func goingOn(pairs []Pair) []plan.Note {
	has := map[Side]bool{}
	for i := range pairs {
		for _, side := range []Side{Officer, Partner} {
			if a := pairs[i].Action(side); a != nil && len(a.More) > 0 {
				has[side] = true
			}
		}
	}
	if !has[Officer] || !has[Partner] {
		return nil
	}
	var notes []plan.Note
	for i := range pairs {
		p := &pairs[i]
		if p.Officer == nil || p.Partner == nil || len(p.Officer.More)+len(p.Partner.More) == 0 {
			continue
		}
		f, officers, partners := furtherWords(p)
		if f == "" {
			continue
		}
		row := p.Officer
		if len(row.More) == 0 {
			row = p.Partner
		}
		notes = append(notes, plan.Note{
			Cell: plan.Cell{Sheet: row.Sheet, Row: row.Row},
			Message: fmt.Sprintf("%s: in the rows that go on with it, %s is %s with officers and %s with partners: such rows are not reconciled, so carry over by hand what is to stand",
				p.called(), f.Label(), furtherQuote(officers), furtherQuote(partners)),
		})
	}
	return notes
}

// furtherWords is the first field in which the rows that go on with an action differ
// between the sides, and what they say in it; "" where they differ in none that both
// sides have.
func furtherWords(p *Pair) (f plan.Field, officers, partners string) {
	words := func(a *plan.Action, f plan.Field) string {
		var said []string
		for _, more := range a.More {
			if text := strings.TrimSpace(more.Entry(f).Shown()); text != "" {
				said = append(said, text)
			}
		}
		return strings.Join(said, "\n")
	}
	for _, f := range p.Officer.Sorted() {
		if _, both := p.Partner.Lookup(f); !both || !settled(f) {
			continue
		}
		officers, partners = words(p.Officer, f), words(p.Partner, f)
		if plan.Fold(officers) != plan.Fold(partners) {
			return f, officers, partners
		}
	}
	return "", "", ""
}

// furtherQuote is what such rows say, cut to a length to read.
func furtherQuote(text string) string {
	if text == "" {
		return "blank"
	}
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > 80 {
		runes = append(runes[:79], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}

// One side may have in one cell what the other has in several rows:
//
//	officers                    partners
//	1.1  Audit   3 held         1.1  Audit   3 held
//	             2 written up                2 written up
//
// That is no difference, and is settled as if the one cell said what the first of the
// several does. Any other difference between them waits for a person: to write the one
// over the first of the several would say the rest twice, and the first over the one
// would take the rest away.

// goesOnAlone is the side that alone has rows that go on with an action in a field; ""
// where neither has, or both have.
func (p *Pair) goesOnAlone(f plan.Field) Side {
	officers, partners := goesOnIn(p.Officer, f), goesOnIn(p.Partner, f)
	switch {
	case officers == partners:
		return ""
	case officers:
		return Officer
	}
	return Partner
}

func goesOnIn(a *plan.Action, f plan.Field) bool {
	return a != nil && slices.ContainsFunc(a.More, func(more plan.Entries) bool {
		return !more.Entry(f).Value.IsBlank() && more.Entry(f).Value.Kind != plan.KindAbsent
	})
}

// furtherFields are the fields in which rows go on with an action on either side.
func (p *Pair) furtherFields() []plan.Field {
	var fields []plan.Field
	for _, a := range []*plan.Action{p.Officer, p.Partner} {
		for _, more := range a.More {
			for _, f := range more.Sorted() {
				if !slices.Contains(fields, f) {
					fields = append(fields, f)
				}
			}
		}
	}
	return fields
}

// sayTogether reports whether a cell says what another and the rows that go on with an
// action do, whatever stands between their words.
func sayTogether(first plan.Entry, a *plan.Action, f plan.Field, one plan.Entry) bool {
	words := strings.Fields(first.Value.Text)
	for _, more := range a.More {
		words = append(words, strings.Fields(more.Entry(f).Shown())...)
	}
	return slices.Equal(words, strings.Fields(one.Shown()))
}
