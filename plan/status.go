package plan

import (
	"slices"
	"strings"
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

// Status is how far the action has got: what its status column says; where
// that says nothing, closed by a closing date, else what its rating says;
// and open where neither does.
func (a Action) Status() Status {
	if v := a.Value(FieldStatus); v.Kind != KindAbsent && !v.IsBlank() {
		return StatusOf(v)
	}
	if _, closed := a.Value(FieldClosed).Date(); closed {
		return StatusClosed
	}
	return statusOfRating(a.Value(FieldRAG))
}

func statusOfRating(v Value) Status {
	switch v {
	case RatingValue(RatingBlue):
		return StatusComplete
	case RatingValue(RatingNotStarted):
		return StatusNotStarted
	}
	return StatusOpen
}

// StatusOf reads what a status column says. Words it does not know are an
// open action's: nothing is taken for finished that does not say so.
func StatusOf(v Value) Status {
	switch v.Kind {
	case KindRating:
		return statusOfRating(v)
	case KindBoolean:
		if v.Text == "true" {
			return StatusComplete
		}
	case KindText, KindVague:
		return statusOfWords(v.Text)
	}
	return StatusOpen
}

// statusOfWords goes by the first phrase; only a reason for closing that says
// the work will not be done ("Closed - superseded by 4.2") outweighs it.
func statusOfWords(text string) Status {
	phrases := phrasesOf(text)
	if len(phrases) == 0 {
		return StatusOpen
	}
	first := statusOfPhrase(phrases[0])
	cancelled := func(phrase string) bool { return statusOfPhrase(phrase) == StatusCancelled }
	if first.IsDone() && slices.ContainsFunc(phrases[1:], cancelled) {
		return StatusCancelled
	}
	return first
}

func statusOfPhrase(phrase string) Status {
	percent := strings.Contains(phrase, "%")
	if percent && !strings.HasPrefix(phrase, "100%") {
		return StatusOpen
	}
	words := slices.DeleteFunc(strings.Fields(phrase), besideStatus)
	for n := len(words); n > 0; n-- {
		status, ok := statusWords[strings.Join(words[:n], " ")]
		if ok && (n == len(words) || mayFollow[words[n]]) {
			return status
		}
	}
	return StatusOpen
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
	"complete": StatusComplete, "completed": StatusComplete, "done": StatusComplete, "finished": StatusComplete,
	"achieved": StatusComplete, "delivered": StatusComplete, "implemented": StatusComplete, "resolved": StatusComplete,
	"blue":   StatusComplete,
	"closed": StatusClosed, "signed off": StatusClosed, "complete and closed": StatusClosed,
	"completed and closed": StatusClosed, "complete and signed off": StatusClosed,
	"completed and signed off": StatusClosed, "discharged": StatusClosed,
	"cancelled": StatusCancelled, "canceled": StatusCancelled, "withdrawn": StatusCancelled, "superseded": StatusCancelled,
	"merged": StatusCancelled, "no longer required": StatusCancelled, "no longer needed": StatusCancelled,
	"no longer relevant": StatusCancelled, "not required": StatusCancelled, "abandoned": StatusCancelled,
	"removed": StatusCancelled, "discontinued": StatusCancelled, "duplicate": StatusCancelled,
}
