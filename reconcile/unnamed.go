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
func (m *pairing) nameLoose(known knownTexts) {
	officers, partners := m.officers, m.partners
	var found []*nameless
	alone := map[string]*nameless{} // those told by their text alone
	paired := map[*plan.Action]bool{}
	for i, both := range m.pairFirst() {
		found = append(found, &nameless{text: actionText(both[0]), nth: i + 1, officer: both[0], partner: both[1]})
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
			case known.has[text] || m.base == nil && r.texts[text] > 1:
				r.leave(a, "it has no ref, and its words are those of another action", "give it a ref or words of its own")
				continue
			case !r.isOnly(a):
				r.leave(a, "it has no ref, and other rows have the same words", "give each of them a ref or words of its own, or have both sides say the same in all of them")
				continue
			}
			if alone[text] == nil {
				alone[text] = &nameless{text: text}
				found = append(found, alone[text])
			}
			if r.side == Officer {
				alone[text].officer = a
			} else {
				alone[text].partner = a
			}
		}
	}
	names := newNames(m.base, officers, partners)
	at := map[*plan.Action]int{}
	for i, a := range append(officers.loose, partners.loose...) {
		at[a] = i
	}
	slices.SortFunc(found, func(x, y *nameless) int {
		if len(names.taken) > 0 { // whatever the order of the rows, each gets the same ref
			return cmp.Or(cmp.Compare(x.text, y.text), cmp.Compare(x.nth, y.nth))
		}
		return at[cmp.Or(x.officer, x.partner)] - at[cmp.Or(y.officer, y.partner)]
	})
	officers.loose, partners.loose = nil, nil
	for _, action := range found {
		ref := names.next(action)
		for _, r := range []*sideRows{officers, partners} {
			a := action.officer
			if r.side == Partner {
				a = action.partner
			}
			if a != nil {
				r.claim(ref, a)
				r.order = append(r.order, ref)
				r.how[ref] = ByText
				r.unnamed[ref] = true
			}
		}
	}
}

// nameless is an action that was never agreed and that no side has a ref for.
type nameless struct {
	text             string
	nth              int // tells those apart that are alike in text, and that both sides have
	officer, partner *plan.Action
}

// names are the refs in use, and those that end each list of them.
//
// Where refs repeat between tables, Home/1.1 is what the merge calls the 1.1 of
// Home: there a list goes on within its table, with the refs that stand in it.
// Its next is one that no table has: a new 1.2 beside another table's 1.2, which
// was agreed by that name, would be a doubled ref.
type names struct {
	taken   map[string]bool // by Key
	last    map[list]plan.Ref
	above   map[Side]map[string][]placed // by table, in the order of the rows
	repeats map[string]bool              // tables that have refs of other tables too
	kept    int                          // the last of the ledger's own refs
	across  map[Side]map[string]bool     // by table, whether the other side's rows of its actions have a cell for refs
	knows   map[plan.Ref]bool            // the refs that stand on either side
}

// list is what refs go on within: a theme, a section of a table, or the refs
// that begin alike. The zero list is the whole plan.
type list struct{ theme, table, section, stem string }

// placed is a ref and the row it stands on.
type placed struct {
	row int
	ref plan.Ref
}

func newNames(base *plan.Plan, officers, partners *sideRows) *names {
	n := &names{
		taken: map[string]bool{}, last: map[list]plan.Ref{}, repeats: map[string]bool{},
		above:  map[Side]map[string][]placed{Officer: {}, Partner: {}},
		across: map[Side]map[string]bool{Officer: {}, Partner: {}}, knows: map[plan.Ref]bool{},
	}
	for i, r := range []*sideRows{officers, partners} {
		maps.Copy(n.knows, r.knows)
		for ref, a := range r.rows {
			n.repeats[a.Table] = n.repeats[a.Table] || r.how[ref] == ByTable
			if other := [2]*sideRows{partners, officers}[i].rows[ref]; other != nil {
				_, has := other.Lookup(plan.FieldRef)
				n.across[r.side][a.Table] = n.across[r.side][a.Table] || has
			}
		}
	}
	for _, r := range []*sideRows{officers, partners} {
		for ref, a := range r.rows {
			n.use(ref, a)
			if r.how[ref] == Renamed {
				n.use(a.Ref, a) // it stands in the row, whatever the action goes by
			}
			if ref.Kept() > 0 {
				continue
			}
			n.above[r.side][a.Table] = append(n.above[r.side][a.Table], placed{a.Row, n.own(ref, a)})
		}
		for ref := range r.doubled {
			n.use(ref, nil)
		}
		for _, rows := range n.above[r.side] {
			slices.SortFunc(rows, func(x, y placed) int {
				return cmp.Or(cmp.Compare(x.row, y.row), plan.CompareRefs(x.ref, y.ref))
			})
		}
	}
	if base != nil {
		for i := range base.Actions {
			n.use(base.Actions[i].Ref, &base.Actions[i])
		}
	}
	return n
}

// own is a ref as it stands in its table.
func (n *names) own(ref plan.Ref, a *plan.Action) plan.Ref {
	if a != nil && n.repeats[a.Table] {
		return plan.Ref(strings.TrimPrefix(string(ref), string(qualify(a.Table, ""))))
	}
	return ref
}

// within is the table whose refs go on by themselves that a row stands in, or
// "".
func (n *names) within(a *plan.Action) string {
	if a != nil && n.repeats[a.Table] {
		return a.Table
	}
	return ""
}

