// Package text compares texts: how alike they are, word by word what became
// of one, and which known word a mistyped one was meant to be.
//
// [Differences] lays two versions of a text out as what was kept, removed and
// added; [Nearest] finds the word that was meant, and [Similarity] says from 0 to
// 1 how alike two texts are; [Joined], [Counted] and [OneLine] put words into a
// sentence.
//
// It knows no action plan and no language but how words are parted, and it never
// decides: what is alike enough is for its caller to say.
package text

import (
	"strings"
	"unicode"
)

// Change is what became of a piece of text.
type Change uint8

// The changes.
const (
	Kept Change = iota
	Removed
	Added
)

// Piece is a run of text that was kept, removed or added as a whole.
type Piece struct {
	Change Change
	Text   string
}

// Differences shows how a text became another, word by word: its kept and
// removed pieces together are what it was, its kept and added pieces what it
// is now. Where words changed place beyond what can be followed, the whole of
// the middle is shown removed and added.
func Differences(was, now string) []Piece {
	var pieces pieces
	compare(split(was), split(now), func(c Change, words []string) {
		for _, word := range words {
			pieces.add(c, word)
		}
	})
	return pieces
}

// Similarity says how alike two texts are by the words they share in the same
// order: 1 for the same words whatever their case and marks, 0 for none.
// Two texts without words are alike.
func Similarity(a, b string) float64 { return Alike(Words(a), Words(b)) }

// Alike is Similarity of texts that are in words already (see Words). No more words are
// shared in the same order than are shared at all.
func Alike(left, right []string) float64 {
	if len(left)+len(right) == 0 {
		return 1
	}
	kept := 0
	compare(left, right, func(c Change, words []string) {
		if c == Kept {
			kept += len(words)
		}
	})
	return 2 * float64(kept) / float64(len(left)+len(right))
}

type pieces []Piece

func (p *pieces) add(c Change, word string) {
	if n := len(*p); n > 0 && (*p)[n-1].Change == c {
		(*p)[n-1].Text += word
		return
	}
	*p = append(*p, Piece{c, word})
}

// split cuts a text into words, each with the space after it.
func split(s string) []string {
	var words []string
	start, inSpace := 0, false
	for i, r := range s {
		space := unicode.IsSpace(r)
		if inSpace && !space {
			words = append(words, s[start:i])
			start = i
		}
		inSpace = space
	}
	if start < len(s) {
		words = append(words, s[start:])
	}
	return words
}

// Words are a text's words in small letters, without marks.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// mostCompared bounds the comparing of two middles: about 2,000 words each.
const mostCompared = 4_000_000

// compare walks two lists of words side by side, and says of every word
// whether it was kept, removed or added.
func compare(was, now []string, say func(Change, []string)) {
	head := common(was, now, func(i int) (string, string) { return was[i], now[i] })
	say(Kept, was[:head])
	was, now = was[head:], now[head:]
	tail := common(was, now, func(i int) (string, string) { return was[len(was)-1-i], now[len(now)-1-i] })
	compareMiddles(was[:len(was)-tail], now[:len(now)-tail], say)
	say(Kept, was[len(was)-tail:])
}

// common counts how many pairs from the start are the same.
func common(was, now []string, pair func(int) (string, string)) int {
	for i := range min(len(was), len(now)) {
		if a, b := pair(i); a != b {
			return i
		}
	}
	return min(len(was), len(now))
}

// compareMiddles follows the longest list of words that both have in order.
func compareMiddles(was, now []string, say func(Change, []string)) {
	if len(was)*len(now) > mostCompared {
		say(Removed, was)
		say(Added, now)
		return
	}
	longest := longestKept(was, now)
	width := len(now) + 1
	i, j := 0, 0
	for i < len(was) && j < len(now) {
		switch {
		case was[i] == now[j]:
			say(Kept, was[i:i+1])
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			say(Removed, was[i:i+1])
			i++
		default:
			say(Added, now[j:j+1])
			j++
		}
	}
	say(Removed, was[i:])
	say(Added, now[j:])
}

// longestKept gives, for every i and j, how many words was[i:] and now[j:]
// can keep: at i times one more than the length of now, plus j.
func longestKept(was, now []string) []uint16 {
	width := len(now) + 1
	longest := make([]uint16, (len(was)+1)*width)
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			at := i*width + j
			if was[i] == now[j] {
				longest[at] = longest[at+width+1] + 1
			} else {
				longest[at] = max(longest[at+width], longest[at+1])
			}
		}
	}
	return longest
}
