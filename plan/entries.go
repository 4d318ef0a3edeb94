package plan

import (
	"iter"
	"maps"
	"slices"
)

// Entries are an action's cells: an entry for each column its table has. A
// blank cell has one too, of KindBlank; a column the table lacks has none. The
// zero Entries has none at all.
//
// A copy shares its entries with what it was copied from: Own gives it its
// own, before anything in it is changed.
type Entries struct{ byField map[Field]Entry }

// EntriesOf takes a map over as entries.
func EntriesOf(byField map[Field]Entry) Entries { return Entries{byField} }

// RoomFor is no entries yet, with room for n.
func RoomFor(n int) Entries { return Entries{make(map[Field]Entry, n)} }

// Entry is the field's cell, or the zero Entry where the table has no such column.
func (e Entries) Entry(f Field) Entry { return e.byField[f] }

// Lookup is the field's cell, and whether the table has such a column.
func (e Entries) Lookup(f Field) (Entry, bool) {
	entry, ok := e.byField[f]
	return entry, ok
}

// Len counts the entries.
func (e Entries) Len() int { return len(e.byField) }

// All goes through the entries, in no order.
func (e Entries) All() iter.Seq2[Field, Entry] { return maps.All(e.byField) }

// Sorted lists the fields that have an entry, in the order of their names.
func (e Entries) Sorted() []Field { return slices.Sorted(maps.Keys(e.byField)) }

// Set puts an entry in.
func (e *Entries) Set(f Field, entry Entry) {
	if e.byField == nil {
		e.byField = map[Field]Entry{}
	}
	e.byField[f] = entry
}

// Drop takes an entry out.
func (e *Entries) Drop(f Field) { delete(e.byField, f) }

// Own is a copy that shares nothing.
func (e Entries) Own() Entries { return Entries{maps.Clone(e.byField)} }

// Equal reports whether both hold the same entries.
func (e Entries) Equal(other Entries) bool { return maps.Equal(e.byField, other.byField) }

// SameValues reports whether both say the same in every field, however it was
// typed and wherever it stands.
func (e Entries) SameValues(other Entries) bool {
	return maps.EqualFunc(e.byField, other.byField, func(x, y Entry) bool { return x.Value == y.Value })
}
