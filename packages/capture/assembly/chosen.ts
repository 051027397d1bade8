// AssemblyScript. This is put where it is called.

/** One or the other, without a branch. */
export function chosen(is: u32, yes: u32, no: u32): u32 {
  return no ^ ((no ^ yes) & -is);
}
