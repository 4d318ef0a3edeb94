package reconcile

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// Several actions under one ref.
//
// Officers have merged a recommendation's ref down over its actions, and the reader
// calls them 1.1 (a) and 1.1 (b), in their order. Partners have the ref in each row:
//
//	officers                  partners             agreed
//	┌ 1.1 ┐ (a)  Train        1.1   Recruit        1.1 (a)   Train
//	│     │ (b)  Recruit      1.1   Train          1.1 (b)   Recruit
//	└     ┘
//
// A letter says where a row stood, and not which action it is. So within one ref a
// row goes by the letter that its text was agreed under; rows that no agreed text is
// left for go with the agreed letters that are left, in their order, where there are
// as many of both; and then by the text that both sides say, and by their order once
// more. What is left after that is new, and gets the next letter. A ref of their own
// that rows have on the other side, where they say the same, goes before any letter.
//
// Letters are the reader's and the ledger's. No cell ever says one: where such a row
// is added to a side, it says the ref that its actions share.

// sharedRef is a ref that several actions share, in one table where both sides have
// a table of that name.
type sharedRef struct {
	table string
	ref   plan.Ref
}

// letters gives the rows of both sides that share a ref the letters they go by.
type letters struct {
	base   *plan.Plan
	rows   map[Side][]plan.Action
	tables map[string]bool // that both sides have
	refs   map[Side]map[plan.Ref]int
}

// lettered are both sides with the rows that share a ref told apart.
func lettered(base *plan.Plan, officer, partner plan.Plan) (plan.Plan, plan.Plan) {
	isLettered := func(a plan.Action) bool { return a.Letter != "" }
	if !slices.ContainsFunc(officer.Actions, isLettered) && !slices.ContainsFunc(partner.Actions, isLettered) && (base == nil || !slices.ContainsFunc(base.Actions, func(a plan.Action) bool {
		_, letter := unlettered(a.Ref)
		return letter != ""
	})) {
		return officer, partner
	}
	l := &letters{
		base: base, rows: map[Side][]plan.Action{Officer: slices.Clone(officer.Actions), Partner: slices.Clone(partner.Actions)},
		tables: map[string]bool{}, refs: map[Side]map[plan.Ref]int{Officer: {}, Partner: {}},
	}
	for _, o := range officer.Columns {
		l.tables[o.Table] = l.tables[o.Table] || slices.ContainsFunc(partner.Columns, func(p plan.Column) bool { return p.Table == o.Table })
	}
	var shared []sharedRef
	note := func(s sharedRef) {
		if !slices.Contains(shared, s) {
			shared = append(shared, s)
		}
	}
	for _, side := range []Side{Officer, Partner} {
		for i := range l.rows[side] {
			a := &l.rows[side][i]
			l.refs[side][a.Ref]++
			if a.Letter != "" {
				note(sharedRef{l.table(a.Table), stemOf(a)})
			}
		}
	}
	if base != nil {
		for i := range base.Actions {
			a := &base.Actions[i]
			stem, letter := unlettered(l.ownRef(a))
			if twice := l.refs[Officer][stem] > 1 || l.refs[Partner][stem] > 1; letter != "" && twice {
				note(sharedRef{l.table(a.Table), stem})
			}
		}
	}
	for _, s := range shared {
		l.tell(s)
	}
	officer.Actions, partner.Actions = l.rows[Officer], l.rows[Partner]
	return officer, partner
}

// stemOf is the ref that a row shares with others: what its ref's cell says.
func stemOf(a *plan.Action) plan.Ref {
	if a.Letter == "" {
		return a.Ref
	}
	stem, _ := unlettered(a.Ref)
	return stem
}

// unlettered parts 1.1 (b) into 1.1 and b; a ref without a letter has none.
func unlettered(ref plan.Ref) (stem plan.Ref, letter string) {
	text, ok := strings.CutSuffix(string(ref), ")")
	at := strings.LastIndex(text, " (")
	if !ok || at <= 0 {
		return ref, ""
	}
	letter = text[at+2:]
	if letter == "" || strings.Trim(letter, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ref, ""
	}
	return plan.Ref(text[:at]), letter
}

// withLetter is a shared ref with the letter of one of its actions, from 0: a to z,
// and then aa, ab.
func withLetter(stem plan.Ref, n int) (plan.Ref, string) {
	letter := string(rune('a' + n%26))
	for n = n / 26; n > 0; n = (n - 1) / 26 {
		letter = string(rune('a'+(n-1)%26)) + letter
	}
	return plan.Ref(string(stem) + " (" + letter + ")"), letter
}

// table is a table's name, where the other side has it too.
func (l *letters) table(name string) string {
	if l.tables[name] {
		return name
	}
	return ""
}

// ownRef is an agreed ref as it stands in its table.
func (l *letters) ownRef(a *plan.Action) plan.Ref {
	return plan.Ref(strings.TrimPrefix(string(a.Ref), string(qualify(a.Table, ""))))
}

