package table

import (
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// overTable reads the lines above a table's headings: what the plan is called,
// and who answers for it.
func (s *sheet) overTable(from int, h header) (titled, accountable string) {
	bold := false
	for _, row := range s.used {
		if row.Number >= h.top {
			break
		}
		if row.Number < from {
			continue
		}
		said := s.says(row)
		for i, c := range said {
			if !c.isText() {
				continue
			}
			text := oneLine(c.Text)
			if m := answers.FindStringSubmatch(text); m != nil {
				name := strings.TrimSpace(m[1])
				if name == "" && i+1 < len(said) && said[i+1].isText() && !isLabel(said[i+1]) {
					name = oneLine(said[i+1].Text)
				}
				if accountable == "" {
					accountable = name
				}
				continue
			}
			if row.Hidden != Shows {
				continue // a title that somebody hid is nobody's to print
			}
			if i > 0 || len(said) > 2 || !isTitle(text) && !s.entitles(row, c) || s.standsOver(h, row, c) {
				continue
			}
			if titled == "" || c.Look.Has(Bold) && !bold && !numberedSection.MatchString(text) {
				titled, bold = text, c.Look.Has(Bold)
			}
		}
	}
	return titled, accountable
}

// isTitle says whether a line could be what a plan is called: words, and no
// label, sentence or date.
func isTitle(text string) bool {
	return hasLetter(text) && len(text) <= longestHeading && !underAlone[foldHeading(text)] && !labelled.MatchString(text) && !strings.HasSuffix(text, ".") && !instruction.MatchString(text)
}

// entitles says whether a line with a colon is a title all the same and no label:
// "Improvement Board: plan on a page", alone in its row, as the first line of the sheet.
func (s *sheet) entitles(row Row, c Cell) bool {
	name, plan, _ := strings.Cut(oneLine(c.Text), ": ")
	return row.Number == s.used[0].Number && len(s.says(row)) == 1 && !labelsPlan.MatchString(name) && namesPlan.MatchString(plan) && isTitle(plan)
}

// standsOver says whether a cell right above the headings is the heading of some of
// the columns: it stands over one that is not the first, and is not merged across.
func (s *sheet) standsOver(h header, row Row, c Cell) bool {
	_, wide := s.groupOver(row, c.Column)
	over := slices.ContainsFunc(h.headings[1:], func(under heading) bool { return under.column == c.Column })
	return over && !wide && row.Number == h.top-1
}

var (
	namesPlan = regexp.MustCompile(`^(?i:(?:[\pL\pN'’&-]+ ){0,4}(?:plan|tracker|programme)(?: on a page| [0-9/–-]+)?(?: (?:of|for) [^:.]{3,60})?)$`)

	// numberedSection is the heading of a part of a plan: "A. Governance". It is the
	// plan's title where nothing else is.
	numberedSection = regexp.MustCompile(`^(?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})[.)] `)

	labelsPlan = regexp.MustCompile(`^(?i:(?:plan |document |project )?(?:title|name|source|subject|document|file|plan|project|programme|see|also|linked to|link|replaces|supersedes|part of|based on|purpose|owner|lead|team|service|department|directorate|division|council|portfolio|area|type|status|reports? to))$`)

	// answers is a line that says who answers for a plan or a theme.
	answers  = regexp.MustCompile(`^(?i:senior responsible (?:officer|owner)|sro|accountable(?: (?:officer|lead|director|person|body))?|(?:theme|priority|plan|strategic|executive|overall|programme) (?:lead|owner|sponsor)|executive sponsor|sponsor) ?(?:\([^)]*\))? ?[:–—-] ?(.*)$`)
	labelled = regexp.MustCompile(`^[^:]{1,40}:( .*)?$|^(?i:version|date|updated|last updated|as at|page|draft|official)\b`)
)

// readAbove reads the lines above the tables: the first's give the plan its
// title.
func readAbove(p *plan.Plan, areas []area) {
	for i, a := range areas {
		from := 1 // the lines between the table above it and its headings
		for _, t := range p.Tables[:i] {
			if t.Sheet == a.sheet.Sheet && t.Header < a.header.row {
				from = max(from, t.Last+1, t.Header+1)
			}
		}
		titled, accountable := a.sheet.overTable(from, a.header)
		p.Tables[i].Accountable = accountable
		if i == 0 {
			p.Title = titled
		}
	}
}
