package sheets

import (
	"fmt"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
)

// Client speaks to the Sheets API as an account. The package signin makes them.
type Client struct {
	HTTP  *http.Client // with the account's token, and patient; it speaks to the endpoint alone
	Who   string       // the address to share the sheet with, "" where it is not known
	How   string       // how the account signed in, in a few words
	Again string       // what to do where Google takes its sign-in no longer

	endpoint *url.URL
}

// Connection is what a client is made of.
type Connection struct {
	Endpoint *url.URL           // where the Sheets API answers: CheckEndpoint has looked at it
	Tokens   oauth2.TokenSource // the account's; its errors are *Refusal or the context's own
	Network  http.RoundTripper  // the way there
	Patience Patience
	Agent    string // who asks, as servers see it
	Project  string // the project whose quota counts, where the account belongs to none
}

// Client is a client over the connection. Nobody is asked anything yet.
func (c Connection) Client() *Client {
	return &Client{endpoint: c.Endpoint, HTTP: httpClient(&named{agent: c.Agent, project: c.Project, base: &retrying{
		base:     &signed{host: c.Endpoint.Host, scheme: c.Endpoint.Scheme, base: &oauth2.Transport{Source: first{c.Tokens}, Base: c.Network}},
		patience: c.Patience.orDefaults(),
		reads:    readsOnly,
		json:     true,
	}})}
}

// Patient is the way to a sign-in server: what is asked there may be asked any
// number of times, and so it is as patient as a read.
func Patient(network http.RoundTripper, p Patience, agent string) http.RoundTripper {
	return &named{agent: agent, base: &retrying{base: network, patience: p.orDefaults(), reads: func(*http.Request) bool { return true }}}
}

// Options hand the client to sheets.NewService of the client library.
func (c *Client) Options() []option.ClientOption {
	return []option.ClientOption{option.WithHTTPClient(c.HTTP), option.WithEndpoint(c.endpoint.String())}
}

// first gives the token that a request needs before it can be sent.
type first struct{ oauth2.TokenSource }

func (f first) Token() (*oauth2.Token, error) {
	token, err := f.TokenSource.Token()
	if err != nil {
		return nil, beforehand{err}
	}
	return token, nil
}

// beforehand is an error that came before the request itself was sent.
type beforehand struct{ error }

func (b beforehand) Unwrap() error { return b.error }

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
