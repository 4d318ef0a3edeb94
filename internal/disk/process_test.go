package disk

import (
	"os"
	"testing"
)

func TestAlive(t *testing.T) {
	if !Alive(os.Getpid()) {
		t.Error("this process is said to be dead")
	}
	p, err := os.StartProcess(os.Args[0], []string{os.Args[0], "-test.run=^$"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if Alive(p.Pid) {
		t.Error("a process that ended is said to be alive")
	}
}
