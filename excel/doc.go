// Package excel reads the officers' workbook: whatever they have, as it
// stands, without Excel. A workbook is opened, read whole and closed again;
// reading never writes, and never leaves anything behind.
package excel
