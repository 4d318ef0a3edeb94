package clock

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"actionplan/plan"
)

// Event is a day for somebody's calendar.
type Event struct {
	On   plan.Date
	What string
	Note string
}

// WriteCalendar writes events as an iCalendar file (RFC 5545), which calendars
// import: each a day, without a time. The same events give the same file, and an
// event whose day has moved keeps its name, so that it moves in the calendar too.
func WriteCalendar(w io.Writer, events []Event, made plan.Date) error {
	var b bytes.Buffer
	line := func(name, value string) { b.WriteString(folded(name+":"+value) + "\r\n") }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//actionplan//deadlines//EN-GB")
	for _, e := range events {
		line("BEGIN", "VEVENT")
		name := sha256.Sum256([]byte(e.What))
		line("UID", fmt.Sprintf("%x@actionplan.invalid", name[:16]))
		line("DTSTAMP", basic(made)+"T000000Z")
		line("DTSTART;VALUE=DATE", basic(e.On))
		line("DTEND;VALUE=DATE", basic(e.On.AddDays(1)))
		line("SUMMARY", escaped(e.What))
		if e.Note != "" {
			line("DESCRIPTION", escaped(e.Note))
		}
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	_, err := w.Write(b.Bytes())
	return err
}

func basic(d plan.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// escaped is a text as the format writes it: marks that mean something to it are
// escaped, and no control character is left.
func escaped(text string) string {
	text = strings.NewReplacer("\\", `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(text)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// longest is how many bytes of a line the format has before it is folded.
const longest = 75

// folded is a line broken where it is too long, never within a character.
func folded(line string) string {
	var b strings.Builder
	room := longest
	for _, r := range line {
		if n := utf8.RuneLen(r); n > room {
			b.WriteString("\r\n ")
			room = longest - 1
		}
		b.WriteRune(r)
		room -= utf8.RuneLen(r)
	}
	return b.String()
}
