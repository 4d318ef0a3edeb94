package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
)

// # What a column holds
//
// A heading says what its column is for; its cells say what it is used for. Where
// the two cannot both be right, the cells settle it: an "Impact" of figures is a
// score, a "Current status" of sentences beside a column of status words is the
// progress, a "Target" of dates is when it is due, a "Completed?" of ticks is the
// status. Where no heading names a field, one column alone whose cells could be
// nothing else is taken for it. Both are said, but where heading and cells agree
// on what the words of the heading left open.
//
// Few cells prove little: of fewer than three nothing is concluded against a
// heading.

// holding is what the cells of one column are, counted.
type holding struct {
	rows, filled int // the rows looked at; those it says something in, merged down or not
	said         int // cells that say something
	dates        int
	bare         int // of the dates, those with nothing beside
	undecided    int // what stands for a date and names no day; days that lost their format
	figures      int
	percents     int
	marks        int // yes, no, ticks, crosses and boxes
	answers      int // to a question whether something is done
	ratings      int
	colours      int // ratings that name a colour
	statuses     int // words that say how far an action has got
	levels       int // high, medium, low
	sentences    int // four words or more
	remarks      int // those of them that are no words for a status
	phrases      int // two words or more
	posts        int // words of a post or a team
	numbered     int // words with a figure among them
	names        int // words that could name a part of a plan
	distinct     int
	forecasts    int  // what is to be, and not what is
	brief        int  // texts of five words or fewer
	opens        int  // texts that begin with a word for a status
	people       int  // texts that could be the names of people
	pasts        int  // texts that begin with what somebody did
	agreements   int  // texts that answer a recommendation: Agreed
	kinds        int  // words for what a list of mixed kinds holds: Risk, Issue
	ordinals     int  // figures that count, with a word before them or without: 2.1, Step 3
	worked       int  // of the dates, those that a formula gives
	ofRows       bool // its heading says no more than that it numbers
	ofSheet      bool // its heading numbers what the sheet is about
	ofElse       bool // its heading numbers something else, and not just the rows
	hidden       bool
	inRegister   bool // its sheet is named as a list of risks or issues
	described    bool // its heading says that it describes
	inSteps      bool // and that it holds steps
}

// mostly says whether nearly all cells that say something are so many.
func (h holding) mostly(n int) bool { return h.said >= 3 && n*5 >= h.said*4 }

// isDated says whether the cells say when, a day at least once.
func (h holding) isDated() bool { return h.dates > 0 && (h.dates+h.undecided)*5 >= h.said*4 }

// firstSerial and lastSerial are the days from 2000 to 2059 as spreadsheets count
// them.
const firstSerial, lastSerial = 36526, 58440

// contents counts what the columns of a table hold.
func (t *tableReader) contents(rows []Row, headings []heading) map[int]holding {
	held := map[int]holding{}
	texts, heads := map[int]map[string]bool{}, map[int]string{}
	for _, h := range headings {
		heads[h.column] = h.says()
	}
	seen := 0
	for i, row := range rows {
		said := slices.DeleteFunc(slices.Clone(t.sheet.says(row)), func(c Cell) bool {
			return c.Column < headings[0].column || c.Column > headings[len(headings)-1].column
		})
		if len(said) < 2 {
			continue // the heading of a section, or a row with no more than its text
		}
		if i == 0 && isNumbering(said) || isTotal(said) {
			continue // what numbers the columns, or sums them up, is none of what they hold
		}
		if seen++; seen > mostLookedAt {
			break
		}
		for _, heading := range headings {
			column := heading.column
			c, at := t.sheet.at(row, column)
			h := held[column]
			h.rows++
			if c.says() {
				h.filled++
			}
			if c.says() && !at.follower {
				h.count(c, t.options)
				if texts[column] == nil {
					texts[column] = map[string]bool{}
				}
				texts[column][plan.Fold(c.Text)] = true
			}
			held[column] = h
		}
	}
	for column, h := range held {
		h.distinct = len(texts[column])
		h.ofSheet, h.ofElse, h.ofRows = t.numbersWhat(headings, column)
		h.inRegister = isRegister(t.sheet.Sheet)
		h.described, h.inSteps = describing[foldHeading(heads[column])], saysSteps(heads[column])
		h.hidden = slices.ContainsFunc(t.sheet.HiddenColumns, func(s Span) bool { return s.has(column) })
		held[column] = h
	}
	return held
}

