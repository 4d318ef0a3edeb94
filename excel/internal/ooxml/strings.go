package ooxml

import (
	"bytes"
	"errors"
	"strings"
)

// Limits of a workbook's texts.
const (
	maxStrings     = 10_000_000
	maxStringBytes = 512 << 20
	// maxText is the longest text a cell can hold, in bytes: 32,767
	// characters to Excel, of up to four bytes, and some more for writers
	// that do not count.
	maxText = 4 << 20
)

// Arena keeps many texts in few pieces of memory. What it gives stands as
// long as somebody holds it.
type Arena struct {
	chunk strings.Builder
	size  int
}

const (
	smallChunk = 8 << 10
	largeChunk = 256 << 10
)

// Keep copies a text into the arena.
func (a *Arena) Keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if len(text) > largeChunk/8 {
		return string(text)
	}
	if a.chunk.Cap()-a.chunk.Len() < len(text) {
		a.size = min(max(2*a.size, smallChunk), largeChunk)
		a.chunk = strings.Builder{}
		a.chunk.Grow(max(a.size, len(text)))
	}
	start := a.chunk.Len()
	a.chunk.Write(text)
	return a.chunk.String()[start:]
}

// Strings are a workbook's shared texts.
type Strings struct {
	texts []string
	rich  map[int][]Run // of those with runs of formatting
}

// Run is a piece of a text that is formatted apart.
type Run struct {
	Text string
	Font Font
	Own  bool // it has a font of its own: any other has the cell's
}

// Len is how many there are.
func (s *Strings) Len() int { return len(s.texts) }

// At is one text, its runs where it has any, and whether there is one.
func (s *Strings) At(i int) (text string, runs []Run, ok bool) {
	if i < 0 || i >= len(s.texts) {
		return "", nil, false
	}
	return s.texts[i], s.rich[i], true
}

// ReadStrings reads the shared texts of a workbook.
func (p *Package) ReadStrings(part string) (*Strings, error) {
	all := &Strings{rich: map[int][]Run{}}
	var arena Arena
	var text richText
	total := 0
	err := p.Read(part, nil, func(s *Scanner, t *Token) error {
		if string(t.Name) != "si" {
			return nil
		}
		if err := text.read(s); err != nil {
			return err
		}
		if total += len(text.chars); total > maxStringBytes || len(all.texts) == maxStrings {
			return refuse(ErrTooLarge, "it holds more than %d MiB of text", maxStringBytes>>20)
		}
		kept := arena.Keep(text.chars)
		if len(text.runs) > 0 {
			all.rich[len(all.texts)] = text.in(kept)
		}
		all.texts = append(all.texts, kept)
		return nil
	})
	return all, err
}

