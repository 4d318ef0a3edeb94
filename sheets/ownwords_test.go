package sheets

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// TestWishesInTheCouncilsOwnWords: a drop-down for ratings offers the steps of the
// council's own scale, in its order, and what else officers write.
func TestWishesInTheCouncilsOwnWords(t *testing.T) {
	scale := []plan.Step{{Name: "Off course", Kind: plan.OffTrack, Rating: plan.RatingRed}, {Name: "Slipping", Kind: plan.AtRisk, Rating: plan.RatingAmber}, {Name: "Steady", Kind: plan.OnTrack, Rating: plan.RatingGreen}}
	for name, test := range map[string]struct {
		scale []plan.Step
		said  []string
		want  string
	}{
		"the scale":                           {scale, []string{"Steady", "Off course"}, "Off course, Slipping, Steady"},
		"a usual word that a step stands for": {scale, []string{"Amber"}, "Off course, Slipping, Steady"},
		"a word that is no step":              {scale, []string{"Blue", "Steady"}, "Off course, Slipping, Steady, Blue"},
		"no scale":                            {nil, []string{"AMBER", "Blue"}, "Red, AMBER, Green, Blue"},
	} {
		p := plan.Plan{Terms: plan.Terms{Scale: test.scale}}
		for _, step := range test.scale {
			p.Ratings = append(p.Ratings, plan.RatingWord{Words: step.Name, Rating: step.Rating, Step: step.Name})
		}
		for _, word := range test.said {
			v, _ := plan.ReadRating(word, p.Ratings)
			a := plan.Action{}
			a.Set(plan.FieldRAG, plan.Entry{Value: v, Typed: word})
			p.Actions = append(p.Actions, a)
		}
		if got := strings.Join(WishesFor(p, nil, false).Ratings, ", "); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestOwnWordOfAList: of a list that a rule holds a cell to, the word is written that
// says the same by the council's own words.
func TestOwnWordOfAList(t *testing.T) {
	ratings := []plan.RatingWord{{Words: "Slipping", Rating: plan.RatingAmber, Step: "Slipping"}, {Words: "S", Rating: plan.RatingAmber, Step: "Slipping"}, {Words: "Wobbling", Rating: plan.RatingAmber, Step: "Wobbling"}}
	value, _ := plan.ReadRating("Slipping", ratings)
	slipping := plan.Edit{Field: plan.FieldRAG, Now: plan.Entry{Value: value, Typed: "Slipping"}}
	got := map[string]string{}
	for _, list := range []string{"On track,S", "Wobbling,Amber", "S,Slipping here,slipping", "SLIPPING,Wobbling"} {
		got[list] = ownWord(strings.Split(list, ","), slipping, ratings)
	}
	want := map[string]string{"On track,S": "S", "Wobbling,Amber": "", "S,Slipping here,slipping": "", "SLIPPING,Wobbling": "SLIPPING"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
