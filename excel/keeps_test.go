//go:build linux || darwin

package excel_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/excel"
	"actionplan/internal/disk/disktest"
	"actionplan/plan"
	"actionplan/table"
)

// TestOwnerThatCannotBeKept is said when the work is staged, before anything is
// written.
func TestOwnerThatCannotBeKept(t *testing.T) {
	if disktest.Part() != "" {
		c := &excel.Copy{Path: "plan.xlsx"}
		p, err := c.Read(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		was := p.Actions[0].Entry(plan.FieldAction)
		now := plan.Entry{Value: plan.TextValue("Something else"), Typed: "Something else"}
		staged, err := c.Stage(context.Background(), table.Work{Edits: []plan.Edit{{ID: p.Actions[0].ID, Field: plan.FieldAction, Was: was, Now: now}}})
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(staged.Outcome().Besides, "; ")
		if len(staged.Outcome().Changes) != 1 || strings.Contains(said, "its owner, number 4101, cannot be kept") != (os.Getuid() != 4101) {
			t.Errorf("%d changes, and staging said %q", len(staged.Outcome().Changes), said)
		}
		return
	}
	data, err := os.ReadFile(layCopy(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, uid := range []uint32{4101, 4102} {
		folder := disktest.Folder(t)
		if err := os.Chmod(folder, 0o777); err != nil { //nolint:gosec // another user is to write there
			t.Fatal(err)
		}
		path := filepath.Join(folder, "plan.xlsx")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if os.Chown(path, 4101, 4101) != nil || os.Chmod(path, 0o666) != nil {
			t.Skip("only root can give files away")
		}
		disktest.Someone{UID: uid, GID: 4101, Umask: 0o022}.Run(t, "stages", filepath.Dir(path))
	}
}
