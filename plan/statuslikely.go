package plan

import (
	"maps"
	"slices"
	"strings"
)

// # Status words from elsewhere
//
// A plan from abroad says Erledigt, Terminé or Concluído where others say Done. Such a
// word is known where it is all that its cell says, but for a date: what stands beside it
// may take it back, and that is said in too many ways.
//
//	Erledigt               complete
//	Erledigt 12.03.2026    complete
//	Teilweise erledigt     not known
//
// Of a word that is not known, a likely meaning is offered and never taken.

// statusAbroad are words of other languages for how far an action has got: Spanish,
// Portuguese, French, German, Italian, Dutch, Turkish, Polish, Russian and those of the
// north. None is a word for another thing in English.
var statusAbroad = byWord(map[Status]string{
	StatusComplete:   `concluido; concluida; concluído; concluída; terminado; terminada; completado; completada; finalizado; finalizada; hecho; hecha; realizado; realizada; feito; feita; terminé; terminée; achevé; achevée; réalisé; réalisée; fini; finie; fait; faite; erledigt; abgeschlossen; fertig; fertiggestellt; beendet; umgesetzt; completato; completata; concluso; conclusa; terminato; terminata; fatto; finito; voltooid; afgerond; gereed; tamamlandı; tamamlandi; bitti; yapıldı; zakończone; zakończony; ukończone; wykonane; выполнено; завершено; готово; färdig; slutförd; ferdig; fullført; færdig; udført; resuelto; resuelta; solucionado; solucionada; resolvido; resolvida; résolu; résolue; gelöst; behoben; risolto; risolta; opgelost; çözüldü; rozwiązane; решено; исправлено; 完了; 完了済; 完了済み; 対応済; 対応済み; 完成; 已完成; 완료`, //nolint:misspell // no English
	StatusClosed:     `cerrado; cerrada; encerrado; encerrada; fechado; fechada; clos; clôturé; clôturée; geschlossen; chiuso; chiusa; gesloten; afgesloten; kapatıldı; kapandı; zamknięte; закрыто; kapalı; kapali; avslutad; avsluttet; afsluttet`,
	StatusOpen:       `en curso; en progreso; en proceso; abierto; abierta; pendiente; em andamento; em curso; em progresso; em execução; aberto; aberta; pendente; en cours; en attente; ouvert; ouverte; in arbeit; in bearbeitung; laufend; offen; in corso; aperto; aperta; in uitvoering; in behandeling; lopend; devam ediyor; açık; w toku; w trakcie; в работе; в процессе; открыто; pågår; pågående`, //nolint:misspell // no English
	StatusNotStarted: `no iniciado; no iniciada; sin iniciar; por iniciar; não iniciado; não iniciada; non commencé; non commencée; non démarré; non démarrée; à faire; nicht begonnen; noch nicht begonnen; nicht gestartet; geplant; non iniziato; non iniziata; da iniziare; da fare; niet gestart; başlamadı; başlanmadı; nie rozpoczęto; не начато; ikke startet; ej påbörjad`,
	StatusCancelled:  `cancelado; cancelada; annulé; annulée; abgebrochen; storniert; entfällt; annullato; annullata; geannuleerd; iptal; iptal edildi; anulowane; отменено`,
})

func byWord(meanings map[Status]string) map[string]Status {
	means := map[string]Status{}
	for s, words := range meanings {
		for _, word := range strings.Split(words, "; ") {
			means[word] = s
		}
	}
	return means
}

// likelyWords are words that mean a status more often than not.
var likelyWords = map[string]Status{
	"fixed": StatusComplete, "finalized": StatusComplete, "fulfilled": StatusComplete, "actioned": StatusComplete, "addressed": StatusComplete, "rectified": StatusComplete, //nolint:misspell // it reads American words
	"remediated": StatusComplete, "corrected": StatusComplete, "executed": StatusComplete, "performed": StatusComplete, "sorted": StatusComplete, "passed": StatusComplete, "shipped": StatusComplete, "100": StatusComplete, "ok": StatusComplete, "okay": StatusComplete, "pass": StatusComplete, "all pass": StatusComplete, "all passed": StatusComplete,
	"void": StatusCancelled, "voided": StatusCancelled, "wontfix": StatusCancelled, "won't": StatusCancelled, "declined": StatusCancelled, "retired": StatusCancelled, "deprecated": StatusCancelled,
	"todo": StatusNotStarted, "backlog": StatusNotStarted, "upcoming": StatusNotStarted, "queued": StatusNotStarted, "unassigned": StatusNotStarted,
}

// abroadTakesBack are words of other languages that take an end back.
var abroadTakesBack = wordSet("teilweise nicht noch offen parcial parcialmente no não nao sin falta faltan partiellement non pas partie parte parzialmente gedeeltelijk niet kısmen değil częściowo nie не частично delvis ikke ej")

// LikelyStatus is what a word that is not known as a status most likely means: what it
// answers whether something is done, what it begins with, a known word with a slip in it,
// and else open.
func LikelyStatus(word string) Status {
	if s, answers := ReadAnswer(TextValue(word)); answers {
		return s
	}
	phrases := phrasesOf(word)
	if len(phrases) == 0 {
		return StatusOpen
	}
	words := strings.Fields(strings.Join(phrases, " "))
	if takesBack(words) || slices.ContainsFunc(words, func(w string) bool { return abroadTakesBack[w] }) {
		return StatusOpen
	}
	for n := min(len(words), 4); n > 0; n-- {
		phrase := strings.Join(words[:n], " ")
		for _, known := range []map[string]Status{statusWords, statusAbroad, likelyWords} {
			if s, ok := known[phrase]; ok {
				return s
			}
		}
	}
	if len(words) == 1 && len(words[0]) >= shortestSlip {
		for _, known := range slices.Sorted(maps.Keys(statusWords)) {
			if s := statusWords[known]; s.IsDone() && isSlipOf(words[0], known) {
				return s
			}
		}
	}
	return StatusOpen
}

// shortestSlip is the length of a word that a slip can be told in.
const shortestSlip = 5

// isSlipOf reports whether a word is another with one letter wrong, missing or too many,
// or two exchanged.
func isSlipOf(word, meant string) bool {
	a, b := []rune(word), []rune(meant)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < shortestSlip {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return string(a[i:]) == string(b[i+1:])
	case i == len(a):
		return false
	case string(a[i+1:]) == string(b[i+1:]):
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
}
