/** Rows of an .xlsx file. A chunk of its own: loaded for the first spreadsheet. */
import { readSheet } from "read-excel-file/universal";

/** Returns the cells of the first sheet as text. */
export async function rowsOfSheet(file: ArrayBuffer): Promise<string[][]> {
  const rows = await readSheet(new Blob([file]));
  return rows.map((row) => row.map(textOf));
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
