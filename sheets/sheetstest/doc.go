// Package sheetstest is a small Google Sheets for tests and for the demo: an
// in-memory server of the Sheets v4 API and of the few Drive v3 methods that
// go with it.
//
//	server := sheetstest.New(sheetstest.Options{Complain: t.Fatal})
//	book := server.Add(sheetstest.Book{ID: "plan", Tabs: []sheetstest.Tab{
//		{Title: "Plan", Rows: [][]any{{"Ref", "Action"}, {"1.10", "Write to schools"}}},
//	}})
//	web := httptest.NewServer(server)
//
// It answers what recorded traffic or Google's documents say, and nothing
// else. A method, parameter, request kind, member or mask path that it does
// not model is refused with 400 or 501 and told to Options.Complain: a test
// that asks for more than is known fails, and is never handed a guess.
//
// Faults (see [Fault]) break chosen requests the ways a network does, and
// partner edits (see [Server.BeforeWrite]) change the sheet between a
// client's reading and its writing.
package sheetstest
