package ooxml

import (
	"strings"
	"time"
)

// never is the time that programs put in which copy the properties of Excel's first blank
// workbook: nothing was saved then.
const never = "2006-09-16T00:00:00Z"

// Saved is when the package was last saved, by its own properties; the zero Time where
// they do not say.
func (p *Package) Saved() time.Time {
	const properties = "docProps/core.xml"
	var saved time.Time
	if !p.Has(properties) {
		return saved
	}
	_ = p.Read(properties, nil, func(s *Scanner, t *Token) error {
		if string(t.Name) != "modified" {
			return nil
		}
		content, err := s.appendContent(nil)
		if at, bad := time.Parse(time.RFC3339, strings.TrimSpace(string(content))); bad == nil && strings.TrimSpace(string(content)) != never {
			saved = at
		}
		return err
	})
	return saved
}
