package ooxml

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// zipForm is what a zip file may have that most have not.
type zipForm struct {
	prefix, gap, comment, extra string
	behind                      bool // sizes and checksum stand behind the contents
	unmarked                    bool // without the mark that may come before them
	large                       bool // offsets and the directory's place need eight bytes
}

// zipOf writes a zip file byte by byte.
func zipOf(form zipForm, names ...string) []byte {
	var file, directory bytes.Buffer
	put := func(b *bytes.Buffer, numbers ...any) {
		for _, n := range numbers {
			switch n := n.(type) {
			case string:
				b.WriteString(n)
			case uint16:
				b.Write(le.AppendUint16(nil, n))
			case uint32:
				b.Write(le.AppendUint32(nil, n))
			case uint64:
				b.Write(le.AppendUint64(nil, n))
			}
		}
	}
	file.WriteString(form.prefix)
	for _, name := range names {
		content := "<a>" + strings.Repeat(name, 100) + "</a>"
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, 9)
		io.WriteString(w, content)
		w.Close()
		sum, stored, size := crc32.ChecksumIEEE([]byte(content)), uint32(packed.Len()), uint32(len(content))
		offset, flags := uint32(file.Len()), uint16(0x0800|0x2)
		local := []any{sum, stored, size}
		if form.behind {
			flags |= 8
			local = []any{uint32(0), uint32(0), uint32(0)}
		}
		put(&file, localMark, uint16(20), flags, uint16(8), uint16(0x6000), uint16(0x5A21))
		put(&file, local...)
		put(&file, uint16(len(name)), uint16(len(form.extra)), name, form.extra, packed.String())
		if form.behind {
			if !form.unmarked {
				put(&file, "PK\x07\x08")
			}
			put(&file, sum, stored, size)
		}
		file.WriteString(form.gap)
		extra := ""
		if form.large {
			extra = string(le.AppendUint64([]byte("\x01\x00\x08\x00"), uint64(offset)))
			offset = large
		}
		put(&directory, recordMark, uint16(0x0314), uint16(20), flags, uint16(8), uint16(0x6000), uint16(0x5A21), sum, stored, size,
			uint16(len(name)), uint16(len(extra)), uint16(4), uint16(0), uint16(1), uint32(0o644<<16), offset, name, extra, "note")
	}
	start, length := uint32(file.Len()), uint32(directory.Len())
	file.Write(directory.Bytes())
	count := uint16(len(names))
	if form.large {
		end := uint64(file.Len())
		put(&file, ending64Mark, uint64(44), uint16(45), uint16(45), uint32(0), uint32(0), uint64(count), uint64(count), uint64(length), uint64(start))
		put(&file, locatorMark, uint32(0), end, uint32(1))
		start = large
	}
	put(&file, endingMark, uint16(0), uint16(0), count, count, length, start, uint16(len(form.comment)), form.comment)
	return file.Bytes()
}

// TestRewriteKeepsEveryForm changes the middle of three entries of every
// form a zip file can have. The others stay as they are with all that stands
// before and after them, and the standard library reads all three.
func TestRewriteKeepsEveryForm(t *testing.T) {
	for name, form := range map[string]zipForm{
		"plain":                    {},
		"sizes behind":             {behind: true},
		"sizes behind, unmarked":   {behind: true, unmarked: true},
		"a comment":                {comment: "made by a clerk"},
		"extra fields":             {extra: "UT\x05\x00\x01\x00\x00\x00\x00"},
		"something before":         {prefix: "#!/bin/sh\n"},
		"something between":        {gap: "\x00\x00\x00"},
		"large":                    {large: true},
		"large, with all the rest": {large: true, behind: true, comment: "c", extra: "UT\x05\x00\x01\x00\x00\x00\x00", gap: "gap"},
	} {
		t.Run(name, func(t *testing.T) {
			data := zipOf(form, "first.xml", "Second.xml", "third.xml")
			for change, splices := range map[string][]Splice{
				"shorter": {Replace(3, 800, []byte("x"))},
				"longer":  {Insert(3, bytes.Repeat([]byte("longer"), 5000))},
			} {
				var out bytes.Buffer
				p, err := OpenPackage(bytes.NewReader(data), int64(len(data)))
				if err != nil {
					t.Fatal(err)
				}
				if err := p.Rewrite(&out, bytes.NewReader(data), int64(len(data)), map[string][]Splice{"second.XML": splices}); err != nil {
					t.Fatal(err)
				}
				sameOutside(t, change, data, out.Bytes())
			}
		})
	}
}

// sameOutside compares all that stands before the second entry, all of the
// third with what follows it, and what each says of itself.
func sameOutside(t *testing.T, change string, before, after []byte) {
	t.Helper()
	x, err := zip.NewReader(bytes.NewReader(before), int64(len(before)))
	if err != nil {
		t.Fatal(err)
	}
	y, err := zip.NewReader(bytes.NewReader(after), int64(len(after)))
	if err != nil {
		t.Fatalf("%s: %v", change, err)
	}
	second := bytes.Index(before, []byte("Second.xml")) - localLength
	if !bytes.HasPrefix(after, before[:second]) {
		t.Errorf("%s: what stands before the changed entry changed", change)
	}
	third := before[bytes.Index(before, []byte("third.xml"))-localLength : bytes.Index(before, []byte(recordMark))]
	if !bytes.Contains(after, third) {
		t.Errorf("%s: the entry after the changed one changed", change)
	}
	if x.Comment != y.Comment || len(x.File) != len(y.File) {
		t.Errorf("%s: the comment or the number of entries changed", change)
	}
	for i, f := range y.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %s: %v", change, f.Name, err)
		}
		was := x.File[i]
		if f.Name != was.Name || f.Comment != was.Comment || f.ExternalAttrs != was.ExternalAttrs || !f.Modified.Equal(was.Modified) || f.CreatorVersion != was.CreatorVersion {
			t.Errorf("%s: %+v became %+v", change, was.FileHeader, f.FileHeader)
		}
		if changed := crc32.ChecksumIEEE(content) != was.CRC32; changed != (i == 1) {
			t.Errorf("%s: %s changed: %v", change, f.Name, changed)
		}
	}
}

// TestRewriteRefuses takes what does not stand where the directory says.
func TestRewriteRefuses(t *testing.T) {
	whole := zipOf(zipForm{}, "first.xml", "second.xml")
	p, err := OpenPackage(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	moved := bytes.Clone(whole)
	at := bytes.LastIndex(moved, []byte(recordMark))
	le.PutUint32(moved[at+42:], 0) // both entries in one place
	other := zipOf(zipForm{}, "first.xml", "another.xml")
	for name, data := range map[string][]byte{
		"two entries in one place": moved, "cut off": whole[:len(whole)-9], "another file": other, "nothing": nil,
		"something before that no offset counts": append([]byte("more"), whole...),
	} {
		var out bytes.Buffer
		if err := p.Rewrite(&out, bytes.NewReader(data), int64(len(data)), map[string][]Splice{"first.xml": {Insert(3, []byte("x"))}}); err == nil {
			t.Errorf("%s: written", name)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", name, out.Len())
		}
	}
	for name, splices := range map[string][]Splice{
		"over each other": {Replace(3, 9, nil), Replace(5, 12, nil)}, "backwards": {Replace(9, 3, nil)}, "past the end": {Insert(1<<20, nil)},
	} {
		if err := p.Rewrite(io.Discard, bytes.NewReader(whole), int64(len(whole)), map[string][]Splice{"first.xml": splices}); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}
