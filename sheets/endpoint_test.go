package sheets

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

const anID = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"

func TestParseSheetID(t *testing.T) {
	no := int64(-1)
	for s, want := range map[string]int64{
		anID:               no,
		"  " + anID + "\n": no,
		"https://docs.google.com/spreadsheets/d/" + anID:                                             no,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit":                                   no,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit#gid=0":                             0,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit?gid=12#gid=1789":                   1789,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit?gid=12":                            12,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit?usp=sharing":                       no,
		"https://docs.google.com/spreadsheets/d/" + anID + "/edit#gid=7&range=F12":                   7,
		"https://docs.google.com/spreadsheets/u/1/d/" + anID + "/edit#gid=0":                         0,
		"https://docs.google.com/a/council.gov.uk/spreadsheets/d/" + anID + "/edit":                  no,
		"docs.google.com/spreadsheets/d/" + anID + "/edit":                                           no,
		"HTTPS://DOCS.Google.com/spreadsheets/d/" + anID + "/edit":                                   no,
		"https://drive.google.com/file/d/" + anID + "/view":                                          no,
		"https://drive.google.com/open?id=" + anID:                                                   no,
		"https://www.google.com/url?q=https://docs.google.com/spreadsheets/d/" + anID + "%23gid%3D5": 5,
		"https://eur03.safelinks.protection.outlook.com/ap/x-59584e83/?url=https%3A%2F%2Fdocs.google.com%2Fspreadsheets%2Fd%2F" + anID + "%2Fedit%23gid%3D3&data=05%7C02": 3,
	} {
		id, gid, err := ParseSheetID(s)
		if err != nil || id != anID || (gid == nil) != (want == no) || gid != nil && *gid != want {
			t.Errorf("%s: %q, %v, %v", s, id, gid, err)
		}
	}
}

func TestParseSheetIDRefuses(t *testing.T) {
	for s, want := range map[string]string{
		"":                           "neither",
		"Partners plan":              "neither",
		"plan.xlsx":                  "workbook:",
		`C:\Users\clerk\Plan 2.XLSX`: "workbook:",
		"short":                      "neither",
		"ftp://docs.google.com/spreadsheets/d/" + anID:                           "neither",
		"https://docs.google.com/document/d/" + anID + "/edit":                   "not a sheet's",
		"https://docs.google.com/spreadsheets/":                                  "no one sheet",
		"https://docs.google.com/spreadsheets/d/":                                "no one sheet",
		"https://docs.google.com/spreadsheets/d/short/edit":                      "no one sheet",
		"https://docs.google.com/spreadsheets/d/e/2PACX-1vabcdefghijkl":          "published copy",
		"https://docs.google.com/spreadsheets/d/" + anID + "#gid=plan":           "names a tab",
		"https://docs.google.com/spreadsheets/d/" + anID + "#gid=-3":             "names a tab",
		"https://docs.google.com/spreadsheets/d/" + anID + "#gid=99999999999999": "names a tab",
		"https://docs.google.com.evil.example/spreadsheets/d/" + anID:            "no Google Sheets",
		"https://evil.example/docs.google.com/spreadsheets/d/" + anID:            "no Google Sheets",
		"https://council.sharepoint.com/:x:/s/plan/" + anID:                      "SharePoint",
		"https://drive.google.com/drive/folders/" + anID:                         "no one sheet",
	} {
		id, gid, err := ParseSheetID(s)
		var refusal *Refusal
		if !errors.As(err, &refusal) || id != "" || gid != nil || !strings.Contains(refusal.Error()+" | "+refusal.Hint(), want) {
			t.Errorf("%q: %q, %v, %v", s, id, gid, err)
		}
	}
}

func FuzzParseSheetID(f *testing.F) {
	for _, s := range []string{anID, "https://docs.google.com/spreadsheets/d/" + anID + "/edit?gid=12#gid=1789",
		"https://x.safelinks.protection.outlook.com/?url=docs.google.com/spreadsheets/d/" + anID, "https://www.google.com/url?q=" + anID,
		"https://drive.google.com/open?id=" + anID, "a/b/c", "https://docs.google.com/a/b", "https://docs.google.com//", "://", "%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, gid, err := ParseSheetID(s)
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Sentence == "" || refusal.Advice == "" || id != "" || gid != nil {
				t.Fatalf("%q: %q, %v, %v", s, id, gid, err)
			}
			return
		}
		if !strings.Contains(s, id) && !strings.Contains(s, "%") || url.PathEscape(id) != id || len(id) < 10 || gid != nil && *gid < 0 {
			t.Fatalf("%q gave %q, %v", s, id, gid)
		}
		again, same, err := ParseSheetID("https://docs.google.com/spreadsheets/d/" + id + "/edit")
		if again != id || same != nil || err != nil {
			t.Fatalf("the id of %q is %q once and %q then (%v)", s, id, again, err)
		}
	})
}

func TestCheckEndpoint(t *testing.T) {
	for endpoint, want := range map[string]string{
		"":                                 "https://sheets.googleapis.com/",
		"https://sheets.googleapis.com":    "https://sheets.googleapis.com/",
		"http://127.0.0.1:8080":            "http://127.0.0.1:8080/",
		"http://127.0.0.1:8080/emulator":   "http://127.0.0.1:8080/emulator/",
		"http://localhost:1/":              "http://localhost:1/",
		"http://[::1]:1/":                  "http://[::1]:1/",
		"http://sheets.googleapis.com/":    "",
		"http://192.168.1.4:8080/":         "",
		"http://127.0.0.1.evil.example/":   "",
		"http://localhost.evil.example/":   "",
		"http://127.0.0.1@evil.example/":   "",
		"https://name:pw4711@example.org/": "",
		"https://example.org/?x=1":         "",
		"https://example.org/#x":           "",
		"ftp://127.0.0.1/":                 "",
		"127.0.0.1:8080":                   "",
		"sheets.googleapis.com":            "",
		"https://":                         "",
		"http://0.0.0.0:8080/":             "",
	} {
		u, err := CheckEndpoint(endpoint)
		var refusal *Refusal
		switch {
		case want == "" && (!errors.As(err, &refusal) || refusal.Kind != WrongEndpoint):
			t.Errorf("%s is taken: %v, %v", endpoint, u, err)
		case want != "" && (err != nil || u.String() != want):
			t.Errorf("%s is %v, %v; want %s", endpoint, u, err, want)
		case strings.Contains(errorText(err), "pw4711"):
			t.Errorf("a password stands in %q", err)
		}
	}
}

func errorText(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Error() + " | " + refusal.Hint()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
