package sheets

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Patience is how long to go on asking. The zero value is what a person at a
// keyboard can bear.
type Patience struct {
	Budget     time.Duration // no attempt at a request begins later than this; 3 minutes
	PerRequest time.Duration // for one request whose answer goes on coming; 180 seconds, as long as Google works on one
	Attempts   int           // 8
	Offline    time.Duration // how long to try to get through at all, while nothing answers; 9 seconds
	Silence    time.Duration // how long one that got through is waited for while nothing comes back; a minute
	SayAfter   time.Duration // how soon it is said that it is waited for; 8 seconds

	// Waiting is told before each wait, so that whoever waits knows why.
	Waiting func(why string, wait time.Duration)
	// Unanswered is told, in a sentence, that no answer has come yet and how
	// long it will be waited for.
	Unanswered func(sentence string)

	// The clock, for tests: what time it is, how to wait, and a number from 0
	// up to 1 to spread the waits of many.
	Now    func() time.Time
	Sleep  func(ctx context.Context, wait time.Duration) error
	Random func() float64
}

// longestWait between two attempts, and how often a server's own failure (500)
// is asked about again: some requests fail so for good.
const (
	longestWait  = 64 * time.Second
	mostFailures = 3
	mostAnswer   = 512 << 20 // bytes of an answer; a row of 25 long cells takes some 6 KB
	leastCome    = 64 << 10  // bytes that make it worth waiting for the next: what comes drop by drop is silence
)

func (p Patience) orDefaults() Patience {
	if p.Budget == 0 {
		p.Budget = 3 * time.Minute
	}
	if p.PerRequest == 0 {
		p.PerRequest = 180 * time.Second
	}
	if p.Attempts == 0 {
		p.Attempts = 8
	}
	if p.Offline == 0 {
		p.Offline = 9 * time.Second
	}
	if p.Silence == 0 {
		p.Silence = time.Minute
	}
	if p.SayAfter == 0 {
		p.SayAfter = 8 * time.Second
	}
	if p.Waiting == nil {
		p.Waiting = func(string, time.Duration) {}
	}
	if p.Unanswered == nil {
		p.Unanswered = func(string) {}
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Sleep == nil {
		p.Sleep = sleep
	}
	if p.Random == nil {
		p.Random = rand.Float64
	}
	return p
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

type writeKey struct{}

// write is what a context says about the write it is for.
type write struct {
	asked   context.Context // the caller's own, whose end ends the write
	checked bool
}

// Checked is the context for a write that carries a batch id, and so is
// refused where it was carried out before: where Google was not available
// (503) it may be sent again. It hides the end of ctx from the client library,
// which would otherwise put context.Canceled in the place of *Ambiguous; the
// write is ended by it all the same.
func Checked(ctx context.Context) context.Context { return forWrite(ctx, true) }

// Once is the context for a write without a batch id: whatever may have
// reached Google is never sent again. It hides the end of ctx as Checked does.
func Once(ctx context.Context) context.Context { return forWrite(ctx, false) }

func forWrite(ctx context.Context, checked bool) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), writeKey{}, write{ctx, checked})
}

type waitKey struct{}

// grace is how long what was sent is waited for once the run was stopped.
const grace = 10 * time.Second

// seenThrough is the context for what must not be left half known: the end of
// ctx lets a request that is on its way come back, for a while, and ends every
// wait before another.
func seenThrough(ctx context.Context) (context.Context, context.CancelFunc) {
	through, end := context.WithCancel(context.WithValue(context.WithoutCancel(ctx), waitKey{}, ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, end) })
	return through, func() { stop(); end() }
}

// retrying sends a request, and again where that is safe.
type retrying struct {
	base     http.RoundTripper
	patience Patience
	reads    func(*http.Request) bool // what may be sent any number of times
	json     bool                     // every success is JSON, and what is not was cut short
}

// readsOnly says whether a request to the Sheets API changes nothing. Some
// reads are POSTs, since they carry filters.
func readsOnly(req *http.Request) bool {
	if req.Method == http.MethodGet || req.Method == http.MethodHead {
		return true
	}
	for _, ending := range []string{":getByDataFilter", "/values:batchGetByDataFilter", "/developerMetadata:search"} {
		if strings.HasSuffix(req.URL.Path, ending) {
			return true
		}
	}
	return false
}

