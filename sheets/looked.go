package sheets

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"actionplan/internal/text"
	"actionplan/plan"
)

// Found is one thing that was looked at in a partners' sheet.
type Found struct {
	Well  bool   `json:"well"`
	What  string `json:"what"`
	Words string `json:"words"`
}

// Look opens a partners' sheet as a run would, and says what it finds: the
// account, the sharing, the locale, the tab, the headings, the refs and the
// protections. shared are the columns that partners are to have, own those that
// belong to officers. It writes nothing; where the sheet cannot be opened, it is
// an error. The copy's next Read gives what was looked at, without asking again.
func Look(ctx context.Context, c *Copy, officers plan.Plan, shared []plan.Column, own []plan.Field) (title string, found []Found, err error) {
	partners, err := c.Read(ctx)
	sheet := c.Sheet()
	if sheet == nil {
		return "", nil, err
	}
	found = []Found{
		lookAtAccount(c.client),
		{true, "sharing", fmt.Sprintf("the sheet %q opens", sheet.Title)},
		lookAtLocale(sheet),
	}
	if err != nil {
		return sheet.Title, append(found, Found{false, "headings", err.Error()}), nil
	}
	c.fresh = true
	return sheet.Title, append(found, lookAtTab(sheet, partners), lookAtHeadings(shared, partners), lookAtRefs(officers, partners),
		lookAtProtections(own, sheet, partners)), nil
}

func lookAtAccount(client *Client) Found {
	words := "signed in by " + client.How
	if who := client.Who; who != "" {
		words += " as " + who + ", the address to share the sheet with (as an editor)"
	}
	return Found{true, "account", words}
}

func lookAtLocale(s *Sheet) Found {
	if strings.HasPrefix(s.Locale, "en_GB") {
		return Found{true, "locale", "dates are read the UK way"}
	}
	return Found{false, "locale", fmt.Sprintf("the sheet's locale is %s: a partner who types 03/04/26 may mean another day (actionplan sheet adopt --only locale)", s.Locale)}
}

func lookAtTab(sheet *Sheet, partners plan.Plan) Found {
	var names []string
	well := true
	for _, t := range partners.Tables {
		name := fmt.Sprintf("%q, headings in row %d, %s", t.Sheet, t.Header, text.Counted(partners.CountIn(t.Name), "action"))
		if t.Hidden {
			name, well = name+" (hidden)", false
		}
		names = append(names, name)
	}
	words := "the plan lies in " + text.Joined(names)
	if sheet.Place.Tab == nil {
		words += "; the address names no tab (#gid=), so that every tab is read"
	}
	return Found{well, "tab", words}
}

// lookAtHeadings says which shared columns the sheet lacks.
func lookAtHeadings(shared []plan.Column, partners plan.Plan) Found {
	var lacking []string
	for _, c := range shared {
		if !partners.Has(c.Field) {
			lacking = append(lacking, fmt.Sprintf("%q", c.Heading))
		}
	}
	if len(lacking) > 0 {
		return Found{false, "headings", "the sheet has no column for " + text.Joined(lacking) + ", which you share"}
	}
	return Found{true, "headings", "the sheet has every column you share"}
}

func lookAtRefs(officers, partners plan.Plan) Found {
	ours, theirs := map[plan.Ref]int{}, map[plan.Ref]int{}
	for _, a := range officers.Actions {
		ours[a.Ref]++
	}
	without, common := 0, 0
	var doubled []string
	for _, a := range partners.Actions {
		if a.Ref == "" {
			without++
			continue
		}
		if theirs[a.Ref]++; theirs[a.Ref] == 2 {
			doubled = append(doubled, string(a.Ref))
		}
		if ours[a.Ref] > 0 && theirs[a.Ref] == 1 {
			common++
		}
	}
	words := fmt.Sprintf("%d of the officers' %s are in the sheet", common, text.Counted(len(officers.Actions), "action"))
	if without > 0 {
		words += fmt.Sprintf("; %s without a ref", text.Counted(without, "row"))
	}
	if len(doubled) > 0 {
		words += "; twice: " + text.Joined(doubled)
	}
	return Found{without == 0 && len(doubled) == 0 && common > 0, "refs", words}
}

// lookAtProtections says which of the officers' columns anybody may change,
// which only warn, and which are protected in part.
func lookAtProtections(own []plan.Field, sheet *Sheet, partners plan.Plan) Found {
	columns := map[Guard][]string{}
	var shut []string
	for _, c := range partners.Columns {
		if !slices.Contains(own, c.Field) {
			continue
		}
		g := sheet.Guarding(c, partners)
		name := fmt.Sprintf("%q", c.Heading)
		if g.Guard == PartGuarded {
			name += fmt.Sprintf(" (but not in %s)", text.Counted(len(g.Open), "row"))
		}
		if !slices.Contains(columns[g.Guard], name) {
			columns[g.Guard] = append(columns[g.Guard], name)
		}
		if g.Shut && !slices.Contains(shut, fmt.Sprintf("%q", c.Heading)) {
			shut = append(shut, fmt.Sprintf("%q", c.Heading))
		}
	}
	var parts []string
	for _, say := range []struct {
		guard Guard
		words string
	}{
		{Guarded, "protected: %s"},
		{PartGuarded, "protected in part: %s"},
		{WarnedOf, "partners are warned, and not stopped, before they change %s"},
		{Unguarded, "anybody may change %s: what partners type there is a proposal, and never crosses unasked"},
	} {
		if names := columns[say.guard]; len(names) > 0 {
			parts = append(parts, fmt.Sprintf(say.words, text.Joined(names)))
		}
	}
	if len(shut) > 0 {
		parts = append(parts, "the account that is signed in may not write "+text.Joined(shut)+" either: its owner adds it under Data > Protect sheets and ranges")
	}
	if len(parts) == 0 {
		return Found{true, "protection", "the sheet has none of the officers' columns"}
	}
	return Found{len(shut) == 0, "protection", strings.Join(parts, "; ")}
}
