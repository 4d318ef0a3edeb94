package history

import (
	"fmt"
	"strings"
	"testing"
)

// large is a plan of n actions, whose dates are those of a version.
func large(n, version int) string {
	var b strings.Builder
	b.WriteString("ref|action|lead|due|status|progress\n")
	for i := range n {
		fmt.Fprintf(&b, "%d.%d|Action %d of the plan, about k%d and m%d|Head %d|%d/%02d/2026|In progress|Report %d of %d: four of ten are seen\n", i/50+1, i%50+1, i, i, i*7, i%9, i%28+1, version%12+1, version, i)
	}
	return b.String()
}

// BenchmarkOf has a history of four versions grow with the number of actions.
func BenchmarkOf(b *testing.B) {
	for _, n := range []int{200, 2_000, 20_000} {
		var versions []Version
		for v := range 4 {
			versions = append(versions, Version{On: quarter(v), Plan: book(large(n, v)).View()})
		}
		for _, count := range []int{1, 4} {
			b.Run(fmt.Sprintf("%d actions, %d versions", n, count), func(b *testing.B) {
				for b.Loop() {
					Of(versions[:count])
				}
			})
		}
	}
}