// RoundTrip returns an answer that is complete and either a success or final.
// Its errors are *Ambiguous, *Refusal, or the context's own.
func (r *retrying) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := wholeBody(req)
	if err != nil {
		return nil, err
	}
	s := sending{retrying: r, ctx: req.Context(), req: req, body: body, reads: r.reads(req), started: r.patience.Now()}
	s.ended, s.waits = s.ctx.Err, s.ctx
	if w, ok := s.ctx.Value(writeKey{}).(write); ok {
		ctx, end := context.WithCancel(s.ctx)
		defer end()
		defer context.AfterFunc(w.asked, end)()
		s.ctx, s.ended, s.checked = ctx, w.asked.Err, w.checked
	}
	if asked, ok := s.ctx.Value(waitKey{}).(context.Context); ok {
		s.waits = asked
	}
	if err := s.ended(); err != nil {
		return nil, err // stopped before anything was sent
	}
	return s.untilSettled()
}

// wholeBody takes a request's body, so that it can be sent more than once.
func wholeBody(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(req.Body)
	return body, errors.Join(err, req.Body.Close())
}

// sending is one request on its way, with its repeats.
type sending struct {
	*retrying
	ctx     context.Context
	req     *http.Request
	body    []byte
	reads   bool
	checked bool
	ended   func() error    // why the run was stopped, nil while it goes on
	waits   context.Context // whose end ends the waits between attempts
	started time.Time

	attempt    int
	unanswered time.Duration // how long attempts took that brought no answer
	inDoubt    *Ambiguous    // an attempt that may have been carried out, and was safe to repeat
}

// untilSettled sends until there is an answer to give or no sense in going on.
func (s *sending) untilSettled() (*http.Response, error) {
	for {
		s.attempt++
		began := s.patience.Now()
		got := s.once()
		if got.verdict == lost {
			s.unanswered += s.patience.Now().Sub(began)
		}
		switch got.verdict {
		case answered:
			return s.settled(got)
		case final:
			return nil, s.doubted(got.err)
		case lost:
			if !s.reads {
				return nil, got.ambiguous()
			}
		case unavailable:
			if !s.reads {
				if !s.checked {
					return nil, got.ambiguous()
				}
				s.inDoubt = got.ambiguous()
			}
		}
		if err := s.wait(got); err != nil {
			return nil, s.doubted(err)
		}
	}
}

// settled is what the caller gets of an answer. A refusal that follows an
// attempt in doubt may be because that attempt was carried out.
func (s *sending) settled(got outcome) (*http.Response, error) {
	if s.inDoubt != nil && got.resp.StatusCode >= 400 {
		return nil, s.inDoubt
	}
	return got.resp, nil
}

// doubted is an error, or the doubt about an earlier attempt that goes over it.
func (s *sending) doubted(err error) error {
	if s.inDoubt != nil {
		s.inDoubt.cause = s.ended()
		return s.inDoubt
	}
	return err
}

// verdict is what one attempt came to.
type verdict int

const (
	answered    verdict = iota // a success, or an answer that another attempt would not change
	refused                    // not carried out, and may be asked again: the quota of a minute
	unsent                     // never left this machine
	unavailable                // 503
	lost                       // sent, and the answer is none: timeouts, cut connections, 500
	final                      // an error that another attempt would not change
)

// outcome is one attempt's answer or error.
type outcome struct {
	verdict verdict
	resp    *http.Response
	status  int
	err     error  // what to say where nothing more is tried
	why     string // in words, for who waits
	silent  bool   // nothing came back for as long as is waited
}

func (o outcome) ambiguous() *Ambiguous {
	return &Ambiguous{Status: o.status, Why: o.why, silent: o.silent}
}

// once sends the request one time and reads the whole answer.
func (s *sending) once() outcome {
	ctx, end := context.WithTimeout(s.ctx, s.patience.PerRequest)
	defer end()
	way := &way{sending: s, silence: s.patience.Silence - s.unanswered, giveUp: end}
	defer way.expect()
	req := s.req.Clone(httptrace.WithClientTrace(ctx, way.trace()))
	if s.body != nil {
		req.Body = io.NopCloser(bytes.NewReader(s.body))
		req.ContentLength = int64(len(s.body))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.body)), nil }
	}
	resp, err := s.base.RoundTrip(req)
	if err != nil {
		return s.failed(err, way)
	}
	return s.read(resp, way)
}

// way is how far a request came: whether it asked for a connection, got one,
// and whether an answer comes. It gives up where no connection is to be had in
// time (looking a name up, reaching a proxy and shaking hands are all part of
// that), and where nothing of an answer comes in time.
type way struct {
	*sending
	silence time.Duration // how long nothing may come
	giveUp  func()

	asked, got, answering, silent atomic.Bool

	mutex sync.Mutex // held while an alarm rings: none does once the way has ended
	set   []*time.Timer
	sets  int // how often alarms were set
}

