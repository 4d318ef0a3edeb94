package signin

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
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
	"time"

	"actionplan/sheets"
)

// signInServer is Google's sign-in as far as it is used here.
type signInServer struct {
	*httptest.Server
	key *rsa.PrivateKey

	mutex  sync.Mutex
	forms  []url.Values
	claims []map[string]any
	answer fault // in the place of a token, where it is not nil
}

var serverKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func newSignInServer(t *testing.T) *signInServer {
	t.Helper()
	key, err := serverKey()
	if err != nil {
		t.Fatal(err)
	}
	s := &signInServer{key: key}
	s.Server = httptest.NewServer(http.HandlerFunc(s.give))
	t.Cleanup(s.Close)
	return s
}

func (s *signInServer) give(w http.ResponseWriter, req *http.Request) {
	_ = req.ParseForm()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.forms = append(s.forms, req.PostForm)
	if assertion := req.PostForm.Get("assertion"); assertion != "" {
		s.claims = append(s.claims, s.claimsOf(assertion))
	}
	if s.answer != nil {
		s.answer(w, req)
		return
	}
	answersWith(200, fmt.Sprintf(`{"access_token": %q, "token_type": "Bearer", "expires_in": 3599}`, marked))(w, req)
}

// claimsOf are what a signed assertion says, nil where its signature is wrong.
func (s *signInServer) claimsOf(assertion string) map[string]any {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return nil
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
	if rsa.VerifyPKCS1v15(&s.key.PublicKey, crypto.SHA256, sum[:], signature) != nil {
		return nil
	}
	var claims map[string]any
	text, _ := base64.RawURLEncoding.DecodeString(parts[1])
	_ = json.Unmarshal(text, &claims)
	return claims
}

func (s *signInServer) keyPEM() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(s.key)}))
}

// keyFile writes a service account's key whose tokens come from s.
func (s *signInServer) keyFile(t *testing.T, change map[string]string) string {
	t.Helper()
	fields := map[string]string{"type": "service_account", "client_email": robot, "private_key_id": "1", "private_key": s.keyPEM(), "token_uri": s.URL + "/token"}
	for k, v := range change {
		fields[k] = v
	}
	return writeJSON(t, "key.json", fields)
}

