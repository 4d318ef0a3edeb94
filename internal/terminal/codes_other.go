//go:build !windows

package terminal

import "os"

// codesUnderstood reports whether control codes are taken for what they are.
func codesUnderstood(*os.File) bool { return true }
