package answers

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"
)

// A workbook of ours carries a seal: a digest of everything else in its
// package. While the seal holds, nobody has saved the workbook since it was
// written, and it may be replaced; once a person has typed, noted, coloured,
// renamed or sorted anything, it does not, and the workbook is theirs.
//
// The digest is of bytes, so that nobody has to list what a person might do. A
// workbook that a program saved again with nothing changed is taken for a
// person's too: one workbook too many harms nobody.
const (
	sealPart     = "docProps/custom.xml"
	sealProperty = "actionplan"
	sealForm     = "questions, sealed "
	sealLetters  = 32
)

// mostUnpacked is the most that is unpacked to see whether a seal holds; a
// workbook of ours is never near it.
const mostUnpacked = 512 << 20

// blankSeal stands where the seal is put once everything else is written.
var blankSeal = strings.Repeat("-", sealLetters)

var sealedAs = regexp.MustCompile(sealForm + `([a-z2-7]{` + fmt.Sprint(sealLetters) + `})<`)

// leaveRoomForSeal gives a workbook the property that its seal is put into.
func leaveRoomForSeal(f *excelize.File) error {
	return f.SetCustomProps(excelize.CustomProperty{Name: sealProperty, Value: sealForm + blankSeal})
}

// seal closes a workbook in which room was left for its seal.
func seal(workbook []byte) ([]byte, error) {
	parts, err := unpack(workbook)
	if err != nil {
		return nil, err
	}
	custom, is := parts[sealPart], sealForm+digestOfParts(parts)
	if strings.Count(custom, sealForm+blankSeal) != 1 {
		return nil, fmt.Errorf("no room was left for the seal")
	}
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	out := zip.NewWriter(&sealed)
	for _, part := range in.File {
		if part.Name != sealPart {
			if err := out.Copy(part); err != nil {
				return nil, err
			}
			continue
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: sealPart, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, strings.Replace(custom, sealForm+blankSeal, is, 1)); err != nil {
			return nil, err
		}
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	return sealed.Bytes(), nil
}

// hasSeal reports whether a file bears a seal, whether or not that still holds:
// the workbooks of earlier versions bear none.
func hasSeal(file []byte) bool {
	parts, err := unpack(file)
	return err == nil && sealedAs.MatchString(parts[sealPart])
}

// isSealed reports whether the file is a workbook of ours just as it was
// written.
func isSealed(file []byte) bool {
	parts, err := unpack(file)
	if err != nil {
		return false
	}
	found := sealedAs.FindStringSubmatch(parts[sealPart])
	if found == nil || found[1] != digestOfParts(parts) {
		return false
	}
	return strings.Replace(parts[sealPart], sealForm+found[1], sealForm+blankSeal, 1) == roomForSeal()
}

// roomForSeal is the part that a seal is put into, as it is written: the seal does
// not cover it, and a person may have given the workbook properties there.
var roomForSeal = sync.OnceValue(func() string {
	f := excelize.NewFile()
	defer f.Close()
	var book bytes.Buffer
	if err := errors.Join(leaveRoomForSeal(f), f.Write(&book)); err != nil {
		return ""
	}
	parts, err := unpack(book.Bytes())
	if err != nil {
		return ""
	}
	return parts[sealPart]
})

// unpack reads the parts of a package. One that holds a part twice is an
// error: it is no workbook of ours.
func unpack(file []byte) (map[string]string, error) {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	parts, room := map[string]string{}, int64(mostUnpacked)
	for _, part := range in.File {
		if _, twice := parts[part.Name]; twice {
			return nil, fmt.Errorf("%s is there twice", part.Name)
		}
		r, err := part.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(io.LimitReader(r, room+1))
		if err != nil {
			return nil, err
		}
		if room -= int64(len(text)); room < 0 {
			return nil, fmt.Errorf("it unpacks to too much")
		}
		parts[part.Name] = string(text)
	}
	return parts, nil
}

// digestOfParts is the digest of all parts but the one that holds the seal.
func digestOfParts(parts map[string]string) string {
	var texts []string
	for name, text := range parts {
		if name != sealPart {
			texts = append(texts, name+"\x00"+text)
		}
	}
	slices.Sort(texts)
	return digest(sealLetters, texts...)
}
