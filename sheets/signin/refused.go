package signin

import (
	"errors"
	"net/http"
	"strings"

	"actionplan/sheets"
)

// refusalOf is the sentence for a sign-in that failed.
func refusalOf(how means, f *failure) *sheets.Refusal {
	var refusal *sheets.Refusal
	switch {
	case f == nil && how == byDefault: // what they are made of is missing
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "this computer's application default credentials gave no token",
			Advice: "look whether the file of a workload identity still finds the token that it names; or make them again: gcloud auth application-default login"}
	case f == nil: // nothing was sent: the file itself is of no use
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the file to sign in with does not hold a key that can be used",
			Advice: "download it again from the Google Cloud console, and do not open and save it in between"}
	case errors.As(f.err, &refusal):
		return refusal
	case f.err != nil:
		return sheets.Unreached(f.host, f.err)
	}
	if fault := f.answer.Fault(how.again()); fault != nil && (f.oauth == "" || f.answer.Status >= 500) {
		return fault
	}
	if strings.HasPrefix(f.host, "iamcredentials.") {
		return impersonationRefused(f.answer)
	}
	return oauthRefused(how, f)
}

// oauthRefused is the sentence for a code of the sign-in server's.
func oauthRefused(how means, f *failure) *sheets.Refusal {
	r := &sheets.Refusal{Kind: sheets.SignInNeeded, Status: f.answer.Status}
	mentions := func(words string) bool { return strings.Contains(strings.ToLower(f.detail), words) }
	switch {
	case f.oauth == "invalid_grant" && (mentions("short-lived") || mentions("iat")):
		r.Sentence = "Google did not accept the sign-in, because this computer's clock is wrong"
		r.Advice = "set the clock and try again"
	case f.oauth == "invalid_grant" && how == byKey:
		r.Sentence = "Google does not accept the service account's key any more"
		r.Advice = "the key or the account was deleted or turned off: ask whoever looks after the Google Cloud project for a new one"
	case f.oauth == "invalid_grant" && how == byLogin:
		r.Sentence = "the sign-in has run out, or was taken back"
		r.Advice = "sign in again: actionplan login; if that is needed every seven days, the consent screen is External and in Testing: IT sets it to Internal, or to In production"
	case f.oauth == "invalid_grant":
		r.Sentence = "the sign-in of this computer has run out, or was taken back"
		r.Advice = "sign in again: gcloud auth application-default login, or ask whoever set up " + defaultVariable
	case strings.HasSuffix(f.oauth, "_client"): // invalid, deleted, disabled
		r.Sentence = "Google does not know the council's OAuth client any more, or it is not of the type Desktop app"
		r.Advice = "ask whoever looks after the Google Cloud project for its file, and sign in with it: actionplan login --client FILE"
	case f.oauth == "admin_policy_enforced", f.oauth == "access_denied", f.oauth == "org_internal":
		r.Sentence = "the council's Google administrator does not let this program sign in"
		r.Advice = "ask IT to trust the OAuth client, in the Google Admin console under Security > API controls"
	case f.oauth == "invalid_scope":
		r.Sentence = "the account may not ask for the right to edit Google Sheets"
		r.Advice = "ask IT to allow the scope " + sheets.Scope
	default:
		r.Sentence = "Google did not accept the sign-in"
		r.Advice = "try again; if it stays so, sign in anew or ask IT for a new key"
	}
	return r
}

// impersonationRefused is the sentence for IAM's refusal to let one account
// act as another.
func impersonationRefused(a sheets.Answer) *sheets.Refusal {
	r := &sheets.Refusal{Kind: sheets.SignInNeeded, Status: a.Status, Message: a.Message}
	switch {
	case a.Gives("SERVICE_DISABLED", "accessNotConfigured"):
		r.Sentence = "the IAM Service Account Credentials API is not turned on for the account's project"
		r.Advice = "whoever looks after the Google Cloud project turns it on: https://console.cloud.google.com/apis/library/iamcredentials.googleapis.com"
	case a.Status == http.StatusForbidden:
		r.Sentence = "the account that is signed in may not act as the service account that is named for it"
		r.Advice = "whoever looks after the Google Cloud project gives it the role Service Account Token Creator on that service account; it takes some minutes to work"
	case a.Status == http.StatusNotFound:
		r.Sentence = "there is no service account of the name that is to be acted as"
		r.Advice = "look at partner: sign-in: impersonate: (name@project.iam.gserviceaccount.com), and whether the account was deleted"
	default:
		r.Sentence = "Google did not let the account act as the service account that is named for it"
		r.Advice = "ask whoever looks after the Google Cloud project"
	}
	return r
}
