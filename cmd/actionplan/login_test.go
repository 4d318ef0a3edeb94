package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"actionplan/sheets"
)

// The secrets of a story. None may be seen in anything a command prints.
const (
	storyToken   = "SECRET-access"
	storyRefresh = "SECRET-refresh"
	storyCode    = "SECRET-code"
	storyClient  = "SECRET-client"
)

// fakeGoogle is a sign-in page and token server with a certificate of its own,
// and what it was asked.
type fakeGoogle struct {
	mutex     sync.Mutex
	challenge string
	answer    string // what the person at the page does: allow, decline
	revoked   int
}

// startGoogle starts a sign-in server for a story, and writes client.json and
// ca.pem: the council's client for it, and the certificate that vouches for it.
//
//	google allow|decline   what the person will do at the sign-in page
func startGoogle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: google allow|decline")
	}
	g := &fakeGoogle{answer: args[0]}
	server := httptest.NewTLSServer(g)
	ts.Defer(server.Close)
	client, err := json.Marshal(map[string]any{"installed": map[string]string{
		"client_id": "client-1", "client_secret": storyClient, "auth_uri": server.URL + "/auth", "token_uri": server.URL + "/token",
	}})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("client.json"), client, 0o600))
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), block, 0o600))
	ts.Setenv("ACTIONPLAN_CA_FILE", ts.MkAbs("ca.pem"))
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		ts.Setenv(name, ts.MkAbs("home"))
	}
}

func (g *fakeGoogle) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch req.URL.Path {
	case "/auth":
		asked := req.URL.Query()
		g.challenge = asked.Get("code_challenge")
		answer := url.Values{"state": {asked.Get("state")}, "code": {storyCode}}
		if g.answer == "decline" {
			answer = url.Values{"state": {asked.Get("state")}, "error": {"access_denied"}}
		}
		http.Redirect(w, req, asked.Get("redirect_uri")+"?"+answer.Encode(), http.StatusFound)
	case "/token":
		proof := sha256.Sum256([]byte(req.PostFormValue("code_verifier")))
		if base64.RawURLEncoding.EncodeToString(proof[:]) != g.challenge || req.PostFormValue("code") != storyCode {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error": "invalid_grant"}`)
			return
		}
		_, _ = fmt.Fprintf(w, `{"access_token": %q, "refresh_token": %q, "token_type": "Bearer", "expires_in": 3599, "scope": "https://www.googleapis.com/auth/spreadsheets"}`, storyToken, storyRefresh)
	case "/revoke":
		if req.PostFormValue("token") != storyRefresh || g.revoked > 0 {
			w.WriteHeader(http.StatusBadRequest)
		}
		g.revoked++
		_, _ = io.WriteString(w, "{}")
	}
}

// openPage is the browser of a story: it goes where the sign-in page sends it.
func openPage() {
	resp, err := trusting().Get(os.Args[len(os.Args)-1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		os.Exit(1)
	}
	_ = resp.Body.Close()
}

// modeOf asks for a file's permissions:
//
//	mode 600 FILE
func modeOf(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%o", info.Mode().Perm()); (got == args[0]) == neg {
		ts.Fatalf("%s has the mode %s", args[1], got)
	}
}

// unseen asks that no file of the folder but the named ones holds a secret,
// and that nothing printed by the last command does.
func unseen(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("unseen cannot be turned round")
	}
	allowed := map[string]bool{}
	for _, name := range args {
		allowed[ts.MkAbs(name)] = true
	}
	for _, stream := range []string{"stdout", "stderr"} {
		if strings.Contains(ts.ReadFile(stream), "SECRET") {
			ts.Fatalf("a secret was printed on %s:\n%s", stream, ts.ReadFile(stream))
		}
	}
	ts.Check(filepath.WalkDir(ts.MkAbs("."), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || allowed[path] {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "SECRET") {
			ts.Fatalf("a secret stands in %s", path)
		}
		return err
	}))
}

// trusting is a client that trusts the story's own sign-in server.
func trusting() *http.Client {
	roots := x509.NewCertPool()
	text, _ := os.ReadFile(os.Getenv("ACTIONPLAN_CA_FILE"))
	roots.AppendCertsFromPEM(text)
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
}

// TestStoppedInDoubt asks that nobody is told that nothing was written where
// nobody knows.
func TestStoppedInDoubt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for err, want := range map[error]string{
		fmt.Errorf("apply: %w", &sheets.Ambiguous{Why: "the run was stopped"}): "may or may not have been written",
		context.Canceled: "nothing was left half written",
	} {
		var said bytes.Buffer
		if code := explain(ctx, &said, err); code != exitInterrupted || !strings.Contains(said.String(), want) {
			t.Errorf("%v: exit %d, said %q", err, code, said.String())
		}
	}
}
