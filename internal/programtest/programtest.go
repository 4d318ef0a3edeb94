// Package programtest finds other people's programs for tests that look at our
// files through other eyes, and has LibreOffice save workbooks.
//
// Where a program is absent its tests skip and say so, except where
// ACTIONPLAN_TEST_PROGRAMS is "required".
package programtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Find gives the path of a program, by the first of its names that is there.
func Find(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("ACTIONPLAN_TEST_PROGRAMS") == "required" {
		t.Fatalf("%s is not on this machine", names[0])
	}
	t.Skipf("%s is not on this machine", names[0])
	return ""
}

// Office is LibreOffice with a profile of its own, so that it neither meets nor
// disturbs one that a person has open.
type Office struct{ Program, Profile string }

// FindOffice finds LibreOffice. It is slow to start, so -short skips its tests.
func FindOffice(t testing.TB) Office {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts LibreOffice, and the tests are to be short")
	}
	return Office{Find(t, "soffice", "libreoffice"), t.TempDir()}
}

// Command is a call of LibreOffice without a window.
func (o Office) Command(ctx context.Context, args ...string) *exec.Cmd {
	args = append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(o.Profile), "--headless"}, args...)
	cmd := exec.CommandContext(ctx, o.Program, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=en_GB.UTF-8") // the day first
	return cmd
}

// Convert has LibreOffice save files in another format, all in one go, and gives
// the folder they are in.
func (o Office) Convert(t testing.TB, into string, files ...string) string {
	t.Helper()
	out := t.TempDir()
	cmd := o.Command(t.Context(), append([]string{"--convert-to", into, "--outdir", out}, files...)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	return out
}

// AsCSV is what LibreOffice shows in every cell of every sheet: 44 comma, 34
// quote, 76 UTF-8, as shown, and -1 for each sheet in a file of its own.
const AsCSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
