package table

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"actionplan/plan"
)

// explains says whether the row under the header tells what belongs in each
// column: sentences where a ref or a date would be.
func (t *tableReader) explains(cells []Cell) bool {
	words, prompts := 0, 0
	for _, c := range cells {
		if c.Kind != CellText {
			return false
		}
		words += wordCount(c.Text)
		if prompt.MatchString(strings.ToLower(plan.Clean(c.Text))) {
			prompts++
		}
	}
	if len(cells) < 2 || len(cells)*2 < len(t.header.headings) {
		return false
	}
	if prompts*2 > len(cells) {
		return true
	}
	return words >= 4*len(cells) && slices.ContainsFunc(cells, func(c Cell) bool {
		return !strings.ContainsAny(c.Text, "0123456789") && slices.ContainsFunc(t.cols, func(col column) bool {
			return col.Number == c.Column && t.explainsCell(col.Field, c.Text)
		})
	})
}

// explainsCell says whether a text is no ref, date or post, but tells what one is:
// "Unique ID", "Date that the item must be completed", "Who owns this topic?".
func (t *tableReader) explainsCell(f plan.Field, text string) bool {
	switch f {
	case plan.FieldRef:
		names := slices.ContainsFunc(t.know.name(text), func(n naming) bool { return n.field == plan.FieldRef && n.strength >= phrase })
		return wordCount(text) >= 3 || wordCount(text) == 2 && names
	case plan.FieldLead:
		return wordCount(text) >= 3 && strings.HasSuffix(strings.TrimSpace(text), "?")
	}
	return wordCount(text) >= 3 && (f.IsDate() || f == plan.FieldPercent)
}

// endsHeading reports whether the row right under the header is the rest of it, as where
// some headings are merged over two rows and the others go on in the second:
//
//	Task           | Lead | Due | Status
//	TASK ID NUMBER |  ^   |  ^  |   ^
//
// It holds words alone, and each of them is a heading for its own column. Where other
// headings are merged down to it, or it looks as they do and the next row does not, half
// of them do.
func (t *tableReader) endsHeading(rows []Row, i int, cells []Cell) bool {
	row := rows[i]
	for number := range t.names { // the heading of what is to be done goes down to this row
		if m, merged := t.sheet.merged(row.Number, number); merged && m.Rows.First >= t.header.top && m.Rows.First <= t.header.row {
			return true
		}
	}
	if i > 0 || row.Number != t.header.row+1 || len(rows) < 2 {
		return false
	}
	const longest = 6 // words
	named, alike := 0, true
	for _, c := range cells {
		i := slices.IndexFunc(t.cols, func(col column) bool { return col.Number == c.Column })
		if i < 0 || !c.isText() || c.Formula || wordCount(c.Text) > longest || strings.ContainsAny(c.Text, "0123456789") {
			return false
		}
		field := t.cols[i].reads()
		if slices.ContainsFunc(t.know.name(oneLine(c.Text)), func(n naming) bool { return n.field == field && n.strength >= phrase }) {
			named++
		}
		over, _ := t.sheet.row(t.header.row)
		above, _ := over.cell(c.Column)
		under, _ := rows[1].cell(c.Column)
		looks := func(c Cell) lookOf { return lookOf{c.Look.Has(Bold), c.Fill} }
		alike = alike && looks(c) == looks(above) && looks(c) != looks(under)
	}
	merged := slices.ContainsFunc(t.header.headings, func(h heading) bool {
		m, is := t.sheet.merged(t.header.row, h.column)
		return is && m.Rows.has(row.Number)
	})
	return named > 0 && (named == len(cells) || (merged || alike) && named*2 >= len(cells))
}

// prompt is a text that asks for something to be filled in.
var prompt = regexp.MustCompile(`^(\(.*\)|\[.*\]|<.*>|e\.?g\.? .*|.*\bdd[/. -]mm[/. -]yy.*|(please |clearly )?(use|enter|insert|select|choose|describe|provide|state|specify|list|give|type|record|identify|indicate|add|note|what|who|when|how|date when|name of|brief) .*)$`)

// isNumbering says whether cells number their columns: 1, 2, 3 or (a), (b).
func isNumbering(cells []Cell) bool {
	if len(cells) < 3 {
		return false
	}
	for i, c := range cells {
		text := strings.Trim(oneLine(c.Text), "().[] ")
		number := strings.TrimLeft(text, "0123456789") == "" && text == strconv.Itoa(i+1)
		letter := strings.EqualFold(text, plan.ColumnLetters(i+1))
		if !number && !letter {
			return false
		}
	}
	return true
}

// isTemplate says whether every cell holds a mark that a program or a person
// is to replace: ${name}, {{name}}, <<name>>, [name].
func isTemplate(cells []Cell) bool {
	marks := 0
	for i, c := range cells {
		if c.Kind == CellText && isTemplateMark(c.Text) {
			marks++
		} else if i > 0 {
			return false
		}
	}
	return marks >= 1 && marks >= len(cells)-1
}

// isTemplateRow says whether most cells of a row hold such a mark, with an example or
// without: <Person who fixes the defect> Ex: Ann.
func isTemplateRow(cells []Cell) bool {
	const few = 4
	marks := 0
	for _, c := range cells {
		if c.Kind == CellText && (isTemplateMark(c.Text) || strings.HasPrefix(strings.TrimSpace(c.Text), "<") && exampledMark.MatchString(oneLine(c.Text))) {
			marks++
		}
	}
	return marks >= few && marks*5 >= len(cells)*4
}

