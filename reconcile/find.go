package reconcile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// UnknownError says that no action goes by a name a person typed, or several do.
type UnknownError struct {
	Reason string // one sentence, without a capital or a full stop
	Advice string // how to name it
}

// Error is the reason.
func (e *UnknownError) Error() string { return e.Reason }

// Hint is how to name it.
func (e *UnknownError) Hint() string { return e.Advice }

// rowForm is a row as people name it: row 7, partners row 7, Theme 1 row 7, and
// what Pair.Name makes of each.
var rowForm = regexp.MustCompile(`(?i)^(?:(officers|partners)['’]?\s+)?(?:(.+?)\s+)?row\s+(\d+)(?:,?\s+[“"].*)?$`)

// Find is the action that a person means: by a ref that a side has, by a row
// ("row 7" of the officers' plan, "partners row 7"), or by its words where no
// other action's begin so. The ref that the ledger keeps for a row without one
// names nothing: nobody sees it, and another row may seem to have it. It is an
// *UnknownError where the name is nobody's or several actions'.
func (s Settlement) Find(name string) (plan.Ref, error) {
	name = strings.TrimSpace(name)
	if p := s.pairs[plan.Ref(name)]; p != nil && !p.isNameless() {
		return p.Ref, nil
	}
	if found := s.where(func(p *Pair) bool { return p.isTyped(plan.Ref(name)) }); len(found) == 1 {
		return found[0].Ref, nil
	}
	if found := s.where(func(p *Pair) bool { return plan.Fold(p.Name()) == plan.Fold(name) }); len(found) == 1 {
		return found[0].Ref, nil
	}
	if parts := rowForm.FindStringSubmatch(name); parts != nil {
		if row, err := strconv.Atoi(parts[3]); err == nil {
			return s.findRow(name, Side(strings.TrimSuffix(strings.ToLower(parts[1]), "s")), strings.Trim(parts[2], "'"), row)
		}
	}
	if words := plan.Fold(strings.Trim(name, `“”"… `)); words != "" {
		found := s.where(func(p *Pair) bool { return p.says(words, false) })
		if len(found) == 0 {
			found = s.where(func(p *Pair) bool { return p.says(words, true) })
		}
		switch {
		case len(found) == 1:
			return found[0].Ref, nil
		case len(found) > 1:
			return "", several(name, found)
		}
	}
	if p := s.pairs[plan.Ref(name)]; p != nil {
		return "", &UnknownError{fmt.Sprintf("no action has the ref %q: there are rows without a ref, and they are named by their rows or their words", name), byRow(p)}
	}
	return "", &UnknownError{fmt.Sprintf("there is no action %q", name), "name it by its ref or, where it has none, by its row (\"row 7\" of the officers' plan, \"partners row 7\") or by its first words; actionplan read shows them"}
}

// isTyped reports whether a side has the action under a ref, also where that is taken for
// another: 70 in the workbook that is taken as 7.
func (p *Pair) isTyped(ref plan.Ref) bool {
	for _, side := range []Side{Officer, Partner} {
		if a := p.Action(side); a != nil && a.Ref != "" && plan.SameRef(a.Ref, ref) {
			return true
		}
	}
	return false
}

// Nameless reports whether no side has a ref for the action that goes by one in
// the merge.
func (s Settlement) Nameless(ref plan.Ref) bool {
	p := s.pairs[ref]
	return p != nil && p.isNameless()
}

// byRow says how rows without refs are named, with one of them as the example.
func byRow(p *Pair) string {
	return fmt.Sprintf("name it so: \"row 7\" for a row of the officers' plan, \"partners row 7\", or its words, such as %q", short(p))
}

// short is a pair's name without its words, as a person types it.
func short(p *Pair) string {
	if text := strings.Join(strings.Fields(p.action().Shown()), " "); text != "" {
		return shortened(text)
	}
	return p.Name()
}

// several says that a name is that of several actions.
func several(name string, found []*Pair) error {
	var names []string
	for _, p := range found {
		names = append(names, p.Name())
	}
	return &UnknownError{fmt.Sprintf("%q may be any of %d actions", name, len(found)), "say which: " + listFirst(names)}
}

// findRow finds the action that stands on a row of a side: the officers', where
// none is named.
func (s Settlement) findRow(name string, side Side, sheet string, row int) (plan.Ref, error) {
	if side == "" {
		side = Officer
	}
	found := s.where(func(p *Pair) bool {
		a := p.Action(side)
		return a != nil && a.Row == row && (sheet == "" || plan.Fold(a.Sheet) == plan.Fold(sheet))
	})
	switch len(found) {
	case 1:
		return found[0].Ref, nil
	case 0:
		return "", &UnknownError{fmt.Sprintf("%s: no action stands on %s", side.copyName(), strings.TrimSpace(sheet+" row "+strconv.Itoa(row))), "\"row 7\" is a row of the officers' plan, and \"partners row 7\" one of the partners' copy; a sheet may stand before it"}
	}
	return "", several(name, found)
}

// where lists the pairs of which something is true, in the order of their refs.
func (s Settlement) where(is func(*Pair) bool) []*Pair {
	var found []*Pair
	for _, p := range s.pairs {
		if is(p) && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b *Pair) int { return plan.CompareRefs(a.Ref, b.Ref) })
	return found
}

// says reports whether a reading of the action says some words, or begins so.
func (p *Pair) says(words string, begins bool) bool {
	for _, side := range []Side{Officer, Partner, Base} {
		a := p.Action(side)
		if a == nil {
			continue
		}
		text := plan.Fold(a.Shown(plan.FieldAction))
		if text == words || begins && strings.HasPrefix(text, words) {
			return true
		}
	}
	return false
}
