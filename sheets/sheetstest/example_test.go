package sheetstest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"actionplan/sheets/sheetstest"
)

// A partner inserts a row between a client's reading and its writing, and the
// client's first write is lost on the way.
func Example() {
	server := sheetstest.New(sheetstest.Options{Complain: func(m string) { panic(m) }})
	server.Add(sheetstest.Book{ID: "plan", Tabs: []sheetstest.Tab{
		{Title: "Plan", Rows: [][]any{{"Ref", "Progress"}, {"1.10", "Begun"}}},
	}})
	server.Script("plan", sheetstest.AfterRead, 1, sheetstest.InsertRowAbove("Plan", 2))
	server.Fail(sheetstest.Fault{Kind: sheetstest.Unavailable, On: sheetstest.Write})
	web := httptest.NewServer(server)
	defer web.Close()

	send := func(verb, path, body string) {
		r, err := http.NewRequest(verb, web.URL+path, strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		r.Header.Set("Authorization", "Bearer service")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			panic(err)
		}
		defer answer.Body.Close()
		got, _ := io.ReadAll(answer.Body)
		fmt.Println(answer.StatusCode, len(got) > 0)
	}
	send("GET", "/v4/spreadsheets/plan/values/Plan!B2", "")
	for range 2 {
		send("PUT", "/v4/spreadsheets/plan/values/Plan!B2?valueInputOption=RAW", `{"values":[["Done"]]}`)
	}
	fmt.Println(server.Shown("plan", "Plan"))
	fmt.Println(server.Count(sheetstest.Read), "read,", server.Count(sheetstest.Write), "writes")
	// Output:
	// 200 true
	// 503 true
	// 200 true
	// [[Ref Progress] [ Done] [1.10 Begun]]
	// 1 read, 2 writes
}