// exampledMark is a template's mark with an example of what goes there.
var exampledMark = regexp.MustCompile(`^<[^<>]{3,}> ?(?i:ex|eg|e\.g\.?|example|such as)[:. ]`)

var templateMark = regexp.MustCompile(`^(\$\{[^}]*\}|\{\{.*\}\}|\{%.*%\}|<<.*>>|<[^<>]+>|\[[^\]]+\]|«.*»|%[A-Za-z_.]+%)$`)

func isTemplateMark(text string) bool {
	text = strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(text)
	if text == "" || len(text) > longestHeading || !strings.ContainsRune("$[<{%«", first) {
		return false
	}
	return templateMark.MatchString(oneLine(text))
}

// saysExample says whether a row's first cell calls it an example.
func saysExample(c Cell) bool {
	if c.Kind != CellText || len(c.Text) > longestHeading {
		return false
	}
	text := foldHeading(c.Text)
	return text == "example" || text == "eg" || text == "e g" || text == "sample" || text == "example only" || strings.HasPrefix(strings.ToLower(oneLine(c.Text)), "example:")
}

// opensExample says whether a row is an example by how its ref or its action begins:
// "EXAMPLE: …", "(Example) …", or "e.g. …" before there is any action.
func (t *tableReader) opensExample(kinds []rowKind, i int, cells []Cell) bool {
	if len(cells) < 2 {
		return false
	}
	action, _ := t.field(plan.FieldAction)
	first := !slices.Contains(kinds[:i], isAction)
	return slices.ContainsFunc(cells, func(c Cell) bool {
		if !c.isText() || c.Column != cells[0].Column && c.Column != action.Number {
			return false
		}
		text := oneLine(c.Text)
		return exampleOpens.MatchString(text) || first && forExample.MatchString(text)
	})
}

var (
	exampleOpens = regexp.MustCompile(`^(?:(?i:example|sample)(?: (?:row|entry|action|only))?(?: ?[0-9]{1,2})? ?(?:[:–—]|- |$)|[(\[](?i:example|sample|e\.?g\.?)[^)\]]{0,20}[)\]]|EXAMPLE\b)`)
	forExample   = regexp.MustCompile(`^(?i:e\.?g\.[ :,]|eg[:,] |for example[ ,:])`)
)

// saysFormats says whether the row under the header tells what is to be typed into each
// column, as FedRAMP's plans do, mostly in a row that is hidden: Numeric, Text,
// mm/dd/yyyy. What is under a date there is the form of one, or no date at all.
func (t *tableReader) saysFormats(row Row, cells []Cell) bool {
	if len(cells) < 3 || len(cells)*2 < len(t.header.headings) {
		return false
	}
	formats, dates, told := 0, 0, false
	for _, c := range cells {
		if c.Kind != CellText || strings.ContainsAny(c.Text, "0123456789") && !asksFigure.MatchString(c.Text) {
			return false
		}
		is := cellFormat.MatchString(oneLine(c.Text))
		if is {
			formats++
		}
		i := slices.IndexFunc(t.cols, func(col column) bool { return col.Number == c.Column })
		if i < 0 {
			continue
		}
		if t.cols[i].Field.IsDate() {
			dates++
			read := plan.ReadDate(c.Text, plan.DateHabit{}).Value
			told = told || dateFormat.MatchString(oneLine(c.Text)) || row.Hidden == ByHand && read.Kind == plan.KindText
		}
	}
	return formats*3 >= len(cells)*2 || dates > 0 && told && (row.Hidden == ByHand || formats*3 >= len(cells))
}

var (
	cellFormat = regexp.MustCompile(`^(?i:(?:numeric|alpha-?numeric|number|integer|decimal|percentage|currency|free[ -]?text|text|string|character|date|date format|yes ?/ ?no|y ?/ ?n|drop[ -]?down(?: list)?|pick[ -]?list|list|formula|calculated|automatic|auto|optional|mandatory|required)(?: ?(?:field|only|value|format))?(?: ?\([^)]*\))?|.*\b(?:mm|dd|mmm)[/. -](?:dd|mm|mmm)[/. -]yy.*)$`)
	dateFormat = regexp.MustCompile(`(?i:\b(?:mm|dd|mmm)[/. -](?:dd|mm|mmm)[/. -]yy)|^(?i:date(?: format)?)$`)
	asksFigure = regexp.MustCompile(`(?i:\b(?:max|maximum|up to|min|characters|digits|between|[0-9] ?[-–] ?[0-9])\b)`)
)

// isTotal says whether a row adds up those above it: it begins with the word,
// and holds figures with at most one word beside them.
func isTotal(said []Cell) bool {
	for len(said) > 3 && !hasLetter(said[0].Text) { // a number or a dash before the word
		said = said[1:]
	}
	if said[0].Kind != CellText || len(said[0].Text) > 60 || wordCount(said[0].Text) > 4 {
		return false
	}
	text := strings.TrimSuffix(foldHeading(said[0].Text), "s")
	first, _, _ := strings.Cut(text, " ")
	if !totals[first] && text != "grand total" && text != "sub total" {
		return false
	}
	figures := 0
	for _, c := range said[1:] {
		if c.Kind == CellNumber || c.Formula {
			figures++
		}
	}
	if first == "overall" && figures == 0 { // which may head a section
		return false
	}
	return figures >= len(said)-2 && figures+1 >= len(said)/2
}

var totals = words(`total subtotal average sum count overall`)
