package lock

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"actionplan/internal/disk"
)

// excelOwner is an owner file as Excel writes it.
func excelOwner(narrow, wide string) []byte {
	data := append([]byte{byte(len(narrow))}, narrow...)
	data = append(data, bytes.Repeat([]byte{' '}, excelWideName-len(data))...)
	units := utf16.Encode([]rune(wide))
	data = binary.LittleEndian.AppendUint16(data, uint16(len(units)))
	for _, u := range units {
		data = binary.LittleEndian.AppendUint16(data, u)
	}
	for len(data) < 165 {
		data = append(data, ' ', 0)
	}
	return data[:165]
}

func TestExcelOwner(t *testing.T) {
	long := strings.Repeat("n", 52)
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"plain", excelOwner("Head of Service", "Head of Service"), "Head of Service"},
		{"accents", excelOwner("H\xe9l\xe8ne", "Hélène"), "Hélène"},
		{"no code page has it", excelOwner("???", "Łódź"), "Łódź"},
		{"longest", excelOwner(long, long), long},
		{"beyond the basic plane", excelOwner("x", "Officer 𝒳"), "Officer 𝒳"},
		{"only the short form", excelOwner("H\xe9l\xe8ne", ""), "Hélène"},
		{"cut after the short form", excelOwner("Clerk", "Clerk")[:40], "Clerk"},
		{"cut in the wide form", excelOwner("Clerk", "Clerk")[:60], "Clerk"},
		{"wide form is junk", excelOwner("Clerk", "\x01\x02"), "Clerk"},
		{"empty", nil, ""},
		{"zeroes", make([]byte, 165), ""},
		{"all ones", bytes.Repeat([]byte{0xff}, 165), ""},
		{"a length and nothing", []byte{52}, ""},
		{"control characters", excelOwner("\x1b[2J", "\x1b[2J"), ""},
		{"half a surrogate", append(excelOwner("", "")[:55], 1, 0, 0, 0xd8), ""},
	} {
		if got := parseExcelOwner(tc.data).Name; got != tc.want {
			t.Errorf("%s: read as %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestLibreOfficeOwner(t *testing.T) {
	since := time.Date(2026, 3, 31, 10, 4, 0, 0, time.Local)
	for _, tc := range []struct {
		text string
		want Owner
	}{
		{"Committee Clerk,clerk,room-5,31.03.2026 10:04,file:///home/clerk/.config;", Owner{Name: "Committee Clerk", Host: "room-5", Since: since}},
		{",clerk,room-5,31.03.2026 10:04,file:///x;", Owner{Name: "clerk", Host: "room-5", Since: since}},
		{`Clerk\, Committee \\ \;,clerk,room-5,31.03.2026 10:04,x;rest`, Owner{Name: `Clerk, Committee \ ;`, Host: "room-5", Since: since}},
		{"Clerk", Owner{Name: "Clerk"}},
		{"Clerk,", Owner{Name: "Clerk"}},
		{"", Owner{}},
		{"\\", Owner{}},
		{"\xff\xfe,\x00,\x07,99.99.9999,", Owner{}},
		{"Hélène,h,pc,yesterday;", Owner{Name: "Hélène", Host: "pc"}},
	} {
		if got := parseLibreOfficeOwner([]byte(tc.text)); got != tc.want {
			t.Errorf("%q is read as %+v, want %+v", tc.text, got, tc.want)
		}
	}
}

func FuzzOwnerFiles(f *testing.F) {
	f.Add(excelOwner("Clerk", "Clerk"))
	f.Add([]byte(`Clerk\,,clerk,room-5,31.03.2026 10:04,x;`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []Owner{parseExcelOwner(data), parseLibreOfficeOwner(data)} {
			if o.Name != sensibleName(o.Name) || o.Host != sensibleName(o.Host) {
				t.Errorf("%q cannot be shown", o)
			}
		}
	})
}

// workbook makes a workbook that was last saved at noon, and says how to put a
// file beside it.
func workbook(t *testing.T) (path string, beside func(name string, data []byte, made time.Time)) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "plan.xlsx")
	beside = func(name string, data []byte, made time.Time) {
		t.Helper()
		file := filepath.Join(dir, name)
		must(t, os.WriteFile(file, data, 0o600))
		must(t, os.Chtimes(file, made, made))
	}
	beside("plan.xlsx", []byte("workbook"), noon)
	return path, beside
}

