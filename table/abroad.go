package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
)

// # Headings of plans from abroad
//
// A plan in another language has the trade's six words as well: what is done (with its
// number), who leads it, when it is due, how it stands, and what shows it. They are
// listed here, a language an entry, and nowhere else. None is a word for another thing
// in English, and none is a word that a slip in an English heading was meant for. What
// such a plan says of how far its actions have got is read by plan's own list of status
// words from elsewhere.
//
// Chinese, Japanese and Thai part no words by spaces, and put before a word what it is
// of: 回答期限 is a 期限, a time limit. There a heading that ends with a word of the list
// is that, as one with an English word inside it is.

// tongue is how one language heads the columns of a plan. Headings are parted by
// semicolons, and folded.
type tongue struct {
	ref, action, lead, due, status, evidence string

	start, closed, progress, percent, theme, recommendation string

	about string // what a thing is about: the action where no other column says it
	name  string // what a thing is called: the action of a timetable
}

// abroad are the languages, without those spoken at home.
var abroad = []tongue{
	{ // Spanish
		ref:            `nº; núm; número; código; folio`,
		action:         `acción; acciones; acción correctiva; acciones correctivas; acciones a realizar; acción a tomar; acciones a tomar; acción propuesta; acciones propuestas; plan de acción; tarea; tareas; actividad; actividades; nombre de la tarea; nombre de tarea; descripción de la tarea; descripción de la actividad; medida; medidas; medida correctiva; medidas correctivas; plan de mitigación`,
		lead:           `responsable; responsables; encargado; encargada; encargados; asignado a; asignada a; asignado; propietario; dueño; quién; responsable de la acción`, //nolint:misspell // no English
		due:            `fecha límite; fecha limite; fecha de fin; fecha fin; fecha final; fecha de vencimiento; vencimiento; fecha prevista; fecha de entrega; fecha de término; término; fecha compromiso; fecha de compromiso; fecha estimada; plazo; plazos; cuándo`,
		status:         `estado; estatus; situación; estado actual`,
		evidence:       `evidencia; evidencias`,
		start:          `fecha de inicio; fecha inicio; fecha inicial; inicio; comienzo`,
		closed:         `fecha de cierre; fecha real`,
		progress:       `observaciones; observación; comentarios; comentario; avance; avances; progreso; notas`,
		percent:        `percent avance; percent de avance; porcentaje; porcentaje de avance; avance percent`,
		recommendation: `recomendación; recomendaciones`,
		about:          `detalle; detalles; descripción; asunto; título; problema; hallazgo; riesgo; incidencia; requerimiento; requisito`,
		name:           `nombre`,
	},
	{ // Portuguese
		ref:            `código`,
		action:         `ação; ações; ação corretiva; ações corretivas; ação proposta; ações propostas; descrição da ação; plano de ação; tarefa; tarefas; nome da tarefa; descrição da tarefa; atividade; atividades; o que; o que fazer; plano de mitigação; contramedida; contramedidas`,
		lead:           `responsável; responsáveis; atribuído para; atribuída para; atribuído a; atribuída a; atribuído; designado; proprietário; encarregado; executor; quem; responsável pela ação`,
		due:            `data fim; data de fim; data final; data limite; data de término; data término; data prevista; data de entrega; data de vencimento; data de conclusão prevista; previsão de término; previsão de conclusão; término; termino; prazo; prazos; prazo final; quando`,
		status:         `estado atual; situação; andamento atual`,
		evidence:       `evidência; evidências`,
		start:          `data de início; data de inicio; data início; data inicio; data inicial; início`,
		closed:         `data de conclusão; data de encerramento`,
		progress:       `observações; observação; comentários; comentário; andamento; progresso`, //nolint:misspell // no English
		percent:        `percent concluído; percent concluida; percent de conclusão; percentual; percentual concluído`,
		recommendation: `recomendação; recomendações`,
		about:          `descrição; detalhe; detalhes; assunto; problema; risco; descrição do risco; descrição do problema; funcionalidade`,
		name:           `nome`,
	},
	{ // French
		ref:            `numéro; n°`,
		action:         `action à mener; actions à mener; action corrective; actions correctives; action proposée; actions proposées; description de l action; plan d action; tâche; tâches; nom de la tâche; activité; activités; mesures; mesure corrective; mesures correctives; quoi`, //nolint:misspell // no English
		lead:           `responsable; responsables; pilote; porteur; assigné à; assignée à; attribué à; affecté à; propriétaire; qui; responsable de l action`,                                                                                                                            //nolint:misspell // no English
		due:            `échéance; échéances; date d échéance; date limite; date butoir; date de fin; date fin; date de fin prévue; date prévue; date d achèvement; délai; délais; quand`,
		status:         `statut; statuts; état; état d avancement`, //nolint:misspell // no English
		evidence:       `preuve; preuves; justificatif; justificatifs`,
		start:          `date de début; date début; début`,
		closed:         `date de clôture; date réelle`,
		progress:       `avancement; commentaire; commentaires; observations et commentaires; remarque; remarques`,
		percent:        `percent avancement; avancement percent; taux d avancement; pourcentage`,
		recommendation: `recommandation; recommandations`, //nolint:misspell // no English
		about:          `détail; détails; intitulé; libellé; sujet; problème; anomalie; risque; description du risque; besoin`,
		name:           `nom`,
	},
	{ // German
		ref:            `nummer; lfd nr; lfd nummer; laufende nummer`,
		action:         `maßnahme; maßnahmen; massnahme; massnahmen; aufgabe; aufgaben; tätigkeit; tätigkeiten; korrekturmaßnahme; korrekturmaßnahmen; gegenmaßnahme; gegenmaßnahmen; vorgang; vorgangsname; arbeitspaket; arbeitspakete; aktion; aktionen`,
		lead:           `verantwortlich; verantwortliche; verantwortlicher; verantwortung; zuständig; zuständige; zuständigkeit; bearbeiter; bearbeiterin; zugewiesen an; zugewiesen; zugeordnet; wer; eigentümer`,
		due:            `frist; fristen; termin; termine; fällig; fällig am; fällig bis; fälligkeit; fälligkeitsdatum; bis wann; enddatum; endtermin; ende; zieltermin; zieldatum; abgabetermin; zu erledigen bis; erledigen bis`,
		status:         `bearbeitungsstand; zustand`,
		evidence:       `nachweis; nachweise`,
		start:          `startdatum; anfangsdatum; beginn; anfang`,
		closed:         `erledigt am; abgeschlossen am`,
		progress:       `bemerkung; bemerkungen; kommentar; kommentare; anmerkung; anmerkungen; fortschritt; notiz; notizen`,
		percent:        `percent abgeschlossen; fertigstellungsgrad; erledigt percent; percent erledigt`,
		recommendation: `empfehlung; empfehlungen`,
		about:          `beschreibung; einzelheiten; mangel; fehler; fehlerbeschreibung; thema; titel; anforderung; risiko; bezeichnung`,
	},
	{ // Italian
		action:         `azione; azioni; azione correttiva; azioni correttive; azione proposta; piano d azione; compito; compiti; attività; misura; misure`,
		lead:           `responsabile; responsabili; incaricato; assegnato a; assegnata a; chi`, //nolint:misspell // no English
		due:            `scadenza; scadenze; data di scadenza; data scadenza; data fine; data di fine; termine; entro il`,
		status:         `stato; stato di avanzamento`,
		evidence:       `evidenza; evidenze`,
		start:          `data di inizio; data inizio`,
		closed:         `data di chiusura; data chiusura`,
		progress:       `osservazioni; commenti; avanzamento`,
		recommendation: `raccomandazione; raccomandazioni`,
		about:          `dettaglio; dettagli; descrizione; oggetto; titolo; rischio`,
	},
	{ // Dutch
		ref:            `volgnummer`,
		action:         `actie; acties; actiepunt; actiepunten; maatregel; maatregelen; taak; activiteit; activiteiten`,
		lead:           `verantwoordelijke; verantwoordelijk; uitvoerder; eigenaar; toegewezen aan; wie; actiehouder`,
		due:            `einddatum; streefdatum; uiterste datum; einde; wanneer`,
		status:         `voortgangsstatus`,
		evidence:       `bewijs`,
		start:          `begindatum`,
		closed:         `datum gereed; datum afgesloten`,
		progress:       `opmerking; opmerkingen; toelichting; voortgang; notities`,
		recommendation: `aanbeveling; aanbevelingen`,
		about:          `omschrijving; beschrijving; onderwerp; risico; probleem; bevinding`, //nolint:misspell // no English
		name:           `naam`,
	},
	{ // Swedish, Norwegian, Danish
		ref:            `løpenummer; løbenummer; löpnummer`,
		action:         `åtgärd; åtgärder; aktivitet; aktiviteter; uppgift; uppgifter; oppgave; oppgaver; opgave; opgaver; tiltak; tiltag`,
		lead:           `ansvarig; ansvarig person; ansvarlig; ansvarlig person; ansvar; eier; ejer; ägare`,
		due:            `slutdatum; förfallodatum; klart senast; klar senast; sluttdato; slutdato; forfaldsdato; forfallsdato; tidsfrist`,
		evidence:       `bevis; dokumentation; dokumentasjon`,
		start:          `startdato; påbörjas`,
		closed:         `avslutad; avsluttet dato; afsluttet dato`,
		progress:       `kommentarer; anmärkning; merknad; bemærkning; bemærkninger; anmärkningar`,
		recommendation: `rekommendation; rekommendationer; anbefaling; anbefalinger`, //nolint:misspell // no English
		about:          `beskrivning; beskrivelse; ärende; avvikelse; avvik; afvigelse`,
		name:           `namn; navn`,
	},
	{ // Finnish
		action:   `tehtävä; tehtävät; toimenpide; toimenpiteet`,
		lead:     `vastuuhenkilö; vastuu; vastuutaho`,
		due:      `määräaika; valmis viimeistään; päättymispäivä`,
		status:   `tila`,
		start:    `aloituspäivä; alkaa`,
		progress: `huomautus; huomautukset; kommentit; kommentti; lisätiedot`,
		about:    `kuvaus; otsikko`,
	},
	{ // Polish
		ref:            `lp; l p; numer; identyfikator; identyfikator ryzyka; identyfikator zadania`,
		action:         `działanie; działania; zadanie; zadania; nazwa zadania; opis zadania; czynność; czynności; planowane działania; proponowane działania; plan działania; reakcja na ryzyko; reakcje na ryzyko; proponowana reakcja na ryzyko; proponowane reakcje na ryzyko; środki zaradcze; do zrobienia`,
		lead:           `odpowiedzialny; odpowiedzialna; osoba odpowiedzialna; wykonawca; właściciel; właściciel ryzyka; przypisane do; przypisany do; przydzielone do`,
		due:            `data zakończenia; data końcowa; koniec; termin realizacji; termin wykonania; termin zakończenia; planowana data zakończenia; do kiedy`,
		status:         `stan; stan realizacji; status realizacji`,
		evidence:       `dowód; dowody`,
		start:          `data rozpoczęcia; data początkowa; początek; rozpoczęcie`,
		closed:         `data zamknięcia; data ukończenia; rzeczywista data zakończenia`,
		progress:       `uwagi; postęp; postępy; komentarz; komentarze; notatki`,
		theme:          `kategoria; kategoria ryzyka; etap`,
		recommendation: `zalecenie; zalecenia`,
		about:          `szczegóły; opis; opis ryzyka; ryzyko; temat; tytuł; błąd; opis błędu; zagadnienie`,
		name:           `nazwa`,
	},
	{ // Czech, Slovak
		ref:            `č; číslo; poradové číslo; pořadové číslo`,
		action:         `úkol; úkoly; úloha; úlohy; činnost; činnosti; činnosť; činnosti; opatření; opatrenie; opatrenia; nápravné opatření`,
		lead:           `odpovědná osoba; odpovědný; zodpovědná osoba; zodpovědný; zodpovídá; řešitel; riešiteľ; zodpovedný; zodpovedná osoba`,
		due:            `termín; termín dokončení; termín splnění; termín dokončenia; dokončení; do kdy; datum ukončení; dátum ukončenia; konec`,
		status:         `stav; stav plnění`,
		evidence:       `důkaz; důkazy; doklad`,
		start:          `začátek; začiatok; zahájení; datum zahájení`,
		progress:       `poznámka; poznámky; komentář; komentáře`,
		recommendation: `doporučení; odporúčanie`,
		about:          `popis; problém; riziko; zjištění; zistenie; závada`,
		name:           `název; názov`,
	},
	{ // Hungarian
		ref:      `sorszám`,
		action:   `feladat; feladatok; intézkedés; intézkedések; teendő; teendők`,
		lead:     `felelős; felelősök`,
		due:      `határidő; befejezés; befejezés dátuma; záró dátum`,
		status:   `állapot; státusz; készültség`,
		evidence: `bizonyíték`,
		start:    `kezdés; kezdete; kezdés dátuma; kezdő dátum`,
		progress: `megjegyzés; megjegyzések`,
		about:    `leírás; probléma; tárgy; kockázat`,
		name:     `megnevezés`,
	},
	{ // Romanian
		ref:      `nr crt; număr`,
		action:   `acțiune; acțiuni; activitate; activități; sarcină; sarcini; măsură; măsuri`, //nolint:misspell // no English
		lead:     `responsabil; responsabili; persoană responsabilă; persoana responsabilă`,
		due:      `termen; termen limită; termen de realizare; data limită; data finalizării; dată sfârșit; data sfârșit`,
		status:   `stare; stadiu; statut`,
		evidence: `dovadă; dovezi`,
		start:    `data începerii; data început; început`,
		progress: `observații; comentarii; progres`,
		about:    `descriere; problemă; risc`,
		name:     `denumire`,
	},
	{ // Croatian, Serbian, Bosnian
		ref:      `rb; r br; redni broj; red br`,
		action:   `aktivnost; aktivnosti; zadatak; zadaci; mjera; mjere; mera; mere; активност; активности; задатак; мера; мере`,
		lead:     `odgovorna osoba; odgovorno lice; odgovoran; odgovorni; nositelj; nosilac; izvršilac; izvršitelj; одговорно лице; одговоран; носилац`,
		due:      `rok; rokovi; rok izvršenja; rok za izvršenje; kraj; završetak; datum završetka; рок; завршетак`,
		status:   `stanje`,
		evidence: `dokaz; dokazi`,
		start:    `početak; datum početka; почетак`,
		progress: `napomena; napomene; komentari; напомена`,
		about:    `rizik; опис`,
		name:     `naziv; назив`,
	},
	{ // Russian, Ukrainian, Bulgarian
		ref:            `номер; no п п; п п`,
		action:         `действие; действия; мероприятие; мероприятия; задача; задачи; мера; меры; план действий; наименование мероприятия; наименование задачи; название задачи; что сделать; завдання; дія; дії; заходи; захід; мярка; мерки; задание`,
		lead:           `ответственный; ответственные; ответственное лицо; исполнитель; исполнители; відповідальний; відповідальні; виконавець; виконавці; отговорник; отговорно лице; изпълнител`,
		due:            `срок; сроки; срок исполнения; срок выполнения; дата окончания; дедлайн; термін; термін виконання; дата завершення; дата закінчення; краен срок; крайна дата`,
		status:         `статус; статус выполнения; состояние; стан; стан виконання; състояние`,
		evidence:       `доказательство; доказательства; підтвердження; доказателство; доказателства`,
		start:          `дата начала; начало; дата початку; початок; начална дата`,
		closed:         `дата завершения`,
		progress:       `примечание; примечания; комментарий; комментарии; прогресс; примітка; примітки; коментар; коментарі; коментари; забележка; забележки`,
		recommendation: `рекомендация; рекомендации; рекомендація; препоръка; препоръки`,
		about:          `описание; подробности; проблема; замечание; ошибка; тема; опис; проблем; риск`,
		name:           `название; наименование; назва; найменування; име; наименувание`,
	},
	{ // Greek
		ref:      `α α; αριθμός`,
		action:   `ενέργεια; ενέργειες; δράση; δράσεις; εργασία; εργασίες`,
		lead:     `υπεύθυνος; υπεύθυνοι; αρμόδιος`,
		due:      `προθεσμία; ημερομηνία λήξης; λήξη; καταληκτική ημερομηνία`,
		status:   `κατάσταση`,
		evidence: `τεκμηρίωση`,
		start:    `ημερομηνία έναρξης; έναρξη`,
		progress: `παρατηρήσεις; σχόλια; πρόοδος`,
		about:    `περιγραφή; πρόβλημα`,
	},
	{ // Turkish
		ref:            `sıra; sıra no; sıra numarası`,
		action:         `eylem; eylemler; aksiyon; aksiyonlar; faaliyet; faaliyetler; görev; görevler; yapılacak iş; yapılacak işler; yapılacaklar; önlem; önlemler; alınacak önlem; alınacak önlemler; iş`,
		lead:           `sorumlu; sorumlular; sorumlu kişi; sorumlu birim; görevli; atanan; atanan kişi`,
		due:            `bitiş tarihi; bitiş; hedef tarih; hedef tarihi; son tarih; son teslim tarihi; termin tarihi`,
		status:         `durum; durumu`,
		evidence:       `kanıt; kanıtlar`,
		start:          `başlangıç; başlangıç tarihi`,
		closed:         `kapanış tarihi; tamamlanma tarihi`,
		progress:       `ilerleme; açıklamalar; yorum; yorumlar; notlar`,
		recommendation: `öneri; öneriler`,
		about:          `açıklama; konu; sorun; hata`,
	},
	{ // Arabic, Persian
		ref:      `م; رقم; الرقم; ردیف`,
		action:   `المهمة; المهام; مهمة; الإجراء; الإجراءات; النشاط; الأنشطة; اقدام; اقدامات; وظیفه; فعالیت`,
		lead:     `المسؤول; المسئول; الجهة المسؤولة; الشخص المسؤول; مسئول; مسئول اجرا`,
		due:      `تاريخ الاستحقاق; الموعد النهائي; تاريخ الانتهاء; تاريخ النهاية; مهلت; تاریخ پایان`,
		status:   `الحالة; حالة المهمة; وضعیت`,
		evidence: `الأدلة; الدليل; مستندات`,
		start:    `تاريخ البدء; تاريخ البداية; تاریخ شروع`,
		progress: `ملاحظات; الملاحظات; توضیحات`,
		about:    `الوصف; وصف; المشكلة; شرح`,
	},
	{ // Hebrew
		ref:      `מס; מספר; מסד`,
		action:   `משימה; משימות; פעולה; פעולות`,
		lead:     `אחראי; אחראית; גורם אחראי`,
		due:      `תאריך יעד; תאריך סיום; מועד אחרון; לוז`,
		status:   `סטטוס; מצב`,
		start:    `תאריך התחלה`,
		progress: `הערות; הערה`,
		about:    `תיאור; נושא`,
	},
	{ // Hindi
		ref:      `क्रमांक; क्रम संख्या; क्र सं`,
		action:   `कार्य; कार्रवाई; गतिविधि`,
		lead:     `जिम्मेदार; जिम्मेदार व्यक्ति; उत्तरदायी`,
		due:      `अंतिम तिथि; नियत तिथि; समय सीमा`,
		status:   `स्थिति`,
		evidence: `प्रमाण; साक्ष्य`,
		start:    `प्रारंभ तिथि`,
		progress: `टिप्पणी; टिप्पणियाँ`,
		about:    `विवरण`,
	},
	{ // Vietnamese
		ref:      `stt; số thứ tự; mã; mã số`,
		action:   `công việc; nhiệm vụ; tên công việc; nội dung công việc; hành động; biện pháp; hoạt động; việc cần làm`,
		lead:     `người phụ trách; phụ trách; người thực hiện; người chịu trách nhiệm; người xử lý; người đảm nhận`,
		due:      `hạn; thời hạn; hạn hoàn thành; hạn chót; ngày kết thúc; kết thúc; ngày đến hạn`,
		status:   `trạng thái; tình trạng; tình trạng công việc`,
		evidence: `minh chứng; bằng chứng`,
		start:    `ngày bắt đầu; bắt đầu`,
		closed:   `ngày hoàn thành`,
		progress: `ghi chú; tiến độ; nhận xét`,
		about:    `mô tả; nội dung; hạng mục; vấn đề; chức năng`,
	},
	{ // Indonesian, Malay
		ref:      `nomor; bil`,
		action:   `kegiatan; tugas; aktivitas; aktiviti; tindakan; tindakan perbaikan; rencana tindakan; pekerjaan; tugasan`,
		lead:     `penanggung jawab; penanggungjawab; pelaksana; tindakan oleh; pegawai bertanggungjawab`,
		due:      `tenggat; tenggat waktu; batas waktu; target selesai; tanggal selesai; tarikh siap; tarikh akhir; tarikh tamat`,
		status:   `keadaan`,
		evidence: `bukti`,
		start:    `tanggal mulai; mulai; tarikh mula`,
		progress: `keterangan; catatan; kemajuan`,
		about:    `deskripsi; uraian; masalah; perkara; permasalahan`,
	},
	{ // Thai
		ref:      `ลำดับ; ลำดับที่; ที่`,
		action:   `งาน; กิจกรรม; รายการ; สิ่งที่ต้องทำ; แผนปฏิบัติการ`,
		lead:     `ผู้รับผิดชอบ; ผู้ดำเนินการ`,
		due:      `กำหนดเสร็จ; กำหนดส่ง; วันที่สิ้นสุด; วันสิ้นสุด`,
		status:   `สถานะ`,
		evidence: `หลักฐาน`,
		start:    `วันที่เริ่ม; วันที่เริ่มต้น; วันเริ่ม`,
		progress: `หมายเหตุ; ความคืบหน้า`,
		about:    `รายละเอียด; ปัญหา`,
	},
	{ // Japanese
		ref:            `番号; 項番; 通番; 連番; 管理番号; 課題番号; 課題 no; 管理 no`,
		action:         `タスク; タスク名; 作業; 作業名; 作業内容; 作業項目; 実施内容; 実施事項; 対応; 対応内容; 対応策; 対策; 対策内容; 対応方針; アクション; アクションプラン; アクションアイテム; 施策; 取組; 取組内容; 取り組み; 改善策; 是正処置; 是正措置; やること`,
		lead:           `担当; 担当者; 担当者名; 担当部署; 担当課; 所管課; 責任者; 対応者; 実施者; 作業者; 主担当`,
		due:            `期限; 期限日; 期日; 締切; 締切日; 〆切; 納期; 終了日; 終了予定; 終了予定日; 予定終了日; 完了予定; 完了予定日; 完了期限; 目標日; 目標完了日; 目標終了日; 計画完了日; 計画終了日; 予定完了日; 希望日; 予定 完了; 予定 終了`,
		status:         `ステータス; 状態; 状況; 進捗; 進捗状況; 対応状況; 実施状況`,
		evidence:       `エビデンス; 証跡; 証拠; 根拠`,
		start:          `開始; 開始日; 開始予定; 開始予定日; 予定開始日; 着手日; 着手予定日`,
		closed:         `完了日; 対応日; 解決日; 対応完了日; 実績終了日; 実績完了日; 実績 終了日; 実績 完了日; 実績 終了; 実績 完了; 完了実績日; クローズ日; 実完了日; 実終了日; 実際の完了日; 実際の終了日`,
		progress:       `備考; コメント; メモ; 経過; 対応経過; 進捗内容; 回答`,
		percent:        `進捗率; 達成率; 完了率`,
		theme:          `大項目; 分類; 大分類; 区分; カテゴリ; カテゴリー; フェーズ; 工程`,
		recommendation: `提言; 勧告; 改善提案`,
		about:          `課題; 課題内容; 課題名; 問題; 問題点; 指摘; 指摘内容; 指摘事項; 不具合内容; 障害内容; 現象; 小項目; 中項目; 項目; 件名; 内容; 概要; 詳細; タイトル; 要件; 機能; 機能名; リスク; リスク内容; 疑問点; 質問; 質問内容`,
	},
	{ // Chinese
		ref:            `序号; 序號; 编号; 編號; 任务编号; 问题编号; 缺陷编号; 項次`,
		action:         `任务; 任务名称; 任务描述; 任務; 任務名稱; 工作内容; 工作任务; 工作项; 工作項目; 行动; 行动项; 行动计划; 行動計畫; 措施; 整改措施; 改进措施; 具体措施; 应对措施; 解决措施; 整改内容; 待办; 待办事项; 待辦事項`,
		lead:           `负责人; 負責人; 责任人; 責任人; 负责部门; 责任部门; 负责单位; 責任單位; 执行人; 执行者; 处理人; 经办人; 指派给; 修复人`,
		due:            `截止; 截止日期; 截止时间; 完成期限; 完成时限; 计划完成; 计划完成时间; 计划完成日期; 预计完成时间; 预计完成日期; 預計完成日期; 结束日期; 结束时间; 結束日期; 到期日; 要求完成时间`,
		status:         `状态; 狀態; 任务状态; 当前状态; 问题状态; 完成情况; 完成状态; 狀況`,
		evidence:       `证据; 证明材料; 佐证材料; 證據`,
		start:          `开始日期; 开始时间; 起始日期; 计划开始; 计划开始时间; 開始日期; 開始時間`,
		closed:         `完成日期; 完成时间; 实际完成; 实际完成时间; 实际完成日期; 实际 完成时间; 实际 结束时间; 实际 结束日期; 关闭日期; 解决日期`,
		progress:       `备注; 備註; 备註; 说明; 进展; 进展情况; 进度; 進度`,
		percent:        `完成百分比; 完成度; 完成率`,
		theme:          `类别; 分类; 類別; 阶段; 模块`,
		recommendation: `建议; 建議`,
		about:          `问题; 问题描述; 問題描述; 描述; 内容; 內容; 事项; 缺陷描述; 标题; 标题名称; 主题; 功能; 需求; 风险; 风险描述; 風險`,
	},
	{ // Korean
		ref:            `번호; 순번; 연번; 항목번호`,
		action:         `작업; 작업명; 작업내용; 작업 내용; 업무; 업무명; 업무내용; 업무 내용; 세부업무; 세부 업무; 세부작업; 세부 작업; 할일; 할 일; 태스크; 과제; 과제명; 실행과제; 추진과제; 추진 과제; 조치사항; 조치 사항; 조치내용; 조치 내용; 개선사항; 개선 사항; 개선대책; 대책; 대응방안; 대응 방안`,
		lead:           `담당; 담당자; 담당자명; 담당부서; 담당 부서; 책임자; 수행자; 작업자; 처리자; 조치자`,
		due:            `마감; 마감일; 마감기한; 기한; 처리기한; 종료; 종료일; 종료일자; 종료예정일; 종료 예정일; 완료예정일; 완료 예정일; 목표일; 완료목표일; 계획종료일`,
		status:         `상태; 진행상태; 진행 상태; 진행상황; 진행 상황; 진행현황; 진행 현황; 처리상태; 처리 상태; 현황; 완료여부; 완료 여부; 진행여부`,
		evidence:       `증빙; 증빙자료; 근거; 근거자료`,
		start:          `시작; 시작일; 시작일자; 시작예정일; 시작 예정일; 착수일; 계획시작일`,
		closed:         `완료일; 완료일자; 조치일; 조치완료일; 처리일; 해결일; 실제완료일; 실제 종료일; 실적 종료일; 실적 완료일; 실적종료일`,
		progress:       `비고; 의견; 코멘트; 메모`,
		percent:        `진행률; 진행율; 진척률; 진척율; 진척도; 달성률; 진도율`,
		theme:          `구분; 대분류; 단계; 단계 구분; 분류`,
		recommendation: `권고; 권고사항; 권고 사항`,
		about:          `내용; 상세내용; 상세 내용; 이슈; 이슈내용; 문제; 문제점; 기능; 기능명; 요구사항; 요구사항명; 제목; 항목; 설명; 결함내용; 위험; 리스크; 주요업무; 주요 업무`,
	},
}

