package sheets

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"google.golang.org/api/googleapi"
)

const robot = "plan@council-1234.iam.gserviceaccount.com"

func answered400(message string) string { return errorBody(400, "INVALID_ARGUMENT", message, "") }

// TestRefusals is the table of what Google says and what a person is told.
func TestRefusals(t *testing.T) {
	disabled := errorBody(403, "PERMISSION_DENIED", "Google Sheets API has not been used in project 1234 before or it is disabled. Enable it by visiting https://evil.example then retry.",
		`, "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED", "domain": "googleapis.com", "metadata": {"service": "sheets.googleapis.com", "consumer": "projects/1234", "activationUrl": "https://evil.example"}}]`)
	odd := strings.ReplaceAll(disabled, "projects/1234", "projects/12&x=https://evil.example")
	scope := errorBody(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", `, "details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]`)
	denied := errorBody(403, "PERMISSION_DENIED", "The caller does not have permission", "")
	for _, c := range []struct {
		name    string
		status  int
		body    string
		writing bool
		kind    Kind
		words   string // in the sentence or the hint
		not     string // in neither
	}{
		{"not shared", 403, denied, false, NotShared, "adds " + robot + " as an Editor", ""},
		{"view only", 403, denied, true, ViewOnly, "shared with " + robot + " for viewing only", ""},
		{"API off", 403, disabled, false, APIOff, "sheets.googleapis.com?project=1234 and presses Enable", "evil"},
		{"API off, odd project", 403, odd, true, APIOff, "apis/library/sheets.googleapis.com and presses", "evil"},
		{"API off, older form", 403, errorBody(403, "", "Access Not Configured.", `, "errors": [{"reason": "accessNotConfigured"}]`), false, APIOff, "Enable", ""},
		{"scope", 403, scope, false, SignInNeeded, Scope, ""},
		{"no such sheet", 404, errorBody(404, "NOT_FOUND", "Requested entity was not found.", ""), false, NoSuchSheet, "copy the whole address", ""},
		{"Excel in Drive", 400, errorBody(400, "FAILED_PRECONDITION", "This operation is not supported for this document", ""), false, NotASheet, "File > Save as Google Sheets", ""},
		{"protected", 400, answered400("Invalid requests[0].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."), true, Protected, "Protect sheets and ranges", ""},
		{"protected, another status", 403, errorBody(403, "PERMISSION_DENIED", "You are trying to edit a protected cell or object.", ""), true, Protected, robot, ""},
		{"storage of a service account", 403, errorBody(403, "PERMISSION_DENIED", "The user's Drive storage quota has been exceeded.", `, "errors": [{"reason": "storageQuotaExceeded"}]`), true, StorageFull, "a person makes the sheet", "minute"},
		{"quota", 429, errorBody(429, "RESOURCE_EXHAUSTED", "Quota exceeded", `, "details": [{"reason": "RATE_LIMIT_EXCEEDED"}]`), false, Busy, "wait a minute", ""},
		{"401", 401, errorBody(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", ""), false, SignInNeeded, "clock", ""},
		{"bad range", 400, answered400("Unable to parse range: Plan!A1"), false, Rejected, "(400): Unable to parse range: Plan!A1", ""},
		{"many lines", 400, answered400("first\n\tsecond\x1b[31m." + strings.Repeat("x", 1000)), true, Rejected, "first second [31m.xxx", "\x1b"},
		{"500", 500, errorBody(500, "INTERNAL", "Internal error", ""), false, Unavailable, "(500)", ""},
		{"HTML 502", 502, "<html>Error 502", false, Unavailable, "(502)", ""},
		{"HTML 403 of a filter", 403, "<html>Blocked " + marked, false, NotGoogle, "web filter", marked},
		{"no words at all", 404, "", false, NotGoogle, "(404)", ""},
		{"407", 407, "<html>", false, Proxy, "NTLM", ""},
		{"401 in a list", 401, "[" + errorBody(401, "UNAUTHENTICATED", "x", "") + "]", false, SignInNeeded, "Google did not accept the sign-in", "filter"},
		{"401 of a code alone", 401, `{"error": {"code": 401}}`, true, SignInNeeded, "Google did not accept the sign-in", "filter"},
		{"401 as OAuth has it", 401, `{"error": "invalid_token", "error_description": "` + marked + `"}`, false, SignInNeeded, "JSON of another shape", "web page"},
		{"401 of another shape", 401, `{"message": "` + marked + `"}`, false, SignInNeeded, "asks for a sign-in | ask whoever made the key file", "web page"},
		{"401 that is no object", 401, `"no"`, true, SignInNeeded, "JSON of another shape", "web page"},
		{"401 in words", 401, "Not you " + marked, false, SignInNeeded, "in words of its own (401)", "web page"},
		{"401 without a word", 401, "", false, SignInNeeded, "without a word (401)", "web page"},
		{"401 of a page", 401, "<html>Sign in to the network", false, SignInNeeded, "open a browser", "JSON"},
		{"403 of another shape", 403, `{"message": "Forbidden"}`, false, NotGoogle, "JSON of another shape", "web page"},
		{"403 as OAuth has it", 403, `{"error": "access_denied"}`, true, NotGoogle, "JSON of another shape", "web page"},
		{"403 in words", 403, "Blocked by policy " + marked, true, NotGoogle, "in words of its own (403)", marked},
		{"403 without a word", 403, " \n", true, NotGoogle, "without a word (403)", "web page"},
		{"403 half understood", 403, `{"error": {"code": "403", "message": ["no"], "status": "PERMISSION_DENIED", "errors": "none"}}`, true, ViewOnly, robot, "JSON"},
		{"API off, odd details", 403, strings.ReplaceAll(disabled, `"service": "sheets.googleapis.com"`, `"service": 7`), false, APIOff, "?project=1234", "evil"},
		{"rate limit by its words", 403, errorBody(403, "PERMISSION_DENIED", "User Rate Limit Exceeded", ""), true, Busy, "wait a minute", ""},
		{"rate limit by its code", 403, errorBody(403, "RESOURCE_EXHAUSTED", "x", ""), false, Busy, "wait a minute", ""},
		{"a day's requests", 403, errorBody(403, "PERMISSION_DENIED", "x", `, "errors": [{"reason": "dailyLimitExceeded"}]`), false, Busy, "go on tomorrow", "minute"},
		{"a day's requests, as 429", 429, errorBody(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Reads' and limit 'Reads per day'", ""), false, Busy, "go on tomorrow", "minute"},
		{"suspended project", 403, errorBody(403, "PERMISSION_DENIED", "x", `, "details": [{"reason": "CONSUMER_SUSPENDED"}]`), false, ProjectDenied, "suspended", ""},
		{"400 without a message", 400, errorBody(400, "INVALID_ARGUMENT", "", ""), true, Rejected, "does not say why", ""},
		{"a network's own page", 511, "<html>Guest Wi-Fi", true, NotGoogle, "sign in, do so", ""},
		{"a redirect", 302, "", true, NotGoogle, "sign in, do so", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := &Client{Who: robot, Again: "ask whoever made the key file for a new one"}
			asked := googleapi.CheckResponseWithBody(&http.Response{StatusCode: c.status}, []byte(c.body))
			explain := client.ExplainRead
			if c.writing {
				explain = client.ExplainWrite
			}
			err := explain(fmt.Errorf("wrapped: %w", asked))
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Kind != c.kind {
				t.Fatalf("explained as %#v", err)
			}
			text := errorText(err)
			if !strings.Contains(text, c.words) || c.not != "" && strings.Contains(text, c.not) {
				t.Errorf("said %q", text)
			}
			sound(t, refusal)
		})
	}
}

// sound asks of a refusal what every one must be: one sentence, lower case,
// and a hint.
func sound(t *testing.T, r *Refusal) {
	t.Helper()
	first, rest := r.Sentence[:1], r.Sentence
	if strings.ToLower(first) != first && !strings.HasPrefix(rest, "Google") || strings.HasSuffix(rest, ".") || strings.ContainsAny(rest+r.Advice, "\n\r\t") || r.Advice == "" || len([]rune(rest)) > 400 {
		t.Errorf("%q, hint %q", r.Sentence, r.Advice)
	}
}

func TestSharedWithWhom(t *testing.T) {
	denied := &googleapi.Error{Code: 403, Body: errorBody(403, "PERMISSION_DENIED", "The caller does not have permission", "")}
	if text := errorText((&Client{}).ExplainRead(denied)); !strings.Contains(text, "the account that is signed in") || !strings.Contains(text, "actionplan logout") {
		t.Errorf("said %q", text)
	}
	expired := &googleapi.Error{Code: 401, Body: errorBody(401, "UNAUTHENTICATED", "x", "")}
	for _, again := range []string{"", "sign in again: actionplan login"} {
		if text := errorText((&Client{Again: again}).ExplainRead(expired)); !strings.Contains(text, "sign in again"+strings.TrimPrefix(again, "sign in again")) {
			t.Errorf("%s: said %q", again, text)
		}
	}
}

// TestUnreachedInOwnWords asks that an error of the network is told in our
// words: its own text can hold a proxy's password.
func TestUnreachedInOwnWords(t *testing.T) {
	secret := errors.New("proxyconnect http://clerk:" + marked + "@proxy: no")
	for want, err := range map[string]error{
		"could not be looked up":                              &net.DNSError{Err: marked, Name: "sheets.googleapis.com."},
		"name of the proxy, proxy.council.example, could not": &net.DNSError{Err: marked, Name: "proxy.council.example"},
		"the name sheets.googleapis.com could":                &net.DNSError{Err: "x", Name: "clerk:" + marked + "@proxy"},
		"nothing answers at":                                  &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED},
		"did not answer in time":                              &url.Error{Op: "Get", URL: "https://" + marked, Err: context.DeadlineExceeded},
		"could not be reached":                                secret,
	} {
		refusal := Unreached("sheets.googleapis.com", err)
		if text := errorText(refusal); !strings.Contains(text, want) || strings.Contains(text, marked) {
			t.Errorf("%v: said %q", err, text)
		}
		sound(t, refusal)
	}
	if (&Client{}).ExplainRead(nil) != nil {
		t.Error("no error is explained as one")
	}
	if err := (&Client{}).ExplainRead(fmt.Errorf("x: %w", context.Canceled)); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped run is explained as %v", err)
	}
}
