package lock

import (
	"os"
	"path/filepath"
	"strings"
)

// Synced says whether a path lies in a folder that a cloud client copies to
// and fro, and whose. There, a workbook can be open on another computer, or
// changed in a browser, and nothing on this one shows it. The file need not be
// there. It goes by the folders' names and by the folders OneDrive names in
// the environment; a folder that was given a name of its own is not known.
func Synced(path string) (service string, ok bool) {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	for _, place := range []string{path, behindLinks(path)} {
		if service := syncedBy(place, os.Getenv); service != "" {
			return service, true
		}
	}
	return "", false
}

// behindLinks is where a path leads; of a file that is not there, its folder.
func behindLinks(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return real
	}
	return path
}

// The services, by the names people know.
const (
	oneDrive    = "OneDrive"
	sharePoint  = "SharePoint"
	dropbox     = "Dropbox"
	googleDrive = "Google Drive"
	iCloud      = "iCloud Drive"
)

func syncedBy(path string, env func(name string) string) string {
	folders := elements(path)
	for i := range folders {
		if service := serviceOf(folders[:i+1]); service != "" {
			return service
		}
	}
	for _, name := range []string{"OneDriveCommercial", "OneDriveConsumer", "OneDrive"} {
		root := elements(env(name))
		if within(folders, root) {
			return oneDrive
		}
		if within(folders, libraries(root)) {
			return sharePoint
		}
	}
	return ""
}

// elements splits a path of any system into its parts, in lower case.
func elements(path string) []string {
	return strings.FieldsFunc(strings.ToLower(path), func(c rune) bool { return c == '/' || c == '\\' })
}

// within says whether a path lies in the folder root. No folder holds nothing.
func within(path, root []string) bool {
	if len(root) == 0 || len(path) < len(root) {
		return false
	}
	for i, folder := range root {
		if path[i] != folder {
			return false
		}
	}
	return true
}

// libraries is where OneDrive keeps the SharePoint libraries of an
// organisation: beside "OneDrive - Council", in "Council".
func libraries(root []string) []string {
	if len(root) == 0 {
		return nil
	}
	last := len(root) - 1
	tenant, ok := strings.CutPrefix(root[last], "onedrive - ")
	if !ok {
		return nil
	}
	return append(append([]string{}, root[:last]...), tenant)
}

// serviceOf says whose folder the last of these is, going by its name and
// where it stands; "" is nobody's.
func serviceOf(folders []string) string {
	last := len(folders) - 1
	name := folders[last]
	above := ""
	if last > 0 {
		above = folders[last-1]
	}
	starts := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
	switch {
	case above == "cloudstorage": // macOS keeps them all there: "OneDrive-Council"
		return cloudStorage(name)
	case name == "onedrive", starts("onedrive - "):
		return oneDrive
	case strings.Contains(name, ".sharepoint.com"): // \\council.sharepoint.com@SSL\…
		return sharePoint
	case strings.HasSuffix(name, " - documents") && last >= 3 && folders[last-3] == "users": // Users\me\Council\Site - Documents
		return sharePoint
	case name == "dropbox", starts("dropbox ("):
		return dropbox
	case name == "google drive", name == "googledrive", name == "my drive", name == "shared drives" && isDrive(above):
		return googleDrive
	case name == "iclouddrive", name == "icloud drive", name == "com~apple~clouddocs", name == "mobile documents":
		return iCloud
	}
	return ""
}

// isDrive says whether a folder is a drive letter.
func isDrive(folder string) bool { return len(folder) == 2 && folder[1] == ':' }

func cloudStorage(name string) string {
	known := []struct{ prefix, service string }{
		{"onedrive-sharedlibraries", sharePoint},
		{"onedrive", oneDrive},
		{"dropbox", dropbox},
		{"googledrive", googleDrive},
		{"icloud", iCloud},
	}
	for _, k := range known {
		if strings.HasPrefix(name, k.prefix) {
			return k.service
		}
	}
	return "a cloud service"
}
