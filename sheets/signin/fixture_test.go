package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	api "google.golang.org/api/sheets/v4"

	"actionplan/sheets"
)

const (
	marked = "SECRET-token-4711" // must never be seen in anything a person reads
	robot  = "plan@council-1234.iam.gserviceaccount.com"
)

// fakeClock is a clock that only waiting moves.
type fakeClock struct {
	mutex sync.Mutex
	now   time.Time
	waits int
}

func newFakeClock() *fakeClock { return &fakeClock{now: time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC)} }

func (c *fakeClock) patience() sheets.Patience {
	return sheets.Patience{
		Now: func() time.Time {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			return c.now
		},
		Sleep: func(ctx context.Context, wait time.Duration) error {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			c.now, c.waits = c.now.Add(wait), c.waits+1
			return ctx.Err()
		},
		Random: func() float64 { return 0.5 },
	}
}

// answering is a server that answers everything alike, and keeps what it was
// asked.
type answering struct {
	*httptest.Server
	mutex   sync.Mutex
	bodies  []string
	headers http.Header
}

type fault func(http.ResponseWriter, *http.Request)

func answersAt(t *testing.T, f fault) *answering {
	t.Helper()
	s := &answering{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		s.mutex.Lock()
		s.bodies, s.headers = append(s.bodies, string(body)), req.Header.Clone()
		s.mutex.Unlock()
		f(w, req)
	}))
	t.Cleanup(s.Close)
	return s
}

// sent is how often something was sent to it.
func (s *answering) sent() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return len(s.bodies)
}

// header is what the last of it was sent with.
func (s *answering) header() http.Header {
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

// refuses is a refusal as Google's services word it.
func refuses(status int, code, message, more string) fault {
	return answersWith(status, fmt.Sprintf(`{"error": {"code": %d, "message": %q, "status": %q%s}}`, status, message, code, more))
}

var (
	fineAnswer = answersWith(200, `{"spreadsheetId": "s"}`)
	gone503    = refuses(503, "UNAVAILABLE", "The service is currently unavailable.", "")
)

func drop(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

func hang(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }

// sendOne sends one request of a kind as the client library does.
func sendOne(ctx context.Context, c *sheets.Client, kind string) error {
	service, err := api.NewService(ctx, c.Options()...)
	if err != nil {
		return err
	}
	batch := service.Spreadsheets.BatchUpdate("s", &api.BatchUpdateSpreadsheetRequest{Requests: []*api.Request{{UpdateCells: &api.UpdateCellsRequest{Fields: "userEnteredValue"}}}})
	switch kind {
	case "read":
		_, err = service.Spreadsheets.Get("s").Context(ctx).Do()
		return c.ExplainRead(err)
	case "write":
		_, err = batch.Context(sheets.Once(ctx)).Do()
	case "checked write":
		_, err = batch.Context(sheets.Checked(ctx)).Do()
	}
	return c.ExplainWrite(err)
}

// endOf names how a request ended: "done", "ambiguous", or the refusal's kind.
func endOf(err error) string {
	var ambiguous *sheets.Ambiguous
	var refusal *sheets.Refusal
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

func errorText(err error) string {
	var refusal *sheets.Refusal
	if errors.As(err, &refusal) {
		return refusal.Error() + " | " + refusal.Hint()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