// describing are headings of what a thing is, in words.
var describing = phrases(`description; descriptions; item description; short description; summary; details; detail; what`)

// mostLookedAt is how many rows of a table say what its columns hold.
const mostLookedAt = 60

// count adds one cell that says something.
func (h *holding) count(c Cell, o Options) {
	dates := h.dates
	h.countWhole(c, o)
	if c.Formula && h.dates > dates {
		h.worked++
	}
}

func (h *holding) countWhole(c Cell, o Options) {
	h.said++
	switch c.Kind {
	case CellDate:
		h.dates, h.bare = h.dates+1, h.bare+1
		return
	case CellBool:
		h.marks++
		h.answers++
		return
	case CellNumber:
		h.figures++
		if isOrdinal.MatchString(c.Text) {
			h.ordinals++
		}
		h.countSerial(c.Raw)
		if strings.Contains(c.Text, "%") {
			h.percents++
		}
		return
	case CellText:
	default:
		return
	}
	words := wordCount(c.Text)
	if isPast(c.Text) {
		h.pasts++
	}
	if isAgreement(c.Text) {
		h.agreements++
	}
	if isOrdinal.MatchString(plan.Clean(c.Text)) {
		h.ordinals++
	}
	if isForecast(c.Text) {
		h.forecasts++
	}
	if strings.ContainsAny(c.Text, "0123456789") {
		h.numbered++
	}
	if words >= 2 {
		h.phrases++
	}
	if words <= 5 {
		h.brief++
	}
	if words >= 4 {
		h.sentences++
		h.remarks++
	}
	if len(c.Text) > 60 || words > 8 {
		return
	}
	h.countShort(c.Text, o)
}

// isOrdinal is a figure that counts.
var isOrdinal = regexp.MustCompile(`^(?i:(?:step|stage|part|no\.?) ?)?[0-9]{1,3}(?:\.[0-9]{1,3})*(?:\.?[a-z])?[.)]?$`)

// countSerial adds a figure that may be a day that lost its format.
func (h *holding) countSerial(raw string) {
	if day, err := strconv.Atoi(raw); err == nil && day >= firstSerial && day <= lastSerial {
		h.undecided++
	}
}

// mostBesideDate is how many words a cell of a date says besides it, at most. What
// says more is a text that a date stands in: “February 2026: 20 staff trained, 10 to go”.
const mostBesideDate = 4

// countShort adds a short text for all that it could be.
func (h *holding) countShort(text string, o Options) {
	folded := plan.Fold(text)
	trimmed := strings.Trim(folded, ".!? ")
	read := plan.ReadDate(text, plan.DateHabit{Words: o.Dates})
	switch date := read.Value; date.Kind {
	case plan.KindDate:
		if len(strings.Fields(date.Besides())) <= mostBesideDate {
			h.dates++
			if date.Besides() == "" {
				h.bare++
			}
			return
		}
	case plan.KindVague, plan.KindPlaceholder:
		h.undecided++
		if read.Note != "" && wordCount(text) >= 4 { // a day and no year is no sentence
			h.sentences, h.remarks = h.sentences-1, h.remarks-1
		}
	}
	if v, isPercent := plan.ReadPercent(text); isPercent && v.Kind == plan.KindNumber {
		h.figures++
		h.countSerial(strings.TrimSpace(text))
		if strings.Contains(text, "%") {
			h.percents++
		}
		return
	}
	if _, opens := plan.OpensWithStatus(text); opens {
		h.opens++
	}
	if namesPeople(text) {
		h.people++
	}
	if _, answers := plan.ReadAnswer(plan.TextValue(text)); answers {
		h.answers++
	}
	if listedKinds[trimmed] {
		h.kinds++
	}
	switch {
	case isMark[trimmed]:
		h.marks++
		return
	case isLevel[trimmed], isLevel[strings.Trim(levelNumber.ReplaceAllString(trimmed, ""), " -–:.")]:
		h.levels++
	case len(trimmed) > 4:
		h.names++
	}
	if v, rated := plan.ReadRating(text, o.Ratings); rated {
		h.ratings++
		if first, _, _ := strings.Cut(trimmed, " "); isColour[first] || v.Kind == plan.KindRating && !hasLetter(folded) {
			h.colours++
		}
	}
	if v := plan.TextValue(text); v.Kind == plan.KindText {
		if _, known := plan.ReadStatus(v, nil); known {
			h.statuses++
			if wordCount(text) >= 4 {
				h.remarks--
			}
		}
	}
	if slices.ContainsFunc(strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '-' }), func(w string) bool { return isPost[w] }) {
		h.posts++
	}
}

