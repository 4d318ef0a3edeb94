package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"actionplan/frame"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
)

// wording are the rules about what an action's words leave open: they fire on what
// is written, not on what is missing.
var wording = []Rule{
	{
		Code: "C03", Name: "outcome-is-activity", Severity: Medium,
		Meaning: "An outcome says what will be done, not what will be different: it repeats the action, or begins with a verb of doing and names nobody it is for.",
		Matters: "An activity can be finished without anything being better for a child.",
		Basis:   "HM Treasury’s Green Book: objectives are changes that people experience",
		Clears:  "say who will notice what: “Care leavers tell us they feel safe”",
		Public:  "The outcome is an activity",
		Usual: Tuning{Words: []string{
			"deliver", "produce", "hold", "train", "write", "review", "develop", "establish", "introduce", "publish", "recruit", "arrange", "organise", "draft", "set up", "roll out", "complete", "commission", "create",
			"delivery of", "production of", "review of", "development of", "establishment of", "introduction of", "publication of", "completion of", "creation of", "recruitment of",
		}},
		look: perTunedAction(outcomeIsActivity),
	},
	{
		Code: "C05", Name: "lead-not-a-person", Severity: Medium,
		Meaning: "The lead is everybody, a team or a board, or three posts and more of which none is marked as the lead.",
		Matters: "Where several answer for an action, nobody does.",
		Basis:   "auditors ask for a single person or post; a cabinet asked for accountability by specific officers",
		Clears:  "name one post: “Head of Care Leavers (lead), Housing”; or say in a column of its own which post is accountable",
		Public:  "No single lead",
		look:    perAction(leadNotAPerson),
	},
	{
		Code: "C08", Name: "measure-blank", Severity: Medium,
		Meaning: "An action has no measure, and its outcome names nothing that can be counted: no number, percentage or date.",
		Matters: "Nobody can tell afterwards whether it worked.",
		Basis:   "objectives that are specific and measurable (HM Treasury’s Green Book)",
		Clears:  "write how it will be known: “90 % of supervisions held monthly”",
		Public:  "No measure",
		look: both(
			tablesWithoutMeasure,
			perAction(measureBlank),
		),
	},
	{
		Code: "C09", Name: "wording-continuing", Severity: Low,
		Meaning: "Actions begin with a word of carrying on, and have no measure: one finding for all of them.",
		Matters: "What carries on has no end, so nobody can say that it is done.",
		Basis:   "in one council’s plan 11 of 22 strands began so, and none had a measure",
		Clears:  "say what will be reached, and by when it will be",
		Public:  "Actions that only carry on",
		Usual:   Tuning{Words: []string{"continue", "continued", "continuing", "continues", "further", "maintain", "maintaining", "build on", "building on", "work in response", "ongoing", "sustain"}},
		look:    wordingContinuing,
	},
	{
		Code: "C14", Name: "partner-unnamed", Severity: Low,
		Meaning: "An action or its outcome speaks of an organisation outside the council, and no partner is named.",
		Matters: "The partner does not know that the plan counts on it.",
		Basis:   "a council’s plan depended on district councils and social landlords that were not on it",
		Clears:  "name the partner, or say that the council does it alone",
		Public:  "A partner is not named",
		Usual:   Tuning{Words: []string{"police", "nhs", "icb", "integrated care board", "ccg", "probation", "cafcass", "camhs", "health visitors", "health visiting", "housing associations", "voluntary sector", "voluntary organisations", "schools", "academies", "district councils", "borough councils"}},
		look:    perTunedAction(partnerUnnamed),
	},
	{
		Code: "C42", Name: "voice-missing", Severity: Low,
		Meaning: "An outcome is about what children experience, and neither its measure nor its evidence asks them.",
		Matters: "Only children can say whether they feel safe or listened to.",
		Basis:   "a committee asked whether children understand; inspectors look for the voice of the child",
		Clears:  "measure it by what children, young people or families say",
		Public:  "Children are not asked",
		look:    perAction(voiceMissing),
	},
	{
		Code: "C60", Name: "milestone-missing", Severity: Low,
		Meaning: "An action that takes more than half a year has no milestone, in a plan that has milestones.",
		Matters: "Nobody can tell before the end whether it will be late.",
		Basis:   "councils’ plans that set milestones at 6 and 12 months",
		Clears:  "write what will have been reached half-way, and when",
		Public:  "No milestone",
		Usual:   Tuning{Days: 183},
		look:    perTunedAction(milestoneMissing),
	},
	{
		Code: "C62", Name: "red-unexplained", Severity: High,
		Meaning: "An open action is red, and nothing is said of why, or nothing else than last time.",
		Matters: "Members ask at once why, and what is being done.",
		Basis:   "councils’ rules for performance reports: a red figure has a narrative",
		Clears:  "say why it is off track, and what is being done",
		Public:  "Red, and nothing said of why", Listed: true,
		look: perAction(redUnexplained),
	},
	{
		Code: "C64", Name: "evidence-one-kind", Severity: Low,
		Meaning: "An action is done, and its evidence is of one kind only, in a plan that tells data, audit and voice apart.",
		Matters: "What figures show, audits or children may not.",
		Basis:   "triangulation: data, audit and voice together",
		Clears:  "add evidence of another kind",
		Public:  "Evidence of one kind only",
		look:    untuned(evidenceOneKind),
	},
	{
		Code: "C65", Name: "abbreviation-unexplained", Severity: Low,
		Meaning: "Abbreviations stand in what is published and are explained nowhere: one finding, with the list.",
		Matters: "A resident cannot read it, and members protest.",
		Basis:   "a report was read aloud in a council chamber for its abbreviations",
		Clears:  "spell each out where it stands first: “Child and Adolescent Mental Health Services (CAMHS)”, or list it under checks: words",
		Public:  "Abbreviations that are not explained",
		Usual: Tuning{Words: []string{
			"UK", "EU", "GP", "NHS", "BBC", "TV", "PDF", "IT", "RAG", "OK", "TBC", "TBA", "NA", "AM", "PM", "DOB", "CV", "FAQ", "ID", "HR", "HM", "MP", "VAT", "COVID", "BAU", "ASAP", "NB", "PS", "CEO", "UNICEF",
		}},
		look: abbreviations,
	},
}

