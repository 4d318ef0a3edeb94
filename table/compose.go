package table

import (
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Composed headings
//
// Nobody can list what officers call their columns. But most headings are put
// together from a few words: one that names what the column holds, some that
// say more of it, and some that say nothing.
//
//	Originally planned finish    originally = as it was at first, finish = when
//	Slipped to                   slipped to = where it was moved
//	Commentary to date           commentary = progress
//	Outcome for children         outcome, and for whom
//
// The last of the words that name something is what the heading is about
// ("Action owner" is an owner), unless a preposition follows it: "Evidence of
// impact" is evidence. Every word must be known for one that goes with it:
// "Impact on budget" and "Lead time" are headings of something else. A heading
// that stands in the list of synonyms is never put together.

// composed is what a folded heading of several words names.
func composed(folded string) []naming {
	parts := strings.Fields(folded)
	if len(parts) < 2 || len(parts) > 12 {
		return nil
	}
	for _, read := range []func([]string) []naming{composedExtension, composedDate, composedQuestion, composedPerson, composedNoun} {
		if found := read(parts); found != nil {
			return found
		}
	}
	return nil
}

// fieldMoved is the field of a date that another was moved to, until it is
// settled which columns there are: due, with the other as original.
const fieldMoved plan.Field = "moved"

// kinds of words in the heading of a date.
var (
	atFirst  = words(`original originally initial initially first baseline`)
	movedTo  = words(`revised extended slipped moved amended rescheduled deferred postponed extension`)
	asOfNow  = words(`new updated latest current`)
	foreseen = words(`planned target targeted expected agreed estimated est schedule scheduled forecast projected anticipated proposed intended required due`)
	inFact   = words(`actual actually`)
	ending   = words(`completion complete finish end deadline timescale timescales timeframe due resolution closure`)
	working  = words(`delivery implementation remediation plan`) // an ending only beside "date"
	ended    = words(`completed closed achieved finished delivered resolved implemented fixed done`)
	starting = words(`start started starting commence commencement commenced begin begins began beginning`)
	dateless = words(`of for the a be is to by on when date dates day time month action actions task milestone item final mitigation mitigations treatment acceptance`)

	// carriedOut may say when something was to be done or when it was.
	carriedOut = words(`completion implementation closure resolution`)
	// uncertain may also say how something is to be resolved or closed, not when.
	uncertain = words(`agreed proposed required intended due`)
	// happened may say when somebody decided so: "Date agreed".
	happened = words(`agreed revised extended amended moved updated proposed rescheduled deferred postponed`)
)

// composedDate reads the heading of a date. What follows "as per" or "as at" says by
// what it is known.
func composedDate(parts []string) []naming {
	for i := 2; i+1 < len(parts); i++ {
		if parts[i] == "as" && (parts[i+1] == "per" || parts[i+1] == "at" || parts[i+1] == "of") {
			parts = parts[:i]
		}
	}
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	word := func(w string) bool { return slices.Contains(parts, w) }
	for _, w := range parts {
		if !slices.ContainsFunc(dateWords, func(set map[string]bool) bool { return set[w] }) {
			return nil
		}
	}
	dated := word("date") || word("dates")
	end := has(ending) || dated && has(working)
	one := func(f plan.Field) []naming { return []naming{{f, phrase}} }
	switch {
	case has(working) && !dated, len(parts) == 2 && parts[0] == "date" && happened[parts[1]]:
		return nil
	case has(starting):
		switch {
		case has(ending), has(ended), has(movedTo):
			return nil
		case has(inFact): // beside when it was to start
			return []naming{{plan.FieldStart, contained}}
		}
		return one(plan.FieldStart)
	case has(atFirst):
		if has(ended) || has(inFact) || !end && !has(foreseen) && (!dated || word("first")) {
			return nil
		}
		return []naming{{plan.FieldOriginal, phrase}, {plan.FieldDue, fallback}}
	case has(movedTo):
		if has(ended) || has(inFact) || !end && !dated && !word("to") {
			return nil
		}
		return one(fieldMoved)
	case has(inFact) && has(foreseen) && end: // when it was finished, or else will be
		return one(fieldMoved)
	case has(inFact):
		if !end && !dated && !has(ended) {
			return nil
		}
		return one(plan.FieldClosed)
	case has(ended) && !has(foreseen):
		switch {
		case word("be") && word("by"):
			return one(plan.FieldDue)
		case dated || word("on"):
			return one(plan.FieldClosed)
		}
		return nil
	case has(asOfNow):
		if !has(foreseen) && !end || !end && !dated {
			return nil
		}
		return one(fieldMoved)
	}
	found := composedDue(parts, dated)
	if found != nil && dated && !has(foreseen) && has(carriedOut) {
		found = append(found, naming{plan.FieldClosed, fallback}) // beside a date that is foreseen, it is when that was
	}
	return found
}

var dateWords = []map[string]bool{atFirst, movedTo, asOfNow, foreseen, inFact, ending, working, ended, starting, dateless}

// composedDue reads the heading of a date that something is due, where nothing
// in it says that it was moved or has passed.
func composedDue(parts []string, dated bool) []naming {
	planned, certain, ends := false, false, 0
	for _, w := range parts {
		planned = planned || foreseen[w]
		certain = certain || foreseen[w] && !uncertain[w]
		if ending[w] {
			ends++
		}
	}
	how := slices.Contains(parts, "resolution") || slices.Contains(parts, "closure")
	switch {
	case dated && (planned || ends > 0), dated && slices.ContainsFunc(parts, func(w string) bool { return working[w] }),
		ends > 0 && slices.Contains(parts, "by"), ends > 1 && !how, planned && ends > 0 && (certain || !how):
		return []naming{{plan.FieldDue, phrase}}
	}
	return nil
}

// composedExtension reads the heading of why a date was moved, or who agreed.
func composedExtension(parts []string) []naming {
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	for _, w := range parts {
		if !moving[w] && !whyMoved[w] && !dateless[w] && !besideMoved[w] {
			return nil
		}
	}
	noun := has(words(`extension extensions slippage deferral postponement`))
	by := len(parts) > 2 && parts[len(parts)-1] == "by" && words(`agreed approved authorised`)[parts[len(parts)-2]]
	switch {
	case by && has(moving), noun && (has(whyMoved) || has(words(`agreed approved authorised`))),
		has(whyMoved) && has(moving) && has(words(`date dates deadline timescale target due`)):
		return []naming{{plan.FieldExtension, phrase}}
	}
	return nil
}

var (
	moving      = words(`extension extensions slippage deferral postponement revised revision revising extended amended new moved change changed changing`)
	whyMoved    = words(`reason reasons why justification rationale explanation`)
	besideMoved = words(`agreed approved authorised by who whom any in was has been deadline timescale target due completion`)
)

// audience are those that a difference is made for.
var audience = words(`children child family families young people person persons carers carer parents parent residents care leavers leaver pupils learners students service users us them their lives community communities practice our the and with in send`)

// composedQuestion reads a heading that asks for something.
func composedQuestion(parts []string) []naming {
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	all := func(set map[string]bool) bool {
		return !slices.ContainsFunc(parts[1:], func(w string) bool { return !set[w] && !audience[w] })
	}
	switch parts[0] {
	case "what":
		if has(words(`done achieved delivered completed`)) && has(words(`have has`)) && all(words(`have has we been done achieved delivered completed so far to date already`)) {
			return []naming{{plan.FieldProgress, phrase}}
		}
		if has(words(`better different change changed improve improved`)) && has(words(`will has have`)) && all(words(`will has have be been better different change changed improve improved for it this as a result of make by`)) {
			return []naming{{plan.FieldOutcome, phrase}}
		}
		if !has(words(`have has had was were did`)) && (has(words(`do doing happen`)) || has(words(`done`)) && has(words(`be needs need`))) && all(words(`will do doing done we i you needs need needed must should is are going to be happen happening next about it this the action task job`)) {
			return []naming{{plan.FieldAction, phrase}}
		}
	case "how":
		if has(words(`know measure measured measuring tell`)) && all(words(`will do we be can it know measure measured measuring tell success impact progress this that when if made has have a difference improved better worked improvement`)) {
			return []naming{{plan.FieldMeasure, phrase}}
		}
	case "when":
		if has(words(`done complete completed finish finished delivered achieved`)) && all(words(`will it this we be do done complete completed finish finished delivered achieved by happen to is due`)) {
			return []naming{{plan.FieldDue, phrase}}
		}
	}
	return nil
}

// composedPerson reads a heading that asks for whoever does the work: "Person/Group
// Assigned", "Who will implement controls?". Whoever watches it does not.
func composedPerson(parts []string) []naming {
	all := func(set map[string]bool) bool {
		return !slices.ContainsFunc(parts, func(w string) bool { return !set[w] })
	}
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	switch {
	case parts[0] == "who" && has(doing) && all(whoDoes),
		has(words(`assigned allocated`)) && has(people) && all(whoAssigned),
		len(parts) <= 3 && handles[parts[len(parts)-1]] && !slices.ContainsFunc(parts[:len(parts)-1], func(w string) bool { return !handled[w] }):
		return []naming{{plan.FieldLead, phrase}}
	}
	return nil
}

var (
	// handles are those who see to what is handled: "Risk manager".
	handles = words(`manager holder handler implementer implementor champion coordinator executor assignee delegate`)
	handled = words(`risk issue action task control mitigation treatment activity recommendation response actions`)

	doing       = words(`do does doing implement implements implementing deliver delivers delivering complete completes lead leads leading take takes taking carry carries own owns owning act acts`)
	whoDoes     = union(doing, words(`who will is shall should must to the this it that these action actions task tasks control controls mitigation treatment treatments plan measure measures recommendation recommendations change changes work out on for up forward responsible`))
	people      = words(`person persons people group groups team teams staff officer officers individual department departments role resource who`)
	whoAssigned = union(people, words(`assigned allocated to this is responsible name names the action task or and`))
)

// union is the words of several sets.
func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, set := range sets {
		maps.Copy(all, set)
	}
	return all
}

