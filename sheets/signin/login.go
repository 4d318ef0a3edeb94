package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"

	"actionplan/sheets"
)

// withLogin signs in as the person who ran Login on this computer.
// errNotSignedIn says that nobody did.
func (a Account) withLogin(ctx context.Context, network http.RoundTripper) (identity, error) {
	store, err := a.store()
	if err != nil {
		return identity{}, err
	}
	s, err := store.load()
	if err != nil {
		return identity{}, err
	}
	client, w := a.signInClient(ctx, network)
	tokens := s.config().TokenSource(context.WithValue(ctx, oauth2.HTTPClient, client), s.token())
	kept := &keeping{inner: tokens, store: store, last: s}
	return identity{source: &source{kept, w, byLogin, ctx}, how: byLogin, local: isLocal(s.TokenURI)}, nil
}

// Visit is how a person is brought to Google's sign-in page.
type Visit struct {
	Show  func(address string)  // shows the address to open, or opens it
	Say   func(sentence string) // told of what is refused meanwhile
	Limit time.Duration         // how long to wait for the person; 5 minutes
}

// Login asks a person, in their browser, for the right to edit the sheets they
// can edit, and keeps it for later runs. The answer comes to a port of this
// machine that nobody else can reach; it is taken only where it brings back
// this visit's state, and exchanged with this visit's proof (PKCE). Nothing is
// kept of a visit that fails. Errors are *sheets.Refusal or the context's own.
func (a Account) Login(ctx context.Context, v Visit) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	s, err := a.client(store)
	if err != nil {
		return err
	}
	network, err := a.network()
	if err != nil {
		return err
	}
	answers, err := listen(v.Say)
	if err != nil {
		return err
	}
	defer answers.close()
	config, proof := s.config(), oauth2.GenerateVerifier()
	config.RedirectURL = answers.address()
	// prompt=consent brings a refresh token also where the person has agreed before.
	v.Show(config.AuthCodeURL(answers.state, oauth2.AccessTypeOffline, oauth2.S256ChallengeOption(proof), oauth2.SetAuthURLParam("prompt", "consent")))
	code, err := answers.wait(ctx, v.limit())
	if err != nil {
		return err
	}
	token, err := a.exchange(ctx, network, config, code, proof)
	if err != nil {
		return err
	}
	return store.save(s.with(token))
}

func (v Visit) limit() time.Duration {
	if v.Limit == 0 {
		return 5 * time.Minute
	}
	return v.Limit
}

// client is the council's OAuth client: the one that was named, or the one
// that the last sign-in was with.
func (a Account) client(store tokenStore) (stored, error) {
	if a.ClientFile == "" {
		s, err := store.load()
		if err != nil {
			return stored{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "no OAuth client is named to sign in with",
				Advice: "ask IT for the council's client file, of type Desktop app, and name it: actionplan login --client FILE (docs/google.md says how it is made)"}
		}
		return stored{Format: signInFormat, ClientID: s.ClientID, ClientSecret: s.ClientSecret, AuthURI: s.AuthURI, TokenURI: s.TokenURI}, nil
	}
	_, c, err := readCredentials("the OAuth client's file", a.ClientFile)
	if err != nil {
		return stored{}, err
	}
	return c.desktopClient(a.ClientFile)
}

// desktopClient is the client that a file describes.
func (c credentials) desktopClient(path string) (stored, error) {
	s := stored{Format: signInFormat}
	refused := func(what, advice string) error {
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: path + " " + what, Advice: advice}
	}
	const make = "in the Google Cloud console: Google Auth Platform > Clients > Create client > Desktop app, then download its JSON"
	switch {
	case c.Type == serviceAccount:
		return s, refused("is a service account's key, which nobody signs in with", "name it under partner: sign-in: key: in the settings, or with --key")
	case len(c.Web) > 0:
		return s, refused("is an OAuth client for a web application", make)
	case len(c.Installed) == 0:
		return s, refused("is not an OAuth client's file", make)
	}
	if json.Unmarshal(c.Installed, &s) != nil || s.ClientID == "" {
		return stored{}, refused("is not a complete OAuth client's file", make)
	}
	s = stored{Format: signInFormat, ClientID: s.ClientID, ClientSecret: s.ClientSecret, AuthURI: s.AuthURI, TokenURI: s.TokenURI}
	var err error
	if s.AuthURI, err = checkSignInAddress(s.AuthURI, google.Endpoint.AuthURL); err != nil {
		return stored{}, err
	}
	s.TokenURI, err = checkSignInAddress(s.TokenURI, google.Endpoint.TokenURL)
	return s, err
}

// exchange turns the browser's answer into the right itself. The code is good
// for one use, so it is sent once.
func (a Account) exchange(ctx context.Context, network http.RoundTripper, config *oauth2.Config, code, proof string) (*oauth2.Token, error) {
	a.Patience.Attempts = 1
	client, w := a.signInClient(ctx, network)
	inner := exchanging{context.WithValue(ctx, oauth2.HTTPClient, client), config, code, proof}
	token, err := (&source{inner, w, byLogin, ctx}).Token()
	if err != nil {
		return nil, err
	}
	if granted, ok := token.Extra("scope").(string); ok && granted != "" && !slices.Contains(strings.Fields(granted), sheets.Scope) {
		return nil, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the right to edit Google Sheets was not given",
			Advice: "sign in again, and leave the tick beside Google Sheets where Google asks: actionplan login"}
	}
	if token.RefreshToken == "" {
		return nil, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "Google gave a sign-in that ends within the hour",
			Advice: "remove the program at https://myaccount.google.com/connections and sign in again: actionplan login"}
	}
	return token, nil
}

