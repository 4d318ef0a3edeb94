package sheets

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"google.golang.org/api/googleapi"
)

// Kind says what a refusal is about.
type Kind string

// The kinds of refusal.
const (
	SignInNeeded  Kind = "sign-in needed"   // nobody is signed in, or no longer
	NotShared     Kind = "not shared"       // the account may not open the sheet
	ViewOnly      Kind = "view only"        // the account may read the sheet and not write it
	APIOff        Kind = "api off"          // the project has not turned on the Sheets API
	NoSuchSheet   Kind = "no such sheet"    // a wrong id or address, or a sheet that was deleted
	NotASheet     Kind = "not a sheet"      // an Excel file that lies in Google Drive
	StorageFull   Kind = "storage full"     // the account has no room, and a service account never has any
	Busy          Kind = "busy"             // the quota of a minute is used up
	Unavailable   Kind = "unavailable"      // Google answered with an error of its own
	Protected     Kind = "protected"        // a cell that the account may not change
	Proxy         Kind = "proxy"            // the council's proxy did not let it out
	Certificate   Kind = "certificate"      // whoever answered could not show that it is Google
	Network       Kind = "network"          // Google could not be reached
	NotGoogle     Kind = "not google"       // something else answered where the Sheets API should have
	WrongEndpoint Kind = "wrong endpoint"   // a server that no token may be sent to
	Rejected      Kind = "request rejected" // Google found the request itself wrong
	Unreadable    Kind = "unreadable"       // an answer that is no sheet
	ProjectDenied Kind = "project denied"   // the account may not use the project that its requests count against
	NoProject     Kind = "no quota project" // a person's gcloud sign-in without a project for its requests
	Policy        Kind = "domain policy"    // an administrator's rule, and not the sheet's owner, stands in the way
)

// Refusal is a reason not to go on, in one sentence, with a hint that says who
// has to do what about it. It holds no credentials and can be shown to anybody.
type Refusal struct {
	Kind     Kind
	Sentence string // lower case, without a full stop
	Advice   string
	Status   int    // the HTTP status, 0 where there was none
	Message  string // what the Sheets API said, on one line; "" where it was not the API that answered
}

func (r *Refusal) Error() string { return r.Sentence }

// Hint says who has to do what.
func (r *Refusal) Hint() string { return r.Advice }

// Ambiguous says that a write was sent and that nobody can tell whether it was
// carried out: the answer was lost, or was no answer. It must not be sent
// again before the sheet has been read and looked through for the batch id.
type Ambiguous struct {
	Status int // the HTTP status that came back, 0 where none did
	Why    string
	cause  error // the context's error where the run was stopped, else nil
	silent bool  // nothing came back for as long as is waited
	unseen bool  // it was answered, and the sheet, read again each time, holds nothing of it
}

func (a *Ambiguous) Error() string {
	if a.unseen {
		return "nothing was written to the partners' sheet, although the write was answered: " + a.Why
	}
	return "the partners' sheet may or may not have been written: " + a.Why
}

// Hint says what to do where the caller cannot find out.
func (a *Ambiguous) Hint() string {
	return "run the same command again: it reads the sheet first, and finishes what is missing"
}

// Unwrap is the context's error where the run was stopped.
func (a *Ambiguous) Unwrap() error { return a.cause }

// ExplainRead turns an error of the client library into what a person can do
// about it: a *Refusal, or the context's own error where the run was stopped.
func (c *Client) ExplainRead(err error) error { return c.explain(err, false) }

// ExplainWrite is ExplainRead for a request that writes, whose error may be an
// *Ambiguous besides.
func (c *Client) ExplainWrite(err error) error { return c.explain(err, true) }

func (c *Client) explain(err error, writing bool) error {
	var ambiguous *Ambiguous
	var refusal *Refusal
	var answer *googleapi.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ambiguous):
		return ambiguous
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &answer):
		return c.refusalOf(read(answer), writing)
	case isNoAnswer(err) && writing:
		return &Ambiguous{Status: http.StatusOK, Why: "what came back cannot be read as Google's answer"}
	case isNoAnswer(err):
		return unreadable("it is not written as the Sheets API writes one")
	}
	return Unreached(c.host(), err)
}

