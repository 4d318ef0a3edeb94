// Package personal finds what looks like personal data in the text of a cell,
// before that text leaves the council: numbers people are known by, dates of
// birth, home addresses, and private ways of reaching somebody. It reads no
// file and keeps nothing, and what it says never repeats what it found.
//
// It looks for what has a form of its own, and checks the form as far as it
// can be checked. It finds no names, and it is no substitute for reading.
//
//	finder := personal.New([]string{"info@council.example"}) // published already
//	if what, found := finder.Find(words); found {
//		// ask before it leaves the council, and say only what: "an NHS number"
//	}
package personal

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The kinds of personal data, as they stand behind "seems to hold".
const (
	NHSNumber       = "an NHS number"
	InsuranceNumber = "a National Insurance number"
	PupilNumber     = "a unique pupil number"
	BirthDate       = "a date of birth"
	HomeAddress     = "a home address"
	EMail           = "a private e-mail address"
	Phone           = "a private phone number"
	Child           = "a child's initials and age"
	CaseNumber      = "a person's number in a case system"
)

// Find says what kind of personal data a text seems to hold, and whether it
// holds any. Addresses and numbers of public bodies pass.
func Find(text string) (what string, found bool) { return Finder{}.Find(text) }

// Finder finds personal data, but for the contacts that may be published.
type Finder struct {
	contacts []string // e-mail addresses and domains, in lower case
	phones   []string // digits alone, beginning with 0
}

// New makes a finder that lets contacts pass: e-mail addresses, whole domains
// ("example.org"), and phone numbers however they are spaced.
func New(allowed []string) Finder {
	var f Finder
	for _, contact := range allowed {
		contact = strings.ToLower(strings.TrimSpace(contact))
		if phone := national(contact); len(phone) >= 10 && !strings.Contains(contact, "@") {
			f.phones = append(f.phones, phone)
		} else if contact != "" {
			f.contacts = append(f.contacts, strings.TrimPrefix(contact, "@"))
		}
	}
	return f
}

// Find says what kind of personal data a text seems to hold, and whether it
// holds any.
func (f Finder) Find(text string) (what string, found bool) {
	text = plain(text)
	digits := countDigits(text)
	for _, kind := range []struct {
		what   string
		digits int // that it has at least: a text with fewer need not be looked through
		found  func(string) bool
	}{
		{NHSNumber, 10, hasNHSNumber},
		{InsuranceNumber, 6, hasInsuranceNumber},
		{PupilNumber, 11, hasPupilNumber},
		{BirthDate, 1, hasBirthDate},
		{HomeAddress, 2, hasHomeAddress},
		{EMail, 0, f.hasEMail},
		{Phone, 10, f.hasPhone},
		{CaseNumber, 5, hasCaseNumber},
		{Child, 1, hasChild},
		{Child, 0, hasNamedChild},
	} {
		if digits >= kind.digits && kind.found(text) {
			return kind.what, true
		}
	}
	return "", false
}

func countDigits(text string) int {
	n := 0
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			n++
		}
	}
	return n
}

// plain has one kind of space and one kind of hyphen, and nothing invisible.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r) || r == '\u2212':
			return '-'
		case r == '\n':
			return '\n'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// each finds every match that stands alone: no letter and no digit touches it,
// and no stroke, point or sign that would make it part of a longer number.
func each(pattern *regexp.Regexp, text string) []string {
	var list []string
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		before, after := text[:at[0]], text[at[1]:]
		if !endsInWord(before) && !startsInWord(after) {
			list = append(list, text[at[0]:at[1]])
		}
	}
	return list
}

func endsInWord(text string) bool {
	trimmed := strings.TrimRight(text, "./-,£+")
	if trimmed == "" {
		return strings.HasSuffix(text, "£") || strings.HasSuffix(text, "+")
	}
	last := trimmed[len(trimmed)-1]
	if trimmed == text {
		return isWord(last)
	}
	return isDigit(last) || strings.HasSuffix(text, "£") || strings.HasSuffix(text, "+")
}

func startsInWord(text string) bool {
	if text == "" {
		return false
	}
	if isWord(text[0]) {
		return true
	}
	return len(text) > 1 && strings.IndexByte("./-,", text[0]) >= 0 && isDigit(text[1])
}

func isWord(b byte) bool  { return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 }
func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// digitsOf keeps a text's digits.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, text)
}

var tenDigits = regexp.MustCompile(`[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}`)

// hasNHSNumber looks for ten digits of which the last checks the others:
// weights 10 to 2, eleven less the remainder by eleven, eleven counting as
// nought and ten never given out.
func hasNHSNumber(text string) bool {
	return slices.ContainsFunc(each(tenDigits, text), func(match string) bool {
		digits := digitsOf(match)
		if strings.Trim(digits, digits[:1]) == "" {
			return false // 000 000 0000 is nobody's
		}
		sum := 0
		for i := range 9 {
			sum += int(digits[i]-'0') * (10 - i)
		}
		check := 11 - sum%11
		if check == 11 {
			check = 0
		}
		return check == int(digits[9]-'0')
	})
}