func says(state use) func(string) (use, error) {
	return func(string) (use, error) { return state, nil }
}

func TestOpenElsewhere(t *testing.T) {
	clerk := excelOwner("Clerk", "Clerk")
	for _, tc := range []struct {
		name   string
		file   string
		data   []byte
		made   time.Time
		system use
		open   bool
		want   Owner // without its File
	}{
		{name: "nothing beside it"},
		{name: "Excel", file: "~$plan.xlsx", data: clerk, made: noon, open: true, want: Owner{Name: "Clerk", Program: "Excel", Since: noon}},
		{name: "another workbook's", file: "~$plans.xlsx", data: clerk, made: noon},
		{name: "Excel, a week ago but a minute", file: "~$plan.xlsx", data: clerk, made: noon.Add(time.Minute - staleAfter), open: true,
			want: Owner{Name: "Clerk", Program: "Excel", Since: noon.Add(time.Minute - staleAfter)}},
		{name: "Excel, a week ago", file: "~$plan.xlsx", data: clerk, made: noon.Add(-staleAfter)},
		{name: "Excel, junk", file: "~$plan.xlsx", data: []byte("junk"), made: noon, open: true, want: Owner{Program: "Excel", Since: noon}},
		{name: "Excel, empty", file: "~$plan.xlsx", made: noon, open: true, want: Owner{Program: "Excel", Since: noon}},
		{name: "LibreOffice", file: ".~lock.plan.xlsx#", data: []byte("Clerk,c,pc,bad,x;"), made: noon, open: true,
			want: Owner{Name: "Clerk", Host: "pc", Program: "LibreOffice", Since: noon}},
		{name: "the system says no", file: "~$plan.xlsx", data: clerk, made: noon, system: unused},
		{name: "the system says yes", system: inUse, open: true, want: Owner{Program: "another program"}},
		{name: "the system says yes, and who for months", file: "~$plan.xlsx", data: clerk, made: noon.AddDate(0, -3, 0), system: inUse, open: true,
			want: Owner{Name: "Clerk", Program: "Excel", Since: noon.AddDate(0, -3, 0)}},
	} {
		path, beside := workbook(t)
		if tc.file != "" {
			beside(tc.file, tc.data, tc.made)
			if tc.open {
				tc.want.File = filepath.Join(filepath.Dir(path), tc.file)
			}
		}
		before := names(t, filepath.Dir(path))
		got, open, err := openElsewhere(disk.Direct, path, noon, says(tc.system))
		if err != nil || open != tc.open || !got.Since.Equal(tc.want.Since) {
			t.Errorf("%s: open %v, %+v, %v", tc.name, open, got, err)
		}
		got.Since = tc.want.Since
		if got != tc.want {
			t.Errorf("%s: %+v, want %+v", tc.name, got, tc.want)
		}
		if after := names(t, filepath.Dir(path)); after != before {
			t.Errorf("%s: looking changed the folder", tc.name)
		}
	}
}

// TestOpenByTheServersClock has a file server whose clock is ahead of ours.
func TestOpenByTheServersClock(t *testing.T) {
	path, beside := workbook(t)
	beside("~$plan.xlsx", nil, noon.Add(-staleAfter))
	if _, open, err := openElsewhere(disk.Direct, path, noon.AddDate(0, 0, -3), says(unknown)); open || err != nil {
		t.Errorf("an owner file a week older than the workbook is believed: %v, %v", open, err)
	}
}

