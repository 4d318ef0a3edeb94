package practice

import "testing"

func TestDraw(t *testing.T) {
	dir := t.TempDir()
	if err := WriteThen(dir + "/then"); err != nil {
		t.Fatal(err)
	}
	if err := WriteNow(dir + "/now"); err != nil {
		t.Fatal(err)
	}
}
