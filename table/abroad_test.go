package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestPlansFromAbroad reads a plan in each of several languages: the trade's six words
// as its columns are headed, and its statuses.
func TestPlansFromAbroad(t *testing.T) {
	for language, drawing := range map[string]string{
		"Japanese": `
			1 | 番号 | 対応内容 | 担当者 | 期限 | ステータス | 備考
			2 | 1 | 東側廊下の照明を全て交換する | 山田 | @2026-03-31 | 完了 | 済
			3 | 2 | 全ての貸主に新しい規則を通知する | 佐藤 | @2026-04-30 | 対応中 |
			4 | 3 | 予約システムの研修を受付で行う | 山田 | @2026-05-31 | 未着手 |`,
		"Chinese": `
			1 | 序号 | 整改措施 | 责任人 | 完成期限 | 完成情况 | 备注
			2 | 1 | 更换东走廊的全部灯具 | 王伟 | @2026-03-31 | 已完成 | 好
			3 | 2 | 通知所有房东新的规定 | 李娜 | @2026-04-30 | 进行中 |
			4 | 3 | 培训前台使用预订系统 | 王伟 | @2026-05-31 | 未开始 |`,
		"Korean": `
			1 | 번호 | 조치 내용 | 담당 부서 | 완료예정일 | 진행 상태 | 비고
			2 | 1 | 동쪽 복도의 전등을 모두 교체한다 | 시설과 | @2026-03-31 | 완료 | 끝
			3 | 2 | 모든 임대인에게 새 규칙을 알린다 | 주택과 | @2026-04-30 | 진행중 |
			4 | 3 | 예약 시스템 교육을 실시한다 | 시설과 | @2026-05-31 | 예정 |`,
		"Portuguese": `
			1 | Código | O que fazer | Atribuído para | Previsão de término | Situação | Observações
			2 | 1 | Trocar as lâmpadas do corredor | Ana Silva | @2026-03-31 | Concluído | Bem
			3 | 2 | Escrever a todos os senhorios | Rui Costa | @2026-04-30 | Em andamento |
			4 | 3 | Formar a recepção no sistema | Ana Silva | @2026-05-31 | Não iniciado |`,
		"Polish": `
			1 | Lp. | Proponowane działania | Osoba odpowiedzialna | Do kiedy | Stan realizacji | Uwagi
			2 | 1 | Wymienić lampy na korytarzu | Jan Nowak | @2026-03-31 | Zrealizowane | Tak
			3 | 2 | Napisać do wszystkich najemców | Ewa Lis | @2026-04-30 | W trakcie |
			4 | 3 | Przeszkolić recepcję z systemu | Jan Nowak | @2026-05-31 | Nierozpoczęte |`,
		"Spanish": `
			1 | Nº | Acción a tomar | Asignado a | Fecha compromiso | Estatus | Avance
			2 | 1 | Cambiar las luces del pasillo | Ana Ruiz | @2026-03-31 | Hecho | Bien
			3 | 2 | Escribir a todos los dueños | Luis Gil | @2026-04-30 | En curso |
			4 | 3 | Formar a la recepción en ello | Ana Ruiz | @2026-05-31 | No iniciado |`,
		"French": `
			1 | N° | Action proposée | Assigné à | Date butoir | État d'avancement | Commentaire
			2 | 1 | Changer les lampes du couloir | Anne Roy | @2026-03-31 | Terminé | Bien
			3 | 2 | Écrire à tous les bailleurs | Luc Petit | @2026-04-30 | En cours |
			4 | 3 | Former l'accueil au système | Anne Roy | @2026-05-31 | À faire |`,
		"German": `
			1 | Lfd. Nr. | Korrekturmaßnahme | Bearbeiter | Endtermin | Bearbeitungsstand | Anmerkung
			2 | 1 | Die Lampen im Flur tauschen | Anna Roth | @2026-03-31 | Erledigt | Gut
			3 | 2 | Allen Vermietern schreiben | Max Kern | @2026-04-30 | In Arbeit |
			4 | 3 | Den Empfang am System schulen | Anna Roth | @2026-05-31 | Geplant |`,
		"Czech": `
			1 | Č. | Úkol | Odpovědná osoba | Termín splnění | Stav | Poznámka
			2 | 1 | Vyměnit lampy na celé chodbě | Jan Novák | @2026-03-31 | Hotovo | Ano
			3 | 2 | Napsat všem pronajímatelům | Eva Malá | @2026-04-30 | Probíhá |
			4 | 3 | Vyškolit recepci na systém | Jan Novák | @2026-05-31 | Nezahájeno |`,
		"Vietnamese": `
			1 | STT | Nội dung công việc | Người phụ trách | Hạn hoàn thành | Trạng thái | Ghi chú
			2 | 1 | Thay đèn ở hành lang phía đông | Nguyễn An | @2026-03-31 | Hoàn thành | Tốt
			3 | 2 | Gửi thư cho mọi chủ nhà | Trần Bình | @2026-04-30 | Đang thực hiện |
			4 | 3 | Đào tạo lễ tân dùng hệ thống | Nguyễn An | @2026-05-31 | Chưa bắt đầu |`,
		"Indonesian": `
			1 | Nomor | Rencana tindakan | Penanggung jawab | Tenggat waktu | Status | Keterangan
			2 | 1 | Ganti lampu di koridor timur | Budi | @2026-03-31 | Selesai | Baik
			3 | 2 | Kirim surat ke semua pemilik | Sari | @2026-04-30 | Dalam proses |
			4 | 3 | Latih petugas meja depan | Budi | @2026-05-31 | Belum dimulai |`,
		"Hindi": `
			1 | क्रमांक | कार्रवाई | जिम्मेदार व्यक्ति | अंतिम तिथि | स्थिति | टिप्पणी
			2 | 1 | पूर्वी गलियारे के सभी बल्ब बदलें | राम | @2026-03-31 | पूर्ण | ठीक
			3 | 2 | सभी मकान मालिकों को पत्र लिखें | सीता | @2026-04-30 | प्रगति पर |
			4 | 3 | स्वागत कक्ष को प्रशिक्षण दें | राम | @2026-05-31 | पूर्ण |`,
		"Arabic": `
			1 | م | الإجراء | الجهة المسؤولة | الموعد النهائي | الحالة | ملاحظات
			2 | 1 | تغيير المصابيح في الممر الشرقي | الصيانة | @2026-03-31 | مكتمل | نعم
			3 | 2 | الكتابة إلى جميع الملاك | الإسكان | @2026-04-30 | قيد التنفيذ |
			4 | 3 | تدريب الاستقبال على النظام | الصيانة | @2026-05-31 | لم يبدأ |`,
		"Ukrainian": `
			1 | Номер | Заходи | Відповідальний | Термін виконання | Стан виконання | Примітки
			2 | 1 | Замінити лампи у східному коридорі | Іван | @2026-03-31 | Виконано | Так
			3 | 2 | Написати всім орендодавцям | Олена | @2026-04-30 | В роботі |
			4 | 3 | Навчити приймальню роботі | Іван | @2026-05-31 | Не розпочато |`,
		"Swedish": `
			1 | Löpnummer | Åtgärd | Ansvarig | Klart senast | Status | Anmärkning
			2 | 1 | Byt lamporna i hela korridoren | Anna | @2026-03-31 | Klart | Bra
			3 | 2 | Skriv till alla hyresvärdar | Bo | @2026-04-30 | Pågår |
			4 | 3 | Utbilda receptionen i systemet | Anna | @2026-05-31 | Ej påbörjad |`,
	} {
		p := read(t, table.Options{}, draw(t, "Sheet1", drawing))
		for i, f := range []plan.Field{plan.FieldRef, plan.FieldAction, plan.FieldLead, plan.FieldDue, plan.FieldStatus, plan.FieldProgress} {
			if c := p.Columns[i]; c.Field != f {
				t.Errorf("%s: %q is the %s, want %s", language, c.Heading, c.Field, f)
			}
		}
		if len(p.Actions) != 3 || !p.View().Actions[0].Status().IsDone() || !p.View().Actions[1].Status().IsOpen() {
			t.Errorf("%s: %d actions, the first %s and the second %s", language, len(p.Actions), p.View().Actions[0].Status(), p.View().Actions[1].Status())
		}
		if said := notesOf(p); strings.Contains(said, "no status that is known") || strings.Contains(said, "no column is headed") {
			t.Errorf("%s: said\n%s", language, said)
		}
	}
}

