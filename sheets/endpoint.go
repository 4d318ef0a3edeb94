package sheets

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// Scope is the one right asked for: to read and write the sheets that the
// account can already open. The read-only scope would not do for reading:
// row metadata needs the right to write.
const Scope = "https://www.googleapis.com/auth/spreadsheets"

// DefaultEndpoint is where the Sheets API answers.
const DefaultEndpoint = "https://sheets.googleapis.com/"

// CheckEndpoint returns the endpoint as the client library takes it, ending in
// a slash: without one it would drop the path and say nothing. "" is Google's
// own. What is neither https nor on this machine is refused, since the token
// would travel where others can read it.
func CheckEndpoint(endpoint string) (*url.URL, error) {
	if endpoint == "" {
		endpoint = DefaultEndpoint
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: "the address of the Sheets server is not one that can be used",
			Advice: "write it as " + DefaultEndpoint + ", without a name, a password or a question mark"}
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !OnThisMachine(u)) {
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: fmt.Sprintf("the Sheets server at %s would be sent the account's token where others can read it", u.Host),
			Advice: "use an address that begins with https://"}
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

// OnThisMachine reports whether an address leads no further than this machine. A
// name counts only where it cannot be made to mean another machine.
func OnThisMachine(u *url.URL) bool {
	host := u.Hostname()
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
