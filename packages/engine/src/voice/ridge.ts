/** Rows of numbers, one after another in `values`. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

/**
 * The weights w that minimise |y − Xw|² + λ|w|² (Tikhonov; Hoerl and Kennard 1970), by the dual w = Xᵀ(XXᵀ + λI)⁻¹y, which is
 * the smaller system where there are more columns than rows.
 *
 * @param lambda λ > 0, which also keeps the system solvable.
 */
export function ridge(x: Matrix, y: ArrayLike<number>, lambda: number): Float64Array {
  const { rows, columns, values } = x;
  const kernel = innerProducts(x);
  for (let i = 0; i < rows; i++) kernel[i * rows + i]! += lambda;
  const dual = solve(kernel, Float64Array.from(y));
  const w = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < columns; i++) w[i]! += dual[row]! * values[row * columns + i]!;
  return w;
}

/** Lower triangle of XXᵀ, `rows × rows`; four products at once, as one would mostly wait for its own sum. */
export function innerProducts({ rows, columns, values }: Matrix): Float64Array {
  const products = new Float64Array(rows * rows);
  for (let a = 0; a < rows; a++)
    for (let b = 0; b <= a; b += 4) {
      const p = a * columns;
      const q = b * columns;
      const r = Math.min(a, b + 1) * columns;
      const s = Math.min(a, b + 2) * columns;
      const t = Math.min(a, b + 3) * columns;
      let first = 0;
      let second = 0;
      let third = 0;
      let fourth = 0;
      for (let i = 0; i < columns; i++) {
        const x = values[p + i]!;
        first += x * values[q + i]!;
        second += x * values[r + i]!;
        third += x * values[s + i]!;
        fourth += x * values[t + i]!;
      }
      const at = a * rows + b;
      products[at] = first;
      if (b + 1 <= a) products[at + 1] = second;
      if (b + 2 <= a) products[at + 2] = third;
      if (b + 3 <= a) products[at + 3] = fourth;
    }
  return products;
}

/** Solves the symmetric positive definite system A·w = b in place by Cholesky's decomposition; reads the lower triangle of A. */
export function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const p = i * n;
      const q = j * n;
      let sum = a[p + j]!;
      for (let k = 0; k < j; k++) sum -= a[p + k]! * a[q + k]!;
      a[p + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[q + j]!;
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
  const result = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += values[row * columns + i]! * w[i]!;
    result[row] = sum;
  }
  return result;
}
