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

// pairAdded recognises rows without a ref by the action text of a row that the
// other side added with one.
func (r *sideRows) pairAdded(theirs *sideRows) {
	words := map[string]plan.Ref{}
	for _, ref := range slices.Sorted(maps.Keys(theirs.rows)) {
		if text := actionText(theirs.rows[ref]); text != "" && r.rows[ref] == nil && !r.doubled[ref] {
			if _, twice := words[text]; twice {
				ref = ""
			}
			words[text] = ref
		}
	}
	var loose []*plan.Action
	for _, a := range r.loose {
		ref := words[actionText(a)]
		if ref == "" || !r.isOnly(a) {
			loose = append(loose, a)
			continue
		}
		r.claim(ref, a)
		r.order = append(r.order, ref)
		r.how[ref] = ByText
	}
	r.loose = loose
}

// isOnly says whether no other row of the side has the same action text.
func (r *sideRows) isOnly(a *plan.Action) bool {
	text := actionText(a)
	return text != "" && r.texts[text] == 1
}

// nameLoose suggests a ref for every row that has none and that no other row
// can be confused with. A row that both sides have without a ref goes by it
// from now on.
func (c *Comparison) nameLoose(officers, partners *sideRows, known knownTexts) {
	rows := map[string]map[Side]*plan.Action{}
	var texts []string
	paired := map[*plan.Action]bool{}
	for i, both := range c.pairFirst(officers, partners) {
		text := fmt.Sprintf("%s\x00%06d", actionText(both[0]), i)
		rows[text] = map[Side]*plan.Action{Officer: both[0], Partner: both[1]}
		texts = append(texts, text)
		paired[both[0]], paired[both[1]] = true, true
	}
	for _, r := range []*sideRows{officers, partners} {
		for _, a := range r.loose {
			text := actionText(a)
			switch {
			case paired[a]:
				continue
			case text == "":
				r.leave(a, "it has no ref and no words that tell which action it is", "give it a ref, or say what the action is")
				continue
			case known.has[text] || c.base == nil && r.texts[text] > 1:
				r.leave(a, "it has no ref, and its words are those of another action", "give it a ref or words of its own")
				continue
			case !r.isOnly(a):
				r.leave(a, "it has no ref, and other rows have the same words", "give each of them a ref or words of its own, or have both sides say the same in all of them")
				continue
			}
			if rows[text] == nil {
				rows[text] = map[Side]*plan.Action{}
				texts = append(texts, text)
			}
			rows[text][r.side] = a
		}
	}
	names := c.newNames(officers, partners)
	at := map[*plan.Action]int{}
	for i, a := range append(officers.loose, partners.loose...) {
		at[a] = i
	}
	slices.SortFunc(texts, func(x, y string) int {
		if len(names.taken) > 0 {
			return cmp.Compare(x, y) // whatever the order of the rows, each gets the same ref
		}
		return at[cmp.Or(rows[x][Officer], rows[x][Partner])] - at[cmp.Or(rows[y][Officer], rows[y][Partner])]
	})
	officers.loose, partners.loose = nil, nil
	for _, text := range texts {
		ref := names.next(rows[text])
		for _, r := range []*sideRows{officers, partners} {
			if a := rows[text][r.side]; a != nil {
				r.claim(ref, a)
				r.order = append(r.order, ref)
				r.how[ref] = ByText
				r.unnamed[ref] = true
			}
		}
	}
}

// names are the refs in use, and those that end each theme.
type names struct {
	taken map[string]bool     // by Key
	last  map[string]plan.Ref // by theme; "" for the whole plan
}

func (c *Comparison) newNames(officers, partners *sideRows) *names {
	n := &names{taken: map[string]bool{}, last: map[string]plan.Ref{}}
	for _, r := range []*sideRows{officers, partners} {
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