func outcomeIsActivity(_ *examined, a *action, t Tuning) (hit, bool) {
	outcome := a.Value(plan.FieldOutcome)
	if outcome.Kind != plan.KindText || !a.facts.Standing() {
		return hit{}, false
	}
	h := hit{field: plan.FieldOutcome}
	if action := a.Value(plan.FieldAction); action.Kind == plan.KindText && text.Similarity(action.Text, outcome.Text) >= alike {
		h.says, h.beside = "it says what the action says.", []plan.Field{plan.FieldAction}
		return h, true
	}
	words := saidOf(outcome.Text)
	verb, begins := words.begins(t.Words)
	h.says = fmt.Sprintf("it begins with %q and names nobody it is for.", verb)
	return h, begins && !words.says(beneficiaries)
}

// alike is how much of two texts is the same where they say one thing.
const alike = 0.9

var (
	everybody = []string{"all", "everyone", "everybody", "various", "all partners", "all agencies", "all staff", "all managers", "all services", "all teams", "team", "partnership", "board", "partners", "multi agency", "multiple", "several", "as required", "whole service", "all heads of service", "all leads"}
	groups    = []string{"team", "teams", "board", "partnership", "group", "committee", "panel", "forum", "network", "services", "service"}
	posts     = []string{"head", "heads", "director", "directors", "manager", "managers", "lead", "leads", "officer", "officers", "chief", "principal", "adviser", "advisor", "coordinator", "co ordinator", "commissioner", "chair", "chairs", "superintendent", "inspector", "nurse", "teacher", "headteacher", "headteachers", "worker", "ad", "hos", "dcs", "ceo", "consultant", "administrator", "supervisor", "solicitor", "secretary", "sro", "svp", "deputy", "assistant", "executive", "cio", "cfo", "ciso", "councillor", "cllr", "mr", "mrs", "ms", "miss", "dr"}
)

