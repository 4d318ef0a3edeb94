//go:build crashtest

package fsys

const toldBuild = true
