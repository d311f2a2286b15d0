/** Fields of an order, and the names of the columns that hold them. */
export type Mapping = Record<string, string | undefined>;

const needed = ['number', 'buyer', 'total', 'placedAt'];
const ofDetails = ['number', 'title', 'price', 'quantity'];

/** What must still be chosen. A file of details (one row a line) has neither buyer nor time. */
export function missingOf(mapping: Mapping): string[] {
  if (!mapping.buyer && ofDetails.every((field) => mapping[field])) return [];
  return needed.filter((field) => !mapping[field]);
}
