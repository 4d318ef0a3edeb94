package plan

import "strings"

// MaxRow and MaxColumn are the edges of a worksheet.
const (
	MaxRow    = 1_048_576
	MaxColumn = 16_384
)

// ColumnLetters turns a column's number into its letters: 1 is A, 28 is AB.
// It is "" for a number below 1.
func ColumnLetters(n int) string {
	var letters []byte
	for ; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters)
}

// ColumnNumber turns a column's letters into its number, in either case.
// It is 0 for anything that names no column of a worksheet.
func ColumnNumber(letters string) int {
	n := 0
	for _, r := range strings.ToUpper(letters) {
		if r < 'A' || r > 'Z' {
			return 0
		}
		n = n*26 + int(r-'A') + 1
		if n > MaxColumn {
			return 0
		}
	}
	return n
}

// QuoteSheet writes a sheet's name as a formula would: quoted only where it
// holds anything but letters, digits and underscores.
func QuoteSheet(name string) string {
	for i, r := range name {
		letter := r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' || r > 127
		digit := '0' <= r && r <= '9'
		if !letter && (!digit || i == 0) {
			return "'" + strings.ReplaceAll(name, "'", "''") + "'"
		}
	}
	return name
}
