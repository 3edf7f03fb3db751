export const reviewEn = {} as const
