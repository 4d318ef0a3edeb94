package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Status is how far an action has got, in the words every check agrees on.
type Status string

// The statuses. Complete is done; closed is done and signed off; cancelled
// will not be done: withdrawn, superseded or merged with another action.
const (
	StatusOpen       Status = "open"
	StatusNotStarted Status = "not started"
	StatusComplete   Status = "complete"
	StatusClosed     Status = "closed"
	StatusCancelled  Status = "cancelled"
)

// IsDone says whether the work is finished, signed off or not.
func (s Status) IsDone() bool { return s == StatusComplete || s == StatusClosed }

// IsOpen says whether somebody still has it to do.
func (s Status) IsOpen() bool { return s == StatusOpen || s == StatusNotStarted }

// Status is how far the action has got: cancelled where its row is struck out;
// else what its status column says; where that says nothing, closed by a closing
// date, else what its rating says; and open where neither does.
func (a Action) Status() Status {
	if a.Struck {
		return StatusCancelled
	}
	if e := a.Entry(FieldStatus); e.Detail.Status != "" || e.Value.Kind != KindAbsent && !e.Value.IsBlank() {
		return e.Status()
	}
	if _, closed := a.Value(FieldClosed).Date(); closed {
		return StatusClosed
	}
	return statusOfRating(a.Value(FieldRAG))
}

// Status is what a status column's cell comes to: by the council's own words in a
// view, and elsewhere by words that everybody knows.
func (e Entry) Status() Status {
	if e.Detail.Status != "" {
		return e.Detail.Status
	}
	return StatusOf(e.Value)
}

func statusOfRating(v Value) Status {
	switch {
	case v.Kind != KindRating:
	case v.Text == RatingBlue:
		return StatusComplete
	case v.Text == RatingNotStarted:
		return StatusNotStarted
	}
	return StatusOpen
}

// StatusWord is a council's own word for how far an action has got.
type StatusWord struct {
	Words string // "Embedded", in any case
	Means Status
}

// StatusTerms are what the statuses of one column are read by.
type StatusTerms struct {
	Words []StatusWord // the council's own
	Asks  bool         // the column's heading asks whether an action is done: yes and a tick answer it
}

// AsksDone reports whether a column's heading asks whether an action is done, so
// that a yes or a tick under it says that it is: Completed?, Done, Closed (Y/N).
func AsksDone(heading string) bool {
	words := strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return ' '
	}, Fold(heading)))
	ends := false
	for _, word := range words {
		if word == "date" || word == "by" || word == "percent" {
			return false
		}
		ends = ends || endWords[word]
		if !endWords[word] && !askingWords[word] {
			return false
		}
	}
	return ends
}

// endWords name the end that a heading asks for, and askingWords may stand beside
// them there.
var (
	endWords    = wordSet("complete completed done closed achieved finished delivered implemented resolved fixed met signed")
	askingWords = wordSet("is it has this been the action actions y n yes no tick ticked or off task all work")
)

// ReadAnswer reads what stands under a heading that asks whether an action is
// done, and reports whether it is an answer. A cross may mean either, and is none.
func ReadAnswer(v Value) (s Status, answers bool) {
	if v.Kind == KindNumber && (v.Text == "1" || v.Text == "0") {
		return map[string]Status{"1": StatusComplete, "0": StatusOpen}[v.Text], true
	}
	if v.Kind != KindText && v.Kind != KindVague {
		return StatusOpen, false
	}
	first, _, _ := strings.Cut(strings.Trim(Fold(v.Text), ".!"), " ")
	first = strings.TrimRight(first, ",;:.-")
	switch {
	case doneAnswers[first] && !takesBack(strings.Fields(Fold(v.Text))):
		return StatusComplete, true
	case doneAnswers[first], openAnswers[first]:
		return StatusOpen, true
	}
	return StatusOpen, false
}

var (
	doneAnswers = wordSet("yes y yep true ✓ ✔ ☑ ✅ 🗹 √ ticked")
	openAnswers = wordSet("no n not false ✗ ✘ ☐ ☒ ❌ ✖ □ nope")
)

