package excel

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/table"
)

// refused is the torture workbooks that may be refused, and why they must be.
var refused = map[string]*Reason{
	"calamine__pass_protected.xlsx":                            ErrEncrypted,
	"excelize__encryptAES.xlsx":                                ErrEncrypted,
	"excelize__encryptSHA512.xlsx":                             ErrEncrypted,
	"poi__crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx": ErrEncrypted, // damaged inside too, which only the password could show
	"excelize__BadWorkbook.xlsx":                               ErrNoSheet,   // its list of sheets is empty
	"openpyxl__null_file.xlsx":                                 ErrEmpty,
	"poi__invalid.xlsx":                                        ErrNotWorkbook, // a zip file with nothing in it
	"poi__54764.xlsx":                                          ErrEntities,    // entities within entities
	"poi__poc-xmlbomb.xlsx":                                    ErrEntities,
	"poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx":  ErrDamaged, //nolint:misspell // a sheet does not meet its checksum
	"poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-6594557414080512.xlsx": ErrDamaged, //nolint:misspell // its list of parts is cut off
}

// otherwise is the workbooks that other programs cannot be asked about, and why.
var otherwise = map[string]string{
	"poi__57893-many-merges.xlsx":  "excelize takes minutes over its merges",
	"poi__poc-shared-strings.xlsx": "excelize gives up at a row 0; we leave its cells out, say so, and read on",
}

// corpus lists the workbooks nobody on this project made, by folder.
func corpus(t testing.TB, folder string) []string {
	t.Helper()
	root := filepath.Join("..", "..", "shared", "corpus", folder)
	var found []string
	for _, pattern := range []string{"*.xlsx", "*.xlsm", "*/*.xlsx"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, files...)
	}
	if len(found) == 0 {
		t.Skipf("no workbooks in %s: the corpus is not beside the repository", root)
	}
	return found
}

// TestCorpus opens every workbook of the corpus: within ten seconds and a
// gibibyte, without panic, and with every cell as excelize reads it raw.
func TestCorpus(t *testing.T) {
	for _, folder := range []string{"torture", "real", "history"} {
		t.Run(folder, func(t *testing.T) {
			files := corpus(t, folder)
			if folder == "history" {
				files = firstAndLast(files)
			}
			for _, path := range files {
				t.Run(filepath.Base(path), func(t *testing.T) { tryWorkbook(t, path) })
			}
		})
	}
}

// firstAndLast is the first and last of each folder's files: excelize takes
// its time, and revisions of one workbook are much alike.
func firstAndLast(files []string) []string {
	var kept []string
	for i, f := range files {
		if i == 0 || i == len(files)-1 || filepath.Dir(f) != filepath.Dir(files[i-1]) || filepath.Dir(f) != filepath.Dir(files[i+1]) {
			kept = append(kept, f)
		}
	}
	return kept
}

func tryWorkbook(t *testing.T, path string) {
	name := filepath.Base(path)
	var book *Book
	var err error
	start := time.Now()
	grew := allocated(func() { book, err = Open(path) })
	took := time.Since(start)
	if took > 10*time.Second && !slow {
		t.Errorf("took %v to open", took)
	}
	// All that was ever allocated bounds what was held at once.
	if grew > 1<<30 {
		t.Errorf("allocated %d MiB", grew>>20)
	}
	if reason := refused[name]; reason != nil {
		if !errors.Is(err, reason) {
			t.Fatalf("got %v, want it refused: %v", err, reason)
		}
		return
	}
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	if reason, ok := otherwise[name]; ok {
		t.Logf("not compared: %s", reason)
		return
	}
	agreesWithExcelize(t, path, book)
}

