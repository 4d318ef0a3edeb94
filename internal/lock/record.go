package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"actionplan/internal/disk"
)

// record is what a lock says.
type record struct {
	Who string
	disk.Process
	Since, Until time.Time
	Token        string // unique to this taking
}

const (
	recordBegins = "actionplan lock "
	recordTitle  = recordBegins + "1"
)

// looksOurs reports whether a text is a lock of any build, or what can be left of
// one that was being written when the power went: a part of it, or nothing but
// zeros.
func looksOurs(text []byte) bool {
	begun := strings.TrimRight(string(text), "\x00")
	return strings.HasPrefix(begun, recordBegins) || strings.HasPrefix(recordBegins, begun)
}

// String is the lock's file: lines that a person can read, too.
func (r record) String() string {
	return fmt.Sprintf("%s\nwho: %q\nhost: %q\nmachine: %s\nprocess: %d\nsince: %s\nuntil: %s\ntoken: %s\n",
		recordTitle, r.Who, r.Host, r.Machine, r.PID, r.Since.Format(time.RFC3339), r.Until.Format(time.RFC3339), r.Token)
}

// same says whether two records say the same.
func (r record) same(other record) bool { return r.String() == other.String() }

// parseRecord reads a lock's file. It is not ok where anything is missing,
// cut off or not ours.
func parseRecord(text string) (r record, ok bool) {
	lines := strings.Split(text, "\n")
	if len(lines) < 2 || lines[0] != recordTitle || lines[len(lines)-1] != "" {
		return record{}, false
	}
	said := map[string]string{}
	for _, line := range lines[1 : len(lines)-1] {
		name, value, found := strings.Cut(line, ": ")
		if !found {
			return record{}, false
		}
		said[name] = value
	}
	var errs [5]error
	r.Who, errs[0] = strconv.Unquote(said["who"])
	r.Host, errs[1] = strconv.Unquote(said["host"])
	r.PID, errs[2] = strconv.Atoi(said["process"])
	r.Since, errs[3] = time.Parse(time.RFC3339, said["since"])
	r.Until, errs[4] = time.Parse(time.RFC3339, said["until"])
	r.Machine, r.Token = said["machine"], said["token"]
	if slices.ContainsFunc(errs[:], func(err error) bool { return err != nil }) || !isToken(r.Token) || r.PID <= 0 {
		return record{}, false
	}
	return r, true
}

// isToken says whether a text can be a token. It becomes part of a file's
// name, so it must not lead anywhere else.
func isToken(text string) bool {
	odd := func(c rune) bool { return (c < 'A' || c > 'Z') && (c < '0' || c > '9') }
	return len(text) >= 16 && len(text) <= 64 && !strings.ContainsFunc(text, odd)
}

// standIn is the token of a lock that holds no record: the same for everybody
// who sees the same bytes.
func standIn(text []byte) string {
	sum := sha256.Sum256(text)
	return strings.ToUpper(hex.EncodeToString(sum[:12]))
}
