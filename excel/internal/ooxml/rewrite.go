package ooxml

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"

	"github.com/klauspost/compress/flate"
)

// Rewrite writes a package again with splices made in some of its parts,
// named as Entry names them. Everything else is copied as it stands, byte
// for byte: compressed contents, both headers of every entry, what stands
// between entries, their order, and the file's comment. A changed part keeps
// its names, times and attributes; only its sizes and checksum are new, and
// where they stood behind it, they stand in its header.
//
// The source must be what the package was opened from.
func (p *Package) Rewrite(w io.Writer, source io.ReaderAt, size int64, changes map[string][]Splice) error {
	a, err := readArchive(source, size)
	if err != nil {
		return err
	}
	if err := a.agrees(p); err != nil {
		return err
	}
	changed := map[int][]Splice{}
	for name, splices := range changes {
		i := slices.Index(p.Entries, p.Entry(name))
		if i < 0 {
			return inPart(name, refuse(ErrDamaged, "there is no such part"))
		}
		if changed[i], err = orderSplices(splices); err != nil {
			return inPart(name, err)
		}
	}
	return a.write(w, func(entry int) (*deflated, error) {
		splices, ok := changed[entry]
		if !ok {
			return nil, nil
		}
		return p.deflate(p.Entries[entry].Name, splices)
	})
}

// deflated is a part's new contents, compressed.
type deflated struct {
	data []byte
	size uint32 // inflated
	sum  uint32
}

// quickSize is the size above which a part is compressed quickly rather than
// well: deflating is most of the time that a large workbook takes.
const quickSize = 8 << 20

// deflate makes a part's new contents.
func (p *Package) deflate(name string, splices []Splice) (*deflated, error) {
	level := flate.DefaultCompression
	if p.Entry(name).UncompressedSize64 > quickSize {
		level = flate.BestSpeed
	}
	r, err := p.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out bytes.Buffer
	squeeze, err := flate.NewWriter(&out, level)
	if err != nil {
		return nil, err
	}
	counted := &summed{to: squeeze}
	if err := splicePart(counted, r, splices); err != nil {
		return nil, inPart(name, err)
	}
	if err := squeeze.Close(); err != nil {
		return nil, err
	}
	if counted.size > maxPart {
		return nil, inPart(name, refuse(ErrTooLarge, "the part would be larger than %d MiB", maxPart>>20))
	}
	return &deflated{out.Bytes(), uint32(counted.size), counted.sum}, nil
}

// summed counts and checks what is written through it.
type summed struct {
	to   io.Writer
	size int64
	sum  uint32
}

func (s *summed) Write(b []byte) (int, error) {
	n, err := s.to.Write(b)
	s.size += int64(n)
	s.sum = crc32.Update(s.sum, crc32.IEEETable, b[:n])
	return n, err
}

// archive is a zip file as its bytes stand.
type archive struct {
	source  io.ReaderAt
	entries []archived // in the directory's order
	files   int64      // where the first entry stands
	listed  int64      // where the directory starts
	tail    []byte     // what follows the directory, to the file's end
	ending  int        // where in tail the end record stands
	ending64,
	locator int // likewise of a large file's; -1 where there is none
}

// archived is one entry.
type archived struct {
	record     []byte // in the directory, with name, extra fields and comment
	start, end int64  // of its header, contents and all that follows them
}

// Marks and lengths of a zip file's records.
const (
	localMark     = "PK\x03\x04"
	recordMark    = "PK\x01\x02"
	endingMark    = "PK\x05\x06"
	locatorMark   = "PK\x06\x07"
	ending64Mark  = "PK\x06\x06"
	localLength   = 30
	recordLength  = 46
	endingLength  = 22
	locatorLength = 20
	ending64Least = 56
	longestEnding = endingLength + 1<<16
	large         = 0xFFFFFFFF // the number is in an extra field
	largeField    = 1          // that field
	maxDirectory  = 64 << 20
)

