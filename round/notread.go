package round

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// What a reading leaves out.
//
// Somebody types an action two rows below the table, words beside a row, a line in a
// row under an action. None of it is compared, so nothing of it crosses, and a run
// that looks only at what it compares would say that both sides say what was agreed.
// So whatever was left out since the sides last agreed is said, a line each; for what
// was left out then already, the number is enough. The ledger keeps what it was, with
// the place, by its words without the numbers in them: a row that was put in above
// makes no news of it.

// mostNotRead is how many things a side's reading left out are said a line each.
const mostNotRead = 8

// copyNames are what the sides' copies are called where what they say is told.
var copyNames = map[reconcile.Side]string{reconcile.Officer: "the officers' plan", reconcile.Partner: "the partners' copy"}

// omission is one thing that a reading leaves out.
type omission struct {
	words string
	key   string // what the ledger knows it by
	once  bool   // it is said where it is new, and counted nowhere
}

// omissions are what a reading leaves out: what its notes say was not read, lines
// that are taken for headings, and the rows that go on with an action, which are not
// reconciled.
func omissions(p plan.Plan) []omission {
	var all []omission
	on := func(sheet, words string) string {
		if sheet == "" || len(table.Sheets(p)) < 2 {
			return words
		}
		return fmt.Sprintf("sheet %q: %s", sheet, words)
	}
	for _, n := range p.Notes {
		if n.Weight == plan.Unread && !strings.HasSuffix(n.Message, plan.WorkOut) && !strings.HasSuffix(n.Message, plan.Repair) { // what says nothing is said by its cells
			words := on(n.Cell.Sheet, n.Message)
			all = append(all, omission{words: words, key: withoutNumbers(words) + runsKey(n.Rows)})
		}
	}
	headed := map[string]bool{}
	for i := range p.Actions {
		a := &p.Actions[i]
		if a.Heading != "" && !headed[a.Table+"\n"+a.Heading] {
			headed[a.Table+"\n"+a.Heading] = true
			words := on(a.Sheet, fmt.Sprintf("%q, above row %d, is taken for a heading, and is not compared", oneLine(a.Heading, 60), a.Row))
			all = append(all, omission{words, "heading " + plan.Fold(a.Heading), true})
		}
		if len(a.More) == 0 {
			continue
		}
		var said []string
		for _, more := range a.More {
			for _, f := range more.Sorted() {
				if e := more.Entry(f); !e.Value.IsBlank() {
					said = append(said, string(f)+" "+plan.Fold(e.Shown()))
				}
			}
		}
		words := on(a.Sheet, fmt.Sprintf("%s goes on with the action of row %d, and such rows are not reconciled: carry over by hand what is to stand", rowsUnder(len(a.More)), a.Row))
		all = append(all, omission{words: words, key: fmt.Sprintf("under %s %x", a.Ref, digest(strings.Join(said, "\n")))})
	}
	return all
}

// digest is a short number for words that are kept nowhere else.
func digest(words string) uint64 {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(words))
	return sum.Sum64()
}

func rowsUnder(n int) string {
	if n == 1 {
		return "the row under it"
	}
	return fmt.Sprintf("each of the %d rows under it", n)
}

// withoutNumbers is a sentence without the rows it names.
func withoutNumbers(words string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, words)
}

