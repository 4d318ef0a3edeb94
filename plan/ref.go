package plan

import (
	"cmp"
	"strconv"
	"strings"
)

// ReadRef reads an action's name: clean, on one line, without the full stop
// some lists end their numbers with. It is "" where nothing or only a
// placeholder is written. Its case and its noughts are kept: 1.10 is not 1.1.
func ReadRef(text string) Ref {
	if v := TextValue(text); v.Kind != KindText {
		return ""
	}
	one := strings.Join(strings.Fields(Clean(text)), " ")
	return Ref(strings.TrimRight(one, ". "))
}

// KeptRef is a ref of the ledger's own, for an action that no side has a ref for.
// It is shown to nobody, and nobody can type it: no cell is read to begin with a
// space.
func KeptRef(n int) Ref { return Ref(" " + strconv.Itoa(n)) }

// Kept is which of the ledger's own a ref is, from 1; 0 where it is none of those.
func (r Ref) Kept() int {
	number, kept := strings.CutPrefix(string(r), " ")
	if n, err := strconv.Atoi(number); kept && err == nil {
		return n
	}
	return 0
}

// SameRef says whether two refs name one action whatever their case and
// spaces: "R4/b" and "r4 / B".
func SameRef(a, b Ref) bool { return a.Key() == b.Key() }

// Key is the ref without its case and spaces: the same for two refs exactly
// when SameRef is true of them.
func (r Ref) Key() string { return strings.ReplaceAll(Fold(string(r)), " ", "") }

// CompareRefs orders refs as a reader counts: 1.2 before 1.10, 2.3 before
// 10.1, iv before v before ix, a number before a letter, 1 before 1.1. An
// action without a ref comes last. It is 0 only for the same text.
func CompareRefs(a, b Ref) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	left, right := refParts(string(a)), refParts(string(b))
	for i := range min(len(left), len(right)) {
		if c := comparePart(left[i], right[i]); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(left), len(right)), cmp.Compare(a, b))
}

// refParts splits a ref into its runs of digits and of letters; what stands
// between them only separates.
func refParts(ref string) []string {
	var parts []string
	start, class := 0, byte(0)
	text := strings.ToLower(ref)
	for i := 0; i <= len(text); i++ {
		next := byte(0)
		if i < len(text) {
			next = refClass(text[i])
		}
		if next == class {
			continue
		}
		if class != 0 {
			parts = append(parts, text[start:i])
		}
		start, class = i, next
	}
	return parts
}

func refClass(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return 'd'
	case 'a' <= c && c <= 'z' || c >= 0x80:
		return 'w'
	}
	return 0
}

func comparePart(a, b string) int {
	aNumber, bNumber := refClass(a[0]) == 'd', refClass(b[0]) == 'd'
	switch {
	case aNumber && bNumber:
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	case aNumber:
		return -1
	case bNumber:
		return 1
	}
	return cmp.Compare(romanKey(a), romanKey(b))
}

// romanKey writes a roman numeral the long way (iv as iiii, ix as viiii), so
// that the alphabet puts numerals in their order among single letters too.
func romanKey(letters string) string {
	tens := len(letters) - len(strings.TrimLeft(letters, "x"))
	units, ok := romanUnits[letters[tens:]]
	if !ok || tens > 3 {
		return letters
	}
	return letters[:tens] + units
}

var romanUnits = map[string]string{
	"": "", "i": "i", "ii": "ii", "iii": "iii", "iv": "iiii",
	"v": "v", "vi": "vi", "vii": "vii", "viii": "viii", "ix": "viiii",
}