// TestHeadingsThatEndAbroad: where a language puts before a word what it is of, the word
// at its end says what a column is, unless it says only what a thing is about.
func TestHeadingsThatEndAbroad(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "課題", `
		1 | 課題番号 | 関連する機能 | 課題内容 | 修正担当者 | 目標完了日 | 起票日
		2 | K-1 | 廊下の照明 | 東側廊下の照明が全て切れている | 山田 | @2026-03-31 | @2026-01-31
		3 | K-2 | 貸主の通知 | 貸主への通知がまだ届いていない | 佐藤 | @2026-04-30 | @2026-01-31
		4 | K-3 | 予約の受付 | 予約システムが夜間に止まる | 山田 | @2026-05-31 | @2026-01-31`))
	want := []string{"A 課題番号 = ref", "B 関連する機能 = " + string(plan.OtherField("関連する機能")), "C 課題内容 = action", "D 修正担当者 = lead", "E 目標完了日 = due", "F 起票日 = " + string(plan.OtherField("起票日"))}
	if got := columnsOf(p); !slices.Equal(got, want) {
		t.Errorf("read as %q, want %q", got, want)
	}
	if said := notesOf(p); !strings.Contains(said, `no column is headed as the action: "課題内容" was taken for it`) {
		t.Errorf("said %s", said)
	}
}