// exchanging is the exchange as a source of one token.
type exchanging struct {
	ctx         context.Context
	config      *oauth2.Config
	code, proof string
}

// Token exchanges the code.
func (e exchanging) Token() (*oauth2.Token, error) {
	return e.config.Exchange(e.ctx, e.code, oauth2.VerifierOption(e.proof))
}

// listener is where the browser brings Google's answer.
type listener struct {
	socket  net.Listener
	server  *http.Server
	state   string
	say     func(string)
	answers chan url.Values
}

// listen opens a port of this machine, for this machine.
func listen(say func(string)) (*listener, error) {
	socket, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "this computer does not let the browser answer (no port could be opened on 127.0.0.1)",
			Advice: "ask IT whether a firewall forbids it; a service account's key needs no browser"}
	}
	l := &listener{socket: socket, state: rand.Text(), say: say, answers: make(chan url.Values, 1)}
	l.server = &http.Server{Handler: l, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	go func() { _ = l.server.Serve(socket) }() // it ends with close
	return l, nil
}

func (l *listener) address() string { return "http://" + l.socket.Addr().String() + "/" }

// close lets the browser have its page and then shuts.
func (l *listener) close() {
	ctx, end := context.WithTimeout(context.Background(), 2*time.Second)
	defer end()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close()
	}
}

// ServeHTTP takes the browser's answer, once, where it brings back the state.
func (l *listener) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.Method != http.MethodGet || req.URL.Path != "/" || req.Host != l.socket.Addr().String() {
		http.NotFound(w, req)
		return
	}
	answer := req.URL.Query()
	if subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(l.state)) != 1 {
		l.tell("an answer that does not belong to this sign-in was refused; still waiting for the right one")
		page(w, http.StatusBadRequest, "This answer does not belong to the sign-in that is waiting", "Nothing was taken from it. Open the address that actionplan shows.")
		return
	}
	select {
	case l.answers <- answer:
	default: // a page that was loaded again
	}
	page(w, http.StatusOK, "Google has answered", "You can close this page. actionplan says in its own window whether you are signed in.")
}

func (l *listener) tell(sentence string) {
	if l.say != nil {
		l.say(sentence)
	}
}

// page is all the browser gets: fixed words, and nothing from the address.
func page(w http.ResponseWriter, status int, title, words string) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-store")
	header.Set("Connection", "close")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>%s</title><h1>%s</h1><p>%s</p></html>\n", title, title, words)
}

// wait waits for the person, and returns the code that the answer brings.
func (l *listener) wait(ctx context.Context, limit time.Duration) (string, error) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-timer.C:
		return "", &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("nobody signed in within %s", spoken(limit)),
			Advice: "run actionplan login again; the address it shows has to be opened on this same computer"}
	case answer := <-l.answers:
		return codeIn(answer)
	}
}

func spoken(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%d seconds", int(d.Seconds()))
	}
	return fmt.Sprintf("%d minutes", int(d.Minutes()))
}

func codeIn(answer url.Values) (string, error) {
	if code := answer.Get("code"); code != "" && !answer.Has("error") {
		return code, nil
	}
	if refused := answer.Get("error"); refused == "admin_policy_enforced" || refused == "org_internal" {
		return "", oauthRefused(byLogin, &failure{oauth: refused})
	}
	return "", &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the sign-in was turned down in the browser",
		Advice: "run actionplan login again and choose Allow; if Google says that the app is blocked, ask IT to trust the OAuth client"}
}

// Logout takes the stored sign-in back at Google and deletes it here. was says
// whether there was one. It is deleted also where Google could not be told:
// then the error says so.
func (a Account) Logout(ctx context.Context) (was bool, err error) {
	store, err := a.store()
	if err != nil {
		return false, err
	}
	s, err := store.load()
	if errors.Is(err, errNotSignedIn) {
		return false, nil
	}
	if err != nil { // of no use, but it may hold a right: it goes all the same
		return true, errors.Join(store.remove(), notTakenBack())
	}
	telling := a.takeBack(ctx, s)
	if err := store.remove(); err != nil {
		return true, err
	}
	return true, telling
}

// takeBack tells Google that the right is given back.
func (a Account) takeBack(ctx context.Context, s stored) error {
	network, err := a.network()
	if err != nil {
		return err
	}
	ctx, end := context.WithTimeout(ctx, time.Minute)
	defer end()
	a.Patience.Attempts = 3 // the sign-in goes from here in any case
	client, w := a.signInClient(ctx, network)
	form := url.Values{"token": {s.RefreshToken}}.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, revokeAddress(s.TokenURI), strings.NewReader(form))
	if err != nil {
		return notTakenBack()
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := client.Do(req)
	if err != nil {
		return notTakenBack()
	}
	_ = resp.Body.Close()                                      // the status says it all
	if f := w.take(); f != nil && f.oauth != "invalid_token" { // which is what a right taken back before is
		return notTakenBack()
	}
	return nil
}

// revokeAddress is where a right is given back: beside where tokens are given.
func revokeAddress(tokenURI string) string {
	if u, err := url.Parse(tokenURI); err == nil && isLocal(tokenURI) {
		u.Path, u.RawQuery = "/revoke", ""
		return u.String()
	}
	return "https://oauth2.googleapis.com/revoke"
}

func notTakenBack() error {
	return &sheets.Refusal{Kind: sheets.Network, Sentence: "the sign-in is deleted from this computer, but Google could not be told",
		Advice: "take the right back at https://myaccount.google.com/connections"}
}
