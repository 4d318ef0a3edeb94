package pack

import (
	"strings"

	"actionplan/check"
)

// Cover is what stands in the covering report beside what the pack says of the
// plan: people's own words, never made up.
type Cover struct {
	Parts     []Part
	Requests  []Answer
	Documents []Named
}

// Part is a heading of the report and what people have written under it.
type Part struct {
	Heading string
	Text    string // "" where nobody has written anything
}

// Answer is what the committee asked for, and where it is answered.
type Answer struct {
	Asked string
	Where string // a sentence
}

// Named is a document that goes with the report.
type Named struct {
	Title string
	Why   string // why it is not attached; "" where it is
}

func cover(s *seen) Cover {
	var c Cover
	for _, part := range s.in.Paper.Sections {
		heading := s.safe(oneLine(part.Heading), "a heading of the report")
		c.Parts = append(c.Parts, Part{heading, s.safe(strings.TrimSpace(part.Text), "the report, under “"+heading+"”")})
	}
	for _, r := range s.in.Paper.Requests {
		where := "The pack does not answer this yet."
		if answered := s.safe(oneLine(r.Answered), "where a request is answered"); answered != "" {
			where = "Answered: " + strings.TrimSuffix(answered, ".") + "."
		}
		c.Requests = append(c.Requests, Answer{s.safe(oneLine(r.Asked), "a request of the committee"), where})
	}
	for _, d := range s.in.Paper.Documents {
		c.Documents = append(c.Documents, document(s, d))
	}
	return c
}

func document(s *seen, d check.Document) Named {
	title := s.safe(oneLine(d.Title), "the title of a document")
	switch why := s.safe(oneLine(d.Why), "why a document is not attached"); {
	case d.File != "" && d.There:
		return Named{Title: title}
	case why != "":
		return Named{title, why}
	default:
		return Named{title, "to follow"}
	}
}
