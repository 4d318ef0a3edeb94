package round

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Told is one entry of an action's history, and what people call the action.
type Told struct {
	ledger.Entry
	Name  string
	Holds [2]string // the kind of personal data that what it said, and what it came to say, seem to hold
}

// History is what the log tells of one action, or of everything where none is
// named. It is a Problem where nobody ever heard of the action.
func (r *Round) History(ctx context.Context, action string) ([]Told, error) {
	l, err := r.folder().Open()
	if errors.Is(err, ledger.ErrNone) {
		return nil, misused("actionplan begin remembers what both sides say now; from then on the log tells what moved", "nothing has been agreed yet, so there is nothing to tell")
	}
	if err != nil {
		return nil, err
	}
	names := baseNames(l)
	ref := plan.Ref(action)
	if now := r.readHere(ctx); now != nil {
		for _, a := range l.Base().Actions {
			names[a.Ref] = now.Settlement.Name(now.goesBy(a.Ref))
		}
		if found, err := now.Settlement.Find(action); action != "" && err == nil {
			ref = found
			for _, a := range l.Base().Actions {
				if now.goesBy(a.Ref) == found {
					ref = a.Ref // its entries are under that one still
				}
			}
		} else if action != "" && (!slices.Contains(knownRefs(l), ref) || now.Settlement.Nameless(ref)) {
			if known := nearestAdvice(ref, knownRefs(l)); strings.HasPrefix(known, "did you mean") {
				return nil, misused(known, "there is no action %q, and never was since the first agreement on %s", action, l.Begun().Long())
			}
			return nil, misusedBy(err)
		}
	} else if ref != "" {
		known := knownRefs(l)
		if found := refsByWords(l.Base(), action); !slices.Contains(known, ref) && len(found) == 1 {
			ref = found[0]
		} else if !slices.Contains(known, ref) {
			return nil, misused(nearestAdvice(ref, known), "there is no action %q, and never was since the first agreement on %s", ref, l.Begun().Long())
		}
	}
	told := []Told{}
	for _, e := range l.Log(ref) {
		goesBy := cmp.Or(e.Is, e.Ref)
		name, named := names[goesBy]
		if !named {
			name = string(goesBy)
		}
		if goesBy.Kept() > 0 && (!named || name == string(goesBy)) {
			name = "a row without a ref"
		}
		if e.What == ledger.Given {
			e.Was = plan.Entry{} // it may have been the ledger's own
		}
		told = append(told, Told{e, name, [2]string{r.Rules.Holds(e.Was), r.Rules.Holds(e.Now)}})
	}
	return told, nil
}

// refsByWords are the agreed actions that say some words, or that begin so where
// none says just them.
func refsByWords(base plan.Plan, words string) []plan.Ref {
	words = plan.Fold(strings.Trim(words, `“”"… `))
	var exact, begin []plan.Ref
	for _, a := range base.Actions {
		switch text := plan.Fold(a.Shown(plan.FieldAction)); {
		case text == words:
			exact = append(exact, a.Ref)
		case words != "" && strings.HasPrefix(text, words):
			begin = append(begin, a.Ref)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return begin
}

// readHere is what both sides say now, where both are workbooks that can be
// read: the log tells of rows without refs by where they stand. Nil elsewhere:
// a log can be read without its workbooks, and Google is not asked for it.
func (r *Round) readHere(ctx context.Context) *Readings {
	for _, side := range Sides {
		if c := r.Copy(side); c == nil || c.Place().File == "" {
			return nil
		}
	}
	now, err := r.Read(ctx)
	if err != nil {
		return nil
	}
	return now
}

// knownRefs are the refs of all actions that the ledger has heard of.
func knownRefs(l *ledger.Ledger) []plan.Ref {
	var refs []plan.Ref
	add := func(ref plan.Ref) {
		if ref != "" && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	for _, a := range l.Base().Actions {
		add(a.Ref)
	}
	for _, e := range l.Log("") {
		add(e.Ref)
	}
	m := l.Memory()
	for _, d := range m.Decisions {
		add(d.Question.Ref)
		add(d.Ref)
	}
	for _, d := range m.LeftOut {
		add(d.Ref)
	}
	for _, d := range m.Tombstones {
		add(d.Ref)
	}
	return refs
}

func nearestAdvice(ref plan.Ref, known []plan.Ref) string {
	for _, other := range known {
		if other != ref && other.Kept() == 0 && other.Key() == ref.Key() {
			return fmt.Sprintf("did you mean %q?", other)
		}
	}
	return "actionplan log without a ref shows everything; actionplan read shows the refs"
}

// baseNames are what people call the agreed actions, and those decided about, left
// out, let go or taken out by both sides: their refs or, where neither side has refs, the first words.
func baseNames(l *ledger.Ledger) map[plan.Ref]string {
	base, m := l.Base(), l.Memory()
	names := map[plan.Ref]string{}
	hasRefs := slices.ContainsFunc(base.Columns, func(c plan.Column) bool {
		return c.Field == plan.FieldRef && (c.Table == string(reconcile.Officer) || c.Table == string(reconcile.Partner))
	})
	for _, a := range base.Actions {
		names[a.Ref] = string(a.Ref)
		if words := oneLine(a.Shown(plan.FieldAction), 48); (a.Ref.Kept() > 0 || !hasRefs && len(base.Columns) > 0) && words != "" {
			names[a.Ref] = "“" + words + "”"
		}
	}
	if hasRefs || len(base.Columns) == 0 {
		return names
	}
	add := func(ref plan.Ref, text plan.Value) {
		if words := oneLine(text.Text, 48); names[ref] == "" && words != "" {
			names[ref] = "“" + words + "”"
		}
	}
	for _, e := range l.Log("") {
		if e.What == ledger.Dropped {
			add(e.Ref, e.Was.Value)
		}
	}
	for _, gone := range m.Tombstones {
		add(gone.Ref, gone.Says[plan.FieldAction])
	}
	for _, left := range m.LeftOut {
		add(left.Ref, left.Says[plan.FieldAction])
	}
	for _, d := range m.Decisions {
		for _, said := range d.Said {
			if said.Field == plan.FieldAction {
				add(d.Question.Ref, said.Officer)
				add(d.Question.Ref, said.Partner)
			}
		}
	}
	return names
}
