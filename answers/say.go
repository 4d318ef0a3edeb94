package answers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"actionplan/excel/draw"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
)

// What stands in a reading's place where it has no words of its own.
const (
	saysBlank   = "(blank)"
	saysNothing = "(not there)"
	neverAgreed = "(never agreed)"
)

// mostText is the most one reading is shown at, in UTF-16 units: a little
// under what a cell holds.
const mostText = 32_000

// cutHere ends a reading that is longer than that.
const cutHere = " … [cut here]"

// span is a part of a text, in bytes.
type span struct{ from, to int }

// shownText is what one side says, and which of its words differ.
type shownText struct {
	text    string
	differs []span // in order, apart from each other
}

// add puts a text under what is there, under a label where there is one.
func (r *shownText) add(label string, more shownText) {
	if r.text != "" {
		r.text += "\n"
	}
	if label != "" {
		r.text += label + ": "
	}
	for _, s := range more.differs {
		r.differs = append(r.differs, span{s.from + len(r.text), s.to + len(r.text)})
	}
	r.text += more.text
}

// shownTexts are the three readings side by side.
type shownTexts struct{ base, officer, partner shownText }

// shownTextsOf lays a question's readings side by side. Words that seem to hold
// personal data are not shown: nobody knows who will be sent the workbook.
func shownTextsOf(q reconcile.Question) shownTexts {
	if q.Kind == reconcile.QuestionColumn {
		return shownTexts{}
	}
	said := saidIn(q)
	if q.Kind == reconcile.QuestionRow {
		said = worthReading(q, withAction(q, said))
	}
	if len(said) == 0 {
		none := shownText{text: saysNothing}
		return shownTexts{none, none, none}
	}
	var all shownTexts
	for _, s := range said {
		label := ""
		if len(said) > 1 || q.Kind == reconcile.QuestionRow {
			label = labelOf(q, s.Ref, s.Field)
		}
		one := shownInCell(q, s)
		all.base.add(label, one.base)
		all.officer.add(label, one.officer)
		all.partner.add(label, one.partner)
	}
	if q.Kind == reconcile.QuestionRow {
		all.dropEmpty(said)
	}
	return all
}

// notShown stands in the place of a text that seems to hold personal data.
func notShown(what string) string { return "(not shown: it seems to hold " + what + ")" }

// dropEmpty says once of a reading without the row that it is not there.
func (r *shownTexts) dropEmpty(said []reconcile.Said) {
	none := map[reconcile.Side]bool{reconcile.Base: true, reconcile.Officer: true, reconcile.Partner: true}
	for _, s := range said {
		none[reconcile.Base] = none[reconcile.Base] && s.Base.Kind == plan.KindAbsent
		none[reconcile.Officer] = none[reconcile.Officer] && s.Officer.Kind == plan.KindAbsent
		none[reconcile.Partner] = none[reconcile.Partner] && s.Partner.Kind == plan.KindAbsent
	}
	if none[reconcile.Base] {
		r.base = shownText{text: neverAgreed}
	}
	if none[reconcile.Officer] {
		r.officer = shownText{text: saysNothing}
	}
	if none[reconcile.Partner] {
		r.partner = shownText{text: saysNothing}
	}
}

// tellsRow are the fields a row is known by. Others are shown only where they
// are what the question is about: they may not be for everybody's eyes.
var tellsRow = []plan.Field{
	plan.FieldTheme, plan.FieldAction, plan.FieldLead, plan.FieldPartner,
	plan.FieldDue, plan.FieldStatus, plan.FieldRAG,
}

// worthReading picks from all a row says what tells which row it is, and what
// differs in it.
func worthReading(q reconcile.Question, all []reconcile.Said) []reconcile.Said {
	var said []reconcile.Said
	for _, f := range plan.KnownFields {
		about := slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return d.Field == f })
		at := slices.IndexFunc(all, func(s reconcile.Said) bool { return s.Field == f })
		if at >= 0 && (about || slices.Contains(tellsRow, f)) {
			said = append(said, all[at])
		}
	}
	for _, s := range all {
		if q.Side == "" && !s.Field.Known() {
			said = append(said, s)
		}
	}
	return said
}

