package ooxml

import (
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zip"
)

// Limits of one package. The largest plan on record is a hundredth of them.
const (
	maxParts  = 20_000
	maxPart   = 1 << 30  // bytes of one part, inflated
	maxTotal  = 2 << 30  // bytes of all parts that were read, inflated
	slackSize = 64 << 20 // bytes below which maxRatio does not count
	maxRatio  = 400      // bytes inflated for one byte stored; deflate's own limit is 1032
)

// Package is a workbook's file as parts with names.
type Package struct {
	Entries []*zip.File // as they stand in the file, for copying them as they are
	parts   map[string]*zip.File
	types   contentTypes
	budget  budget
}

// OpenPackage reads a package's list of parts. The reader must stand open
// while parts are read.
func OpenPackage(r io.ReaderAt, size int64) (*Package, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, archiveError(err)
	}
	if len(archive.File) > maxParts {
		return nil, refuse(ErrTooLarge, "it holds %d parts", len(archive.File))
	}
	p := &Package{Entries: archive.File, parts: make(map[string]*zip.File, len(archive.File))}
	p.budget.left = maxTotal
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		key := partKey(f.Name)
		if _, twice := p.parts[key]; twice {
			return nil, refuse(ErrDuplicate, "%s stands in it twice", strings.TrimPrefix(f.Name, "/"))
		}
		p.parts[key] = f
	}
	return p, nil
}

// archiveError tells damage from a disk that cannot be read.
func archiveError(err error) error {
	switch {
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrAlgorithm),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refuse(ErrDamaged, "%s", strings.TrimPrefix(err.Error(), "zip: "))
	}
	return err
}

// partKey is a part's name as names are compared: without regard to case, as
// the format says, and with the slashes some writers turn round.
func partKey(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(path.Clean("/" + name))
}

// Has says whether the package holds a part.
func (p *Package) Has(name string) bool { return p.Entry(name) != nil }

// Entry is a part's entry in the file, nil where there is none. The name is
// compared without regard to case.
func (p *Package) Entry(name string) *zip.File { return p.parts[partKey(name)] }

// Names lists the parts, as the package names them, in its order.
func (p *Package) Names() []string {
	names := make([]string, 0, len(p.Entries))
	for _, f := range p.Entries {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		}
	}
	return names
}

// Open starts reading a part. What it gives is inflated as it is read, and
// refuses to go on past the limits or where the stored checksum is not met.
func (p *Package) Open(name string) (io.ReadCloser, error) {
	f := p.Entry(name)
	if f == nil {
		return nil, inPart(name, refuse(ErrDamaged, "there is no such part"))
	}
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return nil, inPart(name, refuse(ErrEncrypted, "the part is encrypted"))
	}
	r, err := f.Open()
	if err != nil {
		return nil, inPart(name, archiveError(err))
	}
	return &partReader{ReadCloser: r, name: name, stored: f.CompressedSize64, budget: &p.budget}, nil
}

// Scan starts reading a part as tokens. The caller closes the part.
func (p *Package) Scan(name string) (*Scanner, io.Closer, error) {
	r, err := p.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return NewScanner(r), r, nil
}

// Read reads a part as tokens from first to last, handing each element below
// the root to child, which takes what it wants of it and leaves the rest.
func (p *Package) Read(name string, root func(*Token), child func(*Scanner, *Token) error) error {
	s, part, err := p.Scan(name)
	if err != nil {
		return err
	}
	defer part.Close()
	return inPart(name, readRoot(s, root, child))
}

func readRoot(s *Scanner, root func(*Token), child func(*Scanner, *Token) error) error {
	t, err := s.Next()
	if err != nil {
		return unexpectedEnd(err)
	}
	if root != nil {
		root(t)
	}
	if err := s.Children(child); err != nil {
		return err
	}
	return s.Finish()
}

// Children hands each element inside the one whose start tag Next has just
// given to child. What child does not read of it is passed over.
func (s *Scanner) Children(child func(*Scanner, *Token) error) error {
	if s.tok.Empty {
		return nil
	}
	depth := s.open.depth()
	for {
		t, err := s.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch t.Kind {
		case EndTag:
			if s.open.depth() < depth {
				return nil
			}
		case StartTag:
			empty := t.Empty
			if err := child(s, t); err != nil {
				return err
			}
			if !empty {
				if err := s.leaveTo(depth); err != nil {
					return err
				}
			}
		}
	}
}

// leaveTo reads on until no more than depth elements are open.
func (s *Scanner) leaveTo(depth int) error {
	for s.open.depth() > depth {
		if _, err := s.Next(); err != nil {
			return unexpectedEnd(err)
		}
	}
	return nil
}

// Finish reads to the part's end, where its checksum is checked.
func (s *Scanner) Finish() error {
	for {
		if _, err := s.Next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// partReader counts what is inflated against the limits.
type partReader struct {
	io.ReadCloser
	name   string
	stored uint64
	read   uint64
	budget *budget
}

func (r *partReader) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	r.read += uint64(n)
	switch {
	case r.read > maxPart || !r.budget.spend(n):
		return n, inPart(r.name, refuse(ErrTooLarge, "the part is larger than %d MiB", maxPart>>20))
	case r.read > slackSize && r.read/maxRatio > r.stored:
		return n, inPart(r.name, refuse(ErrTooLarge, "the part grows more than %d-fold as it is read", maxRatio))
	case err != nil && err != io.EOF:
		return n, inPart(r.name, inflateError(err))
	}
	return n, err
}

// inflateError tells damaged contents from a disk that cannot be read: the
// inflater's own errors are about the contents.
func inflateError(err error) error {
	if archived := archiveError(err); errors.Is(archived, ErrDamaged) {
		return archived
	}
	if strings.HasPrefix(err.Error(), "flate: ") {
		return refuse(ErrDamaged, "%s", strings.TrimPrefix(err.Error(), "flate: "))
	}
	return err
}