// columns are what a language heads the columns of each field, and how surely.
func (t *tongue) columns() []foreign {
	return []foreign{
		{plan.FieldRef, usual, t.ref}, {plan.FieldAction, usual, t.action}, {plan.FieldLead, usual, t.lead}, {plan.FieldDue, usual, t.due},
		{plan.FieldStatus, usual, t.status}, {plan.FieldEvidence, usual, t.evidence}, {plan.FieldStart, usual, t.start}, {plan.FieldClosed, usual, t.closed},
		{plan.FieldProgress, usual, t.progress}, {plan.FieldPercent, usual, t.percent}, {plan.FieldTheme, usual, t.theme},
		{plan.FieldRecommendation, usual, t.recommendation}, {plan.FieldAction, fallback, t.about},
	}
}

// foreign are headings that name a field in another language.
type foreign struct {
	field    plan.Field
	strength strength
	headings string
}

// namedAbroad is what each heading of another language names. One that two languages
// have for two fields names both.
func namedAbroad() map[string][]naming {
	named := map[string][]naming{}
	for i := range abroad {
		for _, f := range abroad[i].columns() {
			for _, h := range strings.Split(f.headings, "; ") {
				if h != "" {
					named[h] = append(named[h], naming{f.field, f.strength})
				}
			}
		}
	}
	return named
}

