package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Kind says what a token is.
type Kind uint8

// The kinds of token.
const (
	StartTag Kind = iota + 1 // <row …>, and <row …/> with Empty set: no end tag follows it then
	EndTag                   // </row>
	Text                     // characters between tags
)

// Limits of one part. No workbook that Excel wrote comes near them.
const (
	maxDepth = 256      // elements open at once
	maxToken = 16 << 20 // bytes of one tag or one run of text
	maxAttrs = 1024     // attributes of one tag
)

// Attr is one attribute as written: its value still holds entities.
type Attr struct {
	Space NS // none for an attribute without prefix
	Name  []byte
	Value []byte
}

// Token is one tag or one run of text. Its slices are the scanner's own and
// stand until the next call of Next.
type Token struct {
	Kind  Kind
	Empty bool // a start tag that is its own end
	CDATA bool // text in which & and < stand for themselves
	Space NS
	Name  []byte // local name, without prefix
	Attrs []Attr // of a start tag, without those that declare namespaces
	Raw   []byte // text as written
	// Start and End are where the token stands in the part as inflated, in
	// bytes, End exclusive. Where Scanner.Recoded is set they count the
	// bytes of the part's UTF-8 form instead.
	Start, End int64
}

// Is says whether the token is a tag of that name in the namespace.
func (t *Token) Is(space NS, name string) bool {
	return t.Space == space && string(t.Name) == name
}

// Attr finds an attribute without prefix, as written. It is nil when there is none.
func (t *Token) Attr(name string) []byte { return t.AttrIn(None, name) }

// AttrIn finds an attribute in a namespace, as written. It is nil when there is none.
func (t *Token) AttrIn(space NS, name string) []byte {
	for i := range t.Attrs {
		if a := &t.Attrs[i]; a.Space == space && string(a.Name) == name {
			return a.Value
		}
	}
	return nil
}

// AttrText is an attribute's value with its entities resolved.
func (t *Token) AttrText(name string) string { return attrText(t.Attr(name)) }

func attrText(raw []byte) string {
	text, err := AppendText(nil, raw)
	if err != nil {
		return string(bytes.ToValidUTF8(raw, []byte("\uFFFD")))
	}
	return string(text)
}

// AttrTrue says whether an attribute is one of XML's ways to say yes.
func (t *Token) AttrTrue(name string) bool {
	switch string(t.Attr(name)) {
	case "1", "true", "on":
		return true
	}
	return false
}

// Scanner reads a part as a run of tokens, through a window that grows only
// to hold one token. It checks that tags match, resolves namespaces, and
// passes over comments, processing instructions and the alternative content
// meant for readers newer than this one (mc:Choice), taking mc:Fallback.
type Scanner struct {
	Recoded bool // the part was UTF-16 and its offsets are not the file's
	ASCII   bool // the part says that it holds ASCII alone: other characters are to be written by their numbers

	src    io.Reader
	buf    []byte // the window: buf[pos:end] is unread
	pos    int
	end    int
	base   int64 // where in the part buf[0] stands
	eof    bool
	err    error
	tok    Token
	spaces namespaces
	open   openTags
	rooted bool // the root element has been seen
}

// NewScanner makes a scanner of one part. UTF-8 is read, and UTF-16 by its
// byte order mark.
func NewScanner(r io.Reader) *Scanner {
	s := &Scanner{src: r, buf: make([]byte, 64<<10)}
	s.spaces.reset()
	s.err = s.begin()
	return s
}

// begin looks at how the part is encoded.
func (s *Scanner) begin() error {
	for s.end < 4 && !s.eof {
		if err := s.fill(); err != nil {
			return err
		}
	}
	head := s.buf[:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		s.pos = 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("<\x00?\x00")):
		s.recode(head, false)
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("\x00<\x00?")):
		s.recode(head, true)
	}
	return nil
}

