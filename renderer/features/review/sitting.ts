/** When this sitting began: the page was opened. What was done since is counted by the store. */
export const sittingBegan = new Date().toISOString()
