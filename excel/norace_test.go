//go:build !race

package excel

const slow = false
