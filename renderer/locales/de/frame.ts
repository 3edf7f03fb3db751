import type { frameEn } from '../en/frame.ts'

export const frameDe: Readonly<Record<keyof typeof frameEn, string>> = {
  'frame.skip': 'Zum Inhalt springen',
}
