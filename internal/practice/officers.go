package practice

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// The sheets of the officers' workbook.
const (
	readMeSheet   = "Read me"
	planSheet     = "Improvement Plan"
	learningSheet = "Learning actions"
	listsSheet    = "Lists"
)

// The rows of the plan sheet.
const (
	bannerRow  = 1
	titleRow   = 2
	asAtRow    = 3
	keyRow     = 4
	groupRow   = 6
	headingRow = 7
	firstRow   = 8
	styledRows = 300 // the borders go on to here, as borders do
)

// column is one column of a sheet.
type column struct {
	letter  string
	group   string // the heading above the heading, over every column that repeats it; "" for none
	heading string
	field   plan.Field // "" for what is no field of the plan
	width   float64
}

const (
	daysHeading     = "Days to due"
	internalHeading = "Legal advice / internal cost"
)

var officersColumns = []column{
	{"B", "", "Ref", plan.FieldRef, 6},
	{"C", "", "Priority area", plan.FieldTheme, 15},
	{"D", "", "Ofsted\nrec.", plan.FieldRecommendation, 9},
	{"E", "Our commitment", "What we will do", plan.FieldAction, 38},
	{"F", "Our commitment", "Intended outcome for children", plan.FieldOutcome, 31},
	{"G", "How we will know", "Measure", plan.FieldMeasure, 24},
	{"H", "How we will know", "Baseline", plan.FieldBaseline, 11},
	{"I", "How we will know", "Target", plan.FieldTarget, 11},
	{"J", "How we will know", "Latest", plan.FieldLatest, 12},
	{"K", "Who", "Lead officer", plan.FieldLead, 19},
	{"L", "Who", "Partners involved", plan.FieldPartner, 21},
	{"M", "When", "Start", plan.FieldStart, 12},
	{"N", "When", "Due date ", plan.FieldDue, 13},
	{"O", "Progress", "Status", plan.FieldStatus, 11},
	{"P", "Progress", "RAG", plan.FieldRAG, 9},
	{"Q", "Progress", "Update", plan.FieldProgress, 42},
	{"R", "Progress", "Evidence", plan.FieldEvidence, 26},
	{"S", "Progress", "Date closed", plan.FieldClosed, 12},
	{"T", "", daysHeading, "", 8},
	{"U", "", internalHeading, "", 26},
}

// What officers have done to their sheet over fourteen versions.
var (
	repeatedHeading = "Quality of practice and supervision" // the headings stand again above this theme
	mergedThemes    = map[string]bool{"Children in care": true, "Children at risk outside the home": true}
	mergedLead      = [2]plan.Ref{"6.1", "6.2"}
	hiddenRow       = plan.Ref("7.4")
	handFilled      = map[string]bool{"Front door and early decisions": true, "Workforce": true} // ratings in words are filled by hand as well
	remark          = struct {
		ref  plan.Ref
		text string
	}{"1.4", "Did the board agree a new date on 21 Oct? Check the minute before the next version goes out."}
)

// officersBook draws the officers' workbook.
type officersBook struct {
	*pen
	actions []Action
	asAt    plan.Date
	rows    map[plan.Ref]int
	next    int
}

func drawOfficers(actions []Action, asAt plan.Date) ([]byte, error) {
	b := &officersBook{pen: newPen(readMeSheet), actions: actions, asAt: asAt, rows: map[plan.Ref]int{}}
	b.readMe()
	b.turnTo(planSheet)
	b.top()
	b.width("A", 2)
	b.headings(groupRow)
	b.body()
	b.habits()
	b.printing()
	b.learning()
	b.lists()
	b.book.SetActiveSheet(1)
	return b.bytes("Children's Services Improvement Plan", "Improvement Team", asAt)
}

// top draws what stands above the headings.
func (b *officersBook) top() {
	for _, line := range []struct {
		row    int
		text   string
		look   look
		height float64
	}{
		{bannerRow, "WESTMERE COUNCIL  |  Children's Services", look{bold: true, size: 18, ink: white, fill: navy, centre: true}, 34},
		{titleRow, "Children's Services Improvement Plan 2026-27 (v14 FINAL)", look{bold: true, size: 14, ink: navy}, 22},
		{asAtRow, "As at " + b.asAt.Long() + ". Answers Ofsted's inspection of 2 to 13 February 2026. OFFICIAL. Updates to the Improvement Team by the last Friday of the month.", look{italic: true, ink: silver}, 16},
	} {
		b.text(at("B", line.row), line.text)
		b.merge(at("B", line.row), at("T", line.row))
		b.paint(at("B", line.row), at("T", line.row), line.look)
		b.height(line.row, line.height)
	}
	b.text(at("B", keyRow), "Key:")
	b.paint(at("B", keyRow), at("B", keyRow), look{bold: true})
	for _, key := range []struct{ column, rating, words string }{
		{"C", plan.RatingBlue, "Complete"},
		{"D", plan.RatingGreen, "On track"},
		{"E", plan.RatingAmber, "Some slippage, can be recovered by the due date"},
		{"F", plan.RatingRed, "Off track or overdue"},
		{"G", plan.RatingNotStarted, "No fill: not started"},
	} {
		b.text(at(key.column, keyRow), key.words)
		b.paint(at(key.column, keyRow), at(key.column, keyRow), look{box: true, fill: ratingFills[key.rating]})
	}
}

