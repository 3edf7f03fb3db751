import type { reviewEn } from '../en/review.ts'

export const reviewDe: Readonly<Record<keyof typeof reviewEn, string>> = {}