// levelNumber is the number of a level: 3 - Moderate, High (4).
var levelNumber = regexp.MustCompile(`^[0-9]{1,2} ?[-–:.]|\([0-9]{1,2}\)$`)

var (
	isMark   = words("yes no y n true false x ✓ ✔ ✅ ☑ ☒ ☐ ✗ ✘ ❌ √")
	isColour = words(`red amber green yellow blue r a g b`)
	isPost   = words(`head manager director officer lead lead, team service coordinator worker principal nurse chief adviser advisor consultant practitioner commissioner business partner`)
	isLevel  = map[string]bool{
		"high": true, "medium": true, "low": true, "very high": true, "very low": true, "moderate": true, "minor": true, "major": true, "severe": true,
		"critical": true, "highest": true, "lowest": true, "trivial": true, "blocker": true, "showstopper": true, "minimal": true, "negligible": true, "catastrophic": true, "significant": true, "insignificant": true, "h": true, "m": true, "l": true, "med": true,
		"urgent": true, "normal": true, "essential": true, "desirable": true, "important": true, "immediate": true, "should": true, "could": true, "short term": true, "medium term": true, "long term": true, "medium high": true, "medium low": true, "likely": true, "unlikely": true, "possible": true, "rare": true,
	}
)

// datesAgainst are the dates that speak against a field: a progress may begin with
// one, as “March 2026 all trained”.
func (h holding) datesAgainst(f plan.Field) int {
	if f == plan.FieldProgress {
		return h.bare
	}
	return h.dates
}

// denies says why a column's cells cannot be what its heading names; "" where
// they can.
func (h holding) denies(n naming) string {
	if n.strength >= own {
		return ""
	}
	what := ""
	for _, kind := range []struct {
		n      int
		in     string
		fields map[plan.Field]bool
	}{
		{h.datesAgainst(n.field), "dates", undated},
		{h.figures, "figures", unfigured},
		{h.marks, "yes and no", unmarked},
		{h.levels, "high, medium and low", unlevelled},
		{h.colours, "ratings", unrated},
	} {
		if kind.fields[n.field] && h.mostly(kind.n) {
			what = kind.in
		}
	}
	switch n.field {
	case plan.FieldClosed:
		if h.said >= 2 && h.marks*2 > h.said {
			return "yes and no"
		}
	case plan.FieldRAG:
		if n.strength < exact && (h.mostly(h.figures) || h.mostly(h.levels)) {
			return "figures or levels"
		}
		if h.mostly(h.sentences) && h.ratings == 0 {
			return "sentences"
		}
	case plan.FieldStatus:
		if h.mostly(h.percents) {
			return "percentages"
		}
		if n.strength < exact && h.describes() {
			return "words that differ from row to row and are no status"
		}
	case plan.FieldAction:
		if h.said >= 2 && h.agreements*5 >= h.said*4 {
			return "words that agree or do not"
		}
		if h.isNumbering() || n.strength == fallback && h.isNumberingAgain() {
			return "codes"
		}
	case plan.FieldMeasure:
		if n.strength < own && h.mostly(h.figures-h.percents) {
			return "figures"
		}
	case plan.FieldProgress:
		if h.mostly(h.percents) {
			return "percentages"
		}
	case plan.FieldOriginal:
		if h.mostly(h.figures) && h.dates == 0 && h.undecided == 0 {
			return "figures"
		}
	case plan.FieldPercent:
		if h.mostly(h.sentences) {
			return "sentences"
		}
	case plan.FieldUpdated, plan.FieldDue, fieldMoved:
		if h.mostly(h.sentences) && h.dates == 0 && (n.strength < exact || n.field == plan.FieldUpdated) {
			return "sentences"
		}
	case plan.FieldTarget:
		if h.isDated() {
			return "dates"
		}
	case plan.FieldRef:
		return h.deniesRef(n)
	}
	return what
}

func fieldSet(fields ...plan.Field) map[plan.Field]bool {
	set := map[plan.Field]bool{}
	for _, f := range fields {
		set[f] = true
	}
	return set
}