// TestPlannedAndActualAbroad: what was planned is due, and what was done is closed,
// though both are headed alike under their groups, and the days of a calendar stand in
// both lines of the headings.
func TestPlannedAndActualAbroad(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "WBS", `
		1 | No | タスク | 担当 | 予定 | | 実績 | | @2026-03-01 | @2026-03-02
		2 | | | | 開始日 | 終了日 | 開始日 | 終了日 | #7 | #1
		3 | 1 | 東側廊下の照明を交換する | 山田 | @2026-03-01 | @2026-03-02 | @2026-03-01 | @2026-03-02 | |
		4 | 2 | 貸主に新しい規則を通知する | 佐藤 | @2026-03-01 | @2026-03-03 | @2026-03-02 | | |
		5 | 3 | 予約システムの研修を行う | 山田 | @2026-03-02 | @2026-03-04 | | | |`))
	if got := told(p, plan.FieldStart, plan.FieldDue, plan.FieldClosed); got[0] != "3: 1 | 2026-03-01 | 2026-03-02 | 2026-03-02" || len(got) != 3 {
		t.Errorf("read as %q", got)
	}
}

// TestNamesOfTasks: in a timetable what a thing is called is what is to be done, unless
// it is called as people are.
func TestNamesOfTasks(t *testing.T) {
	is := func(heading, first, second string) bool {
		p, err := table.Read("plan.xlsx", []table.Grid{draw(t, "Sheet1", "1 | "+heading+" | Start | Finish | Days\n2 | "+first+" | @2026-03-01 | @2026-03-31 | #5\n3 | "+second+" | @2026-04-01 | @2026-04-30 | #6\n4 | "+first+" again | @2026-04-01 | @2026-04-30 | #6")}, table.Options{})
		return err == nil && slices.ContainsFunc(p.Columns, func(c plan.Column) bool { return c.Letter == "A" && c.Field == plan.FieldAction })
	}
	for _, h := range []string{"Name", "Nazwa", "Nombre"} {
		if !is(h, "Write the guide for schools", "Train the front door team") {
			t.Errorf("%q is not read as the action", h)
		}
	}
	if is("Name", "Ann Archer", "Bob Birch") {
		t.Error("people are read as actions")
	}
}

// TestCopiesAbroad: a spreadsheet names a sheet's copy in its own language.
func TestCopiesAbroad(t *testing.T) {
	const drawing = `
		1 | Ref | Action | Lead | Due
		2 | 1 | Review the thresholds with partners | Head | @2026-03-31
		3 | 2 | Audit forty cases every month | Head | @2026-03-31
		4 | 3 | Train every team manager | Head | @2026-03-31`
	for _, name := range []string{"Copia de Plan", "Kopie von Plan", "Plan의 사본", "Plan のコピー", "Plan 副本"} {
		p := read(t, table.Options{}, draw(t, "Plan", drawing), draw(t, name, drawing))
		if len(p.Actions) != 3 {
			t.Errorf("with %q there are %d actions", name, len(p.Actions))
		}
	}
}

// TestWordsWithoutSpaces: a text of a script that parts no words by spaces says as much
// as its letters do: where no heading says it, a column of such texts is the action.
func TestWordsWithoutSpaces(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Sheet1", `
		1 | No | 某所 | 担当者 | 期限
		2 | 1 | 東側廊下の照明を全て交換する | 山田 | @2026-03-31
		3 | 2 | 貸主に、新しい規則を通知する | 佐藤 | @2026-04-30
		4 | 3 | 予約システムの研修を行う | 山田 | @2026-05-31`))
	if c := p.Columns[1]; c.Field != plan.FieldAction {
		t.Errorf("%q is the %s:\n%s", c.Heading, c.Field, notesOf(p))
	}
}
