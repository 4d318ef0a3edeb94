package sheets

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Scope is the one right asked for: to read and write the sheets that the
// account can already open. The read-only scope would not do for reading:
// row metadata needs the right to write.
const Scope = "https://www.googleapis.com/auth/spreadsheets"

// DefaultEndpoint is where the Sheets API answers.
const DefaultEndpoint = "https://sheets.googleapis.com/"

// checkEndpoint returns the endpoint as the client library takes it, ending in
// a slash: without one it would drop the path and say nothing. "" is Google's
// own. What is neither https nor on this machine is refused, since the token
// would travel where others can read it.
func checkEndpoint(endpoint string) (*url.URL, error) {
	if endpoint == "" {
		endpoint = DefaultEndpoint
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: "the address of the Sheets server is not one that can be used",
			Advice: "write it as " + DefaultEndpoint + ", without a name, a password or a question mark"}
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !onThisMachine(u)) {
		return nil, &Refusal{Kind: WrongEndpoint, Sentence: fmt.Sprintf("the Sheets server at %s would be sent the account's token where others can read it", u.Host),
			Advice: "use an address that begins with https://"}
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

// onThisMachine says whether an address leads no further than this machine. A
// name counts only where it cannot be made to mean another machine.
func onThisMachine(u *url.URL) bool {
	host := u.Hostname()
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// googleHosts are where Google signs people, service accounts and workloads in.
var googleHosts = []string{"accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com", "sts.googleapis.com", "iamcredentials.googleapis.com"}

// checkFile looks at a file to sign in with before anything in it is used:
// what it would have run, read and asked. It returns the file as it is used,
// which is what was looked at: where a name stands twice, the last one counts.
//
// A program would be run with the officer's rights, and is refused. An address,
// under whatever name and however deep, that is neither Google's nor on this
// machine would be sent the secrets in the file. Where a workload gets its own
// token from (credential_source) is for whoever runs the computer to say and may
// be elsewhere, but nothing of Google's is sent there; it must be a file or an
// address on this machine, a metadata server, or https.
func checkFile(path string, text []byte) ([]byte, error) {
	var file any
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	if hasProgram(file) {
		return nil, &Refusal{Kind: SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, names a program to run (executable), and none is ever run", path),
			Advice: "have the token put into a file, or fetched from an address, which the steps of a workload identity pool offer too; or use a service account's key"}
	}
	err := eachText(file, "", false, func(name, text string, atSource bool) error {
		switch last := lastName(name); {
		case last == "universe_domain" && text != "" && text != googleCloud:
			return otherCloud(path)
		case atSource && last == "file" && (strings.HasPrefix(text, `\\`) || strings.HasPrefix(text, "//")):
			return &Refusal{Kind: SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, would have a token read from another computer, under %s", path, name),
				Advice: "have the token put into a file on this computer"}
		case !isAddress(last, text), isGoogle(text), isLocal(text), atSource && isTokenSource(text), isLabel(name, text):
			return nil
		}
		return &Refusal{Kind: SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, names an address that is not Google's, under %s", path, name),
			Advice: "make it again: in the Google Cloud console, with gcloud auth application-default login, or by the workload identity pool's own steps; a file that came any other way is not to be trusted"}
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(file)
}

// hasProgram reports whether anything in a JSON value stands where a program
// does.
func hasProgram(v any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, hasProgram)
	case map[string]any:
		for key, inner := range v {
			if strings.EqualFold(key, "executable") || hasProgram(inner) {
				return true
			}
		}
	}
	return false
}

// lastName is the last of the names on the way to a value.
func lastName(name string) string { return strings.ToLower(name[strings.LastIndex(name, ".")+1:]) }

// isAddress reports whether a text is a web address, or stands where one belongs.
func isAddress(last, text string) bool {
	named := strings.HasSuffix(last, "uri") || strings.HasSuffix(last, "url") || strings.HasSuffix(last, "endpoint")
	return text != "" && (named || strings.Contains(text, "://"))
}

// eachText gives every text of a JSON value, with the names on the way to it.
func eachText(v any, name string, atSource bool, check func(name, text string, atSource bool) error) error {
	switch v := v.(type) {
	case string:
		return check(name, v, atSource)
	case []any:
		for _, item := range v {
			if err := eachText(item, name, atSource, check); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			inner := key
			if name != "" {
				inner = name + "." + key
			}
			if err := eachText(v[key], inner, atSource || key == "credential_source", check); err != nil {
				return err
			}
		}
	}
	return nil
}

// metadataHosts are where the clouds tell their machines who they are.
var metadataHosts = []string{"169.254.169.254", "169.254.170.2", "fd00:ec2::254", "metadata.google.internal", "metadata.google.internal."}

// isTokenSource reports whether a workload may fetch its own token at an
// address.
func isTokenSource(address string) bool {
	u, err := url.Parse(strings.ReplaceAll(address, "{region}", "region")) // as Amazon's are written
	if err != nil || u.User != nil {
		return false
	}
	return u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && slices.Contains(metadataHosts, u.Hostname())
}

// isLabel reports whether a text only names something, in the form of an
// address, and is not asked: a certificate's place at Google, or where an OAuth
// client's answers go, which this program never uses.
func isLabel(name, address string) bool {
	last := name[strings.LastIndex(name, ".")+1:]
	switch last {
	case "redirect_uris", "javascript_origins":
		return true
	case "audience", "subject_token_type", "universe_domain", "workforce_pool_user_project":
		return true
	case "client_x509_cert_url", "auth_provider_x509_cert_url":
		return isGoogle(address)
	}
	return false
}

// checkSignInAddress refuses any address that is neither Google's nor on this
// machine: a file that names another would send a person, or a secret, there.
func checkSignInAddress(address, fallback string) (string, error) {
	if address == "" {
		return fallback, nil
	}
	if isGoogle(address) || isLocal(address) {
		return address, nil
	}
	return "", &Refusal{Kind: SignInNeeded, Sentence: "the file to sign in with names an address that is not Google's",
		Advice: "download it again from the Google Cloud console; a file that came any other way is not to be trusted"}
}

func isGoogle(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User == nil && u.Scheme == "https" && (slices.Contains(googleHosts, u.Host) || regionalHost.MatchString(u.Host))
}

// regionalHost is one of Google's sign-in hosts in one region, as its
// documentation lists them: iamcredentials.europe-west2.rep.googleapis.com.
var regionalHost = regexp.MustCompile(`^(sts|iamcredentials|oauth2)\.[a-z]+-[a-z]+[0-9]\.rep\.googleapis\.com$`)

func isLocal(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User == nil && (u.Scheme == "http" || u.Scheme == "https") && onThisMachine(u)
}

var sheetID = regexp.MustCompile(`^[A-Za-z0-9_-]{10,200}$`)

// ParseSheetID takes a sheet's id, or any address that leads to it, as it is
// copied from a browser or an e-mail, and returns the id and, where the
// address names one, the tab's number (gid). An error is a *Refusal.
func ParseSheetID(s string) (id string, gid *int64, err error) {
	s = strings.TrimSpace(s)
	if sheetID.MatchString(s) {
		return s, nil, nil
	}
	u, ok := address(s)
	if !ok {
		return "", nil, notAnAddress(s)
	}
	host := strings.ToLower(u.Hostname())
	switch host {
	case "docs.google.com":
		id, err = idInDocs(u)
	case "drive.google.com":
		id, err = idInDrive(u)
	default:
		return "", nil, elsewhere(host)
	}
	if err != nil {
		return "", nil, err
	}
	if gid, err = tabOf(u); err != nil {
		return "", nil, err
	}
	return id, gid, nil
}

// address reads s as a web address, out of the wrapping that Outlook and
// Google put around the links of an e-mail.
func address(s string) (*url.URL, bool) {
	for range 3 { // a wrapped link may be wrapped again, once forwarded
		if !strings.Contains(s, "://") {
			if !strings.Contains(s, "/") {
				return nil, false // a file's name has dots too
			}
			s = "https://" + s
		}
		u, err := url.Parse(s)
		if err != nil || !strings.Contains(u.Hostname(), ".") || (u.Scheme != "https" && u.Scheme != "http") {
			return nil, false
		}
		host, query := strings.ToLower(u.Hostname()), u.Query()
		switch {
		case strings.HasSuffix(host, ".safelinks.protection.outlook.com") && query.Get("url") != "":
			s = query.Get("url")
		case host == "www.google.com" && u.Path == "/url" && query.Get("q") != "":
			s = query.Get("q")
		default:
			return u, true
		}
	}
	return nil, false
}

// idInDocs finds the id in /spreadsheets/d/ID/edit, with /a/DOMAIN or /u/0
// before the d where people have several accounts.
func idInDocs(u *url.URL) (string, error) {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) > 2 && parts[0] == "a" {
		parts = parts[2:]
	}
	kind := parts[0]
	if kind != "spreadsheets" {
		return "", &Refusal{Kind: NoSuchSheet, Sentence: "the address under partner: sheet: is Google's, but not a sheet's",
			Advice: "open the partners' sheet in a browser and copy the whole address: it begins with https://docs.google.com/spreadsheets/d/"}
	}
	parts = parts[1:]
	if len(parts) > 2 && parts[0] == "u" {
		parts = parts[2:]
	}
	if len(parts) > 1 && parts[0] == "d" && parts[1] == "e" {
		return "", &Refusal{Kind: NoSuchSheet, Sentence: "the address under partner: sheet: is a published copy's, which nobody can edit",
			Advice: "open the sheet itself in a browser and copy the address from there"}
	}
	if len(parts) > 1 && parts[0] == "d" && sheetID.MatchString(parts[1]) {
		return parts[1], nil
	}
	return "", noID()
}

// idInDrive finds the id in /file/d/ID/view and /open?id=ID.
func idInDrive(u *url.URL) (string, error) {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) > 2 && parts[0] == "file" && parts[1] == "d" && sheetID.MatchString(parts[2]) {
		return parts[2], nil
	}
	if id := u.Query().Get("id"); parts[0] == "open" && sheetID.MatchString(id) {
		return id, nil
	}
	return "", noID()
}

