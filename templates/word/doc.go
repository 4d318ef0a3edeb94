// Package word fills a council's own Word document.
//
//	doc, err := word.Open(template)
//	filled, err := doc.Fill(word.Values{
//		"title": word.Text("Scrutiny pack"),
//		"overdue": word.List{{"ref": word.Text("2.3"), "due": word.Text("1 March 2026")}},
//	})
//	filled.Document // the .docx
//	filled.Left     // what it asks for and nobody gave
//
// A document asks for a value in one of three ways:
//
//   - a mark, {{title}}, anywhere in its text: a paragraph, a table's cell, a
//     header, a footnote, a text box. Word may keep the mark in pieces; capitals,
//     spaces, hyphens and underscores in its name make no difference.
//   - a content control (Word's Developer tab) whose tag is the name.
//   - a picture whose alt text is the mark.
//
// {{#overdue}} … {{/overdue}} repeats what stands between for each item of a
// list: a table's row where the two stand in its cells, a paragraph or an item of
// a list where they stand at its ends, all paragraphs and tables between where
// each stands in a paragraph of its own, and the words between them where they
// stand within one. With a text instead of a list what is between stands once, or
// not at all where the text is empty. {{?overdue}} … {{/overdue}} stands once where
// there is anything, {{^overdue}} … {{/overdue}} where there is nothing. Within an
// item its own names go first.
//
// Everything else stays as it is, byte for byte: fields, contents, footnotes,
// styles, numbering, charts and controls, and every part of the file that asks
// for nothing. A value is text, whatever it looks like, and takes the looks of
// the mark. Nothing here reads a file or knows what a pack says.
package word
