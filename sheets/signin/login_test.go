package signin

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"actionplan/sheets"
)

// consent is Google's sign-in page and token server, as strict as they are:
// it gives a token only to whoever can prove the challenge.
type consent struct {
	*httptest.Server
	mutex               sync.Mutex
	challenge, redirect string
	asked               url.Values // of the sign-in page
	exchanges, revoked  int
	renewed             int
	limit               time.Duration // how long the person is waited for

	page    func(answer url.Values) // changes what the browser brings back
	token   map[string]any          // changes what the token server gives
	refuse  fault                   // in the place of a token
	refuses fault                   // in the place of a revocation
}

const (
	code         = "SECRET-code-4711"
	refreshToken = "SECRET-refresh-4711"
	clientSecret = "SECRET-client-4711"
)

func newConsent(t *testing.T) *consent {
	t.Helper()
	c := &consent{limit: 20 * time.Second}
	c.Server = httptest.NewServer(c)
	t.Cleanup(c.Close)
	return c
}

// count reads one of the server's counts.
func (c *consent) count(of *int) int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return *of
}

func (c *consent) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	switch req.URL.Path {
	case "/auth":
		c.asked = req.URL.Query()
		c.challenge, c.redirect = c.asked.Get("code_challenge"), c.asked.Get("redirect_uri")
		answer := url.Values{"state": {c.asked.Get("state")}, "code": {code}, "scope": {sheets.Scope}}
		if c.page != nil {
			c.page(answer)
		}
		http.Redirect(w, req, c.redirect+"?"+answer.Encode(), http.StatusFound)
	case "/token":
		c.give(w, req)
	case "/revoke":
		c.revoked++
		if c.refuses != nil {
			c.refuses(w, req)
		} else if req.PostFormValue("token") != refreshToken {
			answersWith(400, `{"error": "invalid_token"}`)(w, req)
		}
	default:
		http.NotFound(w, req)
	}
}

func (c *consent) give(w http.ResponseWriter, req *http.Request) {
	_ = req.ParseForm()
	form := req.PostForm
	bad := func(why string) {
		answersWith(400, fmt.Sprintf(`{"error": "invalid_grant", "error_description": %q}`, why))(w, req)
	}
	proof := sha256.Sum256([]byte(form.Get("code_verifier")))
	switch {
	case c.refuse != nil:
		c.refuse(w, req)
		return
	case form.Get("client_id") != "client-1" || form.Get("client_secret") != clientSecret:
		bad("client")
		return
	case form.Get("grant_type") == "refresh_token":
		c.renewed++
		if form.Get("refresh_token") != refreshToken {
			bad("refresh token")
			return
		}
	default:
		c.exchanges++
		if form.Get("code") != code || form.Get("redirect_uri") != c.redirect || len(form.Get("code_verifier")) < 43 ||
			base64.RawURLEncoding.EncodeToString(proof[:]) != c.challenge {
			bad("proof")
			return
		}
	}
	token := map[string]any{"access_token": marked, "token_type": "Bearer", "expires_in": 3599, "scope": sheets.Scope, "refresh_token": refreshToken}
	for k, v := range c.token {
		token[k] = v
	}
	text, _ := json.Marshal(token)
	answersWith(200, string(text))(w, req)
}

func (c *consent) clientFile(t *testing.T) string {
	t.Helper()
	return writeJSON(t, "client.json", map[string]any{"installed": map[string]any{
		"client_id": "client-1", "client_secret": clientSecret, "auth_uri": c.URL + "/auth", "token_uri": c.URL + "/token", "redirect_uris": []string{"http://localhost"},
	}})
}

// browse opens an address as a browser would, and returns what the page says.
func browse(t *testing.T, address string) string {
	resp, err := http.Get(address)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

// visit signs in at c and returns everything that was shown on the way.
func visit(t *testing.T, c *consent, a Account) (shown string, err error) {
	t.Helper()
	var words strings.Builder
	pages := make(chan string, 1)
	err = a.Login(t.Context(), Visit{
		Limit: c.limit,
		Say:   func(s string) { words.WriteString(s + "\n") },
		Show: func(address string) {
			words.WriteString(address + "\n")
			go func() { pages <- browse(t, address) }()
		},
	})
	return words.String() + <-pages, err
}

func (c *consent) account(t *testing.T) Account {
	return Account{ClientFile: c.clientFile(t), TokenFolder: filepath.Join(t.TempDir(), "new", "actionplan"), Patience: newFakeClock().patience()}
}

// noSecrets asks that nothing a person sees holds a secret.
func noSecrets(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(text, "SECRET") {
			t.Errorf("a secret stands in %q", text)
		}
	}
}

