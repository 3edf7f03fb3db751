import { readFileSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Token } from '../workbench/extraction/document.ts'
import { packOf } from '../workbench/extraction/mentions/pack.ts'
import { parseMentionLexicon } from '../workbench/extraction/mentions/lexicon.ts'
import { buckets, featuresOf, featuresPerToken } from './tagger/features.ts'
import { decode, type TaggerWeights } from './tagger/viterbi.ts'

/**
 * Trains the name tagger, an averaged structured perceptron, on tab-separated sentences (number, token, outer
 * label, inner label; "#" opens a sentence's source, an empty line ends it) and prints strict figures on others.
 */
const program = new Command('train-tagger')
  .description('Train the averaged perceptron on labelled sentences and report strict outer F1 on others.')
  .requiredOption('--train <file>', 'sentences to learn from')
  .requiredOption('--test <file>', 'sentences to report on')
  .option('--epochs <number>', 'times to go through the sentences', '10')
  .option('--margin <number>', 'by how much the right labels must win', '30')
  .option('--least <number>', 'times a feature must occur', '2')
  .option('--out <file>', 'write the weights, 8 bits each')
  .parse()
const options = program.opts<{
  train: string
  test: string
  epochs: string
  margin: string
  least: string
  out?: string
}>()

interface Example {
  readonly tokens: readonly Token[]
  readonly gold: readonly string[]
}

function readSentences(file: string): readonly Example[] {
  const sentences: Example[] = []
  let tokens: Token[] = []
  let gold: string[] = []
  const close = (): void => {
    if (tokens.length > 0) sentences.push({ tokens, gold })
    tokens = []
    gold = []
  }
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#')) continue
    const [, text, outer] = line.split('\t')
    if (text === undefined || outer === undefined) {
      close()
      continue
    }
    tokens.push({ start: 0, end: text.length, text, lower: text.toLowerCase(), kind: 'word' })
    gold.push(outer.trim())
  }
  close()
  return sentences
}

const lexicon = parseMentionLexicon((name): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8')),
)
const pack = packOf(lexicon)
const training = readSentences(options.train)
const testing = readSentences(options.test)
const labels = [
  'O',
  ...[...new Set(training.flatMap(({ gold }) => gold))].filter((label) => label !== 'O').sort(),
]
const labelOf = new Map(labels.map((label, index) => [label, index]))
const count = labels.length

const emissions = new Float32Array(buckets * count)
const transitions = new Float32Array((count + 1) * count)
const emissionSums = new Float64Array(buckets * count)
const transitionSums = new Float64Array((count + 1) * count)
const weights: TaggerWeights = { labels, emissions, transitions }

/** Adds to a weight and, for the average over all steps, to its sum weighted by the step. */
function move(values: Float32Array, sums: Float64Array, at: number, by: number, step: number): void {
  values[at] = (values[at] ?? 0) + by
  sums[at] = (sums[at] ?? 0) + by * step
}

