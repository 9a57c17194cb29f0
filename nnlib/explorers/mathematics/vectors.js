// Products of vectors.

export const dot = (u, v) => u.reduce((sum, value, i) => sum + value * v[i], 0);