// tabOf is the tab an address names: behind the # where a browser put it, or
// among what follows the question mark.
func tabOf(u *url.URL) (*int64, error) {
	for _, text := range []string{u.Fragment, u.RawQuery} {
		values, err := url.ParseQuery(text)
		if err != nil || !values.Has("gid") {
			continue
		}
		n, err := strconv.ParseInt(values.Get("gid"), 10, 32)
		if err != nil || n < 0 {
			return nil, &Refusal{Kind: NoSuchSheet, Sentence: "the address under partner: sheet: names a tab that cannot be (gid)",
				Advice: "click the tab in a browser and copy the whole address again"}
		}
		return &n, nil
	}
	return nil, nil
}

func noID() error {
	return &Refusal{Kind: NoSuchSheet, Sentence: "the address under partner: sheet: leads to no one sheet",
		Advice: "open the partners' sheet in a browser and copy the whole address: it begins with https://docs.google.com/spreadsheets/d/"}
}

func notAnAddress(s string) error {
	r := &Refusal{Kind: NoSuchSheet, Sentence: "what stands under partner: sheet: is neither a Google Sheet's address nor its id",
		Advice: "open the partners' sheet in a browser and copy the whole address"}
	for _, ending := range []string{".xlsx", ".xlsm", ".xls", ".ods", ".csv"} {
		if strings.HasSuffix(strings.ToLower(s), ending) {
			r.Advice = "a file's name goes under partner: workbook:"
		}
	}
	return r
}

func elsewhere(host string) error {
	r := &Refusal{Kind: NoSuchSheet, Sentence: fmt.Sprintf("the address under partner: sheet: is at %s, where there are no Google Sheets", host),
		Advice: "open the partners' sheet in a browser and copy the whole address: it begins with https://docs.google.com/spreadsheets/d/"}
	if strings.HasSuffix(host, ".sharepoint.com") || strings.HasSuffix(host, ".live.com") {
		r.Advice = "a workbook in SharePoint or OneDrive is named by its synced copy on this machine, under partner: workbook:"
	}
	return r
}
