package table

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// stamp is what a sheet's name says of when or which: "Plan Feb 26" is the plan
// of February 2026, "v4" a fourth version, "Copy of Plan" a copy.
type stamp struct {
	kind stampKind
	at   int    // in order within its kind; 0 where the kind has none
	stem string // the name without it
}

type stampKind int

const (
	unstamped  stampKind = iota
	dated                // a month, a quarter or a year that is named in full
	ofMonth              // a month without its year
	numbered             // a version, a quarter without its year, a second year
	unnumbered           // a copy, FINAL: nothing says of when
	spoken               // old, current
)

// stampOf reads a sheet's name.
func stampOf(name string) stamp {
	r := stampReader{words: nameWords(name)}
	if copied.MatchString(name) {
		r.found = stamp{kind: unnumbered}
		r.words = nameWords(copied.ReplaceAllString(name, ""))
	}
	r.read()
	r.found.stem = strings.Join(r.rest, " ")
	return r.found
}

// copied is the mark that a spreadsheet puts on a sheet's copy.
var copied = regexp.MustCompile(`(?i)^(?:copy (\([0-9]+\) )?of|copia de|cópia de|copie de|kopie von|kopie van|kopia|копия|kopia av|kopi af|kopi av) |[ -]+copy( \([0-9]+\)| [0-9]+)?$| ?\([0-9]{1,2}\)$|의 사본$| ?のコピー$|[ 的]*副本$`)

// nameWords parts a name into its runs of letters and of digits.
func nameWords(name string) []string {
	var found []string
	var last rune
	for _, r := range foldHeading(name) {
		same := unicode.IsDigit(r) == unicode.IsDigit(last)
		switch {
		case r == ' ':
		case len(found) == 0 || last == ' ' || !same:
			found = append(found, string(r))
		default:
			found[len(found)-1] += string(r)
		}
		last = r
	}
	return found
}

type stampReader struct {
	words []string
	rest  []string
	found stamp

	year, month, day, quarter int
}

func (r *stampReader) read() {
	for len(r.words) > 0 {
		if n := r.take(); n > 0 {
			r.words = r.words[n:]
			continue
		}
		r.rest = append(r.rest, r.words[0])
		r.words = r.words[1:]
	}
	switch {
	case r.year > 0:
		month := r.month
		if r.quarter > 0 && month == 0 {
			month = 3*r.quarter + 1 // of a year that begins in April
		}
		r.found.kind, r.found.at = dated, (r.year*100+month)*100+r.day
	case r.month > 0:
		r.found.kind, r.found.at = ofMonth, r.month
	case r.quarter > 0 && r.found.kind != numbered:
		r.found.kind, r.found.at = numbered, r.quarter
	}
}

// take reads what the next words say of when, and gives how many it read.
func (r *stampReader) take() int {
	word := r.words[0]
	next := func(n int) int {
		if n >= len(r.words) {
			return -1
		}
		return figure(r.words[n])
	}
	if month, ok := monthOfName(word); ok && r.month == 0 {
		r.month = month
		switch n := next(1); {
		case n >= 2000 && n < 2100:
			r.year = n
			return 2
		case len(r.words) > 1 && len(r.words[1]) == 2 && n >= 0 && r.year == 0:
			r.year = 2000 + n
			return 2
		}
		return 1
	}
	switch n := figure(word); {
	case n >= 2000 && n < 2100 && r.year == 0:
		return r.takeYear(n, next)
	case n > 0 && n < 100 && len(word) == 2 && next(1) == n+1 && r.year == 0: // 25/26
		r.year = 2000 + n
		return 2
	case n > 0 && n <= 31 && len(r.words) > 1:
		if _, ok := monthOfName(r.words[1]); ok { // 3 March
			r.day = n
			return 1
		}
	}
	switch {
	case quarterWords[word] && next(1) >= 1 && next(1) <= 4:
		r.quarter = next(1)
		return 2
	case versionWords[word] && next(1) >= 0 && r.found.kind != numbered:
		r.found = stamp{kind: numbered, at: next(1) * 1000}
		if minor := next(2); minor >= 0 && minor < 1000 {
			r.found.at += minor
			return 3
		}
		return 2
	case spokenWords[word] != 0 && r.found.kind == unstamped:
		r.found = stamp{kind: spoken, at: spokenWords[word]}
		return 1
	case wordsOfNoTime[word] && r.found.kind == unstamped:
		r.found = stamp{kind: unnumbered}
		return 1
	}
	return 0
}

