package plan

import (
	"slices"
	"strings"
)

// Field is what a column is about. A column nobody has named keeps its
// heading: "x:" and the heading in lower case.
type Field string

// The fields that every part of the product knows.
const (
	FieldRef            Field = "ref"
	FieldTheme          Field = "theme"
	FieldRecommendation Field = "recommendation"
	FieldAction         Field = "action"
	FieldOutcome        Field = "outcome"
	FieldMeasure        Field = "measure"
	FieldBaseline       Field = "baseline"
	FieldTarget         Field = "target"
	FieldLatest         Field = "latest"
	FieldLead           Field = "lead"
	FieldPartner        Field = "partner"
	FieldStart          Field = "start"
	FieldDue            Field = "due"
	FieldOriginal       Field = "original"  // what was due at first, where due is what it was moved to
	FieldExtension      Field = "extension" // who agreed that it moves, and why
	FieldClosed         Field = "closed"
	FieldStatus         Field = "status"
	FieldRAG            Field = "rag"
	FieldPercent        Field = "percent"
	FieldProgress       Field = "progress"
	FieldEvidence       Field = "evidence"
	FieldVerified       Field = "verified"
	FieldResources      Field = "resources"
	FieldUpdated        Field = "updated"
	FieldReply          Field = "reply"
)

// KnownFields lists the fields with a meaning of their own, in the order a
// plan is best read in.
var KnownFields = []Field{
	FieldRef, FieldTheme, FieldRecommendation, FieldAction, FieldOutcome,
	FieldMeasure, FieldBaseline, FieldTarget, FieldLatest, FieldLead,
	FieldPartner, FieldStart, FieldDue, FieldOriginal, FieldExtension, FieldClosed, FieldStatus, FieldRAG,
	FieldPercent, FieldProgress, FieldEvidence, FieldVerified,
	FieldResources, FieldUpdated, FieldReply,
}

// OtherField is the field of a column that no name was found for.
func OtherField(heading string) Field {
	return Field("x:" + strings.ToLower(heading))
}

// Known says whether the field has a meaning of its own.
func (f Field) Known() bool {
	for _, k := range KnownFields {
		if f == k {
			return true
		}
	}
	return false
}

// IsDate says whether the field holds dates.
func (f Field) IsDate() bool {
	return f == FieldStart || f == FieldDue || f == FieldOriginal || f == FieldClosed || f == FieldUpdated
}

// GoesOn says whether a further row may go on with what the field says: words
// may, and a date, a ref, a status or a figure may not.
func (f Field) GoesOn() bool {
	return !f.IsDate() && f != FieldRef && f != FieldStatus && f != FieldRAG && f != FieldPercent
}

// SaysDate says whether the field holds dates, or keeps a heading that speaks of
// one: "x:date agreed".
func (f Field) SaysDate() bool {
	return f.IsDate() || !f.Known() && slices.ContainsFunc(strings.Fields(strings.TrimPrefix(string(f), "x:")), func(word string) bool { return word == "date" || word == "dates" })
}

// Label is the field in words a reader of the plan uses.
func (f Field) Label() string {
	if label, ok := labels[f]; ok {
		return label
	}
	return strings.TrimPrefix(string(f), "x:")
}

var labels = map[Field]string{
	FieldRAG:      "RAG",
	FieldPercent:  "percent complete",
	FieldVerified: "verified by",
	FieldUpdated:  "last updated",
	FieldClosed:   "date closed",
	FieldDue:      "due",
	FieldOriginal: "original due",
	FieldReply:    "council reply",
}
