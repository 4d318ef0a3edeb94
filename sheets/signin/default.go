package signin

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"

	"actionplan/sheets"
)

// defaultVariable names a file of credentials for every program of Google's.
const defaultVariable = "GOOGLE_APPLICATION_CREDENTIALS"

// gcloudFile is where gcloud keeps what gcloud auth application-default login
// brought.
func gcloudFile() string {
	const name = "application_default_credentials.json"
	if runtime.GOOS == "windows" {
		return filepath.Join(os.Getenv("APPDATA"), "gcloud", name)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".config", "gcloud", name)
}

// kindsOfDefault are the files that may be default credentials, beside a
// service account's key. Others would ask a person, and there may be none.
var kindsOfDefault = []google.CredentialsType{
	google.AuthorizedUser, google.ExternalAccount, google.ExternalAccountAuthorizedUser, google.ImpersonatedServiceAccount,
}

// withDefault signs in with application default credentials: the file that the
// environment names, then gcloud's, and then, on one of Google's own machines,
// the account that the machine has.
func (a Account) withDefault(ctx context.Context, network http.RoundTripper) (identity, error) {
	what, file := "the credentials file", os.Getenv(defaultVariable)
	if file == "" {
		if file = gcloudFile(); file == "" {
			return a.withMachine(ctx, network)
		}
		if _, err := os.Stat(file); err != nil {
			return a.withMachine(ctx, network)
		}
	}
	text, c, err := readCredentials(what, file)
	if err != nil {
		return identity{}, err
	}
	if c.Type == serviceAccount {
		return a.withKey(ctx, network, file)
	}
	for _, kind := range kindsOfDefault {
		if google.CredentialsType(c.Type) == kind && len(c.Installed)+len(c.Web) == 0 {
			return a.withFile(ctx, network, file, text, c)
		}
	}
	return identity{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s %s is of a kind that cannot be used here", what, file),
		Advice: "look at " + defaultVariable + "; an OAuth client's file is for actionplan login --client FILE"}
}

func (a Account) withFile(ctx context.Context, network http.RoundTripper, file string, text []byte, c credentials) (identity, error) {
	client, w := a.signInClient(ctx, network)
	found, err := google.CredentialsFromJSONWithTypeAndParams(context.WithValue(ctx, oauth2.HTTPClient, client),
		text, google.CredentialsType(c.Type), google.CredentialsParams{Scopes: []string{a.scope()}})
	if err != nil {
		return identity{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("the credentials file %s is not complete", file),
			Advice: "make it again: gcloud auth application-default login, or the workload identity pool's own steps"}
	}
	id := identity{source: &source{found.TokenSource, w, byDefault, ctx}, who: impersonated(c.Impersonate), how: byDefault, project: c.Project}
	return a.asAnother(ctx, network, id)
}

// withMachine signs in as the account of a machine in Google's cloud.
func (a Account) withMachine(ctx context.Context, network http.RoundTripper) (identity, error) {
	client, w := a.signInClient(ctx, network)
	found, err := google.FindDefaultCredentials(context.WithValue(ctx, oauth2.HTTPClient, client), a.scope())
	if err != nil {
		return identity{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "this computer has no application default credentials",
			Advice: "name a service account's key under partner: sign-in: key:, or set " + defaultVariable + " (docs/google.md has the steps)"}
	}
	id := identity{source: &source{found.TokenSource, w, byDefault, ctx}, how: byDefault}
	return a.asAnother(ctx, network, id)
}

// impersonated is the account at the end of .../serviceAccounts/NAME:generateAccessToken.
func impersonated(address string) string {
	name, _, _ := strings.Cut(path.Base(address), ":")
	if !strings.Contains(name, "@") {
		return ""
	}
	return name
}
