package settings

import (
	"slices"

	"actionplan/plan"
	"actionplan/reconcile"
)

// SharedColumns are the officers' columns that may reach partners, once each.
func (s *Settings) SharedColumns(officers plan.Plan) []plan.Column {
	shared := s.Agreement().Share
	seen := map[plan.Field]bool{}
	var columns []plan.Column
	for _, c := range officers.Columns {
		may := shared[c.Field] || c.IsOfPart() && shared[c.Part]
		if shared == nil {
			may = (c.Field.IsShared() || c.Part.IsShared()) && !c.Hidden
		}
		if (may || c.Field == plan.FieldRef) && !seen[c.Field] && c.Field != plan.FieldReply {
			seen[c.Field] = true
			columns = append(columns, c)
		}
	}
	return columns
}

// OfficersColumns are the fields whose columns belong to officers.
func (s *Settings) OfficersColumns() []plan.Field {
	var fields []plan.Field
	for field, owner := range s.Agreement().Owners {
		if owner == reconcile.Officers {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	return fields
}