// Read reads what a status column says, and reports whether it is known. What is
// not known is an open action's: nothing is taken for finished that does not say
// so.
func (t StatusTerms) Read(v Value) (s Status, known bool) {
	if own, ok := ownStatus(v, t.Words); ok {
		return own, true
	}
	if s, known = ReadStatus(v, t.Words); known && v.Kind != KindNumber || !t.Asks {
		return s, known
	}
	if s, answers := ReadAnswer(v); answers {
		return s, true
	}
	return s, known
}

// StatusLine is the line of the settings that gives a status word a meaning: that of
// the words that a key explains it by, "" where none does, else what it answers whether
// something is done (✅, Y), or the one that is nearest to it, and else the one it has as
// long as nobody says another.
func StatusLine(word, explained string) Line {
	means, known := ReadStatus(TextValue(explained), nil)
	if explained == "" || !known {
		means = LikelyStatus(word)
	}
	return StatusLineOf(word, means)
}

// StatusLineOf is the line of the settings that has a word mean a status.
func StatusLineOf(word string, means Status) Line {
	return Line{"statuses", fmt.Sprintf("{word: %q, means: %s}", word, means)}
}

// StatusOf reads what a status column says, in words that everybody knows.
func StatusOf(v Value) Status {
	status, _ := ReadStatus(v, nil)
	return status
}

// ReadStatus reads what a status column says, after the council's own words,
// and reports whether it is known. What is not known is an open action's:
// nothing is taken for finished that does not say so. Not applicable may say that
// nothing is to be done, or that nothing is said: it is not known.
func ReadStatus(v Value, words []StatusWord) (s Status, known bool) {
	if word, ok := ownStatus(v, words); ok {
		return word, true
	}
	switch v.Kind {
	case KindRating:
		return statusOfRating(v), true
	case KindBoolean:
		if v.Text == "true" {
			return StatusComplete, true
		}
		return StatusOpen, true
	case KindNumber:
		return StatusOpen, false
	case KindText, KindVague:
		return statusOfWords(v.Text, words)
	}
	return StatusOpen, v != TextValue("n/a") // else nothing is said
}

// ownStatus is what a council's own words make of what a status column says as a
// whole. A word for nothing is written in more than one way: N/A, not applicable; and
// so is a number: 100, 100.0.
func ownStatus(v Value, words []StatusWord) (s Status, found bool) {
	folded := Fold(v.Text)
	for _, word := range words {
		same := false
		switch v.Kind {
		case KindText, KindVague:
			same = folded != "" && folded == Fold(word.Words)
		case KindPlaceholder:
			same = folded != "" && folded == Fold(word.Words) || v == TextValue(word.Words)
		case KindNumber:
			same = v == NumberValue(word.Words)
		}
		if same {
			return word.Means, true
		}
	}
	return StatusOpen, false
}

// statusOfWords goes by the first phrase; only a reason for closing that says
// the work will not be done ("Closed - superseded by 4.2"), and words that
// take its end back ("Complete, awaiting sign-off"), outweigh it.
func statusOfWords(text string, words []StatusWord) (Status, bool) {
	phrases := phrasesOf(text)
	if len(phrases) == 0 {
		return StatusOpen, false
	}
	first, known := statusOfPhrase(phrases[0], words)
	if !known {
		said := slices.DeleteFunc(strings.Fields(strings.Join(phrases, " ")), besideStatus)
		if abroad, ok := statusAbroad[strings.Join(said, " ")]; ok {
			return abroad, true
		}
	}
	if !first.IsDone() {
		return first, known
	}
	for _, phrase := range phrases[1:] {
		later, _ := statusOfPhrase(phrase, words)
		if later == StatusCancelled || first == StatusClosed && unmetPhrases[phrase] {
			return StatusCancelled, true
		}
		if takesBack(strings.Fields(phrase)) {
			return StatusOpen, true
		}
	}
	return first, known
}