func writeJSON(t *testing.T, name string, v any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	text, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// alone takes from the environment every sign-in that this machine may have.
func alone(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for _, name := range []string{"HOME", "APPDATA", "AppData", "XDG_CONFIG_HOME"} {
		t.Setenv(name, home)
	}
	for _, name := range []string{defaultVariable, endpointVariable, practiceVariable, "ACTIONPLAN_CA_FILE"} {
		t.Setenv(name, "")
	}
}

func TestSignInWithKey(t *testing.T) {
	alone(t)
	signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
	a := Account{KeyFile: signIn.keyFile(t, nil), Endpoint: api.URL, Patience: newFakeClock().patience()}
	client, err := a.Client(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if client.Who != robot || client.How != string(byKey) || len(signIn.forms) != 0 {
		t.Errorf("signs in as %q by %s, and asked %d times already", client.Who, client.How, len(signIn.forms))
	}
	for range 3 {
		if err := sendOne(t.Context(), client, "read"); err != nil {
			t.Fatal(err)
		}
	}
	if len(signIn.claims) != 1 || api.header().Get("Authorization") != "Bearer "+marked {
		t.Fatalf("%d tokens were asked for, and %q was sent", len(signIn.claims), api.header().Get("Authorization"))
	}
	if c := signIn.claims[0]; c["scope"] != sheets.Scope || c["iss"] != robot || c["aud"] != signIn.URL+"/token" || c["sub"] != nil {
		t.Errorf("the assertion says %v", c)
	}
}

// TestSignInIsPatient asks that a sign-in server's bad moment is waited for,
// and that a write which never left is not in doubt.
func TestSignInIsPatient(t *testing.T) {
	alone(t)
	signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
	signIn.answer = gone503
	clock := newFakeClock()
	p := clock.patience()
	p.Waiting = func(string, time.Duration) {
		if clock.waits == 2 {
			signIn.mutex.Lock()
			signIn.answer = nil
			signIn.mutex.Unlock()
		}
	}
	client, err := Account{KeyFile: signIn.keyFile(t, nil), Endpoint: api.URL, Patience: p}.Client(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := sendOne(t.Context(), client, "write"); err != nil || api.sent() != 1 || len(signIn.forms) != 4 {
		t.Errorf("%v, %d writes, %d sign-ins", err, api.sent(), len(signIn.forms))
	}
}

// TestSignInRefused is the table of what a sign-in server says. A write that
// waits for it has not been sent, and nobody is in doubt about it.
func TestSignInRefused(t *testing.T) {
	alone(t)
	oauth := func(code, detail string) fault {
		return answersWith(400, fmt.Sprintf(`{"error": %q, "error_description": %q}`, code, detail+" "+marked))
	}
	for _, c := range []struct {
		name   string
		answer fault
		kind   sheets.Kind
		words  string
	}{
		{"deleted key", oauth("invalid_grant", "Invalid JWT Signature."), sheets.SignInNeeded, "does not accept the service account's key any more"},
		{"deleted account", oauth("invalid_grant", "Invalid grant: account not found"), sheets.SignInNeeded, "deleted or turned off"},
		{"wrong clock", oauth("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."), sheets.SignInNeeded, "clock is wrong"},
		{"policy", oauth("admin_policy_enforced", ""), sheets.SignInNeeded, "administrator"},
		{"scope", oauth("invalid_scope", ""), sheets.SignInNeeded, sheets.Scope},
		{"client", oauth("deleted_client", ""), sheets.SignInNeeded, "OAuth client"},
		{"another", oauth("something_new", ""), sheets.SignInNeeded, "did not accept the sign-in"},
		{"web page", answersWith(403, "<html>"+marked), sheets.NotGoogle, "web filter"},
		{"another shape", answersWith(403, `{"message": "`+marked+`"}`), sheets.NotGoogle, "JSON of another shape"},
		{"another shape, 401", answersWith(401, `{"message": "`+marked+`"}`), sheets.SignInNeeded, "JSON of another shape"},
		{"no words, 401", answersWith(401, ""), sheets.SignInNeeded, "without a word"},
		{"a guest network", answersWith(511, "<html>"+marked), sheets.NotGoogle, "open a browser"},
		{"portal", answersWith(200, "<html>"+marked), sheets.NotGoogle, "web page"},
		{"down", gone503, sheets.Unavailable, "(503)"},
		{"cut", drop, sheets.Network, "could not be reached"},
		{"not a token", answersWith(200, `{"access_token": ""}`), sheets.Rejected, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
			signIn.answer = c.answer
			client, err := Account{KeyFile: signIn.keyFile(t, nil), Endpoint: api.URL, Patience: newFakeClock().patience()}.Client(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range []string{"read", "write", "checked write"} {
				err := sendOne(t.Context(), client, kind)
				if c.kind == sheets.Rejected { // an answer that makes no sense, or a token that is none
					continue
				}
				text := errorText(err)
				if endOf(err) != string(c.kind) || !strings.Contains(text, c.words) || strings.Contains(text+fmt.Sprintf("%+v %#v", err, err), marked) {
					t.Errorf("%s: %s: %s", kind, endOf(err), text)
				}
			}
			if api.sent() != 0 && c.kind != sheets.Rejected {
				t.Errorf("%d requests were sent without a sign-in", api.sent())
			}
		})
	}
}

func TestKeyFilesRefused(t *testing.T) {
	alone(t)
	signIn := newSignInServer(t)
	desktop := writeJSON(t, "client.json", map[string]any{"installed": map[string]string{"client_id": "x", "client_secret": marked}})
	noJSON := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(noJSON, []byte("{"+marked), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, words := range map[string]string{
		filepath.Join(t.TempDir(), "none.json"): "cannot be read",
		noJSON:                                  "not a file that Google made",
		desktop:                                 "actionplan login --client",
		signIn.keyFile(t, map[string]string{"type": "authorized_user"}):                          "not a service account's key",
		signIn.keyFile(t, map[string]string{"private_key": ""}):                                  "not a service account's key",
		signIn.keyFile(t, map[string]string{"client_email": ""}):                                 "not a service account's key",
		signIn.keyFile(t, map[string]string{"universe_domain": "example.org"}):                   "separate Google cloud",
		signIn.keyFile(t, map[string]string{"token_uri": "https://evil.example/" + marked}):      "not Google's",
		signIn.keyFile(t, map[string]string{"private_key": marked}):                              "does not hold a key",
		signIn.keyFile(t, map[string]string{"token_uri": "https://oauth2.googleapis.com/token"}): "on this computer",
	} {
		client, err := Account{KeyFile: path, Endpoint: signIn.URL, Patience: newFakeClock().patience()}.Client(t.Context())
		if err == nil { // a key is only looked at when it is first used
			err = sendOne(t.Context(), client, "read")
		}
		if text := errorText(err); !strings.Contains(text, words) || strings.Contains(text, marked) || strings.Contains(text, "PRIVATE KEY") {
			t.Errorf("want %q, said %q", words, text)
		}
	}
	if len(signIn.forms) != 0 {
		t.Errorf("%d requests were sent", len(signIn.forms))
	}
}

func TestKeyWarnings(t *testing.T) {
	root := t.TempDir()
	place := func(folder string, mode os.FileMode) string {
		path := filepath.Join(root, folder, "key.json")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if err := os.MkdirAll(filepath.Join(root, "tree", ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	plan := filepath.Join(root, "plan")
	linked := filepath.Join(root, "linked.json")
	inPlan := place("plan/keys", 0o600)
	if err := os.Symlink(inPlan, linked); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][]string{
		inPlan:                        {"plan's folder"},
		linked:                        {"plan's folder"},
		place("tree/a/b", 0o600):      {"git work tree"},
		place("open", 0o640):          {"read by others"},
		place("open2", 0o604):         {"read by others"},
		place("plan", 0o644):          {"plan's folder", "read by others"},
		place("planning", 0o600):      nil,
		place("safe", 0o600):          nil,
		filepath.Join(root, "gone/x"): nil,
	} {
		got := keyWarning(path, plan)
		if (got == "") != (want == nil) || strings.Contains(got, "\n") {
			t.Errorf("%s: %q", path, got)
		}
		for _, fault := range []string{"plan's folder", "git work tree", "read by others"} {
			wanted := strings.Contains(strings.Join(want, " "), fault)
			if strings.Contains(got, fault) != wanted {
				t.Errorf("%s: %q, want %q", path, got, want)
			}
		}
	}
	var said []string
	a := Account{KeyFile: place("plan", 0o600), PlanFolder: plan, Warn: func(s string) { said = append(said, s) }}
	_, _ = a.Client(t.Context())
	if len(said) != 0 { // it is not a key at all
		t.Errorf("warned of %q", said)
	}
	signIn := newSignInServer(t)
	text, _ := os.ReadFile(signIn.keyFile(t, nil))
	if err := os.WriteFile(a.KeyFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	a.Endpoint = signIn.URL
	if _, err := a.Client(t.Context()); err != nil || len(said) != 1 {
		t.Errorf("%v, warned of %q", err, said)
	}
}

// reaching sends what is meant for Google to servers of the test.
type reaching map[string]string

func (r reaching) RoundTrip(req *http.Request) (*http.Response, error) {
	to, ok := r[req.URL.Host]
	if !ok {
		return nil, fmt.Errorf("the test has no %s", req.URL.Host)
	}
	u, err := url.Parse(to)
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = u.Scheme, u.Host
	return http.DefaultTransport.RoundTrip(req)
}

// TestActAsAnother signs in with a key to act as a second service account: the
// first token goes to IAM alone, the second to the sheet alone.
func TestActAsAnother(t *testing.T) {
	alone(t)
	const other = "sheet@council-1234.iam.gserviceaccount.com"
	signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
	var asked struct {
		path, bearer string
		body         map[string]any
	}
	iamAnswer := answersWith(200, `{"accessToken": "second", "expireTime": "2999-01-01T00:00:00Z"}`)
	iam := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		asked.path, asked.bearer = req.URL.Path, req.Header.Get("Authorization")
		text, _ := io.ReadAll(req.Body)
		_ = json.Unmarshal(text, &asked.body)
		iamAnswer(w, req)
	}))
	t.Cleanup(iam.Close)
	account := Account{
		KeyFile: signIn.keyFile(t, map[string]string{"token_uri": "https://oauth2.googleapis.com/token"}), Impersonate: other, Patience: newFakeClock().patience(),
		base: reaching{"oauth2.googleapis.com": signIn.URL, "iamcredentials.googleapis.com": iam.URL, "sheets.googleapis.com": api.URL},
	}
	client, err := account.Client(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := sendOne(t.Context(), client, "read"); err != nil {
		t.Fatal(err)
	}
	if client.Who != other || api.header().Get("Authorization") != "Bearer second" {
		t.Errorf("acts as %q with %q", client.Who, api.header().Get("Authorization"))
	}
	if asked.path != "/v1/projects/-/serviceAccounts/"+other+":generateAccessToken" || asked.bearer != "Bearer "+marked || fmt.Sprint(asked.body["scope"]) != "["+sheets.Scope+"]" {
		t.Errorf("IAM was asked %+v", asked)
	}
	for words, answer := range map[string]fault{
		"Service Account Token Creator":          refuses(403, "PERMISSION_DENIED", "Permission 'iam.serviceAccounts.getAccessToken' denied", ""),
		"Service Account Credentials API is not": refuses(403, "PERMISSION_DENIED", "off", `, "details": [{"reason": "SERVICE_DISABLED"}]`),
		"there is no service account":            refuses(404, "NOT_FOUND", "Not found; Gaia id not found", ""),
	} {
		iamAnswer = answer
		client, err := account.Client(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := sendOne(t.Context(), client, "write"); endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), words) {
			t.Errorf("want %q, said %q", words, errorText(err))
		}
	}
	for _, wrong := range []string{"sheet", "a@b/../c", "a@b:x?y"} {
		account.Impersonate = wrong
		if _, err := account.Client(t.Context()); endOf(err) != string(sheets.SignInNeeded) {
			t.Errorf("%s is taken for a service account's address: %v", wrong, err)
		}
	}
}

func TestDefaultCredentials(t *testing.T) {
	alone(t)
	signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
	person := map[string]string{"type": "authorized_user", "client_id": "c", "client_secret": marked, "refresh_token": marked, "quota_project_id": "council-1234"}
	network := reaching{"oauth2.googleapis.com": signIn.URL, "sheets.googleapis.com": api.URL}
	a := Account{base: network, Patience: newFakeClock().patience()}

	t.Setenv(defaultVariable, writeJSON(t, "adc.json", person))
	client, err := a.Client(t.Context())
	if err != nil || client.How != string(byDefault) || client.Who != "" {
		t.Fatalf("%+v, %v", client, err)
	}
	if err := sendOne(t.Context(), client, "read"); err != nil || api.header().Get("X-Goog-User-Project") != "council-1234" {
		t.Errorf("%v, for the project %q", err, api.header().Get("X-Goog-User-Project"))
	}
	signIn.answer = answersWith(400, `{"error": "invalid_grant", "error_description": "Token has been expired or revoked. `+marked+`"}`)
	client, _ = a.Client(t.Context())
	if err := sendOne(t.Context(), client, "read"); endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), "gcloud") || strings.Contains(errorText(err), marked) {
		t.Errorf("said %q", errorText(err))
	}
	signIn.answer = nil

	t.Setenv(defaultVariable, signIn.keyFile(t, map[string]string{"token_uri": "https://oauth2.googleapis.com/token"}))
	if client, err = a.Client(t.Context()); err != nil || client.Who != robot || client.How != string(byKey) {
		t.Errorf("a key as default credentials: %+v, %v", client, err)
	}
	for name, v := range map[string]any{
		"an OAuth client":          map[string]any{"installed": map[string]any{"client_id": "x", "redirect_uris": []string{"http://localhost"}}},
		"a disguised OAuth client": map[string]any{"type": "authorized_user", "installed": map[string]any{"client_id": "x", "redirect_uris": []string{"http://localhost"}}},
		"a kind that nobody knows": map[string]string{"type": "magic"},
	} {
		t.Setenv(defaultVariable, writeJSON(t, "x.json", v))
		if _, err := a.Client(t.Context()); endOf(err) != string(sheets.SignInNeeded) {
			t.Errorf("%s is taken: %v", name, err)
		}
	}
	t.Setenv(defaultVariable, "")
	gcloud := gcloudFile()
	if err := os.MkdirAll(filepath.Dir(gcloud), 0o700); err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(person)
	if err := os.WriteFile(gcloud, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if client, err = a.Client(t.Context()); err != nil || client.How != string(byDefault) {
		t.Errorf("gcloud's sign-in: %+v, %v", client, err)
	}
	a.ClientFile = "client.json" // only its own sign-in counts then
	if _, err = a.Client(t.Context()); endOf(err) != string(sheets.SignInNeeded) {
		t.Errorf("with a client named, another sign-in is used: %v", err)
	}
}

// TestWorkloadIdentity signs in with a token of the council's own identity
// provider, which lies in a file: Google exchanges it, and lets it act as a
// service account.
func TestWorkloadIdentity(t *testing.T) {
	alone(t)
	sts := answersAt(t, answersWith(200, `{"access_token": "first", "issued_token_type": "urn:ietf:params:oauth:token-type:access_token", "token_type": "Bearer", "expires_in": 3599}`))
	iam := answersAt(t, answersWith(200, `{"accessToken": "second", "expireTime": "2999-01-01T00:00:00Z"}`))
	api := answersAt(t, fineAnswer)
	subject := filepath.Join(t.TempDir(), "subject")
	if err := os.WriteFile(subject, []byte(marked), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(defaultVariable, writeJSON(t, "wif.json", map[string]any{
		"type": "external_account", "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
		"subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.googleapis.com/v1/token",
		"service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + robot + ":generateAccessToken",
		"credential_source":                 map[string]string{"file": subject},
	}))
	a := Account{base: reaching{"sts.googleapis.com": sts.URL, "iamcredentials.googleapis.com": iam.URL, "sheets.googleapis.com": api.URL}, Patience: newFakeClock().patience()}
	client, err := a.Client(t.Context())
	if err != nil || client.Who != robot || client.How != string(byDefault) {
		t.Fatalf("%+v, %v", client, err)
	}
	if err := sendOne(t.Context(), client, "read"); err != nil {
		t.Fatal(err)
	}
	if api.header().Get("Authorization") != "Bearer second" || iam.header().Get("Authorization") != "Bearer first" || !strings.Contains(iam.bodies[0], sheets.Scope) || !strings.Contains(sts.bodies[0], marked) {
		t.Errorf("the sheet was sent %q, IAM %q and %s", api.header().Get("Authorization"), iam.header().Get("Authorization"), iam.bodies[0])
	}
	if err := os.Remove(subject); err != nil {
		t.Fatal(err)
	}
	client, err = a.Client(t.Context())
	if err == nil {
		err = sendOne(t.Context(), client, "write")
	}
	if endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), "gave no token") {
		t.Errorf("without its token: %s: %s", endOf(err), errorText(err))
	}
}

func TestImpersonatedName(t *testing.T) {
	for address, want := range map[string]string{
		"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + robot + ":generateAccessToken": robot,
		"":              "",
		"https://x/y:z": "",
	} {
		if got := impersonated(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

func TestNobodySignedIn(t *testing.T) {
	alone(t)
	_, err := Account{}.Client(t.Context())
	if endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), "actionplan login --client FILE") {
		t.Errorf("said %q", errorText(err))
	}
	if _, err := (Account{Practice: "x"}).Client(t.Context()); endOf(err) != string(sheets.WrongEndpoint) {
		t.Errorf("a practice token would go to Google: %v", err)
	}
}

// TestStoppedWhileSigningIn asks that a stopped run says so, and not that the
// sign-in failed.
func TestStoppedWhileSigningIn(t *testing.T) {
	alone(t)
	signIn, api := newSignInServer(t), answersAt(t, fineAnswer)
	ctx, stop := context.WithCancel(t.Context())
	signIn.answer = func(_ http.ResponseWriter, req *http.Request) { stop(); <-req.Context().Done() }
	client, err := Account{KeyFile: signIn.keyFile(t, nil), Endpoint: api.URL, Patience: newFakeClock().patience()}.Client(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := sendOne(ctx, client, "checked write"); endOf(err) != context.Canceled.Error() || api.sent() != 0 {
		t.Errorf("ended %v after %d attempts", err, api.sent())
	}
}

// TestSignInThatIsNone has the sign-in server answer with JSON that is no token.
func TestSignInThatIsNone(t *testing.T) {
	alone(t)
	for _, body := range []string{`null`, `[]`, `{}`, `"token"`, `{"access_token": 3}`, `{"access_token": ""}`, `{"access_token": ["x"]}`, `not json`} {
		signIn, server := newSignInServer(t), answersAt(t, fineAnswer)
		signIn.answer = answersWith(200, body)
		client, err := Account{KeyFile: signIn.keyFile(t, nil), Endpoint: server.URL, Patience: newFakeClock().patience()}.Client(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = sendOne(t.Context(), client, "read")
		var refused *sheets.Refusal
		if !errors.As(err, &refused) || refused.Kind != sheets.NotGoogle || server.sent() != 0 {
			t.Errorf("%s: ended in %s: %v, and the sheet was asked %d times", body, endOf(err), err, server.sent())
			continue
		}
	}
}
