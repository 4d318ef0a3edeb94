package sheets

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// network is the way out of a council: through the proxy that the environment
// names, trusting the machine's certificates and those of one more file.
func (a Account) network() (http.RoundTripper, error) {
	if a.base != nil {
		return a.base, nil
	}
	roots, err := extraRoots(os.Getenv(caVariable))
	if err != nil {
		return nil, err
	}
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    20 * time.Second,
		IdleConnTimeout:        90 * time.Second,
		OnProxyConnectResponse: proxyAnswered,
	}, nil
}

// proxy is http.ProxyFromEnvironment without its error's text, which would
// show the proxy's password.
func proxy(req *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(req)
	if err != nil {
		return nil, &Refusal{Kind: Proxy, Sentence: "the proxy's address in the environment is not one that can be used",
			Advice: "look at HTTPS_PROXY: it should read http://proxy.example.gov.uk:8080"}
	}
	return u, nil
}

// proxyAnswered looks at what a proxy says before anything is sent through it.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	switch status := answer.StatusCode; {
	case status == http.StatusProxyAuthRequired:
		return proxyAsks()
	case status >= 400 && status < 500:
		return proxyForbids(status)
	}
	return nil
}

// extraRoots are the machine's certificates and those of the file. nil leaves
// it to the machine.
func extraRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	refused := func(what string) error {
		return &Refusal{Kind: Certificate, Sentence: fmt.Sprintf("the certificates in %s %s", file, what),
			Advice: caVariable + " names a .pem file with the council's root certificate: ask IT for it"}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, refused("cannot be read")
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(text) {
		return nil, refused("are not written as PEM (-----BEGIN CERTIFICATE-----)")
	}
	return roots, nil
}

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
	answer answer
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
	f := &failure{host: host, answer: readAnswer(status, body)}
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Subtype     string `json:"error_subtype"`
	}
	if json.Unmarshal(body, &said) == nil && said.Error != "" {
		f.oauth, f.detail = said.Error, said.Description+" "+said.Subtype
		f.answer.form = formGoogle
	}
	return f
}

// signInClient is what the sign-in libraries speak through. Asking for a token
// again does no harm, so it is as patient as a read.
func (a Account) signInClient(ctx context.Context, network http.RoundTripper) (*http.Client, *recorder) {
	w := &recorder{ctx: ctx, base: &named{agent: a.Agent, base: &retrying{
		base: network, patience: a.Patience.orDefaults(), reads: func(*http.Request) bool { return true },
	}}}
	return httpClient(w), w
}

// source is a source of tokens whose errors can be shown.
type source struct {
	inner    oauth2.TokenSource
	recorder *recorder
	how      How
	ctx      context.Context
}

// beforehand is an error that came before the request itself was sent.
type beforehand struct{ error }

func (b beforehand) Unwrap() error { return b.error }

// Token is the account's token, asked for anew where it has run out. Errors
// are *Refusal or the context's own.
func (s *source) Token() (*oauth2.Token, error) {
	s.recorder.take()
	s.recorder.success()
	token, err := s.inner.Token()
	if err == nil && token != nil && token.AccessToken != "" {
		return token, nil
	}
	if ended := s.ctx.Err(); ended != nil {
		return nil, beforehand{ended}
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return nil, refusal
	}
	status := s.recorder.success()
	failed := s.recorder.take()
	if failed == nil && status != 0 {
		return nil, &Refusal{Kind: NotGoogle, Status: status, Sentence: "what answered the sign-in is no sign-in of Google's",
			Advice: "try again; if it stays so, ask IT whether a web filter or proxy changes what comes from oauth2.googleapis.com"}
	}
	return nil, signInRefused(s.how, failed)
}