// agreesWithExcelize compares a reading with excelize's, cell by cell.
func agreesWithExcelize(t *testing.T, path string, book *Book) {
	t.Helper()
	file, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("excelize cannot open it: %v", err)
	}
	defer file.Close()
	compared := 0
	for _, grid := range book.Grids() {
		theirs, err := rawCells(file, grid.Sheet)
		if err != nil {
			t.Errorf("excelize cannot read sheet %q: %v", grid.Sheet, err)
			continue
		}
		ours := gridCells(grid)
		differences := 0
		for at, their := range theirs {
			if !sameValue(ours[at], their) {
				if differences++; differences <= 5 {
					t.Errorf("%s!%v: we read %s %q, excelize %q", grid.Sheet, at, kindName(ours[at].Kind), ours[at].Raw, their)
				}
			}
		}
		for at, our := range ours {
			if _, ok := theirs[at]; !ok {
				if differences++; differences <= 5 {
					t.Errorf("%s!%v: we read %q, excelize nothing", grid.Sheet, at, our.Raw)
				}
			}
		}
		compared += len(theirs)
	}
	t.Logf("%d cells alike", compared)
}

type place struct{ row, column int }

func (p place) String() string {
	name, _ := excelize.CoordinatesToCellName(p.column, p.row)
	return name
}

// rawCells is excelize's reading of a sheet, without empty cells.
func rawCells(file *excelize.File, sheet string) (map[place]string, error) {
	rows, err := file.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	cells := map[place]string{}
	for row := 1; rows.Next(); row++ {
		columns, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		for i, text := range columns {
			if text != "" {
				cells[place{row, i + 1}] = text
			}
		}
	}
	return cells, rows.Error()
}

// gridCells is our reading of a sheet, without empty cells.
func gridCells(grid table.Grid) map[place]table.Cell {
	cells := map[place]table.Cell{}
	for _, row := range grid.Rows {
		for _, c := range row.Cells {
			if c.Kind != table.CellEmpty {
				cells[place{row.Number, c.Column}] = c
			}
		}
	}
	return cells
}

func sameValue(our table.Cell, their string) bool {
	switch our.Kind {
	case table.CellNumber, table.CellDate:
		a, err1 := strconv.ParseFloat(our.Raw, 64)
		b, err2 := strconv.ParseFloat(strings.TrimSpace(their), 64)
		return err1 == nil && err2 == nil && a == b
	case table.CellBool:
		return our.Raw == map[string]string{"1": "true", "0": "false"}[their]
	}
	return our.Raw == their
}

func kindName(k table.CellKind) string {
	return [...]string{"nothing", "the text", "the number", "the date", "the boolean", "the error"}[k]
}

// TestOpenLeavesTheFileAlone opens a workbook in a folder that may not be
// written to, and finds nothing new in it.
func TestOpenLeavesTheFileAlone(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "plan.xlsx")
	if err := os.WriteFile(path, aPlan(t), 0o444); err != nil {
		t.Fatal(err)
	}
	before := listing(t, folder)
	if _, err := Open(path); err != nil {
		t.Fatal(err)
	}
	if after := listing(t, folder); after != before {
		t.Errorf("the folder held\n%safterwards\n%s", before, after)
	}
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Errorf("the file is still held open: %v", err)
	}
}

func listing(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&list, e.Name(), info.Size(), info.ModTime(), info.Mode())
	}
	return list.String()
}

// TestOpenWhileAnotherHasIt reads a workbook that another program has open
// for writing.
func TestOpenWhileAnotherHasIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := os.WriteFile(path, aPlan(t), 0o644); err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := Open(path); err != nil {
		t.Error(err)
	}
}

// TestOpenWhileItChanges takes nothing for read that was saved over meanwhile.
func TestOpenWhileItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	for name, change := range map[string]func() error{
		"longer":       func() error { return os.WriteFile(path, append(aPlan(t), 0), 0o600) },
		"only touched": func() error { return os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)) },
	} {
		if err := os.WriteFile(path, aPlan(t), 0o600); err != nil {
			t.Fatal(err)
		}
		book, err := open(path, func(r io.ReaderAt, size int64, name string) (*Book, error) {
			book, err := Read(r, size, name)
			if changeErr := change(); changeErr != nil {
				t.Fatal(changeErr)
			}
			return book, err
		})
		if book != nil || !errors.Is(err, ErrChanged) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// readBytes reads a workbook from memory.
func readBytes(data []byte) (*Book, error) {
	return Read(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
}

// allocated is how many bytes were allocated while f ran, in all.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
