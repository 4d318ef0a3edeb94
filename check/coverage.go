package check

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/frame"
	"actionplan/plan"
)

// coverage are the rules that hold the plan to what was asked for: each
// recommendation to its actions, and each action to its recommendation.
var coverage = []Rule{
	{
		Code: "C11", Name: "recommendation-uncovered", Severity: High,
		Meaning: "A recommendation has no action, or none but cancelled ones.",
		Matters: "What an inspector asked for is not being done, and the next visit begins there.",
		Basis:   "members asked how a plan covers eight areas; one plan left an area without an action",
		Clears:  "add an action for it, or name it in the recommendation column of one that answers it",
		Public:  "A recommendation has no action", Listed: true,
		look: untuned(uncovered),
	},
	{
		Code: "C12", Name: "recommendation-closed-early", Severity: Medium,
		Meaning: "All actions for a recommendation are done, and no figure says what came of it.",
		Matters: "The work is over, and nobody knows whether it helped.",
		Basis:   "a committee asked how weaknesses are known to be resolved",
		Clears:  "write the latest figure or what shows the difference, or open an action that measures it",
		Public:  "Closed without a figure",
		look:    untuned(closedEarly),
	},
	{
		Code: "C10", Name: "source-blank", Severity: Medium,
		Meaning: "An action does not say which recommendation it answers, or names one that there is not.",
		Matters: "Nobody can tell why it is in the plan.",
		Basis:   "a cabinet’s plan answered 14 recommendations, and cited a fifteenth",
		Clears:  "name the recommendation by its number, as the list has it",
		Public:  "No recommendation named",
		look:    untuned(sourceBlank),
	},
	{
		Code: "C13", Name: "recommendation-truncated", Severity: Stop,
		Meaning: "A recommendation’s text is cut off.",
		Matters: "The committee would read half of what the inspector said.",
		Basis:   "a council’s own minutes ended in “view the full minutes text”",
		Clears:  "copy the whole text from the inspector’s report",
		Public:  "A recommendation is cut off",
		look:    untuned(truncated),
	},
	{
		Code: "C15", Name: "body-ended", Severity: Low,
		Meaning: "A lead, who is accountable or a partner is an organisation or a board that is no more.",
		Matters: "Nobody is left to answer.",
		Basis:   "plans that name clinical commissioning groups, which ended on 30 June 2022; a board that went on under another title",
		Clears:  "name who does its work now, or say under bodies: what it is called",
		Public:  "A body that is no more",
		look:    untuned(bodyEnded),
	},
	{
		Code: "C41", Name: "theme-unlisted", Severity: Low,
		Meaning: "A theme is not one of the plan’s, found once for each.",
		Matters: "Its actions stand apart in every count.",
		Basis:   "a committee asked that the plan’s seven outcomes be named alike throughout",
		Clears:  "write it as the list of themes does, or add it there (themes:)",
		Public:  "A theme that is not listed",
		look:    untuned(themeUnlisted),
	},
	{
		Code: "C40", Name: "count-mismatch", Severity: Medium,
		Meaning: "The plan’s title or the covering report says how many recommendations, themes or actions there are, and the plan holds another number of them.",
		Matters: "A member counts, and finds another number.",
		Basis:   "“14 recommendations”, “eight themes”, “7 outcomes” in councils’ reports",
		Clears:  "correct the number, or the list",
		Public:  "A number does not fit the plan",
		look:    untuned(countMismatch),
	},
}

// citation is what a cell cites: recommendations, by their places in the frame, and what
// is none of them.
type citation struct {
	known   []int
	unknown []string
}

// citedIn is what an action cites. Many actions cite the same.
func (r *examined) citedIn(a *action) citation {
	cell := a.Shown(plan.FieldRecommendation)
	c, seen := r.cited[cell]
	if !seen {
		c.known, c.unknown = r.Frame.Cited(cell)
		r.cited[cell] = c
	}
	return c
}

