import type { ArticleRow, FactView } from '../../../shared/model/views.ts'
import type { ExportRecord } from './export-record.ts'
import {
  factsByArticle,
  type ArticleContent,
  type ExportChunks,
  type ExportSource,
  type FileWriter,
} from './export-source.ts'
import { canonicalJson } from './jsonl-line.ts'
import { schemaRecords } from './jsonl-schemas.ts'

export { canonicalJson } from './jsonl-line.ts'

const line = (record: ExportRecord): string => `${canonicalJson(record)}\n`

async function* write(source: ExportSource): ExportChunks {
  const { project, dataset, codebook, options } = source
  yield line({
    record: 'header',
    schema: 'beleg-export/1',
    offsets: 'UTF-16 code units, half-open, into the text named by textSha256 of the article',
    project: { id: project.id, name: project.name },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook: { id: codebook.id, version: codebook.version },
    texts: options.texts ?? 'full',
  })
  for (const schema of schemaRecords()) yield line(schema)
  yield line({ ...codebook, record: 'codebook' })
  const counts = { articles: 0, entities: 0, mentions: 0, facts: 0, decisions: 0 }
  for await (const { article, facts } of factsByArticle(source)) {
    counts.articles++
    yield line({ ...countedHere(article, facts, await source.content(article.id)), record: 'article' })
  }
  for await (const { mentions: _mentions, articles: _articles, ...entity } of source.registry()) {
    counts.entities++
    yield line({ ...entity, record: 'entity' })
  }
  for await (const { article, facts } of factsByArticle(source)) {
    const content = await source.content(article.id)
    yield line(contentOf(article, content, source))
    for (const mention of content.mentions) {
      counts.mentions++
      yield line({ ...mention, record: 'mention' })
    }
    for (const { ruleRecord: _record, confidence: _confidence, breaks: _breaks, ...fact } of facts) {
      counts.facts++
      yield line({ ...fact, record: 'fact' })
      for (const decision of await source.decisionsOf(fact.id)) {
        counts.decisions++
        yield line({ ...decision, record: 'decision', factId: fact.id })
      }
    }
  }
  yield line({ record: 'end', ...counts })
  return counts.articles + counts.entities + counts.mentions + counts.facts + counts.decisions
}

/** What other articles and facts of the project make of an article is no part of the dataset. */
function countedHere(
  { newest: _newest, family: _family, unsettled: _unsettled, ...row }: ArticleRow,
  facts: readonly FactView[],
  { sentences }: ArticleContent,
): ArticleRow {
  return {
    ...row,
    facts: facts.length,
    decided: facts.filter(({ state }) => state !== 'proposed' && state !== 'withdrawn').length,
    conflicts: facts.filter(({ conflictsWith }) => conflictsWith.length > 0).length,
    sentences: sentences.length,
    reviewed: sentences.filter(({ reviewed }) => reviewed).length,
  }
}

function contentOf(
  { id }: ArticleRow,
  { text, metadata, zones, sentences, remark }: ArticleContent,
  { options }: ExportSource,
): ExportRecord {
  const withheld = options.texts !== undefined && options.texts !== 'full'
  return {
    record: 'content',
    articleId: id,
    text: withheld ? null : text,
    metadata,
    zones,
    sentences,
    ...(remark === undefined ? {} : { remark }),
  }
}

/** Everything about the facts and the articles they rest on, one JSON object per line; read back without loss. */
export const jsonl: FileWriter = {
  format: 'jsonl',
  label: { en: 'JSONL, complete', de: 'JSONL, vollständig' },
  use: {
    en: 'For programs, and for another project: articles, mentions, entities, facts and every decision, read back without loss.',
    de: 'Für Programme und für ein anderes Projekt: Artikel, Nennungen, Entitäten, Fakten und jede Entscheidung, ohne Verlust zurückzulesen.',
  },
  extension: 'jsonl',
  row: 'record',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    {
      en: 'The files the articles came from are named by checksum only; of a web page or PDF the text is here, not the page.',
      de: 'Die Dateien, aus denen die Artikel kamen, sind nur durch Prüfsumme benannt; von Webseite oder PDF ist der Text enthalten, nicht die Seite.',
    },
    {
      en: 'Who linked a mention, marked a zone or read a sentence is not included, only that it was done; facts have all their decisions.',
      de: 'Wer eine Nennung verknüpft, eine Zone markiert oder einen Satz gelesen hat, ist nicht enthalten, nur dass es geschah; Fakten haben alle ihre Entscheidungen.',
    },
    {
      en: 'Facts outside the dataset are not included, nor the record of rules and the families of articles, which the whole project makes.',
      de: 'Fakten außerhalb des Datensatzes fehlen, ebenso die Bilanz der Regeln und die Artikelfamilien, die sich aus dem ganzen Projekt ergeben.',
    },
    {
      en: 'Of a proposal that was edited only what it became is included; priors of mentions and fillers in the words of other attesting articles are not.',
      de: 'Von einem bearbeiteten Vorschlag ist nur enthalten, was daraus wurde; A-priori-Werte von Nennungen und Füllungen in den Worten weiterer bezeugender Artikel fehlen.',
    },
  ],
  write,
}
