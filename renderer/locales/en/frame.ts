export const frameEn = {
  'frame.skip': 'Skip to the content',
} as const