// The fields that a column of only such cells cannot be.
var (
	undated = fieldSet(plan.FieldAction, plan.FieldRecommendation, plan.FieldOutcome, plan.FieldLead, plan.FieldPartner, plan.FieldStatus, plan.FieldRAG, plan.FieldTheme,
		plan.FieldTarget, plan.FieldBaseline, plan.FieldLatest, plan.FieldPercent, plan.FieldProgress, plan.FieldMeasure, plan.FieldExtension)
	unfigured  = fieldSet(plan.FieldAction, plan.FieldRecommendation, plan.FieldOutcome, plan.FieldLead, plan.FieldPartner, plan.FieldTheme, plan.FieldExtension)
	unmarked   = fieldSet(plan.FieldAction, plan.FieldRecommendation, plan.FieldOutcome, plan.FieldLead, plan.FieldTheme, plan.FieldDue, fieldMoved, plan.FieldOriginal, plan.FieldStart, plan.FieldClosed, plan.FieldUpdated, plan.FieldProgress)
	unlevelled = fieldSet(plan.FieldAction, plan.FieldRecommendation, plan.FieldOutcome, plan.FieldMeasure, plan.FieldLead, plan.FieldTheme, plan.FieldDue, fieldMoved, plan.FieldClosed, plan.FieldProgress, plan.FieldStatus)
	unrated    = fieldSet(plan.FieldAction, plan.FieldRecommendation, plan.FieldOutcome, plan.FieldLead, plan.FieldTheme, plan.FieldDue, fieldMoved, plan.FieldClosed, plan.FieldProgress)
)

// deniesRef says why a column cannot number the actions.
func (h holding) deniesRef(n naming) string {
	switch {
	case h.said > 0 && h.phrases*2 > h.said && h.sentences > 0 && n.strength <= usual:
		return "sentences"
	case h.rows >= 6 && h.filled > 0 && h.filled*4 < h.rows:
		return "something in few rows"
	case h.said >= 6 && h.distinct*4 < h.said:
		return "the same few again and again"
	}
	return ""
}

// groups says whether the cells put rows together: the same again and again, or
// merged down.
func (h holding) groups() bool { return h.filled > h.said || h.said >= 4 && h.distinct*2 <= h.said }

// isActions says whether the cells could each say what is to be done.
func (h holding) isActions() bool {
	return h.said >= 3 && h.sentences*5 >= h.said*3 && h.distinct*10 >= h.said*7
}

// isLabels says whether the cells are a few words again and again, or ids.
func (h holding) isLabels() bool {
	return h.said >= 3 && h.phrases*5 <= h.said || h.said >= 6 && h.distinct*3 <= h.said && h.sentences*2 <= h.said
}

// isFewActions says whether the cells, however few, could each say what is to be done.
func (h holding) isFewActions() bool {
	return h.said > 0 && h.sentences == h.said && h.distinct == h.said
}

// isCategories says whether the cells put each row into one of a few classes: Accept,
// Mitigate the risk.
func (h holding) isCategories() bool {
	return h.said >= 6 && h.distinct*3 <= h.said && h.distinct <= mostClasses && h.brief*10 >= h.said*9
}

// mostClasses is how many classes there are, at most, that rows are put into.
const mostClasses = 7

// numbersWhat says whether a heading that numbers something numbers what the sheet is
// about, by the sheet's name, or something else: "Risk no." in a risk register, "WBS
// no." beside it; or says no more than that it numbers.
func (t *tableReader) numbersWhat(headings []heading, column int) (ofSheet, ofElse, ofRows bool) {
	i := slices.IndexFunc(headings, func(h heading) bool { return h.column == column })
	var thing string
	for _, w := range strings.Fields(foldHeading(headings[i].lower)) {
		if !numberWords[w] {
			thing += strings.TrimSuffix(w, "s")
		}
	}
	sheet := strings.NewReplacer(" and ", "", " ", "").Replace(foldHeading(t.sheet.Sheet))
	ofSheet = len(thing) >= 3 && strings.Contains(sheet, thing)
	return ofSheet, thing != "" && !ofSheet, thing == ""
}

// isCodes says whether the cells, nearly all of them and no two alike, each hold words
// or letters with a figure, under a heading that says of what: R-0009 under "Risk ID".
func (h holding) isCodes() bool {
	return h.said >= 3 && !h.ofRows && h.numbered*10 >= h.said*9 && h.distinct == h.said && h.filled*10 >= h.rows*9 && h.sentences == 0
}

