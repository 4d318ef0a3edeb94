package excel

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"actionplan/excel/internal/ooxml/ooxmltest"
)

const aRow = `<row r="1"><c r="A1"><v>1</v></c></row>`

// withPart is a small workbook with one part's contents replaced.
func withPart(name, content string) []byte {
	b := ooxmltest.Rows(aRow)
	b.Strings = `<si><t>a</t></si>`
	b.Extra = []ooxmltest.Part{{Name: name, Content: content}}
	return b.Bytes()
}

// withRows is a small workbook with other rows.
func withRows(rows string) []byte { return ooxmltest.Rows(rows).Bytes() }

// ole is a compound file whose directory lists streams of these names, its
// directory in two sectors with another between them.
func ole(names ...string) []byte {
	le := binary.LittleEndian
	file := make([]byte, 512*5)
	copy(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	le.PutUint16(file[0x1E:], 9) // sectors of 512 bytes
	le.PutUint32(file[0x30:], 1) // the directory starts in sector 1
	le.PutUint32(file[0x4C:], 0) // the allocation table is sector 0
	table := file[512:]
	le.PutUint32(table[4*1:], 3)          // after sector 1 comes 3
	le.PutUint32(table[4*3:], 0xFFFFFFFE) // and that is the end
	entries := []int{1024, 1024 + 128, 1024 + 256, 1024 + 384, 2048, 2048 + 128}
	for i, name := range append([]string{"Root Entry", "", "", ""}, names...) {
		units := utf16.Encode([]rune(name))
		for j, u := range units {
			le.PutUint16(file[entries[i]+2*j:], u)
		}
		le.PutUint16(file[entries[i]+0x40:], uint16(2*len(units)+2))
	}
	return file
}

// encryptedEntry marks every entry of a zip file as encrypted.
func encryptedEntry(file []byte) []byte {
	file = bytes.Clone(file)
	for i := 0; i+10 < len(file); i++ {
		switch string(file[i : i+4]) {
		case "PK\x03\x04":
			file[i+6] |= 1
		case "PK\x01\x02":
			file[i+8] |= 1
		}
	}
	return file
}

// refusals is what is refused, why, and words of what is said.
func refusals() map[string]struct {
	data   []byte
	reason *Reason
	says   string
} {
	good := withRows(aRow)
	sheet := "xl/worksheets/sheet1.xml"
	doctype := `<!DOCTYPE worksheet [<!ENTITY a "b">]>`
	type refusal = struct {
		data   []byte
		reason *Reason
		says   string
	}
	return map[string]refusal{
		"nothing":           {nil, ErrEmpty, "the file is empty"},
		"old Excel":         {ole("Workbook"), ErrOldFormat, "this is the old .xls format"},
		"older Excel":       {ole("Book"), ErrOldFormat, "old .xls"},
		"no container":      {[]byte("\x09\x08\x10\x00\x00\x06\x05\x00rest"), ErrOldFormat, "old .xls"},
		"password":          {ole("EncryptionInfo", "EncryptedPackage"), ErrEncrypted, "needs a password"},
		"old Word":          {ole("WordDocument"), ErrNotWorkbook, "an older Office"},
		"cut-off container": {ole("EncryptedPackage")[:600], ErrNotWorkbook, "an older Office"},
		"CSV":               {[]byte("Ref,Action\r\n1.1,Caf\xe9\r\n"), ErrText, "text file"},
		"UTF-16 CSV":        {[]byte(wide("Ref\tAction\r\n", false)), ErrText, "text file"},
		"web page":          {[]byte("\r\n<html><body><table>"), ErrNotWorkbook, "web page"},
		"XML spreadsheet":   {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`), ErrNotWorkbook, "plain XML"},
		"PDF":               {[]byte("%PDF-1.7"), ErrNotWorkbook, "a PDF"},
		"something else":    {[]byte("\x00\x01\x02\x03"), ErrNotWorkbook, "not an Excel workbook"},
		"an empty zip":      {ooxmltest.Zip(), ErrNotWorkbook, "without a workbook"},
		"another zip":       {ooxmltest.Zip(ooxmltest.Part{Name: "photo.jpg", Content: "x"}), ErrNotWorkbook, "without a workbook"},
		"Word":              {ooxmltest.Zip(ooxmltest.Part{Name: "word/document.xml", Content: "<w/>"}), ErrNotWorkbook, "a Word document"},
		"OpenDocument":      {ooxmltest.Zip(ooxmltest.Part{Name: "content.xml", Content: "<o/>"}), ErrNotWorkbook, "OpenDocument"},
		"binary workbook":   {ooxmltest.Zip(ooxmltest.Part{Name: "xl/workbook.bin", Content: "b"}), ErrNotWorkbook, ".xlsb"},
		"no sheet":          {ooxmltest.Book{}.Bytes(), ErrNoSheet, "no worksheet"},
		"only a chart": {ooxmltest.Book{Workbook: `<sheets><sheet name="C" r:id="c"/></sheets>`,
			Rels:  `<Relationship Id="c" Type="` + ooxmltest.Relations + `/chartsheet" Target="c.xml"/>`,
			Extra: []ooxmltest.Part{{Name: "xl/c.xml", Content: "<chartsheet/>"}}}.Bytes(), ErrNoSheet, "no worksheet"},
		"not a workbook's part": {withPart("xl/workbook.xml", "<other/>"), ErrDamaged, "xl/workbook.xml: the part is not a workbook's"},

		"cut off":            {good[:len(good)-30], ErrDamaged, "not a valid zip file"},
		"checksum":           {badChecksum(good), ErrDamaged, "checksum"},
		"the same part":      {append2(sheet, sheet), ErrDuplicate, "xl/worksheets/sheet1.xml stands in it twice"},
		"in another case":    {append2(sheet, "XL/worksheets/SHEET1.xml"), ErrDuplicate, "stands in it twice"},
		"by another slash":   {append2(sheet, `xl\worksheets\sheet1.xml`), ErrDuplicate, "stands in it twice"},
		"encrypted entries":  {encryptedEntry(good), ErrEncrypted, "password"},
		"document type":      {withPart(sheet, doctype+`<worksheet/>`), ErrEntities, "xl/worksheets/sheet1.xml: a document type"},
		"type in strings":    {withPart("xl/sharedStrings.xml", `<?xml version="1.0"?>`+doctype+`<sst/>`), ErrEntities, "xl/sharedStrings.xml"},
		"type in workbook":   {withPart("xl/workbook.xml", doctype+`<workbook/>`), ErrEntities, "xl/workbook.xml"},
		"entity of its own":  {withRows(`<row><c t="str"><v>&lol;</v></c></row>`), ErrEntities, "&lol;"},
		"no entity":          {withRows(`<row><c t="str"><v>R&D</v></c></row>`), ErrDamaged, "an & that starts no entity"},
		"no character":       {withRows(`<row><c t="str"><v>&#0;</v></c></row>`), ErrEntities, "&#0;"},
		"control character":  {withRows("<row><c t=\"str\"><v>a\x01</v></c></row>"), ErrDamaged, "control character"},
		"not UTF-8":          {withRows("<row><c t=\"str\"><v>Caf\xe9</v></c></row>"), ErrDamaged, "not UTF-8"},
		"another encoding":   {withPart(sheet, `<?xml version="1.0" encoding="windows-1252"?><worksheet/>`), ErrDamaged, `written in "windows-1252"`},
		"tags that cross":    {withRows(`<row><c></row></c>`), ErrDamaged, "</row> closes an element that is not open"},
		"tag never closed":   {withPart(sheet, `<worksheet><sheetData><row>`), ErrDamaged, "ends inside <row>"},
		"tag cut off":        {withPart(sheet, `<worksheet><sheetData><row r="1`), ErrDamaged, "ends inside a tag"},
		"no element":         {withPart(sheet, ` `), ErrDamaged, "holds no element"},
		"no part":            {withPart(sheet, ``), ErrDamaged, "holds no element"},
		"two roots":          {withPart(sheet, `<worksheet/><worksheet/>`), ErrDamaged, "second root"},
		"text outside":       {withPart(sheet, `<worksheet/>more`), ErrDamaged, "outside the root"},
		"attribute unquoted": {withRows(`<row r=1></row>`), ErrDamaged, "a tag <row> that cannot be read"},
		"tag in a tag":       {withRows(`<row <c>></row>`), ErrDamaged, "a tag <row> that cannot be read"},
		"odd markup":         {withRows(`<!ELEMENT a>`), ErrDamaged, "starts with <!"},
		"nested too deep":    {withRows(strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)), ErrTooLarge, "more than 256 elements"},
		"too many attributes": {withRows("<row" + manyAttributes(2000) + "/>"), ErrTooLarge,
			"more than 1024 attributes"},
		"a text of many MiB":       {withRows(`<row><c t="str"><v>` + strings.Repeat("a", 5<<20) + `</v></c></row>`), ErrTooLarge, "a text of more than 4 MiB"},
		"a name of many MiB":       {withRows(`<` + strings.Repeat("a", 17<<20) + `>`), ErrTooLarge, "more than 16 MiB"},
		"an attribute of many MiB": {withRows(`<row r="` + strings.Repeat("1", 17<<20) + `"/>`), ErrTooLarge, "more than 16 MiB"},
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d=""`, i)
	}
	return b.String()
}

// badChecksum is a file whose parts do not meet the checksums stored with them.
func badChecksum(file []byte) []byte {
	file = bytes.Clone(file)
	for i := 0; i+46 < len(file); i++ {
		switch string(file[i : i+4]) {
		case "PK\x01\x02":
			file[i+16] ^= 0xFF // in the list of parts
		case "PK\x07\x08":
			file[i+4] ^= 0xFF // and after the part
		}
	}
	return file
}

// append2 is a small workbook with one part a second time, under this name.
func append2(name, again string) []byte {
	parts := ooxmltest.Rows(aRow).Parts()
	for _, p := range parts {
		if p.Name == name {
			return ooxmltest.Zip(append(parts, ooxmltest.Part{Name: again, Content: p.Content})...)
		}
	}
	panic("no such part")
}

func TestRefusals(t *testing.T) {
	for name, test := range refusals() {
		t.Run(name, func(t *testing.T) {
			_, err := readBytes(test.data)
			refusedWith(t, err, test.reason, test.says)
		})
	}
}

func refusedWith(t *testing.T, err error, reason *Reason, says string) {
	t.Helper()
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatalf("got %v, want an *Error", err)
	}
	if !errors.Is(err, reason) || refused.Reason != reason {
		t.Errorf("got the reason %q, want %q", refused.Reason, reason)
	}
	if !strings.HasPrefix(err.Error(), "read workbook ") || !strings.Contains(err.Error(), says) {
		t.Errorf("got %q, want it to say %q", err, says)
	}
	if strings.Contains(err.Error(), "\n") || strings.HasSuffix(err.Error(), ".") {
		t.Errorf("%q is not one sentence", err)
	}
	if refused.Hint() == "" {
		t.Errorf("%q has no hint", err)
	}
}

func TestOpenRefusals(t *testing.T) {
	folder := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	missing := filepath.Join(folder, "none.xlsx")
	_, err := Open(missing)
	refusedWith(t, err, ErrMissing, "read workbook "+missing+": there is no such file")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
	_, err = Open(folder)
	refusedWith(t, err, ErrFolder, "this is a folder")
	_, err = Open(file("plan.xls", ole("Workbook")))
	refusedWith(t, err, ErrOldFormat, "plan.xls: this is the old .xls format")
	_, err = Open(file("plan.csv", []byte("Ref,Due\n")))
	refusedWith(t, err, ErrText, "plan.csv: this is a text file")
	if _, err = Open(file("plan.xls.copy", withRows(aRow))); err != nil {
		t.Errorf("a workbook under another name: %v", err)
	}
	if os.Geteuid() != 0 {
		path := file("shut.xlsx", withRows(aRow))
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		_, err = Open(path)
		refusedWith(t, err, ErrForbidden, "may not be read")
	}
}

// TestHugeClaims reads files that claim to hold much, or hold much in few
// bytes, and must cost little.
func TestHugeClaims(t *testing.T) {
	good := withRows(aRow)
	claims := bytes.Clone(good)
	for at := 0; at+46 < len(claims); at++ {
		if string(claims[at:at+4]) == "PK\x01\x02" {
			binary.LittleEndian.PutUint32(claims[at+24:], 0xFFFFFFF0) // a size of 4 GiB
		}
	}
	counts := ooxmltest.Rows(aRow)
	counts.Strings = `<!-- --><si><t>a</t></si>`
	counts.Extra = []ooxmltest.Part{{Name: "xl/sharedStrings.xml", Content: `<sst xmlns="` + ooxmltest.Main + `" count="4000000000" uniqueCount="4000000000"><si><t>a</t></si></sst>`}}
	far := ooxmltest.OneSheet(`<dimension ref="A1:XFD1048576"/><sheetData>` + aRow + `</sheetData><mergeCells count="4000000000"><mergeCell ref="A2:XFD1048576"/></mergeCells>`)
	arrays := ooxmltest.Rows(`<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>`)
	// Elements that are all alike deflate a thousandfold: 100 MiB in 100 KB.
	bomb := ooxmltest.OneSheet(strings.Repeat("<a/>", 25<<20))
	for name, test := range map[string]struct {
		data []byte
		want *Reason
	}{
		"sizes in the list of parts": {claims, ErrDamaged},
		"counts of texts":            {counts.Bytes(), nil},
		"ranges to the edge":         {far.Bytes(), nil},
		"array to the edge":          {arrays.Bytes(), nil},
		"a bomb":                     {bomb.Bytes(), ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			allocated := allocated(func() { _, err = readBytes(test.data) })
			if allocated > 80<<20 {
				t.Errorf("took %d MiB", allocated>>20)
			}
			if test.want == nil && err != nil || test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}