func leadNotAPerson(_ *examined, a *action) (hit, bool) {
	lead := a.Value(plan.FieldLead)
	if lead.Kind != plan.KindText || !a.facts.Standing() {
		return hit{}, false
	}
	h := hit{field: plan.FieldLead}
	words := saidOf(lead.Text)
	whole := strings.TrimSpace(string(words))
	if accountable := saidOf(a.Value(plan.FieldAccountable).Text); accountable.says(posts) {
		return hit{}, false // one post answers for what a group does
	}
	if slices.Contains(everybody, whole) {
		h.says = fmt.Sprintf("%q is nobody in particular.", a.Shown(plan.FieldLead))
		return h, true
	}
	marked := strings.Contains(plan.Fold(lead.Text), "(lead)") || strings.Contains(plan.Fold(lead.Text), "lead:")
	if named := namedPosts(lead.Text); named >= tooMany && !marked {
		h.says = fmt.Sprintf("it names %d posts, and none of them as the lead.", named)
		return h, true
	}
	last := whole[strings.LastIndex(whole, " ")+1:]
	if slices.Contains(groups, last) && !words.says(posts) && !strings.ContainsAny(lead.Text, ",;/&\n") {
		h.says = fmt.Sprintf("%q names a group, and no post in it.", a.Shown(plan.FieldLead))
		return h, true
	}
	return hit{}, false
}

// tooMany is how many posts are one too many, where none is marked as the lead.
const tooMany = 3

// namedPosts counts the posts that a lead cell names, one a part.
func namedPosts(lead string) int {
	named := map[string]bool{} // rows that go on with an action say its lead again
	for _, part := range strings.FieldsFunc(lead, func(r rune) bool { return strings.ContainsRune(",;/&\n", r) }) {
		if said := saidOf(part); said.says(posts) {
			named[strings.TrimSpace(string(said))] = true
		}
	}
	return len(named)
}

// figures are the fields that say how an outcome is measured.
var figures = []plan.Field{plan.FieldMeasure, plan.FieldBaseline, plan.FieldTarget, plan.FieldLatest}

// measured reports whether anything says how an action's outcome is measured.
func (a *action) measured() bool {
	for _, f := range figures {
		if v := a.Value(f); v.Kind != plan.KindAbsent && !v.IsBlank() {
			return true
		}
	}
	return hasFigure(a.Value(plan.FieldOutcome).Text)
}

func measureBlank(_ *examined, a *action) (hit, bool) {
	found := a.Value(plan.FieldMeasure).IsBlank() && a.facts.Standing() && !a.facts.NoOutcome && !a.measured()
	return hit{field: plan.FieldMeasure, says: nothing(a, plan.FieldMeasure) + " The outcome names no number or date either."}, found
}

// tablesWithoutMeasure are the tables that say outcomes, none of which can be
// counted, and have no column to say how.
func tablesWithoutMeasure(r *examined, _ Tuning) []hit {
	var hits []hit
	for _, t := range r.tables {
		if !t.fields[plan.FieldOutcome] || slices.ContainsFunc(figures, func(f plan.Field) bool { return t.fields[f] }) {
			continue
		}
		said := func(a *action) bool { return a.facts.Standing() && !a.facts.NoOutcome }
		if !slices.ContainsFunc(t.actions, said) || slices.ContainsFunc(t.actions, (*action).measured) {
			continue
		}
		hits = append(hits, hit{table: t, field: plan.FieldMeasure, says: "no column says how the outcomes are measured, and no outcome names a number or a date.", clears: aColumn(plan.FieldMeasure)})
	}
	return hits
}

func wordingContinuing(r *examined, t Tuning) []hit {
	var found []*action
	for _, a := range r.actions {
		if _, carriesOn := saidOf(a.Value(plan.FieldAction).Text).begins(t.Words); carriesOn && a.facts.Standing() && !a.measured() {
			found = append(found, a)
		}
	}
	if len(found) == 0 {
		return nil
	}
	says := fmt.Sprintf("actions that begin with a word of carrying on and have no measure: %d of %d (%s).", len(found), len(r.actions), r.named(found))
	return []hit{{cells: r.cells(found, plan.FieldAction), says: says}}
}

// cells is where a field of several actions stands.
func (r *examined) cells(actions []*action, f plan.Field) []Place {
	var places []Place
	for _, a := range actions {
		places = append(places, r.places(*a.Action, f)...)
	}
	return places
}

func partnerUnnamed(_ *examined, a *action, t Tuning) (hit, bool) {
	partner := a.Value(plan.FieldPartner)
	if partner.Kind == plan.KindAbsent || !partner.IsBlank() || !a.facts.Standing() {
		return hit{}, false
	}
	words := saidOf(a.Value(plan.FieldAction).Text, a.Value(plan.FieldOutcome).Text)
	named, found := words.has(t.Words)
	if !found || saidOf(a.Value(plan.FieldLead).Text).says([]string{named}) {
		return hit{}, false
	}
	return hit{field: plan.FieldPartner, beside: []plan.Field{plan.FieldAction}, says: fmt.Sprintf("no partner is named, and the action speaks of %q.", named)}, true
}

