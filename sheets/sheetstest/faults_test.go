package sheetstest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// practice is a small plan on a server that fails the test where it is asked
// for more than it knows.
func practice(t *testing.T) *Server {
	t.Helper()
	s := New(Options{Complain: func(m string) { t.Error(m) }, SortCarriesMetadata: true})
	s.Add(Book{ID: "plan", Tabs: []Tab{{Title: "Plan", Rows: [][]any{
		{"Ref", "Action", "Due"},
		{"1.1", "Write to schools", "31/3/26"},
		{"1.10", "Visit each school", 46112},
	}}}})
	return s
}

// wire is a real connection to a server.
func wire(t *testing.T, s *Server) func(ctx context.Context, verb, path, body string) (int, string, error) {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return func(ctx context.Context, verb, path, body string) (int, string, error) {
		r, err := http.NewRequestWithContext(ctx, verb, web.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer service")
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		answer, err := client.Do(r)
		if err != nil {
			return 0, "", err
		}
		defer answer.Body.Close()
		var b bytes.Buffer
		_, err = io.Copy(&b, answer.Body)
		return answer.StatusCode, b.String(), err
	}
}

const writeX = `{"requests":[{"updateCells":{"start":{},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"x"}}]}]}}]}`

func TestFaults(t *testing.T) {
	for _, x := range []struct {
		kind   FaultKind
		status int    // 0 where there is no answer
		holds  string // what the answer holds
		landed bool
		fails  error
	}{
		{kind: DropBefore, fails: io.EOF},
		{kind: DropAfter, landed: true, fails: io.EOF},
		{kind: TimeoutAfter, landed: true, fails: context.DeadlineExceeded},
		{kind: Truncated, status: 200, landed: true, fails: io.ErrUnexpectedEOF},
		{kind: TooMany, status: 429, holds: `"reason":"RATE_LIMIT_EXCEEDED"`},
		{kind: Unavailable, status: 503, holds: `"status":"UNAVAILABLE"`},
		{kind: Broken, status: 500, holds: `"status":"INTERNAL"`},
		{kind: BadGateway, status: 502, holds: "<html"},
		{kind: Slow, status: 200, landed: true},
	} {
		t.Run(string(x.kind), func(t *testing.T) {
			s := practice(t)
			send := wire(t, s)
			s.Fail(Fault{Kind: x.kind, On: Write, Nth: 2, Wait: time.Millisecond})
			ctx, end := context.WithTimeout(context.Background(), 20*time.Second)
			defer end()
			if status, _, err := send(ctx, "POST", "/v4/spreadsheets/plan:batchUpdate", strings.Replace(writeX, `"x"`, `"first"`, 1)); status != 200 || err != nil {
				t.Fatalf("the call before: %d %v", status, err)
			}
			if x.kind == TimeoutAfter {
				var stop context.CancelFunc
				ctx, stop = context.WithTimeout(ctx, 50*time.Millisecond)
				defer stop()
			}
			again, stop := context.WithTimeout(context.Background(), 20*time.Second)
			defer stop()
			status, body, err := send(ctx, "POST", "/v4/spreadsheets/plan:batchUpdate", writeX)
			if status != x.status || !errors.Is(err, x.fails) || !strings.Contains(body, x.holds) {
				t.Errorf("status %d, %q, error %v", status, body, err)
			}
			if landed := s.Cell("plan", "Plan!A1").Shown == "x"; landed != x.landed {
				t.Errorf("landed: %t", landed)
			}
			if status, _, err := send(again, "POST", "/v4/spreadsheets/plan:batchUpdate", writeX); status != 200 || err != nil {
				t.Errorf("the call after: %d %v", status, err)
			}
			if got := s.Count(Write); got != 3 {
				t.Errorf("%d writes were counted", got)
			}
		})
	}
}

func TestFaultsHitTheCallsTheyAreSetFor(t *testing.T) {
	s := practice(t)
	s.Fail(Fault{Kind: Unavailable, On: Read, Nth: 2, Times: 2}, Fault{Kind: Broken, On: Write, Times: -1})
	var seen []int
	for range 4 {
		seen = append(seen, statusOf(s, "GET /v4/spreadsheets/plan", ""))
	}
	for range 3 {
		seen = append(seen, statusOf(s, "POST /v4/spreadsheets/plan:batchUpdate", writeX))
	}
	s.Mend()
	seen = append(seen, statusOf(s, "POST /v4/spreadsheets/plan:batchUpdate", writeX))
	for i, want := range []int{200, 503, 503, 200, 500, 500, 500, 200} {
		if seen[i] != want {
			t.Errorf("call %d: %d, want %d", i, seen[i], want)
		}
	}
}

func TestCallsAreListedAndCounted(t *testing.T) {
	s := practice(t)
	statusOf(s, "GET /v4/spreadsheets/plan?fields=spreadsheetId", "")
	statusOf(s, "POST /v4/spreadsheets/plan:batchUpdate", writeX)
	statusOf(s, "POST /v4/spreadsheets/nowhere:batchUpdate", writeX)
	statusOf(s, "GET /drive/v3/files/plan", "")
	if s.Count(Read) != 1 || s.Count(Write) != 2 || s.Count(Drive) != 1 || s.Received() != int64(2*len(writeX)) {
		t.Errorf("%d reads, %d writes, %d of Drive, %d bytes", s.Count(Read), s.Count(Write), s.Count(Drive), s.Received())
	}
	calls := s.Calls()
	if len(calls) != 4 {
		t.Fatalf("%d calls", len(calls))
	}
	if c := calls[1]; c.API != "spreadsheets.batchUpdate" || c.Status != 200 || string(c.Body) != writeX || c.User != "actionplan@council.iam.example" || c.Sent == 0 {
		t.Errorf("%+v", c)
	}
	if c := calls[2]; c.Status != 404 {
		t.Errorf("%+v", c)
	}
	s.Forget()
	if s.Count(Write) != 0 || len(s.Calls()) != 0 || s.Received() != 0 {
		t.Error("not forgotten")
	}
}
