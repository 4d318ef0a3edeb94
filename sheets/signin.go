package sheets

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
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

	Endpoint    string // where the Sheets API answers; "" is DefaultEndpoint
	TokenFolder string // where Login keeps the sign-in; "" is the user's own configuration folder
	PlanFolder  string // where no key should lie; "" where there is no plan

	Patience Patience
	Warn     func(sentence string) // told what should be put right, though nothing stops for it
	Agent    string                // who asks, as servers see it, such as "actionplan/1.2"

	base http.RoundTripper // tests put their own network here
}

// How says which way an account signed in.
type How string

// The ways to sign in.
const (
	ByKey      How = "service account key"
	ByDefault  How = "application default credentials"
	ByLogin    How = "login"
	ByPractice How = "practice"
)

// Client speaks to the Sheets API as an account.
type Client struct {
	HTTP *http.Client // signed in, patient; it speaks to the endpoint alone
	Who  string       // the address to share the sheet with, "" where it is not known
	How  How

	endpoint *url.URL
}

// Options hand the client to sheets.NewService of the client library.
func (c *Client) Options() []option.ClientOption {
	return []option.ClientOption{option.WithHTTPClient(c.HTTP), option.WithEndpoint(c.endpoint.String())}
}

// Client finds out how to sign in and returns what speaks to the Sheets API.
// Only files are read: Google is first asked for a token with the first
// request. Errors are *Refusal.
func (a Account) Client(ctx context.Context) (*Client, error) {
	endpoint, err := checkEndpoint(a.Endpoint)
	if err != nil {
		return nil, err
	}
	network, err := a.network()
	if err != nil {
		return nil, err
	}
	identity, err := a.identity(ctx, network, onThisMachine(endpoint))
	if err != nil {
		return nil, err
	}
	if onThisMachine(endpoint) && !identity.local {
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: "the Sheets server is on this computer, and would be sent the token of a real Google account",
			Advice: "take the server's address away (" + endpointVariable + "), or sign in for practice only"}
	}
	stack := &retrying{
		base:     &signed{host: endpoint.Host, scheme: endpoint.Scheme, base: &oauth2.Transport{Source: identity.source, Base: network}},
		patience: a.Patience.orDefaults(),
		reads:    readsOnly,
		json:     true,
	}
	return &Client{HTTP: httpClient(&named{agent: a.Agent, project: identity.project, base: stack}), Who: identity.who, How: identity.how, endpoint: endpoint}, nil
}

// These are for the environment to say: they belong to a machine, not to a
// plan, and a settings file that came with a plan must not send tokens elsewhere.
const (
	endpointVariable = "ACTIONPLAN_SHEETS_ENDPOINT"
	practiceVariable = "ACTIONPLAN_SHEETS_TOKEN"
	caVariable       = "ACTIONPLAN_CA_FILE"
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
	how    How
	local  bool // its tokens come from this machine and mean nothing to Google

	project string // the project whose quota counts, where the sign-in belongs to none
}

// identity chooses who signs in: what was said for this run, then what this
// machine has.
func (a Account) identity(ctx context.Context, network http.RoundTripper, practice bool) (identity, error) {
	switch {
	case a.Practice != "" && practice:
		return identity{source: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: a.Practice}), how: ByPractice, local: true}, nil
	case a.Practice != "":
		return identity{}, &Refusal{Kind: WrongEndpoint, Sentence: "a practice sign-in only works with a server on this computer",
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

var errNotSignedIn = &Refusal{Kind: SignInNeeded, Sentence: "nobody is signed in to Google on this computer",
	Advice: "sign in: actionplan login --client FILE; or name a service account's key under partner: sign-in: key: (docs/google.md has the steps)"}

// httpClient never follows a redirect: the Sheets API sends none, and whoever
// does must not be sent a token.
func httpClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// signed sends a request with the account's token, and to no server but the
// one it is meant for.
type signed struct {
	scheme, host string
	base         http.RoundTripper
}

func (s *signed) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != s.host || req.URL.Scheme != s.scheme {
		if req.Body != nil {
			_ = req.Body.Close() // it is not sent
		}
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: fmt.Sprintf("a request was meant for %s, and the account's token is for %s only", req.URL.Host, s.host),
			Advice: "this is a mistake in actionplan: please report it"}
	}
	return s.base.RoundTrip(req)
}

// named says who asks, and for which project.
type named struct {
	agent, project string
	base           http.RoundTripper
}

func (n *named) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if n.agent != "" {
		req.Header.Set("User-Agent", n.agent)
	}
	if n.project != "" {
		req.Header.Set("X-Goog-User-Project", n.project)
	}
	return n.base.RoundTrip(req)
}