// sharing are the rows of a side that share a ref.
func (l *letters) sharing(side Side, s sharedRef) []*plan.Action {
	var rows []*plan.Action
	for i := range l.rows[side] {
		if a := &l.rows[side][i]; l.table(a.Table) == s.table && stemOf(a) == s.ref {
			rows = append(rows, a)
		}
	}
	return rows
}

// agreed are the agreed actions that share a ref, in the order of their letters.
func (l *letters) agreed(s sharedRef) []*plan.Action {
	var known []*plan.Action
	if l.base == nil {
		return nil
	}
	for i := range l.base.Actions {
		a := &l.base.Actions[i]
		if stem, letter := unlettered(l.ownRef(a)); letter != "" && stem == s.ref && l.table(a.Table) == s.table {
			known = append(known, a)
		}
	}
	slices.SortStableFunc(known, func(a, b *plan.Action) int { return plan.CompareRefs(a.Ref, b.Ref) })
	return known
}

// tell finds the letters of the rows that share one ref.
func (l *letters) tell(s sharedRef) {
	known := l.agreed(s)
	rows, is := map[Side][]*plan.Action{}, map[*plan.Action]plan.Ref{}
	for _, side := range []Side{Officer, Partner} {
		rows[side] = l.sharing(side, s)
		l.tellByOwnRefs(side, rows[side], is)
		for row, of := range alongside(rows[side], known, is, len(rows[side]) > 1) {
			is[row] = l.ownRef(of)
		}
	}
	taken := map[plan.Ref]bool{}
	for _, a := range known {
		taken[l.ownRef(a)] = true
	}
	for _, side := range []Side{Officer, Partner} { // refs like letters that people typed
		for i := range l.rows[side] {
			if a := &l.rows[side][i]; a.Letter == "" {
				taken[a.Ref] = true
			}
		}
	}
	free := func(row *plan.Action) plan.Ref {
		ref := row.Ref
		for n := 0; taken[ref] || row.Letter == "" && ref == row.Ref; n++ {
			ref, _ = withLetter(s.ref, n)
		}
		taken[ref] = true
		return ref
	}
	isLone := func(side Side) bool { return len(rows[side]) == 1 && rows[side][0].Letter == "" }
	found := func(a *plan.Action) bool { return is[a] != "" }
	officers, partners := slices.DeleteFunc(slices.Clone(rows[Officer]), found), slices.DeleteFunc(slices.Clone(rows[Partner]), found)
	same := alongside(partners, officers, is, !isLone(Partner) && !isLone(Officer))
	for _, row := range officers {
		paired := slices.ContainsFunc(partners, func(p *plan.Action) bool { return same[p] == row })
		if paired || !isLone(Officer) {
			is[row] = free(row)
		}
	}
	for _, row := range partners {
		if of := same[row]; of != nil {
			is[row] = is[of]
		} else if !isLone(Partner) {
			is[row] = free(row)
		}
	}
	for row, ref := range is {
		row.Ref = ref
		if _, letter := unlettered(ref); letter != "" {
			row.Letter = letter
		}
	}
}

// tellByOwnRefs has rows go by the ref that the only row of their text has on the
// other side, where it is one of its own.
func (l *letters) tellByOwnRefs(side Side, rows []*plan.Action, is map[*plan.Action]plan.Ref) {
	for _, row := range rows {
		var others []*plan.Action
		for i := range l.rows[side.Other()] {
			if a := &l.rows[side.Other()][i]; actionText(row) != "" && actionText(a) == actionText(row) {
				others = append(others, a)
			}
		}
		if row.Letter != "" && len(others) == 1 && others[0].Ref != "" && others[0].Letter == "" && others[0].Ref != stemOf(row) && l.refs[side.Other()][others[0].Ref] == 1 && l.refs[side][others[0].Ref] == 0 {
			is[row] = others[0].Ref
		}
	}
}

// alongside pairs rows with others that share their ref: by their texts, those of one
// text in their order where both have as many of it, and what is left in its order
// where both have as many left and inOrder says so.
func alongside(rows, others []*plan.Action, is map[*plan.Action]plan.Ref, inOrder bool) map[*plan.Action]*plan.Action {
	same := map[*plan.Action]*plan.Action{}
	byText := func(list []*plan.Action) map[string][]*plan.Action {
		texts := map[string][]*plan.Action{}
		for _, a := range list {
			if text := actionText(a); text != "" && is[a] == "" {
				texts[text] = append(texts[text], a)
			}
		}
		return texts
	}
	mine, theirs := byText(rows), byText(others)
	taken := map[*plan.Action]bool{}
	for text, list := range mine {
		if len(list) != len(theirs[text]) {
			continue
		}
		for i, a := range list {
			same[a], taken[theirs[text][i]] = theirs[text][i], true
		}
	}
	isFound := func(a *plan.Action) bool { return same[a] != nil || taken[a] || is[a] != "" }
	rows, others = slices.DeleteFunc(slices.Clone(rows), isFound), slices.DeleteFunc(slices.Clone(others), isFound)
	if inOrder && len(rows) == len(others) {
		for i, a := range rows {
			same[a] = others[i]
		}
	}
	return same
}
