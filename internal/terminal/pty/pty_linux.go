// Package pty opens a terminal that nobody sits at, so that tests can see what
// the command prints to one.
package pty

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Open gives both ends: what is printed to the screen is read from the outer
// end, and what is written to the outer end is typed at the screen.
func Open() (outer, screen *os.File, err error) {
	outer, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			_ = outer.Close()
		}
	}()
	if err = unix.IoctlSetPointerInt(int(outer.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		return nil, nil, err
	}
	number, err := unix.IoctlGetInt(int(outer.Fd()), unix.TIOCGPTN)
	if err != nil {
		return nil, nil, err
	}
	screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	return outer, screen, err
}
