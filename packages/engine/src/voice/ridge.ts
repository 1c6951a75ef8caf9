/** Rows of numbers, one after another in `values`. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

/**
 * The weights w that minimise |y − Xw|² + λ|w|² over the rows marked in `use` (Tikhonov; Hoerl and Kennard 1970), by
 * Cholesky's decomposition of XᵀX + λI.
 *
 * @param lambda λ > 0, which also keeps the system solvable.
 */
export function ridge(
  { rows, columns, values }: Matrix,
  y: ArrayLike<number>,
  lambda: number,
  use?: ArrayLike<number>,
) {
  const gram = new Float64Array(columns * columns);
  const target = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    if (use && !use[row]) continue;
    const x = values.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < columns; i++) {
      const xi = x[i]!;
      target[i]! += xi * y[row]!;
      const at = i * columns;
      for (let j = 0; j <= i; j++) gram[at + j]! += xi * x[j]!;
    }
  }
  for (let i = 0; i < columns; i++) gram[i * columns + i]! += lambda;
  return solve(gram, target);
}

/** Solves the symmetric positive definite system A·w = b in place; only the lower triangle of A is read. */
function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * n + j]!;
    }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * n + k]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i]! -= a[k * n + i]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  return b;
}

/** Xw, row by row. */
export function product({ rows, columns, values }: Matrix, w: ArrayLike<number>): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += values[row * columns + i]! * w[i]!;
    return sum;
  });
}