func statusOfPhrase(phrase string, own []StatusWord) (Status, bool) {
	if strings.Contains(phrase, "%") {
		if strings.HasPrefix(phrase, "100%") && !takesBack(strings.Fields(phrase)) {
			return StatusComplete, true
		}
		return StatusOpen, true
	}
	words := strings.Fields(phrase)
	if !slices.ContainsFunc(words, func(w string) bool { return w != "stage" && w != "phase" && strings.Trim(w, "0123456789ivx") != "" }) {
		return StatusOpen, false // Stage 3 says how far, to those who know the stages
	}
	if takesBack(words) {
		if status, ok := statusWords[strings.Join(words, " ")]; ok {
			return status, true // "not started" takes nothing back
		}
		if status, ok := longestStatus(words, own); ok && !status.IsDone() {
			return status, true
		}
		return StatusOpen, true
	}
	words = slices.DeleteFunc(words, besideStatus)
	if status, ok := longestStatus(words, own); ok {
		return status, true
	}
	return StatusOpen, false
}

// OpensWithStatus is the status that a report of progress begins with, as a phrase of
// its own or before a remark: "Completed 12/3", "In progress – training booked". A
// sentence that only begins with such a word says none: "Completed audits show…".
func OpensWithStatus(text string) (s Status, opens bool) {
	phrases := phrasesOf(text)
	if len(phrases) == 0 {
		return StatusOpen, false
	}
	words := strings.Fields(phrases[0])
	if len(words) == 0 || opensSentence[words[0]] {
		return StatusOpen, false
	}
	said := slices.DeleteFunc(slices.Clone(words), besideStatus)
	s, opens = longestStatus(said, nil)
	if opens && takesBack(words) && s.IsDone() {
		s = StatusOpen
	}
	return s, opens
}

// opensSentence are words for a status that as often begin a sentence: "Met with the
// schools", "No further work".
var opensSentence = wordSet("met no n new moved transferred current live late removed replaced dropped planned scheduled started")

// longestStatus is the status that a phrase begins with, in the most words.
func longestStatus(words []string, own []StatusWord) (s Status, found bool) {
	for n := len(words); n > 0; n-- {
		if n < len(words) && !mayFollow[words[n]] && words[n-1] != "to" && words[n-1] != "with" {
			continue
		}
		phrase := strings.Join(words[:n], " ")
		for _, word := range own {
			if phrase == Fold(word.Words) {
				return word.Means, true
			}
		}
		if status, ok := statusWords[phrase]; ok {
			return status, true
		}
	}
	return StatusOpen, false
}

// takesBack reports whether a phrase takes back the end that its other words
// say: "in part", "awaiting sign-off", "reopened", "not complete", "complete by
// 31 March".
func takesBack(words []string) bool {
	for i, word := range words {
		if takingBack[word] || isSomeOf(words, i) {
			return true
		}
		if i > 0 && word == "by" && words[i-1] == "complete" && slices.ContainsFunc(words[i:], func(w string) bool { return monthNamed(w) != 0 || strings.ContainsAny(w, "0123456789") }) {
			return true
		}
	}
	return false
}

// isSomeOf reports whether a word is the "of" in a number of more: 2 of 4.
func isSomeOf(words []string, i int) bool {
	if words[i] != "of" || i == 0 || i+1 == len(words) {
		return false
	}
	some, err := strconv.Atoi(words[i-1])
	all, also := strconv.Atoi(words[i+1])
	return err == nil && also == nil && some < all
}

// unmetPhrases after "closed" say that the work was not done and will not be.
var unmetPhrases = map[string]bool{"not achieved": true, "not met": true, "not done": true, "not completed": true, "not implemented": true, "unachieved": true}

var takingBack = map[string]bool{
	"needs": true, "requires": true,
	"part": true, "parts": true, "partial": true, "partially": true, "partly": true, "reopened": true, "awaiting": true, "subject": true, "pending": true, "nearly": true, "almost": true, "mostly": true,
	"phase": true, "except": true, "outstanding": true, "remaining": true, "until": true, "not": true, "incomplete": true, "yet": true, "half": true, "some": true, "substantially": true, "stage": true,
}