func TestLogin(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a := c.account(t)
	shown, err := visit(t, c, a)
	if err != nil {
		t.Fatal(err)
	}
	noSecrets(t, shown)
	if !strings.Contains(shown, "Google has answered") {
		t.Errorf("shown: %s", shown)
	}
	for name, want := range map[string]string{"scope": sheets.Scope, "code_challenge_method": "S256", "access_type": "offline", "response_type": "code", "prompt": "consent", "client_id": "client-1"} {
		if c.asked.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, c.asked.Get(name), want)
		}
	}
	if u, err := url.Parse(c.redirect); err != nil || u.Scheme != "http" || u.Hostname() != "127.0.0.1" || u.Port() == "" || len(c.asked.Get("state")) < 20 {
		t.Errorf("the answer would go to %s, with the state %q", c.redirect, c.asked.Get("state"))
	}
	if open, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(c.redirect, "http://"), "/")); err == nil {
		_ = open.Close()
		t.Error("the port is still open")
	}
	path := filepath.Join(a.TokenFolder, tokenFile)
	if runtime.GOOS != "windows" {
		for place, want := range map[string]fs.FileMode{path: 0o600, a.TokenFolder: 0o700} {
			if info, err := os.Stat(place); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s has the mode %v (%v), want %o", place, info.Mode(), err, want)
			}
		}
	}
	api := answersAt(t, fineAnswer)
	a.ClientFile, a.Endpoint = "", api.URL
	client, err := a.Client(t.Context())
	if err != nil || client.How != string(byLogin) {
		t.Fatalf("%+v, %v", client, err)
	}
	if err := sendOne(t.Context(), client, "read"); err != nil || api.header().Get("Authorization") != "Bearer "+marked || c.count(&c.renewed) != 0 {
		t.Errorf("%v; %q was sent, and a token asked for %d times", err, api.header().Get("Authorization"), c.count(&c.renewed))
	}
}

