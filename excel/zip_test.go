package excel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"
)

// zipEntry is one entry of a zip file, all of it.
type zipEntry struct {
	Name    string
	Record  string // of the directory, but for where the entry stands
	Local   string // its header as it stands, with all that follows up to its contents
	Raw     string // its contents, compressed
	Content string // its contents, where they were inflated
}

// takeZipApart takes a zip file apart, and inflates what it is asked to.
func takeZipApart(t testing.TB, data []byte, inflate func(name string) bool) []zipEntry {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var entries []zipEntry
	for _, f := range archive.File {
		e := zipEntry{Name: f.Name, Record: fmt.Sprintf("%+v", f.FileHeader)}
		start, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		e.Local = string(data[bytes.LastIndex(data[:start], []byte("PK\x03\x04")):start])
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		compressed, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		e.Raw = string(compressed)
		if r, err := f.Open(); err == nil && inflate(f.Name) {
			content, _ := io.ReadAll(r) // one that cannot be inflated is compared as it is stored
			e.Content = string(content)
		}
		entries = append(entries, e)
	}
	return append(entries, zipEntry{Name: "the file's comment", Raw: archive.Comment})
}

// onlyTheseChanged makes sure that a workbook is another's, but for some
// parts: the same entries in the same order, and all others the same in every
// byte of both their headers and of their contents as compressed.
func onlyTheseChanged(t testing.TB, before, after []byte, changed ...string) {
	t.Helper()
	some := func(name string) bool { return slices.Contains(changed, name) }
	a, b := takeZipApart(t, before, some), takeZipApart(t, after, some)
	if len(a) != len(b) {
		t.Fatalf("%d entries became %d", len(a), len(b))
	}
	for i := range a {
		switch {
		case a[i].Name != b[i].Name:
			t.Errorf("entry %d was %s and is %s", i, a[i].Name, b[i].Name)
		case slices.Contains(changed, a[i].Name):
			if a[i].Content == b[i].Content {
				t.Errorf("%s did not change", a[i].Name)
			}
		case a[i] != b[i]:
			t.Errorf("%s changed", a[i].Name)
		}
	}
}
