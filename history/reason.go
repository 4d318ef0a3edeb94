package history

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"actionplan/plan"
)

// reasonOf is the reason that a version gives for a date that it is the first to say, and
// whether it says who agreed to it. It must be new: what stood there before the move
// explained an earlier one. With nothing before, whatever stands there counts.
//
// It is looked for where people write it: what was said when it was agreed; the column
// that says who agreed an extension, and why; a column headed rationale, or reason for
// the delay; the words in the date's own cell; and what was added to the progress, where
// that speaks of dates or of what is waited for.
func reasonOf(v Version, before, now *plan.Action) (why string, granted bool) {
	if said := v.Why[plan.RowKey{Row: now.ID, Field: plan.FieldDue}]; said != "" {
		return said, isGrant(said)
	}
	for _, f := range append([]plan.Field{plan.FieldExtension}, rationales(now)...) {
		said := added(before, now, f)
		if said == "" {
			continue
		}
		return said, isGrant(said) || (f == plan.FieldExtension || asksWhoAgreed(f)) && !isRequest(said)
	}
	if said := added(before, now, plan.FieldDue); speaksOfReason(withoutDates(said)) {
		return said, isGrant(said)
	}
	if said := added(before, now, plan.FieldProgress); speaksOfReason(said) {
		return said, isGrant(said)
	}
	return "", false
}

// reasonAdded is what was added to an action's words when it was opened again.
func reasonAdded(before, now *plan.Action) string {
	return added(before, now, plan.FieldProgress)
}

// rationales are the columns that say why something is due when it is, or was moved.
func rationales(a *plan.Action) []plan.Field {
	var found []plan.Field
	for f := range a.All() {
		if IsRationale(f) {
			found = append(found, f)
		}
	}
	slices.Sort(found)
	return found
}

// IsRationale reports whether a field says why an action is due when it is, or is a column
// of the council's own that says why something was moved, so that a version has to be kept
// with it.
func IsRationale(f plan.Field) bool {
	return f == plan.FieldRationale || !f.Known() && isRationale(f)
}

// headed are the words of a column's heading.
type headed []string

func heading(f plan.Field) headed {
	return strings.FieldsFunc(plan.Fold(strings.TrimPrefix(string(f), "x:")), func(r rune) bool { return r == ' ' || r == '/' || r == '(' || r == ')' || r == ',' })
}

func (h headed) has(words ...string) bool {
	return slices.ContainsFunc(h, func(w string) bool { return slices.Contains(words, w) })
}

// asksWhoAgreed reports whether a column of the council's own is headed with the question
// who agreed: what stands under it names them.
func asksWhoAgreed(f plan.Field) bool {
	return !f.Known() && heading(f).has("agreed", "approved", "approval", "authorised", "granted")
}

func isRationale(f plan.Field) bool {
	said := heading(f)
	has := said.has
	reason := has("rationale", "reason", "reasons", "explanation", "why", "approval", "approved", "agreed", "authorised", "granted")
	when := has("date", "dates", "delay", "slippage", "slip", "extension", "change", "changes", "revised", "revision", "due", "deadline", "timescale", "moved", "movement")
	return reason && (when || len(said) == 1 && has("rationale", "reason", "reasons", "explanation")) || has("slippage")
}

// added is what a cell says that it did not say before: all of it where it says something
// else, and what stands before or behind where something was added.
func added(before, now *plan.Action, f plan.Field) string {
	e := now.Entry(f)
	if e.Value.Kind == plan.KindAbsent || e.Value.IsBlank() {
		return ""
	}
	said := plan.Clean(e.Shown())
	if before == nil {
		return said
	}
	was := plan.Clean(before.Shown(f))
	switch {
	case plan.Fold(was) == plan.Fold(said):
		return ""
	case was != "" && strings.Contains(said, was):
		return strings.TrimSpace(strings.Replace(said, was, "", 1))
	}
	known := sentences(was)
	fresh := slices.DeleteFunc(sentences(said), func(s string) bool { return slices.Contains(known, s) })
	return strings.Join(fresh, " ")
}

// sentences are a text's sentences and lines.
func sentences(text string) []string {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		for _, s := range strings.SplitAfter(line, ". ") {
			if s = strings.TrimSpace(s); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

var (
	reasons = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:because|due to|owing to|as a result of|following|delay(?:s|ed)?|slip(?:ped|page)?|extension|extended|re-?schedul(?:ed|e)|postponed|put back|pushed back|moved (?:back|to)|re-?profiled|deferred|new (?:due |target )?date|revised (?:date|timescale|deadline)|deadline|timescales?|awaiting|waiting for|pending|subject to|dependent on|until|to allow|agreed|approved|granted|authorised|capacity|vacan(?:cy|cies|t)|sickness)\b`)
	})
	grants = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:agreed|approved|granted|authorised|signed off|extended)\s+(?:extension\s+)?(?:by|at|with|in|through|via|from)\b|\b(?:board|committee|cabinet|panel|group|director|dcs|head of service|lead member)\b[^.;]{0,40}\b(?:agreed|approved|granted|authorised)\b|\bextension (?:agreed|approved|granted)\b`)
	})
	refusals = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:not (?:yet )?(?:been )?(?:agreed|approved|granted)|to be (?:agreed|approved)|refused|declined|rejected)\b`)
	})
	requests = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:request(?:ed|s|ing)?|seeking|pending|awaiting|tbc|tba|no|none|nil|n/a)\b`)
	})
	datesInWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:revised to|revised|extended to|moved to|now|was|from|originally|original|new date|\d{1,2}(?:st|nd|rd|th)?|\d{4}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b|[/\-.–,;]`)
	})
)

func speaksOfReason(text string) bool { return text != "" && reasons().MatchString(text) }

// withoutDates is a date's cell without its dates and the words that only join them.
func withoutDates(text string) string { return datesInWords().ReplaceAllString(text, " ") }

// isGrant reports whether words say who agreed to something.
func isGrant(text string) bool { return grants().MatchString(text) && !refusals().MatchString(text) }

// isRequest reports whether words say that it is asked for, or refused.
func isRequest(text string) bool { return refusals().MatchString(text) || requests().MatchString(text) }

// Needs reports whether timelines tell of a field, or go by it: a version is kept with no
// others.
func Needs(f plan.Field) bool { return needed[f] || IsRationale(f) || SaysPolarity(f) }

var needed = map[plan.Field]bool{
	plan.FieldRef: true, plan.FieldTheme: true, plan.FieldRecommendation: true, plan.FieldAction: true, plan.FieldOutcome: true,
	plan.FieldBaseline: true, plan.FieldTarget: true, plan.FieldLatest: true, plan.FieldLead: true, plan.FieldStart: true, plan.FieldDue: true, plan.FieldOriginal: true,
	plan.FieldExtension: true, plan.FieldClosed: true, plan.FieldStatus: true, plan.FieldRAG: true, plan.FieldPercent: true, plan.FieldProgress: true, plan.FieldUpdated: true,
}
