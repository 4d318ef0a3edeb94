package sheets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
)

// marked is a token that must never be seen in anything a person reads.
const marked = "SECRET-token-4711"

// fakeClock is a clock that only waiting moves.
type fakeClock struct {
	mutex sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newFakeClock() *fakeClock { return &fakeClock{now: time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC)} }

func (c *fakeClock) time() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *fakeClock) sleep(ctx context.Context, wait time.Duration) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now, c.waits = c.now.Add(wait), append(c.waits, wait)
	return ctx.Err()
}

func (c *fakeClock) waited() (total time.Duration) {
	for _, w := range c.waits {
		total += w
	}
	return total
}

func (c *fakeClock) patience() Patience {
	return Patience{Now: c.time, Sleep: c.sleep, Random: func() float64 { return 0.5 }}
}

// faulty plays one fault after another, the last one for ever.
type faulty struct {
	*httptest.Server
	mutex    sync.Mutex
	attempts int
	bodies   []string
	headers  http.Header
}

type fault func(http.ResponseWriter, *http.Request)

func faultsAt(t *testing.T, faults ...fault) *faulty {
	t.Helper()
	s := &faulty{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		s.mutex.Lock()
		f := faults[min(s.attempts, len(faults)-1)]
		s.attempts++
		s.bodies, s.headers = append(s.bodies, string(body)), req.Header.Clone()
		s.mutex.Unlock()
		f(w, req)
	}))
	s.Config.SetKeepAlivesEnabled(false) // net/http itself sends a GET again on a used connection
	t.Cleanup(s.Close)
	return s
}

// sent is how often something was sent to it.
func (s *faulty) sent() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.attempts
}

// header is what the last of it was sent with.
func (s *faulty) header() http.Header {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.headers
}

