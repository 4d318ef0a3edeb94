package signin

import (
	"context"
	"errors"
	"net/http"
	"os"

	"golang.org/x/oauth2"

	"actionplan/sheets"
)

// Account is how to sign in to Google. The zero value uses what is there: the
// file named by GOOGLE_APPLICATION_CREDENTIALS, else the sign-in that Login
// stored, else the one that gcloud stored.
type Account struct {
	KeyFile     string // a service account's key; it goes over everything below
	Default     bool   // this machine's application default credentials, on Google's own machines too
	ClientFile  string // the council's OAuth client of type Desktop app, for Login; then only its sign-in counts
	Impersonate string // the service account to act as, once signed in with the key or the default credentials

	Practice string // on a server on this machine, the token itself; nobody is signed in to anything

	Endpoint    string // where the Sheets API answers; "" is sheets.DefaultEndpoint
	TokenFolder string // where Login keeps the sign-in; "" is the user's own configuration folder
	PlanFolder  string // where no key should lie; "" where there is no plan

	Patience sheets.Patience
	Warn     func(sentence string) // told what should be put right, though nothing stops for it
	Agent    string                // who asks, as servers see it, such as "actionplan/1.2"

	base http.RoundTripper // tests put their own network here
}

// means is the way in which an account signed in.
type means string

// The ways to sign in.
const (
	byKey      means = "service account key"
	byDefault  means = "application default credentials"
	byLogin    means = "login"
	byPractice means = "practice"
)

// again is what to do where Google takes the sign-in no longer.
func (m means) again() string {
	switch m {
	case byLogin:
		return "sign in again: actionplan login"
	case byKey:
		return "ask whoever made the key file for a new one"
	case byPractice:
		return "run the command again, while the practice sheet is being served"
	}
	return "sign this computer in to Google Cloud again"
}

// Client finds out how to sign in and returns what speaks to the Sheets API.
// Only files are read: Google is first asked for a token with the first
// request. Errors are *sheets.Refusal.
func (a Account) Client(ctx context.Context) (*sheets.Client, error) {
	endpoint, err := sheets.CheckEndpoint(a.Endpoint)
	if err != nil {
		return nil, err
	}
	network, err := a.network()
	if err != nil {
		return nil, err
	}
	identity, err := a.identity(ctx, network, sheets.OnThisMachine(endpoint))
	if err != nil {
		return nil, err
	}
	if sheets.OnThisMachine(endpoint) && !identity.local {
		return nil, &sheets.Refusal{Kind: sheets.WrongEndpoint, Sentence: "the Sheets server is on this computer, and would be sent the token of a real Google account",
			Advice: "take the server's address away (" + endpointVariable + "), or sign in for practice only"}
	}
	client := sheets.Connection{Endpoint: endpoint, Tokens: identity.source, Network: network, Patience: a.Patience, Agent: a.Agent, Project: identity.project}.Client()
	client.Who, client.How, client.Again = identity.who, string(identity.how), identity.how.again()
	return client, nil
}

// network is the way out.
func (a Account) network() (http.RoundTripper, error) {
	if a.base != nil {
		return a.base, nil
	}
	return sheets.Transport()
}

// These are for the environment to say: they belong to a machine, not to a
// plan, and a settings file that came with a plan must not send tokens elsewhere.
const (
	endpointVariable = "ACTIONPLAN_SHEETS_ENDPOINT"
	practiceVariable = "ACTIONPLAN_SHEETS_TOKEN"
)

// Environment is the server that ACTIONPLAN_SHEETS_ENDPOINT names, "" for
// Google's own, and the token that ACTIONPLAN_SHEETS_TOKEN gives for a server
// on this machine.
func Environment() (endpoint, practice string) {
	return os.Getenv(endpointVariable), os.Getenv(practiceVariable)
}

// identity is who signs in.
type identity struct {
	source oauth2.TokenSource
	who    string
	how    means
	local  bool // its tokens come from this machine and mean nothing to Google

	project string // the project whose quota counts, where the sign-in belongs to none
}

// identity chooses who signs in: what was said for this run, then what this
// machine has.
func (a Account) identity(ctx context.Context, network http.RoundTripper, practice bool) (identity, error) {
	switch {
	case a.Practice != "" && practice:
		return identity{source: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: a.Practice}), how: byPractice, local: true}, nil
	case a.Practice != "":
		return identity{}, &sheets.Refusal{Kind: sheets.WrongEndpoint, Sentence: "a practice sign-in only works with a server on this computer",
			Advice: "take " + practiceVariable + " out of the environment to sign in to Google: actionplan login"}
	case a.KeyFile != "":
		return a.withKey(ctx, network, a.KeyFile)
	case a.Default, a.Impersonate != "":
		return a.withDefault(ctx, network)
	case a.ClientFile == "" && os.Getenv(defaultVariable) != "":
		return a.withDefault(ctx, network)
	}
	stored, err := a.withLogin(ctx, network)
	if !errors.Is(err, errNotSignedIn) {
		return stored, err
	}
	if _, err := os.Stat(gcloudFile()); err == nil && a.ClientFile == "" {
		return a.withDefault(ctx, network)
	}
	return identity{}, err
}

var errNotSignedIn = &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "nobody is signed in to Google on this computer",
	Advice: "sign in: actionplan login --client FILE; or name a service account's key under partner: sign-in: key: (docs/google.md has the steps)"}
