package signin

import (
	"net/url"
	"os"
	"os/exec"
	"runtime"
)

// OpenBrowser opens an https address in the person's browser, where there is a
// screen to show one on. It says whether something was started; the address is
// to be shown all the same, since nobody knows whether it worked.
func OpenBrowser(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return false
	}
	program, before := opener(runtime.GOOS, os.Getenv)
	if program == "" {
		return false
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return false
	}
	cmd := exec.Command(path, append(before, u.String())...)
	if cmd.Start() != nil {
		return false
	}
	go func() { _ = cmd.Wait() }() // so that it leaves no process behind
	return true
}

// opener is the program that opens an address, and what it is told before it.
// There is none where the person sits at another computer or at none.
func opener(system string, environment func(string) string) (program string, before []string) {
	switch {
	case environment("SSH_CONNECTION") != "":
		return "", nil
	case system == "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	case system == "darwin":
		return "open", nil
	case environment("DISPLAY") != "" || environment("WAYLAND_DISPLAY") != "":
		return "xdg-open", nil
	}
	return "", nil
}
