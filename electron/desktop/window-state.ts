import { z } from 'zod'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window was when it was last closed. */
export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

export const smallest = { width: 900, height: 600 }
const wished = { width: 1440, height: 900 }

/** Length that two intervals share. */
const shared = (a: number, aLength: number, b: number, bLength: number): number =>
  Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b))

/**
 * Where the window opens: where it was, as far as the screens that are there now show it; on the first screen otherwise.
 * `screens` are work areas in device-independent pixels, the primary one first, at least one.
 */
export function openingBounds(
  saved: WindowState | undefined,
  screens: readonly [Bounds, ...Bounds[]],
): Bounds {
  const home =
    saved === undefined
      ? undefined
      : // Enough of the title bar must be on a screen to be taken hold of.
        screens.find(
          (screen) =>
            shared(saved.x, saved.width, screen.x, screen.width) >= 120 &&
            saved.y >= screen.y - 5 &&
            saved.y <= screen.y + screen.height - 60,
        )
  if (saved !== undefined && home !== undefined) {
    const width = Math.min(saved.width, home.width)
    const height = Math.min(saved.height, home.height)
    return {
      x: saved.x,
      y: saved.y,
      width: Math.max(width, smallest.width),
      height: Math.max(height, smallest.height),
    }
  }
  const [primary] = screens
  const width = Math.min(wished.width, primary.width)
  const height = Math.min(wished.height, primary.height)
  return {
    x: primary.x + Math.floor((primary.width - width) / 2),
    y: primary.y + Math.floor((primary.height - height) / 2),
    width,
    height,
  }
}

/** What a saved file says, or undefined where it is absent or nonsense: a window state is never worth an error. */
export function parseWindowState(text: string | undefined): WindowState | undefined {
  if (text === undefined) return undefined
  try {
    return windowStateSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