func (s *Scanner) recode(head []byte, bigEndian bool) {
	rest := io.MultiReader(bytes.NewReader(bytes.Clone(head)), s.src)
	s.src = &utf16Reader{src: rest, bigEndian: bigEndian, first: true}
	s.Recoded = true
	s.pos, s.end, s.eof = 0, 0, false
}

// Next is the next token, and io.EOF after the last. Every later call
// returns the same error.
func (s *Scanner) Next() (*Token, error) {
	for s.err == nil {
		more, err := s.scan()
		if err != nil {
			s.err = err
			break
		}
		if more {
			return &s.tok, nil
		}
	}
	return nil, s.err
}

// Skip passes over the rest of the element whose start tag Next has just given.
func (s *Scanner) Skip() error {
	if s.tok.Empty {
		return nil
	}
	for depth := 1; depth > 0; {
		t, err := s.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch {
		case t.Kind == StartTag && !t.Empty:
			depth++
		case t.Kind == EndTag:
			depth--
		}
	}
	return nil
}

// unexpectedEnd is for a reader that is still inside an element: there, an
// end of the part is no end but damage.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return refuse(ErrDamaged, "the part ends early")
	}
	return err
}

// scan takes one piece of the part and says whether it is a token for Next.
func (s *Scanner) scan() (bool, error) {
	if s.pos == s.end {
		if done, err := s.atEnd(); done || err != nil {
			return false, err
		}
	}
	if s.buf[s.pos] != '<' {
		return s.scanText()
	}
	if s.end-s.pos < 2 {
		if err := s.need(2); err != nil {
			return false, err
		}
	}
	switch s.buf[s.pos+1] {
	case '/':
		return s.scanEndTag()
	case '!':
		return s.scanMarkup()
	case '?':
		return s.scanInstruction()
	}
	return s.scanStartTag()
}

// atEnd reads on where the window is used up. At the part's end it gives io.EOF.
func (s *Scanner) atEnd() (bool, error) {
	for s.pos == s.end {
		if s.eof {
			if !s.rooted {
				return true, s.damaged("the part holds no element")
			}
			if s.open.depth() > 0 {
				return true, s.damaged("the part ends inside <%s>", s.open.top())
			}
			return true, io.EOF
		}
		if err := s.fill(); err != nil {
			return true, err
		}
	}
	return false, nil
}

// fill reads more of the part into the window, making room first: what has
// been read is dropped, and only a token longer than the window makes it grow.
func (s *Scanner) fill() error {
	if s.eof {
		return nil
	}
	if s.pos > 0 && (s.pos == s.end || s.end == len(s.buf)) {
		copy(s.buf, s.buf[s.pos:s.end])
		s.base += int64(s.pos)
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxToken {
			return s.fail(ErrTooLarge, "a tag or text of more than %d MiB", maxToken>>20)
		}
		grown := make([]byte, 2*len(s.buf))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	n, err := s.src.Read(s.buf[s.end:])
	s.end += n
	if errors.Is(err, io.EOF) {
		s.eof = true
		return nil
	}
	return err
}

// need makes sure that n bytes are in the window.
func (s *Scanner) need(n int) error {
	for s.end-s.pos < n {
		if s.eof {
			return s.damaged("the part ends inside a tag")
		}
		if err := s.fill(); err != nil {
			return err
		}
	}
	return nil
}

// until finds the end of a piece that starts at the window's position and
// ends with mark, and gives its length with the mark. It looks from the byte
// at from on.
func (s *Scanner) until(mark string, from int) (int, error) {
	for {
		if i := bytes.Index(s.buf[s.pos+from:s.end], []byte(mark)); i >= 0 {
			return from + i + len(mark), nil
		}
		from = max(from, s.end-s.pos-len(mark)+1)
		if s.eof {
			return 0, s.damaged("the part ends inside a tag")
		}
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
}

// take makes the next n bytes the token and moves past them.
func (s *Scanner) take(kind Kind, n int) []byte {
	raw := s.buf[s.pos : s.pos+n]
	s.tok.Kind = kind
	s.tok.Empty = false
	s.tok.CDATA = false
	s.tok.Start = s.base + int64(s.pos)
	s.tok.End = s.tok.Start + int64(n)
	s.pos += n
	return raw
}

func (s *Scanner) scanText() (bool, error) {
	n := 0
	for from := 0; ; {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], '<'); i >= 0 {
			n = from + i
			break
		}
		from = s.end - s.pos
		if s.eof {
			n = from
			break
		}
		if err := s.fill(); err != nil {
			return false, err
		}
	}
	raw := s.take(Text, n)
	s.tok.Raw = raw
	if s.open.depth() > 0 {
		return true, nil
	}
	if len(bytes.TrimSpace(raw)) > 0 {
		return false, s.damaged("text outside the root element")
	}
	return false, nil
}