/** Numbers between 0 and 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const prepared = training.map(({ tokens, gold }) => ({
  features: featuresOf(pack, tokens),
  gold: Uint8Array.from(gold, (label) => labelOf.get(label) ?? 0),
}))
// What occurs once teaches only that sentence: such features stay without weight.
const seen = new Uint32Array(buckets)
for (const { features } of prepared) for (const feature of features) seen[feature] = (seen[feature] ?? 0) + 1
const least = Number(options.least)
const margin = Number(options.margin)
const random = seeded(20140)
const order = prepared.map((_example, index) => index)
let step = 1
for (let epoch = 1; epoch <= Number(options.epochs); epoch += 1) {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
  let wrong = 0
  for (const index of order) {
    const example = prepared[index]
    if (example === undefined) continue
    const found = decode(weights, example.features, { gold: example.gold, margin })
    for (let at = 0; at < found.length; at += 1) {
      const want = example.gold[at] ?? 0
      const got = found[at] ?? 0
      const wantBefore = at === 0 ? -1 : (example.gold[at - 1] ?? 0)
      const gotBefore = at === 0 ? -1 : (found[at - 1] ?? 0)
      if (want !== got) {
        wrong += 1
        for (let template = 0; template < featuresPerToken; template += 1) {
          const bucket = example.features[at * featuresPerToken + template] ?? 0
          if ((seen[bucket] ?? 0) < least) continue
          const row = bucket * count
          move(emissions, emissionSums, row + want, 1, step)
          move(emissions, emissionSums, row + got, -1, step)
        }
      }
      if (want !== got || wantBefore !== gotBefore) {
        move(transitions, transitionSums, (wantBefore + 1) * count + want, 1, step)
        move(transitions, transitionSums, (gotBefore + 1) * count + got, -1, step)
      }
    }
    step += 1
  }
  console.log(`epoch ${String(epoch)}: ${String(wrong)} tokens wrong in training`)
}

const average = (values: Float32Array, sums: Float64Array): Float32Array =>
  values.map((value, at) => value - (sums[at] ?? 0) / step)
const averaged: TaggerWeights = {
  labels,
  emissions: average(emissions, emissionSums),
  transitions: average(transitions, transitionSums),
}

/** Weights in 8 bits, so that the model stays below four megabytes. */
function quantised({ labels: names, emissions: e, transitions: t }: TaggerWeights): TaggerWeights {
  let largest = 0
  for (const value of t) largest = Math.max(largest, Math.abs(value))
  const sorted = Float32Array.from(e, Math.abs).sort()
  const scale = 127 / Math.max(largest, sorted[Math.floor(sorted.length * 0.99995)] ?? 1)
  const pressed = (values: Float32Array | Int8Array): Int8Array =>
    Int8Array.from(values, (value) => Math.max(-127, Math.min(127, Math.round(value * scale))))
  return { labels: names, emissions: pressed(e), transitions: pressed(t) }
}
const model = quantised(averaged)

function spansOf(sequence: readonly string[]): ReadonlySet<string> {
  const spans = new Set<string>()
  let from = -1
  sequence.forEach((label, at) => {
    if (label.startsWith('B-')) from = at
    const next = sequence[at + 1] ?? 'O'
    if (label !== 'O' && next !== `I-${label.slice(2)}`)
      spans.add(`${String(from)}:${String(at)}:${label.slice(2)}`)
  })
  return spans
}

function report(title: string, used: TaggerWeights): void {
  const scores = new Map<string, { hits: number; found: number; gold: number }>()
  const score = (label: string) => {
    const known = scores.get(label) ?? { hits: 0, found: 0, gold: 0 }
    scores.set(label, known)
    return known
  }
  for (const { tokens, gold } of testing) {
    const path = decode(used, featuresOf(pack, tokens))
    const found = spansOf([...path].map((label) => labels[label] ?? 'O'))
    const wanted = spansOf(gold)
    for (const span of wanted) {
      const label = span.split(':')[2] ?? ''
      for (const group of [label, 'all']) score(group).gold += 1
    }
    for (const span of found) {
      const label = span.split(':')[2] ?? ''
      for (const group of [label, 'all']) {
        score(group).found += 1
        if (wanted.has(span)) score(group).hits += 1
      }
    }
  }
  console.log(title)
  for (const [label, { hits, found, gold }] of [...scores].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const f1 = (2 * hits) / Math.max(1, found + gold)
    console.log(
      `  ${label.padEnd(10)} precision ${(hits / Math.max(1, found)).toFixed(3)}  recall ${(hits / Math.max(1, gold)).toFixed(3)}  F1 ${f1.toFixed(3)}  (${String(gold)})`,
    )
  }
}
report('strict outer labels, 8-bit weights', model)

if (options.out !== undefined) {
  const head = Buffer.from(
    `${JSON.stringify({ schema: 'beleg-tagger/1', labels, buckets, featuresPerToken })}\n`,
  )
  const body = Buffer.concat([
    Buffer.from(model.transitions.buffer, model.transitions.byteOffset, model.transitions.byteLength),
    Buffer.from(model.emissions.buffer, model.emissions.byteOffset, model.emissions.byteLength),
  ])
  writeFileSync(options.out, Buffer.concat([head, body]))
  console.log(`wrote ${String(head.length + body.length)} bytes`)
}