func TestOpenBehindALink(t *testing.T) {
	path, beside := workbook(t)
	link := filepath.Join(t.TempDir(), "plan link.xlsx")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	beside("~$plan.xlsx", excelOwner("Clerk", "Clerk"), noon)
	if owner, open, err := openElsewhere(disk.Direct, link, noon, says(unknown)); !open || owner.Name != "Clerk" || err != nil {
		t.Errorf("behind a link: %+v, %v, %v", owner, open, err)
	}
}

func TestMarkedReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	_, open, err := OpenElsewhere(path)
	var marked *ReadOnlyError
	if open || !errors.Is(err, ErrReadOnly) || !errors.As(err, &marked) || marked.Hint() == "" || err.Error() != "write workbook "+path+": the file is marked read-only" {
		t.Errorf("open %v, error %v", open, err)
	}
}

// TestSecondName: a workbook that a backup program has linked, say, is refused
// before anything is written.
func TestSecondName(t *testing.T) {
	path, _ := workbook(t)
	if err := os.Link(path, path+".snapshot"); err != nil {
		t.Skip("no hard links here:", err)
	}
	_, open, err := OpenElsewhere(path)
	var refused *ReadOnlyError
	if open || !errors.Is(err, ErrReadOnly) || !errors.As(err, &refused) || !strings.Contains(err.Error(), "second name") || !strings.Contains(refused.Hint(), "--to") {
		t.Errorf("open %v, error %v", open, err)
	}
}

func TestOpenOfNothing(t *testing.T) {
	path, _ := workbook(t)
	if _, open, err := OpenElsewhere(path + "x"); open || err != nil {
		t.Errorf("a workbook that is not there: %v, %v", open, err)
	}
	if _, open, err := OpenElsewhere(path); open || err != nil {
		t.Errorf("a workbook nobody has open: %v, %v", open, err)
	}
	denied := func(string) (use, error) { return unknown, fs.ErrPermission }
	if _, _, err := openElsewhere(disk.Direct, path, noon, denied); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("the system would not say: %v", err)
	}
}

func TestUnreadableOwnerFile(t *testing.T) {
	path, beside := workbook(t)
	beside("~$plan.xlsx", excelOwner("Clerk", "Clerk"), noon)
	files := disk.Direct
	files.OpenFile = func(string, int, fs.FileMode) (*os.File, error) { return nil, fs.ErrPermission }
	if owner, open, err := openElsewhere(files, path, noon, says(unknown)); !open || owner.Program != "Excel" || err != nil {
		t.Errorf("%+v, %v, %v", owner, open, err)
	}
}

func TestOpenError(t *testing.T) {
	err := error(&OpenError{Path: "plan.xlsx", Owner: Owner{Name: "the clerk", Host: "room-5", Program: "LibreOffice",
		Since: noon, File: "/plans/.~lock.plan.xlsx#"}})
	want := "write workbook plan.xlsx: it is open in LibreOffice, by the clerk on room-5, since 12:00 on 31 March 2026"
	if err.Error() != want || !errors.Is(err, ErrOpen) {
		t.Errorf("it says  %s\nwant     %s", err, want)
	}
	var open *OpenError
	if !errors.As(err, &open) || !strings.Contains(open.Hint(), " .~lock.plan.xlsx# ") {
		t.Errorf("the hint is %s", open.Hint())
	}
	bare := &OpenError{Path: "plan.xlsx", Owner: Owner{Program: "another program"}}
	if bare.Error() != "write workbook plan.xlsx: it is open in another program" || strings.Contains(bare.Hint(), "crash") {
		t.Errorf("it says %s (%s)", bare, bare.Hint())
	}
}