// citing are the actions that cite each recommendation, by its place in the frame.
func (r *examined) citing() [][]*action {
	by := make([][]*action, len(r.Frame.Recommendations))
	for _, a := range r.actions {
		v := a.Value(plan.FieldRecommendation)
		if v.Kind == plan.KindAbsent || v.IsBlank() {
			continue
		}
		for _, i := range r.citedIn(a).known {
			by[i] = append(by[i], a)
		}
	}
	return by
}

// aRecommendation names one.
func aRecommendation(rec frame.Recommendation) string {
	name := "recommendation " + string(rec.Ref)
	if rec.By != "" {
		name += " of " + rec.By
	}
	return name
}

// bindings are how grave it is that a recommendation has no action, by its source.
var bindings = map[frame.Source]Severity{frame.Learning: Medium, frame.Partnership: Low}

func uncovered(r *examined) []hit {
	var hits []hit
	for i, citing := range r.citing() {
		rec := r.Frame.Recommendations[i]
		standing := slices.ContainsFunc(citing, func(a *action) bool { return a.facts.Standing() })
		if standing {
			continue
		}
		says := "no action cites it."
		if len(citing) > 0 {
			says = fmt.Sprintf("only cancelled actions cite it (%s).", r.named(citing))
		}
		hits = append(hits, hit{about: aRecommendation(rec), says: fmt.Sprintf("%s It says: %q", says, firstWords(rec.Text)), weighs: bindings[rec.Source]})
	}
	return hits
}

// firstWords is the beginning of a text.
func firstWords(text string) string {
	words := strings.Fields(text)
	const most = 12
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}

func closedEarly(r *examined) []hit {
	var hits []hit
	for i, citing := range r.citing() {
		standing := slices.DeleteFunc(slices.Clone(citing), func(a *action) bool { return !a.facts.Standing() })
		if len(standing) == 0 {
			continue
		}
		open := slices.ContainsFunc(standing, func(a *action) bool { return a.facts.Open() })
		reported := slices.ContainsFunc(standing, func(a *action) bool {
			latest := a.Value(plan.FieldLatest)
			return latest.Kind != plan.KindAbsent && !latest.IsBlank() || hasFigure(a.Value(plan.FieldEvidence).Text)
		})
		if !open && !reported {
			hits = append(hits, hit{about: aRecommendation(r.Frame.Recommendations[i]), cells: r.cells(standing, plan.FieldRecommendation), says: fmt.Sprintf("all its actions are done (%s), and no figure says what came of it.", r.named(standing))})
		}
	}
	return hits
}

// sourceBlank looks at the tables that say of any action what it answers.
func sourceBlank(r *examined) []hit {
	var hits []hit
	for _, t := range r.tables {
		says := slices.ContainsFunc(t.actions, func(a *action) bool {
			v := a.Value(plan.FieldRecommendation)
			return v.Kind != plan.KindAbsent && !v.IsBlank()
		})
		if !says {
			continue
		}
		for _, a := range t.actions {
			v := a.Value(plan.FieldRecommendation)
			switch {
			case !a.facts.Standing() || v.Kind == plan.KindAbsent:
			case v.IsBlank():
				hits = append(hits, hit{action: a, field: plan.FieldRecommendation, says: nothing(a, plan.FieldRecommendation)})
			case len(r.Frame.Recommendations) > 0:
				if unknown := r.citedIn(a).unknown; len(unknown) > 0 {
					hits = append(hits, hit{action: a, field: plan.FieldRecommendation, says: fmt.Sprintf("there is no recommendation %q: the list has %d.", strings.Join(unknown, ", "), len(r.Frame.Recommendations))})
				}
			}
		}
	}
	return hits
}

func truncated(r *examined) []hit {
	var hits []hit
	for _, rec := range r.Frame.Recommendations {
		if mark := rec.Truncated(); mark != "" {
			hits = append(hits, hit{about: aRecommendation(rec), says: fmt.Sprintf("its text is cut off: it ends, or says, %q.", mark)})
		}
	}
	return hits
}

