package templates

import (
	"context"
	"fmt"
	"path/filepath"

	"actionplan/internal/disk"
	"actionplan/pack"
	"actionplan/plan"
)

// Draft draws a pack in a folder of its own: whole, or not at all. It is
// disk.ErrExists where the folder is there already, since a draft never goes over
// anything.
func Draft(ctx context.Context, folder string, drawn pack.Public, officers *pack.Officers, o Options) (made Drawn, err error) {
	err = disk.Folder(folder, func(staging string) error {
		var err error
		if made, err = Write(staging, drawn, officers, o); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return Drawn{}, fmt.Errorf("draw pack %s: %w", folder, err)
	}
	return made, nil
}

// DraftFolder names the folder that a draft for a day goes in, with a number
// where there is a draft already.
func DraftFolder(within string, day plan.Date) string {
	return disk.Free(filepath.Join(within, fmt.Sprintf("Scrutiny pack %s draft", day)))
}
