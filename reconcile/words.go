package reconcile

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// Sentence says what was settled and where it is written, as a person would.
func (c Change) Sentence() string {
	return cellName(c.called(), c.Field, c.Officer.Cell, c.Partner.Cell) + ": " + c.what() + c.told()
}

// called is what people call the change's action in the middle of a sentence.
func (c Change) called() string {
	if c.pair != nil {
		return c.pair.called()
	}
	return "action " + string(c.Ref)
}

// Name is what people call the change's action.
func (c Change) Name() string {
	if c.pair != nil {
		return c.pair.Name()
	}
	return string(c.Ref)
}

func (c Change) what() string {
	if c.By != "" {
		return fmt.Sprintf("%s decided on %s", c.By, quoted(c.Now))
	}
	if c.Yielded {
		yielding := c.Partner
		if c.Take == TakePartner {
			yielding = c.Officer
		}
		return fmt.Sprintf("%s have %s where %s have %s", Side(c.Take).people(), quoted(c.Now), Side(c.Take).Other().people(), quoted(yielding))
	}
	switch {
	case c.Take == TakeBoth && c.Verdict == MovedApart:
		return "both sides added to " + quoted(c.Base) + ", and both additions are kept"
	case c.Verdict == Unmoved:
		return fmt.Sprintf("the column is back, and blank where %s say %s", Side(c.Take).people(), quoted(c.Now))
	case c.Verdict == MovedAlike:
		return fmt.Sprintf("both sides changed %s to %s", quoted(c.Base), quoted(c.Now))
	}
	return fmt.Sprintf("%s changed %s to %s", Side(c.Take).people(), quoted(c.Base), quoted(c.Now))
}

// told says where it goes next.
func (c Change) told() string {
	var to []string
	if c.Officer.Value != c.Now.Value {
		to = append(to, Officer.copyName())
	}
	if c.Partner.Value != c.Now.Value && c.Withheld == "" {
		to = append(to, Partner.copyName())
	}
	switch {
	case c.Withheld == KeptBack:
		return "; it is kept from partners, as was decided"
	case c.Withheld == WithUnshared:
		return "; it is settled with a column that is not shared, so the partners are not told"
	case c.Withheld == NotShared:
		return "; the column is not shared, so the partners are not told"
	case len(to) == 0:
		return ""
	}
	return "; it goes to " + strings.Join(to, " and ")
}

// sentence says why a question about a column is asked: the sides last agreed on
// such a day.
func (q Question) sentence(agreed plan.Date) string {
	text := fmt.Sprintf("%s no longer has a column for %s", q.Side.copyName(), q.Field.Label())
	if q.Table != "" {
		text = fmt.Sprintf("%s: %s is no longer in the table %s", q.Side.copyName(), q.Field.Label(), q.Table)
		if !agreed.IsZero() {
			text += " (agreed " + agreed.Long() + ")"
		}
		text += "; its cells wait there, with those settled together with it"
	}
	if n := len(q.Cells); n > 0 {
		text += fmt.Sprintf(", and %s changed %s in it", q.Side.Other().people(), count(n, "cell"))
	}
	return text
}

// sentence says what each reading says in the cell.
func (d Difference) sentence() string {
	agreed := "nothing was agreed before"
	if d.Base.Kind != plan.KindAbsent {
		agreed = "last agreed: " + quoted(d.Entry(Base))
	}
	says := fmt.Sprintf("%s: officers say %s, partners say %s", d.name(), quoted(d.Entry(Officer)), quoted(d.Entry(Partner)))
	if differs := d.LooksAlike(); differs != "" {
		says += " (" + differs + ")"
	}
	return says + "; " + agreed
}

// name names the cell both ways.
func (d Difference) name() string {
	return cellName(d.Pair.called(), d.Field, d.Entry(Officer).Cell, d.Entry(Partner).Cell)
}

// rowSentence says why a row is asked about.
func rowSentence(p *Pair, lacking Side) string {
	name := p.called()
	if lacking != "" && !p.isNameless() {
		name += " (" + rowPlace(p.Action(lacking.Other())) + ")"
	}
	switch {
	case lacking == "":
		return fmt.Sprintf("%s: both sides added it (%s and %s) and do not say the same", name, rowPlace(p.Officer), rowPlace(p.Partner))
	case p.Base != nil:
		return fmt.Sprintf("%s: it is gone from %s", name, lacking.copyName())
	}
	return fmt.Sprintf("%s: it stands only in %s", name, lacking.Other().copyName())
}

// cellName names a cell both ways: action 2.3, due (Plan!F12, Sheet1!H9).
func cellName(action string, f plan.Field, cells ...plan.Cell) string {
	var places []string
	for _, c := range cells {
		if c.Row > 0 {
			places = append(places, c.String())
		}
	}
	name := action + ", " + f.Label()
	if len(places) == 0 {
		return name
	}
	return name + " (" + strings.Join(places, ", ") + ")"
}

// quoted is what a cell says, fit for the middle of a sentence.
func quoted(e plan.Entry) string {
	switch e.Value.Kind {
	case plan.KindAbsent:
		return "nothing"
	case plan.KindBlank:
		if told := e.Told(); told != "" {
			return told
		}
		return "blank"
	}
	text := fmt.Sprintf("%q", shortened(e.Shown()))
	if e.Value.Kind == plan.KindNumber && isRounded(e) {
		text += " (" + e.Value.Text + ")"
	}
	return text
}

// isRounded reports whether a number's format shows another number than its cell holds:
// £2,501 of 2500.5.
func isRounded(e plan.Entry) bool {
	figures := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return -1
	}, e.Shown())
	shown := plan.NumberValue(figures)
	return shown.Kind == plan.KindNumber && shown != e.Value
}

// shortened keeps a long text to what a line can hold.
func shortened(text string) string {
	const most = 120
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// listFirst lists names of which there may be hundreds.
func listFirst(names []string) string {
	const most = 12
	if len(names) <= most+1 {
		return join(names)
	}
	return fmt.Sprintf("%s and %d more", join(names[:most]), len(names)-most)
}

func join(texts []string) string { return strings.Join(texts, ", ") }