// TestLoginRefused asks that a sign-in that fails says who has to do what,
// shows no secret, and keeps nothing.
func TestLoginRefused(t *testing.T) {
	alone(t)
	for name, want := range map[string]struct {
		set       func(*consent)
		words     string
		exchanges int
	}{
		"another state":  {func(c *consent) { c.page = func(v url.Values) { v.Set("state", "x") } }, "nobody signed in within", 0},
		"no state":       {func(c *consent) { c.page = func(v url.Values) { v.Del("state") } }, "nobody signed in within", 0},
		"declined":       {func(c *consent) { c.page = func(v url.Values) { v.Del("code"); v.Set("error", "access_denied") } }, "turned down in the browser", 0},
		"policy":         {func(c *consent) { c.page = func(v url.Values) { v.Set("error", "admin_policy_enforced") } }, "administrator", 0},
		"no code":        {func(c *consent) { c.page = func(v url.Values) { v.Del("code") } }, "turned down", 0},
		"another's code": {func(c *consent) { c.page = func(v url.Values) { v.Set("code", "stolen") } }, "run out", 1},
		"no long right":  {func(c *consent) { c.token = map[string]any{"refresh_token": ""} }, "ends within the hour", 1},
		"box not ticked": {func(c *consent) { c.token = map[string]any{"scope": "openid"} }, "right to edit Google Sheets was not given", 1},
		"unknown client": {func(c *consent) {
			c.refuse = answersWith(401, `{"error": "invalid_client", "error_description": "SECRET"}`)
		}, "OAuth client", 0},
		"token page":      {func(c *consent) { c.refuse = answersWith(403, "<html>SECRET") }, "web filter", 0},
		"token cut":       {func(c *consent) { c.refuse = drop }, "could not be reached", 0},
		"token silent":    {func(c *consent) { c.refuse = hang }, "did not answer within", 0},
		"another's proof": {func(c *consent) { c.page = func(url.Values) { c.challenge = "x" } }, "run out", 1},
	} {
		t.Run(name, func(t *testing.T) {
			c := newConsent(t)
			want.set(c)
			if strings.Contains(name, "state") { // nobody will come
				c.limit = 100 * time.Millisecond
			}
			a := c.account(t)
			if name == "token silent" {
				a.Patience.Silence = 100 * time.Millisecond
			}
			shown, err := visit(t, c, a)
			text := errorText(err)
			if err == nil || !strings.Contains(text, want.words) || c.count(&c.exchanges) != want.exchanges {
				t.Errorf("after %d exchanges: %s", c.count(&c.exchanges), text)
			}
			noSecrets(t, shown, text, fmt.Sprintf("%+v %#v", err, err))
			if _, err := os.Stat(filepath.Dir(a.TokenFolder)); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// TestLoginKeepsWaiting asks that an answer which is not ours neither ends the
// sign-in nor is taken.
func TestLoginKeepsWaiting(t *testing.T) {
	alone(t)
	c := newConsent(t)
	a := c.account(t)
	var said []string
	err := a.Login(t.Context(), Visit{
		Limit: 10 * time.Second,
		Say:   func(s string) { said = append(said, s) },
		Show: func(address string) {
			go func() {
				u, _ := url.Parse(address)
				to := u.Query().Get("redirect_uri")
				page := browse(t, to+"?state=wrong&code=%3Cscript%3E")
				if !strings.Contains(page, "does not belong") || strings.Contains(page, "script") {
					t.Errorf("a strange answer gets the page %s", page)
				}
				browse(t, to+"favicon.ico?state="+u.Query().Get("state")+"&code=x")
				req, _ := http.NewRequest(http.MethodGet, to+"?state="+u.Query().Get("state")+"&code=x", nil)
				req.Host = "evil.example"
				notFound(t, req)
				req, _ = http.NewRequest(http.MethodPost, to, strings.NewReader(u.RawQuery+"&code=x"))
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				notFound(t, req)
				browse(t, address)
			}()
		},
	})
	if err != nil || len(said) != 1 || c.count(&c.exchanges) != 1 {
		t.Errorf("%v, said %q, %d exchanges", err, said, c.count(&c.exchanges))
	}
}

func notFound(t *testing.T, req *http.Request) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Error(err)
		return
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("%s under the name %q: %s", req.Method, req.Host, resp.Status)
	}
}

func TestLoginStopped(t *testing.T) {
	alone(t)
	c := newConsent(t)
	ctx, stop := context.WithCancel(t.Context())
	err := c.account(t).Login(ctx, Visit{Show: func(string) { stop() }})
	if endOf(err) != context.Canceled.Error() {
		t.Errorf("ended %v", err)
	}
}

func TestClientFilesRefused(t *testing.T) {
	alone(t)
	installed := func(change map[string]any) string {
		fields := map[string]any{"client_id": "x", "client_secret": clientSecret}
		for k, v := range change {
			fields[k] = v
		}
		return writeJSON(t, "client.json", map[string]any{"installed": fields})
	}
	for path, words := range map[string]string{
		"":                                      "no OAuth client is named",
		filepath.Join(t.TempDir(), "none.json"): "cannot be read",
		writeJSON(t, "web.json", map[string]any{"web": map[string]any{"x": "y"}}):    "web application",
		newSignInServer(t).keyFile(t, nil):                                           "service account's key",
		writeJSON(t, "other.json", map[string]any{"x": "SECRET"}):                    "not an OAuth client's file",
		installed(map[string]any{"client_id": ""}):                                   "not a complete",
		installed(map[string]any{"auth_uri": "https://evil.example/SECRET"}):         "not Google's",
		installed(map[string]any{"token_uri": "http://oauth2.googleapis.com/token"}): "not Google's",
	} {
		a := Account{ClientFile: path, TokenFolder: t.TempDir()}
		err := a.Login(t.Context(), Visit{Show: func(string) { t.Errorf("%s: an address was shown", path) }})
		if text := errorText(err); endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(text, words) {
			t.Errorf("want %q, said %q", words, text)
		}
		noSecrets(t, errorText(err))
	}
}

func TestLogout(t *testing.T) {
	alone(t)
	for name, want := range map[string]struct {
		refuses fault
		words   string
	}{
		"taken back":   {nil, ""},
		"taken before": {answersWith(400, `{"error": "invalid_token", "error_description": "SECRET"}`), ""},
		"offline":      {drop, "Google could not be told"},
		"down":         {gone503, "Google could not be told"},
		"refused":      {answersWith(403, "<html>SECRET"), "myaccount.google.com"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newConsent(t)
			a := c.account(t)
			if _, err := visit(t, c, a); err != nil {
				t.Fatal(err)
			}
			c.refuses = want.refuses
			was, err := a.Logout(t.Context())
			if !was || (err == nil) != (want.words == "") || !strings.Contains(errorText(err), want.words) || c.count(&c.revoked) == 0 {
				t.Errorf("%v, %s; Google was told %d times", was, errorText(err), c.count(&c.revoked))
			}
			noSecrets(t, errorText(err))
			if _, err := os.Stat(filepath.Join(a.TokenFolder, tokenFile)); err == nil {
				t.Error("the sign-in is still there")
			}
			if was, err := a.Logout(t.Context()); was || err != nil {
				t.Errorf("a second time: %v, %v", was, err)
			}
			a.ClientFile = ""
			if _, err := a.Client(t.Context()); endOf(err) != string(sheets.SignInNeeded) {
				t.Errorf("signed out: %v", err)
			}
		})
	}
}

func TestOpener(t *testing.T) {
	for _, c := range []struct {
		system string
		set    string
		want   string
	}{
		{"windows", "", "rundll32"}, {"darwin", "", "open"}, {"linux", "", ""},
		{"linux", "DISPLAY", "xdg-open"}, {"linux", "WAYLAND_DISPLAY", "xdg-open"},
		{"linux", "SSH_CONNECTION DISPLAY", ""}, {"darwin", "SSH_CONNECTION", ""},
	} {
		got, _ := opener(c.system, func(name string) string {
			if strings.Contains(" "+c.set+" ", " "+name+" ") {
				return "x"
			}
			return ""
		})
		if got != c.want {
			t.Errorf("%s with %q: %q", c.system, c.set, got)
		}
	}
	for _, address := range []string{"http://127.0.0.1/", "file:///etc/passwd", "-h", "https://a@b/", "%"} {
		if OpenBrowser(address) {
			t.Errorf("%s is opened", address)
		}
	}
}
