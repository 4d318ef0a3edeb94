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
// Portuguese, French, German, Italian, Dutch, Turkish, Polish, Russian, those of the north
// and the others that table knows the headings of. None is a word for another thing in
// English.
var statusAbroad = byWord(map[Status]string{
	StatusComplete:   `concluido; concluida; concluído; concluída; terminado; terminada; completado; completada; finalizado; finalizada; hecho; hecha; realizado; realizada; feito; feita; terminé; terminée; achevé; achevée; réalisé; réalisée; fini; finie; fait; faite; erledigt; abgeschlossen; fertig; fertiggestellt; beendet; umgesetzt; completato; completata; concluso; conclusa; terminato; terminata; fatto; finito; voltooid; afgerond; gereed; tamamlandı; tamamlandi; bitti; yapıldı; zakończone; zakończony; ukończone; wykonane; выполнено; завершено; готово; färdig; slutförd; ferdig; fullført; færdig; udført; resuelto; resuelta; solucionado; solucionada; resolvido; resolvida; résolu; résolue; gelöst; behoben; risolto; risolta; opgelost; çözüldü; rozwiązane; решено; исправлено; 完了; 完了済; 完了済み; 対応済; 対応済み; 完成; 已完成; 완료; klart; klar; gjort; hotovo; dokončeno; dokončené; splněno; splnené; selesai; hoàn thành; đã hoàn thành; đã xong; kész; elkészült; finalizat; finalizată; realizat; valmis; tehty; završeno; završen; izvršeno; завршено; ολοκληρώθηκε; ολοκληρωμένο; مكتمل; مكتملة; منجز; تم; انجام شد; בוצע; הושלם; पूर्ण; เสร็จ; เสร็จแล้ว; เสร็จสิ้น; завершена; выполнена; виконано; изпълнено; завършено; zrealizowane; zrealizowano; gotowe; ukończono; wykonano; zakończono; 済; 済み; 完; 完了済み; 解決済; 解決済み; 完毕; 已解决; 已修复; 完结; 완료됨; 처리완료; 조치완료; 해결`, //nolint:misspell // no English
	StatusClosed:     `cerrado; cerrada; encerrado; encerrada; fechado; fechada; clos; clôturé; clôturée; geschlossen; chiuso; chiusa; gesloten; afgesloten; kapatıldı; kapandı; zamknięte; закрыто; kapalı; kapali; avslutad; avsluttet; afsluttet; uzavřeno; uzavreté; lezárva; lezárt; închis; închisă; suljettu; zatvoreno; затворено; مغلق; مغلقة; סגור; đã đóng; ditutup; zamknięty; zamknięta; закрыта; закрито; クローズ; クローズ済み; 已关闭; 关闭; 已關閉; 종료; 종결`,
	StatusOpen:       `en curso; en progreso; en proceso; abierto; abierta; pendiente; em andamento; em curso; em progresso; em execução; aberto; aberta; pendente; en cours; en attente; ouvert; ouverte; in arbeit; in bearbeitung; laufend; offen; in corso; aperto; aperta; in uitvoering; in behandeling; lopend; devam ediyor; açık; w toku; w trakcie; в работе; в процессе; открыто; pågår; pågående; probíhá; rozpracováno; prebieha; otevřeno; otvorené; proses; dalam proses; sedang berjalan; berjalan; đang thực hiện; đang làm; đang xử lý; đang tiến hành; chưa hoàn thành; folyamatban; în curs; în lucru; în desfășurare; deschis; kesken; käynnissä; u tijeku; u toku; otvoreno; у току; σε εξέλιξη; ανοιχτό; قيد التنفيذ; جاري; جارية; مفتوح; در حال انجام; בתהליך; פתוח; प्रगति पर; กำลังดำเนินการ; ดำเนินการ; в роботі; в процесі; відкрито; в процес; w realizacji; otwarte; otwarty; w toku realizacji; 対応中; 進行中; 作業中; 実施中; 着手; 着手中; 着手済み; 未完了; 未対応; 未解決; 保留; 保留中; 确认中; 確認中; 进行中; 处理中; 處理中; 未完成; 待处理; 待解决; 打开; 开放; 执行中; 진행중; 진행 중; 진행; 미완료; 미완; 미해결; 처리중; 처리 중; 보류; 작업중; 작업 중`, //nolint:misspell // no English
	StatusNotStarted: `no iniciado; no iniciada; sin iniciar; por iniciar; não iniciado; não iniciada; non commencé; non commencée; non démarré; non démarrée; à faire; nicht begonnen; noch nicht begonnen; nicht gestartet; geplant; non iniziato; non iniziata; da iniziare; da fare; niet gestart; başlamadı; başlanmadı; nie rozpoczęto; не начато; ikke startet; ej påbörjad; nezahájeno; nezačato; nezačaté; belum; belum mulai; belum dimulai; chưa bắt đầu; chưa thực hiện; chưa làm; nem kezdődött el; neînceput; neîncepută; aloittamatta; nije započeto; nije početo; није започето; δεν ξεκίνησε; δεν έχει ξεκινήσει; لم يبدأ; لم تبدأ; شروع نشده; טרם התחיל; לא התחיל; ยังไม่เริ่ม; ยังไม่ดำเนินการ; не розпочато; не започнато; nierozpoczęte; nierozpoczęty; nie rozpoczęte; do zrobienia; planowane; 未着手; 未開始; 未实施; 未実施; 未开始; 未開始; 未启动; 待办; 시작전; 시작 전; 미착수; 대기; 대기중; 예정; 진행예정; 진행 예정`,
	StatusCancelled:  `cancelado; cancelada; annulé; annulée; abgebrochen; storniert; entfällt; annullato; annullata; geannuleerd; iptal; iptal edildi; anulowane; отменено; zrušeno; zrušené; dibatalkan; batal; hủy; đã hủy; törölve; anulat; anulată; peruttu; otkazano; ακυρώθηκε; ملغي; ملغاة; בוטל; ยกเลิก; скасовано; отказано; anulowano; inställd; avlyst; aflyst; 中止; 取消; 已取消; 取り下げ; 취소; 취소됨`,
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
	"remediated": StatusComplete, "corrected": StatusComplete, "executed": StatusComplete, "performed": StatusComplete, "sorted": StatusComplete, "solved": StatusComplete, "passed": StatusComplete, "shipped": StatusComplete, "100": StatusComplete, "ok": StatusComplete, "okay": StatusComplete, "pass": StatusComplete, "all pass": StatusComplete, "all passed": StatusComplete,
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
