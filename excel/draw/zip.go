package draw

import (
	"bytes"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"sort"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// steadyZip writes a workbook's parts in one settled order with one settled
// time, whatever order they come in, so that the same book gives the same
// bytes. Each part is deflated as it comes; only deflated bytes are kept.
type steadyZip struct {
	out   io.Writer
	parts []*part
}

type part struct {
	name   string
	packed bytes.Buffer
	flate  *flate.Writer
	sum    hash.Hash32
	size   uint64
}

func newSteadyZip(w io.Writer) *steadyZip { return &steadyZip{out: w} }

// Create starts the next part.
func (z *steadyZip) Create(name string) (io.Writer, error) {
	p := &part{name: name, sum: crc32.NewIEEE()}
	var err error
	p.flate, err = flate.NewWriter(&p.packed, flate.DefaultCompression)
	z.parts = append(z.parts, p)
	return p, err
}

// AddFS is asked for by excelize's interface and never called.
func (z *steadyZip) AddFS(fs.FS) error {
	return errors.New("a whole folder is never a part of a workbook")
}

// Write deflates more of a part.
func (p *part) Write(b []byte) (int, error) {
	p.sum.Write(b)
	p.size += uint64(len(b))
	return p.flate.Write(b)
}

// Close writes the package: its list of parts first, as readers expect.
func (z *steadyZip) Close() error {
	sort.SliceStable(z.parts, func(i, j int) bool {
		a, b := z.parts[i].name, z.parts[j].name
		if first := "[Content_Types].xml"; a == first || b == first {
			return a == first && b != first
		}
		return a < b
	})
	out := zip.NewWriter(z.out)
	for _, p := range z.parts {
		if err := p.copyTo(out); err != nil {
			return err
		}
	}
	return out.Close()
}

func (p *part) copyTo(out *zip.Writer) error {
	if err := p.flate.Close(); err != nil {
		return err
	}
	header := &zip.FileHeader{
		Name: p.name, Method: zip.Deflate, CRC32: p.sum.Sum32(),
		CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size,
	}
	header.Modified = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)
	w, err := out.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = p.packed.WriteTo(w)
	return err
}
