package text

import "strings"

// Nearest finds the word a mistyped one was probably meant to be: the known
// word with the fewest letters changed, when that is no more than a third of
// them. It says false when none is near.
func Nearest(word string, known []string) (string, bool) {
	best, fewest := "", len(word)/3+1
	for _, k := range known {
		if d := lettersChanged(strings.ToLower(word), strings.ToLower(k)); d < fewest || d == fewest && best == "" {
			best, fewest = k, d
		}
	}
	return best, best != ""
}

// lettersChanged counts the letters to add, drop or replace to turn a into b.
func lettersChanged(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			cost := diagonal
			if r != s {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(to)]
}
