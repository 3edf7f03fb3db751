import { z } from 'zod'
import type { Language } from './model/vocabulary.ts'

/**
 * Every error that crosses a boundary. Each has words in both languages that say what happened,
 * what was kept, and what to do; `{name}` stands for a value of `detail`.
 */
const catalogue = {
  'input.invalid': {
    en: 'The request was not understood ({reason}). Nothing was changed.',
    de: 'Die Anfrage wurde nicht verstanden ({reason}). Es wurde nichts geändert.',
  },
  'input.tooLarge': {
    en: 'The request is larger than {limit} bytes and was refused. Nothing was changed.',
    de: 'Die Anfrage ist größer als {limit} Bytes und wurde abgelehnt. Es wurde nichts geändert.',
  },
  'access.refused': {
    en: 'This caller may not do that ({reason}). Nothing was changed.',
    de: 'Das ist diesem Aufrufer nicht erlaubt ({reason}). Es wurde nichts geändert.',
  },
  'channel.unknown': {
    en: 'There is no channel called “{channel}”.',
    de: 'Es gibt keinen Kanal namens „{channel}“.',
  },
  'unsupported': {
    en: 'This is not available here: {what}.',
    de: 'Das ist hier nicht verfügbar: {what}.',
  },
  'project.none': {
    en: 'No project is open. Open or create one first.',
    de: 'Es ist kein Projekt geöffnet. Öffnen Sie eines oder legen Sie eines an.',
  },
  'project.notAProject': {
    en: '“{path}” is not a Beleg project: it has no project.json. Create one with “New project”, or import this folder as articles.',
    de: '„{path}“ ist kein Beleg-Projekt: Es fehlt project.json. Legen Sie mit „Neues Projekt“ eines an, oder importieren Sie den Ordner als Artikel.',
  },
  'project.exists': {
    en: 'There is already something at “{path}”. Choose another name, or open the project that is there.',
    de: 'Unter „{path}“ liegt bereits etwas. Wählen Sie einen anderen Namen, oder öffnen Sie das vorhandene Projekt.',
  },
  'project.newer': {
    en: 'This project was made by a newer version of Beleg (format {found}, this program knows {known}). Nothing was changed. Update Beleg to open it.',
    de: 'Dieses Projekt stammt von einer neueren Beleg-Version (Format {found}, dieses Programm kennt {known}). Es wurde nichts geändert. Aktualisieren Sie Beleg, um es zu öffnen.',
  },
  'project.locked': {
    en: 'The project is already open in another program ({owner}). Close it there first; nothing was changed.',
    de: 'Das Projekt ist bereits in einem anderen Programm geöffnet ({owner}). Schließen Sie es dort zuerst; es wurde nichts geändert.',
  },
  'project.lockedElsewhere': {
    en: 'The project was last opened on another computer ({owner}) and never closed there. If it is certainly not open there any more, open it with “Take over”.',
    de: 'Das Projekt wurde zuletzt auf einem anderen Rechner geöffnet ({owner}) und dort nie geschlossen. Wenn es dort sicher nicht mehr offen ist, öffnen Sie es mit „Übernehmen“.',
  },
  'project.damaged': {
    en: 'The project is damaged: {what}. It was opened for reading only, and nothing was deleted. {advice}',
    de: 'Das Projekt ist beschädigt: {what}. Es wurde nur zum Lesen geöffnet, nichts wurde gelöscht. {advice}',
  },
  'project.damagedJournal': {
    en: 'The project is damaged: its journal is broken from step {seq} on ({file}, byte {start}). It was opened for reading only, as it was before that step; nothing was deleted. To go on from there, open it with “Continue before the damage”: what lies behind is then kept in “recovered”.',
    de: 'Das Projekt ist beschädigt: Sein Journal ist ab Schritt {seq} unbrauchbar ({file}, Byte {start}). Es wurde nur zum Lesen geöffnet, im Stand vor diesem Schritt; nichts wurde gelöscht. Um von dort weiterzuarbeiten, öffnen Sie es mit „Vor dem Schaden fortfahren“: Was dahinter liegt, wird dann in „recovered“ aufbewahrt.',
  },
  'project.cutAtDamage': {
    en: 'The project goes on as it was before the damaged step {seq}. What came after it is kept in “{file}”.',
    de: 'Das Projekt wird im Stand vor dem beschädigten Schritt {seq} fortgesetzt. Was danach kam, liegt in „{file}“.',
  },
  'project.tailRecovered': {
    en: 'The last write had not finished when the program stopped. Its {bytes} bytes are kept in “{file}”; everything before it is there.',
    de: 'Der letzte Schreibvorgang war nicht abgeschlossen, als das Programm endete. Seine {bytes} Bytes liegen in „{file}“; alles davor ist vorhanden.',
  },
  'project.olderSnapshot': {
    en: 'Snapshot {generation} did not pass its check and is kept in “{file}”. The project was built again from an older one and the journal; every step is there.',
    de: 'Der Sicherungsstand {generation} hat die Prüfung nicht bestanden und liegt in „{file}“. Das Projekt wurde aus einem älteren und dem Journal wiederhergestellt; alle Schritte sind vorhanden.',
  },
  'project.writeProtected': {
    en: 'The project’s folder is write-protected. The project is open for reading only. To change it, copy the folder to a place where you may write.',
    de: 'Der Projektordner ist schreibgeschützt. Das Projekt ist nur zum Lesen geöffnet. Um es zu ändern, kopieren Sie den Ordner an einen Ort, an dem Sie schreiben dürfen.',
  },
  'project.syncedPlace': {
    en: 'The project lies in a folder that {service} synchronises. Keep it open on one computer only, and let {service} finish before you open it on another; better, keep it outside and copy backups there.',
    de: 'Das Projekt liegt in einem Ordner, den {service} synchronisiert. Öffnen Sie es immer nur auf einem Rechner, und lassen Sie {service} fertig werden, bevor Sie es auf einem anderen öffnen; besser liegt es außerhalb, und Sie kopieren Sicherungen dorthin.',
  },
  'project.networkPlace': {
    en: 'The project lies on another computer. What is shown as saved depends on that computer keeping its word, and nobody else may open it at the same time. A folder on this computer is safer.',
    de: 'Das Projekt liegt auf einem anderen Rechner. Was als gespeichert angezeigt wird, hängt davon ab, dass dieser Rechner Wort hält, und niemand sonst darf es gleichzeitig öffnen. Ein Ordner auf diesem Rechner ist sicherer.',
  },
  'project.noSnapshot': {
    en: 'The project cannot be opened: none of its snapshots can be read any more ({reasons}). Nothing was changed. Restore a backup from its “backups” folder, or a copy of the project’s folder.',
    de: 'Das Projekt lässt sich nicht öffnen: Keiner seiner Schnappschüsse ist noch lesbar ({reasons}). Es wurde nichts geändert. Stellen Sie eine Sicherung aus dem Ordner „backups“ oder eine Kopie des Projektordners wieder her.',
  },
  'project.badFile': {
    en: 'The project cannot be opened: its project.json cannot be read. Nothing was changed. Put back project.json from a backup; articles and decisions are in the other files.',
    de: 'Das Projekt lässt sich nicht öffnen: project.json ist nicht lesbar. Es wurde nichts geändert. Legen Sie project.json aus einer Sicherung zurück; Artikel und Entscheidungen stehen in den anderen Dateien.',
  },
  'project.unusable': {
    en: 'The project cannot be opened: {what}. Nothing was changed. Restore a backup from its “backups” folder.',
    de: 'Das Projekt lässt sich nicht öffnen: {what}. Es wurde nichts geändert. Stellen Sie eine Sicherung aus dem Ordner „backups“ wieder her.',
  },
  'project.readOnly': {
    en: 'The project is open for reading only ({reason}). The change was not made. Everything saved before is kept.',
    de: 'Das Projekt ist nur zum Lesen geöffnet ({reason}). Die Änderung wurde nicht vorgenommen. Alles vorher Gespeicherte ist erhalten.',
  },
  'backup.unreadable': {
    en: 'The backup “{path}” cannot be used: {reason}. Nothing was restored from it. Choose another one from the folder “backups”.',
    de: 'Die Sicherung „{path}“ ist nicht brauchbar: {reason}. Es wurde nichts daraus wiederhergestellt. Wählen Sie eine andere aus dem Ordner „backups“.',
  },
  'disk.full': {
    en: 'The disk is full. The last change was not saved; everything before it is. Free some space: work then goes on by itself, and the change can be sent again.',
    de: 'Der Datenträger ist voll. Die letzte Änderung wurde nicht gespeichert, alles davor schon. Schaffen Sie Platz: Dann geht es von selbst weiter, und die Änderung kann erneut gesendet werden.',
  },
  'disk.failed': {
    en: 'The disk refused to save ({reason}). The last change was not saved; everything before it is. Save the project elsewhere: everything shown as saved goes along.',
    de: 'Der Datenträger hat das Speichern verweigert ({reason}). Die letzte Änderung wurde nicht gespeichert, alles davor schon. Speichern Sie das Projekt an einem anderen Ort: Alles als gespeichert Angezeigte kommt mit.',
  },
  'project.folderGone': {
    en: 'The project’s folder cannot be reached any more ({path}): it was moved or renamed, or its drive was taken out. Everything shown as saved lies in it. Bring it back and work goes on by itself, or save the project elsewhere.',
    de: 'Der Projektordner ist nicht mehr erreichbar ({path}): Er wurde verschoben oder umbenannt, oder sein Datenträger wurde entfernt. Alles als gespeichert Angezeigte liegt darin. Bringen Sie ihn zurück, dann geht es von selbst weiter, oder speichern Sie das Projekt an einem anderen Ort.',
  },
  'project.otherState': {
    en: 'What lies in the project’s folder now is not the state shown here (step {theirs} there, step {ours} here). Nothing is written to it. Save the project elsewhere to keep what is shown, or open what lies there.',
    de: 'Was jetzt im Projektordner liegt, ist nicht der hier gezeigte Stand (dort Schritt {theirs}, hier Schritt {ours}). Es wird nichts hineingeschrieben. Speichern Sie das Projekt an einem anderen Ort, um das Gezeigte zu behalten, oder öffnen Sie, was dort liegt.',
  },
  'project.wentOn': {
    en: 'The project’s folder holds steps that were not shown here, and was opened again as it lies there. Everything shown as saved is in it.',
    de: 'Der Projektordner enthält Schritte, die hier nicht zu sehen waren, und wurde neu geöffnet, wie er dort liegt. Alles als gespeichert Angezeigte ist darin.',
  },
  'project.lockTaken': {
    en: 'Meanwhile the project was opened in another program ({owner}). Nothing is written from here, so that the two do not mix; everything shown as saved is kept. Close it there, and work goes on here.',
    de: 'Das Projekt wurde inzwischen in einem anderen Programm geöffnet ({owner}). Von hier wird nichts mehr geschrieben, damit sich beides nicht vermischt; alles als gespeichert Angezeigte ist erhalten. Schließen Sie es dort, dann geht es hier weiter.',
  },
  'project.large': {
    en: 'The project holds {size} MB in memory. It works, but opening and checking it takes longer, and from {limit} MB on nothing more is imported. Begin a new project for further articles.',
    de: 'Das Projekt belegt {size} MB Arbeitsspeicher. Es funktioniert, aber Öffnen und Prüfen dauern länger, und ab {limit} MB wird nichts mehr importiert. Legen Sie für weitere Artikel ein neues Projekt an.',
  },
  'project.tooLarge': {
    en: 'Nothing was imported: the project holds {size} MB, and imports end at {limit} MB, before memory runs out. Everything in it can still be edited and exported. Import the articles into a new project, or remove articles from this one.',
    de: 'Es wurde nichts importiert: Das Projekt belegt {size} MB, und bei {limit} MB endet der Import, bevor der Arbeitsspeicher ausgeht. Alles darin lässt sich weiter bearbeiten und exportieren. Importieren Sie die Artikel in ein neues Projekt, oder entfernen Sie Artikel aus diesem.',
  },
  'file.notFound': {
    en: '“{path}” does not exist. Check the name and the place.',
    de: '„{path}“ gibt es nicht. Prüfen Sie Name und Ort.',
  },
  'file.unreadable': {
    en: '“{path}” cannot be read ({reason}). Check its permissions.',
    de: '„{path}“ kann nicht gelesen werden ({reason}). Prüfen Sie die Zugriffsrechte.',
  },
  'file.notText': {
    en: '“{path}” is not a text file: it holds binary data. It was skipped.',
    de: '„{path}“ ist keine Textdatei, sie enthält Binärdaten. Sie wurde übersprungen.',
  },
  'file.tooLarge': {
    en: '“{path}” has {size} MB; texts of up to {limit} MB are taken. It was skipped. Split it into single articles.',
    de: '„{path}“ hat {size} MB; angenommen werden Texte bis {limit} MB. Die Datei wurde übersprungen. Teilen Sie sie in einzelne Artikel.',
  },
  'file.empty': {
    en: '“{path}” is empty. It was skipped.',
    de: '„{path}“ ist leer. Die Datei wurde übersprungen.',
  },
  'split.pattern': {
    en: 'The pattern “{pattern}” cannot be used to part texts: write characters, classes such as [A-Z] or \\d, alternatives with |, and * or + behind a single character or class (at most two); groups cannot be repeated.',
    de: 'Das Muster „{pattern}“ eignet sich nicht zum Trennen von Texten: Erlaubt sind Zeichen, Klassen wie [A-Z] oder \\d, Alternativen mit | sowie * oder + hinter einem einzelnen Zeichen oder einer Klasse (höchstens zwei); Gruppen lassen sich nicht wiederholen.',
  },
  'split.none': {
    en: 'No line of the text parts it (“{separator}”). Nothing of it was imported. Look at the preview, or import it as one article.',
    de: 'Keine Zeile des Textes trennt ihn („{separator}“). Es wurde nichts davon importiert. Sehen Sie sich die Vorschau an, oder importieren Sie ihn als einen Artikel.',
  },
  'split.tooMany': {
    en: 'The separator cuts the text into more than {limit} pieces. Nothing of it was imported.',
    de: 'Das Trennzeichen zerlegt den Text in mehr als {limit} Stücke. Es wurde nichts davon importiert.',
  },
  'file.kind': {
    en: '“{path}” is of a kind that is not read. It was skipped. Text, Markdown, web pages, PDF, Word, OpenDocument, mails, tables and archives of these are read.',
    de: '„{path}“ ist von einer Art, die nicht gelesen wird. Die Datei wurde übersprungen. Gelesen werden Text, Markdown, Webseiten, PDF, Word, OpenDocument, Mails, Tabellen und Archive davon.',
  },
  'file.damaged': {
    en: '“{path}” cannot be read as {kind}: it is damaged or of another kind. It was skipped.',
    de: '„{path}“ lässt sich nicht als {kind} lesen: Die Datei ist beschädigt oder von anderer Art. Sie wurde übersprungen.',
  },
  'file.encrypted': {
    en: '“{path}” is protected by a password. It was skipped. Save it without one and import it again.',
    de: '„{path}“ ist mit einem Kennwort geschützt und wurde übersprungen. Speichern Sie die Datei ohne Kennwort und importieren Sie sie erneut.',
  },
  'file.noText': {
    en: '“{path}” holds pictures of pages and no text. It was skipped. Run it through text recognition first.',
    de: '„{path}“ enthält Bilder von Seiten und keinen Text. Die Datei wurde übersprungen. Lassen Sie zuerst eine Texterkennung darüber laufen.',
  },
  'file.tooLong': {
    en: '“{path}” has {pages} pages; documents of up to {limit} pages are read. It was skipped.',
    de: '„{path}“ hat {pages} Seiten; gelesen werden Dokumente bis {limit} Seiten. Die Datei wurde übersprungen.',
  },
  'file.tooSlow': {
    en: '“{path}” took longer than {seconds} seconds to read. It was skipped.',
    de: '„{path}“ zu lesen dauerte länger als {seconds} Sekunden. Die Datei wurde übersprungen.',
  },
  'file.tooMuch': {
    en: '“{path}” needs more memory than a file may. It was skipped. Split it into smaller files.',
    de: '„{path}“ braucht mehr Speicher, als eine Datei darf, und wurde übersprungen. Teilen Sie sie in kleinere Dateien.',
  },
  'archive.tooLarge': {
    en: '“{path}” unpacks to more than {limit} MB. What was read before is kept; the rest was skipped.',
    de: '„{path}“ ist entpackt größer als {limit} MB. Was davor gelesen wurde, ist da; der Rest wurde übersprungen.',
  },
  'archive.tooMany': {
    en: '“{path}” holds {count} files; archives of up to {limit} are read. It was skipped.',
    de: '„{path}“ enthält {count} Dateien; gelesen werden Archive mit bis zu {limit}. Das Archiv wurde übersprungen.',
  },
  'archive.unsafe': {
    en: '“{path}” names a place outside the archive. It was skipped; nothing was written outside the project.',
    de: '„{path}“ nennt einen Ort außerhalb des Archivs. Die Datei wurde übersprungen; außerhalb des Projekts wurde nichts geschrieben.',
  },
  'table.tooWide': {
    en: '“{path}” has more than {limit} columns, the most a table may have. It was skipped. Keep only the columns you need.',
    de: '„{path}“ hat mehr als {limit} Spalten, so viele darf eine Tabelle höchstens haben. Die Datei wurde übersprungen. Behalten Sie nur die Spalten, die Sie brauchen.',
  },
  'table.tooLong': {
    en: '“{path}” has more than {limit} rows. It was skipped. Split it into smaller tables.',
    de: '„{path}“ hat mehr als {limit} Zeilen. Die Datei wurde übersprungen. Teilen Sie sie in kleinere Tabellen.',
  },
  'table.noText': {
    en: 'No column of “{path}” looks like the text of articles ({columns}). It was skipped. Name the column “text” and import it again.',
    de: 'Keine Spalte von „{path}“ sieht nach dem Text von Artikeln aus ({columns}). Die Datei wurde übersprungen. Nennen Sie die Spalte „text“ und importieren Sie sie erneut.',
  },
  'file.exists': {
    en: '“{path}” already exists and was not overwritten. Choose another name.',
    de: '„{path}“ gibt es schon und wurde nicht überschrieben. Wählen Sie einen anderen Namen.',
  },
  'file.unwritable': {
    en: '“{path}” cannot be written ({reason}). Choose another place.',
    de: '„{path}“ kann nicht geschrieben werden ({reason}). Wählen Sie einen anderen Ort.',
  },
  'import.noArticles': {
    en: 'There is no article in “{path}”: text, Markdown, web pages, PDF, Word, OpenDocument, mails, tables and archives of these are read. Choose another folder.',
    de: 'In „{path}“ liegt kein Artikel: Gelesen werden Text, Markdown, Webseiten, PDF, Word, OpenDocument, Mails, Tabellen und Archive davon. Wählen Sie einen anderen Ordner.',
  },
  'extract.sameStem': {
    en: 'Two inputs would write the same file: “{first}” and “{second}”. Rename one of them.',
    de: 'Zwei Eingaben würden dieselbe Datei schreiben: „{first}“ und „{second}“. Benennen Sie eine davon um.',
  },
  'command.unknown': {
    en: 'There is no command of type “{type}”. See “beleg commands --schema”.',
    de: 'Es gibt keinen Befehl der Art „{type}“. Siehe „beleg commands --schema“.',
  },
  'command.conflict': {
    en: 'The command id “{id}” was already used for a different command. Nothing was changed.',
    de: 'Die Befehls-ID „{id}“ wurde schon für einen anderen Befehl verwendet. Es wurde nichts geändert.',
  },
  'notFound': {
    en: 'There is no {kind} with the id “{id}”. It may have been removed; nothing was changed.',
    de: '{kind} mit der ID „{id}“ gibt es nicht. Vielleicht wurde sie entfernt; es wurde nichts geändert.',
  },
  'span.outside': {
    en: 'The selection lies outside the text. Nothing was changed.',
    de: 'Die Auswahl liegt außerhalb des Textes. Es wurde nichts geändert.',
  },
  'span.masked': {
    en: 'The selection lies in a masked part ({kind}). Facts rest on the article, not on what surrounds it; unmask the line first if it belongs to the article.',
    de: 'Die Auswahl liegt in einem ausgeblendeten Teil ({kind}). Fakten stützen sich auf den Artikel, nicht auf sein Umfeld; blenden Sie die Zeile zuerst ein, wenn sie zum Artikel gehört.',
  },
  'family.alone': {
    en: 'Nothing to split: there is nobody else in the family.',
    de: 'Es gibt nichts zu trennen: In der Familie ist sonst niemand.',
  },
  'fact.elsewhere': {
    en: 'Nothing was changed: this article only attests the fact. Open it in the article it was decided in.',
    de: 'Es wurde nichts geändert: Dieser Artikel belegt den Fakt nur. Öffnen Sie ihn in dem Artikel, in dem er entschieden wurde.',
  },
  'carry.undecided': {
    en: 'Decide the fact first: only what is decided can be carried to other articles.',
    de: 'Entscheiden Sie zuerst über den Fakt: Nur Entschiedenes lässt sich auf andere Artikel übertragen.',
  },
  'carry.cannot': {
    en: 'Nothing was carried: “{title}” does not say it in these words any more. Look at the list again.',
    de: 'Es wurde nichts übertragen: „{title}“ sagt es nicht mehr mit diesen Worten. Bitte die Liste noch einmal ansehen.',
  },
  'version.settled': {
    en: 'This decision has been settled already.',
    de: 'Über diese Entscheidung ist schon bestimmt.',
  },
  'redecode.format': {
    en: 'The bytes of this article say themselves how they are to be read; another encoding cannot be chosen.',
    de: 'Die Bytes dieses Artikels sagen selbst, wie sie zu lesen sind; eine andere Kodierung lässt sich nicht wählen.',
  },
  'redecode.same': {
    en: 'In this encoding the text is the same. Nothing was changed.',
    de: 'In dieser Kodierung ist der Text derselbe. Es wurde nichts geändert.',
  },
  'redecode.unreadable': {
    en: 'The bytes cannot be read as {encoding}. Nothing was changed.',
    de: 'Die Bytes lassen sich nicht als {encoding} lesen. Es wurde nichts geändert.',
  },
  'fact.incomplete': {
    en: 'Not accepted: {roles} is missing. Fill it, or mark it “not stated in the text”.',
    de: 'Nicht angenommen: {roles} fehlt. Füllen Sie es aus, oder markieren Sie es als „nicht im Text genannt“.',
  },
  'facts.decided': {
    en: 'Nothing was decided: one of these facts was decided in the meantime. Look at the list again.',
    de: 'Es wurde nichts entschieden: Über einen dieser Fakten ist inzwischen entschieden. Bitte die Liste noch einmal ansehen.',
  },
  'facts.undecided': {
    en: 'The fact is not decided yet, so there is nothing to check again.',
    de: 'Über den Fakt ist noch nicht entschieden; es gibt nichts nachzuprüfen.',
  },
  'fact.joinSelf': {
    en: 'A fact cannot be joined with itself.',
    de: 'Ein Fakt lässt sich nicht mit sich selbst verbinden.',
  },
  'fact.joinApart': {
    en: 'Only facts of the same article can be joined.',
    de: 'Verbinden lassen sich nur Fakten desselben Artikels.',
  },
  'fact.joinConflict': {
    en: 'Not joined: the two say different things in {roles}. Say which one goes.',
    de: 'Nicht verbunden: Die beiden sagen Verschiedenes in {roles}. Bitte sagen, was wegfällt.',
  },
  'fact.type': {
    en: 'The codebook has no fact type “{type}”.',
    de: 'Das Codebuch kennt den Faktentyp „{type}“ nicht.',
  },
  'fact.typeRetired': {
    en: 'The type “{type}” is retired: it takes no new facts. Nothing was changed; choose another type, or offer it again in the codebook.',
    de: 'Der Typ „{type}“ ist stillgelegt: Er nimmt keine neuen Fakten auf. Es wurde nichts geändert; wählen Sie einen anderen Typ, oder bieten Sie ihn im Codebuch wieder an.',
  },
  'codebook.invalid': {
    en: 'The codebook was refused: {place}: {reason}. Nothing was changed. Places in all: {count}.',
    de: 'Das Codebuch wurde abgelehnt: {place}: {reasonDe}. Es wurde nichts geändert. Stellen insgesamt: {count}.',
  },
  'codebook.overtaken': {
    en: 'The draft was made from version {base}, and the project has version {newest}. Nothing was changed; look at the differences and make the change again.',
    de: 'Der Entwurf beruht auf Fassung {base}, das Projekt hat Fassung {newest}. Es wurde nichts geändert; sehen Sie sich die Unterschiede an und ändern Sie erneut.',
  },
  'codebook.same': {
    en: 'The codebook is as it was; there is nothing to save.',
    de: 'Das Codebuch ist unverändert; es gibt nichts zu speichern.',
  },
  'codebook.typeInUse': {
    en: 'Not saved: {count} decided fact(s) are of the type “{type}”, which would go. Retire it instead: it is then offered no more, and what is there stays readable. Nothing was changed.',
    de: 'Nicht gespeichert: {count} entschiedene(r) Fakt(en) sind vom Typ „{type}“, der entfiele. Legen Sie ihn stattdessen still: Dann wird er nicht mehr angeboten, und was da ist, bleibt lesbar. Es wurde nichts geändert.',
  },
  'codebook.slotInUse': {
    en: 'Not saved: {count} decided fact(s) of the type “{type}” fill the slot “{role}”, which would go. Retire it instead: it is then offered no more, and what is there stays readable. Nothing was changed.',
    de: 'Nicht gespeichert: {count} entschiedene(r) Fakt(en) vom Typ „{type}“ füllen das Feld „{role}“, das entfiele. Legen Sie es stattdessen still: Dann wird es nicht mehr angeboten, und was da ist, bleibt lesbar. Es wurde nichts geändert.',
  },
  'codebook.undoUsed': {
    en: 'This version cannot be undone: {count} fact(s) were coded with “{name}” since, which the earlier codebook does not have. Change or undo those first. Nothing was changed.',
    de: 'Diese Fassung lässt sich nicht rückgängig machen: {count} Fakt(en) wurden seither mit „{nameDe}“ kodiert, das das frühere Codebuch nicht kennt. Ändern Sie zuerst diese, oder machen Sie sie rückgängig. Es wurde nichts geändert.',
  },
  'slot.role': {
    en: 'The type “{type}” has no slot “{role}”.',
    de: 'Der Typ „{type}“ hat kein Feld „{role}“.',
  },
  'undo.nothing': { en: 'There is nothing to undo.', de: 'Es gibt nichts rückgängig zu machen.' },
  'redo.nothing': { en: 'There is nothing to redo.', de: 'Es gibt nichts wiederherzustellen.' },
  'undo.conflict': {
    en: 'This step cannot be undone by itself: {count} later change(s) rest on it ({steps}). Undo those first. Nothing was changed.',
    de: 'Dieser Schritt lässt sich nicht für sich rückgängig machen: {count} spätere Änderung(en) bauen darauf auf ({steps}). Machen Sie zuerst diese rückgängig. Es wurde nichts geändert.',
  },
  'entity.mergeConflict': {
    en: 'Not merged: {conflicts}. If they are the same all the same, confirm it. Nothing was changed.',
    de: 'Nicht zusammengeführt: {conflicts}. Wenn sie dennoch dasselbe sind, bestätigen Sie es. Es wurde nichts geändert.',
  },
  'entity.same': {
    en: 'These are one and the same entity already. Nothing was changed.',
    de: 'Das ist schon ein und dieselbe Entität. Es wurde nichts geändert.',
  },
  'entity.identifierTaken': {
    en: '{scheme} {value} belongs to “{owner}” already. If both are the same, merge them. Nothing was changed.',
    de: '{scheme} {value} gehört schon zu „{owner}“. Wenn beide dasselbe sind, führen Sie sie zusammen. Es wurde nichts geändert.',
  },
  'entity.dates': {
    en: 'The beginning ({from}) lies after the end ({to}). Nothing was changed.',
    de: 'Der Beginn ({from}) liegt nach dem Ende ({to}). Es wurde nichts geändert.',
  },
  'entity.splitNothing': {
    en: 'No mention of “{name}” is among those chosen. Nothing was changed.',
    de: 'Unter den gewählten ist keine Nennung von „{name}“. Es wurde nichts geändert.',
  },
  'purge.unconfirmed': {
    en: 'Nothing was removed. To remove this for good, type “{expected}”.',
    de: 'Es wurde nichts entfernt. Um dies endgültig zu entfernen, geben Sie „{expected}“ ein.',
  },
  'undo.never': {
    en: 'This step cannot be undone ({type}).',
    de: 'Dieser Schritt lässt sich nicht rückgängig machen ({type}).',
  },
  'undo.underWay': {
    en: 'This work is still going on. Cancel it to take back what it has done so far.',
    de: 'Diese Arbeit läuft noch. Brechen Sie sie ab, um zurückzunehmen, was sie bisher getan hat.',
  },
  'purge.busy': {
    en: 'Nothing was removed: a backup, a copy, a check or a release is being written and would keep what goes. Wait for its end or cancel it, then remove again.',
    de: 'Nichts wurde entfernt: Gerade wird eine Sicherung, eine Kopie, eine Prüfung oder ein Release geschrieben, die behalten würde, was geht. Warten Sie ihr Ende ab oder brechen Sie sie ab, dann entfernen Sie erneut.',
  },
  'job.partStays': {
    en: 'Cancelled. What had come in stays, because something was decided about it meanwhile; it is whole.',
    de: 'Abgebrochen. Was schon übernommen war, bleibt, weil inzwischen etwas daran entschieden wurde; es ist vollständig.',
  },
  'job.cancelled': {
    en: 'Cancelled. Nothing half-finished was kept.',
    de: 'Abgebrochen. Es wurde nichts Halbfertiges behalten.',
  },
  'opinion.nothing': {
    en: '“{path}” has no article in common with this project: their texts are not the same. Nothing was taken over.',
    de: '„{path}“ hat keinen Artikel mit diesem Projekt gemeinsam: Die Texte sind nicht dieselben. Es wurde nichts übernommen.',
  },
  'opinion.noRows': {
    en: '“{path}” is a release without our own JSONL. Ask for the release with the format “jsonl”, or for the project.',
    de: '„{path}“ ist ein Release ohne unser JSONL. Bitten Sie um das Release mit dem Format „jsonl“ oder um das Projekt.',
  },
  'opinion.self': {
    en: 'That is this very project. Choose a colleague’s project, release or JSONL export.',
    de: 'Das ist dieses Projekt selbst. Wählen Sie das Projekt, ein Release oder den JSONL-Export einer Kollegin oder eines Kollegen.',
  },
  'export.tooLarge': {
    en: 'The archive would be larger than 4 GiB, which this kind of zip cannot hold. Nothing was written; export fewer articles at a time, or a release as a folder.',
    de: 'Das Archiv würde größer als 4 GiB, mehr fasst diese Art Zip nicht. Es wurde nichts geschrieben; exportieren Sie weniger Artikel auf einmal oder ein Release als Ordner.',
  },
  'export.needsTexts': {
    en: 'The format {format} is made of the articles’ texts and cannot be written without them. Nothing was written; choose “with full texts” or another format.',
    de: 'Das Format {format} besteht aus den Texten der Artikel und lässt sich ohne sie nicht schreiben. Es wurde nichts geschrieben; wählen Sie „mit ganzen Texten“ oder ein anderes Format.',
  },
  'annotations.kind': {
    en: '“{path}” is no file of annotations that is read. It was left out. Read are brat, CoNLL-2002, UIMA XMI, W3C Web Annotation, Label Studio, doccano and our own JSONL, also zipped.',
    de: '„{path}“ ist keine Annotationsdatei, die gelesen wird, und wurde ausgelassen. Gelesen werden brat, CoNLL-2002, UIMA XMI, W3C Web Annotation, Label Studio, doccano und das eigene JSONL, auch gezippt.',
  },
  'annotations.none': {
    en: 'No file of the format {format} is among those named. Nothing was changed.',
    de: 'Unter den genannten ist keine Datei des Formats {format}. Es wurde nichts geändert.',
  },
  'annotations.mixed': {
    en: 'These files are of several formats: {formats}. Nothing was changed; say with --format which one is meant.',
    de: 'Diese Dateien haben verschiedene Formate: {formats}. Es wurde nichts geändert; geben Sie mit --format an, welches gemeint ist.',
  },
  'annotations.unknown': {
    en: 'No annotations were found in these files. Nothing was changed; say with --format what they are.',
    de: 'In diesen Dateien wurden keine Annotationen gefunden. Es wurde nichts geändert; geben Sie mit --format an, was sie sind.',
  },
  'own.notOurs': {
    en: '“{path}” is no JSONL export of Beleg. Nothing was changed; take the file that the export wrote, unpacked and unchanged.',
    de: '„{path}“ ist kein JSONL-Export von Beleg. Es wurde nichts geändert; nehmen Sie die Datei, die der Export geschrieben hat, entpackt und unverändert.',
  },
  'own.truncated': {
    en: '“{path}” ends after line {line} without its last record: it was cut off, or written by an earlier version without texts. Nothing was changed; copy or export it again.',
    de: '„{path}“ endet nach Zeile {line} ohne ihren letzten Eintrag: Sie wurde abgeschnitten oder stammt aus einer früheren Version ohne Texte. Es wurde nichts geändert; kopieren oder exportieren Sie sie noch einmal.',
  },
  'own.encoding': {
    en: '“{path}” is not UTF-8 in line {line}. Nothing was changed; a program in between has stored the file in another encoding.',
    de: '„{path}“ ist in Zeile {line} kein UTF-8. Es wurde nichts geändert; ein Programm dazwischen hat die Datei anders kodiert gespeichert.',
  },
  'entityList.unknown': {
    en: '“{path}” is no list of entities: neither a table with a line of names, nor Wikidata’s documents, nor FollowTheMoney. Nothing was taken in.',
    de: '„{path}“ ist keine Liste von Entitäten: weder eine Tabelle mit einer Zeile von Namen noch Dokumente von Wikidata noch FollowTheMoney. Es wurde nichts aufgenommen.',
  },
  'entityList.noNames': {
    en: 'No column of “{path}” is said to name the entities. Say which one does; nothing was taken in.',
    de: 'Von keiner Spalte in „{path}“ ist gesagt, dass sie die Entitäten benennt. Sagen Sie, welche es ist; es wurde nichts aufgenommen.',
  },
  'entityList.longRecord': {
    en: 'Record {record} of “{path}” does not end: a quotation mark or a brace stands open there. Nothing was taken in. Mend it, or save the list again.',
    de: 'Datensatz {record} von „{path}“ endet nicht: Dort steht ein Anführungszeichen oder eine Klammer offen. Es wurde nichts aufgenommen. Bessern Sie es aus, oder speichern Sie die Liste neu.',
  },
  'entityList.moved': {
    en: 'The registry was changed while “{path}” was compared with it. Nothing was taken in. Take it in again.',
    de: 'Das Verzeichnis wurde geändert, während „{path}“ damit verglichen wurde. Es wurde nichts aufgenommen. Nehmen Sie die Liste noch einmal auf.',
  },
  'entityList.partStays': {
    en: 'The registry was changed while “{path}” was taken in. The part that was in stays, because something was decided about it meanwhile. Take the list in again: who is in already is known by their identifiers.',
    de: 'Das Verzeichnis wurde geändert, während „{path}“ aufgenommen wurde. Der schon aufgenommene Teil bleibt, weil inzwischen etwas daran entschieden wurde. Nehmen Sie die Liste noch einmal auf: Wer schon darin ist, wird an den Kennungen erkannt.',
  },
  'own.longLine': {
    en: 'Line {line} of “{path}” is longer than {most} MB. Nothing was changed; no export of Beleg has such lines.',
    de: 'Zeile {line} von „{path}“ ist länger als {most} MB. Es wurde nichts geändert; kein Export von Beleg hat solche Zeilen.',
  },
  'own.line': {
    en: 'Line {line} of “{path}” is not as Beleg writes it: {reason}. Nothing was changed.',
    de: 'Zeile {line} von „{path}“ ist nicht, wie Beleg sie schreibt: {reason}. Es wurde nichts geändert.',
  },
  'own.quote': {
    en: 'Line {line} of “{path}” quotes words that do not stand there ({start}–{end}). Nothing was changed; text or offsets were changed after the export.',
    de: 'Zeile {line} von „{path}“ zitiert Wörter, die dort nicht stehen ({start}–{end}). Es wurde nichts geändert; Text oder Positionen wurden nach dem Export verändert.',
  },
  'own.texts': {
    en: '“{path}” was written without texts, and the project does not hold the article of line {line}. Nothing was changed; import the articles first, or export with whole texts.',
    de: '„{path}“ wurde ohne Texte geschrieben, und der Artikel aus Zeile {line} ist nicht im Projekt. Es wurde nichts geändert; importieren Sie zuerst die Artikel oder exportieren Sie mit ganzen Texten.',
  },
  'own.article': {
    en: 'The project holds an article of the id in line {line} of “{path}”, with another text. Nothing was changed; read the file into an empty project.',
    de: 'Das Projekt enthält zu der ID in Zeile {line} von „{path}“ einen Artikel mit anderem Text. Es wurde nichts geändert; lesen Sie die Datei in ein leeres Projekt ein.',
  },
  'own.type': {
    en: 'Line {line} of “{path}” has a fact of the type “{type}”, which the codebook of the project does not know. Nothing was changed; take in the codebook of the file first.',
    de: 'Zeile {line} von „{path}“ enthält einen Fakt vom Typ „{type}“, den das Codebuch des Projekts nicht kennt. Es wurde nichts geändert; übernehmen Sie zuerst das Codebuch der Datei.',
  },
  'export.format': {
    en: 'There is no export format “{format}”. Known: {known}.',
    de: 'Es gibt kein Exportformat „{format}“. Bekannt sind: {known}.',
  },
  'dataset.released': {
    en: '“{name}” has releases and stays, so that they can be written again. Nothing was changed.',
    de: '„{name}“ hat Releases und bleibt, damit sie sich wieder schreiben lassen. Es wurde nichts geändert.',
  },
  'release.empty': {
    en: 'The dataset holds no fact, so there is nothing to freeze. Widen its filter or decide facts first.',
    de: 'Der Datensatz enthält keinen Fakt; es gibt nichts einzufrieren. Erweitern Sie den Filter oder entscheiden Sie zuerst über Fakten.',
  },
  'release.invalid': {
    en: 'Not frozen: the dataset holds facts that are not valid ({points}). Mend them or leave them out first.',
    de: 'Nicht eingefroren: Der Datensatz enthält ungültige Fakten ({points}). Berichtigen Sie sie oder lassen Sie sie zuerst weg.',
  },
  'release.open': {
    en: 'Not frozen: something is still open ({points}). Settle it, or freeze all the same; the README then names it.',
    de: 'Nicht eingefroren: Einiges ist noch offen ({points}). Klären Sie es, oder frieren Sie trotzdem ein; das README nennt es dann.',
  },
  'release.version': {
    en: '“{version}” is no version after {last}. Versions are numbers parted by dots and only grow: 2, 1.1 or 1.0.1.',
    de: '„{version}“ ist keine Version nach {last}. Versionen sind Zahlen mit Punkten dazwischen und wachsen nur: 2, 1.1 oder 1.0.1.',
  },
  'release.overtaken': {
    en: 'Not frozen: the dataset was released, or something was removed for good, in the meantime. Freeze again.',
    de: 'Nicht eingefroren: Inzwischen wurde der Datensatz schon freigegeben oder etwas endgültig entfernt. Frieren Sie erneut ein.',
  },
  'dataset.name': {
    en: 'There is no dataset called “{name}”. Known: {known}.',
    de: 'Es gibt keinen Datensatz namens „{name}“. Bekannt sind: {known}.',
  },
  'worker.gone': {
    en: 'A background process stopped before it had answered. Everything shown as saved is kept; repeat the last step.',
    de: 'Ein Hintergrundprozess ist ausgefallen, bevor er geantwortet hat. Alles als gespeichert Angezeigte ist erhalten; wiederholen Sie den letzten Schritt.',
  },
  'worker.back': {
    en: 'A background process stopped and was started again. Everything shown as saved is kept, and what was on its way was sent again.',
    de: 'Ein Hintergrundprozess ist ausgefallen und wurde neu gestartet. Alles als gespeichert Angezeigte ist erhalten, und was unterwegs war, wurde erneut gesendet.',
  },
  'page.gone': {
    en: 'The page stopped and was loaded again. Everything shown as saved is kept; what was being typed is lost, and a change that still showed as “saving” may be.',
    de: 'Die Seite ist ausgefallen und wurde neu geladen. Alles als gespeichert Angezeigte ist erhalten; gerade Eingegebenes ging verloren, und eine noch als „wird gespeichert“ angezeigte Änderung möglicherweise auch.',
  },
  'page.unsent': {
    en: 'The page ended while {count} change(s) still showed as “saving”. Everything shown as saved is kept; look whether the last changes are there.',
    de: 'Die Seite endete, während {count} Änderung(en) noch als „wird gespeichert“ angezeigt wurden. Alles als gespeichert Angezeigte ist erhalten; sehen Sie nach, ob die letzten Änderungen da sind.',
  },
  'shell.gone': {
    en: 'Beleg does not answer: its program was closed or lost its connection. Everything shown as saved is kept. Start Beleg again, or try again.',
    de: 'Beleg antwortet nicht: Das Programm wurde beendet oder die Verbindung ist abgerissen. Alles als gespeichert Angezeigte ist erhalten. Starten Sie Beleg neu, oder versuchen Sie es noch einmal.',
  },
  'internal': {
    en: 'Something went wrong inside Beleg ({reason}). Everything shown as saved is kept. Please report this.',
    de: 'In Beleg ist ein Fehler aufgetreten ({reason}). Alles als gespeichert Angezeigte ist erhalten. Bitte melden Sie das.',
  },
} as const satisfies Record<string, Record<Language, string>> // prettier-ignore

