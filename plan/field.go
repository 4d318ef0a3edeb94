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
	FieldBenchmark      Field = "benchmark" // what others come to
	FieldLead           Field = "lead"
	FieldAccountable    Field = "accountable" // who answers for it, where the lead is who does it
	FieldPartner        Field = "partner"
	FieldStart          Field = "start"
	FieldDue            Field = "due"
	FieldOriginal       Field = "original"  // what was due at first, where due is what it was moved to
	FieldExtension      Field = "extension" // who agreed that it moves, and why
	FieldRationale      Field = "rationale" // why it is due when it is
	FieldClosed         Field = "closed"
	FieldStatus         Field = "status"
	FieldRAG            Field = "rag"
	FieldConfidence     Field = "confidence" // how sure its lead is that it will be done
	FieldRisk           Field = "risk"       // what may go wrong
	FieldPercent        Field = "percent"
	FieldProgress       Field = "progress"
	FieldEvidence       Field = "evidence"
	FieldVerified       Field = "verified"
	FieldResources      Field = "resources"
	FieldUpdated        Field = "updated"
	FieldReply          Field = "reply"
)

// reach is how far what a field says goes, unless the council says otherwise.
type reach int

const (
	inside     reach = iota // officers alone read it
	toPartners              // partners read it too, and the public does not
	toPublic                // partners and the public read it
)

// kind is what is known of a field: how far it goes, whether it holds dates, and what a
// reader of the plan calls it, where that is not its name.
type kind struct {
	field  Field
	reach  reach
	isDate bool
	label  string
}

// kinds are the fields with a meaning of their own, in the order a plan is best read in.
// What may be shared and published goes by this list alone, and by the settings.
var kinds = []kind{
	{field: FieldRef, reach: toPublic},
	{field: FieldTheme, reach: toPublic},
	{field: FieldRecommendation, reach: toPublic},
	{field: FieldAction, reach: toPublic},
	{field: FieldOutcome, reach: toPublic},
	{field: FieldMeasure, reach: toPublic},
	{field: FieldBaseline, reach: toPublic},
	{field: FieldTarget, reach: toPublic},
	{field: FieldLatest, reach: toPublic},
	{field: FieldBenchmark, reach: inside},
	{field: FieldLead, reach: toPublic},
	{field: FieldAccountable, reach: inside},
	{field: FieldPartner, reach: toPublic},
	{field: FieldStart, reach: toPublic, isDate: true},
	{field: FieldDue, reach: toPublic, isDate: true},
	{field: FieldOriginal, reach: toPublic, isDate: true, label: "original due"},
	{field: FieldExtension, reach: toPublic},
	{field: FieldRationale, reach: inside},
	{field: FieldClosed, reach: toPublic, isDate: true, label: "date closed"},
	{field: FieldStatus, reach: toPublic},
	{field: FieldRAG, reach: toPublic, label: "RAG"},
	{field: FieldConfidence, reach: inside},
	{field: FieldRisk, reach: inside},
	{field: FieldPercent, reach: toPublic, label: "percent complete"},
	{field: FieldProgress, reach: toPublic},
	{field: FieldEvidence, reach: toPublic},
	{field: FieldVerified, reach: toPublic, label: "verified by"},
	{field: FieldResources, reach: toPublic},
	{field: FieldUpdated, reach: toPublic, isDate: true, label: "last updated"},
	{field: FieldReply, reach: toPartners, label: "council reply"},
}

var kindOf = func() map[Field]kind {
	of := map[Field]kind{}
	for _, k := range kinds {
		of[k.field] = k
	}
	return of
}()

// KnownFields lists the fields with a meaning of their own, in the order a
// plan is best read in.
var KnownFields = func() []Field {
	var fields []Field
	for _, k := range kinds {
		fields = append(fields, k.field)
	}
	return fields
}()

// OtherField is the field of a column that no name was found for.
func OtherField(heading string) Field {
	return Field("x:" + strings.ToLower(heading))
}

// Known says whether the field has a meaning of its own.
func (f Field) Known() bool {
	_, known := kindOf[f]
	return known
}

// IsShared says whether partners may read the field where the settings do not say what
// they may. A column that nobody has named is kept inside, and so are some fields.
func (f Field) IsShared() bool { return kindOf[f].reach >= toPartners }

// IsPublished says whether the public may read the field where the settings do not say
// what it may.
func (f Field) IsPublished() bool { return kindOf[f].reach == toPublic }

// MayBePublished says whether the settings can have the public read the field: it is
// known, and not between the council and its partners.
func (f Field) MayBePublished() bool {
	k, known := kindOf[f]
	return known && k.reach != toPartners
}

// IsDate says whether the field holds dates.
func (f Field) IsDate() bool { return kindOf[f].isDate }

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
	if label := kindOf[f].label; label != "" {
		return label
	}
	return strings.TrimPrefix(string(f), "x:")
}
