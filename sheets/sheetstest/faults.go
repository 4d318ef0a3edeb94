package sheetstest

import (
	"net/http"
	"strconv"
	"time"
)

// FaultKind is a way for a call to go wrong.
type FaultKind string

// The faults. "Before" and "after" are before and after what the call asked
// for was done.
const (
	DropBefore    FaultKind = "connection dropped before"
	DropAfter     FaultKind = "connection dropped after"
	TimeoutBefore FaultKind = "no answer, and not done" // until the client gives up
	TimeoutAfter  FaultKind = "no answer, though done"  // likewise
	Truncated     FaultKind = "half an answer"          // 200, though done
	TooMany       FaultKind = "429"                     // not done
	Unavailable   FaultKind = "503"                     // not done
	Broken        FaultKind = "500"                     // not done
	BadGateway    FaultKind = "502, in HTML"            // not done
	Slow          FaultKind = "slow"                    // done, and answered after a wait
)

// Fault is something that goes wrong with chosen calls.
type Fault struct {
	Kind FaultKind
	// On is the kind of calls it hits; empty for any.
	On Kind
	// Nth is the first such call it hits, counted from 1 from when the
	// fault was set; 0 for 1.
	Nth int
	// Times is how many calls in a row it hits; 0 for one, negative for
	// every one from then on.
	Times int
	// Wait is how long a slow answer takes, in real time.
	Wait time.Duration

	seen  int
	quota *quota // the limit that a 429 names; nil for the usual one
}

// Fail sets faults. Where several would hit a call, the first does.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		s.faults = append(s.faults, &f)
	}
}

// Mend takes all faults away.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// faults are those set, in their order.
type faults []*Fault

// hitting is the fault that hits a call, or nil. Every fault counts the call.
func (list faults) hitting(k Kind) (hit *Fault) {
	for _, f := range list {
		if f.On != "" && f.On != k {
			continue
		}
		f.seen++
		from, times := max(f.Nth, 1), f.Times
		if times == 0 {
			times = 1
		}
		if f.seen >= from && (times < 0 || f.seen < from+times) && hit == nil {
			hit = f
		}
	}
	return hit
}

// refusal is the answer of a fault that the API itself would give.
func (f *Fault) refusal(k Kind) *refusal {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case TooMany:
		if f.quota != nil {
			return tooMany(*f.quota)
		}
		return tooMany(quotaOf(k, usualQuota, true))
	case Unavailable:
		return &refusal{code: http.StatusServiceUnavailable, status: "UNAVAILABLE", message: "The service is currently unavailable."}
	case Broken:
		return &refusal{code: http.StatusInternalServerError, status: "INTERNAL", message: "Internal error encountered."}
	}
	return nil
}

// stops says that the call never reaches the workbook.
func (f *Fault) stops() bool {
	return f != nil && (f.Kind == DropBefore || f.Kind == TimeoutBefore || f.Kind == BadGateway)
}

// silent says that the client gets no answer.
func (f *Fault) silent() bool {
	return f != nil && (f.Kind == DropBefore || f.Kind == DropAfter || f.Kind == TimeoutBefore || f.Kind == TimeoutAfter)
}

// badGateway is what a proxy in between says.
const badGateway = "<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n" +
	"<p><b>502.</b> <ins>That’s an error.</ins>\n<p>The server encountered a temporary error and could not complete your request.\n"

// send writes an answer, or fails to as its fault says.
func (a answer) send(w http.ResponseWriter, r *http.Request) {
	if f := a.fault; f != nil {
		switch f.Kind {
		case DropBefore, DropAfter:
			panic(http.ErrAbortHandler)
		case TimeoutBefore, TimeoutAfter:
			<-r.Context().Done()
			panic(http.ErrAbortHandler)
		case Slow:
			select {
			case <-time.After(f.Wait):
			case <-r.Context().Done():
				return
			}
		case BadGateway:
			a.code, a.kind, a.body = http.StatusBadGateway, "text/html; charset=UTF-8", []byte(badGateway)
		case Truncated:
			w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
			a.body = a.body[:len(a.body)/2]
		}
	}
	w.Header().Set("Content-Type", a.kind)
	w.WriteHeader(a.code)
	_, _ = w.Write(a.body) // the client has gone: there is nobody to tell
	if a.fault != nil && a.fault.Kind == Truncated {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}
