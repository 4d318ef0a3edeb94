package pack

import (
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// number picks the words for one or for many.
func number(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// count is a number and what it counts: "1 action", "12 actions".
func count(n int, one, many string) string { return strconv.Itoa(n) + " " + number(n, one, many) }

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// capital begins a sentence.
func capital(text string) string {
	for i, r := range text {
		return strings.ToUpper(string(r)) + text[i+len(string(r)):]
	}
	return text
}

// slug makes a text fit for an address within a page.
func slug(text string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
			continue
		}
		dash = true
	}
	return b.String()
}

// anchors gives out addresses within a page, each once.
type anchors map[string]bool

func (taken anchors) give(prefix, text string) string {
	base := prefix
	if s := slug(text); s != "" {
		base += "-" + s
	}
	id := base
	for n := 2; taken[id] || id == prefix; n++ {
		id = base + "--" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), by)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func inQuotes(text string) string {
	if text == "" {
		return ""
	}
	return "“" + text + "”"
}

func long(d plan.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Long()
}
