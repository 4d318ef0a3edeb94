//go:build !crashtest

package disk

const toldBuild = false
