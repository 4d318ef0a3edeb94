package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// marry recognises rows without a ref by the action text of a row that the
// other side added with one.
func (c *Comparison) marry(mine, theirs *reading) {
	words := map[string]plan.Ref{}
	for _, ref := range slices.Sorted(maps.Keys(theirs.rows)) {
		if text := actionText(theirs.rows[ref]); text != "" && mine.rows[ref] == nil && !mine.doubled[ref] {
			if _, twice := words[text]; twice {
				ref = ""
			}
			words[text] = ref
		}
	}
	var loose []*plan.Action
	for _, a := range mine.loose {
		ref := words[actionText(a)]
		if ref == "" || !mine.isOnly(a) {
			loose = append(loose, a)
			continue
		}
		mine.claim(ref, a)
		mine.order = append(mine.order, ref)
		mine.how[ref] = ByText
		mine.note(a, fmt.Sprintf("the row has no ref and is taken as %s: its action text is the same", ref))
	}
	mine.loose = loose
}

// isOnly says whether no other row of the side has the same action text.
func (r *reading) isOnly(a *plan.Action) bool {
	text := actionText(a)
	return text != "" && r.texts[text] == 1
}

// nameLoose suggests a ref for every row that has none and that no other row
// can be confused with. A row that both sides have without a ref goes by it
// from now on.
func (c *Comparison) nameLoose(officers, partners *reading, known witness) {
	rows := map[string]map[Side]*plan.Action{}
	var texts []string
	for _, r := range []*reading{officers, partners} {
		var loose []*plan.Action
		for _, a := range r.loose {
			text := actionText(a)
			if !r.isOnly(a) || known.has[text] {
				loose = append(loose, a)
				r.note(a, "the row has no ref, and its action text does not tell which action it is: it is left alone")
				continue
			}
			if rows[text] == nil {
				rows[text] = map[Side]*plan.Action{}
				texts = append(texts, text)
			}
			rows[text][r.side] = a
		}
		r.loose = loose
	}
	names := c.newNames(officers, partners)
	if len(names.taken) > 0 {
		slices.Sort(texts) // whatever the order of the rows, each gets the same ref
	}
	for _, text := range texts {
		ref := names.next(rows[text])
		for _, r := range []*reading{officers, partners} {
			if a := rows[text][r.side]; a != nil {
				r.claim(ref, a)
				r.order = append(r.order, ref)
				r.how[ref] = ByText
				r.unnamed[ref] = true
				r.note(a, fmt.Sprintf("the row has no ref and goes by %s here", ref))
			}
		}
	}
}

// names are the refs in use, and those that end each theme.
type names struct {
	taken map[string]bool     // by Key
	last  map[string]plan.Ref // by theme; "" for the whole plan
}

func (c *Comparison) newNames(officers, partners *reading) *names {
	n := &names{taken: map[string]bool{}, last: map[string]plan.Ref{}}
	for _, r := range []*reading{officers, partners} {
		for ref, a := range r.rows {
			n.use(ref, a)
		}
		for ref := range r.doubled {
			n.use(ref, nil)
		}
	}
	if c.base != nil {
		for i := range c.base.Actions {
			n.use(c.base.Actions[i].Ref, &c.base.Actions[i])
		}
	}
	return n
}

func (n *names) use(ref plan.Ref, a *plan.Action) {
	n.taken[ref.Key()] = true
	for _, theme := range []string{"", themeOf(a)} {
		if last, ok := n.last[theme]; !ok || plan.CompareRefs(last, ref) < 0 {
			n.last[theme] = ref
		}
	}
}

func themeOf(a *plan.Action) string {
	if a == nil || a.Value(plan.FieldTheme).IsBlank() {
		return ""
	}
	return a.Value(plan.FieldTheme).Text
}

// next is the ref that follows the last of a row's theme, or of the plan.
func (n *names) next(row map[Side]*plan.Action) plan.Ref {
	a := cmp.Or(row[Officer], row[Partner])
	ref, ok := n.last[themeOf(a)]
	if !ok {
		ref = n.last[""]
	}
	for {
		if ref = following(ref); !n.taken[ref.Key()] {
			n.use(ref, a)
			return ref
		}
	}
}

// following is the ref a list goes on with: 2.4 after 2.3, R4/c after R4/b,
// ix after viii, 1 after nothing.
func following(ref plan.Ref) plan.Ref {
	text := string(ref)
	stem := strings.TrimRight(text, "0123456789")
	if number := text[len(stem):]; number != "" && len(number) < 10 {
		n, _ := strconv.Atoi(number)
		return plan.Ref(fmt.Sprintf("%s%0*d", stem, len(number), n+1))
	}
	if text == "" {
		return "1"
	}
	stem = strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz")
	letters := text[len(stem):]
	if i := slices.Index(romans, letters); i >= 0 && i+1 < len(romans) {
		return plan.Ref(stem + romans[i+1])
	}
	if len(letters) == 1 && letters < "z" {
		return plan.Ref(stem + string(letters[0]+1))
	}
	return plan.Ref(text + ".1")
}

var romans = []string{
	"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
	"xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
}