// runsKey tells how many rows a note is about.
func runsKey(runs string) string {
	n := 0
	for _, run := range strings.Fields(runs) {
		var first, last int
		if _, err := fmt.Sscanf(run, "%d-%d", &first, &last); err == nil {
			n += last - first + 1
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d)", n)
}

// keysOf are what the ledger knows the omissions of a reading by, in order.
func keysOf(p plan.Plan) []string {
	keys := []string{}
	for _, o := range omissions(p) {
		keys = append(keys, o.key)
	}
	slices.Sort(keys)
	return keys
}

// asBefore says that something was so when the sides agreed; nothing where they never did.
func (now *Readings) asBefore() string {
	if now.Base == nil {
		return ""
	}
	return ", as before"
}

// notRead says what the readings leave out: each thing that they did not when the
// sides last agreed, and of the others how many there are.
func (r *Round) notRead(now *Readings) []string {
	was, _ := r.folder().Places()
	said := []string{}
	for _, side := range Sides {
		place, p := was.Officers, now.Plan(side)
		if side == reconcile.Partner {
			place = was.Partners
		}
		said = append(said, twins(side, p)...)
		if now.Base != nil && place.Outside != nil {
			said = append(said, outsideSince(side, p, place.Outside)...)
		}
		old, fresh := sinceAgreed(p, place, now.Base != nil)
		for i, o := range fresh {
			if i == mostNotRead {
				said = append(said, fmt.Sprintf("%s: %d more things in it are not compared: actionplan read shows them", copyNames[side], len(fresh)-i))
				break
			}
			said = append(said, copyNames[side]+": "+o.words)
		}
		switch {
		case old == 1:
			said = append(said, copyNames[side]+": 1 thing in it is not compared"+now.asBefore()+": actionplan read shows it")
		case old > 1:
			said = append(said, fmt.Sprintf("%s: %d things in it are not compared%s: actionplan read shows them", copyNames[side], old, now.asBefore()))
		}
	}
	return said
}

// sinceAgreed parts the omissions of a reading into those that were there when the
// sides last agreed, of which it gives the number, and the others. Before that, and
// where a ledger of an earlier build does not say, all were there.
func sinceAgreed(p plan.Plan, was ledger.Place, agreed bool) (old int, fresh []omission) {
	left := slices.Clone(was.NotRead)
	for _, o := range omissions(p) {
		at := slices.Index(left, o.key)
		if at < 0 && agreed && was.NotRead != nil {
			fresh = append(fresh, o)
			continue
		}
		if at >= 0 {
			left = slices.Delete(left, at, at+1)
		}
		if !o.once {
			old++
		}
	}
	return old, fresh
}

// mostOutside is how many texts of a sheet, outside its tables, the ledger knows one by
// one; where there are more it knows them together.
const mostOutside = 500

// outsideKey is what the ledger knows a text outside the tables by: its words, wherever
// its row or its sheet has gone.
func outsideKey(where plan.Where, text string) string {
	return fmt.Sprintf("%s %x", where, digest(plan.Fold(text)))
}

// keysOutside are the keys of one place's words, one for each of them, or for all.
func keysOutside(o plan.Outside) []string {
	keys := make([]string, len(o.Words))
	for i, w := range o.Words {
		keys[i] = outsideKey(o.Where, w.Text)
	}
	if len(keys) <= mostOutside {
		return keys
	}
	together := outsideKey(o.Where, strings.Join(keys, "\n"))
	for i := range keys {
		keys[i] = together
	}
	return keys
}

// outsideKeys are what the ledger knows the words outside a reading's tables by.
func outsideKeys(p plan.Plan) []string {
	keys := []string{}
	for _, o := range p.Outside {
		keys = append(keys, keysOutside(o)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// newWords is how new words are told, by where they stand.
var newWords = map[plan.Where]string{
	plan.Over:   "the lines over the table say something new, which is not compared",
	plan.Among:  "a row that is no action says something new, which is not compared",
	plan.Beside: "a sheet that is not read says something new",
}

// outsideSince says what stands outside a side's tables and did not when the sides were
// agreed: a line for each kind of place, with the first words and how many more.
func outsideSince(side reconcile.Side, p plan.Plan, was []string) []string {
	fresh := map[plan.Where][]plan.Word{}
	for _, o := range p.Outside {
		keys := keysOutside(o)
		for i, w := range o.Words {
			if !slices.Contains(was, keys[i]) {
				fresh[o.Where] = append(fresh[o.Where], w)
			}
		}
	}
	var said []string
	for _, where := range []plan.Where{plan.Over, plan.Among, plan.Beside} {
		words := fresh[where]
		if len(words) == 0 {
			continue
		}
		line := fmt.Sprintf("%s: %s: %s, %q", copyNames[side], newWords[where], words[0].Cell, oneLine(words[0].Text, 80))
		var more []plan.Cell
		for _, w := range words[1:] {
			more = append(more, w.Cell)
		}
		if len(more) > 0 {
			line += fmt.Sprintf("; so does %s", plan.CellList(more))
		}
		said = append(said, line)
	}
	return said
}

// twins say of copies of the plan beside it that nothing typed in them crosses.
func twins(side reconcile.Side, p plan.Plan) []string {
	var said []string
	for _, left := range p.Left {
		if !left.Twin {
			continue
		}
		words := fmt.Sprintf("%s: the sheet %q has mostly the actions of %q, and only %q is read", copyNames[side], left.Sheet, left.Of, left.Of)
		switch n := len(left.Differs); n {
		case 0:
			words += "; what is typed in the other crosses nowhere"
		case 1:
			words += fmt.Sprintf("; 1 cell there says something else (%s), and crosses nowhere: copy what is to count into %q", plan.CellList(left.Differs), left.Of)
		default:
			words += fmt.Sprintf("; %d cells there say something else (%s), and cross nowhere: copy what is to count into %q", n, plan.CellList(left.Differs), left.Of)
		}
		said = append(said, words)
	}
	return said
}

// struckIn are the rows of a reading that are struck out whole, as the ledger keeps
// them.
func struckIn(p plan.Plan) []string {
	struck := []string{}
	for i := range p.Actions {
		if a := &p.Actions[i]; a.Struck {
			struck = append(struck, reconcile.WithdrawnKey(a))
		}
	}
	return struck
}

// struckBefore are the rows of a side that were struck out when it was agreed: those
// that are struck out now, where a ledger of an earlier build does not say. One that
// was struck out at a first agreement is asked about like any that is since.
func (r *Round) struckBefore(now *Readings, side reconcile.Side) []string {
	struck := struckIn(now.Plan(side))
	if now.Base == nil {
		return []string{}
	}
	was, _ := r.folder().Places()
	before := was.Officers.Struck
	if side == reconcile.Partner {
		before = was.Partners.Struck
	}
	if before == nil {
		return struck
	}
	return slices.DeleteFunc(struck, func(key string) bool { return !slices.Contains(before, key) })
}

// placesToKeep is where both plans lie, with what the ledger keeps beside that of how
// they were read.
func (r *Round) placesToKeep(now *Readings) ledger.Places {
	places := placesOf(now)
	places.Officers.Untold = now.compared.Untold()
	places.Partners.Stood = now.stand()
	places.Officers.Struck, places.Partners.Struck = r.struckBefore(now, reconcile.Officer), r.struckBefore(now, reconcile.Partner)
	return places
}
