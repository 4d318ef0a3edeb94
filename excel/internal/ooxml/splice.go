package ooxml

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A part is changed where it has to be and nowhere else. Programs that parse a
// part into a tree and write the tree anew lose what they do not know, and
// change what they do (the order of attributes, a space, a prefix); a workbook
// then differs in a thousand places from the officers' own. Here a part stays
// a run of bytes. Of this row, of two cells between others,
//
//	0          11                    33               50
//	<row r="2"><c r="A2"><v>1</v></c><c r="C2" s="4"/></row>
//
// writing 2 into A2 and a text into B2 is two splices:
//
//	11…33  <c r="A2"><v>1</v></c>   becomes   <c r="A2"><v>2</v></c>
//	33…33  nothing                  becomes   <c r="B2" t="inlineStr">…</c>
//
// The rule: a splice is an offset, an end, and what makes new bytes of the old
// ones, which it is only given when the part is copied. They are made in one
// pass, in order; two at one place that put something in keep their order, and
// both come before what replaces the bytes there. Offsets are those of the
// part as inflated, and mean nothing in one that is not UTF-8.
//
// Two that overlap are never made: the whole change is refused. A splice never
// moves another's offsets, since all of them speak of the old part. And nothing
// outside a splice is ever looked at again, let alone written anew.

// Splice is one change to a part: what stands between two offsets of it, as
// inflated, is replaced. Where both are the same, something is put in there.
type Splice struct {
	Start, End int64
	// With makes the new bytes of the old ones, which are its to use until it
	// returns. They are the part's own, unread as yet.
	With func(old []byte) ([]byte, error)
}

// Insert puts bytes in at an offset.
func Insert(at int64, put []byte) Splice {
	return Splice{at, at, func([]byte) ([]byte, error) { return put, nil }}
}

// Replace puts bytes in place of others.
func Replace(start, end int64, put []byte) Splice {
	return Splice{start, end, func([]byte) ([]byte, error) { return put, nil }}
}

// ASCII has splices write other characters by their numbers, for a part that
// says that it holds none.
func ASCII(splices []Splice) {
	for i := range splices {
		with := splices[i].With
		splices[i].With = func(old []byte) ([]byte, error) {
			put, err := with(old)
			return byNumber(put), err
		}
	}
}

// byNumber writes characters other than ASCII as &#163;.
func byNumber(text []byte) []byte {
	var out []byte
	for _, r := range string(text) {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		} else {
			out = append(strconv.AppendInt(append(out, "&#"...), int64(r), 10), ';')
		}
	}
	return out
}

// maxSpliced is how many bytes of a part one splice may replace: a cell and
// what it says, several tags and texts.
const maxSpliced = 4 * maxToken

// orderSplices sorts splices by where they stand, keeps the order of those
// that put something in at one place, and refuses those that overlap.
func orderSplices(splices []Splice) ([]Splice, error) {
	sorted := slices.Clone(splices)
	slices.SortStableFunc(sorted, func(a, b Splice) int {
		switch {
		case a.Start != b.Start:
			return int(a.Start - b.Start)
		case (a.Start == a.End) != (b.Start == b.End):
			if a.Start == a.End {
				return -1 // what is put in before an element comes before its replacement
			}
			return 1
		}
		return 0
	})
	at := int64(0)
	for _, s := range sorted {
		if s.Start < at || s.End < s.Start || s.End-s.Start > maxSpliced {
			return nil, fmt.Errorf("the bytes %d to %d cannot be replaced apart from others", s.Start, s.End)
		}
		at = s.End
	}
	return sorted, nil
}

// splicePart copies a part with its splices made.
func splicePart(w io.Writer, part io.Reader, sorted []Splice) error {
	r := bufio.NewReaderSize(part, 64<<10)
	at := int64(0)
	var old []byte
	for _, s := range sorted {
		if err := copyThrough(w, r, s.Start-at); err != nil {
			return err
		}
		n := int(s.End - s.Start)
		old = slices.Grow(old[:0], n)[:n]
		if _, err := io.ReadFull(r, old); err != nil {
			return unexpectedEnd(err)
		}
		put, err := s.With(old)
		if err != nil {
			return err
		}
		if _, err := w.Write(put); err != nil {
			return err
		}
		at = s.End
	}
	_, err := io.Copy(w, r)
	return err
}

// copyThrough copies n bytes by way of the reader's own window: there may be
// a splice every few hundred bytes.
func copyThrough(w io.Writer, r *bufio.Reader, n int64) error {
	for n > 0 {
		window, err := r.Peek(int(min(n, int64(r.Size()))))
		if len(window) == 0 {
			return unexpectedEnd(err)
		}
		if _, err := w.Write(window); err != nil {
			return err
		}
		n -= int64(len(window))
		if _, err := r.Discard(len(window)); err != nil {
			return err
		}
	}
	return nil
}
