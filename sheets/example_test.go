package sheets_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"actionplan/plan"
	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
	"actionplan/sheets/signin"
	"actionplan/table"
)

// One run: read the sheet, stage an edit, and write it. The sheet here stands
// on a server of our own; with a signin.Account that has a key it is Google's.
func Example() {
	server := sheetstest.New(sheetstest.Options{})
	server.Add(sheetstest.Book{ID: "partners-plan", Title: "Partners' plan", Locale: "en_GB", Tabs: []sheetstest.Tab{{Title: "Plan", Rows: [][]any{
		{"Ref", "Action", "Due date", "Progress"},
		{"1.1", "Write to every school", "31 March 2026", "Letters drafted"},
		{"1.2", "Audit forty cases", "30 April 2026", ""},
	}}}})
	web := httptest.NewServer(server)
	defer web.Close()

	ctx := context.Background()
	partners := &sheets.Copy{Address: "partners-plan", SignIn: func(ctx context.Context) (*sheets.Client, error) {
		return signin.Account{Practice: "service", Endpoint: web.URL + "/"}.Client(ctx)
	}}
	p, err := partners.Read(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	action := p.Actions[1]
	staged, err := partners.Stage(ctx, table.Work{Edits: []plan.Edit{{
		ID: action.ID, Field: plan.FieldProgress, Was: action.Entry(plan.FieldProgress),
		Now: plan.Entry{Value: plan.TextValue("Begun in May"), Typed: "Begun in May"},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range staged.Outcome().Changes {
		fmt.Printf("%s will say %q\n", c.Cell, c.Now)
	}
	after, err := staged.Save(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s says %q\n", after.Actions[1].Name(), after.Actions[1].Shown(plan.FieldProgress))
	// Output:
	// Plan!D3 will say "Begun in May"
	// 1.2 says "Begun in May"
}