// isNoAnswer says whether an answer came and could not be taken apart: JSON of
// the wrong types, or none at all.
func isNoAnswer(err error) bool {
	var syntax *json.SyntaxError
	var types *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &types)
}

// Answer is a refusal as a server of Google's sends it, or whoever answers
// in its place.
type Answer struct {
	Status  int
	form    form
	code    string
	Message string   // on one line
	reasons []string // of ErrorInfo details and of the older list of errors
	project string   // its number, where Google names it
}

// form is how an answer is written.
type form int

const (
	formGoogle  form = iota // as Google's services write a refusal
	formPage                // a web page
	formJSON                // JSON, and no refusal of Google's
	formText                // in words alone
	formNothing             // empty
)

func read(e *googleapi.Error) Answer { return ReadAnswer(e.Code, []byte(e.Body)) }

var projectNumber = regexp.MustCompile(`^projects/([a-z0-9-]{1,40})$`)

// ReadAnswer takes what is known out of an answer's body. What stands where
// Google would not put it is passed over, and the rest counts; some services
// put their one refusal in a list.
func ReadAnswer(status int, body []byte) Answer {
	a := Answer{Status: status}
	body = bytes.TrimSpace(body)
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) == 1 {
		body = list[0]
	}
	var said struct {
		Error struct {
			Code            any
			Status, Message string
			Errors          []struct{ Reason string }
			Details         []struct {
				Reason   string
				Metadata map[string]any
			}
		}
	}
	var types *json.UnmarshalTypeError
	switch err := json.Unmarshal(body, &said); {
	case len(body) == 0:
		a.form = formNothing
		return a
	case err != nil && !errors.As(err, &types):
		a.form = formText
		if body[0] == '<' {
			a.form = formPage
		}
		return a
	}
	a.code, a.Message = said.Error.Status, oneLine(said.Error.Message)
	for _, e := range said.Error.Errors {
		a.reasons = append(a.reasons, e.Reason)
	}
	for _, d := range said.Error.Details {
		a.reasons = append(a.reasons, d.Reason)
		consumer, _ := d.Metadata["consumer"].(string)
		if m := projectNumber.FindStringSubmatch(consumer); m != nil {
			a.project = m[1]
		}
	}
	if said.Error.Code == nil && a.code == "" && a.Message == "" && len(a.reasons) == 0 {
		a.form = formJSON
	}
	return a
}

// Gives reports whether one of the reasons is given.
func (a Answer) Gives(reasons ...string) bool {
	return slices.ContainsFunc(a.reasons, func(r string) bool { return slices.Contains(reasons, r) })
}

func (a Answer) says(words string) bool {
	return strings.Contains(strings.ToLower(a.Message), words)
}

// Fault is the refusal where it was not Google that answered, or Google could
// not; nil where it did. signInAgain is what to do where a sign-in is asked for.
func (a Answer) Fault(signInAgain string) *Refusal {
	switch {
	case a.Status == http.StatusProxyAuthRequired:
		return proxyAsks()
	case a.Status >= 500 && a.Status != http.StatusNetworkAuthenticationRequired:
		return notAvailable(a.Status, 1)
	case a.form != formGoogle:
		return notGoogle(a, signInAgain)
	}
	return nil
}

// storageFull is no rate limit, although it is a 403 that speaks of a quota:
// it never passes by itself.
func (a Answer) storageFull() bool {
	return a.Gives("storageQuotaExceeded", "teamDriveFileLimitExceeded") || a.says("storage quota")
}

// gcloudsOwn is the number of the project that a person's gcloud sign-in counts
// against where no other is named: it is Google's own, and nobody can turn an
// API on in it.
const gcloudsOwn = "764086051850"

// lacksQuotaProject says whether a person's gcloud sign-in names no project.
// Google words it as an API that is turned off.
func (a Answer) lacksQuotaProject() bool {
	return a.Status == http.StatusForbidden && (a.says("requires a quota project") || a.says("end user credentials from the google cloud sdk") || a.project == gcloudsOwn)
}

// isPolicy says whether a rule of an administrator's stands in the way.
func (a Answer) isPolicy() bool {
	return a.Status == http.StatusForbidden && (a.Gives("domainPolicy", "DOMAIN_POLICY", "SECURITY_POLICY_VIOLATED") ||
		a.says("domain policy") || a.says("domain administrator") || a.says("outside of your organi") || a.says("outside your organi") || a.says("organization's policy") || a.says("organizational policy"))
}