// takeYear reads a year with what follows it: 2026-03, 2026-03-31, 2025-26.
func (r *stampReader) takeYear(year int, next func(int) int) int {
	r.year = year
	switch n := next(1); {
	case n == (year+1)%100 || n == year+1:
		return 2
	case n >= 1 && n <= 12 && len(r.words[1]) == 2 && r.month == 0:
		r.month = n
		if day := next(2); day >= 1 && day <= 31 {
			r.day = day
			return 3
		}
		return 2
	}
	return 1
}

// figure is the number that a word is, or -1.
func figure(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

func monthOfName(word string) (int, bool) {
	for i, month := range monthsOfYear {
		if word == month || len(word) >= 3 && strings.HasPrefix(month, word) || word == "sept" && i == 8 {
			return i + 1, true
		}
	}
	return 0, false
}

var monthsOfYear = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var (
	quarterWords  = words(`q quarter qtr`)
	versionWords  = words(`v ver version draft rev revision issue year week period meeting round cycle p`)
	wordsOfNoTime = words(`copy final backup`)
	spokenWords   = map[string]int{"old": 1, "previous": 1, "superseded": 1, "outdated": 1, "current": 3, "latest": 3, "live": 3}
)

// latestOf finds the latest of sheets by their names; ok is false where the
// names do not order them.
func latestOf(stamps []stamp) (latest int, ok bool) {
	spokenOf := slices.ContainsFunc(stamps, func(s stamp) bool { return s.kind == spoken })
	order := make([]int, len(stamps))
	for i, s := range stamps {
		if spokenOf && s.kind == unstamped {
			s = stamp{kind: spoken, at: 2} // Plan, beside Plan old
		}
		if s.kind == unstamped || s.kind == unnumbered || i > 0 && s.kind != stamps[0].kind && !spokenOf || spokenOf && s.kind != spoken {
			return 0, false
		}
		order[i] = s.at
	}
	if stamps[0].kind == ofMonth {
		order = roundTheYear(order)
	}
	top := slices.Max(order)
	latest = slices.Index(order, top)
	return latest, top > 0 && slices.Index(order[latest+1:], top) < 0
}

// InSeries says where a sheet's name stands in the series of others, by month,
// quarter, year or version: 1 where it is later than all of them that are in one with
// it, -1 where it is not, 0 where the names do not tell.
func InSeries(name string, others []string) int {
	order, own := 0, stampOf(name)
	for _, other := range others {
		stamps := []stamp{stampOf(other), own}
		if stem := stamps[0].stem; stem != own.stem && stem != "" && own.stem != "" {
			continue
		}
		latest, ordered := latestOf(stamps)
		switch {
		case !ordered:
		case latest == 0:
			return -1
		default:
			order = 1
		}
	}
	return order
}

// roundTheYear puts months without a year in order, from the one that follows
// the longest gap; all are 0 where two gaps are the longest.
func roundTheYear(months []int) []int {
	sorted := slices.Clone(months)
	slices.Sort(sorted)
	longest, from, ties := 0, 0, 0
	for i, m := range sorted {
		before := sorted[(i+len(sorted)-1)%len(sorted)]
		gap := (m - before + 12) % 12
		switch {
		case gap > longest:
			longest, from, ties = gap, m, 1
		case gap == longest:
			ties++
		}
	}
	order := make([]int, len(months))
	for i, m := range months {
		if ties == 1 {
			order[i] = (m-from+12)%12 + 1
		}
	}
	return order
}
