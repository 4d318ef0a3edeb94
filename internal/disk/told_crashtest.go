//go:build crashtest

package disk

import (
	"fmt"
	"os"
	"syscall"
)

// told puts the hooks around an Ops that the environment asks for.
func told(o Ops) Ops {
	if m, ok := moment("ACTIONPLAN_TEST_KILL_AT"); ok {
		o = o.With(Killing(m))
	}
	if m, ok := moment("ACTIONPLAN_TEST_FAIL_AT"); ok {
		o = o.With(FailingAs(m, failure()))
	}
	if m, ok := moment("ACTIONPLAN_TEST_SAVE_AT"); ok {
		o = o.With(Saving(m, os.Getenv("ACTIONPLAN_TEST_SAVE_FROM"), os.Getenv("ACTIONPLAN_TEST_SAVE_TO")))
	}
	if file := os.Getenv("ACTIONPLAN_TEST_TRACE"); file != "" {
		o = o.With(tracing(file)) // outermost: it notes what is never done
	}
	return o
}

func moment(variable string) (m Moment, ok bool) {
	text, ok := os.LookupEnv(variable)
	if !ok {
		return m, false
	}
	m, err := ParseMoment(text)
	if err != nil {
		panic(variable + ": " + err.Error())
	}
	return m, true
}

func failure() error {
	switch as := os.Getenv("ACTIONPLAN_TEST_FAIL_AS"); as {
	case "":
		return syscall.ENOSPC
	case "forbidden":
		return syscall.EACCES
	default:
		panic("ACTIONPLAN_TEST_FAIL_AS: no such failure: " + as)
	}
}

func tracing(file string) Hooks {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	return Hooks{Before: func(c Call) error {
		_, err := fmt.Fprintf(f, "%d %s %s\n", c.N, c.Op, c.Path)
		return err
	}}
}