var le = binary.LittleEndian

func errArchive(what string) error {
	return refuse(ErrDamaged, "the zip file cannot be rewritten: %s", what)
}

// readArchive finds every entry's bytes. What it does not understand to the
// last byte it refuses: a workbook is not written on a guess.
func readArchive(source io.ReaderAt, size int64) (*archive, error) {
	last := make([]byte, min(size, longestEnding))
	if err := readAt(source, last, size-int64(len(last))); err != nil {
		return nil, err
	}
	at := len(last) - endingLength
	for ; at >= 0; at-- {
		if string(last[at:at+4]) == endingMark && at+endingLength+int(le.Uint16(last[at+20:])) <= len(last) {
			break
		}
	}
	if at < 0 {
		return nil, errArchive("it has no end")
	}
	ending := size - int64(len(last)-at)
	length, listed := int64(le.Uint32(last[at+12:])), int64(le.Uint32(last[at+16:]))
	a := &archive{source: source, ending64: -1, locator: -1}
	ending64, err := a.large(ending)
	if err != nil {
		return nil, err
	}
	if ending64 > 0 {
		record := make([]byte, ending64Least)
		if err := readAt(source, record, ending64); err != nil {
			return nil, err
		}
		length, listed = int64(le.Uint64(record[40:])), int64(le.Uint64(record[48:]))
	}
	after := listed + length
	if listed < 0 || length < 0 || length > maxDirectory || after > ending || ending64 > 0 && after > ending64 {
		return nil, errArchive("its directory lies elsewhere than it says")
	}
	a.listed = listed
	a.tail = make([]byte, size-after)
	if err := readAt(source, a.tail, after); err != nil {
		return nil, err
	}
	a.ending = int(ending - after)
	if ending64 > 0 {
		a.ending64, a.locator = int(ending64-after), a.ending-locatorLength
	} else if a.ending != 0 {
		return nil, errArchive("something stands between its directory and its end")
	}
	directory := make([]byte, length)
	if err := readAt(source, directory, listed); err != nil {
		return nil, err
	}
	return a, a.list(directory)
}

// large finds the end record of a file with more or larger entries than the
// first zip files could have; 0 where there is none.
func (a *archive) large(ending int64) (int64, error) {
	at := ending - locatorLength
	if at < 0 {
		return 0, nil
	}
	locator := make([]byte, locatorLength)
	if err := readAt(a.source, locator, at); err != nil || string(locator[:4]) != locatorMark {
		return 0, err
	}
	where := int64(le.Uint64(locator[8:]))
	mark := make([]byte, 4)
	if where <= 0 || where > at-ending64Least {
		return 0, errArchive("its second end lies elsewhere than it says")
	}
	if err := readAt(a.source, mark, where); err != nil || string(mark) != ending64Mark {
		return 0, errors.Join(errArchive("its second end lies elsewhere than it says"), err)
	}
	return where, nil
}

func readAt(r io.ReaderAt, b []byte, at int64) error {
	if at < 0 {
		return errArchive("it ends early")
	}
	n, err := r.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	if err == io.EOF {
		return errArchive("it ends early")
	}
	return err
}

// list takes the directory apart, and finds where each entry ends: where the
// next one starts.
func (a *archive) list(directory []byte) error {
	for len(directory) > 0 {
		if len(directory) < recordLength || string(directory[:4]) != recordMark {
			return errArchive("its directory cannot be read")
		}
		n := recordLength + int(le.Uint16(directory[28:])) + int(le.Uint16(directory[30:])) + int(le.Uint16(directory[32:]))
		if n > len(directory) || len(a.entries) == maxParts {
			return errArchive("its directory cannot be read")
		}
		e := archived{record: directory[:n:n]}
		var ok bool
		if e.start, ok = e.offset(); !ok {
			return errArchive("an entry is nowhere")
		}
		a.entries = append(a.entries, e)
		directory = directory[n:]
	}
	return a.bound()
}