// isNumbering says whether the cells each hold one word with a figure, no two alike, and
// so number something that another column names: TA1603235.
func (h holding) isNumbering() bool {
	return h.said >= 4 && h.phrases == 0 && h.sentences == 0 && h.numbered == h.said && h.distinct == h.said && h.dates == 0
}

// isNumberingAgain says whether the cells each hold one word with a figure, some of them
// more than once, as what several things are done for does: US860531.
func (h holding) isNumberingAgain() bool {
	return h.said >= 4 && h.phrases == 0 && h.sentences == 0 && h.numbered == h.said && h.distinct > 1 && h.dates == 0 && h.ordinals == 0
}

// isNumberedStep says whether the cells number the steps that a heading names, and say
// nothing of them: 1, 2.1 or Step 3.
func (h holding) isNumberedStep(heading string) bool {
	folded := foldHeading(heading)
	return (folded == "step" || folded == "steps") && h.said >= 2 && h.ordinals == h.said && h.distinct == h.said
}

// counts says whether the cells are figures under a heading that says no more than
// that it numbers.
func (h holding) counts() bool { return h.ofRows && h.said >= 3 && h.figures == h.said }

var numberWords = words(`id ids identifier no number num nr ref reference code unique key the of and s sl sr serial row line`)

// tells says whether the cells say how far the actions have got in words.
func (h holding) tells() bool { return h.mostly(h.sentences) && h.statuses*2 < h.said }

// isProse says whether the cells are rather sentences than words for a status.
func (h holding) isProse() bool {
	words := h.statuses - (h.sentences - h.remarks)
	return h.sentences*2 > h.said && words*2 < h.said
}

// describes says whether the cells say in short words how something is, each row its
// own: "No training", "Weekly manual backups". Status words come again.
func (h holding) describes() bool {
	return h.said >= 5 && h.phrases*5 >= h.said*4 && h.distinct*10 >= h.said*9 && h.statuses*5 <= h.said && h.ratings == 0 && h.marks == 0
}

// isStatus says whether the cells are status words, or ticks.
func (h holding) isStatus() bool { return h.said > 0 && (h.statuses+h.marks)*2 > h.said }

// couldBeStatus says whether the cells could be nothing but the status: mostly words
// that anybody knows for one, and among them short ones that only the council does.
func (h holding) couldBeStatus() bool {
	return h.said >= 3 && h.statuses*2 > h.said && h.distinct > 1 && h.remarks*5 <= h.said && h.posts == 0 && h.colours == 0 && h.filled*2 >= h.rows
}

// offers are the fields that the cells of a column add to what its heading
// names: a field beside it that heading and cells together can only be.
func (h holding) offers(text string, found []naming) []naming {
	names := func(f plan.Field) bool {
		return slices.ContainsFunc(found, func(n naming) bool { return n.field == f && n.strength >= contained })
	}
	folded := foldHeading(text)
	var offered []naming
	offer := func(f plan.Field, s strength) { offered = append(offered, naming{f, s}) }
	if f, stands := h.standing(folded); stands {
		offer(f, phrase)
	}
	if h.isNumberedStep(text) || names(plan.FieldAction) && h.isNumbering() {
		offer(plan.FieldRef, phrase)
	}
	if len(found) == 0 && saysStatus(folded) && h.said >= 2 && h.opens*2 >= h.said {
		offer(plan.FieldStatus, contained)
	}
	if !names(plan.FieldTheme) && h.puts() && slices.ContainsFunc(strings.Fields(folded), func(w string) bool { return partsOf[w] }) {
		offer(plan.FieldTheme, exact)
	}
	if len(found) == 0 && h.repeats() && slices.ContainsFunc(strings.Fields(folded), func(w string) bool { return workIn[w] }) && !speaksOfElse(text) {
		offer(plan.FieldTheme, contained)
	}
	switch {
	case saysWhen[folded] && h.said >= 2 && (h.dates+h.undecided)*5 >= h.said*4:
		offer(plan.FieldDue, contained) // by the end of each, unless another column says when
	case h.isDated() && names(plan.FieldTarget):
		offer(plan.FieldDue, phrase)
	case h.mostly(h.dates) && names(plan.FieldExtension):
		offer(fieldMoved, phrase)
	case asksDone(folded) && h.said >= 2 && h.dates*2 > h.said:
		offer(plan.FieldClosed, phrase)
	case h.isAnswered(text):
		offer(plan.FieldStatus, usual)
	case asksDone(folded) && h.said >= 2 && h.marks*2 > h.said:
		offer(plan.FieldStatus, phrase)
	case (names(plan.FieldProgress) || names(plan.FieldStatus)) && h.mostly(h.percents):
		offer(plan.FieldPercent, phrase)
	case names(plan.FieldStatus) && h.tells(), names(plan.FieldUpdated) && h.mostly(h.sentences) && h.dates == 0:
		offer(plan.FieldProgress, contained)
	case names(plan.FieldProgress) && h.mostly(h.colours):
		offer(plan.FieldRAG, contained)
	case names(plan.FieldProgress) && h.mostly(h.statuses):
		offer(plan.FieldStatus, contained)
	case names(plan.FieldOutcome) && strings.Contains(folded, "success") && h.numbered*2 > h.said:
		offer(plan.FieldMeasure, exact)
	case (folded == "priority" || folded == "priorities") && h.said > 0 && h.names == h.said:
		if h.groups() {
			offer(plan.FieldTheme, exact)
		} else {
			offer(plan.FieldTheme, fallback)
		}
	case h.groups() && h.distinct > 1 && h.names == h.said && slices.ContainsFunc(found, func(n naming) bool { return n.field == plan.FieldTheme && n.strength < exact }):
		offer(plan.FieldTheme, usual)
	}
	return offered
}