// isBusy says whether a refusal is a rate limit, which some of Google's
// services still send as a 403. One of a day does not pass in a minute.
func (a Answer) isBusy() bool {
	return !a.storageFull() && !a.isUsedUp() && (a.Status == http.StatusTooManyRequests ||
		a.Status == http.StatusForbidden && (a.code == "RESOURCE_EXHAUSTED" || a.says("rate limit exceeded") || a.says("quota exceeded for") ||
			a.Gives("RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded")))
}

// isUsedUp says whether a day's requests are used up.
func (a Answer) isUsedUp() bool {
	return a.Gives("dailyLimitExceeded") || a.says("daily limit") || a.says("per day")
}

// refusalOf is the sentence for an answer of Google's.
func (c *Client) refusalOf(a Answer, writing bool) *Refusal {
	r := c.sentenceOf(a, writing)
	r.Status, r.Message = a.Status, a.Message
	return r
}

func (c *Client) sentenceOf(a Answer, writing bool) *Refusal {
	if r := a.Fault(c.signInAgain()); r != nil {
		return r
	}
	switch {
	case a.Status == http.StatusUnauthorized:
		return &Refusal{Kind: SignInNeeded, Sentence: "Google did not accept the sign-in",
			Advice: c.signInAgain() + "; if that does not help, look whether this computer's clock is right"}
	case a.lacksQuotaProject():
		return &Refusal{Kind: NoProject, Sentence: "this computer's Google sign-in names no project for its requests to count against",
			Advice: "name one of the council's in which the Google Sheets API is turned on: gcloud auth application-default set-quota-project PROJECT"}
	case a.Gives("USER_PROJECT_DENIED", "CONSUMER_INVALID"):
		return projectDenied(a.project)
	case a.Gives("SERVICE_DISABLED", "accessNotConfigured"):
		return apiOff(a.project)
	case a.Gives("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"), a.says("insufficient authentication scopes"):
		return &Refusal{Kind: SignInNeeded, Sentence: "the sign-in does not include the right to read and write Google Sheets",
			Advice: c.signInAgain() + ", with the right " + Scope}
	case a.storageFull():
		return &Refusal{Kind: StorageFull, Sentence: "the Google account has no room left in its Drive",
			Advice: "a service account never has any: a person makes the sheet and shares it; a person's own account needs files taken away"}
	case a.isUsedUp():
		return &Refusal{Kind: Busy, Sentence: "Google Sheets has been asked as often as the account's project may ask in a day",
			Advice: "go on tomorrow; whoever looks after the council's Google Cloud project can ask for more, under APIs & Services > Quotas"}
	case a.isBusy(), a.Gives("quotaExceeded"):
		return busy(1)
	case a.Gives("CONSUMER_SUSPENDED"):
		return &Refusal{Kind: ProjectDenied, Sentence: "Google has suspended the Google Cloud project that the requests count against",
			Advice: "whoever looks after that project finds out why in the Google Cloud console"}
	}
	return c.aboutTheSheet(a, writing)
}

