//go:build linux || darwin

package excel

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/internal/disk/disktest"
	"actionplan/plan"
)

// TestWorkbookOfSomebodyElse: one that the user may not write to is not
// replaced, though its folder would let it.
func TestWorkbookOfSomebodyElse(t *testing.T) {
	edits := Work{Edits: []plan.Edit{edit("A1", numbered("1"), words("new"))}}
	if disktest.Part() != "" {
		s, err := Stage("plan.xlsx", edits)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Save("plan.xlsx"); !errors.Is(err, ErrReadOnly) {
			t.Errorf("Save said %v", err)
		}
		return
	}
	data := ooxmltest.Rows(aRow).Bytes()
	for _, mode := range []os.FileMode{0o644, 0o600 | 0o004} {
		dir := disktest.Folder(t)
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "plan.xlsx")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Chown(path, 4101, 4101), os.Chmod(path, mode)); err != nil {
			t.Skip("only root can give files away:", err)
		}
		disktest.Someone{UID: 4102, GID: 4102, Umask: 0o022}.Run(t, "closed", dir)
		if !bytes.Equal(read(t, path), data) {
			t.Errorf("%v: the workbook changed", mode)
		}
	}
}

func TestWorkbookWithASecondName(t *testing.T) {
	data := ooxmltest.Rows(aRow).Bytes()
	s := stage(t, data, Work{Edits: []plan.Edit{edit("A1", numbered("1"), words("new"))}})
	other := s.path + ".snapshot"
	if err := os.Link(s.path, other); err != nil {
		t.Skip("no hard links here:", err)
	}
	if err := s.Save(s.path); !errors.Is(err, ErrSecondName) || !bytes.Equal(read(t, s.path), data) || !bytes.Equal(read(t, other), data) {
		t.Errorf("Save said %v", err)
	}
}
