//go:build !crashtest

package fsys

const toldBuild = false
