package signin

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"actionplan/sheets"
)

// signedIn is an account that is signed in at c, and the file of its sign-in.
func signedIn(t *testing.T, c *consent) (Account, string) {
	t.Helper()
	a := c.account(t)
	if _, err := visit(t, c, a); err != nil {
		t.Fatal(err)
	}
	a.Endpoint = answersAt(t, fineAnswer).URL
	return a, filepath.Join(a.TokenFolder, tokenFile)
}

func readStored(t *testing.T, path string) stored {
	t.Helper()
	var s stored
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writeStored(t *testing.T, path string, s stored) {
	t.Helper()
	text, err := json.Marshal(s)
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// use reads the sheet once, as a run would.
func use(t *testing.T, a Account) error {
	t.Helper()
	client, err := a.Client(t.Context())
	if err != nil {
		return err
	}
	return sendOne(t.Context(), client, "read")
}

// TestRenewedTokensAreKept asks that a run leaves the next one its tokens, a
// refresh token that Google renewed above all.
func TestRenewedTokensAreKept(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a, path := signedIn(t, c)
	old := readStored(t, path)
	old.Expiry = time.Now().Add(-time.Hour)
	writeStored(t, path, old)
	c.token = map[string]any{"access_token": "SECRET-second", "refresh_token": "SECRET-renewed"}
	if err := use(t, a); err != nil {
		t.Fatal(err)
	}
	now := readStored(t, path)
	if now.AccessToken != "SECRET-second" || now.RefreshToken != "SECRET-renewed" || !now.Expiry.After(time.Now()) || now.ClientSecret != clientSecret {
		t.Errorf("kept: access %q, refresh %q, until %s", now.AccessToken, now.RefreshToken, now.Expiry)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := use(t, a); err != nil || c.count(&c.renewed) != 1 {
		t.Errorf("%v; %d tokens were asked for", err, c.count(&c.renewed))
	}
}

// TestRenewalWithoutANewRefreshToken asks that the old one is not lost.
func TestRenewalWithoutANewRefreshToken(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a, path := signedIn(t, c)
	old := readStored(t, path)
	old.Expiry = time.Now().Add(-time.Hour)
	writeStored(t, path, old)
	c.token = map[string]any{"access_token": "SECRET-second", "refresh_token": ""}
	if err := use(t, a); err != nil {
		t.Fatal(err)
	}
	if now := readStored(t, path); now.RefreshToken != refreshToken || now.AccessToken != "SECRET-second" {
		t.Errorf("kept: access %q, refresh %q", now.AccessToken, now.RefreshToken)
	}
}

type fixed struct{ token *oauth2.Token }

func (f fixed) Token() (*oauth2.Token, error) { return f.token, nil }

// TestRenewalAfterLogout asks that a run which is still going does not bring
// back a sign-in that somebody deleted, or go over a newer one.
func TestRenewalAfterLogout(t *testing.T) {
	alone(t)
	mine := stored{Format: signInFormat, RefreshToken: "mine", AccessToken: "old", TokenURI: "http://127.0.0.1:1/", AuthURI: "http://127.0.0.1:1/"}
	for name, there := range map[string]*stored{"deleted": nil, "signed in anew": {Format: signInFormat, RefreshToken: "another", TokenURI: mine.TokenURI, AuthURI: mine.AuthURI}} {
		d := tokenStore{t.TempDir(), func(s string) { t.Errorf("%s: said %q", name, s) }}
		if there != nil {
			if err := d.save(*there); err != nil {
				t.Fatal(err)
			}
		}
		k := &keeping{inner: fixed{&oauth2.Token{AccessToken: "new"}}, store: d, last: mine}
		if token, err := k.Token(); err != nil || token.AccessToken != "new" {
			t.Errorf("%s: %v", name, err)
		}
		switch now, err := d.load(); {
		case there == nil && !errors.Is(err, errNotSignedIn):
			t.Errorf("%s: it is back (%v)", name, err)
		case there != nil && now != *there:
			t.Errorf("%s: now %q", name, now.RefreshToken)
		}
	}
}

func TestStoredSignInRunOut(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a, path := signedIn(t, c)
	old := readStored(t, path)
	old.Expiry = time.Now().Add(-time.Hour)
	writeStored(t, path, old)
	old = readStored(t, path)
	c.refuse = answersWith(400, `{"error": "invalid_grant", "error_description": "Token has been expired or revoked. SECRET"}`)
	err := use(t, a)
	if text := errorText(err); endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(text, "run out") || !strings.Contains(text, "seven days") {
		t.Errorf("said %q", text)
	}
	noSecrets(t, errorText(err))
	if readStored(t, path) != old {
		t.Error("the stored sign-in was changed")
	}
}

func TestStoredSignInOpenToOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file has no such mode here")
	}
	alone(t)
	c := newConsent(t)
	a, path := signedIn(t, c)
	var said []string
	a.Warn = func(s string) { said = append(said, s) }
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(a.TokenFolder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := use(t, a); err != nil || len(said) != 1 || !strings.Contains(said[0], "could be read by others") {
		t.Errorf("%v, said %q", err, said)
	}
	noSecrets(t, said...)
	for place, want := range map[string]os.FileMode{path: 0o600, a.TokenFolder: 0o700} {
		if info, _ := os.Stat(place); info.Mode().Perm() != want {
			t.Errorf("%s still has the mode %v", place, info.Mode())
		}
	}
	if err := use(t, a); err != nil || len(said) != 1 {
		t.Errorf("%v, said %q", err, said)
	}
}

func TestStoredSignInOfNoUse(t *testing.T) {
	alone(t)
	c := newConsent(t)
	good := stored{Format: signInFormat, RefreshToken: refreshToken, AuthURI: c.URL, TokenURI: c.URL}
	change := func(f func(*stored)) []byte {
		s := good
		f(&s)
		text, _ := json.Marshal(s)
		return text
	}
	for name, text := range map[string][]byte{
		"damaged":          []byte(`{"refresh_token": "SECRET`),
		"empty":            {},
		"newer":            change(func(s *stored) { s.Format = 2 }),
		"without a right":  change(func(s *stored) { s.RefreshToken = "" }),
		"another's server": change(func(s *stored) { s.TokenURI = "https://evil.example/SECRET" }),
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, tokenFile)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		a := Account{TokenFolder: folder, Endpoint: c.URL}
		err := use(t, a)
		if endOf(err) != string(sheets.SignInNeeded) || errors.Is(err, errNotSignedIn) {
			t.Errorf("%s: %v", name, err)
		}
		noSecrets(t, errorText(err))
		if was, err := a.Logout(t.Context()); !was || err == nil {
			t.Errorf("%s: signing out: %v, %v", name, was, err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: it is still there", name)
		}
	}
	folder, elsewhere := t.TempDir(), writeJSON(t, "x.json", good)
	if err := os.Symlink(elsewhere, filepath.Join(folder, tokenFile)); err != nil {
		t.Skip("no links here")
	}
	if err := use(t, Account{TokenFolder: folder, Endpoint: c.URL}); !strings.Contains(errorText(err), "not a plain file") {
		t.Errorf("a link: %v", errorText(err))
	}
}

// TestStoredSignInStaysHome asks that a real sign-in's token never goes to a
// server on this machine, where anybody may be listening.
func TestStoredSignInStaysHome(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a, path := signedIn(t, c)
	s := readStored(t, path)
	s.TokenURI, s.AuthURI = "https://oauth2.googleapis.com/token", "https://accounts.google.com/o/oauth2/auth"
	writeStored(t, path, s)
	if err := use(t, a); endOf(err) != string(sheets.WrongEndpoint) {
		t.Errorf("ended %v", err)
	}
}

func TestStoredSignInIsNotPrinted(t *testing.T) {
	s := stored{RefreshToken: refreshToken, ClientSecret: clientSecret, AccessToken: marked}
	noSecrets(t, fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s", s, s, &s, s), fmt.Sprint(struct{ S stored }{s}))
}

func TestNoPlaceForTheSignIn(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a := c.account(t)
	file := writeJSON(t, "in the way", "x")
	a.TokenFolder = filepath.Join(file, "actionplan")
	if _, err := visit(t, c, a); endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), "could not be kept") {
		t.Errorf("said %q", errorText(err))
	}
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData", "APPDATA"} {
		t.Setenv(name, "")
	}
	if _, err := (Account{}).Client(t.Context()); !strings.Contains(errorText(err), "set HOME") {
		t.Errorf("without a home: %q", errorText(err))
	}
}