// saysWhen are headings of the time in which work is done, and not of a day alone.
var saysWhen = map[string]bool{"dates": true, "period": true, "period of work": true, "work period": true, "start end": true, "dates of work": true, "time period": true, "duration dates": true}

// saysStatus says whether a heading says the word status of something that is no other
// thing than the action: "Status North", "Project status FPSC".
func saysStatus(folded string) bool {
	parts := strings.Fields(folded)
	is := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	return is(statusWords) && !is(contrary) && !is(elsewhere) && !is(risky) && !is(dateWord)
}

var (
	statusWords = words(`status statuses state`)
	dateWord    = words(`date dates on when`)

	// workIn are words for what work is divided into; partsOf, and what a thing is,
	// which tells actions apart only where it is merged down over them.
	workIn  = words(`process processes function functions domain domains principle principles chapter chapters area areas topic topics`)
	partsOf = union(workIn, words(`module modules component components product products`))
)

// puts says whether the cells, merged down, put rows together by a few words; repeats,
// whether the same few come again and again.
func (h holding) puts() bool {
	return h.filled > h.said && h.isParts()
}

func (h holding) repeats() bool { return h.said >= 6 && h.distinct*2 <= h.said && h.isParts() }

// isParts says whether the cells are a few words each, and nothing that anybody knows
// for something else than a name.
func (h holding) isParts() bool {
	return h.distinct > 1 && h.brief == h.said && h.figures+h.dates+h.statuses+h.posts+h.levels+h.marks+h.ratings == 0
}

// isPeople says whether the cells name people, the same ones again and again, or posts.
func (h holding) isPeople() bool {
	return h.isPosts() || h.said >= 4 && h.people*10 >= h.said*9 && h.distinct*2 <= h.said
}

// namesPeople says whether a text could be the names of people: a few words, each
// with a capital, and none for a thing.
func namesPeople(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '&' || r == '/' || r == ';' })
	if len(parts) == 0 || len(parts) > 6 {
		return false
	}
	for _, w := range parts {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "and" || w == "+":
		case !unicode.IsUpper(first), noName[strings.ToLower(w)], strings.ContainsAny(w, "0123456789£$€%()"):
			return false
		}
	}
	return true
}

var noName = words(`budget budgets time staff laptop laptops room rooms venue funding cost costs software hardware server servers internal external none no yes tbc tbd equipment material materials training licence license licences data system systems tool tools high medium low all various existing new additional capital revenue grant core resources resource to be the for from within required needed n/a na`)

// asksDone says whether a heading asks whether an action is done.
func asksDone(folded string) bool {
	done := false
	for _, w := range strings.Fields(folded) {
		switch {
		case ended[w] || w == "complete" || w == "signed":
			done = true
		case !besideDone[w]:
			return false
		}
	}
	return done
}