// noun is the words that name a field, and those that may stand beside them.
type noun struct {
	field    plan.Field
	strength strength
	names    map[string]bool
	with     map[string]bool // say more of it
	after    map[string]bool // may follow it after a preposition; none may where it is empty
}

var nouns = []noun{
	{plan.FieldRef, phrase, words(`ref reference no number id code`), words(`action item line seq sequence sequential rec recommendation unique task row serial activity plan hazard incident defect complaint concern`), nil},
	{plan.FieldTheme, phrase, words(`theme themes workstream workstreams strand strands pillar pillars domain domains area areas`), words(`improvement programme judgement focus key strategic priority priorities service practice inspection work plan`), nil},
	{plan.FieldRecommendation, phrase, words(`recommendation recommendations`), words(`inspection inspector inspectors ofsted cqc hmicfrs audit review peer report ilacs send area key`), words(`inspection inspectors ofsted audit review report the`)},
	{plan.FieldRecommendation, fallback, words(`finding findings`), words(`inspection inspector inspectors ofsted cqc hmicfrs audit review peer report ilacs send area key`), words(`inspection inspectors ofsted audit review report the`)},
	{plan.FieldAction, phrase, words(`action actions task tasks activity activities step steps`), words(`improvement key agreed planned required remedial corrective management sub delivery specific proposed further priority mitigating main detailed smart response we will take are taking need to core suggested recommended additional preventive preventative`), words(`be taken take address addressing we will need needed do deliver improve improvement recommendation recommendations finding findings required the this issue gap mitigate mitigating reduce resolve close prevent remedy remediate treat manage control hazard hazards risk risks weakness weaknesses gaps issues problem incident`)},
	{plan.FieldAction, phrase, words(`control controls proposal proposals`), words(`mitigation mitigating proposed recommended planned additional further corrective remedial remediation preventive suggested new required`), words(`be implemented mitigate reduce implement risk risks hazard the`)},
	{plan.FieldAction, contained, words(`action actions step steps`), words(`resolution resolving response follow up closing`), words(`resolve resolution close closure issue problem the`)},
	{plan.FieldOutcome, phrase, words(`outcome outcomes difference impact impacts benefit benefits`), words(`intended expected desired planned anticipated target overall positive measurable made achieved we will see make want expect to it this sought wanted`), words(`be made achieved see make`)},
	{plan.FieldMeasure, phrase, words(`measure measures kpi kpis indicator indicators metric metrics criteria`), words(`success performance progress outcome outcomes impact key evaluation improvement quality acceptance`), words(`success impact progress outcome outcomes performance improvement`)},
	{plan.FieldAction, phrase, words(`measure measures`), words(`treatment mitigation mitigating control response preventive preventative corrective remedial remediation risk s`), words(`mitigate reduce control treat prevent risk risks the`)},
	{plan.FieldLead, phrase, words(`lead leads owner owners responsible responsibility accountable officer officers`), words(`action task delivery implementation control senior named professional person persons people staff individual strategic operational executive overall project programme improvement council team main manager director post name names resp`), words(`delivery implementation action actions this completion completing it the delivering whom who`)},
	{plan.FieldProgress, phrase, words(`progress update updates commentary comment comments narrative highlights`), words(`latest current monthly quarterly weekly termly officer officers team delivery implementation summary status action actions overall recent written lead key made report so far since last meeting text`), words(`date far last meeting report update action actions this month quarter period week progress the implementation delivery plan`)},
	{plan.FieldStatus, phrase, words(`status state`), words(`assessment poam poa m and control remediation overall current latest delivery implementation completion action actions task milestone improvement project progress recommendation open closed`), words(`action actions item recommendation recommendations delivery implementation this task completion progress the`)},
	{plan.FieldRAG, phrase, words(`rag brag bragg ragg`), words(`rating score status colour overall current latest delivery progress action implementation completion`), words(`delivery progress action actions completion implementation this the`)},
	{plan.FieldEvidence, phrase, words(`evidence proof`), words(`supporting key main documentary available completion`), words(`completion delivery impact closure progress success implementation improvement support this action the achievement`)},
	{plan.FieldPartner, phrase, words(`partner partners agency agencies`), words(`key supporting other delivery involved contributing`), nil},
}

// composedNoun reads a heading by the noun it is about.
func composedNoun(parts []string) []naming {
	front, tail := parts, []string(nil)
	if i := slices.IndexFunc(parts, func(w string) bool { return preposition[w] }); i > 0 {
		front, tail = parts[:i], parts[i+1:]
	}
	for i := len(front) - 1; i >= 0; i-- {
		isNoun := false
		for _, n := range nouns {
			if !n.names[front[i]] {
				continue
			}
			beside := slices.Concat(front[:i], front[i+1:])
			allowed := func(w string) bool { return n.with[w] || n.names[w] || saysNothing[w] }
			follows := func(w string) bool {
				return n.after[w] || preposition[w] || n.field == plan.FieldOutcome && audience[w]
			}
			if slices.ContainsFunc(beside, func(w string) bool { return !allowed(w) }) || slices.ContainsFunc(tail, func(w string) bool { return !follows(w) }) {
				isNoun = true // of another field perhaps: the measures of a treatment
				continue
			}
			return []naming{{n.field, n.strength}}
		}
		if isNoun {
			return nil
		}
	}
	return nil
}

var (
	preposition = words(`of for on to by against since at in with from`)
	saysNothing = words(`the our your a an this that s`)
)
