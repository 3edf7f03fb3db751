import type { Bilingual } from '../../shared/model/codebook.ts'
import {
  listRemarks,
  listRemarkWords,
  type ListEntry,
  type ListReading,
  type ListReport,
} from '../../shared/model/entity-list.ts'

/** What an import of a list did, or would do, for a person to read. */
export function sentencesOfList(report: ListReport, choice: ListReading['sameName']): readonly Bilingual[] {
  const { counts, adds, total, seq, table } = report
  const n = String
  const sentences: Bilingual[] = []
  if (seq === null) sentences.push({ en: 'Nothing was changed; this is what would be done.', de: 'Es wurde nichts geändert; so sähe es aus.' })
  if (table !== null) {
    const columns = Object.entries(table.mapping).map(([column, meaning]) => `${meaning}=${column}`).join(', ')
    sentences.push({ en: `Columns: ${columns}.`, de: `Spalten: ${columns}.` })
  }
  sentences.push({
    en: `Entries: ${n(total)}. New: ${n(counts.new)}; known by an identifier: ${n(counts.known)}; refused: ${n(counts.refused)}.`,
    de: `Einträge: ${n(total)}. Neu: ${n(counts.new)}; an einer Kennung erkannt: ${n(counts.known)}; abgelehnt: ${n(counts.refused)}.`,
  })
  sentences.push({
    en: `Added: ${n(adds.names)} names, ${n(adds.identifiers)} identifiers, ${n(adds.offices)} offices.`,
    de: `Dazu: ${n(adds.names)} Namen, ${n(adds.identifiers)} Kennungen, ${n(adds.offices)} Ämter.`,
  })
  if (counts.sameName > 0)
    sentences.push(
      choice === 'beside'
        ? { en: `The same name as one that is there, taken in beside it: ${n(counts.sameName)}. “The same?” offers them as pairs.`, de: `Gleichnamig mit einem vorhandenen, daneben aufgenommen: ${n(counts.sameName)}. „Dasselbe?“ bietet sie als Paare an.` }
        : { en: `The same name as one that is there, left for a decision: ${n(counts.sameName)} (--same-name beside takes them in as others, same for those there).`, de: `Gleichnamig mit einem vorhandenen, zur Entscheidung gelassen: ${n(counts.sameName)} (--same-name beside nimmt sie als andere auf, same für die vorhandenen).` },
    )
  if (counts.conflict > 0) sentences.push({ en: `Identifiers that do not go together: ${n(counts.conflict)}.`, de: `Kennungen, die nicht zueinander passen: ${n(counts.conflict)}.` })
  for (const remark of listRemarks) {
    const count = report.remarks[remark]
    if (count !== undefined) sentences.push(remarkSentence(remark, count, report.entries))
  }
  const [from, to] = [n(report.from), n(report.from + total - 1)]
  if (report.next !== null)
    sentences.push({
      en: `These are entries ${from} to ${to}; the list goes on. Take in the next part with --from ${n(report.next)}.`,
      de: `Das sind die Einträge ${from} bis ${to}; die Liste geht weiter. Nehmen Sie den nächsten Teil mit --from ${n(report.next)} auf.`,
    })
  else if (report.from > 1)
    sentences.push({ en: `These are entries ${from} to ${to}, the last part of the list.`, de: `Das sind die Einträge ${from} bis ${to}, der letzte Teil der Liste.` })
  return sentences
} // prettier-ignore

const mostNamed = 5

function remarkSentence(remark: (typeof listRemarks)[number], count: number, entries: readonly ListEntry[]): Bilingual {
  const words = listRemarkWords[remark]
  const those = entries.filter((entry) => entry.remark === remark).slice(0, mostNamed)
  const named = those.map(({ row, name, detail, entities, rows }) => {
    const others = [...entities.map(({ id, labelDe, labelEn }) => labelDe ?? labelEn ?? id), ...rows.map((other) => `${String(other.row)} ${other.name}`)]
    return `${String(row)} ${name}${detail === null || detail === name ? '' : ` (${detail})`}${others.length === 0 ? '' : ` – ${others.join(', ')}`}`
  })
  const list = named.length === 0 ? '' : `: ${named.join('; ')}${count > named.length ? ' …' : ''}`
  return { en: `${words.en} (${String(count)})${list}.`, de: `${words.de} (${String(count)})${list}.` }
} // prettier-ignore
