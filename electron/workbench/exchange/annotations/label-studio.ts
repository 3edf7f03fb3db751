import type { Codebook } from '../../../../shared/model/codebook.ts'
import { unitTable } from '../../../../shared/offsets.ts'
import { modalities, polarities } from '../../../../shared/model/vocabulary.ts'
import { annotationGraphs, facetNames, facetsOf, reserved, type AnnotationGraph } from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import { rolesOf } from '../tables/facts.ts'
import type { ExportChunks, ExportFile, ExportSource, FolderWriter } from '../export-source.ts'
import { flatMarks } from './flat-marks.ts'
import { canonicalJson } from '../jsonl-line.ts'
import { xmlAttributes } from '../xml-text.ts'
import { whole } from './whole-file.ts'

const tag = (name: string, values: Readonly<Record<string, string>>): string =>
  `<${name}${xmlAttributes(values)}/>`

/** The labelling interface that the tasks are made for. */
function configXml(codebook: Codebook): string {
  const labels = [
    ...codebook.mentionTypes.map(({ id }) => tag('Label', { value: id, background: '#1f77b4' })),
    ...codebook.factTypes.map(({ id }) => tag('Label', { value: id, background: '#d62728' })),
    ...Object.values(reserved).map((id) => tag('Label', { value: id, background: '#8c8c8c' })),
  ]
  const roles = [...rolesOf(codebook), reserved.evidence, reserved.time, 'derivedFrom', 'conflictsWith']
  const choice = (name: string, values: readonly string[]): readonly string[] => [
    `  <Choices${xmlAttributes({ name, toName: 'text', perRegion: 'true', choice: 'single' })}>`,
    ...values.map((value) => `    ${tag('Choice', { value })}`),
    '  </Choices>',
  ]
  return [
    '<View>',
    '  <Relations>',
    ...roles.map((value) => `    ${tag('Relation', { value })}`),
    '  </Relations>',
    '  <Labels name="label" toName="text">',
    ...labels.map((label) => `    ${label}`),
    '  </Labels>',
    ...choice('modality', modalities),
    ...choice('polarity', polarities),
    '  <Text name="text" value="$text" granularity="symbol"/>',
    '</View>',
    '',
  ].join('\n')
} // prettier-ignore

/** A task with one finished annotation. */
function taskOf(graph: AnnotationGraph, id: number): object {
  const units = unitTable(graph.text, 'code-points')
  const { marks, arrows } = flatMarks(graph)
  const result = marks.flatMap(({ id: region, node, span }) => {
    const place = { start: units.of(span.start), end: units.of(span.end), text: span.surface }
    const own = { id: region, to_name: 'text', origin: 'manual' }
    const remarks = facetNames.flatMap((name) =>
      name === 'modality' || name === 'polarity' ? [] : facetsOf(node, name).map((value) => `${name}=${value}`),
    )
    return [
      { ...own, from_name: 'label', type: 'labels', value: { ...place, labels: [node.label] }, ...(remarks.length === 0 ? {} : { meta: { text: remarks } }) },
      ...(['modality', 'polarity'] as const).flatMap((name) =>
        facetsOf(node, name).map((value) => ({ ...own, from_name: name, type: 'choices', value: { ...place, choices: [value] } })),
      ),
    ]
  })
  const relations = arrows.map(({ from, role, to }) => ({
    type: 'relation',
    from_id: from.id,
    to_id: to.id,
    direction: 'right',
    labels: [role],
  }))
  const { article } = graph
  return {
    id,
    data: {
      text: graph.text,
      articleId: article.id,
      sourceName: article.sourceName,
      textSha256: article.textSha256,
      sourceSha256: article.sourceSha256,
    },
    annotations: [{ id, result: [...result, ...relations] }],
  }
} // prettier-ignore

async function* tasks(source: ExportSource): ExportChunks {
  let articles = 0
  yield '['
  for await (const graph of annotationGraphs(source)) {
    yield `${articles === 0 ? '\n' : ',\n'}${canonicalJson(taskOf(graph, articles + 1))}`
    articles++
  }
  yield '\n]\n'
  return articles
}

async function* files(source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  yield await Promise.resolve({ path: 'config.xml', write: () => whole(configXml(source.codebook)) })
  yield { path: 'tasks.json', write: () => tasks(source) }
}

/** Tasks for Label Studio, and the interface they are shown in. */
export const labelStudio: FolderWriter = {
  format: 'label-studio',
  label: { en: 'Label Studio (JSON)', de: 'Label Studio (JSON)' },
  use: {
    en: 'For Label Studio: a task per article with labels and relations; set “config.xml” as the labelling interface first.',
    de: 'Für Label Studio: eine Aufgabe je Artikel mit Labels und Relationen; vorher „config.xml“ als Oberfläche einsetzen.',
  },
  extension: 'zip',
  row: 'article',
  unit: 'code-points',
  needsTexts: true,
  losses: [
    {
      en: 'Label Studio counts code points; versions before 2022 counted UTF-16 and show marks behind emoji in the wrong place.',
      de: 'Label Studio zählt Codepunkte; Versionen vor 2022 zählten UTF-16 und zeigen Markierungen hinter Emoji an falscher Stelle.',
    },
    annotationLosses.attestations,
    annotationLosses.history,
    annotationLosses.norms,
    annotationLosses.parts,
    annotationLosses.zones,
    annotationLosses.anchor,
  ],
  files,
}
