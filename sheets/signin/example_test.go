package signin_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
	"actionplan/sheets/signin"
)

// Sign in and open a sheet. The server here is one of our own, which takes a
// token for practice; with Account{KeyFile: "key.json"} it would be Google.
func Example() {
	server := sheetstest.New(sheetstest.Options{})
	server.Add(sheetstest.Book{ID: "partners-plan", Title: "Partners' plan", Tabs: []sheetstest.Tab{{Title: "Plan"}}})
	web := httptest.NewServer(server)
	defer web.Close()

	ctx := context.Background()
	client, err := signin.Account{Practice: "service", Endpoint: web.URL}.Client(ctx)
	if err != nil {
		fmt.Println(err) // a *sheets.Refusal: a sentence, and a hint that says who does what
		return
	}
	sheet, err := sheets.Open(ctx, client, sheets.Place{ID: "partners-plan"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("signed in by %s: %s\n", client.How, sheet.Title)
	// Output: signed in by practice: Partners' plan
}
