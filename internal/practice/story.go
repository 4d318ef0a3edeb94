package practice

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// Action is one action of the practice plan, as each side's copy holds it.
type Action struct {
	Ref      plan.Ref
	Theme    string // "" on the second sheet
	Head     string // who answers for the theme
	Learning bool   // it stands on the second sheet
	Officers map[plan.Field]Said
	Partners map[plan.Field]Said
	Internal string // the hidden column: never shared
}

// Said is what one cell of a copy holds.
type Said struct {
	Means string // clean: a date as 2026-03-31, a rating as one of plan.Ratings
	Typed string // as typed into the cell; "" for a real date, "fill" for a rating given by colour
}

// Change is what one or both sides did to a cell since they agreed.
type Change struct {
	Ref       plan.Ref
	Field     plan.Field
	Heading   string // what a settlement should make of it, as changes.txt says
	Officers  *Said  // nil when they left it alone
	Partners  *Said
	paragraph bool // it goes below what the cell said
}

//go:embed plan.txt
var planText string

//go:embed changes.txt
var changesText string

// Then is the plan as both sides agreed it.
func Then() ([]Action, error) {
	var actions []Action
	var theme, head string
	for n, block := range blocks(planText) {
		kind, rest, _ := strings.Cut(block[0], " ")
		switch kind {
		case "theme":
			_, name, _ := strings.Cut(rest, ": ")
			theme, head, _ = strings.Cut(name, " | ")
		case "action", "learning":
			a := Action{Ref: plan.Ref(rest), Theme: theme, Head: head, Learning: kind == "learning"}
			if a.Learning {
				a.Theme, a.Head = "", ""
			}
			if err := a.fill(block[1:]); err != nil {
				return nil, err
			}
			actions = append(actions, a)
		default:
			return nil, fmt.Errorf("practice plan, block %d: %q opens nothing", n+1, block[0])
		}
	}
	return actions, nil
}

// Now is the plan as the two copies stand today.
func Now() ([]Action, error) {
	actions, err := Then()
	if err != nil {
		return nil, err
	}
	changes, err := Changes()
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		i := slices.IndexFunc(actions, func(a Action) bool { return a.Ref == c.Ref })
		if i < 0 {
			return nil, fmt.Errorf("practice changes: there is no action %s", c.Ref)
		}
		c.make(actions[i].Officers, c.Officers)
		c.make(actions[i].Partners, c.Partners)
	}
	return actions, nil
}

func (c Change) make(copied map[plan.Field]Said, now *Said) {
	switch {
	case now == nil:
	case c.paragraph:
		was := copied[c.Field]
		copied[c.Field] = Said{Means: was.Means + "\n" + now.Means, Typed: was.Typed + "\n" + now.Typed}
	default:
		copied[c.Field] = *now
	}
}

// Changes lists what has been changed since both sides agreed, in the order
// of changes.txt.
func Changes() ([]Change, error) {
	var changes []Change
	heading := ""
	for _, block := range blocks(changesText) {
		if strings.HasPrefix(block[0], "[") {
			heading = strings.Trim(block[0], "[]")
			continue
		}
		ref, field, _ := strings.Cut(block[0], " ")
		c := Change{Ref: plan.Ref(ref), Field: plan.Field(field), Heading: heading}
		if !c.Field.Known() {
			return nil, fmt.Errorf("practice changes, %s: there is no field %q", ref, field)
		}
		for _, line := range block[1:] {
			side, text, _ := strings.Cut(line, ": ")
			said, paragraph := sayings(c.Field, text)
			c.paragraph = paragraph
			switch side {
			case "officer":
				c.Officers = &said.officers
			case "partner":
				c.Partners = &said.partners
			default:
				return nil, fmt.Errorf("practice changes, %s: %q is neither side", block[0], side)
			}
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// fill reads an action's own lines.
func (a *Action) fill(lines []string) error {
	a.Officers, a.Partners = map[plan.Field]Said{}, map[plan.Field]Said{}
	a.say(plan.FieldRef, string(a.Ref))
	if a.Theme != "" {
		a.say(plan.FieldTheme, a.Theme)
	}
	for _, line := range lines {
		name, text, ok := strings.Cut(line, ": ")
		field := plan.Field(name)
		switch {
		case ok && name == "internal":
			a.Internal = text
		case ok && field.Known():
			a.say(field, text)
		default:
			return fmt.Errorf("practice plan, action %s: %q is no field", a.Ref, line)
		}
	}
	return nil
}

func (a *Action) say(f plan.Field, text string) {
	said, _ := sayings(f, text)
	a.Officers[f], a.Partners[f] = said.officers, said.partners
}

type bothSaid struct{ officers, partners Said }

// sayings reads "what it means | as officers typed it | as partners typed
// it", and says whether it is a paragraph to be added. One typing alone does
// for either side.
func sayings(f plan.Field, text string) (said bothSaid, paragraph bool) {
	text, paragraph = strings.CutPrefix(text, "+")
	forms := strings.Split(text, " | ")
	means := clean(forms[0])
	officers, partners := forms[0], means
	if f.IsDate() && isoDay.MatchString(means) {
		officers, partners = "", ""
	}
	if len(forms) > 1 {
		officers, partners = forms[1], clean(forms[1])
	}
	if len(forms) > 2 {
		partners = forms[2]
	}
	if officers == "real" {
		officers = ""
	}
	return bothSaid{Said{means, mess.Replace(officers)}, Said{means, partners}}, paragraph
}

var isoDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// mess puts into officers' cells what nobody sees in them, and tidy takes it
// out again.
var (
	mess = strings.NewReplacer("{nbsp}", "\u00a0", "{zw}", "\u200b", "{sp}", " ")
	tidy = strings.NewReplacer("{nbsp}", " ", "{zw}", "", "{sp}", " ")
)

func clean(text string) string { return plan.Clean(tidy.Replace(text)) }

// blocks divides a text at its blank lines, without its remarks, and joins
// the lines that go on with the one above.
func blocks(text string) [][]string {
	var all [][]string
	var block []string
	for _, line := range append(strings.Split(text, "\n"), "") {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  ") && len(block) > 0:
			block[len(block)-1] += "\n" + strings.TrimPrefix(line, "  ")
		case line != "":
			block = append(block, line)
		case len(block) > 0:
			all = append(all, block)
			block = nil
		}
	}
	return all
}
