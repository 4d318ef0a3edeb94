package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"actionplan/plan"
)

// words are the fields that hold sentences, which rules about texts look through.
var words = []plan.Field{
	plan.FieldTheme, plan.FieldRecommendation, plan.FieldAction, plan.FieldOutcome, plan.FieldMeasure, plan.FieldBaseline, plan.FieldTarget, plan.FieldLatest, plan.FieldBenchmark,
	plan.FieldLead, plan.FieldAccountable, plan.FieldPartner, plan.FieldExtension, plan.FieldRationale, plan.FieldConfidence, plan.FieldRisk, plan.FieldProgress, plan.FieldEvidence, plan.FieldVerified, plan.FieldResources,
}

// perText makes a rule of what is looked at in each text of each action. The look
// gives the sentence to say, or "". A text that stands in several cells, a theme
// say, is looked at once.
func perText(look func(text string) string) func(*examined, Tuning) []hit {
	return func(r *examined, _ Tuning) []hit {
		var hits []hit
		known := map[string]string{}
		for _, a := range r.actions {
			for _, f := range words {
				v := a.Value(f)
				if v.Kind != plan.KindText {
					continue
				}
				says, seen := known[v.Text]
				if !seen {
					text := v.Text
					if f == plan.FieldTheme { // "2 Children and families": the number is the theme's own
						text = bareNumber.ReplaceAllString(text, "$1")
					}
					says = look(text)
					known[v.Text] = says
				}
				if toldOfTheme := seen && f == plan.FieldTheme; says != "" && !toldOfTheme {
					hits = append(hits, hit{action: a, field: f, says: says})
				}
			}
		}
		return hits
	}
}

func formulaLike(text string) string {
	switch text[0] {
	case '=', '@', '\t':
	case '+', '-':
		if len(text) > 1 && (text[1] == ' ' || unicode.IsDigit(rune(text[1]))) {
			return "" // a list's dash, or a number
		}
	default:
		return ""
	}
	return fmt.Sprintf("it begins with %q, as a formula does.", text[:1])
}

var tags = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)</?(?:p|br|b|i|u|ul|ol|li|div|span|a|table|tr|td|strong|em|script|style|h[1-6]|img|font|iframe)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot);`)
})

func markup(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return ""
	}
	if tag := tags().FindString(text); tag != "" {
		return fmt.Sprintf("it holds markup: %q.", tag)
	}
	return ""
}

var (
	phones = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:tel|telephone|phone|mobile|call)\b[^0-9+]{0,4}((?:\+44|0)[0-9 ()-]{6,})`)
	})
	mails = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]*`)
	})
	goodMail = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[\p{L}0-9._%+'-]+@(?:[\p{L}0-9-]+\.)+\p{L}{2,}\.?$`)
	})
)

func contactInvalid(text string) string {
	if strings.ContainsRune(text, '@') {
		for _, address := range mails().FindAllString(text, -1) {
			if !goodMail().MatchString(address) {
				return "it holds an e-mail address that is not one."
			}
		}
	}
	if !hasFigure(text) {
		return ""
	}
	for _, found := range phones().FindAllStringSubmatch(text, -1) {
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, strings.Replace(strings.Replace(found[1], "+44", "0", 1), "(0)", "", 1))
		if len(digits) < 10 || len(digits) > 11 {
			return fmt.Sprintf("it gives a phone number of %d figures; one has 10 or 11.", len(digits))
		}
	}
	return ""
}

var (
	few    = []string{"1", "2", "3", "4", "one", "two", "three", "four"}
	minors = []string{"child", "children", "young people", "young person", "care leaver", "care leavers", "baby", "babies", "siblings", "unaccompanied", "teenagers", "girls", "boys", "girl", "boy"}
	// notThem are words after which a count is of something else than children.
	notThem = []string{"home", "homes", "centre", "centres", "service", "services", "team", "teams", "plan", "plans", "in need plan", "social", "champions", "forum", "council", "per", "a", "each", "at"}
	// partOf are words before a number that make it a part, an age, or one of a series.
	partOf = []string{"in", "every", "aged", "age", "under", "over", "least", "than", "phase", "stage", "key", "year", "years", "quarter", "level", "area", "priority", "action", "strand", "tier", "group", "class", "day", "week", "within", "to", "and", "or", "any", "each", "no", "point", "recommendation"}
)