func (a *archive) bound() error {
	order := a.byOffset()
	a.files = a.listed
	for i, at := range order {
		e := &a.entries[at]
		if e.end = a.listed; i+1 < len(order) {
			e.end = a.entries[order[i+1]].start
		}
		if i == 0 {
			a.files = e.start
		}
		if e.end < e.start+localLength {
			return errArchive("two entries lie over each other")
		}
	}
	return nil
}

// byOffset lists the entries in the order their contents stand in the file.
func (a *archive) byOffset() []int {
	order := make([]int, len(a.entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return int(a.entries[i].start - a.entries[j].start) })
	return order
}

func (e *archived) name() []byte { return e.record[recordLength : recordLength+e.nameLength()] }
func (e *archived) nameLength() int {
	return int(le.Uint16(e.record[28:]))
}

func (e *archived) extra() []byte {
	start := recordLength + e.nameLength()
	return e.record[start : start+int(le.Uint16(e.record[30:]))]
}

// offset is where the entry's header stands.
func (e *archived) offset() (int64, bool) {
	if plain := le.Uint32(e.record[42:]); plain != large {
		return int64(plain), true
	}
	place := e.largeOffset()
	if place == nil {
		return 0, false
	}
	at := le.Uint64(place)
	return int64(at), at < 1<<62
}

// largeOffset is where the record keeps an offset that needs eight bytes.
func (e *archived) largeOffset() []byte {
	field := findField(e.extra(), largeField)
	for _, at := range []int{24, 20} { // the sizes stand before it, where they are large too
		if le.Uint32(e.record[at:]) == large {
			field = field[min(8, len(field)):]
		}
	}
	if len(field) < 8 {
		return nil
	}
	return field[:8]
}

// findField finds the contents of one extra field.
func findField(extra []byte, id uint16) []byte {
	for len(extra) >= 4 {
		n := 4 + int(le.Uint16(extra[2:]))
		if n > len(extra) {
			return nil
		}
		if le.Uint16(extra) == id {
			return extra[4:n]
		}
		extra = extra[n:]
	}
	return nil
}

// withoutField leaves one extra field out.
func withoutField(extra []byte, id uint16) []byte {
	var kept []byte
	for len(extra) >= 4 {
		n := 4 + int(le.Uint16(extra[2:]))
		if n > len(extra) {
			break
		}
		if le.Uint16(extra) != id {
			kept = append(kept, extra[:n]...)
		}
		extra = extra[n:]
	}
	return append(kept, extra...)
}

// agrees makes sure that the package was read from the same entries.
func (a *archive) agrees(p *Package) error {
	if len(a.entries) != len(p.Entries) {
		return errArchive("its directory can be read in two ways")
	}
	for i := range a.entries {
		e, f := &a.entries[i], p.Entries[i]
		if string(e.name()) != f.Name || le.Uint32(e.record[16:]) != f.CRC32 {
			return errArchive("its directory can be read in two ways")
		}
	}
	return nil
}

// write copies the file, with the contents that change gives for an entry.
func (a *archive) write(to io.Writer, change func(entry int) (*deflated, error)) error {
	w := &summed{to: to}
	if err := a.copy(w, 0, a.files); err != nil {
		return err
	}
	for _, i := range a.byOffset() {
		e := &a.entries[i]
		at := w.size
		contents, err := change(i)
		if err != nil {
			return err
		}
		if contents == nil {
			err = a.copy(w, e.start, e.end)
		} else {
			err = a.replace(w, e, contents)
		}
		if err != nil {
			return err
		}
		if err := e.move(at); err != nil {
			return err
		}
	}
	return a.close(w)
}

func (a *archive) copy(w io.Writer, from, to int64) error {
	n, err := io.Copy(w, io.NewSectionReader(a.source, from, to-from))
	if err == nil && n < to-from {
		return errArchive("it ends early")
	}
	return err
}

