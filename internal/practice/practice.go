// Package practice writes a plan to practise on: the officers' workbook of an
// invented council, as messy as the real ones, and its partners' copy, both as
// they stand today and as they stood a month before, when they agreed. What
// the plan says is in plan.txt and what has been changed since in changes.txt;
// the rest of the package only draws it.
package practice

import (
	_ "embed"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"actionplan/internal/disk"
	"actionplan/plan"
)

// Today is the day the practice plan is told on; its dates stand round it.
var Today = plan.Date{Year: 2026, Month: time.November, Day: 2}

// LastAgreed is the day, a month before, when both copies said the same.
var LastAgreed = plan.Date{Year: 2026, Month: time.October, Day: 2}

// The names of the files in a practice folder.
const (
	OfficersFile = "Westmere improvement plan v14 FINAL.xlsx"
	PartnersFile = "Partners' copy.xlsx"
	SettingsFile = "actionplan.yaml"
)

//go:embed actionplan.yaml
var settingsText []byte

// WriteNow writes the two workbooks as they stand today, and the settings,
// into dir, over any that are there. The same bytes come of it every time.
func WriteNow(dir string) error {
	actions, err := Now()
	if err != nil {
		return err
	}
	return write(dir, actions, Today)
}

// WriteThen writes the two workbooks as they stood when both sides agreed,
// and the settings, into dir, over any that are there.
func WriteThen(dir string) error {
	actions, err := Then()
	if err != nil {
		return err
	}
	return write(dir, actions, LastAgreed)
}

func write(dir string, actions []Action, asAt plan.Date) error {
	officers, err := drawOfficers(actions, asAt)
	if err != nil {
		return fmt.Errorf("draw the officers' practice workbook: %w", err)
	}
	partners, err := drawPartners(actions, asAt)
	if err != nil {
		return fmt.Errorf("draw the partners' practice copy: %w", err)
	}
	if err := disk.MakeFolder(dir); err != nil {
		return fmt.Errorf("make the practice folder: %w", err)
	}
	files := []struct {
		name string
		data []byte
	}{{OfficersFile, officers}, {PartnersFile, partners}, {SettingsFile, settingsText}}
	for _, f := range files {
		err := disk.Write(filepath.Join(dir, f.name), 0o644, func(w io.Writer) error {
			_, err := w.Write(f.data)
			return err
		})
		if err != nil {
			return fmt.Errorf("write the practice plan: %w", err)
		}
	}
	return nil
}
