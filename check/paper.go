package check

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// paper are the rules about what goes to the committee beside the plan.
var paper = []Rule{
	{
		Code: "C44", Name: "document-absent", Severity: Stop,
		Meaning: "A document that is named is not there, is to follow, or is neither attached nor said why not.",
		Matters: "The public cannot read what the report rests on.",
		Basis:   "Local Government Act 1972, section 100D; an inspector’s letter was left out of an agenda",
		Clears:  "put the file where the settings say (documents:), or say why it is not published",
		Public:  "A document is missing",
		look:    untuned(documentAbsent),
	},
	{
		Code: "C46", Name: "request-unanswered", Severity: High,
		Meaning: "The committee asked for something by this meeting, and nothing says where the pack answers it.",
		Matters: "Members will ask for it again, in public.",
		Basis:   "a committee asked for a focused report at its next meeting",
		Clears:  "answer it, and say where (requests: answered)",
		Public:  "A request of the committee is not answered", Listed: true,
		look: untuned(requestUnanswered),
	},
	{
		Code: "C47", Name: "section-missing", Severity: Medium,
		Meaning: "A section of the covering report is empty, or says N/A with no reason.",
		Matters: "A decision without its implications can be challenged.",
		Basis:   "a report whose equalities section said N/A; a footnote that named implications no section held",
		Clears:  "write it, or say why it does not apply",
		Public:  "A section of the report is empty",
		look:    untuned(sectionMissing),
	},
	{
		Code: "C43", Name: "money-unstated", Severity: High,
		Meaning: "The plan names money, and the report says that there are no financial implications.",
		Matters: "Members would decide without knowing what it costs.",
		Basis:   "a cabinet agreed £3.5m and £2.5m for its plan",
		Clears:  "say in the report what the plan costs, and where it comes from",
		Public:  "Money is not stated", Listed: true,
		look: untuned(moneyUnstated),
	},
	{
		Code: "C51", Name: "hidden-data", Severity: Stop,
		Meaning: "A document that is to be published hides something: rows, sheets, comments, authors.",
		Matters: "What is hidden is published with it.",
		Basis:   "the Information Commissioner’s advice of September 2023; a force published the names of 9,483 staff so",
		Clears:  "publish it as a PDF, or take out what it hides",
		Public:  "A document hides data",
		look:    untuned(hiddenData),
	},
	{
		Code: "C55", Name: "accessibility", Severity: High,
		Meaning: "A page that was built cannot be read by everybody: a heading is skipped, a table has no headings, something is said by colour alone.",
		Matters: "Some residents cannot read it, and the law says that they must.",
		Basis:   "Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018",
		Clears:  "put the template right that makes it",
		Public:  "A page cannot be read by everybody",
		look:    untuned(accessibility),
	},
}

func documentAbsent(r *examined) []hit {
	var hits []hit
	for _, d := range r.Paper.Documents {
		about := fmt.Sprintf("the document %q", d.Title)
		switch {
		case saidOf(d.Title, d.File).says([]string{"to follow", "tbc"}):
			hits = append(hits, hit{about: about, says: "it is to follow."})
		case d.File == "" && strings.TrimSpace(d.Why) == "":
			hits = append(hits, hit{about: about, says: "it is named and not attached, and nothing says why."})
		case d.File != "" && !d.There:
			hits = append(hits, hit{about: about, says: fmt.Sprintf("there is no file %q.", d.File)})
		}
	}
	return hits
}

func requestUnanswered(r *examined) []hit {
	var hits []hit
	for _, q := range r.Paper.Requests {
		if strings.TrimSpace(q.Answered) != "" || q.Meeting.IsZero() || r.Times.Meeting.IsZero() || r.Times.Meeting.Before(q.Meeting) {
			continue
		}
		hits = append(hits, hit{about: fmt.Sprintf("the request %q", firstWords(q.Asked)), says: fmt.Sprintf("it is due at the meeting on %s, and nothing says where it is answered.", q.Meeting.Long())})
	}
	return hits
}

// notApplicable are words by which a section says that there is nothing, alone.
var notApplicable = []string{"n a", "na", "not applicable", "none", "nil", "tbc"}

func sectionMissing(r *examined) []hit {
	var hits []hit
	for _, s := range r.Paper.Sections {
		words := saidOf(s.Text)
		about := fmt.Sprintf("the section %q", s.Heading)
		switch {
		case words.isNothing():
			hits = append(hits, hit{about: about, says: "nothing is written."})
		case slices.Contains(notApplicable, strings.TrimSpace(string(words))):
			hits = append(hits, hit{about: about, says: fmt.Sprintf("it says only %q, and not why.", strings.TrimSpace(s.Text))})
		}
	}
	return hits
}

func moneyUnstated(r *examined) []hit {
	costs := slices.DeleteFunc(slices.Clone(r.actions), func(a *action) bool {
		v := a.Value(plan.FieldResources)
		n, isNumber := v.Number()
		named := isNumber && n > 0 || v.Kind == plan.KindText && strings.ContainsAny(v.Text, "£€$") && strings.ContainsAny(v.Text, "123456789")
		return !named
	})
	if len(costs) == 0 {
		return nil
	}
	var hits []hit
	for _, s := range r.Paper.Sections {
		financial := saidOf(s.Heading).says([]string{"financial", "finance", "resource", "resources"})
		none := saidOf(s.Text).says([]string{"no financial implications", "no direct financial implications", "no additional cost", "no additional costs", "there are none", "none", "nil"})
		if financial && none {
			hits = append(hits, hit{about: fmt.Sprintf("the section %q", s.Heading), cells: r.cells(costs, plan.FieldResources), says: fmt.Sprintf("it says that there are none, and money is named by %s (%s).", counted(len(costs), "action"), r.named(costs))})
		}
	}
	return hits
}

func hiddenData(r *examined) []hit {
	var hits []hit
	for _, d := range r.Paper.Documents {
		if len(d.Hidden) > 0 {
			hits = append(hits, hit{about: fmt.Sprintf("the document %q", d.Title), says: fmt.Sprintf("it hides %s.", strings.Join(d.Hidden, ", "))})
		}
	}
	return hits
}

func accessibility(r *examined) []hit {
	var hits []hit
	for _, fault := range r.Paper.Faults {
		hits = append(hits, hit{about: "the built page", says: strings.TrimSuffix(fault, ".") + "."})
	}
	return hits
}
