package sheetstest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// drive is all the files of a server.
type drive struct {
	*platform
	files []*file // in the order they were made
}

// file is a spreadsheet as Drive knows it.
type file struct {
	id       string
	book     *workbook
	created  time.Time
	version  int
	modified time.Time
	pending  time.Time // when a change of cells will show in version and modified
	gone     bool
	private  bool // nobody here has access
	workbook bool // an Excel file, which the Sheets API does not open
}

const sheetType = "application/vnd.google-apps.spreadsheet"

func driveRoutes() []route {
	return []route{
		{api: "drive.files.create", kind: Drive, method: "POST", path: "/drive/v3/files", query: driveQuery, request: "DriveFile", response: "DriveFile", drive: (*drive).createFile},
		{api: "drive.files.list", kind: Drive, method: "GET", path: "/drive/v3/files", response: "DriveFileList", drive: (*drive).listFiles,
			query: map[string]string{"q": "string", "pageSize": "int", "pageToken": "string", "supportsAllDrives": "bool", "includeItemsFromAllDrives": "bool"}},
		{api: "drive.files.get", kind: Drive, method: "GET", path: "/drive/v3/files/{}", query: driveQuery, response: "DriveFile", drive: (*drive).getFile},
		{api: "drive.files.delete", kind: Drive, method: "DELETE", path: "/drive/v3/files/{}", query: driveQuery, drive: (*drive).deleteFile},
		{api: "drive.files.copy", kind: Drive, method: "POST", path: "/drive/v3/files/{}/copy", query: driveQuery, request: "DriveFile", response: "DriveFile", drive: (*drive).copyFile},
		{api: "drive.files.export", kind: Drive, method: "GET", path: "/drive/v3/files/{}/export", query: map[string]string{"mimeType": "string"}, drive: (*drive).exportFile},
		{api: "drive.permissions.list", kind: Drive, method: "GET", path: "/drive/v3/files/{}/permissions", query: driveQuery, response: "DrivePermissionList", drive: (*drive).listPermissions},
	}
}

func (d *drive) file(id string) *file {
	for _, f := range d.files {
		if f.id == id {
			return f
		}
	}
	return nil
}

// lag is how long Drive takes to notice a change of cells.
func (p *platform) lag() time.Duration {
	switch {
	case p.options.DriveLag == 0:
		return 3 * time.Minute
	case p.options.DriveLag < 0:
		return 0
	}
	return p.options.DriveLag
}

// commit puts a changed workbook in its file's place. Drive hears of it
// later, and of a new title at once.
func (f *file) commit(b *workbook) {
	now := b.clock.Now()
	f.settle(now)
	renamed := f.book.title != b.title
	f.book = b
	switch {
	case renamed || b.lag() == 0:
		f.version++
		f.modified, f.pending = now, time.Time{}
	case f.pending.IsZero():
		f.pending = now.Add(b.lag())
	}
}

// settle lets a change show whose time has come.
func (f *file) settle(now time.Time) {
	if !f.pending.IsZero() && !now.Before(f.pending) {
		f.version++
		f.modified, f.pending = f.pending, time.Time{}
	}
}

const driveTime = "2006-01-02T15:04:05.000Z"

// object writes the file as Drive's File, all the members known here.
func (f *file) object(u *User) object {
	edit := u.Role == Owner || u.Role == Editor
	return object{
		"kind": "drive#file", "id": f.id, "name": f.book.title, "mimeType": f.mime(),
		"version": strconv.Itoa(f.version), "trashed": false,
		"createdTime": f.created.UTC().Format(driveTime), "modifiedTime": f.modified.UTC().Format(driveTime),
		"webViewLink":  "https://docs.google.com/spreadsheets/d/" + f.id + "/edit",
		"capabilities": object{"canEdit": edit && !u.ReadOnly, "canShare": u.Role == Owner, "canComment": edit, "canCopy": true, "canDownload": true},
	}
}

