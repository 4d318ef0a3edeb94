package check

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// # Percentages against their numbers
//
// A text that says a percentage and what it is of can be counted again:
//
//	17 % (26 of 151)                  26 of 151 is 17.2 %: right, to the nearest whole
//	17 % (31 of 151)                  31 of 151 is 20.5 %: wrong
//	61 young people, of which 40 %    24 are 39.3 %, 25 are 41.0 %: no number of them is 40 %
//	244 young people, of which 40 %   98 are 40.2 %: right
//
// Halves may be rounded up or to the even figure. A target ("at least 95 % of 10
// visits") states no count, and is let be; so is a year ("40 % of 2022").

const aPercentage = `(\d{1,3}(?:\.\d+)?) ?(?:%|per cent\b|percent\b)`

// claims are the ways to say a percentage and its numbers: p for the percentage, k
// for how many, n for of how many.
var claims = sync.OnceValue(func() []*regexp.Regexp {
	number := `\d[\d,]*`
	var all []*regexp.Regexp
	for _, pattern := range []string{
		`(?P<p>` + aPercentage + `) ?[(–-] ?(?P<k>` + number + `) ?(?:out of|of|/) ?(?:the )?(?P<n>` + number + `)`,
		`(?P<k>` + number + `) (?:out of|of) (?:the )?(?P<n>` + number + `)(?: [\p{L}’'-]+){0,4} ?[(–-] ?(?P<p>` + aPercentage + `)`,
		`(?P<p>` + aPercentage + `) of (?:(?:the|our|all|these|those) )*(?P<n>` + number + `)\b`,
		`(?P<n>` + number + `)(?: [\p{L}’'-]+){1,4},? (?:of whom|of which|of these|of them),? (?P<p>` + aPercentage + `)`,
	} {
		all = append(all, regexp.MustCompile(`(?i)`+pattern))
	}
	return all
})

// targets are words before a percentage that states no count.
var targets = []string{"least", "over", "than", "target", "minimum", "maximum", "most", "under", "below", "above", "achieve", "reach", "to", "approximately", "around", "about", "nearly", "almost", "circa", "c"}

func percentageImpossible(text string) string {
	if !strings.ContainsAny(text, "%") && !strings.Contains(strings.ToLower(text), "per") {
		return ""
	}
	told := map[int]bool{} // where a percentage stands that a claim has told of
	for _, claim := range claims() {
		for _, at := range claim.FindAllStringSubmatchIndex(text, -1) {
			group := func(name string) string {
				i := 2 * claim.SubexpIndex(name)
				if i < 0 || at[i] < 0 {
					return ""
				}
				return text[at[i]:at[i+1]]
			}
			p := strings.TrimRight(group("p"), " %percntPERCNT")
			where := at[2*claim.SubexpIndex("p")]
			if told[where] || endsInTarget(text[:at[0]]) || endsInTarget(text[:where]) {
				continue
			}
			told[where] = true
			if says := wrong(p, group("k"), group("n")); says != "" {
				return says
			}
		}
	}
	return ""
}

// endsInTarget reports whether what stands before a percentage makes it a target.
func endsInTarget(before string) bool {
	fields := strings.Fields(string(saidOf(before)))
	return len(fields) > 0 && slices.Contains(targets, fields[len(fields)-1])
}

// wrong says what is wrong with a percentage of n, or of k in n; "" for nothing.
func wrong(percentage, count, of string) string {
	whole := func(s string) int { n, _ := strconv.Atoi(strings.ReplaceAll(s, ",", "")); return n }
	p, err := strconv.ParseFloat(percentage, 64)
	n := whole(of)
	if err != nil || n <= 0 || p > 100 || count == "" && n >= 1990 && n < 2100 && !strings.Contains(of, ",") {
		return ""
	}
	_, decimals, _ := strings.Cut(percentage, ".")
	half := 0.5*math.Pow10(-len(decimals)) + 1e-9
	fits := func(k int) bool { return math.Abs(100*float64(k)/float64(n)-p) <= half }
	said := func(k int) string { return fmt.Sprintf("%d of %d is %.1f %%", k, n, 100*float64(k)/float64(n)) }
	if count != "" {
		if k := whole(count); k <= n && !fits(k) {
			return fmt.Sprintf("%s, and the text says %s %%.", said(k), percentage)
		}
		return ""
	}
	below := int(p * float64(n) / 100)
	if fits(below) || fits(below+1) {
		return ""
	}
	return fmt.Sprintf("%s %% of %d is no whole number: %s, and %s.", percentage, n, said(below), said(below+1))
}