var insuranceNumber = regexp.MustCompile(`(?i)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z] ?[0-9]{2} ?-?[0-9]{2} ?-?[0-9]{2} ?[a-d]`)

// barred are the first two letters that no National Insurance number has.
var barred = []string{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}

func hasInsuranceNumber(text string) bool {
	return slices.ContainsFunc(each(insuranceNumber, text), func(match string) bool {
		return !slices.Contains(barred, strings.ToUpper(match[:2]))
	})
}

var pupilNumber = regexp.MustCompile(`(?i)[a-hj-np-rt-z][0-9]{11}[0-9a-hj-np-rt-z]`)

// checkLetters are a pupil number's first letters, by the remainder of its
// weighted digits by 23.
const checkLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// hasPupilNumber looks for a letter that checks the twelve characters after
// it, the last of which is a letter in a temporary number.
func hasPupilNumber(text string) bool {
	return slices.ContainsFunc(each(pupilNumber, text), func(match string) bool {
		match = strings.ToUpper(match)
		sum := 0
		for i := 1; i < len(match); i++ {
			value := int(match[i] - '0')
			if !isDigit(match[i]) {
				value = strings.IndexByte(checkLetters, match[i])
			}
			sum += value * (i + 1)
		}
		return checkLetters[sum%len(checkLetters)] == match[0]
	})
}

// A day, a month and a year, however they are written.
const day = `(?:[0-9]{1,2}(?:st|nd|rd|th)?[ ./-]+(?:of )?(?:[0-9]{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,./-]+(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})`

var (
	birthCue = regexp.MustCompile(`(?i)\b(?:d\.? ?o\.? ?b\.?|date of birth|birth ?date|birthday)\b[^0-9\n]{0,20}\b` + day + `\b`)
	born     = regexp.MustCompile(`(?i)\bborn(?: on)?(?: the)?[ :,(-]{1,3}` + day + `\b`)
)

// hasBirthDate looks for a whole date beside words that make it a date of
// birth. "Children born before 1 April 2010" names a cohort and nobody.
func hasBirthDate(text string) bool {
	lower := strings.ToLower(text)
	if !strings.Contains(lower, "born") && !strings.Contains(lower, "birth") && !strings.Contains(strings.NewReplacer(".", "", " ", "").Replace(lower), "dob") {
		return false
	}
	return birthCue.MatchString(text) || born.MatchString(text)
}

const postcode = `(?:gir ?0aa|[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][abd-hjlnp-uw-z]{2})\b`

var (
	streetAddress = regexp.MustCompile(`(?i)\b[0-9]{1,4}[a-z]?,? (?:[a-z][a-z'.-]* ){0,4}(?:road|rd|street|st|avenue|ave|lane|ln|close|drive|dr|court|ct|crescent|cres|place|pl|terrace|way|grove|gardens|gdns|square|sq|hill|row|walk|mews|rise|view|green|park|house)\b[^\n0-9]{0,60}(?:\n[^\n0-9]{0,60}){0,3}\b` + postcode)
	bareAddress   = regexp.MustCompile(`(?i)\b(?:flat|house|number|no\.?) ?[0-9]{1,4}[a-z]?,? {0,2}` + postcode)
	numberAndCode = regexp.MustCompile(`(?i)^[0-9]{1,4}[a-z]?, ?` + postcode)
)

// hasHomeAddress looks for a house's number and its postcode.
func hasHomeAddress(text string) bool {
	return mayHoldPostcode(text) && (streetAddress.MatchString(text) || bareAddress.MatchString(text) || numberAndCode.MatchString(text))
}

// mayHoldPostcode reports whether a figure stands before two letters, as in every
// postcode: the patterns of addresses are dear.
func mayHoldPostcode(text string) bool {
	isLetter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 } // ſ is an s to a pattern that passes over case
	for i := 0; i+2 < len(text); i++ {
		if '0' <= text[i] && text[i] <= '9' && isLetter(text[i+1]) && isLetter(text[i+2]) {
			return true
		}
	}
	return false
}

var eMail = regexp.MustCompile(`(?i)[a-z0-9._%+'-]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)`)

// public are the domains of public bodies.
var public = []string{"gov.uk", "nhs.uk", "nhs.net", "police.uk", "sch.uk", "ac.uk", "mod.uk", "parliament.uk", "gov.wales", "gov.scot", "cjsm.net"}

func (f Finder) hasEMail(text string) bool {
	if !strings.Contains(text, "@") {
		return false
	}
	for _, match := range eMail.FindAllStringSubmatch(text, -1) {
		address, domain := strings.ToLower(match[0]), strings.ToLower(match[1])
		if !slices.Contains(f.contacts, address) && !within(domain, public) && !within(domain, f.contacts) {
			return true
		}
	}
	return false
}