// headings draws the two lines of headings, the upper one in the row given.
func (b *officersBook) headings(row int) {
	for i, c := range officersColumns {
		upper, lower := at(c.letter, row), at(c.letter, row+1)
		b.width(c.letter, c.width)
		if c.group == "" {
			b.text(upper, c.heading)
			b.merge(upper, lower)
			continue
		}
		b.text(lower, c.heading)
		if i > 0 && officersColumns[i-1].group == c.group {
			continue
		}
		b.text(upper, c.group)
		b.merge(upper, at(lastOf(c.group), row))
	}
	line := look{bold: true, wrap: true, centre: true, box: true, ink: white}
	for i, fill := range []string{navy, teal} {
		line.fill = fill
		b.paint(at("B", row+i), at("U", row+i), line)
	}
	b.height(row+1, 30)
}

func lastOf(group string) string {
	last := ""
	for _, c := range officersColumns {
		if c.group == group {
			last = c.letter
		}
	}
	return last
}

// body draws the themes and their actions, and the styled rows after them.
func (b *officersBook) body() {
	b.paint(at("B", firstRow), at("U", styledRows), look{wrap: true, box: true})
	b.next = firstRow
	theme, opened := "", 0
	for _, a := range b.actions {
		if a.Learning {
			continue
		}
		if a.Theme != theme {
			b.closeTheme(theme, opened)
			theme = a.Theme
			b.openTheme(a)
			opened = b.next
		}
		b.action(a)
	}
	b.closeTheme(theme, opened)
}

// openTheme draws the row that heads a theme.
func (b *officersBook) openTheme(a Action) {
	if a.Theme == repeatedHeading {
		b.headings(b.next)
		b.next += 2
	}
	number, _, _ := strings.Cut(string(a.Ref), ".")
	b.text(at("B", b.next), fmt.Sprintf("PRIORITY %s: %s (accountable: %s)", number, strings.ToUpper(a.Theme), a.Head))
	b.merge(at("B", b.next), at("U", b.next))
	b.paint(at("B", b.next), at("U", b.next), look{bold: true, size: 11, box: true, ink: navy, fill: mist})
	b.height(b.next, 20)
	b.next++
}

// closeTheme merges the theme's own cells where officers have done so.
func (b *officersBook) closeTheme(theme string, opened int) {
	if mergedThemes[theme] {
		b.merge(at("C", opened), at("C", b.next-1))
	}
}

func (b *officersBook) action(a Action) {
	row := b.next
	b.rows[a.Ref] = row
	b.next++
	for _, c := range officersColumns {
		cell := at(c.letter, row)
		said := a.Officers[c.field]
		switch {
		case c.field == plan.FieldRef:
			b.ref(cell, a)
		case c.field == plan.FieldRAG:
			b.rating(cell, a)
		case c.field.IsDate():
			b.day(cell, said, dateFormat(a, c.field))
		case c.heading == daysHeading:
			b.days(cell, row, a)
		case c.heading == internalHeading:
			b.text(cell, a.Internal)
		case said.Typed != "" && !b.mergedAbove(a, c.field):
			b.figure(cell, said.Typed)
		}
	}
	b.fit(row, officersColumns, func(c column) string {
		if c.field == "" || b.mergedAbove(a, c.field) || mergedThemes[a.Theme] && c.field == plan.FieldTheme {
			return ""
		}
		return a.Officers[c.field].Typed
	})
	if a.Ref == hiddenRow {
		b.note(b.book.SetRowVisible(planSheet, row, false))
	}
}

// mergedAbove says whether the cell will lie under a merged one, which then
// speaks for it.
func (b *officersBook) mergedAbove(a Action, f plan.Field) bool {
	switch f {
	case plan.FieldTheme:
		return mergedThemes[a.Theme] && !strings.HasSuffix(string(a.Ref), ".1")
	case plan.FieldLead:
		return a.Ref == mergedLead[1]
	}
	return false
}

