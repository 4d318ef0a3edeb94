package ledger

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// What people answered stands below the actions, a block each, in the order
// of their refs. Names that are empty stand as "": a decision about a row has
// no field, and one about a column no ref.
//
//	decision 2.3 due
//	  kind: conflict
//	  take: officer
//	  by: Head of Service
//	  why: The board moved it
//	  on: 2026-03-31
//	  said 2.3 due
//	    base date: 2026-03-31
//	    officer date: 2026-04-30
//	    partner blank
//	  other due date: 2026-05-31
//	    typed: 31/5/26
//
//	refusal 2.3 due
//	  side: partner
//	  value date: 2026-09-30
//
//	tombstone 2.4 ""
//	  side: partner
//	  told: yes
//	  says action text: Train all managers
//
//	leftout 2.5 ""
//	  side: officer
//	  says action text: Meet monthly

// formatMemory writes what people answered. Two answers to one question are
// refused.
func formatMemory(body *bytes.Buffer, m reconcile.Memory) error {
	seen := map[string]bool{}
	head := func(name string, ref plan.Ref, f plan.Field, s reconcile.Side, table string) error {
		about := fmt.Sprintf("%s %s %s", name, word(string(ref)), word(string(f)))
		if seen[about+string(s)+table] {
			return fmt.Errorf("there are two of one kind: %s", about)
		}
		seen[about+string(s)+table] = true
		fmt.Fprintf(body, "\n%s\n", about)
		optional(body, "side", string(s))
		optional(body, "table", table)
		return nil
	}
	for _, d := range sortedBy(m.Decisions, func(d reconcile.Decision) reconcile.Key { return d.Question }) {
		if err := head("decision", d.Question.Ref, d.Question.Field, d.Question.Side, d.Question.Table); err != nil {
			return err
		}
		formatDecision(body, d)
	}
	for _, r := range sortedBy(m.Refusals, func(r reconcile.Refusal) reconcile.Key {
		return reconcile.Key{Ref: r.Ref, Field: r.Field, Side: r.Side}
	}) {
		if err := head("refusal", r.Ref, r.Field, r.Side, ""); err != nil {
			return err
		}
		if r.Value.Kind != plan.KindAbsent {
			formatValue(body, "  value", r.Value)
		}
		signed(body, r.By, r.Why, r.On)
	}
	for _, t := range sortedBy(m.Tombstones, func(t reconcile.Tombstone) reconcile.Key { return reconcile.Key{Ref: t.Ref, Side: t.Side} }) {
		if err := head("tombstone", t.Ref, "", t.Side, ""); err != nil {
			return err
		}
		flag(body, "told", t.Told)
		formatSays(body, t.Says)
		signed(body, t.By, t.Why, t.On)
	}
	for _, l := range sortedBy(m.LeftOut, func(l reconcile.LeftOut) reconcile.Key {
		return reconcile.Key{Ref: l.Ref, Field: l.Field, Side: l.Side}
	}) {
		if err := head("leftout", l.Ref, l.Field, l.Side, ""); err != nil {
			return err
		}
		formatSays(body, l.Says)
		signed(body, l.By, l.Why, l.On)
	}
	return nil
}

// sortedBy puts answers in the order of what they are about.
func sortedBy[T any](list []T, about func(T) reconcile.Key) []T {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b T) int {
		x, y := about(a), about(b)
		return cmp.Or(plan.CompareRefs(x.Ref, y.Ref), cmp.Compare(x.Field, y.Field), cmp.Compare(x.Side, y.Side), cmp.Compare(x.Table, y.Table))
	})
	return sorted
}

