package disk_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"actionplan/internal/disk"
)

// A file is written whole, or the old one stays and nothing lies beside it.
func Example() {
	dir, err := os.MkdirTemp("", "disk")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "agreed.txt")
	put := func(words string, then error) error {
		return disk.Write(path, 0o644, func(w io.Writer) error {
			_, err := io.WriteString(w, words)
			return errors.Join(err, then)
		})
	}
	fmt.Println(put("first", nil) == nil, put("sec", errors.New("cut off")) == nil)
	now, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	all, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s, %d file\n", now, len(all))
	// Output:
	// true false
	// first, 1 file
}