// alarm is what happens where something takes longer than it may.
type alarm struct {
	after time.Duration
	ring  func()
}

// expect sets alarms in the place of those that were set.
func (w *way) expect(alarms ...alarm) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, timer := range w.set {
		timer.Stop()
	}
	w.set = nil
	w.sets++
	mine := w.sets
	for _, a := range alarms {
		w.set = append(w.set, time.AfterFunc(a.after, func() {
			w.mutex.Lock()
			defer w.mutex.Unlock()
			if w.sets == mine {
				a.ring()
			}
		}))
	}
}

func (w *way) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) {
			w.asked.Store(true)
			w.expect(alarm{max(w.patience.Offline-w.patience.Now().Sub(w.started), time.Second), func() {
				if !w.got.Load() {
					w.giveUp()
				}
			}})
		},
		GotConn: func(httptrace.GotConnInfo) {
			w.got.Store(true)
			w.expect(w.tooLong(), alarm{w.patience.SayAfter, func() { w.patience.Unanswered(w.waitedFor()) }})
		},
	}
}

// tooLong is the alarm that nothing has come for as long as is waited. It is
// the first of those that are set.
func (w *way) tooLong() alarm {
	return alarm{w.silence, func() { w.silent.Store(true); w.giveUp() }}
}

// goOn has the rest of an answer waited for as long again.
func (w *way) goOn() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if len(w.set) > 0 {
		w.set[0].Reset(w.silence)
	}
}

// waitedFor says that an answer is waited for, and for how long.
func (w *way) waitedFor() string {
	words := fmt.Sprintf("has not answered yet: it is waited for another %d seconds", int((w.silence - w.patience.SayAfter).Seconds()))
	if w.answering.Load() {
		words = fmt.Sprintf("has not answered in full yet: it is waited for while more comes, another %d seconds at most", int((w.patience.PerRequest - w.patience.SayAfter).Seconds()))
	}
	if !w.reads {
		words += ", and then the sheet is looked at, since it may be written by then"
	}
	return w.req.URL.Hostname() + " " + words
}

// coming is an answer while it comes. Each good piece of it makes the rest
// worth waiting for as long again.
type coming struct {
	io.Reader
	way  *way
	come int
}

func (c *coming) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.come += n; c.come >= leastCome {
		c.come = 0
		c.way.goOn()
	}
	return n, err
}

// neverLeft says that nothing of the request can have reached anybody: there
// was no connection yet.
func (w *way) neverLeft(err error) bool {
	var dial *net.OpError
	var name *net.DNSError
	var signIn beforehand
	return errors.As(err, &signIn) || w.asked.Load() && !w.got.Load() ||
		errors.As(err, &dial) && (dial.Op == "dial" || dial.Op == "proxyconnect") ||
		errors.As(err, &name)
}

// failed judges an attempt that brought no answer.
func (s *sending) failed(err error, way *way) outcome {
	var refusal *Refusal
	neverLeft := way.neverLeft(err)
	switch {
	case errors.As(err, &refusal):
		return outcome{verdict: final, err: refusal}
	case s.ended() != nil && (neverLeft || s.reads):
		return outcome{verdict: final, err: s.ended()}
	case s.ended() != nil:
		return outcome{verdict: final, err: &Ambiguous{Why: "the run was stopped while it was being written", cause: s.ended()}}
	case badCertificate(err):
		return outcome{verdict: final, err: Unreached(s.req.URL.Hostname(), err)}
	}
	o := outcome{verdict: lost, err: Unreached(s.req.URL.Hostname(), err), why: "the connection was cut before the answer was complete"}
	if neverLeft {
		o.verdict, o.why = unsent, "Google could not be reached"
	} else if way.silent.Load() {
		o.silent, o.why = true, fmt.Sprintf("no answer came within %d seconds", int(s.patience.Silence.Seconds()))
		o.err = unanswered(s.req.URL.Hostname(), s.patience.Silence)
		if s.reads {
			o.verdict = final // once more would be as long again
		}
	} else if errors.Is(err, context.DeadlineExceeded) || isTimeout(err) {
		o.why = fmt.Sprintf("no answer came within %d seconds", int(s.patience.PerRequest.Seconds()))
	}
	return o
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

func badCertificate(err error) bool {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var roots x509.SystemRootsError
	return errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &roots)
}