var (
	experience = []string{"feel", "feels", "felt", "tell us", "say", "says", "said", "experience", "experiences", "understand", "understood", "trust", "heard", "listened", "listen", "happy", "happier", "confident", "valued", "respected", "views", "wishes"}
	voice      = []string{"feedback", "survey", "surveys", "voice", "views", "tell us", "told us", "say", "said", "consultation", "participation", "interview", "interviews", "questionnaire", "questionnaires", "focus group", "focus groups", "forum", "forums", "children in care council", "mind of my own", "young inspectors", "comments", "compliments", "complaints", "wishes", "listened", "youth council", "heard from"}
)

func voiceMissing(_ *examined, a *action) (hit, bool) {
	outcome := saidOf(a.Value(plan.FieldOutcome).Text)
	measure, evidence := a.Value(plan.FieldMeasure), a.Value(plan.FieldEvidence)
	none := func(v plan.Value) bool { return v.Kind == plan.KindAbsent || v.IsBlank() }
	asked := none(measure) && none(evidence) || // which other rules say
		saidOf(measure.Text, evidence.Text).says(voice)
	found := a.facts.Standing() && outcome.says(experience) && outcome.says(beneficiaries) && !asked
	field := plan.FieldMeasure
	if measure.Kind == plan.KindAbsent {
		field = plan.FieldEvidence
	}
	return hit{field: field, beside: []plan.Field{plan.FieldOutcome}, says: "the outcome is about what children experience, and they are not asked."}, found
}

func milestoneMissing(r *examined, a *action, t Tuning) (hit, bool) {
	start, started := a.Value(plan.FieldStart).Date()
	if !started || a.facts.Due.IsZero() || !a.facts.Open() || start.DaysUntil(a.facts.Due) <= t.Days {
		return hit{}, false
	}
	column, found := r.milestones(a.Table)
	inSettings := slices.ContainsFunc(r.Frame.Milestones, func(m frame.Milestone) bool { return a.Ref != "" && plan.SameRef(m.Ref, a.Ref) })
	if !found || inSettings || !a.Value(column).IsBlank() {
		return hit{}, false
	}
	return hit{field: column, beside: []plan.Field{plan.FieldStart, plan.FieldDue}, says: fmt.Sprintf("no milestone is written, and the action takes %d days.", start.DaysUntil(a.facts.Due))}, true
}

// milestones is the column of a table that holds milestones, where one says any.
func (r *examined) milestones(table string) (plan.Field, bool) {
	for _, c := range r.Plan.Columns {
		if c.Table != table || c.Field.Known() || !strings.Contains(string(c.Field), "milestone") {
			continue
		}
		for _, a := range r.byName[table].actions {
			if !a.Value(c.Field).IsBlank() && a.Value(c.Field).Kind != plan.KindAbsent {
				return c.Field, true
			}
		}
	}
	return "", false
}

func redUnexplained(r *examined, a *action) (hit, bool) {
	if !isRed(a) || !a.facts.Open() {
		return hit{}, false
	}
	h := hit{field: plan.FieldProgress, beside: []plan.Field{plan.FieldRAG}}
	if a.Value(plan.FieldProgress).IsBlank() {
		h.says = "the action is red, and " + nothing(a, plan.FieldProgress)
		return h, true
	}
	since, same := r.sameProgress(a)
	h.says, h.public = fmt.Sprintf("the action is red, and it says what it said in %s.", since), "Red, and nothing new said of why"
	return h, same
}

func isRed(a *action) bool {
	rag := a.Value(plan.FieldRAG)
	return rag.Kind == plan.KindRating && rag.Text == plan.RatingRed
}

// kindsOfEvidence are the words by which evidence says of which kind it is.
var kindsOfEvidence = []struct {
	name  string
	words []string
}{
	{"data", []string{"data", "figures", "dashboard", "performance", "kpi", "kpis", "statistics", "indicator", "indicators"}},
	{"an audit", []string{"audit", "audits", "dip sample", "dip samples", "quality assurance", "qa", "moderation", "file review", "case review", "observation", "observations"}},
	{"what children and families say", voice},
}

