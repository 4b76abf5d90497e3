/** Why a passage is no paragraph of the article. */
export type NoParagraph =
  | "heading"
  | "short"
  | "figures"
  | "code"
  | "caption"
  | "leads away"
  | "imprint"
  | "link"
  | "ignored";

/** Why a passage is left out of the article. */
export type WhyLeft = NoParagraph | "outside" | "list of links" | "not in a container" | "hidden";

/**
 * Why a passage or an element was taken or left, for the developers of sites and for bug reports.
 */
export interface Explanation {
  readonly element: Element;
  readonly verdict: "taken" | "left";
  /** What was judged. */
  readonly as: "container" | "part" | "outside" | "paragraph";
  /** The sum of `parts`; elements outside have one below 0, parts at least 2. */
  readonly score?: number;
  /** What each piece of evidence weighs. */
  readonly parts?: Readonly<Record<string, number>>;
  /** Why a passage was left. */
  readonly why?: WhyLeft;
  /** The beginning of its text. */
  readonly text?: string;
}
