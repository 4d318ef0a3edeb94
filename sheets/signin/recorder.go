package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"

	"golang.org/x/oauth2"

	"actionplan/sheets"
)

// recorder keeps how a sign-in failed: the sign-in libraries turn it into a
// text, which may hold what must not be shown. It also ends a sign-in with the
// run, since some of them ask without a context.
type recorder struct {
	ctx  context.Context
	base http.RoundTripper

	mutex    sync.Mutex
	last     *failure
	answered int // the status of a success, which the libraries may not have been able to use; 0 for none
}

// failure is how a sign-in server failed: an error, or an answer.
type failure struct {
	err    error
	answer sheets.Answer
	host   string
	oauth  string // the error's code as OAuth has them: invalid_grant
	detail string // its description; never shown, only searched
}

func (w *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.base.RoundTrip(req.WithContext(w.ctx))
	if err != nil {
		w.keep(&failure{err: err, host: req.URL.Hostname()})
		return nil, err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20)) // cut short, it says less
		_ = resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(body))
		w.keep(readFailure(req.URL.Hostname(), resp.StatusCode, body))
		return resp, nil
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.answered = resp.StatusCode
	return resp, nil
}

func (w *recorder) keep(f *failure) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.last = f
}

func (w *recorder) take() *failure {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	f := w.last
	w.last = nil
	return f
}

// success is the status of the last success since it was asked, 0 for none.
func (w *recorder) success() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	status := w.answered
	w.answered = 0
	return status
}

func readFailure(host string, status int, body []byte) *failure {
	f := &failure{host: host, answer: sheets.ReadAnswer(status, body)}
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Subtype     string `json:"error_subtype"`
	}
	if json.Unmarshal(body, &said) == nil && said.Error != "" {
		f.oauth, f.detail = said.Error, said.Description+" "+said.Subtype
	}
	return f
}

// signInClient is what the sign-in libraries speak through. Asking for a token
// again does no harm, so it is as patient as a read.
func (a Account) signInClient(ctx context.Context, network http.RoundTripper) (*http.Client, *recorder) {
	w := &recorder{ctx: ctx, base: sheets.Patient(network, a.Patience, a.Agent)}
	return withoutRedirects(w), w
}

// withoutRedirects never follows a redirect: who sends one must not be sent
// what the sign-in server is.
func withoutRedirects(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// source is a source of tokens whose errors can be shown.
type source struct {
	inner    oauth2.TokenSource
	recorder *recorder
	how      means
	ctx      context.Context
}

// Token is the account's token, asked for anew where it has run out. Errors
// are *sheets.Refusal or the context's own.
func (s *source) Token() (*oauth2.Token, error) {
	s.recorder.take()
	s.recorder.success()
	token, err := s.inner.Token()
	if err == nil && token != nil && token.AccessToken != "" {
		return token, nil
	}
	if ended := s.ctx.Err(); ended != nil {
		return nil, ended
	}
	var refusal *sheets.Refusal
	if errors.As(err, &refusal) {
		return nil, refusal
	}
	status := s.recorder.success()
	failed := s.recorder.take()
	if failed == nil && status != 0 {
		return nil, &sheets.Refusal{Kind: sheets.NotGoogle, Status: status, Sentence: "what answered the sign-in is no sign-in of Google's",
			Advice: "try again; if it stays so, ask IT whether a web filter or proxy changes what comes from oauth2.googleapis.com"}
	}
	return nil, refusalOf(s.how, failed)
}