// callsIt are the headings of what a thing is called, and no more: Name, Nazwa. In a
// timetable that is what is to be done.
var callsIt = func() map[string]bool {
	set := words(`name`)
	for i := range abroad {
		for _, h := range strings.Split(abroad[i].name, "; ") {
			set[h] = h != ""
		}
	}
	return set
}()

// isUnspaced reports whether a letter is of a script that parts no words by spaces.
func isUnspaced(r rune) bool {
	return r >= firstUnspaced && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// firstUnspaced is the first letter of any of those scripts.
const firstUnspaced = 0x0E00

// endsAbroad is what a heading of a script without spaces, or in Korean, names by the
// longest word of the lists that it ends with.
func endsAbroad(folded string) []naming {
	first, _ := utf8.DecodeRuneInString(folded)
	if !isUnspaced(first) && !unicode.Is(unicode.Hangul, first) {
		return nil
	}
	for i := range folded {
		if i == 0 || !utf8.RuneStart(folded[i]) {
			continue
		}
		end := strings.TrimSpace(folded[i:])
		if utf8.RuneCountInString(end) < shortestEnd {
			return nil
		}
		if found := byHeading[end]; found != nil && found[0].strength > fallback { // what a thing is about says nothing so
			return atMost(found, contained)
		}
	}
	return nil
}

// shortestEnd is the fewest letters of a word that says what a longer heading is about.
const shortestEnd = 2