func answersWith(status int, body string) fault {
	return func(w http.ResponseWriter, _ *http.Request) {
		kind := "application/json; charset=UTF-8"
		if strings.HasPrefix(body, "<") {
			kind = "text/html"
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// googleSays is an error as the Sheets API words it.
func googleSays(status int, code, message string) fault {
	return answersWith(status, errorBody(status, code, message, ""))
}

func errorBody(status int, code, message, more string) string {
	words, _ := json.Marshal(message)
	return fmt.Sprintf(`{"error": {"code": %d, "message": %s, "status": %q%s}}`, status, words, code, more)
}

var (
	fineAnswer = answersWith(200, `{"spreadsheetId": "s"}`)
	slowDown   = googleSays(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'")
	gone503    = googleSays(503, "UNAVAILABLE", "The service is currently unavailable.")
	failed500  = googleSays(500, "INTERNAL", "Internal error encountered.")
	html502    = answersWith(502, "<html><title>Error 502 (Server Error)!!1</title></html>")
	inUse      = googleSays(400, "INVALID_ARGUMENT", "Invalid requests[0].createDeveloperMetadata: id in use")
)

func drop(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// cutShortly promises more than it sends.
func cutShortly(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, `{"spreadsheetId": `)
}

func hang(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }

func asking(seconds string, f fault) fault {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Retry-After", seconds)
		f(w, req)
	}
}

func practiceClient(t *testing.T, endpoint string, p Patience) *Client {
	t.Helper()
	network, err := Transport()
	if err != nil {
		t.Fatal(err)
	}
	return clientOver(t, network, endpoint, marked, p)
}

// clientOver is a client with a token, over a network of the test's.
func clientOver(t *testing.T, network http.RoundTripper, endpoint, token string, p Patience) *Client {
	t.Helper()
	at, err := CheckEndpoint(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	tokens := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	return Connection{Endpoint: at, Tokens: tokens, Network: network, Patience: p, Agent: "actionplan"}.Client()
}

// sendOne sends one request of a kind as the client library does.
func sendOne(ctx context.Context, c *Client, kind string) error {
	service, err := api.NewService(ctx, c.Options()...)
	if err != nil {
		return err
	}
	batch := &api.BatchUpdateSpreadsheetRequest{Requests: []*api.Request{{UpdateCells: &api.UpdateCellsRequest{Fields: "userEnteredValue"}}}}
	switch kind {
	case "read":
		_, err = service.Spreadsheets.Get("s").Context(ctx).Do()
	case "filtered read":
		_, err = service.Spreadsheets.GetByDataFilter("s", &api.GetSpreadsheetByDataFilterRequest{}).Context(ctx).Do()
	case "write":
		_, err = service.Spreadsheets.BatchUpdate("s", batch).Context(Once(ctx)).Do()
	case "unmarked write":
		_, err = service.Spreadsheets.BatchUpdate("s", batch).Context(ctx).Do()
	case "checked write":
		_, err = service.Spreadsheets.BatchUpdate("s", batch).Context(Checked(ctx)).Do()
	}
	if strings.Contains(kind, "write") {
		return c.ExplainWrite(err)
	}
	return c.ExplainRead(err)
}

// endOf names how a request ended: "done", "ambiguous", or the refusal's kind.
func endOf(err error) string {
	var ambiguous *Ambiguous
	var refusal *Refusal
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &ambiguous):
		return "ambiguous"
	case errors.As(err, &refusal):
		return string(refusal.Kind)
	}
	return err.Error()
}

// TestAttempts is the table of what is sent how often: each fault, as a read,
// as a write, and as a write that carries its batch id.
func TestAttempts(t *testing.T) {
	type want struct {
		attempts int
		end      string
	}
	storage := answersWith(403, errorBody(403, "PERMISSION_DENIED", "The user's Drive storage quota has been exceeded.", `, "errors": [{"reason": "storageQuotaExceeded"}]`))
	rate := answersWith(403, errorBody(403, "PERMISSION_DENIED", "Rate Limit Exceeded", `, "errors": [{"reason": "rateLimitExceeded"}]`))
	for _, c := range []struct {
		name                 string
		faults               []fault
		read, write, checked want
	}{
		{"no fault", []fault{fineAnswer}, want{1, "done"}, want{1, "done"}, want{1, "done"}},
		{"429 twice", []fault{slowDown, slowDown, fineAnswer}, want{3, "done"}, want{3, "done"}, want{3, "done"}},
		{"429 for ever", []fault{slowDown}, want{6, "busy"}, want{6, "busy"}, want{6, "busy"}},
		{"403 that is a rate limit", []fault{rate, fineAnswer}, want{2, "done"}, want{2, "done"}, want{2, "done"}},
		{"403 for want of room", []fault{storage, fineAnswer}, want{1, "storage full"}, want{1, "storage full"}, want{1, "storage full"}},
		{"403 that is a rate limit by its words", []fault{googleSays(403, "PERMISSION_DENIED", "Rate Limit Exceeded"), fineAnswer}, want{2, "done"}, want{2, "done"}, want{2, "done"}},
		{"403 for a day", []fault{googleSays(403, "PERMISSION_DENIED", "Daily Limit Exceeded"), fineAnswer}, want{1, "busy"}, want{1, "busy"}, want{1, "busy"}},
		{"429 for a day", []fault{googleSays(429, "RESOURCE_EXHAUSTED", "Quota exceeded for 'Reads per day'"), fineAnswer}, want{1, "busy"}, want{1, "busy"}, want{1, "busy"}},
		{"403 of another shape", []fault{answersWith(403, `{"message": "Forbidden"}`), fineAnswer}, want{1, "not google"}, want{1, "not google"}, want{1, "not google"}},
		{"401 of another shape", []fault{answersWith(401, `{"message": "no"}`), fineAnswer}, want{1, "sign-in needed"}, want{1, "sign-in needed"}, want{1, "sign-in needed"}},
		{"511 of a guest network", []fault{answersWith(511, "<html>Guest Wi-Fi</html>"), fineAnswer}, want{1, "not google"}, want{1, "not google"}, want{1, "not google"}},
		{"503 once", []fault{gone503, fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{2, "done"}},
		{"503 for ever", []fault{gone503}, want{8, "unavailable"}, want{1, "ambiguous"}, want{8, "ambiguous"}},
		{"503, then the id is in use", []fault{gone503, inUse}, want{2, "request rejected"}, want{1, "ambiguous"}, want{2, "ambiguous"}},
		{"503, then no permission", []fault{gone503, googleSays(403, "PERMISSION_DENIED", "The caller does not have permission")}, want{2, "not shared"}, want{1, "ambiguous"}, want{2, "ambiguous"}},
		{"503, then cut", []fault{gone503, drop, fineAnswer}, want{3, "done"}, want{1, "ambiguous"}, want{2, "ambiguous"}},
		{"500 once", []fault{failed500, fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"500 for good", []fault{failed500}, want{3, "unavailable"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"501", []fault{googleSays(501, "UNIMPLEMENTED", "no such method")}, want{1, "unavailable"}, want{1, "unavailable"}, want{1, "unavailable"}},
		{"502 web page", []fault{html502, fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"504 for ever", []fault{googleSays(504, "DEADLINE_EXCEEDED", "Deadline exceeded.")}, want{8, "unavailable"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"408", []fault{googleSays(408, "", "Request timeout"), fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"connection cut", []fault{drop, fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"connection cut for ever", []fault{drop}, want{8, "network"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"answer cut by its length", []fault{cutShortly, fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"answer cutShortly, as a whole one", []fault{answersWith(200, `{"spreadsheetId": "s`), fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"empty answer", []fault{answersWith(200, ""), fineAnswer}, want{2, "done"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"web page as an answer", []fault{answersWith(200, "<html>Welcome to Guest Wi-Fi</html>")}, want{1, "not google"}, want{1, "ambiguous"}, want{1, "ambiguous"}},
		{"web page as a refusal", []fault{answersWith(403, "<html>Blocked: online storage</html>")}, want{1, "not google"}, want{1, "not google"}, want{1, "not google"}},
		{"400", []fault{googleSays(400, "INVALID_ARGUMENT", "Unable to parse range: Plan")}, want{1, "request rejected"}, want{1, "request rejected"}, want{1, "request rejected"}},
		{"401", []fault{googleSays(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")}, want{1, "sign-in needed"}, want{1, "sign-in needed"}, want{1, "sign-in needed"}},
		{"403", []fault{googleSays(403, "PERMISSION_DENIED", "The caller does not have permission")}, want{1, "not shared"}, want{1, "view only"}, want{1, "view only"}},
		{"404", []fault{googleSays(404, "NOT_FOUND", "Requested entity was not found.")}, want{1, "no such sheet"}, want{1, "no such sheet"}, want{1, "no such sheet"}},
	} {
		for kind, want := range map[string]want{"read": c.read, "filtered read": c.read, "write": c.write, "unmarked write": c.write, "checked write": c.checked} {
			t.Run(c.name+"/"+kind, func(t *testing.T) {
				s, clock := faultsAt(t, c.faults...), newFakeClock()
				err := sendOne(t.Context(), practiceClient(t, s.URL, clock.patience()), kind)
				if s.sent() != want.attempts || endOf(err) != want.end {
					t.Errorf("sent %d times and ended %s (%v); want %d times, %s", s.sent(), endOf(err), err, want.attempts, want.end)
				}
				if len(clock.waits) != want.attempts-1 {
					t.Errorf("waited %v for %d attempts", clock.waits, want.attempts)
				}
				if err != nil && strings.Contains(err.Error(), marked) {
					t.Errorf("the token stands in %q", err)
				}
				for _, body := range s.bodies {
					if body != s.bodies[0] {
						t.Errorf("the first attempt sent %q, another %q", s.bodies[0], body)
					}
				}
			})
		}
	}
}

func TestWhatIsSent(t *testing.T) {
	s := faultsAt(t, gone503, fineAnswer)
	if err := sendOne(t.Context(), practiceClient(t, s.URL, newFakeClock().patience()), "checked write"); err != nil {
		t.Fatal(err)
	}
	if got := s.header().Get("Authorization"); got != "Bearer "+marked {
		t.Errorf("Authorization is %q", got)
	}
	if got := s.header().Get("User-Agent"); got != "actionplan" {
		t.Errorf("User-Agent is %q", got)
	}
	// net/http would itself send again a POST that carries one of these.
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		if s.header().Get(name) != "" {
			t.Errorf("%s is set", name)
		}
	}
	if !strings.Contains(s.bodies[1], "updateCells") {
		t.Errorf("the second attempt sent %q", s.bodies[1])
	}
}

// TestUnreachable asks that what never left is sent again, writes too, and that
// within ten seconds it is said that nothing answers.
func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + l.Addr().String()
	_ = l.Close()
	for _, kind := range []string{"read", "write", "checked write"} {
		clock := newFakeClock()
		err := sendOne(t.Context(), practiceClient(t, nobody, clock.patience()), kind)
		if len(clock.waits) != 4 || clock.waited() > 10*time.Second || endOf(err) != string(Network) {
			t.Errorf("%s: waited %v, ended %v", kind, clock.waits, err)
		}
	}
	err = writeOver(t, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "sheets.googleapis.com"}})
	if err == nil || !strings.Contains(err.Error(), "could not be looked up") {
		t.Errorf("without a name server: %v", err)
	}
}

// TestNothingAnswers asks a network that swallows whatever is sent before there
// is a connection, as one that is cut off does: a name that is not looked up, an
// address that does not answer, a handshake that never ends.
func TestNothingAnswers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	network, err := Transport()
	if err != nil {
		t.Fatal(err)
	}
	dark := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	for name, c := range map[string]struct {
		address string
		base    http.RoundTripper
	}{
		"nobody to connect to":   {"http://127.0.0.1:9/", dark},
		"a handshake for nobody": {"https://" + silent.Addr().String() + "/", network},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, kind := range []string{"read", "write"} {
				client := clientOver(t, c.base, c.address, "x", Patience{Offline: 1500 * time.Millisecond})
				started := time.Now()
				err := sendOne(t.Context(), client, kind)
				if endOf(err) != string(Network) || time.Since(started) > 4*time.Second {
					t.Errorf("%s: ended %v after %s", kind, err, time.Since(started))
				}
			}
		})
	}
	if limit := (Patience{}).orDefaults().Offline; limit > 10*time.Second {
		t.Errorf("without a network it would say so after %s", limit)
	}
}

// TestSaveStopped asks that a person who gives up while a write waits to be sent
// again does not wait for it, and that what was sent is looked for all the same.
func TestSaveStopped(t *testing.T) {
	for kind, want := range map[sheetstest.FaultKind]string{sheetstest.TooMany: context.Canceled.Error(), sheetstest.Unavailable: "ambiguous", sheetstest.DropAfter: "done"} {
		w := newWorld(t, sheetstest.Options{})
		ctx, stop := context.WithCancel(t.Context())
		client := clientOver(t, http.DefaultTransport, w.url, "service", Patience{Waiting: func(string, time.Duration) { stop() }})
		s, err := Open(t.Context(), client, w.place)
		if err != nil {
			t.Fatal(err)
		}
		staged := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")}))
		times := 9
		if kind == sheetstest.DropAfter {
			times = 1
		}
		w.Fail(sheetstest.Fault{Kind: kind, On: sheetstest.Write, Times: times})
		started := time.Now()
		_, err = staged.Save(ctx)
		if endOf(err) != want || time.Since(started) > 5*time.Second {
			t.Errorf("%s: ended %v after %s", kind, err, time.Since(started))
		}
		if says := w.Cell(testID, partnersCells+"E4").Shown; (says == "Sent") != (want == "done") {
			t.Errorf("%s: the sheet says %q", kind, says)
		}
	}
}

// writeOver writes over a network that fails in one way only.
func writeOver(t *testing.T, failure error) error {
	t.Helper()
	r := &retrying{base: refusing{failure}, patience: newFakeClock().patience().orDefaults(), reads: readsOnly}
	req, err := http.NewRequest(http.MethodPost, DefaultEndpoint+"v4/x:batchUpdate", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := r.RoundTrip(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	return err
}

type refusing struct{ err error }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, r.err }

// TestUnknownErrorsAreInDoubt asks that a write is not sent again after an
// error nobody has classified.
func TestUnknownErrorsAreInDoubt(t *testing.T) {
	if err := writeOver(t, errors.New("something new")); endOf(err) != "ambiguous" {
		t.Errorf("ended %v", err)
	}
}

func TestTimeout(t *testing.T) {
	for kind, want := range map[string]struct {
		attempts int
		end      string
	}{"read": {2, "network"}, "write": {1, "ambiguous"}, "checked write": {1, "ambiguous"}} {
		s, clock := faultsAt(t, hang), newFakeClock()
		p := clock.patience()
		p.PerRequest, p.Attempts = 50*time.Millisecond, 2
		err := sendOne(t.Context(), practiceClient(t, s.URL, p), kind)
		if s.sent() != want.attempts || endOf(err) != want.end {
			t.Errorf("%s: sent %d times, ended %v", kind, s.sent(), err)
		}
	}
}

// dripping sends an answer in pieces.
func dripping(piece string, times int, every time.Duration) fault {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"spreadsheetId": "s`)
		for range times {
			_ = http.NewResponseController(w).Flush()
			select {
			case <-req.Context().Done():
				return
			case <-time.After(every):
			}
			_, _ = io.WriteString(w, piece)
		}
		_, _ = io.WriteString(w, `"}`)
	}
}

// TestSilence asks a server that takes what is sent and says nothing, or so
// little that it is nothing: whoever waits is told, and it is given up, once. An
// answer that is long and goes on coming is waited for.
func TestSilence(t *testing.T) {
	heads := func(w http.ResponseWriter, req *http.Request) {
		_ = http.NewResponseController(w).Flush()
		<-req.Context().Done()
	}
	hangThenCut := func(w http.ResponseWriter, req *http.Request) {
		time.Sleep(50 * time.Millisecond)
		drop(w, req)
	}
	for name, c := range map[string]struct {
		fault       fault
		read, write string
		attempts    int
		told        string // to who waits; "" for nothing
	}{
		"nothing":               {hang, "network", "ambiguous", 1, "127.0.0.1 has not answered yet: it is waited for another 0 seconds"},
		"a head and no more":    {heads, "network", "ambiguous", 1, "127.0.0.1 has not answered in full yet: it is waited for while more comes, another 179 seconds at most"},
		"drop by drop":          {dripping("s", 1000, 5*time.Millisecond), "network", "ambiguous", 1, "has not answered in full yet"},
		"long, and goes on":     {dripping(strings.Repeat("s", leastCome), 8, 40*time.Millisecond), "done", "done", 1, "has not answered in full yet"},
		"at once":               {fineAnswer, "done", "done", 1, ""},
		"silence, and then cut": {hangThenCut, "network", "ambiguous", 4, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for kind, want := range map[string]string{"read": c.read, "write": c.write, "checked write": c.write} {
				var told []string
				s := faultsAt(t, c.fault)
				p := Patience{Silence: 200 * time.Millisecond, SayAfter: 100 * time.Millisecond,
					Sleep: func(context.Context, time.Duration) error { return nil }, Unanswered: func(sentence string) { told = append(told, sentence) }}
				err := sendOne(t.Context(), practiceClient(t, s.URL, p), kind)
				if endOf(err) != want {
					t.Errorf("%s: ended %v", kind, err)
				}
				if kind == "read" && s.sent() > c.attempts || kind != "read" && s.sent() > 1 {
					t.Errorf("%s: sent %d times", kind, s.sent())
				}
				words := strings.Join(told, "; ")
				if (words == "") != (c.told == "") || !strings.Contains(words, c.told) || len(told) > 1 || kind != "read" && words != "" && !strings.HasSuffix(words, "since it may be written by then") {
					t.Errorf("%s: whoever waits was told %q", kind, told)
				}
			}
		})
	}
	usual := (Patience{}).orDefaults()
	if usual.SayAfter > 8*time.Second || usual.Silence > time.Minute {
		t.Errorf("it is said after %s, and given up after %s", usual.SayAfter, usual.Silence)
	}
}

// TestSaveUnanswered writes to a Google that takes the write and keeps silent: it
// is given up sooner than before, and what became of it is looked for.
func TestSaveUnanswered(t *testing.T) {
	for name, c := range map[string]struct {
		faults []sheetstest.Fault
		end    string
		says   string
		writes int
	}{
		"carried out":                      {[]sheetstest.Fault{{Kind: sheetstest.TimeoutAfter, On: sheetstest.Write}}, "done", "Sent", 1},
		"not carried out":                  {[]sheetstest.Fault{{Kind: sheetstest.TimeoutBefore, On: sheetstest.Write}}, "done", "Sent", 2},
		"never carried out":                {[]sheetstest.Fault{{Kind: sheetstest.TimeoutBefore, On: sheetstest.Write, Times: -1}}, "ambiguous", "Letters drafted", 2},
		"carried out, and nothing is read": {[]sheetstest.Fault{{Kind: sheetstest.TimeoutAfter, On: sheetstest.Write}, {Kind: sheetstest.TimeoutBefore, On: sheetstest.Read, Nth: 2, Times: -1}}, "ambiguous", "Sent", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sheetstest.Options{})
			var told []string
			client := clientOver(t, http.DefaultTransport, w.url, "service", Patience{
				Silence: 300 * time.Millisecond, SayAfter: 150 * time.Millisecond, Unanswered: func(sentence string) { told = append(told, sentence) },
			})
			s, err := Open(t.Context(), client, w.place)
			if err != nil {
				t.Fatal(err)
			}
			staged := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")}))
			w.Fail(c.faults...)
			w.Forget()
			if _, err = staged.Save(t.Context()); endOf(err) != c.end {
				t.Errorf("ended %v", err)
			}
			if said := w.Cell(testID, partnersCells+"E4").Shown; said != c.says || w.Count(sheetstest.Write) != c.writes {
				t.Errorf("the sheet says %q after %d writes", said, w.Count(sheetstest.Write))
			}
			if len(told) == 0 {
				t.Errorf("whoever waits was told %q", told)
			}
		})
	}
}

// TestQuotaWaitsTheMinute asks that a quota that fills up once a minute is
// waited for that long, however the dice fall.
func TestQuotaWaitsTheMinute(t *testing.T) {
	for _, random := range []float64{0, 0.999} {
		s, clock := faultsAt(t, slowDown, slowDown, slowDown, slowDown, fineAnswer), newFakeClock()
		p := clock.patience()
		p.Random = func() float64 { return random }
		if err := sendOne(t.Context(), practiceClient(t, s.URL, p), "read"); err != nil {
			t.Fatal(err)
		}
		if waited := clock.waited(); waited < time.Minute || waited > 2*time.Minute+time.Second {
			t.Errorf("waited %s in all (%v)", waited, clock.waits)
		}
	}
}

func TestBackoff(t *testing.T) {
	s, clock := faultsAt(t, gone503), newFakeClock()
	p := clock.patience()
	p.Random, p.Attempts, p.Budget = func() float64 { return 1 }, 10, time.Hour
	var told []string
	p.Waiting = func(why string, wait time.Duration) { told = append(told, fmt.Sprintf("%s %s", why, wait)) }
	_ = sendOne(t.Context(), practiceClient(t, s.URL, p), "read")
	want := []time.Duration{1, 2, 4, 8, 16, 32, 64, 64, 64}
	for i := range want {
		want[i] *= time.Second
	}
	if !slices.Equal(clock.waits, want) {
		t.Errorf("waited %v, want %v", clock.waits, want)
	}
	if len(told) != 9 || told[0] != "Google Sheets is not available at the moment 1s" {
		t.Errorf("whoever waits was told %v", told)
	}
}

func TestBudget(t *testing.T) {
	s, clock := faultsAt(t, gone503), newFakeClock()
	p := clock.patience()
	p.Random, p.Attempts, p.Budget = func() float64 { return 1 }, 100, 20*time.Second
	_ = sendOne(t.Context(), practiceClient(t, s.URL, p), "read")
	if clock.waited() != 15*time.Second { // 1+2+4+8; the next 16 would go over it
		t.Errorf("waited %v", clock.waits)
	}
}

func TestRetryAfter(t *testing.T) {
	date := newFakeClock().now.Add(40 * time.Second).Format(http.TimeFormat)
	for asked, want := range map[string]time.Duration{
		"30":      30 * time.Second,
		"0":       500 * time.Millisecond, // our own wait is longer
		date:      40 * time.Second,
		"soon":    500 * time.Millisecond,
		"-5":      500 * time.Millisecond,
		"3600":    -1, // longer than anybody waits: it ends at once
		"9999999": -1,
	} {
		s, clock := faultsAt(t, asking(asked, gone503), fineAnswer), newFakeClock()
		err := sendOne(t.Context(), practiceClient(t, s.URL, clock.patience()), "read")
		switch {
		case want < 0 && (len(clock.waits) != 0 || endOf(err) != "unavailable"):
			t.Errorf("Retry-After %s: waited %v, ended %v", asked, clock.waits, err)
		case want >= 0 && (len(clock.waits) != 1 || clock.waits[0] != want || err != nil):
			t.Errorf("Retry-After %s: waited %v, want %s; ended %v", asked, clock.waits, want, err)
		}
	}
}

// TestStopped asks that a person can stop it: at once, and with the truth
// about a write.
func TestStopped(t *testing.T) {
	t.Run("while waiting", func(t *testing.T) {
		for _, kind := range []string{"read", "write", "checked write"} {
			ctx, stop := context.WithCancel(t.Context())
			s := faultsAt(t, slowDown)
			p := Patience{Waiting: func(string, time.Duration) { stop() }} // with the real clock
			started := time.Now()
			err := sendOne(ctx, practiceClient(t, s.URL, p), kind)
			if !errors.Is(err, context.Canceled) || endOf(err) == "ambiguous" || s.sent() != 1 || time.Since(started) > 2*time.Second {
				t.Errorf("%s: %v after %s and %d attempts", kind, err, time.Since(started), s.sent())
			}
		}
	})
	t.Run("in doubt while waiting", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		s := faultsAt(t, gone503)
		p := Patience{Waiting: func(string, time.Duration) { stop() }}
		err := sendOne(ctx, practiceClient(t, s.URL, p), "checked write")
		if !errors.Is(err, context.Canceled) || endOf(err) != "ambiguous" {
			t.Errorf("ended %v", err)
		}
	})
	t.Run("on its way", func(t *testing.T) {
		for kind, want := range map[string]string{"read": context.Canceled.Error(), "write": "ambiguous", "checked write": "ambiguous"} {
			ctx, stop := context.WithCancel(t.Context())
			s := faultsAt(t, func(_ http.ResponseWriter, req *http.Request) { stop(); <-req.Context().Done() })
			err := sendOne(ctx, practiceClient(t, s.URL, newFakeClock().patience()), kind)
			if endOf(err) != want || !errors.Is(err, context.Canceled) || s.sent() != 1 {
				t.Errorf("%s: ended %v after %d attempts", kind, err, s.sent())
			}
		}
	})
	t.Run("before it began", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		s := faultsAt(t, fineAnswer)
		err := sendOne(ctx, practiceClient(t, s.URL, newFakeClock().patience()), "checked write")
		if !errors.Is(err, context.Canceled) || endOf(err) == "ambiguous" || s.sent() != 0 {
			t.Errorf("ended %v after %d attempts", err, s.sent())
		}
	})
}

// TestTokenStaysHome asks that no server but the endpoint ever sees the token.
func TestTokenStaysHome(t *testing.T) {
	other := faultsAt(t, fineAnswer)
	s := faultsAt(t, func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, other.URL+"/login", http.StatusFound)
	})
	c := practiceClient(t, s.URL, newFakeClock().patience())
	if err := sendOne(t.Context(), c, "read"); endOf(err) != string(NotGoogle) {
		t.Errorf("a redirect ended %v", err)
	}
	resp, err := c.HTTP.Get(other.URL)
	if err == nil {
		_ = resp.Body.Close()
	}
	if endOf(err) != string(WrongEndpoint) || other.sent() != 0 {
		t.Errorf("another server was asked %d times; ended %v", other.sent(), err)
	}
}