// isAnswered says whether a heading asks whether an action is done, and wants a yes or
// a no: by its own word, or by what the cells under its question say.
func (h holding) isAnswered(text string) bool {
	folded := foldHeading(text)
	return asksDone(folded) && h.dates == 0 && (saysYesNo(folded) || strings.Contains(text, "?") && h.answers > 0 && h.answers*2 >= h.said)
}

// saysYesNo says whether a heading gives the answers that it wants: "Closed (Y/N)".
func saysYesNo(folded string) bool {
	return strings.HasSuffix(folded, " y n") || strings.HasSuffix(folded, " yes no")
}

var besideDone = words(`y n yes no is has been the action task off or not tick if when x`)

// guess gives the fields that no heading names to columns whose cells could be
// nothing else, where there is one such column alone. Every guess is said.
func (t *tableReader) guess(held map[int]holding) {
	for _, g := range []struct {
		field plan.Field
		what  string
		could func(h holding) bool
	}{
		{plan.FieldAction, "sentences, no two alike", holding.isActions},
		{plan.FieldDue, "dates", func(h holding) bool { return h.said >= 3 && h.dates*10 >= h.said*9 && h.filled*2 >= h.rows }},
		{plan.FieldRAG, "ratings", func(h holding) bool { return h.said >= 3 && h.colours*10 >= h.said*9 }},
		{plan.FieldStatus, "words that say how far an action has got", holding.couldBeStatus},
		{plan.FieldLead, "posts and teams", func(h holding) bool {
			return h.said >= 3 && h.posts*10 >= h.said*8 && h.sentences*3 <= h.said && h.filled*2 >= h.rows
		}},
	} {
		_, has := t.field(g.field)
		if _, acts := t.field(plan.FieldAction); has || t.hasPart(g.field) || !acts && g.field != plan.FieldAction {
			continue
		}
		var could, declined []column
		why := map[int]string{}
		for _, c := range t.cols {
			switch {
			case c.Field.Known() || c.Part != "" || c.Heading == "" || !g.could(held[c.Number]):
			case c.Given:
				declined = append(declined, c)
			case !speaksOfElse(c.Heading):
				could = append(could, c)
				why[c.Number] = "holds " + g.what
			}
		}
		if len(declined) > 0 { // a person has looked at what they hold: nothing is guessed
			if g.field != plan.FieldAction {
				t.noteCould(g.field, could, declined, why)
			}
			continue
		}
		if len(could) == 1 && (g.field != plan.FieldAction || !isNoAction(could[0].Heading)) {
			c := t.column(could[0].Number)
			c.Field, c.strength, c.guessed = g.field, fallback, true
			note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the %s: column %s, %q, holds %s and was taken for it", g.field.Label(), c.Letter, c.Heading, g.what)).
				weighs(plan.Doubtful).takes(t, c.Column, g.field).orTakes(t, c.Column, fieldNone)
			if rivals := t.worded(); g.field == plan.FieldAction && len(rivals) > 0 {
				note.orTakes(t, rivals[0].Column, plan.FieldAction)
			}
			if g.field == plan.FieldDue {
				t.dueIs = note
			}
		}
	}
}

// column is the column of a number.
func (t *tableReader) column(number int) *column {
	return &t.cols[slices.IndexFunc(t.cols, func(c column) bool { return c.Number == number })]
}

// speaksOfElse says whether a heading says that its column is about something
// other than the action as it stands: a risk, a meeting, what was before.
func speaksOfElse(heading string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(heading)), func(w string) bool { return contrary[w] || risky[w] || elsewhere[w] })
}

var elsewhere = words(`raise raising identification identify log creation registered registration captured decision decided occurred occurrence happened incident request requested requests sent posted effective event invoice payment interview report reporting tested joined appointed contracted raised identified logged created opened reported recorded received found discovered open entered added detection detected review reviewed meeting board committee inspection inspected visit birth dob start started commenced approved agreed modified published publication issue issued risk risks impact source target inherent finding findings weakness deficiency observation recommendation problem background context description lesson lessons control controls cause causes consequence consequences effect notes note comment comments evidence expiry expires contract assessed submitted submission approval updated closed completed result results reproduce login`)

// hasPart says whether columns say a field for a period each.
func (t *tableReader) hasPart(f plan.Field) bool {
	return slices.ContainsFunc(t.cols, func(c column) bool { return c.Part == f })
}