// withAction adds to what is said of a row what its action is, where it is not
// what differs: nobody can decide about a row by its ref.
func withAction(q reconcile.Question, said []reconcile.Said) []reconcile.Said {
	if slices.ContainsFunc(said, func(s reconcile.Said) bool { return s.Field == plan.FieldAction }) {
		return said
	}
	for _, d := range q.Cells {
		if d.Pair == nil {
			continue
		}
		value := func(side reconcile.Side) plan.Value {
			e, _ := d.Pair.Entry(side, plan.FieldAction)
			return e.Value
		}
		action := reconcile.Said{Ref: d.Ref, Field: plan.FieldAction, Base: value(reconcile.Base), Officer: value(reconcile.Officer), Partner: value(reconcile.Partner)}
		return append([]reconcile.Said{action}, said...)
	}
	return said
}

// shownInCell are the three readings of one cell, the words marked in which
// they differ: each side's from what was agreed, or from each other where
// nothing was.
func shownInCell(q reconcile.Question, s reconcile.Said) shownTexts {
	shown := func(side reconcile.Side, v plan.Value) string {
		if q.HidesAt(s.Ref, s.Field, side) && v.Kind != plan.KindAbsent && v.Kind != plan.KindBlank {
			return notShown(q.Personal)
		}
		return shownAs(q, side, s, v)
	}
	base, officer, partner := shown(reconcile.Base, s.Base), shown(reconcile.Officer, s.Officer), shown(reconcile.Partner, s.Partner)
	r := shownTexts{base: shownText{text: base}, officer: shownText{text: officer}, partner: shownText{text: partner}}
	if s.Base.Kind != plan.KindAbsent {
		var byOfficer, byPartner []span
		if s.Officer.Kind != plan.KindAbsent {
			byOfficer, r.officer.differs = differing(base, s.Base, officer, s.Officer)
		}
		if s.Partner.Kind != plan.KindAbsent {
			byPartner, r.partner.differs = differing(base, s.Base, partner, s.Partner)
		}
		r.base.differs = union(byOfficer, byPartner)
	} else if s.Officer.Kind != plan.KindAbsent && s.Partner.Kind != plan.KindAbsent {
		r.officer.differs, r.partner.differs = differing(officer, s.Officer, partner, s.Partner)
	}
	r.tellApart(s)
	return r
}

// shownAs is what a reader sees in a cell.
func shownAs(q reconcile.Question, side reconcile.Side, s reconcile.Said, v plan.Value) string {
	switch {
	case v.Kind == plan.KindAbsent && side == reconcile.Base:
		return neverAgreed
	case v.Kind == plan.KindAbsent:
		return saysNothing
	case v.Kind == plan.KindBlank:
		return saysBlank
	}
	for _, d := range q.Cells {
		if d.Field == s.Field && (d.Ref == s.Ref || !ofSeveral(q)) && d.Pair != nil {
			return fit(d.Entry(side).Shown())
		}
	}
	if d, ok := v.Date(); ok && !v.IsMonth() {
		return fit(strings.TrimSpace(d.Short() + " " + v.Beside))
	}
	if v.IsMonth() {
		return fit(v.Long())
	}
	return fit(v.Text)
}

