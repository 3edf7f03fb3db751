/**
 * Whether a JSON Schema changed by addition only. Understands what `z.toJSONSchema` writes: types, properties, enums,
 * unions, items, records and limits. Direction matters: what callers write may not ask for more, what they
 * read may not promise less.
 */
export type Json = Readonly<Record<string, unknown>>

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const

/** What breaks a reader or writer of the earlier schema, one line each with its path; empty where nothing does. */
export function breaksOf(
  before: Json,
  after: Json,
  direction: 'input' | 'output',
  path = '$',
): readonly string[] {
  const branches = branchesOf(before)
  if (branches !== null)
    return branches.flatMap((branch, at) => branchBreaks(branch, after, direction, `${path}|${String(at)}`))
  const choices = branchesOf(after)
  if (choices !== null) return branchBreaks(before, after, direction, path)
  return [
    ...typeBreaks(before, after, path),
    ...limitBreaks(before, after, path),
    ...propertyBreaks(before, after, direction, path),
    ...['items', 'propertyNames', 'additionalProperties'].flatMap((part) =>
      partBreaks(before[part], after[part], direction, `${path}.${part}`),
    ),
    ...tupleBreaks(before, after, direction, path),
  ]
}

/** The branch of `after` that fits best: none of its breaks, or the fewest. */
function branchBreaks(
  branch: Json,
  after: Json,
  direction: 'input' | 'output',
  path: string,
): readonly string[] {
  const tries = (branchesOf(after) ?? [after]).map((choice) => breaksOf(branch, choice, direction, path))
  return tries.reduce(
    (best, one) => (one.length < best.length ? one : best),
    tries[0] ?? [`${path}: no alternative is left`],
  )
}

function typeBreaks(before: Json, after: Json, path: string): readonly string[] {
  const known = valuesOf(before)
  const values = valuesOf(after)
  if (values !== null) {
    if (known === null) return [`${path}: only ${values.join(', ')} are allowed now`]
    const gone = known.filter((value) => !values.includes(value))
    if (gone.length > 0) return [`${path}: ${gone.join(', ')} is gone`]
  }
  const types = typesOf(after)
  if (types === null) return []
  const had = typesOf(before)
  if (had === null) return known === null ? [`${path}: the type is limited to ${types.join(', ')}`] : []
  return had
    .filter((type) => !types.includes(type) && !(type === 'integer' && types.includes('number')))
    .map((type) => `${path}: the type ${type} is gone`)
}

function limitBreaks(before: Json, after: Json, path: string): readonly string[] {
  const breaks: string[] = []
  const narrower = (key: string, worse: (old: number, now: number) => boolean): void => {
    const now = after[key]
    if (typeof now !== 'number') return
    const old = before[key]
    if (typeof old !== 'number' || worse(old, now)) breaks.push(`${path}: ${key} is ${String(now)} now`)
  }
  for (const key of upper) narrower(key, (old, now) => now < old)
  for (const key of lower) narrower(key, (old, now) => now > old)
  for (const key of ['pattern', 'format']) {
    if (after[key] !== undefined && after[key] !== before[key])
      breaks.push(`${path}: another ${key} is asked for`)
  }
  return breaks
}

function propertyBreaks(
  before: Json,
  after: Json,
  direction: 'input' | 'output',
  path: string,
): readonly string[] {
  const old = objectOf(before['properties']) ?? {}
  const now = objectOf(after['properties']) ?? {}
  const breaks: string[] = []
  for (const [name, schema] of Object.entries(old)) {
    if (Object.hasOwn(now, name)) breaks.push(...partBreaks(schema, now[name], direction, `${path}.${name}`))
    else breaks.push(`${path}.${name}: the property is gone`)
  }
  const required = stringsOf(before['required'])
  const requires = stringsOf(after['required'])
  if (direction === 'input') {
    for (const name of requires) if (!required.includes(name)) breaks.push(`${path}.${name}: is required now`)
  } else {
    for (const name of required)
      if (!requires.includes(name)) breaks.push(`${path}.${name}: may be absent now`)
  }
  return breaks
}

function tupleBreaks(
  before: Json,
  after: Json,
  direction: 'input' | 'output',
  path: string,
): readonly string[] {
  const old = listOf(before['prefixItems'])
  const now = listOf(after['prefixItems'])
  if (now === null && old === null) return []
  if (now?.length !== old?.length) return [`${path}: another number of places`]
  return (old ?? []).flatMap((schema, at) =>
    partBreaks(schema, now?.[at], direction, `${path}[${String(at)}]`),
  )
}

function partBreaks(
  before: unknown,
  after: unknown,
  direction: 'input' | 'output',
  path: string,
): readonly string[] {
  if (after === undefined || after === true) return []
  if (after === false) return before === false ? [] : [`${path}: is refused now`]
  const now = objectOf(after)
  if (now === null || Object.keys(now).length === 0) return []
  return breaksOf(objectOf(before) ?? {}, now, direction, path)
}

function branchesOf(schema: Json): readonly Json[] | null {
  const branches = listOf(schema['anyOf']) ?? listOf(schema['oneOf'])
  return branches === null ? null : branches.map((branch) => objectOf(branch) ?? {})
}

/** The closed list of values, each as JSON, or null where there is none. */
function valuesOf(schema: Json): readonly string[] | null {
  if ('const' in schema) return [JSON.stringify(schema['const'])]
  return listOf(schema['enum'])?.map((value) => JSON.stringify(value)) ?? null
}

function typesOf(schema: Json): readonly string[] | null {
  const { type } = schema
  return type === undefined ? null : typeof type === 'string' ? [type] : stringsOf(type)
}

/** The value as an object's properties; null where it is no object. */
export function objectOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value.map((one: unknown) => one) : null
}

function stringsOf(value: unknown): readonly string[] {
  return listOf(value)?.filter((one) => typeof one === 'string') ?? []
}
