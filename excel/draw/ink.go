package draw

import (
	"math"
	"strconv"
)

// Colours are written RRGGBB, in hexadecimal, as spreadsheets write them. What is not so
// written is taken for white.

// The inks there are on a colour of the caller's own.
const (
	Black = "000000"
	White = "FFFFFF"
)

// Ink is black or white, whichever can be read better on a colour. Its contrast is
// never below 4.5 to 1: a colour on which white falls short of that is light enough
// for black.
func Ink(ground string) string {
	if Contrast(White, ground) > Contrast(Black, ground) {
		return White
	}
	return Black
}

// Contrast is how far two colours stand apart, from 1 to 21, as WCAG 2 defines it.
func Contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is a colour's relative luminance as WCAG 2 defines it.
func luminance(rgb string) float64 {
	n, err := strconv.ParseUint(rgb, 16, 32)
	if err != nil || len(rgb) != 6 {
		n = 0xFFFFFF
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(8*(2-i))&0xFF) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
