package ooxml

import "strings"

// NS is a namespace, known by a number for as long as one scanner lives.
// The namespaces that workbooks are made of have the same number in every
// scanner, and a Strict namespace the number of its transitional twin.
type NS uint16

// The namespaces that mean something here.
const (
	None     NS = iota
	NSMain      // a workbook's own elements
	NSRel       // r:id and its like
	NSParts     // a package's relationships
	NSTypes     // a package's content types
	NSDraw      // themes
	NSCompat    // mc:AlternateContent
	NSX14       // what Excel 2010 added
	NSExcel     // xm:sqref, in what Excel 2010 added
	NSXML       // xml:space
	firstOther
)

var knownSpaces = map[string]NS{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           NSMain,
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                       NSMain,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": NSRel,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             NSRel,
	"http://schemas.openxmlformats.org/package/2006/relationships":        NSParts,
	"http://schemas.openxmlformats.org/package/2006/content-types":        NSTypes,
	"http://schemas.openxmlformats.org/drawingml/2006/main":               NSDraw,
	"http://purl.oclc.org/ooxml/drawingml/main":                           NSDraw,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":         NSCompat,
	"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main":       NSX14,
	"http://schemas.microsoft.com/office/excel/2006/main":                 NSExcel,
	"http://www.w3.org/XML/1998/namespace":                                NSXML,
}

// strictPrefix starts the namespaces of Strict workbooks.
const strictPrefix = "http://purl.oclc.org/ooxml/"

// maxSpaces is how many namespaces one part may name.
const maxSpaces = 1024

// namespaces resolves prefixes where a scanner stands.
type namespaces struct {
	bound  []binding
	main   NS // what an element without prefix is in
	others map[string]NS
	strict bool
}

type binding struct {
	prefix string
	space  NS
	depth  int // of the element that declares it, 0 for the root
}

func (n *namespaces) reset() {
	n.bound = append(n.bound[:0], binding{prefix: "xml", space: NSXML, depth: -1})
	n.main = None
}

func (n *namespaces) declare(depth int, prefix string, raw []byte) {
	space := n.space(string(raw))
	n.bound = append(n.bound, binding{prefix, space, depth})
	if prefix == "" {
		n.main = space
	}
}

// space is the number of a namespace.
func (n *namespaces) space(uri string) NS {
	uri = strings.TrimSpace(uri)
	if strings.HasPrefix(uri, strictPrefix) {
		n.strict = true
	}
	if uri == "" {
		return None
	}
	if known, ok := knownSpaces[uri]; ok {
		return known
	}
	if other, ok := n.others[uri]; ok {
		return other
	}
	if n.others == nil {
		n.others = map[string]NS{}
	}
	other := firstOther + NS(min(len(n.others), maxSpaces))
	if len(n.others) <= maxSpaces {
		n.others[uri] = other
	}
	return other
}

// leave forgets what the element at that depth declared.
func (n *namespaces) leave(depth int) {
	kept := len(n.bound)
	for kept > 0 && n.bound[kept-1].depth >= depth {
		kept--
	}
	if kept == len(n.bound) {
		return
	}
	n.bound = n.bound[:kept]
	n.main = n.find("")
}

// find resolves a prefix. One that nobody declared is a namespace of its own
// rather than damage: some writers leave the declaration out.
func (n *namespaces) find(prefix string) NS {
	for i := len(n.bound) - 1; i >= 0; i-- {
		if n.bound[i].prefix == prefix {
			return n.bound[i].space
		}
	}
	if prefix == "" {
		return None
	}
	return n.space("undeclared:" + prefix)
}