// Flags of an entry, and the method all workbooks are compressed by.
const (
	flagLevel   = 0x6 // how hard it was compressed
	flagBehind  = 0x8 // sizes and checksum stand behind the contents
	methodFlate = 8
	zipTwo      = 20 // the version that brought it
)

// replace writes an entry with new contents.
func (a *archive) replace(w io.Writer, e *archived, d *deflated) error {
	head := make([]byte, localLength)
	if err := readAt(a.source, head, e.start); err != nil {
		return err
	}
	if string(head[:4]) != localMark {
		return errArchive("an entry has no header")
	}
	rest := make([]byte, int(le.Uint16(head[26:]))+int(le.Uint16(head[28:])))
	if err := readAt(a.source, rest, e.start+localLength); err != nil {
		return err
	}
	name := int(le.Uint16(head[26:]))
	extra := withoutField(rest[name:], largeField)
	le.PutUint16(head[4:], max(le.Uint16(head[4:]), zipTwo))
	le.PutUint16(head[6:], le.Uint16(head[6:])&^(flagLevel|flagBehind))
	le.PutUint16(head[8:], methodFlate)
	d.put(head[14:])
	le.PutUint16(head[28:], uint16(len(extra)))
	e.change(d)
	for _, b := range [][]byte{head, rest[:name], extra, d.data} {
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// put writes checksum and sizes, which stand together in both headers.
func (d *deflated) put(at []byte) {
	le.PutUint32(at, d.sum)
	le.PutUint32(at[4:], uint32(len(d.data)))
	le.PutUint32(at[8:], d.size)
}

// change makes the entry's record in the directory that of its new contents.
func (e *archived) change(d *deflated) {
	head, name := bytes.Clone(e.record[:recordLength]), e.name()
	extra := withoutField(e.extra(), largeField)
	comment := e.record[recordLength+len(name)+len(e.extra()):]
	le.PutUint16(head[6:], max(le.Uint16(head[6:]), zipTwo))
	le.PutUint16(head[8:], le.Uint16(head[8:])&^(flagLevel|flagBehind))
	le.PutUint16(head[10:], methodFlate)
	d.put(head[16:])
	le.PutUint16(head[30:], uint16(len(extra)))
	le.PutUint32(head[42:], 0) // move says where
	e.record = slices.Concat(head, name, extra, comment)
}

// move says in the directory where the entry now stands.
func (e *archived) move(at int64) error {
	if le.Uint32(e.record[42:]) == large {
		le.PutUint64(e.largeOffset(), uint64(at))
		return nil
	}
	if at >= large {
		return refuse(ErrTooLarge, "the file would be larger than %d GiB", large>>30)
	}
	le.PutUint32(e.record[42:], uint32(at))
	return nil
}

// close writes the directory and the end.
func (a *archive) close(w *summed) error {
	start := w.size
	for i := range a.entries {
		if _, err := w.Write(a.entries[i].record); err != nil {
			return err
		}
	}
	length := w.size - start
	if start >= large {
		return refuse(ErrTooLarge, "the file would be larger than %d GiB", large>>30)
	}
	ending := a.tail[a.ending:]
	if a.ending64 >= 0 {
		record := a.tail[a.ending64:]
		le.PutUint64(record[40:], uint64(length))
		le.PutUint64(record[48:], uint64(start))
		le.PutUint64(a.tail[a.locator+8:], uint64(w.size)+uint64(a.ending64))
	}
	putUnlessLarge(ending[12:], length)
	putUnlessLarge(ending[16:], start)
	_, err := w.Write(a.tail)
	return err
}

// putUnlessLarge writes a number where the file does not say that it stands
// in the second end record.
func putUnlessLarge(at []byte, n int64) {
	if le.Uint32(at) != large {
		le.PutUint32(at, uint32(n))
	}
}
