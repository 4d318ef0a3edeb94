package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Sheets that are no plan, and look like one
//
// A plan's workbook holds the lists that its drop-downs offer, who is assigned to what,
// measures and budgets, each headed with words that a plan's columns have too:
//
//	Action type | Status      | Owner
//	Preventive  | Not started | Head of Service
//	Corrective  | In progress | Principal
//	            | Complete    |
//
// Beside a sheet that says in sentences what is to be done, one without a column for it
// is no part of the plan, and neither is one of single words: its columns filled from
// the top, each to a length of its own, no word twice. And a sheet alone that has
// no column of actions by its heading, while its other headings are those of goods,
// suppliers, places or tickets, is a list of these. Each is named, with the line that
// has it be read.

// leaveLists leaves out the sheets that beside the plan's own say nothing of what is to
// be done.
func (l *leaving) leaveLists() {
	var plans []*tab // those that say it in sentences
	for _, t := range l.tabs {
		if !t.left && t.saysSentences() {
			plans = append(plans, t)
		}
	}
	for _, t := range l.tabs {
		if len(plans) == 0 || t.left || slices.Contains(plans, t) || t.isSettled() || slices.Contains(l.agreed, t.sheet.Sheet) {
			continue
		}
		sibling := func(other *tab) bool { return t.header().shares(other.header()) >= 0.6 && t.hasActionsOf(other) }
		acts := t.known[plan.FieldAction] || t.known[plan.FieldRecommendation]
		switch {
		case !acts && !slices.ContainsFunc(plans, sibling):
			why, line := t.parts[0].sheet.withoutAction(t.header())
			if note := l.leave(t, nil, why); line != "" {
				note.weighs(plan.Unread).line = plan.Line{Under: "tables", Item: line}
			}
		case acts && t.isOfLists():
			l.leave(t, nil, "it holds lists of words, as drop-downs offer them").weighs(plan.Unread).settledBy("tables", "{sheet: %q, kind: %s}", t.sheet.Sheet, plan.Ongoing)
		case acts && t.isMap():
			l.leave(t, nil, "by its name it shows how what is in the plan hangs together, and it says no date").weighs(plan.Unread).settledBy("tables", "{sheet: %q, kind: %s}", t.sheet.Sheet, plan.Ongoing)
		}
	}
}

// hasActionsOf says whether a sheet has a column that is headed as the actions of
// another are: one of the same make whose actions are yet to be filled in.
func (t *tab) hasActionsOf(other *tab) bool {
	return slices.ContainsFunc(other.parts, func(p *part) bool {
		return slices.ContainsFunc(p.Columns, func(c plan.Column) bool {
			return c.Field == plan.FieldAction && t.header().texts()[foldHeading(c.Heading)]
		})
	})
}

// isMap says whether a sheet is named for what depends on what, or who is assigned to
// what, and says of nothing when it begins or is due.
func (t *tab) isMap() bool {
	dated := t.known[plan.FieldDue] || t.known[plan.FieldStart] || t.known[plan.FieldClosed]
	return !dated && slices.ContainsFunc(strings.Fields(foldHeading(t.sheet.Sheet)), func(w string) bool { return mapWords[w] })
}

var mapWords = words(`dependency dependencies map mapping resource resources resourcing assignment assignments allocation allocations raci matrix`)

// isSettled says whether the settings say of a sheet what it is.
func (t *tab) isSettled() bool {
	return slices.ContainsFunc(t.parts, func(p *part) bool {
		return p.pin != nil || p.Tables[0].Kind != "" || slices.ContainsFunc(p.Columns, func(c plan.Column) bool { return c.Given && c.Field == plan.FieldAction })
	})
}

// saysSentences says whether most of what a sheet says is to be done is more than two
// words.
func (t *tab) saysSentences() bool {
	long := 0
	for text := range t.texts {
		if wordCount(text) > 2 {
			long++
		}
	}
	return t.known[plan.FieldAction] && long > 1 && long*2 > len(t.texts)
}

// withoutAction says why a table without a column of actions is no part of a plan, and
// the line that has the column be one that comes nearest.
func (s *sheet) withoutAction(h header) (why, line string) {
	why = "no column of it says what is to be done"
	column, ok := s.nearestAction(h)
	if n, known := h.fields[column.column]; !ok || known && n.field != plan.FieldMeasure {
		if column, ok = s.nearestNames(h); !ok {
			return why, ""
		}
	}
	letter := plan.ColumnLetters(column.column)
	return why + fmt.Sprintf("; column %s, %q, comes nearest", letter, column.text()), fmt.Sprintf(letterLine, s.Sheet, h.row, plan.Ongoing, letter, plan.FieldAction)
}

