package draw_test

import (
	"fmt"
	"testing"

	"actionplan/excel/draw"
)

// TestInkCanBeRead: whatever colour a council gives, words on it have a contrast of
// at least 4.5 to 1.
func TestInkCanBeRead(t *testing.T) {
	for r := 0; r <= 255; r += 5 {
		for g := 0; g <= 255; g += 5 {
			for b := 0; b <= 255; b += 5 {
				ground := fmt.Sprintf("%02X%02X%02X", r, g, b)
				if got := draw.Contrast(draw.Ink(ground), ground); got < 4.5 {
					t.Fatalf("the ink on %s has a contrast of %.2f to 1", ground, got)
				}
			}
		}
	}
}

func TestInk(t *testing.T) {
	for _, test := range []struct{ ground, want string }{
		{"FFFFFF", draw.Black}, {"FFFF00", draw.Black}, {"FFC000", draw.Black}, {"00B050", draw.Black},
		{"000000", draw.White}, {"C00000", draw.White}, {"1F3864", draw.White}, {"7030A0", draw.White},
		{"no colour", draw.Black},
	} {
		if got := draw.Ink(test.ground); got != test.want {
			t.Errorf("the ink on %s is %s, want %s", test.ground, got, test.want)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want string
	}{
		{"000000", "FFFFFF", "21.00"}, {"FFFFFF", "FFFFFF", "1.00"}, {"767676", "FFFFFF", "4.54"}, {"FFFFFF", "777777", "4.48"},
	} {
		if got := fmt.Sprintf("%.2f", draw.Contrast(test.a, test.b)); got != test.want {
			t.Errorf("%s and %s: a contrast of %s, want %s", test.a, test.b, got, test.want)
		}
	}
}