// ref writes a ref as the sheet has come to hold it: theme 1 as numbers, of
// which 1.10 is 1.1 with two decimal places, theme 4 as numbers, the others
// as words, one of them with a space behind it.
func (b *officersBook) ref(cell string, a Action) {
	number, err := strconv.ParseFloat(string(a.Ref), 64)
	bold := look{bold: true, wrap: true, box: true}
	switch {
	case err == nil && (strings.HasPrefix(string(a.Ref), "1.") || strings.HasPrefix(string(a.Ref), "4.")):
		if len(a.Ref) > len("1.9") {
			bold.format = hundredths
		}
		b.write(cell, number)
	case a.Ref == "5.2":
		b.text(cell, string(a.Ref)+" ")
	default:
		b.text(cell, string(a.Ref))
	}
	b.paint(cell, cell, bold)
}

// rating writes a rating as a word, or as a fill alone.
func (b *officersBook) rating(cell string, a Action) {
	said := a.Officers[plan.FieldRAG]
	l := look{bold: true, wrap: true, centre: true, box: true}
	if said.Typed == "fill" || handFilled[a.Theme] {
		l.fill = ratingFills[said.Means]
	}
	if said.Typed != "fill" {
		b.text(cell, said.Typed)
	}
	b.paint(cell, cell, l)
}

// day writes a date: a real one, or what was typed for it. The cells of a
// date column carry a date's format either way.
func (b *officersBook) day(cell string, said Said, format numberFormat) {
	b.paint(cell, cell, look{wrap: true, box: true, format: format})
	if said.Typed != "" {
		b.text(cell, said.Typed)
		return
	}
	if d, err := plan.ParseISO(said.Means); err == nil {
		b.date(cell, d)
	}
}

func dateFormat(a Action, f plan.Field) numberFormat {
	if f == plan.FieldStart && a.Ref > "6" {
		return namedMonth
	}
	return shortDate
}

// days writes the formula that counts the days to a due date. It can count
// only from a real date; Excel shows the rest as typed dates deserve.
func (b *officersBook) days(cell string, row int, a Action) {
	formula := fmt.Sprintf(`IF(ISNUMBER(N%d),N%d-TODAY(),"")`, row, row)
	due := a.Officers[plan.FieldDue]
	if d, err := plan.ParseISO(due.Means); err == nil && due.Typed == "" {
		b.formula(cell, formula, b.asAt.DaysUntil(d))
		return
	}
	b.formula(cell, formula, nil)
}

// habits draws what has grown upon the plan sheet: lists, rules, filters, a
// remark, a hidden column, merged leads.
func (b *officersBook) habits() {
	last := b.next - 1
	b.merge(at("K", b.rows[mergedLead[0]]), at("K", b.rows[mergedLead[1]]))
	b.choices(fmt.Sprintf("O%d:O%d", firstRow, styledRows), listsSheet+"!$A$2:$A$6")
	b.choices(fmt.Sprintf("P%d:P%d", firstRow, styledRows), listsSheet+"!$B$2:$B$6")
	b.colourRules(fmt.Sprintf("P%d:P%d", firstRow, styledRows))
	b.note(b.book.SetConditionalFormat(planSheet, fmt.Sprintf("T%d:T%d", firstRow, styledRows), []excelize.ConditionalFormatOptions{{
		Type: "formula", Criteria: fmt.Sprintf(`AND(ISNUMBER(T%d),T%d<0)`, firstRow, firstRow), Format: b.ruleStyle("C00000", ""),
	}}))
	b.note(b.book.AutoFilter(planSheet, fmt.Sprintf("B%d:U%d", headingRow, last), nil))
	b.note(b.book.AddComment(planSheet, excelize.Comment{
		Cell: at("N", b.rows[remark.ref]), Author: "Improvement Team", Text: remark.text, Width: 220, Height: 90,
	}))
	b.note(b.book.SetColVisible(planSheet, "U", false))
	b.note(b.book.SetPanes(planSheet, &excelize.Panes{
		Freeze: true, XSplit: 4, YSplit: headingRow, TopLeftCell: at("E", firstRow), ActivePane: "bottomRight",
	}))
}

// colourRules colours ratings written as words.
func (b *officersBook) colourRules(cells string) {
	var rules []excelize.ConditionalFormatOptions
	for _, rating := range []string{plan.RatingRed, plan.RatingAmber, plan.RatingGreen, plan.RatingBlue} {
		rules = append(rules, excelize.ConditionalFormatOptions{
			Type: "cell", Criteria: "==", Value: strconv.Quote(rating), Format: b.ruleStyle("", ratingFills[rating]),
		})
	}
	b.note(b.book.SetConditionalFormat(planSheet, cells, rules))
}

func (b *officersBook) ruleStyle(ink, fill string) *int {
	s := &excelize.Style{}
	if ink != "" {
		s.Font = &excelize.Font{Color: ink, Bold: true} //nolint:misspell // excelize's own spelling
	}
	if fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}} //nolint:misspell // excelize's own spelling
	}
	id, err := b.book.NewConditionalStyle(s)
	b.note(err)
	return &id
}