// RawTexts are some of a workbook's shared texts, by number, as written: what
// stands inside their elements, runs and all. Elements have no prefix.
func (p *Package) RawTexts(part string, wanted map[int]bool) (map[int]string, error) {
	raw := map[int]string{}
	if part == "" || len(wanted) == 0 {
		return raw, nil
	}
	var spans [][2]int64
	var numbers []int
	prefix := ""
	number := 0
	s, closer, err := p.Scan(part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	err = readRoot(s, func(t *Token) { prefix = TagPrefix(s.buf[s.pos-int(t.End-t.Start) : s.pos]) }, func(s *Scanner, t *Token) error {
		if string(t.Name) != "si" {
			return nil
		}
		number++
		if !wanted[number-1] || t.Empty {
			return nil
		}
		start := t.End
		err := s.Skip()
		spans, numbers = append(spans, [2]int64{start, s.tok.Start}), append(numbers, number-1)
		return err
	})
	if err == nil && s.Recoded {
		return raw, nil
	}
	if err != nil {
		return nil, inPart(part, err)
	}
	pieces, err := p.Spans(part, spans)
	for i, piece := range pieces {
		raw[numbers[i]] = Reprefix(string(piece), prefix, "")
	}
	return raw, err
}

// richText gathers a text that may be in runs, each with its own formatting.
// Phonetic runs are a reading aid beside the text and no part of it.
type richText struct {
	chars []byte
	runs  []richRun
}

// richRun is a run of a text that is being read: it ends where the next begins.
type richRun struct {
	start int
	font  Font
	own   bool
}

// in are the runs of the text, as pieces of what it was kept as.
func (r *richText) in(kept string) []Run {
	var runs []Run
	for i, run := range r.runs {
		end := len(kept)
		if i+1 < len(r.runs) {
			end = r.runs[i+1].start
		}
		runs = append(runs, Run{kept[run.start:end], run.font, run.own})
	}
	if len(runs) > 0 && r.runs[0].start > 0 {
		runs = append([]Run{{Text: kept[:r.runs[0].start]}}, runs...)
	}
	return runs
}

// read reads an si or is element whose start tag Next has just given.
func (r *richText) read(s *Scanner) error {
	r.chars, r.runs = r.chars[:0], r.runs[:0]
	if s.tok.Empty {
		return nil
	}
	if taken, err := r.readPlain(s); taken {
		return err
	}
	depth := s.open.depth()
	for s.open.depth() >= depth {
		t, err := s.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		if t.Kind != StartTag || t.Empty {
			continue
		}
		switch string(t.Name) {
		case "t":
			start := len(r.chars)
			if r.chars, err = s.appendContent(r.chars); err != nil {
				return err
			}
			r.chars = r.chars[:start+len(unescape(r.chars[start:]))]
		case "r":
			r.runs = append(r.runs, richRun{start: len(r.chars)})
		case "rPr":
			var font Font
			if err := s.Children(font.property); err != nil {
				return err
			}
			if n := len(r.runs); n > 0 {
				r.runs[n-1].font, r.runs[n-1].own = font, true
			}
		default:
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
	return nil
}

// appendContent appends the text of the element whose start tag Next has just given.
func (s *Scanner) appendContent(to []byte) ([]byte, error) {
	if s.tok.Empty {
		return to, nil
	}
	start := s.base + int64(s.pos)
	if raw, ok := s.plainContent(); ok {
		to, err := AppendText(to, raw)
		return to, atOffset(start, err)
	}
	for {
		t, err := s.Next()
		if err != nil {
			return to, unexpectedEnd(err)
		}
		switch t.Kind {
		case EndTag:
			return to, nil
		case StartTag:
			if err := s.Skip(); err != nil {
				return to, err
			}
		case Text:
			if to, err = appendToken(to, t); err != nil {
				return to, atOffset(t.Start, err)
			}
			if len(to) > maxText {
				return to, s.fail(ErrTooLarge, "a text of more than %d MiB", maxText>>20)
			}
		}
	}
}

// plainContent takes the text and the end tag of the element whose start tag
// Next has just given, where they follow at once and stand in the window:
// as nearly all do. What it gives stands until the next token.
func (s *Scanner) plainContent() ([]byte, bool) {
	w := s.buf[s.pos:s.end]
	i := 0
	for i < len(w) && w[i] != '<' {
		if i++; i == shortText {
			n := bytes.IndexByte(w[i:], '<')
			if n < 0 || n > maxText-shortText {
				return nil, false
			}
			i += n
			break
		}
	}
	n := s.closes(w[i:])
	if n == 0 {
		return nil, false
	}
	s.pos += i
	s.endTag(n)
	return w[:i], true
}

// shortText is how far a text is looked through byte by byte.
const shortText = 16

// atOffset gives an error the offset where it arose, where it has none.
func atOffset(offset int64, err error) error {
	if err == nil {
		return nil
	}
	var refused *PartError
	if !errors.As(err, &refused) || refused.Offset >= 0 {
		return err
	}
	at := *refused
	at.Offset = offset
	return &at
}