// evidenceOneKind finds what rests on one kind of evidence, where the plan tells
// the kinds apart: one of its cells names each of them.
func evidenceOneKind(r *examined) []hit {
	kinds := func(a *action) (said, left []string) {
		words := saidOf(a.Value(plan.FieldEvidence).Text)
		for _, kind := range kindsOfEvidence {
			if words.says(kind.words) {
				said = append(said, kind.name)
			} else {
				left = append(left, kind.name)
			}
		}
		return said, left
	}
	all := func(a *action) bool { _, left := kinds(a); return len(left) == 0 }
	if !slices.ContainsFunc(r.actions, all) {
		return nil
	}
	var hits []hit
	for _, a := range r.actions {
		if said, left := kinds(a); a.facts.Done() && len(said) == 1 {
			hits = append(hits, hit{action: a, field: plan.FieldEvidence, says: fmt.Sprintf("%sits evidence is %s alone, and not %s.", r.isDone(a), said[0], strings.Join(left, " or "))})
		}
	}
	return hits
}

// published are the fields whose words reach the public, where nobody says otherwise.
var published = []plan.Field{plan.FieldTheme, plan.FieldRecommendation, plan.FieldAction, plan.FieldOutcome, plan.FieldMeasure, plan.FieldLead, plan.FieldPartner}

func abbreviations(r *examined, t Tuning) []hit {
	first := map[string]plan.Cell{}
	explained := map[string]bool{}
	for _, w := range t.Words {
		explained[w] = true
	}
	plain := map[string]bool{} // words that stand in small letters: in capitals they are only louder
	var order []string
	for _, a := range r.actions {
		for _, f := range published {
			e := a.Entry(f)
			if e.Value.Kind != plan.KindText {
				continue
			}
			for _, word := range strings.FieldsFunc(e.Value.Text, notOfAWord) {
				if strings.ToLower(word) == word {
					plain[word] = true
				}
			}
			for _, abbreviation := range capitals(e.Value.Text) {
				switch {
				case abbreviation.explained:
					explained[abbreviation.letters] = true
				default:
					cell, known := first[abbreviation.letters]
					if !known {
						order = append(order, abbreviation.letters)
					}
					if cell.Row == 0 { // what was agreed and stands in no cell now
						first[abbreviation.letters] = e.Cell
					}
				}
			}
		}
	}
	var left, shown []string
	var cells []Place
	for _, letters := range order {
		if !explained[letters] && !plain[strings.ToLower(letters)] && !slices.Contains(shortWords, letters) {
			left = append(left, letters)
			where := letters
			if cell := first[letters]; cell.Row > 0 {
				where += " (" + cell.String() + ")"
				cells = append(cells, Place{Side: reconcile.Officer, Cell: cell.String()})
			}
			shown = append(shown, where)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return []hit{{cells: cells, says: fmt.Sprintf("%s not explained: %s.", is(len(left), "abbreviation"), strings.Join(shown, ", "))}}
}

// shortWords are words that are often written in capitals.
var shortWords = []string{"TO", "AT", "IS", "IT", "NOT", "OR", "AND", "NO", "NON", "ALL", "AN", "ON", "OF", "BY", "BE", "IN", "AS", "IF", "FOR", "THE", "NEW", "ONE", "TWO", "YES", "END", "DAY", "WEEK", "PLAN", "DATE", "NOTE", "ERROR", "NULL", "MUST", "ONLY", "AREA", "DONE", "HIGH", "LOW", "RISK", "TEAM"}

// abbreviation is a word of two to six capitals, and whether brackets beside it
// explain it: Multi-Agency Safeguarding Hub (MASH), or MASH (Multi-Agency …).
type abbreviation struct {
	letters   string
	explained bool
}

// capitals finds the abbreviations of a text that is not all in capitals itself.
func capitals(text string) []abbreviation {
	if !strings.ContainsFunc(text, unicode.IsLower) {
		return nil
	}
	var found []abbreviation
	start := -1
	for i, r := range text + " " {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			word := text[start:i]
			if letters := strings.TrimSuffix(word, "s"); len(letters) >= 2 && len(letters) <= 6 && isCapitals(letters) {
				before, after := strings.TrimRight(text[:start], " "), strings.TrimLeft(text[i:], " ")
				found = append(found, abbreviation{letters, strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") || strings.HasPrefix(after, "(")})
			}
			start = -1
		}
	}
	return found
}

func isCapitals(word string) bool {
	for _, r := range word {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return !romanNumerals[word]
}

var romanNumerals = map[string]bool{"II": true, "III": true, "IV": true, "VI": true, "VII": true, "VIII": true, "IX": true, "XI": true, "XII": true, "XIII": true, "XIV": true}
