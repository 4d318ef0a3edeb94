package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
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
func (d *desk) tellPartners(w *writing) []plan.Edit {
	if !w.Partners.Has(plan.FieldReply) {
		return nil
	}
	told := map[plan.Ref][]reply{}
	for _, r := range d.replies(w) {
		told[r.ref] = append(told[r.ref], r)
	}
	var edits []plan.Edit
	for _, a := range w.Partners.Actions {
		was, has := a.Lookup(plan.FieldReply)
		words := ""
		for _, r := range told[a.Ref] {
			if !strings.Contains(was.Typed, r.words) {
				words += r.when + r.words + "\n"
			}
		}
		if words == "" || !has || w.Untold[a.Ref] {
			continue
		}
		words = strings.TrimSpace(words + was.Typed)
		edits = append(edits, plan.Edit{ID: a.ID, Field: plan.FieldReply, Was: was, Now: plan.Entry{Value: plan.TextValue(words), Typed: words}})
	}
	return edits
}

// replies are what there is to tell: of proposals and rows that were answered,
// and of conflicts that were decided otherwise than partners wrote.
func (d *desk) replies(w *writing) []reply {
	type cell struct {
		ref   plan.Ref
		field plan.Field
	}
	written := map[cell]plan.Edit{}
	refs := refsByID(w.Partners)
	for _, e := range w.Kept[reconcile.Partner] {
		written[cell{refs[e.ID], e.Field}] = e
	}
	var list []reply
	told := map[cell]bool{}
	for _, r := range w.Settlement.Replies {
		e, put := written[cell{r.Ref, r.Field}]
		told[cell{r.Ref, r.Field}] = true
		_, why, _ := strings.Cut(r.Text, ": ")
		words := about(r.Field) + r.Text
		if put {
			words = d.safely(about(r.Field)+"you proposed "+quoted(e.Was)+". The council kept "+quoted(e.Now)+reason(why), words)
		}
		list = append(list, reply{r.Ref, d.received(), words})
	}
	for _, c := range w.Settlement.Changes {
		e, put := written[cell{c.Ref, c.Field}]
		if c.By == "" || !put || told[cell{c.Ref, c.Field}] || c.Partner.Value == c.Base.Value {
			continue
		}
		words := about(c.Field) + "you wrote " + quoted(e.Was) + ". The council decided on " + quoted(e.Now) + reason(c.Why)
		list = append(list, reply{c.Ref, d.received(), d.safely(words, about(c.Field)+"the council decided otherwise.")})
	}
	return list
}

// received begins a reply with the day it was read.
func (d *desk) received() string { return "Received " + d.today.Long() }

// about goes on with the field a reply is about.
func about(f plan.Field) string {
	if f == "" {
		return ": "
	}
	return ", " + f.Label() + ": "
}

// safely is the words, or plainer ones where they seem to hold personal data.
func (d *desk) safely(words, plainer string) string {
	if _, found := d.settings.Agreement().Personal(words); found {
		return plainer
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

// leaveReply takes a reply back that cannot be written. What it is about is
// written all the same.
func (w *writing) leaveReply(r table.Refusal) bool {
	for _, e := range w.Replies {
		if ref := refsByID(w.Partners)[e.ID]; e.Was.Cell == r.Cell {
			if w.Untold == nil {
				w.Untold = map[plan.Ref]bool{}
			}
			w.Untold[ref] = true
			w.LeftAlone = append(w.LeftAlone, fmt.Sprintf("the reply to partners about action %s: %s", ref, r))
			return true
		}
	}
	return false
}