// within says whether a domain is one of a list or belongs to one.
func within(domain string, list []string) bool {
	return slices.ContainsFunc(list, func(known string) bool {
		return domain == known || strings.HasSuffix(domain, "."+known)
	})
}

var phone = regexp.MustCompile(`(?:\+44|0044|0|\(0)[0-9() -]{8,16}[0-9]`)

// hasPhone looks for a mobile or a geographic number. Numbers that belong to
// no place, such as 0300 and 0800, are those of organisations.
func (f Finder) hasPhone(text string) bool {
	for _, at := range phone.FindAllStringIndex(text, -1) {
		match := text[at[0]:at[1]]
		if at[0] > 0 && (isWord(text[at[0]-1]) || strings.IndexByte("./-,£", text[at[0]-1]) >= 0) || startsInWord(text[at[1]:]) {
			continue
		}
		number := national(match)
		if len(number) < 10 || len(number) > 11 || strings.IndexByte("127", number[1]) < 0 {
			continue
		}
		if !slices.Contains(f.phones, number) {
			return true
		}
	}
	return false
}

// national is a phone number as it is dialled in this country.
func national(text string) string {
	digits := digitsOf(text)
	switch {
	case strings.HasPrefix(strings.TrimSpace(text), "+44"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0044"):
		digits = digits[4:]
	default:
		return digits
	}
	return "0" + strings.TrimPrefix(digits, "0")
}

var child = regexp.MustCompile(`\b(?:[A-Z]\.? ?[A-Z]\.|[A-Z][A-Z])(?: ?\((?:aged? )?[0-9]{1,2}\)|, ?(?:aged? )?[0-9]{1,2},| aged? [0-9]{1,2}[ ,.])[^\n.]{0,60}\b(?:placed|placement|foster|residential|secure unit|children's home|adopt)`)

// hasChild looks for two initials, an age, and where a child lives.
func hasChild(text string) bool {
	lives := func(where string) bool { return strings.Contains(text, where) }
	return slices.ContainsFunc([]string{"place", "foster", "residential", "secure unit", "children's home", "adopt"}, lives) && child.MatchString(text)
}

// Words that stand for one child, and what tells which: a letter or initials with an age,
// or initials with their points. "Child A" alone is what published reviews call somebody.
const oneChild = `\b(?:Child|CHILD|Young [Pp]erson|YP|Pupil|Baby|Sibling) `

var (
	agedChild     = regexp.MustCompile(oneChild + `(?:[A-Z]\.? ?[A-Z]\.?|[A-Z][0-9]?)(?: ?\((?:aged? )?[0-9]{1,2}(?: ?(?:years?|yrs?|y|months?|mths?|m)(?: old)?)?\)|,? aged? [0-9]{1,2}\b|, [0-9]{1,2},)`)
	initialsChild = regexp.MustCompile(oneChild + `[A-Z]\. ?[A-Z]\.`)
)

// hasNamedChild looks for a child who is called by a letter or by initials, with what
// tells who that is.
func hasNamedChild(text string) bool {
	for _, word := range []string{"Child ", "CHILD ", "Young ", "YP ", "Pupil ", "Baby ", "Sibling "} {
		if strings.Contains(text, word) {
			return agedChild.MatchString(text) || initialsChild.MatchString(text)
		}
	}
	return false
}

// Words before a number that make it somebody's: a case system's name, or a person or a
// case, and then that it is a number. A system's name alone says nothing: it has versions.
const (
	isNumber   = ` ?(?:id|no|nos|number|ref|reference)\b\.?[ :#]{0,3}`
	caseNumber = `([a-z]{0,3}[ /-]?[0-9]{5,10})\b`
)

var (
	systemNumber = regexp.MustCompile(`(?i)\b(?:mosaic|liquid ?logic|lcs|ehm|care ?first|framework-?i|capita one|eclipse|charms)(?: (?:child|person|client|case|pupil|record|file))?` + isNumber + caseNumber)
	personNumber = regexp.MustCompile(`(?i)\b(?:child|young person|yp|client|person|pupil|family|service user|case)(?:'s|’s)?(?: (?:la|local authority|file|record|system|case|social care))?` + isNumber + caseNumber)
)

// notPeoples are the words before "case" that make it something else than a person's.
var notPeoples = []string{"business", "use", "test", "budget", "policy", "planning", "procurement", "support", "helpdesk"}

// hasCaseNumber looks for a number that a system knows a person or a case by. A reference
// with no such word before it is a document's.
func hasCaseNumber(text string) bool {
	for _, pattern := range []*regexp.Regexp{systemNumber, personNumber} {
		for _, at := range pattern.FindAllStringSubmatchIndex(text, -1) {
			before := strings.Fields(strings.ToLower(text[:at[0]]))
			if startsInWord(text[at[3]:]) || len(before) > 0 && slices.Contains(notPeoples, before[len(before)-1]) {
				continue
			}
			return true
		}
	}
	return false
}
