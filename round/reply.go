package round

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
	"actionplan/reconcile"
)

// reply is what partners are told of one of their edits, in their column
// "Council reply".
type reply struct {
	ref         plan.Ref
	when, words string
}

// tellPartners puts what became of partners' edits into the column for the
// council's reply, where their copy has one: the latest first, over what was
// told before. Nothing is told twice.
func (r *Round) tellPartners(s *Staging) []plan.Edit {
	if !s.Partners.Has(plan.FieldReply) {
		return nil
	}
	told := map[plan.Ref][]reply{}
	var refs []plan.Ref
	for _, tell := range r.replies(s) {
		if told[tell.ref] == nil {
			refs = append(refs, tell.ref)
		}
		told[tell.ref] = append(told[tell.ref], tell)
	}
	var edits []plan.Edit
	for _, ref := range refs {
		row, there := s.Settlement.Row(reconcile.Partner, ref)
		was, has := row.Lookup(plan.FieldReply)
		if !there || !has || s.untold[ref] {
			continue
		}
		words := ""
		for _, tell := range told[ref] {
			if !strings.Contains(was.Typed, tell.words) {
				words += tell.when + tell.words + "\n"
			}
		}
		if words == "" {
			continue
		}
		words = strings.TrimSpace(words + was.Typed)
		edits = append(edits, plan.Edit{ID: row.ID, Ref: ref, Field: plan.FieldReply, Was: was, Now: plan.Entry{Value: plan.TextValue(words), Typed: words}})
	}
	return edits
}

// replies are what there is to tell: of proposals and rows that were answered,
// and of conflicts that were decided otherwise than partners wrote.
func (r *Round) replies(s *Staging) []reply {
	written := map[plan.CellKey]plan.Edit{}
	for _, e := range s.side[reconcile.Partner].Edits {
		written[plan.CellKey{Ref: e.Ref, Field: e.Field}] = e
	}
	received := "Received " + r.Today.Long()
	var list []reply
	told := map[plan.CellKey]bool{}
	for _, tell := range s.Settlement.Replies {
		key := plan.CellKey{Ref: tell.Ref, Field: tell.Field}
		e, put := written[key]
		told[key] = true
		_, why, _ := strings.Cut(tell.Text, ": ")
		words := about(tell.Field) + tell.Text
		if put {
			words = r.safely(about(tell.Field)+"you proposed "+quoted(e.Was)+". The council kept "+quoted(e.Now)+reason(why), words)
		}
		list = append(list, reply{tell.Ref, received, words})
	}
	for _, c := range s.Settlement.Changes {
		key := plan.CellKey{Ref: c.Ref, Field: c.Field}
		e, put := written[key]
		if c.By == "" || !put || told[key] || c.Partner.Value == c.Base.Value {
			continue
		}
		words := about(c.Field) + "you wrote " + quoted(e.Was) + ". The council decided on " + quoted(e.Now) + reason(c.Why)
		list = append(list, reply{c.Ref, received, r.safely(words, about(c.Field)+"the council decided otherwise.")})
	}
	return list
}

// about goes on with the field a reply is about.
func about(f plan.Field) string {
	if f == "" {
		return ": "
	}
	return ", " + f.Label() + ": "
}

// safely is the words, or plainer ones where they seem to hold personal data.
func (r *Round) safely(words, plainer string) string {
	if r.Rules.Personal != nil {
		if _, found := r.Rules.Personal(words); found {
			return plainer
		}
	}
	return words
}

// replyQuote is how much of a text a reply repeats, in characters.
const replyQuote = 80

func quoted(e plan.Entry) string {
	if e.Value == plan.Blank {
		return "a blank"
	}
	return "“" + oneLine(e.Shown(), replyQuote) + "”"
}

// reason is why, as the end of a sentence.
func reason(why string) string {
	why = strings.TrimRight(strings.TrimSpace(why), ".")
	if why == "" {
		return "."
	}
	first, size := utf8.DecodeRuneInString(why)
	next, _ := utf8.DecodeRuneInString(why[size:])
	if unicode.IsUpper(first) && unicode.IsLower(next) {
		why = string(unicode.ToLower(first)) + why[size:]
	}
	return " because " + why + "."
}

// oneLine is a cell's words in a sentence: line breaks and control characters
// as spaces, and no more than most letters of it.
func oneLine(words string, most int) string {
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(words); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return words
}
