package disk

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Process is where something was written.
type Process struct {
	Host    string // the computer's name, for people
	Machine string // tells two computers of one name apart; see machine
	PID     int
}

// ThisProcess is where this process runs.
var ThisProcess = sync.OnceValue(func() Process {
	host, err := os.Hostname()
	if err != nil {
		host = "a computer without a name"
	}
	return Process{Host: host, Machine: machine(host), PID: os.Getpid()}
})

// machine stands for this computer, and on Linux for the container: only there
// does a process number mean anything. A name is not enough, since many
// laptops are called the same. Where network cards come and go, two runs on one
// computer may not know each other, and then what one left behind is told only
// by its age.
func machine(host string) string {
	marks := []string{host}
	if cards, err := net.Interfaces(); err == nil {
		for _, card := range cards {
			marks = append(marks, card.HardwareAddr.String())
		}
	}
	if space, err := os.Readlink("/proc/self/ns/pid"); err == nil {
		marks = append(marks, space)
	}
	slices.Sort(marks)
	sum := sha256.Sum256([]byte(strings.Join(marks, "\n")))
	return hex.EncodeToString(sum[:8])
}

// A temporary name begins with a dot, so that nothing lists it, and says whose
// it is, so that a person who finds one after a power cut knows, and so that
// the next run knows whether anybody still writes it:
//
//	.actionplan-MACHINE-PROCESS-RUN-NUMBER.tmp
//
// RUN tells this process from an earlier one of the same number. Earlier builds
// wrote a number alone. What has any other name is a person's, however near it
// comes.
const (
	temporaryStart = ".actionplan-"
	temporaryEnd   = ".tmp"
)

var (
	temporaryInner = regexp.MustCompile(`^[0-9a-f]{16}-[0-9]+-[A-Z2-7]{20,}-[A-Z2-7]{20,}$`)
	earlierInner   = regexp.MustCompile(`^(lock-|backup-)?[0-9]+$`)
)

var thisRun = rand.Text()

// temporaryName is a name that no other file has.
func temporaryName() string {
	p := ThisProcess()
	return temporaryStart + strings.Join([]string{p.Machine, strconv.Itoa(p.PID), thisRun, rand.Text()}, "-") + temporaryEnd
}

// writerOf is what a temporary name says of who writes the file.
type writer int

const (
	notOurs writer = iota // it is no name of ours
	unknown               // of another computer, or of an earlier build: only its age tells
	alive
	gone
)

func writerOf(name string) writer {
	inner, begins := strings.CutPrefix(name, temporaryStart)
	inner, ends := strings.CutSuffix(inner, temporaryEnd)
	here := ThisProcess()
	parts := strings.Split(inner, "-")
	switch {
	case !begins || !ends:
		return notOurs
	case earlierInner.MatchString(inner):
		return unknown
	case !temporaryInner.MatchString(inner):
		return notOurs
	case parts[0] != here.Machine:
		return unknown
	}
	pid, err := strconv.Atoi(parts[1])
	switch {
	case err != nil || pid < 1:
		return unknown
	case pid == here.PID && parts[2] != thisRun:
		return gone // an earlier process of our own number
	case Alive(pid):
		return alive
	}
	return gone
}
