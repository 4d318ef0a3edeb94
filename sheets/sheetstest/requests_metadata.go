package sheetstest

import "slices"

var metadataRequests = map[string]request{
	"createDeveloperMetadata": (*batch).createDeveloperMetadata,
	"updateDeveloperMetadata": (*batch).updateDeveloperMetadata,
	"deleteDeveloperMetadata": (*batch).deleteDeveloperMetadata,
}

func (b *batch) createDeveloperMetadata(o object) (object, *refusal) {
	m, bad := b.book.addMetadata(part(o, "developerMetadata"))
	if bad != nil {
		return nil, bad
	}
	return object{"developerMetadata": m}, nil
}

func (b *batch) updateDeveloperMetadata(o object) (object, *refusal) {
	mask, bad := fields(o, "DeveloperMetadata")
	if bad != nil {
		return nil, bad
	}
	list, _, bad := b.book.find(items(o, "dataFilters"))
	if bad != nil {
		return nil, bad
	}
	in := part(o, "developerMetadata")
	reply := object{}
	var changed []any
	for _, f := range list {
		if mask.wants("metadataKey") {
			f.m.key = text(in, "metadataKey")
		}
		if mask.wants("metadataValue") {
			f.m.value = text(in, "metadataValue")
		}
		if mask.wants("visibility") {
			f.m.visibility = text(in, "visibility")
		}
		if mask.wants("metadataId") && !mask.all {
			return nil, notModelled("updateDeveloperMetadata of an id")
		}
		if mask.wants("location") && has(in, "location") {
			to, bad := b.book.placeOf(part(in, "location"))
			if bad != nil {
				return nil, bad
			}
			from, into := b.book.at(f.place), b.book.at(to)
			*from = slices.DeleteFunc(*from, func(m *metadatum) bool { return m == f.m })
			*into = append(*into, f.m)
			f.place = to
		}
		changed = append(changed, f.m.object(f.place))
	}
	if changed != nil {
		reply["developerMetadata"] = changed
	}
	return reply, b.book.overBudget()
}

// deleteDeveloperMetadata deletes what a filter finds. That may be nothing:
// the reply then lists nothing, or Options.RefuseMissingMetadata refuses it.
func (b *batch) deleteDeveloperMetadata(o object) (object, *refusal) {
	list, _, bad := b.book.find([]any{part(o, "dataFilter")})
	if bad != nil {
		return nil, bad
	}
	if len(list) == 0 && b.book.options.RefuseMissingMetadata {
		return nil, invalid("No developer metadata matches the filter")
	}
	reply := object{}
	var gone []any
	for _, f := range list {
		gone = append(gone, f.m.object(f.place))
		from := b.book.at(f.place)
		*from = slices.DeleteFunc(*from, func(m *metadatum) bool { return m == f.m })
	}
	if gone != nil {
		reply["deletedDeveloperMetadata"] = gone
	}
	return reply, nil
}