func bodyEnded(r *examined) []hit {
	var hits []hit
	known := map[string]string{}
	for _, a := range r.actions {
		if !a.facts.Standing() || a.facts.Done() {
			continue
		}
		for _, f := range []plan.Field{plan.FieldLead, plan.FieldAccountable, plan.FieldPartner} {
			v := a.Value(f)
			if v.Kind != plan.KindText {
				continue
			}
			says, seen := known[v.Text]
			if !seen {
				if body, ended := r.Frame.Ended(v.Text, r.AsAt); ended {
					says = fmt.Sprintf("%s was there until %s", body.Name, body.Ended.Long())
					if body.Now != "" {
						says += "; now it is " + body.Now
					}
					says += "."
				}
				known[v.Text] = says
			}
			if says != "" {
				hits = append(hits, hit{action: a, field: f, says: says})
			}
		}
	}
	return hits
}

func themeUnlisted(r *examined) []hit {
	if len(r.Frame.Themes) == 0 {
		return nil
	}
	at := map[string][]*action{}
	var order []string
	for _, a := range r.actions {
		v := a.Value(plan.FieldTheme)
		if v.Kind != plan.KindText {
			continue
		}
		if _, known := r.Frame.Theme(v.Text); known {
			continue
		}
		key := plan.Fold(v.Text)
		if at[key] == nil {
			order = append(order, key)
		}
		at[key] = append(at[key], a)
	}
	var hits []hit
	for _, key := range order {
		actions := at[key]
		says := fmt.Sprintf("%q is none of the plan’s themes (%s)", actions[0].Shown(plan.FieldTheme), r.named(actions))
		if near, _ := r.Frame.Theme(actions[0].Value(plan.FieldTheme).Text); near != "" {
			says += fmt.Sprintf("; the nearest is %q", near)
		}
		hits = append(hits, hit{action: actions[0], field: plan.FieldTheme, twins: actions[1:], says: says + "."})
	}
	return hits
}

// numbersInWords are the small numbers as reports write them.
var numbersInWords = []string{"nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}

// countMismatch looks at the title, and at what is said of the plan beside it.
func countMismatch(r *examined) []hit {
	themes := map[string]bool{}
	for _, a := range r.actions {
		if v := a.Value(plan.FieldTheme); v.Kind == plan.KindText {
			themes[plan.Fold(v.Text)] = true
		}
	}
	nThemes := len(themes)
	if len(r.Frame.Themes) > 0 {
		nThemes = len(r.Frame.Themes)
	}
	things := []struct {
		words []string
		n     int
	}{
		{[]string{"recommendations", "areas for improvement"}, len(r.Frame.Recommendations)},
		{[]string{"themes", "priorities", "priority areas", "workstreams"}, nThemes},
		{[]string{"actions"}, len(r.actions)},
	}
	texts := []Section{{"the title", r.Plan.Title}}
	for _, s := range r.Paper.Sections {
		texts = append(texts, Section{"the section " + fmt.Sprintf("%q", s.Heading), s.Text})
	}
	var hits []hit
	for _, t := range texts {
		words := strings.Fields(string(saidOf(t.Text)))
		for i, word := range words {
			n := slices.Index(numbersInWords, word)
			if n < 0 {
				if _, err := fmt.Sscanf(word, "%d", &n); err != nil || fmt.Sprint(n) != word {
					continue
				}
			}
			after := saidOf(strings.Join(words[i+1:], " "))
			for _, thing := range things {
				said, found := after.begins(thing.words)
				if found && thing.n > 0 && thing.n != n && n > 1 { // "three of the eight themes" counts eight
					hits = append(hits, hit{about: t.Heading, says: fmt.Sprintf("it says %s %s, and there are %d.", word, said, thing.n)})
				}
			}
		}
	}
	return hits
}