func (f *file) mime() string {
	if f.workbook {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return sheetType
}

// brief is the file as Drive writes it where no mask asks for more.
func (f *file) brief(u *User) object {
	o := f.object(u)
	return object{"kind": o["kind"], "id": o["id"], "name": o["name"], "mimeType": o["mimeType"]}
}

func (d *drive) shown(f *file, c *call) object {
	f.settle(d.clock.Now())
	if c.mask == nil {
		return f.brief(c.user)
	}
	return f.object(c.user)
}

// driveFile is the file a call is about. Drive hides what somebody may not
// see.
func (d *drive) driveFile(c *call) (*file, *refusal) {
	f := d.file(c.args[0])
	if f == nil || f.gone || f.private || c.user.Role == Stranger {
		return nil, noFile(c.args[0])
	}
	return f, nil
}

// noFile is 404 as Drive says it.
func noFile(id string) *refusal {
	return &refusal{
		code: 404, message: "File not found: " + id + ".",
		errors: []any{object{
			"message": "File not found: " + id + ".", "domain": "global", "reason": "notFound",
			"location": "fileId", "locationType": "parameter",
		}},
	}
}

func (d *drive) createFile(c *call) (any, *refusal) {
	if text(c.body, "mimeType") != sheetType {
		return nil, notModelled("a file of type %q", text(c.body, "mimeType"))
	}
	name := text(c.body, "name")
	if name == "" {
		name = "Untitled"
	}
	f := d.add(Book{ID: d.newFile(), Title: name, Tabs: []Tab{{Title: "Sheet1"}}})
	return d.shown(f, c), nil
}

func (d *drive) newFile() string {
	if d.options.NewFile != nil {
		if id := d.options.NewFile(); id != "" {
			return id
		}
	}
	return fmt.Sprintf("sheet-%d", len(d.files)+1)
}

func (d *drive) getFile(c *call) (any, *refusal) {
	f, bad := d.driveFile(c)
	if bad != nil {
		return nil, bad
	}
	return d.shown(f, c), nil
}

func (d *drive) deleteFile(c *call) (any, *refusal) {
	f, bad := d.driveFile(c)
	switch {
	case bad != nil:
		return nil, bad
	case c.user.Role != Owner:
		return nil, forbidden()
	}
	f.gone = true
	return nil, nil
}

func (d *drive) copyFile(c *call) (any, *refusal) {
	f, bad := d.driveFile(c)
	if bad != nil {
		return nil, bad
	}
	now := d.clock.Now()
	b := f.book.copy()
	b.id, b.title = d.newFile(), text(c.body, "name")
	if b.title == "" {
		b.title = "Copy of " + f.book.title
	}
	for _, t := range b.sheets {
		if len(t.protected) > 0 {
			return nil, notModelled("files.copy of a spreadsheet with protections")
		}
	}
	other := &file{id: b.id, book: b, created: now, modified: now, version: 1}
	d.files = append(d.files, other)
	return d.shown(other, c), nil
}

func (d *drive) exportFile(c *call) (any, *refusal) {
	f, bad := d.driveFile(c)
	if bad != nil {
		return nil, bad
	}
	if kind := c.Query.Get("mimeType"); kind != "text/csv" {
		return nil, notModelled("exporting as %s", kind)
	}
	return f.book.csv()
}

var (
	byType = `mimeType\s*=\s*["']` + regexp.QuoteMeta(sheetType) + `["']`
	query  = regexp.MustCompile(`^` + byType + `(?: and name\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'))?$`)
)

// listFiles lists spreadsheets, the newest first, perhaps of one name.
func (d *drive) listFiles(c *call) (any, *refusal) {
	name, named := "", false
	if q := c.Query.Get("q"); q != "" {
		m := query.FindStringSubmatch(q)
		if m == nil {
			return nil, notModelled("the query %s", q)
		}
		name = strings.NewReplacer(`\'`, `'`, `\"`, `"`, `\\`, `\`).Replace(m[1] + m[2])
		named = strings.Contains(q, " and name")
	}
	if c.Query.Get("pageToken") != "" {
		return nil, notModelled("a second page of files")
	}
	list := []any{}
	for _, f := range slices.Backward(d.files) {
		if f.gone || f.private || c.user.Role == Stranger || named && f.book.title != name {
			continue
		}
		f.settle(d.clock.Now())
		if c.mask == nil {
			list = append(list, f.brief(c.user))
		} else {
			list = append(list, f.object(c.user))
		}
	}
	return object{"kind": "drive#fileList", "files": list, "incompleteSearch": false}, nil
}

func (d *drive) listPermissions(c *call) (any, *refusal) {
	if _, bad := d.driveFile(c); bad != nil {
		return nil, bad
	}
	var list []any
	seen := map[string]bool{}
	for i, u := range d.options.Users {
		if u.Role == Stranger || seen[u.Email] {
			continue
		}
		seen[u.Email] = true
		o := object{"kind": "drive#permission", "id": strconv.Itoa(i + 1), "type": "user", "role": string(u.Role)}
		if c.mask != nil {
			o["emailAddress"] = u.Email
		}
		list = append(list, o)
	}
	return object{"kind": "drive#permissionList", "permissions": list}, nil
}
