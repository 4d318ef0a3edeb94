package templates_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestContrast works out every pair of ink and ground that the style puts
// together: 4.5 to 1 for words, 3 to 1 for the edges of what is not words.
func TestContrast(t *testing.T) {
	style, err := os.ReadFile("page/style.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]string{"white": "#ffffff", "waiting": "#dfe4e8", "cancelled": "#b9c3cb", "target": "#fffbe6"}
	for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6});`).FindAllStringSubmatch(string(style), -1) {
		colours[m[1]] = m[2]
	}
	for _, pair := range []struct {
		ink, ground string
		least       float64
	}{
		{"ink", "ground", 7}, {"quiet", "ground", 4.5}, {"title", "ground", 4.5}, {"link", "ground", 4.5},
		{"quiet", "target", 4.5}, {"link", "target", 4.5}, {"red-ink", "ground", 4.5}, {"grey-ink", "ground", 4.5},
		{"red-ink", "red-ground", 4.5}, {"amber-ink", "amber-ground", 4.5}, {"green-ink", "green-ground", 4.5},
		{"blue-ink", "blue-ground", 4.5}, {"grey-ink", "grey-ground", 4.5},
		{"white", "red", 4.5}, {"white", "green", 4.5}, {"white", "blue", 4.5},
		{"ink", "amber", 4.5}, {"ink", "waiting", 4.5}, {"ink", "cancelled", 4.5}, {"grey", "ground", 3},
	} {
		ink, ok := colours[pair.ink]
		ground, there := colours[pair.ground]
		if !ok || !there {
			t.Errorf("the style has no %s or no %s", pair.ink, pair.ground)
			continue
		}
		if got := contrast(luminance(ink), luminance(ground)); got < pair.least {
			t.Errorf("%s on %s has a contrast of %.2f to 1, want %.1f", pair.ink, pair.ground, got, pair.least)
		}
	}
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// luminance is a colour's relative luminance as WCAG 2 defines it.
func luminance(hex string) float64 {
	hex = hex[1:]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