func (s *Scanner) scanStartTag() (bool, error) {
	n, name, err := s.wholeTag()
	if err != nil {
		return false, err
	}
	empty := s.tok.Empty
	s.take(StartTag, n)
	s.tok.Empty = empty
	if s.open.depth() == 0 {
		if s.rooted {
			return false, s.damaged("a second root element")
		}
		s.rooted = true
	}
	if !empty {
		if s.open.depth() == maxDepth {
			return false, s.fail(ErrTooLarge, "more than %d elements inside one another", maxDepth)
		}
		s.open.push(name, len(name)-len(s.tok.Name), s.tok.Space)
	} else {
		s.spaces.leave(s.open.depth())
	}
	if s.tok.Space == NSCompat {
		return s.alternative()
	}
	return true, nil
}

// wholeTag reads a start tag, and more of the part where the window ends
// inside it.
func (s *Scanner) wholeTag() (n int, name []byte, err error) {
	for {
		n, name, state := s.readTag()
		switch state {
		case tagDone:
			return n, name, nil
		case tagBad:
			return 0, nil, s.damaged("a tag <%s> that cannot be read", clip(name))
		case tagFull:
			return 0, nil, s.fail(ErrTooLarge, "a tag <%s> with more than %d attributes", clip(name), maxAttrs)
		}
		s.spaces.leave(s.open.depth()) // what the part of the tag has declared
		if s.eof {
			return 0, nil, s.damaged("the part ends inside a tag")
		}
		if err := s.fillTo(2 * (s.end - s.pos)); err != nil {
			return 0, nil, err
		}
	}
}

// fillTo reads on until so many bytes are unread, or the part ends. A tag
// that is cut by the window is read again from its start: by twice as much
// each time, a long one costs no more than its length.
func (s *Scanner) fillTo(n int) error {
	for s.end-s.pos < n && !s.eof {
		if err := s.fill(); err != nil {
			return err
		}
	}
	return nil
}

// alternative passes over mc:Choice, which is for readers newer than this
// one, and looks through mc:AlternateContent and mc:Fallback.
func (s *Scanner) alternative() (bool, error) {
	if string(s.tok.Name) == "Choice" && !s.tok.Empty {
		return false, s.skipChoice()
	}
	return false, nil
}

func (s *Scanner) skipChoice() error {
	for depth := s.open.depth(); s.open.depth() >= depth; {
		if _, err := s.scan(); err != nil {
			return unexpectedEnd(err)
		}
	}
	return nil
}

func (s *Scanner) scanEndTag() (bool, error) {
	n := s.closes(s.buf[s.pos:s.end])
	if n == 0 {
		var err error
		if n, err = s.oddEndTag(); err != nil {
			return false, err
		}
	}
	s.endTag(n)
	return s.tok.Space != NSCompat, nil
}

// endTag makes the next n bytes the end tag of the innermost element.
func (s *Scanner) endTag(n int) {
	s.take(EndTag, n)
	s.tok.Name, s.tok.Space = s.open.pop()
	s.tok.Attrs = s.tok.Attrs[:0]
	s.spaces.leave(s.open.depth())
}

