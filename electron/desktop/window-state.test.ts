import { describe, expect, it } from 'vitest'
import { openingBounds, parseWindowState } from './window-state.ts'

const laptop = { x: 0, y: 25, width: 1280, height: 775 }
const wide = { x: 1280, y: 0, width: 2560, height: 1400 }
const saved = { x: 1500, y: 100, width: 1600, height: 1000, maximized: false }

describe('the window opens', () => {
  it('where it was closed', () => {
    expect(openingBounds(saved, [laptop, wide])).toEqual({ x: 1500, y: 100, width: 1600, height: 1000 })
  })

  it('on the screen that is left when the other one is gone', () => {
    expect(openingBounds(saved, [laptop])).toEqual({ x: 0, y: 25, width: 1280, height: 775 })
  })

  it('in reach: never above a screen, nor with no more than a sliver on it', () => {
    for (const lost of [
      { ...saved, y: -400 },
      { ...saved, x: 3800 },
      { ...saved, y: 1380 },
    ]) {
      expect(openingBounds(lost, [laptop, wide])).toEqual({ x: 0, y: 25, width: 1280, height: 775 })
    }
  })

  it('in the middle, and no larger than the screen, the first time', () => {
    expect(openingBounds(undefined, [wide])).toEqual({ x: 1840, y: 250, width: 1440, height: 900 })
    expect(openingBounds(undefined, [laptop])).toEqual({ x: 0, y: 25, width: 1280, height: 775 })
  })

  it('whatever the saved file holds', () => {
    for (const text of [
      undefined,
      '',
      '{',
      'null',
      '{"x":0}',
      '{"x":0,"y":0,"width":-1,"height":1,"maximized":false}',
    ]) {
      expect(parseWindowState(text)).toBeUndefined()
    }
    expect(parseWindowState(JSON.stringify(saved))).toEqual(saved)
  })
})
