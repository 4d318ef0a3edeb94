// Package ooxml reads Office Open XML workbooks as packages of parts and
// parts as runs of tokens. It knows what a part says and where in the part
// it says it, byte for byte, so that what is read can later be replaced in
// place; it does not know what an action plan is.
//
// A workbook may come from anywhere, so nothing here trusts one: sizes,
// counts and depths are limited, document types are refused and with them
// every entity but XML's own five, and memory follows what is kept, never
// what a file claims to hold.
package ooxml