export type ErrorCode = keyof typeof catalogue
export const errorCodes = Object.keys(catalogue) as readonly ErrorCode[]

const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(catalogue, value)

export const errorSchema = z.object({
  code: z.custom<ErrorCode>(isErrorCode, 'unknown error code'),
  /** English sentence; the interface shows `errorMessage(error, language)` instead. */
  message: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
  /** Whether doing the same again can succeed. */
  retry: z.boolean().optional(),
})
export type ErrorDetail = Readonly<Record<string, string | number | string[]>>
export interface BelegFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly detail?: ErrorDetail | undefined
  readonly retry?: boolean | undefined
}

/** The answer of every channel. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BelegFailure }

/** Thrown inside a process; turned into a `Result` at its boundary by `toFailure`. */
export class BelegError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail | undefined
  readonly retry: boolean | undefined

  constructor(
    code: ErrorCode,
    detail?: ErrorDetail,
    options?: { readonly retry?: boolean; readonly cause?: unknown },
  ) {
    super(
      errorMessage({ code, detail }, 'en'),
      options?.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = 'BelegError'
    this.code = code
    this.detail = detail
    this.retry = options?.retry
  }
}

/** The sentence for an error in a language. A value missing from `detail` shows as its name. */
export function errorMessage(
  error: { readonly code: ErrorCode; readonly detail?: ErrorDetail | undefined },
  language: Language,
): string {
  return catalogue[error.code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = error.detail?.[name]
    return value === undefined ? name : Array.isArray(value) ? value.join(', ') : String(value)
  })
}

/** Any thrown value as a failure that may cross a boundary. Unknown errors keep their message as the reason. */
export function toFailure(thrown: unknown): BelegFailure {
  if (thrown instanceof BelegError) {
    return {
      code: thrown.code,
      message: thrown.message,
      ...(thrown.detail === undefined ? {} : { detail: thrown.detail }),
      ...(thrown.retry === undefined ? {} : { retry: thrown.retry }),
    }
  }
  const detail = { reason: thrown instanceof Error ? thrown.message : String(thrown) }
  return { code: 'internal', message: errorMessage({ code: 'internal', detail }, 'en'), detail }
}

/** For the default branch of a closed union. */
export function assertNever(value: never): never {
  throw new BelegError('internal', { reason: `unexpected value ${JSON.stringify(value)}` })
}
