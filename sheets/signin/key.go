package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/impersonate"
	"google.golang.org/api/option"

	"actionplan/sheets"
)

// wholeScope is what the way to another service account is asked with: it is
// what Google's own library uses there. The token goes to IAM and no further.
const wholeScope = "https://www.googleapis.com/auth/cloud-platform"

// credentials are what is read of a file to sign in with, beside its secrets.
type credentials struct {
	Type        string          `json:"type"`
	Email       string          `json:"client_email"`
	Key         string          `json:"private_key"`
	TokenURI    string          `json:"token_uri"`
	Project     string          `json:"quota_project_id"`
	Impersonate string          `json:"service_account_impersonation_url"`
	Installed   json.RawMessage `json:"installed"`
	Web         json.RawMessage `json:"web"`
}

const serviceAccount = "service_account"

// readCredentials reads a file to sign in with. what names it in a sentence.
func readCredentials(what, path string) ([]byte, credentials, error) {
	var c credentials
	text, err := readSmall(path)
	if err != nil {
		return nil, c, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s %s cannot be read", what, path),
			Advice: "look whether the file is there, and whether you may read it"}
	}
	used, err := checkFile(path, text)
	var refusal *sheets.Refusal
	if errors.As(err, &refusal) {
		return nil, c, refusal
	}
	if err != nil || json.Unmarshal(used, &c) != nil {
		return nil, c, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s %s is not a file that Google made", what, path),
			Advice: "download it again from the Google Cloud console, and do not open and save it in between"}
	}
	return used, c, nil
}

// readSmall reads a file of credentials: none is longer than this.
func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	return io.ReadAll(io.LimitReader(f, 1<<20))
}

// withKey signs in with a service account's key.
func (a Account) withKey(ctx context.Context, network http.RoundTripper, path string) (identity, error) {
	text, c, err := readCredentials("the key file", path)
	if err != nil {
		return identity{}, err
	}
	if err := c.mustBeKey(path); err != nil {
		return identity{}, err
	}
	a.warn(keyWarning(path, a.PlanFolder))
	client, w := a.signInClient(ctx, network)
	config, err := google.JWTConfigFromJSON(text, a.scope())
	if err != nil {
		return identity{}, notAKey(path)
	}
	inner := config.TokenSource(context.WithValue(ctx, oauth2.HTTPClient, client))
	id := identity{source: &source{inner, w, byKey, ctx}, who: c.Email, how: byKey, local: isLocal(c.TokenURI)}
	return a.asAnother(ctx, network, id)
}

// scope is what the first token is asked for: the sheets, or only the way to
// the account that may open them.
func (a Account) scope() string {
	if a.Impersonate != "" {
		return wholeScope
	}
	return sheets.Scope
}

func (c credentials) mustBeKey(path string) error {
	switch {
	case len(c.Installed) > 0 || len(c.Web) > 0:
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s is an OAuth client's file, not a service account's key", path),
			Advice: "sign in with it: actionplan login --client FILE"}
	case c.Type != serviceAccount || c.Email == "" || c.Key == "":
		return notAKey(path)
	}
	return nil
}

// googleCloud is the domain of the ordinary Google Cloud. Another's would take
// its place in the addresses that are asked.
const googleCloud = "googleapis.com"

func otherCloud(path string) error {
	return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s belongs to a separate Google cloud, where there are no Google Sheets", path),
		Advice: "use an account of the ordinary Google Cloud"}
}

func notAKey(path string) error {
	return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%s is not a service account's key", path),
		Advice: "in the Google Cloud console: IAM & Admin > Service accounts > Keys > Add key > JSON"}
}

// asAnother goes on as the service account to act as, where one is named.
func (a Account) asAnother(ctx context.Context, network http.RoundTripper, first identity) (identity, error) {
	if a.Impersonate == "" {
		return first, nil
	}
	if !strings.Contains(a.Impersonate, "@") || strings.ContainsAny(a.Impersonate, "/?# ") {
		return identity{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("%q is not a service account's address", a.Impersonate),
			Advice: "it reads name@project.iam.gserviceaccount.com"}
	}
	client, w := a.signInClient(ctx, &oauth2.Transport{Source: first.source, Base: network})
	inner, err := impersonate.CredentialsTokenSource(ctx, impersonate.CredentialsConfig{
		TargetPrincipal: a.Impersonate, Scopes: []string{sheets.Scope},
	}, option.WithHTTPClient(client))
	if err != nil {
		return identity{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the account cannot act as " + a.Impersonate,
			Advice: "look at partner: sign-in: impersonate: in the settings"}
	}
	return identity{source: &source{inner, w, byDefault, ctx}, who: a.Impersonate, how: first.how}, nil
}

// keyWarning says where a key lies that it should not, in one sentence; "" is
// nothing to say.
func keyWarning(path, planFolder string) string {
	var faults []string
	whole, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(whole); err == nil {
		whole = real
	}
	if planFolder != "" && inFolder(planFolder, whole) {
		faults = append(faults, "lies in the plan's folder, from where it may be shared with the plan")
	}
	if workTree := gitAbove(whole); workTree != "" {
		faults = append(faults, "lies in a git work tree, from where it may be committed")
	}
	if info, err := os.Stat(whole); err == nil && readableByOthers(info) {
		faults = append(faults, "can be read by others on this computer")
	}
	if len(faults) == 0 {
		return ""
	}
	return fmt.Sprintf("the key file %s %s: whoever has it can edit the partners' sheet, so keep it in a folder of your own, readable by you alone",
		path, strings.Join(faults, " and "))
}

// readableByOthers has no meaning on Windows, where a file has no such bits.
func readableByOthers(info os.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
}

func inFolder(folder, path string) bool {
	whole, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(whole); err == nil {
		whole = real
	}
	relative, err := filepath.Rel(whole, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// gitAbove is the folder above path that git looks after, "" where none does.
func gitAbove(path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

func (a Account) warn(sentence string) {
	if sentence != "" && a.Warn != nil {
		a.Warn(sentence)
	}
}
