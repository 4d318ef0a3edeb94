package lock_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"actionplan/internal/lock"
)

// One run takes the ledger's lock; a second is told who is at work.
func Example() {
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	now := time.Now()
	held, err := lock.Take(dir, "Ann Example", now)
	if err != nil {
		log.Fatal(err)
	}
	_, err = lock.Take(dir, "Bob Example", now)
	fmt.Println("a second run waits:", errors.Is(err, lock.ErrLocked))
	if err := held.Refresh(now); err != nil { // before every step that writes
		log.Fatal(err)
	}
	if err := held.Release(); err != nil {
		log.Fatal(err)
	}
	held, err = lock.Take(dir, "Bob Example", now)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("and then it is let in:", held.Release() == nil)
	// Output:
	// a second run waits: true
	// and then it is let in: true
}
