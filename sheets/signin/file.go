package signin

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"actionplan/sheets"
)

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
		return nil, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, names a program to run (executable), and none is ever run", path),
			Advice: "have the token put into a file, or fetched from an address, which the steps of a workload identity pool offer too; or use a service account's key"}
	}
	err := eachText(file, "", false, func(name, text string, atSource bool) error {
		switch last := lastName(name); {
		case last == "universe_domain" && text != "" && text != googleCloud:
			return otherCloud(path)
		case atSource && last == "file" && (strings.HasPrefix(text, `\\`) || strings.HasPrefix(text, "//")):
			return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, would have a token read from another computer, under %s", path, name),
				Advice: "have the token put into a file on this computer"}
		case !isAddress(last, text), isGoogle(text), isLocal(text), atSource && isTokenSource(text), isLabel(name, text):
			return nil
		}
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("the file to sign in with, %s, names an address that is not Google's, under %s", path, name),
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
	return "", &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the file to sign in with names an address that is not Google's",
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
	return err == nil && u.User == nil && (u.Scheme == "http" || u.Scheme == "https") && sheets.OnThisMachine(u)
}
