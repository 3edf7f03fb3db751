import {
  optionsVariable,
  type DoubleOptions,
  type FromDouble,
  type RecordKind,
  type Records,
} from '../side-door.ts'

function readOptions(): DoubleOptions {
  const text = process.env[optionsVariable]
  if (text === undefined) throw new Error('electron double: started without its options')
  Reflect.deleteProperty(process.env, optionsVariable)
  return JSON.parse(text) as DoubleOptions
}

export const options = readOptions()

/** Tells the test. A test that has gone away hears nothing. */
export function tell(message: FromDouble): void {
  if (process.connected) process.send?.(message)
}

/** Writes down what the program did. */
export function record<K extends RecordKind>(kind: K, what: Records[K]): void {
  tell({ type: 'record', record: { kind, ...what } as never })
}

/** Throws for a member of Electron that the double does not have. */
export function notImitated(what: string): never {
  throw new Error(`electron double: ${what} is not imitated`)
}

/** The members of an object and no others: reading an unknown one throws by name, setting one too. */
export function strict<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (target, member, receiver): unknown =>
      member in target || typeof member === 'symbol' || member === 'then'
        ? Reflect.get(target, member, receiver)
        : notImitated(`${name}.${member}`),
    set: (target, member, value, receiver) =>
      member in target || typeof member === 'symbol' || member.startsWith('_')
        ? Reflect.set(target, member, value, receiver)
        : notImitated(`setting ${name}.${member}`),
  })
}

/** An event whose default a listener can prevent. */
export class PreventableEvent {
  defaultPrevented = false

  constructor(members: object = {}) {
    Object.assign(this, members)
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
