// Command serve puts a small practice sheet on a loopback address, for clients
// in other languages and for looking at by hand. It prints where it listens,
// and whatever it was asked for and does not model; it runs until it is
// interrupted.
//
//	go run ./sheets/sheetstest/serve
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"actionplan/sheets/sheetstest"
)

func main() {
	port := flag.Int("port", 0, "the `port` to listen on; 0 for a free one")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := serve(ctx, *port); err != nil {
		fmt.Fprintf(os.Stderr, "serve: %v\n", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context, port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	sheet := sheetstest.New(sheetstest.Options{
		Complain:            func(m string) { fmt.Println(m) },
		SortCarriesMetadata: true,
		ReadsPerMinute:      -1, WritesPerMinute: -1,
	})
	sheet.Add(practice())
	mux := http.NewServeMux()
	mux.Handle("/", sheet)
	mux.Handle("/sheet/", http.StripPrefix("/sheet", sheet.Page("practice")))
	web := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() {
		<-ctx.Done()
		_ = web.Close() // nothing is lost: all is in memory
	}()
	fmt.Printf("http://%s/\n", listener.Addr())
	if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// practice is a plan of a few actions.
func practice() sheetstest.Book {
	day := func(m time.Month, d int) sheetstest.Date {
		return sheetstest.Date{Day: time.Date(2026, m, d, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}
	}
	return sheetstest.Book{
		ID: "practice", Title: "Improvement plan: partners' copy", Locale: "en_GB", Zone: "Europe/London",
		Tabs: []sheetstest.Tab{{Title: "Action plan", FrozenRows: 1, RowCount: 30, ColumnCount: 6, Rows: [][]any{
			{"Ref", "Action", "Lead", "Due", "Progress", "RAG"},
			{"1.1", "Audit fifty case files a month", "Head of Service", day(time.March, 31), "First audit done", "Amber"},
			{"1.2", "Agree the threshold document", "Partnership Manager", day(time.May, 29), "", "Red"},
			{"1.10", "Train every new worker in recording", "Principal Social Worker", day(time.June, 30), "", "Green"},
		}}},
	}
}