// nearestNames is the first column under a header that is known for nothing, or for a
// measure, and names a thing of its own in nearly each row.
func (s *sheet) nearestNames(h header) (heading, bool) {
	for _, one := range h.headings {
		if n, known := h.fields[one.column]; known && n.field != plan.FieldMeasure || isNoAction(one.text()) {
			continue
		}
		said, different := 0, map[string]bool{}
		for _, row := range s.under(h) {
			if c, _ := row.cell(one.column); c.says() {
				said++
				if c.isText() && hasLetter(c.Text) {
					different[plan.Fold(c.Text)] = true
				}
			}
		}
		if said > 1 && len(different)*10 >= said*9 {
			return one, true
		}
	}
	return heading{}, false
}

// isOfLists says whether all that stands under a sheet's headings is lists of words:
// each column filled from the top without a gap, no word twice in it, and the columns
// of several lengths or one of them a list of statuses, ratings or levels.
func (t *tab) isOfLists() bool {
	const fewLines, fewColumns, fewWords, mostWords = 3, 2, 3, 3
	h := t.header()
	under := t.sheet.under(h)
	if len(t.parts) > 1 || len(under) < fewLines {
		return false
	}
	lengths, ofWords, columns := map[int]bool{}, false, 0
	for _, one := range h.headings {
		length, ended, known := 0, false, 0
		seen := map[string]bool{}
		for _, row := range under {
			c, at := t.sheet.at(row, one.column)
			text := plan.Fold(c.Text)
			switch {
			case !c.says():
				ended = true
				continue
			case ended, at.follower, !c.isText(), c.Formula, wordCount(c.Text) > mostWords, seen[text]:
				return false
			}
			seen[text] = true
			length++
			if saysOfList(c.Text) {
				known++
			}
		}
		if length > 0 {
			columns++
			lengths[length] = true
			ofWords = ofWords || length >= fewWords && known*2 > length
		}
	}
	return columns >= fewColumns && (len(lengths) > 1 || ofWords)
}

// listsElse says what else the headings of a table are of, where several of them are of
// the same: goods, suppliers, places, tickets. It is "" for nothing. What says who does
// a thing and by when is to be done, whatever it costs and whoever supplies it.
func (p *part) listsElse() string {
	planned := p.Has(plan.FieldLead) && p.Has(plan.FieldDue)
	for _, kind := range otherLists {
		n := 0
		for _, c := range p.Columns {
			if kind.headings[foldHeading(c.Heading)] {
				n++
			}
		}
		if n >= kind.least && (!planned || !kind.mayBePlanned) {
			return kind.what
		}
	}
	return ""
}

var otherLists = []struct {
	what         string
	least        int // of its headings, that prove it
	mayBePlanned bool
	headings     map[string]bool
}{
	{"a list of goods or prices", 2, true, phrases(`price; unit price; unit cost; list price; price per unit; sku; quantity; qty; unit of measure; uom; unit; part number; part no; barcode; vat; stock; in stock; reorder level`)},
	{"a list of suppliers or contracts", 2, true, phrases(`vendor; vendor id; vendor name; vendor no; vendor contact; supplier; supplier id; supplier name; supplier contact; contract end date; contract start date; contract end; contract start; contract value; contract number; contract no; renewal date; service provided; procurement route`)},
	{"a data set of places", 2, false, phrases(`latitude; longitude; lat; lon; lng; long; easting; northing; eastings; northings; uprn; postcode; post code; geometry; zip; zip code; x coordinate; y coordinate`)},
	{"an export of tickets", 3, false, phrases(`issue key; issue type; reporter; resolution; epic link; epic; sprint; story points; fix version; fix versions; fix version s; affects version; affects versions; affects version s; votes; watchers; labels; component s; security level; assignee id; reporter id; project key; work item type; iteration path; area path; ticket type; ticket no; ticket number; ticket id; requester; caller; opened by; assignment group; milestone id; html url; node id`)},
	{"an assessment by criteria", 2, false, phrases(`criteria; criterion; mark; marks; assigned mark; maximum mark; score; scores; max score; maximum score; weight; weighting; weighted score; vendor; bidder; supplier; points`)},
}
