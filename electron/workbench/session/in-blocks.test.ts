import { describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import { InBlocks, type Block } from './in-blocks.ts'

class Desk {
  readonly blocks: Block[] = []
  readonly takenBack: number[] = []
  readonly waiting = new Map<string, number[]>()
  readonly stored: number[][] = []
  refuse: number | null = null
  keeps: 'undo.nothing' | 'undo.conflict' | null = null

  readonly host = {
    stage: (id: string, lot: readonly number[]) =>
      Promise.resolve(this.waiting.set(id, [...(this.waiting.get(id) ?? []), ...lot])),
    unstage: (id: string) => Promise.resolve(this.waiting.delete(id)),
    record: (block: Block) => {
      if (this.blocks.length === this.refuse) return Promise.reject(new Error('disk full'))
      this.blocks.push(block)
      this.stored.push(this.waiting.get(block.commandId) ?? [])
      this.waiting.delete(block.commandId)
      return Promise.resolve(this.blocks.length)
    },
    takeBack: (seq: number) =>
      this.keeps === null
        ? Promise.resolve(this.takenBack.push(seq))
        : Promise.reject(new BelegError(this.keeps)),
  }
  readonly work = new InBlocks<number>('big', this.host)

  add(count: number): void {
    // Later parts are ready first.
    for (let n = 0; n < count; n += 1)
      this.work.add(new Promise((resolve) => setTimeout(() => { resolve(n) }, (count - n) % 7))) // prettier-ignore
  }
}
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)

describe('a command in blocks', () => {
  it.each([0, 1, 15, 16, 17, 48, 50])('of %i parts stores each once, in their order', async (count) => {
    const desk = new Desk()
    desk.add(count)
    expect(await desk.work.all()).toBe(count)
    expect(desk.stored.flat()).toEqual(upTo(count))
    expect(desk.blocks.map(({ total }) => total)).toEqual(desk.stored.map((_, n) => desk.stored.slice(0, n + 1).flat().length)) // prettier-ignore
    expect(new Set(desk.blocks.map(({ commandId }) => commandId)).size).toBe(desk.blocks.length)
    expect(new Set(desk.blocks.map(({ groupId }) => groupId)).size).toBe(Math.min(1, desk.blocks.length))
    expect(desk.waiting.size).toBe(0)
  })

  it('takes larger blocks where nobody asks anything meanwhile', async () => {
    const sizes: number[] = []
    const host = { ...new Desk().host, record: ({ count }: Block) => Promise.resolve(sizes.push(count)) }
    const work = new InBlocks<number>('alone', host, true)
    for (let n = 0; n < 150; n += 1) work.add(Promise.resolve(n))
    expect([await work.all(), sizes]).toEqual([150, [64, 64, 22]])
  })

  it('keeps whole blocks where one is refused, and forgets what was on its way', async () => {
    const desk = new Desk()
    desk.refuse = 2
    desk.add(50)
    await expect(desk.work.all()).rejects.toThrow('disk full')
    expect(await desk.work.abandon(false)).toBe(false)
    expect(desk.stored.flat()).toEqual(upTo(32))
    expect([desk.waiting.size, desk.takenBack]).toEqual([0, []])
  })

  it('takes everything back where nothing is to be left, and nothing where nothing was in', async () => {
    const desk = new Desk()
    desk.add(40)
    await desk.work.staged()
    expect(await desk.work.abandon(true)).toBe(true)
    expect(desk.takenBack).toEqual([2])
    const small = new Desk()
    small.add(5)
    await small.work.staged()
    expect([await small.work.abandon(true), small.takenBack, small.waiting.size]).toEqual([true, [], 0])
  })

  it.each([['undo.conflict', false], ['undo.nothing', true]] as const)('where taking back says %s, nothing is left: %s', async (keeps, nothingLeft) => {
    const desk = new Desk()
    desk.keeps = keeps
    desk.add(40)
    await desk.work.staged()
    expect(await desk.work.abandon(true)).toBe(nothingLeft)
  }) // prettier-ignore

  it('does not let parts pile up while the store is busy', async () => {
    let release = (): void => undefined
    const busy = new Promise<void>((resolve) => { release = resolve }) // prettier-ignore
    let made = 0
    const work = new InBlocks<number>('slow', {
      stage: () => Promise.resolve(),
      unstage: () => Promise.resolve(),
      record: async () => { await busy; return 1 }, // prettier-ignore
      takeBack: () => Promise.resolve(),
    })
    const making = (async () => {
      for (; made < 200; made += 1) {
        work.add(Promise.resolve(made))
        await work.room()
      }
    })()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(made).toBeLessThan(60)
    release()
    await making
    expect(await work.all()).toBe(200)
  })
})
