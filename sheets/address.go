package sheets

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

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
