#!/usr/bin/env -S npx tsx
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { publishedSchema, schemaDirection, schemaNames, type SchemaName } from '../cli/published-schemas.ts'
import { breaksOf, objectOf, type Json } from './schema-additions.ts'

const help = `Usage: npx tsx electron/tools/write-schemas.ts [--check | --baseline]

Writes the JSON Schemas of everything programs outside rely on into resources/schema.

  --check      writes nothing; exit code 1 where a file is out of date or a change is no addition
  --baseline   also takes the schemas as the ones later changes are compared with; refused where a change is no addition
  --help       this text
`

const folder = join(import.meta.dirname, '../../resources/schema')
const baseline = join(folder, 'baseline')

const fileOf = (place: string, name: SchemaName): string => join(place, `${name}.schema.json`)
const textOf = (schema: Json): string => `${JSON.stringify(schema, null, 2)}\n`

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** What is wrong with the files as they are: out of date, or changed by more than addition. One line each. */
export function schemaProblems(): { readonly stale: readonly string[]; readonly breaks: readonly string[] } {
  const stale: string[] = []
  const breaks: string[] = []
  for (const name of schemaNames) {
    const schema = publishedSchema(name)
    if (read(fileOf(folder, name)) !== textOf(schema))
      stale.push(`${name}.schema.json is out of date: run electron/tools/write-schemas.ts`)
    const before = read(fileOf(baseline, name))
    if (before === null) continue
    breaks.push(...breaksOf(objectOf(JSON.parse(before)) ?? {}, schema, schemaDirection(name), name))
  }
  return { stale, breaks }
}

function main(args: readonly string[]): number {
  if (args.includes('--help')) {
    process.stdout.write(help)
    return 0
  }
  const unknown = args.find((arg) => arg !== '--check' && arg !== '--baseline')
  if (unknown !== undefined) {
    process.stderr.write(`Unknown option: ${unknown}\n\n${help}`)
    return 2
  }
  const { stale, breaks } = schemaProblems()
  if (args.includes('--check')) {
    for (const line of [...stale, ...breaks]) process.stderr.write(`${line}\n`)
    return stale.length + breaks.length === 0 ? 0 : 1
  }
  for (const line of breaks) process.stderr.write(`no addition: ${line}\n`)
  if (args.includes('--baseline') && breaks.length > 0) return 1
  for (const place of args.includes('--baseline') ? [folder, baseline] : [folder]) {
    mkdirSync(place, { recursive: true })
    for (const name of schemaNames) writeFileSync(fileOf(place, name), textOf(publishedSchema(name)))
  }
  process.stdout.write(`${String(schemaNames.length)} schemas written\n`)
  return 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = main(process.argv.slice(2))