func (n *names) use(ref plan.Ref, a *plan.Action) {
	if kept := ref.Kept(); kept > 0 {
		n.kept = max(n.kept, kept)
		return
	}
	n.taken[ref.Key()] = true
	ref = n.own(ref, a)
	n.taken[ref.Key()] = true
	stem, _ := ending(ref)
	if stem == unseenStem && !n.knows[ref] {
		return
	}
	lists := []list{{}, {table: n.within(a), stem: stem}}
	if a != nil {
		lists = append(lists, list{table: n.within(a), theme: themeOf(a)}, list{table: a.Table, section: a.Heading})
	}
	for _, l := range lists {
		if last, ok := n.last[l]; !ok || plan.CompareRefs(last, ref) < 0 {
			n.last[l] = ref
		}
	}
}

func themeOf(a *plan.Action) string {
	if a == nil || a.Value(plan.FieldTheme).IsBlank() {
		return ""
	}
	return a.Value(plan.FieldTheme).Text
}

// next is the ref that a row's own list goes on with: that of its theme, or of
// its section, or of the row it stands under in its table. Only where nothing
// stands about it there does it follow the plan's last.
func (n *names) next(action *nameless) plan.Ref {
	if n.isKept(action) {
		n.kept++
		return plan.KeptRef(n.kept)
	}
	return n.offer(action)
}

// offer is the ref that a row's own list goes on with.
func (n *names) offer(action *nameless) plan.Ref {
	a := cmp.Or(action.officer, action.partner)
	ref := n.before(action)
	for {
		if ref = n.following(ref); !n.taken[ref.Key()] {
			n.use(ref, a)
			return ref
		}
	}
}

// isKept reports whether an action gets a ref of the ledger's own, where other rows
// have refs: 1.4 would be the next that somebody types. Both sides have it without
// one, or no column can hold one.
func (n *names) isKept(action *nameless) bool {
	return len(n.knows) > 0 && (action.officer != nil && action.partner != nil || n.isUnseen(action))
}

// unseenStem began the ledger's own refs for rows that no column can hold one for,
// as earlier builds kept them: no list goes on with them.
const unseenStem = "N"

// isUnseen reports whether no column can hold the ref of an action: the tables
// of its rows have none, and neither has the one of the other side in which the
// actions of the same table stand.
func (n *names) isUnseen(action *nameless) bool {
	known := action.officer != nil && action.partner != nil
	for side, a := range map[Side]*plan.Action{Officer: action.officer, Partner: action.partner} {
		if a == nil {
			continue
		}
		_, has := a.Lookup(plan.FieldRef)
		across, paired := n.across[side][a.Table]
		if has || across {
			return false
		}
		known = known || paired
	}
	return known
}

// before is the last ref of the list that a row goes on.
func (n *names) before(action *nameless) plan.Ref {
	if len(n.knows) == 0 {
		return n.last[list{}]
	}
	side, a := Officer, action.officer
	if a == nil {
		side, a = Partner, action.partner
	}
	if ref, ok := n.last[list{table: n.within(a), theme: themeOf(a)}]; ok && themeOf(a) != "" {
		return ref
	}
	if ref, ok := n.last[list{table: a.Table, section: a.Heading}]; ok && a.Heading != "" {
		return ref
	}
	rows := n.above[side][a.Table]
	if len(rows) == 0 {
		return n.last[list{}]
	}
	at, _ := slices.BinarySearchFunc(rows, a.Row, func(p placed, row int) int { return cmp.Compare(p.row, row) })
	stem, _ := ending(rows[max(0, at-1)].ref)
	return n.last[list{table: n.within(a), stem: stem}]
}

// ending parts a ref into what stays the same in a list and the number or the
// letters that count: 2. and 3, R4/ and b.
func ending(ref plan.Ref) (stem, counts string) {
	text := string(ref)
	for _, set := range []string{"0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
		if stem := strings.TrimRight(text, set); stem != text {
			return stem, text[len(stem):]
		}
	}
	return text, ""
}

// following is the ref a list goes on with: 2.4 after 2.3, R4/c after R4/b,
// ix after viii but j after i where there is an h, 1 after nothing.
func (n *names) following(ref plan.Ref) plan.Ref {
	stem, counts := ending(ref)
	lower := strings.ToLower(counts)
	inCase := func(letters string) plan.Ref {
		if lower != counts {
			letters = strings.ToUpper(letters)
		}
		return plan.Ref(stem + letters)
	}
	switch i := slices.Index(romans, lower); {
	case counts == "" && stem == "":
		return "1"
	case digits(counts) && len(counts) < 10:
		number, _ := strconv.Atoi(counts)
		return plan.Ref(fmt.Sprintf("%s%0*d", stem, len(counts), number+1))
	case len(lower) == 1 && "a" < lower && lower < "z" && n.taken[plan.Ref(stem+string(lower[0]-1)).Key()]:
		return inCase(string(lower[0] + 1))
	case i >= 0 && i+1 < len(romans):
		return inCase(romans[i+1])
	case len(lower) == 1 && "a" <= lower && lower < "z":
		return inCase(string(lower[0] + 1))
	}
	return ref + ".1"
}

var romans = []string{
	"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
	"xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
}

// FreeRefs are refs for the actions that go by one of the ledger's own, each the next
// in the list that its row goes on.
func (c *Comparison) FreeRefs() map[plan.Ref]plan.Ref {
	free := map[plan.Ref]plan.Ref{}
	if len(c.Pairs) == 0 {
		return free
	}
	names := newNames(c.base, c.sides[0], c.sides[1])
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Ref.Kept() > 0 && (p.Officer != nil || p.Partner != nil) {
			free[p.Ref] = names.offer(&nameless{officer: p.Officer, partner: p.Partner})
		}
	}
	return free
}
