package signin

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/sheets"
)

// unasked is a network that is not to be used.
type unasked struct{ t *testing.T }

func (r unasked) RoundTrip(req *http.Request) (*http.Response, error) {
	r.t.Errorf("%s was asked", req.URL.Host)
	return nil, http.ErrHandlerTimeout
}

// TestAddressesInCredentialFiles puts an address that is not Google's under
// every name that a file to sign in with may have one, in each kind of file, and
// reaches it each way that such a file is found. Nobody is asked anything.
func TestAddressesInCredentialFiles(t *testing.T) {
	person := map[string]any{"type": "authorized_user", "client_id": "c", "client_secret": marked, "refresh_token": marked}
	workload := map[string]any{
		"type": "external_account", "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
		"subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.googleapis.com/v1/token",
		"service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + robot + ":generateAccessToken",
		"credential_source":                 map[string]any{"file": "/tmp/none"},
	}
	workforce := map[string]any{"type": "external_account_authorized_user", "audience": "//iam.googleapis.com/locations/global/workforcePools/p/providers/q",
		"client_id": "c", "client_secret": marked, "refresh_token": marked, "token_url": "https://sts.googleapis.com/v1/oauthtoken"}
	another := map[string]any{"type": "impersonated_service_account", "service_account_impersonation_url": workload["service_account_impersonation_url"], "source_credentials": person}
	with := func(file map[string]any, name string, v any) map[string]any {
		changed := maps.Clone(file)
		changed[name] = v
		return changed
	}
	files := map[string]map[string]any{
		"a person's client elsewhere": with(another, "source_credentials", with(person, "token_uri", "https://evil.example/")),
		"a source within a source":    with(another, "source_credentials", with(workload, "token_url", "https://evil.example/")),
		"a token fetched in the open": with(workload, "credential_source", map[string]any{"url": "http://evil.example/token"}),
		"another cloud":               with(person, "universe_domain", "evil.example"),
		"another cloud within":        with(another, "source_credentials", with(workload, "Universe_Domain", "evil.example")),
		"another computer's file":     with(workload, "credential_source", map[string]any{"file": `\\evil.example\share\token`}),
		"the same within":             with(another, "source_credentials", with(workload, "credential_source", map[string]any{"File": "//evil.example/share/token"})),
	}
	program := map[string]any{"command": "/bin/sh -c " + marked, "timeout_millis": 5000, "output_file": "/tmp/none"}
	for name, source := range map[string]any{"alone": map[string]any{"executable": program}, "beside a file": map[string]any{"file": "/tmp/none", "executable": program}, "in another case": map[string]any{"Executable": program}, "of no form": map[string]any{"executable": "x"}} {
		files["a program, "+name] = with(workload, "credential_source", source)
		files["a program within, "+name] = with(another, "source_credentials", with(workload, "credential_source", source))
		files["a program of a person's, "+name] = with(person, "credential_source", source)
	}
	for _, name := range []string{"token_uri", "TOKEN_URI", "auth_uri", "token_url", "token_info_url", "revoke_url", "service_account_impersonation_url", "some_new_endpoint"} {
		for kind, file := range map[string]map[string]any{"person": person, "workload": workload, "workforce": workforce, "another account": another} {
			for _, address := range []string{"https://evil.example/" + marked, "http://oauth2.googleapis.com/token", "https://oauth2.googleapis.com.evil.example/", "https://x@evil.example", "//evil.example/token"} {
				files[kind+"'s "+name+" at "+address] = with(file, name, address)
			}
		}
	}
	ways := map[string]func(t *testing.T, text []byte) Account{
		"the environment": func(t *testing.T, text []byte) Account {
			path := filepath.Join(t.TempDir(), "x.json")
			put(t, path, text)
			t.Setenv(defaultVariable, path)
			return Account{}
		},
		"gcloud's own": func(t *testing.T, text []byte) Account {
			put(t, gcloudFile(), text)
			return Account{}
		},
		"the settings": func(t *testing.T, text []byte) Account {
			path := filepath.Join(t.TempDir(), "x.json")
			put(t, path, text)
			t.Setenv(defaultVariable, path)
			return Account{Default: true, Impersonate: robot}
		},
	}
	for way, reach := range ways {
		t.Run(way, func(t *testing.T) {
			for name, file := range files {
				t.Run(name, func(t *testing.T) {
					alone(t)
					text, _ := json.Marshal(file)
					a := reach(t, text)
					a.base = unasked{t}
					_, err := a.Client(t.Context())
					words := "not Google's"
					switch {
					case strings.HasPrefix(name, "a program"):
						words = "names a program to run (executable), and none is ever run"
					case strings.HasPrefix(name, "another cloud"):
						words = "separate Google cloud"
					case name == "another computer's file", name == "the same within":
						words = "read from another computer"
					}
					if endOf(err) != string(sheets.SignInNeeded) || !strings.Contains(errorText(err), words) || strings.Contains(errorText(err), marked) {
						t.Errorf("said %q", errorText(err))
					}
				})
			}
		})
	}
	for name, file := range map[string]map[string]any{
		"a person": with(with(person, "token_uri", "https://oauth2.googleapis.com/token"), "auth_uri", "https://accounts.google.com/o/oauth2/auth"),
		"a region": with(workload, "token_url", "https://sts.europe-west2.rep.googleapis.com/v1/token"),
		"Azure":    with(workload, "credential_source", map[string]any{"url": "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api://x", "headers": map[string]any{"Metadata": "True"}, "format": map[string]any{"type": "json", "subject_token_field_name": "access_token"}}),
		"Amazon": with(workload, "credential_source", map[string]any{"environment_id": "aws1", "region_url": "http://169.254.169.254/latest/meta-data/placement/availability-zone",
			"url": "http://169.254.169.254/latest/meta-data/iam/security-credentials", "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"}),
		"a council's own": with(workload, "credential_source", map[string]any{"url": "https://login.council.example/token"}),
	} {
		alone(t)
		text, _ := json.Marshal(file)
		put(t, gcloudFile(), text)
		if _, err := (Account{base: unasked{t}}).Client(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFileIsUsedAsItWasLookedAt asks that a name which stands twice in a file to
// sign in with cannot hide one of the two from whoever looks.
func TestFileIsUsedAsItWasLookedAt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	put(t, path, []byte(`{"type": "external_account", "credential_source": {"executable": {"command": "`+marked+`"}}, "credential_source": {"file": "/tmp/none"},
		"token_url": "https://evil.example/`+marked+`", "token_url": "https://sts.googleapis.com/v1/token"}`))
	used, _, err := readCredentials("the credentials file", path)
	if err != nil || strings.Contains(string(used), marked) || !strings.Contains(string(used), "/tmp/none") {
		t.Errorf("%s, %v", used, err)
	}
}

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheckSignInAddress(t *testing.T) {
	for address, ok := range map[string]bool{
		"": true,
		"https://accounts.google.com/o/oauth2/auth":  true,
		"https://oauth2.googleapis.com/token":        true,
		"http://127.0.0.1:9/token":                   true,
		"https://localhost:9/token":                  true,
		"http://oauth2.googleapis.com/token":         false,
		"https://oauth2.googleapis.com.evil.example": false,
		"https://evil.example/token":                 false,
		"https://x@oauth2.googleapis.com/token":      false,
		"http://10.0.0.1/token":                      false,
		"file:///etc/passwd":                         false,
		"%":                                          false,
	} {
		got, err := checkSignInAddress(address, "fallback")
		if (err == nil) != ok || address == "" && got != "fallback" {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
}