func formatDecision(body *bytes.Buffer, d reconcile.Decision) {
	optional(body, "kind", string(d.Kind))
	optional(body, "take", string(d.Take))
	optional(body, "ref", string(d.Ref))
	flag(body, "cleared", d.Cleared)
	flag(body, "replied", d.Replied)
	signed(body, d.By, d.Why, d.On)
	for _, then := range d.Said {
		fmt.Fprintf(body, "  said %s %s\n", word(string(then.Ref)), word(string(then.Field)))
		for _, one := range []struct {
			side  reconcile.Side
			value plan.Value
		}{{reconcile.Base, then.Base}, {reconcile.Officer, then.Officer}, {reconcile.Partner, then.Partner}} {
			if one.value.Kind != plan.KindAbsent {
				formatValue(body, "    "+string(one.side), one.value)
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(d.Other)) {
		if d.Other[f].Value.Kind != plan.KindAbsent {
			formatEntry(body, "  other "+word(string(f)), d.Other[f])
		}
	}
}

func formatSays(body *bytes.Buffer, values map[plan.Field]plan.Value) {
	for _, f := range slices.Sorted(maps.Keys(values)) {
		if values[f].Kind != plan.KindAbsent {
			formatValue(body, "  says "+word(string(f)), values[f])
		}
	}
}

func signed(body *bytes.Buffer, by, why string, on plan.Date) {
	optional(body, "by", by)
	optional(body, "why", why)
	optional(body, "on", on.String())
}

func optional(body *bytes.Buffer, name, text string) {
	if text != "" {
		named(body, "  "+name, text)
	}
}

func flag(body *bytes.Buffer, name string, on bool) {
	if on {
		named(body, "  "+name, "yes")
	}
}

// block is one answer being read.
type block struct {
	ref              plan.Ref
	field            plan.Field
	texts            map[string]string // side, table, kind, take, ref, by, why
	on               plan.Date
	cleared, replied bool
	told             bool
	value            plan.Value
	says             map[plan.Field]plan.Value
	said             []reconcile.Said
	other            map[plan.Field]plan.Entry
}

// blocks are the answers there are, and how each joins the memory.
var blocks = map[string]func(block, *reconcile.Memory){
	"decision": func(b block, m *reconcile.Memory) {
		m.Decisions = append(m.Decisions, reconcile.Decision{
			Question: reconcile.Key{Ref: b.ref, Field: b.field, Side: b.side(), Table: b.texts["table"]}, Kind: reconcile.QuestionKind(b.texts["kind"]),
			Take: reconcile.Take(b.texts["take"]), Ref: plan.Ref(b.texts["ref"]), Other: b.other, Said: b.said,
			Cleared: b.cleared, Replied: b.replied, By: b.texts["by"], Why: b.texts["why"], On: b.on,
		})
	},
	"refusal": func(b block, m *reconcile.Memory) {
		m.Refusals = append(m.Refusals, reconcile.Refusal{Ref: b.ref, Field: b.field, Side: b.side(), Value: b.value, By: b.texts["by"], Why: b.texts["why"], On: b.on})
	},
	"tombstone": func(b block, m *reconcile.Memory) {
		m.Tombstones = append(m.Tombstones, reconcile.Tombstone{Ref: b.ref, Side: b.side(), Says: b.says, Told: b.told, By: b.texts["by"], Why: b.texts["why"], On: b.on})
	},
	"leftout": func(b block, m *reconcile.Memory) {
		m.LeftOut = append(m.LeftOut, reconcile.LeftOut{Ref: b.ref, Field: b.field, Side: b.side(), Says: b.says, By: b.texts["by"], Why: b.texts["why"], On: b.on})
	},
}

func (b block) side() reconcile.Side { return reconcile.Side(b.texts["side"]) }

// memory reads one answer, and the lines set in below it.
func (p *parser) memory(name, rest string, m *reconcile.Memory) error {
	b := block{texts: map[string]string{}}
	ref, field, err := p.about(rest)
	if err != nil {
		return err
	}
	b.ref, b.field = plan.Ref(ref), plan.Field(field)
	if name == "tombstone" || name == "leftout" {
		b.says = map[plan.Field]plan.Value{}
	}
	for p.peek("  ") {
		line, _ := p.next()
		if err := p.line(line[2:], &b); err != nil {
			return err
		}
	}
	blocks[name](b, m)
	return nil
}

// about reads a ref and a field, and nothing behind them.
func (p *parser) about(text string) (ref, field string, err error) {
	ref, rest, err := p.word(text)
	if err != nil || !strings.HasPrefix(rest, " ") {
		return "", "", p.damaged("a ref and a field are missing")
	}
	field, rest, err = p.word(rest[1:])
	if err != nil || rest != "" {
		return "", "", p.damaged("a ref and a field are missing")
	}
	return ref, field, nil
}

// line reads one line of an answer.
func (p *parser) line(line string, b *block) error {
	name, rest, err := p.word(line)
	if err != nil {
		return err
	}
	if flag := map[string]*bool{"cleared": &b.cleared, "replied": &b.replied, "told": &b.told}[name]; flag != nil {
		text, err := p.text(rest)
		if err == nil && text != "yes" {
			err = p.damaged(name + " is not yes")
		}
		*flag = true
		return err
	}
	switch name {
	case "side", "table", "kind", "take", "ref", "by", "why":
		b.texts[name], err = p.text(rest)
		return err
	case "on":
		return p.date(rest, &b.on)
	case "value":
		b.value, err = p.value(rest)
		return err
	case "says":
		f, v, err := p.fieldEntry(rest)
		if b.says == nil {
			b.says = map[plan.Field]plan.Value{}
		}
		b.says[f] = v.Value
		return err
	case "other":
		f, e, err := p.fieldEntry(rest)
		if b.other == nil {
			b.other = map[plan.Field]plan.Entry{}
		}
		b.other[f] = e
		return err
	case "said":
		return p.said(rest, b)
	}
	return p.damaged("it is none of the lines an answer has")
}

func (p *parser) value(rest string) (plan.Value, error) {
	e, err := p.entry(rest)
	return e.Value, err
}

// fieldEntry reads a field, and the entry behind it.
func (p *parser) fieldEntry(rest string) (plan.Field, plan.Entry, error) {
	name, rest, err := p.word(strings.TrimPrefix(rest, " "))
	if err != nil {
		return "", plan.Entry{}, err
	}
	e, err := p.entry(rest)
	return plan.Field(name), e, err
}

// said reads what a cell said, a line for each reading that had it.
func (p *parser) said(rest string, b *block) error {
	ref, field, err := p.about(strings.TrimPrefix(rest, " "))
	if err != nil {
		return err
	}
	then := reconcile.Said{Ref: plan.Ref(ref), Field: plan.Field(field)}
	readings := map[string]*plan.Value{"base": &then.Base, "officer": &then.Officer, "partner": &then.Partner}
	for p.peek("    ") {
		line, _ := p.next()
		name, rest, err := p.word(line[4:])
		if err != nil {
			return err
		}
		reading := readings[name]
		if reading == nil {
			return p.damaged("a cell is said in the base, by the officer or by the partner")
		}
		delete(readings, name)
		if *reading, err = p.value(rest); err != nil {
			return err
		}
	}
	b.said = append(b.said, then)
	return nil
}