// fit makes a text fit for a cell: a mark stands in the place of what would
// not be seen and may matter, as what turns the direction of writing does.
func fit(text string) string {
	text = plan.Clean(marked(text))
	if len(text) <= mostText {
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= mostText {
		return text
	}
	return strings.ToValidUTF8(string(utf16.Decode(units[:mostText])), "") + cutHere
}

// marked puts marks in the place of control characters and direction marks, as
// on the terminal: <U+202E>. What merely ends a line is left, and so is what
// has no width and changes nothing: an emoji is made of such.
func marked(text string) string {
	if !strings.ContainsFunc(text, needsMark) {
		return text
	}
	var made strings.Builder
	for _, r := range text {
		if needsMark(r) {
			fmt.Fprintf(&made, "<%U>", r)
			continue
		}
		made.WriteRune(r)
	}
	return made.String()
}

func needsMark(r rune) bool {
	switch {
	case strings.ContainsRune("\n\t\r\v\f\u0085\u2028\u2029", r):
		return false
	case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
		return true
	}
	return r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// differing finds the words of each of two texts that the other has not got.
// Dates, ratings and the like differ as a whole.
func differing(was string, wasValue plan.Value, now string, nowValue plan.Value) (left, right []span) {
	if wasValue == nowValue {
		return nil, nil
	}
	if wasValue.Kind != plan.KindText || nowValue.Kind != plan.KindText {
		return []span{{0, len(was)}}, []span{{0, len(now)}}
	}
	from, to := 0, 0
	for _, piece := range text.Differences(was, now) {
		n := len(piece.Text)
		switch piece.Change {
		case text.Kept:
			from, to = from+n, to+n
		case text.Removed:
			left, from = append(left, span{from, from + n}), from+n
		case text.Added:
			right, to = append(right, span{to, to + n}), to+n
		}
	}
	return left, right
}

// union joins two lists of spans into one, in order and apart.
func union(a, b []span) []span {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y span) int { return x.from - y.from })
	var joined []span
	for _, s := range all {
		if n := len(joined); n > 0 && s.from <= joined[n-1].to {
			joined[n-1].to = max(joined[n-1].to, s.to)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// asked says in a sentence or two why a question is asked. It repeats no
// reading's words: they stand beside it.
func asked(q reconcile.Question) string {
	side, proposal := proposer(q)
	text := ""
	switch {
	case q.Kind == reconcile.QuestionHeld:
		text = "It waits before it goes to partners."
	case proposal:
		text = fmt.Sprintf("%s propose this; the column belongs to %s.", capital(people(side)), people(side.Other()))
	case q.Kind == reconcile.QuestionConflict && len(movers(q)) == 2:
		text = "Both sides changed it, each differently."
		if q.Cells[0].Base.Kind == plan.KindAbsent {
			text = "Nothing was agreed before, and the sides differ."
		}
	default:
		return capital(fit(q.Why)) + "."
	}
	if q.Bar != "" {
		text += " " + capital(fit(q.Bar)) + "."
	}
	if len(q.Takes) == 0 && !q.Later {
		text += " No answer here can settle it: have both sides say the same where they stand."
	}
	if q.Personal != "" {
		text += " It seems to hold " + q.Personal + ": look it up where it stands."
	}
	return text
}

// What stands above each table. The day is the only word of it that changes.
const (
	linesAnswer = "Choose an answer in each row you can settle, and give your reason and your name: without them it is not taken."
	linesMarked = "Words in bold and underlined are those that differ, as they stood on %s; if any has changed by the time this comes back, the question is asked again."
	linesWhole  = "An answer here is given to every question of the row on the first sheet of this copy that has no answer of its own and can be answered so."
	linesNames  = "Give your reason and your name with it; leave a row empty to answer its questions one by one."
	titleBegins = "Decisions: "

	// as the builds before this one had it
	linesColumn = "An answer here is given to every question about the column on the first sheet of this copy that has no answer of its own."
)

// isOurLine reports whether a text above a table is one of those, or a part of
// one: a long line goes on in the row below.
func isOurLine(text string) bool {
	for _, title := range []string{titleBegins, columnsSheet + ": ", tablesSheet + ": "} {
		if strings.HasPrefix(plan.Fold(text)+" ", plan.Fold(title)+" ") {
			return true
		}
	}
	part := strings.Fields(plan.Fold(text))
	for _, line := range []string{linesAnswer, fmt.Sprintf(linesMarked, "DD MM YYYY"), linesWhole, linesNames, linesColumn, draw.LongRow, strings.Replace(draw.LongRows, "%d", "DD", 1)} {
		words := strings.Fields(line)
		for at := range len(words) - len(part) + 1 {
			if slices.EqualFunc(words[at:at+len(part)], part, isOurWord) {
				return true
			}
		}
	}
	return false
}

// isOurWord reports whether a word of a line says what ours does, or stands
// for the day in it.
func isOurWord(ours, said string) bool {
	switch ours {
	case "DD":
		return len(said) < 3 && strings.Trim(said, "0123456789") == ""
	case "MM":
		return slices.Contains(months, said)
	case "YYYY;":
		return len(said) == 5 && strings.Trim(said, "0123456789") == ";"
	}
	return plan.Fold(ours) == said
}

var months = []string{
	"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december",
}

func people(s reconcile.Side) string { return string(s) + "s" }

func capital(sentence string) string {
	if sentence == "" {
		return ""
	}
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}

// about names what of the action is asked about, and where it stands.
func about(q reconcile.Question) string {
	switch {
	case q.Kind == reconcile.QuestionColumn:
		if q.Table != "" {
			return fit(q.Field.Label() + " in the table " + q.Table)
		}
		return fit(q.Field.Label())
	case !isAboutCells(q):
		return "whole row"
	}
	name := strings.Join(labels(q), " and ")
	if ofSeveral(q) {
		name += " of " + strings.Join(refsIn(q), " and ")
	}
	var cells []string // where they stand on each side
	for _, d := range q.Cells {
		if d.Pair == nil {
			continue
		}
		for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
			if cell := d.Entry(side).Cell; cell.Row > 0 && !slices.Contains(cells, cell.String()) {
				cells = append(cells, cell.String())
			}
		}
	}
	if len(cells) > 0 {
		name += "\n(" + strings.Join(cells, ", ") + ")"
	}
	return fit(name)
}

// labels are the columns of a question's cells, in words, each once: a cell
// may be merged over several actions.
func labels(q reconcile.Question) []string {
	var list []string
	for _, d := range columnsIn(q) {
		list = append(list, fit(d.Field.Label()))
	}
	return list
}

// columnsIn are the first cells of a question in each of its columns.
func columnsIn(q reconcile.Question) []reconcile.Difference {
	var list []reconcile.Difference
	for _, d := range q.Cells {
		if !slices.ContainsFunc(list, func(had reconcile.Difference) bool { return had.Field == d.Field }) {
			list = append(list, d)
		}
	}
	return list
}

// refsIn are the actions a question is about, in its order.
func refsIn(q reconcile.Question) []string {
	var refs []string
	for _, d := range q.Cells {
		if name := calledIn(q, d.Ref); !slices.Contains(refs, name) {
			refs = append(refs, name)
		}
	}
	return refs
}

// ofSeveral says whether a question is about one cell of several actions.
func ofSeveral(q reconcile.Question) bool {
	return isAboutCells(q) && len(refsIn(q)) > 1
}

// labelOf names a cell of a question that has several.
func labelOf(q reconcile.Question, ref plan.Ref, f plan.Field) string {
	switch {
	case !ofSeveral(q):
		return f.Label()
	case len(columnsIn(q)) == 1:
		return calledIn(q, ref)
	}
	return calledIn(q, ref) + " " + f.Label()
}

// calledIn is what people call an action that a question is about.
func calledIn(q reconcile.Question, ref plan.Ref) string {
	for _, d := range q.Cells {
		if d.Ref == ref && d.Pair != nil && q.Personal == "" {
			return cmp.Or(d.Pair.Name(), string(ref))
		}
	}
	return string(ref)
}

// nameIn is what a row calls the action its question is about: the ref or,
// where it has none, where it stands and its first words. Words of an action
// that seems to hold personal data are not shown.
func nameIn(q reconcile.Question) string {
	switch {
	case !q.Nameless:
		return fit(string(q.Ref))
	case q.Personal != "":
		place, _, _ := strings.Cut(q.Name, ", “")
		return fit(place)
	}
	return fit(q.Name)
}

// explained says what a question's answers come to.
func explained(q reconcile.Question) string {
	_, proposal := proposer(q)
	switch {
	case q.Kind == reconcile.QuestionRow && q.Side == "":
		return "Officer or Partner: it is one action, in the words of that side. Add: they are two, and partners' gets another ref."
	case q.Kind == reconcile.QuestionReworded && q.Also == q.Ref:
		return "Same action: its new words go to the other side, and its history goes on. Two actions: nothing of the row crosses until it has a ref of its own."
	case q.Kind == reconcile.QuestionReworded:
		return "Same action: its new words go to the other side, and its history goes on. Two actions: you are asked about each by itself."
	case q.Kind == reconcile.QuestionWithdrawn:
		return "Last agreed: it stays in the plan. Let it go: it is withdrawn and leaves the agreed plan; nothing is deleted."
	case slices.Contains(q.Takes, reconcile.TakeAdd):
		return "Add: the action goes to the other side too. Leave out: it stays where it is, and nowhere else."
	case slices.Contains(q.Takes, reconcile.TakeGo):
		return "Bring back: it is put back where it is gone. Let it go: it leaves the agreed plan; nothing is deleted."
	case q.Kind == reconcile.QuestionHeld && slices.Contains(q.Takes, reconcile.TakeLeave):
		return "Leave out: officers keep their words, and partners are not told. Officer: the words go to partners as they are."
	case isAboutCells(q) && slices.Contains(q.Takes, reconcile.TakeLeave):
		text := "Leave out: officers keep what they say, and partners' cell stays as it is, until it says something else."
		if slices.Contains(q.Takes, reconcile.TakePartner) {
			text += " Partner: the words of that side are agreed."
		}
		return text
	case proposal:
		return "Accept: it is agreed, on both sides. Refuse: the owners' words stay, and the other cell is put back."
	}
	var said []string
	for _, c := range []struct {
		take reconcile.Take
		what string
	}{
		{reconcile.TakeOfficer, "Officer: the words of that side are agreed."}, {reconcile.TakePartner, "Partner: the words of that side are agreed."},
		{reconcile.TakeBase, "Last agreed: both go back to them."}, {reconcile.TakeOther, "Other: what you write beside it."},
	} {
		if slices.Contains(q.Takes, c.take) {
			said = append(said, c.what)
		}
	}
	text := strings.Join(said, " ")
	return strings.Replace(text, "Officer: the words of that side are agreed. Partner: the words", "Officer or Partner: the words", 1)
}

// hint says what may be written under "Other text" for a question; "" where
// nothing may.
func hint(q reconcile.Question) string {
	if q.Kind == reconcile.QuestionRow {
		switch {
		case !slices.Contains(q.Takes, reconcile.TakeAdd):
			return ""
		case q.Side == "":
			return "Only with the answer Add: write here the ref that the partners' row is to have."
		}
		if q.Nameless && q.NextRef == "" {
			return ""
		}
		return fmt.Sprintf("Add: the action gets the ref %s. To give it another, write that here.", short(string(q.Ref)))
	}
	if !slices.Contains(q.Takes, reconcile.TakeOther) {
		return ""
	}
	if len(columnsIn(q)) == 1 {
		return "Only with the answer Other: write here what it is to say, or (blank) for nothing."
	}
	return "Only with the answer Other: write a line for each, as in " + example(columnsIn(q))
}

// ownWords are the council's own words for what another text may say of a cell: the
// steps of its scale, of a rating, and its words for statuses.
func ownWords(f plan.Field, terms plan.Terms) []string {
	var words []string
	switch f {
	case plan.FieldRAG:
		for _, step := range terms.Scale {
			words = append(words, step.Name)
		}
	case plan.FieldStatus:
		for _, word := range terms.Statuses {
			words = append(words, plan.Clean(word.Words))
		}
	}
	return words
}

// hintWith is hint with the council's own words for what may be written, and those
// words where the question is about one cell alone.
func hintWith(q reconcile.Question, terms plan.Terms) (sentence string, offered []string) {
	sentence = hint(q)
	if q.Kind == reconcile.QuestionRow || !slices.Contains(q.Takes, reconcile.TakeOther) {
		return sentence, nil
	}
	cells := columnsIn(q)
	for _, d := range cells {
		words := ownWords(d.Field, terms)
		if len(words) == 0 {
			continue
		}
		if len(cells) == 1 {
			offered = words
		}
		sentence += fmt.Sprintf(" Your own words for %s: %s.", d.Field.Label(), strings.Join(words, "; "))
	}
	return sentence, offered
}

// example shows how several texts are written in one cell.
func example(cells []reconcile.Difference) string {
	lines := make([]string, len(cells))
	for i, d := range cells {
		lines[i] = short(d.Field.Label()) + ": …"
	}
	return strings.Join(lines, "  ")
}

// short keeps a name to what a sentence can hold.
func short(text string) string {
	if runes := []rune(fit(text)); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return fit(text)
}