// closes is the length of the end tag that w starts with, where it is just
// the innermost element's; 0 for anything else.
func (s *Scanner) closes(w []byte) int {
	if s.open.depth() == 0 {
		return 0
	}
	name := s.open.top()
	n := len(name) + len("</>")
	if len(w) < n || w[n-1] != '>' || string(w[2:n-1]) != string(name) || w[0] != '<' || w[1] != '/' {
		return 0
	}
	return n
}

// oddEndTag is the length of an end tag that is cut by the window or holds
// spaces.
func (s *Scanner) oddEndTag() (int, error) {
	n, err := s.until(">", 2)
	if err != nil {
		return 0, err
	}
	name := bytes.TrimRight(s.buf[s.pos+2:s.pos+n-1], " \t\r\n")
	if s.open.depth() == 0 || !bytes.Equal(s.open.top(), name) {
		return 0, s.damaged("</%s> closes an element that is not open", clip(name))
	}
	return n, nil
}

// scanMarkup takes what starts with <!: a comment, characters as they stand,
// or a document type, which is refused.
func (s *Scanner) scanMarkup() (bool, error) {
	switch {
	case s.startsWith("<!--"):
		n, err := s.until("-->", 4)
		if err == nil {
			s.pos += n
		}
		return false, err
	case s.startsWith("<![CDATA["):
		n, err := s.until("]]>", 9)
		if err != nil {
			return false, err
		}
		if s.open.depth() == 0 {
			return false, s.damaged("text outside the root element")
		}
		raw := s.take(Text, n)
		s.tok.CDATA = true
		s.tok.Raw = raw[9 : n-3]
		return true, nil
	case s.startsWith("<!DOCTYPE"):
		return false, s.fail(ErrEntities, "a document type, which no workbook has")
	}
	return false, s.damaged("a tag that starts with <! and means nothing")
}

// startsWith says whether the window goes on with mark, reading on as needed.
func (s *Scanner) startsWith(mark string) bool {
	return s.need(len(mark)) == nil && string(s.buf[s.pos:s.pos+len(mark)]) == mark
}

// scanInstruction passes over <?…?>, and refuses an encoding that no package
// may use.
func (s *Scanner) scanInstruction() (bool, error) {
	n, err := s.until("?>", 2)
	if err != nil {
		return false, err
	}
	raw := s.buf[s.pos : s.pos+n]
	encoding := declaredEncoding(raw)
	s.ASCII = s.ASCII || encoding == "us-ascii"
	if !s.Recoded && encoding != "" && encoding != "utf-8" && encoding != "us-ascii" {
		return false, s.damaged("the part is written in %q, which no workbook uses", encoding)
	}
	s.pos += n
	return false, nil
}

func declaredEncoding(instruction []byte) string {
	if !bytes.HasPrefix(instruction, []byte("<?xml")) {
		return ""
	}
	_, rest, found := bytes.Cut(instruction, []byte("encoding"))
	if !found {
		return ""
	}
	rest = bytes.TrimLeft(rest, " =\t\r\n")
	if len(rest) == 0 {
		return ""
	}
	value, _, found := bytes.Cut(rest[1:], rest[:1])
	if !found {
		return ""
	}
	return string(clip(bytes.ToLower(value)))
}

// clip keeps a name in an error short.
func clip(name []byte) []byte {
	const most = 60
	if len(name) > most {
		return append(bytes.Clone(name[:most]), "…"...)
	}
	return name
}

func (s *Scanner) damaged(format string, args ...any) error {
	return s.fail(ErrDamaged, format, args...)
}

func (s *Scanner) fail(reason error, format string, args ...any) error {
	return &PartError{Offset: s.base + int64(s.pos), Reason: reason, Detail: fmt.Sprintf(format, args...)}
}