// besideStatus says whether a word says nothing of how far an action has got.
func besideStatus(word string) bool {
	return strings.ContainsAny(word, "0123456789") || emptyBesideStatus[word] || monthNamed(word) != 0
}

var emptyBesideStatus = map[string]bool{
	"action": true, "status": true, "now": true, "fully": true, "all": true, "this": true, "is": true, "has": true, "been": true,
}

// mayFollow are the words that begin a remark upon a status.
var mayFollow = map[string]bool{
	"by": true, "with": true, "in": true, "on": true, "at": true, "into": true, "and": true, "as": true, "see": true, "from": true, "of": true, "due": true, "following": true, "awaiting": true, "subject": true,
}

var statusWords = map[string]Status{
	"not started": StatusNotStarted, "not yet started": StatusNotStarted, "to be started": StatusNotStarted,
	"yet to start": StatusNotStarted, "to start": StatusNotStarted, "not begun": StatusNotStarted,
	"not commenced": StatusNotStarted, "to do": StatusNotStarted, "unstarted": StatusNotStarted,
	"open": StatusOpen, "in progress": StatusOpen, "in process": StatusOpen, "in hand": StatusOpen, "in review": StatusOpen, "under review": StatusOpen, "ongoing": StatusOpen, "on going": StatusOpen, "on track": StatusOpen, "off track": StatusOpen, "at risk": StatusOpen, "started": StatusOpen, "underway": StatusOpen, "under way": StatusOpen,
	"delayed": StatusOpen, "overdue": StatusOpen, "late": StatusOpen, "behind schedule": StatusOpen, "slipped": StatusOpen, "deferred": StatusOpen, "on hold": StatusOpen, "paused": StatusOpen, "live": StatusOpen, "active": StatusOpen,
	"current": StatusOpen, "new": StatusOpen, "continuing": StatusOpen, "progressing": StatusOpen, "work in progress": StatusOpen, "wip": StatusOpen, "on target": StatusOpen, "reopened": StatusOpen, "pending": StatusOpen, "no": StatusOpen, "n": StatusOpen,
	"being progressed": StatusOpen, "doing": StatusOpen, "waiting": StatusOpen, "in development": StatusOpen, "planned": StatusNotStarted, "scheduled": StatusNotStarted, "not due": StatusNotStarted, "not yet due": StatusNotStarted, "commenced": StatusOpen, "begun": StatusOpen, "stalled": StatusOpen, "blocked": StatusOpen,
	"complete": StatusComplete, "completed": StatusComplete, "done": StatusComplete, "finished": StatusComplete, "finalised": StatusComplete, "completed late": StatusComplete, "completed early": StatusComplete, "completed on time": StatusComplete,
	"complete late": StatusComplete, "finished early": StatusComplete, "finished late": StatusComplete, "met": StatusComplete, "accomplished": StatusComplete, "concluded": StatusComplete,
	"achieved": StatusComplete, "delivered": StatusComplete, "implemented": StatusComplete, "resolved": StatusComplete,
	"blue":   StatusComplete,
	"closed": StatusClosed, "signed off": StatusClosed, "complete and closed": StatusClosed,
	"completed and closed": StatusClosed, "complete and signed off": StatusClosed,
	"completed and signed off": StatusClosed, "discharged": StatusClosed,
	"cancelled": StatusCancelled, "canceled": StatusCancelled, "withdrawn": StatusCancelled, "superseded": StatusCancelled,
	"merged": StatusCancelled, "no longer required": StatusCancelled, "no longer needed": StatusCancelled,
	"no longer relevant": StatusCancelled, "not required": StatusCancelled, "abandoned": StatusCancelled,
	"removed": StatusCancelled, "discontinued": StatusCancelled, "duplicate": StatusCancelled, "not delivered": StatusCancelled, "moved to": StatusCancelled, "moved": StatusCancelled, "transferred": StatusCancelled, "transferred to": StatusCancelled,
	"merged with": StatusCancelled, "rejected": StatusCancelled, "dropped": StatusCancelled, "not progressed": StatusCancelled, "no longer applicable": StatusCancelled, "obsolete": StatusCancelled, "replaced": StatusCancelled,
}
