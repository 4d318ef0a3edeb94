package ooxml

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// Container says what kind of file a file is, by its first bytes.
type Container uint8

// The kinds of file that are met where a workbook was expected.
const (
	ContainerUnknown   Container = iota // nothing known here
	ContainerEmpty                      // no bytes at all
	ContainerZip                        // perhaps a workbook
	ContainerOldExcel                   // .xls
	ContainerEncrypted                  // a workbook with a password to open it
	ContainerOLE                        // some other file of an older Office
	ContainerHTML                       // a web page, as some systems export "Excel"
	ContainerXML                        // XML Spreadsheet 2003, or other XML
	ContainerPDF
	ContainerText // CSV and the like
)

var signatureOLE = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// Sniff says what kind of file a file is. It reads little of it.
func Sniff(r io.ReaderAt, size int64) (Container, error) {
	if size == 0 {
		return ContainerEmpty, nil
	}
	head := make([]byte, min(size, 4096))
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return ContainerUnknown, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return ContainerZip, nil
	case bytes.HasPrefix(head, signatureOLE):
		return sniffOLE(r, size, head), nil
	case bytes.HasPrefix(head, []byte("%PDF")):
		return ContainerPDF, nil
	case bytes.HasPrefix(head, []byte("\x09\x08\x10\x00")), bytes.HasPrefix(head, []byte("\x09\x04\x06\x00")), bytes.HasPrefix(head, []byte("\x09\x08\x08\x00")):
		return ContainerOldExcel, nil // BIFF without a container around it
	}
	return sniffText(head), nil
}

// sniffText tells marked-up text from plain.
func sniffText(head []byte) Container {
	text := plainText(head)
	if text == nil {
		return ContainerUnknown
	}
	start := bytes.ToLower(bytes.TrimSpace(text))
	switch {
	case bytes.HasPrefix(start, []byte("<?xml")), bytes.HasPrefix(start, []byte("<workbook")):
		if bytes.Contains(start, []byte("<html")) {
			return ContainerHTML
		}
		return ContainerXML
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")),
		bytes.HasPrefix(start, []byte("<table")), bytes.HasPrefix(start, []byte("<meta")):
		return ContainerHTML
	}
	return ContainerText
}

// plainText is the bytes as text, nil where they are none. Eight-bit
// encodings pass: a CSV file need not be UTF-8.
func plainText(head []byte) []byte {
	if text, ok := wideText(head); ok {
		return text
	}
	text := bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	for _, c := range text {
		if c < 0x20 && !isSpace(c) && c != '\f' && c != 0x1A {
			return nil
		}
	}
	return text
}

func wideText(head []byte) ([]byte, bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		order = binary.LittleEndian
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		order = binary.BigEndian
	default:
		return nil, false
	}
	var text []byte
	for head = head[2:]; len(head) >= 2; head = head[2:] {
		unit := order.Uint16(head)
		if unit == 0 {
			return nil, false
		}
		text = utf8.AppendRune(text, rune(unit))
	}
	return text, true
}

// sniffOLE tells an .xls from a workbook with a password by the names in the
// directory of the compound file. Where the directory cannot be followed, the
// names are looked for in the file's first part as they would be stored.
func sniffOLE(r io.ReaderAt, size int64, head []byte) Container {
	names, ok := oleNames(r, head)
	if !ok {
		names = bytesLike(r, size)
	}
	switch {
	case names["EncryptedPackage"] || names["EncryptionInfo"]:
		return ContainerEncrypted
	case names["Workbook"] || names["Book"]:
		return ContainerOldExcel
	}
	return ContainerOLE
}

// Numbers of the compound file format.
const (
	oleEntry     = 128 // bytes of one directory entry
	oleMaxDirs   = 256 // sectors of directory that are looked at
	oleFirstFree = 0xFFFFFFFA
)

// oleNames lists the streams of a compound file.
func oleNames(r io.ReaderAt, head []byte) (map[string]bool, bool) {
	if len(head) < 512 {
		return nil, false
	}
	shift := binary.LittleEndian.Uint16(head[0x1E:])
	if shift != 9 && shift != 12 {
		return nil, false
	}
	sector := make([]byte, 1<<shift)
	read := func(n uint32) bool {
		_, err := r.ReadAt(sector, (int64(n)+1)<<shift)
		return err == nil || err == io.EOF
	}
	names := map[string]bool{}
	next := binary.LittleEndian.Uint32(head[0x30:])
	for range oleMaxDirs {
		if next >= oleFirstFree {
			break
		}
		if !read(next) {
			return names, len(names) > 0
		}
		for at := 0; at+oleEntry <= len(sector); at += oleEntry {
			names[oleName(sector[at:at+oleEntry])] = true
		}
		follower, ok := oleFollower(r, head, shift, next)
		if !ok {
			break
		}
		next = follower
	}
	return names, len(names) > 1
}

// oleFollower looks up which sector follows one, in the first part of the
// allocation table: a directory is near the front of its file.
func oleFollower(r io.ReaderAt, head []byte, shift uint16, sector uint32) (uint32, bool) {
	perSector := uint32(1) << shift / 4
	table := sector / perSector
	const inHeader = 109
	if table >= inHeader {
		return 0, false
	}
	where := binary.LittleEndian.Uint32(head[0x4C+4*table:])
	if where >= oleFirstFree {
		return 0, false
	}
	var entry [4]byte
	if _, err := r.ReadAt(entry[:], (int64(where)+1)<<shift+4*int64(sector%perSector)); err != nil {
		return 0, false
	}
	return binary.LittleEndian.Uint32(entry[:]), true
}

func oleName(entry []byte) string {
	n := min(int(binary.LittleEndian.Uint16(entry[0x40:]))/2, 32)
	var units []uint16
	for i := 0; i < n-1; i++ {
		units = append(units, binary.LittleEndian.Uint16(entry[2*i:]))
	}
	return string(utf16.Decode(units))
}

func bytesLike(r io.ReaderAt, size int64) map[string]bool {
	head := make([]byte, min(size, 1<<20))
	n, _ := r.ReadAt(head, 0)
	names := map[string]bool{}
	for _, name := range []string{"EncryptedPackage", "EncryptionInfo", "Workbook", "Book"} {
		var wide []byte
		for _, unit := range utf16.Encode([]rune(name)) {
			wide = binary.LittleEndian.AppendUint16(wide, unit)
		}
		names[name] = bytes.Contains(head[:n], append(wide, 0, 0))
	}
	return names
}