func TestSynced(t *testing.T) {
	work := map[string]string{"OneDriveCommercial": `C:\Users\me\OneDrive - Anytown Council`, "OneDrive": `D:\Sync`}
	for _, tc := range []struct {
		path string
		env  map[string]string
		want string
	}{
		{`C:\Users\me\OneDrive\plan.xlsx`, nil, "OneDrive"},
		{`C:\Users\me\OneDrive - Council\Plans\plan.xlsx`, nil, "OneDrive"},
		{`c:\users\me\onedrive - council\plan.xlsx`, nil, "OneDrive"},
		{"/Users/me/Library/CloudStorage/OneDrive-Council/plan.xlsx", nil, "OneDrive"},
		{"/Users/me/Library/CloudStorage/OneDrive-SharedLibraries-Council/Site/plan.xlsx", nil, "SharePoint"},
		{"/Users/me/Library/CloudStorage/Box-Box/plan.xlsx", nil, "a cloud service"},
		{`C:\Users\me\Anytown Council\Improvement - Documents\plan.xlsx`, nil, "SharePoint"},
		{`C:\Users\me\Anytown Council\Improvement - General\plan.xlsx`, work, "SharePoint"},
		{`\\council.sharepoint.com@SSL\DavWWWRoot\sites\plan.xlsx`, nil, "SharePoint"},
		{`D:\Sync\plan.xlsx`, work, "OneDrive"},
		{`D:\Synced\plan.xlsx`, work, ""},
		{`C:\Users\me\Dropbox\plan.xlsx`, nil, "Dropbox"},
		{"/home/me/Dropbox (Council)/plan.xlsx", nil, "Dropbox"},
		{`G:\My Drive\plan.xlsx`, nil, "Google Drive"},
		{`G:\Shared drives\Plans\plan.xlsx`, nil, "Google Drive"},
		{"/Users/me/Library/CloudStorage/GoogleDrive-me@council.test/My Drive/plan.xlsx", nil, "Google Drive"},
		{"/Users/me/Library/Mobile Documents/com~apple~CloudDocs/plan.xlsx", nil, "iCloud Drive"},
		{`C:\Users\me\iCloudDrive\plan.xlsx`, nil, "iCloud Drive"},
		{`C:\Users\me\Documents\plan.xlsx`, work, ""},
		{`S:\Shared\Plans\plan.xlsx`, work, ""},
		{`S:\Improvement\Plan - Documents\plan.xlsx`, nil, ""},
		{"/srv/shared drives/plan.xlsx", nil, ""},
		{"/home/me/OneDriveless/plan.xlsx", nil, ""},
		{"/home/me/dropbox notes/plan.xlsx", nil, ""},
		{"plan.xlsx", nil, ""},
		{"", nil, ""},
	} {
		if got := syncedBy(tc.path, func(name string) string { return tc.env[name] }); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.path, got, tc.want)
		}
	}
}

// TestSyncedPlaces asks about real folders: one named after OneDrive, and a
// link that leads into it.
func TestSyncedPlaces(t *testing.T) {
	dir := t.TempDir()
	if service, ok := Synced(filepath.Join(dir, "plan.xlsx")); ok {
		t.Skipf("temporary files lie in %s here", service)
	}
	cloud := filepath.Join(dir, "OneDrive - Council")
	must(t, os.Mkdir(cloud, 0o700))
	if service, ok := Synced(filepath.Join(cloud, "missing", "plan.xlsx")); !ok || service != "OneDrive" {
		t.Errorf("in OneDrive: %q, %v", service, ok)
	}
	if runtime.GOOS == "windows" {
		return // making links needs rights there
	}
	link := filepath.Join(dir, "plans")
	must(t, os.Symlink(cloud, link))
	if service, ok := Synced(filepath.Join(link, "plan.xlsx")); !ok || service != "OneDrive" {
		t.Errorf("behind a link: %q, %v", service, ok)
	}
	t.Setenv("OneDrive", filepath.Join(dir, "mine"))
	if service, ok := Synced(filepath.Join(dir, "mine", "plan.xlsx")); !ok || service != "OneDrive" {
		t.Errorf("named in the environment: %q, %v", service, ok)
	}
	t.Chdir(cloud)
	if service, ok := Synced("plan.xlsx"); !ok || service != "OneDrive" {
		t.Errorf("from within: %q, %v", service, ok)
	}
}