// read takes in an answer whole and judges it: what is cut short must not pass
// for an answer.
func (s *sending) read(resp *http.Response, way *way) outcome {
	way.answering.Store(true)
	body, err := io.ReadAll(io.LimitReader(&coming{Reader: resp.Body, way: way}, mostAnswer+1))
	_ = resp.Body.Close() // read to its end, or given up
	resp.Body = io.NopCloser(bytes.NewReader(body))
	status := resp.StatusCode
	switch {
	case len(body) > mostAnswer:
		return s.unusable(status, &Refusal{Kind: Rejected, Sentence: "the partners' sheet is too large to be read", Advice: "take away sheets and rows that are not part of the plan"})
	case status >= 200 && status < 300 && err != nil:
		o := s.failed(err, way)
		o.status = status
		return o
	case status >= 200 && status < 300 && isPage(resp.Header, body):
		return s.unusable(status, notGoogle(Answer{Status: status, form: formPage}, ""))
	case s.json && status == http.StatusOK && !json.Valid(body):
		return outcome{verdict: lost, status: status, why: "the answer was cut short", err: cutShort()}
	}
	return s.judge(resp, body)
}

// unusable is an answer that came from elsewhere or cannot be taken in: a read
// ends, and nobody knows about a write.
func (s *sending) unusable(status int, refusal *Refusal) outcome {
	if s.reads {
		return outcome{verdict: final, status: status, err: refusal}
	}
	return outcome{verdict: lost, status: status, why: refusal.Sentence, err: refusal}
}

// judge sorts a complete answer by its status.
func (s *sending) judge(resp *http.Response, body []byte) outcome {
	o := outcome{verdict: answered, resp: resp, status: resp.StatusCode}
	switch {
	case resp.StatusCode < 300: // done
	case ReadAnswer(resp.StatusCode, body).isBusy():
		o.verdict, o.why, o.err = refused, "Google asks to be asked less often", busy(s.attempt)
	case resp.StatusCode == http.StatusServiceUnavailable:
		o.verdict, o.why, o.err = unavailable, "Google Sheets is not available at the moment", notAvailable(resp.StatusCode, s.attempt)
	case resp.StatusCode == http.StatusNotImplemented, resp.StatusCode == http.StatusNetworkAuthenticationRequired: // and will not be
	case resp.StatusCode >= 500, resp.StatusCode == http.StatusRequestTimeout:
		o.verdict, o.err = lost, notAvailable(resp.StatusCode, s.attempt)
		o.why = fmt.Sprintf("Google Sheets answered with an error of its own (%d)", resp.StatusCode)
		if resp.StatusCode == http.StatusInternalServerError && s.reads && s.attempt >= mostFailures {
			o.verdict = final
		}
	}
	return o
}

// isPage says that an answer is a web page, and so not the Sheets API's.
func isPage(header http.Header, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	return kind == "text/html" || bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
}

// wait waits before the next attempt. Its error ends the sending.
func (s *sending) wait(got outcome) error {
	if s.attempt >= s.patience.Attempts || s.unanswered >= s.patience.Silence {
		return got.err
	}
	wait := s.backoff(got.verdict)
	if asked, ok := s.retryAfter(got.resp); ok {
		wait = max(wait, asked)
	}
	spent := s.patience.Now().Add(wait).Sub(s.started)
	if spent > s.patience.Budget || got.verdict == unsent && spent > s.patience.Offline {
		return got.err
	}
	if err := s.waits.Err(); err != nil {
		return err
	}
	s.patience.Waiting(got.why, wait)
	ctx, end := context.WithCancel(s.ctx)
	defer end()
	defer context.AfterFunc(s.waits, end)()
	err := s.patience.Sleep(ctx, wait)
	if ended := s.ended(); ended != nil {
		return ended
	}
	if ended := s.waits.Err(); ended != nil {
		return ended
	}
	return err
}

// backoff spreads the attempts: any time up to 1, 2, 4 … 64 seconds. A quota
// fills up again once a minute, so after a refusal the waits begin at 8
// seconds and have a lower half too: four of them last the minute.
func (s *sending) backoff(v verdict) time.Duration {
	step := s.attempt - 1
	if v == refused {
		step += 3
	}
	window := min(time.Second<<min(step, 10), longestWait)
	if v == refused {
		return window/2 + time.Duration(s.patience.Random()*float64(window/2))
	}
	return time.Duration(s.patience.Random() * float64(window))
}

// retryAfter is how long the server itself asks to be left alone: seconds, or
// a time of day.
func (s *sending) retryAfter(resp *http.Response) (time.Duration, bool) {
	if resp == nil {
		return 0, false
	}
	text := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 24*60*60)) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(s.patience.Now())), true
	}
	return 0, false
}
