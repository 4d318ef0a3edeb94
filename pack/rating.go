package pack

import "actionplan/plan"

// Rating is where an action stands, always as a word and a sign: colour is
// never the only thing that says it.
type Rating struct {
	Key  string // names its colour: red, amber, green, blue, waiting, unrated, cancelled
	Word string
	Sign string
}

// ratings lists them worst first, the order everything counts in.
var ratings = []Rating{
	{"red", "Off track", "✖"},
	{"amber", "At risk", "▲"},
	{"unrated", "Not rated", "?"},
	{"green", "On track", "●"},
	{"waiting", "Not started", "○"},
	{"blue", "Complete", "✓"},
	{"cancelled", "Cancelled", "–"},
}

func ratingOf(key string) Rating {
	for _, r := range ratings {
		if r.Key == key {
			return r
		}
	}
	return Rating{}
}

// ratingKey goes by the rating, then by a status that leaves no doubt. What
// is cancelled is rated no more.
func ratingKey(a plan.Action, rag plan.Value) string {
	status := a.Status()
	if status == plan.StatusCancelled {
		return "cancelled"
	}
	if rag.Kind == plan.KindRating {
		if rag.Text == plan.RatingNotStarted {
			return "waiting"
		}
		return rag.Text
	}
	switch {
	case status.IsDone():
		return "blue"
	case status == plan.StatusNotStarted:
		return "waiting"
	}
	return "unrated"
}

// countRatings counts the actions at each of the ratings given.
func countRatings(among []action, of []Rating) []Count {
	counts := make([]Count, len(of))
	for i, r := range of {
		counts[i].Rating = r
		for _, a := range among {
			if a.rating == r {
				counts[i].N++
			}
		}
	}
	return counts
}

// share sets each count's share of a whole.
func share(counts []Count, whole int) []Count {
	for i := range counts {
		if whole > 0 {
			counts[i].Share = float64(counts[i].N) / float64(whole)
		}
	}
	return counts
}

// occurring lists the ratings that at least one action stands at.
func occurring(among []action) []Rating {
	var out []Rating
	for _, c := range countRatings(among, ratings) {
		if c.N > 0 {
			out = append(out, c.Rating)
		}
	}
	return out
}