// aboutTheSheet are the refusals of the sheet itself.
func (c *Client) aboutTheSheet(a Answer, writing bool) *Refusal {
	switch {
	case a.isPolicy():
		return &Refusal{Kind: Policy, Sentence: "a rule of the Google administrators does not let " + c.account() + " open the partners' sheet: sharing outside the organisation, or programs like this one, are not allowed",
			Advice: "ask the administrator of the sheet's organisation to allow that address or its domain (Google Admin console: Drive and Docs > Sharing settings, and Security > API controls), or sign in as an officer who may open it: actionplan login"}
	case a.says("protected cell or object"):
		return &Refusal{Kind: Protected, Sentence: "some of the cells to be written are protected in the partners' sheet",
			Advice: "its owner lets " + c.account() + " edit them, under Data > Protect sheets and ranges; nothing was written"}
	case a.Status == http.StatusForbidden && writing:
		return &Refusal{Kind: ViewOnly, Sentence: "the partners' sheet is shared with " + c.account() + " for viewing only",
			Advice: "its owner opens Share and makes that account an Editor; nothing was written"}
	case a.Status == http.StatusForbidden:
		return &Refusal{Kind: NotShared, Sentence: "the partners' sheet is not shared with " + c.account(),
			Advice: c.shareAdvice()}
	case a.Status == http.StatusNotFound:
		return &Refusal{Kind: NoSuchSheet, Sentence: "there is no Google Sheet at the address under partner: sheet:",
			Advice: "open the partners' sheet in a browser and copy the whole address; if it was deleted, its owner can bring it back from the bin"}
	case a.says("not supported for this document"):
		return &Refusal{Kind: NotASheet, Sentence: "what lies at the address under partner: sheet: is not a Google Sheet: most likely an Excel workbook kept in Google Drive",
			Advice: "open it there and choose File > Save as Google Sheets, then use the new sheet's address; or download it and name it under partner: workbook:"}
	}
	why := strings.TrimSuffix(a.Message, ".")
	if why == "" {
		why = "it does not say why"
	}
	return &Refusal{Kind: Rejected, Sentence: fmt.Sprintf("Google Sheets did not accept the request (%d): %s", a.Status, why),
		Advice: "nothing was changed by it; if the sheet was being edited a moment ago, run the command again"}
}

// account is who the sheet has to be shared with, as a sentence names them.
func (c *Client) account() string {
	if c.Who != "" {
		return c.Who
	}
	return "the account that is signed in"
}

func (c *Client) shareAdvice() string {
	if c.Who != "" {
		return "its owner opens Share in the sheet, adds " + c.Who + " as an Editor and unticks Notify people; if that is refused, ask IT whether sharing outside the council is allowed for that address"
	}
	return "its owner opens Share in the sheet and adds the account as an Editor; or sign in with an account that can open it: actionplan logout, then actionplan login"
}

func (c *Client) signInAgain() string {
	if c.Again != "" {
		return c.Again
	}
	return "sign in again"
}

func (c *Client) host() string {
	if c.endpoint != nil {
		return c.endpoint.Hostname()
	}
	return "Google"
}

func apiOff(project string) *Refusal {
	where := "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
	if project != "" {
		where += "?project=" + project
	}
	return &Refusal{Kind: APIOff, Sentence: "the Google Sheets API is not turned on for the account's project",
		Advice: "whoever looks after the council's Google Cloud project opens " + where + " and presses Enable; it takes a few minutes to work"}
}

func projectDenied(project string) *Refusal {
	which := "the Google Cloud project that its requests are to count against"
	if project != "" {
		which += " (" + project + ")"
	}
	return &Refusal{Kind: ProjectDenied, Sentence: "the account that is signed in may not use " + which,
		Advice: "whoever looks after that project gives the account the role Service Usage Consumer (roles/serviceusage.serviceUsageConsumer), which takes some minutes to work; or name another project: gcloud auth application-default set-quota-project PROJECT"}
}

func busy(attempts int) *Refusal {
	return &Refusal{Kind: Busy, Status: http.StatusTooManyRequests,
		Sentence: "Google Sheets is being asked too often by this account" + afterAttempts(attempts),
		Advice:   "wait a minute and run the command again; if others use the same account at the same time, give each their own"}
}

func notAvailable(status, attempts int) *Refusal {
	return &Refusal{Kind: Unavailable, Status: status,
		Sentence: fmt.Sprintf("Google Sheets is not answering as it should (%d)%s", status, afterAttempts(attempts)),
		Advice:   "try again in some minutes; https://www.google.com/appsstatus says whether others have the same trouble"}
}

func afterAttempts(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(", after %d attempts", n)
}