func (b *officersBook) printing() {
	landscapeA3(b.pen, fmt.Sprintf("$%d:$%d", groupRow, headingRow), fmt.Sprintf("$B$1:$T$%d", b.next-1))
}

// landscapeA3 sets a sheet to print one page wide, its headings on each page.
func landscapeA3(p *pen, titles, area string) {
	a3, wide, long, orientation, fit := 8, 1, 0, "landscape", true
	p.note(p.book.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{
		Size: &a3, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &long,
	}))
	p.note(p.book.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	p.note(p.book.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{
		OddFooter: "&L&F&COFFICIAL&RPage &P of &N",
	}))
	side, edge := 0.4, 0.6 // inches
	p.note(p.book.SetPageMargins(p.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge}))
	quoted := plan.QuoteSheet(p.sheet)
	p.note(p.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted + "!" + titles, Scope: p.sheet}))
	p.note(p.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: quoted + "!" + area, Scope: p.sheet}))
}

var learningColumns = []column{
	{"A", "", "Ref", plan.FieldRef, 6},
	{"B", "", "What we will do", plan.FieldAction, 52},
	{"C", "", "Lead", plan.FieldLead, 26},
	{"D", "", "Partner", plan.FieldPartner, 26},
	{"E", "", "Due", plan.FieldDue, 11},
	{"F", "", "Status", plan.FieldStatus, 12},
	{"G", "", "Update", plan.FieldProgress, 46},
}

// learning draws the second sheet: a small table with no column for outcomes,
// and dates whose days and months nothing tells apart.
func (b *officersBook) learning() {
	b.turnTo(learningSheet)
	b.text("A1", "Learning from local case reviews: actions owned by the safeguarding partnership")
	b.paint("A1", "A1", look{bold: true, size: 13, ink: navy})
	simpleTable(b.pen, learningColumns, 3, onSheet(b.actions, true), func(a Action) map[plan.Field]Said { return a.Officers })
	b.choices("F4:F30", listsSheet+"!$A$2:$A$6")
	landscapeA3(b.pen, "$3:$3", "$A$1:$G$30")
}

// onSheet picks the actions of the second sheet, or of the first.
func onSheet(actions []Action, learning bool) []Action {
	var found []Action
	for _, a := range actions {
		if a.Learning == learning {
			found = append(found, a)
		}
	}
	return found
}

// lists draws the hidden sheet the drop-down lists are taken from.
func (b *officersBook) lists() {
	b.turnTo(listsSheet)
	for i, row := range [][2]string{
		{"Status", "RAG"}, {"Not started", "Not started"}, {"On track", "Green"}, {"At risk", "Amber"}, {"Delayed", "Red"}, {"Complete", "Blue"},
	} {
		b.text(at("A", i+1), row[0])
		b.text(at("B", i+1), row[1])
	}
	b.note(b.book.SetSheetVisible(listsSheet, false))
}

// readMe draws the sheet of instructions.
func (b *officersBook) readMe() {
	lines := []struct {
		text string
		look look
	}{
		{"Children's Services Improvement Plan: how to use this workbook", look{bold: true, size: 14, ink: navy}},
		{"", look{}},
		{"Lead officers update columns J and O to S on the Improvement Plan tab by the last Friday of each month. Please do not insert columns.", look{wrap: true}},
		{"If an action will miss its date, say why in the update before changing the date. The board agrees new dates.", look{wrap: true}},
		{"Nothing is complete until the evidence is in column R.", look{wrap: true}},
		{"", look{}},
		{"What Ofsted said needs to improve (report published 31 March 2026)", look{bold: true, ink: navy}},
		{"Rec 1. How quickly and how well decisions are made when a child is first referred, at any hour.", look{wrap: true}},
		{"Rec 2. Plans that families can understand, and social workers who see children and act on what they say.", look{wrap: true}},
		{"Rec 3. The response to children who are missing, exploited or out of school.", look{wrap: true}},
		{"Rec 4. Enough homes of the right kind for children in care, and timely help with their health and education.", look{wrap: true}},
		{"Rec 5. Support for care leavers, above all those over 21 and those in temporary accommodation.", look{wrap: true}},
		{"Rec 6. The response to 16/17 year olds who present as homeless.", look{wrap: true}},
		{"Rec 7. Supervision that is regular and changes what happens for children.", look{wrap: true}},
		{"Rec 8. A stable workforce with caseloads that can be managed.", look{wrap: true}},
		{"Rec 9. Use of audit, performance information and children's views to put things right.", look{wrap: true}},
	}
	b.width("A", 88)
	for i, line := range lines {
		b.text(at("A", i+1), line.text)
		b.paint(at("A", i+1), at("A", i+1), line.look)
	}
}