// The numbers that number what follows them and count nobody: after a label, with only
// a space between ("Theme 2: Care leavers"; but "Outcome: 3 children" counts three);
// first in a line, with a mark after them ("2. Children and families"; but "2 - 3
// children" is a range); and in brackets, or before one ("(2) children").
var (
	labelNumber = regexp.MustCompile(`(?i)\b(?:themes?|priorit(?:y|ies)|outcomes?|objectives?|aims?|goals?|actions?|recommendations?|strands?|workstreams?|pillars?|domains?|` +
		`standards?|milestones?|findings?|requirements?|areas?|sections?|chapters?|paragraphs?|paras?|parts?|items?|appendix|annex|steps?|phases?|stages?|tiers?|points?|key) (?:no\.? ?|number )?` +
		`(?:\d{1,2}(?:\.\d{1,2})*[a-z]?(?:(?:, ?| ?& ?| and |/)\d{1,2}(?:\.\d{1,2})*[a-z]?)*|one|two|three|four)\b`)
	lineNumber    = regexp.MustCompile(`(?m)^\s*\d{1,2}(?:\.\d{1,2})*(?: ?[.):|](?:\s+|$|([^\d\s]))| ?[–—] ?([^\d\s])| - ?([^\d\s]))`)
	bracketNumber = regexp.MustCompile(`(^|[\s,;:(])\d{1,2}\)`)
	bareNumber    = regexp.MustCompile(`^\s*\d{1,2}(?:\.\d{1,2})*\s+(\pL)`)
)

// labels begin the words that labelNumber looks for before a number.
var labels = []string{"theme", "priorit", "outcome", "objective", "aim", "goal", "action", "recommendation", "strand", "workstream", "pillar", "domain", "standard", "milestone", "finding", "requirement", "area", "section", "chapter", "para", "part", "item", "appendix", "annex", "step", "phase", "stage", "tier", "point", "key"}

// unnumbered is a text without the numbers that number what follows them. Most texts have
// none of these forms, and a look for what each of them needs costs a tenth of it.
func unnumbered(text string) string {
	if begins := strings.TrimSpace(text); strings.Contains(text, "\n") || begins != "" && unicode.IsDigit(rune(begins[0])) {
		text = lineNumber.ReplaceAllString(text, "\n$1$2$3")
	}
	if strings.Contains(text, ")") {
		text = bracketNumber.ReplaceAllString(text, "$1 ")
	}
	lower := strings.ToLower(text)
	if slices.ContainsFunc(labels, func(label string) bool { return strings.Contains(lower, label) }) {
		text = labelNumber.ReplaceAllString(text, " ")
	}
	return text
}

// smallNumber finds a count of one to four children. "1 in 4 children", "two
// children's homes", "aged 4" and the number of a heading are none.
func smallNumber(text string) string {
	said := strings.Fields(string(saidOf(unnumbered(text))))
	for i, word := range said {
		if !slices.Contains(few, word) || i+1 >= len(said) || i > 0 && (slices.Contains(partOf, said[i-1]) || hasFigure(said[i-1])) {
			continue
		}
		rest := said[i+1:]
		if rest[0] == "of" && len(rest) > 2 && (rest[1] == "the" || rest[1] == "our") {
			rest = rest[2:]
		}
		whole := saidOf(strings.Join(rest, " "))
		who, found := whole.begins(minors)
		if !found {
			continue
		}
		after := saidOf(strings.TrimPrefix(string(whole), " "+who))
		if _, other := after.begins(notThem); !other {
			return "it counts fewer than five children."
		}
	}
	return ""
}

// personalIdentifiers finds each cell in which the scan finds personal data. No
// finding repeats it.
func personalIdentifiers(r *examined) []hit {
	if r.Personal == nil {
		return nil
	}
	var hits []hit
	for _, a := range r.actions {
		for _, f := range plan.KnownFields {
			v := a.Value(f)
			if v.Kind != plan.KindText && v.Kind != plan.KindVague {
				continue
			}
			if kind := r.personal(a.Shown(f)); kind != "" {
				hits = append(hits, hit{action: a, field: f, says: fmt.Sprintf("it seems to hold %s, and is not repeated here.", kind)})
			}
		}
	}
	return hits
}

var (
	exemptHeadings = []string{"exempt", "confidential", "not for publication", "publication status", "report status", "restricted", "public or exempt", "part 2", "part ii"}
	exemptWords    = []string{"yes", "y", "true", "exempt", "confidential", "private", "not public", "not for publication", "restricted", "paragraph", "para", "part 2", "part ii", "x"}
)

// exemptContent finds the rows that a column of theirs marks, but those that are
// hidden, which are kept out of what is public.
func exemptContent(r *examined) []hit {
	var hits []hit
	for _, c := range r.Plan.Columns {
		if c.Field.Known() || !saidOf(c.Heading).says(exemptHeadings) || r.byName[c.Table] == nil {
			continue
		}
		for _, a := range r.byName[c.Table].actions {
			v := a.Value(c.Field)
			marked := v.Kind == plan.KindBoolean && v.Text == "true" || v.Kind == plan.KindText && saidOf(v.Text).says(exemptWords)
			if marked && !a.Hidden {
				hits = append(hits, hit{action: a, field: c.Field, says: fmt.Sprintf("it is marked %q under %q.", a.Shown(c.Field), c.Heading)})
			}
		}
	}
	return hits
}