// notGoogle is the refusal of what something else than Google says: the page
// of a guest network, a web filter, a proxy or a gateway.
func notGoogle(a Answer, signInAgain string) *Refusal {
	const hosts = "sheets.googleapis.com and oauth2.googleapis.com"
	r := &Refusal{Kind: NotGoogle, Status: a.Status}
	switch {
	case a.form == formPage, a.Status >= 300 && a.Status < 400, a.Status == http.StatusNetworkAuthenticationRequired:
		r.Sentence = fmt.Sprintf("a web page answered where Google Sheets should have (%d)", a.Status)
		r.Advice = "open a browser: if the network asks you to sign in, do so; otherwise ask IT whether a web filter or proxy keeps " + hosts + " from this computer"
	case a.form == formNothing:
		r.Sentence = fmt.Sprintf("Google Sheets, or something on the way there, refused without a word (%d)", a.Status)
		r.Advice = "try again; if it stays so, ask IT whether a web filter or proxy answers for " + hosts
	default:
		how := "in words of its own"
		if a.form == formJSON {
			how = "as programs do, but not as Google does (JSON of another shape)"
		}
		r.Sentence = fmt.Sprintf("something answered where Google Sheets should have, %s (%d)", how, a.Status)
		r.Advice = "try again; if it stays so, ask IT what answers for " + hosts + " on this network: a web filter, a proxy or a gateway"
	}
	if a.Status == http.StatusUnauthorized { // whoever it was, somebody has to sign in
		r.Kind, r.Sentence = SignInNeeded, r.Sentence+", and asks for a sign-in"
		r.Advice = signInAgain + "; if that does not help, " + r.Advice
	}
	return r
}

func proxyAsks() *Refusal {
	return &Refusal{Kind: Proxy, Status: http.StatusProxyAuthRequired,
		Sentence: "the council's proxy asks for a name and password (407)",
		Advice:   "ask IT for a way out that needs none, or for what to put in HTTPS_PROXY; sign-in by Windows account (NTLM, Kerberos) is not supported"}
}

func proxyForbids(status int) *Refusal {
	return &Refusal{Kind: Proxy, Status: status,
		Sentence: fmt.Sprintf("the council's proxy did not let this computer through to Google (%d)", status),
		Advice:   "ask IT to allow sheets.googleapis.com, oauth2.googleapis.com and accounts.google.com"}
}

func cutShort() *Refusal {
	return &Refusal{Kind: Network, Sentence: "Google's answer was cut short on its way",
		Advice: "try again; if it happens each time, ask IT whether a proxy limits the size of answers"}
}

// notTrusted is a certificate that nobody vouches for. On a council network
// that is most often the council's own inspection of web traffic.
func notTrusted(host string, err error) *Refusal {
	advice := "ask IT whether web traffic is inspected here, and for the council's root certificate as a .pem file; then set " + caVariable + " to where it lies"
	if strings.Contains(err.Error(), "expired or is not yet valid") {
		advice = "look whether this computer's clock and date are right; if they are, ask IT about the certificate that answers for " + host
	}
	return &Refusal{Kind: Certificate, Sentence: "the certificate that answers for " + host + " is not trusted by this computer", Advice: advice}
}

// refusedOnWindows is what Windows itself calls a connection refused.
const refusedOnWindows = syscall.Errno(10061)

// plainName is the name of a computer and no more.
var plainName = regexp.MustCompile(`^[A-Za-z0-9.-]{1,253}$`)

// Unreached says why Google could not be reached, in our own words: an error's
// text may hold a proxy's password.
func Unreached(host string, err error) *Refusal {
	if badCertificate(err) {
		return notTrusted(host, err)
	}
	var name *net.DNSError
	r := &Refusal{Kind: Network, Sentence: host + " could not be reached",
		Advice: "look whether this computer is online; a council network may need HTTPS_PROXY set: ask IT"}
	switch {
	case errors.As(err, &name):
		r.Sentence = "the name " + host + " could not be looked up"
		if proxy := plainName.FindString(strings.TrimSuffix(name.Name, ".")); proxy != "" && proxy != host {
			r.Sentence = "the name of the proxy, " + proxy + ", could not be looked up"
		}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, refusedOnWindows):
		r.Sentence = "nothing answers at " + host + ", or at the proxy on the way there"
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		r.Sentence = host + " did not answer in time"
	}
	return r
}

// unanswered says that a server took a request and kept silent.
func unanswered(host string, silence time.Duration) *Refusal {
	return &Refusal{Kind: Network, Sentence: fmt.Sprintf("%s did not answer within %d seconds", host, int(silence.Seconds())),
		Advice: "try again in some minutes; if it stays so, ask IT whether a web filter or proxy holds back what comes from there"}
}

// oneLine is Google's message as a sentence can hold it.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(s); len(runes) > 300 {
		s = string(runes[:299]) + "…"
	}
	return s
}
